//! Events in the database: how they are written down, read back, and folded into cases.

use domain::{Case, CaseId, CommandId, EventSeq, OrganisationEvent, ResidentEvent, ResidentId, UserId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::error::{unreadable, while_doing};
use super::seal::Keys;
use super::time::timestamp;
use crate::{Event, Recorded, StoreError, Stream};

/// The shape of bodies that this program writes. Fields may be added to events without a new one: readers pass over what
/// they do not know.
pub(super) const FORM: i64 = 1;

const ORGANISATION: u8 = 0;
const RESIDENT: u8 = 1;
const CASE: u8 = 2;

/// A stream as kind and id.
pub(super) fn stream_key(stream: Stream) -> (u8, [u8; 16]) {
    match stream {
        Stream::Organisation => (ORGANISATION, [0; 16]),
        Stream::Resident(id) => (RESIDENT, *id.0.as_bytes()),
        Stream::Case(id) => (CASE, *id.0.as_bytes()),
    }
}

/// The stream of a kind and id.
pub(super) fn stream_of(kind: i64, id: [u8; 16]) -> Option<Stream> {
    match u8::try_from(kind).ok()? {
        ORGANISATION => Some(Stream::Organisation),
        RESIDENT => Some(Stream::Resident(ResidentId(Uuid::from_bytes(id)))),
        CASE => Some(Stream::Case(CaseId(Uuid::from_bytes(id)))),
        _ => None,
    }
}

/// A stream for messages: its id, never anything else of it.
pub(super) fn named(kind: i64, id: [u8; 16]) -> String {
    match stream_of(kind, id) {
        Some(Stream::Organisation) => "the organisation".to_owned(),
        Some(Stream::Resident(ResidentId(id))) => format!("resident {id}"),
        Some(Stream::Case(CaseId(id))) => format!("case {id}"),
        None => format!("stream {} of an unknown kind", Uuid::from_bytes(id)),
    }
}

/// The event's name in the log.
pub(super) fn name(event: &Event) -> &'static str {
    match event {
        Event::Case(event) => event.name(),
        Event::Resident(ResidentEvent::Registered(_)) => "registered",
        Event::Resident(ResidentEvent::Changed(_)) => "changed",
        Event::Resident(ResidentEvent::Observed { .. }) => "observed",
        Event::Organisation(OrganisationEvent::UnitSet(_)) => "unit-set",
        Event::Organisation(OrganisationEvent::QueueSet(_)) => "queue-set",
        Event::Organisation(OrganisationEvent::UserSet(_)) => "user-set",
        Event::Organisation(OrganisationEvent::ClassesSet(_)) => "classes-set",
    }
}

/// The event as bytes, before sealing.
pub(super) fn encode(event: &Event) -> Result<Vec<u8>, StoreError> {
    let encoded = match event {
        Event::Case(event) => serde_json::to_vec(event),
        Event::Resident(event) => serde_json::to_vec(event),
        Event::Organisation(event) => serde_json::to_vec(event),
    };
    encoded.map_err(|_| unreadable(format!("an event \"{}\" that was to be written", name(event))))
}

fn decode(stream: Stream, bytes: &[u8]) -> Option<Event> {
    match stream {
        Stream::Case(_) => serde_json::from_slice(bytes).ok().map(Event::Case),
        Stream::Resident(_) => serde_json::from_slice(bytes).ok().map(Event::Resident),
        Stream::Organisation => serde_json::from_slice(bytes).ok().map(Event::Organisation),
    }
}

/// What is read of an event, in the order in which [`read`] takes it.
const COLUMNS: &str = "seq, kind, stream, version, command, at, user, by, form, resident, body";

