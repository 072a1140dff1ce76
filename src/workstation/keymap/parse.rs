//! Reads a keymap file and says everything that is wrong with it at once, each with its line.

use std::str::FromStr;

use strum::IntoEnumIterator;
use toml::de::{DeTable, DeValue};

use super::{Binding, Context, Key, Keymap};
use crate::action::Action;

/// A mistake in a keymap.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct KeymapError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

/// The line of a place in a text, from 1.
pub(crate) fn line_of(text: &str, place: usize) -> usize {
    1 + text.as_bytes().iter().take(place).filter(|byte| **byte == b'\n').count()
}

/// The known name nearest to a misspelt one.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let far = |other: &&str| distance(name, other);
    known.min_by_key(far).filter(|other| distance(name, other) <= name.chars().count().max(4) / 2)
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = (corner + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[b.len()]
}

fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("there is no {kind} \"{name}\"; did you mean \"{near}\"?"),
        None => format!("there is no {kind} \"{name}\""),
    }
}

pub(super) fn lay_over(keymap: &mut Keymap, file: &str, text: &str) -> Vec<KeymapError> {
    let mut errors = Vec::new();
    let mut wrong =
        |place: usize, what: String| errors.push(KeymapError { file: file.to_owned(), line: line_of(text, place), what });
    let (table, broken) = DeTable::parse_recoverable(text);
    for error in broken {
        wrong(error.span().map_or(0, |span| span.start), error.message().to_owned());
    }
    let mut seen = Vec::new();
    for (name, value) in table.get_ref() {
        let Ok(context) = Context::from_str(name.get_ref()) else {
            let known = Context::iter().map(<&'static str>::from);
            wrong(name.span().start, unknown("context", name.get_ref(), known));
            continue;
        };
        let DeValue::Table(bindings) = value.get_ref() else {
            wrong(value.span().start, format!("[{context}] must be a table of keys and actions"));
            continue;
        };
        for (keys, action) in bindings {
            match binding(keymap, context, keys.get_ref(), action.get_ref()) {
                Ok(Some(binding)) => {
                    seen.push((context, binding.keys.clone(), keys.span().start));
                    let list = keymap.bindings(context);
                    match list.iter_mut().find(|old| old.keys == binding.keys) {
                        Some(old) => *old = binding,
                        None => list.push(binding),
                    }
                }
                Ok(None) => {}
                Err(what) => wrong(keys.span().start, what),
            }
        }
    }
    for (context, keys, place) in seen {
        let list = keymap.bindings(context);
        let longer = list.iter().find(|other| other.keys.len() > keys.len() && other.keys.starts_with(&keys));
        if let Some(longer) = longer {
            let what = format!(
                "{} can never be pressed to the end: {} is the beginning of it",
                Key::labels(&longer.keys),
                Key::labels(&keys)
            );
            list.retain(|binding| binding.keys != keys);
            wrong(place, what);
        }
    }
    errors.sort_by_key(|error| error.line);
    errors
}

/// One line of a keymap; `None` when it unbinds.
fn binding(keymap: &mut Keymap, context: Context, written: &str, action: &DeValue<'_>) -> Result<Option<Binding>, String> {
    let keys: Vec<Key> = written
        .split_whitespace()
        .map(|part| {
            part.parse()
                .map_err(|()| format!("\"{part}\" is no key: write a character, a name such as enter, or ctrl-s, alt-x, f2"))
        })
        .collect::<Result<_, _>>()?;
    let Some(first) = keys.first() else { return Err("a key is missing".to_owned()) };
    let DeValue::String(name) = action else { return Err(format!("the action of \"{written}\" must be a name in quotes")) };
    if name.is_empty() {
        keymap.bindings(context).retain(|binding| binding.keys != keys);
        return Ok(None);
    }
    let action = Action::from_str(name).map_err(|_| unknown("action", name, Action::iter().map(<&'static str>::from)))?;
    if context.takes_text() && first.is_plain() {
        return Err(format!(
            "\"{written}\" is a letter, and [{context}] is where people type text: use ctrl-, alt- or a function key"
        ));
    }
    Ok(Some(Binding { keys, action }))
}
