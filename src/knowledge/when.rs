//! When a question is shown, for those who carry a pack into another form: questions and options by name.

use crate::answers::to_f64;
use crate::condition::Op;
use crate::condition::program::{Node, SCALE, Term};
use crate::pack::Pack;

/// A condition on answers. A hidden or unanswered question makes every part that asks it false, and counts 0.
#[derive(Clone, Debug, PartialEq)]
pub enum When<'a> {
    /// Holds whatever is answered.
    Always,
    /// The question has an answer.
    Answered(&'a str),
    /// One of the options is in the answer.
    Has {
        /// The question.
        question: &'a str,
        /// The ids of the options.
        options: Vec<&'a str>,
    },
    /// There is an answer, and none of the options is in it.
    Lacks {
        /// The question.
        question: &'a str,
        /// The ids of the options.
        options: Vec<&'a str>,
    },
    /// The number that was answered compares so.
    Number {
        /// The question.
        question: &'a str,
        /// How.
        op: Op,
        /// With what.
        value: f64,
    },
    /// So many of the options are in the answer.
    Count {
        /// The question.
        question: &'a str,
        /// The ids of the options.
        options: Vec<&'a str>,
        /// How the number compares.
        op: Op,
        /// With what.
        value: i64,
    },
    /// All hold.
    All(Vec<When<'a>>),
    /// One holds.
    Any(Vec<When<'a>>),
    /// It does not hold.
    Not(Box<When<'a>>),
}

impl Pack {
    /// When a question is shown. Nothing for one that is always shown, and for one that the pack does not have.
    #[must_use]
    pub fn shown_when(&self, question: &str) -> Option<When<'_>> {
        let condition = self.question(question)?.show_when.as_ref()?;
        Some(self.when(&condition.node))
    }

    fn when(&self, node: &Node) -> When<'_> {
        let all = |nodes: &[Node]| nodes.iter().map(|node| self.when(node)).collect();
        match node {
            // Questions are shown by the answers to earlier ones alone; derived values and results come after all of them.
            Node::Always | Node::Derived(_) | Node::Result { .. } => When::Always,
            Node::Has { question, mask } => When::Has { question: self.id_at(*question), options: self.named(*question, *mask) },
            Node::Lacks { question, mask } => {
                When::Lacks { question: self.id_at(*question), options: self.named(*question, *mask) }
            }
            Node::Answered(question) => When::Answered(self.id_at(*question)),
            Node::Compare { term, op, value } => self.compared(term, *op, *value),
            Node::And(nodes) => When::All(all(nodes)),
            Node::Or(nodes) => When::Any(all(nodes)),
            Node::Not(node) => When::Not(Box::new(self.when(node))),
        }
    }

    fn compared(&self, term: &Term, op: Op, value: i64) -> When<'_> {
        match term {
            Term::Number(question) => When::Number { question: self.id_at(*question), op, value: to_f64(value) },
            Term::Count { question, mask } => {
                When::Count { question: self.id_at(*question), options: self.named(*question, *mask), op, value: value / SCALE }
            }
            Term::Derived(_) => When::Always,
        }
    }

    fn id_at(&self, question: u16) -> &str {
        &self.questions[usize::from(question)].id
    }

    fn named(&self, question: u16, mask: u64) -> Vec<&str> {
        self.questions[usize::from(question)].kind.chosen(mask).collect()
    }
}
