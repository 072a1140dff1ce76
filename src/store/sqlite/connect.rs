//! Connections to the encrypted database. Each needs the key before anything else is asked of it.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use super::error::while_doing;
use crate::{StoreError, StoreKey};

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Makes a new file.
    Maker,
    /// The one that writes.
    Writer,
    /// Reads only.
    Reader,
    /// Reads much, once; may make temporary tables.
    Inspector,
    /// A throw-away database beside the store: fast, and gone after a crash.
    Scratch,
}

/// Bytes of a page in a new store. A change touches a few hundred bytes of each of many pages, and a page is encrypted and
/// written whole: half the usual size takes an eighth off a submission and costs reading nothing.
const PAGE: u32 = 2048;
/// Bytes of a page in stores of before, which stay as they are.
const OLD_PAGE: u32 = 4096;

/// Opens the database and proves that the key fits.
pub(super) fn connect(path: &Path, key: &StoreKey, part: Part) -> Result<Connection, StoreError> {
    let connection = match opened(path, key, part, PAGE) {
        // Pages of another size cannot be told from a wrong key.
        Err(StoreError::WrongKey) => opened(path, key, part, OLD_PAGE)?,
        other => other?,
    };
    let doing = while_doing("opening the store");
    connection.busy_timeout(Duration::from_secs(10)).map_err(&doing)?;
    // Without this, a partial index makes every statement that compares its column be planned anew at each binding.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(&doing)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(settings(part)).map_err(&doing)?;
    Ok(connection)
}

/// A connection to a database with pages of this size, if the key fits.
fn opened(path: &Path, key: &StoreKey, part: Part, page: u32) -> Result<Connection, StoreError> {
    let doing = while_doing("opening the store");
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if matches!(part, Part::Maker | Part::Scratch) {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags).map_err(&doing)?;
    // The log level comes first: with a wrong key SQLCipher would write to standard error, over whatever stands on the
    // terminal. SHA-256 instead of SHA-512 halves what reading a page costs on processors that know it; 256 bits are plenty.
    let opening = Zeroizing::new(format!(
        "PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256; \
         PRAGMA cipher_page_size = {page};",
        key.hex().as_str()
    ));
    connection.execute_batch(&opening).map_err(&doing)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(|error| {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::WrongKey,
            _ => doing(error),
        }
    })?;
    Ok(connection)
}

/// Negative cache sizes are KiB. Deleted content is overwritten where that costs no further write.
fn settings(part: Part) -> &'static str {
    match part {
        Part::Maker => "PRAGMA synchronous = FULL;",
        // Checkpoints have a thread of their own, off the path of a submission.
        Part::Writer => {
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA secure_delete = FAST; PRAGMA wal_autocheckpoint = 0;"
        }
        Part::Reader => "PRAGMA query_only = ON; PRAGMA cache_size = -2048;",
        Part::Inspector => "PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 0;",
        Part::Scratch => "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;",
    }
}
