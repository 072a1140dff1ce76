//! Making everything derived anew from the log, one stream after the other: constant memory, however long the log.

use domain::ResidentEvent;
use rusqlite::Connection;

use super::error::while_doing;
use super::interned::SharedInterned;
use super::project::Projector;
use super::seal::Keys;
use super::{event, fulltext};
use crate::{Event, StoreError, Stream};

/// Streams between two writings of the full text.
const CHUNK: usize = 500;

/// Where the log is read and where its result goes; may be the same database.
pub(super) struct Replay<'a> {
    /// The log.
    pub log: &'a Connection,
    /// The residents' keys.
    pub keys: &'a Keys,
    /// Where derived tables are empty and get filled, inside an open transaction.
    pub into: &'a Connection,
    /// The repeated values of `into`.
    pub interned: &'a SharedInterned,
}

impl Replay<'_> {
    /// Replays the whole log. `fault` hears of each stream that cannot be read and says whether to go on; `read` hears how
    /// many events each stream had.
    pub fn run(
        &self,
        mut fault: impl FnMut(StoreError) -> Result<(), StoreError>,
        mut read: impl FnMut(usize),
    ) -> Result<(), StoreError> {
        let mut projector = Projector::new(self.into, self.keys, self.interned);
        let mut waiting = 0;
        // Cases come last: their rows show residents.
        for kind in 0..=2_u8 {
            let mut since_flush = 0;
            self.each_stream(kind, |stream, no| {
                match self.stream(&mut projector, stream, no) {
                    Ok(events) => read(events),
                    Err(error @ StoreError::Unreadable { .. }) => fault(error)?,
                    Err(error) => return Err(error),
                }
                since_flush += 1;
                if since_flush % CHUNK == 0 { self.flush(&mut projector, &mut waiting) } else { Ok(()) }
            })?;
            self.flush(&mut projector, &mut waiting)?;
        }
        Ok(())
    }

    fn flush(&self, projector: &mut Projector<'_>, waiting: &mut u32) -> Result<(), StoreError> {
        *waiting += projector.flush()?;
        *waiting = fulltext::settle(self.into, *waiting).map_err(while_doing("writing the full text"))?;
        Ok(())
    }

    fn each_stream(&self, kind: u8, mut each: impl FnMut(Stream, i64) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let doing = while_doing("reading the log");
        // Along the log: an index would need all of them sorted in memory.
        let sql = "SELECT kind, stream, cases FROM event NOT INDEXED WHERE kind = ?1 AND version = 1 ORDER BY seq";
        let mut statement = self.log.prepare(sql).map_err(&doing)?;
        let mut rows = statement.query([kind]).map_err(&doing)?;
        while let Some(row) = rows.next().map_err(&doing)? {
            if let Some(stream) = event::stream_of(row.get(0).map_err(&doing)?, row.get(1).map_err(&doing)?) {
                each(stream, row.get(2).map_err(&doing)?)?;
            }
        }
        Ok(())
    }

    fn stream(&self, projector: &mut Projector<'_>, stream: Stream, no: i64) -> Result<usize, StoreError> {
        let events = event::stream(self.log, self.keys, stream)?;
        match stream {
            Stream::Organisation => {
                for recorded in &events {
                    if let Event::Organisation(event) = &recorded.event {
                        projector.organisation(event)?;
                    }
                }
            }
            Stream::Resident(id) => {
                let mut last = None;
                for recorded in &events {
                    match &recorded.event {
                        Event::Resident(ResidentEvent::Registered(known) | ResidentEvent::Changed(known)) => last = Some(known),
                        Event::Resident(ResidentEvent::Observed { at, source, observations }) => {
                            projector.observed(id, *at, source, observations)?;
                        }
                        Event::Case(_) | Event::Organisation(_) => {}
                    }
                }
                last.map_or(Ok(()), |resident| projector.resident(resident))?;
            }
            Stream::Case(id) => {
                if let Some(case) = event::fold(id, &events) {
                    projector.case(&case, no, true)?;
                }
            }
        }
        Ok(events.len())
    }
}
