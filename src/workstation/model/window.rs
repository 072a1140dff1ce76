//! A window over the server's order: the rows around the screen, fetched by keyset. Moving inside it is instant; the next
//! page is fetched before its edge is reached, and a move beyond it is owed until the rows are there.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use api::{Cursor, WorkPage, WorkQuery, WorkRow};
use domain::{CaseId, Language};

use crate::effect::Tag;

/// The most rows that one fetch may ask for.
const MOST: usize = 1000;

/// Where a fetched page goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Start,
    End,
    After,
    Before,
    Refresh,
    /// The page begins at this place; that case is selected.
    At(Cursor, CaseId),
}

/// The selected item left the view, without an act of this user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gone {
    pub(crate) row: WorkRow,
}

/// The rows around the screen.
#[derive(Debug)]
pub(crate) struct Window {
    rows: Vec<WorkRow>,
    more_before: bool,
    more_after: bool,
    total: u64,
    total_is_least: bool,
    loaded: bool,
    top: usize,
    selected: usize,
    height: usize,
    /// Rows that the user has moved beyond what is loaded.
    owed: i64,
    jump: Option<Kind>,
    stale: bool,
    asked: Option<(Tag, Kind)>,
    failed: bool,
    /// The selected row has left the view. It stays in its place until the user moves, so that no key meets another case.
    ghost: bool,
}

/// What is shown before there is a window.
pub(super) static EMPTY: Window = Window {
    rows: Vec::new(),
    more_before: false,
    more_after: false,
    total: 0,
    total_is_least: false,
    loaded: false,
    top: 0,
    selected: 0,
    height: 1,
    owed: 0,
    jump: None,
    stale: false,
    asked: None,
    failed: false,
    ghost: false,
};

impl Window {
    pub(super) fn new(height: usize) -> Self {
        Self { height: height.max(1), jump: Some(Kind::Start), rows: Vec::new(), asked: None, ..EMPTY }
    }

    pub(crate) fn rows(&self) -> &[WorkRow] {
        &self.rows
    }

    /// The rows on the screen, each with whether it is selected.
    pub(crate) fn page(&self) -> impl Iterator<Item = (&WorkRow, bool)> {
        let shown = self.rows.iter().enumerate().skip(self.top).take(self.height);
        shown.map(|(index, row)| (row, index == self.selected))
    }

    /// The row of the screen that is selected.
    pub(crate) fn selected_line(&self) -> usize {
        self.selected.saturating_sub(self.top)
    }

    pub(crate) fn selected_row(&self) -> Option<&WorkRow> {
        self.rows.get(self.selected)
    }

    /// The row of a case as the server last told it; not one that has left the view.
    pub(crate) fn fresh(&self, case: CaseId) -> Option<&WorkRow> {
        let ghost = self.ghost.then_some(self.selected);
        self.rows.iter().enumerate().find(|(index, row)| row.case == case && Some(*index) != ghost).map(|(_, row)| row)
    }

    /// True when the selected row has left the view and only stays until the user moves.
    pub(crate) fn selected_is_gone(&self) -> bool {
        self.ghost
    }

    /// How many rows the view has, and whether that is only a lower bound.
    pub(crate) fn total(&self) -> (u64, bool) {
        (self.total, self.total_is_least)
    }

    pub(crate) fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// True while rows that the user asked for are on their way.
    pub(crate) fn is_waiting(&self) -> bool {
        self.owed != 0 || self.jump.is_some() || matches!(self.asked, Some((_, Kind::Start | Kind::End | Kind::At(..))))
    }

    pub(super) fn set_height(&mut self, height: usize) {
        if self.height != height {
            self.height = height.max(1);
            self.turn();
        }
    }

    /// Moves the selection by so many rows.
    pub(crate) fn step(&mut self, by: i64) {
        self.failed = false;
        if self.jump.is_some() || self.rows.is_empty() {
            self.owed += by;
            return;
        }
        let mut by = by;
        if self.ghost && by != 0 {
            self.ghost = false;
            self.rows.remove(self.selected);
            // The row behind has taken its place: one step down is done.
            by -= i64::from(by > 0);
        }
        self.go(self.selected as i64 + self.owed + by);
    }

