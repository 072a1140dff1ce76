//! To whom a case goes: a colleague who works its queue, or another queue. Found by typing.

use crossterm::event::KeyEvent;
use domain::{CaseCommand, CaseId, QueueId, UserId};
use ratatui::layout::Rect;

use super::picker::Picker;
use super::popup::Popup;
use super::{Request, Screen, Then};
use crate::action::Action;
use crate::app::notice;
use crate::desk::{Desk, Notice};
use crate::event::Answer;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// One possible receiver.
#[derive(Clone, Debug)]
enum Target {
    Person(UserId),
    Queue(QueueId),
}

/// The dialog.
#[derive(Debug)]
pub(super) struct Transfer {
    case: CaseId,
    picker: Picker,
    waiting: bool,
    said: Option<Notice>,
}

impl Transfer {
    pub(super) fn new(case: CaseId) -> Self {
        Self { case, picker: Picker::default(), waiting: false, said: None }
    }

    /// Receivers that fit what is typed, people first, each with its line.
    fn found(&self, desk: &Desk) -> Vec<(Target, String)> {
        let Some((_, targets)) = desk.model.targets.as_ref().filter(|(case, _)| *case == self.case) else { return Vec::new() };
        let visible = |words: &str| text::visible(words).into_owned();
        let person = desk.texts.get("transfer-person");
        let queue = desk.texts.get("transfer-queue");
        let people = targets
            .people
            .iter()
            .map(|user| (Target::Person(user.id), format!("{person} {} · {}", visible(&user.name), visible(&user.unit_name))));
        let queues = targets.queues.iter().map(|view| {
            (Target::Queue(view.id.clone()), format!("{queue} {} · {}", visible(&view.name), visible(&view.unit_name)))
        });
        let all: Vec<(Target, String)> = people.chain(queues).collect();
        self.picker.matches(all.iter().map(|(_, line)| line.as_str())).into_iter().map(|place| all[place].clone()).collect()
    }
}

impl Screen for Transfer {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Back, Action::Down, Action::Up]
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let found = self.found(desk);
        if self.picker.act(action, found.len()) {
            return Vec::new();
        }
        match action {
            Action::Back => vec![Request::Close],
            Action::Choose if !self.waiting => {
                let Some((target, _)) = found.get(self.picker.chosen).cloned() else { return Vec::new() };
                self.waiting = true;
                self.said = None;
                let command = match target {
                    Target::Person(user) => CaseCommand::TransferToPerson { user },
                    Target::Queue(queue) => CaseCommand::TransferToQueue { queue },
                };
                vec![Request::Change(self.case, command, Then::Next)]
            }
            _ => Vec::new(),
        }
    }

    fn typed(&mut self, key: KeyEvent, _desk: &Desk) -> Vec<Request> {
        self.picker.key(key);
        Vec::new()
    }

    fn pasted(&mut self, text: &str, _desk: &Desk) -> Vec<Request> {
        self.picker.paste(text);
        Vec::new()
    }

    fn told(&mut self, case: CaseId, answer: &Answer<()>, desk: &Desk) -> Vec<Request> {
        if case == self.case && self.waiting {
            self.waiting = false;
            self.said = answer.as_ref().err().map(|trouble| notice(trouble, desk));
        }
        Vec::new()
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let mut popup = Popup::new(&desk.titled("transfer-title", self.case), 70);
        popup.field(area, &desk.texts.get("transfer-to"), &self.picker.field, true).gap();
        let found = self.found(desk);
        let top = (self.picker.chosen + 1).saturating_sub(12);
        let list = found.iter().enumerate().skip(top).take(12);
        popup.choices_below_field(
            list.map(|(index, (_, line))| (vec![(line.clone(), Role::Text)], index == self.picker.chosen)).collect(),
        );
        if found.is_empty() {
            let loaded = desk.model.targets.as_ref().is_some_and(|(case, _)| *case == self.case);
            popup.text(area, &desk.texts.get(if loaded { "transfer-none" } else { "list-loading" }), Role::Muted);
        }
        popup.gap().text(area, &desk.texts.get("transfer-text"), Role::Muted);
        if let Some(said) = &self.said {
            popup.text(area, &format!("{}{}", said.sign(), said.text), said.role());
        }
        popup.draw(surface, area, desk);
    }
}
