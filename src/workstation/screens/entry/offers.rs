//! Which assessment to fill in: found by typing a part of its title.

use api::EntryOffer;
use crossterm::event::KeyEvent;
use domain::AssessmentKind;
use ratatui::layout::Rect;

use super::{Fill, fill};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::screens::picker::Picker;
use crate::screens::popup::Popup;
use crate::screens::{Request, Screen};
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// The list of assessments.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    picker: Picker,
}

impl Offers {
    fn found<'a>(&self, desk: &'a Desk) -> Vec<&'a EntryOffer> {
        let all = desk.model.offers.as_ref().map(|offers| offers.assessments.as_slice()).unwrap_or_default();
        let titles = all.iter().map(|offer| offer.title.as_str());
        self.picker.matches(titles).into_iter().filter_map(|place| all.get(place)).collect()
    }
}

/// What kind of assessment, for the texts.
fn kind(kind: AssessmentKind) -> &'static str {
    match kind {
        AssessmentKind::Symptom => "symptom",
        AssessmentKind::Service => "service",
        AssessmentKind::Wellbeing => "wellbeing",
        AssessmentKind::Periodic => "periodic",
        AssessmentKind::Form => "form",
    }
}

impl Screen for Offers {
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
                let Some(offer) = found.get(self.picker.chosen) else { return Vec::new() };
                vec![Request::Close, fill(Fill::Begin((*offer).clone()))]
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

    fn is_entry(&self) -> bool {
        true
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let texts = &desk.texts;
        let mut popup = Popup::new(&texts.get("offers-title"), 76);
        popup.field(area, &texts.get("offers-search"), &self.picker.field, true);
        let found = self.found(desk);
        let fits = usize::from(area.height.saturating_sub(3)).max(1);
        let top = (self.picker.chosen + 1).saturating_sub(fits);
        let room = popup.room(area).saturating_sub(2);
        let mut list = Vec::new();
        for (index, offer) in found.iter().enumerate().skip(top).take(fits) {
            let kind = texts.named("kind", kind(offer.kind));
            let title = text::visible(&offer.title);
            let title = text::cut(&title, room.saturating_sub(text::width(&kind) + 1));
            let fill = " ".repeat(room.saturating_sub(text::width(&title) + text::width(&kind)));
            let pieces = vec![(format!("{title}{fill}"), Role::Text), (kind.into_owned(), Role::Muted)];
            list.push((pieces, index == self.picker.chosen));
        }
        if list.is_empty() {
            let said = match &desk.model.offers {
                None if desk.online => "list-loading",
                None => "list-offline",
                Some(_) => "offers-none",
            };
            popup.text(area, &texts.get(said), Role::Muted);
        }
        popup.choices_below_field(list);
        popup.draw(surface, area, desk);
    }
}