    fn go(&mut self, goal: i64) {
        let last = self.rows.len() as i64 - 1;
        let reached = goal.clamp(0, last.max(0));
        let beyond = goal - reached;
        let reachable = (beyond > 0 && self.more_after) || (beyond < 0 && self.more_before);
        self.owed = if reachable { beyond } else { 0 };
        self.selected = reached as usize;
        self.turn();
    }

    /// Turns pages until the selected row is on the screen: a page is turned, never scrolled by a row.
    fn turn(&mut self) {
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
        if self.selected < self.top {
            let pages = (self.top - self.selected).div_ceil(self.height);
            self.top = self.top.saturating_sub(pages * self.height);
        } else {
            self.top += (self.selected - self.top) / self.height * self.height;
        }
    }

    pub(crate) fn page_step(&mut self, pages: i64) {
        self.step(pages * self.height as i64);
    }

    pub(crate) fn first(&mut self) {
        self.owed = 0;
        if self.more_before {
            self.jump = Some(Kind::Start);
        } else {
            self.step(-(self.selected as i64));
        }
    }

    pub(crate) fn last(&mut self) {
        self.owed = 0;
        if self.more_after {
            self.jump = Some(Kind::End);
        } else {
            self.step((self.rows.len() - self.rows.len().min(self.selected + 1)) as i64);
        }
    }

    /// Selects a case, whose place in the order is known.
    pub(crate) fn show(&mut self, case: CaseId, place: Cursor) {
        if let Some(index) = self.rows.iter().position(|row| row.case == case) {
            self.step(index as i64 - self.selected as i64);
            return;
        }
        self.owed = 0;
        self.jump = Some(Kind::At(place, case));
    }

    /// The rows are fetched again, the selection stays.
    pub(crate) fn refresh(&mut self) {
        self.stale = true;
        self.failed = false;
    }

    /// Everything is fetched anew; what is shown stays until then.
    pub(super) fn start_again(&mut self) {
        self.jump = Some(Kind::Start);
        self.owed = 0;
        self.failed = false;
    }

    pub(super) fn forget(&mut self) {
        self.rows.clear();
        self.loaded = false;
        self.ghost = false;
        self.asked = None;
        self.top = 0;
        self.selected = 0;
        (self.more_before, self.more_after) = (false, false);
        self.start_again();
    }

