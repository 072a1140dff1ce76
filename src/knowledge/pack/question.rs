//! A question: what may be answered, and when it is shown.

use std::fmt;

use regex::Regex;

use super::Condition;
use crate::answers::{LONGEST_TEXT, to_f64, written};
use crate::condition::program::SCALE;
use crate::format::Prefill;

/// A question of a pack.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its id, e.g. `mouth-opening`.
    pub id: String,
    /// What may be answered.
    pub kind: QuestionKind,
    /// True when it must be answered while it is shown.
    pub required: bool,
    /// What the resident's record answers beforehand.
    pub prefill: Option<Prefill>,
    /// Nothing: always shown.
    pub(crate) show_when: Option<Condition>,
    /// True when its definition and texts come from the shared bank.
    pub(crate) shared: bool,
    /// True: it is never asked, only taken when another system sends an answer.
    pub hidden: bool,
    /// What a text must keep to.
    pub(crate) text: TextLimits,
    /// What it is called elsewhere.
    pub(crate) origin: Origin,
    /// The options that stand alone, where that is not left to their names.
    pub(crate) alone: Option<u64>,
}

/// What an answer in somebody's own words must keep to.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextLimits {
    /// From the beginning to the end of the text.
    pub(crate) pattern: Option<Regex>,
    pub(crate) min: Option<usize>,
    pub(crate) max: Option<usize>,
}

impl TextLimits {
    /// The pattern as it was written.
    pub(crate) fn pattern_text(&self) -> Option<&str> {
        self.pattern.as_ref().map(bare)
    }
}

/// What a question and its options are called in the system that they were brought in from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) link_id: Option<String>,
    /// Of each option, in their order; empty when all have the names that they have here.
    pub(crate) codes: Vec<Option<String>>,
    pub(crate) unit: Option<String>,
}

impl Question {
    /// The id by which other systems know it: its `linkId` in a FHIR Questionnaire.
    #[must_use]
    pub fn link_id(&self) -> &str {
        self.origin.link_id.as_deref().unwrap_or(&self.id)
    }

    /// True when it must be answered while it is shown; what nobody is asked need not be.
    pub(crate) fn must_be_answered(&self) -> bool {
        self.required && !self.hidden
    }

    /// Its options as other systems know them, in their order: the id here and the code there. A code may stand behind its
    /// system and a `|`.
    pub fn codes(&self) -> impl Iterator<Item = (&str, &str)> {
        let code = |at: usize| self.origin.codes.get(at).and_then(Option::as_deref);
        self.kind.options().into_iter().enumerate().map(move |(at, id)| (id, code(at).unwrap_or(id)))
    }

    /// The unit that other systems send with the number: its code, perhaps behind its system and a `|`.
    #[must_use]
    pub fn unit_code(&self) -> Option<&str> {
        self.origin.unit.as_deref()
    }

    /// True when this option cannot be combined with others in a question that takes several.
    #[must_use]
    pub fn stands_alone(&self, id: &str) -> bool {
        self.kind.options().iter().position(|option| *option == id).is_some_and(|at| self.exclusive() >> at & 1 == 1)
    }

    /// The most characters that an answer in somebody's own words may have.
    #[must_use]
    pub fn longest_text(&self) -> usize {
        self.text.max.map_or(LONGEST_TEXT, |most| most.min(LONGEST_TEXT))
    }

    /// The fewest characters that an answer in somebody's own words may have.
    #[must_use]
    pub fn shortest_text(&self) -> Option<usize> {
        self.text.min
    }

