//! One question: its text, what to read aloud, how it is answered, and what is wrong with the answer.

use api::{EntryInput, EntryQuestion, Suggestion, SuggestionSource};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use domain::Answer;
use ratatui::layout::Rect;

use super::input::{Input, ticks, toggled};
use super::lines::Lines;
use super::{Fill, fill, say, words, wrong};
use crate::action::Action;
use crate::desk::{Desk, Notice};
use crate::model::{Draft, Form};
use crate::screens::Request;
use crate::screens::case::language_name;
use crate::screens::doc::Doc;
use crate::screens::field::Field;
use crate::surface::Surface;
use crate::theme::Role;
use crate::{text, time};

/// The keys of options, in their order. Letters that move the choice are left out.
const MARKS: &str = "123456789abcdefghimnopqrstuvwxyz";
/// Rows in which words are written.
const ROWS: u16 = 6;
/// Columns in which a number or a day is written.
const LINE: usize = 12;

/// The question that is asked.
#[derive(Debug)]
pub(super) struct Ask {
    input: Input,
}

impl Ask {
    /// `turn` is larger than that of any question before.
    pub(super) fn new(question: &EntryQuestion, form: &Form, turn: u64, desk: &Desk) -> Self {
        Self { input: Input::new(question, form, turn, desk) }
    }

    /// True when letters are text.
    pub(super) fn is_typed(&self) -> bool {
        !matches!(self.input, Input::Options { .. })
    }

    /// True when several options may be chosen.
    pub(super) fn is_ticked(&self) -> bool {
        matches!(self.input, Input::Options { many: true, .. })
    }

    /// What is typed or ticked, as an answer; `None` when that is nothing.
    pub(super) fn answer(&self, question: &EntryQuestion, form: &Form, desk: &Desk) -> Result<Option<Answer>, Notice> {
        self.input.answer(question, form, desk)
    }

