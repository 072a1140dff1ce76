//! An organisation's own content: what overrides what, what is switched off, and what is kept for its cases.

use domain::{ClassTable, Language};
use serde_json::json;

use super::{a_folder, rule};
use crate::{ContentSettings, KnowledgeBase};

fn settings(text: &str) -> ContentSettings {
    ContentSettings::read("content.toml", text.to_owned()).unwrap()
}

/// The small pack with these changes in a base with these settings.
fn base(text: &str, changes: &[(&str, &str)]) -> KnowledgeBase {
    let mut base = KnowledgeBase::with_settings(ClassTable::default(), settings(text));
    base.add_folder(a_folder(changes).path()).unwrap();
    base
}

const STRICTER: (&str, &str) = ("sum(1 if fever = yes; 2 if long)", "sum(2 if fever = yes; 2 if long)");

#[test]
fn another_meaning_under_the_same_version_is_refused_with_its_place_and_cure() {
    let mut base = base("", &[]);
    base.add_folder(a_folder(&[("id = \"itch\"", "# only a remark\nid = \"itch\"")]).path()).unwrap();
    assert_eq!(base.refused(), [], "what means the same may be there twice");
    let folder = a_folder(&[STRICTER]);
    base.add_folder(folder.path()).unwrap();
    let place = folder.path().join("itch/pack.toml");
    assert_eq!(
        base.refused()[0].problems[0].to_string(),
        format!(
            "{}:3:1: itch 1.0.0 is in use already and means something else; raise the version: cases keep the version that \
             judged them",
            place.display()
        )
    );
    assert!(base.get("itch").is_some(), "the first stays in use");
}

#[test]
fn what_is_switched_off_is_neither_offered_nor_judged_but_is_there_for_its_cases() {
    let off = base("[content]\ndisabled = [\"itch\"]\n", &[]);
    assert!(off.is_disabled("itch"));
    assert!(off.get("itch").is_none() && off.get_version("itch", "1.0.0").is_none());
    assert!(off.packs().all(|pack| pack.id() != "itch"));
    assert!(off.list(Language::Fi).iter().all(|info| info.id != "itch"));
    assert!(off.by_canonical(&format!("{}itch|1.0.0", crate::CANONICAL_BASE)).is_none());
    assert!(off.evaluate("itch", &json!({})).is_err());
    let hash = base("", &[]).get("itch").unwrap().hash().to_owned();
    assert!(off.by_hash("itch", &hash).is_some());
    assert_eq!(off.setting_problems(), []);
}

#[test]
fn a_misspelt_name_among_those_switched_off_is_named_with_the_nearest() {
    let problems = base("[content]\ndisabled = [\"low-back\", \"ich\"]\n", &[]).setting_problems();
    let expected = "content.toml:2:25: \"ich\" is switched off, but there is no such pack; did you mean \"itch\"?";
    assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
}

#[test]
fn a_mistake_in_the_settings_is_no_reason_to_offer_what_was_switched_off() {
    let error = ContentSettings::read("content.toml", "[content]\ndisabeld = []\n".to_owned()).unwrap_err();
    assert!(error.to_string().starts_with("content.toml:2:1: "), "{error}");
    let folder = tempfile::tempdir().unwrap();
    assert!(!ContentSettings::of_folder(folder.path()).unwrap().is_disabled("itch"), "no file is no mistake");
}

#[test]
fn kept_content_judges_as_it_did_and_accepts_nothing_new() {
    let old = base("", &[]);
    let archived = old.get("itch").unwrap().to_archive();
    assert!(archived.files.contains_key("itch/pack.toml") && archived.files.contains_key("_shared/shared.toml"));
    assert!(!archived.files.contains_key("itch/cases.toml"));
    let mut new = base("", &[("version = \"1.0.0\"", "version = \"2.0.0\""), STRICTER]);
    assert!(new.by_hash("itch", &archived.hash).is_none());
    new.add_archived(archived.clone()).unwrap();
    new.add_archived(archived.clone()).unwrap();
    let kept = new.by_hash("itch", &archived.hash).unwrap();
    assert_eq!((kept.version(), kept.hash()), ("1.0.0", archived.hash.as_str()));
    assert_eq!(kept.title(Language::En), "Itch");
    let answers = json!({"emergency-signs": ["none"], "age": 30, "where": ["arm"], "days": 7, "fever": true});
    assert_eq!(rule(kept, &answers), rule(old.get("itch").unwrap(), &answers));
    assert_eq!(new.get("itch").unwrap().version(), "2.0.0");
    assert!(new.get_version("itch", "1.0.0").is_none());
    assert_eq!(new.packs().filter(|pack| pack.id() == "itch").count(), 1);
}

