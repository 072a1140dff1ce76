//! Before an item is marked unfinished: what that means, and what brings it back.

use domain::{CaseCommand, CaseId, EndingProposal};
use ratatui::layout::Rect;

use super::popup::Popup;
use super::{Request, Screen, Then};
use crate::action::Action;
use crate::app::notice;
use crate::desk::{Desk, Notice};
use crate::event::Answer;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::theme::Role;

/// The dialog.
#[derive(Debug)]
pub(super) struct Unfinished {
    case: CaseId,
    waiting: bool,
    said: Option<Notice>,
}

impl Unfinished {
    pub(super) fn new(case: CaseId) -> Self {
        Self { case, waiting: false, said: None }
    }
}

impl Screen for Unfinished {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Back]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        match action {
            Action::Choose if !self.waiting => {
                self.waiting = true;
                vec![Request::Change(self.case, CaseCommand::MarkUnfinished, Then::Next)]
            }
            Action::Back => vec![Request::Close],
            _ => Vec::new(),
        }
    }

    fn told(&mut self, case: CaseId, answer: &Answer<()>, desk: &Desk) -> Vec<Request> {
        if case == self.case && self.waiting {
            self.waiting = false;
            self.said = answer.as_ref().err().map(|trouble| notice(trouble, desk));
        }
        Vec::new()
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let texts = &desk.texts;
        let mut popup = Popup::new(&desk.titled("unfinished-title", self.case), 70);
        popup.gap().text(area, &texts.get("unfinished-text"), Role::Text).gap();
        popup.text(area, &texts.get("unfinished-wakes"), Role::Title);
        for why in ["message", "ending-proposed", "booking-cancelled", "goal-edited", "questionnaire-filled", "transferred"] {
            popup.row(vec![(format!("  - {}", texts.named("wake", why)), Role::Text)]);
        }
        if desk.model.case(self.case).is_some_and(|case| case.ending == Some(EndingProposal::ByResident)) {
            popup.gap().text(area, &format!("! {}", texts.get("refusal-resident-proposed-ending")), Role::Warning);
        }
        popup.gap().choice(vec![(texts.get("unfinished-do").into_owned(), Role::Text)], true);
        if let Some(said) = &self.said {
            popup.gap().text(area, &format!("{}{}", said.sign(), said.text), said.role());
        }
        popup.draw(surface, area, desk);
    }
}
