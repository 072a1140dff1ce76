//! An open case: everything to decide on, on one page with sections. Wide terminals show two columns.

mod head;
mod summary;
mod thread;

use domain::{CaseId, DraftKind};
use ratatui::layout::Rect;

use super::doc::Doc;
use super::picker::Picker;
use super::popup::Popup;
use super::{Request, Screen, deeds};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::surface::{self, Surface};
use crate::theme::Role;
use crate::{text, time};

/// Rows of the head: who, how urgent, where it stands, the sections.
const HEAD: u16 = 4;
/// The sections in order.
const SECTIONS: [&str; 5] = ["summary", "answers", "messages", "history", "earlier"];

/// A column of text with its place.
#[derive(Debug, Default)]
struct Column {
    doc: Doc,
    top: usize,
    height: usize,
}

impl Column {
    fn most(&self) -> usize {
        self.doc.len().saturating_sub(self.height)
    }

    fn go(&mut self, line: usize) {
        self.top = line.min(self.most());
    }
}

/// The screen of one case.
#[derive(Debug)]
pub(crate) struct CaseScreen {
    case: CaseId,
    columns: Vec<Column>,
    /// The column that the keys move.
    focus: usize,
    /// What the text was made from.
    made: u64,
    /// Choosing among earlier cases.
    choosing: Option<Picker>,
}

impl CaseScreen {
    pub(crate) fn new(case: CaseId) -> Self {
        Self { case, columns: Vec::new(), focus: 0, made: 0, choosing: None }
    }

    fn column(&mut self) -> Option<&mut Column> {
        self.columns.get_mut(self.focus)
    }

    fn scroll(&mut self, by: i64) {
        if let Some(column) = self.column() {
            let line = column.top as i64 + by;
            column.go(line.max(0) as usize);
        }
    }

    fn page(&mut self, by: i64) {
        let height = self.column().map_or(1, |column| column.height.saturating_sub(1).max(1));
        self.scroll(by * height as i64);
    }

    /// The section at the top of the focused column.
    fn here(&self) -> usize {
        self.columns.get(self.focus).and_then(|column| column.doc.section_at(column.top)).unwrap_or(0)
    }

    fn jump(&mut self, section: usize) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            if let Some(line) = column.doc.line_of(section) {
                column.go(line);
                self.focus = index;
                return;
            }
        }
    }

    fn jump_on(&mut self, by: i64) {
        // Sections that are on the screen together need no jump: go to the next one that moves the text.
        let mut section = self.here() as i64;
        let before = (self.focus, self.columns.get(self.focus).map(|column| column.top));
        for _ in 0..SECTIONS.len() {
            section = (section + by).rem_euclid(SECTIONS.len() as i64);
            self.jump(section as usize);
            if before != (self.focus, self.columns.get(self.focus).map(|column| column.top)) {
                return;
            }
        }
    }

    fn open_earlier(&mut self, desk: &Desk) -> Vec<Request> {
        match desk.model.case(self.case).map(|view| view.earlier.as_slice()) {
            Some([only]) => vec![Request::Open(only.case)],
            Some([]) | None => Vec::new(),
            Some(_) => {
                self.choosing = Some(Picker::default());
                Vec::new()
            }
        }
    }

    fn choose_earlier(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let (Some(picker), Some(view)) = (&mut self.choosing, desk.model.case(self.case)) else { return Vec::new() };
        if picker.act(action, view.earlier.len()) {
            return Vec::new();
        }
        let chosen = view.earlier.get(picker.chosen).filter(|_| action == Action::Choose);
        if chosen.is_some() || action == Action::Back {
            self.choosing = None;
        }
        chosen.map(|earlier| Request::Open(earlier.case)).into_iter().collect()
    }
}

impl Screen for CaseScreen {
    fn context(&self) -> Context {
        if self.choosing.is_some() { Context::Dialog } else { Context::Case }
    }

    fn offers(&self, desk: &Desk) -> Vec<Action> {
        if self.choosing.is_some() {
            return vec![Action::Choose, Action::Back, Action::Down, Action::Up];
        }
        let mut offers = Vec::new();
        if desk.model.urgent.alert().is_some() {
            offers.push(Action::NextUrgent);
        }
        if let Some(row) = desk.model.row(self.case) {
            offers.extend(deeds::offers(row, desk).into_iter().filter(|action| *action != Action::TakeAndOpen));
        }
        offers.insert(offers.len().min(4), Action::Back);
        offers.push(Action::NextItem);
        if desk.model.case(self.case).is_some_and(|view| !view.earlier.is_empty()) {
            offers.push(Action::Open);
        }
        offers.extend([Action::NextSection, Action::Palette]);
        offers
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        if self.choosing.is_some() {
            return self.choose_earlier(action, desk);
        }
        if let Some(requests) = deeds::act(action, self.case, desk) {
            return requests;
        }
        match action {
            Action::Down => self.scroll(1),
            Action::Up => self.scroll(-1),
            Action::PageDown => self.page(1),
            Action::PageUp => self.page(-1),
            Action::First => self.scroll(i64::from(i32::MIN)),
            Action::Last => self.scroll(i64::from(i32::MAX)),
            Action::SectionSummary => self.jump(0),
            Action::SectionAnswers => self.jump(1),
            Action::SectionMessages => self.jump(2),
            Action::SectionHistory => self.jump(3),
            Action::SectionEarlier => self.jump(4),
            Action::NextSection => self.jump_on(1),
            Action::PreviousSection => self.jump_on(-1),
            Action::NextItem => return vec![Request::OpenNext(1)],
            Action::PreviousItem => return vec![Request::OpenNext(-1)],
            Action::Open => return self.open_earlier(desk),
            Action::Back => return vec![Request::Close],
            _ => {}
        }
        Vec::new()
    }

