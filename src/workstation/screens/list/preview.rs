//! The selected item beside the list: enough to decide whether to open or take it.

use ratatui::layout::Rect;

use crate::desk::Desk;
use crate::screens::doc::Doc;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

pub(super) fn draw(surface: &mut Surface, area: Rect, desk: &Desk) {
    let selected = desk.model.lists.selected();
    let preview = desk.model.preview.as_deref().filter(|preview| Some(preview.row.case) == selected.map(|row| row.case));
    let shown = preview.map(|preview| (preview.row.case, preview.row.version));
    surface.block(area, desk.key((30, shown, selected.is_some())), |buffer, area| {
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
        for y in area.top()..area.bottom() {
            buffer.set_string(area.x, y, "│", desk.look(Role::Border));
        }
        let mut doc = Doc::new(usize::from(inner.width));
        match preview {
            Some(preview) => fill(&mut doc, preview, desk),
            None if selected.is_some() => doc.text("…", Role::Muted),
            None => {}
        }
        doc.paint(buffer, inner, 0, desk);
    });
}

fn fill(doc: &mut Doc, preview: &api::Preview, desk: &Desk) {
    let row = &preview.row;
    let head = format!("{} {}", Desk::class_text(row), text::visible(&row.title));
    doc.text(&head, Role::of_class(row.urgency));
    doc.text(&format!("{} · {}", row.name, desk.texts.with("years", &[("age", row.age.into())])), Role::Title);
    if !preview.approved {
        doc.text(&desk.texts.get("demo-content"), Role::Banner);
    }
    doc.gap();
    if let Some(outcome) = &preview.outcome {
        doc.text(outcome, Role::Title);
    }
    doc.text(&preview.professional, Role::Text);
    if !preview.red_flags.is_empty() {
        doc.heading(&desk.texts.get("case-red-flags"));
        for line in &preview.red_flags {
            doc.answer(line, Role::RedFlag);
        }
    }
    doc.heading(&desk.texts.get("case-why"));
    doc.text(&preview.rationale, Role::Text);
    for line in preview.because.iter().filter(|line| !preview.red_flags.iter().any(|flag| flag.question == line.question)) {
        doc.answer(line, Role::Answer);
    }
    if !preview.own_words.is_empty() {
        doc.heading(&desk.texts.get("case-own-words"));
        for words in &preview.own_words {
            if !words.question.is_empty() {
                doc.text(&words.question, Role::Question);
            }
            doc.quote(words.text.as_str(), Role::OwnWords);
        }
    }
}
