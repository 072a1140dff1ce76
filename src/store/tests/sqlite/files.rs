//! Folders, keys, locks and crashes.

use std::fs;

use store::sqlite::SqliteStore;
use store::{Append, Position, Store, StoreError, StoreKey};

use crate::world::*;
use crate::{KEY, a_few_cases, behind_its_back, the_key};

#[tokio::test]
async fn a_store_that_is_opened_again_has_everything() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(dir.path(), &the_key(), "test").unwrap();
    let meta = store.meta().clone();
    assert_eq!(meta.environment, "test");
    a_few_cases(&store).await;
    let view = || a_page(free(&QUEUES), Position::First, 50);
    let (page, organisation, head) = (store.page(view()).await.unwrap(), store.organisation(), *store.head().borrow());
    drop(store);
    let store = SqliteStore::open(dir.path(), &the_key()).unwrap();
    assert_eq!(*store.meta(), meta);
    assert_eq!(store.page(view()).await.unwrap(), page);
    assert_eq!((store.organisation(), *store.head().borrow()), (organisation, head));
    assert!(!store.drafts(user_id(1), case_id(1)).await.unwrap().is_empty());
    comes_in(&store, &sent(6)).await;
    store.log_use(a_look(6)).await.unwrap();
    assert_eq!(store.item(case_id(6)).await.unwrap().unwrap().no, 6);
    assert_eq!(store.verify(&|_, _| {}).await.unwrap().faults, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_answered_is_there_after_the_process_died() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(dir.path(), &the_key(), "test").unwrap();
    a_few_cases(&store).await;
    // The files as the next process would find them, had this one been killed now: nothing was closed or copied.
    let found = tempfile::tempdir().unwrap();
    for file in ["store.db", "store.db-wal"] {
        fs::copy(dir.path().join(file), found.path().join(file)).unwrap();
    }
    let after = SqliteStore::open(found.path(), &the_key()).unwrap();
    assert_eq!(*after.head().borrow(), *store.head().borrow());
    assert_eq!(after.use_log(None, 10).await.unwrap(), store.use_log(None, 10).await.unwrap());
    assert!(!after.drafts(user_id(1), case_id(1)).await.unwrap().is_empty());
    assert_eq!(after.verify(&|_, _| {}).await.unwrap().faults, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_sealed_for_a_commit_that_was_refused_harms_no_later_one() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(dir.path(), &the_key(), "test").unwrap();
    a_few_cases(&store).await;
    // A new resident's key is made for a commit that is not written, and made again for one that is.
    let mut refused = coming_in(&store, &sent(6)).await;
    refused.appends.push(Append { expected: Some(99), ..refused.appends[1].clone() });
    assert!(matches!(store.append(refused).await, Err(StoreError::Conflict { .. })));
    let commit = coming_in(&store, &sent(6)).await;
    store.append(commit.clone()).await.unwrap();
    assert!(!store.append(commit).await.unwrap().new);
    drop(store);
    let store = SqliteStore::open(dir.path(), &the_key()).unwrap();
    assert!(store.case(case_id(6)).await.unwrap().is_some());
    assert_eq!(store.verify(&|_, _| {}).await.unwrap().faults, Vec::<String>::new());
}

#[tokio::test]
async fn only_the_right_key_opens_and_a_wrong_one_spoils_nothing() {
    let dir = tempfile::tempdir().unwrap();
    drop(SqliteStore::create(dir.path(), &the_key(), "test").unwrap());
    let wrong = SqliteStore::open(dir.path(), &StoreKey::from_bytes([8; 32]));
    assert!(matches!(wrong, Err(StoreError::WrongKey)));
    assert!(SqliteStore::open(dir.path(), &the_key()).is_ok());
}

#[test]
fn a_folder_is_one_process_s_and_is_never_made_twice() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("county/data");
    assert!(!SqliteStore::is_in(&folder));
    assert!(matches!(SqliteStore::open(&folder, &the_key()), Err(StoreError::Missing)));
    let store = SqliteStore::create(&folder, &the_key(), "test").unwrap();
    assert!(SqliteStore::is_in(&folder));
    assert!(matches!(SqliteStore::open(&folder, &the_key()), Err(StoreError::InUse)));
    assert!(matches!(SqliteStore::create(&folder, &the_key(), "test"), Err(StoreError::InUse)));
    drop(store);
    assert!(matches!(SqliteStore::create(&folder, &the_key(), "test"), Err(StoreError::Exists)));
    assert!(SqliteStore::open(&folder, &the_key()).is_ok());
}

