//! Whatever is wrong is refused with its place; nothing is stored and nothing is repeated.

use super::*;

/// Sends a response that must be refused, and checks that it left no trace. The answer is its issues as (code, place).
async fn refused(bench: &Bench, response: &Value) -> Vec<(String, String)> {
    let before = bench.stored().await;
    let reply = bench.submit(response).await;
    assert_eq!(reply.status, 422, "{}", reply.text);
    assert_eq!(reply.headers[header::CONTENT_TYPE], "application/fhir+json");
    assert_eq!(bench.stored().await, before);
    assert!(!reply.text.contains(SECRET) && !reply.text.contains(&identity_code()), "{}", reply.text);
    issues(&reply.json())
}

/// Something that must never come back.
const SECRET: &str = "salaisuus";

fn issues(body: &Value) -> Vec<(String, String)> {
    assert_eq!(body["resourceType"], "OperationOutcome");
    let issue = |issue: &Value| {
        assert_eq!(issue["severity"], "error");
        assert!(!issue["details"]["text"].as_str().unwrap().is_empty());
        (issue["code"].as_str().unwrap().to_owned(), issue["expression"][0].as_str().unwrap_or_default().to_owned())
    };
    body["issue"].as_array().unwrap().iter().map(issue).collect()
}

fn at(code: &str, place: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), place.to_owned())]
}

async fn send(bench: &Bench, media_type: Option<&str>, body: impl Into<Body>) -> Reply {
    let mut request = Request::post("/fhir/R4/QuestionnaireResponse")
        .header(header::AUTHORIZATION, format!("Bearer {}", bench.token("channel")));
    if let Some(media_type) = media_type {
        request = request.header(header::CONTENT_TYPE, media_type);
    }
    bench.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn what_is_not_json_is_refused_with_its_line() {
    let bench = Bench::new().await;
    let before = bench.stored().await;
    let reply = send(&bench, Some("application/fhir+json"), format!("{{\n \"{SECRET}\": ")).await;
    assert_eq!(reply.status, 400);
    assert!(reply.text.contains("line 2") && !reply.text.contains(SECRET), "{}", reply.text);
    assert_eq!(issues(&reply.json()), at("structure", "QuestionnaireResponse"));
    for body in ["", "null trailing", "\u{0}"] {
        assert_eq!(send(&bench, Some("application/json"), body).await.status, 400);
    }
    assert_eq!(send(&bench, Some("application/json"), vec![0xff, 0xfe, b'{']).await.status, 400);
    assert_eq!(send(&bench, Some("application/json"), "[".repeat(100_000)).await.status, 400);
    assert_eq!(bench.stored().await, before);
}

#[tokio::test]
async fn another_media_type_is_refused() {
    let bench = Bench::new().await;
    let body = a_response("sore-throat", SORE_THROAT).to_string();
    for media_type in [Some("application/fhir+xml"), Some("text/plain"), None] {
        let reply = send(&bench, media_type, body.clone()).await;
        assert_eq!((reply.status.as_u16(), issues(&reply.json())), (415, at("not-supported", "")));
    }
    send(&bench, Some("application/fhir+json; charset=utf-8"), body).await.expect(201);
}

#[tokio::test]
async fn another_resource_type_is_refused() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["resourceType"] = json!("Patient");
    assert_eq!(refused(&bench, &response).await, at("invalid", "resourceType"));
    response.as_object_mut().unwrap().remove("resourceType");
    assert_eq!(refused(&bench, &response).await, at("required", "resourceType"));
    assert_eq!(refused(&bench, &json!([1, 2])).await, at("structure", "QuestionnaireResponse"));
}

#[tokio::test]
async fn five_megabytes_are_refused_whole() {
    let bench = Bench::new().await;
    let before = bench.stored().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["text"] = json!({ "div": "x".repeat(5 * 1024 * 1024) });
    let reply = send(&bench, Some("application/fhir+json"), response.to_string()).await;
    assert_eq!((reply.status.as_u16(), issues(&reply.json())), (413, at("too-long", "QuestionnaireResponse")));
    assert_eq!(bench.stored().await, before);
    let path = format!("/api/v1/cases/{}/drafts/reply", bench.a_case().await);
    assert_eq!(
        bench.ask("liisa", "PUT", &path, Some(json!({ "text": "x".repeat(300_000) }))).await.expect(413)["code"],
        "too-large"
    );
}

