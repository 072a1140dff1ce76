//! The one thread that writes. It takes all that is queued, writes it in one transaction, and answers when the disk has it:
//! one client pays for one commit without waiting for others, a hundred clients share it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::append::Ready;
use super::checkpoint::Checkpoints;
use super::commit::{self, Ends};
use super::error::{on_disk, while_doing};
use super::interned::Interned;
use super::project::Projector;
use super::rebuild::{self, Told};
use super::use_log::Entry;
use super::{Shared, fulltext, organisation};
use crate::{Committed, Event, StoreError};

/// Callers wait to hand in more than this.
const QUEUE: usize = 1024;
/// At most so many commits share one transaction, so that the first does not wait for ever.
const GROUP: usize = 256;

/// A small change outside the log.
pub(super) type Change = Box<dyn Fn(&Connection) -> rusqlite::Result<()> + Send>;

/// What can be asked of the writer.
pub(super) enum Work {
    /// A commit.
    Append(Box<Ready>),
    /// A line of the use log that belongs to no change.
    Use(Entry),
    /// A small change outside the log; `durable` when it must survive a power cut, too.
    Change { doing: &'static str, durable: bool, change: Change },
    /// Making all that is derived anew.
    Rebuild(Told),
}

impl Work {
    /// Looks survive the death of the process; a power cut may lose the last of them. Everything else is on the disk
    /// when it is answered.
    fn is_durable(&self) -> bool {
        match self {
            Self::Append(_) | Self::Rebuild(_) => true,
            Self::Use(_) => false,
            Self::Change { durable, .. } => *durable,
        }
    }
}

struct Job {
    work: Work,
    answer: oneshot::Sender<Result<Committed, StoreError>>,
}

/// The door to the writer's thread.
pub(super) struct Writer {
    /// `None` once it closes.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(connection: Connection, shared: Arc<Shared>) -> Result<Self, StoreError> {
        let desk = Desk::new(connection, shared)?;
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new().name("store-writer".to_owned()).spawn(move || desk.work(queue));
        Ok(Self { jobs: Some(jobs), thread: Some(thread.map_err(on_disk("starting the writer"))?) })
    }

    /// Has something written. When this is dropped early, it is written all the same.
    pub async fn write(&self, work: Work) -> Result<Committed, StoreError> {
        let (answer, answered) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closing)?;
        jobs.send(Job { work, answer }).await.map_err(|_| StoreError::Closing)?;
        answered.await.map_err(|_| StoreError::Closing)?
    }
}

impl Drop for Writer {
    /// Waits until all that was handed in is on the disk, so that the folder is free when the store is gone.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A panic of the writer has been printed by its own thread.
            let _ = thread.join();
        }
    }
}

/// What the writer's thread works with.
struct Desk {
    connection: Connection,
    shared: Arc<Shared>,
    checkpoints: Checkpoints,
    ends: Ends,
    /// Whether the connection is set to wait for the disk.
    waits_for_disk: bool,
}

impl Desk {
    fn new(mut connection: Connection, shared: Arc<Shared>) -> Result<Self, StoreError> {
        let pages = Arc::new(AtomicU32::new(0));
        let seen = Arc::clone(&pages);
        let hook = move |_: &mut rusqlite::hooks::Wal, count: std::ffi::c_int| {
            seen.store(count.unsigned_abs(), Ordering::Relaxed);
            Ok(())
        };
        connection.wal_hook(Some(hook)).map_err(while_doing("opening the store"))?;
        let checkpoints = Checkpoints::start(Arc::clone(&shared), pages)?;
        let ends = ends_of(&connection)?;
        Ok(Self { connection, shared, checkpoints, ends, waits_for_disk: true })
    }

    fn work(mut self, mut queue: mpsc::Receiver<Job>) {
        while let Some(first) = queue.blocking_recv() {
            let mut group = vec![first];
            while group.len() < GROUP {
                match queue.try_recv() {
                    Ok(job) => group.push(job),
                    Err(_) => break,
                }
            }
            self.group(group);
            self.checkpoints.after_commit(&self.connection);
        }
    }

    /// Writes a group: one transaction, answered after it is on the disk.
    fn group(&mut self, group: Vec<Job>) {
        match self.try_group(&group) {
            Ok(answers) => group.into_iter().zip(answers).for_each(|(job, answer)| {
                self.settle_keys(&job, answer.as_ref().is_ok_and(|committed| committed.new));
                // Who asked may have gone; it is written all the same.
                let _ = job.answer.send(answer);
            }),
            Err(error) => match (self.reset(), group.len()) {
                // One bad commit must not take the others with it: each once more, by itself.
                (Ok(()), 2..) => group.into_iter().for_each(|job| self.group(vec![job])),
                _ => {
                    let mut error = Some(error);
                    for job in group {
                        self.settle_keys(&job, false);
                        let _ = job.answer.send(Err(error.take().unwrap_or(StoreError::Closing)));
                    }
                }
            },
        }
    }

