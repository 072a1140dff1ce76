//! A small county for the stories, made once by the real command and copied for each; and its server.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use client::{Address, Client};
use tempfile::TempDir;

/// How many items the county has.
pub const ITEMS: u32 = 60;

static ORIGINAL: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a folder");
    let made = omaolo()
        .args(["demo", "--prepare", "--items", &ITEMS.to_string(), "--seed", "7", "--dir"])
        .arg(folder.path().join("county"))
        .status();
    assert!(made.expect("the program starts").success(), "the county is made");
    folder
});

/// The program, without the settings of whoever runs the test.
pub fn omaolo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_omaolo"));
    for name in ["OMAOLO_SERVER", "OMAOLO_LANG", "OMAOLO_THEME", "OMAOLO_PASSPHRASE", "OMAOLO_PASSWORD"] {
        command.env_remove(name);
    }
    command
}

/// A county of one's own.
pub struct County {
    folder: TempDir,
}

impl County {
    /// A fresh copy.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let county = folder.path().join("county");
        std::fs::create_dir(&county).expect("a folder");
        for entry in std::fs::read_dir(ORIGINAL.path().join("county")).expect("the county") {
            let entry = entry.expect("an entry");
            std::fs::copy(entry.path(), county.join(entry.file_name())).expect("a copy");
        }
        Self { folder }
    }

    /// Its data folder.
    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("county")
    }

    /// A home for a terminal.
    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// Its store, which no server may have open.
    pub fn store(&self) -> store::sqlite::SqliteStore {
        let custody = store::Custody::find(&self.dir()).expect("a key file");
        let key = custody.unlock(Some(&store::Passphrase::new("demo"))).expect("the key");
        store::sqlite::SqliteStore::open(&self.dir(), &key).expect("the store opens")
    }

    /// Starts `omaolo serve` and waits until it answers.
    pub fn serve(&self) -> Server {
        let socket = self.dir().join("server.sock");
        let listen = format!("unix:{}", socket.display());
        let mut command = omaolo();
        command
            .args(["serve", "--listen", &listen, "--dir"])
            .arg(self.dir())
            .env("OMAOLO_PASSPHRASE", "demo")
            .env("RUST_LOG", "error");
        let child = command.stdin(Stdio::null()).spawn().expect("the server starts");
        let token = std::fs::read_to_string(self.dir().join("intake.token")).expect("the intake token");
        let server = Server { child, address: Address::Unix(socket), token };
        let end = Instant::now() + Duration::from_secs(60);
        while !runtime().block_on(async { server.anonymous().ready().await.is_ok() }) {
            assert!(Instant::now() < end, "the server never became ready");
            std::thread::yield_now();
        }
        server
    }
}

/// A runtime for one call after the other.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// A running server.
pub struct Server {
    child: Child,
    /// Where it is.
    pub address: Address,
    token: String,
}

impl Server {
    /// A client that is nobody.
    pub fn anonymous(&self) -> Client {
        Client::new(self.address.clone()).expect("a client")
    }

    /// The residents' channel.
    pub fn intake(&self) -> Client {
        self.anonymous().with_token(&self.token)
    }

    /// Ends it at once, as a power cut would end the process.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it is gone");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A hand-written response from the documentation's examples, for a resident of its own.
pub fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples").join(format!("{name}.json"));
    std::fs::read_to_string(path).expect("an example")
}
