//! Residents as they are known now.

use domain::{IdentityCode, Resident, ResidentId, Words};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::error::{unreadable, while_doing};
use super::row::{Person, language_number, language_of};
use super::seal::ResidentKey;
use crate::StoreError;

/// Writes a resident, new or in the place of what was known.
pub(super) fn write(connection: &Connection, resident: &Resident) -> rusqlite::Result<()> {
    let sql = "INSERT INTO resident (id, identity_code, name, language, municipality, phone, protected) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET identity_code = excluded.identity_code, \
               name = excluded.name, language = excluded.language, municipality = excluded.municipality, phone = excluded.phone, \
               protected = excluded.protected";
    connection.prepare_cached(sql)?.execute(params![
        resident.id.0.as_bytes(),
        resident.identity_code.as_str(),
        resident.name.as_str(),
        language_number(resident.language),
        resident.municipality,
        resident.phone.as_ref().map(Words::as_str),
        resident.protected
    ])?;
    Ok(())
}

/// Keeps the key of a resident who had none.
pub(super) fn keep_key(connection: &Connection, id: ResidentId, key: &ResidentKey) -> rusqlite::Result<()> {
    let sql = "INSERT INTO resident (id, key) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET key = coalesce(key, excluded.key)";
    connection.prepare_cached(sql)?.execute(params![id.0.as_bytes(), key.bytes()])?;
    Ok(())
}

/// Adds a case to the resident's.
pub(super) fn add_case(connection: &Connection, id: ResidentId, no: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO resident (id, cases) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET cases = CAST(cases || excluded.cases AS BLOB)";
    connection.prepare_cached(sql)?.execute(params![id.0.as_bytes(), no.to_be_bytes()])?;
    Ok(())
}

/// The numbers of a resident's cases, oldest first.
pub(super) fn cases(connection: &Connection, id: ResidentId) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT cases FROM resident WHERE id = ?1")?;
    let cases: Option<Vec<u8>> = statement.query_row([id.0.as_bytes()], |row| row.get(0)).optional()?;
    let cases = cases.unwrap_or_default();
    let (numbers, _) = cases.as_chunks::<8>();
    Ok(numbers.iter().map(|number| i64::from_be_bytes(*number)).collect())
}

/// Forgets all that is derived: everything but the keys.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "UPDATE resident SET identity_code = NULL, name = NULL, language = NULL, municipality = NULL, phone = NULL, protected = NULL, \
         cases = x'';",
    )
}

/// What the work list shows of a resident.
pub(super) fn person(connection: &Connection, id: ResidentId) -> rusqlite::Result<Option<Person>> {
    let mut statement =
        connection.prepare_cached("SELECT name, identity_code FROM resident WHERE id = ?1 AND name IS NOT NULL")?;
    let found =
        statement.query_row([id.0.as_bytes()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).optional()?;
    Ok(found.map(|(name, code)| {
        let birth = IdentityCode::parse(&code).map(|code| code.birth()).unwrap_or_default();
        Person { name: Words::new(name), birth }
    }))
}

/// Who has this identity code.
pub(super) fn id_by_code(connection: &Connection, code: &IdentityCode) -> rusqlite::Result<Option<ResidentId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM resident WHERE identity_code = ?1")?;
    let id = statement.query_row([code.as_str()], |row| row.get::<_, [u8; 16]>(0)).optional()?;
    Ok(id.map(|id| ResidentId(Uuid::from_bytes(id))))
}

/// A resident.
pub(super) fn read(connection: &Connection, id: ResidentId) -> Result<Option<Resident>, StoreError> {
    let sql =
        "SELECT identity_code, name, language, municipality, phone, protected FROM resident WHERE id = ?1 AND name IS NOT NULL";
    let doing = while_doing("reading a resident");
    let mut statement = connection.prepare_cached(sql).map_err(&doing)?;
    let resident = statement.query_row([id.0.as_bytes()], |row| of_row(id, row)).optional().map_err(&doing)?;
    resident.map(|resident| resident.ok_or_else(|| unreadable("the row of a resident"))).transpose()
}

fn of_row(id: ResidentId, row: &Row<'_>) -> rusqlite::Result<Option<Resident>> {
    let code: String = row.get(0)?;
    let (Ok(identity_code), Some(language)) = (IdentityCode::parse(&code), language_of(row.get(2)?)) else { return Ok(None) };
    Ok(Some(Resident {
        id,
        identity_code,
        name: Words::new(row.get::<_, String>(1)?),
        language,
        municipality: row.get(3)?,
        phone: row.get::<_, Option<String>>(4)?.map(Words::new),
        protected: row.get(5)?,
    }))
}
