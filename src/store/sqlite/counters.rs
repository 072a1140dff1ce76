//! Counters that are kept with each change, so that nobody has to count.

use domain::{QueueId, UserId, WorkState};
use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::interned::{Interned, Value};
use super::row::{Tally, state_number};
use super::time::nanos;
use crate::Counts;

/// Overdue items are counted up to this: beyond it the exact number tells nobody anything.
const MOST_OVERDUE: u32 = 999;

/// Counts a row in (`by` = 1) or out (`by` = -1).
fn count(connection: &Connection, tally: &Tally, by: i64) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO counter (queue, state, urgent, n) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET n = n + excluded.n";
    connection.prepare_cached(sql)?.execute(params![tally.queue, tally.state, tally.urgent, by])?;
    if let Some(owner) = tally.owner {
        let sql = "INSERT INTO owner_counter (owner, queue, state, unread, n) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT DO UPDATE SET n = n + excluded.n";
        connection.prepare_cached(sql)?.execute(params![owner, tally.queue, tally.state, tally.unread, by])?;
    }
    Ok(())
}

/// Counts a row that changed.
pub(super) fn change(connection: &Connection, before: Option<&Tally>, after: &Tally) -> rusqlite::Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    if let Some(before) = before {
        count(connection, before, -1)?;
    }
    count(connection, after, 1)
}

/// How many rows a queue has in a state.
pub(super) fn in_queue(connection: &Connection, queue: i64, state: u8) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce(sum(n), 0) FROM counter WHERE queue = ?1 AND state = ?2";
    connection.prepare_cached(sql)?.query_row(params![queue, state], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

/// How many rows of an owner a queue has in a state.
pub(super) fn of_owner(connection: &Connection, owner: i64, queue: i64, state: u8) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce(sum(n), 0) FROM owner_counter WHERE owner = ?1 AND queue = ?2 AND state = ?3";
    connection.prepare_cached(sql)?.query_row(params![owner, queue, state], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

/// The counters of one queue, as `caller` sees them.
pub(super) fn of(
    connection: &Connection,
    interned: &Interned,
    queue: &QueueId,
    caller: UserId,
    now: Timestamp,
) -> rusqlite::Result<Counts> {
    let mut counts = Counts {
        queue: queue.clone(),
        free: 0,
        urgent: 0,
        taken: 0,
        unfinished: 0,
        closed: 0,
        mine: 0,
        mine_unread: 0,
        overdue: 0,
    };
    let Some(queue) = interned.number(&Value::Queue(queue.clone())) else { return Ok(counts) };
    let [free, taken, unfinished, proposed, closed] =
        [WorkState::Free, WorkState::Taken, WorkState::Unfinished, WorkState::EndProposed, WorkState::Closed].map(state_number);
    let mut statement = connection.prepare_cached("SELECT state, urgent, n FROM counter WHERE queue = ?1")?;
    let mut rows = statement.query([queue])?;
    while let Some(row) = rows.next()? {
        let (state, urgent, n): (u8, bool, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if state == free {
            counts.free += n;
            counts.urgent += if urgent { n } else { 0 };
        } else if state == taken || state == proposed {
            counts.taken += n;
        } else if state == unfinished {
            counts.unfinished += n;
        } else if state == closed {
            counts.closed += n;
        }
    }
    if let Some(caller) = interned.number(&Value::User(caller)) {
        let sql = "SELECT unread, n FROM owner_counter WHERE owner = ?1 AND queue = ?2 AND state IN (?3, ?4)";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![caller, queue, taken, proposed])?;
        while let Some(row) = rows.next()? {
            let (unread, n): (bool, u32) = (row.get(0)?, row.get(1)?);
            counts.mine += n;
            counts.mine_unread += if unread { n } else { 0 };
        }
    }
    let sql = "SELECT count(*) FROM (SELECT 1 FROM work_item INDEXED BY work_item_due \
               WHERE queue = ?1 AND state = 0 AND due IS NOT NULL AND due < ?2 LIMIT ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    counts.overdue = statement.query_row(params![queue, nanos(now), MOST_OVERDUE], |row| row.get(0))?;
    Ok(counts)
}
