//! Everything a screen needs to show a judged case in one language: texts with their answers, reasons, findings, advice.

use domain::{Judgement, Language, Localised, QuestionAnswer, UrgencyClass, Words};
use serde::Serialize;

use crate::answers::{Answers, Value, written};
use crate::condition::program::View;
use crate::evaluate::index;
use crate::explain::explain;
use crate::pack::{Condition, Pack, Question, hours};
use crate::texts::{RecommendationText, Texts};

/// A judged case in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Described {
    /// The assessment's title.
    pub title: String,
    /// What the class or the outcome is called.
    pub outcome: String,
    /// What the resident was told.
    pub recommendation: String,
    /// Advice for self-care, one line each.
    pub self_care: Vec<String>,
    /// One line for the professional.
    pub professional: String,
    /// The rule that decided.
    pub rule: RuleLine,
    /// The answers that made it hold.
    pub because: Vec<Line>,
    /// Further rules that hold.
    pub also: Vec<RuleLine>,
    /// Answers that are red flags.
    pub red_flags: Vec<Line>,
    /// Findings to see first.
    pub positives: Vec<Line>,
    /// Findings whose absence matters.
    pub negatives: Vec<Line>,
    /// Everything that was found, in packs that find more than one thing; the most urgent first.
    pub findings: Vec<FindingLine>,
    /// Derived values.
    pub scores: Vec<ScoreLine>,
    /// All answers, in the order of the questions.
    pub answers: Vec<AnswerLine>,
    /// Questions that were not asked, because earlier answers hid them.
    pub not_asked: Vec<QuestionLine>,
    /// What to ask the resident next.
    pub follow_up: Vec<String>,
    /// Snippets for the reply; `{}` and names in braces are filled in by the professional.
    pub replies: Vec<Reply>,
    /// Notes for the professional, e.g. on law.
    pub notes: Vec<String>,
    /// Codes that may be recorded.
    pub codes: Vec<CodeLine>,
    /// The statutory deadline in words, with the law behind it.
    pub deadline: Option<(String, String)>,
}

/// A rule with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleLine {
    /// The rule's id.
    pub id: String,
    /// The class it gives, or what its outcome counts as. Nothing when the pack has no such rule.
    pub urgency: Option<UrgencyClass>,
    /// Why it is there.
    pub why: String,
    /// Where that is known from.
    pub source: String,
}

/// One of several findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// The rule that found it.
    pub rule: String,
    /// A short sign for its level.
    pub mark: String,
    /// What its level is called.
    pub level: String,
    /// The part of life that it is about; empty in packs without areas.
    pub area: String,
    /// The class of the contact that it calls for, if it calls for one.
    pub urgency: Option<UrgencyClass>,
    /// What the resident was told; empty when nothing.
    pub text: String,
    /// Why it matters, for the professional.
    pub why: String,
    /// The answers behind it.
    pub because: Vec<Line>,
}

/// A snippet for the reply, in all languages: who is written to may read another than the professional.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// Its id in the pack.
    pub id: String,
    /// Its text.
    pub text: Localised,
}

/// A question and the part of its answer that matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The question's id.
    pub question: String,
    /// A few words for the question.
    pub label: String,
    /// The answers that matter, in words.
    pub values: Vec<String>,
}

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionLine {
    /// The question's id.
    pub question: String,
    /// The question as it would have been put.
    pub text: String,
}

/// A derived value with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreLine {
    /// The derived value's id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Points; a yes/no value is 1 or 0.
    pub value: i64,
    /// The value as it is written: `3`, `24.1`.
    pub written: String,
    /// True when the value is yes or no.
    pub is_claim: bool,
}

/// One answer with its question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerLine {
    /// The question's id.
    pub question: String,
    /// The question as it was put.
    pub text: String,
    /// A few words for the question.
    pub label: String,
    /// The section that it stands in; empty in packs without sections.
    pub section: String,
    /// The answer in words; empty when the resident answered in their own.
    pub values: Vec<String>,
    /// The resident's own words.
    pub own_words: Option<Words>,
    /// True when the answer holds a red flag.
    pub red_flag: bool,
    /// True when the resident's record may have answered.
    pub prefilled: bool,
}

/// A code of a classification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeLine {
    /// The code, e.g. `R21`.
    pub code: String,
    /// What it stands for.
    pub text: String,
}

/// A question's texts in one language, for asking it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QuestionTexts {
    /// The question.
    pub text: String,
    /// A few words for it.
    pub label: String,
    /// Option ids with their texts, in their order.
    pub options: Vec<(String, String)>,
    /// The unit behind a number; empty when there is none.
    pub unit: String,
    /// The section that it stands in; empty in packs without sections.
    pub section: String,
}

