//! `omaolo store …`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use api::Environment;
use domain::{CommandId, OrganisationEvent, Queue, Unit};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde::Deserialize;
use store::sqlite::SqliteStore;
use store::{Append, Commit, Custody, Event, KeyCost, Report, Store, Stream};
use uuid::Uuid;

use super::{StoreAt, StoreCommand, content, places, secret};
use crate::house;
pub use crate::house::wait;

/// Units and queues as a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationFile {
    #[serde(default, rename = "unit")]
    units: Vec<Unit>,
    #[serde(default, rename = "queue")]
    queues: Vec<Queue>,
}

/// Does what was asked for.
///
/// # Errors
/// When the folder cannot be made or opened.
pub fn run(command: StoreCommand) -> anyhow::Result<ExitCode> {
    match command {
        StoreCommand::Init { dir, organisation, test, secret } => init(&dir, organisation, test, &secret),
        StoreCommand::Verify { at } => check(&at, "checking", |store, bar| wait(store.verify(bar))),
        StoreCommand::Rebuild { at } => check(&at, "rebuilding", |store, bar| wait(store.rebuild(bar))),
        StoreCommand::Passphrase { at } => passphrase(&at),
    }
}

fn init(dir: &Path, organisation: Option<PathBuf>, test: bool, secret: &secret::SecretArg) -> anyhow::Result<ExitCode> {
    let file: Option<OrganisationFile> = match organisation {
        Some(path) => Some(toml::from_str(&content::read(&path)?).with_context(|| format!("mistake in {}", path.display()))?),
        None => None,
    };
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let passphrase = secret.ask("New passphrase of the key")?;
    let (_, key) = Custody::create(dir, &passphrase, KeyCost::Normal)?;
    let environment = if test { Environment::Test } else { Environment::Production };
    let store = SqliteStore::create(dir, &key, house::tag(environment))?;
    if let Some(file) = file {
        let units = file.units.into_iter().map(OrganisationEvent::UnitSet);
        let events: Vec<Event> =
            units.chain(file.queues.into_iter().map(OrganisationEvent::QueueSet)).map(Event::Organisation).collect();
        found(&store, events, Timestamp::now())?;
    }
    println!("made {}; add people with: omaolo user add", dir.display());
    Ok(ExitCode::SUCCESS)
}

/// Writes events of the organisation.
///
/// # Errors
/// When the store refuses them.
pub fn found(store: &SqliteStore, events: Vec<Event>, at: Timestamp) -> anyhow::Result<()> {
    let appends = vec![Append { stream: Stream::Organisation, expected: None, events }];
    let commit = Commit { command: CommandId(Uuid::now_v7()), at, user: None, by: None, appends, uses: Vec::new() };
    wait(store.append(commit))?;
    Ok(())
}

fn check(
    at: &StoreAt,
    what: &'static str,
    work: impl Fn(&SqliteStore, &(dyn Fn(u64, u64) + Send + Sync)) -> anyhow::Result<Report>,
) -> anyhow::Result<ExitCode> {
    let store = at.open()?;
    let bar = progress(what, 0);
    let report = work(&store, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    let uses = report.uses.map_or_else(String::new, |uses| format!(", {uses} lines of the use log"));
    println!("{} events{uses}", report.events);
    for (table, digest) in &report.digests {
        println!("  {table:<16} {digest}");
    }
    for fault in &report.faults {
        eprintln!("omaolo: {fault}");
    }
    if report.faults.is_empty() {
        println!("all holds");
        Ok(ExitCode::SUCCESS)
    } else {
        bail!("{} faults found; nothing was changed by looking", report.faults.len());
    }
}

fn passphrase(at: &StoreAt) -> anyhow::Result<ExitCode> {
    let mut custody = Custody::find(&at.folder()?)?;
    let old = at.secret.ask("Present passphrase")?;
    let new = store::Passphrase::new(&secret::new_secret("New passphrase", "OMAOLO_NEW_PASSPHRASE")?);
    custody.change_passphrase(&old, &new, KeyCost::Normal)?;
    println!("the passphrase is changed; keep a copy of the key file");
    Ok(ExitCode::SUCCESS)
}

impl StoreAt {
    /// The data folder.
    ///
    /// # Errors
    /// When none is given and there is no home folder.
    pub fn folder(&self) -> anyhow::Result<PathBuf> {
        self.dir.clone().map_or_else(places::demo, Ok)
    }

    /// The store in it. The demo's own folder opens with the passphrase that everybody knows.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(&self) -> anyhow::Result<SqliteStore> {
        let dir = self.folder()?;
        let demo = super::demo::is_county(&dir);
        house::open(&dir, || if demo { Ok(super::demo::passphrase()) } else { self.secret.ask("Passphrase of the key") })
    }
}

/// A progress bar on standard error; silent where that is no terminal.
pub fn progress(what: &'static str, length: u64) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style).with_message(what)
}
