//! What is asked around a form: what becomes of one that was begun, whether it is left, whether it is really sent.

use ratatui::layout::Rect;

use super::{Fill, fill, words};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::model::Form;
use crate::screens::popup::Popup;
use crate::screens::{Request, Screen};
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// Moves a choice among so many; true when it did.
pub(super) fn choose(chosen: &mut usize, action: Action, among: usize) -> bool {
    *chosen = match action {
        Action::Down | Action::NextField => (*chosen + 1).min(among.saturating_sub(1)),
        Action::Up | Action::PreviousField => chosen.saturating_sub(1),
        _ => return false,
    };
    true
}

/// Which form, whose, how far.
fn put_form(popup: &mut Popup, area: Rect, form: &Form, desk: &Desk) {
    popup.gap().text(area, form.title(), Role::Title);
    let who = words::person(&form.person, desk);
    if !who.is_empty() {
        popup.text(area, &who, Role::Text);
    }
    let answered = [("count", form.answered_count().into())];
    popup.text(area, &desk.texts.with("kept-answers", &answered), Role::Text).gap();
}

/// A form was begun before: go on with it, or begin another.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    chosen: usize,
}

impl Screen for Kept {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Down, Action::Up, Action::Back]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        if choose(&mut self.chosen, action, 2) {
            return Vec::new();
        }
        match action {
            Action::Back => vec![Request::Close],
            Action::Choose if self.chosen == 0 => vec![Request::Close, fill(Fill::Resume)],
            Action::Choose => vec![Request::Close, fill(Fill::Choose)],
            _ => Vec::new(),
        }
    }

    fn is_entry(&self) -> bool {
        true
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let Some(form) = &desk.model.form else { return };
        let texts = &desk.texts;
        let mut popup = Popup::new(&texts.get("kept-title"), 66);
        put_form(&mut popup, area, form, desk);
        for (index, key) in ["kept-resume", "kept-new"].into_iter().enumerate() {
            popup.choice(vec![(texts.get(key).into_owned(), Role::Text)], index == self.chosen);
        }
        popup.gap().draw(surface, area, desk);
    }
}

/// The form is left: it is kept, or thrown away.
#[derive(Debug, Default)]
pub(super) struct Leave {
    chosen: usize,
}

impl Screen for Leave {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Down, Action::Up, Action::Back]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        if choose(&mut self.chosen, action, 2) {
            return Vec::new();
        }
        match action {
            Action::Back => vec![Request::Close],
            Action::Choose => vec![fill(if self.chosen == 0 { Fill::Leave } else { Fill::Drop })],
            _ => Vec::new(),
        }
    }

    fn is_entry(&self) -> bool {
        true
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let Some(form) = &desk.model.form else { return };
        let texts = &desk.texts;
        let mut popup = Popup::new(&texts.get("leave-title"), 66);
        put_form(&mut popup, area, form, desk);
        for (index, key) in ["leave-keep", "leave-drop"].into_iter().enumerate() {
            popup.choice(vec![(texts.get(key).into_owned(), Role::Text)], index == self.chosen);
        }
        popup.gap().text(area, &texts.get("leave-means"), Role::Muted);
        popup.draw(surface, area, desk);
    }
}

/// Before it is sent.
#[derive(Debug, Default)]
pub(super) struct Confirm {}

impl Screen for Confirm {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Back]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        match action {
            Action::Back => vec![Request::Close],
            Action::Choose => vec![Request::Close, fill(Fill::Send)],
            _ => Vec::new(),
        }
    }

    fn is_entry(&self) -> bool {
        true
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let Some(form) = &desk.model.form else { return };
        let texts = &desk.texts;
        let mut popup = Popup::new(&texts.get("confirm-title"), 66);
        popup.gap().text(area, form.title(), Role::Title);
        popup.text(area, &words::person(&form.person, desk), Role::Text);
        if let Some(outcome) = form.step.as_ref().and_then(|step| step.outcome.as_ref()) {
            popup.row(vec![(words::outcome(outcome, form.kind), Role::of_class(outcome.urgency))]);
        }
        if form.person.name.trim().is_empty() {
            popup.text(area, &texts.get("confirm-no-name"), Role::Muted);
        }
        let on_behalf = form.person.on_behalf.trim();
        if !on_behalf.is_empty() {
            let name = text::visible(on_behalf);
            popup.text(area, &format!("⇄ {} {name}", texts.get("case-on-behalf")), Role::Text);
        }
        let hidden = form.hidden().len();
        if hidden > 0 {
            popup.text(area, &format!("! {}", texts.with("entry-hidden", &[("count", hidden.into())])), Role::Warning);
        }
        popup.gap().choice(vec![(texts.get("confirm-do").into_owned(), Role::Text)], true).gap();
        popup.draw(surface, area, desk);
    }
}
