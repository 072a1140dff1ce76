//! Conditions in words: questions by their labels, options by their texts, "and" and "or" in the reader's language.

use domain::Language;

use super::{Writer, words};
use crate::answers::written;
use crate::condition::Op;
use crate::condition::program::{Formula, Node, Term};

/// A derived value without a label stands in a rule by its definition up to so many comparisons; a longer one by its number.
const SPELLED_OUT: usize = 4;

impl Writer<'_> {
    /// A condition as lines, each after the first beginning with "and" or "or".
    pub(super) fn condition_lines(&self, node: &Node) -> Vec<String> {
        let (parts, joint) = match node {
            Node::And(all) => (all, words::AND),
            Node::Or(any) => (any, words::OR),
            Node::Derived(index) => match self.spelled_out(*index) {
                Some(node) => return self.condition_lines(node),
                None => return vec![self.condition(node)],
            },
            _ => return vec![self.condition(node)],
        };
        let one = |(at, part): (usize, &Node)| match at {
            0 => self.inside(part),
            _ => format!("{} {}", self.word(&joint), self.inside(part)),
        };
        parts.iter().enumerate().map(one).collect()
    }

    /// A condition in one sentence.
    pub(super) fn condition(&self, node: &Node) -> String {
        match node {
            Node::Always => self.word(&words::OTHERWISE).to_owned(),
            Node::Has { question, mask } => {
                let at = usize::from(*question);
                format!("{}: {}", self.label(at), self.one_of(at, *mask))
            }
            Node::Lacks { question, mask } => {
                let at = usize::from(*question);
                let options = self.listed(&self.chosen(at, *mask), &words::OR);
                format!("{}: {} {options}", self.label(at), self.word(&words::ANSWERED_BUT_NOT))
            }
            Node::Answered(question) => format!("{}: {}", self.label(usize::from(*question)), self.word(&words::ANSWERED)),
            Node::Compare { term, op, value } => self.comparison(term, *op, *value),
            Node::Derived(index) => match self.spelled_out(*index) {
                Some(node) => self.condition(node),
                None => self.value_name(usize::from(*index)),
            },
            Node::Result { mask, holds } => {
                let names = self.results(*mask);
                let is = if *holds { "" } else { self.word(&words::NOT) };
                format!("{}: {is} {}", self.word(&words::RESULT), self.listed(&names, &words::OR)).replace("  ", " ")
            }
            Node::And(all) => self.joined(all, &words::AND),
            Node::Or(any) => self.joined(any, &words::OR),
            Node::Not(node) => format!("{} ({})", self.word(&words::NOT), self.condition(node)),
        }
    }

    fn joined(&self, parts: &[Node], joint: &words::Word) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.inside(part)).collect();
        parts.join(&format!(" {} ", self.word(joint)))
    }

    /// A part of a longer condition, in parentheses where it is one itself.
    fn inside(&self, node: &Node) -> String {
        let plain = match node {
            Node::Derived(index) => self.spelled_out(*index).unwrap_or(node),
            _ => node,
        };
        match plain {
            Node::And(parts) | Node::Or(parts) if parts.len() > 1 => format!("({})", self.condition(plain)),
            _ => self.condition(plain),
        }
    }

    /// The definition of a derived value that has no label and is short.
    fn spelled_out(&self, index: u16) -> Option<&Node> {
        let at = usize::from(index);
        match &self.pack.formulas[at] {
            Formula::Condition(node) if !self.pack.derived[at].show && self.size(node) <= SPELLED_OUT => Some(node),
            _ => None,
        }
    }

    /// How many comparisons a condition has, with those of the values in it.
    fn size(&self, node: &Node) -> usize {
        match node {
            Node::And(parts) | Node::Or(parts) => parts.iter().map(|part| self.size(part)).sum(),
            Node::Not(node) => self.size(node),
            Node::Derived(index) => match &self.pack.formulas[usize::from(*index)] {
                Formula::Condition(node) if !self.pack.derived[usize::from(*index)].show => self.size(node),
                _ => 1,
            },
            _ => 1,
        }
    }

    fn comparison(&self, term: &Term, op: Op, value: i64) -> String {
        let number = self.number(value);
        let sign = sign(op);
        match term {
            Term::Number(question) => {
                let at = usize::from(*question);
                let unit = &self.texts.questions[at].unit;
                format!("{} {sign} {number} {unit}", self.label(at)).trim_end().to_owned()
            }
            Term::Count { question, mask } => {
                let at = usize::from(*question);
                format!("{}: {} {sign} {}", self.label(at), self.count(at, *mask), self.number(value))
            }
            Term::Derived(index) => format!("{} {sign} {number}", self.value_name(usize::from(*index))),
        }
    }

    /// "number of choices", or "number of choices among …".
    pub(super) fn count(&self, question: usize, mask: u64) -> String {
        if mask == self.pack.questions[question].countable() {
            return self.word(&words::CHOICES).to_owned();
        }
        let among = self.chosen(question, mask).join(", ");
        format!("{} {among}", self.word(&words::CHOICES_AMONG))
    }

    /// What a derived value is called: by its label, or by its number in the list of values.
    pub(super) fn value_name(&self, at: usize) -> String {
        match self.texts.derived[at].as_str() {
            "" => format!("{} {}", self.word(&words::VALUE), at + 1),
            label => label.to_owned(),
        }
    }

    /// A number as it is written in the language.
    pub(super) fn number(&self, thousandths: i64) -> String {
        let plain = written(thousandths);
        if self.language == Language::En { plain } else { plain.replace('.', ",") }
    }

    pub(super) fn label(&self, question: usize) -> &str {
        &self.texts.questions[question].short
    }

    /// The chosen options, in quotes; where nearly all of them are meant, those that are not.
    pub(super) fn one_of(&self, question: usize, mask: u64) -> String {
        let all = self.pack.questions[question].kind.options().len();
        let others = self.chosen(question, !mask);
        if others.len() == 1 && all > 4 {
            return format!("{} {}", self.word(&words::OTHER_THAN), others.join(", "));
        }
        self.listed(&self.chosen(question, mask), &words::OR)
    }

    pub(super) fn chosen(&self, question: usize, mask: u64) -> Vec<String> {
        let options = self.texts.questions[question].options.iter().enumerate();
        options.filter(|(at, _)| mask >> at & 1 == 1).map(|(_, text)| self.quoted(text)).collect()
    }

    pub(super) fn quoted(&self, text: &str) -> String {
        let open = if self.language == Language::En { '“' } else { '”' };
        format!("{open}{text}”")
    }

    /// "a, b or c".
    fn listed(&self, names: &[String], joint: &words::Word) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [before @ .., last] => format!("{} {} {last}", before.join(", "), self.word(joint)),
        }
    }

    /// The classes or outcomes behind these bits.
    fn results(&self, mask: u64) -> Vec<String> {
        let named: Vec<String> = if self.pack.outcomes.is_empty() {
            domain::UrgencyClass::ALL.iter().map(ToString::to_string).collect()
        } else {
            self.texts.outcomes.iter().map(|text| self.quoted(text)).collect()
        };
        named.into_iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, name)| name).collect()
    }

    /// How a derived value is computed.
    pub(super) fn formula(&self, formula: &Formula) -> (Vec<String>, Vec<String>) {
        match formula {
            Formula::Condition(node) => (self.condition_lines(node), Vec::new()),
            Formula::Count { question, mask } => {
                let at = usize::from(*question);
                (vec![format!("{}: {}", self.label(at), self.count(at, *mask))], Vec::new())
            }
            Formula::Sum(items) => {
                let item = |(points, node): &(i64, Node)| {
                    let sign = if *points < 0 { '−' } else { '+' };
                    format!("{sign}{} {} {}", points.abs(), self.word(&words::POINTS_WHEN), self.condition(node))
                };
                (vec![self.word(&words::SUM).to_owned()], items.iter().map(item).collect())
            }
            Formula::Ratio(ratio) => {
                let (over, under) = (self.label(usize::from(ratio.over)), self.label(usize::from(ratio.under)));
                let lower = if ratio.divisor == 1 { under.to_owned() } else { format!("({under} / {})", ratio.divisor) };
                let power = if ratio.power == 2 { "²" } else { "" };
                (vec![format!("{over} / {lower}{power}")], Vec::new())
            }
        }
    }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Eq => "=",
        Op::Ne => "≠",
        Op::Ge => "≥",
        Op::Gt => ">",
        Op::Le => "≤",
        Op::Lt => "<",
    }
}
