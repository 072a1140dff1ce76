//! Sessions and drafts: neither log nor derived.

use domain::{CaseId, DraftKind, UserId, Words};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::error::{unreadable, while_doing};
use super::time::{nanos, timestamp};
use super::writer::Change;
use crate::{KeptDraft, Session, SessionHash, StoreError};

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

/// Keeps a draft in the place of an older one of its kind.
pub(super) fn keep_draft(user: UserId, case: CaseId, draft: KeptDraft) -> Change {
    Box::new(move |connection| {
        let sql = "INSERT OR REPLACE INTO draft (user, case_id, kind, text, at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let KeptDraft { kind, text, at } = &draft;
        connection.prepare_cached(sql)?.execute(params![
            user.0.as_bytes(),
            case.0.as_bytes(),
            kind_number(*kind),
            text.as_str(),
            nanos(*at)
        ])?;
        Ok(())
    })
}

/// A user's drafts in a case.
pub(super) fn drafts(connection: &Connection, user: UserId, case: CaseId) -> Result<Vec<KeptDraft>, StoreError> {
    let doing = while_doing("reading a draft");
    let sql = "SELECT kind, text, at FROM draft WHERE user = ?1 AND case_id = ?2 ORDER BY kind";
    let mut statement = connection.prepare_cached(sql).map_err(&doing)?;
    let rows = statement
        .query_map(params![user.0.as_bytes(), case.0.as_bytes()], |row| {
            Ok((row.get::<_, i64>(0)?, Words::new(row.get::<_, String>(1)?), timestamp(row.get(2)?)))
        })
        .map_err(&doing)?;
    rows.map(|row| {
        let (number, text, at) = row.map_err(&doing)?;
        let kind = KINDS.into_iter().find(|kind| kind_number(*kind) == number);
        Ok(KeptDraft { kind: kind.ok_or_else(|| unreadable("the kind of a draft"))?, text, at })
    })
    .collect()
}

/// Forgets a draft.
pub(super) fn drop_draft(user: UserId, case: CaseId, kind: DraftKind) -> Change {
    Box::new(move |connection| {
        let sql = "DELETE FROM draft WHERE user = ?1 AND case_id = ?2 AND kind = ?3";
        connection.prepare_cached(sql)?.execute(params![user.0.as_bytes(), case.0.as_bytes(), kind_number(kind)]).map(|_| ())
    })
}

const KINDS: [DraftKind; 2] = [DraftKind::Reply, DraftKind::Note];

fn kind_number(kind: DraftKind) -> i64 {
    match kind {
        DraftKind::Reply => 0,
        DraftKind::Note => 1,
    }
}
