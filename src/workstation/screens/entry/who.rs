//! Who the assessment is about. May be left for later: an emergency does not wait for an identity code.

use api::{AnswerFault, FaultCode};
use crossterm::event::{KeyCode, KeyEvent};
use domain::Language;
use ratatui::layout::Rect;

use super::{Fill, fill, words, wrong};
use crate::action::Action;
use crate::desk::Desk;
use crate::model::{Form, Person, Place, is_about_person};
use crate::screens::Request;
use crate::screens::case::language_name;
use crate::screens::doc::Doc;
use crate::screens::field::Field;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// The fields in their order; the language is chosen, not typed.
const CODE: usize = 0;
const NAME: usize = 1;
const PHONE: usize = 2;
const LANGUAGE: usize = 3;
const ON_BEHALF: usize = 4;
const FIELDS: [&str; 5] = ["entry-code", "entry-name", "entry-phone", "entry-language", "entry-on-behalf"];
/// Columns of the labels and of the fields.
const LABEL: usize = 26;
const FIELD: usize = 32;

/// The field that a fault is about.
fn field_of(fault: &AnswerFault) -> usize {
    match (fault.code, fault.detail.as_str()) {
        (FaultCode::NoName, _) | (FaultCode::TooLong, "name") => NAME,
        (FaultCode::TooLong, "phone") => PHONE,
        (FaultCode::TooLong, _) => ON_BEHALF,
        _ => CODE,
    }
}

/// The fields.
#[derive(Debug)]
pub(super) struct Who {
    fields: [Field; 5],
    language: Language,
    focus: usize,
}

impl Who {
    pub(super) fn new(form: &Form) -> Self {
        let Person { code, name, phone, language, on_behalf } = &form.person;
        Self {
            fields: [code, name, phone, "", on_behalf].map(|text: &str| Field::new(text)),
            language: *language,
            focus: form.refused.iter().find(|fault| is_about_person(fault)).map_or(CODE, field_of),
        }
    }

    fn person(&self) -> Person {
        let [code, name, phone, _, on_behalf] = &self.fields;
        Person { code: code.text(), name: name.text(), phone: phone.text(), language: self.language, on_behalf: on_behalf.text() }
    }

    fn changed(&self) -> Vec<Request> {
        vec![fill(Fill::Person(self.person()))]
    }

    pub(super) fn act(&mut self, action: Action, form: &Form) -> Vec<Request> {
        let last = FIELDS.len() - 1;
        match action {
            Action::Choose if self.focus == last || (self.focus == CODE && self.person().is_empty()) => {
                // Back to where the look at all had found it missing, else on with the questions.
                let ready = form.is_ready().then_some(Fill::Go(Place::Review));
                return vec![fill(ready.unwrap_or(Fill::GoOn))];
            }
            Action::Choose | Action::NextField | Action::Down => self.focus = (self.focus + 1).min(last),
            Action::PreviousField | Action::Up => self.focus = self.focus.saturating_sub(1),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn typed(&mut self, key: KeyEvent, _form: &Form) -> Vec<Request> {
        if self.focus == LANGUAGE {
            self.language = match key.code {
                KeyCode::Char(' ') | KeyCode::Right => self.language.next(),
                KeyCode::Left => self.language.next().next(),
                KeyCode::Char(letter) => Language::ALL
                    .into_iter()
                    .find(|language| language.code().starts_with(letter.to_ascii_lowercase()))
                    .unwrap_or(self.language),
                _ => return Vec::new(),
            };
            return self.changed();
        }
        if self.fields[self.focus].key(key) { self.changed() } else { Vec::new() }
    }

    pub(super) fn pasted(&mut self, text: &str, _form: &Form) -> Vec<Request> {
        if self.focus == LANGUAGE {
            return Vec::new();
        }
        self.fields[self.focus].insert(text.trim());
        self.changed()
    }

    pub(super) fn draw(&self, surface: &mut Surface, area: Rect, form: &Form, desk: &Desk) {
        let texts = &desk.texts;
        let mut doc = Doc::new(usize::from(area.width));
        doc.text(&texts.get("entry-who-text"), Role::Muted);
        doc.gap();
        let mut cursor = (0, 0);
        for (index, (key, field)) in FIELDS.iter().zip(&self.fields).enumerate() {
            let here = index == self.focus;
            let label = texts.get(key);
            let label = text::cut(&label, LABEL - 1);
            let label = format!("{}{label}{}", if here { "> " } else { "  " }, " ".repeat(LABEL - text::width(&label)));
            let (shown, at) = if index == LANGUAGE {
                (format!("‹ {} ›", language_name(self.language, desk)), 2)
            } else {
                field.show(FIELD)
            };
            if here {
                cursor = (doc.len(), text::width(&label) + at);
            }
            let filled = format!("{shown}{}", " ".repeat(FIELD.saturating_sub(text::width(&shown))));
            let known = self.person().identity_code().filter(|_| index == CODE);
            let beside = known.map_or(String::new(), |code| {
                let age = texts.with("years", &[("age", code.age_on(desk.today()).into())]);
                format!("  ✓ {age}, {}", crate::screens::case::sex_name(code.sex(), desk))
            });
            doc.put(vec![(label, if here { Role::Title } else { Role::Text }), (filled, Role::Input), (beside, Role::Online)]);
            if index == CODE
                && let Some(said) = words::code_fault(&field.text(), desk)
            {
                let typing = field.text().trim().chars().count() < 11;
                let (sign, role) = if typing { ("   ", Role::Muted) } else { ("!! ", Role::Failure) };
                doc.marked(&format!("{}{sign}", " ".repeat(LABEL - 1)), &said, role);
            }
        }
        doc.gap();
        for fault in form.faults("").filter(|fault| is_about_person(fault)) {
            let said = words::fault_text(fault, None, desk);
            wrong(&mut doc, &format!("{}: {said}", texts.get(FIELDS[field_of(fault)])));
        }
        let key = if self.focus == CODE && self.person().is_empty() { "entry-who-later" } else { "entry-who-on" };
        doc.text(&texts.get(key), Role::Notice);
        doc.draw(surface, area, 0, doc.fingerprint(), desk);
        surface.set_cursor(area.x + cursor.1 as u16, area.y + cursor.0 as u16);
    }
}
