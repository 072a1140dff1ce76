//! Connections that read, each used by one thread at a time.
//!
//! Short questions run on the thread that asks: handing a question of 50 µs to another thread costs more than the answer.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::connect::{Part, connect};
use super::error::while_doing;
use crate::{StoreError, StoreKey};

/// More than this many stay open only while they are in use.
const KEPT: usize = 4;

/// The pool.
pub(super) struct Readers {
    path: PathBuf,
    key: StoreKey,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// A pool for the database at `path`. Opens nothing yet.
    pub fn new(path: PathBuf, key: StoreKey) -> Self {
        Self { path, key, idle: Mutex::default() }
    }

    /// Opens one connection ahead of the first question, which then need not wait for it. If it cannot be opened, the first
    /// question says why.
    pub fn warm(&self) {
        if let Ok(connection) = connect(&self.path, &self.key, Part::Reader) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }

    /// Asks with a connection.
    pub fn ask<T>(&self, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // The lock is let go before anything is opened or asked.
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.path, &self.key, Part::Reader)?,
        };
        let answer = question(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
        answer
    }

    /// Asks several things that must fit together: all see the same commit.
    pub fn ask_at_once<T>(&self, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let doing = while_doing("reading the store");
        self.ask(|connection| {
            let transaction = connection.unchecked_transaction().map_err(&doing)?;
            let answer = question(connection);
            transaction.finish().map_err(&doing)?;
            answer
        })
    }

    /// A connection of its own for a long inspection.
    pub fn inspector(&self) -> Result<Connection, StoreError> {
        connect(&self.path, &self.key, Part::Inspector)
    }
}
