//! The screen as cells: what it should show, and what the terminal shows. Drawing names the regions it draws and what each
//! depends on; a region whose key is that of the last frame is not drawn again, and only rows that changed are encoded.

mod encode;
mod pen;
#[cfg(test)]
mod tests;

use std::hash::{Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use encode::Encoder;
pub use pen::Pen;

/// A region as one frame drew it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    area: Rect,
    key: u64,
}

/// Two grids of cells and what is needed to bring the second to the first.
#[derive(Debug)]
pub struct Surface {
    /// What should be seen.
    back: Buffer,
    /// What the terminal shows.
    front: Buffer,
    last: Vec<Region>,
    current: Vec<Region>,
    /// What this frame has drawn anew: whatever lies on top of it must be drawn anew, too.
    drawn: Vec<Rect>,
    dirty: Vec<bool>,
    cursor: Option<(u16, u16)>,
    blank: Cell,
    encoder: Encoder,
}

impl Surface {
    /// An empty surface of so many columns and rows, for a terminal whose content is unknown.
    #[must_use]
    pub fn new(columns: u16, rows: u16) -> Self {
        let area = Rect::new(0, 0, columns, rows);
        Self {
            back: Buffer::empty(area),
            front: Buffer::empty(area),
            last: Vec::new(),
            current: Vec::new(),
            drawn: Vec::new(),
            dirty: vec![true; usize::from(rows)],
            cursor: None,
            blank: Cell::EMPTY,
            encoder: Encoder::new(),
        }
    }

    /// The whole of it.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.back.area
    }

    /// Takes on the terminal's new size. The next frame paints everything.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        if (columns, rows) != (self.back.area.width, self.back.area.height) {
            *self = Self::new(columns, rows);
        }
    }

    /// Nothing is known of the terminal any more: the next frame paints everything.
    pub fn repaint(&mut self) {
        self.front.reset();
        self.dirty.fill(true);
        self.encoder = Encoder::new();
    }

    /// The style of cells that no region covers.
    pub fn set_blank(&mut self, style: ratatui::style::Style) {
        let mut cell = Cell::EMPTY;
        cell.set_style(style);
        if cell != self.blank {
            self.blank = cell;
            self.forget();
        }
    }

    /// Draws one frame and gives the bytes that bring the terminal to it: empty when nothing changed.
    pub fn frame(&mut self, draw: impl Fn(&mut Self)) -> &[u8] {
        self.begin();
        draw(self);
        if !self.settled() {
            // Something that lay on top is gone, and what it hid was kept: draw all of it.
            self.forget();
            self.begin();
            draw(self);
        }
        std::mem::swap(&mut self.last, &mut self.current);
        self.encoder.frame(&self.back, &mut self.front, &mut self.dirty, self.cursor)
    }

    fn begin(&mut self) {
        self.current.clear();
        self.drawn.clear();
        self.cursor = None;
    }

    fn forget(&mut self) {
        self.last.clear();
        let blank = self.blank.clone();
        self.back.content.fill(blank);
        self.dirty.fill(true);
    }

    /// Blanks regions that are not drawn any more. False when one of them overlaps a region that was kept.
    fn settled(&mut self) -> bool {
        let same = self.last.len() == self.current.len() && self.last.iter().zip(&self.current).all(|(a, b)| a.area == b.area);
        if same {
            return true;
        }
        let last = std::mem::take(&mut self.last);
        let gone: Vec<Rect> =
            last.iter().map(|region| region.area).filter(|area| self.current.iter().all(|now| now.area != *area)).collect();
        let clean = gone.iter().all(|area| self.current.iter().all(|now| !now.area.intersects(*area)));
        if clean {
            for area in gone {
                self.clear(area);
            }
        }
        self.last = last;
        clean
    }

    fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.back.area);
        for y in area.top()..area.bottom() {
            let start = self.back.index_of(area.left(), y);
            let blank = self.blank.clone();
            self.back.content[start..start + usize::from(area.width)].fill(blank);
            self.dirty[usize::from(y)] = true;
        }
    }

    /// True when the region must be drawn; then it has been blanked.
    fn needs(&mut self, area: Rect, key: u64) -> bool {
        let index = self.current.len();
        self.current.push(Region { area, key });
        let before = match self.last.get(index) {
            Some(region) if region.area == area => Some(region.key),
            _ => self.last.iter().rev().find(|region| region.area == area).map(|region| region.key),
        };
        if before == Some(key) && !self.drawn.iter().any(|other| other.intersects(area)) {
            return false;
        }
        self.drawn.push(area);
        self.clear(area);
        true
    }

    /// One row of text. `key` is a hash of everything that `draw` depends on.
    pub fn line(&mut self, area: Rect, key: u64, draw: impl FnOnce(&mut Pen<'_>)) {
        let area = area.intersection(self.back.area);
        if !area.is_empty() && self.needs(area, key) {
            draw(&mut Pen::new(&mut self.back, area));
        }
    }

    /// A block of cells. `key` is a hash of everything that `draw` depends on.
    pub fn block(&mut self, area: Rect, key: u64, draw: impl FnOnce(&mut Buffer, Rect)) {
        let area = area.intersection(self.back.area);
        if !area.is_empty() && self.needs(area, key) {
            draw(&mut self.back, area);
        }
    }

    /// Puts the terminal's own cursor on the focused thing. Without a call in a frame it is hidden.
    pub fn set_cursor(&mut self, x: u16, y: u16) {
        let area = self.back.area;
        if x < area.width && y < area.height {
            self.cursor = Some((x, y));
        }
    }

    /// What should be seen, as text: for tests and for printing a screen.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for row in self.back.content.chunks(usize::from(self.back.area.width.max(1))) {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = crate::text::width(cell.symbol()).saturating_sub(1);
                line.push_str(cell.symbol());
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// Where the terminal's cursor stands, when it is shown.
    #[must_use]
    pub fn cursor(&self) -> Option<(u16, u16)> {
        self.cursor
    }

    /// The cells that should be seen.
    #[must_use]
    pub fn cells(&self) -> &Buffer {
        &self.back
    }
}

/// A quick hash of what a region depends on. Never leaves the program, so it need not resist anybody.
pub(crate) fn key(parts: impl Hash) -> u64 {
    let mut hasher = Quick(0xcbf2_9ce4_8422_2325);
    parts.hash(&mut hasher);
    hasher.finish()
}

struct Quick(u64);

impl Quick {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.add(word.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
        }
        self.add(words.remainder().iter().fold(bytes.len() as u64, |sum, byte| sum << 8 | u64::from(*byte)));
    }
    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }
    fn write_u16(&mut self, n: u16) {
        self.add(u64::from(n));
    }
    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }
    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }
    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}
