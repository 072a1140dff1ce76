//! A look at all of it before it is sent: what it comes to and why, what to say to the resident, and every answer.

use api::EntryOutcome;

use super::lines::Lines;
use super::{words, wrong};
use crate::action::Action;
use crate::desk::{Desk, Notice};
use crate::model::{Form, Place, is_about_person};
use crate::screens::case::language_name;
use crate::screens::doc::Doc;
use crate::text;
use crate::theme::Role;

/// The answer that is pointed at: who it is about is the first of them.
#[derive(Debug)]
pub(super) struct Review {
    at: Option<usize>,
}

impl Review {
    /// Begins where something is missing or wrong.
    pub(super) fn new(form: &Form) -> Self {
        let open = |id: &str| form.faults(id).next().is_some() || is_missing(form, id);
        let at = form.questions().iter().position(|question| open(&question.id));
        Self { at: at.map(|place| place + 1) }
    }

    /// Moves, or gives the place that was chosen.
    pub(super) fn act(&mut self, action: Action, form: &Form) -> Option<Place> {
        let last = form.questions().len();
        match action {
            Action::Down => self.at = Some(self.at.map_or(0, |at| (at + 1).min(last))),
            Action::Up => self.at = self.at.and_then(|at| at.checked_sub(1)),
            Action::First => self.at = None,
            Action::Last => self.at = Some(last),
            Action::Choose => {
                return self.at.map(|at| match at.checked_sub(1) {
                    None => Place::Person,
                    Some(index) => {
                        form.questions().get(index).map_or(Place::Review, |question| Place::Question(question.id.clone()))
                    }
                });
            }
            _ => {}
        }
        None
    }

    pub(super) fn lines(&self, width: usize, form: &Form, desk: &Desk) -> Lines {
        let mut lines = Lines::new(width);
        let doc = &mut lines.doc;
        put_state(doc, form, desk);
        if let Some(outcome) = form.step.as_ref().and_then(|step| step.outcome.as_ref()).filter(|_| form.is_current()) {
            put_outcome(doc, outcome, form, desk);
        }
        doc.heading(&desk.texts.get("section-answers"));
        lines.chosen = self.put_answers(doc, form, desk);
        lines
    }

    fn put_answers(&self, doc: &mut Doc, form: &Form, desk: &Desk) -> Option<(usize, usize)> {
        let mut chosen = None;
        let texts = &desk.texts;
        let who = words::person(&form.person, desk);
        let nobody = form.person.identity_code().is_none();
        let person = texts.get("entry-who").into_owned();
        let mut lines = vec![(person, if nobody { texts.get("entry-missing").into_owned() } else { who }, nobody, "".to_owned())];
        lines.extend(form.questions().iter().map(|question| {
            let given = form.answer_to(&question.id);
            let missing = is_missing(form, &question.id);
            let said = match given {
                Some(given) => words::answer(question, given, desk),
                None if missing => texts.get("entry-missing").into_owned(),
                None => "–".to_owned(),
            };
            let faults: Vec<String> =
                form.faults(&question.id).map(|fault| words::fault_text(fault, Some(question), desk)).collect();
            (words::label(question), said, missing || !faults.is_empty(), faults.join(" "))
        }));
        for (index, (label, said, open, fault)) in lines.into_iter().enumerate() {
            let here = self.at == Some(index);
            let first = doc.len();
            let mark = format!("{}{} ", if here { ">" } else { " " }, if open { "!" } else { " " });
            let role = if open { Role::Warning } else { Role::Answer };
            doc.chosen(here);
            let width = text::width(&mark) + text::width(&label) + 2 + text::width(&said);
            if width <= doc.width() {
                doc.put(vec![(mark, role), (format!("{label}  "), Role::Question), (said, role)]);
            } else {
                doc.marked(&mark, &label, Role::Question);
                doc.marked("     ", &said, role);
            }
            doc.chosen(false);
            if !fault.is_empty() {
                doc.marked("     !! ", &fault, Role::Failure);
            }
            if here {
                chosen = Some((first, doc.len() - 1));
            }
        }
        chosen
    }
}

/// True when the question must be answered and is not. In an emergency nothing else must.
fn is_missing(form: &Form, question: &str) -> bool {
    !form.is_emergency() && form.step.as_ref().is_some_and(|step| step.missing.iter().any(|missing| missing == question))
}

/// What is still to be done before it can be sent.
fn put_state(doc: &mut Doc, form: &Form, desk: &Desk) {
    for fault in form.faults("").filter(|fault| !is_about_person(fault)) {
        wrong(doc, &words::fault_text(fault, None, desk));
    }
    let said = state(form, desk);
    doc.marked(said.sign(), &said.text, said.role());
}

/// Whether it can be sent, and what is missing.
pub(super) fn state(form: &Form, desk: &Desk) -> Notice {
    let texts = &desk.texts;
    let missing = form.step.as_ref().map_or(0, |step| step.missing.len());
    if form.is_ready() && form.person.identity_code().is_none() {
        Notice::warning(texts.get("said-form-who"))
    } else if form.is_ready() {
        let send = desk.key_of(crate::Context::Entry, Action::Send);
        Notice::said(texts.with("entry-ready", &[("key", send.into())]))
    } else if !form.is_current() {
        Notice::said(texts.get("said-form-waits"))
    } else if missing > 0 {
        Notice::warning(texts.with("said-form-missing", &[("count", missing.into())]))
    } else {
        Notice::warning(texts.get("said-form-wrong"))
    }
}

/// What it comes to, and what to say to the resident.
fn put_outcome(doc: &mut Doc, outcome: &EntryOutcome, form: &Form, desk: &Desk) {
    let texts = &desk.texts;
    if !form.is_emergency() {
        let into = language_name(form.person.language, desk);
        doc.heading(&texts.with("entry-aloud", &[("language", into.into())]));
        doc.quote(&outcome.recommendation, Role::OwnWords);
        for advice in &outcome.self_care {
            doc.marked("▌ • ", advice, Role::OwnWords);
        }
    }
    doc.heading(&texts.get("entry-why"));
    doc.text(&outcome.professional, Role::Text);
    doc.text(&outcome.rationale, Role::Text);
    for line in &outcome.because {
        doc.answer(line, Role::Answer);
    }
    doc.text(&texts.with("entry-rule", &[("rule", text::visible(&outcome.rule).into_owned().into())]), Role::Muted);
}