    fn settle(&mut self, area: Rect, desk: &Desk) {
        let wide = desk.is_wide();
        let height = usize::from(area.height.saturating_sub(HEAD));
        let Some(view) = desk.model.case(self.case) else { return };
        let width = if wide { usize::from(area.width - 1) / 2 } else { usize::from(area.width) };
        let draft = [DraftKind::Reply, DraftKind::Note].map(|kind| desk.model.drafts.is_open((self.case, kind)));
        let made = surface::key((desk.model.case_turn, desk.edition, width, time::minute(desk.now), draft, view.row.version));
        if made != self.made {
            self.made = made;
            let docs = if wide {
                let mut left = Doc::new(width - 2);
                summary::fill(&mut left, view, desk);
                let mut right = Doc::new(width - 2);
                thread::fill(&mut right, view, desk);
                vec![left, right]
            } else {
                let mut doc = Doc::new(width - 2);
                summary::fill(&mut doc, view, desk);
                thread::fill(&mut doc, view, desk);
                vec![doc]
            };
            // The reader stays where they were: the text grows at its end.
            let tops: Vec<usize> = self.columns.iter().map(|column| column.top).collect();
            self.columns = docs.into_iter().map(|doc| Column { doc, top: 0, height }).collect();
            for (column, top) in self.columns.iter_mut().zip(tops) {
                column.top = top;
            }
        }
        self.focus = self.focus.min(self.columns.len().saturating_sub(1));
        for column in &mut self.columns {
            column.height = height;
            column.go(column.top);
        }
    }

    fn covers(&self) -> bool {
        true
    }

    fn case(&self) -> Option<CaseId> {
        Some(self.case)
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let row = desk.model.row(self.case);
        let view = desk.model.case(self.case);
        let line = |y: u16| Rect::new(area.x, area.y + y, area.width, 1);
        head::draw(surface, area, row, view, desk);
        let rows = Rect::new(area.x, area.y + HEAD, area.width, area.height.saturating_sub(HEAD));
        surface.set_cursor(rows.x, rows.y);
        let Some(view) = view else {
            surface.line(line(3), desk.key(80), |pen| {
                pen.put(" …", desk.look(Role::Muted));
            });
            return;
        };
        head::sections(surface, line(3), view, self.here(), desk);
        let count = self.columns.len().max(1) as u16;
        let width = if count == 2 { (area.width - 1) / 2 } else { area.width };
        for (index, column) in self.columns.iter().enumerate() {
            let x = rows.x + index as u16 * (width + 1);
            let inner = Rect::new(x + 1, rows.y, width - 2, rows.height);
            column.doc.draw(surface, inner, column.top, self.made, desk);
            if index == self.focus {
                surface.set_cursor(x, rows.y);
            }
            more(surface, Rect::new(x + width - 1, rows.bottom().saturating_sub(1), 1, 1), column, desk);
            if index > 0 {
                let rule = Rect::new(x - 1, rows.y, 1, rows.height);
                surface.block(rule, desk.key(81), |buffer, area| {
                    for y in area.top()..area.bottom() {
                        buffer.set_string(area.x, y, "│", desk.look(Role::Border));
                    }
                });
            }
        }
        if let Some(picker) = &self.choosing {
            let mut popup = Popup::new(&desk.texts.get("section-earlier"), 72);
            for (index, earlier) in view.earlier.iter().enumerate() {
                popup.choice(vec![(thread::earlier_text(earlier, desk), Role::Text)], index == picker.chosen);
            }
            popup.follow(area).draw(surface, area, desk);
        }
    }
}

/// A sign that there is more below.
fn more(surface: &mut Surface, area: Rect, column: &Column, desk: &Desk) {
    let below = column.top < column.most();
    surface.line(area, desk.key((82, below)), |pen| {
        pen.put(if below { "↓" } else { " " }, desk.look(Role::Key));
    });
}

/// Sex by the identity code, in words.
pub(super) fn sex_name(sex: domain::Sex, desk: &Desk) -> String {
    desk.text(match sex {
        domain::Sex::Female => "sex-female",
        domain::Sex::Male => "sex-male",
    })
}

/// A language's name.
pub(super) fn language_name(language: domain::Language, desk: &Desk) -> String {
    text::visible(&desk.texts.named("language", language.code())).into_owned()
}