#[tokio::test]
async fn an_unknown_questionnaire_or_version_is_refused() {
    let bench = Bench::new().await;
    let with = |canonical: &str| {
        let mut response = a_response("sore-throat", SORE_THROAT);
        response["questionnaire"] = json!(canonical);
        response
    };
    const PLACE: &str = "QuestionnaireResponse.questionnaire";
    let base = "https://omaolo.example/fhir/Questionnaire/";
    assert_eq!(refused(&bench, &with(&format!("{base}{SECRET}|1.0.0"))).await, at("not-found", PLACE));
    assert_eq!(refused(&bench, &with(&format!("{base}sore-throat|9.9.9"))).await, at("not-found", PLACE));
    assert_eq!(refused(&bench, &with(&format!("{base}sore-throat"))).await, at("required", PLACE));
    assert_eq!(refused(&bench, &with("https://example.org/Questionnaire/sore-throat|1.0.0")).await, at("not-found", PLACE));
}

#[tokio::test]
async fn answers_to_unknown_questions_are_refused() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    let items = response["item"].as_array_mut().unwrap();
    let n = items.len();
    items.push(json!({ "linkId": SECRET, "answer": [{ "valueString": SECRET }] }));
    items.push(json!({ "linkId": SECRET.repeat(100), "answer": [{ "valueBoolean": true }] }));
    let expected = [n, n + 1].map(|at| ("not-found".to_owned(), format!("QuestionnaireResponse.item[{at}].answer[0]")));
    assert_eq!(refused(&bench, &response).await, expected);
}

#[tokio::test]
async fn a_hidden_answer_is_refused_with_its_place() {
    let bench = Bench::new().await;
    let response = a_response("sore-throat", &format!("{SORE_THROAT}; temperature=38.5"));
    let at_item = place_of(&response, "temperature");
    assert_eq!(refused(&bench, &response).await, at("invariant", &format!("QuestionnaireResponse.item[{at_item}].answer[0]")));
}

#[tokio::test]
async fn values_out_of_range_and_of_the_wrong_kind_are_refused_all_at_once() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    let mut expected = Vec::new();
    let mut spoil = |question: &str, answer: Value, code: &str, place: &str| {
        let item = place_of(&response, question);
        response["item"][item]["answer"] = answer;
        expected.push((code.to_owned(), format!("QuestionnaireResponse.item[{item}]{place}")));
    };
    spoil("age", json!([{ "valueInteger": 130 }]), "value", ".answer[0]");
    spoil("symptom-days", json!([{ "valueDecimal": 1.5 }]), "value", ".answer[0]");
    spoil("voice", json!([{ "valueCoding": { "code": SECRET } }]), "code-invalid", ".answer[0]");
    spoil("cough", json!([{ "valueString": SECRET }]), "value", ".answer[0]");
    spoil(
        "swallowing",
        json!([{ "valueCoding": { "code": "normal" } }, { "valueCoding": { "code": "painful" } }]),
        "structure",
        "",
    );
    spoil("tonsils", json!([{ "valueCoding": { "code": "none" } }, { "valueCoding": { "code": "removed" } }]), "invariant", "");
    spoil("free-text", json!([{ "valueString": SECRET.repeat(2_000) }]), "too-long", ".answer[0]");
    let mut found = refused(&bench, &response).await;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_malformed_answer_is_refused_with_its_place() {
    let bench = Bench::new().await;
    let spoilt = |question: &str, answer: Value| {
        let mut response = a_response("sore-throat", SORE_THROAT);
        let item = place_of(&response, question);
        response["item"][item]["answer"] = answer;
        (response, format!("QuestionnaireResponse.item[{item}]"))
    };
    let cases = [
        (json!([{ "valueInteger": SECRET }]), "value", ".answer[0]"),
        (json!([{ "valueInteger": 30, "valueString": SECRET }]), "value", ".answer[0]"),
        (json!([{ "valueAttachment": { "data": SECRET } }]), "value", ".answer[0]"),
        (json!([{}]), "value", ".answer[0]"),
        (json!([SECRET]), "value", ".answer[0]"),
        (json!([]), "structure", ".answer"),
        (json!({ "valueInteger": 30 }), "structure", ".answer"),
        (json!([{ "valueInteger": 30 }, { "valueInteger": 31 }]), "structure", ""),
    ];
    for (answer, code, place) in cases {
        let (response, item) = spoilt("age", answer.clone());
        assert_eq!(refused(&bench, &response).await, at(code, &format!("{item}{place}")), "{answer}");
    }
    let mut twice = a_response("sore-throat", SORE_THROAT);
    let again = twice["item"][1].clone();
    let n = twice["item"].as_array().unwrap().len();
    twice["item"].as_array_mut().unwrap().push(again);
    assert_eq!(refused(&bench, &twice).await, at("structure", &format!("QuestionnaireResponse.item[{n}]")));
    let mut nameless = a_response("sore-throat", SORE_THROAT);
    nameless["item"][1].as_object_mut().unwrap().remove("linkId");
    assert_eq!(refused(&bench, &nameless).await[0], at("required", "QuestionnaireResponse.item[1].linkId")[0]);
}