#[test]
fn a_store_that_was_never_finished_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("store.new"), "half").unwrap();
    assert!(matches!(SqliteStore::open(dir.path(), &the_key()), Err(StoreError::Missing)));
    assert!(SqliteStore::create(dir.path(), &the_key(), "test").is_ok());
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    drop(SqliteStore::create(dir.path(), &the_key(), "test").unwrap());
    behind_its_back(dir.path()).pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(SqliteStore::open(dir.path(), &the_key()), Err(StoreError::TooNew { found: 99, .. })));
}

#[tokio::test]
async fn an_unsent_text_of_before_there_were_kinds_is_a_reply() {
    let dir = tempfile::tempdir().unwrap();
    drop(SqliteStore::create(dir.path(), &the_key(), "test").unwrap());
    let connection = behind_its_back(dir.path());
    let before = "DROP TABLE draft; PRAGMA user_version = 3; \
                  CREATE TABLE draft (user BLOB NOT NULL, case_id BLOB NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL, \
                  PRIMARY KEY (user, case_id)) STRICT, WITHOUT ROWID;";
    connection.execute_batch(before).unwrap();
    let (user, case) = (user_id(1), case_id(1));
    let row = rusqlite::params![user.0.as_bytes(), case.0.as_bytes()];
    connection.execute("INSERT INTO draft VALUES (?1, ?2, 'Hei', 0)", row).unwrap();
    drop(connection);
    let kept = SqliteStore::open(dir.path(), &the_key()).unwrap().drafts(user, case).await.unwrap();
    let kept: Vec<_> = kept.iter().map(|draft| (draft.kind, draft.text.as_str())).collect();
    assert_eq!(kept, [(domain::DraftKind::Reply, "Hei")]);
}

#[tokio::test]
async fn a_store_with_pages_of_before_opens_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(dir.path(), &the_key(), "test").unwrap();
    a_few_cases(&store).await;
    let before = store.events_after(0, 100).await.unwrap();
    drop(store);
    let path = |name: &str| dir.path().join(name);
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    let old = path("old.db");
    let convert = format!(
        "ATTACH DATABASE '{}' AS old KEY \"x'{key}'\"; PRAGMA old.cipher_hmac_algorithm = HMAC_SHA256; \
         PRAGMA old.cipher_page_size = 4096; SELECT sqlcipher_export('old');",
        old.display()
    );
    let connection = behind_its_back(dir.path());
    connection.execute_batch(&convert).unwrap();
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    connection.execute_batch(&format!("PRAGMA old.user_version = {version}; DETACH DATABASE old;")).unwrap();
    drop(connection);
    fs::rename(old, path("store.db")).unwrap();

    let store = SqliteStore::open(dir.path(), &the_key()).unwrap();
    assert_eq!(store.events_after(0, 100).await.unwrap(), before);
    assert!(store.verify(&|_, _| {}).await.unwrap().faults.is_empty());
    let another = StoreKey::from_bytes([9; 32]);
    drop(store);
    assert!(matches!(SqliteStore::open(dir.path(), &another), Err(StoreError::WrongKey)));
}

#[tokio::test]
async fn nothing_that_people_wrote_can_be_read_in_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(dir.path(), &the_key(), "test").unwrap();
    a_few_cases(&store).await;
    // While it is open, so that the write-ahead log is looked at, too.
    for file in fs::read_dir(dir.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for word in ["ivelrikkopotilas", "ivelrikko", "alaniemi", "lahde-nurse", "CREATE TABLE"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
        }
        assert!(!bytes.windows(KEY.len()).any(|window| window == KEY));
    }
}

#[tokio::test]
async fn a_check_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("scratch-0123456789abcdef.db"), "left by a crash").unwrap();
    let store = SqliteStore::create(dir.path(), &the_key(), "test").unwrap();
    a_few_cases(&store).await;
    store.verify(&|_, _| {}).await.unwrap();
    let names = fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("scratch")).count(), 0);
}
