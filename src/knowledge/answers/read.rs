//! Reads answers from JSON and from the domain's form, and checks each against its question.

use domain::{Answer, QuestionAnswer, Words};
use jiff::civil::Date;
use serde_json::Value as Json;

use super::{AnswerProblem, Answers, Value, to_f64};
use crate::condition::program::SCALE;
use crate::pack::{Pack, Question, QuestionKind, Range};

/// The most characters that a resident's own words may have in one answer.
pub const LONGEST: usize = 10_000;

impl Pack {
    /// Reads a JSON object that maps question ids to answers: `"yes"`, `"no"`, `true`, `false`, an option's id, a list of
    /// ids, a number, a text, a day as `2026-11-25`. `null`, an empty list and a blank text mean "not answered".
    ///
    /// # Errors
    /// Everything that cannot be accepted, one problem for each question.
    pub fn answers_from_json(&self, json: &Json) -> Result<Answers, Vec<AnswerProblem>> {
        let Json::Object(object) = json else { return Err(vec![AnswerProblem::NotAnObject]) };
        all_or_problems(self.gather(object.iter().map(|(id, json)| (id.as_str(), json)), Question::read_json))
    }

    /// Reads answers in the domain's form.
    ///
    /// # Errors
    /// Everything that cannot be accepted, one problem for each question.
    pub fn answers_from(&self, answers: &[QuestionAnswer]) -> Result<Answers, Vec<AnswerProblem>> {
        all_or_problems(self.accepted_from(answers))
    }

    /// Reads answers in the domain's form while they are still being given: those that can be accepted, and what is wrong
    /// with the others.
    #[must_use]
    pub fn accepted_from(&self, answers: &[QuestionAnswer]) -> (Answers, Vec<AnswerProblem>) {
        self.gather(answers.iter().map(|a| (a.question.as_str(), &a.answer)), Question::read_domain)
    }

    /// Answers one question, or takes its answer away with `null`. See [`Pack::answers_from_json`] for the form.
    ///
    /// # Errors
    /// When the question is unknown or does not take this answer; the answers stay as they were.
    pub fn set_answer(&self, answers: &mut Answers, question: &str, json: &Json) -> Result<(), AnswerProblem> {
        let at = self.place_of(question)?;
        answers.put(at, self.questions[at].read_json(json)?);
        Ok(())
    }

    fn place_of(&self, id: &str) -> Result<usize, AnswerProblem> {
        self.question_index(id).ok_or_else(|| AnswerProblem::UnknownQuestion { question: id.chars().take(80).collect() })
    }

