//! Identities. Each is its own type, so that a case is never looked up with a resident's identity.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(s).map(Self)
            }
        }
    };
}

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The name as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<&str> for $name {
            fn from(s: &str) -> Self {
                Self(s.to_owned())
            }
        }
    };
}

uuid_id! {
    /// A case (*asiointi*): one matter of one resident. UUIDv7, so it sorts by time of arrival.
    CaseId
}
uuid_id! {
    /// A resident's own identity in this system. The identity code is personal data and is never used as a key.
    ResidentId
}
uuid_id! {
    /// A command. Chosen by whoever sends it, so that a repeated send is recognised as the same command.
    CommandId
}
uuid_id! {
    /// A message in a case.
    MessageId
}
uuid_id! {
    /// A professional, an administrator or another system, as a user.
    UserId
}
name_id! {
    /// A unit of the organisation, e.g. `lahde-health-centre`: kebab-case, chosen by the administrator.
    UnitId
}
name_id! {
    /// A work queue of a unit, e.g. `lahde-nurse`.
    QueueId
}

/// Place of an event in the log: dense, starting from 1.
pub type EventSeq = i64;
