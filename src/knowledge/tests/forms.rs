//! Packs of the kind form: one outcome for everybody, and questions that have other names elsewhere.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{KnowledgeBase, Question, check_files};

const PACK: &str = r#"
id = "diary"
version = "2.1.0"
kind = "form"
queue = "nurse"
url = "https://supplier.example/diary"

[[question]]
id = "how"
type = "multi"
options = ["ok", "none", "bad-1"]
alone = ["bad-1"]
link-id = "1.1"
codes = { bad-1 = "https://s|BAD 1" }

[[question]]
id = "code"
type = "text"
pattern = "[A-Z]{2}"
max-length = 2

[[question]]
id = "system"
type = "boolean"
hidden = true

[[rule]]
id = "taken"
when = "always"
class = "P4"
recommend = "read"
why = "No rules"
source = "form"

[[recommendation]]
id = "read"
class = "P4"
"#;

const TEXTS: &str = r#"
title = "Diary"
purpose = "A form"
intended-users = "All"
[question]
how = "How {much}?"
code = "Code"
system = "System"
[option.how]
ok = "OK"
none = "Not alone"
bad-1 = "Bad"
[recommendation.read]
text = "Thank you. Read {within}."
professional = "Read all."
"#;

fn files(changes: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut pack = PACK.to_owned();
    for (from, to) in changes {
        assert!(pack.contains(from), "{from}");
        pack = pack.replacen(from, to, 1);
    }
    let translated = format!("{TEXTS}[rule]\ntaken = \"Ei\"\n");
    let files =
        [("pack.toml", pack.as_str()), ("texts/fi.toml", &translated), ("texts/sv.toml", &translated), ("texts/en.toml", TEXTS)];
    files.into_iter().map(|(name, text)| (format!("diary/{name}"), text.to_owned())).collect()
}

fn problems(changes: &[(&str, &str)]) -> Vec<String> {
    check_files(files(changes)).problems().map(ToString::to_string).collect()
}

#[test]
fn a_form_needs_no_case_and_says_for_everybody_the_same() {
    assert_eq!(problems(&[]), [""; 0]);
    let second = "[[rule]]\nid = \"first\"\nwhen = \"how = ok\"\nclass = \"P4\"\nrecommend = \"read\"\nwhy = \"x\"\nsource = \"x\"\n\n[[rule]]\nid = \"taken\"";
    let found = problems(&[("[[rule]]\nid = \"taken\"", second)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("a form has no rules"), "{found:?}");
    for class in ["P0", "P8"] {
        let class = format!("class = \"{class}\"");
        let found = problems(&[("class = \"P4\"", &class), ("class = \"P4\"", &class)]);
        assert!(found.iter().any(|problem| problem.contains("write P1 to P5")), "{found:?}");
    }
}

#[test]
fn what_a_question_is_called_elsewhere_must_belong_to_it() {
    for (from, to, expected) in [
        ("alone = [\"bad-1\"]", "alone = [\"bad-2\"]", "no option \"bad-2\"; did you mean \"bad-1\"?"),
        ("{ bad-1 =", "{ bad =", "no option \"bad\""),
        ("[A-Z]{2}", "(", "no regular expression"),
        ("type = \"text\"", "type = \"boolean\"", "only questions of type text"),
    ] {
        let found = problems(&[(from, to)]);
        assert_eq!(found.len(), 1, "{to}: {found:?}");
        assert!(found[0].contains(expected), "{to}: {found:?}");
    }
}

#[test]
fn a_form_is_found_by_its_own_address_and_asks_nothing_that_is_hidden() {
    let mut base = KnowledgeBase::default();
    base.add_files(files(&[]));
    let found = |canonical: &str| base.by_url(canonical).map(|pack| pack.id().to_owned());
    assert_eq!(found("https://supplier.example/diary"), Some("diary".to_owned()));
    assert_eq!(found("https://supplier.example/diary|2.1"), Some("diary".to_owned()));
    assert_eq!(found("https://supplier.example/diary|2.2"), None);
    assert_eq!(found("https://supplier.example/other"), None);
    let pack = base.get("diary").unwrap();
    assert_eq!(pack.question_texts("how", domain::Language::En).unwrap().text, "How {much}?", "the form's own braces stand");
    let ids = |questions: Vec<&Question>| questions.iter().map(|question| question.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(pack.visible(&pack.no_answers())), ["how", "code"]);
    assert!(pack.next_question(&pack.no_answers(), Some("code")).is_none());
    let good = json!({"how": ["ok", "none"], "code": "AB"});
    let judgement = pack.evaluate(&pack.answers_from_json(&good).unwrap()).judgement.unwrap();
    assert_eq!((judgement.rule.as_str(), judgement.because.len()), ("taken", 0));
    assert!(pack.prove().holds());
    let problems = pack.answers_from_json(&json!({"how": ["ok", "bad-1"], "code": "ab"})).unwrap_err();
    assert_eq!(problems.len(), 2, "{problems:?}");
}

#[test]
fn a_meaning_has_all_that_a_question_is_called_elsewhere() {
    let hash = |changes: &[(&str, &str)]| {
        let mut base = KnowledgeBase::default();
        base.add_files(files(changes));
        base.get("diary").unwrap().hash().to_owned()
    };
    let whole = hash(&[]);
    for change in [
        ("1.1", "1.2"),
        ("BAD 1", "BAD 2"),
        ("[A-Z]{2}", "[A-Z]{3}"),
        ("supplier.example", "other.example"),
        ("hidden = true\n", ""),
    ] {
        assert_ne!(hash(&[change]), whole, "{change:?}");
    }
}
