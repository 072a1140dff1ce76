//! Signing in, choosing in which part one works, signing out.

use std::net::{IpAddr, SocketAddr};

use api::{ChooseGrant, GrantView, Problem, QueueView, SessionView, SignIn, SignedIn, paths};
use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::{Grant, Language, Organisation, UseAction, UseEntry, UserId};
use jiff::Timestamp;

use crate::app::App;
use crate::extract::{Answer, Lang, Sent};
use crate::gate::SignedInUser;
use crate::problem::Failure;

/// The address that a request comes from. None on a Unix socket, where the file's rights decide who may connect.
pub(crate) struct Peer(Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        // A proxy on this machine ends TLS and names whom it serves last in this header. Nobody else is believed.
        let forwarded = || parts.headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
        Ok(Self(peer.and_then(|ip| if ip.is_loopback() { forwarded() } else { Some(ip) })))
    }
}

/// Sign in with a password, and the code of an authenticator where the account has one.
#[utoipa::path(
    post, path = paths::SESSIONS, tag = "sessions", request_body = SignIn,
    responses(
        (status = 200, body = SignedIn), (status = 401, body = Problem, description = "wrong, or a code is needed"),
        (status = 429, body = Problem, description = "too many tries; see Retry-After"),
    ),
)]
pub(crate) async fn create(
    State(app): State<App>,
    Peer(peer): Peer,
    Lang(lang): Lang,
    Sent(sign_in): Sent<SignIn>,
) -> Answer<SignedIn> {
    let SignIn { login, password, totp } = sign_in;
    app.limits().count(&login, peer)?;
    let organisation = app.organisation();
    let user = organisation.user_by_login(&login);
    let right = app.passwords().verify(password, user.and_then(|user| user.password_hash.clone())).await?;
    let now = Timestamp::now();
    let Some(user) = user.filter(|_| right) else {
        // An unknown login is not written down: people type passwords into the wrong field.
        failed(&app, user.map(|user| user.id), "password", now).await?;
        return Err(Failure::SignInFailed);
    };
    if let Some(secret) = &user.totp_secret {
        let Some(code) = totp.filter(|code| !code.trim().is_empty()) else { return Err(Failure::TotpNeeded) };
        if !app.used_codes().accepts(user.id, secret, &code, now) {
            failed(&app, Some(user.id), "code", now).await?;
            return Err(Failure::SignInFailed);
        }
    }
    let ends = now.checked_add(app.settings().session_idle).unwrap_or(Timestamp::MAX);
    let (token, _, session) = app.open_session(user.id, None, now, ends).await?;
    let chosen = session.chosen.and_then(|(role, unit)| user.grants.iter().position(|g| g.role == role && g.unit == unit));
    let session = view(&app, &organisation, user.id, chosen, lang, now)?;
    Ok(Json(SignedIn { token, session }))
}

async fn failed(app: &App, user: Option<UserId>, what: &str, now: Timestamp) -> Result<(), Failure> {
    let detail = if user.is_some() { what } else { "unknown login" };
    let entry = UseEntry {
        at: now,
        user,
        role: None,
        unit: None,
        action: UseAction::SignInFailed,
        resident: None,
        case: None,
        detail: detail.to_owned(),
        session: None,
        shown: Vec::new(),
    };
    Ok(app.store().log_use(entry).await?)
}

/// Who is signed in, as what, and what that opens.
#[utoipa::path(
    get, path = paths::SESSION, tag = "sessions", params(("lang" = Option<String>, Query, description = "fi, sv or en")),
    responses((status = 200, body = SessionView), (status = 401, body = Problem)), security(("token" = [])),
)]
pub(crate) async fn show(signed_in: SignedInUser, Lang(lang): Lang) -> Answer<SessionView> {
    let chosen = signed_in.chosen();
    view(&signed_in.app, &signed_in.organisation, signed_in.session.user, chosen, lang, signed_in.now).map(Json)
}

