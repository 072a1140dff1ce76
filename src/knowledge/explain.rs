//! Why a condition holds: a small set of answers that is enough to make it so.

use crate::condition::Op;
use crate::condition::program::{Formula, Node, Term, View};

/// Questions with the options that counted, in the order of the questions. A number counts as one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Because {
    answers: Vec<(u16, u64)>,
}

impl Because {
    fn one(question: u16, mask: u64) -> Self {
        Self { answers: vec![(question, mask)] }
    }

    pub(crate) fn answers(&self) -> &[(u16, u64)] {
        &self.answers
    }

    /// Adds the answers of another reason.
    pub(crate) fn add(&mut self, other: &Self) {
        for &(question, mask) in &other.answers {
            match self.answers.binary_search_by_key(&question, |&(q, _)| q) {
                Ok(at) => self.answers[at].1 |= mask,
                Err(at) => self.answers.insert(at, (question, mask)),
            }
        }
    }

    /// How many answers they are: each option counts for itself.
    pub(crate) fn count(&self) -> usize {
        self.answers.iter().map(|(_, mask)| if *mask == NUMBER { 1 } else { mask.count_ones() as usize }).sum()
    }
}

/// Stands for the whole answer of a number question.
const NUMBER: u64 = u64::MAX;

/// The answers that make a holding condition hold. Empty where it holds because something is not answered.
pub(crate) fn explain(view: &View<'_>, node: &Node) -> Because {
    why(view, node, true)
}

/// Why a condition has the value that it has. For a part that joins, all of its reasons; for a choice, the shortest.
fn why(view: &View<'_>, node: &Node, holds: bool) -> Because {
    match node {
        Node::Always | Node::Result { .. } => Because::default(),
        Node::Has { question, mask } if holds => Because::one(*question, view.chosen(*question).unwrap_or_default() & mask),
        // The chosen options keep the others out; a question without an answer gives no reason.
        Node::Has { question, .. } => view.chosen(*question).map_or_else(Because::default, |bits| Because::one(*question, bits)),
        Node::Lacks { question, mask } => {
            let bits = view.chosen(*question);
            bits.map_or_else(Because::default, |bits| Because::one(*question, if holds { bits } else { bits & mask }))
        }
        Node::Answered(question) => match view.value(*question) {
            Some(crate::answers::Value::Options(bits)) => Because::one(*question, *bits),
            Some(crate::answers::Value::Number(_)) => Because::one(*question, NUMBER),
            // A day and a person's own words are not repeated as a reason.
            _ => Because::default(),
        },
        Node::Compare { term, op, .. } => why_compared(view, term, *op, holds),
        Node::Derived(index) => why_amount(view, &view.derived[usize::from(*index)], holds),
        Node::And(parts) if holds => union(parts.iter().map(|part| why(view, part, true))),
        Node::Or(parts) if !holds => union(parts.iter().map(|part| why(view, part, false))),
        Node::And(parts) => shortest(parts.iter().filter(|part| !view.holds(part)).map(|part| why(view, part, false))),
        Node::Or(parts) => shortest(parts.iter().filter(|part| view.holds(part)).map(|part| why(view, part, true))),
        Node::Not(part) => why(view, part, !holds),
    }
}

fn why_compared(view: &View<'_>, term: &Term, op: Op, holds: bool) -> Because {
    match term {
        Term::Number(question) => match view.number(*question) {
            Some(_) => Because::one(*question, NUMBER),
            None => Because::default(),
        },
        Term::Count { question, mask } => why_counted(view, *question, *mask),
        Term::Derived(index) => match &view.derived[usize::from(*index)] {
            Formula::Condition(node) => why(view, node, view.holds(node)),
            Formula::Count { question, mask } => why_counted(view, *question, *mask),
            Formula::Ratio(ratio) if view.thousandths(&Formula::Ratio(*ratio)).is_some() => {
                union([ratio.over, ratio.under].into_iter().map(|question| Because::one(question, NUMBER)))
            }
            Formula::Ratio(_) => Because::default(),
            Formula::Sum(items) => {
                // To be large enough, only what gave points counts; to be small enough, also what gave none.
                let is_large = matches!(op, Op::Ge | Op::Gt) == holds && op != Op::Eq && op != Op::Ne;
                union(items.iter().filter_map(|(points, node)| {
                    let held = view.holds(node);
                    (!is_large || (held && *points > 0)).then(|| why(view, node, held))
                }))
            }
        },
    }
}

fn why_amount(view: &View<'_>, formula: &Formula, holds: bool) -> Because {
    match formula {
        Formula::Condition(node) => why(view, node, holds),
        Formula::Count { question, mask } => why_counted(view, *question, *mask),
        Formula::Sum(_) | Formula::Ratio(_) => Because::default(),
    }
}

/// The counted options; if there are none, the answer as it is.
fn why_counted(view: &View<'_>, question: u16, mask: u64) -> Because {
    match view.chosen(question) {
        Some(bits) if bits & mask != 0 => Because::one(question, bits & mask),
        Some(bits) => Because::one(question, bits),
        None => Because::default(),
    }
}

fn union(parts: impl Iterator<Item = Because>) -> Because {
    parts.fold(Because::default(), |mut all, part| {
        all.add(&part);
        all
    })
}

/// The first of those with the fewest answers. One that has any says more than one that holds by what was not answered.
fn shortest(parts: impl Iterator<Item = Because>) -> Because {
    parts.min_by_key(|part| (part.answers.is_empty(), part.count())).unwrap_or_default()
}
