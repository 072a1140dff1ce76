//! The work list: tabs of views, the rows of a window, queues beside it when wide, the selected item beside it when very wide.

mod panel;
mod preview;
mod row;

use api::View;
use domain::WorkState;
use ratatui::layout::Rect;

use super::{Move, Request, Screen, SearchLine, deeds};
use crate::action::Action;
use crate::desk::Desk;
use crate::keymap::Context;
use crate::model::{VIEWS, view_name};
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;
use row::Columns;
pub(crate) use row::left_text;

/// Columns of the queues beside the list.
const PANEL: u16 = 32;
/// The widest that the list itself grows: the rest is for the selected item.
const LIST: u16 = 122;

/// Columns that the selected item needs beside the list.
const BESIDE: u16 = 44;

/// The home of a professional.
#[derive(Debug, Default)]
pub(crate) struct List {}

/// Where the parts of the screen are.
struct Parts {
    tabs: Rect,
    head: Rect,
    rows: Rect,
    panel: Option<Rect>,
    preview: Option<Rect>,
}

fn parts(area: Rect, desk: &Desk) -> Parts {
    let mut left = area.x;
    let mut width = area.width;
    let mut panel = None;
    let mut preview = None;
    if desk.is_wide() {
        panel = Some(Rect { width: PANEL, ..area });
        left += PANEL + 1;
        width -= PANEL + 1;
    }
    if desk.has_preview() {
        let list = width.saturating_sub(BESIDE).min(LIST);
        preview = Some(Rect::new(left + list + 1, area.y, width - list - 1, area.height));
        width = list;
    }
    let row = |y: u16, height: u16| Rect::new(left, area.y + y, width, height);
    Parts { tabs: row(0, 1), head: row(1, 1), rows: row(2, area.height.saturating_sub(2)), panel, preview }
}

impl List {
    /// Rows of the list that fit into an area.
    pub(crate) fn height(area: Rect, desk: &Desk) -> u16 {
        parts(area, desk).rows.height.max(1)
    }
}

impl Screen for List {
    fn context(&self) -> Context {
        Context::List
    }

    fn offers(&self, desk: &Desk) -> Vec<Action> {
        let lists = &desk.model.lists;
        let mut offers = Vec::new();
        if desk.model.urgent.alert().is_some() {
            offers.push(Action::NextUrgent);
        }
        if lists.search().is_some() {
            offers.push(Action::Back);
        }
        let mut rarely = Vec::new();
        if let Some(row) = lists.selected() {
            offers.push(Action::Open);
            let (often, other) = deeds::offers(row, desk).into_iter().partition(|action| deeds::is_usual(*action));
            offers.extend::<Vec<Action>>(often);
            rarely = other;
        }
        offers.extend([Action::Search, Action::NewAssessment, Action::NextView]);
        offers.extend(rarely);
        if desk.model.session.as_ref().is_some_and(|session| session.queues.len() > 1) {
            offers.push(Action::NextQueue);
        }
        offers.extend([Action::Palette, Action::Language, Action::Quit]);
        offers
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let selected = desk.model.lists.selected().map(|row| row.case);
        if let Some(requests) = selected.and_then(|case| deeds::act(action, case, desk)) {
            return requests;
        }
        let go = |movement| vec![Request::Move(movement)];
        match action {
            Action::Down => go(Move::Step(1)),
            Action::Up => go(Move::Step(-1)),
            Action::PageDown => go(Move::Page(1)),
            Action::PageUp => go(Move::Page(-1)),
            Action::First => go(Move::First),
            Action::Last => go(Move::Last),
            Action::NextView => go(Move::Views(1)),
            Action::PreviousView => go(Move::Views(-1)),
            Action::ViewFree => go(Move::View(View::Free)),
            Action::ViewMine => go(Move::View(View::Mine)),
            Action::ViewOpen => go(Move::View(View::Open)),
            Action::ViewUnfinished => go(Move::View(View::Unfinished)),
            Action::ViewEnded => go(Move::View(View::Ended)),
            Action::NextQueue => go(Move::Queues(1)),
            Action::PreviousQueue => go(Move::Queues(-1)),
            Action::Open => selected.map(Request::Open).into_iter().collect(),
            Action::NextItem => vec![Request::OpenNext(1)],
            Action::PreviousItem => vec![Request::OpenNext(-1)],
            Action::Search => vec![Request::Push(Box::new(SearchLine::new(desk.model.lists.search())))],
            Action::Back if desk.model.lists.search().is_some() => vec![Request::Find { text: None, now: true }],
            _ => Vec::new(),
        }
    }

