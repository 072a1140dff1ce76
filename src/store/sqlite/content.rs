//! Content that judged cases, kept beside the log under the hash of its meaning. Written once, never changed.

use rusqlite::{Connection, params};

use super::error::while_doing;
use super::writer::Change;
use crate::{KeptContent, StoreError};

/// Keeps content; what is kept already stays as it is.
pub(super) fn keep(content: KeptContent) -> Change {
    Box::new(move |connection| {
        let sql = "INSERT OR IGNORE INTO content (hash, pack, version, files) VALUES (?1, ?2, ?3, ?4)";
        let KeptContent { hash, pack, version, files } = &content;
        connection.prepare_cached(sql)?.execute(params![hash, pack, version, files]).map(|_| ())
    })
}

/// All that is kept, by pack, version and hash.
pub(super) fn all(connection: &Connection) -> Result<Vec<KeptContent>, StoreError> {
    let doing = while_doing("reading kept content");
    let sql = "SELECT hash, pack, version, files FROM content ORDER BY pack, version, hash";
    let mut statement = connection.prepare_cached(sql).map_err(&doing)?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(KeptContent { hash: row.get(0)?, pack: row.get(1)?, version: row.get(2)?, files: row.get(3)? })
    };
    let rows = statement.query_map([], read).map_err(&doing)?;
    rows.collect::<Result<_, _>>().map_err(&doing)
}
