//! The language of conditions: what a clinician writes behind `when`, `show-when` and `value`.
//!
//! `lex` cuts a text into words, `parse` makes a tree that keeps its places, `compile` checks the tree against the
//! questions of the pack and makes the small program that `program` runs.

pub(crate) mod compile;
pub(crate) mod lex;
pub(crate) mod parse;
pub(crate) mod program;

use std::fmt;
use std::ops::Range;

/// Bytes of the condition's own text.
pub(crate) type Span = Range<usize>;

/// Why a condition cannot be used, with the place inside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

impl Fault {
    pub(crate) fn new(span: &Span, message: impl Into<String>) -> Self {
        Self { span: span.clone(), message: message.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn nearest<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.hint = crate::problem::nearest(written, known).map(|name| format!("did you mean \"{name}\"?"));
        self
    }
}

/// A name or number with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// At least.
    Ge,
    /// More.
    Gt,
    /// At most.
    Le,
    /// Less.
    Lt,
}

impl Op {
    /// Compares two numbers.
    pub(crate) fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Eq => left == right,
            Self::Ne => left != right,
            Self::Ge => left >= right,
            Self::Gt => left > right,
            Self::Le => left <= right,
            Self::Lt => left < right,
        }
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Eq => "=",
            Self::Ne => "!=",
            Self::Ge => ">=",
            Self::Gt => ">",
            Self::Le => "<=",
            Self::Lt => "<",
        })
    }
}

/// A condition or a value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expr {
    Always,
    /// A derived yes/no value that stands alone.
    Name(Word),
    /// `q = x`, `q >= 3`, `count(q) >= 1`.
    Compare(Term, Op, Word),
    /// `q in {a, b}`
    In(Word, Vec<Word>),
    /// `answered(q)`
    Answered(Word),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
}

impl Expr {
    /// Every question or derived value that it names, where it stands.
    pub(crate) fn names(&self) -> Vec<&Word> {
        match self {
            Self::Always => Vec::new(),
            Self::Name(word) | Self::In(word, _) | Self::Answered(word) => vec![word],
            Self::Compare(Term::Name(word) | Term::Count(word, _), ..) => vec![word],
            Self::And(all) | Self::Or(all) => all.iter().flat_map(Self::names).collect(),
            Self::Not(expr) => expr.names(),
        }
    }
}

/// The left side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    Name(Word),
    /// `count(q)` or `count(q in {a, b})`
    Count(Word, Option<Vec<Word>>),
}

/// What may stand behind `value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Condition(Expr),
    /// `count(…)` alone
    Count(Word, Option<Vec<Word>>),
    /// `sum(2 if …; -1 if …)`
    Sum(Vec<(i64, Expr)>),
    /// `weight / (height / 100)^2`
    Ratio {
        over: Word,
        under: Word,
        divisor: Word,
        power: Word,
    },
}

fn set(words: &[Word]) -> String {
    format!("{{{}}}", words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(", "))
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(word) => f.write_str(&word.text),
            Self::Count(word, None) => write!(f, "count({})", word.text),
            Self::Count(word, Some(words)) => write!(f, "count({} in {})", word.text, set(words)),
        }
    }
}

impl fmt::Display for Expr {
    /// Writes the condition in one normal form: two texts that differ only in white space or needless parentheses print alike.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = |expr: &Expr, tight: bool| match expr {
            Expr::Or(_) => format!("({expr})"),
            Expr::And(_) if tight => format!("({expr})"),
            _ => expr.to_string(),
        };
        match self {
            Self::Always => f.write_str("always"),
            Self::Name(word) => f.write_str(&word.text),
            Self::Compare(term, op, word) => write!(f, "{term} {op} {}", word.text),
            Self::In(word, words) => write!(f, "{} in {}", word.text, set(words)),
            Self::Answered(word) => write!(f, "answered({})", word.text),
            Self::And(all) => f.write_str(&all.iter().map(|e| inner(e, false)).collect::<Vec<_>>().join(" and ")),
            Self::Or(any) => f.write_str(&any.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")),
            Self::Not(expr) => write!(f, "not {}", inner(expr, true)),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Condition(expr) => expr.fmt(f),
            Self::Count(word, words) => Term::Count(word.clone(), words.clone()).fmt(f),
            Self::Sum(items) => {
                let items: Vec<_> = items.iter().map(|(points, expr)| format!("{points} if {expr}")).collect();
                write!(f, "sum({})", items.join("; "))
            }
            Self::Ratio { over, under, divisor, power } => {
                write!(f, "{} / ({} / {})^{}", over.text, under.text, divisor.text, power.text)
            }
        }
    }
}
