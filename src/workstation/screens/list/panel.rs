//! The queues beside the list, with what stands in them.

use ratatui::layout::Rect;

use crate::desk::Desk;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

pub(super) fn draw(surface: &mut Surface, area: Rect, desk: &Desk) {
    let Some(session) = &desk.model.session else { return };
    let chosen = desk.model.lists.queue();
    let mut y = area.y;
    let mut line = |key: u64, draw: &mut dyn FnMut(&mut crate::surface::Pen<'_>)| {
        if y < area.bottom() {
            surface.line(Rect::new(area.x, y, area.width, 1), key, |pen| draw(pen));
            y += 1;
        }
    };
    let numbers = |free: u32, urgent: u32, overdue: u32| format!("{free:>4}{urgent:>6}{overdue:>6}");
    line(desk.key(20), &mut |pen| {
        let columns = format!(
            "{:>4}{:>6}{:>6}",
            desk.texts.get("panel-free"),
            desk.texts.get("panel-urgent"),
            desk.texts.get("panel-overdue")
        );
        pen.column(&format!(" {}", desk.texts.get("panel-queues")), 16, desk.look(Role::Title));
        pen.put(&columns, desk.look(Role::Muted));
    });
    let sum = |pick: fn(&api::QueueCount) -> u32| desk.model.counts.iter().map(pick).sum::<u32>();
    let all = (sum(|c| c.free), sum(|c| c.urgent), sum(|c| c.overdue));
    let mut unit = None;
    let row = |pen: &mut crate::surface::Pen<'_>, here: bool, name: &str, (free, urgent, overdue): (u32, u32, u32)| {
        let style = desk.look(if here { Role::Title } else { Role::Text });
        pen.put(if here { ">" } else { " " }, style);
        pen.column(&text::visible(name), 15, style);
        pen.put(
            &numbers(free, urgent, overdue),
            desk.look(if overdue > 0 {
                Role::Overdue
            } else if urgent > 0 {
                Role::Warning
            } else {
                Role::Muted
            }),
        );
    };
    line(desk.key((21, chosen.is_none(), all)), &mut |pen| row(pen, chosen.is_none(), &desk.texts.get("panel-all"), all));
    for queue in &session.queues {
        if unit != Some(&queue.unit) {
            unit = Some(&queue.unit);
            line(desk.key((22, &queue.unit_name)), &mut |pen| {
                pen.put(&format!(" {}", text::visible(&queue.unit_name)), desk.look(Role::Muted));
            });
        }
        let here = chosen == Some(&queue.id);
        let count = desk.model.counts.iter().find(|count| count.queue == queue.id);
        let numbers = count.map_or((0, 0, 0), |count| (count.free, count.urgent, count.overdue));
        line(desk.key((23, &queue.name, here, numbers)), &mut |pen| row(pen, here, &queue.name, numbers));
    }
}
