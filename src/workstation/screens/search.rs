//! The line in which a search is typed. The list above shows what is found while it is typed.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::field::Field;
use super::{Move, Request, Screen};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// What is searched for.
#[derive(Debug)]
pub(crate) struct SearchLine {
    field: Field,
}

impl SearchLine {
    pub(crate) fn new(text: Option<&str>) -> Self {
        Self { field: Field::new(text.unwrap_or_default()) }
    }

    fn find(&self, now: bool) -> Vec<Request> {
        vec![Request::Find { text: Some(self.field.text()), now }]
    }
}

impl Screen for SearchLine {
    fn context(&self) -> Context {
        Context::Search
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Choose, Action::Back, Action::Down, Action::Up]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        let go = |movement| vec![Request::Move(movement)];
        match action {
            Action::Choose => self.find(true).into_iter().chain([Request::Close]).collect(),
            Action::Back => vec![Request::Find { text: None, now: true }, Request::Close],
            Action::Down => go(Move::Step(1)),
            Action::Up => go(Move::Step(-1)),
            Action::PageDown => go(Move::Page(1)),
            Action::PageUp => go(Move::Page(-1)),
            _ => Vec::new(),
        }
    }

    fn typed(&mut self, key: KeyEvent, _desk: &Desk) -> Vec<Request> {
        if self.field.key(key) { self.find(false) } else { Vec::new() }
    }

    fn pasted(&mut self, text: &str, _desk: &Desk) -> Vec<Request> {
        self.field.insert(text);
        self.find(false)
    }

    fn docked(&self, _height: u16) -> Option<u16> {
        Some(1)
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let label = format!(" {} ", desk.texts.get("search-label"));
        let room = usize::from(area.width).saturating_sub(text::width(&label) + 1);
        let (shown, cursor) = self.field.show(room);
        surface.line(area, desk.key((60, &shown)), |pen| {
            pen.put(&label, desk.look(Role::Title)).column(&shown, room, desk.look(Role::Input));
        });
        surface.set_cursor(area.x + (text::width(&label) + cursor) as u16, area.y);
    }
}
