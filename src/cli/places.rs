//! Where things are: data folders, settings, sockets.

use std::path::{Path, PathBuf};

use anyhow::Context;
use directories::ProjectDirs;
use domain::Language;
use serde::Deserialize;

pub use client::Address;

/// What a person may set in `settings.toml` of their configuration folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The server that `omaolo work` opens.
    pub server: Option<String>,
    /// Language of the screens.
    pub lang: Option<Language>,
    /// Theme.
    pub theme: Option<String>,
    /// Whether a new urgent item rings the terminal's bell.
    pub bell: Option<bool>,
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("fi", "", "omaolo")
}

/// The person's configuration folder: settings.toml, keymap.toml, themes/.
pub fn configuration() -> Option<PathBuf> {
    project().map(|dirs| dirs.config_dir().to_owned())
}

/// The demo's own data folder.
///
/// # Errors
/// When the system has no home for this user.
pub fn demo() -> anyhow::Result<PathBuf> {
    let dirs = project().context("this user has no home folder; name a data folder with --dir")?;
    Ok(dirs.data_dir().join("demo"))
}

/// Reads the settings. With a mistake in them the defaults hold, and the second value says what is wrong and where.
pub fn settings() -> (Settings, Option<String>) {
    let Some(path) = configuration().map(|folder| folder.join("settings.toml")).filter(|path| path.exists()) else {
        return (Settings::default(), None);
    };
    let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
    let settings = read.and_then(|text| {
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
            format!("line {line}: {}", error.message())
        })
    });
    match settings {
        Ok(settings) => (settings, None),
        Err(mistake) => (Settings::default(), Some(format!("{}: {mistake}; the usual settings are used", path.display()))),
    }
}

/// The socket of the server in this data folder. A socket's path has room for about a hundred bytes, so a deep folder's
/// socket stands in the runtime folder under a name made from the folder's.
pub fn socket_in(dir: &Path) -> PathBuf {
    let beside = dir.join("server.sock");
    if beside.as_os_str().len() <= 100 {
        return beside;
    }
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in dir.as_os_str().as_encoded_bytes() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    runtime.join(format!("omaolo-{hash:016x}.sock"))
}

/// The server to talk to: as asked, else as set, else the demo's.
///
/// # Errors
/// When the settings are wrong or there is no home folder.
pub fn server(asked: Option<Address>) -> anyhow::Result<Address> {
    if let Some(address) = asked {
        return Ok(address);
    }
    match settings().0.server {
        Some(text) => text.parse().with_context(|| "settings.toml: server"),
        None => Ok(Address::Unix(socket_in(&demo()?))),
    }
}
