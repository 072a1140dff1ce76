//! From events to what is derived of them: work list, counters, residents, organisation, full text.
//!
//! Each is a function of a whole case, resident or organisation, so that making them anew gives the same as following along.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use domain::{Case, CaseId, OrganisationEvent, Resident, ResidentId};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::error::while_doing;
use super::interned::Interned;
use super::row::{self, Person};
use super::seal::Keys;
use super::{counters, event, organisation, resident, words};
use crate::StoreError;

/// Writes derived rows through one connection, inside the transaction that is open on it.
pub(super) struct Projector<'a> {
    connection: &'a Connection,
    keys: &'a Keys,
    interned: &'a RwLock<Interned>,
    /// Documents of the full text by number, with true for new ones: written together at the end, since the index makes
    /// a new segment each time it is flushed.
    documents: BTreeMap<i64, (String, bool)>,
}

impl<'a> Projector<'a> {
    /// Starts; ends with [`Projector::flush`].
    pub fn new(connection: &'a Connection, keys: &'a Keys, interned: &'a RwLock<Interned>) -> Self {
        Self { connection, keys, interned, documents: BTreeMap::new() }
    }

    /// A case as it stands now, with its number. `brings_words`: it says something that it did not say before.
    pub fn case(&mut self, case: &Case, no: i64, brings_words: bool) -> Result<(), StoreError> {
        let doing = while_doing("writing the work list");
        let before = row::tally(self.connection, no).map_err(&doing)?;
        let person = resident::person(self.connection, case.resident).map_err(&doing)?.unwrap_or_default();
        let item = row::of_case(case, no, &person);
        let after = row::write(self.connection, &mut self.interned(), &item, before.is_none()).map_err(&doing)?;
        counters::change(self.connection, before.as_ref(), &after).map_err(&doing)?;
        if brings_words {
            self.document(case, no, &person, before.is_none());
        }
        Ok(())
    }

    fn document(&mut self, case: &Case, no: i64, person: &Person, is_new: bool) {
        let text = words::of_case(case, person.name.as_str());
        let is_new = is_new || self.documents.get(&no).is_some_and(|(_, is_new)| *is_new);
        self.documents.insert(no, (text, is_new));
    }

    /// A resident as they are known now. Rows of their cases follow when what the list shows has changed.
    pub fn resident(&mut self, resident: &Resident) -> Result<(), StoreError> {
        let doing = while_doing("writing a resident");
        let before = resident::person(self.connection, resident.id).map_err(&doing)?;
        resident::write(self.connection, resident).map_err(&doing)?;
        let same = before.is_some_and(|person| person.name == resident.name && person.birth == resident.identity_code.birth());
        if same { Ok(()) } else { self.cases_of(resident.id) }
    }

    fn cases_of(&mut self, resident: ResidentId) -> Result<(), StoreError> {
        let doing = while_doing("reading the work list");
        let mut statement =
            self.connection.prepare_cached("SELECT no, case_id FROM work_item WHERE resident = ?1").map_err(&doing)?;
        let cases = statement.query_map([resident.0.as_bytes()], |row| Ok((row.get(0)?, row.get::<_, [u8; 16]>(1)?)));
        let cases = cases.and_then(|cases| cases.collect::<Result<Vec<_>, _>>()).map_err(&doing)?;
        for (no, id) in cases {
            if let Some(case) = event::case(self.connection, self.keys, CaseId(Uuid::from_bytes(id)))? {
                self.case(&case, no, true)?;
            }
        }
        Ok(())
    }

    /// A change of the organiser's own data.
    pub fn organisation(&mut self, event: &OrganisationEvent) -> Result<(), StoreError> {
        organisation::write(self.connection, event)
    }

    /// Writes the documents of the full text.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        let doing = while_doing("writing the full text");
        for (no, (text, is_new)) in std::mem::take(&mut self.documents) {
            let sql = if is_new {
                "INSERT INTO search (rowid, words) VALUES (?1, ?2)"
            } else {
                "INSERT OR REPLACE INTO search (rowid, words) VALUES (?1, ?2)"
            };
            self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute(params![no, text])).map_err(&doing)?;
        }
        Ok(())
    }

    fn interned(&self) -> RwLockWriteGuard<'a, Interned> {
        // Values are only ever added whole, so a panic elsewhere has not broken it.
        self.interned.write().unwrap_or_else(PoisonError::into_inner)
    }
}
