//! What can go wrong with storage.

use crate::{CustodyError, Stream};

/// One enum for all engines; a variant only where a caller acts differently. Never holds personal data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A stream has moved on since the decision was made: read, decide again, repeat.
    #[error("the stream has moved on since the decision was made")]
    Conflict {
        /// Which.
        stream: Stream,
    },
    /// The cursor is none that this store gave.
    #[error("the place in the list is not one that this server gave")]
    BadCursor,
    /// Somebody else has the data folder open.
    #[error("another process has the data folder open")]
    InUse,
    /// There is no store in the folder.
    #[error("there is no store in this folder")]
    Missing,
    /// There is one already.
    #[error("there is already a store in this folder")]
    Exists,
    /// The store was made by a newer program.
    #[error("the store has format {found}; this program knows formats up to {known}")]
    TooNew {
        /// Its format.
        found: i64,
        /// The newest known.
        known: i64,
    },
    /// The key does not open it.
    #[error("the key does not open the store")]
    WrongKey,
    /// The key could not be had.
    #[error(transparent)]
    Custody(#[from] CustodyError),
    /// An event or a row cannot be read.
    #[error("{what} cannot be read")]
    Unreadable {
        /// What, by number.
        what: String,
    },
    /// The engine failed.
    #[error("the database failed while {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Its own words.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The disk failed.
    #[error("the disk failed while {doing}")]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// Its own words.
        #[source]
        source: std::io::Error,
    },
    /// The store is closing.
    #[error("the store is closing")]
    Closing,
}

impl StoreError {
    /// True when trying the same again cannot help.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        !matches!(self, Self::Conflict { .. } | Self::InUse | Self::Closing)
    }
}
