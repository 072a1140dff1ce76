//! The sign-in form: at the start, and on top of unfinished work when a session has ended.

use api::{ProblemCode, SignIn};
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::field::Field;
use super::popup::Popup;
use super::{Request, Screen};
use crate::Trouble;
use crate::action::Action;
use crate::app::notice;
use crate::desk::{Desk, Notice};
use crate::keymap::Context;
use crate::surface::Surface;
use crate::theme::Role;

/// Login name, password and, when asked for, the code of the second factor.
#[derive(Debug)]
pub(crate) struct SignInForm {
    fields: Vec<Field>,
    focus: usize,
    /// The session ended in the middle of work.
    again: bool,
    waiting: bool,
    said: Option<Notice>,
}

impl SignInForm {
    pub(crate) fn new(login: String, again: bool) -> Self {
        let focus = usize::from(!login.is_empty());
        Self { fields: vec![Field::new(&login), Field::secret()], focus, again, waiting: false, said: None }
    }

    fn send(&mut self, desk: &Desk) -> Vec<Request> {
        if let Some(empty) = self.fields.iter().position(Field::is_empty) {
            self.focus = empty;
            return Vec::new();
        }
        self.waiting = true;
        self.said = Some(Notice::said(desk.text("sign-in-waiting")));
        let mut texts = self.fields.iter().map(Field::text);
        let mut next = || texts.next().unwrap_or_default();
        let (login, password) = (next(), next());
        let totp = Some(next()).filter(|code| !code.is_empty());
        vec![Request::SignIn(SignIn { login: login.trim().to_owned(), password, totp })]
    }
}

impl Screen for SignInForm {
    fn context(&self) -> Context {
        Context::SignIn
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::NextField, Action::Language, Action::Theme, Action::Quit]
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let count = self.fields.len();
        match action {
            Action::NextField => self.focus = (self.focus + 1) % count,
            Action::PreviousField => self.focus = (self.focus + count - 1) % count,
            Action::Choose if !self.waiting => return self.send(desk),
            _ => {}
        }
        Vec::new()
    }

    fn typed(&mut self, key: KeyEvent, _desk: &Desk) -> Vec<Request> {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.key(key);
        }
        Vec::new()
    }

    fn pasted(&mut self, text: &str, _desk: &Desk) -> Vec<Request> {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.insert(text.trim());
        }
        Vec::new()
    }

    fn covers(&self) -> bool {
        true
    }

    fn is_session(&self) -> bool {
        true
    }

    fn refused(&mut self, trouble: &Trouble, desk: &Desk) {
        self.waiting = false;
        match trouble.code() {
            Some(ProblemCode::TotpNeeded) => {
                if self.fields.len() == 2 {
                    self.fields.push(Field::default());
                }
                self.focus = 2;
            }
            Some(ProblemCode::SignInFailed) => {
                // The name stays: it is the password that people mistype.
                self.fields.iter_mut().skip(1).for_each(Field::clear);
                self.focus = 1;
            }
            _ => {}
        }
        self.said = Some(match trouble {
            Trouble::Offline => Notice::warning(desk.text("sign-in-offline")),
            other => notice(other, desk),
        });
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let texts = &desk.texts;
        let mut popup = Popup::new("Omaolo", 60);
        popup.gap();
        let said = if self.again { "sign-in-again" } else { "sign-in-welcome" };
        popup.text(area, &texts.get(said), Role::Text);
        popup.text(area, &format!("{}: {}", texts.get("sign-in-server"), desk.server), Role::Muted).gap();
        for (index, field) in self.fields.iter().enumerate() {
            let label = texts.get(["sign-in-login", "sign-in-password", "sign-in-code"][index.min(2)]);
            popup.field(area, &format!("{label:<16}"), field, index == self.focus);
        }
        popup.gap();
        match &self.said {
            Some(said) => popup.text(area, &format!("{}{}", said.sign(), said.text), said.role()),
            None => popup.gap(),
        };
        popup.gap();
        popup.draw(surface, area, desk);
    }
}
