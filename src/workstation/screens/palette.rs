//! Everything that can be done, found by typing a part of its sentence.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::picker::Picker;
use super::popup::Popup;
use super::{Request, Screen};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// The list of actions of the screen below.
#[derive(Debug)]
pub(crate) struct Palette {
    of: Context,
    actions: Vec<Action>,
    picker: Picker,
}

impl Palette {
    pub(crate) fn new(below: &[Box<dyn Screen>], desk: &Desk) -> Self {
        let Some(screen) = below.last() else {
            return Self { of: Context::Global, actions: Vec::new(), picker: Picker::default() };
        };
        let of = screen.context();
        let mut actions = screen.offers(desk);
        for action in desk.keymap.actions(of).into_iter().chain(desk.keymap.actions(Context::Global)) {
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
        if desk.model.session.is_some() && !actions.contains(&Action::SignOut) {
            actions.push(Action::SignOut);
        }
        actions.retain(|action| *action != Action::Palette);
        Self { of, actions, picker: Picker::default() }
    }

    fn found(&self, desk: &Desk) -> Vec<Action> {
        let sentences: Vec<String> =
            self.actions.iter().map(|action| desk.texts.named("action", action.name()).into_owned()).collect();
        self.picker.matches(sentences.iter().map(String::as_str)).into_iter().map(|place| self.actions[place]).collect()
    }
}

impl Screen for Palette {
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
            Action::Choose => {
                let chosen = found.get(self.picker.chosen).map(|action| Request::Act(*action));
                std::iter::once(Request::Close).chain(chosen).collect()
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

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let mut popup = Popup::new(&desk.texts.get("palette-title"), 72);
        popup.field(area, ":", &self.picker.field, true);
        let found = self.found(desk);
        let fits = usize::from(area.height.saturating_sub(3)).max(1);
        let top = (self.picker.chosen + 1).saturating_sub(fits);
        let room = popup.room(area).saturating_sub(2);
        let mut list = Vec::new();
        for (index, action) in found.iter().enumerate().skip(top).take(fits) {
            let key = desk.key_of(self.of, *action);
            let sentence = desk.texts.named("action", action.name());
            let sentence = text::cut(&sentence, room.saturating_sub(text::width(&key) + 1));
            let fill = " ".repeat(room - text::width(&sentence) - text::width(&key));
            list.push((vec![(format!("{sentence}{fill}"), Role::Text), (key, Role::Key)], index == self.picker.chosen));
        }
        if list.is_empty() {
            popup.text(area, &desk.texts.get("palette-none"), Role::Muted);
        }
        popup.choices_below_field(list);
        popup.draw(surface, area, desk);
    }
}
