//! Signing in and out.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use domain::UseAction;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::*;

async fn sign_in(bench: &Bench, body: Value) -> Reply {
    let request = Request::builder().method("POST").uri("/api/v1/sessions").header(header::CONTENT_TYPE, "application/json");
    bench.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn with_token(method: &str, path: &str, token: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap()
}

fn a_code(offset: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(TOTP_SECRET).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(Timestamp::now().as_second() + offset).unwrap()).to_string()
}

#[tokio::test]
async fn a_password_opens_a_session_with_the_only_role_chosen() {
    let bench = Bench::new().await;
    let signed_in = sign_in(&bench, json!({ "login": "liisa", "password": PASSWORD })).await.expect(200);
    assert_eq!(signed_in["session"]["name"], "Virtanen Liisa");
    assert_eq!(signed_in["session"]["chosen"], 0);
    assert_eq!(signed_in["session"]["environment"], "test");
    assert_eq!(signed_in["session"]["queues"][0]["unit_name"], "lahde (fi)");
    let token = signed_in["token"].as_str().unwrap();
    let session = bench.send(with_token("GET", "/api/v1/sessions/current?lang=sv", token)).await.expect(200);
    assert_eq!(session["queues"][0]["unit_name"], "lahde (sv)");
    assert_eq!(bench.learnt_since(10).await, ["sign-in"]);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_are_answered_alike_and_the_log_has_no_login_in_clear() {
    let bench = Bench::new().await;
    let wrong = sign_in(&bench, json!({ "login": "liisa", "password": "guess" })).await;
    let unknown = sign_in(&bench, json!({ "login": "hunter2", "password": "guess" })).await;
    assert_eq!(wrong.status, 401);
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
    assert_eq!(wrong.json()["code"], "sign-in-failed");
    let log = bench.use_log().await;
    let failed: Vec<_> = log.iter().filter(|line| line.entry.action == UseAction::SignInFailed).collect();
    assert_eq!(failed[0].entry.user, Some(bench.user("liisa").id));
    assert_eq!((failed[1].entry.user, failed[1].entry.detail.as_str()), (None, "unknown login"));
    assert!(!format!("{log:?}").contains("hunter2"));
}

#[tokio::test]
async fn an_authenticator_s_code_is_asked_for_and_works_once() {
    let bench = Bench::new().await;
    let with = |code: Option<String>| json!({ "login": "coded", "password": PASSWORD, "totp": code });
    assert_eq!(sign_in(&bench, with(None)).await.expect(401)["code"], "totp-needed");
    assert_eq!(sign_in(&bench, with(Some("000000".into()))).await.expect(401)["code"], "sign-in-failed");
    let code = a_code(0);
    sign_in(&bench, with(Some(code.clone()))).await.expect(200);
    assert_eq!(
        sign_in(&bench, with(Some(code))).await.expect(401)["code"],
        "sign-in-failed",
        "a code that was seen is worthless"
    );
    assert_eq!(
        sign_in(&bench, json!({ "login": "coded", "password": "guess", "totp": a_code(30) })).await.expect(401)["code"],
        "sign-in-failed"
    );
}

#[tokio::test]
async fn the_sixth_try_is_told_to_wait() {
    let bench = Bench::new().await;
    for _ in 0..5 {
        assert_eq!(sign_in(&bench, json!({ "login": "nobody", "password": "guess" })).await.status, 401);
    }
    let reply = sign_in(&bench, json!({ "login": "nobody", "password": "guess" })).await;
    assert_eq!(reply.status, 429);
    let seconds: u64 = reply.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=13).contains(&seconds));
    assert_eq!(reply.json()["code"], "too-many-requests");
}

