//! Asks before something is lost.

use ratatui::layout::Rect;

use super::popup::Popup;
use super::{Request, Screen};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::theme::Role;

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Signing out.
    SignOut,
    /// Another role was wanted, and there is none: somebody else may sign in.
    OneRole,
    /// Leaving while something is not safe yet.
    Quit,
}

/// The question.
#[derive(Debug)]
pub(crate) struct Sure {
    why: Why,
}

impl Sure {
    pub(crate) fn new(why: Why) -> Self {
        Self { why }
    }
}

impl Screen for Sure {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Back]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        match (action, self.why) {
            (Action::Choose, Why::SignOut | Why::OneRole) => vec![Request::SignOut],
            (Action::Choose, Why::Quit) => vec![Request::Quit],
            (Action::Back, _) => vec![Request::Close],
            _ => Vec::new(),
        }
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let (title, text) = match self.why {
            Why::SignOut | Why::OneRole => ("sure-sign-out", "sure-sign-out-text"),
            Why::Quit => ("sure-quit", "sure-quit-text"),
        };
        let mut popup = Popup::new(&desk.texts.get(title), 60);
        popup.gap();
        if self.why == Why::OneRole {
            popup.text(area, &desk.texts.get("said-one-role"), Role::Title);
        }
        popup.text(area, &desk.texts.get(text), Role::Text);
        if desk.model.form.as_ref().is_some_and(|form| !form.is_empty()) {
            popup.text(area, &desk.texts.get("sure-form"), Role::Warning);
        }
        popup.gap();
        popup.choice(vec![(desk.text(title), Role::Text)], true).gap();
        popup.draw(surface, area, desk);
    }
}
