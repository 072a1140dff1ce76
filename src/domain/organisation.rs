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

    /// The queue of this unit that takes this kind of work. Where the unit has none, the one of another unit that serves
    /// one of the same municipalities, e.g. the county's social services for all its health centres.
    #[must_use]
    pub fn queue_for(&self, unit: &UnitId, kind: &str) -> Option<&Queue> {
        let takes = |queue: &&Queue| queue.takes.iter().any(|k| k == kind);
        let own = self.queues.values().filter(|queue| queue.unit == *unit).find(takes);
        own.or_else(|| {
            let served = &self.units.get(unit)?.municipalities;
            self.queues.values().filter(takes).find(|queue| {
                self.units.get(&queue.unit).is_some_and(|other| other.municipalities.iter().any(|m| served.contains(m)))
            })
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
