//! A server on its data folder: what `demo` and `serve` both stand on.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use api::Environment;
use knowledge::KnowledgeBase;
use server::{App, Content, Settings};
use store::sqlite::SqliteStore;
use store::{Custody, CustodyError, Passphrase};

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
    let custody = Custody::find(dir).with_context(|| format!("cannot open {}", dir.display()))?;
    let key = match custody.unlock(None) {
        Err(CustodyError::PassphraseNeeded) => custody.unlock(Some(&passphrase()?))?,
        other => other?,
    };
    SqliteStore::open(dir, &key).with_context(|| format!("cannot open {}", dir.display()))
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
