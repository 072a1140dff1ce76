//! Finding cases by words of the name or the text, or by identity code.

use std::collections::BTreeSet;

use domain::{CaseId, EventSeq, IdentityCode, QueueId, ResidentId};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::error::while_doing;
use super::fulltext::Wanted;
use super::interned::{Interned, SharedInterned, Value};
use super::{event, fulltext, resident, row};
use crate::{Found, ItemRow, StoreError};

/// The search looks through so many of the newest matches: for a word that half of all cases have, a person must say more
/// anyway, and each key is to be answered at once.
const LOOKED_THROUGH: u32 = 1000;

/// The cases of these queues that match, in the order of the work list. Everything up to `head` is in it.
pub(super) fn find(
    connection: &Connection,
    interned: &SharedInterned,
    text: &str,
    queues: &[QueueId],
    limit: u32,
    head: EventSeq,
) -> Result<Found, StoreError> {
    let doing = while_doing("searching");
    let number = |queue: &QueueId| interned.read().number(&Value::Queue(queue.clone()));
    let queues: BTreeSet<i64> = queues.iter().filter_map(number).collect();
    let (numbers, total_is_least) = match (IdentityCode::parse(text), Wanted::of(text)) {
        (Ok(code), _) => (by_code(connection, &code).map_err(&doing)?, false),
        (Err(_), Some(wanted)) => fulltext::find(connection, &wanted, LOOKED_THROUGH).map_err(&doing)?,
        (Err(_), None) => (Vec::new(), false),
    };
    let mut places = in_queues(connection, &numbers, &queues).map_err(&doing)?;
    let total = places.len() as u64;
    places.sort_unstable();
    places.truncate(limit as usize);
    let interned = interned.read();
    let rows = places.iter().map(|(_, no)| row_of(connection, &interned, *no)).collect::<Result<Vec<_>, _>>()?;
    Ok(Found { rows: rows.into_iter().flatten().collect(), total, total_is_least, head })
}

/// Places and numbers of the rows that stand in these queues.
fn in_queues(connection: &Connection, numbers: &[i64], queues: &BTreeSet<i64>) -> rusqlite::Result<Vec<(Vec<u8>, i64)>> {
    let mut statement = connection.prepare_cached("SELECT queue, place FROM work_item WHERE no = ?1")?;
    let mut places = Vec::with_capacity(numbers.len());
    for no in numbers {
        let mut rows = statement.query([no])?;
        if let Some(row) = rows.next()?
            && queues.contains(&row.get(0)?)
        {
            places.push((row.get(1)?, *no));
        }
    }
    Ok(places)
}

fn by_code(connection: &Connection, code: &IdentityCode) -> rusqlite::Result<Vec<i64>> {
    match resident::id_by_code(connection, code)? {
        Some(id) => resident::cases(connection, id),
        None => Ok(Vec::new()),
    }
}

/// The row of a case.
pub(super) fn item(connection: &Connection, interned: &Interned, case: CaseId) -> Result<Option<ItemRow>, StoreError> {
    match event::opened(connection, case).map_err(while_doing("reading the work list"))? {
        Some((no, _)) => row_of(connection, interned, no),
        None => Ok(None),
    }
}

/// The case with this number.
pub(super) fn case_numbered(connection: &Connection, no: i64) -> Result<Option<CaseId>, StoreError> {
    let doing = while_doing("reading the work list");
    let mut statement = connection.prepare_cached("SELECT case_id FROM work_item WHERE no = ?1").map_err(&doing)?;
    let id: Option<[u8; 16]> = statement.query_row([no], |row| row.get(0)).optional().map_err(&doing)?;
    Ok(id.map(|bytes| CaseId(Uuid::from_bytes(bytes))))
}

/// The rows of a resident's cases, newest first.
pub(super) fn cases_of(connection: &Connection, interned: &Interned, resident: ResidentId) -> Result<Vec<ItemRow>, StoreError> {
    let numbers = resident::cases(connection, resident).map_err(while_doing("reading a resident's cases"))?;
    let rows = numbers.iter().rev().map(|no| row_of(connection, interned, *no)).collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

fn row_of(connection: &Connection, interned: &Interned, no: i64) -> Result<Option<ItemRow>, StoreError> {
    let doing = while_doing("reading the work list");
    let sql = format!("SELECT {} FROM work_item WHERE no = ?1", row::COLUMNS);
    let mut statement = connection.prepare_cached(&sql).map_err(&doing)?;
    let mut rows = statement.query([no]).map_err(&doing)?;
    match rows.next().map_err(&doing)? {
        Some(row) => row::read(row, interned).map(Some),
        None => Ok(None),
    }
}
