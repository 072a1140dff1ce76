//! A question: what may be answered, and when it is shown.

use std::fmt;

use super::Condition;
use crate::answers::{to_f64, written};
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

    /// True when this option cannot be combined with others in a question that takes several.
    #[must_use]
    pub fn stands_alone(&self, id: &str) -> bool {
        self.takes_many() && ALONE.contains(&id)
    }

    /// The options that stand alone, in a question that takes several.
    pub(crate) fn exclusive(&self) -> u64 {
        match self {
            Self::Multi(options) => mask(options, |id| ALONE.contains(&id)),
            _ => 0,
        }
    }

    /// The options that `count` counts: all but those that stand alone.
    pub(crate) fn countable(&self) -> u64 {
        match self {
            Self::Multi(options) => mask(options, |id| !ALONE.contains(&id)),
            _ => 0,
        }
    }
}

fn mask(options: &[String], accept: impl Fn(&str) -> bool) -> u64 {
    options.iter().enumerate().filter(|(_, id)| accept(id)).fold(0, |bits, (at, _)| bits | 1 << at)
}
