//! What somebody can ask of a case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    AssessmentRef, ClassTable, Judgement, Language, MessageId, Organisation, QuestionAnswer, QueueId, ResidentId, UnitId,
    UrgencyClass, UserId, Words,
};

/// What a decision must be told, since it may not fetch it: the time, and the table of classes,
/// and the organisation.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The authority's clock.
    pub now: Timestamp,
    /// The limits of the urgency classes that hold now.
    pub classes: &'a ClassTable,
    /// Queues and people, as they are now.
    pub organisation: &'a Organisation,
}

/// An assessment as it enters: answered, judged, routed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// Whose it is.
    pub resident: ResidentId,
    /// The language it was answered in; the case keeps it.
    pub language: Language,
    /// Somebody acted for the resident: their name, empty when not given.
    pub on_behalf: Option<Words>,
    /// The resident's name as it was sent with this, where it differs from the one that they are known by.
    #[serde(default)]
    pub name_given: Option<Words>,
    /// The professional who filled it in with the resident, when one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<EnteredBy>,
    /// The content that judged it.
    pub assessment: AssessmentRef,
    /// The answers to the questions that were shown.
    pub answers: Vec<QuestionAnswer>,
    /// The judgement.
    pub judgement: Judgement,
    /// The unit that it goes to.
    pub unit: UnitId,
    /// The queue that it goes to.
    pub queue: QueueId,
}

/// A professional who filled in an assessment with the resident, e.g. on the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredBy {
    /// Who.
    pub user: UserId,
    /// Their name then.
    pub name: String,
}

/// How a case ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndWay {
    /// The professional ended it at once: the resident could neither approve nor answer.
    AtOnce,
    /// The professional proposed, the resident accepted.
    ResidentAccepted,
    /// The resident proposed, the professional closed.
    ResidentProposed,
}

/// What a resident can do in a case: all but [`ClientAct::AcceptEnding`], [`ClientAct::Book`] wake an unfinished item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClientAct {
    /// Sends a message.
    Message {
        /// Its identity.
        id: MessageId,
        /// What is written.
        text: Words,
    },
    /// Says that the case can end.
    ProposeEnding,
    /// Accepts an ending that a professional proposed.
    AcceptEnding,
    /// Books a time.
    Book {
        /// Identity of the booking.
        id: String,
        /// When it starts.
        starts: Timestamp,
    },
    /// Cancels a booked time.
    CancelBooking {
        /// Which.
        id: String,
    },
    /// Edits a goal of the plan.
    EditGoal {
        /// What the goal says now.
        text: Words,
    },
    /// Fills in a questionnaire linked to the case.
    FillQuestionnaire {
        /// The questionnaire's id.
        questionnaire: String,
    },
}

/// A change that somebody asks for. Who asks is said beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum CaseCommand {
    /// Become the owner of a free item.
    Take,
    /// Put it back into the shared queue.
    Release,
    /// Give it to a colleague, who becomes the owner.
    TransferToPerson {
        /// The colleague.
        user: UserId,
    },
    /// Give it to another queue, where it is free.
    TransferToQueue {
        /// The queue.
        queue: QueueId,
    },
    /// My part is done; the resident's turn.
    MarkUnfinished,
    /// Back to work without waiting.
    Resume,
    /// Change the class against the engine.
    ChangeUrgency {
        /// The class that should hold.
        to: UrgencyClass,
        /// Why.
        reason: Words,
        /// "I have contacted the resident."
        contacted: bool,
        /// "I have checked the patient record."
        record_checked: bool,
    },
    /// Write to the resident.
    Reply {
        /// Identity of the message.
        id: MessageId,
        /// What is written.
        text: Words,
    },
    /// Write for colleagues only.
    Note {
        /// Identity of the note.
        id: MessageId,
        /// What is written.
        text: Words,
    },
    /// The owner has seen what the resident did.
    MarkRead,
    /// Allow the resident to book a service.
    GrantBookingRight {
        /// The service.
        service: String,
    },
    /// Start a coaching programme.
    StartCoaching {
        /// The programme.
        programme: String,
    },
    /// Propose ending; the resident accepts or answers.
    ProposeEnding,
    /// End: at once, or what the resident proposed.
    End,
    /// Something the resident did, brought in by their channel.
    Client {
        /// What.
        act: ClientAct,
    },
}

impl CaseCommand {
    /// The command's name, for logs: says nothing of its content.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Release => "release",
            Self::TransferToPerson { .. } => "transfer-to-person",
            Self::TransferToQueue { .. } => "transfer-to-queue",
            Self::MarkUnfinished => "mark-unfinished",
            Self::Resume => "resume",
            Self::ChangeUrgency { .. } => "change-urgency",
            Self::Reply { .. } => "reply",
            Self::Note { .. } => "note",
            Self::MarkRead => "mark-read",
            Self::GrantBookingRight { .. } => "grant-booking-right",
            Self::StartCoaching { .. } => "start-coaching",
            Self::ProposeEnding => "propose-ending",
            Self::End => "end",
            Self::Client { .. } => "client",
        }
    }
}
