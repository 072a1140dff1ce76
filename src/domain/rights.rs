//! Who may do what: role × unit × queue, denied unless granted.

use serde::{Deserialize, Serialize};

use crate::{QueueId, UnitId, UserId};

/// The part in which somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// *Sairaanhoitaja*
    Nurse,
    /// *Sosiaalityöntekijä*
    SocialWorker,
    /// *Lääkäri*
    Doctor,
    /// *Pääkäyttäjä*: units, queues, rights, use log; no residents' matters.
    Administrator,
    /// *Tuki*: residents' feedback; no residents' matters.
    Support,
    /// Another system that brings what residents send: the residents' channel, an EHR.
    Intake,
}

impl Role {
    /// True for those who work residents' matters.
    #[must_use]
    pub fn is_professional(self) -> bool {
        matches!(self, Self::Nurse | Self::SocialWorker | Self::Doctor)
    }
}

/// One role that a user may choose at sign-in, where it holds, and the queues that it opens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit in which it holds; `None` for the whole organisation.
    pub unit: Option<UnitId>,
    /// The queues that it opens.
    pub queues: Vec<QueueId>,
    /// True for those who may change the class of, and transfer, items that another has taken.
    pub supervisor: bool,
}

/// Who acts, and in which part: the chosen grant of a signed-in user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// Their name, family name first, as it will stand in the case's history.
    pub name: String,
    /// The grant chosen at sign-in.
    pub grant: Grant,
}

/// What somebody wants to do, as far as rights go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed<'a> {
    /// See the items of a queue, or a case that stands in it.
    ReadQueue(&'a QueueId),
    /// Change a case that stands in a queue.
    WorkQueue(&'a QueueId),
    /// Bring in what residents send.
    BringIn,
    /// Answer an assessment with a resident, for the unit that the grant is for.
    Enter,
    /// Change units, queues, users; read the use log.
    Administer,
}

/// The right is missing. Says which, never about whom.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Denied {
    /// The grant does not open this queue.
    #[error("the queue is not among those of the chosen role")]
    Queue,
    /// The role may not do this at all.
    #[error("the chosen role does not include this")]
    Role,
}

impl Actor {
    /// Whether the chosen grant includes the deed.
    ///
    /// # Errors
    /// [`Denied`] when it does not.
    pub fn may(&self, deed: Deed<'_>) -> Result<(), Denied> {
        let role = self.grant.role;
        match deed {
            Deed::ReadQueue(queue) | Deed::WorkQueue(queue) => {
                if !role.is_professional() {
                    Err(Denied::Role)
                } else if self.grant.queues.contains(queue) {
                    Ok(())
                } else {
                    Err(Denied::Queue)
                }
            }
            Deed::Enter if role.is_professional() && self.grant.unit.is_some() => Ok(()),
            Deed::BringIn if role == Role::Intake => Ok(()),
            Deed::Administer if role == Role::Administrator => Ok(()),
            Deed::Enter | Deed::BringIn | Deed::Administer => Err(Denied::Role),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn somebody(role: Role, unit: Option<&str>) -> Actor {
        let grant = Grant { role, unit: unit.map(Into::into), queues: vec!["lahde-nurse".into()], supervisor: true };
        Actor { user: UserId(Uuid::nil()), name: "Virtanen Liisa".into(), grant }
    }

    #[test]
    fn professionals_fill_in_assessments_for_the_unit_of_their_grant_and_nobody_else_does() {
        for role in [Role::Nurse, Role::SocialWorker, Role::Doctor] {
            assert_eq!(somebody(role, Some("lahde")).may(Deed::Enter), Ok(()));
            assert_eq!(somebody(role, None).may(Deed::Enter), Err(Denied::Role), "for which unit would it be?");
        }
        for role in [Role::Administrator, Role::Support, Role::Intake] {
            assert_eq!(somebody(role, Some("lahde")).may(Deed::Enter), Err(Denied::Role));
        }
    }

    #[test]
    fn filling_in_is_no_way_round_the_channel_s_right() {
        assert_eq!(somebody(Role::Nurse, Some("lahde")).may(Deed::BringIn), Err(Denied::Role));
    }
}
