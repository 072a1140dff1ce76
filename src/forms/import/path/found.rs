//! What a part of an expression comes to, and what is known of the answers to a question.

use super::Walk;
use crate::import::ask::Kind;
use crate::import::condition::{Cond, mask};
use crate::path::is_of;
use crate::questionnaire::{ItemKind, Op as Sign};
use crate::value::Value;

pub(super) type Result<T> = std::result::Result<T, String>;

pub(super) fn refuse<T>(why: &str) -> Result<T> {
    Err(why.to_owned())
}

/// A condition of three values: neither is nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Truth {
    pub(super) yes: Cond,
    pub(super) no: Cond,
}

impl Truth {
    pub(super) fn sure(yes: Cond) -> Self {
        Self { no: yes.clone().not(), yes }
    }

    pub(super) fn not(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

/// What a part of an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    Nothing,
    Response,
    /// The items directly in this one, or in the response.
    Items(Option<usize>),
    /// All items of the response, however deep; those below answers only when it says so.
    Everything {
        answers: bool,
    },
    Item(usize),
    /// The answers to a question, as far as the options are among these, seen so.
    Answers {
        question: usize,
        among: u64,
        seen: Seen,
    },
    /// Answers that are there when this holds.
    Kept(Cond),
    /// How many answers.
    Count {
        question: usize,
        among: u64,
    },
    Value(Value),
    Values(Vec<Value>),
    Truth(Truth),
}

/// What of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Answer,
    Value,
    Code,
    System,
    Display,
    /// The number of a quantity.
    Amount,
}

impl Walk<'_> {
    pub(super) fn kind(&self, question: usize) -> ItemKind {
        self.form.items[self.asked[question].item].kind
    }

    pub(super) fn has_own_words(&self, question: usize) -> bool {
        self.asked.iter().any(|other| other.beside == Some(question))
    }

    /// All options of a question.
    pub(super) fn options(&self, question: usize) -> u64 {
        mask(&self.asked[question].values(), |_| true)
    }

    /// The options that are something when seen so.
    pub(super) fn visible(&self, question: usize, among: u64, seen: Seen) -> Result<u64> {
        if matches!(seen, Seen::Answer | Seen::Value) && self.has_own_words(question) {
            return refuse("it counts own words among options");
        }
        Ok(among & mask(&self.asked[question].values(), |value| part(value.clone(), seen) != Found::Nothing))
    }

    /// True when all answers to the question are of this type.
    pub(super) fn is_of(&self, question: usize, kind: &str) -> bool {
        let values = self.asked[question].values();
        if !values.is_empty() {
            return !self.has_own_words(question) && values.iter().all(|value| is_of(value, kind));
        }
        let name = match self.kind(question) {
            ItemKind::Integer => "integer",
            ItemKind::Decimal => "decimal",
            ItemKind::Quantity => "quantity",
            ItemKind::Date => "date",
            ItemKind::DateTime => "dateTime",
            ItemKind::Time => "time",
            ItemKind::String | ItemKind::Text => "string",
            ItemKind::Url => "uri",
            ItemKind::Choice | ItemKind::OpenChoice => "coding",
            _ => return false,
        };
        kind.eq_ignore_ascii_case(name)
    }

    pub(super) fn values_have(&self, question: usize, test: impl Fn(&Value) -> bool) -> bool {
        let open = self.has_own_words(question) && test(&Value::Text(String::new()));
        open || self.asked[question].values().iter().any(test)
    }

    /// Whether there is anything.
    pub(super) fn any(&self, found: &Found) -> Result<Cond> {
        match found {
            Found::Nothing => Ok(Cond::Never),
            Found::Value(_) => Ok(Cond::Always),
            Found::Values(values) => Ok(if values.is_empty() { Cond::Never } else { Cond::Always }),
            Found::Count { .. } => Ok(Cond::Always),
            Found::Kept(when) => Ok(when.clone()),
            Found::Truth(Truth { yes, no }) => Ok(Cond::any([yes.clone(), no.clone()])),
            Found::Answers { question, among, seen } => {
                let values = self.asked[*question].values();
                if values.is_empty() {
                    return Ok(Cond::Answered(*question));
                }
                let some = among & mask(&values, |value| part(value.clone(), *seen) != Found::Nothing);
                if some == self.options(*question) {
                    let own = self.asked.iter().position(|other| other.beside == Some(*question));
                    let own = own.filter(|_| matches!(seen, Seen::Answer | Seen::Value));
                    return Ok(Cond::any(std::iter::once(*question).chain(own).map(Cond::Answered)));
                }
                Ok(Cond::has(*question, some))
            }
            Found::Response | Found::Items(_) | Found::Everything { .. } | Found::Item(_) => {
                refuse("it asks whether an item stands in the response")
            }
        }
    }

    /// Whether there is exactly one; nothing for what is no collection of answers.
    pub(super) fn one(&self, found: &Found) -> Result<Option<Cond>> {
        let Found::Answers { question, among, seen } = found else { return Ok(None) };
        if !self.asked[*question].many() {
            return self.any(found).map(Some);
        }
        Ok(Some(Cond::Count(*question, self.visible(*question, *among, *seen)?, Sign::Eq, 1)))
    }

    /// The same, where there is never more than one.
    pub(super) fn only(&self, found: Found) -> Result<Found> {
        match &found {
            Found::Answers { question, .. } if self.asked[*question].many() => {
                refuse("it asks the place of an answer among several")
            }
            Found::Answers { .. } | Found::Item(_) | Found::Nothing | Found::Value(_) => Ok(found),
            _ => refuse("it asks the place of an item"),
        }
    }

    /// What a collection says as a condition: nothing when it is empty, and of one value that is no boolean that it is there.
    pub(super) fn truth(&self, found: &Found) -> Result<Truth> {
        match found {
            Found::Truth(truth) => Ok(truth.clone()),
            Found::Nothing => Ok(Truth { yes: Cond::Never, no: Cond::Never }),
            Found::Value(Value::Boolean(yes)) => Ok(Truth::sure(if *yes { Cond::Always } else { Cond::Never })),
            Found::Value(_) | Found::Count { .. } => Ok(Truth::sure(Cond::Always)),
            Found::Answers { question, .. } if self.asked[*question].many() => {
                refuse("several answers stand where a condition is needed")
            }
            Found::Answers { question, seen: Seen::Value, .. } if matches!(self.asked[*question].kind, Kind::Boolean) => {
                Ok(Truth { yes: Cond::has(*question, 1), no: Cond::has(*question, 2) })
            }
            Found::Answers { .. } => Ok(Truth { yes: self.any(found)?, no: Cond::Never }),
            _ => refuse("an item stands where a condition is needed"),
        }
    }
}

/// A part of a value, where it has it.
pub(super) fn part(value: Value, seen: Seen) -> Found {
    let text = |text: Option<String>| text.map_or(Found::Nothing, |text| Found::Value(Value::Text(text)));
    match (seen, value) {
        (Seen::Answer | Seen::Value, value) => Found::Value(value),
        (Seen::Code, Value::Coding { code, .. }) => text(code),
        (Seen::System, Value::Coding { system, .. }) => text(system),
        (Seen::Display, Value::Coding { display, .. }) => text(display),
        _ => Found::Nothing,
    }
}
