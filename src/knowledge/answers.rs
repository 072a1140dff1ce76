//! The answers to one pack's questions, compact: option sets as bits, numbers in thousandths.

mod problem;
mod read;

pub use problem::AnswerProblem;
pub(crate) use read::LONGEST as LONGEST_TEXT;

use domain::{Answer, QuestionAnswer, Words};
use jiff::civil::Date;

use crate::condition::program::SCALE;
use crate::pack::Pack;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Chosen options, one bit each in the order of the question's options. Never empty.
    Options(u64),
    /// A number in thousandths.
    Number(i64),
    Day(Date),
    Text(Words),
}

/// The answers to the questions of one pack. Made by the pack, which alone knows what the numbers mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    values: Vec<Option<Value>>,
}

impl Answers {
    pub(crate) fn none(questions: usize) -> Self {
        Self { values: vec![None; questions] }
    }

    pub(crate) fn at(&self, question: u16) -> Option<&Value> {
        self.values.get(usize::from(question))?.as_ref()
    }

    pub(crate) fn put(&mut self, question: usize, value: Option<Value>) {
        self.values[question] = value;
    }

    /// True when no question is answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }
}

impl Pack {
    /// No answers yet.
    #[must_use]
    pub fn no_answers(&self) -> Answers {
        Answers::none(self.questions.len())
    }

    /// The answers to visible questions, in the order of the questions: what a case keeps.
    #[must_use]
    pub fn to_domain(&self, answers: &Answers) -> Vec<QuestionAnswer> {
        self.written_out(answers, self.shown(answers))
    }

    /// All answers, those to hidden questions too: as they were given.
    #[must_use]
    pub fn as_given(&self, answers: &Answers) -> Vec<QuestionAnswer> {
        self.written_out(answers, u128::MAX)
    }

    fn written_out(&self, answers: &Answers, shown: u128) -> Vec<QuestionAnswer> {
        let visible = |at: usize| shown >> at & 1 == 1;
        self.questions
            .iter()
            .enumerate()
            .filter(|(at, _)| visible(*at))
            .filter_map(|(at, question)| {
                let answer = match answers.values[at].as_ref()? {
                    Value::Options(bits) => {
                        let mut chosen: Vec<String> = question.kind.chosen(*bits).map(str::to_owned).collect();
                        if question.kind.takes_many() { Answer::Many(chosen) } else { Answer::One(chosen.remove(0)) }
                    }
                    Value::Number(number) => Answer::Number(to_f64(*number)),
                    Value::Day(day) => Answer::Day(*day),
                    Value::Text(words) => Answer::Text(words.clone()),
                };
                Some(QuestionAnswer { question: question.id.clone(), answer })
            })
            .collect()
    }
}

/// A number of thousandths as a floating-point number.
#[expect(clippy::cast_precision_loss, reason = "answers have at most nine digits")]
pub(crate) fn to_f64(thousandths: i64) -> f64 {
    thousandths as f64 / SCALE as f64
}

/// A number of thousandths as people write it, without needless decimals.
pub(crate) fn written(thousandths: i64) -> String {
    to_f64(thousandths).to_string()
}
