//! Checking that nothing is missing or altered, against a replay into a throw-away database.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::connect::{Part, connect};
use super::error::while_doing;
use super::interned::SharedInterned;
use super::rebuild::Told;
use super::replay::Replay;
use super::{Shared, digest, event, schema, use_log};
use crate::{Report, StoreError, StoreKey};

/// Faults of one kind beyond this are only counted.
const MOST_NAMED: usize = 100;
/// What throw-away databases are called, so that those of a crashed process can be found.
const SCRATCH: &str = "scratch-";

/// Checks everything, as of one commit; changes go on meanwhile.
pub(super) fn run(shared: &Shared, dir: &Path, told: &Told) -> Result<Report, StoreError> {
    let doing = while_doing("checking the store");
    let log = shared.readers.inspector()?;
    let snapshot = log.unchecked_transaction().map_err(&doing)?;
    let events = event::head(&log).map_err(&doing)?.0.unsigned_abs();
    let uses: i64 = log.query_row("SELECT count(*) FROM use_log", [], |row| row.get(0)).map_err(&doing)?;
    let total = events + uses.unsigned_abs();
    let mut faults = Faults::default();

    density(&log, &mut faults).map_err(&doing)?;

    let scratch = Scratch::new(dir)?;
    let key = StoreKey::random()?;
    let mut into = connect(&scratch.path, &key, Part::Scratch)?;
    schema::migrate(&mut into)?;
    let interned = SharedInterned::default();
    let filling = into.unchecked_transaction().map_err(&doing)?;
    let mut done = 0;
    Replay { log: &log, keys: &shared.keys, into: &into, interned: &interned }.run(
        |error| {
            faults.add(format!("{error}."));
            Ok(())
        },
        |events| {
            let before = done;
            done += events as u64;
            told.progress(before, done, total);
        },
    )?;
    let read = done;
    filling.commit().map_err(&doing)?;

    let digests = digest::of(&log)?;
    for ((table, found), (_, given)) in digests.iter().zip(digest::of(&into)?) {
        if *found != given {
            faults.add(format!("The table {table} is not what the log gives; make it anew with a rebuild."));
        }
    }

    let uses = use_log::walk(&log, |no, whole| {
        if !whole {
            faults.add(format!("Line {no} of the use log, or the one before it, was altered, removed or put in."));
        }
        done += 1;
        told.progress(done - 1, done, total);
    })?;
    snapshot.finish().map_err(&doing)?;
    Ok(Report { events: read, uses: Some(uses), faults: faults.finish(), digests })
}

/// Sequence numbers without gaps, and versions without gaps in each stream.
fn density(log: &Connection, faults: &mut Faults) -> rusqlite::Result<()> {
    let sql = "SELECT count(*), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM event";
    let (count, first, last): (i64, i64, i64) = log.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if first != 1 || last != count {
        faults.add(format!("The log has {count} events but ends with number {last}: some are missing."));
    }
    let sql = "SELECT count(*) FROM event WHERE kind = 2 AND version = 1";
    let (count, (_, last)): (i64, _) = (log.query_row(sql, [], |row| row.get(0))?, event::head(log)?);
    if last != count {
        faults.add(format!("{count} cases were opened, but the newest has number {last}."));
    }
    // From the index alone; which kind of stream it is matters only for those at fault.
    let sql = "SELECT stream, count(*), max(version) FROM event GROUP BY stream \
               HAVING min(version) <> 1 OR max(version) <> count(*) LIMIT ?1";
    let mut statement = log.prepare(sql)?;
    let mut rows = statement.query(params![MOST_NAMED as i64])?;
    while let Some(row) = rows.next()? {
        let (id, count, last): ([u8; 16], i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let kind = log.query_row("SELECT kind FROM event WHERE stream = ?1 LIMIT 1", [id], |row| row.get(0))?;
        let stream = event::named(kind, id);
        faults.add(format!("Of {stream}, {count} events are there, but the last has number {last}: some are missing."));
    }
    Ok(())
}

/// Sentences about what is wrong, so many that a person still reads them.
#[derive(Default)]
struct Faults {
    named: Vec<String>,
    more: usize,
}

impl Faults {
    fn add(&mut self, fault: String) {
        if self.named.len() < MOST_NAMED {
            self.named.push(fault);
        } else {
            self.more += 1;
        }
    }

    fn finish(mut self) -> Vec<String> {
        if self.more > 0 {
            self.named.push(format!("And {} more.", self.more));
        }
        self.named
    }
}

/// A throw-away database; its file goes with it.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn new(dir: &Path) -> Result<Self, StoreError> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|_| crate::CustodyError::System { doing: "give random bytes" })?;
        Ok(Self { path: dir.join(format!("{SCRATCH}{:016x}.db", u64::from_le_bytes(random))) })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed now is removed when the store is next opened; its key is gone in any case.
        let _ = fs::remove_file(&self.path);
    }
}

/// Removes throw-away databases that a process left behind.
pub(super) fn sweep(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(SCRATCH)) {
        let _ = fs::remove_file(entry.path());
    }
}
