//! The organiser's own data as it stands now: one row per unit, queue and user, so that opening never replays the log.

use domain::{Organisation, OrganisationEvent};
use rusqlite::{Connection, params};
use serde::de::DeserializeOwned;

use super::error::{unreadable, while_doing};
use crate::StoreError;

const UNIT: u8 = 0;
const QUEUE: u8 = 1;
const USER: u8 = 2;
const CLASSES: u8 = 3;

/// Takes one event in.
pub(super) fn write(connection: &Connection, event: &OrganisationEvent) -> Result<(), StoreError> {
    let (kind, id, value) = match event {
        OrganisationEvent::UnitSet(unit) => (UNIT, unit.id.to_string(), serde_json::to_string(unit)),
        OrganisationEvent::QueueSet(queue) => (QUEUE, queue.id.to_string(), serde_json::to_string(queue)),
        OrganisationEvent::UserSet(user) => (USER, user.id.to_string(), serde_json::to_string(user)),
        OrganisationEvent::ClassesSet(classes) => (CLASSES, String::new(), serde_json::to_string(classes)),
    };
    let value = value.map_err(|_| unreadable("a part of the organisation that was to be written"))?;
    let doing = while_doing("writing the organisation");
    let sql = "INSERT OR REPLACE INTO organisation (kind, id, value) VALUES (?1, ?2, ?3)";
    let mut statement = connection.prepare_cached(sql).map_err(&doing)?;
    statement.execute(params![kind, id, value]).map_err(&doing)?;
    Ok(())
}

/// Reads it whole.
pub(super) fn load(connection: &Connection) -> Result<Organisation, StoreError> {
    let doing = while_doing("reading the organisation");
    let mut organisation = Organisation::default();
    let mut statement = connection.prepare("SELECT kind, value FROM organisation").map_err(&doing)?;
    let mut rows = statement.query([]).map_err(&doing)?;
    while let Some(row) = rows.next().map_err(&doing)? {
        let kind: u8 = row.get(0).map_err(&doing)?;
        let value = row.get_ref(1).map_err(&doing)?.as_str().map_err(|_| unreadable("the organisation"))?;
        organisation.apply(&match kind {
            UNIT => OrganisationEvent::UnitSet(parse(value)?),
            QUEUE => OrganisationEvent::QueueSet(parse(value)?),
            USER => OrganisationEvent::UserSet(parse(value)?),
            CLASSES => OrganisationEvent::ClassesSet(parse(value)?),
            _ => return Err(unreadable("the organisation")),
        });
    }
    Ok(organisation)
}

fn parse<T: DeserializeOwned>(value: &str) -> Result<T, StoreError> {
    serde_json::from_str(value).map_err(|_| unreadable("the organisation"))
}