/// Choose role and unit.
#[utoipa::path(
    put, path = paths::SESSION_GRANT, tag = "sessions", request_body = ChooseGrant,
    params(("lang" = Option<String>, Query, description = "fi, sv or en")),
    responses((status = 200, body = SessionView), (status = 401, body = Problem), (status = 403, body = Problem, description = "not held")),
    security(("token" = [])),
)]
pub(crate) async fn choose(signed_in: SignedInUser, Lang(lang): Lang, Sent(choice): Sent<ChooseGrant>) -> Answer<SessionView> {
    let SignedInUser { app, hash, live, organisation, now, .. } = &signed_in;
    let user = signed_in.user()?;
    let held = user.grants.iter().position(|grant| grant.role == choice.role && grant.unit == choice.unit);
    let entry = |action| UseEntry {
        at: *now,
        user: Some(user.id),
        role: Some(choice.role),
        unit: choice.unit.clone(),
        action,
        resident: None,
        case: None,
        detail: "role chosen".to_owned(),
        session: Some(hash.short()),
        shown: Vec::new(),
    };
    let Some(held) = held else {
        app.store().log_use(entry(UseAction::Denied)).await?;
        return Err(Failure::NotAllowed);
    };
    app.store().log_use(entry(UseAction::SignIn)).await?;
    app.sessions().choose(app.store().as_ref(), *hash, live, (choice.role, choice.unit.clone())).await?;
    view(app, organisation, user.id, Some(held), lang, *now).map(Json)
}

/// Sign out: the token is worthless from now on.
#[utoipa::path(
    delete, path = paths::SESSION, tag = "sessions",
    responses((status = 204), (status = 401, body = Problem)), security(("token" = [])),
)]
pub(crate) async fn delete(signed_in: SignedInUser) -> Result<StatusCode, Failure> {
    let SignedInUser { app, hash, session, now, .. } = &signed_in;
    app.store().end_session(*hash).await?;
    app.sessions().forget(hash);
    let (role, unit) = session.chosen.clone().map_or((None, None), |(role, unit)| (Some(role), unit));
    let entry = UseEntry {
        at: *now,
        user: Some(session.user),
        role,
        unit,
        action: UseAction::SignOut,
        resident: None,
        case: None,
        detail: String::new(),
        session: Some(hash.short()),
        shown: Vec::new(),
    };
    app.store().log_use(entry).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(
    app: &App,
    organisation: &Organisation,
    user: UserId,
    chosen: Option<usize>,
    lang: Language,
    now: Timestamp,
) -> Result<SessionView, Failure> {
    let user = organisation.users.get(&user).ok_or(Failure::SignInNeeded)?;
    let grant_view = |grant: &Grant| GrantView {
        role: grant.role,
        unit: grant.unit.clone(),
        unit_name: grant.unit.as_ref().map(|unit| unit_name(organisation, unit, lang)).unwrap_or_default(),
        supervisor: grant.supervisor,
    };
    let queues = chosen.and_then(|at| user.grants.get(at)).map(|grant| grant.queues.as_slice()).unwrap_or_default();
    Ok(SessionView {
        user: user.id,
        name: user.name.clone(),
        grants: user.grants.iter().map(grant_view).collect(),
        chosen,
        queues: queues.iter().filter_map(|id| queue_view(organisation, id, lang)).collect(),
        classes: organisation.classes.clone(),
        environment: app.settings().environment,
        head: *app.store().head().borrow(),
        now,
    })
}

/// A queue with its names.
pub(crate) fn queue_view(organisation: &Organisation, id: &domain::QueueId, lang: Language) -> Option<QueueView> {
    let queue = organisation.queues.get(id)?;
    Some(QueueView {
        id: id.clone(),
        name: queue.name.get(lang).to_owned(),
        unit: queue.unit.clone(),
        unit_name: unit_name(organisation, &queue.unit, lang),
    })
}

/// A unit's name; its id where the unit is gone.
pub(crate) fn unit_name(organisation: &Organisation, id: &domain::UnitId, lang: Language) -> String {
    organisation.units.get(id).map_or_else(|| id.to_string(), |unit| unit.name.get(lang).to_owned())
}
