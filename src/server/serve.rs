//! Where the server listens.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use axum::serve::ListenerExt;
use tokio::net::{TcpListener, UnixListener};

use crate::app::App;
use crate::routes::router;

/// Why the server does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could reach it, unencrypted, and nobody asked for that.
    #[error(
        "{0} can be reached from other machines, and the server speaks plain HTTP: put a proxy with TLS in front and allow it explicitly"
    )]
    Remote(SocketAddr),
    /// Another server listens there.
    #[error("another server listens at {0}")]
    InUse(String),
    /// The system refuses.
    #[error("cannot listen at {at}")]
    System {
        /// Where.
        at: String,
        /// Its own words.
        #[source]
        source: io::Error,
    },
}

/// An open door.
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
}

#[derive(Debug)]
enum Socket {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

impl Listener {
    /// Opens a door for this machine; port 0 takes any free one.
    ///
    /// # Errors
    /// [`ServeError::Remote`] for an address that others can reach, [`ServeError::InUse`], [`ServeError::System`].
    pub async fn tcp(address: SocketAddr) -> Result<Self, ServeError> {
        if !address.ip().is_loopback() {
            return Err(ServeError::Remote(address));
        }
        Self::tcp_for_all(address).await
    }

    /// Opens a door that other machines can reach, because somebody asked for it: a proxy that ends TLS stands in front.
    ///
    /// # Errors
    /// [`ServeError::InUse`], [`ServeError::System`].
    pub async fn tcp_for_all(address: SocketAddr) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(address).await.map_err(|source| refused(address.to_string(), source))?;
        Ok(Self { socket: Socket::Tcp(listener) })
    }

    /// Opens a Unix socket that only its owner can use. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// [`ServeError::InUse`] when somebody answers there, [`ServeError::System`]. A socket that a dead server left is replaced.
    pub fn unix(path: &Path) -> Result<Self, ServeError> {
        let at = || format!("unix:{}", path.display());
        if std::os::unix::net::UnixStream::connect(path).is_ok() {
            return Err(ServeError::InUse(at()));
        }
        let listener = bind_private(path).map_err(|source| refused(at(), source))?;
        Ok(Self { socket: Socket::Unix(listener, path.to_owned()) })
    }

    /// The address and port of a TCP listener.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        match &self.socket {
            Socket::Tcp(listener) => listener.local_addr().ok(),
            Socket::Unix(..) => None,
        }
    }
}

fn refused(at: String, source: io::Error) -> ServeError {
    if source.kind() == io::ErrorKind::AddrInUse { ServeError::InUse(at) } else { ServeError::System { at, source } }
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
        Socket::Unix(socket, path) => {
            let served = axum::serve(socket, routes.into_make_service()).with_graceful_shutdown(stop).await;
            // Left behind it would do no harm: the next server replaces it.
            let _ = std::fs::remove_file(path);
            served
        }
    }
}
