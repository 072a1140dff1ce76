//! Parts of a pack beyond questions and rules: levels of findings, sections, numbers to follow, times of examinations.

use domain::Language;

pub use crate::format::{AnsweredBy, ExamTime};

use super::Pack;

/// How many things a pack finds, where it finds more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Findings {
    /// In each area the first rule that holds.
    PerArea,
    /// Every rule that holds.
    Every,
}

/// How serious a finding is. Levels stand in a pack from the most serious to the least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its id, e.g. `red`.
    pub id: String,
    /// A short sign for lists.
    pub mark: String,
    /// True: its texts are shown as soon as a rule of this level holds, also when nothing is sent.
    pub at_once: bool,
}

/// Questions that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its questions, in the order of asking.
    pub questions: Vec<String>,
}

/// A number that is kept for the resident's record.
#[derive(Clone, Debug)]
pub(crate) struct Observed {
    pub(crate) of: Number,
    pub(crate) code: String,
    pub(crate) unit: String,
    /// Nothing: known whenever it can be computed.
    pub(crate) when: Option<super::Condition>,
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    Question(u16),
    Derived(usize),
}

/// When a form is sent before an examination, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExamPoint {
    /// Its id, e.g. `mo-4`.
    pub id: String,
    /// The kind of queue whose service examines.
    pub service: String,
    /// At what time of life.
    pub from: ExamTime,
    /// Who is asked.
    pub answered_by: AnsweredBy,
    /// How many days before the examination the form is sent.
    pub days_before_invite: u32,
    /// How many days before the examination those are reminded who have not answered.
    pub reminder_days: Vec<u32>,
    /// True for the extensive examination of the whole family.
    pub extensive: bool,
}

impl Pack {
    /// How many things it finds; nothing when only the first rule that holds counts.
    #[must_use]
    pub fn findings(&self) -> Option<Findings> {
        self.findings
    }

    /// The levels of its findings, the most serious first.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Its questions by sections; empty when it has none.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The titles of its sections, in their order, in one language.
    #[must_use]
    pub fn section_titles(&self, language: Language) -> &[String] {
        &self.texts(language).sections
    }

    /// The yes/no question without whose `yes` nothing may be sent.
    #[must_use]
    pub fn consent(&self) -> Option<&str> {
        self.consent.map(|at| self.questions[at].id.as_str())
    }

    /// Before which examinations it is sent.
    #[must_use]
    pub fn exam_points(&self) -> &[ExamPoint] {
        &self.exam_points
    }

    /// The section of the question at this place.
    pub(crate) fn section_of(&self, question: usize) -> Option<usize> {
        let id = &self.questions[question].id;
        self.sections.iter().position(|section| section.questions.contains(id))
    }

    /// The queue of a rule: its own, or that of its recommendation.
    pub(crate) fn own_queue<'a>(&'a self, rule: &'a super::Rule) -> Option<&'a String> {
        rule.queue.as_ref().or(self.recommendations[rule.recommendation].queue.as_ref())
    }
}