impl Pack {
    /// The texts of a question, for asking it.
    #[must_use]
    pub fn question_texts(&self, id: &str, language: Language) -> Option<QuestionTexts> {
        let at = self.question_index(id)?;
        let texts = &self.texts(language).questions[at];
        let ids = self.questions[at].kind.options().into_iter().map(str::to_owned);
        Some(QuestionTexts {
            text: texts.text.clone(),
            label: texts.short.clone(),
            options: ids.zip(texts.options.iter().cloned()).collect(),
            unit: texts.unit.clone(),
            section: self.section_of(at).map(|section| self.texts(language).sections[section].clone()).unwrap_or_default(),
        })
    }

    /// What the class or outcome of a judgement is called.
    #[must_use]
    pub fn outcome_label(&self, judgement: &Judgement, language: Language) -> String {
        let outcome = judgement.outcome.as_deref().and_then(|id| self.outcomes.iter().position(|o| o.id == id));
        if let Some(at) = outcome {
            return self.texts(language).outcomes[at].clone();
        }
        let labels = &self.files.shared.texts(language).class;
        let own = labels.get(&format!("{} {}", judgement.urgency, judgement.within));
        own.or_else(|| labels.get(judgement.urgency.code())).map_or_else(|| judgement.urgency.to_string(), String::clone)
    }

    /// What the recommendation of a judgement tells the resident, with its time limit.
    #[must_use]
    pub fn recommendation_text(&self, judgement: &Judgement, language: Language) -> String {
        self.advice(judgement, language).map_or_else(String::new, |advice| self.timed(&advice.text, judgement, language))
    }

    fn advice(&self, judgement: &Judgement, language: Language) -> Option<&RecommendationText> {
        let at = self.recommendations.iter().position(|r| r.id == judgement.recommendation)?;
        Some(&self.texts(language).recommendations[at])
    }

    /// Puts the time limit of the judgement into a text.
    fn timed(&self, text: &str, judgement: &Judgement, language: Language) -> String {
        text.replace("{within}", &self.files.shared.texts(language).within(judgement.within))
    }

    /// Puts a judged case into words. Answers that this version of the pack does not know are left out.
    #[must_use]
    pub fn describe(&self, language: Language, judgement: &Judgement, given: &[QuestionAnswer]) -> Described {
        let texts = self.texts(language);
        let answers = self.lenient(given);
        let shown = self.shown(&answers);
        let view = self.view(&answers, shown);
        let flags = self.red_flags(&view);
        let rule = |id: &str| self.rule_line(id, texts);
        let advice = self.advice(judgement, language);
        Described {
            title: texts.title.clone(),
            outcome: self.outcome_label(judgement, language),
            recommendation: self.recommendation_text(judgement, language),
            self_care: advice.map(|a| a.self_care.clone()).unwrap_or_default(),
            professional: advice.map(|a| self.timed(&a.professional, judgement, language)).unwrap_or_default(),
            rule: rule(&judgement.rule).unwrap_or_else(|| RuleLine {
                id: judgement.rule.clone(),
                urgency: None,
                why: String::new(),
                source: String::new(),
            }),
            because: judgement.because.iter().filter_map(|reason| self.reason_line(reason, texts)).collect(),
            also: judgement.also.iter().filter_map(|id| rule(id)).collect(),
            red_flags: self.lines(&view, &flags, texts),
            positives: self.speaking(&view, &self.positives, texts),
            negatives: self.speaking(&view, &self.negatives, texts),
            findings: self.finding_lines(judgement, texts),
            scores: judgement.scores.iter().filter_map(|score| self.score_line(score, texts)).collect(),
            answers: self.answer_lines(&view, &flags, texts),
            not_asked: self.not_asked(shown, texts),
            follow_up: texts.follow_up.clone(),
            replies: self.reply_lines(),
            notes: texts.notes.clone(),
            codes: self.code_lines(&view, texts),
            deadline: judgement.statutory.as_ref().map(|s| (s.text.get(language).to_owned(), s.law.clone())),
        }
    }

    /// The answers that can be understood; a stored case may come from a version with other questions.
    pub(crate) fn lenient(&self, given: &[QuestionAnswer]) -> Answers {
        let mut answers = self.no_answers();
        for one in given {
            if let (Some(at), Ok(read)) = (self.question_index(&one.question), self.answers_from(std::slice::from_ref(one))) {
                answers.put(at, read.at(index(at)).cloned());
            }
        }
        answers
    }

    fn rule_line(&self, id: &str, texts: &Texts) -> Option<RuleLine> {
        let at = self.rules.iter().position(|rule| rule.id == id)?;
        let rule = &self.rules[at];
        let (why, source) = (texts.rules[at].clone(), rule.source.clone());
        Some(RuleLine { id: id.to_owned(), urgency: Some(rule.urgency), why, source })
    }

