//! Writes styled text from left to right into one row, never beyond it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Where the next text of a row goes.
#[derive(Debug)]
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    x: u16,
    right: u16,
    left: u16,
    y: u16,
}

impl<'a> Pen<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, area: Rect) -> Self {
        Self { buffer, x: area.x, left: area.x, right: area.right(), y: area.y }
    }

    /// A pen for the first row of an area of a buffer.
    pub fn at(buffer: &'a mut Buffer, area: Rect) -> Self {
        Self::new(buffer, area)
    }

    /// Columns that are left.
    #[must_use]
    pub fn room(&self) -> usize {
        usize::from(self.right.saturating_sub(self.x))
    }

    /// Writes text. What does not fit is cut, and an ellipsis says so. The text must have been made visible.
    pub fn put(&mut self, text: &str, style: impl Into<Style>) -> &mut Self {
        let room = self.room();
        self.put_within(text, room, style)
    }

    fn put_within(&mut self, text: &str, room: usize, style: impl Into<Style>) -> &mut Self {
        if room == 0 {
            return self;
        }
        let style = style.into();
        let cut = crate::text::cut(text, room);
        let (x, _) = self.buffer.set_stringn(self.x, self.y, &cut, room, style);
        self.x = x;
        self
    }

    /// Writes text into a column of this width: cut or filled up with nothing.
    pub fn column(&mut self, text: &str, width: usize, style: impl Into<Style>) -> &mut Self {
        let start = self.x;
        let width = width.min(self.room());
        self.put_within(text, width, style);
        self.x = start + u16::try_from(width).unwrap_or(0);
        self
    }

    /// Writes text into a column of this width, at its right edge.
    pub fn column_right(&mut self, text: &str, width: usize, style: impl Into<Style>) -> &mut Self {
        let start = self.x;
        let width = width.min(self.room());
        self.skip(width.saturating_sub(crate::text::width(text)));
        let room = width.saturating_sub(usize::from(self.x - start));
        self.put_within(text, room, style);
        self.x = start + u16::try_from(width).unwrap_or(0);
        self
    }

    /// Leaves cells as they are.
    pub fn skip(&mut self, cells: usize) -> &mut Self {
        let cells = cells.min(self.room());
        self.x += u16::try_from(cells).unwrap_or(0);
        self
    }

    /// Writes text so that it ends at the right edge, if there is room for all of it.
    pub fn end(&mut self, text: &str, style: impl Into<Style>) -> &mut Self {
        let width = crate::text::width(text);
        let room = self.room();
        if width <= room {
            self.skip(room - width);
            self.put(text, style);
        }
        self
    }

    /// Gives the whole row a style, also where nothing is written.
    pub fn paint(&mut self, style: impl Into<Style>) -> &mut Self {
        let row = Rect::new(self.left, self.y, self.right - self.left, 1);
        self.buffer.set_style(row, style.into());
        self
    }
}
