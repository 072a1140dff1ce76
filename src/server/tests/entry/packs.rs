//! Every assessment of the program, from its first question to a case in a queue.

use api::EntryAccepted;
use jiff::ToSpan;
use knowledge::{Pack, Profile};

use super::*;

/// How often each assessment is answered.
const TIMES: u64 = 3;

/// What the units of the other tests do not take.
const ELSEWHERE: [&str; 7] =
    ["physio", "mental", "maternity", "child-clinic", "school-health", "student-health", "social-guidance"];

/// A bench where there is a queue for everything.
async fn whole_county() -> Bench {
    let bench = Bench::new().await;
    let name = Localised { fi: "Muut".into(), sv: "Övriga".into(), en: "Others".into() };
    let takes = ELSEWHERE.iter().map(|kind| (*kind).to_owned()).collect();
    let others = Queue { id: "others".into(), unit: "county".into(), name, takes };
    commit(bench.store.as_ref(), vec![Event::Organisation(OrganisationEvent::QueueSet(others))]).await;
    bench
}

/// Somebody for whom the assessment is meant: full years and identity code.
fn somebody(pack: &Pack, seed: u64) -> (u32, String) {
    let age = pack.min_age().unwrap_or(30).max(30 + 9 * u32::try_from(seed).unwrap());
    let number = match pack.sex() {
        Some(domain::Sex::Male) => 991,
        Some(domain::Sex::Female) => 990,
        None => 990 + u16::from(seed % 2 == 1),
    };
    (age, code_of(age.into(), number))
}

fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

#[tokio::test]
async fn whatever_a_resident_may_answer_is_asked_judged_and_taken_in() {
    let bench = whole_county().await;
    for pack in CONTENT.now().unwrap().packs() {
        for seed in 0..TIMES {
            let (age, code) = somebody(pack, seed);
            let sex = domain::IdentityCode::parse(&code).unwrap().sex();
            let today = Timestamp::now().to_zoned(domain::HELSINKI.clone()).date();
            let today = today.checked_sub(1.day()).unwrap();
            let profile = Profile { age: Some(age), sex: Some(sex), today: Some(today), examination: None };
            let all = pack.to_domain(&pack.random_answers(&mut random(seed), &profile));
            let (answers, step) = answered_in_turn(&bench, pack.id(), &code, &all).await;
            let told = format!("{} {seed}: {answers:?} {:?} {:?}", pack.id(), step.faults, step.missing);
            assert!(step.complete && (step.emergency || step.missing.is_empty()), "{told}");
            let mut form = filled(&answers);
            form["identity_code"] = json!(code);
            let accepted = bench.enter("liisa", pack.id(), &form).await.expect(201);
            let accepted: EntryAccepted = serde_json::from_value(accepted).unwrap();
            assert_eq!(accepted.urgency, step.outcome.unwrap().urgency, "{told}");
        }
    }
}

/// Gives the answers one by one until all are given, or an emergency ends it.
async fn answered_in_turn(bench: &Bench, pack: &str, code: &str, all: &[QuestionAnswer]) -> (Vec<QuestionAnswer>, EntryStep) {
    let mut answers = Vec::new();
    let mut step = bench.step_of(pack, code, &answers).await;
    for answer in all {
        assert!(step.questions.iter().any(|question| question.id == answer.question), "{pack} asks {}", answer.question);
        answers.push(answer.clone());
        step = bench.step_of(pack, code, &answers).await;
        assert!(step.faults.is_empty() && step.hidden.is_empty(), "{pack}: {:?} {:?}", step.faults, step.hidden);
        if step.emergency {
            break;
        }
    }
    (answers, step)
}

#[tokio::test]
async fn every_assessment_can_be_filled_in_by_answering_what_is_asked_next() {
    let bench = Bench::new().await;
    for offer in CONTENT.now().unwrap().list(domain::Language::En) {
        let mut answers: Vec<QuestionAnswer> = Vec::new();
        let step = loop {
            let step = bench.step(&offer.id, &answers).await;
            let next = step.questions.iter().find(|question| answers.iter().all(|given| given.question != question.id));
            let Some(next) = next.filter(|_| !step.emergency) else { break step };
            answers.push(QuestionAnswer { question: next.id.clone(), answer: harmless(next) });
        };
        let wrong: Vec<_> = step.faults.iter().filter(|fault| fault.code != FaultCode::NotTheirs).collect();
        assert!(wrong.is_empty() && step.hidden.is_empty() && step.outcome.is_some(), "{}: {wrong:?}", offer.id);
    }
}

/// What is known already, else the last option (or the one that stands alone), the smallest number, some day, some words.
fn harmless(question: &api::EntryQuestion) -> Answer {
    if let Some(known) = &question.suggestion {
        return known.answer.clone();
    }
    match &question.input {
        api::EntryInput::One { options } if question.id == "z02" => Answer::One(options.first().unwrap().id.clone()),
        api::EntryInput::One { options } => Answer::One(options.last().unwrap().id.clone()),
        api::EntryInput::Many { options } => {
            let alone = options.iter().find(|option| option.alone).or(options.last()).unwrap();
            Answer::Many(vec![alone.id.clone()])
        }
        api::EntryInput::Number { min, .. } => Answer::Number(*min),
        api::EntryInput::Day => Answer::Day(jiff::civil::date(2026, 11, 1)),
        api::EntryInput::Text { .. } => Answer::Text("Sanoin sen jo.".into()),
    }
}
