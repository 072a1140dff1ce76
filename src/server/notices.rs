//! Live notices: server-sent events that only say "there is more after N". Nothing of a case is ever in them.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use api::{Problem, paths};
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::EventSeq;
use futures_util::stream;
use jiff::Timestamp;
use serde::Deserialize;
use store::SessionHash;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::app::App;
use crate::extract::Asked;
use crate::gate::SignedInUser;
use crate::problem::Failure;

/// On a network a silent connection may be cut by what stands between; a comment now and then keeps it.
const KEEP_ALIVE: Duration = Duration::from_secs(60);
/// In a burst of changes, so much time goes by between two notices.
const PAUSE: Duration = Duration::from_millis(20);

/// From where to listen.
#[derive(Deserialize)]
pub(crate) struct After {
    after: Option<EventSeq>,
}

/// Listen. An event of type `more` carries the newest sequence number of the log; it comes at once when the log is already
/// further than `after`, or than `Last-Event-ID`. The stream ends with the session.
#[utoipa::path(
    get, path = paths::NOTICES, tag = "work",
    params(("after" = Option<i64>, Query, description = "the last sequence number seen"), ("Last-Event-ID" = Option<i64>, Header)),
    responses((status = 200, content_type = "text/event-stream"), (status = 401, body = Problem)), security(("token" = [])),
)]
pub(crate) async fn listen(
    signed_in: SignedInUser,
    Asked(After { after }): Asked<After>,
    request: Request,
) -> Result<Response, Failure> {
    let SignedInUser { app, hash, .. } = signed_in;
    let head = app.store().head();
    let last_seen = after.or_else(|| last_event_id(request.headers()));
    let last = last_seen.unwrap_or_else(|| *head.borrow());
    let on_network = request.extensions().get::<ConnectInfo<SocketAddr>>().is_some();
    let listener = Listener {
        stopping: app.stopping(),
        endings: app.sessions().endings(),
        head,
        app,
        hash,
        last,
        keep_alive: on_network.then(|| Instant::now() + KEEP_ALIVE),
        quiet_until: Instant::now(),
        greeted: false,
    };
    let events = stream::unfold(listener, |mut listener| async {
        let text = listener.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), listener))
    });
    let mut response = Body::from_stream(events).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(response)
}

fn last_event_id(headers: &HeaderMap) -> Option<EventSeq> {
    headers.get("last-event-id")?.to_str().ok()?.trim().parse().ok()
}

struct Listener {
    app: App,
    hash: SessionHash,
    head: watch::Receiver<EventSeq>,
    endings: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    last: EventSeq,
    /// When the next comment is due. Nothing on a Unix socket: there an idle stream must wake nobody.
    keep_alive: Option<Instant>,
    /// No notice before this moment.
    quiet_until: Instant,
    greeted: bool,
}

impl Listener {
    /// What to send next; nothing ends the stream.
    async fn next(&mut self) -> Option<String> {
        if !self.greeted {
            self.greeted = true;
            return Some(": listening\n\n".to_owned());
        }
        loop {
            if !self.may_listen() {
                return None;
            }
            if *self.head.borrow_and_update() > self.last {
                sleep_until(self.quiet_until).await;
                let head = *self.head.borrow_and_update();
                self.last = head;
                self.quiet_until = Instant::now() + PAUSE;
                return Some(format!("event: more\nid: {head}\ndata: {head}\n\n"));
            }
            let due = self.keep_alive;
            let comment_due = async {
                match due {
                    Some(at) => sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                moved = self.head.changed() => moved.ok()?,
                ended = self.endings.changed() => ended.ok()?,
                stopping = self.stopping.changed() => stopping.ok()?,
                () = comment_due => {
                    self.keep_alive = Some(Instant::now() + KEEP_ALIVE);
                    return Some(": still here\n\n".to_owned());
                }
            }
        }
    }

    fn may_listen(&self) -> bool {
        let session = self.app.sessions().lasts(&self.hash, Timestamp::now());
        let active =
            session.is_some_and(|session| self.app.organisation().users.get(&session.user).is_some_and(|user| user.active));
        active && !*self.stopping.borrow()
    }
}
