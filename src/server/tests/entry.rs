//! Assisted entry: a professional fills in an assessment with somebody on the phone.

use api::{EntryStep, FaultCode};
use domain::{Answer, QuestionAnswer};

use super::*;

mod packs;
mod trying;

fn so_far(code: &str, answers: &[QuestionAnswer]) -> Value {
    json!({ "version": "1.0.0", "language": "en", "resident_language": "sv", "identity_code": code, "answers": answers })
}

fn filled(answers: &[QuestionAnswer]) -> Value {
    json!({
        "id": Uuid::now_v7(), "version": "1.0.0", "identity_code": identity_code(), "name": "Äijälä Aino", "phone": "+358 40 000 0001",
        "resident_language": "sv", "answers": answers,
    })
}

impl Bench {
    async fn step(&self, pack: &str, answers: &[QuestionAnswer]) -> EntryStep {
        self.step_of(pack, &identity_code(), answers).await
    }

    async fn step_of(&self, pack: &str, code: &str, answers: &[QuestionAnswer]) -> EntryStep {
        let step = self.ask("liisa", "POST", &format!("/api/v1/assessments/{pack}/steps"), Some(so_far(code, answers))).await;
        serde_json::from_value(step.expect(200)).unwrap()
    }

    async fn enter(&self, login: &str, pack: &str, form: &Value) -> Reply {
        self.ask(login, "POST", &format!("/api/v1/assessments/{pack}/entries"), Some(form.clone())).await
    }
}

fn faults(reply: Reply) -> Vec<(String, String)> {
    let problem = reply.expect(422);
    assert_eq!(problem["code"], "invalid");
    let text = |fault: &Value, key: &str| fault[key].as_str().unwrap_or_default().to_owned();
    problem["faults"].as_array().unwrap().iter().map(|fault| (text(fault, "code"), text(fault, "question"))).collect()
}

#[tokio::test]
async fn a_form_is_filled_in_question_by_question_and_lands_in_the_queue() {
    let bench = Bench::new().await;
    let lines = bench.use_log().await.len();
    let offers = bench.get("liisa", "/api/v1/assessments?lang=en").await.expect(200);
    assert_eq!(offers["assessments"].as_array().unwrap().len(), CONTENT.now().unwrap().list(domain::Language::En).len());
    let mut answers = Vec::new();
    let mut step = bench.step("sore-throat", &answers).await;
    assert!(!step.complete && step.outcome.is_none());
    for answer in given("sore-throat", SORE_THROAT) {
        assert!(step.questions.iter().any(|question| question.id == answer.question), "{} is asked", answer.question);
        answers.push(answer);
        step = bench.step("sore-throat", &answers).await;
        assert_eq!(step.faults, []);
    }
    assert!(step.complete && step.missing.is_empty() && step.hidden.is_empty());
    let outcome = step.outcome.unwrap();
    assert_eq!((outcome.urgency.code(), outcome.rule.as_str()), ("P4", "st-13"));
    assert!(bench.learnt_since(lines).await.is_empty(), "nothing of a resident was shown or kept");

    let accepted = bench.enter("liisa", "sore-throat", &filled(&answers)).await.expect(201);
    assert_eq!((accepted["queue"].as_str(), accepted["urgency"].as_str()), (Some("lahde-nurse"), Some("P4")));
    assert_eq!(bench.learnt_since(lines).await, ["receive sore-throat, filled in with the resident"]);
    let log = bench.use_log().await;
    assert_eq!(log[lines].entry.user, Some(bench.user("liisa").id));
    let view = bench.get("liisa", &format!("/api/v1/cases/{}?lang=en", accepted["case"].as_str().unwrap())).await.expect(200);
    assert_eq!(
        (view["entered_by"].as_str(), view["timeline"][0]["by"].as_str()),
        (Some("Virtanen Liisa"), Some("Virtanen Liisa"))
    );
    assert_eq!((view["row"]["state"].as_str(), view["resident"]["name"].as_str()), (Some("free"), Some("Äijälä Aino")));
}

