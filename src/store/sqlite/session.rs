//! Sessions and drafts: neither log nor derived.

use domain::{CaseId, UserId, Words};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::error::{unreadable, while_doing};
use super::time::{nanos, timestamp};
use super::writer::Change;
use crate::{Session, SessionHash, StoreError};

/// Keeps a session, and lets go of those that had run out when it began.
pub(super) fn put(hash: SessionHash, session: &Session) -> Result<Change, StoreError> {
    let body = serde_json::to_string(session).map_err(|_| unreadable("a session that was to be written"))?;
    let (user, began, ends) = (session.user, nanos(session.began), nanos(session.ends));
    Ok(Box::new(move |connection| {
        connection.prepare_cached("DELETE FROM session WHERE ends <= ?1")?.execute([began])?;
        let sql = "INSERT OR REPLACE INTO session (hash, user, ends, body) VALUES (?1, ?2, ?3, ?4)";
        connection.prepare_cached(sql)?.execute(params![hash.0, user.0.as_bytes(), ends, body])?;
        Ok(())
    }))
}

/// The session with this hash, unless it has run out.
pub(super) fn get(connection: &Connection, hash: SessionHash, now: Timestamp) -> Result<Option<Session>, StoreError> {
    let doing = while_doing("reading a session");
    let mut statement = connection.prepare_cached("SELECT body FROM session WHERE hash = ?1 AND ends > ?2").map_err(&doing)?;
    let body: Option<String> = statement.query_row(params![hash.0, nanos(now)], |row| row.get(0)).optional().map_err(&doing)?;
    body.map(|body| serde_json::from_str(&body).map_err(|_| unreadable("a session"))).transpose()
}

/// Ends one session.
pub(super) fn end(hash: SessionHash) -> Change {
    Box::new(move |connection| connection.prepare_cached("DELETE FROM session WHERE hash = ?1")?.execute([hash.0]).map(|_| ()))
}

/// Ends all sessions of a user.
pub(super) fn end_all_of(user: UserId) -> Change {
    Box::new(move |connection| {
        connection.prepare_cached("DELETE FROM session WHERE user = ?1")?.execute([user.0.as_bytes()]).map(|_| ())
    })
}

/// Keeps a draft in the place of an older one.
pub(super) fn keep_draft(user: UserId, case: CaseId, text: Words, at: Timestamp) -> Change {
    Box::new(move |connection| {
        let sql = "INSERT OR REPLACE INTO draft (user, case_id, text, at) VALUES (?1, ?2, ?3, ?4)";
        connection.prepare_cached(sql)?.execute(params![user.0.as_bytes(), case.0.as_bytes(), text.as_str(), nanos(at)])?;
        Ok(())
    })
}

/// A draft, and when it was kept.
pub(super) fn draft(connection: &Connection, user: UserId, case: CaseId) -> Result<Option<(Words, Timestamp)>, StoreError> {
    let doing = while_doing("reading a draft");
    let mut statement =
        connection.prepare_cached("SELECT text, at FROM draft WHERE user = ?1 AND case_id = ?2").map_err(&doing)?;
    let read = |row: &rusqlite::Row<'_>| Ok((Words::new(row.get::<_, String>(0)?), timestamp(row.get(1)?)));
    statement.query_row(params![user.0.as_bytes(), case.0.as_bytes()], read).optional().map_err(&doing)
}

/// Forgets a draft.
pub(super) fn drop_draft(user: UserId, case: CaseId) -> Change {
    Box::new(move |connection| {
        let sql = "DELETE FROM draft WHERE user = ?1 AND case_id = ?2";
        connection.prepare_cached(sql)?.execute(params![user.0.as_bytes(), case.0.as_bytes()]).map(|_| ())
    })
}
