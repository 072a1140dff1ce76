//! Deadlines of the Social Welfare Act (1301/2014, sections 36 and 45) that stand on top of the urgency classes.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::calendar::HELSINKI;
use crate::{Calendar, Localised};

/// When the assessment of service needs must start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StartBy {
    /// At any hour of the day.
    AtOnce,
    /// At the latest on this working day after the contact (the law: the seventh).
    WorkingDay(u16),
    /// "Without delay": the law gives no number, so no deadline is computed.
    WithoutDelay,
    /// No assessment is due.
    NotDue,
}

/// When the assessment or the decision must be ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompleteBy {
    /// "Without undue delay".
    WithoutDelay,
    /// Within so many months of the matter becoming pending.
    Months(u16),
    /// Nothing to complete.
    NotDue,
}

/// The statutory deadline that the pack's table chose for one assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statutory {
    /// The row of the pack's deadline table, e.g. `dl-7wd`.
    pub id: String,
    /// When the assessment must start.
    pub start: StartBy,
    /// When it must be ready.
    pub complete: CompleteBy,
    /// What the deadline is, in words.
    pub text: Localised,
    /// The sections of law behind it.
    pub law: String,
}

impl Statutory {
    /// The moment by which the assessment must have started, when sent at `sent`.
    #[must_use]
    pub fn start_due(&self, sent: Timestamp) -> Option<Timestamp> {
        match self.start {
            StartBy::AtOnce => Some(sent),
            StartBy::WorkingDay(n) => Some(Calendar::end_of(Calendar::working_day_after(sent, n))),
            StartBy::WithoutDelay | StartBy::NotDue => None,
        }
    }

    /// The last day for completing, moved to the next working day when it falls on a day off.
    #[must_use]
    pub fn last_day(&self, sent: Timestamp) -> Option<Date> {
        Some(Calendar::working_day_on_or_after(self.months_end(sent)?))
    }

    /// What the queue counts down to: the start, or else the end of the last working day inside the months.
    #[must_use]
    pub fn due(&self, sent: Timestamp) -> Option<Timestamp> {
        let complete = self.months_end(sent).map(|day| Calendar::end_of(Calendar::working_day_on_or_before(day)));
        [self.start_due(sent), complete].into_iter().flatten().min()
    }

    fn months_end(&self, sent: Timestamp) -> Option<Date> {
        match self.complete {
            CompleteBy::Months(n) => sent.to_zoned(HELSINKI.clone()).date().checked_add(i32::from(n).months()).ok(),
            CompleteBy::WithoutDelay | CompleteBy::NotDue => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn a_deadline(start: StartBy, complete: CompleteBy) -> Statutory {
        Statutory { id: "dl".into(), start, complete, text: Localised::default(), law: String::new() }
    }

    #[test]
    fn three_months_end_as_in_the_fact_sheet() {
        let deadline = a_deadline(StartBy::WithoutDelay, CompleteBy::Months(3));
        let sent: Timestamp = "2026-11-30T08:00:00Z".parse().unwrap();
        assert_eq!(deadline.last_day(sent), Some(date(2027, 3, 1)));
        assert_eq!(deadline.due(sent), Some(Calendar::end_of(date(2027, 2, 26))), "the queue warns on the last weekday before");
        let sent: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        assert_eq!(deadline.last_day(sent), Some(date(2027, 2, 23)));
    }

    #[test]
    fn the_start_comes_before_the_completion() {
        let sent: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        let deadline = a_deadline(StartBy::WorkingDay(7), CompleteBy::Months(3));
        assert_eq!(deadline.due(sent), Some(Calendar::end_of(date(2026, 12, 2))));
        assert_eq!(a_deadline(StartBy::NotDue, CompleteBy::NotDue).due(sent), None);
        assert_eq!(a_deadline(StartBy::AtOnce, CompleteBy::WithoutDelay).due(sent), Some(sent));
    }
}