/// Reads one event: opens it and understands it.
fn read(connection: &Connection, keys: &Keys, row: &Row<'_>) -> Result<Recorded, StoreError> {
    let doing = while_doing("reading the log");
    let seq: EventSeq = row.get(0).map_err(&doing)?;
    let damaged = || unreadable(format!("event {seq}"));
    let stream = stream_of(row.get(1).map_err(&doing)?, row.get(2).map_err(&doing)?).ok_or_else(damaged)?;
    let version: u32 = row.get(3).map_err(&doing)?;
    let form: i64 = row.get(8).map_err(&doing)?;
    if form != FORM {
        return Err(damaged());
    }
    let resident: Option<[u8; 16]> = row.get(9).map_err(&doing)?;
    let body = row.get_ref(10).map_err(&doing)?.as_blob().map_err(|_| damaged())?;
    let event = match resident {
        None => decode(stream, body),
        Some(resident) => {
            let key = keys.get(connection, ResidentId(Uuid::from_bytes(resident)))?.ok_or_else(damaged)?;
            let opened = key.open(stream, version, body).ok_or_else(damaged)?;
            decode(stream, &opened)
        }
    };
    Ok(Recorded {
        seq,
        stream,
        version,
        command: CommandId(Uuid::from_bytes(row.get(4).map_err(&doing)?)),
        at: timestamp(row.get(5).map_err(&doing)?),
        user: row.get::<_, Option<[u8; 16]>>(6).map_err(&doing)?.map(|id| UserId(Uuid::from_bytes(id))),
        by: row.get(7).map_err(&doing)?,
        event: event.ok_or_else(damaged)?,
    })
}

/// Events behind a number, oldest first.
pub(super) fn after(connection: &Connection, keys: &Keys, after: EventSeq, limit: u32) -> Result<Vec<Recorded>, StoreError> {
    let doing = while_doing("reading the log");
    let sql = format!("SELECT {COLUMNS} FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    let mut statement = connection.prepare_cached(&sql).map_err(&doing)?;
    let mut rows = statement.query(params![after, limit]).map_err(&doing)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        events.push(read(connection, keys, row)?);
    }
    Ok(events)
}

/// All events of a stream, oldest first.
pub(super) fn stream(connection: &Connection, keys: &Keys, stream: Stream) -> Result<Vec<Recorded>, StoreError> {
    let doing = while_doing("reading the log");
    let sql = format!("SELECT {COLUMNS} FROM event WHERE stream = ?1 ORDER BY version");
    let mut statement = connection.prepare_cached(&sql).map_err(&doing)?;
    let (_, id) = stream_key(stream);
    let mut rows = statement.query([id]).map_err(&doing)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        events.push(read(connection, keys, row)?);
    }
    Ok(events)
}

/// A case: the fold of its events.
pub(super) fn case(connection: &Connection, keys: &Keys, id: CaseId) -> Result<Option<Case>, StoreError> {
    Ok(fold(id, &stream(connection, keys, Stream::Case(id))?))
}

/// Folds the events of a case.
pub(super) fn fold(id: CaseId, events: &[Recorded]) -> Option<Case> {
    let mut case: Option<Case> = None;
    for recorded in events {
        let Event::Case(event) = &recorded.event else { continue };
        match &mut case {
            Some(case) => case.apply(recorded.at, recorded.by.as_deref(), event),
            None => case = Case::opened(id, recorded.at, event),
        }
    }
    case
}

/// How many events a stream has.
pub(super) fn version(connection: &Connection, stream: Stream) -> rusqlite::Result<u32> {
    let (_, id) = stream_key(stream);
    connection.prepare_cached("SELECT coalesce(max(version), 0) FROM event WHERE stream = ?1")?.query_row([id], |row| row.get(0))
}

/// The number of a case and whose it is, from the event that opened it.
pub(super) fn opened(connection: &Connection, case: CaseId) -> rusqlite::Result<Option<(i64, ResidentId)>> {
    let mut statement = connection.prepare_cached("SELECT cases, resident FROM event WHERE stream = ?1 AND version = 1")?;
    let opened = statement.query_row([case.0.as_bytes()], |row| Ok((row.get(0)?, row.get::<_, [u8; 16]>(1)?))).optional()?;
    Ok(opened.map(|(no, resident)| (no, ResidentId(Uuid::from_bytes(resident)))))
}

/// The newest sequence number, and how many cases have been opened.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<(EventSeq, i64)> {
    let mut statement = connection.prepare_cached("SELECT seq, cases FROM event ORDER BY seq DESC LIMIT 1")?;
    Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.unwrap_or_default())
}
