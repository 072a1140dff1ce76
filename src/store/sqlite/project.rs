//! From events to what is derived of them: work list, counters, residents, organisation, full text.
//!
//! Each is a function of a whole case, resident or organisation, so that making them anew gives the same as following along.

use std::collections::BTreeMap;

use domain::{Case, Observation, ObservationSource, OrganisationEvent, Resident, ResidentId};
use jiff::Timestamp;
use rusqlite::Connection;

use super::error::while_doing;
use super::interned::SharedInterned;
use super::row;
use super::seal::Keys;
use super::{counters, event, fulltext, observation, organisation, resident, words};
use crate::StoreError;

/// Writes derived rows through one connection, inside the transaction that is open on it.
pub(super) struct Projector<'a> {
    connection: &'a Connection,
    keys: &'a Keys,
    interned: &'a SharedInterned,
    /// Documents of the full text by number: each is written once, however often its case changed.
    documents: BTreeMap<i64, String>,
}

impl<'a> Projector<'a> {
    /// Starts; ends with [`Projector::flush`].
    pub fn new(connection: &'a Connection, keys: &'a Keys, interned: &'a SharedInterned) -> Self {
        Self { connection, keys, interned, documents: BTreeMap::new() }
    }

    /// A case as it stands now, with its number. `brings_words`: it says something that it did not say before.
    pub fn case(&mut self, case: &Case, no: i64, brings_words: bool) -> Result<(), StoreError> {
        let doing = while_doing("writing the work list");
        let before = row::tally(self.connection, no).map_err(&doing)?;
        let person = resident::person(self.connection, case.resident).map_err(&doing)?.unwrap_or_default();
        let item = row::of_case(case, no, &person);
        let after = row::write(self.connection, self.interned, &item, before.is_none()).map_err(&doing)?;
        counters::change(self.connection, before.as_ref(), &after).map_err(&doing)?;
        if before.is_none() {
            resident::add_case(self.connection, case.resident, no).map_err(&doing)?;
        }
        if brings_words {
            self.documents.insert(no, words::of_case(case, person.name.as_str()));
        }
        Ok(())
    }

    /// A resident as they are known now. Rows of their cases follow when what the list shows has changed.
    pub fn resident(&mut self, resident: &Resident) -> Result<(), StoreError> {
        let doing = while_doing("writing a resident");
        let before = resident::person(self.connection, resident.id).map_err(&doing)?;
        resident::write(self.connection, resident).map_err(&doing)?;
        let same = before.is_some_and(|person| person.name == resident.name && person.birth == resident.identity_code.birth());
        if same { Ok(()) } else { self.cases_of(resident.id) }
    }

    /// Numbers about a resident that became known together.
    pub fn observed(
        &mut self,
        resident: ResidentId,
        at: Timestamp,
        source: &ObservationSource,
        observations: &[Observation],
    ) -> Result<(), StoreError> {
        observation::write(self.connection, resident, at, source, observations).map_err(while_doing("writing observations"))
    }

    fn cases_of(&mut self, resident: ResidentId) -> Result<(), StoreError> {
        let doing = while_doing("reading the work list");
        for no in resident::cases(self.connection, resident).map_err(&doing)? {
            let Some(id) = row::case_of(self.connection, no).map_err(&doing)? else { continue };
            if let Some(case) = event::case(self.connection, self.keys, id)? {
                self.case(&case, no, true)?;
            }
        }
        Ok(())
    }

    /// A change of the organiser's own data.
    pub fn organisation(&mut self, event: &OrganisationEvent) -> Result<(), StoreError> {
        organisation::write(self.connection, event)
    }

    /// Writes the documents of the full text, and says how many.
    pub fn flush(&mut self) -> Result<u32, StoreError> {
        let doing = while_doing("writing the full text");
        let documents = std::mem::take(&mut self.documents);
        for (no, words) in &documents {
            fulltext::write(self.connection, *no, words).map_err(&doing)?;
        }
        Ok(u32::try_from(documents.len()).unwrap_or(u32::MAX))
    }
}