    pub(super) fn act(
        &mut self,
        action: Action,
        question: &EntryQuestion,
        form: &Form,
        desk: &Desk,
    ) -> Result<Vec<Request>, Notice> {
        let id = || question.id.clone();
        match (action, &mut self.input) {
            (Action::Down | Action::Up | Action::First | Action::Last, Input::Options { at, .. }) => {
                let last = words::options(question).len().saturating_sub(1);
                *at = Some(match (action, *at) {
                    (Action::Down, Some(here)) => (here + 1).min(last),
                    (Action::Up, Some(here)) => here.saturating_sub(1),
                    (Action::Up | Action::Last, _) => last,
                    _ => 0,
                });
                Ok(Vec::new())
            }
            (Action::Tick, Input::Options { at, many: true }) => {
                let Some(here) = *at else { return Err(Notice::warning(desk.text("entry-choose-first"))) };
                Ok(vec![fill(Fill::Typed(id(), toggled(question, form, here)))])
            }
            (Action::Choose | Action::Tick, _) => {
                let answer = self.input.answer(question, form, desk)?;
                let nothing = answer.is_none();
                if let Some(suggestion) = question.suggestion.as_ref().filter(|_| nothing) {
                    let answer = Some(suggestion.answer.clone());
                    return Ok(vec![fill(Fill::Answer { question: id(), answer, go_on: true })]);
                }
                if nothing && question.required {
                    return Err(Notice::failure(desk.text(if self.is_typed() { "fault-missing" } else { "entry-choose-first" })));
                }
                Ok(vec![fill(Fill::Answer { question: id(), answer, go_on: true })])
            }
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn typed(&mut self, key: KeyEvent, question: &EntryQuestion, form: &Form) -> Vec<Request> {
        let id = || question.id.clone();
        match &mut self.input {
            Input::Options { at, many } => {
                let KeyCode::Char(mark) = key.code else { return Vec::new() };
                if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
                    return Vec::new();
                }
                let options = words::options(question);
                let Some(chosen) = MARKS.chars().position(|known| known == mark).filter(|place| *place < options.len()) else {
                    return Vec::new();
                };
                *at = Some(chosen);
                if *many {
                    return vec![fill(Fill::Typed(id(), toggled(question, form, chosen)))];
                }
                let answer = Some(Answer::One(options[chosen].id.clone()));
                vec![fill(Fill::Answer { question: id(), answer, go_on: true })]
            }
            Input::Line(field) => {
                let changed = field.key(key);
                let draft = Draft::Text(field.text());
                changed.then(|| fill(Fill::Typed(id(), draft))).into_iter().collect()
            }
            Input::Words(editor) => {
                let changed = editor.key(key);
                let draft = Draft::Text(editor.text());
                changed.then(|| fill(Fill::Typed(id(), draft))).into_iter().collect()
            }
        }
    }

    pub(super) fn pasted(&mut self, pasted: &str, question: &EntryQuestion) -> Vec<Request> {
        let text = match &mut self.input {
            Input::Options { .. } => return Vec::new(),
            Input::Line(field) => {
                field.insert(pasted.trim());
                field.text()
            }
            Input::Words(editor) => {
                editor.insert(pasted);
                editor.text()
            }
        };
        vec![fill(Fill::Typed(question.id.clone(), Draft::Text(text)))]
    }

    /// Rows below the question in which words are written.
    pub(super) fn rows(&self, height: u16) -> u16 {
        if matches!(self.input, Input::Words(_)) { ROWS.min(height / 2) } else { 0 }
    }

    pub(super) fn lines(&self, width: usize, said: Option<&Notice>, form: &Form, desk: &Desk) -> Lines {
        let mut lines = Lines::new(width);
        let Some((_, question)) = form.here() else { return lines };
        let doc = &mut lines.doc;
        put_question(doc, question, form, desk);
        match &self.input {
            Input::Options { at, many } => lines.chosen = put_options(doc, question, form, *at, *many),
            Input::Line(field) => {
                let unit = if let EntryInput::Number { unit, .. } = &question.input { unit.as_str() } else { "" };
                let (line, column) = put_line(doc, field, &text::visible(unit));
                (lines.chosen, lines.column) = (Some((line, line)), column);
            }
            Input::Words(_) => {}
        }
        self.put_suggestion(doc, question, form, desk);
        for fault in form.faults(&question.id) {
            wrong(doc, &words::fault_text(fault, Some(question), desk));
        }
        say(doc, said);
        lines
    }

    /// Draws what is being written, and the cursor in it.
    pub(super) fn draw_words(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        if let Input::Words(editor) = &self.input {
            editor.draw(surface, area, desk);
        }
    }

    /// An answer that is known already, with where it comes from.
    fn put_suggestion(&self, doc: &mut Doc, question: &EntryQuestion, form: &Form, desk: &Desk) {
        let Some(Suggestion { answer, source }) = &question.suggestion else { return };
        if form.answer_to(&question.id) == Some(answer) {
            return;
        }
        let from = match source {
            SuggestionSource::IdentityCode => desk.text("entry-from-code"),
            SuggestionSource::Observation { at } => {
                let at = at.parse().map_or_else(|_| text::visible(at).into_owned(), |at| time::moment(at, desk.now));
                desk.texts.with("entry-from-observation", &[("at", at.into())])
            }
        };
        doc.gap();
        let fill = [("answer", words::answer(question, answer, desk).into()), ("from", from.into())];
        // Where something else was chosen or typed, Enter takes that.
        let chosen = self.answer(question, form, desk);
        let accepts = matches!(&chosen, Ok(None)) || chosen.is_ok_and(|chosen| chosen.as_ref() == Some(answer));
        doc.text(&desk.texts.with(if accepts { "entry-suggested" } else { "entry-known" }, &fill), Role::Notice);
    }
}

/// The options; gives the first and last line of the one that is pointed at.
fn put_options(doc: &mut Doc, question: &EntryQuestion, form: &Form, at: Option<usize>, many: bool) -> Option<(usize, usize)> {
    let ticked = ticks(question, form);
    let mut chosen = None;
    for (index, (option, mark)) in words::options(question).iter().zip(MARKS.chars().chain(std::iter::repeat(' '))).enumerate() {
        let here = at == Some(index);
        let given = ticked.contains(&option.id);
        let sign = match (many, given) {
            (true, true) => "[x]",
            (true, false) => "[ ]",
            (false, true) => " ● ",
            (false, false) => "   ",
        };
        let first = doc.len();
        let pointer = if here { ">" } else { " " };
        let role = if given { Role::Title } else { Role::Text };
        doc.chosen(here);
        doc.marked(&format!("{pointer} {mark} {sign} "), &option.text, role);
        doc.chosen(false);
        if option.aloud != option.text {
            doc.marked("        ▌ ", &option.aloud, Role::OwnWords);
        }
        if here {
            chosen = Some((first, doc.len() - 1));
        }
    }
    chosen
}

/// What is asked, and what is read aloud.
fn put_question(doc: &mut Doc, question: &EntryQuestion, form: &Form, desk: &Desk) {
    let texts = &desk.texts;
    if !question.section.is_empty() {
        doc.text(&question.section, Role::Muted);
    }
    doc.text(&question.text, Role::Title);
    if question.aloud != question.text {
        let into = language_name(form.person.language, desk);
        doc.put(vec![(texts.with("entry-aloud", &[("language", into.into())]), Role::Muted)]);
        doc.quote(&question.aloud, Role::OwnWords);
    }
    let how = match &question.input {
        EntryInput::One { .. } => texts.get("entry-how-one").into_owned(),
        EntryInput::Many { .. } => texts.get("entry-how-many").into_owned(),
        EntryInput::Number { whole, min, max, .. } => {
            let fill = [("min", words::number(*min, desk).into()), ("max", words::number(*max, desk).into())];
            texts.with(if *whole { "entry-how-whole" } else { "entry-how-number" }, &fill)
        }
        EntryInput::Day => texts.get("entry-how-day").into_owned(),
        EntryInput::Text { most } => texts.with("entry-how-text", &[("most", (*most).into())]),
    };
    let may = if question.required { String::new() } else { format!(" {}", texts.get("entry-optional")) };
    doc.text(&format!("{how}{may}"), Role::Muted);
    doc.gap();
}

/// A line to type in; gives the place of the cursor.
fn put_line(doc: &mut Doc, field: &Field, unit: &str) -> (usize, usize) {
    let (shown, cursor) = field.show(LINE);
    let fill = " ".repeat(LINE.saturating_sub(text::width(&shown)));
    doc.put(vec![("> ".to_owned(), Role::Title), (format!("{shown}{fill}"), Role::Input), (format!(" {unit}"), Role::Text)]);
    (doc.len() - 1, 2 + cursor)
}
