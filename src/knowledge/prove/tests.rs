//! Tests of the proof itself: it agrees with the evaluator, it finds what is wrong, and it catches mutated rules.

mod mutation;

use batsat::Lit;
use domain::UrgencyClass;

use super::certificate::Property;
use super::gates::Gates;
use super::model::{Model, cuts};
use crate::tests::{packs_from, random};
use crate::{Answers, KnowledgeBase, Pack, Profile};

const HEAD: &str = r#"
id = "itch"
version = "1.0.0"
kind = "symptom"
queue = "nurse"

[[question]]
id = "emergency-signs"
type = "multi"
options = ["swelling", "none"]

[[question]]
id = "adult"
type = "boolean"

[[question]]
id = "days"
type = "integer"
min = 0
max = 100

[[question]]
id = "where"
type = "single"
options = ["arm", "leg", "both"]
show-when = "days >= 3"

[[rule]]
id = "it-01"
when = "emergency-signs = swelling"
class = "P0"
recommend = "rec-0"
why = "danger"
source = "none"
"#;

const TAIL: &str = r#"
[[rule]]
id = "it-99"
when = "always"
class = "P8"
recommend = "rec-8"
why = "the rest"
source = "none"

[[recommendation]]
id = "rec-0"
class = "P0"

[[recommendation]]
id = "rec-3"
class = "P3"

[[recommendation]]
id = "rec-8"
class = "P8"
"#;

fn rule(id: &str, when: &str, class: &str) -> String {
    let recommend = format!("rec-{}", class.trim_start_matches('P'));
    format!(
        "\n[[rule]]\nid = \"{id}\"\nwhen = \"{when}\"\nclass = \"{class}\"\nrecommend = \"{recommend}\"\nwhy = \"test\"\nsource = \"none\"\n"
    )
}

