//! The event log and what is derived from it.
//!
//! One trait, [`Store`]: what every engine promises. One way in, [`Store::append`]: log, projections, full text and use log
//! in one transaction. Everything else reads.

mod content;
mod custody;
mod draft;
mod error;
mod log;
mod query;
mod session;
pub mod sqlite;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Case, CaseId, CommandId, DraftKind, EventSeq, IdentityCode, Observed, Organisation, QueueId, Resident, ResidentId, UseEntry,
    UserId,
};
use jiff::Timestamp;
use tokio::sync::watch;

pub use content::KeptContent;
pub use custody::{Custody, CustodyError, KeyCost, Passphrase, StoreKey};
pub use draft::KeptDraft;
pub use error::StoreError;
pub use log::{Append, Commit, Committed, Event, Recorded, Stream};
pub use query::{Counts, Found, ItemRow, Page, PageQuery, Position, Report, UseLine, ViewQuery};
pub use session::{Session, SessionHash};

/// What every storage engine promises. The same suite of checks runs on each.
///
/// All methods may fail with [`StoreError`]; whether trying again helps is a property of the error.
#[async_trait]
pub trait Store: Send + Sync {
    /// Appends events to their streams, brings the projections, the full text and the counters up to date, and writes the
    /// use log: all or nothing, on disk when this returns.
    ///
    /// Idempotent by [`Commit::command`], which is looked up before any version is compared: a commit that was written is
    /// answered as the first time, however far its streams have moved on since. Optimistic: [`StoreError::Conflict`] when a
    /// stream is no longer at the version that its [`Append`] expects, or when it registers an identity code that another
    /// resident has, or somebody who is known already; nothing has been written then, so the caller reads, decides again and
    /// repeats.
    async fn append(&self, commit: Commit) -> Result<Committed, StoreError>;

    /// The sequence number of the last event of the commit with this command, if it has been written; for a commit without
    /// events, that of the event before it.
    async fn committed(&self, command: CommandId) -> Result<Option<EventSeq>, StoreError>;

    /// The newest sequence number, and a way to wait for newer ones. It only ever grows.
    fn head(&self) -> watch::Receiver<EventSeq>;

    /// Events behind `after`, oldest first, at most `limit`.
    async fn events_after(&self, after: EventSeq, limit: u32) -> Result<Vec<Recorded>, StoreError>;

    /// A case: the fold of its events.
    async fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError>;

    /// The case with this number.
    async fn case_numbered(&self, no: i64) -> Result<Option<CaseId>, StoreError>;

    /// The row that stands for a case in the work list.
    async fn item(&self, id: CaseId) -> Result<Option<ItemRow>, StoreError>;

    /// A resident.
    async fn resident(&self, id: ResidentId) -> Result<Option<Resident>, StoreError>;

    /// The resident with this identity code.
    async fn resident_by_code(&self, code: &IdentityCode) -> Result<Option<Resident>, StoreError>;

    /// All numbers that are kept of a resident, by code and of each code the newest first.
    async fn observations(&self, resident: ResidentId) -> Result<Vec<Observed>, StoreError>;

    /// All cases of a resident, newest first.
    async fn cases_of(&self, resident: ResidentId) -> Result<Vec<ItemRow>, StoreError>;

    /// Units, queues, users and class limits as they stand. Held in memory: costs nothing.
    fn organisation(&self) -> Arc<Organisation>;

    /// A page of a view, by keyset from a covering index. Cost does not grow with the number of items.
    async fn page(&self, query: PageQuery) -> Result<Page, StoreError>;

    /// Kept counters of these queues, as `caller` sees them.
    async fn counts(&self, queues: &[QueueId], caller: UserId, now: Timestamp) -> Result<Vec<Counts>, StoreError>;

    /// Cases in these queues whose resident's name, identity code, or text contain the words; the last word may be
    /// incomplete. In the order of the work list.
    async fn search(&self, words: &str, queues: &[QueueId], limit: u32) -> Result<Found, StoreError>;

    /// Writes one entry of the use log that belongs to no change. It survives the death of the process when this returns.
    async fn log_use(&self, entry: UseEntry) -> Result<(), StoreError>;

    /// Lines of the use log, newest first, with numbers below `before`, at most `limit`.
    async fn use_log(&self, before: Option<i64>, limit: u32) -> Result<Vec<UseLine>, StoreError>;

    /// Keeps a session.
    async fn put_session(&self, hash: SessionHash, session: Session) -> Result<(), StoreError>;

    /// The session of this token, if it has neither ended nor run out.
    async fn session(&self, hash: SessionHash, now: Timestamp) -> Result<Option<Session>, StoreError>;

    /// Ends a session.
    async fn end_session(&self, hash: SessionHash) -> Result<(), StoreError>;

    /// Ends all sessions of a user.
    async fn end_sessions_of(&self, user: UserId) -> Result<(), StoreError>;

    /// Keeps what a user has typed and not sent. On disk when this returns.
    async fn keep_draft(&self, user: UserId, case: CaseId, draft: KeptDraft) -> Result<(), StoreError>;

    /// What a user has typed in a case and not sent: at most one text of each kind, the reply first.
    async fn drafts(&self, user: UserId, case: CaseId) -> Result<Vec<KeptDraft>, StoreError>;

    /// Forgets the one of this kind.
    async fn drop_draft(&self, user: UserId, case: CaseId, kind: DraftKind) -> Result<(), StoreError>;

    /// Keeps content that judges cases, for as long as the cases. What is kept under this hash already stays as it is. On
    /// disk when this returns.
    async fn keep_content(&self, content: KeptContent) -> Result<(), StoreError>;

    /// All content that is kept, by pack, version and hash.
    async fn kept_content(&self) -> Result<Vec<KeptContent>, StoreError>;

    /// Checks that the use log's chain holds, that the log has neither gaps nor unreadable events, and that the projections
    /// are those that the log gives.
    async fn verify(&self, progress: &(dyn Fn(u64, u64) + Send + Sync)) -> Result<Report, StoreError>;

    /// Makes all projections anew from the log.
    async fn rebuild(&self, progress: &(dyn Fn(u64, u64) + Send + Sync)) -> Result<Report, StoreError>;
}
