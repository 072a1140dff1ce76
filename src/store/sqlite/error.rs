//! SQLite's errors become the store's.

use crate::StoreError;

/// Says what was being done when the database failed.
pub(super) fn while_doing(doing: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    move |source| StoreError::Database { doing, source: Box::new(source) }
}

/// Says what was being done when the disk failed.
pub(super) fn on_disk(doing: &'static str) -> impl Fn(std::io::Error) -> StoreError {
    move |source| StoreError::Disk { doing, source }
}

/// Something in the database that this program cannot have written, or cannot read.
pub(super) fn unreadable(what: impl Into<String>) -> StoreError {
    StoreError::Unreadable { what: what.into() }
}
