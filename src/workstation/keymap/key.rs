//! One key with its modifiers, as it is written in a keymap and as it is shown.

use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key. A capital letter stands for itself: shift is not kept beside a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd)]
pub(crate) struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Written name, shown name, code.
const NAMED: [(&str, &str, KeyCode); 15] = [
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("shift-tab", "⇧Tab", KeyCode::BackTab),
    ("space", "␣", KeyCode::Char(' ')),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("pgup", "PgUp", KeyCode::PageUp),
    ("pgdn", "PgDn", KeyCode::PageDown),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("del", "Del", KeyCode::Delete),
    ("backspace", "⌫", KeyCode::Backspace),
];

impl Key {
    pub(super) fn of(event: KeyEvent) -> Self {
        let mut modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let mut code = event.code;
        if matches!(code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers -= KeyModifiers::SHIFT;
        }
        if code == KeyCode::Tab && modifiers.contains(KeyModifiers::SHIFT) {
            code = KeyCode::BackTab;
            modifiers -= KeyModifiers::SHIFT;
        }
        // AltGr arrives as control and alt on some terminals; the character is what was meant.
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        if modifiers.contains(both) && matches!(code, KeyCode::Char(c) if !c.is_ascii_alphanumeric()) {
            modifiers -= both;
        }
        Self { code, modifiers }
    }

    /// True for a key that types a character.
    pub(super) fn is_plain(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }

    /// The key as an event, for tests that press keys as they are written.
    #[cfg(test)]
    pub(crate) fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    fn label(self) -> String {
        let mut out = String::new();
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            out.push('^');
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            out.push_str("Alt-");
        }
        if self.modifiers.contains(KeyModifiers::SHIFT) {
            out.push('⇧');
        }
        if let Some((_, shown, _)) = NAMED.iter().find(|(_, _, code)| *code == self.code) {
            out.push_str(shown);
        } else if let KeyCode::F(n) = self.code {
            out.push_str(&format!("F{n}"));
        } else if let KeyCode::Char(c) = self.code {
            let control = self.modifiers.contains(KeyModifiers::CONTROL);
            out.extend(if control { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] });
        }
        out
    }

    /// Keys in typing order, as they are shown: `gg`, `^S`, `Alt-Enter`.
    pub(crate) fn labels(keys: &[Self]) -> String {
        keys.iter().map(|key| key.label()).collect()
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        loop {
            if let Some((_, _, code)) = NAMED.iter().find(|(written, _, _)| *written == rest.to_ascii_lowercase()) {
                return Ok(Self { code: *code, modifiers });
            }
            let mut chars = rest.chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                let control = modifiers.contains(KeyModifiers::CONTROL);
                let c = if control { c.to_ascii_lowercase() } else { c };
                return if c.is_control() { Err(()) } else { Ok(Self { code: KeyCode::Char(c), modifiers }) };
            }
            let (modifier, tail) = rest.split_once('-').unwrap_or(("", rest));
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" => modifiers |= KeyModifiers::CONTROL,
                "alt" => modifiers |= KeyModifiers::ALT,
                "shift" => modifiers |= KeyModifiers::SHIFT,
                _ => {
                    let number = rest.strip_prefix(['f', 'F']).and_then(|n| n.parse().ok()).filter(|n| (1..=24).contains(n));
                    return number.map(|n| Self { code: KeyCode::F(n), modifiers }).ok_or(());
                }
            }
            rest = tail;
        }
    }
}
