//! Lines of a judged case: answers, reasons, scores. Where the pack that judged it is no longer loaded, ids stand in.

use api::{AnswerLine, ChangeLine, FindingLine, OwnWords, ScoreLine};
use domain::{Answer, Case, Language, QuestionAnswer, Words};
use knowledge::{Described, KnowledgeBase, Line, Pack};

use super::words;

/// A judged case in words, if its exact version is loaded.
pub(super) struct Told<'a> {
    pub pack: Option<&'a Pack>,
    pub described: Option<Described>,
}

impl<'a> Told<'a> {
    pub fn of(case: &Case, base: &'a KnowledgeBase, lang: Language) -> Self {
        // Only the very content that judged the case may speak about it.
        let pack = base.by_hash(&case.assessment.id, &case.assessment.hash);
        Self { pack, described: pack.map(|pack| pack.describe(lang, &case.judgement, &case.answers)) }
    }

    /// The answers that made the rule hold.
    pub fn because(&self, case: &Case) -> Vec<AnswerLine> {
        match &self.described {
            Some(described) => described.because.iter().map(line).collect(),
            None => {
                let plain = |reason: &domain::Reason| AnswerLine {
                    question: reason.question.clone(),
                    text: reason.question.clone(),
                    answers: reason.values.iter().map(Words::new).collect(),
                    own_words: false,
                    red_flag: false,
                };
                case.judgement.because.iter().map(plain).collect()
            }
        }
    }

    /// The red-flag answers.
    pub fn red_flags(&self) -> Vec<AnswerLine> {
        let flagged = |one| AnswerLine { red_flag: true, ..line(one) };
        self.described.as_ref().map(|described| described.red_flags.iter().map(flagged).collect()).unwrap_or_default()
    }

    /// All answers.
    pub fn answers(&self, case: &Case) -> Vec<AnswerLine> {
        let Some(described) = &self.described else { return case.answers.iter().map(plain_answer).collect() };
        let told = |one: &knowledge::AnswerLine| AnswerLine {
            question: one.question.clone(),
            text: one.text.clone(),
            answers: match &one.own_words {
                Some(words) => vec![words.clone()],
                None => one.values.iter().map(Words::new).collect(),
            },
            own_words: one.own_words.is_some(),
            red_flag: one.red_flag,
        };
        described.answers.iter().map(told).collect()
    }

    /// What the resident wrote in own words.
    pub fn own_words(&self, case: &Case) -> Vec<OwnWords> {
        let label = |question: &str| {
            let told = self.described.as_ref().and_then(|d| d.answers.iter().find(|line| line.question == question));
            told.map_or_else(|| question.to_owned(), |line| line.label.clone())
        };
        let own = |given: &QuestionAnswer| match &given.answer {
            Answer::Text(text) => Some(OwnWords { question: label(&given.question), text: text.clone(), at: case.arrived }),
            _ => None,
        };
        case.answers.iter().filter_map(own).collect()
    }

    /// The findings.
    pub fn findings(&self, case: &Case) -> Vec<FindingLine> {
        let told = |one: &knowledge::FindingLine| FindingLine {
            rule: one.rule.clone(),
            mark: one.mark.clone(),
            level: one.level.clone(),
            area: one.area.clone(),
            urgency: one.urgency,
            text: one.text.clone(),
            why: one.why.clone(),
            because: one.because.iter().map(line).collect(),
        };
        let plain = |one: &domain::Finding| FindingLine {
            rule: one.rule.clone(),
            mark: one.level.clone(),
            level: one.level.clone(),
            area: one.area.clone().unwrap_or_default(),
            urgency: one.urgency,
            text: String::new(),
            why: String::new(),
            because: Vec::new(),
        };
        match &self.described {
            Some(described) => described.findings.iter().map(told).collect(),
            None => case.judgement.findings.iter().map(plain).collect(),
        }
    }

    /// What other answers would change it, gathered by what they would come to. Where every finding counts, none decides.
    pub fn would_change(&self, case: &Case, lang: Language) -> Vec<ChangeLine> {
        let Some(pack) = self.pack.filter(|_| case.judgement.findings.is_empty()) else { return Vec::new() };
        let mut lines: Vec<ChangeLine> = Vec::new();
        for change in pack.changes_told(lang, &case.answers) {
            let outcome = Some(change.outcome).filter(|outcome| !outcome.is_empty());
            let answer = (change.label, change.answer);
            match lines.iter_mut().find(|line| line.urgency == change.class && line.outcome == outcome) {
                Some(line) => line.answers.push(answer),
                None => lines.push(ChangeLine { urgency: change.class, outcome, answers: vec![answer] }),
            }
        }
        lines
    }

    /// The scores.
    pub fn scores(&self, case: &Case, lang: Language) -> Vec<ScoreLine> {
        match &self.described {
            Some(described) => described.scores.iter().map(|score| score_line(score, lang)).collect(),
            None => {
                let plain = |score: &domain::Score| ScoreLine { label: score.id.clone(), value: score.to_string() };
                case.judgement.scores.iter().map(plain).collect()
            }
        }
    }
}

/// A line as a screen shows it.
pub(super) fn line(line: &Line) -> AnswerLine {
    AnswerLine {
        question: line.question.clone(),
        text: line.label.clone(),
        answers: line.values.iter().map(Words::new).collect(),
        own_words: false,
        red_flag: false,
    }
}

fn plain_answer(given: &QuestionAnswer) -> AnswerLine {
    let (answers, own_words) = match &given.answer {
        Answer::One(id) => (vec![Words::new(id)], false),
        Answer::Many(ids) => (ids.iter().map(Words::new).collect(), false),
        Answer::Number(number) => (vec![Words::new(number.to_string())], false),
        Answer::Day(day) => (vec![Words::new(day.to_string())], false),
        Answer::Text(words) => (vec![words.clone()], true),
    };
    AnswerLine { question: given.question.clone(), text: given.question.clone(), answers, own_words, red_flag: false }
}

fn score_line(score: &knowledge::ScoreLine, lang: Language) -> ScoreLine {
    let value = match (score.is_claim, score.value) {
        (false, _) => score.written.clone(),
        (true, 0) => words::NO.get(lang).to_owned(),
        (true, _) => words::YES.get(lang).to_owned(),
    };
    ScoreLine { label: score.label.clone(), value }
}
