use std::collections::BTreeSet;
use std::path::Path;

use domain::WakeUp;
use strum::IntoEnumIterator;

use super::*;
use crate::action::Action;

/// Families whose names are put together in the program.
const FAMILIES: [&str; 16] = [
    "action",
    "class",
    "context",
    "done",
    "event",
    "kind",
    "language",
    "mark",
    "reply-in",
    "role",
    "role-does",
    "section",
    "short",
    "state",
    "view",
    "wake",
];

fn keys(language: Language) -> BTreeSet<String> {
    let files = FILES.iter().filter(|(other, _)| *other == language).flat_map(|(_, files)| files.iter());
    let lines = files.flat_map(|text| text.lines()).filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    lines.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
}

fn sources(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            into.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_file_is_without_mistakes() {
    for (language, files) in FILES {
        for text in files {
            assert!(
                FluentResource::try_new((*text).to_owned()).is_ok(),
                "{language}: {:?}",
                FluentResource::try_new((*text).to_owned()).err()
            );
        }
    }
}

#[test]
fn all_languages_have_the_same_texts() {
    for language in Language::ALL {
        let (here, finnish) = (keys(language), keys(Language::Fi));
        assert_eq!(here.symmetric_difference(&finnish).collect::<Vec<_>>(), Vec::<&String>::new(), "{language}");
    }
}

#[test]
fn every_text_is_used() {
    let mut program = String::new();
    sources(Path::new(env!("CARGO_MANIFEST_DIR")), &mut program);
    let made = |key: &str| FAMILIES.iter().any(|family| key.strip_prefix(family).is_some_and(|rest| rest.starts_with('-')));
    let unused: Vec<String> =
        keys(Language::Fi).into_iter().filter(|key| !program.contains(&format!("\"{key}\"")) && !made(key)).collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_text_that_the_program_names_exists() {
    let mut program = String::new();
    sources(Path::new(env!("CARGO_MANIFEST_DIR")), &mut program);
    let known = keys(Language::Fi);
    for call in ["texts.get(\"", "texts.with(\"", "desk.text(\"", ".get(\"trouble-", ".get(\"refusal-"] {
        for part in program.split(call).skip(1) {
            let key = part.split('"').next().unwrap_or_default();
            let prefix = call.split('"').nth(1).unwrap_or_default();
            assert!(known.contains(&format!("{prefix}{key}")), "{prefix}{key}");
        }
    }
}

#[test]
fn every_action_state_and_event_has_its_text() {
    let texts = Texts::new(Language::Fi);
    let mut names: Vec<String> =
        Action::iter().flat_map(|action| [format!("action-{action}"), format!("short-{action}")]).collect();
    names.extend(crate::keymap::Context::iter().map(|context| format!("context-{context}")));
    names.extend(["free", "taken", "unfinished", "end-proposed", "closed"].map(|state| format!("state-{state}")));
    let wakes = WakeUp::iter().map(|why| match why {
        WakeUp::Message => "message",
        WakeUp::EndingProposed => "ending-proposed",
        WakeUp::BookingCancelled => "booking-cancelled",
        WakeUp::GoalEdited => "goal-edited",
        WakeUp::QuestionnaireFilled => "questionnaire-filled",
        WakeUp::Transferred => "transferred",
    });
    names.extend(wakes.map(|why| format!("wake-{why}")));
    let missing: Vec<&String> = names.iter().filter(|name| !texts.has(name)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn what_is_said_fits_one_line_of_a_small_terminal() {
    let said =
        |key: &String| ["said-", "done-", "trouble-", "refusal-", "compose-kept"].iter().any(|family| key.starts_with(family));
    let mut long = Vec::new();
    for language in Language::ALL {
        let texts = Texts::new(language);
        for key in keys(language).into_iter().filter(said) {
            let text = texts.get(&key);
            // What is filled in is cut by the screen, the sentence around it is not.
            if !text.contains('{') && crate::text::width(&text) > 76 {
                long.push(format!("{language} {key}: {text}"));
            }
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn numbers_have_their_grammar() {
    let texts = Texts::new(Language::Fi);
    assert!(texts.with("case-not-asked", &[("count", 1.into())]).starts_with("Yhtä kysymystä"));
    assert!(texts.with("case-not-asked", &[("count", 5.into())]).starts_with("5 kysymystä"));
}
