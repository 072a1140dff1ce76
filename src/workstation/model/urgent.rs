//! Which free items of the urgent classes are known. One that was not known before is announced, and can be jumped to.

use std::collections::HashSet;

use api::{QueueCount, WorkRow};
use domain::CaseId;

use crate::effect::Tag;

/// The most rows that are looked through for something new.
const MOST: u32 = 1000;

/// Watches free items of P0, P1 and P2.
#[derive(Debug, Default)]
pub(crate) struct UrgentWatch {
    known: Option<HashSet<CaseId>>,
    counted: u32,
    asked: Option<Tag>,
    /// Newest last; the user jumps to the most urgent of them.
    alerts: Vec<WorkRow>,
}

impl UrgentWatch {
    /// True for classes that are announced.
    pub(crate) fn is_urgent(row: &WorkRow) -> bool {
        row.urgency.rank() <= 2
    }

    /// Takes new counts in. Gives how many rows to look through, when there may be something new.
    pub(crate) fn counts(&mut self, counts: &[QueueCount]) -> Option<u16> {
        let urgent: u32 = counts.iter().map(|count| count.urgent).sum();
        let changed = urgent != self.counted || self.known.is_none();
        self.counted = urgent;
        if !changed || self.asked.is_some() {
            return None;
        }
        if urgent == 0 {
            self.known = Some(HashSet::new());
            self.alerts.clear();
            return None;
        }
        // The order begins with the most urgent, so these rows are all of them.
        u16::try_from(urgent.saturating_add(2).min(MOST)).ok()
    }

    pub(crate) fn ask(&mut self, tag: Tag) {
        self.asked = Some(tag);
    }

    pub(crate) fn waits_for(&self, tag: Tag) -> bool {
        self.asked == Some(tag)
    }

    pub(crate) fn fail(&mut self) {
        self.asked = None;
        // What was missed is looked for at the next count.
        self.counted = u32::MAX;
    }

    /// Takes the urgent rows in; gives those that were not known before.
    pub(crate) fn take_in(&mut self, rows: &[WorkRow]) -> Vec<WorkRow> {
        self.asked = None;
        let urgent: Vec<&WorkRow> = rows.iter().filter(|row| Self::is_urgent(row)).collect();
        let now: HashSet<CaseId> = urgent.iter().map(|row| row.case).collect();
        let new = match &self.known {
            Some(known) => urgent.iter().filter(|row| !known.contains(&row.case)).map(|row| (*row).clone()).collect(),
            None => Vec::new(),
        };
        self.alerts.retain(|row| now.contains(&row.case));
        // They may have come in another language than they were announced in.
        for alert in &mut self.alerts {
            if let Some(row) = rows.iter().find(|row| row.case == alert.case) {
                alert.clone_from(row);
            }
        }
        self.alerts.extend(new.iter().cloned());
        self.known = Some(now);
        new
    }

    /// The announced item to go to: the most urgent one, the oldest of them.
    pub(crate) fn alert(&self) -> Option<&WorkRow> {
        self.alerts.iter().min_by_key(|row| (row.urgency, row.arrived))
    }

    pub(crate) fn alerts(&self) -> usize {
        self.alerts.len()
    }

    /// The user has gone to it, or it is no longer free.
    pub(crate) fn seen(&mut self, case: CaseId) {
        self.alerts.retain(|row| row.case != case);
    }

    /// The user has read what was announced.
    pub(crate) fn acknowledge(&mut self) {
        self.alerts.clear();
    }

    /// The rows are looked through again with the next counts, e.g. in another language.
    pub(crate) fn look_again(&mut self) {
        self.counted = u32::MAX;
    }

    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }
}
