//! A server on its data folder: what `demo` and `serve` both stand on.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use api::Environment;
use knowledge::{CONTENT_PACKS, ContentSettings, KnowledgeBase};
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

/// The server on an open store of a data folder. The knowledge base loads meanwhile.
///
/// # Errors
/// When the folder's settings of content have a mistake: guessing could offer what somebody switched off.
pub fn serve(store: Arc<SqliteStore>, dir: &Path) -> anyhow::Result<App> {
    let settings = if store.meta().environment == TEST { Settings::test_environment() } else { Settings::default() };
    let decided = ContentSettings::of_folder(dir).context("the settings of content cannot be used")?;
    let (dir, kept) = (dir.to_owned(), Arc::clone(&store));
    let content = Content::loading(move || load(kept.as_ref(), &dir, decided));
    Ok(App::new(store, content, settings))
}

/// All content of a data folder: the packs of the program, the organisation's own, and what is kept for its cases. What
/// cannot be used is named in the log, and the rest works.
pub fn load(store: &SqliteStore, dir: &Path, decided: ContentSettings) -> KnowledgeBase {
    let mut base = KnowledgeBase::with_settings(store::Store::organisation(store).classes.clone(), decided);
    let packs = dir.join(CONTENT_PACKS);
    if packs.is_dir()
        && let Err(error) = base.add_folder(&packs)
    {
        tracing::error!(error = &error as &dyn std::error::Error, "the organisation's own packs cannot be read");
    }
    for refused in base.refused() {
        for problem in &refused.problems {
            tracing::error!(pack = refused.pack, %problem, "a content pack is refused");
        }
    }
    for problem in base.setting_problems() {
        tracing::error!(%problem, "a setting of content has no effect");
    }
    match wait(server::add_kept_content(&mut base, store)) {
        Ok(unreadable) => {
            for pack in unreadable {
                tracing::error!(pack, "content that is kept for its cases cannot be read by this version of the program");
            }
        }
        Err(error) => tracing::error!(error = format!("{error:#}"), "content that is kept for its cases cannot be read"),
    }
    base
}

/// Waits for one call of the store.
///
/// # Errors
/// The call's own.
pub fn wait<T>(call: impl Future<Output = Result<T, StoreError>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    Ok(runtime.block_on(call)?)
}
