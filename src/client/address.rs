//! Where a server is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The address of a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// `http://…` on this machine, or `https://…`; without a slash at the end.
    Http(String),
    /// A Unix socket on this machine.
    Unix(PathBuf),
}

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Neither form.
    #[error("write the server as unix:PATH, http://localhost:PORT or https://HOST")]
    Form,
    /// The host is missing, or something stands behind it.
    #[error("the address names no host, or more than a host and a port")]
    Host,
    /// Unencrypted, over a network.
    #[error("http:// is for servers on this machine only; write https:// for one that is reached over a network")]
    PlainText,
}

impl Address {
    /// What paths are put behind.
    pub(crate) fn base(&self) -> &str {
        match self {
            Self::Http(url) => url,
            // The host of a request over a socket means nothing, but HTTP wants one.
            Self::Unix(_) => "http://localhost",
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(url) => f.write_str(url),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("unix:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() { Err(AddressError::Form) } else { Ok(Self::Unix(PathBuf::from(path))) };
        }
        let url = reqwest::Url::parse(text).map_err(|_| AddressError::Form)?;
        let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        let host =
            url.host_str().filter(|_| bare && url.username().is_empty() && url.password().is_none()).ok_or(AddressError::Host)?;
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(host) => {}
            "http" => return Err(AddressError::PlainText),
            _ => return Err(AddressError::Form),
        }
        Ok(Self::Http(url.as_str().trim_end_matches('/').to_owned()))
    }
}

fn is_this_machine(host: &str) -> bool {
    let number = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || number.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, AddressError> {
        text.parse::<Address>().map(|address| address.to_string())
    }

    #[test]
    fn an_address_is_written_as_it_is_read() {
        for text in [
            "unix:/run/omaolo/server.sock",
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:80",
            "https://omaolo.example",
        ] {
            assert_eq!(read(text).map(|t| t.replace("[::1]:80", "[::1]")), Ok(text.replace("[::1]:80", "[::1]")));
        }
        assert_eq!(read("https://omaolo.example/").as_deref(), Ok("https://omaolo.example"));
    }

    #[test]
    fn nothing_is_sent_unencrypted_over_a_network() {
        assert_eq!(read("http://omaolo.example"), Err(AddressError::PlainText));
        assert_eq!(read("http://10.0.0.1:8080"), Err(AddressError::PlainText));
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_reason() {
        assert_eq!(read("unix:"), Err(AddressError::Form));
        assert_eq!(read("omaolo.example"), Err(AddressError::Form));
        assert_eq!(read("ftp://omaolo.example"), Err(AddressError::Form));
        assert_eq!(read("https://omaolo.example/elsewhere"), Err(AddressError::Host));
        assert_eq!(read("https://somebody:secret@omaolo.example"), Err(AddressError::Host));
    }
}
