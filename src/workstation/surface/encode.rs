//! From cells to as few bytes as possible: relative moves, only the attributes that differ, erased tails. One write a frame.

use std::io::Write;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

const SYNC_BEGIN: &[u8] = b"\x1b[?2026h";
const SYNC_END: &[u8] = b"\x1b[?2026l";
/// Frames that touch more rows than this are shown at once by terminals that can.
const ROWS_AT_ONCE: usize = 2;

/// How a cell looks, apart from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

/// What is known of the terminal, and the bytes of the frame.
#[derive(Debug)]
pub(super) struct Encoder {
    out: Vec<u8>,
    /// Where the cursor is; unknown after the last column and after text whose width terminals do not agree on.
    at: Option<(u16, u16)>,
    look: Look,
    shown: Option<bool>,
    /// True until the first frame has cleared the terminal.
    unknown: bool,
}

impl Encoder {
    pub(super) fn new() -> Self {
        Self { out: Vec::new(), at: None, look: Look::PLAIN, shown: None, unknown: true }
    }

    /// Encodes the dirty rows, brings `front` to `back` and cleans the marks.
    pub(super) fn frame(&mut self, back: &Buffer, front: &mut Buffer, dirty: &mut [bool], cursor: Option<(u16, u16)>) -> &[u8] {
        self.out.clear();
        self.out.extend_from_slice(SYNC_BEGIN);
        let before = self.out.len();
        if self.unknown {
            self.out.extend_from_slice(b"\x1b[m\x1b[2J");
            self.look = Look::PLAIN;
            self.at = None;
            self.unknown = false;
        }
        let width = usize::from(back.area.width);
        let mut rows = 0;
        for (y, dirty) in dirty.iter_mut().enumerate() {
            if std::mem::take(dirty) {
                let row = y * width..(y + 1) * width;
                let (back, front) = (&back.content[row.clone()], &mut front.content[row]);
                if self.row(y as u16, back, front) {
                    front.clone_from_slice(back);
                    rows += 1;
                }
            }
        }
        self.place(cursor);
        if self.out.len() == before {
            return &[];
        }
        if rows > ROWS_AT_ONCE {
            self.out.extend_from_slice(SYNC_END);
            &self.out
        } else {
            self.out.get(before..).unwrap_or_default()
        }
    }

