//! One hash per derived table, equal whenever the tables mean the same: numbers that only this database knows are replaced
//! by what they stand for.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::error::while_doing;
use super::fulltext;
use crate::StoreError;

/// What is hashed of each table, in an order that its meaning gives.
const TABLES: [(&str, &str); 6] = [
    ("organisation", "SELECT kind, id, value FROM organisation ORDER BY kind, id"),
    ("resident", "SELECT id, identity_code, name, language, municipality, phone, protected FROM resident ORDER BY id"),
    (
        "observation",
        "SELECT resident, code, at, case_id, thousandths, unit, assessment, entered_by FROM observation \
         ORDER BY resident, code, at, case_id",
    ),
    (
        "work_item",
        "SELECT no, case_id, version, resident, name, birth, marks, arrived, due, unread, ended, state, place, \
         (SELECT value FROM interned WHERE id = title), (SELECT value FROM interned WHERE id = unit), \
         (SELECT value FROM interned WHERE id = queue), (SELECT value FROM interned WHERE id = owner), \
         (SELECT value FROM interned WHERE id = owner_name) FROM work_item NOT INDEXED ORDER BY no",
    ),
    (
        "counter",
        "SELECT (SELECT value FROM interned WHERE id = queue) AS name, state, urgent, n FROM counter WHERE n <> 0 \
         ORDER BY name, state, urgent",
    ),
    (
        "owner_counter",
        "SELECT (SELECT value FROM interned WHERE id = owner) AS owner_name, (SELECT value FROM interned WHERE id = queue) AS name, \
         state, unread, n FROM owner_counter WHERE n <> 0 ORDER BY owner_name, name, state, unread",
    ),
];

/// The digests of all derived tables.
pub(super) fn of(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let doing = while_doing("hashing the derived tables");
    let mut digests = Vec::with_capacity(TABLES.len() + 1);
    for (name, sql) in TABLES {
        digests.push((name.to_owned(), table(connection, sql).map_err(&doing)?));
    }
    digests.push(("search".to_owned(), fulltext::digest(connection).map_err(&doing)?));
    Ok(digests)
}

fn table(connection: &Connection, sql: &str) -> rusqlite::Result<String> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = Vec::new();
    while let Some(row) = rows.next()? {
        buffer.clear();
        for column in 0..columns {
            add(&mut buffer, row.get_ref(column)?);
        }
        hasher.update(&buffer);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// A value with its kind and length, so that no two rows of different values give the same bytes.
fn add(buffer: &mut Vec<u8>, value: ValueRef<'_>) {
    let (kind, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => (1, &number.to_le_bytes()),
        ValueRef::Real(number) => (2, &number.to_le_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    buffer.push(kind);
    buffer.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    buffer.extend_from_slice(bytes);
}
