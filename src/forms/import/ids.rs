//! Ids that a pack can have, made of those of the form.

use std::collections::HashSet;

use super::{ImportError, Notes};
use crate::questionnaire::Questionnaire;

/// The longest id.
const LONGEST: usize = 60;

/// Makes ids of any text, each once.
#[derive(Debug, Default)]
pub(super) struct Ids(HashSet<String>);

impl Ids {
    /// An id that is near to the text: the text itself where it can be one.
    pub(super) fn make(&mut self, text: &str, start: &str) -> String {
        let mut id = slug(text, start);
        // The words of the condition language cannot be ids.
        if knowledge::is_reserved(&id) {
            id = format!("{start}-{id}");
        }
        let mut chosen = id.clone();
        let mut number = 1_u64;
        while !self.0.insert(chosen.clone()) {
            number += 1;
            chosen = format!("{id}-{number}");
        }
        chosen
    }
}

/// Lower-case letters, digits and hyphens, beginning with a letter.
fn slug(text: &str, start: &str) -> String {
    let mut id = String::new();
    for c in text.chars().take(LONGEST) {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            'A'..='Z' => id.push(c.to_ascii_lowercase()),
            'ä' | 'å' | 'Ä' | 'Å' => id.push('a'),
            'ö' | 'Ö' => id.push('o'),
            // A hyphen that was written stands, so that what is an id stays as it is.
            '-' => id.push('-'),
            _ if !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    let plain = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !plain {
        id = id.trim_matches('-').to_owned();
    }
    if id.starts_with(|c: char| c.is_ascii_lowercase()) {
        id
    } else if id.is_empty() {
        start.to_owned()
    } else {
        format!("{start}-{id}")
    }
}

/// The pack's id: as wished, or made of what the form is called.
pub(super) fn pack(form: &Questionnaire, wished: Option<&str>) -> Result<String, ImportError> {
    let head = &form.head;
    let last = head.url.as_deref().and_then(|url| url.trim_end_matches('/').rsplit('/').next());
    let id = match wished {
        Some(wished) if knowledge::is_pack_id(wished) => wished.to_owned(),
        Some(wished) => return Err(ImportError::NotAnId(wished.chars().take(80).collect())),
        None => {
            let called = head.id.as_deref().or(last).or(head.name.as_deref()).or(head.title.original.as_deref());
            slug(called.unwrap_or_default(), "form")
        }
    };
    if knowledge::is_builtin(&id) { Err(ImportError::Taken(id)) } else { Ok(id) }
}

/// The pack's version: that of the form where it is three numbers.
pub(super) fn version(form: &Questionnaire, notes: &mut Notes) -> String {
    let written = form.head.version.as_deref().unwrap_or_default();
    let numbers: Option<Vec<u32>> = written.split('.').map(|n| n.parse().ok()).collect();
    match numbers {
        Some(numbers) if (1..=3).contains(&numbers.len()) => {
            let part = |at: usize| numbers.get(at).copied().unwrap_or_default();
            format!("{}.{}.{}", part(0), part(1), part(2))
        }
        _ => {
            let why = if written.is_empty() { "it has no version" } else { "its version is not made of numbers" };
            notes.remark("", format!("{why}; the pack has version 1.0.0. Raise it when a newer form is brought in"));
            "1.0.0".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_id_stays_and_what_is_none_becomes_one_that_nothing_else_has() {
        let mut ids = Ids::default();
        let made: Vec<String> = ["sleep-hours", "1.2", "Ääni Öljy", "1.2", "count", "", "sleep-hours", "💧"]
            .iter()
            .map(|text| ids.make(text, "q"))
            .collect();
        assert_eq!(made, ["sleep-hours", "q-1-2", "aani-oljy", "q-1-2-2", "q-count", "q", "sleep-hours-2", "q-2"]);
    }
}
