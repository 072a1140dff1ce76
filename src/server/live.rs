//! Sessions in use, in memory: a request with a known token asks nothing of the store.
//!
//! This process alone has the store open, so what is forgotten here at sign-out cannot come back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::{CaseId, ResidentId, Role, UnitId, UserId};
use jiff::{SignedDuration, Timestamp};
use store::{Session, SessionHash, Store, StoreError};
use tokio::sync::watch;

/// So many sessions are remembered before those that ran out are forgotten.
const MANY_SESSIONS: usize = 10_000;
/// The same search is logged again after this time: a screen repeats it while somebody types or the list moves.
const SEARCHED_FOR: SignedDuration = SignedDuration::from_secs(60);
/// What was opened is logged again after this time, however often the same is fetched anew.
const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(10);
/// So many looks are remembered for one session.
const MANY_LOOKS: usize = 8_192;

/// Something that a session was shown, as far as the use log tells it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Look {
    /// A row of a list, at this version of its case.
    Row(CaseId, u32),
    /// The short view of this version of a case.
    Preview(CaseId, u32),
    /// A search for these words, hashed: what was searched for is kept nowhere.
    Search([u8; 32]),
    /// This version of a case.
    Case(CaseId, u32),
    /// The unsent reply, kept while it is typed.
    Draft(CaseId),
    /// What is kept of a resident, for the questions to them.
    Record(ResidentId),
}

impl Look {
    /// Whether the use log's line of `at` still tells of this look.
    fn is_told(self, at: Timestamp, now: Timestamp) -> bool {
        let since = now.duration_since(at);
        match self {
            // A row is in sight of its reader as long as it stays as it is; a record is read again for each question.
            Self::Row(..) | Self::Record(_) => true,
            Self::Search(_) => since < SEARCHED_FOR,
            Self::Preview(..) | Self::Case(..) | Self::Draft(_) => since < SHOWN_FOR,
        }
    }
}

/// One session in use.
pub(crate) struct Live {
    session: Mutex<Session>,
    looks: Mutex<HashMap<Look, Timestamp>>,
}

impl Live {
    pub fn session(&self) -> Session {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the use log has yet to tell of this look.
    pub fn is_new(&self, look: Look, now: Timestamp) -> bool {
        let looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        looks.get(&look).is_none_or(|at| !look.is_told(*at, now))
    }

    /// Remembers what the use log has been told.
    pub fn logged(&self, seen: impl IntoIterator<Item = Look>, now: Timestamp) {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        if looks.len() > MANY_LOOKS {
            looks.retain(|look, at| look.is_told(*at, now));
            if looks.len() > MANY_LOOKS {
                // Forgetting only makes the log tell something twice.
                looks.clear();
            }
        }
        looks.extend(seen.into_iter().map(|look| (look, now)));
    }
}

/// All sessions in use.
pub(crate) struct LiveSessions {
    known: RwLock<HashMap<SessionHash, Arc<Live>>>,
    idle: SignedDuration,
    longest: SignedDuration,
    /// Moves whenever a session was ended.
    ended: watch::Sender<u64>,
}

impl LiveSessions {
    pub fn new(idle: SignedDuration, longest: SignedDuration) -> Self {
        Self { known: RwLock::default(), idle, longest, ended: watch::channel(0).0 }
    }

    /// The session of this token, while it lasts.
    pub async fn find(&self, store: &dyn Store, hash: SessionHash, now: Timestamp) -> Result<Option<Arc<Live>>, StoreError> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        if let Some(live) = known {
            if live.session().ends > now {
                return Ok(Some(live));
            }
            self.forget(&hash);
            return Ok(None);
        }
        loop {
            let endings = *self.ended.borrow();
            let Some(session) = store.session(hash, now).await? else { return Ok(None) };
            let live = Arc::new(Live { session: Mutex::new(session), looks: Mutex::default() });
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            // Some session ended since the store was asked; it may have been this one.
            if *self.ended.borrow() != endings {
                continue;
            }
            if known.len() > MANY_SESSIONS {
                known.retain(|_, live| live.session().ends > now);
            }
            return Ok(Some(Arc::clone(known.entry(hash).or_insert(live))));
        }
    }

    /// Whether a session still lasts, without asking the store.
    pub fn lasts(&self, hash: &SessionHash, now: Timestamp) -> Option<Session> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(hash).map(|live| live.session()).filter(|session| session.ends > now)
    }

    /// Lets a session last on because it is used. The store hears of it a few times an hour, not at each request.
    pub async fn touch(&self, store: &dyn Store, hash: SessionHash, live: &Live, now: Timestamp) -> Result<(), StoreError> {
        let extended = {
            let mut session = live.session.lock().unwrap_or_else(PoisonError::into_inner);
            let latest = session.began.checked_add(self.longest).unwrap_or(Timestamp::MAX);
            let wanted = now.checked_add(self.idle).unwrap_or(Timestamp::MAX).min(latest);
            if wanted.duration_since(session.ends) < self.idle / 8 {
                return Ok(());
            }
            session.ends = wanted;
            session.clone()
        };
        self.keep(store, hash, extended).await
    }

    /// Notes the chosen role and unit.
    pub async fn choose(
        &self,
        store: &dyn Store,
        hash: SessionHash,
        live: &Live,
        chosen: (Role, Option<UnitId>),
    ) -> Result<Session, StoreError> {
        let mut session = live.session();
        session.chosen = Some(chosen);
        self.keep(store, hash, session.clone()).await?;
        *live.session.lock().unwrap_or_else(PoisonError::into_inner) = session.clone();
        // What another role is shown is logged as a new look.
        live.looks.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(session)
    }

    /// Keeps a session in the store, unless it has ended meanwhile: a sign-out is never undone by a request beside it.
    async fn keep(&self, store: &dyn Store, hash: SessionHash, session: Session) -> Result<(), StoreError> {
        store.put_session(hash, session).await?;
        let lasts = self.known.read().unwrap_or_else(PoisonError::into_inner).contains_key(&hash);
        if lasts { Ok(()) } else { store.end_session(hash).await }
    }

    /// Forgets a session that has ended.
    pub fn forget(&self, hash: &SessionHash) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.remove(hash);
        self.ended.send_modify(|n| *n += 1);
    }

    /// Forgets all sessions of a user.
    pub fn forget_user(&self, user: UserId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, live| live.session().user != user);
        self.ended.send_modify(|n| *n += 1);
    }

    /// Tells when some session has ended.
    pub fn endings(&self) -> watch::Receiver<u64> {
        self.ended.subscribe()
    }
}
