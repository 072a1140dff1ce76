//! From answers to a judgement: which questions are shown, which rule holds, and why.

use domain::{Judgement, Reason, Statutory, UrgencyClass};

use crate::answers::{Answers, Value, written};
use crate::condition::program::View;
use crate::explain::{Because, explain};
use crate::pack::{Findings, Pack, Question, Rule};

/// What the pack makes of a set of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The judgement. Nothing while required answers are missing, unless a P0 rule holds.
    pub judgement: Option<Judgement>,
    /// Shown required questions without an answer, in their order.
    pub missing: Vec<String>,
    /// Answered questions that are not shown: their answers did not count.
    pub hidden: Vec<String>,
}

impl Pack {
    /// Which questions are shown: one bit each. A hidden question's answer does not exist for those behind it.
    pub(crate) fn shown(&self, answers: &Answers) -> u128 {
        let mut view = self.view(answers, 0);
        for (at, question) in self.questions.iter().enumerate() {
            if question.show_when.as_ref().is_none_or(|when| view.holds(&when.node)) {
                view.shown |= 1 << at;
            }
        }
        view.shown
    }

    /// The questions that are asked with these answers, in their order.
    #[must_use]
    pub fn visible(&self, answers: &Answers) -> Vec<&Question> {
        let shown = self.shown(answers);
        self.questions
            .iter()
            .enumerate()
            .filter(|(at, q)| shown >> at & 1 == 1 && !q.hidden)
            .map(|(_, question)| question)
            .collect()
    }

    /// The question to ask after the given one, or the first of all. Nothing at the end of the questionnaire, and nothing
    /// when an answer has made a P0 rule hold: then the resident is told to call 112.
    #[must_use]
    pub fn next_question(&self, answers: &Answers, after: Option<&str>) -> Option<&Question> {
        let shown = self.shown(answers);
        if self.emergency(&self.view(answers, shown)).is_some() {
            return None;
        }
        let from = after.and_then(|id| self.question_index(id)).map_or(0, |at| at + 1);
        (from..self.questions.len()).find(|at| shown >> at & 1 == 1 && !self.questions[*at].hidden).map(|at| &self.questions[at])
    }

    /// Judges the answers.
    #[must_use]
    pub fn evaluate(&self, answers: &Answers) -> Evaluation {
        let shown = self.shown(answers);
        let view = self.view(answers, shown);
        let asked = |at: usize| shown >> at & 1 == 1;
        let answered = |at: usize| answers.at(index(at)).is_some();
        let ids = |accept: &dyn Fn(usize, &Question) -> bool| -> Vec<String> {
            self.questions.iter().enumerate().filter(|(at, q)| accept(*at, q)).map(|(_, q)| q.id.clone()).collect()
        };
        let missing = ids(&|at, q| q.must_be_answered() && asked(at) && !answered(at));
        let hidden = ids(&|at, _| !asked(at) && answered(at));
        let judgement = if missing.is_empty() {
            self.deciding(&view).map(|at| self.judge(&view, at, false))
        } else {
            self.emergency(&view).map(|at| self.judge(&view, at, true))
        };
        Evaluation { judgement, missing, hidden }
    }

    /// The class that the answers come to, without explanation. Nothing where [`Pack::evaluate`] gives no judgement.
    #[must_use]
    pub fn urgency(&self, answers: &Answers) -> Option<UrgencyClass> {
        let shown = self.shown(answers);
        let view = self.view(answers, shown);
        let missing =
            |(at, q): (usize, &Question)| q.must_be_answered() && shown >> at & 1 == 1 && answers.at(index(at)).is_none();
        if self.questions.iter().enumerate().any(missing) {
            return self.emergency(&view).map(|at| self.rules[at].urgency);
        }
        self.deciding(&view).map(|at| self.rules[at].urgency)
    }

    /// The first P0 rule that holds.
    fn emergency(&self, view: &View<'_>) -> Option<usize> {
        self.rules.iter().position(|rule| rule.urgency == UrgencyClass::P0 && view.holds(&rule.when.node))
    }

    /// The rule that decides: the first that holds; with areas, the most urgent of theirs.
    pub(crate) fn deciding(&self, view: &View<'_>) -> Option<usize> {
        if self.findings == Some(Findings::PerArea) {
            return self.most_urgent(self.found(view));
        }
        self.rules.iter().position(|rule| view.holds(&rule.when.node))
    }

    /// The judgement of the rule at this place. While answers are missing only P0 rules are trusted.
    fn judge(&self, view: &View<'_>, at: usize, incomplete: bool) -> Judgement {
        let rule = &self.rules[at];
        let recommendation = &self.recommendations[rule.recommendation];
        let last = self.rules.len() - 1;
        let further = |rule: &&Rule| (!incomplete || rule.urgency == UrgencyClass::P0) && view.holds(&rule.when.node);
        let result = View { result: 1 << rule.outcome.unwrap_or(usize::from(rule.urgency.rank())), ..*view };
        Judgement {
            urgency: rule.urgency,
            outcome: rule.outcome.map(|outcome| self.outcomes[outcome].id.clone()),
            within: self.within(recommendation),
            rule: rule.id.clone(),
            recommendation: recommendation.id.clone(),
            because: self.reasons(view, &explain(view, &rule.when.node)),
            // Where a pack finds several things, its findings say it all.
            also: match self.findings {
                None => self.rules[at + 1..last.max(at + 1)].iter().filter(further).map(|rule| rule.id.clone()).collect(),
                Some(_) => Vec::new(),
            },
            scores: self.scores(view),
            red_flags: u8::try_from(self.red_flags(view).count()).unwrap_or(u8::MAX),
            statutory: self.statutory(&result),
            queue: self.queue(&result, self.own_queue(rule)),
            findings: self.all_found(view, at, incomplete),
            observations: if incomplete { Vec::new() } else { self.observations(view) },
        }
    }

    /// The answers that are red flags.
    pub(crate) fn red_flags(&self, view: &View<'_>) -> Because {
        let mut all = Because::default();
        for flag in self.red_flags.iter().filter(|flag| view.holds(&flag.when.node)) {
            all.add(&explain(view, &flag.when.node));
        }
        all
    }

    fn statutory(&self, view: &View<'_>) -> Option<Statutory> {
        let (at, row) = self.deadlines.iter().enumerate().find(|(_, row)| view.holds(&row.when.node))?;
        Some(Statutory {
            id: row.id.clone(),
            start: row.start,
            complete: row.complete,
            text: self.localised(|texts| texts.deadlines[at].clone()),
            law: row.law.clone(),
        })
    }

    pub(crate) fn queue(&self, view: &View<'_>, own: Option<&String>) -> String {
        let rule = || self.queue_rules.iter().find(|(when, _)| view.holds(&when.node)).map(|(_, queue)| queue);
        own.or_else(rule).unwrap_or(&self.queue).clone()
    }

    /// The answers behind a condition, in the order of the questions.
    pub(crate) fn reasons(&self, view: &View<'_>, because: &Because) -> Vec<Reason> {
        let reason = |&(question, mask): &(u16, u64)| {
            let asked = &self.questions[usize::from(question)];
            let values = match view.value(question)? {
                Value::Options(bits) => asked.kind.chosen(bits & mask).map(str::to_owned).collect(),
                Value::Number(number) => vec![written(*number)],
                Value::Day(_) | Value::Text(_) => return None,
            };
            Some(Reason { question: asked.id.clone(), values })
        };
        because.answers().iter().filter_map(reason).collect()
    }
}

/// The number of a question. A pack has at most 128.
pub(crate) fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
