//! `omaolo work` and `omaolo keys`: the workstation on a server that runs elsewhere.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::{Context, bail};
use client::{Address, Client, SessionKeeper};
use domain::Language;
use jiff::Timestamp;
use tokio::task::LocalSet;
use workstation::{App, Entry, Setup};

use super::{Screen, places};
use crate::assets;
use crate::bridge::Bridge;

/// Opens the workstation.
///
/// # Errors
/// When there is no terminal, or it fails.
pub fn run(server: Option<Address>, screen: &Screen) -> anyhow::Result<ExitCode> {
    let address = places::server(server)?;
    let keeper = SessionKeeper::new(&address);
    let client = Client::new(address)?;
    match keeper.get() {
        Some(token) => open(client.with_token(&token), keeper, Entry::Session, screen),
        None => open(client, keeper, Entry::SignIn { login: String::new() }, screen),
    }
}

/// Opens the workstation with this client.
///
/// # Errors
/// When there is no terminal, or it fails.
pub fn open(client: Client, keeper: SessionKeeper, entry: Entry, screen: &Screen) -> anyhow::Result<ExitCode> {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        bail!("the workstation needs a terminal");
    }
    let settings = places::settings()?;
    let configuration = places::configuration();
    let (keymap, mut warnings) = assets::keymap(configuration.as_deref());
    let (themes, mistakes) = assets::themes(screen.theme.as_deref().or(settings.theme.as_deref()), configuration.as_deref());
    warnings.extend(mistakes);
    let mut seed = [0; 16];
    getrandom::fill(&mut seed).context("the system gives no random numbers")?;
    let mut app = App::new(Setup {
        language: language(screen, settings.lang),
        keymap,
        themes,
        server: client.address().to_string(),
        entry,
        warnings,
        bell: settings.bell.unwrap_or(true),
        seed,
        now: Timestamp::now(),
        size: (80, 24),
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let (bridge, notices) = Bridge::new(client, keeper);
    let bridge = Rc::new(bridge);
    let notices =
        futures_util::stream::unfold(notices, |mut notices| async { notices.recv().await.map(|event| (event, notices)) });
    let perform = |effect| {
        let bridge = Rc::clone(&bridge);
        async move { bridge.perform(effect).await }
    };
    let local = LocalSet::new();
    let run = workstation::driver::run_in_terminal(&mut app, notices, perform);
    runtime.block_on(local.run_until(run)).context("the terminal failed")?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the key reference.
///
/// # Errors
/// When the settings are wrong.
pub fn keys(screen: &Screen) -> anyhow::Result<ExitCode> {
    let settings = places::settings()?;
    let (keymap, mistakes) = assets::keymap(places::configuration().as_deref());
    for mistake in mistakes {
        eprintln!("omaolo: {mistake}");
    }
    print!("{}", workstation::reference(&keymap, language(screen, settings.lang)));
    Ok(ExitCode::SUCCESS)
}

/// The language of the screens: as asked, as set, as the machine speaks, Finnish.
fn language(screen: &Screen, set: Option<Language>) -> Language {
    let machine = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok()?.parse().ok());
    screen.lang.or(set).or_else(machine).unwrap_or_default()
}
