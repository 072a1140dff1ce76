//! Replaying a case: the stored answers on a pack, compared with what came of them then.

use domain::{Judgement, QuestionAnswer, Reason, Score};

use crate::answers::AnswerProblem;
use crate::pack::Pack;

/// One thing that came out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What, e.g. `class`.
    pub what: &'static str,
    /// As it was then.
    pub then: String,
    /// As this pack has it.
    pub now: String,
}

impl Pack {
    /// Judges stored answers again. Nothing in the list means: the same outcome in every part.
    ///
    /// # Errors
    /// When this pack does not take the answers, as a newer version may have no such question or option.
    pub fn replay(&self, answers: &[QuestionAnswer], then: &Judgement) -> Result<Vec<Difference>, Vec<AnswerProblem>> {
        let evaluation = self.evaluate(&self.answers_from(answers)?);
        let Some(now) = evaluation.judgement else {
            let now = format!("none, because these are not answered: {}", evaluation.missing.join(", "));
            return Ok(vec![Difference { what: "outcome", then: short(then), now }]);
        };
        let optional = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        let deadline = |one: &Judgement| {
            let times = |s: &domain::Statutory| format!("{} ({:?}, {:?}, {})", s.id, s.start, s.complete, s.law);
            one.statutory.as_ref().map_or_else(|| "none".to_owned(), times)
        };
        let parts = [
            ("class", then.urgency.to_string(), now.urgency.to_string()),
            ("outcome", optional(&then.outcome), optional(&now.outcome)),
            ("within", then.within.to_string(), now.within.to_string()),
            ("rule", then.rule.clone(), now.rule.clone()),
            ("recommendation", then.recommendation.clone(), now.recommendation.clone()),
            ("because", reasons(&then.because), reasons(&now.because)),
            ("also", list(&then.also), list(&now.also)),
            ("scores", scores(&then.scores), scores(&now.scores)),
            ("findings", findings(then), findings(&now)),
            ("red flags", then.red_flags.to_string(), now.red_flags.to_string()),
            ("deadline", deadline(then), deadline(&now)),
            ("queue", then.queue.clone(), now.queue.clone()),
        ];
        Ok(parts
            .into_iter()
            .filter(|(_, then, now)| then != now)
            .map(|(what, then, now)| Difference { what, then, now })
            .collect())
    }
}

/// A judgement in a few words: `P4 by st-13, within 72 h`.
#[must_use]
pub fn short(judgement: &Judgement) -> String {
    let result = judgement.outcome.clone().unwrap_or_else(|| judgement.urgency.to_string());
    format!("{result} by {}, within {}", judgement.rule, judgement.within)
}

fn list(ids: &[String]) -> String {
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

fn findings(judgement: &Judgement) -> String {
    list(&judgement.findings.iter().map(|one| format!("{} {}", one.rule, one.level)).collect::<Vec<_>>())
}

fn reasons(all: &[Reason]) -> String {
    list(&all.iter().map(|reason| format!("{}={}", reason.question, reason.values.join("+"))).collect::<Vec<_>>())
}

fn scores(all: &[Score]) -> String {
    list(&all.iter().map(|score| format!("{}={score}", score.id)).collect::<Vec<_>>())
}
