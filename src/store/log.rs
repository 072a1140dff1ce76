//! What goes into the log.

use domain::{CaseEvent, CaseId, CommandId, EventSeq, OrganisationEvent, ResidentEvent, ResidentId, UseEntry, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Whose history an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stream {
    /// A case.
    Case(CaseId),
    /// A resident's own record.
    Resident(ResidentId),
    /// Units, queues, users.
    Organisation,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// About a case.
    Case(CaseEvent),
    /// About a resident.
    Resident(ResidentEvent),
    /// About the organisation.
    Organisation(OrganisationEvent),
}

/// Events for one stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Append {
    /// The stream.
    pub stream: Stream,
    /// How many events the stream has, as far as the decision knew; 0 for a new one. `None`: whatever it has.
    pub expected: Option<u32>,
    /// At least one event.
    pub events: Vec<Event>,
}

/// One command's outcome: kept whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// The command. A second commit of the same command changes nothing.
    pub command: CommandId,
    /// When it was decided.
    pub at: Timestamp,
    /// The user who asked, when it was one.
    pub user: Option<UserId>,
    /// The professional's name as the history shows it; `None` for residents and systems.
    pub by: Option<String>,
    /// What happened. May be empty for a commit that only logs use.
    pub appends: Vec<Append>,
    /// Entries of the use log.
    pub uses: Vec<UseEntry>,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Sequence number of its last event; the head where it had none.
    pub seq: EventSeq,
    /// False when the command had been committed before.
    pub new: bool,
}

/// An event as the log holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its place in the log.
    pub seq: EventSeq,
    /// Its stream.
    pub stream: Stream,
    /// Its place in the stream, from 1.
    pub version: u32,
    /// The command that it came from.
    pub command: CommandId,
    /// When.
    pub at: Timestamp,
    /// The user, when it was one.
    pub user: Option<UserId>,
    /// The professional's name.
    pub by: Option<String>,
    /// It.
    pub event: Event,
}
