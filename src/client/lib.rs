//! Typed access to a server: every call of the API as one function, live notices as a stream, errors that say what to do.
//!
//! The server usually runs on the same machine and is reached over a Unix socket; there is then no TLS, no proxy and no
//! timer, and a call costs little more than the server's own work.

mod address;
mod calls;
mod error;
mod notices;
mod session_keeper;
#[cfg(test)]
mod tests;
mod transport;

pub use address::{Address, AddressError};
pub use calls::Submitted;
pub use error::ClientError;
pub use notices::Notices;
pub use session_keeper::SessionKeeper;
pub use transport::Client;