#[test]
fn kept_content_is_held_to_what_judging_needs_alone() {
    let mut archived = base("", &[]).get("itch").unwrap().to_archive();
    // What this program refuses in new content: rules in the wrong order, none that holds always, a recommendation that nothing
    // gives, an order of danger that it cannot read, a changelog without the version.
    let old = [
        ("class = \"P3\"", "class = \"P8\""),
        ("when = \"always\"", "when = \"fever = no\""),
        ("id = \"rec-self\"", "id = \"rec-gone\"\nclass = \"P8\"\n\n[[recommendation]]\nid = \"rec-self\""),
        ("[professional]", "[danger]\nfever = \"no > yes\"\n\n[professional]"),
        ("version = \"1.0.0\"", "version = \"1.0.0\"\nchangelog = { \"0.9.0\" = \"Draft\" }"),
    ];
    let pack = archived.files.get_mut("itch/pack.toml").unwrap();
    for (from, to) in old {
        assert!(pack.contains(from), "{from}");
        *pack = pack.replace(from, to);
    }
    assert!(crate::check_files(archived.files.clone()).refused[0].problems.len() > 4, "as new content it would be refused");
    let mut new = KnowledgeBase::builtin();
    new.add_archived(archived.clone()).unwrap();
    let kept = new.by_hash("itch", &archived.hash).unwrap();
    let answers = json!({"emergency-signs": ["none"], "age": 30, "where": ["arm"], "days": 7, "fever": true});
    assert_eq!(rule(kept, &answers).as_deref(), Some("it-02"));
    let none = json!({"emergency-signs": ["none"], "age": 30, "where": ["arm"], "days": 1, "fever": true});
    assert_eq!(rule(kept, &none), None, "where no rule holds there is no outcome, and nothing breaks");
}

#[test]
fn kept_content_that_cannot_be_read_any_more_is_an_error_with_its_place() {
    let mut archived = base("", &[]).get("itch").unwrap().to_archive();
    archived.files.insert("itch/pack.toml".to_owned(), "id = 1".to_owned());
    let error = KnowledgeBase::builtin().add_archived(archived).unwrap_err();
    assert!(error.to_string().contains("itch/pack.toml:1:"), "{error}");
}

#[test]
fn a_replay_says_the_same_on_the_same_content_and_names_each_difference_on_other_content() {
    let old = base("", &[]);
    let old = old.get("itch").unwrap();
    let answers = json!({"emergency-signs": ["none"], "age": 30, "where": ["arm"], "days": 7, "fever": true});
    let answers = old.answers_from_json(&answers).unwrap();
    let then = old.evaluate(&answers).judgement.unwrap();
    let stored = old.to_domain(&answers);
    assert_eq!(old.replay(&stored, &then).unwrap(), []);
    let new =
        base("", &[("version = \"1.0.0\"", "version = \"2.0.0\""), STRICTER, ("fever = yes and long", "fever = no and long")]);
    let new = new.get("itch").unwrap().replay(&stored, &then).unwrap();
    let told: Vec<String> = new.iter().map(|d| format!("{}: {} -> {}", d.what, d.then, d.now)).collect();
    assert_eq!(
        told,
        [
            "class: P3 -> P5",
            "within: 24 h -> 7 d",
            "rule: it-02 -> it-03",
            "recommendation: rec-day -> rec-week",
            "because: days=7, fever=yes -> days=7",
            "also: it-03 -> none",
            "scores: points=3 -> points=4"
        ]
    );
    let narrower =
        base("", &[("version = \"1.0.0\"", "version = \"2.0.0\""), ("max = 100", "max = 7"), ("days >= 7\"", "days >= 6\"")]);
    let fewer = narrower.get("itch").unwrap();
    let long = json!({"emergency-signs": ["none"], "age": 30, "where": ["arm"], "days": 9, "fever": true});
    let long = old.to_domain(&old.answers_from_json(&long).unwrap());
    assert!(fewer.replay(&long, &then).is_err());
}
