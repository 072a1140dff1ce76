//! What conditions mean: unanswered and hidden questions, sets, counts, sums, and what is said about a judgement.

use domain::Language;
use serde_json::json;

use super::{itch, rule};
use crate::{AnswerProblem, KnowledgeBase};

/// The rule that the small pack gives when its second rule asks this.
fn second_rule_holds(condition: &str, answers: &serde_json::Value) -> bool {
    let changed = format!("when = \"{condition}\"\nclass = \"P3\"");
    let base = itch(&[("when = \"fever = yes and long\"\nclass = \"P3\"", &changed)]);
    rule(base.get("itch").unwrap(), answers).as_deref() == Some("it-02")
}

#[test]
fn every_comparison_with_an_unanswered_or_hidden_question_is_false() {
    let hidden = json!({"emergency-signs": "none", "age": 30, "where": "none", "days": 50, "fever": false});
    for condition in ["days >= 0", "days != 3", "days < 100", "long", "where != none", "count(where) >= 1"] {
        assert!(!second_rule_holds(condition, &hidden), "{condition}");
    }
    for condition in ["not (days >= 0)", "not long", "count(where) = 0", "where = none", "fever != yes", "points = 0"] {
        assert!(second_rule_holds(condition, &hidden), "{condition}");
    }
}

#[test]
fn whether_a_question_is_answered_can_be_asked_and_a_hidden_answer_is_none() {
    let hidden = json!({"emergency-signs": "none", "age": 30, "where": "none", "days": 50, "fever": "no"});
    for condition in ["answered(where)", "answered(fever) and not answered(days)"] {
        assert!(second_rule_holds(condition, &hidden), "{condition}");
    }
    assert!(!second_rule_holds("answered(days)", &hidden));
    let shown = json!({"emergency-signs": "none", "age": 30, "where": "arm", "days": 0, "fever": "no"});
    assert!(second_rule_holds("answered(days)", &shown));
    let base = itch(&[("\"fever = yes and long\"", "\"answered(days) and fever = no\"")]);
    let pack = base.get("itch").unwrap();
    let judgement = pack.evaluate(&pack.answers_from_json(&shown).unwrap()).judgement.unwrap();
    let because: Vec<_> = judgement.because.iter().map(|reason| (reason.question.as_str(), reason.values.join(","))).collect();
    assert_eq!(because, [("days", "0".to_owned()), ("fever", "no".to_owned())]);
}

#[test]
fn an_answer_is_a_set_of_values() {
    let both = json!({"emergency-signs": "none", "age": 30, "where": ["leg", "arm"], "days": 3, "fever": "yes"});
    for condition in
        ["where = arm", "where = leg", "where in {leg, none}", "where != none", "count(where in {arm}) = 1", "count(where) = 2"]
    {
        assert!(second_rule_holds(condition, &both), "{condition}");
    }
    for condition in ["where != arm", "where = none", "count(where) < 2", "days in {1, 2}", "points >= 2"] {
        assert!(!second_rule_holds(condition, &both), "{condition}");
    }
    assert!(second_rule_holds("days in {1, 3}", &both));
}

#[test]
fn not_binds_tightest_and_or_loosest() {
    let answers = json!({"emergency-signs": "none", "age": 30, "where": "arm", "days": 3, "fever": "yes"});
    assert!(second_rule_holds("fever = yes or fever = no and days = 50", &answers));
    assert!(!second_rule_holds("(fever = yes or fever = no) and days = 50", &answers));
    assert!(second_rule_holds("not fever = no and days = 3", &answers));
}

#[test]
fn missing_answers_give_no_outcome_except_p0() {
    let base = itch(&[]);
    let pack = base.get("itch").unwrap();
    let evaluation = pack.evaluate(&pack.answers_from_json(&json!({"emergency-signs": "none", "where": "arm"})).unwrap());
    assert_eq!(evaluation.judgement, None);
    assert_eq!(evaluation.missing, ["age", "days", "fever"]);
    let now = pack.answers_from_json(&json!({"emergency-signs": ["swelling"]})).unwrap();
    let judgement = pack.evaluate(&now).judgement.unwrap();
    assert_eq!((judgement.rule.as_str(), judgement.queue.as_str()), ("it-01", "emergency"));
    assert!(pack.next_question(&now, Some("emergency-signs")).is_none(), "the questionnaire stops");
}

#[test]
fn questions_are_asked_in_their_order_and_hidden_ones_skipped() {
    let base = itch(&[]);
    let pack = base.get("itch").unwrap();
    let mut answers = pack.no_answers();
    pack.set_answer(&mut answers, "where", &json!("none")).unwrap();
    let next = |answers: &crate::Answers, after| pack.next_question(answers, after).map(|q| q.id.clone());
    assert_eq!(next(&answers, None).as_deref(), Some("emergency-signs"));
    assert_eq!(next(&answers, Some("where")).as_deref(), Some("fever"));
    pack.set_answer(&mut answers, "where", &json!("leg")).unwrap();
    assert_eq!(next(&answers, Some("where")).as_deref(), Some("days"));
    assert_eq!(next(&answers, Some("fever")), None);
}