#[tokio::test]
async fn questions_and_advice_come_in_both_languages_and_the_code_says_age_and_sex() {
    let bench = Bench::new().await;
    let step = bench.step("sore-throat", &given("sore-throat", "emergency-signs=none")).await;
    let age = step.questions.iter().find(|question| question.id == "age").unwrap();
    let pack = CONTENT.now().unwrap().get("sore-throat").unwrap();
    let text = |language| pack.question_texts("age", language).unwrap().text;
    assert_eq!((&age.text, &age.aloud), (&text(domain::Language::En), &text(domain::Language::Sv)));
    assert_eq!(age.suggestion.as_ref().map(|known| known.answer.clone()), Some(Answer::Number(30.0)));
    let sex = step.questions.iter().find(|question| question.id == "sex").unwrap();
    assert_eq!(sex.suggestion.as_ref().map(|known| known.answer.clone()), Some(Answer::One("female".into())));
    let whole = bench.step("sore-throat", &given("sore-throat", SORE_THROAT)).await.outcome.unwrap();
    let other = so_far(&identity_code(), &given("sore-throat", SORE_THROAT)).to_string().replace("\"sv\"", "\"en\"");
    let other =
        bench.ask("liisa", "POST", "/api/v1/assessments/sore-throat/steps", serde_json::from_str(&other).ok()).await.expect(200);
    assert_ne!(other["outcome"]["recommendation"], whole.recommendation, "the resident hears their own language");
    assert_eq!(other["outcome"]["rationale"], whole.rationale, "the professional reads their own");
}

#[tokio::test]
async fn an_emergency_stops_the_questions_and_may_be_sent_as_it_is() {
    let bench = Bench::new().await;
    let answers = given("sore-throat", "emergency-signs={drooling}");
    let step = bench.step("sore-throat", &answers).await;
    assert!(step.emergency && step.complete && !step.missing.is_empty());
    assert!(step.outcome.unwrap().because[0].red_flag);
    let accepted = bench.enter("liisa", "sore-throat", &filled(&answers)).await.expect(201);
    assert_eq!((accepted["urgency"].as_str(), accepted["queue"].as_str()), (Some("P0"), Some("emergency")));
}

#[tokio::test]
async fn an_earlier_answer_that_is_changed_hides_later_ones_and_says_which() {
    let bench = Bench::new().await;
    let mut answers = given("sore-throat", SORE_THROAT);
    let sex = answers.iter_mut().find(|answer| answer.question == "sex").unwrap();
    sex.answer = Answer::One("male".into());
    let step = bench.step("sore-throat", &answers).await;
    assert_eq!(step.hidden, ["pregnant"]);
    assert!(!step.complete && step.questions.iter().all(|question| question.id != "pregnant"));
    let codes: Vec<_> = step.faults.iter().map(|fault| (fault.code, fault.question.as_str())).collect();
    assert_eq!(codes, [(FaultCode::NotTheirs, "sex")]);
    answers.retain(|answer| answer.question != "pregnant");
    assert_eq!(bench.step("sore-throat", &answers).await.hidden, Vec::<String>::new());
}

