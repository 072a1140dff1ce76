//! Numbers about a resident: kept with the case that brought them, shown with later ones.

use domain::{IdentityCode, Observed, ResidentId};

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
