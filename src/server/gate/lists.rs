//! The gate to lists: the work list, searches, and the counts beside them.

use api::{View, WorkQuery};
use domain::{CaseId, Deed, IdentityCode, Organisation, QueueId, UseAction, UseEntry, UserId, WorkState};
use jiff::Timestamp;
use store::{Counts, ItemRow, Page, PageQuery, Position, ViewQuery};

use super::Caller;
use crate::live::Look;
use crate::problem::Failure;

/// Rows that their reader may see. The use log knows of each.
pub(crate) struct Listed<'a> {
    page: Page,
    total_is_least: bool,
    caller: &'a Caller,
}

impl Listed<'_> {
    /// The rows, with what is around them.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The total is a lower bound.
    pub fn total_is_least(&self) -> bool {
        self.total_is_least
    }

    /// Who reads.
    pub fn reader(&self) -> UserId {
        self.caller.actor.user
    }

    /// The organisation.
    pub fn organisation(&self) -> &Organisation {
        &self.caller.organisation
    }

    /// When.
    pub fn now(&self) -> Timestamp {
        self.caller.now
    }
}

/// The longest search that makes sense, in characters.
const LONGEST_SEARCH: usize = 200;

impl Caller {
    /// The counts of the caller's queues. They concern nobody in particular, so nothing is logged.
    pub async fn counts(&self) -> Result<Vec<Counts>, Failure> {
        if !self.actor.grant.role.is_professional() {
            return Ok(Vec::new());
        }
        Ok(self.app.store().counts(&self.actor.grant.queues, self.actor.user, self.now).await?)
    }

    /// A page of the work list, or what a search found.
    pub async fn list(&self, query: &WorkQuery) -> Result<Listed<'_>, Failure> {
        let words = query.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let detail = if words.is_some() { "search" } else { view_name(query.view) };
        self.must_be_professional(None, detail).await?;
        let queues = self.queues(query.queue.as_ref(), detail).await?;
        let limit = u32::from(query.limit.clamp(1, 1000));
        match words {
            Some(words) => self.search(words, &queues, limit).await,
            None => self.page(query, queues, limit).await,
        }
    }

    async fn page(&self, query: &WorkQuery, queues: Vec<QueueId>, limit: u32) -> Result<Listed<'_>, Failure> {
        let position = position(query)?;
        let page = self.app.store().page(PageQuery { view: view(query.view, queues, self.actor.user), position, limit }).await?;
        let new = self.unlogged(&page.rows);
        if !new.is_empty() {
            let detail = format!("{}: {} rows", view_name(query.view), new.len());
            let shown = new.iter().map(|row| row.case).collect();
            self.log(UseEntry { shown, ..self.entry(UseAction::ListQueue, detail) }).await?;
            self.live.logged(new.into_iter().map(row_look), self.now);
        }
        Ok(Listed { page, total_is_least: false, caller: self })
    }

    async fn search(&self, words: &str, queues: &[QueueId], limit: u32) -> Result<Listed<'_>, Failure> {
        if words.chars().count() > LONGEST_SEARCH {
            return Err(Failure::BadRequest(format!("A search has at most {LONGEST_SEARCH} characters.")));
        }
        // An identity code is found however it is written.
        let code = IdentityCode::parse(words).ok();
        let words = code.as_ref().map_or(words, IdentityCode::as_str);
        let found = self.app.store().search(words, queues, limit).await?;
        // A search is logged even when it finds nothing: looking for a person is a use by itself. Repeated at once with the
        // same words it is the same use, unless it finds what was not shown before.
        let look = Look::Search(*blake3::hash(words.as_bytes()).as_bytes());
        if self.live.is_new(look, self.now) || !self.unlogged(&found.rows).is_empty() {
            let shown: Vec<CaseId> = found.rows.iter().map(|row| row.case).collect();
            let detail = format!("{} found, {} shown", found.total, shown.len());
            self.log(UseEntry { shown, ..self.entry(UseAction::Search, detail) }).await?;
            self.live.logged(found.rows.iter().map(row_look).chain([look]), self.now);
        }
        let page = Page { rows: found.rows, more_before: false, more_after: false, total: found.total, head: found.head };
        Ok(Listed { page, total_is_least: found.total_is_least, caller: self })
    }

    /// The rows that this session was not shown before as they are now: a list is fetched anew whenever something changes,
    /// and only what is new to the eye is a new use.
    fn unlogged<'r>(&self, rows: &'r [ItemRow]) -> Vec<&'r ItemRow> {
        rows.iter().filter(|row| self.live.is_new(row_look(row), self.now)).collect()
    }

    /// The caller's queues, or the one asked for when it is among them.
    async fn queues(&self, asked: Option<&QueueId>, detail: &str) -> Result<Vec<QueueId>, Failure> {
        let Some(queue) = asked else { return Ok(self.actor.grant.queues.clone()) };
        self.must(Deed::ReadQueue(queue), detail).await?;
        Ok(vec![queue.clone()])
    }
}

fn row_look(row: &ItemRow) -> Look {
    Look::Row(row.case, row.version)
}

fn view(view: View, queues: Vec<QueueId>, owner: UserId) -> ViewQuery {
    use WorkState::{Closed, EndProposed, Free, Taken, Unfinished};
    match view {
        View::Free => ViewQuery::Queues { queues, states: vec![Free] },
        View::Open => ViewQuery::Queues { queues, states: vec![Free, Taken, EndProposed] },
        View::Ended => ViewQuery::Queues { queues, states: vec![Closed] },
        View::Mine => ViewQuery::Owner { owner, queues, states: vec![Taken, EndProposed] },
        View::Unfinished => ViewQuery::Owner { owner, queues, states: vec![Unfinished] },
    }
}

fn view_name(view: View) -> &'static str {
    match view {
        View::Free => "free",
        View::Mine => "mine",
        View::Open => "open",
        View::Unfinished => "unfinished",
        View::Ended => "ended",
    }
}

fn position(query: &WorkQuery) -> Result<Position, Failure> {
    match (&query.after, &query.before, &query.from, query.last) {
        (None, None, None, false) => Ok(Position::First),
        (None, None, None, true) => Ok(Position::Last),
        (Some(place), None, None, false) => Ok(Position::After(place.0.clone())),
        (None, Some(place), None, false) => Ok(Position::Before(place.0.clone())),
        (None, None, Some(place), false) => Ok(Position::From(place.0.clone())),
        _ => Err(Failure::BadRequest("Give at most one of after, before, from and last.".to_owned())),
    }
}
