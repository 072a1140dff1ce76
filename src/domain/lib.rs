//! What the words mean: identity codes, urgency classes and their clocks, work items, cases, rights.
//!
//! The ground floor of the house. Nothing here reads a clock, a file, a database or a random number:
//! what a rule needs is handed to it, so every rule can be tested by calling it.

mod assessment;
mod calendar;
mod case;
mod identity_code;
mod ids;
mod language;
mod observation;
mod organisation;
mod resident;
mod rights;
mod statutory;
mod urgency;
mod use_log;
mod words;

pub use assessment::{Answer, AssessmentKind, AssessmentRef, Finding, Judgement, QuestionAnswer, Reason, Score};
pub use calendar::{Calendar, HELSINKI, is_holiday, is_working_day};
pub use case::{
    Booking, Case, CaseCommand, CaseEvent, ClientAct, DraftKind, EndWay, EndingProposal, EnteredBy, Message, MessageFrom, Moment,
    Place, Refusal, Submission, TimelineEntry, UrgencyChange, WakeUp, WorkState,
};
pub use identity_code::{IdentityCode, IdentityCodeError, Sex};
pub use ids::{CaseId, CommandId, EventSeq, MessageId, QueueId, ResidentId, UnitId, UserId};
pub use language::{Language, Localised};
pub use observation::{Observation, ObservationSource, Observed, newest, observe};
pub use organisation::{Organisation, OrganisationEvent, Queue, Unit, User};
pub use resident::{Resident, ResidentEvent};
pub use rights::{Actor, Deed, Denied, Grant, Role};
pub use statutory::{CompleteBy, StartBy, Statutory};
pub use urgency::{ClassLimit, ClassTable, Clock, UrgencyClass, Within};
pub use use_log::{UseAction, UseEntry};
pub use words::Words;
