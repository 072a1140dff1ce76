//! One row of the list: its columns by width and view, and what each shows. Few changes of style, so that a page is few bytes.

use api::{View, WorkRow};
use domain::WorkState;
use ratatui::style::Style;

use super::state_name;
use crate::desk::{Desk, short_name};
use crate::surface::Pen;
use crate::theme::Role;
use crate::{text, time};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Column {
    /// `P4←P2`
    Class,
    /// Time left, or over.
    Left,
    /// Time since it was sent.
    Waiting,
    /// Red-flag answers, and what the resident did, unseen.
    Signs,
    /// Name, age, and whether somebody acts for them.
    Resident,
    /// The assessment.
    Title,
    /// Unit.
    Unit,
    /// Language of the case.
    Language,
    /// Whose it is, or in what state.
    Owner,
    /// The state, where all are the user's own.
    State,
}

/// How a row is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) selected: bool,
    /// It has left the view, and stays until the user moves.
    pub(super) gone: bool,
}

/// The columns of the list with their widths.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Columns(Vec<(Column, usize)>);

impl Columns {
    /// The columns for this width. Where all items are free, nobody's name needs room, unless there is plenty of it.
    pub(super) fn of(width: u16, view: View, searching: bool, plenty: bool) -> Self {
        let everybodys = searching || matches!(view, View::Open | View::Ended);
        let roomy = width >= 100;
        let mut columns = vec![
            (Column::Class, 5),
            (Column::Left, 11),
            (Column::Waiting, 10),
            (Column::Signs, if view == View::Free { 3 } else { 5 }),
        ];
        let mut late = Vec::new();
        if roomy {
            late.push((Column::Unit, 18));
        }
        if width >= 86 {
            late.push((Column::Language, 2));
        }
        if everybodys {
            late.push((Column::Owner, if roomy { 18 } else { 10 }));
        } else if view != View::Free {
            late.push((Column::State, 5));
        } else if plenty {
            late.extend([(Column::State, 6), (Column::Owner, 9)]);
        }
        let taken: usize = columns.iter().chain(&late).map(|(_, width)| width + 1).sum();
        let room = usize::from(width).saturating_sub(taken + 4);
        // A name and an age of usual length are whole, also in a small terminal.
        let resident = (room * 10 / 21).max((room / 2 + 1).min(18)).clamp(10, 30);
        columns.extend([(Column::Resident, resident), (Column::Title, room.saturating_sub(resident))]);
        columns.extend(late);
        Self(columns)
    }

    pub(super) fn head(&self, pen: &mut Pen<'_>, desk: &Desk) {
        let style = desk.look(Role::Muted);
        pen.skip(2);
        for (column, width) in &self.0 {
            let name = desk.texts.get(match column {
                Column::Class => "column-class",
                Column::Left => "column-left",
                Column::Waiting => "column-waiting",
                Column::Signs => "column-signs",
                Column::Resident => "column-resident",
                Column::Title => "column-title",
                Column::Unit => "column-unit",
                Column::Language => "column-language",
                Column::Owner => "column-owner",
                Column::State => "column-state",
            });
            pen.column(&name, *width, style).skip(1);
        }
    }

    /// What the row depends on. The version stands for all that the server knows of it.
    pub(super) fn key(&self, row: &WorkRow, look: Look, desk: &Desk) -> u64 {
        let left = row.due.map(|due| time::minutes_between(desk.now, due));
        let waiting = time::minutes_between(row.arrived, desk.now);
        let known = (row.case.0.as_u128(), row.version, row.unread, row.mine, row.state, row.urgency);
        desk.key((known, look, coarse(left), coarse(Some(waiting)), self.0.len(), self.0.last().map(|(_, width)| *width)))
    }

