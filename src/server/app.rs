//! The server as one value: everything that a request may need.

use std::sync::Arc;

use domain::{Organisation, Role, UnitId, UseAction, UseEntry, UserId};
use jiff::{SignedDuration, Timestamp};
use store::{Session, SessionHash, Store, StoreError};
use tokio::sync::watch;

use crate::content::{Content, KeptHashes};
use crate::live::LiveSessions;
use crate::secret::{Passwords, new_token};
use crate::service::Accepted;
use crate::settings::Settings;
use crate::sign_in::{SignInLimits, UsedCodes};

/// A server, without its listener. Cheap to clone; all clones are the same server.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<dyn Store>,
    content: Content,
    settings: Settings,
    sessions: LiveSessions,
    limits: SignInLimits,
    passwords: Passwords,
    used_codes: UsedCodes,
    accepted: Accepted,
    kept_content: KeptHashes,
    stopping: watch::Sender<bool>,
}

impl App {
    /// A server on this store with this content.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, content: Content, settings: Settings) -> Self {
        let limits = SignInLimits::new(&settings);
        let inner = Inner {
            store,
            content,
            sessions: LiveSessions::new(settings.session_idle, settings.session_longest),
            settings,
            limits,
            passwords: Passwords::default(),
            used_codes: UsedCodes::default(),
            accepted: Accepted::default(),
            kept_content: KeptHashes::default(),
            stopping: watch::channel(false).0,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Makes a session without a password, for a program that has already proved to be trusted: the embedded workstation of
    /// the demonstration, or an operator who makes a token for a residents' channel. `chosen` may stay empty for a user with
    /// one grant. The answer is the token; it is kept nowhere.
    ///
    /// # Errors
    /// When there is no such active user ([`MintError::NoSuchUser`]), or the store fails.
    pub async fn mint_session(
        &self,
        user: UserId,
        chosen: Option<(Role, Option<UnitId>)>,
        lifetime: SignedDuration,
    ) -> Result<String, MintError> {
        let now = Timestamp::now();
        if !self.organisation().users.get(&user).is_some_and(|user| user.active) {
            return Err(MintError::NoSuchUser);
        }
        let ends = now.checked_add(lifetime).unwrap_or(Timestamp::MAX);
        Ok(self.open_session(user, chosen, now, ends).await?.0)
    }

    /// Opens a session and logs the sign-in. A user with one grant has it chosen.
    pub(crate) async fn open_session(
        &self,
        user: UserId,
        chosen: Option<(Role, Option<UnitId>)>,
        now: Timestamp,
        ends: Timestamp,
    ) -> Result<(String, SessionHash, Session), StoreError> {
        let organisation = self.organisation();
        let only = organisation.users.get(&user).and_then(|user| match user.grants.as_slice() {
            [grant] => Some((grant.role, grant.unit.clone())),
            _ => None,
        });
        let session = Session { user, chosen: chosen.or(only), began: now, ends };
        let token = new_token()?;
        let hash = SessionHash::of(&token);
        let (role, unit) = session.chosen.clone().map_or((None, None), |(role, unit)| (Some(role), unit));
        let entry = UseEntry {
            at: now,
            user: Some(user),
            role,
            unit,
            action: UseAction::SignIn,
            resident: None,
            case: None,
            detail: String::new(),
            session: Some(hash.short()),
            shown: Vec::new(),
        };
        self.store().log_use(entry).await?;
        self.store().put_session(hash, session.clone()).await?;
        Ok((token, hash, session))
    }

    /// Ends all sessions of a user, those that are in use now too.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_sessions_of(&self, user: UserId) -> Result<(), StoreError> {
        self.store().end_sessions_of(user).await?;
        self.sessions().forget_user(user);
        Ok(())
    }

    /// Lets the live notices end, so that the listener can close.
    pub fn stop(&self) {
        self.inner.stopping.send_replace(true);
    }

    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.inner.stopping.subscribe()
    }

    pub(crate) fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }

    /// The organisation as it stands now.
    #[must_use]
    pub fn organisation(&self) -> Arc<Organisation> {
        self.inner.store.organisation()
    }

    /// What this server asks and judges by.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.inner.content
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn sessions(&self) -> &LiveSessions {
        &self.inner.sessions
    }

    pub(crate) fn limits(&self) -> &SignInLimits {
        &self.inner.limits
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.inner.passwords
    }

    pub(crate) fn used_codes(&self) -> &UsedCodes {
        &self.inner.used_codes
    }

    pub(crate) fn kept_content(&self) -> &KeptHashes {
        &self.inner.kept_content
    }

    pub(crate) fn accepted(&self) -> &Accepted {
        &self.inner.accepted
    }
}

/// Why no session was made.
#[derive(Debug, thiserror::Error)]
pub enum MintError {
    /// No active user has this identity.
    #[error("there is no such active user")]
    NoSuchUser,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
