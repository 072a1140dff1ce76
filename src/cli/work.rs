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
        Some(token) => Desk::new(screen, &client, Entry::Session)?.open(client.with_token(&token), keeper),
        None => Desk::new(screen, &client, Entry::SignIn { login: String::new() })?.open(client, keeper),
    }
}

/// A workstation that has not begun: all that it needs from this machine is read.
pub struct Desk {
    app: App,
}

impl Desk {
    /// Reads settings, keys and themes.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn new(screen: &Screen, client: &Client, entry: Entry) -> anyhow::Result<Self> {
        if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
            bail!("the workstation needs a terminal");
        }
        let (settings, mistake) = places::settings();
        let configuration = places::configuration();
        let (keymap, mut warnings) = assets::keymap(configuration.as_deref());
        warnings.extend(mistake);
        let (themes, mistakes) = assets::themes(screen.theme.as_deref().or(settings.theme.as_deref()), configuration.as_deref());
        warnings.extend(mistakes);
        let mut seed = [0; 16];
        getrandom::fill(&mut seed).context("the system gives no random numbers")?;
        let app = App::new(Setup {
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
        Ok(Self { app })
    }

    /// Opens the workstation with this client, until its user leaves.
    ///
    /// # Errors
    /// When the terminal fails.
    pub fn open(mut self, client: Client, keeper: SessionKeeper) -> anyhow::Result<ExitCode> {
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
        let run = workstation::driver::run_in_terminal(&mut self.app, notices, perform);
        runtime.block_on(local.run_until(run)).context("the terminal failed")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints the key reference.
pub fn keys(screen: &Screen) -> ExitCode {
    let (settings, _) = places::settings();
    let (keymap, mistakes) = assets::keymap(places::configuration().as_deref());
    for mistake in mistakes {
        eprintln!("omaolo: {mistake}");
    }
    print!("{}", workstation::reference(&keymap, language(screen, settings.lang)));
    ExitCode::SUCCESS
}

/// The language of the screens: as asked, as set, as the machine speaks, Finnish.
fn language(screen: &Screen, set: Option<Language>) -> Language {
    let machine = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok()?.parse().ok());
    screen.lang.or(set).or_else(machine).unwrap_or_default()
}
