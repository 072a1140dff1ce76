//! Signatures: what approves a pack, and that nothing else does.

use std::fs;
use std::path::Path;

use domain::{ClassTable, Language};
use jiff::civil::date;
use serde_json::json;
use tempfile::TempDir;

use super::a_folder;
use crate::{Approval, ContentSettings, KnowledgeBase, Secret, SignError, check, sign};

fn key(n: u8) -> Secret {
    Secret::from_bytes(&[n; 32])
}

/// Settings that trust Aino with key 1 and Bo with key 2.
fn settings(required: u8) -> ContentSettings {
    let text = format!(
        "[content]\nrequired-signatures = {required}\n[[owner]]\nname = \"Aino\"\nkey = \"{}\"\n[[owner]]\nname = \"Bo\"\nkey = \"{}\"\n",
        key(1).public(),
        key(2).public()
    );
    ContentSettings::read("content.toml", text).unwrap()
}

/// Signs the pack in this folder; gives the file.
fn signs(folder: &TempDir, secret: &Secret, name: &str) -> std::path::PathBuf {
    let signed = sign(&folder.path().join("itch"), secret, name, date(2026, 11, 24)).unwrap();
    fs::create_dir_all(signed.path.parent().unwrap()).unwrap();
    fs::write(&signed.path, signed.text).unwrap();
    signed.path
}

fn base(folder: &TempDir, required: u8) -> KnowledgeBase {
    let mut base = KnowledgeBase::with_settings(ClassTable::default(), settings(required));
    base.add_folder(folder.path()).unwrap();
    assert_eq!(base.refused(), []);
    base
}

fn approval(folder: &TempDir, required: u8) -> Approval {
    base(folder, required).get("itch").unwrap().approval()
}

/// The notes, without the folder.
fn notes(approval: &Approval) -> Vec<String> {
    approval.notes.iter().map(|note| format!("{}: {}", note.place.line, note.message)).collect()
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).unwrap();
}

#[test]
fn a_pack_is_approved_when_enough_different_owners_have_signed_it() {
    let folder = a_folder(&[]);
    assert!(!approval(&folder, 1).approved, "nobody signed");
    signs(&folder, &key(1), "Aino");
    let one = approval(&folder, 1);
    assert_eq!((one.approved, one.signed_by, one.notes), (true, vec!["Aino".to_owned()], Vec::new()));
    assert!(!approval(&folder, 2).approved);
    signs(&folder, &key(1), "Aino");
    assert!(!approval(&folder, 2).approved, "the same owner twice is one");
    signs(&folder, &key(2), "Bo");
    assert_eq!((approval(&folder, 2).approved, approval(&folder, 2).signed_by.len()), (true, 2));
}

#[test]
fn approval_is_told_wherever_the_pack_is() {
    let folder = a_folder(&[]);
    let told = |folder: &TempDir| {
        let base = base(folder, 1);
        let listed = base.list(Language::En).iter().find(|info| info.id == "itch").unwrap().approved;
        let judged = base.evaluate("itch", &json!({"emergency-signs": ["swelling"]})).unwrap()["approved"] == json!(true);
        let shown = base.get("itch").unwrap().reading(Language::En).to_terminal(80).contains("approved by Aino");
        [listed, judged, shown, base.get("itch").unwrap().assessment_ref().approved]
    };
    assert_eq!(told(&folder), [false; 4]);
    signs(&folder, &key(1), "Aino");
    assert_eq!(told(&folder), [true; 4]);
}

#[test]
fn a_pack_that_changed_after_signing_is_not_approved_and_the_check_says_why() {
    let folder = a_folder(&[]);
    signs(&folder, &key(1), "Aino");
    replace(&folder.path().join("itch/pack.toml"), "queue = \"nurse\"", "queue = \"nurse\" # a remark");
    assert!(approval(&folder, 1).approved, "a remark changes no meaning");
    replace(&folder.path().join("itch/texts/en.toml"), "text = \"Come {within}.\"", "text = \"Come soon, {within}.\"");
    let changed = approval(&folder, 1);
    assert!(!changed.approved);
    assert_eq!(notes(&changed), ["7: the pack was changed after Aino signed it on 2026-11-24"]);
    let report = check(Some(folder.path())).unwrap();
    assert!(report.is_good(), "demonstration content is no wrong content");
    assert!(report.to_string().contains("not approved: ") && report.to_string().contains("have it signed again"), "{report}");
    replace(&folder.path().join("itch/pack.toml"), "version = \"1.0.0\"", "version = \"1.0.1\"");
    assert_eq!(notes(&approval(&folder, 1)), ["6: Aino signed version 1.0.0, this is 1.0.1"]);
}

