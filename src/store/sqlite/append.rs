//! A commit made ready on the thread that brings it: events written down and sealed, so that the writer only writes.

use std::collections::{HashMap, HashSet};

use domain::{CaseEvent, CaseId, CommandId, ResidentEvent, ResidentId, UserId};
use jiff::Timestamp;
use rusqlite::Connection;

use super::error::{unreadable, while_doing};
use super::event;
use super::seal::{Keys, ResidentKey};
use super::use_log::Entry;
use crate::{Append, Commit, Event, StoreError, Stream};

/// A commit that only needs to be written.
pub(super) struct Ready {
    pub command: CommandId,
    pub at: Timestamp,
    pub user: Option<UserId>,
    pub by: Option<String>,
    pub appends: Vec<ReadyAppend>,
    pub uses: Vec<Entry>,
    /// Keys that the database does not have yet.
    pub new_keys: HashMap<ResidentId, ResidentKey>,
}

/// Events for one stream.
pub(super) struct ReadyAppend {
    pub stream: Stream,
    pub expected: Option<u32>,
    pub events: Vec<ReadyEvent>,
}

/// An event and its written form.
pub(super) struct ReadyEvent {
    pub event: Event,
    pub resident: Option<ResidentId>,
    pub body: Body,
}

/// A body.
pub(super) enum Body {
    /// To be written as it is.
    Done(Vec<u8>),
    /// To be sealed when its place is known: the append takes any version.
    Open(Vec<u8>, ResidentKey),
}

/// Makes a commit ready. Reads through `connection`, writes nothing.
pub(super) fn ready(commit: Commit, connection: &Connection, keys: &Keys) -> Result<Ready, StoreError> {
    let Commit { command, at, user, by, appends, uses } = commit;
    let uses = uses.into_iter().map(Entry::of).collect::<Result<_, _>>()?;
    let opened = opened_here(&appends);
    let mut new_keys = HashMap::new();
    let mut ready = Vec::with_capacity(appends.len());
    let registered = registered_here(&appends);
    for Append { stream, expected, events } in appends {
        if !events.iter().all(|event| belongs(event, stream)) {
            return Err(unreadable("an event for a stream of another kind"));
        }
        let sealed_for = match stream {
            Stream::Organisation => None,
            Stream::Resident(id) => Some(id),
            Stream::Case(id) => match opened.get(&id).copied() {
                Some(resident) => Some(resident),
                None => {
                    let opened = event::opened(connection, id).map_err(while_doing("finding the resident of a case"))?;
                    let (_, resident) = opened.ok_or(StoreError::Conflict { stream })?;
                    Some(resident)
                }
            },
        };
        let key = match sealed_for {
            None => None,
            Some(resident) => match new_keys.get(&resident) {
                Some(key) => Some(ResidentKey::clone(key)),
                None => {
                    let (key, is_new) = keys.get_or_make(connection, resident, registered.contains(&resident))?;
                    if is_new {
                        new_keys.insert(resident, key.clone());
                    }
                    Some(key)
                }
            },
        };
        let mut ready_events = Vec::with_capacity(events.len());
        for (nth, event) in (1_u32..).zip(events) {
            let plain = event::encode(&event)?;
            let body = match (&key, expected) {
                (None, _) => Body::Done(plain),
                (Some(key), Some(expected)) => Body::Done(key.seal(stream, expected.saturating_add(nth), plain)?),
                (Some(key), None) => Body::Open(plain, key.clone()),
            };
            ready_events.push(ReadyEvent { event, resident: sealed_for, body });
        }
        ready.push(ReadyAppend { stream, expected, events: ready_events });
    }
    Ok(Ready { command, at, user, by, appends: ready, uses, new_keys })
}

fn belongs(event: &Event, stream: Stream) -> bool {
    matches!(
        (event, stream),
        (Event::Case(_), Stream::Case(_))
            | (Event::Resident(_), Stream::Resident(_))
            | (Event::Organisation(_), Stream::Organisation)
    )
}

/// The residents of the cases that this commit opens.
fn opened_here(appends: &[Append]) -> HashMap<CaseId, ResidentId> {
    let opened = appends.iter().filter_map(|append| match (append.stream, append.events.first()) {
        (Stream::Case(id), Some(Event::Case(CaseEvent::Opened { submission, .. }))) => Some((id, submission.resident)),
        _ => None,
    });
    opened.collect()
}

/// The residents whom this commit makes known: it is refused where one of them has a history already.
fn registered_here(appends: &[Append]) -> HashSet<ResidentId> {
    let registered = appends.iter().filter_map(|append| match (append.stream, append.events.first()) {
        (Stream::Resident(id), Some(Event::Resident(ResidentEvent::Registered(_)))) => Some(id),
        _ => None,
    });
    registered.collect()
}