    fn place(&mut self, cursor: Option<(u16, u16)>) {
        if self.shown != Some(cursor.is_some()) {
            self.out.extend_from_slice(if cursor.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.shown = Some(cursor.is_some());
        }
        if let Some((x, y)) = cursor {
            self.go(x, y);
        }
    }

    /// Encodes one row. False when it is as it was.
    fn row(&mut self, y: u16, back: &[Cell], front: &[Cell]) -> bool {
        let Some(first) = back.iter().zip(front).position(|(a, b)| a != b) else { return false };
        let last = back.iter().zip(front).rposition(|(a, b)| a != b).unwrap_or(first);
        // Where a wide character begins, ends or moves, terminals repair the halves differently: write the stretch whole.
        let wide = back.iter().chain(front).any(|cell| !cell.symbol().is_ascii() && cell.symbol().cell_width() != 1);
        let first = if wide { whole_from(back, front, first) } else { first };
        let tail = blank_tail(back);
        let mut x = first;
        while x < back.len() && (wide || x <= last) {
            if x >= tail.start && self.erase_is_shorter(back, front, x, y) {
                return true;
            }
            let cell = &back[x];
            let cells = usize::from(cell.symbol().cell_width()).max(1);
            if wide || *cell != front[x] {
                self.reach(x as u16, y, back, front);
                self.write(cell, x, y, cells, back.len());
            }
            x += cells;
        }
        true
    }

    /// Erases to the end of the line if that is shorter than writing what differs.
    fn erase_is_shorter(&mut self, back: &[Cell], front: &[Cell], x: usize, y: u16) -> bool {
        let differing = back[x..].iter().zip(&front[x..]).filter(|(a, b)| a != b).count();
        if differing < 4 {
            return false;
        }
        self.go(x as u16, y);
        self.wear(Look::of(&back[x]));
        self.out.extend_from_slice(b"\x1b[K");
        true
    }

    /// Goes to a column, by writing the unchanged cells between when that is shorter.
    fn reach(&mut self, x: u16, y: u16, back: &[Cell], front: &[Cell]) {
        if let Some((here, row)) = self.at
            && row == y
            && here < x
            && x - here <= 4
        {
            let gap = &back[usize::from(here)..usize::from(x)];
            let unchanged = gap.iter().zip(&front[usize::from(here)..]).all(|(a, b)| a == b);
            if unchanged && gap.iter().all(|cell| Look::of(cell) == self.look && cell.symbol().is_ascii()) {
                for cell in gap {
                    self.out.extend_from_slice(cell.symbol().as_bytes());
                }
                self.at = Some((x, y));
            }
        }
        self.go(x, y);
    }

    fn write(&mut self, cell: &Cell, x: usize, y: u16, cells: usize, width: usize) {
        self.wear(Look::of(cell));
        let symbol = cell.symbol();
        if x + cells > width {
            // Half of a wide character has no place in the last column.
            self.out.push(b' ');
        } else {
            self.out.extend_from_slice(symbol.as_bytes());
        }
        let next = x + cells;
        let sure = next < width && (cells == 1 || symbol.chars().count() == 1);
        self.at = sure.then_some((next as u16, y));
    }

    fn go(&mut self, x: u16, y: u16) {
        if self.at == Some((x, y)) {
            return;
        }
        let mut best = Vec::with_capacity(10);
        absolute(&mut best, x, y);
        if let Some(from) = self.at {
            let mut relative = Vec::with_capacity(16);
            if step(&mut relative, from, (x, y)) && relative.len() < best.len() {
                best = relative;
            }
        }
        self.out.extend_from_slice(&best);
        self.at = Some((x, y));
    }

    fn wear(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let mut change = Sgr::default();
        change.between(self.look, look);
        let mut anew = Sgr::default();
        anew.code(None);
        anew.between(Look::PLAIN, look);
        let best = if anew.0.len() < change.0.len() { anew } else { change };
        self.out.extend_from_slice(b"\x1b[");
        self.out.extend_from_slice(&best.0);
        self.out.push(b'm');
        self.look = look;
    }
}

/// The start of the stretch that must be written whole: not in the middle of a wide character of either grid.
fn whole_from(back: &[Cell], front: &[Cell], first: usize) -> usize {
    let covers = |row: &[Cell], x: usize| x > 0 && row[x - 1].symbol().cell_width() > 1;
    let mut x = first;
    while covers(back, x) || covers(front, x) {
        x -= 1;
    }
    x
}

/// The cells at the end that are blank and look alike, so that erasing gives the same.
fn blank_tail(row: &[Cell]) -> std::ops::Range<usize> {
    let end = row.len();
    let Some(last) = row.last() else { return end..end };
    if !last.modifier.is_empty() {
        return end..end;
    }
    let start = row.iter().rposition(|cell| cell.symbol() != " " || cell.bg != last.bg || !cell.modifier.is_empty());
    let start = start.map_or(0, |x| x + 1);
    // A wide character hides the cell behind it, which looks blank here.
    let hidden = start > 0 && row[start - 1].symbol().cell_width() > 1;
    start + usize::from(hidden)..end
}

fn number(out: &mut Vec<u8>, n: u16) {
    // Writing into a vector cannot fail.
    let _ = write!(out, "{n}");
}

fn absolute(out: &mut Vec<u8>, x: u16, y: u16) {
    out.extend_from_slice(b"\x1b[");
    if y > 0 {
        number(out, y + 1);
    }
    if x > 0 {
        out.push(b';');
        number(out, x + 1);
    }
    out.push(b'H');
}

/// A relative move; false when there is none worth trying.
fn step(out: &mut Vec<u8>, (mut x, y): (u16, u16), (to_x, to_y): (u16, u16)) -> bool {
    match to_y.checked_sub(y) {
        Some(down) if down <= 4 => {
            if to_x == 0 && x > 0 {
                out.push(b'\r');
                x = 0;
            }
            out.extend(std::iter::repeat_n(b'\n', usize::from(down)));
        }
        Some(_) => return false,
        None => {
            out.extend_from_slice(b"\x1b[");
            if y - to_y > 1 {
                number(out, y - to_y);
            }
            out.push(b'A');
        }
    }
    if to_x == x {
        return true;
    }
    if to_x < x {
        let back = x - to_x;
        if to_x == 0 {
            out.push(b'\r');
            return true;
        }
        if back <= 4 {
            out.extend(std::iter::repeat_n(8, usize::from(back)));
            return true;
        }
        out.extend_from_slice(b"\x1b[");
        number(out, back);
        out.push(b'D');
        return true;
    }
    out.extend_from_slice(b"\x1b[");
    if to_x - x > 1 {
        number(out, to_x - x);
    }
    out.push(b'C');
    true
}

/// The numbers of one change of attributes.
#[derive(Default)]
struct Sgr(Vec<u8>);

impl Sgr {
    /// Adds a number; `None` is the empty one, which resets everything.
    fn code(&mut self, code: Option<u8>) {
        if let Some(code) = code {
            if !self.0.is_empty() {
                self.0.push(b';');
            }
            number(&mut self.0, u16::from(code));
        } else {
            self.0.push(b'0');
        }
    }

