//! Copying the write-ahead log into the database, on a thread of its own, so that no submission waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;

use super::Shared;
use super::error::on_disk;
use crate::StoreError;

/// By so many pages the log may grow before they are copied: 16 MiB. Pages that change with each commit are copied once for
/// all of them, and the two waits for the disk that a copy costs are shared by hundreds of commits.
const ENOUGH: u32 = 8 * 1024;
/// So many pages the writer copies itself, so that the log can begin anew: less than a group of commits takes.
const LITTLE: u32 = 512;
/// From so many pages on the writer copies whatever is left: under an unbroken load the log would otherwise grow for ever.
const TOO_MUCH: u32 = 4 * ENOUGH;

/// The thread that copies.
pub(super) struct Checkpoints {
    /// The size of the log after the last commit.
    pages: Arc<AtomicU32>,
    /// What became of the thread's last order: how large the log was then. 0 while there is nothing to tell.
    copied: Arc<AtomicU32>,
    /// The size of the log one commit ago.
    before: u32,
    /// The size of the log from which on the next copy is due. `None` while the thread is at it.
    due: Option<u32>,
    /// The thread's orders. `None` when it is gone.
    wake: Option<SyncSender<u32>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    /// Starts the thread. `pages` is the size of the log after the last commit.
    pub fn start(shared: Arc<Shared>, pages: Arc<AtomicU32>) -> Result<Self, StoreError> {
        let (wake, woken) = sync_channel::<u32>(1);
        let copied = Arc::new(AtomicU32::new(0));
        let done = Arc::clone(&copied);
        let thread = thread::Builder::new().name("store-checkpoint".to_owned()).spawn(move || {
            // Opened when first needed, which is not while the store opens.
            let mut connection = None;
            while let Ok(size) = woken.recv() {
                if connection.is_none() {
                    connection = shared.readers.inspector().ok();
                }
                if let Some(connection) = &connection {
                    copy(connection);
                }
                done.store(size, Ordering::Release);
            }
        });
        let thread = thread.map_err(on_disk("starting the checkpoints"))?;
        Ok(Self { pages, copied, before: 0, due: Some(ENOUGH), wake: Some(wake), thread: Some(thread) })
    }

    /// Looks at the size of the log after a commit.
    pub fn after_commit(&mut self, writer: &Connection) {
        let pages = self.pages.load(Ordering::Relaxed);
        match self.copied.swap(0, Ordering::Acquire) {
            0 => {}
            // Only a log that is copied to its end begins anew, and only the writer knows when nothing is being added. Where a
            // long reader holds the log, it is tried again after as much more.
            copied if pages.saturating_sub(copied) <= LITTLE || pages >= TOO_MUCH => {
                copy(writer);
                self.due = Some(pages.saturating_add(ENOUGH));
            }
            _ => self.due = Some(pages),
        }
        if pages < self.before && self.due.is_some() {
            self.due = Some(ENOUGH);
        }
        self.before = pages;
        if self.due.is_some_and(|due| pages >= due) {
            self.due = None;
            // It takes one order at a time, so only a thread that is gone does not take it.
            if self.wake.as_ref().is_none_or(|wake| wake.try_send(pages).is_err()) {
                copy(writer);
                self.due = Some(pages.saturating_add(ENOUGH));
            }
        }
        if self.due.is_none() && self.thread.as_ref().is_none_or(JoinHandle::is_finished) {
            tracing::warn!("checkpoints have stopped; the write-ahead log is copied by the writer from now on");
            self.wake = None;
            self.due = Some(pages);
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            // A panic of that thread has been printed by itself.
            let _ = thread.join();
        }
    }
}

/// Copies what can be copied without anybody waiting. When that is all, the log begins anew with the next commit.
fn copy(connection: &Connection) {
    let copied =
        connection.prepare_cached("PRAGMA wal_checkpoint(PASSIVE)").and_then(|mut pragma| pragma.query_row([], |_| Ok(())));
    if let Err(error) = copied {
        // Nothing is lost: the log stays until the next time.
        tracing::warn!(%error, "the write-ahead log could not be copied");
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use crate::StoreKey;
    use crate::sqlite::SqliteStore;
    use crate::sqlite::writer::Work;

    /// More than any of these needs: 1 MiB each.
    const COMMITS: u32 = 400;

    /// The log's salt, which changes when it begins anew.
    fn salt(dir: &std::path::Path) -> [u8; 8] {
        let mut head = [0; 24];
        std::fs::File::open(dir.join("store.db-wal")).unwrap().read_exact(&mut head).unwrap();
        head[16..].try_into().unwrap()
    }

    #[tokio::test]
    async fn the_log_begins_anew_while_it_is_written_to_and_nothing_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::create(dir.path(), &StoreKey::random().unwrap(), "test").unwrap();
        let mut written = 0_u32;
        let mut begun = 0;
        let mut last = None;
        while begun < 3 && written < COMMITS {
            written += 1;
            let number = written;
            let change = Work::Change {
                doing: "testing",
                durable: true,
                change: Box::new(move |connection| {
                    let sql = "INSERT INTO draft (user, case_id, kind, text, at) VALUES (?1, ?1, 0, hex(zeroblob(524288)), 0)";
                    connection.execute(sql, [number.to_le_bytes()]).map(|_| ())
                }),
            };
            store.writer.write(change).await.unwrap();
            let now = salt(dir.path());
            begun += u32::from(last.replace(now).is_some_and(|before| before != now));
        }
        assert_eq!(begun, 3, "after {written} MiB");
        let kept = store.shared.readers.ask(|connection| {
            let count =
                connection.query_row("SELECT count(*) FROM draft WHERE length(text) = 1048576", [], |row| row.get::<_, u32>(0));
            count.map_err(super::super::error::while_doing("testing"))
        });
        assert_eq!(kept.unwrap(), written);
    }
}
