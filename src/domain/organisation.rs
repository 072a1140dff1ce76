//! The organiser's own data: units, their queues, and the people who work them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ClassTable, Grant, Localised, QueueId, Role, UnitId, UserId};

/// A unit that takes contacts, e.g. a health centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Its name.
    pub name: Localised,
    /// Municipalities whose residents come here unless they choose otherwise: three-digit codes.
    pub municipalities: Vec<String>,
    /// True for a unit that serves all others' residents with its queues, e.g. the county's social services.
    pub county_wide: bool,
    /// Phone number shown to residents and professionals.
    pub phone: String,
}

/// A work queue (*työjono*) of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// Its id.
    pub id: QueueId,
    /// The unit that works it.
    pub unit: UnitId,
    /// Its name.
    pub name: Localised,
    /// The kinds of work that the packs' outcomes name, e.g. `nurse`, `physio`.
    pub takes: Vec<String>,
}

/// A person, or another system, that may sign in. The password is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Their identity.
    pub id: UserId,
    /// What they sign in with.
    pub login: String,
    /// Family name first: "Virtanen Liisa".
    pub name: String,
    /// The roles they may choose at sign-in.
    pub grants: Vec<Grant>,
    /// argon2id hash in PHC form. `None`: cannot sign in with a password.
    pub password_hash: Option<String>,
    /// Base32 secret of the second factor, when one is in use.
    pub totp_secret: Option<String>,
    /// False once removed: no sign-in, and open sessions end.
    pub active: bool,
}

/// What happens to the organiser's own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationEvent {
    /// A unit was added or changed.
    UnitSet(Unit),
    /// A queue was added or changed.
    QueueSet(Queue),
    /// A user was added or changed; carries everything that holds from now on.
    UserSet(User),
    /// The limits of the urgency classes were set.
    ClassesSet(ClassTable),
}

/// All units, queues and users: the fold of the organisation's events. Small enough to be held whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Units by id.
    pub units: BTreeMap<UnitId, Unit>,
    /// Queues by id.
    pub queues: BTreeMap<QueueId, Queue>,
    /// Users by id.
    pub users: BTreeMap<UserId, User>,
    /// Limits of the urgency classes.
    pub classes: ClassTable,
}

impl Organisation {
    /// Takes one event in.
    pub fn apply(&mut self, event: &OrganisationEvent) {
        match event {
            OrganisationEvent::UnitSet(unit) => {
                self.units.insert(unit.id.clone(), unit.clone());
            }
            OrganisationEvent::QueueSet(queue) => {
                self.queues.insert(queue.id.clone(), queue.clone());
            }
            OrganisationEvent::UserSet(user) => {
                self.users.insert(user.id, user.clone());
            }
            OrganisationEvent::ClassesSet(classes) => self.classes = classes.clone(),
        }
    }

    /// The unit that serves this municipality; the first by id when several do.
    #[must_use]
    pub fn unit_of_municipality(&self, code: &str) -> Option<&Unit> {
        self.units.values().find(|unit| unit.municipalities.iter().any(|m| m == code))
    }

    /// The queue of this unit that takes this kind of work; where it has none, that of a county-wide unit.
    #[must_use]
    pub fn queue_for(&self, unit: &UnitId, kind: &str) -> Option<&Queue> {
        let takes = |queue: &&Queue| queue.takes.iter().any(|k| k == kind);
        let own = self.queues.values().filter(|queue| queue.unit == *unit).find(takes);
        own.or_else(|| {
            let county_wide = |queue: &&Queue| self.units.get(&queue.unit).is_some_and(|unit| unit.county_wide);
            self.queues.values().filter(takes).find(county_wide)
        })
    }

    /// The user with this login name, if there is one and it is active.
    #[must_use]
    pub fn user_by_login(&self, login: &str) -> Option<&User> {
        self.users.values().find(|user| user.active && user.login == login)
    }

    /// The professionals who may work this queue, by name.
    #[must_use]
    pub fn workers_of(&self, queue: &QueueId) -> Vec<&User> {
        let works = |grant: &Grant| grant.role.is_professional() && grant.queues.contains(queue);
        let mut users: Vec<&User> = self.users.values().filter(|u| u.active && u.grants.iter().any(works)).collect();
        users.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        users
    }

    /// True when this grant is one of the user's, and the user is active.
    #[must_use]
    pub fn holds(&self, user: UserId, role: Role, unit: Option<&UnitId>) -> bool {
        self.users
            .get(&user)
            .is_some_and(|u| u.active && u.grants.iter().any(|grant| grant.role == role && grant.unit.as_ref() == unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_unit(id: &str, municipalities: &[&str], county_wide: bool) -> Unit {
        let municipalities = municipalities.iter().map(|m| (*m).to_owned()).collect();
        Unit { id: id.into(), name: Localised::default(), municipalities, county_wide, phone: String::new() }
    }

    fn a_queue(id: &str, unit: &str, takes: &str) -> Queue {
        Queue { id: id.into(), unit: unit.into(), name: Localised::default(), takes: vec![takes.to_owned()] }
    }

    #[test]
    fn work_goes_to_the_unit_s_own_queue_and_else_to_the_county_s() {
        let mut organisation = Organisation::default();
        for unit in [a_unit("a", &["837"], false), a_unit("b", &["020"], false), a_unit("county", &[], true)] {
            organisation.apply(&OrganisationEvent::UnitSet(unit));
        }
        for queue in
            [a_queue("a-nurse", "a", "nurse"), a_queue("b-nurse", "b", "nurse"), a_queue("emergency", "county", "emergency")]
        {
            organisation.apply(&OrganisationEvent::QueueSet(queue));
        }
        let found = |unit: &str, kind: &str| organisation.queue_for(&unit.into(), kind).map(|queue| queue.id.as_str().to_owned());
        assert_eq!(found("b", "nurse").as_deref(), Some("b-nurse"));
        assert_eq!(found("b", "emergency").as_deref(), Some("emergency"));
        assert_eq!(found("b", "physio"), None, "a neighbour's queue is never borrowed");
        assert_eq!(organisation.unit_of_municipality("020").map(|unit| unit.id.as_str()), Some("b"));
        assert_eq!(organisation.unit_of_municipality("999"), None);
    }
}
