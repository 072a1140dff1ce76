//! What a case keeps of an answered assessment: the answers, what the knowledge base made of them, and which version did.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Localised, Statutory, UrgencyClass, Within, Words};

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
}