    fn try_group(&mut self, group: &[Job]) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        let doing = while_doing("writing to the store");
        let durable = group.iter().any(|job| job.work.is_durable());
        if durable != self.waits_for_disk {
            self.connection.pragma_update(None, "synchronous", if durable { "FULL" } else { "NORMAL" }).map_err(&doing)?;
            self.waits_for_disk = durable;
        }
        let shared = Arc::clone(&self.shared);
        let head = self.ends.head;
        self.execute("BEGIN IMMEDIATE").map_err(&doing)?;
        let mut projector = Projector::new(&self.connection, &shared.keys, &shared.interned);
        let mut answers = Vec::with_capacity(group.len());
        for job in group {
            let answer = match &job.work {
                Work::Append(ready) => {
                    match commit::write(&self.connection, &shared.keys, &mut projector, &mut self.ends, ready) {
                        Err(error) if !matches!(error, StoreError::Conflict { .. }) => return Err(error),
                        answer => answer,
                    }
                }
                Work::Use(entry) => {
                    self.ends.chain.write(&self.connection, entry).map_err(while_doing("writing the use log"))?;
                    Ok(self.ends.done())
                }
                Work::Change { doing, change, .. } => {
                    change(&self.connection).map_err(while_doing(doing))?;
                    Ok(self.ends.done())
                }
                Work::Rebuild(told) => {
                    projector.flush()?;
                    rebuild::run(&self.connection, &shared, told)?;
                    self.ends = ends_of(&self.connection)?;
                    projector = Projector::new(&self.connection, &shared.keys, &shared.interned);
                    Ok(self.ends.done())
                }
            };
            answers.push(answer);
        }
        let waiting = self.ends.waiting + projector.flush()?;
        self.ends.waiting = fulltext::settle(&self.connection, waiting).map_err(while_doing("writing the full text"))?;
        let organisation =
            if group.iter().any(changes_organisation) { Some(organisation::load(&self.connection)?) } else { None };
        self.execute("COMMIT").map_err(&doing)?;
        if let Some(organisation) = organisation {
            *shared.organisation.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(organisation);
        }
        if self.ends.head != head {
            shared.head.send_replace(self.ends.head);
        }
        Ok(answers)
    }

    /// Says of the keys that a commit brought whether they are on the disk now.
    fn settle_keys(&self, job: &Job, stored: bool) {
        if let Work::Append(ready) = &job.work {
            ready.new_keys.keys().for_each(|resident| self.shared.keys.settle(*resident, stored));
        }
    }

    fn execute(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute([]).map(|_| ())
    }

    /// Takes back what did not commit, in the database and in memory.
    fn reset(&mut self) -> Result<(), StoreError> {
        if !self.connection.is_autocommit() {
            self.execute("ROLLBACK").map_err(while_doing("taking back a change"))?;
        }
        self.ends = ends_of(&self.connection)?;
        self.shared.interned.replace(Interned::load(&self.connection)?);
        Ok(())
    }
}

fn ends_of(connection: &Connection) -> Result<Ends, StoreError> {
    Ends::load(connection).map_err(while_doing("reading the ends of the log"))
}

fn changes_organisation(job: &Job) -> bool {
    let Work::Append(ready) = &job.work else { return matches!(job.work, Work::Rebuild(_)) };
    ready.appends.iter().flat_map(|append| &append.events).any(|new| matches!(new.event, Event::Organisation(_)))
}

#[cfg(test)]
mod tests {
    use rusqlite::params;

    use super::*;
    use crate::sqlite::SqliteStore;
    use crate::{Session, SessionHash, Store, StoreKey};

    fn a_change(change: impl Fn(&Connection) -> rusqlite::Result<()> + Send + 'static) -> Work {
        Work::Change { doing: "testing", durable: true, change: Box::new(change) }
    }

    #[tokio::test]
    async fn a_change_that_fails_takes_no_other_of_its_group_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::create(dir.path(), &StoreKey::random().unwrap(), "test").unwrap();
        // The first holds the writer until all the others wait for it, so that they become one group.
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = std::sync::Mutex::new(wait);
        let hold = a_change(move |_| {
            // Waits once; when it is tried again, nobody is there to wait for.
            let _ = wait.lock().unwrap().recv();
            Ok(())
        });
        let count = |n: i64| {
            a_change(move |connection| {
                let sql = "INSERT INTO draft (user, case_id, kind, text, at) VALUES (?1, ?1, 0, '', 0)";
                connection.execute(sql, params![n.to_le_bytes()])?;
                if n == 3 { Err(rusqlite::Error::QueryReturnedNoRows) } else { Ok(()) }
            })
        };
        let release = async move {
            tokio::task::yield_now().await;
            go.send(()).unwrap();
        };
        let user = domain::UserId(uuid::Uuid::nil());
        let session = Session { user, chosen: None, began: jiff::Timestamp::MIN, ends: jiff::Timestamp::MAX };
        let hash = SessionHash::of("a");
        let (held, one, bad, four, kept, ()) = tokio::join!(
            store.writer.write(hold),
            store.writer.write(count(1)),
            store.writer.write(count(3)),
            store.writer.write(count(4)),
            store.put_session(hash, session.clone()),
            release
        );
        assert!(held.is_ok() && one.is_ok() && four.is_ok() && kept.is_ok());
        assert!(matches!(bad, Err(StoreError::Database { doing: "testing", .. })));
        let drafts = store.shared.readers.ask(|connection| {
            let count = connection.query_row("SELECT count(*) FROM draft", [], |row| row.get::<_, i64>(0));
            count.map_err(while_doing("testing"))
        });
        assert_eq!(drafts.unwrap(), 2);
        assert_eq!(store.session(hash, jiff::Timestamp::UNIX_EPOCH).await.unwrap(), Some(session));
    }
}
