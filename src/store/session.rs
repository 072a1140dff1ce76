//! Sessions: opaque tokens, kept only as a hash.

use domain::{Role, UnitId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// BLAKE3 of a session's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionHash(pub [u8; 32]);

impl SessionHash {
    /// The hash of this token.
    #[must_use]
    pub fn of(token: &str) -> Self {
        Self(*blake3::hash(token.as_bytes()).as_bytes())
    }

    /// Enough of it to tell two sessions apart in the use log: eight hexadecimal digits.
    #[must_use]
    pub fn short(&self) -> String {
        self.0[..4].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A signed-in user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The user.
    pub user: UserId,
    /// The role and unit chosen, once they are. What they open is looked up at each request, so that a change of rights
    /// takes effect at once.
    pub chosen: Option<(Role, Option<UnitId>)>,
    /// When it began.
    pub began: Timestamp,
    /// When it ends by itself.
    pub ends: Timestamp,
}
