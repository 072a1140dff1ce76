//! The text editor: tui-textarea with soft wrap, a long undo, clean pasting and the terminal's own cursor.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use tui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_normalization::UnicodeNormalization;

use crate::desk::Desk;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// Steps that can be undone; each key is one.
const UNDO: usize = 1000;
/// The most letters in the name of a gap: what is longer is text.
const GAP_NAME: usize = 40;

/// A place of a ready-made text that is filled in.
#[derive(Clone, Debug)]
struct Gap {
    /// Line and letter.
    place: (usize, usize),
    /// The gap as it stands in the text, with its braces.
    sign: String,
}

/// A text being edited.
pub(super) struct Editor {
    area: TextArea<'static>,
    /// Changes with every key: the text is drawn anew then.
    turn: u64,
    began: u64,
}

impl fmt::Debug for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Editor").field("turn", &self.turn).finish_non_exhaustive()
    }
}

impl Editor {
    /// An editor with a text; `turn` must be larger than that of any editor before it.
    pub(super) fn new(words: &str, turn: u64) -> Self {
        let lines = text::typed(words).split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_max_histories(UNDO);
        area.set_cursor_line_style(Style::new());
        // The terminal's own cursor is the cursor: input methods and screen readers follow it.
        area.set_cursor_style(Style::new());
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, turn, began: turn }
    }

    pub(super) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Changes with everything that changes the text or the place in it.
    pub(super) fn turn(&self) -> u64 {
        self.turn
    }

    /// True while nothing was typed and there is no text.
    pub(super) fn is_untouched(&self) -> bool {
        self.turn == self.began && self.area.is_empty()
    }

    /// Takes a key. True when the text may have changed.
    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        self.turn += 1;
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        match key.code {
            // AltGr arrives as control and alt on some terminals; the editor would drop the character.
            KeyCode::Char(c) if key.modifiers.contains(both) && !c.is_ascii_alphanumeric() => {
                self.area.insert_char(c);
                true
            }
            // Letters and their marks are kept composed, however the terminal sends them.
            KeyCode::Char(c) if !key.modifiers.intersects(both) && !c.is_control() => {
                self.area.insert_str(c.to_string().nfc().collect::<String>());
                self.compose_last(c);
                true
            }
            // The editor would turn the page here; people who mean to paste must not lose their place.
            KeyCode::Char('v' | 'V') => false,
            _ => self.area.input(key),
        }
    }

    /// Joins a combining mark with the letter before it.
    fn compose_last(&mut self, mark: char) {
        if !unicode_normalization::char::is_combining_mark(mark) {
            return;
        }
        let cursor = self.area.cursor();
        let Some(line) = self.area.lines().get(cursor.0) else { return };
        let before: Vec<char> = line.chars().take(cursor.1).collect();
        if let [.., letter, last] = before.as_slice()
            && *last == mark
            && let Some(whole) = unicode_normalization::char::compose(*letter, mark)
        {
            self.area.delete_char();
            self.area.delete_char();
            self.area.insert_char(whole);
        }
    }

    /// Puts text at the cursor, as one step to undo.
    pub(super) fn insert(&mut self, words: &str) {
        self.turn += 1;
        self.area.insert_str(text::typed(words));
    }

    pub(super) fn undo(&mut self) {
        self.turn += 1;
        self.area.undo();
    }

    pub(super) fn redo(&mut self) {
        self.turn += 1;
        self.area.redo();
    }

    /// Selects the next gap, so that typing fills it; the one that is selected already is passed. False when there is none.
    pub(super) fn go_to_gap(&mut self) -> bool {
        let cursor = self.area.cursor();
        let place = (cursor.0, cursor.1);
        let passed = self.area.is_selecting();
        let gaps = self.gaps();
        let next = gaps.iter().find(|gap| gap.place > place || (gap.place == place && !passed)).or(gaps.first());
        next.cloned().map(|gap| self.select(&gap)).is_some()
    }

    /// Selects the first gap of the whole text and gives it as it stands there.
    pub(super) fn go_to_first_gap(&mut self) -> Option<String> {
        let gap = self.gaps().into_iter().next()?;
        self.select(&gap);
        Some(gap.sign)
    }

    /// True while something is still to be filled in.
    pub(super) fn has_gap(&self) -> bool {
        !self.gaps().is_empty()
    }

    /// Where the writer still fills something in: `{}` or `{time}`.
    fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (row, line) in self.area.lines().iter().enumerate() {
            let letters: Vec<char> = line.chars().collect();
            let mut open = None;
            for (column, letter) in letters.iter().enumerate() {
                match (letter, open) {
                    ('{', _) => open = Some(column),
                    ('}', Some(start)) => {
                        open = None;
                        if column - start <= GAP_NAME + 1 {
                            gaps.push(Gap { place: (row, start), sign: letters[start..=column].iter().collect() });
                        }
                    }
                    _ => {}
                }
            }
        }
        gaps
    }

    fn select(&mut self, gap: &Gap) {
        self.turn += 1;
        let (row, start) = gap.place;
        let jump =
            |column: usize| CursorMove::Jump(u16::try_from(row).unwrap_or(u16::MAX), u16::try_from(column).unwrap_or(u16::MAX));
        self.area.cancel_selection();
        self.area.move_cursor(jump(start + gap.sign.chars().count()));
        self.area.start_selection();
        self.area.move_cursor(jump(start));
    }

    pub(super) fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let (style, text) = (desk.look(Role::Input), desk.look(Role::Text));
        surface.block(area, desk.key((110, self.turn, area)), |buffer, area| {
            buffer.set_style(area, text);
            Widget::render(&self.area, area, buffer);
            // What the editor marks for itself is the terminal's cursor here; only the ground of the field is ours.
            if style.bg != text.bg {
                buffer.set_style(area, Style { bg: style.bg, ..Style::new() });
            }
        });
        let cursor = self.area.screen_cursor();
        let (top, left) = self.area.scroll_offset();
        let (row, column) = (cursor.row.saturating_sub(usize::from(top)), cursor.col.saturating_sub(usize::from(left)));
        let x = area.x + u16::try_from(column).unwrap_or(0).min(area.width.saturating_sub(1));
        surface.set_cursor(x, area.y + u16::try_from(row).unwrap_or(0).min(area.height.saturating_sub(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_arrive_in_pieces_are_kept_whole() {
        let mut editor = Editor::new("", 0);
        for c in "a\u{308}iti".chars() {
            editor.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        assert_eq!(editor.text(), "äiti");
    }

    #[test]
    fn an_at_sign_typed_with_altgr_is_an_at_sign() {
        let mut editor = Editor::new("", 0);
        editor.key(KeyEvent::new(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT));
        assert_eq!(editor.text(), "@");
    }

    #[test]
    fn gaps_are_visited_in_order_and_replaced_by_what_is_typed() {
        let mut editor = Editor::new("Klo {} paikka {paikka}.", 0);
        assert!(editor.go_to_gap());
        editor.insert("9");
        assert!(editor.go_to_gap());
        editor.insert("A2");
        assert_eq!(editor.text(), "Klo 9 paikka A2.");
        assert!(!editor.go_to_gap());
    }

    #[test]
    fn a_gap_that_is_passed_by_stays_in_the_text() {
        let mut editor = Editor::new("Klo {aika} paikka {paikka}.", 0);
        (0..3).for_each(|_| assert!(editor.go_to_gap()));
        assert_eq!(editor.text(), "Klo {aika} paikka {paikka}.");
        assert_eq!(editor.go_to_first_gap().as_deref(), Some("{aika}"));
        editor.key(KeyEvent::new(KeyCode::Char('9'), KeyModifiers::NONE));
        assert_eq!(editor.text(), "Klo 9 paikka {paikka}.");
    }

    #[test]
    fn the_key_that_pastes_elsewhere_does_nothing() {
        let mut editor = Editor::new("yksi\nkaksi", 0);
        let before = editor.area.cursor();
        assert!(!editor.key(KeyEvent::new(KeyCode::Char('v'), KeyModifiers::CONTROL)));
        assert_eq!((editor.text().as_str(), editor.area.cursor()), ("yksi\nkaksi", before));
    }

    #[test]
    fn a_whole_reply_can_be_undone() {
        let mut editor = Editor::new("", 0);
        for c in "Tämä on yli viidenkymmenen merkin pituinen vastaus asukkaalle.".chars() {
            editor.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        (0..80).for_each(|_| editor.undo());
        assert_eq!(editor.text(), "");
    }
}
