//! Somebody with the key and a database program: what they change is found.

use std::path::Path;

use domain::ResidentId;
use rusqlite::Connection;
use store::sqlite::SqliteStore;
use store::{Position, Report, Store, StoreError};

use crate::world::*;
use crate::{a_few_cases, behind_its_back, the_key};

/// Makes a store, changes it behind its back, and says what a check finds.
async fn found_after(dir: &Path, change: impl FnOnce(&Connection)) -> Report {
    let store = SqliteStore::create(dir, &the_key(), "test").unwrap();
    a_few_cases(&store).await;
    assert_eq!(store.verify(&|_, _| {}).await.unwrap().faults, Vec::<String>::new());
    drop(store);
    let connection = behind_its_back(dir);
    change(&connection);
    drop(connection);
    SqliteStore::open(dir, &the_key()).unwrap().verify(&|_, _| {}).await.unwrap()
}

fn without_triggers(connection: &Connection, sql: &str) {
    let triggers = ["event_is_not_edited", "event_is_not_removed", "use_log_is_not_edited", "use_log_is_not_removed"];
    for trigger in triggers {
        connection.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
    }
    assert!(connection.execute(sql, []).unwrap() > 0);
}

#[tokio::test]
async fn the_logs_refuse_to_be_edited() {
    let dir = tempfile::tempdir().unwrap();
    let report = found_after(dir.path(), |connection| {
        for sql in [
            "UPDATE event SET at = 0 WHERE seq = 1",
            "DELETE FROM event WHERE seq = 1",
            "UPDATE use_log SET body = '' WHERE no = 1",
            "DELETE FROM use_log WHERE no = 3",
        ] {
            assert!(connection.execute(sql, []).is_err(), "{sql}");
        }
    });
    assert_eq!(report.await.faults, Vec::<String>::new());
}

#[tokio::test]
async fn an_altered_or_missing_line_of_the_use_log_is_found() {
    for sql in [
        "UPDATE use_log SET body = replace(body, 'read-case', 'preview') WHERE no = 2",
        "UPDATE use_log SET shown = x'00112233445566778899aabbccddeeff' WHERE no = 2",
        "DELETE FROM use_log WHERE no = 2",
        "UPDATE use_log SET hash = zeroblob(32) WHERE no = 2",
    ] {
        let dir = tempfile::tempdir().unwrap();
        let report = found_after(dir.path(), |connection| without_triggers(connection, sql)).await;
        assert!(!report.faults.is_empty(), "{sql}");
        assert!(report.faults.iter().all(|fault| fault.contains("use log")), "{sql}: {:?}", report.faults);
    }
}

#[tokio::test]
async fn an_altered_moved_or_missing_event_is_found() {
    for sql in [
        "UPDATE event SET body = zeroblob(200) WHERE name = 'client-wrote'",
        "UPDATE event SET body = (SELECT body FROM event AS other WHERE other.seq = (SELECT max(seq) FROM event)) WHERE name = 'opened' AND \
         stream = (SELECT stream FROM event WHERE name = 'client-wrote')",
        "DELETE FROM event WHERE name = 'taken'",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "UPDATE event SET form = 9 WHERE name = 'taken'",
    ] {
        let dir = tempfile::tempdir().unwrap();
        let report = found_after(dir.path(), |connection| without_triggers(connection, sql)).await;
        assert!(!report.faults.is_empty(), "{sql}");
        assert!(report.faults.iter().all(|fault| !fault.contains("Nivelrikko")));
    }
}

#[tokio::test]
async fn an_altered_table_is_found_and_made_anew() {
    for (table, sql) in [
        ("work_item", "UPDATE work_item SET unread = 9 WHERE no = 1"),
        ("work_item", "DELETE FROM work_item WHERE no = 5"),
        ("counter", "UPDATE counter SET n = n + 1"),
        ("owner_counter", "DELETE FROM owner_counter"),
        ("resident", "UPDATE resident SET protected = 1"),
        ("organisation", "DELETE FROM organisation WHERE kind = 1"),
        ("search", "DELETE FROM search_new WHERE no = 3"),
        ("search", "UPDATE search_new SET words = words || ' extra' WHERE no = 3"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let report = found_after(dir.path(), |connection| assert!(connection.execute(sql, []).unwrap() > 0)).await;
        assert!(report.faults.iter().any(|fault| fault.contains(table)), "{sql}: {:?}", report.faults);
        let store = SqliteStore::open(dir.path(), &the_key()).unwrap();
        store.rebuild(&|_, _| {}).await.unwrap();
        assert_eq!(store.verify(&|_, _| {}).await.unwrap().faults, Vec::<String>::new(), "{sql}");
        comes_in(&store, &sent(6)).await;
        assert_eq!(store.page(a_page(free(&QUEUES), Position::First, 50)).await.unwrap().total, 5);
        assert_eq!(store.organisation().queues.len(), QUEUES.len());
    }
}

#[tokio::test]
async fn a_rebuild_that_cannot_read_an_event_leaves_all_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    found_after(dir.path(), |connection| without_triggers(connection, "UPDATE event SET form = 9 WHERE name = 'taken'")).await;
    let store = SqliteStore::open(dir.path(), &the_key()).unwrap();
    let view = || a_page(free(&QUEUES), Position::First, 50);
    let before = store.page(view()).await.unwrap();
    assert!(matches!(store.rebuild(&|_, _| {}).await, Err(StoreError::Unreadable { .. })));
    assert_eq!(store.page(view()).await.unwrap(), before);
    comes_in(&store, &sent(6)).await;
    assert_eq!(store.item(case_id(6)).await.unwrap().unwrap().no, 6);
}

#[tokio::test]
async fn without_their_key_nobody_reads_a_resident_s_events_even_in_the_opened_database() {
    let dir = tempfile::tempdir().unwrap();
    let report = found_after(dir.path(), |connection| {
        let readable =
            "SELECT count(*) FROM event WHERE instr(body, CAST('Nivelrikko' AS BLOB)) OR instr(body, CAST('Salaniemi' AS BLOB))";
        assert_eq!(connection.query_row(readable, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
        let ResidentId(id) = resident_id(1);
        assert_eq!(connection.execute("UPDATE resident SET key = NULL WHERE id = ?1", [id.as_bytes()]).unwrap(), 1);
    });
    assert!(report.await.faults.iter().any(|fault| fault.contains("cannot be read")));
    let store = SqliteStore::open(dir.path(), &the_key()).unwrap();
    assert!(matches!(store.case(case_id(1)).await, Err(StoreError::Unreadable { .. })));
    assert!(store.case(case_id(2)).await.unwrap().is_some());
}

#[tokio::test]
async fn fields_that_a_newer_program_added_are_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let report = found_after(dir.path(), |connection| {
        let sql = "UPDATE event SET body = CAST(replace(body, '\"phone\":', '\"colour\":\"blue\",\"phone\":') AS BLOB) \
                   WHERE name = 'unit-set'";
        without_triggers(connection, sql);
    });
    let faults = report.await.faults;
    assert!(faults.is_empty(), "{faults:?}");
}
