//! Answered assessments come in.

use super::*;

#[tokio::test]
async fn each_pack_s_response_lands_in_the_right_queue_with_the_class_of_its_sheet() {
    let bench = Bench::new().await;
    let cases = [
        ("sore-throat", SORE_THROAT, "P4", "st-13", "lahde-nurse"),
        ("urinary-tract-infection", URINARY, "P4", "ut-22", "lahde-nurse"),
        ("low-back", LOW_BACK, "P4", "lb-24", "lahde-nurse"),
    ];
    for (pack, answers, class, rule, queue) in cases {
        let stored = outcome(bench.submit(&a_response(pack, answers)).await.expect(201));
        assert_eq!(
            (stored["urgency"].as_str(), stored["rule"].as_str(), stored["queue"].as_str()),
            (Some(class), Some(rule), Some(queue)),
            "{pack}"
        );
    }
    let care = outcome(bench.submit(&a_response("informal-care", INFORMAL_CARE)).await.expect(201));
    assert_eq!(
        (care["outcome"].as_str(), care["rule"].as_str(), care["queue"].as_str()),
        (Some("likely"), Some("ic-10"), Some("social"))
    );
    assert_eq!(care["approved"], false, "nobody has signed it");
    let emergency = a_response("sore-throat", &SORE_THROAT.replace("mouth-opening=no", "mouth-opening=yes"));
    let emergency = outcome(bench.submit(&emergency).await.expect(201));
    assert_eq!((emergency["urgency"].as_str(), emergency["queue"].as_str()), (Some("P1"), Some("emergency")));
}

/// The parts of the extension that says what became of it, by name.
fn outcome(body: Value) -> Value {
    let parts = body["extension"][0]["extension"].as_array().unwrap();
    let value = |part: &Value| ["valueCode", "valueString", "valueBoolean"].iter().find_map(|key| part.get(key)).unwrap().clone();
    parts.iter().map(|part| (part["url"].as_str().unwrap().to_owned(), value(part))).collect()
}

#[tokio::test]
async fn the_answer_names_the_case_and_repeats_nothing_of_what_was_sent() {
    let bench = Bench::new().await;
    let reply = bench.submit(&a_response("sore-throat", SORE_THROAT)).await;
    assert_eq!(reply.headers[header::CONTENT_TYPE], "application/fhir+json");
    let body = reply.json();
    let location = reply.headers[header::LOCATION].to_str().unwrap();
    assert_eq!(location, format!("/fhir/R4/QuestionnaireResponse/{}/_history/1", body["id"].as_str().unwrap()));
    assert_eq!((body["resourceType"].as_str(), body["status"].as_str()), (Some("QuestionnaireResponse"), Some("completed")));
    assert!(!reply.text.contains(&identity_code()) && !reply.text.contains("kipeä") && !reply.text.contains("Äijälä"));
}

#[tokio::test]
async fn a_chosen_unit_comes_before_the_home_municipality() {
    let bench = Bench::new().await;
    for unit in [json!({ "valueString": "koivu" }), json!({ "valueReference": { "reference": "Organization/koivu" } })] {
        let mut response = a_response("sore-throat", SORE_THROAT);
        let mut extension = unit;
        extension["url"] = json!("https://omaolo.example/fhir/StructureDefinition/receiving-unit");
        response["extension"].as_array_mut().unwrap().push(extension);
        assert_eq!(outcome(bench.submit(&response).await.expect(201))["queue"], "koivu-nurse");
    }
}

#[tokio::test]
async fn a_known_resident_s_municipality_is_enough_and_what_a_channel_leaves_out_stays_known() {
    let bench = Bench::new().await;
    bench.a_case().await;
    let mut bare = a_response("sore-throat", SORE_THROAT);
    for member in ["extension", "contained", "language"] {
        bare.as_object_mut().unwrap().remove(member);
    }
    let case = bench.submit(&bare).await.expect(201)["id"].as_str().unwrap().to_owned();
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
    assert_eq!(
        (view["resident"]["name"].as_str(), view["resident"]["phone"].as_str()),
        (Some("Äijälä Aino"), Some("+358 40 000 0001"))
    );
}