    /// What an answer in somebody's own words must look like from beginning to end: a regular expression.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.text.pattern.as_ref().map(bare)
    }

    /// True when its definition and texts come from the bank that all packs share.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    /// What only some questions have, each as `pack.toml` has it.
    pub(crate) fn particulars(&self) -> Vec<String> {
        let TextLimits { pattern, min, max } = &self.text;
        let mut all = Vec::new();
        if self.hidden {
            all.push("hidden = true".to_owned());
        }
        all.extend(self.alone.map(|bits| format!("alone = {:?}", self.kind.chosen(bits).collect::<Vec<_>>())));
        all.extend(pattern.as_ref().map(|pattern| format!("pattern = {:?}", bare(pattern))));
        all.extend(min.map(|n| format!("min-length = {n}")));
        all.extend(max.map(|n| format!("max-length = {n}")));
        all.extend(self.origin.link_id.as_ref().map(|id| format!("link-id = {id:?}")));
        all.extend(self.unit_code().map(|code| format!("unit-code = {code:?}")));
        all.extend(self.codes().filter(|(id, code)| id != code).map(|(id, code)| format!("codes.{id} = {code:?}")));
        all
    }

    /// The options that stand alone, in a question that takes several.
    pub(crate) fn exclusive(&self) -> u64 {
        self.alone.unwrap_or_else(|| self.kind.exclusive())
    }

    /// The options that `count` counts: all but those that stand alone.
    pub(crate) fn countable(&self) -> u64 {
        match &self.kind {
            QuestionKind::Multi(options) => mask(options, |_| true) & !self.exclusive(),
            _ => 0,
        }
    }
}

/// What may be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionKind {
    /// `yes` or `no`.
    Boolean,
    /// One of these options.
    Single(Vec<String>),
    /// Any of these options; `none` and `unknown` stand alone.
    Multi(Vec<String>),
    /// A number.
    Number(Range),
    /// A day.
    Date,
    /// The resident's own words.
    Text,
}

/// The numbers that a question takes, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    pub(crate) min: i64,
    pub(crate) max: i64,
    /// True: whole numbers only.
    pub(crate) whole: bool,
    /// The unit's name, e.g. `days`.
    pub(crate) unit: Option<String>,
}

impl Range {
    /// The smallest number.
    #[must_use]
    pub fn min(&self) -> f64 {
        to_f64(self.min)
    }

    /// The largest number.
    #[must_use]
    pub fn max(&self) -> f64 {
        to_f64(self.max)
    }

    /// True when only whole numbers are taken.
    #[must_use]
    pub fn whole(&self) -> bool {
        self.whole
    }

    /// True when the question takes this number.
    pub(crate) fn takes(&self, thousandths: i64) -> bool {
        (self.min..=self.max).contains(&thousandths) && (!self.whole || thousandths % SCALE == 0)
    }

    /// The unit's name in the packs, e.g. `days`.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", written(self.min), written(self.max))
    }
}

/// A pattern as it was written, without what holds it to the whole text.
fn bare(pattern: &Regex) -> &str {
    let whole = pattern.as_str();
    whole.strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$")).unwrap_or(whole)
}

/// Options that cannot be combined with others in a question that takes several.
const ALONE: [&str; 2] = ["none", "unknown"];

impl QuestionKind {
    /// The ids of the options, in their order; empty for questions without options.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        match self {
            Self::Boolean => vec!["yes", "no"],
            Self::Single(options) | Self::Multi(options) => options.iter().map(String::as_str).collect(),
            Self::Number(_) | Self::Date | Self::Text => Vec::new(),
        }
    }

    /// The unit of a number, if it has one.
    pub(crate) fn unit(&self) -> Option<&str> {
        match self {
            Self::Number(range) => range.unit(),
            _ => None,
        }
    }

    /// True when several options may be chosen.
    #[must_use]
    pub fn takes_many(&self) -> bool {
        matches!(self, Self::Multi(_))
    }

    /// The ids of the options behind these bits.
    pub(crate) fn chosen(&self, bits: u64) -> impl Iterator<Item = &str> {
        self.options().into_iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, id)| id)
    }

    /// The options that stand alone, in a question that takes several.
    fn exclusive(&self) -> u64 {
        match self {
            Self::Multi(options) => mask(options, |id| ALONE.contains(&id)),
            _ => 0,
        }
    }
}

fn mask(options: &[String], accept: impl Fn(&str) -> bool) -> u64 {
    options.iter().enumerate().filter(|(_, id)| accept(id)).fold(0, |bits, (at, _)| bits | 1 << at)
}
