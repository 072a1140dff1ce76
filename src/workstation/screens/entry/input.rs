//! How a question is answered: by choosing, by a line, by words.

use api::{AnswerFault, EntryInput, EntryQuestion, FaultCode};
use domain::{Answer, Words};

use super::words;
use crate::desk::{Desk, Notice};
use crate::model::{Draft, Form};
use crate::screens::editor::Editor;
use crate::screens::field::Field;

/// What the answer is made with.
#[derive(Debug)]
pub(super) enum Input {
    /// Options, of which one is pointed at. Nobody has pointed at any at first: a key pressed too often must answer nothing.
    Options {
        /// The one that is pointed at.
        at: Option<usize>,
        /// Several may be chosen.
        many: bool,
    },
    /// A number or a day.
    Line(Field),
    /// Words.
    Words(Box<Editor>),
}

impl Input {
    pub(super) fn new(question: &EntryQuestion, form: &Form, turn: u64, desk: &Desk) -> Self {
        let given = form.answer_to(&question.id);
        let typed = match (form.draft(&question.id), given) {
            (Some(Draft::Text(typed)), _) => typed.clone(),
            (_, Some(Answer::Number(number))) => words::number(*number, desk),
            (_, Some(Answer::Day(day))) => words::day(*day),
            (_, Some(Answer::Text(text))) => text.as_str().to_owned(),
            _ => String::new(),
        };
        match &question.input {
            EntryInput::One { options } => {
                let suggested = question.suggestion.as_ref().map(|suggestion| &suggestion.answer);
                let known = given.or(suggested);
                let at = options.iter().position(|option| known == Some(&Answer::One(option.id.clone())));
                Self::Options { at, many: false }
            }
            EntryInput::Many { .. } => Self::Options { at: None, many: true },
            EntryInput::Number { .. } | EntryInput::Day => Self::Line(Field::new(&typed)),
            EntryInput::Text { .. } => Self::Words(Box::new(Editor::new(&typed, turn))),
        }
    }

    /// The answer; `None` when nothing was chosen or typed.
    pub(super) fn answer(&self, question: &EntryQuestion, form: &Form, desk: &Desk) -> Result<Option<Answer>, Notice> {
        let fault = |code| AnswerFault { code, question: String::new(), min: None, max: None, detail: String::new() };
        let wrong = |fault: &AnswerFault| Err(Notice::failure(words::fault_text(fault, Some(question), desk)));
        match (self, &question.input) {
            (Self::Options { at, many: false }, EntryInput::One { options }) => {
                Ok(at.and_then(|at| options.get(at)).map(|option| Answer::One(option.id.clone())))
            }
            (Self::Options { .. }, _) => Ok(Some(ticks(question, form)).filter(|ticks| !ticks.is_empty()).map(Answer::Many)),
            (Self::Line(field), _) if field.text().trim().is_empty() => Ok(None),
            (Self::Line(field), EntryInput::Number { whole, min, max, .. }) => {
                let Some(number) = words::read_number(&field.text()) else {
                    return Err(Notice::failure(desk.text("entry-not-a-number")));
                };
                if *whole && number.fract() != 0.0 {
                    return wrong(&fault(FaultCode::NotWhole));
                }
                if !(*min..=*max).contains(&number) {
                    return wrong(&AnswerFault { min: Some(*min), max: Some(*max), ..fault(FaultCode::OutOfRange) });
                }
                Ok(Some(Answer::Number(number)))
            }
            (Self::Line(field), _) => match words::read_day(&field.text()) {
                Some(day) => Ok(Some(Answer::Day(day))),
                None => Err(Notice::failure(desk.text("entry-not-a-day"))),
            },
            (Self::Words(editor), input) => {
                let text = editor.text();
                let text = text.trim();
                let long = text.chars().count();
                if let EntryInput::Text { most } = input
                    && u32::try_from(long).is_ok_and(|long| long > *most)
                {
                    return wrong(&AnswerFault { max: Some(f64::from(*most)), ..fault(FaultCode::TooLong) });
                }
                Ok(Some(text).filter(|text| !text.is_empty()).map(|text| Answer::Text(Words::new(text))))
            }
        }
    }
}

/// The options that are chosen now.
pub(super) fn ticks(question: &EntryQuestion, form: &Form) -> Vec<String> {
    match (form.draft(&question.id), form.answer_to(&question.id)) {
        (Some(Draft::Ticks(ticks)), _) => ticks.clone(),
        (_, Some(Answer::Many(ids))) => ids.clone(),
        (_, Some(Answer::One(id))) => vec![id.clone()],
        _ => Vec::new(),
    }
}

/// The options after one was ticked or unticked; one that stands alone drives out the others, and they drive it out.
pub(super) fn toggled(question: &EntryQuestion, form: &Form, place: usize) -> Draft {
    let options = words::options(question);
    let mut ticked = ticks(question, form);
    let Some(option) = options.get(place) else { return Draft::Ticks(ticked) };
    if ticked.contains(&option.id) {
        ticked.retain(|id| *id != option.id);
    } else {
        let alone = |id: &String| options.iter().any(|option| option.id == *id && option.alone);
        ticked.retain(|id| !option.alone && !alone(id));
        ticked.push(option.id.clone());
    }
    // In the order of the options, however they were ticked.
    Draft::Ticks(options.iter().map(|option| &option.id).filter(|id| ticked.contains(id)).cloned().collect())
}
