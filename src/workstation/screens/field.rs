//! One line of text being typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text;

/// A line with its cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Field {
    before: String,
    after: String,
    secret: bool,
}

impl Field {
    pub(super) fn new(text: &str) -> Self {
        Self { before: text.to_owned(), ..Self::default() }
    }

    /// A field that shows dots.
    pub(super) fn secret() -> Self {
        Self { secret: true, ..Self::default() }
    }

    pub(super) fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.before.clear();
        self.after.clear();
    }

    /// Puts text at the cursor; line breaks become spaces.
    pub(super) fn insert(&mut self, text: &str) {
        self.before.push_str(&text::typed(text).replace(['\n', '\t'], " "));
    }

    /// Takes a key. True when the text changed.
    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            // AltGr arrives as control and alt on some terminals.
            KeyCode::Char(c) if key.modifiers.contains(both) && !c.is_ascii_alphanumeric() => {
                self.insert(c.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Char('u') if control => self.before.clear(),
            KeyCode::Char('w') if control => {
                let kept = self.before.trim_end().trim_end_matches(|c: char| !c.is_whitespace()).len();
                self.before.truncate(kept);
            }
            KeyCode::Char(c) if !key.modifiers.intersects(both) => self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Backspace => return self.before.pop().is_some(),
            KeyCode::Delete if !self.after.is_empty() => {
                self.after.remove(0);
            }
            KeyCode::Left => {
                if let Some(c) = self.before.pop() {
                    self.after.insert(0, c);
                }
                return false;
            }
            KeyCode::Right => {
                if !self.after.is_empty() {
                    self.before.push(self.after.remove(0));
                }
                return false;
            }
            KeyCode::Home => {
                self.after.insert_str(0, &self.before);
                self.before.clear();
                return false;
            }
            KeyCode::End => {
                self.before.push_str(&self.after);
                self.after.clear();
                return false;
            }
            _ => return false,
        }
        true
    }

    /// What is shown in so many columns, and the column of the cursor.
    pub(super) fn show(&self, room: usize) -> (String, usize) {
        let show = |text: &str| if self.secret { "•".repeat(text.chars().count()) } else { text::visible(text).into_owned() };
        let (mut before, after) = (show(&self.before), show(&self.after));
        // The end of the text before the cursor is what a person looks at.
        while text::width(&before) >= room.max(1) {
            before.remove(0);
        }
        let cursor = text::width(&before);
        let shown = text::cut(&format!("{before}{after}"), room).into_owned();
        (shown, cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: &mut Field, text: &str) {
        for c in text.chars() {
            field.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
    }

    #[test]
    fn text_is_put_in_and_taken_out_at_the_cursor() {
        let mut field = Field::new("");
        typed(&mut field, "Äjälä");
        for _ in 0..4 {
            field.key(KeyCode::Left.into());
        }
        typed(&mut field, "i");
        assert_eq!(field.text(), "Äijälä");
        field.key(KeyCode::End.into());
        field.key(KeyCode::Backspace.into());
        assert_eq!(field.text(), "Äijäl");
    }

    #[test]
    fn an_at_sign_typed_with_altgr_is_an_at_sign() {
        let mut field = Field::new("");
        field.key(KeyEvent::new(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT));
        assert_eq!(field.text(), "@");
    }

    #[test]
    fn a_long_text_shows_its_end_and_a_secret_only_dots() {
        let mut field = Field::new("abcdefgh");
        assert_eq!(field.show(5), ("efgh".to_owned(), 4));
        field.secret = true;
        assert_eq!(field.show(20), ("••••••••".to_owned(), 8));
    }
}
