//! The embedded engine: SQLite, encrypted at rest, one process and one writer per data folder.

mod append;
mod checkpoint;
mod commit;
mod connect;
mod content;
mod counters;
mod digest;
mod error;
mod event;
mod fulltext;
mod interned;
mod observation;
mod organisation;
mod page;
mod place;
mod project;
mod readers;
mod rebuild;
mod replay;
mod resident;
mod row;
mod schema;
mod seal;
mod search;
mod session;
mod store;
mod time;
mod use_log;
mod verify;
mod words;
mod writer;

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::thread::{self, JoinHandle};

use domain::{EventSeq, Organisation};
use rusqlite::Connection;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{CustodyError, ItemRow, StoreError, StoreKey};
use connect::{Part, connect};
use error::{on_disk, unreadable, while_doing};
use interned::{Interned, SharedInterned};
use readers::Readers;
use seal::Keys;
use writer::Writer;

const DATABASE: &str = "store.db";
const LOCK: &str = "lock";

/// What a store says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Its identity.
    pub store: Uuid,
    /// What its maker called the environment, e.g. `test` or `production`.
    pub environment: String,
}

/// A store in a data folder. The folder is this process's alone until it is dropped; dropping waits for what was handed in.
pub struct SqliteStore {
    // Dropped in this order: the lock is let go when nothing writes any more.
    writer: Writer,
    _warming: Warming,
    shared: Arc<Shared>,
    dir: PathBuf,
    meta: Meta,
    _lock: File,
}

/// The thread that opens the first reader ahead of the first question. Waited for, so that no connection outlives the store:
/// a process that ended around it would take SQLCipher from under its hands.
struct Warming(Option<JoinHandle<()>>);

impl Drop for Warming {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            // Whatever it could not do, the first question does.
            let _ = thread.join();
        }
    }
}

/// What the writer and the readers have in common.
struct Shared {
    readers: Readers,
    keys: Keys,
    interned: SharedInterned,
    organisation: RwLock<Arc<Organisation>>,
    head: watch::Sender<EventSeq>,
}

impl SqliteStore {
    /// Makes a store in a data folder, and the folder where it is missing. `environment` is kept with it for ever.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is one already, [`StoreError::InUse`] when another process has the folder.
    pub fn create(dir: &Path, key: &StoreKey, environment: &str) -> Result<Self, StoreError> {
        make_folder(dir)?;
        let lock = lock(dir)?;
        let path = dir.join(DATABASE);
        if path.exists() {
            return Err(StoreError::Exists);
        }
        // Made beside and then put in its place, so that a crash leaves no half store that looks like one.
        let beside = dir.join("store.new");
        if beside.exists() {
            fs::remove_file(&beside).map_err(on_disk("removing a store that was never finished"))?;
        }
        let mut connection = connect(&beside, key, Part::Maker)?;
        schema::migrate(&mut connection)?;
        write_meta(&connection, environment)?;
        connection.close().map_err(|(_, error)| while_doing("making the store")(error))?;
        fs::rename(&beside, &path).map_err(on_disk("putting the store in its place"))?;
        File::open(dir).and_then(|folder| folder.sync_all()).map_err(on_disk("writing the data folder"))?;
        Self::open_locked(dir, key, lock)
    }

    /// Opens the store in a data folder.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::InUse`], [`StoreError::WrongKey`], [`StoreError::TooNew`].
    pub fn open(dir: &Path, key: &StoreKey) -> Result<Self, StoreError> {
        if !dir.join(DATABASE).exists() {
            return Err(StoreError::Missing);
        }
        let lock = lock(dir)?;
        Self::open_locked(dir, key, lock)
    }

    fn open_locked(dir: &Path, key: &StoreKey, lock: File) -> Result<Self, StoreError> {
        let doing = while_doing("opening the store");
        let path = dir.join(DATABASE);
        let mut connection = connect(&path, key, Part::Writer)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(&doing)?;
        schema::migrate(&mut connection)?;
        verify::sweep(dir);
        let meta = read_meta(&connection)?;
        let shared = Arc::new(Shared {
            readers: Readers::new(path, key.clone()),
            keys: Keys::default(),
            interned: SharedInterned::new(Interned::load(&connection)?),
            organisation: RwLock::new(Arc::new(organisation::load(&connection)?)),
            head: watch::Sender::new(event::head(&connection).map_err(&doing)?.0),
        });
        let ahead = Arc::clone(&shared);
        let warming = Warming(Some(thread::spawn(move || ahead.readers.warm())));
        let writer = Writer::start(connection, Arc::clone(&shared))?;
        Ok(Self { writer, _warming: warming, shared, dir: dir.to_owned(), meta, _lock: lock })
    }

    /// What the store says of itself.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// True when the folder holds a store.
    #[must_use]
    pub fn is_in(dir: &Path) -> bool {
        dir.join(DATABASE).exists()
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("meta", &self.meta).finish_non_exhaustive()
    }
}

/// The cursor of a row in its view's order.
pub(crate) fn cursor_of(row: &ItemRow) -> String {
    place::cursor(row)
}

/// A new folder is for its owner only.
fn make_folder(dir: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(on_disk("making the data folder"))
}

/// Takes the folder for this process. The system lets go of it when the process ends, however it ends.
fn lock(dir: &Path) -> Result<File, StoreError> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join(LOCK));
    let file = file.map_err(on_disk("opening the lock of the data folder"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(source)) => Err(StoreError::Disk { doing: "locking the data folder", source }),
    }
}

fn write_meta(connection: &Connection, environment: &str) -> Result<(), StoreError> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|_| CustodyError::System { doing: "give random bytes" })?;
    let id = uuid::Builder::from_random_bytes(random).into_uuid().to_string();
    for (name, value) in [("store", id.as_str()), ("environment", environment)] {
        let written = connection.execute("INSERT INTO meta (name, value) VALUES (?1, ?2)", [name, value]);
        written.map_err(while_doing("making the store"))?;
    }
    Ok(())
}

fn read_meta(connection: &Connection) -> Result<Meta, StoreError> {
    let value = |name: &str| {
        let read = connection.query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get::<_, String>(0));
        read.map_err(while_doing("reading what the store says of itself"))
    };
    let store = value("store")?.parse().map_err(|_| unreadable("the identity of the store"))?;
    Ok(Meta { store, environment: value("environment")? })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::SqliteStore;
    use crate::StoreKey;

    #[test]
    fn nothing_of_a_store_outlives_it() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::create(dir.path(), &StoreKey::random().unwrap(), "test").unwrap();
        let shared = Arc::downgrade(&store.shared);
        drop(store);
        assert_eq!(shared.strong_count(), 0);
    }
}
