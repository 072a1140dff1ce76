//! The part of FHIRPath that forms use to say when an item is enabled. What lies outside it is named, never guessed.

mod evaluate;
mod lex;
mod parse;

pub(crate) use evaluate::{Failure, Focus, Scene, compare_values, is_of};
pub(crate) use parse::parse;

use crate::value::Value;

/// An expression, read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    /// A value as written.
    Literal(Value),
    /// `{}`
    Nothing,
    /// Where a path begins, and its steps.
    Path(Start, Vec<Step>),
    /// `-x`
    Minus(Box<Expr>),
    /// `a | b`
    Union(Vec<Expr>),
    /// `a + b - c`
    Sum(Box<Expr>, Vec<(bool, Expr)>),
    Compare(Box<Expr>, Op, Box<Expr>),
    /// `a in b`; `b contains a` is the same.
    In(Box<Expr>, Box<Expr>),
    And(Vec<Expr>),
    /// `a or b`, `a xor b`: true for xor.
    Or(Box<Expr>, Vec<(bool, Expr)>),
    Implies(Box<Expr>, Box<Expr>),
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Start {
    /// What the expression is about at this place: in `where(…)` the element, else the response.
    This,
    /// `%resource`, `%rootResource`, `QuestionnaireResponse`
    Resource,
    /// `%context`: the item of the response that the condition belongs to.
    Context,
    /// Parentheses, or a value.
    Expr(Box<Expr>),
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Member(String),
    Index(usize),
    Call(Function, Vec<Expr>),
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Equal,
    NotEqual,
    Equivalent,
    NotEquivalent,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The functions that are carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Exists,
    Empty,
    Count,
    Where,
    Select,
    All,
    Not,
    Iif,
    First,
    Last,
    HasValue,
    Distinct,
    Descendants,
    Repeat,
    OfType,
    AllTrue,
    AnyTrue,
    Sum,
}

impl Function {
    /// The function of this name, and how few and how many arguments it takes.
    fn named(name: &str) -> Option<(Self, usize, usize)> {
        Some(match name {
            "exists" => (Self::Exists, 0, 1),
            "empty" => (Self::Empty, 0, 0),
            "count" => (Self::Count, 0, 0),
            "where" => (Self::Where, 1, 1),
            "select" => (Self::Select, 1, 1),
            "all" => (Self::All, 1, 1),
            "not" => (Self::Not, 0, 0),
            "iif" => (Self::Iif, 2, 3),
            "first" => (Self::First, 0, 0),
            "last" => (Self::Last, 0, 0),
            "hasValue" => (Self::HasValue, 0, 0),
            "distinct" => (Self::Distinct, 0, 0),
            "descendants" => (Self::Descendants, 0, 0),
            "repeat" => (Self::Repeat, 1, 1),
            "ofType" => (Self::OfType, 1, 1),
            "allTrue" => (Self::AllTrue, 0, 0),
            "anyTrue" => (Self::AnyTrue, 0, 0),
            "sum" => (Self::Sum, 0, 0),
            _ => return None,
        })
    }
}

/// The members that are carried.
const MEMBERS: [&str; 10] = ["item", "answer", "value", "linkId", "code", "system", "display", "unit", "reference", "text"];

impl Expr {
    /// The linkIds that the expression asks for by name.
    pub(crate) fn link_ids(&self, into: &mut Vec<String>) {
        match self {
            Self::Literal(_) | Self::Nothing => {}
            Self::Path(start, steps) => {
                if let Start::Expr(inner) = start {
                    inner.link_ids(into);
                }
                for step in steps {
                    if let Step::Call(_, arguments) = step {
                        arguments.iter().for_each(|argument| argument.link_ids(into));
                    }
                }
            }
            Self::Minus(one) => one.link_ids(into),
            Self::Union(all) | Self::And(all) => all.iter().for_each(|one| one.link_ids(into)),
            Self::Sum(first, rest) | Self::Or(first, rest) => {
                first.link_ids(into);
                rest.iter().for_each(|(_, one)| one.link_ids(into));
            }
            Self::Compare(left, _, right) | Self::In(left, right) => {
                if left.ends_in_link_id() {
                    right.texts(into);
                } else if right.ends_in_link_id() {
                    left.texts(into);
                }
                left.link_ids(into);
                right.link_ids(into);
            }
            Self::Implies(left, right) => {
                left.link_ids(into);
                right.link_ids(into);
            }
        }
    }

    fn ends_in_link_id(&self) -> bool {
        matches!(self, Self::Path(_, steps) if matches!(steps.last(), Some(Step::Member(name)) if name == "linkId"))
    }

    fn texts(&self, into: &mut Vec<String>) {
        match self {
            Self::Literal(Value::Text(text)) => into.push(text.clone()),
            Self::Union(all) => all.iter().for_each(|one| one.texts(into)),
            Self::Path(Start::Expr(inner), steps) if steps.is_empty() => inner.texts(into),
            _ => {}
        }
    }
}