#[tokio::test]
async fn another_name_with_a_known_code_renames_nobody_and_stands_in_its_own_case() {
    let bench = Bench::new().await;
    let first = bench.a_case().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["contained"][0]["name"] = json!([{ "family": "Outo", "given": ["Olli"] }]);
    let second = bench.submit(&response).await.expect(201)["id"].as_str().unwrap().to_owned();
    response["contained"][0]["name"] = json!([{ "family": "ÄIJÄLÄ ", "given": ["aino"] }]);
    let third = bench.submit(&response).await.expect(201)["id"].as_str().unwrap().to_owned();
    for (case, given) in [(first, None), (second, Some("Outo Olli")), (third, None)] {
        let view = bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
        let names = (view["resident"]["name"].as_str(), view["row"]["name"].as_str(), view["name_given"].as_str());
        assert_eq!(names, (Some("Äijälä Aino"), Some("Äijälä Aino"), given));
    }
    let found = bench.get("liisa", "/api/v1/work?q=Outo&limit=10&lang=fi").await.expect(200);
    assert_eq!(found["rows"], json!([]));
}

#[tokio::test]
async fn age_and_sex_must_be_those_of_the_identity_code_but_a_birthday_may_lie_between() {
    let bench = Bench::new().await;
    for (answers, stored) in [("age=29", true), ("age=31", true), ("age=28", false), ("age=32", false)] {
        let response = a_response("sore-throat", &SORE_THROAT.replace("age=30", answers));
        let reply = bench.submit(&response).await;
        assert_eq!(reply.status.as_u16(), if stored { 201 } else { 422 }, "{answers}: {}", reply.text);
    }
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["subject"]["identifier"]["value"] = json!(code_of(30, 991));
    let issues = bench.submit(&response).await.expect(422)["issue"].clone();
    let place = format!("QuestionnaireResponse.item[{}]", place_of(&response, "sex"));
    assert_eq!(issues.as_array().unwrap().len(), 1, "{issues}");
    assert!(issues[0]["expression"][0].as_str().unwrap().starts_with(&place), "{issues}");
    assert_eq!(issues[0]["details"]["text"], "the answer to \"sex\" does not agree with the identity code");
}

#[tokio::test]
async fn what_the_resident_does_not_want_sent_is_not_taken_in() {
    let bench = Bench::new().await;
    let before = bench.stored().await;
    let response = a_response("pe-pupil-5", "k12=often; z02=no");
    let issues = bench.submit(&response).await.expect(422)["issue"].clone();
    assert_eq!(issues.as_array().unwrap().len(), 1, "{issues}");
    assert_eq!(issues[0]["details"]["text"], "\"z02\" is answered with no, so nothing is sent");
    assert_eq!(bench.stored().await, before);
}

#[tokio::test]
async fn what_is_no_resource_of_ours_is_answered_as_fhir_answers() {
    let bench = Bench::new().await;
    for (method, path, status) in [
        ("GET", "/fhir/R4/QuestionnaireResponse", 405),
        ("PUT", "/fhir/R4/QuestionnaireResponse", 405),
        ("GET", "/fhir/R4/Patient", 404),
    ] {
        let reply = bench.ask("channel", method, path, None).await;
        assert_eq!(reply.headers[header::CONTENT_TYPE], "application/fhir+json");
        assert_eq!(reply.expect(status)["resourceType"], "OperationOutcome", "{method} {path}");
    }
    assert_eq!(bench.get("channel", "/fhirs").await.expect(404)["code"], "not-found");
}