    fn between(&mut self, from: Look, to: Look) {
        let off = from.modifier - to.modifier;
        let mut on = to.modifier - from.modifier;
        let weight = Modifier::BOLD | Modifier::DIM;
        if off.intersects(weight) {
            self.code(Some(22));
            on |= to.modifier & weight;
        }
        for (modifier, start, stop) in [
            (Modifier::ITALIC, 3, 23),
            (Modifier::UNDERLINED, 4, 24),
            (Modifier::REVERSED, 7, 27),
            (Modifier::CROSSED_OUT, 9, 29),
        ] {
            if off.contains(modifier) {
                self.code(Some(stop));
            }
            if on.contains(modifier) {
                self.code(Some(start));
            }
        }
        for (modifier, start) in [(Modifier::BOLD, 1), (Modifier::DIM, 2)] {
            if on.contains(modifier) {
                self.code(Some(start));
            }
        }
        if from.fg != to.fg {
            self.colour(to.fg, 30);
        }
        if from.bg != to.bg {
            self.colour(to.bg, 40);
        }
    }

    /// A colour; `base` is 30 in front and 40 behind.
    fn colour(&mut self, colour: Color, base: u8) {
        let dark = |n: u8| base + n;
        let light = |n: u8| base + 60 + n;
        let code = match colour {
            Color::Reset => base + 9,
            Color::Black => dark(0),
            Color::Red => dark(1),
            Color::Green => dark(2),
            Color::Yellow => dark(3),
            Color::Blue => dark(4),
            Color::Magenta => dark(5),
            Color::Cyan => dark(6),
            Color::Gray => dark(7),
            Color::DarkGray => light(0),
            Color::LightRed => light(1),
            Color::LightGreen => light(2),
            Color::LightYellow => light(3),
            Color::LightBlue => light(4),
            Color::LightMagenta => light(5),
            Color::LightCyan => light(6),
            Color::White => light(7),
            Color::Indexed(n) => {
                self.code(Some(base + 8));
                self.code(Some(5));
                n
            }
            Color::Rgb(r, g, b) => {
                for n in [base + 8, 2, r, g] {
                    self.code(Some(n));
                }
                b
            }
        };
        self.code(Some(code));
    }
}
