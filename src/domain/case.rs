//! The case (*asiointi*): one matter of one resident, and the work item that stands for it in a queue.
//!
//! Every change is a [`CaseCommand`]. [`Case::decide`] turns it into events or a [`Refusal`]; [`Case::apply`] folds events
//! into state. Both are pure. Rules: the service's help pages on handling, marking as unfinished and ending.

mod apply;
mod command;
mod decide;
mod event;
mod refusal;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use command::{CaseCommand, ClientAct, EndWay, EnteredBy, Moment, Submission};
pub use event::{CaseEvent, WakeUp};
pub use refusal::Refusal;

use crate::{
    AssessmentRef, CaseId, Judgement, Language, MessageId, QuestionAnswer, QueueId, ResidentId, UnitId, UrgencyClass, UserId,
    Words,
};

/// To whom a professional writes. Each kind has a text of its own: a note never turns into a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DraftKind {
    /// To the resident.
    Reply,
    /// For colleagues only.
    Note,
}

/// Where the work item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum WorkState {
    /// In the shared queue, nobody's.
    Free,
    /// Somebody's.
    Taken,
    /// Somebody's, waiting for the resident; hidden from the default view.
    Unfinished,
    /// A professional proposed ending; the resident may accept.
    EndProposed,
    /// Ended.
    Closed,
}

/// Where a case stands in the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The unit chosen or found.
    pub unit: UnitId,
    /// The queue it stands in.
    pub queue: QueueId,
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageFrom {
    /// The resident, or who acts for them.
    Resident,
    /// A professional, to the resident.
    Professional {
        /// The user.
        user: UserId,
        /// Their name then.
        name: String,
    },
    /// A professional, for colleagues only.
    Note {
        /// The user.
        user: UserId,
        /// Their name then.
        name: String,
    },
}

/// A message of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its identity.
    pub id: MessageId,
    /// When it was accepted.
    pub at: Timestamp,
    /// Who wrote it.
    pub from: MessageFrom,
    /// What was written.
    pub text: Words,
}

/// One change of the urgency class. The engine's own class is never overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgencyChange {
    /// When.
    pub at: Timestamp,
    /// Who, and carries the responsibility.
    pub user: UserId,
    /// Their name then.
    pub name: String,
    /// From.
    pub from: UrgencyClass,
    /// To.
    pub to: UrgencyClass,
    /// Why.
    pub reason: Words,
}

/// An appointment tied to the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Its identity at whoever keeps the calendar.
    pub id: String,
    /// When it is.
    pub starts: Timestamp,
    /// True once the resident has cancelled it.
    pub cancelled: bool,
}

/// An ending that waits for the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndingProposal {
    /// The resident says it can end; a professional closes.
    ByResident,
    /// A professional says it can end; the resident accepts.
    ByProfessional,
}

/// A line of the case's history: who did what, when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// Number of the event within the case, from 1.
    pub version: u32,
    /// When.
    pub at: Timestamp,
    /// The professional, when it was one.
    pub by: Option<String>,
    /// What.
    pub event: CaseEvent,
}

/// The state of a case: the fold of its events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its identity.
    pub id: CaseId,
    /// How many events have made it: the next one is `version + 1`.
    pub version: u32,
    /// Whose matter it is.
    pub resident: ResidentId,
    /// The language of the case, fixed when it began.
    pub language: Language,
    /// When the assessment was sent.
    pub arrived: Timestamp,
    /// Somebody acted for the resident: their name, when given.
    pub on_behalf: Option<Words>,
    /// The resident's name as it was sent with this, where it differs from the one that they are known by.
    #[serde(default)]
    pub name_given: Option<Words>,
    /// The professional who filled it in with the resident, when one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<EnteredBy>,
    /// The assessment, exactly as judged.
    pub assessment: AssessmentRef,
    /// The answers, in the questions' order.
    pub answers: Vec<QuestionAnswer>,
    /// What the knowledge base made of them.
    pub judgement: Judgement,
    /// Where the item stands.
    pub place: Place,
    /// Its state.
    pub state: WorkState,
    /// Whose it is, with their name.
    pub owner: Option<(UserId, String)>,
    /// The class that holds now.
    pub urgency: UrgencyClass,
    /// The class that the engine gave.
    pub original_urgency: UrgencyClass,
    /// All changes of class.
    pub urgency_changes: Vec<UrgencyChange>,
    /// When the limit of the class ends; `None` without a limit.
    pub due: Option<Timestamp>,
    /// Messages and notes, oldest first.
    pub messages: Vec<Message>,
    /// An ending that waits for the other side.
    pub ending: Option<EndingProposal>,
    /// Things the resident did that the owner has not seen.
    pub unread: u16,
    /// Appointments.
    pub bookings: Vec<Booking>,
    /// Services that the resident may book: survive the end of the case.
    pub booking_rights: Vec<String>,
    /// The coaching programme that runs, if one does. Ends with the case.
    pub coaching: Option<String>,
    /// How it ended.
    pub ended: Option<EndWay>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Its history, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

impl Case {
    /// True when the case has ended.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.state == WorkState::Closed
    }

    /// True when this user is the owner.
    #[must_use]
    pub fn is_owned_by(&self, user: UserId) -> bool {
        self.owner.as_ref().is_some_and(|(owner, _)| *owner == user)
    }

    /// Bookings that lie ahead and stand.
    pub fn valid_bookings(&self, now: Timestamp) -> impl Iterator<Item = &Booking> {
        self.bookings.iter().filter(move |booking| !booking.cancelled && booking.starts > now)
    }
}
