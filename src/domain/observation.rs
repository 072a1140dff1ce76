//! Numbers about a resident that are worth following over the years: weight, blood pressure, points of a scale.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CaseId, Judgement, ResidentEvent, UserId};

/// A measured or computed number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// What was observed, e.g. `weight`: the same in every pack.
    pub code: String,
    /// The number in thousandths.
    pub thousandths: i64,
    /// The unit as the packs name it; empty for points.
    pub unit: String,
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationSource {
    /// The case whose answers brought it. Whoever may read the case may see the number.
    pub case: CaseId,
    /// The assessment that keeps it.
    pub assessment: String,
    /// The professional who entered the answers; nothing when the resident did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<UserId>,
}

/// A number as the resident's record has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The number.
    pub observation: Observation,
    /// When it was said or measured.
    pub at: Timestamp,
    /// Where it comes from.
    pub source: ObservationSource,
}

impl Observed {
    /// True while the number is no older than this many days.
    #[must_use]
    pub fn is_recent(&self, max_age_days: u32, now: Timestamp) -> bool {
        now.duration_since(self.at).as_hours() < i64::from(max_age_days) * 24
    }
}

/// Of each code the first: the newest, where the newest of each comes first.
#[must_use]
pub fn newest(mut observed: Vec<Observed>) -> Vec<Observed> {
    observed.dedup_by(|older, newer| older.observation.code == newer.observation.code);
    observed
}

/// Decides what a judged set of answers leaves in the resident's record: nothing when no number is worth keeping.
#[must_use]
pub fn observe(judgement: &Judgement, at: Timestamp, source: ObservationSource) -> Option<ResidentEvent> {
    let observations = judgement.observations.clone();
    (!observations.is_empty()).then_some(ResidentEvent::Observed { at, source, observations })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_number_is_recent_until_its_days_are_over() {
        let at = Timestamp::UNIX_EPOCH;
        let source = ObservationSource { case: CaseId(Uuid::nil()), assessment: "wellbeing-check".into(), entered_by: None };
        let observation = Observation { code: "weight".into(), thousandths: 82_000, unit: "kilograms".into() };
        let observed = Observed { observation, at, source };
        let after = |hours| at.checked_add(SignedDuration::from_hours(hours)).expect("a moment");
        assert!(observed.is_recent(90, after(90 * 24 - 1)));
        assert!(!observed.is_recent(90, after(90 * 24)));
    }
}
