//! What has happened in a case. Facts in the past tense; never edited.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Booking, EndWay, Message, Submission, UrgencyChange};
use crate::{QueueId, UnitId, UserId, Words};

/// What wakes an unfinished item: a closed list of six.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter)]
#[serde(rename_all = "kebab-case")]
pub enum WakeUp {
    /// The resident sent a message.
    Message,
    /// The resident proposed ending.
    EndingProposed,
    /// The resident cancelled a booked time.
    BookingCancelled,
    /// The resident edited a goal.
    GoalEdited,
    /// The resident filled in a questionnaire linked to the case.
    QuestionnaireFilled,
    /// A professional transferred the item.
    Transferred,
}

/// A fact about a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseEvent {
    /// A resident sent an assessment.
    Opened {
        /// What was sent and how it was judged.
        submission: Box<Submission>,
        /// When the limit of its class ends.
        due: Option<Timestamp>,
    },
    /// Somebody became the owner.
    Taken {
        /// The user.
        user: UserId,
        /// Their name.
        name: String,
    },
    /// The owner put it back.
    Released,
    /// A colleague became the owner.
    TransferredToPerson {
        /// The colleague.
        user: UserId,
        /// Their name.
        name: String,
    },
    /// It went to another queue, free.
    TransferredToQueue {
        /// The unit.
        unit: UnitId,
        /// The queue.
        queue: QueueId,
    },
    /// It waits for the resident.
    MarkedUnfinished,
    /// It waits no more.
    WokenUp {
        /// Why.
        why: WakeUp,
    },
    /// The owner took it back to work without waiting.
    Resumed,
    /// The class was changed against the engine.
    UrgencyChanged {
        /// How.
        change: UrgencyChange,
        /// When the new class's limit ends.
        due: Option<Timestamp>,
    },
    /// A professional wrote to the resident.
    Replied {
        /// What.
        message: Message,
    },
    /// A professional wrote for colleagues.
    Noted {
        /// What.
        message: Message,
    },
    /// The resident wrote.
    ClientWrote {
        /// What.
        message: Message,
    },
    /// The owner has seen what the resident did.
    Read,
    /// The resident may book a service.
    BookingRightGranted {
        /// The service.
        service: String,
    },
    /// The resident booked a time.
    Booked {
        /// It.
        booking: Booking,
    },
    /// The resident cancelled a booked time.
    BookingCancelled {
        /// Which.
        id: String,
    },
    /// The resident edited a goal.
    GoalEdited {
        /// What it says now.
        text: Words,
    },
    /// The resident filled in a questionnaire linked to the case.
    QuestionnaireFilled {
        /// Which.
        questionnaire: String,
    },
    /// A coaching programme runs.
    CoachingStarted {
        /// Which.
        programme: String,
    },
    /// The running coaching was cut short, because the case ended.
    CoachingEnded,
    /// A professional proposed ending.
    EndingProposed,
    /// The resident proposed ending.
    ClientProposedEnding,
    /// The proposed ending no longer stands, because the resident wrote instead.
    EndingWithdrawn,
    /// The case is over.
    Ended {
        /// How.
        way: EndWay,
    },
}

impl CaseEvent {
    /// The event's name, for the log's index and for texts.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Taken { .. } => "taken",
            Self::Released => "released",
            Self::TransferredToPerson { .. } => "transferred-to-person",
            Self::TransferredToQueue { .. } => "transferred-to-queue",
            Self::MarkedUnfinished => "marked-unfinished",
            Self::WokenUp { .. } => "woken-up",
            Self::Resumed => "resumed",
            Self::UrgencyChanged { .. } => "urgency-changed",
            Self::Replied { .. } => "replied",
            Self::Noted { .. } => "noted",
            Self::ClientWrote { .. } => "client-wrote",
            Self::Read => "read",
            Self::BookingRightGranted { .. } => "booking-right-granted",
            Self::Booked { .. } => "booked",
            Self::BookingCancelled { .. } => "booking-cancelled",
            Self::GoalEdited { .. } => "goal-edited",
            Self::QuestionnaireFilled { .. } => "questionnaire-filled",
            Self::CoachingStarted { .. } => "coaching-started",
            Self::CoachingEnded => "coaching-ended",
            Self::EndingProposed => "ending-proposed",
            Self::ClientProposedEnding => "client-proposed-ending",
            Self::EndingWithdrawn => "ending-withdrawn",
            Self::Ended { .. } => "ended",
        }
    }
}
