//! The database's shape and its migrations: a list that only grows, each entry never edited once released.

use rusqlite::Connection;

use super::error::while_doing;
use crate::StoreError;

const MIGRATIONS: [&str; 4] =
    [include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql"), include_str!("schema/4.sql")];

/// The format that this program writes.
pub(super) const FORMAT: i64 = MIGRATIONS.len() as i64;

/// The tables that are derived from the log as a whole.
pub(super) const DERIVED: [&str; 5] = ["organisation", "observation", "work_item", "counter", "owner_counter"];

/// Brings an older database up to this program's format, each step whole or not at all.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let doing = while_doing("bringing the store up to date");
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(&doing)?;
    if found > FORMAT {
        return Err(StoreError::TooNew { found, known: FORMAT });
    }
    for (number, sql) in (1_i64..).zip(MIGRATIONS).skip(usize::try_from(found).unwrap_or(0)) {
        let transaction = connection.transaction().map_err(&doing)?;
        transaction.execute_batch(sql).map_err(&doing)?;
        transaction.pragma_update(None, "user_version", number).map_err(&doing)?;
        transaction.commit().map_err(&doing)?;
    }
    Ok(())
}
