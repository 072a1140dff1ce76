//! The trait's methods: each hands its work to the writer or asks a reader.

use std::sync::{Arc, PoisonError};
use std::thread;

use async_trait::async_trait;
use domain::{
    Case, CaseId, CommandId, DraftKind, EventSeq, IdentityCode, Observed, Organisation, QueueId, Resident, ResidentId, UseEntry,
    UserId, Words,
};
use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot, watch};

use super::error::{on_disk, while_doing};
use super::rebuild::{News, Told};
use super::use_log::Entry;
use super::writer::{Change, Work};
use super::{
    Shared, SqliteStore, append, commit, content, counters, event, observation, page, resident, search, session, use_log, verify,
};
use crate::{
    Commit, Committed, Counts, Found, ItemRow, KeptContent, KeptDraft, Page, PageQuery, Recorded, Report, Session, SessionHash,
    Store, StoreError, UseLine,
};

impl SqliteStore {
    async fn change(&self, doing: &'static str, durable: bool, change: Change) -> Result<(), StoreError> {
        self.writer.write(Work::Change { doing, durable, change }).await.map(|_| ())
    }

    /// Asks something long on a thread where nobody else waits.
    async fn ask_long<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Shared) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || question(&shared)).await.map_err(|_| StoreError::Closing)?
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn append(&self, commit: Commit) -> Result<Committed, StoreError> {
        let ready = self.shared.readers.ask(|connection| append::ready(commit, connection, &self.shared.keys))?;
        self.writer.write(Work::Append(Box::new(ready))).await
    }

    async fn committed(&self, command: CommandId) -> Result<Option<EventSeq>, StoreError> {
        let known = |connection: &rusqlite::Connection| commit::known(connection, command);
        self.shared.readers.ask(|connection| known(connection).map_err(while_doing("looking for a command")))
    }

    fn head(&self) -> watch::Receiver<EventSeq> {
        self.shared.head.subscribe()
    }

    async fn events_after(&self, after: EventSeq, limit: u32) -> Result<Vec<Recorded>, StoreError> {
        self.shared.readers.ask(|connection| event::after(connection, &self.shared.keys, after, limit))
    }

    async fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        self.shared.readers.ask(|connection| event::case(connection, &self.shared.keys, id))
    }

    async fn case_numbered(&self, no: i64) -> Result<Option<CaseId>, StoreError> {
        self.shared.readers.ask_at_once(|connection| search::case_numbered(connection, no))
    }

    async fn item(&self, id: CaseId) -> Result<Option<ItemRow>, StoreError> {
        self.shared.readers.ask_at_once(|connection| search::item(connection, &self.shared.interned.read(), id))
    }

    async fn resident(&self, id: ResidentId) -> Result<Option<Resident>, StoreError> {
        self.shared.readers.ask(|connection| resident::read(connection, id))
    }

    async fn resident_by_code(&self, code: &IdentityCode) -> Result<Option<Resident>, StoreError> {
        self.shared.readers.ask_at_once(|connection| {
            match resident::id_by_code(connection, code).map_err(while_doing("reading a resident"))? {
                Some(id) => {
                    // Who asks this way is about to write of them: their key comes along in the same look.
                    self.shared.keys.get(connection, id)?;
                    resident::read(connection, id)
                }
                None => Ok(None),
            }
        })
    }

    async fn observations(&self, resident: ResidentId) -> Result<Vec<Observed>, StoreError> {
        self.shared.readers.ask(|connection| observation::of(connection, resident).map_err(while_doing("reading observations")))
    }

    async fn cases_of(&self, resident: ResidentId) -> Result<Vec<ItemRow>, StoreError> {
        self.shared.readers.ask_at_once(|connection| search::cases_of(connection, &self.shared.interned.read(), resident))
    }

    fn organisation(&self) -> Arc<Organisation> {
        // Replaced as a whole, so a panic elsewhere has not broken it.
        Arc::clone(&self.shared.organisation.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn page(&self, query: PageQuery) -> Result<Page, StoreError> {
        // Taken before the snapshot: the page shows at least this. Reading it from the log costs more than the page's rows.
        let head = *self.shared.head.borrow();
        self.shared.readers.ask_at_once(|connection| page::read(connection, &self.shared.interned.read(), &query, head))
    }

    async fn counts(&self, queues: &[QueueId], caller: UserId, now: Timestamp) -> Result<Vec<Counts>, StoreError> {
        self.shared.readers.ask_at_once(|connection| {
            let interned = self.shared.interned.read();
            let counts = queues.iter().map(|queue| counters::of(connection, &interned, queue, caller, now));
            counts.collect::<Result<_, _>>().map_err(while_doing("reading the counters"))
        })
    }

    async fn search(&self, words: &str, queues: &[QueueId], limit: u32) -> Result<Found, StoreError> {
        let (words, queues) = (Words::new(words), queues.to_vec());
        let find = move |shared: &Shared| {
            let head = *shared.head.borrow();
            shared
                .readers
                .ask_at_once(|connection| search::find(connection, &shared.interned, words.as_str(), &queues, limit, head))
        };
        self.ask_long(find).await
    }

    async fn log_use(&self, entry: UseEntry) -> Result<(), StoreError> {
        self.writer.write(Work::Use(Entry::of(entry)?)).await.map(|_| ())
    }

    async fn use_log(&self, before: Option<i64>, limit: u32) -> Result<Vec<UseLine>, StoreError> {
        self.ask_long(move |shared| shared.readers.ask(|connection| use_log::lines(connection, before, limit))).await
    }

    async fn put_session(&self, hash: SessionHash, session: Session) -> Result<(), StoreError> {
        // After a power cut somebody may have to sign in again; that is no loss worth a wait.
        self.change("keeping a session", false, session::put(hash, &session)?).await
    }

    async fn session(&self, hash: SessionHash, now: Timestamp) -> Result<Option<Session>, StoreError> {
        self.shared.readers.ask(|connection| session::get(connection, hash, now))
    }

    async fn end_session(&self, hash: SessionHash) -> Result<(), StoreError> {
        self.change("ending a session", true, session::end(hash)).await
    }

    async fn end_sessions_of(&self, user: UserId) -> Result<(), StoreError> {
        self.change("ending a user's sessions", true, session::end_all_of(user)).await
    }

    async fn keep_draft(&self, user: UserId, case: CaseId, draft: KeptDraft) -> Result<(), StoreError> {
        self.change("keeping a draft", true, session::keep_draft(user, case, draft)).await
    }

    async fn drafts(&self, user: UserId, case: CaseId) -> Result<Vec<KeptDraft>, StoreError> {
        self.shared.readers.ask(|connection| session::drafts(connection, user, case))
    }

    async fn drop_draft(&self, user: UserId, case: CaseId, kind: DraftKind) -> Result<(), StoreError> {
        self.change("forgetting a draft", true, session::drop_draft(user, case, kind)).await
    }

    async fn keep_content(&self, content: KeptContent) -> Result<(), StoreError> {
        self.change("keeping content", true, content::keep(content)).await
    }

    async fn kept_content(&self) -> Result<Vec<KeptContent>, StoreError> {
        self.shared.readers.ask(content::all)
    }

    async fn verify(&self, progress: &(dyn Fn(u64, u64) + Send + Sync)) -> Result<Report, StoreError> {
        let (news, mut heard) = mpsc::unbounded_channel();
        let (answer, answered) = oneshot::channel();
        let (shared, dir) = (Arc::clone(&self.shared), self.dir.clone());
        let check = move || {
            // Who asked may have gone.
            let _ = answer.send(verify::run(&shared, &dir, &Told::new(news)));
        };
        thread::Builder::new().name("store-verify".to_owned()).spawn(check).map_err(on_disk("starting the check"))?;
        while let Some(News::Progress(done, total)) = heard.recv().await {
            progress(done, total);
        }
        answered.await.map_err(|_| StoreError::Closing)?
    }

    async fn rebuild(&self, progress: &(dyn Fn(u64, u64) + Send + Sync)) -> Result<Report, StoreError> {
        let (news, mut heard) = mpsc::unbounded_channel();
        let mut report = Report::default();
        let mut hear = |news: News| match news {
            News::Progress(done, total) => progress(done, total),
            News::Report(told) => report = told,
        };
        let mut rebuilding = std::pin::pin!(self.writer.write(Work::Rebuild(Told::new(news))));
        loop {
            tokio::select! {
                biased;
                Some(told) = heard.recv() => hear(told),
                done = &mut rebuilding => {
                    done?;
                    break;
                }
            }
        }
        while let Ok(told) = heard.try_recv() {
            hear(told);
        }
        Ok(report)
    }
}
