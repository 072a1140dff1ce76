//! The head of a case, always in sight: who, how urgent and until when, in what state and whose; then the sections.

use api::{CaseView, WorkRow};
use domain::{Clock, DraftKind, WorkState};
use ratatui::layout::Rect;

use super::{SECTIONS, language_name, sex_name};
use crate::desk::Desk;
use crate::screens::list::{left_text, state_name};
use crate::surface::Surface;
use crate::theme::Role;
use crate::{text, time};

/// Columns that a name keeps, however much stands beside it.
const SHORTEST_NAME: usize = 8;

pub(super) fn draw(surface: &mut Surface, area: Rect, row: Option<&WorkRow>, view: Option<&CaseView>, desk: &Desk) {
    let Some(row) = row else { return };
    let minute = time::minute(desk.now);
    let state = (row.case, row.version, row.state, row.mine, row.urgency, view.is_some(), desk.model.case_turn);
    let line = |y: u16| Rect::new(area.x, area.y + y, area.width, 1);
    surface.line(line(0), desk.key((90, state)), |pen| {
        let banner = view
            .filter(|view| view.resident.protected)
            .map_or(String::new(), |_| format!(" {} ", desk.texts.get("case-protected")));
        let (needed, more) = person(row, view, desk);
        let taken = 3 + text::width(&needed) + if banner.is_empty() { 0 } else { text::width(&banner) + 2 };
        let name = text::visible(&row.name);
        let name = text::cut(&name, pen.room().saturating_sub(taken).max(SHORTEST_NAME));
        pen.put(&format!(" {name}"), desk.look(Role::Title));
        if !banner.is_empty() {
            pen.put("  ", desk.look(Role::Text)).put(&banner, desk.look(Role::Banner));
        }
        let mut said = format!("  {needed}");
        for part in more {
            let part = format!(" · {part}");
            if text::width(&said) + text::width(&part) > pen.room() {
                break;
            }
            said.push_str(&part);
        }
        pen.put(&said, desk.look(Role::Text));
    });
    surface.line(line(1), desk.key((91, state, minute)), |pen| {
        pen.put(" ", desk.look(Role::Text));
        pen.put(&format!(" {} ", Desk::class_text(row)), desk.look(Role::of_class(row.urgency)));
        let name = if row.service {
            desk.text("class-service")
        } else {
            desk.texts.named("class", &row.urgency.code().to_lowercase()).into_owned()
        };
        pen.put(&format!(" {name}"), desk.look(Role::Text));
        let (limit, overdue) = limit(row, desk);
        pen.put(&format!(" · {limit}"), desk.look(if overdue { Role::Overdue } else { Role::Text }));
        if !row.service && desk.classes().limit(row.urgency).clock == Clock::NotAtNight {
            pen.put(&format!(" · {}", desk.texts.get("case-clock-stops")), desk.look(Role::Muted));
        }
    });
    surface.line(line(2), desk.key((92, state, minute)), |pen| {
        pen.put(&format!(" {}", whose(row, desk)), desk.look(Role::Title));
        pen.put(&format!(" · #{} {}", row.no, text::visible(&row.title)), desk.look(Role::Text));
        let waited = time::length(time::minutes_between(row.arrived, desk.now).max(0), &desk.texts);
        let sent = desk.texts.with("case-sent", &[("at", time::moment(row.arrived, desk.now).into()), ("ago", waited.into())]);
        pen.put(&format!(" · {sent} · {}", text::visible(&row.unit)), desk.look(Role::Muted));
    });
}

/// What tells people apart and is never cut, and what is left out from its end where there is no room.
fn person(row: &WorkRow, view: Option<&CaseView>, desk: &Desk) -> (String, Vec<String>) {
    let texts = &desk.texts;
    let age = texts.with("years", &[("age", row.age.into())]);
    let Some(view) = view else { return (age, Vec::new()) };
    let resident = &view.resident;
    let needed = format!("{age}, {} · {}", sex_name(resident.sex, desk), text::visible(resident.identity_code.as_str()));
    let mut parts = Vec::new();
    if let Some(behalf) = &view.on_behalf {
        let name = if behalf.is_blank() { String::new() } else { format!(" {}", text::visible(behalf.as_str())) };
        parts.push(format!("⇄ {}{name}", texts.get("case-on-behalf")));
    }
    parts.extend(resident.phone.as_ref().map(|phone| text::visible(phone.as_str()).into_owned()));
    parts.push(language_name(resident.language, desk));
    parts.extend(resident.municipality.clone());
    (needed, parts)
}

/// The limit in words, and whether it is over.
fn limit(row: &WorkRow, desk: &Desk) -> (String, bool) {
    if row.state == WorkState::Closed {
        return (desk.text("case-ended"), false);
    }
    let Some(due) = row.due else { return (desk.text("case-no-limit"), false) };
    let left = time::minutes_between(desk.now, due);
    let at = time::deadline(due, desk.now, &desk.texts);
    let (key, length) = if left < 0 { ("case-overdue", left_text(-left, desk)) } else { ("case-left", left_text(left, desk)) };
    (desk.texts.with(key, &[("length", length.into()), ("at", at.into())]), left < 0)
}

/// State and owner in words.
fn whose(row: &WorkRow, desk: &Desk) -> String {
    let state = state_name(row.state, desk);
    match &row.owner {
        Some(_) if row.mine => format!("{state} · {}", desk.texts.get("row-mine")),
        Some(owner) => format!("{state} · {}", text::visible(owner)),
        None => state,
    }
}

/// The names of the sections with the keys that go there.
pub(super) fn sections(surface: &mut Surface, area: Rect, view: &CaseView, here: usize, desk: &Desk) {
    let counts = [None, Some(view.answers.len()), Some(view.messages.len()), None, Some(view.earlier.len())];
    let open = |kind| desk.model.drafts.is_open((view.row.case, kind));
    let draft = match (open(DraftKind::Reply), open(DraftKind::Note)) {
        (true, _) => Some("case-draft"),
        (false, true) => Some("case-draft-note"),
        (false, false) => None,
    };
    surface.line(area, desk.key((93, here, counts, draft, desk.model.case_turn)), |pen| {
        for (index, (name, count)) in SECTIONS.iter().zip(counts).enumerate() {
            let title = desk.texts.named("section", name);
            let mut count = count.map_or(String::new(), |count| format!(" {count}"));
            if *name == "messages" && draft.is_some() {
                count.push('✎');
            }
            let style = if index == here { desk.look(Role::Title) } else { desk.look(Role::Muted) };
            pen.put(
                &format!(" {} {title}{count} ", index + 1),
                if index == here { style.patch(desk.look(Role::Selected)) } else { style },
            );
        }
        if let Some(draft) = draft {
            pen.end(&format!("✎ {} ", desk.texts.get(draft)), desk.look(Role::Warning));
        }
    });
}
