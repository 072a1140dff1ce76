//! What a case keeps of an answered assessment: the answers, what the knowledge base made of them, and which version did.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Localised, Observation, Statutory, UrgencyClass, Within, Words};

/// What kind of content a pack is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssessmentKind {
    /// *Oirearvio*: gives an urgency class.
    Symptom,
    /// *Palveluarvio*: gives an outcome and a statutory deadline.
    Service,
    /// *Hyvinvointitarkastus*.
    Wellbeing,
    /// *Esitietolomake* before a periodic examination.
    Periodic,
    /// A form without rules, e.g. one that was brought in from another system: everything comes to the same class.
    Form,
}

/// The exact content that judged a case. Kept with the case for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentRef {
    /// The pack, e.g. `sore-throat`.
    pub id: String,
    /// Its semantic version.
    pub version: String,
    /// Hash of its meaning: BLAKE3, 64 hexadecimal digits.
    pub hash: String,
    /// What kind of content it is.
    pub kind: AssessmentKind,
    /// Its title.
    pub title: Localised,
    /// False while no clinical owner has signed it: then it is demonstration content, and each screen says so.
    pub approved: bool,
}

/// One answer as the resident gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// One option's id; `yes` or `no` for a yes/no question.
    One(String),
    /// The chosen options' ids.
    Many(Vec<String>),
    /// A number in the question's unit.
    Number(f64),
    /// A day.
    Day(Date),
    /// The resident's own words.
    Text(Words),
}

/// A question's id and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionAnswer {
    /// The question's id in its pack.
    pub question: String,
    /// The answer.
    pub answer: Answer,
}

/// One answer that made a rule fire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The question's id.
    pub question: String,
    /// The option ids, or the number, that counted.
    pub values: Vec<String>,
}

/// A derived value worth showing, e.g. Centor points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The derived value's id in its pack.
    pub id: String,
    /// Points; a yes/no value counts 1 or 0.
    pub value: i64,
    /// How many of the value's last digits stand behind the decimal point: 241 with one is 24.1.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub decimals: u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

impl fmt::Display for Score {
    /// The value as people write it in tables: 24.1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimals == 0 {
            return self.value.fmt(f);
        }
        let whole = 10_u64.pow(u32::from(self.decimals.min(9)));
        let (sign, value) = (if self.value < 0 { "-" } else { "" }, self.value.unsigned_abs());
        write!(f, "{sign}{}.{:0width$}", value / whole, value % whole, width = usize::from(self.decimals.min(9)))
    }
}

/// One of several things that a wellbeing check or a form before an examination finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that found it.
    pub rule: String,
    /// The part of life that it is about, in packs that ask by areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Its level in the pack, e.g. `red` or `F2`.
    pub level: String,
    /// The class of the contact that it calls for. Nothing when it calls for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<UrgencyClass>,
    /// By when that contact is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// The kind of queue that takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// The answers behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Reason>,
}

/// What the knowledge base made of the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The class for the queue's order. For a service assessment: what its outcome counts as.
    pub urgency: UrgencyClass,
    /// The outcome's id, in service assessments only.
    pub outcome: Option<String>,
    /// The recommendation's own time limit.
    pub within: Within,
    /// The rule that fired.
    pub rule: String,
    /// The recommendation that it gives.
    pub recommendation: String,
    /// The answers that made it fire.
    pub because: Vec<Reason>,
    /// Further rules that would have fired, in their order.
    pub also: Vec<String>,
    /// Derived values.
    pub scores: Vec<Score>,
    /// How many red-flag answers were given.
    pub red_flags: u8,
    /// The statutory deadline, in service assessments only.
    pub statutory: Option<Statutory>,
    /// The kind of queue that should take the item, e.g. `nurse`, `physio`, `social-elderly`.
    pub queue: String,
    /// Everything that was found, in packs that find more than one thing. The rule above is the one that decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Numbers to keep for the resident's record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_with_decimals_is_written_with_a_point() {
        let score = |value, decimals| Score { id: "bmi".into(), value, decimals }.to_string();
        assert_eq!([score(3, 0), score(241, 1), score(205, 2), score(-5, 1)], ["3", "24.1", "2.05", "-0.5"]);
    }
}
