//! The knowledge base, which may still be loading: the first page of the work list does not wait for it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use knowledge::{ArchivedPack, KnowledgeBase};
use store::{Store, StoreError};
use tokio::sync::watch;

use crate::problem::Failure;

/// The knowledge base of a server.
#[derive(Clone)]
pub struct Content {
    base: Arc<OnceLock<KnowledgeBase>>,
    loaded: watch::Receiver<bool>,
    _loader: Option<Arc<Loader>>,
}

/// The thread that loads. Whoever lets go of the content last waits for it: a process that ended around it would take the
/// store from under its hands.
struct Loader(Option<JoinHandle<()>>);

impl Drop for Loader {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            // A panic of the thread has been printed by itself, and everybody who waits for the content hears of it.
            let _ = thread.join();
        }
    }
}

impl Content {
    /// A knowledge base that is there already.
    #[must_use]
    pub fn ready(base: KnowledgeBase) -> Self {
        let (_, loaded) = watch::channel(true);
        Self { base: Arc::new(OnceLock::from(base)), loaded, _loader: None }
    }

    /// Loads the knowledge base on a thread of its own. Requests that need it wait; the others do not.
    #[must_use]
    pub fn loading(load: impl FnOnce() -> KnowledgeBase + Send + 'static) -> Self {
        let (done, loaded) = watch::channel(false);
        let base = Arc::new(OnceLock::new());
        let place = Arc::clone(&base);
        let thread = std::thread::spawn(move || {
            place.get_or_init(load);
            done.send_replace(true);
        });
        Self { base, loaded, _loader: Some(Arc::new(Loader(Some(thread)))) }
    }

    /// The knowledge base, if it is loaded.
    #[must_use]
    pub fn now(&self) -> Option<&KnowledgeBase> {
        self.base.get()
    }

    /// The knowledge base, as soon as it is loaded.
    pub(crate) async fn wait(&self) -> Result<&KnowledgeBase, Failure> {
        if let Some(base) = self.base.get() {
            return Ok(base);
        }
        // An error means that the loading thread is gone: it has either finished or failed.
        let _ = self.loaded.clone().wait_for(|loaded| *loaded).await;
        self.base.get().ok_or(Failure::Unavailable)
    }
}

/// Hashes of the content that the store is known to keep, so that it is asked once for each.
#[derive(Default)]
pub(crate) struct KeptHashes(Mutex<BTreeSet<String>>);

impl KeptHashes {
    /// True when content with this hash is kept.
    pub(crate) fn has(&self, hash: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(hash)
    }

    /// Notes that it is.
    pub(crate) fn note(&self, hash: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(hash);
    }
}

/// Adds the content that the store keeps for its cases, where it is no longer the content in use. Gives the packs, with
/// version, that this program cannot read any more: their cases show ids in place of texts.
///
/// # Errors
/// When the store fails.
pub async fn add_kept_content(base: &mut KnowledgeBase, store: &dyn Store) -> Result<Vec<String>, StoreError> {
    let mut unreadable = Vec::new();
    for kept in store.kept_content().await? {
        let name = format!("{} {}", kept.pack, kept.version);
        let added = serde_json::from_str(&kept.files).ok().and_then(|files| {
            let archived = ArchivedPack { id: kept.pack, version: kept.version, hash: kept.hash, files };
            base.add_archived(archived).ok()
        });
        if added.is_none() {
            unreadable.push(name);
        }
    }
    Ok(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_loading_outlives_the_content() {
        let held = Arc::new(());
        let inside = Arc::clone(&held);
        let content = Content::loading(move || {
            let _inside = inside;
            KnowledgeBase::builtin()
        });
        drop((content.clone(), content));
        assert_eq!(Arc::strong_count(&held), 1);
    }
}
