//! A box in the middle of the screen: a title, rows of pieces, perhaps a cursor. Every dialog is one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::Desk;
use crate::surface::{Pen, Surface};
use crate::text;
use crate::theme::Role;

/// A row of a box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Row {
    pieces: Vec<(String, Role)>,
    selected: bool,
}

/// What a box shows. The texts must be visible already.
#[derive(Clone, Debug, Default)]
pub(super) struct Popup {
    title: String,
    width: u16,
    rows: Vec<Row>,
    /// Row and column of the cursor.
    cursor: Option<(usize, usize)>,
    /// The first row that is shown, when there are more than fit.
    top: usize,
}

impl Popup {
    pub(super) fn new(title: &str, width: u16) -> Self {
        Self { title: title.to_owned(), width, ..Self::default() }
    }

    /// Columns for the text in a box on this area.
    pub(super) fn room(&self, area: Rect) -> usize {
        usize::from(self.width.min(area.width)).saturating_sub(4)
    }

    pub(super) fn row(&mut self, pieces: Vec<(String, Role)>) -> &mut Self {
        self.rows.push(Row { pieces, selected: false });
        self
    }

    /// A row that can be chosen. The cursor stands on the chosen one.
    pub(super) fn choice(&mut self, pieces: Vec<(String, Role)>, selected: bool) -> &mut Self {
        if selected {
            self.cursor = Some((self.rows.len(), 0));
        }
        let mark = if selected { "> " } else { "  " };
        let pieces = std::iter::once((mark.to_owned(), Role::Text)).chain(pieces).collect();
        self.rows.push(Row { pieces, selected });
        self
    }

    /// Choices under a field: the cursor stays in the field, where people type.
    pub(super) fn choices_below_field(&mut self, choices: Vec<(Vec<(String, Role)>, bool)>) -> &mut Self {
        let cursor = self.cursor;
        for (pieces, selected) in choices {
            self.choice(pieces, selected);
        }
        self.cursor = cursor;
        self
    }

    pub(super) fn gap(&mut self) -> &mut Self {
        self.row(Vec::new())
    }

    /// Wrapped text.
    pub(super) fn text(&mut self, area: Rect, words: &str, role: Role) -> &mut Self {
        for line in text::wrap(words, self.room(area)) {
            self.row(vec![(line, role)]);
        }
        self
    }

    /// A row with a field; the cursor stands in it when it has the focus.
    pub(super) fn field(&mut self, area: Rect, label: &str, field: &super::field::Field, focus: bool) -> &mut Self {
        let label = format!("{label} ");
        let room = self.room(area).saturating_sub(text::width(&label));
        let (shown, cursor) = field.show(room);
        if focus {
            self.cursor = Some((self.rows.len(), text::width(&label) + cursor));
        }
        let style = if focus { Role::Title } else { Role::Text };
        let filled = format!("{shown}{}", " ".repeat(room.saturating_sub(text::width(&shown))));
        self.row(vec![(label, style), (filled, Role::Input)])
    }

    /// Keeps this row on the screen when there are more rows than fit.
    pub(super) fn follow(&mut self, area: Rect) -> &mut Self {
        let fits = usize::from(area.height.saturating_sub(2));
        if let Some((row, _)) = self.cursor
            && row >= fits
        {
            self.top = row + 1 - fits;
        }
        self
    }

    /// Draws the box in the middle of an area.
    pub(super) fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let width = self.width.min(area.width);
        let height = (self.rows.len() as u16 + 2).min(area.height);
        let place = Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height);
        surface.block(place, desk.key((50, &self.title, &self.rows, self.top)), |buffer, area| {
            frame(buffer, area, &self.title, desk);
            for (line, row) in self.rows.iter().skip(self.top).take(usize::from(area.height - 2)).enumerate() {
                let inner = Rect::new(area.x + 2, area.y + 1 + line as u16, area.width.saturating_sub(4), 1);
                let mut pen = Pen::at(buffer, inner);
                for (words, role) in &row.pieces {
                    let style = desk.look(*role);
                    pen.put(words, if row.selected { style.patch(desk.look(Role::Selected)) } else { style });
                }
            }
        });
        if let Some((row, column)) = self.cursor
            && row >= self.top
        {
            surface.set_cursor(place.x + 2 + column as u16, place.y + 1 + (row - self.top) as u16);
        }
    }
}

/// A frame with a title.
pub(super) fn frame(buffer: &mut Buffer, area: Rect, title: &str, desk: &Desk) {
    let style = desk.look(Role::Border);
    buffer.set_style(area, desk.look(Role::Text));
    let across = "─".repeat(usize::from(area.width.saturating_sub(2)));
    buffer.set_string(area.x, area.y, format!("┌{across}┐"), style);
    buffer.set_string(area.x, area.bottom() - 1, format!("└{across}┘"), style);
    for y in area.y + 1..area.bottom() - 1 {
        buffer.set_string(area.x, y, "│", style);
        buffer.set_string(area.right() - 1, y, "│", style);
    }
    let room = usize::from(area.width.saturating_sub(4));
    Pen::at(buffer, Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), 1))
        .put(&format!(" {} ", text::cut(title, room)), desk.look(Role::Title));
}
