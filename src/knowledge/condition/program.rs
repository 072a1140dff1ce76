//! What a condition becomes: a small tree over numbered questions and option bits, run without allocation.

use super::Op;
use crate::answers::{Answers, Value};

/// Numbers are kept in thousandths, so that 38.1 is exact.
pub(crate) const SCALE: i64 = 1000;

/// A compiled condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Always,
    /// At least one of the options is in the answer.
    Has {
        question: u16,
        mask: u64,
    },
    /// The question is answered, and none of the options is in the answer.
    Lacks {
        question: u16,
        mask: u64,
    },
    Compare {
        term: Term,
        op: Op,
        value: i64,
    },
    /// A derived yes/no value.
    Derived(u16),
    /// The class or outcome that the rules gave: one bit each. Only in deadlines and queue rules.
    Result {
        mask: u64,
        holds: bool,
    },
    And(Box<[Node]>),
    Or(Box<[Node]>),
    Not(Box<Node>),
}

/// Something that has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// The answer of a number question.
    Number(u16),
    /// How many of the options are in the answer.
    Count { question: u16, mask: u64 },
    /// A derived number.
    Derived(u16),
}

/// A compiled derived value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    Condition(Node),
    Count { question: u16, mask: u64 },
    Sum(Box<[(i64, Node)]>),
}

/// The answers as the conditions see them: those of hidden questions do not exist.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) answers: &'a Answers,
    /// One bit for each question that is shown.
    pub(crate) shown: u128,
    pub(crate) derived: &'a [Formula],
    /// One bit for the class or outcome, once it is known.
    pub(crate) result: u64,
}

impl View<'_> {
    /// The visible answer of a question.
    pub(crate) fn value(&self, question: u16) -> Option<&Value> {
        if self.shown >> question & 1 == 1 { self.answers.at(question) } else { None }
    }

    /// The options chosen in a visible answer.
    pub(crate) fn chosen(&self, question: u16) -> Option<u64> {
        match self.value(question) {
            Some(Value::Options(bits)) => Some(*bits),
            _ => None,
        }
    }

    /// The number in a visible answer, in thousandths.
    pub(crate) fn number(&self, question: u16) -> Option<i64> {
        match self.value(question) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// True when the condition holds.
    pub(crate) fn holds(&self, node: &Node) -> bool {
        match node {
            Node::Always => true,
            Node::Has { question, mask } => self.chosen(*question).is_some_and(|bits| bits & mask != 0),
            Node::Lacks { question, mask } => self.chosen(*question).is_some_and(|bits| bits & mask == 0),
            Node::Compare { term, op, value } => self.term(term).is_some_and(|number| op.holds(number, *value)),
            Node::Derived(index) => self.amount(&self.derived[usize::from(*index)]) != 0,
            Node::Result { mask, holds } => (self.result & mask != 0) == *holds,
            Node::And(all) => all.iter().all(|node| self.holds(node)),
            Node::Or(any) => any.iter().any(|node| self.holds(node)),
            Node::Not(node) => !self.holds(node),
        }
    }

    /// The number of a term, in thousandths. Nothing for a question without a visible answer.
    pub(crate) fn term(&self, term: &Term) -> Option<i64> {
        match term {
            Term::Number(question) => self.number(*question),
            Term::Count { question, mask } => Some(self.count(*question, *mask) * SCALE),
            Term::Derived(index) => Some(self.amount(&self.derived[usize::from(*index)]) * SCALE),
        }
    }

    /// The whole number of a derived value; a condition counts 1 or 0.
    pub(crate) fn amount(&self, formula: &Formula) -> i64 {
        match formula {
            Formula::Condition(node) => i64::from(self.holds(node)),
            Formula::Count { question, mask } => self.count(*question, *mask),
            Formula::Sum(items) => items.iter().filter(|(_, node)| self.holds(node)).map(|(points, _)| points).sum(),
        }
    }

    fn count(&self, question: u16, mask: u64) -> i64 {
        self.chosen(question).map_or(0, |bits| i64::from((bits & mask).count_ones()))
    }
}
