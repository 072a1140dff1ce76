//! Writing one commit: first all that can speak against it, then all of it.

use std::collections::HashMap;

use domain::{Case, CaseEvent, CaseId, CommandId, EventSeq, ResidentEvent};
use rusqlite::{Connection, OptionalExtension, params};

use super::append::{Body, Ready, ReadyAppend};
use super::error::while_doing;
use super::project::Projector;
use super::seal::Keys;
use super::time::nanos;
use super::use_log::Chain;
use super::{event, fulltext, resident, words};
use crate::{Committed, Event, StoreError, Stream};

/// The ends of the log and of the use log, as the open transaction has them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    /// The newest event.
    pub head: EventSeq,
    /// How many cases have been opened: the number of the newest.
    pub cases: i64,
    /// The use log's last line.
    pub chain: Chain,
    /// How many documents wait to go into the full text's index.
    pub waiting: u32,
}

impl Ends {
    /// The ends in the database.
    pub fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let (head, cases) = event::head(connection)?;
        Ok(Self { head, cases, chain: Chain::load(connection)?, waiting: fulltext::waiting(connection)? })
    }

    /// The answer to what is no commit.
    pub fn done(&self) -> Committed {
        Committed { seq: self.head, new: true }
    }
}

/// Writes a commit. [`StoreError::Conflict`] means that nothing was written; after any other error the transaction must
/// be rolled back.
pub(super) fn write(
    connection: &Connection,
    keys: &Keys,
    projector: &mut Projector<'_>,
    ends: &mut Ends,
    ready: &Ready,
) -> Result<Committed, StoreError> {
    let doing = while_doing("writing to the log");
    if let Some(seq) = known(connection, ready.command).map_err(&doing)? {
        return Ok(Committed { seq, new: false });
    }
    let versions = versions(connection, ready)?;
    for (append, version) in ready.appends.iter().zip(versions) {
        // Before the new events are written: the state that they change.
        let mut case = match append.stream {
            Stream::Case(id) if version > 0 => standing(connection, keys, id)?,
            _ => None,
        };
        write_events(connection, ends, ready, append, version)?;
        project(projector, &mut case, ends.cases, ready, append)?;
    }
    // After the residents, so that a new one's row is written with its identity code from the start, and the index over the
    // codes is touched once.
    for (resident, key) in &ready.new_keys {
        resident::keep_key(connection, *resident, key).map_err(&doing)?;
    }
    for entry in &ready.uses {
        ends.chain.write(connection, entry).map_err(&doing)?;
    }
    let sql = "INSERT INTO command (id, seq) VALUES (?1, ?2)";
    let noted = connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute(params![ready.command.0.as_bytes(), ends.head]));
    noted.map_err(&doing)?;
    Ok(Committed { seq: ends.head, new: true })
}

/// A case as it stands, with its number.
fn standing(connection: &Connection, keys: &Keys, id: CaseId) -> Result<Option<(Case, i64)>, StoreError> {
    let opened = event::opened(connection, id).map_err(while_doing("reading the log"))?;
    Ok(event::case(connection, keys, id)?.zip(opened.map(|(no, _)| no)))
}

/// The sequence number of a command that has been written.
pub(super) fn known(connection: &Connection, command: CommandId) -> rusqlite::Result<Option<EventSeq>> {
    let mut statement = connection.prepare_cached("SELECT seq FROM command WHERE id = ?1")?;
    statement.query_row([command.0.as_bytes()], |row| row.get(0)).optional()
}

/// The version of each append's stream before it, when all are as expected.
fn versions(connection: &Connection, ready: &Ready) -> Result<Vec<u32>, StoreError> {
    let doing = while_doing("reading the log");
    let mut reached: HashMap<Stream, u32> = HashMap::new();
    let mut versions = Vec::with_capacity(ready.appends.len());
    for append in &ready.appends {
        let conflict = || StoreError::Conflict { stream: append.stream };
        let version = match reached.get(&append.stream) {
            Some(version) => *version,
            None => event::version(connection, append.stream).map_err(&doing)?,
        };
        if append.expected.is_some_and(|expected| expected != version) {
            return Err(conflict());
        }
        for (nth, new) in append.events.iter().enumerate() {
            // Sealed with a key made for somebody new.
            if matches!(new.event, Event::Resident(ResidentEvent::Registered(_))) && (version > 0 || nth > 0) {
                return Err(conflict());
            }
            // Two that register the same person at the same moment: the second reads again and finds the first's.
            if let Event::Resident(ResidentEvent::Registered(person) | ResidentEvent::Changed(person)) = &new.event {
                let holder = resident::id_by_code(connection, &person.identity_code).map_err(&doing)?;
                if holder.is_some_and(|holder| holder != person.id) {
                    return Err(conflict());
                }
            }
        }
        versions.push(version);
        reached.insert(append.stream, version + u32::try_from(append.events.len()).unwrap_or(u32::MAX));
    }
    Ok(versions)
}

fn write_events(
    connection: &Connection,
    ends: &mut Ends,
    ready: &Ready,
    append: &ReadyAppend,
    version: u32,
) -> Result<(), StoreError> {
    let doing = while_doing("writing to the log");
    let sql = "INSERT INTO event (seq, kind, stream, version, command, at, user, by, name, form, cases, resident, body) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let mut statement = connection.prepare_cached(sql).map_err(&doing)?;
    let (kind, stream) = event::stream_key(append.stream);
    for (version, new) in (version + 1..).zip(&append.events) {
        if version == 1 && matches!(new.event, Event::Case(CaseEvent::Opened { .. })) {
            ends.cases += 1;
        }
        let sealed;
        let body = match &new.body {
            Body::Done(body) => body,
            Body::Open(plain, key) => {
                sealed = key.seal(append.stream, version, plain.clone())?;
                &sealed
            }
        };
        let written = statement.execute(params![
            ends.head + 1,
            kind,
            stream,
            version,
            ready.command.0.as_bytes(),
            nanos(ready.at),
            ready.user.as_ref().map(|user| user.0.as_bytes()),
            ready.by,
            event::name(&new.event),
            event::FORM,
            ends.cases,
            new.resident.as_ref().map(|resident| resident.0.as_bytes()),
            body
        ]);
        written.map_err(&doing)?;
        ends.head += 1;
    }
    Ok(())
}

/// Brings what is derived up to date with one append. `newest` is the number of the newest case.
fn project(
    projector: &mut Projector<'_>,
    case: &mut Option<(Case, i64)>,
    newest: i64,
    ready: &Ready,
    append: &ReadyAppend,
) -> Result<(), StoreError> {
    let mut brings_words = false;
    for new in &append.events {
        match &new.event {
            Event::Case(event) => {
                brings_words |= words::brings_words(event);
                match (&mut *case, append.stream) {
                    (Some((case, _)), _) => case.apply(ready.at, ready.by.as_deref(), event),
                    (None, Stream::Case(id)) => *case = Case::opened(id, ready.at, event).map(|opened| (opened, newest)),
                    (None, _) => {}
                }
            }
            Event::Resident(ResidentEvent::Registered(resident) | ResidentEvent::Changed(resident)) => {
                projector.resident(resident)?;
            }
            Event::Resident(ResidentEvent::Observed { at, source, observations }) => {
                if let Stream::Resident(resident) = append.stream {
                    projector.observed(resident, *at, source, observations)?;
                }
            }
            Event::Organisation(event) => projector.organisation(event)?,
        }
    }
    match case {
        Some((case, no)) => projector.case(case, *no, brings_words),
        None => Ok(()),
    }
}
