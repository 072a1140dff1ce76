//! Numbers about a resident: kept with the case that brought them, shown with later ones.

use api::{EntryStep, Suggestion, SuggestionSource};
use domain::{Actor, Answer, IdentityCode, Language, Observed, ResidentId};

use super::*;

const WELLBEING: &str = "age=30; sex=female; pregnant=no; height=168; weight=70.5; waist=79; self-rated=good; moderate-min=160; \
    vigorous-min=0; strength-days=2; sitting-hours=7; active-30=yes; veg-daily=yes; veg-portions=5; fibre=yes; soft-fat=yes; \
    sugar-drinks=rarely; salt=no; sleep-hours=7.5; insomnia-nights=1; day-sleepy=no; apnoea=no; smoking=never; other-nicotine=no; \
    audit-1=never; phq-1=not-at-all; phq-2=not-at-all; stress=little; lonely=never; support=yes; ends-meet=easy; gave-up=none; \
    work-ability=9; walk-500=yes; bp-med=no; high-glucose=no; diabetes=no; family-diabetes=no";

async fn resident(bench: &Bench) -> ResidentId {
    let code = IdentityCode::parse(&identity_code()).unwrap();
    bench.store.resident_by_code(&code).await.unwrap().unwrap().id
}

async fn kept(bench: &Bench) -> Vec<Observed> {
    bench.store.observations(resident(bench).await).await.unwrap()
}

#[tokio::test]
async fn a_wellbeing_check_leaves_its_numbers_in_the_record_with_time_and_source() {
    let bench = Bench::new().await;
    let case = bench.submit(&a_response("wellbeing-check", WELLBEING)).await.expect(201)["id"].as_str().unwrap().to_owned();
    let kept = kept(&bench).await;
    let weight = kept.iter().find(|one| one.observation.code == "weight").unwrap();
    assert_eq!((weight.observation.thousandths, weight.observation.unit.as_str()), (70_500, "kilograms"));
    assert_eq!((weight.source.case.to_string(), weight.source.assessment.as_str()), (case, "wellbeing-check"));
    assert_eq!(weight.source.entered_by, None, "the resident sent it");
    let codes: Vec<&str> = kept.iter().map(|one| one.observation.code.as_str()).collect();
    assert!(codes.contains(&"bmi") && codes.contains(&"audit-c") && codes.contains(&"findrisc"), "{codes:?}");
    assert!(!codes.contains(&"hsi"), "nobody asked about nicotine dependence");
    assert_eq!(bench.store.verify(&|_, _| {}).await.unwrap().faults, Vec::<String>::new());
}

#[tokio::test]
async fn the_case_is_the_last_event_of_its_commit_and_a_repeated_send_keeps_nothing_twice() {
    let bench = Bench::new().await;
    let mut response = a_response("wellbeing-check", WELLBEING);
    response["identifier"] = json!({ "system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{}", Uuid::now_v7()) });
    let first = bench.submit(&response).await.expect(201);
    let (before, head) = (kept(&bench).await, *bench.store.head().borrow());
    assert_eq!(bench.submit(&response).await.expect(200)["id"], first["id"]);
    assert_eq!((kept(&bench).await, *bench.store.head().borrow()), (before, head));
    let last = bench.store.events_after(head - 1, 1).await.unwrap();
    assert!(matches!(last[0].stream, Stream::Case(_)));
}

#[tokio::test]
async fn a_later_case_shows_the_numbers_of_the_others_in_words() {
    let bench = Bench::new().await;
    let first = bench.submit(&a_response("wellbeing-check", WELLBEING)).await.expect(201)["id"].clone();
    let view = bench.get("liisa", &format!("/api/v1/cases/{}?lang=en", first.as_str().unwrap())).await.expect(200);
    assert_eq!(view["observations"], Value::Null, "its own numbers stand among its answers");
    bench.submit(&a_response("wellbeing-check", &WELLBEING.replace("weight=70.5", "weight=71"))).await.expect(201);
    let case = bench.a_case().await;
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}?lang=en")).await.expect(200);
    let all = view["observations"].as_array().unwrap();
    let weights: Vec<&Value> = all.iter().filter(|one| one["code"] == "weight").collect();
    assert_eq!(weights.len(), 1, "the newest of each kind");
    let codes: Vec<&str> = all.iter().take(4).filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(codes, ["height", "weight", "waist", "bmi"], "what belongs together stands together");
    assert_eq!(
        (&weights[0]["name"], &weights[0]["value"], &weights[0]["source"], &weights[0]["loinc"]),
        (&json!("Weight"), &json!("71 kg"), &json!("Wellbeing check"), &json!("29463-7"))
    );
}

#[tokio::test]
async fn who_may_not_read_a_case_does_not_see_its_numbers_either() {
    let bench = Bench::new().await;
    bench.submit(&a_response("wellbeing-check", WELLBEING)).await.expect(201);
    let care = bench.submit(&a_response("informal-care", INFORMAL_CARE)).await.expect(201)["id"].as_str().unwrap().to_owned();
    let view = bench.get("sara", &format!("/api/v1/cases/{care}")).await.expect(200);
    assert_eq!((&view["observations"], &view["earlier_hidden"]), (&Value::Null, &json!(1)));
}

