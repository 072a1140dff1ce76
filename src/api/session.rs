//! Signing in, and choosing in which part one works.

use domain::{ClassTable, Role, UnitId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::QueueView;

/// `POST /api/v1/sessions`. Its `Debug` hides the secrets.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignIn {
    /// Login name.
    pub login: String,
    /// Password.
    pub password: String,
    /// Six digits of the second factor, for accounts that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<String>,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

/// Where the data comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// Real residents.
    #[default]
    Production,
    /// Fictional residents only; every screen says so.
    Test,
}

/// What a server says of itself to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceView {
    /// Whether this is a test environment: the sign-in screen says so before anybody types a password.
    pub environment: Environment,
}

/// A role that the user can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GrantView {
    /// The role.
    #[schema(value_type = String)]
    pub role: Role,
    /// The unit's id; absent: the whole organisation.
    #[schema(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    /// The unit's name in the language asked for; empty for the whole organisation.
    pub unit_name: String,
    /// True when the role includes others' items.
    pub supervisor: bool,
}

/// The answer to a sign-in. Its `Debug` hides the token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    /// The secret to send as `Authorization: Bearer …`.
    pub token: String,
    /// The session.
    pub session: SessionView,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("session", &self.session).finish_non_exhaustive()
    }
}

/// `PUT /api/v1/sessions/current/grant`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChooseGrant {
    /// The role.
    #[schema(value_type = String)]
    pub role: Role,
    /// The unit; absent: the whole organisation.
    #[schema(value_type = Option<String>)]
    pub unit: Option<UnitId>,
}

/// Who is signed in, as what, and what that opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    /// The user.
    #[schema(value_type = String)]
    pub user: UserId,
    /// Their name, family name first.
    pub name: String,
    /// What can be chosen.
    pub grants: Vec<GrantView>,
    /// What was chosen: an index into `grants`. A user with one grant has it chosen from the start.
    pub chosen: Option<usize>,
    /// The queues that the chosen grant opens.
    pub queues: Vec<QueueView>,
    /// Limits of the urgency classes.
    #[schema(value_type = Object)]
    pub classes: ClassTable,
    /// Whether this is a test environment.
    pub environment: Environment,
    /// The newest sequence number of the log.
    pub head: i64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub now: Timestamp,
}

impl SessionView {
    /// The chosen grant.
    #[must_use]
    pub fn grant(&self) -> Option<&GrantView> {
        self.grants.get(self.chosen?)
    }
}