#[test]
fn an_answer_that_cannot_be_is_refused_with_its_place_and_without_its_text() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("sore-throat").unwrap();
    let wrong = json!({
        "age": 200, "symptom-days": 1.5, "voice": "whispering", "sex": ["female", "male"], "fluids": ["none", "no-urine"],
        "cough": "perhaps", "mouth-opening": 3, "secret": "010190-9035", "swallowing": "secret", "free-text": 7
    });
    let problems = pack.answers_from_json(&wrong).unwrap_err();
    let places: Vec<_> = problems.iter().filter_map(AnswerProblem::question).collect();
    assert_eq!(places.len(), 10);
    let text = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for hidden in ["200", "whispering", "perhaps", "010190", "female, male"] {
        assert!(!text.replace("its options: female, male", "").contains(hidden), "{hidden} is in {text}");
    }
    assert!(text.contains("the answer to \"age\" must be from 16 to 120"));
    assert_eq!(pack.answers_from_json(&json!([1])).unwrap_err(), [AnswerProblem::NotAnObject]);
}

#[test]
fn numbers_at_their_limits_are_exact() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("sore-throat").unwrap();
    let at = |temperature: f64| {
        let json = json!({
            "emergency-signs": "none", "age": 30, "sex": "male", "general-condition": "ok", "symptom-days": 2,
            "swallowing": "painful", "fluids": "none", "mouth-opening": "no", "voice": "normal", "neck-swelling": "no",
            "one-sided": "no", "fever": "measured", "temperature": temperature, "fever-days": 1, "cough": "yes", "runny-nose": "yes",
            "tonsils": "none", "neck-nodes": "no", "rash": "no", "strep-exposure": "no", "blood-cell-medicine": "yes",
            "immunocompromised": "no", "episodes-year": 0
        });
        rule(pack, &json)
    };
    assert_eq!(at(38.1).as_deref(), Some("st-04"));
    assert_eq!(at(38.0).as_deref(), Some("st-06"));
}

#[test]
fn the_reasons_are_the_answers_that_made_the_rule_hold() {
    let base = itch(&[]);
    let answers = json!({"emergency-signs": "none", "age": 30, "where": ["arm", "leg"], "days": 9, "fever": true});
    let out = base.evaluate("itch", &answers).unwrap();
    assert_eq!(
        out,
        json!({
            "pack": "itch", "version": "1.0.0", "class": "P3", "within": "24 h", "rule": "it-02", "recommendation": "rec-day",
            "because": [{"question": "days", "values": ["9"]}, {"question": "fever", "values": ["yes"]}],
            "also": ["it-03"], "scores": {"points": 3}, "missing": [], "approved": false,
            "would_change": [
                {"question": "emergency-signs", "to": "+swelling", "class": "P0", "rule": "it-01"},
                {"question": "fever", "to": "no", "class": "P5", "rule": "it-03"},
                {"question": "where", "to": "+none", "class": "P8", "rule": "it-04"},
                {"question": "days", "to": "6", "class": "P8", "rule": "it-04"}
            ]
        })
    );
    let out = base.evaluate("itch", &json!({"emergency-signs": "none"})).unwrap();
    assert_eq!((&out["class"], &out["rule"], &out["missing"]), (&json!(null), &json!(null), &json!(["age", "where", "fever"])));
    assert!(base.evaluate("nothing", &json!({})).is_err());
}

/// The reasons for the second rule when it asks this, written `question: values`.
fn reasons(condition: &str, answers: &serde_json::Value) -> Vec<String> {
    let changed = format!("when = \"{condition}\"\nclass = \"P3\"");
    let base = itch(&[("when = \"fever = yes and long\"\nclass = \"P3\"", &changed)]);
    let pack = base.get("itch").unwrap();
    let judgement = pack.evaluate(&pack.answers_from_json(answers).unwrap()).judgement.unwrap();
    assert_eq!(judgement.rule, "it-02", "{condition}");
    judgement.because.iter().map(|reason| format!("{}: {}", reason.question, reason.values.join(" "))).collect()
}

#[test]
fn of_a_choice_the_shortest_reason_is_given_and_of_a_joined_condition_all() {
    let answers = json!({"emergency-signs": "none", "age": 30, "where": ["arm", "leg"], "days": 3, "fever": "yes"});
    assert_eq!(reasons("count(where) >= 2 or fever = yes", &answers), ["fever: yes"]);
    assert_eq!(reasons("where = leg and fever = yes", &answers), ["where: leg", "fever: yes"]);
    assert_eq!(reasons("not (fever = no) and not long", &answers), ["days: 3", "fever: yes"]);
    assert_eq!(reasons("where != none", &answers), ["where: arm leg"]);
    assert_eq!(reasons("points >= 1", &answers), ["fever: yes"], "what gave points");
    assert_eq!(reasons("points <= 2", &answers), ["days: 3", "fever: yes"], "also what gave none");
    assert_eq!(reasons("points < 1 or age >= 18", &answers), ["age: 30"]);
}

#[test]
fn limits_that_the_organisation_has_set_change_every_text() {
    use domain::{ClassLimit, ClassTable, Clock, UrgencyClass, Within};
    let classes = ClassTable::default()
        .with(UrgencyClass::P4, ClassLimit { within: Within::Hours(48), clock: Clock::Always })
        .with(UrgencyClass::P0, ClassLimit { within: Within::Now, clock: Clock::Always });
    let base = KnowledgeBase::with_classes(classes);
    let pack = base.get("sore-throat").unwrap();
    let mut random = super::all_answers::random(7);
    let judgement = (0..2000)
        .filter_map(|_| pack.evaluate(&pack.random_answers(&mut random, &crate::Profile::default())).judgement)
        .find(|judgement| judgement.recommendation == "rec-3d")
        .unwrap();
    assert_eq!(judgement.within, Within::Hours(48));
    let text = pack.recommendation_text(&judgement, Language::Fi);
    assert!(text.contains("48 tunnin kuluessa") && !text.contains("1–3"), "{text}");
}
