//! Live notices.

use std::time::Duration;

use futures_util::StreamExt;

use super::*;

/// A stream of notices as it comes off the wire.
struct Stream(axum::body::BodyDataStream);

impl Stream {
    async fn open(bench: &Bench, login: &str, query: &str, last_event_id: Option<i64>) -> Self {
        let mut request = Request::get(format!("/api/v1/notices{query}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", bench.token(login)));
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let response = bench.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        let mut stream = Self(response.into_body().into_data_stream());
        assert_eq!(stream.next().await.as_deref(), Some(": listening\n\n"));
        stream
    }

    /// What comes next; nothing at the end of the stream. Fails rather than hang.
    async fn next(&mut self) -> Option<String> {
        let chunk = tokio::time::timeout(Duration::from_secs(20), self.0.next()).await.expect("nothing came");
        chunk.map(|chunk| String::from_utf8(chunk.unwrap().to_vec()).unwrap())
    }
}

#[tokio::test]
async fn a_new_case_is_told_as_a_number_only() {
    let bench = Bench::new().await;
    let mut stream = Stream::open(&bench, "liisa", "", None).await;
    bench.a_case().await;
    let head = *bench.store.head().borrow();
    assert_eq!(stream.next().await.unwrap(), format!("event: more\nid: {head}\ndata: {head}\n\n"));
}

#[tokio::test]
async fn who_comes_back_is_told_at_once_what_was_missed() {
    let bench = Bench::new().await;
    let before = *bench.store.head().borrow();
    bench.a_case().await;
    let head = *bench.store.head().borrow();
    let expected = format!("event: more\nid: {head}\ndata: {head}\n\n");
    let mut stream = Stream::open(&bench, "liisa", &format!("?after={before}"), None).await;
    assert_eq!(stream.next().await.as_ref(), Some(&expected));
    let mut stream = Stream::open(&bench, "liisa", "", Some(before)).await;
    assert_eq!(stream.next().await.as_ref(), Some(&expected));
}

#[tokio::test]
async fn the_stream_ends_with_the_session_the_user_and_the_server() {
    let bench = Bench::new().await;
    let mut stream = Stream::open(&bench, "liisa", "", None).await;
    bench.ask("liisa", "DELETE", "/api/v1/sessions/current", None).await.expect(204);
    assert_eq!(stream.next().await, None);
    let mut stream = Stream::open(&bench, "matti", "", None).await;
    bench.set_user(User { active: false, ..bench.user("matti") }).await;
    assert_eq!(stream.next().await, None);
    let mut stream = Stream::open(&bench, "kerttu", "", None).await;
    bench.app.stop();
    assert_eq!(stream.next().await, None);
}
