//! Values that many rows repeat, as small numbers: units, queues, titles, owners and their names.
//!
//! Held in memory as a whole: there are as many as an organisation has units, queues, people and assessments.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use domain::{Localised, QueueId, UnitId, UserId};
use rusqlite::{Connection, params};

use super::error::{unreadable, while_doing};
use crate::StoreError;

/// A repeated value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Value {
    /// A unit.
    Unit(UnitId),
    /// A queue.
    Queue(QueueId),
    /// An assessment's title.
    Title(Localised),
    /// An owner.
    User(UserId),
    /// An owner's name.
    UserName(String),
}

impl Value {
    fn to_row(&self) -> (u8, String) {
        match self {
            Self::Unit(id) => (0, id.as_str().to_owned()),
            Self::Queue(id) => (1, id.as_str().to_owned()),
            // Three texts always become JSON.
            Self::Title(title) => (2, serde_json::to_string(title).unwrap_or_default()),
            Self::User(id) => (3, id.to_string()),
            Self::UserName(name) => (4, name.clone()),
        }
    }

    fn from_row(kind: u8, value: String) -> Option<Self> {
        match kind {
            0 => Some(Self::Unit(UnitId(value))),
            1 => Some(Self::Queue(QueueId(value))),
            2 => serde_json::from_str(&value).ok().map(Self::Title),
            3 => value.parse().ok().map(Self::User),
            4 => Some(Self::UserName(value)),
            _ => None,
        }
    }
}

/// All of them, both ways.
#[derive(Debug, Default)]
pub(super) struct Interned {
    values: Vec<Value>,
    numbers: HashMap<Value, i64>,
}

/// What all readers and the writer share. Only the writer adds.
#[derive(Debug, Default)]
pub(super) struct SharedInterned(RwLock<Interned>);

impl SharedInterned {
    /// Begins with these.
    pub fn new(interned: Interned) -> Self {
        Self(RwLock::new(interned))
    }

    /// To look values up. Held for rows, not for searches: the writer waits for it.
    pub fn read(&self) -> RwLockReadGuard<'_, Interned> {
        // Values are only ever added whole, so a panic elsewhere has not broken it.
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a value, which gets one when it has none. When the transaction does not commit, replace all.
    pub fn number(&self, connection: &Connection, value: Value) -> rusqlite::Result<i64> {
        let known = self.read().number(&value);
        match known {
            Some(number) => Ok(number),
            None => self.0.write().unwrap_or_else(PoisonError::into_inner).add(connection, value),
        }
    }

    /// Puts others in their place.
    pub fn replace(&self, interned: Interned) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = interned;
    }
}

impl Interned {
    /// Reads them all.
    pub fn load(connection: &Connection) -> Result<Self, StoreError> {
        let doing = while_doing("reading the repeated values");
        let mut interned = Self::default();
        let mut statement = connection.prepare("SELECT id, kind, value FROM interned ORDER BY id").map_err(&doing)?;
        let mut rows = statement.query([]).map_err(&doing)?;
        while let Some(row) = rows.next().map_err(&doing)? {
            let id: i64 = row.get(0).map_err(&doing)?;
            let value = Value::from_row(row.get(1).map_err(&doing)?, row.get(2).map_err(&doing)?);
            let number = interned.push(value.ok_or_else(|| unreadable(format!("repeated value {id}")))?);
            if number != id {
                return Err(unreadable(format!("repeated value {number}")));
            }
        }
        Ok(interned)
    }

    /// The value with this number.
    pub fn value(&self, number: i64) -> Option<&Value> {
        self.values.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The number of a value, if it was ever used.
    pub fn number(&self, value: &Value) -> Option<i64> {
        self.numbers.get(value).copied()
    }

    fn push(&mut self, value: Value) -> i64 {
        self.values.push(value.clone());
        let number = i64::try_from(self.values.len()).unwrap_or(i64::MAX);
        self.numbers.insert(value, number);
        number
    }

    fn add(&mut self, connection: &Connection, value: Value) -> rusqlite::Result<i64> {
        let (kind, text) = value.to_row();
        let number = self.push(value);
        connection
            .prepare_cached("INSERT INTO interned (id, kind, value) VALUES (?1, ?2, ?3)")?
            .execute(params![number, kind, text])?;
        Ok(number)
    }
}
