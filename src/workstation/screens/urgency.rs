//! Changing the urgency class against the engine: the class with its new deadline, the reason, and the two confirmations.

use api::WorkRow;
use crossterm::event::{KeyCode, KeyEvent};
use domain::{Calendar, CaseCommand, CaseId, Clock, Refusal, UrgencyClass, Within, Words};
use jiff::Timestamp;
use ratatui::layout::Rect;

use super::field::Field;
use super::popup::Popup;
use super::{Request, Screen, Then};
use crate::action::Action;
use crate::app::notice;
use crate::desk::{Desk, Notice};
use crate::event::{Answer, Trouble};
use crate::keymap::Context;
use crate::surface::Surface;
use crate::theme::Role;
use crate::time;

/// Where the focus is: on the classes, the reason, or one of the confirmations.
const CLASSES: usize = 0;
const REASON: usize = 1;
const CONTACTED: usize = 2;
const CHECKED: usize = 3;

/// The dialog.
#[derive(Debug)]
pub(super) struct Urgency {
    case: CaseId,
    chosen: UrgencyClass,
    reason: Field,
    contacted: bool,
    checked: bool,
    focus: usize,
    waiting: bool,
    said: Option<Notice>,
}

impl Urgency {
    pub(super) fn new(row: &WorkRow) -> Self {
        Self {
            case: row.case,
            chosen: row.urgency,
            reason: Field::default(),
            contacted: false,
            checked: false,
            focus: CLASSES,
            waiting: false,
            said: None,
        }
    }

    fn choose(&mut self, by: i8) {
        let rank = self.chosen.rank().saturating_add_signed(by);
        self.chosen = UrgencyClass::from_rank(rank).unwrap_or(self.chosen);
    }

    /// What is missing, and where.
    fn missing(&self, row: &WorkRow) -> Option<(Refusal, usize)> {
        if self.chosen == row.urgency {
            Some((Refusal::SameClass, CLASSES))
        } else if self.reason.text().trim().is_empty() {
            Some((Refusal::ReasonMissing, REASON))
        } else if !self.contacted {
            Some((Refusal::NotConfirmed, CONTACTED))
        } else if !self.checked {
            Some((Refusal::NotConfirmed, CHECKED))
        } else {
            None
        }
    }

    fn send(&mut self, desk: &Desk) -> Vec<Request> {
        let Some(row) = desk.model.row(self.case) else { return Vec::new() };
        if let Some((refusal, place)) = self.missing(row) {
            self.focus = place;
            self.said = Some(notice(&Trouble::Refused(refusal), desk));
            return Vec::new();
        }
        self.waiting = true;
        self.said = None;
        let command = CaseCommand::ChangeUrgency {
            to: self.chosen,
            reason: Words::new(self.reason.text()),
            contacted: self.contacted,
            record_checked: self.checked,
        };
        vec![Request::Change(self.case, command, Then::Stay)]
    }

    fn toggle(&mut self) {
        match self.focus {
            CONTACTED => self.contacted = !self.contacted,
            CHECKED => self.checked = !self.checked,
            _ => return,
        }
        self.said = None;
    }
}

/// When the limit of a class would end: counted from when the resident sent, on the clock of the class.
fn deadline(row: &WorkRow, class: UrgencyClass, desk: &Desk) -> Option<Timestamp> {
    if class == row.urgency {
        return row.due;
    }
    let limit = desk.classes().limit(class);
    let own = desk.model.case(row.case).filter(|_| class == row.original).map(|view| view.outcome.within);
    let within = own.unwrap_or(limit.within);
    Calendar::deadline(row.arrived, within, if within == Within::Now { Clock::Always } else { limit.clock })
}

/// A limit with its clock in words: `10 t, ei 22–07`.
pub(super) fn limit_text(class: UrgencyClass, desk: &Desk) -> String {
    let limit = desk.classes().limit(class);
    let units = desk.texts.units();
    let length = match limit.within {
        Within::Now => return desk.text("within-now"),
        Within::NoLimit => return desk.text("within-none"),
        Within::Hours(hours) => format!("{hours} {}", units.hour),
        Within::Days(days) => format!("{days} {}", units.day),
    };
    match limit.clock {
        Clock::Always => length,
        Clock::NotAtNight => format!("{length}, {}", desk.texts.get("clock-not-at-night")),
        Clock::WorkingDays => format!("{length}, {}", desk.texts.get("clock-working-days")),
    }
}

