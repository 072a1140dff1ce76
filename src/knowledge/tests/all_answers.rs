//! Rules that hold for all answers to all packs inside the program.

use std::sync::LazyLock;

use domain::UrgencyClass;
use proptest::prelude::*;
use serde_json::json;

use crate::{Answers, KnowledgeBase, Pack, Profile, QuestionKind};

static BASE: LazyLock<KnowledgeBase> = LazyLock::new(KnowledgeBase::builtin);

/// Random numbers that are the same in every run (SplitMix64).
pub(crate) fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// Any valid answers, without regard to what is shown: every question is answered, or not, by chance.
fn any_answers(pack: &Pack, seed: u64) -> Answers {
    let mut random = random(seed);
    let mut answers = pack.no_answers();
    for question in pack.questions() {
        let json = match &question.kind {
            _ if random().is_multiple_of(8) => continue,
            QuestionKind::Boolean | QuestionKind::Single(_) => {
                let options = question.kind.options();
                json!(options[(random() % options.len() as u64) as usize])
            }
            QuestionKind::Multi(options) => {
                let free: Vec<&String> = options.iter().filter(|o| *o != "none" && *o != "unknown").collect();
                let chosen: Vec<&String> = free.into_iter().filter(|_| random().is_multiple_of(3)).collect();
                if chosen.is_empty() { json!(options.iter().filter(|o| *o == "none").collect::<Vec<_>>()) } else { json!(chosen) }
            }
            QuestionKind::Number(range) => {
                let unit = (random() % 1001) as f64 / 1000.0;
                let number = range.min() + unit * unit * (range.max() - range.min());
                json!(if range.whole() { number.round() } else { (number * 10.0).round() / 10.0 })
            }
            QuestionKind::Date => json!("2026-11-25"),
            QuestionKind::Text => json!("words"),
        };
        pack.set_answer(&mut answers, &question.id, &json).unwrap();
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_complete_set_of_answers_always_comes_to_something(seed in any::<u64>()) {
        for pack in BASE.packs() {
            let answers = pack.random_answers(&mut random(seed), &Profile::default());
            let evaluation = pack.evaluate(&answers);
            prop_assert!(evaluation.judgement.is_some(), "{}: {:?}", pack.id(), evaluation.missing);
            prop_assert!(evaluation.hidden.is_empty());
            prop_assert_eq!(evaluation.judgement.map(|j| j.urgency), pack.urgency(&answers));
        }
    }

    #[test]
    fn hidden_answers_never_matter(seed in any::<u64>()) {
        for pack in BASE.packs() {
            let answers = any_answers(pack, seed);
            let with = pack.evaluate(&answers);
            let mut without = answers.clone();
            for hidden in &with.hidden {
                pack.set_answer(&mut without, hidden, &json!(null)).unwrap();
            }
            let clean = pack.evaluate(&without);
            prop_assert_eq!(&with.judgement, &clean.judgement);
            prop_assert_eq!(&with.missing, &clean.missing);
            prop_assert!(clean.hidden.is_empty());
        }
    }

    #[test]
    fn judging_twice_gives_the_same_and_so_does_the_stored_form(seed in any::<u64>()) {
        for pack in BASE.packs() {
            let answers = any_answers(pack, seed);
            let first = pack.evaluate(&answers);
            prop_assert_eq!(&first, &pack.evaluate(&answers));
            let stored = pack.answers_from(&pack.to_domain(&answers)).unwrap();
            prop_assert_eq!(&first.judgement, &pack.evaluate(&stored).judgement);
        }
    }

    #[test]
    fn the_reasons_alone_are_enough_where_the_rule_asks_for_answers(seed in any::<u64>()) {
        // A P0 rule asks only for what is there, so its reasons alone must make it hold again.
        for pack in BASE.packs() {
            let Some(judgement) = pack.evaluate(&any_answers(pack, seed)).judgement else { continue };
            // A question that other answers brought up is hidden without them.
            let alone_shown = |r: &domain::Reason| pack.question(&r.question).is_some_and(|q| q.show_when.is_none());
            if judgement.urgency == UrgencyClass::P0 && judgement.because.iter().all(alone_shown) {
                let mut alone = pack.no_answers();
                for reason in &judgement.because {
                    let number = pack.question(&reason.question).is_some_and(|q| matches!(q.kind, QuestionKind::Number(_)));
                    let value = if number { json!(reason.values[0].parse::<f64>().unwrap()) } else { json!(reason.values) };
                    pack.set_answer(&mut alone, &reason.question, &value).unwrap();
                }
                prop_assert_eq!(pack.evaluate(&alone).judgement.map(|j| j.rule), Some(judgement.rule));
            }
        }
    }
}

/// Enough that the rarest class of every pack is drawn.
const DRAWN: u32 = 4000;

#[test]
fn generated_residents_are_mostly_harmless_and_reach_every_class() {
    for pack in BASE.packs() {
        let mut random = random(1);
        let mut counts = [0_u32; 9];
        for _ in 0..DRAWN {
            let answers = pack.random_answers(&mut random, &Profile { age: Some(44), ..Profile::default() });
            counts[pack.urgency(&answers).unwrap() as usize] += 1;
        }
        let given: Vec<UrgencyClass> = pack.rules.iter().map(|rule| rule.urgency).collect();
        for class in UrgencyClass::ALL {
            assert_eq!(counts[class as usize] > 0, given.contains(&class), "{} {class}: {counts:?}", pack.id());
        }
        assert!(counts[0] + counts[1] < DRAWN * 15 / 100, "{}: too many emergencies {counts:?}", pack.id());
    }
}

#[test]
fn the_same_numbers_give_the_same_residents_and_the_profile_is_kept() {
    let pack = BASE.get("sore-throat").unwrap();
    let profile = Profile { age: Some(71), sex: Some(domain::Sex::Male), ..Profile::default() };
    let draw = |seed| pack.to_domain(&pack.random_answers(&mut random(seed), &profile));
    assert_eq!(draw(5), draw(5));
    assert!(draw(5) != draw(6) || draw(5) != draw(7));
    assert!(draw(5).contains(&domain::QuestionAnswer { question: "age".into(), answer: domain::Answer::Number(71.0) }));
    assert!(draw(5).contains(&domain::QuestionAnswer { question: "sex".into(), answer: domain::Answer::One("male".into()) }));
}