#[tokio::test]
async fn tries_from_one_address_are_counted_and_a_proxy_names_whom_it_serves() {
    let settings = Settings { sign_ins_per_address: std::num::NonZeroU32::MIN, ..Settings::test_environment() };
    let bench = Bench::with(settings).await;
    let from = |peer: &str, forwarded: Option<&str>| {
        let mut request = Request::builder().method("POST").uri("/api/v1/sessions");
        if let Some(forwarded) = forwarded {
            request = request.header("x-forwarded-for", forwarded);
        }
        let body = json!({ "login": Uuid::now_v7(), "password": "guess" }).to_string();
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(peer.parse::<std::net::SocketAddr>().unwrap()));
        request
    };
    assert_eq!(bench.send(from("192.0.2.1:1000", None)).await.status, 401);
    assert_eq!(bench.send(from("192.0.2.1:1001", Some("203.0.113.9"))).await.status, 429, "a stranger's header is not believed");
    assert_eq!(bench.send(from("127.0.0.1:1", Some("198.51.100.1"))).await.status, 401);
    assert_eq!(bench.send(from("127.0.0.1:1", Some("evil, 198.51.100.1"))).await.status, 429);
    assert_eq!(bench.send(from("127.0.0.1:1", Some("198.51.100.2"))).await.status, 401);
}

#[tokio::test]
async fn who_has_two_roles_chooses_one_and_only_one_of_theirs() {
    let bench = Bench::new().await;
    assert_eq!(bench.get("two", "/api/v1/queues").await.expect(403)["code"], "choose-grant");
    assert_eq!(bench.get("two", "/api/v1/sessions/current").await.expect(200)["chosen"], Value::Null);
    let choose = |role: &str, unit: &str| {
        bench.ask("two", "PUT", "/api/v1/sessions/current/grant", Some(json!({ "role": role, "unit": unit })))
    };
    assert_eq!(choose("doctor", "lahde").await.expect(403)["code"], "not-allowed");
    let chosen = choose("nurse", "koivu").await.expect(200);
    assert_eq!(chosen["chosen"], 1);
    assert_eq!(chosen["queues"][0]["id"], "koivu-nurse");
    assert_eq!(bench.get("two", "/api/v1/queues").await.expect(200)[0]["queue"], "koivu-nurse");
}

#[tokio::test]
async fn a_token_is_worthless_after_signing_out() {
    let bench = Bench::new().await;
    bench.ask("liisa", "DELETE", "/api/v1/sessions/current", None).await.expect(204);
    let reply = bench.get("liisa", "/api/v1/queues").await;
    assert_eq!(reply.json()["code"], "sign-in-needed");
    assert_eq!(reply.headers[header::WWW_AUTHENTICATE], "Bearer");
    assert_eq!(bench.get("matti", "/api/v1/queues").await.status, 200, "others stay");
}

#[tokio::test]
async fn who_is_removed_loses_all_sessions_at_once() {
    let bench = Bench::new().await;
    bench.get("liisa", "/api/v1/queues").await.expect(200);
    let user = bench.user("liisa");
    bench.set_user(User { active: false, ..user.clone() }).await;
    bench.get("liisa", "/api/v1/queues").await.expect(401);
    bench.set_user(user).await;
    bench.get("liisa", "/api/v1/queues").await.expect(401);
}

#[tokio::test]
async fn a_right_that_is_taken_away_is_gone_at_the_next_request() {
    let bench = Bench::new().await;
    bench.get("liisa", "/api/v1/queues").await.expect(200);
    let mut user = bench.user("liisa");
    user.grants.clear();
    bench.set_user(user).await;
    assert_eq!(bench.get("liisa", "/api/v1/queues").await.expect(403)["code"], "choose-grant");
}

#[tokio::test]
async fn a_session_runs_out() {
    let bench = Bench::new().await;
    let user = bench.user("liisa").id;
    let token = bench.app.mint_session(user, None, SignedDuration::from_millis(-1)).await.unwrap();
    bench.send(with_token("GET", "/api/v1/queues", &token)).await.expect(401);
}

#[tokio::test]
async fn a_session_outlives_the_server() {
    let bench = Bench::new().await;
    let again = App::new(Arc::clone(&bench.store) as Arc<dyn Store>, CONTENT.clone(), Settings::test_environment());
    let request = with_token("GET", "/api/v1/sessions/current", bench.token("liisa"));
    let response = router(again).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn tokens_of_no_session_are_refused() {
    let bench = Bench::new().await;
    bench.send(with_token("GET", "/api/v1/queues", "")).await.expect(401);
    bench.send(with_token("GET", "/api/v1/queues", &"0".repeat(64))).await.expect(401);
    bench
        .send(Request::get("/api/v1/queues").header(header::AUTHORIZATION, "Basic bGlpc2E6eA==").body(Body::empty()).unwrap())
        .await
        .expect(401);
}
