//! Why a change cannot be made, so that a person can act on it.

use serde::{Deserialize, Serialize};

use crate::{Denied, WorkState};

/// A typed reason. The workstation has a sentence for each in every language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Refusal {
    /// The right is missing.
    #[error("not allowed: {denied}")]
    NotAllowed {
        /// Which right.
        denied: Denied,
    },
    /// Somebody else has it.
    #[error("{name} has already taken the item")]
    TakenByOther {
        /// Their name.
        name: String,
    },
    /// Only the owner may do this; take the item first.
    #[error("take the item first")]
    NotTaken,
    /// The case has ended.
    #[error("the case has ended")]
    Closed,
    /// It is yours already.
    #[error("the item is already yours")]
    AlreadyYours,
    /// The item's state does not allow it.
    #[error("the item's state does not allow this: it is {state}")]
    WrongState {
        /// The state it is in.
        state: WorkState,
    },
    /// The resident has proposed ending: answer that first.
    #[error("the resident has proposed ending the case")]
    ResidentProposedEnding,
    /// A change of class needs a reason.
    #[error("write the reason for the change")]
    ReasonMissing,
    /// A change of class needs both confirmations.
    #[error("confirm that you have contacted the resident and checked the patient record")]
    NotConfirmed,
    /// The class is already this.
    #[error("the class is already this")]
    SameClass,
    /// There is nothing to send.
    #[error("the text is empty")]
    Empty,
    /// The text is too long to send.
    #[error("the text is too long: at most {most} characters")]
    TooLong {
        /// The most that is allowed.
        most: usize,
    },
    /// It is already in this queue, or with this person.
    #[error("it is already there")]
    AlreadyThere,
    /// The colleague cannot work the queue that the item stands in.
    #[error("the colleague has no right to this queue")]
    ColleagueLacksQueue,
    /// There is no such queue.
    #[error("there is no such queue")]
    NoSuchQueue,
    /// There is no such booking, or it is cancelled already.
    #[error("there is no such booking")]
    NoSuchBooking,
    /// Nobody proposed ending, so nothing can be accepted.
    #[error("nobody has proposed ending the case")]
    NothingProposed,
    /// The case was changed by another while this was decided.
    #[error("the case was changed at the same moment: look again")]
    ChangedMeanwhile,
}
