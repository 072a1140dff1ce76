//! What the options of a question count in a score of the pack, where that can be said of an option alone.

use crate::condition::program::{Formula, Node, Term};
use crate::pack::{Pack, QuestionKind};

impl Pack {
    /// What each option of a question with one choice counts, in their order. Nothing unless exactly one score that is shown
    /// to professionals asks the question, and asks only which option was chosen.
    #[must_use]
    pub fn option_points(&self, question: &str) -> Option<Vec<i64>> {
        let at = self.question_index(question)?;
        let QuestionKind::Single(options) = &self.questions[at].kind else { return None };
        let at = u16::try_from(at).ok()?;
        let shown = self.derived.iter().zip(&self.formulas).filter(|(derived, _)| derived.show).map(|(_, formula)| formula);
        let mut scores = shown.filter_map(|formula| match formula {
            Formula::Sum(items) if items.iter().any(|(_, node)| self.asks(node, at)) => Some(items),
            _ => None,
        });
        let (Some(items), None) = (scores.next(), scores.next()) else { return None };
        let mut points = vec![0; options.len()];
        for (count, node) in items.iter().filter(|(_, node)| self.asks(node, at)) {
            let of = match node {
                Node::Has { mask, .. } => *mask,
                Node::Lacks { mask, .. } => !mask,
                _ => return None,
            };
            points.iter_mut().enumerate().filter(|(option, _)| of >> option & 1 == 1).for_each(|(_, sum)| *sum += count);
        }
        Some(points)
    }

    /// True when the condition asks this question, also through derived values.
    fn asks(&self, node: &Node, question: u16) -> bool {
        match node {
            Node::Always | Node::Result { .. } => false,
            Node::Has { question: asked, .. } | Node::Lacks { question: asked, .. } => *asked == question,
            Node::Answered(asked) => *asked == question,
            Node::Compare { term: Term::Number(asked) | Term::Count { question: asked, .. }, .. } => *asked == question,
            Node::Compare { term: Term::Derived(index), .. } | Node::Derived(index) => {
                self.formula_asks(&self.formulas[usize::from(*index)], question)
            }
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(|node| self.asks(node, question)),
            Node::Not(node) => self.asks(node, question),
        }
    }

    fn formula_asks(&self, formula: &Formula, question: u16) -> bool {
        match formula {
            Formula::Condition(node) => self.asks(node, question),
            Formula::Count { question: asked, .. } => *asked == question,
            Formula::Sum(items) => items.iter().any(|(_, node)| self.asks(node, question)),
            Formula::Ratio(ratio) => ratio.over == question || ratio.under == question,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::KnowledgeBase;

    #[test]
    fn an_option_has_points_where_one_score_asks_for_it_alone() {
        let base = KnowledgeBase::builtin();
        let points = |pack: &str, question: &str| base.get(pack).unwrap().option_points(question);
        assert_eq!(points("wellbeing-check", "audit-1"), Some(vec![0, 1, 2, 3, 4]));
        // Counted in two sums: how many great concerns, and how many small ones.
        assert_eq!(points("pe-infant", "c01"), None);
        // Several answers, or none of the options.
        assert_eq!(points("sore-throat", "tonsils"), None);
        assert_eq!(points("sore-throat", "age"), None);
        assert_eq!(points("sore-throat", "there-is-none"), None);
    }
}