/// What a professional is suggested for the questions of a wellbeing check, by question.
async fn suggested(bench: &Bench, login: &str, code: Option<&str>) -> BTreeMap<String, Suggestion> {
    let so_far = json!({
        "version": "1.0.0", "language": "en", "resident_language": "fi", "identity_code": code, "answers": given("wellbeing-check", WELLBEING)
    });
    let step = bench.ask(login, "POST", "/api/v1/assessments/wellbeing-check/steps", Some(so_far)).await.expect(200);
    let step: EntryStep = serde_json::from_value(step).unwrap();
    let asked = step.questions.into_iter().filter_map(|question| question.suggestion.map(|suggestion| (question.id, suggestion)));
    asked.filter(|(_, suggestion)| suggestion.source != SuggestionSource::IdentityCode).collect()
}

/// A wellbeing check that was sent some days ago.
async fn sent_days_ago(bench: &Bench, days: i64, answers: &str) {
    let user = bench.user("channel");
    let actor = Actor { user: user.id, name: user.name.clone(), grant: user.grants[0].clone() };
    let incoming = crate::Incoming {
        identity_code: IdentityCode::parse(&identity_code()).unwrap(),
        name: Some("Äijälä Aino".into()),
        language: Language::Fi,
        municipality: Some("837".into()),
        phone: None,
        protected: false,
        pack: "wellbeing-check".into(),
        version: "1.0.0".into(),
        answers: given("wellbeing-check", answers),
        on_behalf: None,
        unit: None,
    };
    let at = Timestamp::now().checked_sub(SignedDuration::from_hours(24 * days)).unwrap();
    bench.app.receive(&actor, incoming, at, CommandId(Uuid::now_v7())).await.unwrap();
}

#[tokio::test]
async fn a_later_assessment_suggests_what_is_known_and_the_use_log_tells_of_it_once() {
    let bench = Bench::new().await;
    bench.submit(&a_response("wellbeing-check", WELLBEING)).await.expect(201);
    let lines = bench.use_log().await.len();
    assert!(suggested(&bench, "liisa", None).await.is_empty(), "nobody said who it is");
    assert!(bench.learnt_since(lines).await.is_empty());
    let code = identity_code();
    let known = suggested(&bench, "liisa", Some(&code)).await;
    assert_eq!(known.keys().map(String::as_str).collect::<Vec<_>>(), ["height", "waist", "weight"]);
    assert_eq!(known["weight"].answer, Answer::Number(70.5));
    let at = kept(&bench).await[0].at.to_string();
    assert_eq!(known["weight"].source, SuggestionSource::Observation { at });
    suggested(&bench, "liisa", Some(&code)).await;
    assert_eq!(bench.learnt_since(lines).await, ["read-record observations"]);
    assert_eq!(bench.use_log().await[lines].entry.resident, Some(resident(&bench).await));
}

#[tokio::test]
async fn what_is_too_old_is_not_suggested_and_the_newest_counts() {
    let bench = Bench::new().await;
    let code = identity_code();
    sent_days_ago(&bench, 100, WELLBEING).await;
    let known = suggested(&bench, "liisa", Some(&code)).await;
    assert_eq!(known.keys().map(String::as_str).collect::<Vec<_>>(), ["height", "waist"], "a weight lasts ninety days");
    sent_days_ago(&bench, 20, &WELLBEING.replace("weight=70.5", "weight=69")).await;
    sent_days_ago(&bench, 40, &WELLBEING.replace("weight=70.5", "weight=73")).await;
    assert_eq!(suggested(&bench, "liisa", Some(&code)).await["weight"].answer, Answer::Number(69.0));
}

#[tokio::test]
async fn only_who_may_read_the_case_is_suggested_its_numbers_and_a_stranger_has_none() {
    let bench = Bench::new().await;
    bench.submit(&a_response("wellbeing-check", WELLBEING)).await.expect(201);
    assert!(suggested(&bench, "kerttu", Some(&identity_code())).await.is_empty());
    let lines = bench.use_log().await.len();
    assert!(suggested(&bench, "liisa", Some(&code_of(30, 992))).await.is_empty());
    assert!(bench.learnt_since(lines).await.is_empty(), "nobody is known by this code");
}

#[tokio::test]
async fn what_a_professional_enters_is_kept_with_their_name() {
    let bench = Bench::new().await;
    let form = json!({
        "id": Uuid::now_v7(), "version": "1.0.0", "identity_code": identity_code(), "name": "Äijälä Aino", "resident_language": "fi",
        "answers": given("wellbeing-check", WELLBEING),
    });
    bench.ask("liisa", "POST", "/api/v1/assessments/wellbeing-check/entries", Some(form)).await.expect(201);
    assert!(kept(&bench).await.iter().all(|one| one.source.entered_by == Some(bench.user("liisa").id)));
    let case = bench.a_case().await;
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}?lang=sv")).await.expect(200);
    let weight = view["observations"].as_array().unwrap().iter().find(|one| one["code"] == "weight").unwrap();
    assert_eq!((&weight["name"], &weight["entered_by"]), (&json!("Vikt"), &json!("Virtanen Liisa")));
}
