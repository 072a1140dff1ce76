//! Before a case ends: what must be known, and the three ways to end it.

use api::CaseView;
use domain::{CaseCommand, CaseId, DraftKind, EndingProposal, MessageFrom};
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
use crate::{text, time};

/// A way to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Write the closing message first.
    Write,
    /// Propose ending; the resident accepts.
    Propose,
    /// End at once.
    AtOnce,
    /// Close what the resident has proposed.
    Close,
}

/// The dialog.
#[derive(Debug)]
pub(super) struct End {
    case: CaseId,
    chosen: usize,
    waiting: bool,
    said: Option<Notice>,
}

impl End {
    pub(super) fn new(case: CaseId) -> Self {
        Self { case, chosen: 0, waiting: false, said: None }
    }

    /// The ways that are open now.
    fn ways(view: &CaseView) -> Vec<Way> {
        match view.ending {
            Some(EndingProposal::ByResident) => vec![Way::Write, Way::Close],
            Some(EndingProposal::ByProfessional) => vec![Way::Write, Way::AtOnce],
            None => vec![Way::Write, Way::Propose, Way::AtOnce],
        }
    }
}

/// What the person should know before: each a line.
fn warnings(view: &CaseView, desk: &Desk) -> Vec<String> {
    let texts = &desk.texts;
    let mut lines = Vec::new();
    let said_to_resident = view.messages.iter().rev().find(|message| !matches!(message.from, MessageFrom::Note { .. }));
    match said_to_resident.map(|message| &message.from) {
        None => lines.push(texts.get("end-no-message").into_owned()),
        Some(MessageFrom::Resident) => lines.push(texts.get("end-unanswered").into_owned()),
        Some(_) => {}
    }
    for (kind, key) in [(DraftKind::Reply, "end-draft"), (DraftKind::Note, "end-draft-note")] {
        if desk.model.drafts.is_open((view.row.case, kind)) {
            lines.push(texts.get(key).into_owned());
        }
    }
    for booking in view.bookings.iter().filter(|booking| !booking.cancelled && booking.starts > desk.now) {
        lines.push(texts.with("end-booking", &[("when", time::moment(booking.starts, desk.now).into())]));
    }
    for service in &view.booking_rights {
        lines.push(texts.with("end-booking-right", &[("service", text::visible(service).into_owned().into())]));
    }
    if let Some(programme) = &view.coaching {
        lines.push(texts.with("end-coaching", &[("programme", text::visible(programme).into_owned().into())]));
    }
    lines
}

impl Screen for End {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Back, Action::Down, Action::Up]
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let ways = desk.model.case(self.case).map(Self::ways).unwrap_or_default();
        match action {
            Action::Down | Action::NextField => self.chosen = (self.chosen + 1).min(ways.len().saturating_sub(1)),
            Action::Up | Action::PreviousField => self.chosen = self.chosen.saturating_sub(1),
            Action::Back => return vec![Request::Close],
            Action::Choose if !self.waiting => {
                let Some(way) = ways.get(self.chosen) else { return Vec::new() };
                if *way == Way::Write {
                    return vec![Request::Close, Request::OpenToWrite(self.case, DraftKind::Reply)];
                }
                self.waiting = true;
                let command = if *way == Way::Propose { CaseCommand::ProposeEnding } else { CaseCommand::End };
                return vec![Request::Change(self.case, command, Then::Next)];
            }
            _ => {}
        }
        Vec::new()
    }

    fn told(&mut self, case: CaseId, answer: &Answer<()>, desk: &Desk) -> Vec<Request> {
        if case == self.case && self.waiting {
            self.waiting = false;
            self.said = answer.as_ref().err().map(|trouble| notice(trouble, desk));
        }
        Vec::new()
    }

    fn case(&self) -> Option<CaseId> {
        Some(self.case)
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let texts = &desk.texts;
        let mut popup = Popup::new(&desk.titled("end-title", self.case), 74);
        let Some(view) = desk.model.case(self.case) else {
            popup.gap().text(area, &texts.get("list-loading"), Role::Muted).gap();
            popup.draw(surface, area, desk);
            return;
        };
        popup.gap();
        match view.ending {
            Some(EndingProposal::ByResident) => popup.text(area, &texts.get("end-resident-proposed"), Role::Title).gap(),
            Some(EndingProposal::ByProfessional) => popup.text(area, &texts.get("end-proposed-already"), Role::Title).gap(),
            None => &mut popup,
        };
        let warnings = warnings(view, desk);
        for line in &warnings {
            popup.text(area, &format!("! {line}"), Role::Warning);
        }
        if !warnings.is_empty() {
            popup.gap();
        }
        for (index, way) in Self::ways(view).into_iter().enumerate() {
            let (name, means) = match way {
                Way::Write => ("end-write", "end-write-means"),
                Way::Propose => ("end-propose", "end-propose-means"),
                Way::AtOnce => ("end-now", "end-now-means"),
                Way::Close => ("end-close", "end-close-means"),
            };
            popup.choice(vec![(texts.get(name).into_owned(), Role::Text)], index == self.chosen);
            for line in text::wrap(&texts.get(means), popup.room(area).saturating_sub(4)) {
                popup.row(vec![(format!("    {line}"), Role::Muted)]);
            }
        }
        if let Some(said) = &self.said {
            popup.gap().text(area, &format!("{}{}", said.sign(), said.text), said.role());
        }
        popup.gap().draw(surface, area, desk);
    }
}
