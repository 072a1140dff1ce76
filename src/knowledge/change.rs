//! What would change it: every other single answer to a question that is shown, judged anew.

use domain::{Language, QuestionAnswer, UrgencyClass};
use serde::Serialize;

use crate::answers::{Answers, Value, written};
use crate::condition::Op;
use crate::condition::program::{SCALE, Term};
use crate::evaluate::index;
use crate::pack::{Pack, QuestionKind};

/// A single other answer with which something else comes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The question.
    pub question: String,
    /// The other answer: an option's id or a number; in questions that take several, `+x` or `-x`.
    pub to: String,
    /// The class that it would come to. Nothing where further questions would have to be answered first.
    pub class: Option<UrgencyClass>,
    /// The outcome, in service assessments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The rule that would decide.
    pub rule: Option<String>,
    /// Questions that would be asked then and are not answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// A single other answer in words, with what it would come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    /// The class that it would come to, or what the outcome counts as.
    pub class: UrgencyClass,
    /// What the outcome is called, in service assessments; else empty.
    pub outcome: String,
    /// A few words for the question.
    pub label: String,
    /// The other answer; one more of several has a plus before it, one less a minus.
    pub answer: String,
}

impl Pack {
    /// [`Pack::what_would_change`] in words, as far as it is known what would come out.
    #[must_use]
    pub fn changes_told(&self, language: Language, given: &[QuestionAnswer]) -> Vec<ChangeLine> {
        let texts = self.texts(language);
        let outcome = |id: &str| self.outcomes.iter().position(|o| o.id == id).map(|at| texts.outcomes[at].clone());
        let told = |change: Change| {
            let at = self.question_index(&change.question)?;
            let (sign, value) = match change.to.split_at_checked(1) {
                Some((sign @ ("+" | "-"), rest)) if self.questions[at].kind.takes_many() => (sign, rest),
                _ => ("", change.to.as_str()),
            };
            Some(ChangeLine {
                class: change.class?,
                outcome: change.outcome.as_deref().and_then(outcome).unwrap_or_default(),
                label: texts.questions[at].short.clone(),
                answer: format!("{sign}{}{}", if sign.is_empty() { "" } else { " " }, self.value_text(at, value, texts)),
            })
        };
        self.what_would_change(&self.lenient(given)).into_iter().filter_map(told).collect()
    }

    /// The single answers that would change the class or the outcome; the most urgent first, then in the order of the
    /// questions, and last those that raise further questions. Empty while there is no judgement.
    #[must_use]
    pub fn what_would_change(&self, answers: &Answers) -> Vec<Change> {
        let Some(now) = self.evaluate(answers).judgement else { return Vec::new() };
        let shown = self.shown(answers);
        let mut changes = Vec::new();
        for at in (0..self.questions.len()).filter(|at| shown >> at & 1 == 1 && !self.questions[*at].hidden) {
            for (to, value) in self.others(at, answers.at(index(at))) {
                let mut other = answers.clone();
                other.put(at, Some(value));
                let then = self.evaluate(&other);
                let judged = then.judgement;
                if judged.as_ref().is_some_and(|j| j.urgency == now.urgency && j.outcome == now.outcome) {
                    continue;
                }
                changes.push(Change {
                    question: self.questions[at].id.clone(),
                    to,
                    class: judged.as_ref().map(|j| j.urgency),
                    outcome: judged.as_ref().and_then(|j| j.outcome.clone()),
                    rule: judged.map(|j| j.rule),
                    missing: then.missing,
                });
            }
        }
        changes.sort_by_key(|change| change.class.map_or(u8::MAX, UrgencyClass::rank));
        changes
    }

    /// Every other single answer: each other option, one option more or less, a number on each side of each threshold.
    fn others(&self, at: usize, now: Option<&Value>) -> Vec<(String, Value)> {
        let kind = &self.questions[at].kind;
        let options = kind.options();
        let chosen = if let Some(Value::Options(bits)) = now { *bits } else { 0 };
        match kind {
            QuestionKind::Boolean | QuestionKind::Single(_) => {
                let other = options.iter().enumerate().filter(|(n, _)| chosen >> n & 1 == 0);
                other.map(|(n, id)| ((*id).to_owned(), Value::Options(1 << n))).collect()
            }
            QuestionKind::Multi(_) => {
                let alone = self.questions[at].exclusive();
                let one = |(n, id): (usize, &&str)| {
                    let bit = 1_u64 << n;
                    // What stands alone takes the place of the rest, and the other way round.
                    let bits = if chosen & bit != 0 {
                        chosen & !bit
                    } else if alone & bit != 0 {
                        bit
                    } else {
                        chosen & !alone | bit
                    };
                    let sign = if chosen & bit != 0 { '-' } else { '+' };
                    (bits != 0).then(|| (format!("{sign}{id}"), Value::Options(bits)))
                };
                options.iter().enumerate().filter_map(one).collect()
            }
            QuestionKind::Number(range) => {
                let step = if range.whole { SCALE } else { SCALE / 10 };
                let mut numbers: Vec<i64> = Vec::new();
                for threshold in self.thresholds().iter().filter(|t| t.term == Term::Number(index(at))) {
                    let value = threshold.value;
                    numbers.extend(match threshold.op {
                        Op::Ge | Op::Lt => [value - step, value, value],
                        Op::Gt | Op::Le => [value, value, value + step],
                        Op::Eq | Op::Ne => [value - step, value, value + step],
                    });
                }
                numbers.sort_unstable();
                numbers.dedup();
                numbers.retain(|n| (range.min..=range.max).contains(n) && now != Some(&Value::Number(*n)));
                numbers.into_iter().map(|n| (written(n), Value::Number(n))).collect()
            }
            QuestionKind::Date | QuestionKind::Text => Vec::new(),
        }
    }
}
