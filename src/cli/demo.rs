//! `omaolo demo`: a fictional county, its server, and a workstation in it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use api::Environment;
use client::{Address, Client, SessionKeeper};
use domain::Role;
use jiff::{SignedDuration, Timestamp};
use knowledge::KnowledgeBase;
use serde::{Deserialize, Serialize};
use server::Listener;
use store::sqlite::SqliteStore;
use store::{Custody, Event, KeyCost, Passphrase, Store};
use tokio::sync::oneshot;
use workstation::Entry;

use super::work::Desk;
use super::{DemoArgs, Screen, places, store as folder, user, work};
use crate::demo::{County, Live, county, keep_living, tell};
use crate::house;

/// The file that says that a folder holds a county, and which.
const MARK: &str = "county.toml";

/// Which county a folder holds.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    seed: u64,
    items: u32,
}

/// True when the folder holds a demo county.
pub fn is_county(dir: &Path) -> bool {
    dir.join(MARK).exists()
}

/// The passphrase of every demo county. It protects nothing: the people in it do not exist.
pub fn passphrase() -> Passphrase {
    Passphrase::new(county::PASSWORD)
}

/// Makes the county if it is not there, and opens the workstation in it.
///
/// # Errors
/// When the folder holds something else, or the terminal or the server fail.
pub fn run(args: &DemoArgs, screen: &Screen) -> anyhow::Result<ExitCode> {
    let dir = args.dir.clone().map_or_else(places::demo, Ok)?;
    let mark = prepare(&dir, args)?;
    if args.prepare {
        println!("the county is in {}", dir.display());
        return Ok(ExitCode::SUCCESS);
    }
    let socket = places::socket_in(&dir);
    if std::os::unix::net::UnixStream::connect(&socket).is_ok() {
        // The county is open in another terminal: this one joins it, as a colleague would.
        return work::run(Some(Address::Unix(socket)), screen);
    }
    // The server opens its store while the workstation gets ready.
    let live = args.live;
    let address = Address::Unix(socket.clone());
    let starting = std::thread::spawn(move || Running::start(&dir, &socket, &mark, live));
    let client = Client::new(address.clone())?;
    let entry = if args.sign_in { Entry::SignIn { login: county::NURSE.into() } } else { Entry::Session };
    let desk = Desk::new(screen, &client, entry);
    let running = starting.join().map_err(|_| anyhow!("the server could not be started"))??;
    let client = if args.sign_in { client } else { client.with_token(&running.token) };
    let outcome = desk.and_then(|desk| desk.open(client, SessionKeeper::new(&address)));
    running.stop();
    outcome
}

/// Makes the county beside its folder and moves it there when it is whole: a county is never half there. Gives the county
/// that the folder holds then.
fn prepare(dir: &Path, args: &DemoArgs) -> anyhow::Result<Mark> {
    if let Ok(text) = std::fs::read_to_string(dir.join(MARK)) {
        let found: Mark = toml::from_str(&text).with_context(|| format!("mistake in {}", dir.join(MARK).display()))?;
        if args.items.is_some_and(|items| items != found.items) || args.seed.is_some_and(|seed| seed != found.seed) {
            let Mark { seed, items } = found;
            bail!("{} holds a county of {items} items made from seed {seed}; name another folder with --dir", dir.display());
        }
        return Ok(found);
    }
    let mark = Mark { seed: args.seed.unwrap_or(1), items: args.items.unwrap_or(400) };
    if dir.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty and holds no county; name another folder with --dir", dir.display());
    }
    let making = with_ending(dir, "making");
    if making.exists() {
        std::fs::remove_dir_all(&making).with_context(|| format!("cannot clear {}", making.display()))?;
    }
    std::fs::create_dir_all(&making).with_context(|| format!("cannot make {}", making.display()))?;
    make(&making, &mark)?;
    std::fs::write(making.join(MARK), toml::to_string(&mark)?).context("cannot write the county's mark")?;
    std::fs::rename(&making, dir).with_context(|| format!("cannot move the county to {}", dir.display()))?;
    Ok(mark)
}

fn with_ending(dir: &Path, ending: &str) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    dir.with_file_name(name)
}

fn make(dir: &Path, mark: &Mark) -> anyhow::Result<()> {
    let (_, key) = Custody::create(dir, &passphrase(), KeyCost::Light)?;
    let store = Arc::new(SqliteStore::create(dir, &key, house::tag(Environment::Test))?);
    let now = Timestamp::now();
    let founded = now.checked_sub(SignedDuration::from_hours(24 * 90))?;
    let password = server::hash_password(county::PASSWORD)?;
    let events = county::founding(&password).into_iter().map(Event::Organisation).collect();
    folder::found(&store, events, founded)?;
    let bar = folder::progress("making the county", u64::from(mark.items));
    let app = house::serve(Arc::clone(&store), dir)?;
    user::write_token(&dir.join("intake.token"), &user::intake_token(&app, county::intake())?)?;
    let knowledge = KnowledgeBase::builtin();
    let story = County { items: mark.items, seed: mark.seed, now };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    runtime.block_on(tell(story, &app, &store.organisation(), &knowledge, &|done| bar.set_position(done)))?;
    bar.finish_and_clear();
    Ok(())
}

/// The county's server, on threads of its own, and a session of the demo's nurse in her first part.
struct Running {
    token: String,
    stop: oneshot::Sender<()>,
    thread: std::thread::JoinHandle<anyhow::Result<()>>,
}

impl Running {
    fn start(dir: &Path, socket: &Path, mark: &Mark, live: Option<u32>) -> anyhow::Result<Self> {
        let store = Arc::new(house::open(dir, || Ok(passphrase()))?);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("cannot start")?;
        let listener = {
            let _inside = runtime.enter();
            Listener::unix(socket)?
        };
        let app = house::serve(Arc::clone(&store), dir)?;
        let part = Some((Role::Nurse, Some("lahde".into())));
        let token = runtime.block_on(app.mint_session(county::nurse(), part, SignedDuration::from_hours(12)))?;
        if let Some(per_minute) = live {
            let channel = std::fs::read_to_string(dir.join("intake.token")).context("the county's intake token is missing")?;
            let intake = Client::new(Address::Unix(socket.to_owned()))?.with_token(&channel);
            let county = County { items: mark.items, seed: mark.seed, now: Timestamp::now() };
            let store: Arc<dyn Store> = store;
            let content = app.content().clone();
            runtime.spawn(keep_living(Live { intake, store, content, county, per_minute, nurse: county::nurse() }));
        }
        let (stop, stopped) = oneshot::channel();
        let stopped = async {
            // A dropped sender means the same as a sent word.
            let _ = stopped.await;
        };
        let thread =
            std::thread::spawn(move || runtime.block_on(server::serve(listener, app, stopped)).context("the server failed"));
        Ok(Self { token, stop, thread })
    }

    fn stop(self) {
        let _ = self.stop.send(());
        if let Ok(Err(error)) = self.thread.join() {
            eprintln!("omaolo: {error:#}");
        }
    }
}