#[tokio::test]
async fn the_identity_code_may_stand_in_the_contained_patient() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["contained"][0]["identifier"] = json!([response["subject"]["identifier"]]);
    response["subject"] = json!({ "reference": "#resident" });
    bench.submit(&response).await.expect(201);
}

#[tokio::test]
async fn who_acts_for_the_resident_is_shown_and_the_protected_mark_is_kept() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["contained"][0]["meta"] = json!({ "security": [{ "code": "TURVAKIELTO" }] });
    response["contained"].as_array_mut().unwrap().push(json!({
        "resourceType": "RelatedPerson", "id": "parent", "name": [{ "family": "Äijälä", "given": ["Eero", "Ilmari"] }],
    }));
    response["source"] = json!({ "reference": "#parent" });
    let case = bench.submit(&response).await.expect(201)["id"].as_str().unwrap().to_owned();
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
    assert_eq!((view["on_behalf"].as_str(), view["resident"]["protected"].as_bool()), (Some("Äijälä Eero Ilmari"), Some(true)));
    assert_eq!(view["row"]["on_behalf"], true);
    let case = bench.a_case().await;
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
    assert_eq!((view["on_behalf"].as_str(), view["resident"]["protected"].as_bool()), (None, Some(true)));
}

#[tokio::test]
async fn a_repeated_response_is_the_same_case_and_a_changed_one_is_another() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["identifier"] = json!({ "system": "urn:ietf:rfc:3986", "value": "urn:uuid:1d5c5c4e-0000-4000-8000-000000000002" });
    let first = bench.submit(&response).await.expect(201);
    let head = *bench.store.head().borrow();
    let second = bench.submit(&response).await.expect(200);
    assert_eq!((first["id"].clone(), outcome(first)), (second["id"].clone(), outcome(second.clone())));
    assert_eq!(*bench.store.head().borrow(), head);
    response["status"] = json!("amended");
    assert_ne!(bench.submit(&response).await.expect(201)["id"], second["id"]);
}

#[tokio::test]
async fn a_key_in_the_header_makes_a_repeated_send_the_same() {
    let bench = Bench::new().await;
    let body = a_response("sore-throat", SORE_THROAT).to_string();
    let send = |name: &'static str, key: &str| {
        let request = Request::post("/fhir/R4/QuestionnaireResponse")
            .header(name, key)
            .header(header::CONTENT_TYPE, "application/fhir+json");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", bench.token("channel")));
        bench.send(request.body(Body::from(body.clone())).unwrap())
    };
    let key = Uuid::now_v7().to_string();
    let first = send("idempotency-key", &key).await.expect(201);
    assert_eq!(send("idempotency-key", &key).await.expect(200)["id"], first["id"]);
    assert_eq!(send("x-request-id", &key).await.expect(200)["id"], first["id"]);
    send("idempotency-key", "my key").await.expect(400);
    send("x-request-id", "proxy-17").await.expect(201);
}

#[tokio::test]
async fn answers_inside_groups_and_questions_without_answers_are_read() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    let mut inside: Vec<Value> = response["item"].as_array().unwrap().clone();
    inside.push(json!({ "linkId": "temperature" }));
    response["item"] = json!([{ "linkId": "group", "item": inside }]);
    bench.submit(&response).await.expect(201);
}

#[tokio::test]
async fn an_emergency_is_taken_in_although_the_rest_is_not_answered() {
    let bench = Bench::new().await;
    let stored = outcome(bench.submit(&a_response("sore-throat", "emergency-signs=drooling")).await.expect(201));
    assert_eq!((stored["urgency"].as_str(), stored["queue"].as_str()), (Some("P0"), Some("emergency")));
}

#[tokio::test]
async fn production_takes_no_artificial_codes() {
    let bench = Bench::with(Settings::default()).await;
    let issues = bench.submit(&a_response("sore-throat", SORE_THROAT)).await.expect(422);
    assert_eq!(issues["issue"][0]["expression"], json!(["QuestionnaireResponse.subject.identifier.value"]));
}
