//! The page of roles without a work list: what the role does here, and how to change it.

use ratatui::layout::Rect;

use super::popup::Popup;
use super::{Request, Screen};
use crate::action::Action;
use crate::app::role_name;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::theme::Role;

/// A page to read.
#[derive(Debug, Default)]
pub(crate) struct Plain {}

impl Screen for Plain {
    fn context(&self) -> Context {
        Context::Help
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::ChangeRole, Action::Language, Action::Palette, Action::Quit]
    }

    fn act(&mut self, _action: Action, _desk: &Desk) -> Vec<Request> {
        Vec::new()
    }

    fn covers(&self) -> bool {
        true
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let Some(grant) = desk.model.session.as_ref().and_then(|session| session.grant()) else { return };
        let mut popup = Popup::new(&role_name(&desk.texts, grant.role), 66);
        popup.gap();
        let does = desk.texts.named("role-does", &grant.role.to_string()).into_owned();
        popup.text(area, &does, Role::Text).gap();
        let key = desk.key_of(Context::Global, Action::ChangeRole);
        popup.text(area, &desk.texts.with("role-change", &[("key", key.into())]), Role::Muted).gap();
        popup.draw(surface, area, desk);
        surface.set_cursor(area.x, area.y);
    }
}
