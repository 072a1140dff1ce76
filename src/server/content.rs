//! The knowledge base, which may still be loading: the first page of the work list does not wait for it.

use std::sync::{Arc, OnceLock};

use knowledge::KnowledgeBase;
use tokio::sync::watch;

use crate::problem::Failure;

/// The knowledge base of a server.
#[derive(Clone)]
pub struct Content {
    base: Arc<OnceLock<KnowledgeBase>>,
    loaded: watch::Receiver<bool>,
}

impl Content {
    /// A knowledge base that is there already.
    #[must_use]
    pub fn ready(base: KnowledgeBase) -> Self {
        let (_, loaded) = watch::channel(true);
        Self { base: Arc::new(OnceLock::from(base)), loaded }
    }

    /// Loads the knowledge base on a thread of its own. Requests that need it wait; the others do not.
    #[must_use]
    pub fn loading(load: impl FnOnce() -> KnowledgeBase + Send + 'static) -> Self {
        let (done, loaded) = watch::channel(false);
        let base = Arc::new(OnceLock::new());
        let place = Arc::clone(&base);
        std::thread::spawn(move || {
            place.get_or_init(load);
            done.send_replace(true);
        });
        Self { base, loaded }
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