#[tokio::test]
async fn an_answer_that_cannot_be_accepted_is_named_and_the_others_count() {
    let bench = Bench::new().await;
    let wrong: [(&str, Answer, FaultCode); 7] = [
        ("symptom-days", Answer::Number(1e6), FaultCode::OutOfRange),
        ("symptom-days", Answer::Number(1.5), FaultCode::NotWhole),
        ("swallowing", Answer::One("sideways".into()), FaultCode::UnknownOption),
        ("swallowing", Answer::Many(vec!["normal".into(), "painful".into()]), FaultCode::OnlyOne),
        ("fluids", Answer::Many(vec!["none".into(), "no-urine".into()]), FaultCode::Exclusive),
        ("free-text", Answer::Text("a".repeat(10_001).as_str().into()), FaultCode::TooLong),
        ("cough", Answer::Number(1.0), FaultCode::WrongType),
    ];
    for (question, answer, code) in wrong {
        let mut answers = given("sore-throat", SORE_THROAT);
        answers.iter_mut().find(|given| given.question == question).unwrap().answer = answer;
        let step = bench.step("sore-throat", &answers).await;
        let found: Vec<_> = step.faults.iter().map(|fault| (fault.code, fault.question.as_str())).collect();
        assert_eq!(found, [(code, question)]);
        assert!(!step.complete && step.questions.iter().any(|one| one.id == question));
        let before = bench.stored().await;
        assert_eq!(faults(bench.enter("liisa", "sore-throat", &filled(&answers)).await).len(), 1);
        assert_eq!(bench.stored().await, before);
    }
}

#[tokio::test]
async fn who_it_is_about_is_asked_for_and_nobody_without_a_name_is_made() {
    let bench = Bench::new().await;
    let answers = given("sore-throat", SORE_THROAT);
    let with = |key: &str, value: Value| {
        let mut form = filled(&answers);
        form[key] = value;
        form
    };
    for (form, code) in [
        (with("name", Value::Null), "no-name"),
        (with("name", json!("  ")), "no-name"),
        (with("identity_code", json!("131052-308T")), "not-artificial"),
        (with("identity_code", json!("not a code")), "not-a-code"),
        (with("version", json!("0.9.0")), "other-version"),
    ] {
        assert_eq!(faults(bench.enter("liisa", "sore-throat", &form).await), [(code.to_owned(), String::new())]);
    }
    let unknown = bench.enter("liisa", "no-such", &filled(&answers)).await;
    assert_eq!(faults(unknown), [("not-in-use".to_owned(), String::new())]);
    bench.enter("liisa", "sore-throat", &filled(&answers)).await.expect(201);
    bench.enter("liisa", "sore-throat", &with("name", Value::Null)).await.expect(201);
}

#[tokio::test]
async fn a_form_sent_twice_is_one_case_and_another_s_id_opens_nothing_of_theirs() {
    let bench = Bench::new().await;
    let form = filled(&given("sore-throat", SORE_THROAT));
    let first = bench.enter("liisa", "sore-throat", &form).await.expect(201);
    let again = bench.enter("liisa", "sore-throat", &form).await.expect(200);
    assert_eq!((&first["case"], again["new"].as_bool()), (&again["case"], Some(false)));
    let other = bench.enter("kerttu", "sore-throat", &form).await.expect(201);
    assert_ne!(other["case"], first["case"]);
    assert_eq!(other["queue"], "koivu-nurse", "it goes to the unit of the professional who filled it in");
}

#[tokio::test]
async fn a_resident_who_does_not_consent_is_not_sent() {
    let bench = Bench::new().await;
    let answers = given("pe-pupil-5", "k12=often; z02=no");
    let step = bench.step("pe-pupil-5", &answers).await;
    let codes: Vec<_> = step.faults.iter().map(|fault| (fault.code, fault.question.as_str())).collect();
    assert_eq!((codes, step.complete), (vec![(FaultCode::NoConsent, "z02")], false));
    let refused = faults(bench.enter("liisa", "pe-pupil-5", &filled(&answers)).await);
    assert_eq!(refused, [("no-consent".to_owned(), "z02".to_owned())]);
}

#[tokio::test]
async fn what_no_queue_of_the_unit_or_the_county_takes_is_said_before_it_is_lost() {
    let bench = Bench::new().await;
    let form = filled(&given("sore-throat", SORE_THROAT));
    assert_eq!(faults(bench.enter("sara", "sore-throat", &form).await), [("no-queue".to_owned(), String::new())]);
    let care = filled(&given("informal-care", INFORMAL_CARE));
    assert_eq!(bench.enter("liisa", "informal-care", &care).await.expect(201)["queue"], "social");
}
