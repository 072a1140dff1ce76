//! Assisted entry: who may, what is refused, and what is left behind.

use super::*;

fn with(form: &Value, key: &str, value: Value) -> Value {
    let mut form = form.clone();
    form[key] = value;
    form
}

fn codes(step: &EntryStep) -> Vec<(FaultCode, &str)> {
    step.faults.iter().map(|fault| (fault.code, fault.question.as_str())).collect()
}

#[tokio::test]
async fn a_case_that_was_filled_in_belongs_to_its_unit_like_any_other() {
    let bench = Bench::new().await;
    let accepted = bench.enter("liisa", "sore-throat", &filled(&given("sore-throat", SORE_THROAT))).await.expect(201);
    let case = accepted["case"].as_str().unwrap();
    bench.get("kerttu", &format!("/api/v1/cases/{case}")).await.expect(404);
    bench.command("kerttu", case, json!({ "do": "take" })).await.expect(404);
    let rows = bench.get("matti", "/api/v1/work?limit=10&lang=fi").await.expect(200);
    assert_eq!(rows["rows"][0]["case"].as_str(), Some(case));
    bench.command("matti", case, json!({ "do": "take" })).await.expect(200);
}

#[tokio::test]
async fn a_professional_of_two_units_fills_in_for_the_one_that_was_chosen() {
    let bench = Bench::new().await;
    let form = filled(&given("sore-throat", SORE_THROAT));
    assert_eq!(bench.enter("two", "sore-throat", &form).await.expect(403)["code"], "choose-grant");
    for unit in ["koivu", "lahde"] {
        let choice = json!({ "role": "nurse", "unit": unit });
        bench.ask("two", "PUT", "/api/v1/sessions/current/grant", Some(choice)).await.expect(200);
        let accepted = bench.enter("two", "sore-throat", &with(&form, "id", json!(Uuid::now_v7()))).await.expect(201);
        assert_eq!(accepted["unit"], unit);
    }
}

#[tokio::test]
async fn who_may_not_is_refused_and_the_use_log_holds_nothing_of_the_resident() {
    let bench = Bench::new().await;
    let before = bench.stored().await;
    let form = filled(&given("sore-throat", SORE_THROAT));
    for login in ["channel", "pauli", "tuula"] {
        let lines = bench.use_log().await.len();
        bench.enter(login, "sore-throat", &form).await.expect(403);
        let log = bench.use_log().await;
        let entry = &log[lines].entry;
        assert_eq!((entry.action.to_string().as_str(), entry.detail.as_str()), ("denied", "assessment"));
        assert_eq!((entry.resident, entry.case), (None, None));
    }
    assert_eq!(bench.stored().await.1, before.1);
}

#[tokio::test]
async fn an_identity_code_that_will_be_refused_is_refused_while_it_is_typed() {
    let bench = Bench::new().await;
    let answers = given("sore-throat", SORE_THROAT);
    for (code, fault) in [("131052-308T", FaultCode::NotArtificial), ("not a code", FaultCode::NotACode)] {
        let step = bench.step_of("sore-throat", code, &answers).await;
        assert_eq!((codes(&step), step.complete), (vec![(fault, "")], false));
        assert!(step.questions.iter().all(|question| question.suggestion.is_none()), "nothing is suggested of nobody");
    }
    let unsaid = bench.step_of("sore-throat", "  ", &answers).await;
    assert!(unsaid.complete, "who it is may be asked last");

    let real = Bench::with(Settings { environment: api::Environment::Production, ..Settings::test_environment() }).await;
    assert_eq!(codes(&real.step("sore-throat", &answers).await), [(FaultCode::Artificial, "")]);
    let refused = faults(real.enter("liisa", "sore-throat", &filled(&answers)).await);
    assert_eq!(refused, [("artificial".to_owned(), String::new())]);
}

#[tokio::test]
async fn a_wrong_answer_that_is_no_longer_asked_for_stands_in_nobody_s_way() {
    let bench = Bench::new().await;
    let mut answers = given("sore-throat", SORE_THROAT);
    for answer in &mut answers {
        match answer.question.as_str() {
            "sex" => answer.answer = Answer::One("male".into()),
            "pregnant" => answer.answer = Answer::One("perhaps".into()),
            _ => {}
        }
    }
    let man = code_of(30, 991);
    let step = bench.step_of("sore-throat", &man, &answers).await;
    assert_eq!((step.faults.as_slice(), step.hidden.as_slice()), (&[][..], &["pregnant".to_owned()][..]));
    answers.retain(|answer| answer.question != "pregnant");
    assert!(bench.step_of("sore-throat", &man, &answers).await.complete);
}

