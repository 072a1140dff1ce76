//! It was sent: which class it has, where it went, and what now.

use api::EntryAccepted;
use domain::{AssessmentKind, CaseCommand};
use ratatui::layout::Rect;

use super::boxes::choose;
use super::words;
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::screens::popup::Popup;
use crate::screens::{Request, Screen, Then};
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// What became of the form.
#[derive(Debug)]
pub(crate) struct Sent {
    accepted: EntryAccepted,
    title: String,
    kind: AssessmentKind,
    chosen: usize,
}

impl Sent {
    pub(crate) fn new(accepted: &EntryAccepted, title: &str, kind: AssessmentKind) -> Self {
        Self { accepted: accepted.clone(), title: title.to_owned(), kind, chosen: 0 }
    }

    /// The queue's and the unit's name, when the user has a right to the queue.
    fn queue<'a>(&self, desk: &'a Desk) -> Option<(&'a str, &'a str)> {
        let queues = desk.model.session.iter().flat_map(|session| &session.queues);
        let queue = queues.into_iter().find(|queue| queue.id == self.accepted.queue)?;
        Some((&queue.name, &queue.unit_name))
    }

    /// In a line, e.g. `Sent: P3 to the queue Nurses, Lähde health centre`.
    pub(crate) fn said(&self, desk: &Desk) -> String {
        let class = words::class_code(self.accepted.urgency, self.kind);
        if !self.accepted.new {
            return desk.texts.with("sent-before", &[("class", class.into())]);
        }
        match self.queue(desk) {
            Some((queue, unit)) => desk.texts.with(
                "sent-to-queue",
                &[
                    ("class", class.into()),
                    ("queue", text::visible(queue).into_owned().into()),
                    ("unit", text::visible(unit).into_owned().into()),
                ],
            ),
            None => desk.texts.with("sent-elsewhere", &[("class", class.into())]),
        }
    }

    fn choices(&self, desk: &Desk) -> &'static [&'static str] {
        if self.queue(desk).is_some() { &["sent-list", "sent-open", "sent-take"] } else { &["sent-list"] }
    }
}

impl Screen for Sent {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Down, Action::Up, Action::Back]
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let choices = self.choices(desk);
        if choose(&mut self.chosen, action, choices.len()) {
            return Vec::new();
        }
        let case = self.accepted.case;
        match (action, choices.get(self.chosen)) {
            (Action::Choose, Some(&"sent-open")) => vec![Request::Close, Request::Open(case)],
            (Action::Choose, Some(&"sent-take")) => {
                vec![Request::Close, Request::Change(case, CaseCommand::Take, Then::Open)]
            }
            (Action::Choose | Action::Back, _) => vec![Request::Close],
            _ => Vec::new(),
        }
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let texts = &desk.texts;
        let mut popup = Popup::new(&texts.get("sent-title"), 66);
        popup.gap().text(area, &self.title, Role::Title);
        if let Some((case, who)) = &desk.model.entered
            && *case == self.accepted.case
        {
            popup.text(area, who, Role::Text);
        }
        popup.text(area, &self.said(desk), Role::of_class(self.accepted.urgency)).gap();
        for (index, key) in self.choices(desk).iter().enumerate() {
            popup.choice(vec![(texts.get(key).into_owned(), Role::Text)], index == self.chosen);
        }
        popup.gap().draw(surface, area, desk);
    }
}
