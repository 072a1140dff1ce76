//! The use log (*käyttöloki*): who looked at or changed what, in which part, why, and what came of it.
//!
//! Required by the act on client data (703/2023). It names a resident by their identity in this system, never by the
//! identity code, and never holds what was read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CaseId, ResidentId, Role, UnitId, UserId};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum UseAction {
    /// Signed in.
    SignIn,
    /// Tried to sign in and failed.
    SignInFailed,
    /// Signed out, or the session was revoked.
    SignOut,
    /// A page of a queue was shown.
    ListQueue,
    /// Cases were searched.
    Search,
    /// The short view beside the list was shown.
    Preview,
    /// A case was opened.
    ReadCase,
    /// What is kept of a resident was looked at, outside a case.
    ReadRecord,
    /// A resident's assessment came in.
    Receive,
    /// A case was changed.
    ChangeCase,
    /// The organiser's own data was changed.
    Administer,
    /// The use log was read.
    ReadUseLog,
    /// Something was asked for that the rights do not include.
    Denied,
    /// A change was asked for that the rules of the case refuse.
    Refused,
}

/// One entry, before the log gives it its number and its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseEntry {
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Who; `None` where nobody could be identified.
    pub user: Option<UserId>,
    /// In which part.
    pub role: Option<Role>,
    /// For which unit.
    pub unit: Option<UnitId>,
    /// What.
    pub action: UseAction,
    /// The resident concerned, where it is one.
    pub resident: Option<ResidentId>,
    /// The case concerned, where it is one.
    pub case: Option<CaseId>,
    /// More about it: the name of the command, the queue, the number of rows shown. Never what a person wrote.
    pub detail: String,
    /// The session, shortened: enough to tell two apart, too little to use.
    pub session: Option<String>,
    /// Cases whose rows were shown, for lists and searches.
    pub shown: Vec<CaseId>,
}
