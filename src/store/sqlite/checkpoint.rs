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
const ENOUGH: u32 = 4 * 1024;
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
            // Only a log that is copied to its end begins anew, and only this thread knows when nothing is being added. Where
            // a long reader holds the log, it is tried again after as much more.
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
            if self.wake.as_ref().is_none_or(|wake| wake.try_send(pages).is_err()) {
                if self.wake.take().is_some() {
                    tracing::warn!("checkpoints have stopped; the write-ahead log is copied by the writer from now on");
                }
                copy(writer);
                self.due = Some(pages.saturating_add(ENOUGH));
            }
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