#[tokio::test]
async fn missing_required_answers_are_named() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["item"].as_array_mut().unwrap().retain(|item| item["linkId"] != "fever" && item["linkId"] != "cough");
    let expected =
        ["fever", "cough"].map(|id| ("required".to_owned(), format!("QuestionnaireResponse.item.where(linkId='{id}')")));
    assert_eq!(refused(&bench, &response).await, expected);
}

#[tokio::test]
async fn a_false_identity_code_is_refused_and_never_repeated() {
    let bench = Bench::new().await;
    const PLACE: &str = "QuestionnaireResponse.subject.identifier";
    for code in ["131052-990X", "310252-990E", "131052*990E", "13105", ""] {
        let mut response = a_response("sore-throat", SORE_THROAT);
        response["subject"]["identifier"]["value"] = json!(code);
        let before = bench.stored().await;
        let reply = bench.submit(&response).await;
        assert_eq!(issues(&reply.json()), at("value", &format!("{PLACE}.value")), "{code}");
        assert!(code.is_empty() || !reply.text.contains(code));
        assert_eq!(bench.stored().await, before);
    }
    let mut response = a_response("sore-throat", SORE_THROAT);
    // The well-known specimen of the authorities: well formed, and not from the artificial numbers.
    response["subject"]["identifier"]["value"] = json!("131052-308T");
    assert_eq!(refused(&bench, &response).await, at("business-rule", &format!("{PLACE}.value")));
    response["subject"]["identifier"]["value"] = json!(identity_code());
    response["contained"][0]["identifier"] = json!([{ "system": "urn:oid:1.2.246.21", "value": "131052-308T" }]);
    assert_eq!(refused(&bench, &response).await, at("invariant", "QuestionnaireResponse.contained[0].identifier"));
    response["contained"] = json!([]);
    response["subject"] = json!({ "display": SECRET });
    assert_eq!(refused(&bench, &response).await, at("required", PLACE));
}

#[tokio::test]
async fn a_destination_that_does_not_exist_is_refused() {
    let bench = Bench::new().await;
    let with = |name: &str, value: Value| {
        let mut response = a_response("sore-throat", SORE_THROAT);
        let mut extension = value;
        extension["url"] = json!(format!("https://omaolo.example/fhir/StructureDefinition/{name}"));
        response["extension"] = json!([extension]);
        response
    };
    const PLACE: &str = "QuestionnaireResponse.extension[0]";
    assert_eq!(refused(&bench, &with("receiving-unit", json!({ "valueString": SECRET }))).await, at("not-found", PLACE));
    assert_eq!(
        refused(&bench, &with("home-municipality", json!({ "valueCoding": { "code": "000" } }))).await,
        at("code-invalid", PLACE)
    );
    assert_eq!(
        refused(&bench, &with("home-municipality", json!({ "valueCoding": { "code": "091" } }))).await,
        at("business-rule", PLACE)
    );
    assert_eq!(refused(&bench, &with("home-municipality", json!({}))).await[0], at("structure", PLACE)[0]);
    assert_eq!(refused(&bench, &with("something-else", json!({}))).await, at("required", "QuestionnaireResponse.extension"));
    let nowhere = with("receiving-unit", json!({ "valueString": "social" }));
    assert_eq!(refused(&bench, &nowhere).await, at("business-rule", PLACE), "the social services take no sore throats");
}

