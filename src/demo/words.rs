//! What the county's people say: names and sentences from `words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::Language;
use rand::Rng;
use rand::seq::IndexedRandom;
use serde::Deserialize;

/// Sentences in three languages.
pub type Sentences = BTreeMap<Language, Vec<String>>;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordsOfPeople {
    /// How often each assessment is answered beside the others: by its id, or by its kind for those that are not named.
    pub share: BTreeMap<String, f64>,
    /// Given and family names: `female-fi`, `male-fi`, `family-fi` and so on.
    pub names: BTreeMap<String, Vec<String>>,
    /// What residents write in their own words, by assessment, or by kind for those that are not named.
    pub own_words: BTreeMap<String, Sentences>,
    /// What professionals write to residents.
    pub reply: Sentences,
    /// What residents answer.
    pub answer: Sentences,
    /// Notes for colleagues.
    pub note: BTreeMap<String, Vec<String>>,
    /// Reasons for a change of class: `raised`, `lowered`.
    pub reason: BTreeMap<String, Vec<String>>,
}

/// The words, read once.
#[expect(clippy::expect_used, reason = "the file is compiled in; a test reads it")]
pub static WORDS: LazyLock<WordsOfPeople> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml is part of the program"));

/// One of them, or nothing where there are none.
pub fn one_of<'a>(texts: &'a [String], rng: &mut impl Rng) -> &'a str {
    texts.choose(rng).map_or("", String::as_str)
}

/// One sentence in this language.
pub fn say<'a>(sentences: &'a Sentences, language: Language, rng: &mut impl Rng) -> &'a str {
    sentences.get(&language).map_or("", |texts| one_of(texts, rng))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_words_in_every_language() {
        for language in Language::ALL {
            for sentences in WORDS.own_words.values().chain([&WORDS.reply, &WORDS.answer]) {
                assert!(sentences.get(&language).is_some_and(|texts| !texts.is_empty()), "{language}");
            }
            for kind in ["female", "male", "family"] {
                assert!(WORDS.names.contains_key(&format!("{kind}-{language}")), "{kind}-{language}");
            }
        }
    }
}
