//! Finding cases by words of the name or the text, or by identity code.

use std::collections::BTreeSet;

use domain::{CaseId, EventSeq, IdentityCode, QueueId, ResidentId};
use rusqlite::{Connection, params};

use super::error::while_doing;
use super::interned::{Interned, Value};
use super::{event, resident, row, words};
use crate::{Found, ItemRow, StoreError};

/// The search looks through so many of the newest matches: for a word that half of all cases have, a person must say more
/// anyway, and each key is to be answered at once.
const LOOKED_THROUGH: u32 = 1000;
/// More words than this do not narrow a search.
const MOST_WORDS: usize = 8;
/// Below this, the last word must be whole: one letter begins nearly everything.
const SHORTEST_BEGINNING: usize = 2;

/// The cases of these queues that match, in the order of the work list. `head` is an event that it shows.
pub(super) fn find(
    connection: &Connection,
    interned: &Interned,
    text: &str,
    queues: &[QueueId],
    limit: u32,
    head: EventSeq,
) -> Result<Found, StoreError> {
    let doing = while_doing("searching");
    let queues: BTreeSet<i64> = queues.iter().filter_map(|queue| interned.number(&Value::Queue(queue.clone()))).collect();
    let (mut places, total_is_least) = match IdentityCode::parse(text) {
        Ok(code) => (by_code(connection, &code, &queues).map_err(&doing)?, false),
        Err(_) => by_words(connection, text, &queues).map_err(&doing)?,
    };
    let total = places.len() as u64;
    places.sort_unstable();
    places.truncate(limit as usize);
    let rows = places.iter().map(|(_, no)| row_of(connection, interned, *no)).collect::<Result<Vec<_>, _>>()?;
    Ok(Found { rows: rows.into_iter().flatten().collect(), total, total_is_least, head })
}

/// Places and numbers of matching rows.
type Places = Vec<(Vec<u8>, i64)>;

fn by_code(connection: &Connection, code: &IdentityCode, queues: &BTreeSet<i64>) -> rusqlite::Result<Places> {
    let Some(id) = resident::id_by_code(connection, code)? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached("SELECT no, queue, place FROM work_item WHERE resident = ?1")?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        if queues.contains(&row.get(1)?) {
            places.push((row.get(2)?, row.get(0)?));
        }
    }
    Ok(places)
}

fn by_words(connection: &Connection, text: &str, queues: &BTreeSet<i64>) -> rusqlite::Result<(Places, bool)> {
    let Some(wanted) = expression(text) else { return Ok((Vec::new(), false)) };
    // The order by number lets the full text stop at the limit instead of finding everything.
    let sql = "SELECT hit.no, item.queue, item.place \
               FROM (SELECT rowid AS no FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS hit \
               CROSS JOIN work_item AS item ON item.no = hit.no";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![wanted, LOOKED_THROUGH + 1])?;
    let (mut places, mut seen) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        seen += 1;
        if seen <= LOOKED_THROUGH && queues.contains(&row.get(1)?) {
            places.push((row.get(2)?, row.get(0)?));
        }
    }
    Ok((places, seen > LOOKED_THROUGH))
}

/// What the full text is asked: all words, the last as a beginning. Each word consists of letters and digits only and stands
/// in quotation marks, so nothing that was typed is ever read as syntax.
fn expression(text: &str) -> Option<String> {
    let words: Vec<String> = words::of(text).take(MOST_WORDS).collect();
    let last = words.last()?;
    let beginning = if last.chars().count() >= SHORTEST_BEGINNING { "*" } else { "" };
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("{}{beginning}", quoted.join(" AND ")))
}

fn row_of(connection: &Connection, interned: &Interned, no: i64) -> Result<Option<ItemRow>, StoreError> {
    rows(connection, interned, "no = ?1", params![no]).map(|rows| rows.into_iter().next())
}

/// The row of a case.
pub(super) fn item(connection: &Connection, interned: &Interned, case: CaseId) -> Result<Option<ItemRow>, StoreError> {
    match event::opened(connection, case).map_err(while_doing("reading the work list"))? {
        Some((no, _)) => row_of(connection, interned, no),
        None => Ok(None),
    }
}

/// The rows of a resident's cases, newest first.
pub(super) fn cases_of(connection: &Connection, interned: &Interned, resident: ResidentId) -> Result<Vec<ItemRow>, StoreError> {
    rows(connection, interned, "resident = ?1 ORDER BY no DESC", params![resident.0.as_bytes()])
}

fn rows(
    connection: &Connection,
    interned: &Interned,
    which: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<ItemRow>, StoreError> {
    let doing = while_doing("reading the work list");
    let sql = format!("SELECT {} FROM work_item WHERE {which}", row::COLUMNS);
    let mut statement = connection.prepare_cached(&sql).map_err(&doing)?;
    let mut found = statement.query(values).map_err(&doing)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next().map_err(&doing)? {
        rows.push(row::read(row, interned)?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_never_syntax() {
        assert_eq!(expression("\" OR *").as_deref(), Some("\"or\"*"));
        assert_eq!(expression("kuume NOT flunssa").as_deref(), Some("\"kuume\" AND \"not\" AND \"flunssa\"*"));
        assert_eq!(expression("words:a").as_deref(), Some("\"words\" AND \"a\""));
        assert_eq!(expression("  *^(){}:+-\" "), None);
    }
}