impl Screen for Urgency {
    fn context(&self) -> Context {
        Context::Dialog
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::NextField, Action::Back, Action::Down, Action::Up]
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        match action {
            Action::Back => return vec![Request::Close],
            Action::Choose if self.focus < CHECKED && self.missing_here(desk) => self.focus += 1,
            Action::Choose if !self.waiting => return self.send(desk),
            Action::Down if self.focus == CLASSES => self.choose(1),
            Action::Up if self.focus == CLASSES => self.choose(-1),
            Action::Down | Action::NextField => self.focus = (self.focus + 1) % 4,
            Action::Up | Action::PreviousField => self.focus = (self.focus + 3) % 4,
            _ => {}
        }
        Vec::new()
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Vec<Request> {
        match (self.focus, key.code) {
            (CLASSES, KeyCode::Char(digit)) => {
                let class = digit.to_digit(10).and_then(|rank| UrgencyClass::from_rank(rank as u8));
                self.chosen = class.unwrap_or(self.chosen);
            }
            (REASON, _) => {
                self.reason.key(key);
            }
            (_, KeyCode::Char(' ')) => self.toggle(),
            (_, KeyCode::Char(_)) => self.said = Some(Notice::warning(desk.texts.get("urgency-space"))),
            _ => {}
        }
        Vec::new()
    }

    fn pasted(&mut self, text: &str, _desk: &Desk) -> Vec<Request> {
        if self.focus == REASON {
            self.reason.insert(text);
        }
        Vec::new()
    }

    fn told(&mut self, case: CaseId, answer: &Answer<()>, desk: &Desk) -> Vec<Request> {
        if case != self.case || !self.waiting {
            return Vec::new();
        }
        self.waiting = false;
        match answer {
            Ok(()) => vec![Request::Close],
            Err(trouble) => {
                self.said = Some(notice(trouble, desk));
                Vec::new()
            }
        }
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let texts = &desk.texts;
        let Some(row) = desk.model.row(self.case) else { return };
        let mut popup = Popup::new(&desk.titled("urgency-title", self.case), 76);
        let now = texts.with(
            "urgency-now",
            &[("class", Desk::class_code(row, row.urgency).into()), ("engine", Desk::class_code(row, row.original).into())],
        );
        popup.text(area, &now, Role::Text);
        for class in UrgencyClass::ALL {
            let chosen = class == self.chosen;
            let due = deadline(row, class, desk)
                .map_or_else(|| texts.get("urgency-no-deadline").into_owned(), |due| time::deadline(due, desk.now, texts));
            // The names of the classes say where to go with a symptom; a service assessment has only their order.
            let name = if row.service { String::new() } else { texts.named("class", &class.code().to_lowercase()).into_owned() };
            let pieces = vec![
                (format!("{}  ", Desk::class_code(row, class)), Role::of_class(class)),
                (format!("{:<30} {:<20} {due}", crate::text::cut(&name, 30), limit_text(class, desk)), Role::Text),
            ];
            if chosen && self.focus == CLASSES {
                popup.choice(pieces, true);
            } else {
                let mark = if chosen { "● " } else { "  " };
                popup.row(std::iter::once((mark.to_owned(), Role::Title)).chain(pieces).collect());
            }
        }
        let mark = if self.focus == REASON { "> " } else { "  " };
        popup.field(area, &format!("{mark}{}", texts.get("urgency-reason")), &self.reason, self.focus == REASON);
        for (place, done, key) in [(CONTACTED, self.contacted, "urgency-contacted"), (CHECKED, self.checked, "urgency-checked")] {
            let mark = if done { "[x] " } else { "[ ] " };
            popup.choice(vec![(format!("{mark}{}", texts.get(key)), Role::Text)], self.focus == place);
        }
        popup.text(area, &texts.get("urgency-responsibility"), Role::Muted);
        if let Some(said) = &self.said {
            popup.text(area, &format!("{}{}", said.sign(), said.text), said.role());
        }
        popup.draw(surface, area, desk);
    }
}

impl Urgency {
    /// True when the field with the focus is filled, but another behind it is not: Enter goes there.
    fn missing_here(&self, desk: &Desk) -> bool {
        let missing = desk.model.row(self.case).and_then(|row| self.missing(row));
        missing.is_some_and(|(_, place)| place > self.focus)
    }
}
