//! Who answers what in the county, and that it is the same each time.

use std::collections::BTreeSet;

use domain::AssessmentKind;

use super::*;

fn county() -> County {
    County { items: 900, seed: 3, now: "2026-11-25T10:00:00Z".parse().expect("a moment") }
}

#[test]
fn every_assessment_is_answered_and_by_those_whom_it_is_meant_for() {
    let (county, knowledge) = (county(), KnowledgeBase::builtin());
    let day = county.now.to_zoned(domain::HELSINKI.clone()).date();
    let mut seen = BTreeSet::new();
    for number in 0..county.items {
        let Answered { person, pack, answers, on_behalf, .. } =
            county.answered(number, county.now, &knowledge).expect("somebody answers");
        seen.insert(pack.id().to_owned());
        let age = u32::from(person.code.age_on(day));
        assert!(pack.min_age().is_none_or(|youngest| age >= youngest), "{} at {age}", pack.id());
        if let Some(consent) = pack.consent() {
            let given = answers.iter().find(|given| given.question == consent);
            assert!(given.is_none_or(|given| given.answer == Answer::One("yes".into())), "{}", pack.id());
        }
        if pack.kind() == AssessmentKind::Periodic {
            let by_guardian = pack.exam_points().iter().all(|point| point.answered_by == knowledge::AnsweredBy::Guardian);
            assert_eq!(on_behalf.is_some(), by_guardian, "{}", pack.id());
            assert!(!by_guardian || age < 16, "{} at {age}", pack.id());
        }
        let complete = pack.answers_from(&answers).map(|answers| pack.evaluate(&answers));
        let evaluation = complete.expect("answers that the pack takes");
        assert!(evaluation.hidden.is_empty(), "{}: {:?}", pack.id(), evaluation.hidden);
    }
    let all: BTreeSet<String> = knowledge.packs().map(|pack| pack.id().to_owned()).collect();
    assert_eq!(seen, all);
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let knowledge = KnowledgeBase::builtin();
    let told = |number| {
        let Answered { person, pack, answers, .. } = county().answered(number, county().now, &knowledge).expect("somebody");
        (person.code.as_str().to_owned(), pack.id(), answers)
    };
    for number in 0..50 {
        assert_eq!(told(number), told(number));
    }
}

#[test]
fn what_is_switched_off_is_not_answered() {
    let off = "[content]\ndisabled = [\"sore-throat\", \"low-back\"]\n".to_owned();
    let settings = knowledge::ContentSettings::read("content.toml", off).expect("settings");
    let knowledge = KnowledgeBase::with_settings(domain::ClassTable::default(), settings);
    let packs = (0..200).filter_map(|number| county().answered(number, county().now, &knowledge)).map(|one| one.pack.id());
    assert!(packs.into_iter().all(|id| !["sore-throat", "low-back"].contains(&id)));
}
