//! Pages of the work list: by keyset, from the index alone.

use domain::{EventSeq, QueueId, UserId, WorkState};
use rusqlite::{Connection, ToSql};

use super::counters;
use super::error::while_doing;
use super::interned::{Interned, Value};
use super::place::{self, Place};
use super::row::{self, state_number};
use crate::{ItemRow, Page, PageQuery, Position, StoreError, ViewQuery};

/// The longest page.
const LONGEST: u32 = 1000;
/// So many parts are merged by one statement; the longest views are merged from several.
const PARTS: usize = 64;

/// One part of a view: the rows of a queue in a state, maybe of one owner, which the index holds in order.
#[derive(Clone, Copy, Debug)]
struct Part {
    queue: i64,
    state: u8,
    owner: Option<i64>,
}

/// Which way from a place, and whether its own row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Behind,
    From,
    Before,
}

impl Way {
    fn sql(self) -> (&'static str, &'static str) {
        match self {
            Self::Behind => (">", "ASC"),
            Self::From => (">=", "ASC"),
            Self::Before => ("<", "DESC"),
        }
    }
}

/// Reads a page. Everything up to `head` is in it.
pub(super) fn read(connection: &Connection, interned: &Interned, query: &PageQuery, head: EventSeq) -> Result<Page, StoreError> {
    let doing = while_doing("reading a page of the work list");
    let parts = parts_of(&query.view, interned);
    let limit = query.limit.clamp(1, LONGEST);
    let (way, place) = match &query.position {
        Position::First => (Way::From, Place::FIRST),
        Position::After(cursor) => (Way::Behind, place::of_cursor(connection, cursor)?),
        Position::From(cursor) => (Way::From, place::of_cursor(connection, cursor)?),
        Position::Before(cursor) => (Way::Before, place::of_cursor(connection, cursor)?),
        Position::Last => (Way::Before, Place::last()),
    };
    let mut rows = rows(connection, interned, &parts, way, &place, limit + 1)?;
    let more_ahead = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let more_back = match query.position {
        Position::First | Position::Last => false,
        _ => any(connection, &parts, back(way), &place).map_err(&doing)?,
    };
    if way == Way::Before {
        rows.reverse();
    }
    let (more_before, more_after) = if way == Way::Before { (more_ahead, more_back) } else { (more_back, more_ahead) };
    let mut total = 0;
    for part in &parts {
        total += match part.owner {
            Some(owner) => counters::of_owner(connection, owner, part.queue, part.state).map_err(&doing)?,
            None => counters::in_queue(connection, part.queue, part.state).map_err(&doing)?,
        };
    }
    Ok(Page { rows, more_before, more_after, total, head })
}

fn parts_of(view: &ViewQuery, interned: &Interned) -> Vec<Part> {
    match view {
        ViewQuery::Queues { queues, states } => parts(queues, states, None, interned),
        ViewQuery::Owner { owner, queues, states } => match owner_number(*owner, interned) {
            Some(owner) => parts(queues, states, Some(owner), interned),
            None => Vec::new(),
        },
    }
}

fn owner_number(owner: UserId, interned: &Interned) -> Option<i64> {
    interned.number(&Value::User(owner))
}

/// Each queue and state once, however often they were named.
fn parts(queues: &[QueueId], states: &[WorkState], owner: Option<i64>, interned: &Interned) -> Vec<Part> {
    let mut queues: Vec<i64> = queues.iter().filter_map(|queue| interned.number(&Value::Queue(queue.clone()))).collect();
    let mut states: Vec<u8> = states.iter().copied().map(state_number).collect();
    queues.sort_unstable();
    queues.dedup();
    states.sort_unstable();
    states.dedup();
    queues.iter().flat_map(|queue| states.iter().map(|state| Part { queue: *queue, state: *state, owner })).collect()
}

/// The condition of one part, with its four places for values.
fn condition(part: &Part, comparison: &str, first: usize) -> String {
    let (queue, state, place) = (first, first + 1, first + 2);
    let source = if part.owner.is_some() { "work_item_owner" } else { "work_item_page" };
    let owner = if part.owner.is_some() { format!("owner = ?{} AND ", first + 3) } else { String::new() };
    format!(
        "FROM work_item INDEXED BY {source} WHERE {owner}queue = ?{queue} AND state = ?{state} AND place {comparison} ?{place}"
    )
}

fn values<'a>(parts: &'a [Part], place: &'a Place) -> Vec<&'a dyn ToSql> {
    parts.iter().flat_map(|part| [&part.queue as &dyn ToSql, &part.state, place, &part.owner]).collect()
}

/// Up to `limit` rows, the nearest first. The parts are merged as they come from the index: nothing is sorted.
fn rows(
    connection: &Connection,
    interned: &Interned,
    parts: &[Part],
    way: Way,
    place: &Place,
    limit: u32,
) -> Result<Vec<ItemRow>, StoreError> {
    let doing = while_doing("reading a page of the work list");
    let (comparison, order) = way.sql();
    let mut all = Vec::new();
    for chunk in parts.chunks(PARTS) {
        let selects = (0..chunk.len())
            .zip(chunk)
            .map(|(nth, part)| format!("SELECT {} {}", row::COLUMNS, condition(part, comparison, nth * 4 + 1)));
        let limit_at = chunk.len() * 4 + 1;
        let sql = format!("{} ORDER BY 1 {order} LIMIT ?{limit_at}", selects.collect::<Vec<_>>().join(" UNION ALL "));
        let mut statement = connection.prepare_cached(&sql).map_err(&doing)?;
        let mut values = values(chunk, place);
        values.push(&limit);
        let mut found = statement.query(values.as_slice()).map_err(&doing)?;
        while let Some(row) = found.next().map_err(&doing)? {
            all.push(row::read(row, interned)?);
        }
    }
    if parts.len() > PARTS {
        all.sort_by_cached_key(place::of);
        if way == Way::Before {
            all.reverse();
        }
        all.truncate(limit as usize);
    }
    Ok(all)
}

/// The other way: what lies there is what the page does not show.
fn back(way: Way) -> &'static str {
    match way {
        Way::Behind => "<=",
        Way::From => "<",
        Way::Before => ">=",
    }
}

fn any(connection: &Connection, parts: &[Part], comparison: &str, place: &Place) -> rusqlite::Result<bool> {
    for part in parts {
        let sql = format!("SELECT 1 {} LIMIT 1", condition(part, comparison, 1));
        let mut statement = connection.prepare_cached(&sql)?;
        let values = values(std::slice::from_ref(part), place);
        let bound = if part.owner.is_some() { values.as_slice() } else { values.get(..3).unwrap_or_default() };
        if statement.exists(bound)? {
            return Ok(true);
        }
    }
    Ok(false)
}
