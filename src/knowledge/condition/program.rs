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
    /// The question has an answer.
    Answered(u16),
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
    Ratio(Ratio),
}

/// One answer through a power of another, as in weight / (height / 100)^2: one decimal, half up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ratio {
    pub(crate) over: u16,
    pub(crate) under: u16,
    /// What the lower answer is divided by: from 1 to 1000.
    pub(crate) divisor: i64,
    /// 1 or 2.
    pub(crate) power: u32,
}

impl Ratio {
    /// The ratio of two numbers in thousandths, in thousandths too, exactly rounded to tenths. Nothing if the lower is not above
    /// zero. Grows with the upper number and falls with the lower.
    pub(crate) fn of(&self, over: i64, under: i64) -> Option<i64> {
        if under <= 0 || over < 0 {
            return None;
        }
        // Answers have at most twelve digits in thousandths, so that nothing here comes near the limits of 128 bits.
        let scale = i128::from(SCALE);
        let upper = i128::from(over) * (scale * i128::from(self.divisor)).pow(self.power);
        let lower = scale * i128::from(under).pow(self.power);
        let tenths = (20 * upper + lower) / (2 * lower);
        i64::try_from(tenths * (scale / 10)).ok()
    }
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
            Node::Answered(question) => self.value(*question).is_some(),
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
            Term::Derived(index) => self.thousandths(&self.derived[usize::from(*index)]),
        }
    }

    /// The number of a derived value, in thousandths. Nothing where it is computed from an answer that is not there.
    pub(crate) fn thousandths(&self, formula: &Formula) -> Option<i64> {
        match formula {
            Formula::Ratio(ratio) => ratio.of(self.number(ratio.over)?, self.number(ratio.under)?),
            whole => Some(self.amount(whole) * SCALE),
        }
    }

    /// The whole number of a derived value; a condition counts 1 or 0.
    pub(crate) fn amount(&self, formula: &Formula) -> i64 {
        match formula {
            Formula::Condition(node) => i64::from(self.holds(node)),
            Formula::Count { question, mask } => self.count(*question, *mask),
            Formula::Sum(items) => items.iter().filter(|(_, node)| self.holds(node)).map(|(points, _)| points).sum(),
            Formula::Ratio(_) => self.thousandths(formula).unwrap_or_default() / SCALE,
        }
    }

    fn count(&self, question: u16, mask: u64) -> i64 {
        self.chosen(question).map_or(0, |bits| i64::from((bits & mask).count_ones()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_exact_and_rounded_half_up_to_tenths() {
        let ratio = Ratio { over: 0, under: 1, divisor: 100, power: 2 };
        let of = |over, under: i64| ratio.of(over, under * SCALE);
        // 59.9 kg and 180 cm are 18.487…, 59.6 kg 18.395…; 81 kg are 25 exactly; 49.6 kg and 160 cm are 19.375.
        assert_eq!([of(59_900, 180), of(59_600, 180), of(81_000, 180)], [Some(18_500), Some(18_400), Some(25_000)]);
        assert_eq!(of(49_600, 160), Some(19_400));
        assert_eq!(of(62_000, 200), Some(15_500));
        assert_eq!(of(62_200, 200), Some(15_600), "15.55 is rounded up");
        assert_eq!(of(60_000, 0), None);
    }
}
