//! A `Questionnaire`: items with their conditions and limits, flat, in the order of the document.

mod conditions;
mod limits;
mod order;
mod read;
mod said;

use std::collections::HashMap;

use regex::Regex;
use serde_json::Value as Json;

use crate::finding::Finding;
use crate::path::Expr;
use crate::source::{SourceError, parse};
use crate::value::Value;
pub(crate) use said::Said;

/// A form, read.
#[derive(Debug, Default)]
pub struct Questionnaire {
    pub(crate) items: Vec<Item>,
    pub(crate) head: Head,
    /// The outermost items.
    pub(crate) roots: Vec<usize>,
    /// Items by linkId; of two alike the first.
    pub(crate) by_link: HashMap<String, usize>,
    /// What is wrong with the form itself.
    pub(crate) findings: Vec<Finding>,
    /// Items so that each comes after those that its enabling depends on; items in a circle come last.
    pub(crate) order: Vec<usize>,
    /// How many of the order are free of circles.
    pub(crate) free: usize,
}

/// What is said of the form as a whole.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) name: Option<String>,
    /// The language of the texts that have none of their own.
    pub(crate) language: Option<String>,
    pub(crate) title: Said,
    pub(crate) description: Said,
    /// The first item that only a newer FHIR knows, with what shows it.
    pub(crate) newer: Option<(String, &'static str)>,
}

/// One item.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) link_id: String,
    pub(crate) kind: ItemKind,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    pub(crate) enable: Enable,
    pub(crate) limits: Limits,
    pub(crate) text: Said,
    /// What stands before the text, e.g. a number.
    pub(crate) prefix: Option<String>,
}

/// `item.type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    Group,
    Display,
    Boolean,
    Decimal,
    Integer,
    Date,
    DateTime,
    Time,
    String,
    Text,
    Url,
    Choice,
    OpenChoice,
    Attachment,
    Reference,
    Quantity,
    /// A type that R4 does not know, or the abstract `question`: any answer is taken.
    Unknown,
}

/// When an item is enabled.
#[derive(Debug, Default)]
pub(crate) struct Enable {
    pub(crate) conditions: Vec<Condition>,
    /// True: one of the conditions is enough.
    pub(crate) any: bool,
    /// Conditions in FHIRPath; all must hold too.
    pub(crate) paths: Vec<Expr>,
    /// True when a condition cannot be carried: then the item stays enabled, because hiding a question may hide a danger.
    pub(crate) broken: bool,
}

/// One `enableWhen`.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// The linkId of the question.
    pub(crate) question: String,
    pub(crate) test: Test,
}

/// What a condition tests.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    Exists(bool),
    Compare(Op, Value),
}

/// The operators beside `exists`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Eq,
    Ne,
    Gt,
    Lt,
    Ge,
    Le,
}

/// What an answer must keep to.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    pub(crate) required: bool,
    pub(crate) repeats: bool,
    pub(crate) read_only: bool,
    /// Computed by the form filler, so that a read-only item may have any answer.
    pub(crate) computed: bool,
    pub(crate) hidden: bool,
    pub(crate) initial: Vec<Value>,
    /// Nothing when any answer of the type is an option.
    pub(crate) options: Option<Vec<Choice>>,
    pub(crate) max_length: Option<usize>,
    pub(crate) min_length: Option<usize>,
    pub(crate) min: Option<Value>,
    pub(crate) max: Option<Value>,
    pub(crate) regex: Option<Regex>,
    pub(crate) units: Vec<Value>,
    pub(crate) min_occurs: Option<usize>,
    pub(crate) max_occurs: Option<usize>,
    pub(crate) max_decimals: Option<usize>,
    /// A few words for the question.
    pub(crate) short: Option<String>,
    /// The set of options lies elsewhere.
    pub(crate) absent_set: Option<String>,
    /// Extensions that nothing here reads, and computations.
    pub(crate) others: Vec<String>,
}

/// One option.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) value: Value,
    /// Cannot be chosen with others.
    pub(crate) exclusive: bool,
    /// What people read.
    pub(crate) said: Said,
}

impl Questionnaire {
    /// Reads a questionnaire from text.
    ///
    /// # Errors
    /// When it is no `Questionnaire` at all. What is wrong inside is among the findings of [`crate::check()`].
    pub fn from_text(text: &[u8]) -> Result<Self, SourceError> {
        Self::from_json(&parse(text)?)
    }

    /// Reads a questionnaire.
    ///
    /// # Errors
    /// When it is no `Questionnaire` at all.
    pub fn from_json(json: &Json) -> Result<Self, SourceError> {
        read::questionnaire(json)
    }

    /// What is wrong with the form itself, before any answer.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl ItemKind {
    /// True for items that take answers.
    pub(crate) fn is_question(self) -> bool {
        !matches!(self, Self::Group | Self::Display)
    }
}