    fn covers(&self) -> bool {
        true
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let parts = parts(area, desk);
        if let Some(panel) = parts.panel {
            panel::draw(surface, panel, desk);
        }
        tabs(surface, parts.tabs, desk);
        let lists = &desk.model.lists;
        let columns = Columns::of(parts.rows.width, lists.view(), lists.search().is_some(), desk.has_preview());
        surface.line(parts.head, desk.key((10, &columns)), |pen| columns.head(pen, desk));
        self.rows(surface, parts.rows, &columns, desk);
        if let Some(area) = parts.preview {
            preview::draw(surface, area, desk);
        }
    }
}

impl List {
    fn rows(&self, surface: &mut Surface, area: Rect, columns: &Columns, desk: &Desk) {
        let window = desk.model.lists.window();
        let line = |index: usize| Rect::new(area.x, area.y + index as u16, area.width, 1);
        let mut drawn = 0;
        for (index, (row, selected)) in window.page().enumerate().take(usize::from(area.height)) {
            let gone = selected && window.selected_is_gone() && !row.mine;
            let look = row::Look { selected, gone };
            surface.line(line(index), columns.key(row, look, desk), |pen| columns.row(pen, row, look, desk));
            if selected {
                surface.set_cursor(area.x, area.y + index as u16);
            }
            drawn = index + 1;
        }
        let said = match (drawn, window.is_loaded()) {
            (0, false) if !desk.online => "list-offline",
            (0, false) => "list-loading",
            (0, true) if desk.model.lists.search().is_some() => "list-nothing-found",
            (0, true) => "list-empty",
            _ if window.is_waiting() => "list-more",
            _ => "",
        };
        for index in drawn..usize::from(area.height) {
            let text = if index == drawn || (index == drawn + 1 && drawn == 0) { said } else { "" };
            let show = (drawn == 0 && index == 1) || (drawn > 0 && index == drawn);
            surface.line(line(index), desk.key((11, show, text)), |pen| {
                if show && !text.is_empty() {
                    pen.put("  ", desk.look(Role::Muted)).put(&desk.texts.get(text), desk.look(Role::Muted));
                }
            });
        }
        if drawn == 0 {
            surface.set_cursor(area.x, area.y);
        }
    }
}

/// The views with their counts, or what is searched for.
fn tabs(surface: &mut Surface, area: Rect, desk: &Desk) {
    let lists = &desk.model.lists;
    let (total, least) = lists.window().total();
    let counts: Vec<Option<u32>> = VIEWS.iter().map(|view| desk.model.count(*view)).collect();
    let queue = lists.queue();
    let key = desk.key((12, lists.view() as u8, lists.search(), total, least, &counts, queue, lists.window().is_loaded()));
    surface.line(area, key, |pen| {
        if let Some(search) = lists.search() {
            let count = if least { format!("{total}+") } else { total.to_string() };
            let said =
                desk.texts.with("search-found", &[("text", text::visible(search).into_owned().into()), ("count", count.into())]);
            pen.put(&format!(" {said}"), desk.look(Role::Title));
            return;
        }
        for (view, count) in VIEWS.iter().zip(counts) {
            let here = *view == lists.view();
            let count = count.map(u64::from).or((here && lists.window().is_loaded()).then_some(total));
            let name = desk.texts.named("view", view_name(*view));
            let label = match count {
                Some(count) => format!(" {name} {count} "),
                None => format!(" {name} "),
            };
            let style = if here { desk.look(Role::Title).patch(desk.look(Role::Selected)) } else { desk.look(Role::Muted) };
            pen.put(&label, style);
        }
        let name = queue.and_then(|queue| desk.model.session.as_ref()?.queues.iter().find(|known| known.id == *queue));
        if let Some(queue) = name.filter(|_| !desk.is_wide()) {
            pen.put(&format!("  ▸ {}", queue.name), desk.look(Role::Title));
        }
    });
}

/// The name of an item's state, as the list shows it.
pub(crate) fn state_name(state: WorkState, desk: &Desk) -> String {
    desk.texts.named("state", &state.to_string()).into_owned()
}
