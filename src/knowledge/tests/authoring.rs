//! What helps a writer: a new pack that is right from the start, and how far the cases go.

use std::fs;

use domain::AssessmentKind;
use serde_json::json;

use super::{a_folder, itch};
use crate::{check, new_pack};

#[test]
fn a_new_pack_of_each_kind_passes_its_check_and_its_proof_with_a_case_for_every_rule_and_both_sides_of_every_number() {
    for (kind, thresholds) in [(AssessmentKind::Symptom, 1), (AssessmentKind::Service, 1), (AssessmentKind::Form, 0)] {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in new_pack("dry-eye", kind).unwrap() {
            let path = folder.path().join("dry-eye").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let report = check(Some(folder.path())).unwrap();
        assert!(report.is_good(), "{report}");
        let coverage = &report.packs[0].coverage;
        assert!(coverage.rules.iter().all(|(_, cases)| !cases.is_empty()));
        assert!(coverage.thresholds.iter().all(|one| one.holding > 0 && one.failing > 0), "{coverage}");
        assert_eq!(coverage.thresholds.len(), thresholds);
        let mut base = crate::KnowledgeBase::builtin();
        base.add_folder(folder.path()).unwrap();
        let certificate = base.get("dry-eye").unwrap().prove();
        assert!(certificate.holds(), "{certificate}");
    }
    let refused = |id, kind| new_pack(id, kind).unwrap_err().to_string();
    assert!(refused("Dry eye", AssessmentKind::Symptom).starts_with("\"Dry eye\" is not an id; "));
    assert!(refused("dry-eye", AssessmentKind::Periodic).contains("begin with a copy"));
}

#[test]
fn coverage_counts_the_cases_of_each_rule_and_of_each_side_of_a_threshold() {
    let folder = a_folder(&[]);
    let report = check(Some(folder.path())).unwrap();
    let text = report.packs[0].coverage.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "  rule   cases",
            "  it-01      1",
            "  it-02      1",
            "  it-03      1",
            "  it-04      1",
            "  threshold  holds  fails",
            "  days >= 7      2      0  ONE SIDE ONLY",
        ]
    );
}

#[test]
fn what_would_change_the_class_is_each_other_single_answer_the_most_urgent_first() {
    let base = itch(&[]);
    let answers = json!({"emergency-signs": ["none"], "age": 30, "where": ["arm"], "days": 2, "fever": true});
    let would = base.evaluate("itch", &answers).unwrap()["would_change"].clone();
    assert_eq!(
        would,
        json!([
            {"question": "emergency-signs", "to": "+swelling", "class": "P0", "rule": "it-01"},
            {"question": "days", "to": "7", "class": "P3", "rule": "it-02"},
        ])
    );
    let hidden = json!({"emergency-signs": ["none"], "age": 30, "where": ["none"], "fever": false});
    let would = base.evaluate("itch", &hidden).unwrap()["would_change"].clone();
    assert_eq!(would[1], json!({"question": "where", "to": "+arm", "class": null, "rule": null, "missing": ["days"]}));
    assert_eq!(base.evaluate("itch", &json!({})).unwrap()["would_change"], json!([]), "nothing is judged yet");
}

#[test]
fn a_changelog_is_shown_newest_first_counts_for_nothing_and_must_know_the_present_version() {
    let with = |entries: &str| [("version = \"1.0.0\"", format!("version = \"1.0.0\"\nchangelog = {{ {entries} }}"))];
    let [(from, to)] = with("\"0.9.0\" = \"Draft\", \"1.0.0\" = \"First\", \"0.10.0\" = \"Trial\"");
    let base = itch(&[(from, &to)]);
    let page = base.get("itch").unwrap().reading(domain::Language::En).to_terminal(80);
    assert!(page.contains("CHANGES\n───────\n  1.0.0   First\n  0.10.0  Trial\n  0.9.0   Draft\n"), "{page}");
    assert_eq!(base.get("itch").unwrap().hash(), itch(&[]).get("itch").unwrap().hash());
    let [(from, to)] = with("\"0.9.0\" = \"Draft\"");
    assert_eq!(
        super::problems(&[(from, &to)]),
        ["pack.toml:3:11: the changelog has no entry for 1.0.0; write \"1.0.0\" = \"what is new\" under [changelog]"]
    );
}
