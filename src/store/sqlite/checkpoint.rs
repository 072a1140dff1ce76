//! Copying the write-ahead log into the database, on a thread of its own, so that no submission waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;

use super::Shared;
use super::error::on_disk;
use crate::StoreError;

/// From so many pages on, the copying starts: 16 MiB. Pages that change with each commit are copied once for all of them.
const ENOUGH: u32 = 4 * 1024;
/// From so many pages on, the writer itself copies the little that is left, so that the log can begin anew: under an
/// unbroken load it would otherwise grow for ever.
const TOO_MUCH: u32 = 16 * 1024;

/// The thread that copies.
pub(super) struct Checkpoints {
    pages: Arc<AtomicU32>,
    /// The size at which the writer last stepped in: while a long reader holds the log, it does not try at each commit.
    stepped_in: u32,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    /// Starts the thread. `pages` is the size of the log after the last commit.
    pub fn start(shared: Arc<Shared>, pages: Arc<AtomicU32>) -> Result<Self, StoreError> {
        let (wake, woken) = sync_channel::<()>(1);
        let thread = thread::Builder::new().name("store-checkpoint".to_owned()).spawn(move || {
            // Opened when first needed, which is not while the store opens.
            let mut connection = None;
            while woken.recv().is_ok() {
                if connection.is_none() {
                    connection = shared.readers.inspector().ok();
                }
                if let Some(connection) = &connection {
                    copy(connection);
                }
            }
        });
        let thread = thread.map_err(on_disk("starting the checkpoints"))?;
        Ok(Self { pages, stepped_in: 0, wake: Some(wake), thread: Some(thread) })
    }

    /// Looks at the size of the log after a commit.
    pub fn after_commit(&mut self, writer: &Connection) {
        let pages = self.pages.load(Ordering::Relaxed);
        if pages < self.stepped_in {
            self.stepped_in = 0;
        }
        if pages >= self.stepped_in.saturating_add(TOO_MUCH) {
            // Not all could be copied: the other thread is at it, or a long reader holds the log. Soon again.
            self.stepped_in = if copy(writer) { pages } else { pages.saturating_sub(TOO_MUCH - ENOUGH) };
        } else if pages >= ENOUGH
            && let Some(wake) = &self.wake
            && let Err(TrySendError::Disconnected(())) = wake.try_send(())
        {
            tracing::warn!("checkpoints have stopped; the write-ahead log is copied by the writer from now on");
            self.wake = None;
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

/// Copies what can be copied without anybody waiting. True when that was all, so that the log begins anew with the next commit.
fn copy(connection: &Connection) -> bool {
    let copied = connection.prepare_cached("PRAGMA wal_checkpoint(PASSIVE)").and_then(|mut pragma| {
        pragma.query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))
    });
    match copied {
        Ok((busy, in_log, copied)) => busy == 0 && in_log == copied,
        Err(error) => {
            // Nothing is lost: the log stays until the next time.
            tracing::warn!(%error, "the write-ahead log could not be copied");
            false
        }
    }
}
