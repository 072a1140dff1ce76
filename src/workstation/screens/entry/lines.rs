//! Lines that may be more than fit: which of them are shown, and that there are more.

use ratatui::layout::Rect;

use crate::desk::Desk;
use crate::screens::doc::Doc;
use crate::surface::Surface;
use crate::theme::Role;

/// The text of a place, with the lines of what is pointed at.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) doc: Doc,
    /// First and last line of what is pointed at.
    pub(super) chosen: Option<(usize, usize)>,
    /// The cursor's column in it.
    pub(super) column: usize,
}

impl Lines {
    pub(super) fn new(width: usize) -> Self {
        Self { doc: Doc::new(width), chosen: None, column: 0 }
    }

    /// Lines of the text that fit: where there are more, one row says so.
    fn fit(&self, height: usize) -> usize {
        if self.doc.len() > height { height.saturating_sub(1) } else { height }
    }

    /// The first line to show: the one that was shown first, moved so that what is pointed at is seen, unless somebody reads
    /// elsewhere.
    pub(super) fn top(&self, top: usize, reads: bool, height: usize) -> usize {
        let fit = self.fit(height);
        let most = self.doc.len().saturating_sub(fit);
        match self.chosen.filter(|_| !reads) {
            // Whatever stands above the first of them is seen with it, when there is room.
            Some((_, last)) if last < fit => 0,
            Some((first, last)) => (last + 1 - fit).min(first).min(most),
            None => top.min(most),
        }
    }

    pub(super) fn draw(&self, surface: &mut Surface, area: Rect, top: usize, desk: &Desk) {
        let fit = self.fit(usize::from(area.height));
        let shown = Rect { height: u16::try_from(fit).unwrap_or(area.height), ..area };
        self.doc.draw(surface, shown, top, self.doc.fingerprint(), desk);
        if fit < usize::from(area.height) && self.doc.len() > fit {
            let above = top > 0;
            let below = top + fit < self.doc.len();
            let row = Rect::new(area.x, shown.bottom(), area.width, 1);
            surface.line(row, desk.key((121, above, below)), |pen| {
                if below {
                    pen.put(&format!("↓ {}   ", desk.texts.get("entry-below")), desk.look(Role::Warning));
                }
                if above {
                    pen.put(&format!("↑ {}", desk.texts.get("entry-above")), desk.look(Role::Muted));
                }
            });
        }
        let (line, column) = self.chosen.map_or((top, 0), |(line, _)| (line, self.column));
        let seen = if (top..top + fit).contains(&line) { (line - top, column) } else { (0, 0) };
        surface.set_cursor(area.x + seen.1 as u16, area.y + seen.0 as u16);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pointed_at_is_seen_and_one_row_says_that_there_is_more() {
        let mut lines = Lines::new(20);
        (0..10).for_each(|_| lines.doc.put(vec![("x".to_owned(), Role::Text)]));
        assert_eq!((lines.fit(10), lines.fit(6)), (10, 5));
        assert_eq!(lines.top(7, true, 6), 5);
        lines.chosen = Some((3, 4));
        assert_eq!(lines.top(5, false, 6), 0);
        lines.chosen = Some((8, 9));
        assert_eq!(lines.top(0, false, 6), 5);
        assert_eq!(lines.top(0, true, 6), 0);
    }
}
