//! Where the server listens.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use axum::serve::ListenerExt;
use tokio::net::{TcpListener, UnixListener, UnixStream};

use crate::app::App;
use crate::routes::router;

/// Where to listen, as an operator writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListenAt {
    /// An address and a port; port 0 takes any free one.
    Tcp(SocketAddr),
    /// A Unix socket, made readable and writable for its owner only.
    Unix(PathBuf),
}

/// The text names no place to listen at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write where to listen as unix:PATH, or as ADDRESS:PORT, e.g. 127.0.0.1:8080")]
pub struct ListenAtError;

impl FromStr for ListenAt {
    type Err = ListenAtError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("unix:") {
            Some("") => Err(ListenAtError),
            Some(path) => Ok(Self::Unix(PathBuf::from(path))),
            None => text.parse().map(Self::Tcp).map_err(|_| ListenAtError),
        }
    }
}

impl fmt::Display for ListenAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(f),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// Why the server does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could reach it, unencrypted, and nobody asked for that.
    #[error("{0} can be reached from other machines, and the server speaks plain HTTP: put a proxy with TLS in front and allow it explicitly")]
    Remote(SocketAddr),
    /// Another server listens there.
    #[error("another server listens at {0}")]
    InUse(ListenAt),
    /// The system refuses.
    #[error("cannot listen at {at}")]
    System {
        /// Where.
        at: ListenAt,
        /// Its own words.
        #[source]
        source: io::Error,
    },
}

/// An open door.
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
    at: ListenAt,
}

#[derive(Debug)]
enum Socket {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl Listener {
    /// Opens the door. `allow_remote` must be true for an address that other machines can reach.
    ///
    /// # Errors
    /// [`ServeError`].
    pub async fn bind(at: ListenAt, allow_remote: bool) -> Result<Self, ServeError> {
        match &at {
            ListenAt::Tcp(address) if !address.ip().is_loopback() && !allow_remote => Err(ServeError::Remote(*address)),
            ListenAt::Tcp(address) => {
                let listener = TcpListener::bind(address).await.map_err(|source| refused(&at, source))?;
                let address = listener.local_addr().map_err(|source| refused(&at, source))?;
                Ok(Self { socket: Socket::Tcp(listener), at: ListenAt::Tcp(address) })
            }
            ListenAt::Unix(path) => {
                if UnixStream::connect(path).await.is_ok() {
                    return Err(ServeError::InUse(at.clone()));
                }
                let listener = bind_private(path).map_err(|source| refused(&at, source))?;
                Ok(Self { socket: Socket::Unix(listener), at })
            }
        }
    }

    /// Where it is; with the port that was found, when any was asked for.
    #[must_use]
    pub fn at(&self) -> &ListenAt {
        &self.at
    }
}

fn refused(at: &ListenAt, source: io::Error) -> ServeError {
    if source.kind() == io::ErrorKind::AddrInUse { ServeError::InUse(at.clone()) } else { ServeError::System { at: at.clone(), source } }
}

/// Binds beside the path and moves the socket into place once its rights are set: nobody else can connect in between, and
/// what a dead server left there is replaced.
fn bind_private(path: &Path) -> io::Result<UnixListener> {
    let mut beside = path.as_os_str().to_owned();
    beside.push("~");
    let beside = PathBuf::from(beside);
    match std::fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&beside)?;
    std::fs::set_permissions(&beside, std::fs::Permissions::from_mode(0o600))?;
    std::fs::rename(&beside, path)?;
    Ok(listener)
}

/// Serves until `stop` is ready, then lets the requests that run come to their end.
///
/// # Errors
/// When the system takes the listener away.
pub async fn serve(listener: Listener, app: App, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let routes = router(app.clone());
    let stop = async move {
        stop.await;
        app.stop();
    };
    match listener.socket {
        Socket::Tcp(socket) => {
            let socket = socket.tap_io(|stream| {
                // Answers are written at once and whole; waiting to gather more would only delay them.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "no TCP_NODELAY");
                }
            });
            let service = routes.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(socket, service).with_graceful_shutdown(stop).await
        }
        Socket::Unix(socket) => {
            let served = axum::serve(socket, routes.into_make_service()).with_graceful_shutdown(stop).await;
            if let ListenAt::Unix(path) = &listener.at {
                // The next server would replace it anyway.
                let _ = std::fs::remove_file(path);
            }
            served
        }
    }
}
