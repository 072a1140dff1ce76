//! Text cut into the words that are searched for. The index and the queries go through here, so that both mean the same.

use std::collections::BTreeSet;

use domain::{Answer, Case, CaseEvent, Language};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Letters of a word that count; what lies behind them is not told apart.
const LONGEST: usize = 40;

/// The words of a text, in small letters and one form of each letter.
pub(super) fn of(text: &str) -> impl Iterator<Item = String> {
    // Nearly all text is in one form already, and looking is much cheaper than making.
    let text = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_lowercase(),
        _ => text.nfc().collect::<String>().to_lowercase(),
    };
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST).collect())
        .collect();
    words.into_iter()
}

/// The word without marks on its letters, so that a name is found from a keyboard that has none.
fn plain(word: &str) -> String {
    word.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter)).collect()
}

/// All words by which a case is found: the resident's name, the assessment's title in each language, what the resident
/// wrote, the messages and notes. Each once, in order, so that equal cases give equal documents.
pub(super) fn of_case(case: &Case, name: &str) -> String {
    let mut words = BTreeSet::new();
    for word in of(name) {
        words.insert(plain(&word));
        words.insert(word);
    }
    let mut add = |text: &str| words.extend(of(text));
    Language::ALL.into_iter().for_each(|language| add(case.assessment.title.get(language)));
    for answer in &case.answers {
        if let Answer::Text(text) = &answer.answer {
            add(text.as_str());
        }
    }
    case.messages.iter().for_each(|message| add(message.text.as_str()));
    for entry in &case.timeline {
        match &entry.event {
            CaseEvent::GoalEdited { text } => add(text.as_str()),
            CaseEvent::UrgencyChanged { change, .. } => add(change.reason.as_str()),
            _ => {}
        }
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// True for events that bring words to search for.
pub(super) fn brings_words(event: &CaseEvent) -> bool {
    matches!(
        event,
        CaseEvent::Opened { .. }
            | CaseEvent::Replied { .. }
            | CaseEvent::Noted { .. }
            | CaseEvent::ClientWrote { .. }
            | CaseEvent::GoalEdited { .. }
            | CaseEvent::UrgencyChanged { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        of(text).collect()
    }

    #[test]
    fn words_are_cut_at_everything_that_is_no_letter_or_digit() {
        assert_eq!(words("Särkee, oikea-korva (38,5 °C)\u{1b}[31m!"), ["särkee", "oikea", "korva", "38", "5", "c", "31m"]);
        assert_eq!(words("\"a\" OR b* NEAR(c)"), ["a", "or", "b", "near", "c"]);
        assert!(words(" -- \u{0}").is_empty());
    }

    #[test]
    fn letters_written_in_two_parts_are_the_same_letters() {
        assert_eq!(words("A\u{308}ija\u{308}la\u{308}"), words("Äijälä"));
        assert_eq!(plain("äijälä"), "aijala");
        assert_eq!(plain("öhman"), "ohman");
    }
}
