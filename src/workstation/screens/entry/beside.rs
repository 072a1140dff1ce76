//! All questions beside the one that is asked, with their answers.

use ratatui::layout::Rect;

use super::words;
use crate::desk::Desk;
use crate::model::{Form, Place};
use crate::screens::doc::Doc;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

pub(super) fn draw(surface: &mut Surface, area: Rect, form: &Form, desk: &Desk) {
    let mut doc = Doc::new(usize::from(area.width).saturating_sub(2));
    let mut here = 0;
    let mut section = "";
    for question in form.questions() {
        if question.section != section {
            section = &question.section;
            let title = text::visible(section);
            doc.put(vec![(format!("  {}", text::cut(&title, doc.width() - 2)), Role::Muted)]);
        }
        let current = form.place == Place::Question(question.id.clone());
        let given = form.answer_to(&question.id);
        let faulty = form.faults(&question.id).next().is_some();
        if current {
            here = doc.len();
        }
        let sign = match given {
            _ if faulty => "!",
            Some(_) => "✓",
            None if question.required => "·",
            None => " ",
        };
        let mark = format!("{}{sign} ", if current { ">" } else { " " });
        let role = if current { Role::Title } else { Role::Question };
        let said = given.map(|given| words::answer(question, given, desk)).unwrap_or_default();
        let label = words::label(question);
        let room = doc.width().saturating_sub(3);
        // The answer matters more than the end of the question.
        let short = text::cut(&said, room / 2).into_owned();
        let label = text::cut(&label, room.saturating_sub(text::width(&short) + 2)).into_owned();
        doc.put(vec![
            (mark, if faulty { Role::Failure } else { role }),
            (label, role),
            (format!("  {short}"), if faulty { Role::Failure } else { Role::Answer }),
        ]);
    }
    let height = usize::from(area.height);
    let top = (here + height / 2).saturating_sub(height).min(doc.len().saturating_sub(height));
    let line = Rect::new(area.x, area.y, 2, area.height);
    surface.block(line, desk.key((120, area.height)), |buffer, area| {
        for y in area.top()..area.bottom() {
            buffer.set_string(area.x, y, "│ ", desk.look(Role::Border));
        }
    });
    doc.draw(surface, Rect { x: area.x + 2, width: area.width - 2, ..area }, top, doc.fingerprint(), desk);
}