fn pack(middle: &str, claims: &str) -> Pack {
    packs_from("itch", &format!("{HEAD}{middle}{TAIL}{claims}")).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn broken(pack: &Pack) -> Vec<(Property, String)> {
    pack.prove().refuted.into_iter().map(|r| (r.property, r.subject)).collect()
}

#[test]
fn every_pack_in_the_program_is_proven() {
    for pack in KnowledgeBase::builtin().packs() {
        let certificate = pack.prove();
        assert!(certificate.holds(), "{certificate}");
        assert!(!pack.dangers.is_empty() || pack.rules.len() < 2, "{} states no danger", pack.id());
    }
}

#[test]
fn the_model_decides_as_the_evaluator_does() {
    for pack in KnowledgeBase::builtin().packs() {
        let mut gates = Gates::new();
        let model = Model::new(&mut gates, pack, &cuts(pack));
        for seed in 0..200 {
            let answers = pack.random_answers(&mut random(seed), &Profile::default());
            let Some(judgement) = pack.evaluate(&answers).judgement else { continue };
            let facts = model.as_answered(&answers);
            assert!(gates.possible(&facts), "{}: valid answers are not in the model", pack.id());
            let decided = model.decided(&gates, pack).map(|rule| rule.id.as_str());
            assert_eq!(decided, Some(judgement.rule.as_str()), "{}", pack.id());
        }
    }
}

#[test]
fn a_sound_pack_keeps_its_promises() {
    let sound = pack(
        &(rule("it-02", "days >= 7 and where in {leg, both}", "P3")),
        "[danger]\ndays = \"rising\"\nwhere = \"arm < leg < both\"\nemergency-signs = \"none < swelling\"\n",
    );
    assert_eq!(broken(&sound), []);
}

#[test]
fn a_rule_behind_a_wider_one_is_shadowed_and_shown_with_answers() {
    let shadowed = pack(&(rule("it-02", "days >= 5", "P3") + &rule("it-03", "days >= 7 and adult = yes", "P3")), "");
    assert_eq!(broken(&shadowed), [(Property::NotShadowed, "rule it-03".to_owned())]);
    let certificate = shadowed.prove();
    assert!(certificate.refuted[0].answers[0].contains("adult=yes"), "{certificate}");
}

#[test]
fn a_contradiction_can_never_be_reached_unless_it_is_meant_so() {
    let middle = rule("it-02", "days >= 9 and days < 4", "P3");
    assert_eq!(
        broken(&pack(&middle, "")),
        [(Property::Reachable, "recommendation rec-3".to_owned()), (Property::Reachable, "rule it-02".to_owned())]
    );
    let meant =
        "[proof]\nunreachable = { \"rule it-02\" = \"kept for the next version\", \"recommendation rec-3\" = \"likewise\" }\n";
    let certificate = pack(&middle, meant).prove();
    assert!(certificate.holds(), "{certificate}");
    assert_eq!(certificate.on_purpose.len(), 2);
}

#[test]
fn whether_a_question_is_answered_is_a_part_of_the_proof() {
    let middle = rule("it-02", "answered(where) and days >= 50", "P3") + &rule("it-03", "answered(where) and days < 3", "P3");
    assert_eq!(broken(&pack(&middle, "")), [(Property::Reachable, "rule it-03".to_owned())]);
}

#[test]
fn an_exclusion_above_a_red_flag_is_caught_by_the_floor_though_it_is_monotone() {
    let middle = rule("it-02", "days >= 7 and adult != yes", "P3");
    let masked = pack(&middle, "[[red-flag]]\nwhen = \"days >= 7\"\nfloor = \"P3\"\n[danger]\ndays = \"rising\"\n");
    assert_eq!(broken(&masked), [(Property::Floor, "red flag days >= 7".to_owned())]);
    let floor = &masked.prove().floors[0];
    assert_eq!((floor.stated, floor.proven), (Some(UrgencyClass::P3), UrgencyClass::P8));
}

#[test]
fn an_option_may_state_its_own_floor() {
    let middle = rule("it-02", "where in {leg, both} and adult = yes", "P3");
    let claims = "[danger]\nwhere = \"arm < leg P3, both\"\nemergency-signs = \"none < swelling P0\"\n";
    assert_eq!(broken(&pack(&middle, claims)), [(Property::Floor, "red flag where = leg".to_owned())]);
}

#[test]
fn danger_that_lowers_the_urgency_is_shown_with_both_sets_of_answers() {
    let middle = rule("it-02", "days <= 5 and adult = yes", "P3");
    let falling = pack(&middle, "[danger]\ndays = \"rising\"\n");
    let certificate = falling.prove();
    assert_eq!(broken(&falling), [(Property::Monotone, "danger days".to_owned())]);
    let shown = &certificate.refuted[0].answers;
    assert!(shown[0].starts_with("P3 by it-02") && shown[1].starts_with("P8 by it-99"), "{certificate}");
}

#[test]
fn a_step_that_hides_a_question_counts_what_the_hidden_answer_had_given() {
    // With three days the question "where" appears, and its answer may do good.
    let middle = rule("it-02", "not (where = arm) and adult = yes", "P3");
    let hiding = pack(&middle, "[danger]\ndays = \"rising\"\n");
    assert_eq!(broken(&hiding), [(Property::Monotone, "danger days".to_owned())]);
}

#[test]
fn an_urgent_rule_must_not_wait_for_late_questions() {
    let late = pack(&rule("it-02", "where = both", "P3"), "[proof]\nurgent-within = 0\n");
    assert_eq!(broken(&late), [(Property::Early, "rule it-01".to_owned())]);
}

#[test]
fn a_new_version_is_explained_by_the_answers_that_change_class() {
    let old = pack(&rule("it-02", "days >= 7 and adult = yes", "P3"), "");
    let new = pack(&rule("it-02", "days >= 5 and adult = yes", "P3"), "");
    let comparison = old.compare(&new, domain::Language::En);
    assert!(comparison.complete);
    let shifts: Vec<_> = comparison.shifts.iter().map(|s| (s.from.as_str(), s.to.as_str(), s.combinations)).collect();
    assert_eq!(shifts, [("P8", "P3", 1)]);
    let example = &comparison.shifts[0].examples[0];
    assert_eq!(example.when, ["emergency-signs = none", "adult = yes", "days >= 5", "days < 7"]);
    assert_eq!(comparison.written.len(), 1, "{comparison}");
}

#[test]
fn the_edges_of_a_rule_lie_on_both_sides_of_its_threshold_and_of_each_part() {
    let edges = pack(&rule("it-02", "days >= 7 and adult = yes", "P3"), "").edges();
    let answers: Vec<&str> = edges.lines().filter(|line| line.starts_with('e')).collect();
    assert!(answers.iter().any(|line| line.contains("days=7") && line.contains("it-02")), "{edges}");
    assert!(
        answers.iter().any(|line| line.contains("days=6; ") && line.contains("adult=yes") && line.contains("it-99")),
        "{edges}"
    );
    assert!(answers.iter().any(|line| line.contains("adult=no") && line.contains("it-99")), "{edges}");
}

#[test]
fn the_edges_in_the_program_are_those_of_its_rules() {
    for pack in KnowledgeBase::builtin().packs() {
        let kept = pack.files.source.file(&pack.files.folder, "edges.toml").map(|file| file.text.to_owned());
        assert_eq!(kept.as_deref(), Some(pack.edges().as_str()), "{}: run `omaolo content edges` and review", pack.id());
    }
}

#[test]
fn a_pack_that_only_words_things_anew_changes_nobodys_outcome() {
    let old = pack(&rule("it-02", "days >= 7", "P3"), "");
    let new = pack(&rule("it-02", "not (days < 7)", "P3"), "");
    let comparison = old.compare(&new, domain::Language::En);
    assert_eq!((comparison.shifts.as_slice(), comparison.complete), ([].as_slice(), true));
}

impl Model<'_> {
    /// The literals that stand for these answers.
    fn as_answered(&self, answers: &Answers) -> Vec<Lit> {
        let shown = self.pack.shown(answers);
        let value = |at: usize| answers.at(crate::evaluate::index(at)).filter(|_| shown >> at & 1 == 1);
        self.questions.iter().enumerate().flat_map(|(at, asked)| asked.facts(value(at))).collect()
    }
}
