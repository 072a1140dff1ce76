//! The use log: numbered lines, each with a hash over itself and the hash before it, so that none can be altered, removed
//! or slipped in unseen.

use domain::{CaseId, UseEntry};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::error::{unreadable, while_doing};
use crate::{StoreError, UseLine};

/// An entry as it is written: the list of shown cases apart, 16 bytes each instead of 38.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    body: String,
    shown: Vec<u8>,
}

impl Entry {
    /// Writes an entry down.
    pub fn of(mut entry: UseEntry) -> Result<Self, StoreError> {
        let shown = std::mem::take(&mut entry.shown).iter().flat_map(|case| *case.0.as_bytes()).collect();
        let body = serde_json::to_string(&entry).map_err(|_| unreadable("a line of the use log that was to be written"))?;
        Ok(Self { body, shown })
    }

    fn read(&self, no: i64) -> Result<UseEntry, StoreError> {
        let damaged = || unreadable(format!("line {no} of the use log"));
        let mut entry: UseEntry = serde_json::from_str(&self.body).map_err(|_| damaged())?;
        let (shown, rest) = self.shown.as_chunks::<16>();
        if !rest.is_empty() {
            return Err(damaged());
        }
        entry.shown = shown.iter().map(|id| CaseId(Uuid::from_bytes(*id))).collect();
        Ok(entry)
    }
}

/// The end of the chain: what the next line hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chain {
    no: i64,
    hash: [u8; 32],
}

impl Chain {
    /// The end of the chain in the database.
    pub fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT no, hash FROM use_log ORDER BY no DESC LIMIT 1";
        let read = connection.query_row(sql, [], |row| Ok(Self { no: row.get(0)?, hash: row.get(1)? }));
        Ok(read.optional()?.unwrap_or_default())
    }

    fn next(self, entry: &Entry) -> Self {
        let no = self.no + 1;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.hash).update(&no.to_le_bytes());
        // The length keeps body and list apart: no other pair gives the same bytes.
        hasher.update(&(entry.body.len() as u64).to_le_bytes()).update(entry.body.as_bytes()).update(&entry.shown);
        Self { no, hash: *hasher.finalize().as_bytes() }
    }

    /// Writes an entry behind the last.
    pub fn write(&mut self, connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
        let next = self.next(entry);
        let sql = "INSERT INTO use_log (no, body, shown, hash) VALUES (?1, ?2, ?3, ?4)";
        connection.prepare_cached(sql)?.execute(params![next.no, entry.body, entry.shown, next.hash])?;
        *self = next;
        Ok(())
    }
}

/// Lines, newest first.
pub(super) fn lines(connection: &Connection, before: Option<i64>, limit: u32) -> Result<Vec<UseLine>, StoreError> {
    let doing = while_doing("reading the use log");
    let sql = "SELECT no, body, shown FROM use_log WHERE no < ?1 ORDER BY no DESC LIMIT ?2";
    let mut statement = connection.prepare_cached(sql).map_err(&doing)?;
    let mut rows = statement.query(params![before.unwrap_or(i64::MAX), limit]).map_err(&doing)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        let no = row.get(0).map_err(&doing)?;
        let entry = Entry { body: row.get(1).map_err(&doing)?, shown: row.get(2).map_err(&doing)? };
        lines.push(UseLine { no, entry: entry.read(no)? });
    }
    Ok(lines)
}

/// Walks the whole chain; says of each line, by its number, whether it is whole. Returns how many there are.
pub(super) fn walk(connection: &Connection, mut each: impl FnMut(i64, bool)) -> Result<u64, StoreError> {
    let doing = while_doing("reading the use log");
    let mut statement = connection.prepare("SELECT no, body, shown, hash FROM use_log ORDER BY no").map_err(&doing)?;
    let mut rows = statement.query([]).map_err(&doing)?;
    let (mut chain, mut read) = (Chain::default(), 0);
    while let Some(row) = rows.next().map_err(&doing)? {
        let entry = Entry { body: row.get(1).map_err(&doing)?, shown: row.get(2).map_err(&doing)? };
        let found = Chain { no: row.get(0).map_err(&doing)?, hash: row.get(3).map_err(&doing)? };
        each(found.no, chain.next(&entry) == found && entry.read(found.no).is_ok());
        // Goes on from what stands there, so that one altered line is one fault and not all that follow.
        chain = found;
        read += 1;
    }
    Ok(read)
}
