//! Tests of the knowledge base as a whole: the packs inside the program, wrong packs, and rules that hold for all answers.

mod all_answers;
mod authoring;
mod builtin;
mod findings;
mod forms;
mod language;
mod signatures;
mod versions;
mod wrong_packs;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use crate::pack::Files;
use crate::shared::Shared;
use crate::source::Source;
use crate::{Pack, Report, check};

pub(crate) use all_answers::random;

/// A small pack in which everything is right. `{…}` are the places where a test puts its mistake.
const PACK: &str = r#"
id = "itch"
version = "1.0.0"
kind = "symptom"
queue = "nurse"

[[question]]
id = "emergency-signs"
type = "multi"
options = ["swelling", "none"]

[[question]]
id = "age"
shared = true

[[question]]
id = "where"
type = "multi"
options = ["arm", "leg", "none"]

[[question]]
id = "days"
type = "integer"
min = 0
max = 100
show-when = "where in {arm, leg}"

[[question]]
id = "fever"
type = "boolean"

[[derived]]
id = "long"
value = "days >= 7"

[[derived]]
id = "points"
value = "sum(1 if fever = yes; 2 if long)"
show = true

[[rule]]
id = "it-01"
when = "emergency-signs = swelling"
class = "P0"
recommend = "rec-112"
why = "Danger"
source = "known"

[[rule]]
id = "it-02"
when = "fever = yes and long"
class = "P3"
recommend = "rec-day"
why = "Fever for long"
source = "known"

[[rule]]
id = "it-03"
when = "long"
class = "P5"
recommend = "rec-week"
why = "Long"
source = "known"

[[rule]]
id = "it-04"
when = "always"
class = "P8"
recommend = "rec-self"
why = "Nothing"
source = "known"

[[recommendation]]
id = "rec-112"
class = "P0"

[[recommendation]]
id = "rec-day"
class = "P3"

[[recommendation]]
id = "rec-week"
class = "P5"
within = "7 d"

[[recommendation]]
id = "rec-self"
class = "P8"
self-care = ["rest"]

[[queue-rule]]
when = "class in {P0, P1}"
queue = "emergency"

[[red-flag]]
when = "emergency-signs = swelling"
floor = "P0"

[professional]
positives = ["fever = yes"]
"#;

const TEXTS: &str = r#"
title = "Itch"
purpose = "For tests"
intended-users = "Tests"

[question]
emergency-signs = "Now?"
where = "Where?"
days = "How long?"
fever = "Fever?"

[option.emergency-signs]
swelling = "Swelling"

[option.where]
arm = "Arm"
leg = "Leg"

[derived]
points = "Points"

[rule]
it-01 = "Danger"
it-02 = "Fever for long"
it-03 = "Long"
it-04 = "Nothing"

[recommendation.rec-112]
text = "{call-112}"
professional = "Told."

[recommendation.rec-day]
text = "Come {within}."
professional = "Come."

[recommendation.rec-week]
text = "Come {within}."
professional = "Come."

[recommendation.rec-self]
text = "{treat-yourself}"
professional = "None."
"#;

const CASES: &str = r#"
[base]
base = "emergency-signs=none; age=30; where=arm; days=2; fever=no"

[case]
c01 = { answers = "emergency-signs=swelling", rule = "it-01", class = "P0" }
c02 = { answers = "base; fever=yes; days=7", rule = "it-02", class = "P3" }
c03 = { answers = "base; days=7", rule = "it-03", class = "P5" }
c04 = { answers = "base; where=none", rule = "it-04", class = "P8" }
"#;

/// A folder with the pack `itch`, in which every `from` is replaced by its `to`.
fn a_folder(changes: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("itch");
    fs::create_dir_all(pack.join("texts")).unwrap();
    let english = {
        let (before, rest) = TEXTS.split_once("[rule]").unwrap();
        let (_, after) = rest.split_once("[recommendation.rec-112]").unwrap();
        format!("{before}[recommendation.rec-112]{after}")
    };
    let files = [
        ("pack.toml", PACK),
        ("cases.toml", CASES),
        ("texts/fi.toml", TEXTS),
        ("texts/sv.toml", TEXTS),
        ("texts/en.toml", &english),
    ];
    let mut done = vec![false; changes.len()];
    for (name, text) in files {
        let mut text = text.to_owned();
        for (at, (from, to)) in changes.iter().enumerate() {
            done[at] |= text.contains(from);
            text = text.replace(from, to);
        }
        fs::write(pack.join(name), text).unwrap();
    }
    assert!(done.iter().all(|d| *d), "a change has no place: {changes:?}");
    folder
}

/// What the check says, with file names that begin at the pack's folder.
fn found(report: &Report, folder: &Path) -> Vec<String> {
    let prefix = format!("{}/itch/", folder.display());
    report.problems().map(|problem| problem.to_string().replace(&prefix, "")).collect()
}

/// The problems that the check finds in the pack with these changes.
fn problems(changes: &[(&str, &str)]) -> Vec<String> {
    let folder = a_folder(changes);
    found(&check(Some(folder.path())).unwrap(), folder.path())
}

/// The small pack, loaded.
fn itch(changes: &[(&str, &str)]) -> crate::KnowledgeBase {
    let folder = a_folder(changes);
    let mut base = crate::KnowledgeBase::builtin();
    base.add_folder(folder.path()).unwrap();
    assert_eq!(base.refused(), []);
    base
}

/// A pack made of this `pack.toml` alone, without texts and cases, or what is wrong with it.
pub(crate) fn packs_from(folder: &str, pack: &str) -> Result<Pack, Vec<crate::Problem>> {
    let source = Arc::new(Source::kept(folder, "test", BTreeMap::from([(format!("{folder}/pack.toml"), pack.to_owned())])));
    let shared = Arc::new(Shared::read(&Arc::new(Source::builtin())).unwrap());
    crate::pack::build::build(
        &Files { folder: folder.to_owned(), source, shared, trust: Default::default() },
        &domain::ClassTable::default(),
        crate::pack::build::Checks::All,
    )
}

/// The rule that a pack gives to answers written as JSON.
fn rule(pack: &Pack, answers: &serde_json::Value) -> Option<String> {
    let answers = pack.answers_from_json(answers).unwrap();
    pack.evaluate(&answers).judgement.map(|judgement| judgement.rule)
}
