//! A list to choose from, narrowed by typing.

use super::field::Field;
use crossterm::event::KeyEvent;

use crate::action::Action;

/// What is typed, and which of the entries that fit is chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Picker {
    pub(super) field: Field,
    pub(super) chosen: usize,
}

impl Picker {
    /// The entries that fit what is typed, best first; with their places in the list.
    pub(super) fn matches<'a>(&self, entries: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let wanted = self.field.text();
        let mut found: Vec<(usize, usize)> =
            entries.enumerate().filter_map(|(place, entry)| Some((rank(&wanted, entry)?, place))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// Moves the choice among so many. False when the action is none of a list.
    pub(super) fn act(&mut self, action: Action, among: usize) -> bool {
        let last = among.saturating_sub(1);
        self.chosen = match action {
            Action::Down | Action::NextField => (self.chosen + 1).min(last),
            Action::Up | Action::PreviousField => self.chosen.saturating_sub(1),
            Action::PageDown => (self.chosen + 10).min(last),
            Action::PageUp => self.chosen.saturating_sub(10),
            _ => return false,
        };
        true
    }

    pub(super) fn key(&mut self, key: KeyEvent) {
        if self.field.key(key) {
            self.chosen = 0;
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.field.insert(text);
        self.chosen = 0;
    }
}

/// Letters as they compare: small, and without the marks that are left away in a hurry.
fn folded(text: &str) -> Vec<char> {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' | 'á' | 'à' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' => 'e',
            'ü' => 'u',
            c => c,
        })
        .collect()
}

/// How well a text fits: smaller is better; `None` when letters are missing. Words in a row before scattered letters.
fn rank(wanted: &str, text: &str) -> Option<usize> {
    let (wanted, text) = (folded(wanted.trim()), folded(text));
    if wanted.is_empty() {
        return Some(0);
    }
    if let Some(at) = text.windows(wanted.len()).position(|part| part == wanted.as_slice()) {
        let begins_word = at == 0 || text.get(at - 1).is_some_and(|c| !c.is_alphanumeric());
        return Some(usize::from(!begins_word));
    }
    let mut rest = text.iter();
    let mut gaps = 0;
    for c in &wanted {
        gaps += rest.position(|other| other == c)?;
    }
    Some(2 + gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_narrows_the_list_and_finnish_letters_may_be_left_plain() {
        let names = ["Korhonen Liisa", "Äijälä Risto", "Virtanen Aino"];
        let find = |text: &str| Picker { field: Field::new(text), chosen: 0 }.matches(names.into_iter());
        assert_eq!(find("aijala"), [1]);
        assert_eq!(find("lii"), [0]);
        assert_eq!(find("vai"), [2]);
        assert_eq!(find("xyz"), Vec::<usize>::new());
        assert_eq!(find(""), [0, 1, 2]);
    }
}