#[tokio::test]
async fn every_way_to_say_no_to_the_sending_is_a_no() {
    let bench = Bench::new().await;
    let mut answers = given("pe-pupil-5", "k12=often; z02=no");
    answers[1].answer = Answer::Many(vec!["no".into()]);
    assert_eq!(codes(&bench.step("pe-pupil-5", &answers).await), [(FaultCode::NoConsent, "z02")]);
    let before = bench.stored().await;
    let refused = faults(bench.enter("liisa", "pe-pupil-5", &filled(&answers)).await);
    assert_eq!(refused, [("no-consent".to_owned(), "z02".to_owned())]);
    assert_eq!(bench.stored().await, before);
}

#[tokio::test]
async fn names_and_numbers_have_an_end_and_blanks_change_nothing_that_is_known() {
    let bench = Bench::new().await;
    let form = filled(&given("sore-throat", SORE_THROAT));
    for key in ["name", "phone", "on_behalf"] {
        let problem = bench.enter("liisa", "sore-throat", &with(&form, key, json!("ä".repeat(201)))).await.expect(422);
        let fault = json!({ "code": "too-long", "max": 200.0, "detail": key.replace('_', "-") });
        assert_eq!(problem["faults"], json!([fault]));
    }
    bench.enter("liisa", "sore-throat", &form).await.expect(201);
    let blank = with(&with(&with(&form, "name", json!(" ")), "phone", json!(" ")), "on_behalf", json!(" Äijälä Eero "));
    let accepted = bench.enter("liisa", "sore-throat", &blank).await.expect(201);
    let view = bench.get("liisa", &format!("/api/v1/cases/{}", accepted["case"].as_str().unwrap())).await.expect(200);
    let said = |key: &str| view["resident"][key].as_str();
    assert_eq!((said("name"), said("phone")), (Some("Äijälä Aino"), Some("+358 40 000 0001")));
    assert_eq!(view["on_behalf"].as_str(), Some("Äijälä Eero"));
}

#[tokio::test]
async fn what_is_switched_off_or_changed_since_is_said_before_anything_is_asked() {
    let bench = Bench::new().await;
    let step = |bench: Bench, pack: &str, version: &str| {
        let body = with(&so_far(&identity_code(), &[]), "version", json!(version));
        let path = format!("/api/v1/assessments/{pack}/steps");
        async move { (faults(bench.ask("liisa", "POST", &path, Some(body)).await), bench) }
    };
    let (found, bench) = step(bench, "sore-throat", "0.9.0").await;
    assert_eq!(found, [("other-version".to_owned(), String::new())]);
    let (found, bench) = step(bench, "no-such", "1.0.0").await;
    assert_eq!(found, [("not-in-use".to_owned(), String::new())]);
    let bench = bench.with_content(super::super::content::without("sore-throat"));
    let (found, bench) = step(bench, "sore-throat", "1.0.0").await;
    assert_eq!(found, [("not-in-use".to_owned(), String::new())]);
    let offers = bench.get("liisa", "/api/v1/assessments?lang=fi").await.expect(200);
    assert!(offers["assessments"].as_array().unwrap().iter().all(|offer| offer["id"] != "sore-throat"));
    let form = filled(&given("sore-throat", SORE_THROAT));
    assert_eq!(faults(bench.enter("liisa", "sore-throat", &form).await), [("not-in-use".to_owned(), String::new())]);
}

#[tokio::test]
async fn a_form_that_is_no_form_is_refused_without_repeating_it() {
    let bench = Bench::new().await;
    let before = bench.stored().await;
    let form = filled(&given("sore-throat", SORE_THROAT));
    for wrong in [with(&form, "answers", json!("salaisuus")), with(&form, "id", json!("salaisuus")), json!(["salaisuus"])] {
        let reply = bench.enter("liisa", "sore-throat", &wrong).await;
        assert!(reply.status == 400 && !reply.text.contains("salaisuus"), "{}", reply.text);
    }
    assert_eq!(bench.stored().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_several_times_at_once_becomes_one_case() {
    let bench = Bench::new().await;
    let form = filled(&given("sore-throat", SORE_THROAT));
    let replies = futures_util::future::join_all((0..4).map(|_| bench.enter("liisa", "sore-throat", &form))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1, "{replies:?}");
    let cases: std::collections::BTreeSet<String> = replies.iter().map(|reply| reply.json()["case"].to_string()).collect();
    assert_eq!(cases.len(), 1);
}
