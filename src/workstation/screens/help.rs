//! Pages to read: all keys of a screen with what the signs mean, and the latest notices.

use ratatui::layout::Rect;

use super::doc::Doc;
use super::popup;
use super::{Request, Screen};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::theme::Role;
use crate::{text, time};

/// Where the reader stands in a page.
#[derive(Debug, Default)]
struct Reader {
    top: usize,
    most: usize,
    height: usize,
}

impl Reader {
    fn act(&mut self, action: Action) -> Vec<Request> {
        let page = self.height.max(1);
        self.top = match action {
            Action::Down => self.top + 1,
            Action::Up => self.top.saturating_sub(1),
            Action::PageDown => self.top + page,
            Action::PageUp => self.top.saturating_sub(page),
            Action::First => 0,
            Action::Last => self.most,
            Action::Back | Action::Choose => return vec![Request::Close],
            _ => self.top,
        }
        .min(self.most);
        Vec::new()
    }

    fn settle(&mut self, area: Rect, lines: usize) {
        self.height = usize::from(place(area).height.saturating_sub(2));
        self.most = lines.saturating_sub(self.height);
        self.top = self.top.min(self.most);
    }

    fn draw(&self, surface: &mut Surface, area: Rect, title: &str, doc: &Doc, desk: &Desk) {
        let place = place(area);
        surface.block(place, desk.key((70, title, self.top, doc.len(), desk.notices.len())), |buffer, area| {
            popup::frame(buffer, area, title, desk);
            let inner = Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(2));
            doc.paint(buffer, inner, self.top, desk);
        });
        surface.set_cursor(place.x + 2, place.y + 1);
    }
}

fn place(area: Rect) -> Rect {
    let width = area.width.min(92);
    Rect::new(area.x + (area.width - width) / 2, area.y, width, area.height)
}

fn room(area: Rect) -> usize {
    usize::from(place(area).width.saturating_sub(4))
}

/// All keys of the screen below.
#[derive(Debug)]
pub(crate) struct Help {
    of: Context,
    reader: Reader,
}

impl Help {
    pub(crate) fn new(below: &[Box<dyn Screen>], _desk: &Desk) -> Self {
        Self { of: below.last().map_or(Context::Global, |screen| screen.context()), reader: Reader::default() }
    }

    fn doc(&self, area: Rect, desk: &Desk) -> Doc {
        let mut doc = Doc::new(room(area));
        for context in [self.of, Context::Global] {
            doc.heading(&desk.texts.named("context", context.into()));
            for action in desk.keymap.actions(context) {
                let keys: Vec<String> = desk.keymap.keys_of(context, action);
                let keys = text::cut(&keys.join("  "), 22).into_owned();
                doc.put(vec![
                    (format!("  {keys:<24}"), Role::Key),
                    (desk.texts.named("action", action.name()).into_owned(), Role::Text),
                ]);
            }
        }
        doc.heading(&desk.texts.get("help-signs"));
        for (sign, key) in [
            ("!", "sign-overdue"),
            ("P4←P2", "sign-changed"),
            ("S0–S8", "sign-service"),
            ("⚑2", "sign-flags"),
            ("•1", "sign-unread"),
            ("⇄", "sign-behalf"),
            ("▌", "sign-words"),
        ] {
            doc.put(vec![(format!("  {sign:<24}"), Role::Key), (desk.text(key), Role::Text)]);
        }
        doc
    }
}

impl Screen for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Back, Action::Down, Action::PageDown, Action::PageUp]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        self.reader.act(action)
    }

    fn settle(&mut self, area: Rect, desk: &Desk) {
        let lines = self.doc(area, desk).len();
        self.reader.settle(area, lines);
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        self.reader.draw(surface, area, &desk.texts.get("help-title"), &self.doc(area, desk), desk);
    }
}

/// What was said lately, newest first.
#[derive(Debug)]
pub(crate) struct Notices {
    reader: Reader,
}

impl Notices {
    pub(crate) fn new(_desk: &Desk) -> Self {
        Self { reader: Reader::default() }
    }

    fn doc(area: Rect, desk: &Desk) -> Doc {
        let mut doc = Doc::new(room(area));
        for (notice, at) in desk.notices.iter().rev() {
            doc.marked(
                &format!("{}  ", time::moment(*at, desk.now)),
                &format!("{}{}", notice.sign(), notice.text),
                notice.role(),
            );
        }
        if desk.notices.is_empty() {
            doc.text(&desk.texts.get("notices-none"), Role::Muted);
        }
        doc
    }
}

impl Screen for Notices {
    fn context(&self) -> Context {
        Context::Help
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Back, Action::Down, Action::PageDown]
    }

    fn act(&mut self, action: Action, _desk: &Desk) -> Vec<Request> {
        self.reader.act(action)
    }

    fn settle(&mut self, area: Rect, desk: &Desk) {
        let lines = Self::doc(area, desk).len();
        self.reader.settle(area, lines);
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        self.reader.draw(surface, area, &desk.texts.get("notices-title"), &Self::doc(area, desk), desk);
    }
}
