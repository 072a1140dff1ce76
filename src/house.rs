//! A server on its data folder: what `demo` and `serve` both stand on.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use api::Environment;
use knowledge::KnowledgeBase;
use server::{App, Content, Settings};
use store::sqlite::SqliteStore;
use store::{Custody, CustodyError, Passphrase, StoreError};

/// How the environment is written into a store.
const TEST: &str = "test";
const PRODUCTION: &str = "production";

/// The name of an environment in a store.
pub fn tag(environment: Environment) -> &'static str {
    match environment {
        Environment::Test => TEST,
        Environment::Production => PRODUCTION,
    }
}

/// Opens the store of a data folder. The passphrase is asked for only when the keyring does not have the key.
///
/// # Errors
/// When there is no store, the key cannot be had, or another process has it open.
pub fn open(dir: &Path, passphrase: impl FnOnce() -> anyhow::Result<Passphrase>) -> anyhow::Result<SqliteStore> {
    if !SqliteStore::is_in(dir) {
        bail!("there is no data folder in {}; make one with: omaolo store init --dir {0}", dir.display());
    }
    let custody = Custody::find(dir).with_context(|| format!("cannot open {}", dir.display()))?;
    let key = match custody.unlock(None) {
        Err(CustodyError::PassphraseNeeded) => custody.unlock(Some(&passphrase()?))?,
        other => other?,
    };
    match SqliteStore::open(dir, &key) {
        Err(StoreError::InUse) => bail!("{} is open in another process; stop that server first", dir.display()),
        opened => opened.with_context(|| format!("cannot open {}", dir.display())),
    }
}

/// The server on an open store. The knowledge base loads meanwhile.
pub fn serve(store: Arc<SqliteStore>) -> App {
    let settings = if store.meta().environment == TEST { Settings::test_environment() } else { Settings::default() };
    let classes = store::Store::organisation(store.as_ref()).classes.clone();
    let content = Content::loading(move || {
        let knowledge = KnowledgeBase::with_classes(classes);
        for refused in knowledge.refused() {
            tracing::error!(pack = refused.pack, "a content pack is refused; run omaolo content check");
        }
        knowledge
    });
    App::new(store, content, settings)
}