    pub(super) fn touch(&mut self, case: CaseId, change: &impl Fn(&mut WorkRow)) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.case == case) {
            change(row);
        }
    }

    pub(super) fn leave(&mut self, case: CaseId) {
        if let Some(index) = self.rows.iter().position(|row| row.case == case) {
            self.rows.remove(index);
            self.ghost = false;
            if index < self.selected {
                self.selected -= 1;
            }
            self.turn();
        }
    }

    pub(crate) fn waits_for(&self, tag: Tag) -> bool {
        self.asked.as_ref().is_some_and(|(asked, _)| *asked == tag)
    }

    /// What to fetch now: a jump before rows that are owed, those before fresh ones, those before the next page.
    pub(super) fn next_query(&mut self, tag: Tag) -> Option<WorkQuery> {
        let kind = if let Some(jump) = self.jump.take() {
            jump
        } else if self.asked.is_some() || self.failed {
            return None;
        } else if self.owed > 0 {
            Kind::After
        } else if self.owed < 0 {
            Kind::Before
        } else if self.stale {
            Kind::Refresh
        } else if self.more_after && self.rows.len() < self.top + 2 * self.height {
            Kind::After
        } else if self.more_before && self.top < self.height {
            Kind::Before
        } else {
            return None;
        };
        let mut query = WorkQuery { lang: Language::Fi, ..WorkQuery::default() };
        let mut limit = 2 * self.height;
        match &kind {
            Kind::Start => {}
            Kind::End => query.last = true,
            Kind::After => {
                query.after = self.rows.last().map(|row| row.cursor.clone());
                limit += self.owed.unsigned_abs() as usize;
            }
            Kind::Before => {
                query.before = self.rows.first().map(|row| row.cursor.clone());
                limit += self.owed.unsigned_abs() as usize;
            }
            Kind::Refresh => {
                // From the first row's place on; at the beginning without a place, so that newer rows above it are seen.
                query.from = self.rows.first().filter(|_| self.more_before).map(|row| row.cursor.clone());
                limit = limit.max(self.rows.len() + self.height);
                self.stale = false;
            }
            Kind::At(place, _) => query.from = Some(place.clone()),
        }
        query.limit = limit.min(MOST) as u16;
        self.asked = Some((tag, kind));
        Some(query)
    }

    /// The fetch failed: nothing more is asked until the user moves or something is new.
    pub(crate) fn fail(&mut self) {
        self.asked = None;
        self.failed = true;
        self.owed = 0;
    }

    /// Takes a page in. Says so when the selected item has left the view.
    pub(crate) fn take_in(&mut self, page: WorkPage) -> Option<Gone> {
        let (_, kind) = self.asked.take()?;
        (self.total, self.total_is_least, self.loaded) = (page.total, page.total_is_least, true);
        let mut gone = None;
        match kind {
            Kind::Start | Kind::End | Kind::At(..) => self.replace(page, &kind),
            Kind::Refresh => gone = self.renew(page),
            Kind::After => {
                self.more_after = page.more_after;
                let known: HashSet<CaseId> = self.rows.iter().map(|row| row.case).collect();
                self.rows.extend(page.rows.into_iter().filter(|row| !known.contains(&row.case)));
                self.settle();
            }
            Kind::Before => {
                self.more_before = page.more_before;
                let known: HashSet<CaseId> = self.rows.iter().map(|row| row.case).collect();
                let mut rows: Vec<WorkRow> = page.rows.into_iter().filter(|row| !known.contains(&row.case)).collect();
                let added = rows.len();
                rows.append(&mut self.rows);
                self.rows = rows;
                self.selected += added;
                self.top += added;
                self.settle();
            }
        }
        gone
    }

    fn replace(&mut self, page: WorkPage, kind: &Kind) {
        self.rows = page.rows;
        (self.more_before, self.more_after, self.ghost) = (page.more_before, page.more_after, false);
        match kind {
            Kind::End => {
                self.selected = self.rows.len().saturating_sub(1);
                self.top = self.rows.len().saturating_sub(self.height);
            }
            Kind::At(_, case) => {
                self.selected = self.rows.iter().position(|row| row.case == *case).unwrap_or(0);
                self.top = 0;
            }
            _ => (self.selected, self.top) = (0, 0),
        }
        self.settle();
    }

    /// Fresh rows of the same window: the selected case stays selected, on the same row of the screen if it can.
    fn renew(&mut self, page: WorkPage) -> Option<Gone> {
        let line = self.selected_line();
        let chosen = self.rows.get(self.selected).cloned();
        let was_ghost = self.ghost;
        let place = self.selected;
        self.rows = page.rows;
        self.more_after = page.more_after;
        self.more_before = page.more_before;
        self.ghost = false;
        let mut gone = None;
        if let Some(chosen) = chosen {
            match self.rows.iter().position(|row| row.case == chosen.case) {
                Some(index) => {
                    self.selected = index;
                    self.top = index.saturating_sub(line);
                }
                None => {
                    // It stays in its place as it was, until the user moves: the next key must not meet another case.
                    self.selected = place.min(self.rows.len());
                    self.top = self.selected.saturating_sub(line);
                    self.rows.insert(self.selected, chosen.clone());
                    self.ghost = true;
                    if !was_ghost && !chosen.mine {
                        gone = Some(Gone { row: chosen });
                    }
                }
            }
        }
        self.settle();
        gone
    }

    /// Walks what is owed and drops rows far from the screen: memory does not grow with the queue.
    fn settle(&mut self) {
        self.go(self.selected as i64 + self.owed);
        let keep = 2 * self.height;
        if self.top > keep + self.height && self.owed == 0 {
            let drop = self.top - keep;
            self.rows.drain(..drop);
            self.top -= drop;
            self.selected -= drop;
            self.more_before = true;
        }
        let end = self.top + self.height + keep + self.height;
        if self.rows.len() > end && self.owed == 0 {
            self.rows.truncate(end);
            self.more_after = true;
        }
    }
}
