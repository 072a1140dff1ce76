//! In which role and unit one works, for people with several.

use api::{ChooseGrant, GrantView, SessionView};
use ratatui::layout::Rect;

use super::popup::Popup;
use super::{Request, Screen};
use crate::Trouble;
use crate::action::Action;
use crate::app::{notice, role_name};
use crate::desk::{Desk, Notice};
use crate::keymap::Context;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// The choice of a role.
#[derive(Debug)]
pub(crate) struct ChooseRole {
    grants: Vec<GrantView>,
    chosen: usize,
    /// One works in a role already, and may go back to it.
    may_leave: bool,
    said: Option<Notice>,
}

impl ChooseRole {
    pub(crate) fn new(session: &SessionView, may_leave: bool) -> Self {
        Self { grants: session.grants.clone(), chosen: session.chosen.unwrap_or(0), may_leave, said: None }
    }
}

impl Screen for ChooseRole {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        let back = self.may_leave.then_some(Action::Back);
        [Action::Choose, Action::Down, Action::Up].into_iter().chain(back).chain([Action::Language, Action::Quit]).collect()
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        let last = self.grants.len().saturating_sub(1);
        match action {
            Action::Down | Action::NextField => self.chosen = (self.chosen + 1).min(last),
            Action::Up | Action::PreviousField => self.chosen = self.chosen.saturating_sub(1),
            Action::Back if self.may_leave => return vec![Request::Close],
            Action::Choose => {
                let choice = self.grants.get(self.chosen).map(|grant| ChooseGrant { role: grant.role, unit: grant.unit.clone() });
                return choice.map(Request::Choose).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn is_session(&self) -> bool {
        true
    }

    fn covers(&self) -> bool {
        true
    }

    fn refused(&mut self, trouble: &Trouble, desk: &Desk) {
        self.said = Some(notice(trouble, desk));
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let mut popup = Popup::new(&desk.texts.get("choose-title"), 60);
        popup.gap().text(area, &desk.texts.get("choose-text"), Role::Text).gap();
        for (index, grant) in self.grants.iter().enumerate() {
            let unit =
                if grant.unit_name.is_empty() { desk.text("choose-whole") } else { text::visible(&grant.unit_name).into_owned() };
            let mut pieces = vec![(format!("{} · {unit}", role_name(&desk.texts, grant.role)), Role::Text)];
            if grant.supervisor {
                pieces.push((format!(" · {}", desk.texts.get("choose-supervisor")), Role::Muted));
            }
            popup.choice(pieces, index == self.chosen);
        }
        if self.grants.is_empty() {
            popup.text(area, &desk.texts.get("choose-none"), Role::Warning);
        }
        popup.gap();
        if let Some(said) = &self.said {
            popup.text(area, &format!("{}{}", said.sign(), said.text), said.role());
        }
        popup.follow(area).draw(surface, area, desk);
    }
}
