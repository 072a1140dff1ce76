//! The one gate. Every read and change of a resident's matter goes through a [`Caller`]: token, session, active user, a
//! grant that is still held, the right, the use log, and only then the data.
//!
//! What it gives out ([`CaseRead`], [`Glanced`], [`Listed`], …) cannot be had otherwise, and the screens' views are made
//! from nothing else.

mod cases;
mod lists;
mod office;
mod record;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use domain::{Actor, CaseId, Deed, Denied, Organisation, ResidentId, UseAction, UseEntry, User};
use jiff::Timestamp;
use store::{Session, SessionHash};

use crate::app::App;
use crate::live::Live;
use crate::problem::Failure;

pub(crate) use cases::{CaseRead, Glanced};
pub(crate) use lists::Listed;

/// Somebody with a valid session, whether or not a role is chosen. Opens nothing but the session itself.
pub(crate) struct SignedInUser {
    pub app: App,
    pub hash: SessionHash,
    pub live: Arc<Live>,
    pub session: Session,
    pub organisation: Arc<Organisation>,
    pub now: Timestamp,
}

impl SignedInUser {
    /// The user's own record: there and active, or the session would not have been accepted.
    pub fn user(&self) -> Result<&User, Failure> {
        self.organisation.users.get(&self.session.user).filter(|user| user.active).ok_or(Failure::SignInNeeded)
    }

    /// The place of the chosen grant among the user's grants, while it is held.
    pub fn chosen(&self) -> Option<usize> {
        let (role, unit) = self.session.chosen.as_ref()?;
        self.user().ok()?.grants.iter().position(|grant| grant.role == *role && grant.unit == *unit)
    }
}

impl FromRequestParts<App> for SignedInUser {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
        });
        let hash = SessionHash::of(token.ok_or(Failure::SignInNeeded)?);
        let now = Timestamp::now();
        let live = app.sessions().find(app.store().as_ref(), hash, now).await?.ok_or(Failure::SignInNeeded)?;
        let session = live.session();
        let organisation = app.organisation();
        if !organisation.users.get(&session.user).is_some_and(|user| user.active) {
            // Removed since: all their sessions end, not only this one.
            app.end_sessions_of(session.user).await?;
            return Err(Failure::SignInNeeded);
        }
        app.sessions().touch(app.store().as_ref(), hash, &live, now).await?;
        Ok(Self { app: app.clone(), hash, live, session, organisation, now })
    }
}

/// Somebody who acts in a role that they hold at this moment.
pub(crate) struct Caller {
    app: App,
    hash: SessionHash,
    live: Arc<Live>,
    organisation: Arc<Organisation>,
    actor: Actor,
    now: Timestamp,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed_in = SignedInUser::from_request_parts(parts, app).await?;
        let grant = signed_in.chosen().ok_or(Failure::ChooseGrant)?;
        let user = signed_in.user()?;
        let actor = Actor { user: user.id, name: user.name.clone(), grant: user.grants[grant].clone() };
        let SignedInUser { app, hash, live, organisation, now, .. } = signed_in;
        Ok(Self { app, hash, live, organisation, actor, now })
    }
}

impl Caller {
    /// Who acts, in which part.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The organisation as it was when the request came.
    pub fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// When the request came.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The session, shortened for the use log.
    pub fn session(&self) -> String {
        self.hash.short()
    }

    fn entry(&self, action: UseAction, detail: impl Into<String>) -> UseEntry {
        use_entry(&self.actor, Some(self.session()), self.now, action, detail.into())
    }

    async fn log(&self, entry: UseEntry) -> Result<(), Failure> {
        Ok(self.app.store().log_use(entry).await?)
    }

    /// Checks a right that belongs to a role. Without it the attempt is logged.
    async fn must(&self, deed: Deed<'_>, detail: &str) -> Result<(), Failure> {
        match self.actor.may(deed) {
            Ok(()) => Ok(()),
            Err(denied) => Err(self.denied(denied, None, None, detail).await?),
        }
    }

    /// Professionals only: asked before a case is looked up, so that nobody else learns whether there is one.
    async fn must_be_professional(&self, case: Option<CaseId>, detail: &str) -> Result<(), Failure> {
        if self.actor.grant.role.is_professional() {
            return Ok(());
        }
        Err(self.denied(Denied::Role, case, None, detail).await?)
    }

    /// Logs what was denied, and gives the answer: who may not see a queue is not told what stands in it.
    async fn denied(
        &self,
        denied: Denied,
        case: Option<CaseId>,
        resident: Option<ResidentId>,
        detail: &str,
    ) -> Result<Failure, Failure> {
        self.log(UseEntry { case, resident, ..self.entry(UseAction::Denied, detail) }).await?;
        Ok(match denied {
            Denied::Role => Failure::NotAllowed,
            Denied::Queue => Failure::NotFound,
        })
    }
}

/// An entry of the use log for what this actor does.
pub(crate) fn use_entry(actor: &Actor, session: Option<String>, at: Timestamp, action: UseAction, detail: String) -> UseEntry {
    UseEntry {
        at,
        user: Some(actor.user),
        role: Some(actor.grant.role),
        unit: actor.grant.unit.clone(),
        action,
        resident: None,
        case: None,
        detail,
        session,
        shown: Vec::new(),
    }
}