#[tokio::test]
async fn other_members_are_checked_too() {
    let bench = Bench::new().await;
    let with = |member: &str, value: Value| {
        let mut response = a_response("sore-throat", SORE_THROAT);
        response[member] = value;
        response
    };
    assert_eq!(refused(&bench, &with("status", json!("in-progress"))).await, at("value", "QuestionnaireResponse.status"));
    assert_eq!(refused(&bench, &with("status", Value::Null)).await, at("required", "QuestionnaireResponse.status"));
    assert_eq!(refused(&bench, &with("language", json!("ru"))).await, at("code-invalid", "QuestionnaireResponse.language"));
    assert_eq!(refused(&bench, &with("authored", json!(SECRET))).await, at("value", "QuestionnaireResponse.authored"));
    assert_eq!(
        refused(&bench, &with("authored", json!("2999-01-01T00:00:00Z"))).await,
        at("value", "QuestionnaireResponse.authored")
    );
    assert_eq!(refused(&bench, &with("item", json!({}))).await, at("structure", "QuestionnaireResponse.item"));
    let mut long = a_response("sore-throat", SORE_THROAT);
    long["contained"][0]["name"][0]["family"] = json!(SECRET.repeat(100));
    assert_eq!(refused(&bench, &long).await, at("too-long", "QuestionnaireResponse.contained[0].name"));
}

#[tokio::test]
async fn form_and_answers_are_judged_in_one_go() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["status"] = json!("draft");
    response["subject"]["identifier"]["value"] = json!("131052-990X");
    let age = place_of(&response, "age");
    response["item"][age]["answer"] = json!([{ "valueInteger": 7 }]);
    let places: Vec<String> = refused(&bench, &response).await.into_iter().map(|(_, place)| place).collect();
    assert_eq!(
        places,
        [
            "QuestionnaireResponse.status".to_owned(),
            "QuestionnaireResponse.subject.identifier.value".to_owned(),
            format!("QuestionnaireResponse.item[{age}].answer[0]"),
        ]
    );
}

#[tokio::test]
async fn without_the_right_the_answer_is_an_operation_outcome_too() {
    let bench = Bench::new().await;
    let body = a_response("sore-throat", SORE_THROAT);
    let nurse = bench.ask("liisa", "POST", "/fhir/R4/QuestionnaireResponse", Some(body.clone())).await;
    assert_eq!((nurse.status.as_u16(), issues(&nurse.json())), (403, at("forbidden", "")));
    let nobody = bench.send(Request::post("/fhir/R4/QuestionnaireResponse").body(Body::from(body.to_string())).unwrap()).await;
    assert_eq!((nobody.status.as_u16(), issues(&nobody.json())), (401, at("login", "")));
}

#[tokio::test]
async fn a_json_request_that_is_wrong_is_refused_without_repeating_it() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    for body in [
        json!({ "id": SECRET, "command": { "do": "take" } }),
        json!({ "id": Uuid::now_v7(), "command": { "do": SECRET } }),
        json!(SECRET),
    ] {
        let reply = bench.ask("liisa", "POST", &format!("/api/v1/cases/{case}/commands"), Some(body)).await;
        assert_eq!((reply.status.as_u16(), reply.json()["code"].as_str()), (400, Some("bad-request")));
        assert!(!reply.text.contains(SECRET), "{}", reply.text);
    }
    let reply = bench.get("liisa", &format!("/api/v1/work?limit={SECRET}&lang=fi")).await;
    assert!(reply.status == 400 && !reply.text.contains(SECRET));
    bench.get("liisa", &format!("/api/v1/cases/{SECRET}")).await.expect(404);
    bench.get("liisa", "/api/v1/sessions/current?lang=ru").await.expect(400);
}
