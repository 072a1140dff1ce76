//! Every route for every role. The golden file `rights.txt` is changed by hand only.

use std::fmt::Write;

use domain::UseAction;

use super::*;
use crate::ROUTES;

/// Login names with what they stand for. Liisa and Laura work the case's queue, Kerttu and Sara work others.
const PEOPLE: [(&str, &str); 8] = [
    ("", "nobody"),
    ("liisa", "nurse"),
    ("kerttu", "other"),
    ("sara", "social"),
    ("laura", "doctor"),
    ("pauli", "admin"),
    ("tuula", "support"),
    ("channel", "intake"),
];

/// A request to this route that would succeed for somebody.
fn body_for(method: &str, path: &str) -> Option<Value> {
    match (method, path) {
        ("POST", "/api/v1/sessions") => Some(json!({ "login": Uuid::now_v7(), "password": "x" })),
        ("PUT", "/api/v1/sessions/current/grant") => Some(json!({ "role": "nurse", "unit": "lahde" })),
        ("POST", "/api/v1/cases/{id}/commands") => {
            Some(json!({ "id": Uuid::now_v7(), "command": { "do": "note", "id": Uuid::now_v7(), "text": "x" } }))
        }
        ("PUT", "/api/v1/cases/{id}/drafts/{kind}") => Some(json!({ "text": "x" })),
        ("POST", "/api/v1/resident/cases/{id}/acts") => {
            Some(json!({ "id": Uuid::now_v7(), "act": { "message": { "id": Uuid::now_v7(), "text": "x" } } }))
        }
        ("POST", "/api/v1/assessments/{assessment}/steps") => {
            Some(json!({ "version": "1.0.0", "language": "fi", "resident_language": "fi", "answers": [] }))
        }
        ("POST", "/api/v1/assessments/{assessment}/entries") => Some(json!({
            "id": Uuid::now_v7(), "version": "1.0.0", "identity_code": identity_code(), "resident_language": "fi",
            "answers": given("sore-throat", SORE_THROAT),
        })),
        ("POST", "/fhir/R4/QuestionnaireResponse") => Some(a_response("sore-throat", SORE_THROAT)),
        _ => None,
    }
}

#[tokio::test]
async fn every_route_admits_whom_the_table_says_and_nobody_else() {
    let mut table = format!("{:<6} {:<41}", "", "");
    for (_, role) in PEOPLE {
        let _ = write!(table, " {role:<8}");
    }
    table = table.trim_end().to_owned() + "\n";
    let bench = Bench::new().await;
    let stopping = Bench::new().await;
    // The stream of notices would never end by itself.
    stopping.app.stop();
    for route in ROUTES {
        let bench = if route.path == api::paths::NOTICES { &stopping } else { &bench };
        let _ = write!(table, "{:<6} {:<41}", route.method, route.path);
        let case = bench.a_case().await;
        for (who, _) in PEOPLE {
            let path = route.path.replace("{id}", &case).replace("{assessment}", "sore-throat").replace("{kind}", "reply");
            let path = if path == "/api/v1/work" { format!("{path}?limit=10&lang=fi") } else { path };
            let mut request = Request::builder().method(route.method).uri(path).header(header::CONTENT_TYPE, "application/json");
            if !who.is_empty() {
                // A session of its own: signing out must not show in the rows below.
                let token = bench.app.mint_session(bench.user(who).id, None, SignedDuration::from_hours(1)).await.unwrap();
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            let body = body_for(route.method, route.path).map_or_else(Body::empty, |body| Body::from(body.to_string()));
            let status = bench.send(request.body(body).unwrap()).await.status;
            let _ = write!(table, " {:<8}", status.as_u16());
        }
        table = table.trim_end().to_owned() + "\n";
    }
    assert_eq!(table, include_str!("../rights.txt"), "change rights.txt by hand if this is meant");
}

#[tokio::test]
async fn a_case_of_a_foreign_queue_does_not_exist_and_the_attempt_is_logged() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let nowhere = Uuid::now_v7().to_string();
    for path in ["", "/preview", "/transfer-targets"] {
        let lines = bench.use_log().await.len();
        let foreign = bench.get("kerttu", &format!("/api/v1/cases/{case}{path}")).await;
        let missing = bench.get("kerttu", &format!("/api/v1/cases/{nowhere}{path}")).await;
        assert_eq!((foreign.status.as_u16(), &foreign.text), (404, &missing.text), "{path}");
        let log = bench.use_log().await;
        assert_eq!(log.len(), lines + 1, "the look at nothing is no look");
        let entry = &log[lines].entry;
        assert_eq!((entry.action, entry.user), (UseAction::Denied, Some(bench.user("kerttu").id)));
        assert_eq!(entry.case.map(|case| case.to_string()), Some(case.clone()));
    }
    let before = bench.stored().await;
    assert_eq!(bench.command("kerttu", &case, json!({ "do": "take" })).await.status, 404);
    assert_eq!(bench.stored().await, before);
}

#[tokio::test]
async fn a_queue_that_is_not_the_caller_s_cannot_be_listed() {
    let bench = Bench::new().await;
    bench.a_case().await;
    bench.get("kerttu", "/api/v1/work?queue=lahde-nurse&limit=10&lang=fi").await.expect(404);
    assert_eq!(bench.get("kerttu", "/api/v1/work?limit=10&lang=fi").await.expect(200)["rows"], json!([]));
    assert_eq!(bench.get("kerttu", "/api/v1/work?q=aijala&limit=10&lang=fi").await.expect(200)["rows"], json!([]));
    assert_eq!(
        bench.get("kerttu", &format!("/api/v1/work?q={}&limit=10&lang=fi", identity_code())).await.expect(200)["rows"],
        json!([])
    );
}

#[tokio::test]
async fn who_works_no_queue_is_not_told_whether_there_is_a_case() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    for who in ["pauli", "tuula", "channel"] {
        let there = bench.get(who, &format!("/api/v1/cases/{case}")).await;
        let nowhere = bench.get(who, &format!("/api/v1/cases/{}", Uuid::now_v7())).await;
        assert_eq!((there.status.as_u16(), nowhere.status.as_u16()), (403, 403), "{who}");
    }
}
