//! Which key asks for which action, per context. Data, checked as a whole before the first key is pressed.

mod key;
mod parse;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crossterm::event::KeyEvent;
use domain::Language;
use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::action::Action;
use crate::texts::Texts;
pub(crate) use key::Key;
pub use parse::KeymapError;
pub(crate) use parse::{line_of, nearest};

/// Where keys mean something of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumString, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Context {
    /// Everywhere, unless the context has the key itself.
    Global,
    /// The sign-in form.
    SignIn,
    /// The work list.
    List,
    /// An open case.
    Case,
    /// Writing a reply or a note.
    Compose,
    /// Filling in an assessment.
    Entry,
    /// Filling in an assessment, where an answer is typed.
    EntryText,
    /// Dialogs.
    Dialog,
    /// Typing a search.
    Search,
    /// Help, notices and other pages to read.
    Help,
}

impl Context {
    /// True where letters are text. In `[global]` a letter would be lost to all of these.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Global | Self::SignIn | Self::Compose | Self::EntryText | Self::Dialog | Self::Search)
    }
}

/// One way to ask for an action.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    keys: Vec<Key>,
    action: Action,
}

/// What the keys pressed so far mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// An action.
    Action(Action),
    /// The beginning of longer bindings.
    Pending,
    /// Nothing.
    Nothing,
}

/// All bindings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    contexts: BTreeMap<Context, Vec<Binding>>,
}

impl Keymap {
    /// Reads a keymap of its own. Bindings with a mistake are left out.
    #[must_use]
    pub fn parse(name: &str, text: &str) -> (Self, Vec<KeymapError>) {
        let mut keymap = Self::default();
        let errors = keymap.lay_over(name, text);
        (keymap, errors)
    }

    /// Lays a person's own keymap over this one: its bindings replace those of the same keys, `"j" = ""` unbinds.
    /// Bindings with a mistake are left out, so that the rest works.
    pub fn lay_over(&mut self, name: &str, text: &str) -> Vec<KeymapError> {
        parse::lay_over(self, name, text)
    }

    /// What these keys mean in a context.
    pub(crate) fn meaning(&self, context: Context, keys: &[Key]) -> Meaning {
        for context in [context, Context::Global] {
            let bindings = self.contexts.get(&context).map(Vec::as_slice).unwrap_or_default();
            let mut pending = false;
            for binding in bindings.iter().filter(|binding| binding.keys.starts_with(keys)) {
                if binding.keys.len() == keys.len() {
                    return Meaning::Action(binding.action);
                }
                pending = true;
            }
            if pending {
                return Meaning::Pending;
            }
        }
        Meaning::Nothing
    }

    /// What can follow the keys pressed so far: the rest of the keys, and the action.
    pub(crate) fn following(&self, context: Context, keys: &[Key]) -> Vec<(String, Action)> {
        let own = self.contexts.get(&context).into_iter().chain(self.contexts.get(&Context::Global)).flatten();
        let longer = own.filter(|binding| binding.keys.len() > keys.len() && binding.keys.starts_with(keys));
        longer.map(|binding| (Key::labels(&binding.keys[keys.len()..]), binding.action)).collect()
    }

    /// The keys of an action in a context, as they are shown; the first is the one to advertise.
    pub(crate) fn keys_of(&self, context: Context, action: Action) -> Vec<String> {
        let mut keys = Vec::new();
        for context in [context, Context::Global] {
            let bindings = self.contexts.get(&context).into_iter().flatten();
            keys.extend(bindings.filter(|binding| binding.action == action).map(|binding| Key::labels(&binding.keys)));
        }
        keys
    }

    /// All actions of a context, in the order of the file.
    pub(crate) fn actions(&self, context: Context) -> Vec<Action> {
        let mut actions = Vec::new();
        for binding in self.contexts.get(&context).into_iter().flatten() {
            if !actions.contains(&binding.action) {
                actions.push(binding.action);
            }
        }
        actions
    }

    fn bindings(&mut self, context: Context) -> &mut Vec<Binding> {
        self.contexts.entry(context).or_default()
    }
}

/// All keys with their sentences, as Markdown: one table per context.
#[must_use]
pub fn reference(keymap: &Keymap, language: Language) -> String {
    let texts = Texts::new(language);
    let mut out = String::new();
    for context in Context::iter() {
        let actions = keymap.actions(context);
        if actions.is_empty() {
            continue;
        }
        out.push_str(&format!("## {}\n\n", texts.named("context", context.into())));
        out.push_str(&format!(
            "| {} | {} | {} |\n|---|---|---|\n",
            texts.get("help-keys"),
            texts.get("help-does"),
            texts.get("help-name")
        ));
        for action in actions {
            let bindings = keymap.contexts.get(&context).into_iter().flatten().filter(|binding| binding.action == action);
            let keys: Vec<String> =
                bindings.map(|binding| format!("`{}`", Key::labels(&binding.keys).replace('|', "\\|"))).collect();
            out.push_str(&format!("| {} | {} | `{action}` |\n", keys.join(" "), texts.named("action", action.name())));
        }
        out.push('\n');
    }
    out
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        Self::of(event)
    }
}
