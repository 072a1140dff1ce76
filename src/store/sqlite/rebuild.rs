//! Making the derived tables anew, in place: one transaction, so that readers see the old ones until the new are whole.

use rusqlite::Connection;
use tokio::sync::mpsc::UnboundedSender;

use super::error::while_doing;
use super::replay::Replay;
use super::schema::DERIVED;
use super::{Shared, digest, event, fulltext, resident};
use crate::{Report, StoreError};

/// Streams between two words about progress.
const SOME: u64 = 1000;

/// What a long work has to tell.
#[derive(Debug)]
pub(super) enum News {
    /// So much of so much is done.
    Progress(u64, u64),
    /// It is over.
    Report(Report),
}

/// Counts what is done and tells of it from time to time.
pub(super) struct Told {
    news: UnboundedSender<News>,
}

impl Told {
    /// Tells into this channel. Nobody listening is fine.
    pub fn new(news: UnboundedSender<News>) -> Self {
        Self { news }
    }

    /// Tells how far the work is, when enough was done since.
    pub fn progress(&self, before: u64, done: u64, total: u64) {
        if before / SOME != done / SOME || done == total {
            let _ = self.news.send(News::Progress(done, total));
        }
    }

    /// Tells what came of it.
    pub fn report(&self, report: Report) {
        let _ = self.news.send(News::Report(report));
    }
}

/// Rebuilds inside the transaction that is open on the writer's connection. An event that cannot be read stops it, and all
/// stays as it was: a list that silently lacks a case would be worse than an old one.
pub(super) fn run(connection: &Connection, shared: &Shared, told: &Told) -> Result<(), StoreError> {
    let doing = while_doing("making the derived tables anew");
    for table in DERIVED {
        connection.execute(&format!("DELETE FROM {table}"), []).map_err(&doing)?;
    }
    resident::clear(connection).and_then(|()| fulltext::clear(connection)).map_err(&doing)?;
    let total = event::head(connection).map_err(&doing)?.0.unsigned_abs();
    let replay = Replay { log: connection, keys: &shared.keys, into: connection, interned: &shared.interned };
    let mut done = 0;
    replay.run(Err, |events| {
        let before = done;
        done += events as u64;
        told.progress(before, done, total);
    })?;
    told.report(Report { events: done, uses: None, faults: Vec::new(), digests: digest::of(connection)? });
    Ok(())
}