    /// The findings, those first that matter most. Those of rules that this version does not have are left out.
    fn finding_lines(&self, judgement: &Judgement, texts: &Texts) -> Vec<FindingLine> {
        let line = |finding: &domain::Finding| {
            let at = self.rules.iter().position(|rule| rule.id == finding.rule)?;
            let level = self.levels.iter().position(|level| level.id == finding.level)?;
            let within = self.within(&self.recommendations[self.rules[at].recommendation]);
            let order = (self.rules[at].urgency, hours(within), level);
            let line = FindingLine {
                rule: finding.rule.clone(),
                mark: self.levels[level].mark.clone(),
                level: texts.levels[level].clone(),
                area: self.rules[at].area.map(|area| texts.areas[area].clone()).unwrap_or_default(),
                urgency: finding.urgency,
                text: texts.findings.get(at).cloned().unwrap_or_default(),
                why: texts.rules[at].clone(),
                because: finding.because.iter().filter_map(|reason| self.reason_line(reason, texts)).collect(),
            };
            Some((order, line))
        };
        let mut lines: Vec<_> = judgement.findings.iter().filter_map(line).collect();
        lines.sort_by_key(|(order, _)| *order);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn reply_lines(&self) -> Vec<Reply> {
        let reply =
            |(at, id): (usize, &String)| Reply { id: id.clone(), text: self.localised(|texts| texts.replies[at].clone()) };
        self.replies.iter().enumerate().map(reply).collect()
    }

    fn reason_line(&self, reason: &domain::Reason, texts: &Texts) -> Option<Line> {
        let at = self.question_index(&reason.question)?;
        let values = reason.values.iter().map(|value| self.value_text(at, value, texts)).collect();
        Some(Line { question: reason.question.clone(), label: texts.questions[at].short.clone(), values })
    }

    /// An option's text, or a number with its unit.
    pub(crate) fn value_text(&self, at: usize, value: &str, texts: &Texts) -> String {
        let question = &texts.questions[at];
        match self.questions[at].kind.options().iter().position(|id| *id == value) {
            Some(option) => question.options[option].clone(),
            None if question.unit.is_empty() => value.to_owned(),
            None => format!("{value} {}", question.unit),
        }
    }

    fn lines(&self, view: &View<'_>, because: &crate::explain::Because, texts: &Texts) -> Vec<Line> {
        self.reasons(view, because).iter().filter_map(|reason| self.reason_line(reason, texts)).collect()
    }

    /// The answers behind those conditions that hold, each answer once, in the order in which the pack lists the conditions.
    fn speaking(&self, view: &View<'_>, conditions: &[Condition], texts: &Texts) -> Vec<Line> {
        let mut found: Vec<Line> = Vec::new();
        for condition in conditions.iter().filter(|condition| view.holds(&condition.node)) {
            for line in self.lines(view, &explain(view, &condition.node), texts) {
                match found.iter_mut().find(|known| known.question == line.question) {
                    Some(known) => {
                        let new: Vec<String> = line.values.into_iter().filter(|v| !known.values.contains(v)).collect();
                        known.values.extend(new);
                    }
                    None => found.push(line),
                }
            }
        }
        found
    }

    fn score_line(&self, score: &domain::Score, texts: &Texts) -> Option<ScoreLine> {
        let at = self.derived.iter().position(|derived| derived.id == score.id)?;
        let is_claim = !self.derived[at].is_number;
        Some(ScoreLine {
            id: score.id.clone(),
            label: texts.derived[at].clone(),
            value: score.value,
            written: score.to_string(),
            is_claim,
        })
    }

    fn answer_lines(&self, view: &View<'_>, flags: &crate::explain::Because, texts: &Texts) -> Vec<AnswerLine> {
        let line = |(at, question): (usize, &Question)| {
            let value = view.value(index(at))?;
            let (values, own_words) = match value {
                Value::Options(bits) => (question.kind.chosen(*bits).map(|id| self.value_text(at, id, texts)).collect(), None),
                Value::Number(number) => (vec![self.value_text(at, &written(*number), texts)], None),
                Value::Day(day) => (vec![day.to_string()], None),
                Value::Text(words) => (Vec::new(), Some(words.clone())),
            };
            Some(AnswerLine {
                question: question.id.clone(),
                text: texts.questions[at].text.clone(),
                label: texts.questions[at].short.clone(),
                section: self.section_of(at).map(|section| texts.sections[section].clone()).unwrap_or_default(),
                values,
                own_words,
                red_flag: flags.answers().iter().any(|(flagged, _)| *flagged == index(at)),
                prefilled: question.prefill.is_some(),
            })
        };
        self.questions.iter().enumerate().filter_map(line).collect()
    }

    fn not_asked(&self, shown: u128, texts: &Texts) -> Vec<QuestionLine> {
        let hidden = self.questions.iter().enumerate().filter(|(at, q)| shown >> at & 1 == 0 && !q.hidden);
        hidden.map(|(at, q)| QuestionLine { question: q.id.clone(), text: texts.questions[at].text.clone() }).collect()
    }

    fn code_lines(&self, view: &View<'_>, texts: &Texts) -> Vec<CodeLine> {
        let holds = |code: &crate::pack::Code| code.when.as_ref().is_none_or(|when| view.holds(&when.node));
        let codes = self.codes.iter().zip(&texts.codes).filter(|(code, _)| holds(code));
        codes.map(|(code, text)| CodeLine { code: code.code.clone(), text: text.clone() }).collect()
    }
}
