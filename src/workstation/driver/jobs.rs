//! Effects on their way. One fetch per subject: a newer one aborts the older. Writes are never aborted.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use futures_util::future::{AbortHandle, Abortable, FutureExt, Map, abortable};
use futures_util::stream::{FuturesUnordered, StreamExt};

use crate::{Event, Subject};

type Ended<F> = Map<Abortable<F>, fn(Result<Option<Event>, futures_util::future::Aborted>) -> Option<Event>>;

/// The effects that have not been answered yet.
pub(super) struct Jobs<F: Future<Output = Option<Event>>> {
    running: FuturesUnordered<Pin<Box<Ended<F>>>>,
    by_subject: HashMap<Subject, AbortHandle>,
}

impl<F: Future<Output = Option<Event>>> Jobs<F> {
    pub(super) fn new() -> Self {
        Self { running: FuturesUnordered::new(), by_subject: HashMap::new() }
    }

    pub(super) fn add(&mut self, subject: Option<Subject>, job: F) {
        let (job, handle) = abortable(job);
        if let Some(older) = subject.and_then(|subject| self.by_subject.insert(subject, handle)) {
            older.abort();
        }
        let ended: Ended<F> = job.map(|answer| answer.ok().flatten());
        self.running.push(Box::pin(ended));
    }

    pub(super) fn cancel(&mut self, subject: Subject) {
        if let Some(handle) = self.by_subject.remove(&subject) {
            handle.abort();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// The next answer. `None` when nothing runs.
    pub(super) async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.running.next().await? {
                return Some(event);
            }
        }
    }
}