    fn gather<'a, T: 'a>(
        &self,
        given: impl Iterator<Item = (&'a str, T)>,
        read: impl Fn(&Question, T) -> Result<Option<Value>, AnswerProblem>,
    ) -> (Answers, Vec<AnswerProblem>) {
        let mut answers = self.no_answers();
        let mut seen = vec![false; self.questions.len()];
        let mut problems = Vec::new();
        for (id, one) in given {
            let at = match self.place_of(id) {
                Ok(at) => at,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            if seen[at] {
                problems.push(AnswerProblem::Twice { question: id.to_owned() });
                continue;
            }
            seen[at] = true;
            match read(&self.questions[at], one) {
                Ok(value) => answers.put(at, value),
                Err(problem) => problems.push(problem),
            }
        }
        (answers, problems)
    }
}

fn all_or_problems((answers, problems): (Answers, Vec<AnswerProblem>)) -> Result<Answers, Vec<AnswerProblem>> {
    if problems.is_empty() { Ok(answers) } else { Err(problems) }
}

impl Question {
    fn read_json(&self, json: &Json) -> Result<Option<Value>, AnswerProblem> {
        if json.is_null() {
            return Ok(None);
        }
        match (&self.kind, json) {
            (QuestionKind::Boolean, Json::Bool(yes)) => self.options(std::iter::once(if *yes { "yes" } else { "no" })),
            (QuestionKind::Boolean | QuestionKind::Single(_) | QuestionKind::Multi(_), Json::String(id)) => {
                self.options(std::iter::once(id.as_str()))
            }
            (QuestionKind::Boolean | QuestionKind::Single(_) | QuestionKind::Multi(_), Json::Array(ids)) => {
                let ids: Option<Vec<&str>> = ids.iter().map(Json::as_str).collect();
                self.options(ids.ok_or_else(|| self.wrong())?.into_iter())
            }
            (QuestionKind::Number(range), Json::Number(number)) => {
                self.number(range, number.as_f64().ok_or_else(|| self.wrong())?)
            }
            (QuestionKind::Date, Json::String(day)) => Ok(Some(Value::Day(day.parse().map_err(|_| self.wrong())?))),
            (QuestionKind::Text, Json::String(text)) => self.text(&Words::new(text.as_str())),
            _ => Err(self.wrong()),
        }
    }

    fn read_domain(&self, answer: &Answer) -> Result<Option<Value>, AnswerProblem> {
        match (&self.kind, answer) {
            (QuestionKind::Boolean | QuestionKind::Single(_) | QuestionKind::Multi(_), Answer::One(id)) => {
                self.options(std::iter::once(id.as_str()))
            }
            (QuestionKind::Boolean | QuestionKind::Single(_) | QuestionKind::Multi(_), Answer::Many(ids)) => {
                self.options(ids.iter().map(String::as_str))
            }
            (QuestionKind::Number(range), Answer::Number(number)) => self.number(range, *number),
            (QuestionKind::Date, Answer::Day(day)) => Ok(Some(Value::Day(Date::clone(day)))),
            (QuestionKind::Text, Answer::Text(words)) => self.text(words),
            _ => Err(self.wrong()),
        }
    }

    fn wrong(&self) -> AnswerProblem {
        let expected = match self.kind {
            QuestionKind::Boolean => "yes or no",
            QuestionKind::Single(_) => "the id of an option",
            QuestionKind::Multi(_) => "a list of option ids",
            QuestionKind::Number(_) => "a number",
            QuestionKind::Date => "a day as year-month-day",
            QuestionKind::Text => "a text",
        };
        AnswerProblem::WrongType { question: self.id.clone(), expected }
    }

    fn options<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Result<Option<Value>, AnswerProblem> {
        let options = self.kind.options();
        let mut bits = 0_u64;
        for id in ids {
            let at = options.iter().position(|o| *o == id).ok_or_else(|| AnswerProblem::UnknownOption {
                question: self.id.clone(),
                options: options.iter().map(|o| (*o).to_owned()).collect(),
            })?;
            bits |= 1 << at;
        }
        if bits.count_ones() > 1 {
            if !self.kind.takes_many() {
                return Err(AnswerProblem::OnlyOne { question: self.id.clone() });
            }
            if let Some(alone) = self.kind.chosen(bits & self.exclusive()).next() {
                return Err(AnswerProblem::Exclusive { question: self.id.clone(), option: alone.to_owned() });
            }
        }
        Ok((bits != 0).then_some(Value::Options(bits)))
    }

    #[expect(clippy::cast_possible_truncation, reason = "the range is checked first and is far inside that of an i64")]
    #[expect(clippy::cast_precision_loss, reason = "the scale is 1000")]
    fn number(&self, range: &Range, number: f64) -> Result<Option<Value>, AnswerProblem> {
        let (min, max) = (to_f64(range.min), to_f64(range.max));
        if !(min..=max).contains(&number) {
            return Err(AnswerProblem::OutOfRange { question: self.id.clone(), min, max });
        }
        let thousandths = (number * SCALE as f64).round() as i64;
        if range.whole && (thousandths % SCALE != 0 || number.fract() != 0.0) {
            return Err(AnswerProblem::NotWhole { question: self.id.clone() });
        }
        Ok(Some(Value::Number(thousandths)))
    }

    fn text(&self, words: &Words) -> Result<Option<Value>, AnswerProblem> {
        if words.as_str().chars().nth(LONGEST).is_some() {
            return Err(AnswerProblem::TooLong { question: self.id.clone(), most: LONGEST });
        }
        if words.is_blank() {
            return Ok(None);
        }
        let length = words.as_str().chars().count();
        if let Some(most) = self.text.max.filter(|most| length > *most) {
            return Err(AnswerProblem::TooLong { question: self.id.clone(), most });
        }
        if let Some(fewest) = self.text.min.filter(|fewest| length < *fewest) {
            return Err(AnswerProblem::TooShort { question: self.id.clone(), fewest });
        }
        if self.text.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(words.as_str())) {
            return Err(AnswerProblem::Pattern { question: self.id.clone() });
        }
        Ok(Some(Value::Text(words.clone())))
    }
}