    pub(super) fn row(&self, pen: &mut Pen<'_>, row: &WorkRow, look: Look, desk: &Desk) {
        let plain = desk.look(if look.gone { Role::Muted } else { Role::Text });
        let left = row.due.filter(|_| row.state != WorkState::Closed).map(|due| time::minutes_between(desk.now, due));
        let overdue = left.is_some_and(|left| left < 0);
        let mark = |style: Style| if look.selected { style.patch(desk.look(Role::Selected)) } else { style };
        // The highlight is short: moving it must cost few bytes.
        let class = mark(if look.gone { plain } else { desk.look(Role::of_class(row.urgency)) });
        pen.put(if look.selected { ">" } else { " " }, class);
        pen.put(if overdue { "!" } else { " " }, class);
        // Where an item has a column for its owner and one for its state, each says its own.
        let whole = [Column::State, Column::Owner].iter().all(|wanted| self.0.iter().any(|(column, _)| column == wanted));
        let says_whose = self.0.iter().any(|(column, _)| matches!(column, Column::State | Column::Owner));
        for (column, width) in &self.0 {
            let width = *width;
            match column {
                Column::Class => {
                    let text = Desk::class_text(row);
                    let text = if look.selected { format!("{text:<width$}") } else { text };
                    pen.column(&text, width, class)
                }
                Column::Left => {
                    let text = left.map_or(String::new(), |left| left_text(left, desk));
                    pen.column(&text, width, if overdue && !look.gone { desk.look(Role::Overdue) } else { plain })
                }
                Column::Waiting => {
                    let minutes = time::minutes_between(row.arrived, desk.now).max(0);
                    pen.column(&time::length(minutes, &desk.texts), width, plain)
                }
                Column::Signs => {
                    let flags = if row.red_flags > 0 { format!("⚑{}", row.red_flags) } else { String::new() };
                    let unread = if row.unread > 0 { format!("•{}", row.unread.min(99)) } else { String::new() };
                    let role = if row.unread > 0 && !look.gone { Role::Warning } else { Role::RedFlag };
                    pen.column(&format!("{flags}{unread}"), width, if look.gone { plain } else { desk.look(role) })
                }
                Column::Resident => {
                    let after = if row.on_behalf { format!(" {} ⇄", row.age) } else { format!(" {}", row.age) };
                    let name = text::visible(&row.name);
                    let name = text::cut(&name, width.saturating_sub(text::width(&after)));
                    pen.column(&format!("{name}{after}"), width, plain)
                }
                Column::Title => {
                    let title = text::visible(&row.title);
                    // A row that stays under the cursor although it has left the list of free items says so, also in one colour.
                    let left_for = if says_whose { None } else { left_for(row, look, desk) };
                    let title = left_for.map_or_else(|| title.to_string(), |left_for| format!("{left_for} · {title}"));
                    pen.column(&title, width, plain)
                }
                Column::Unit => pen.column(&text::visible(&row.unit), width, plain),
                Column::Language => pen.column(row.language.code(), width, plain),
                Column::Owner if whole && row.owner.is_none() && !look.gone => pen.column("–", width, plain),
                Column::Owner => pen.column(&owner_text(row, look, desk), width, plain),
                Column::State if look.gone => pen.column(&desk.texts.get("row-gone"), width, plain),
                Column::State if row.state == WorkState::EndProposed => {
                    pen.column(&desk.texts.named("mark", "end-proposed"), width, plain)
                }
                Column::State if whole => pen.column(&state_name(row.state, desk), width, plain),
                Column::State => pen.skip(width),
            };
            pen.skip(1);
        }
    }
}

/// Minutes as far as they are shown: a row with days left is not drawn again every minute.
fn coarse(minutes: Option<i64>) -> Option<i64> {
    minutes.map(|minutes| if minutes.abs() < 600 { minutes } else { minutes / 60 * 60 })
}

/// Time left, or over: `2 t 10 min`, `−45 min`.
pub(crate) fn left_text(left: i64, desk: &Desk) -> String {
    if left < 0 { format!("-{}", time::length(-left, &desk.texts)) } else { time::length(left, &desk.texts) }
}

/// Where a row has gone that is free no longer: to the user, or away.
fn left_for(row: &WorkRow, look: Look, desk: &Desk) -> Option<String> {
    match row.state {
        _ if look.gone => Some(desk.text("row-gone")),
        WorkState::Taken if row.mine => Some(desk.text("row-mine")),
        _ => None,
    }
}

/// Whose it is; for an item without an owner, or one that has ended, its state.
fn owner_text(row: &WorkRow, look: Look, desk: &Desk) -> String {
    if look.gone {
        return desk.text("row-gone");
    }
    let owner = match &row.owner {
        Some(_) if row.mine => desk.text("row-mine"),
        Some(owner) => short_name(&text::visible(owner)),
        None => return state_name(row.state, desk),
    };
    match row.state {
        WorkState::Taken | WorkState::Free => owner,
        state => format!("{} {owner}", desk.texts.named("mark", &state.to_string())),
    }
}