#[test]
fn whatever_is_changed_in_a_signature_makes_it_void() {
    let swaps = [
        ("signer = \"Aino\"", "signer = \"Bo\""),
        ("date = \"2026-11-24\"", "date = \"2026-11-25\""),
        ("version = \"1.0.0\"", "version = \"1.0.1\""),
        ("pack = \"itch\"", "pack = \"low-back\""),
    ];
    for (from, to) in swaps {
        let folder = a_folder(&[]);
        let file = signs(&folder, &key(1), "Aino");
        replace(&file, from, to);
        let found = approval(&folder, 1);
        assert!(!found.approved && found.notes.len() == 1, "{to}: {:?}", found.notes);
    }
    let folder = a_folder(&[]);
    let file = signs(&folder, &key(1), "Aino");
    // Another's key over Aino's signature.
    replace(&file, &key(1).public(), &key(2).public());
    assert_eq!(notes(&approval(&folder, 1)), ["8: the signature of Aino is not genuine: this file was changed after signing"]);
    fs::write(&file, "signer = \"Aino\"\n").unwrap();
    assert!(!approval(&folder, 1).approved);
}

#[test]
fn a_signature_counts_only_with_the_key_of_its_own_trusted_owner() {
    let folder = a_folder(&[]);
    signs(&folder, &key(3), "Aino");
    let stranger = approval(&folder, 1);
    assert_eq!(
        (stranger.approved, notes(&stranger)),
        (false, vec!["3: the key of Aino is not among the owners that content.toml trusts".to_owned()])
    );
    let folder = a_folder(&[]);
    signs(&folder, &key(2), "Aino");
    let borrowed = approval(&folder, 1);
    assert_eq!(notes(&borrowed), ["2: \"Aino\" signed with the key of Bo, so it does not count"]);
    let nobody_trusted = {
        let mut base = KnowledgeBase::builtin();
        base.add_folder(folder.path()).unwrap();
        base.get("itch").unwrap().approval()
    };
    assert!(!nobody_trusted.approved && nobody_trusted.notes.is_empty());
}

#[test]
fn a_signature_copied_to_content_that_says_something_else_does_not_count() {
    let folder = a_folder(&[]);
    let file = signs(&folder, &key(1), "Aino");
    let other = a_folder(&[("title = \"Itch\"", "title = \"Rash\"")]);
    let there = other.path().join("itch/signatures");
    fs::create_dir_all(&there).unwrap();
    fs::copy(&file, there.join("a.toml")).unwrap();
    assert!(!approval(&other, 1).approved);
}

#[test]
fn what_does_not_pass_its_check_is_not_signed() {
    let folder = a_folder(&[("rule = \"it-03\"", "rule = \"it-02\"")]);
    let signing = |folder: &Path| sign(folder, &key(1), "Aino", date(2026, 11, 24));
    assert!(matches!(signing(&folder.path().join("itch")), Err(SignError::NotGood(_))));
    assert!(matches!(signing(folder.path()), Err(SignError::NotOnePack(_))));
    let good = a_folder(&[]);
    assert!(matches!(sign(&good.path().join("itch"), &key(1), " ", date(2026, 11, 24)), Err(SignError::NoName)));
}

#[test]
fn a_key_comes_back_from_its_file_and_does_not_print_itself() {
    let text = key(7).to_text();
    assert_eq!(Secret::parse(&text).unwrap().public(), key(7).public());
    assert!(!format!("{:?}", key(7)).contains("0707"));
    for wrong in ["", "# only a remark", "abc", &"0".repeat(63), &"x".repeat(64), &"ä".repeat(64)] {
        assert!(Secret::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn settings_that_could_approve_by_mistake_are_refused_with_their_place() {
    let refused = |text: &str| ContentSettings::read("content.toml", text.to_owned()).unwrap_err().to_string();
    assert_eq!(refused("[content]\nrequired-signatures = 0\n"), "content.toml:2:23: required-signatures is 1 or 2");
    let short = refused("[[owner]]\nname = \"Aino\"\nkey = \"12ab\"\n");
    assert!(short.starts_with("content.toml:3:7: \"12ab\" is no public key; "), "{short}");
    let same = key(1).public();
    let twice = refused(&format!("[[owner]]\nname = \"Aino\"\nkey = \"{same}\"\n[[owner]]\nname = \"Bo\"\nkey = \"{same}\"\n"));
    assert!(twice.contains("Aino and Bo have the same key"), "{twice}");
}
