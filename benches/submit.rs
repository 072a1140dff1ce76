//! How many assessments a server takes in: judged, routed, logged and on disk before the answer. `cargo bench --bench submit`
//!
//! Beside it, in turns on the same disk: a bare loop that only commits the same rows to the same tables, one by one and in
//! groups of 128, to plain SQLite, to SQLCipher as it comes, and to SQLCipher set as ours is. No HTTP, no judging, no sealing
//! there: it is the floor, no rival.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use client::{Address, Client};
use domain::{CommandId, Grant, IdentityCode, Localised, OrganisationEvent, Queue, Role, Unit, User, UserId};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use knowledge::KnowledgeBase;
use rusqlite::Connection;
use server::{App, Content, Listener, Settings};
use store::sqlite::SqliteStore;
use store::{Append, Commit, Custody, Event, KeyCost, Passphrase, Store, Stream};
use uuid::Uuid;

/// Seconds of each measurement.
const SECONDS: f64 = 4.0;
/// How often everything is measured; the medians are printed.
const ROUNDS: usize = 3;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk that is measured");
    let (address, token) = runtime.block_on(serve(folder.path()));
    let client = Client::new(address).expect("a client").with_token(&token);
    let mut results: Vec<[f64; 6]> = Vec::new();
    for round in 0..ROUNDS {
        let bare = |name: &str, group, opening| bare(&folder.path().join(format!("{name}-{round}.db")), group, opening);
        let bare_one = bare("bare-one", 1, PLAIN);
        let as_it_comes = bare("as-it-comes", 1, SQLCIPHER);
        let as_ours = bare("as-ours", 1, SQLCIPHER_AS_OURS);
        let ours_one = runtime.block_on(submit(&client, 1));
        let bare_many = bare("bare-many", 128, PLAIN);
        let ours_many = runtime.block_on(submit(&client, 128));
        results.push([bare_one, as_it_comes, as_ours, ours_one, bare_many, ours_many]);
    }
    let median = |at: usize| {
        let mut values: Vec<f64> = results.iter().map(|round| round[at]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let ratio = |ours: usize, bare: usize| {
        let mut values: Vec<f64> = results.iter().map(|round| round[ours] / round[bare]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    println!("bare SQLite, one row set per commit   {:8.0}/s", median(0));
    println!("the same, SQLCipher as it comes       {:8.0}/s", median(1));
    println!("the same, SQLCipher set as ours       {:8.0}/s", median(2));
    let [plain, as_it_comes, as_ours] = [0, 1, 2].map(|bare| ratio(3, bare));
    println!(
        "submissions, 1 client                 {:8.0}/s   {plain:.2} x bare, {as_it_comes:.2} x SQLCipher as it comes, {as_ours:.2} x set as ours",
        median(3)
    );
    println!("bare SQLite, 128 row sets per commit  {:8.0}/s", median(4));
    println!("submissions, 128 clients              {:8.0}/s   {:.2} x bare", median(5), ratio(5, 4));
}

async fn serve(dir: &Path) -> (Address, String) {
    let (_, key) = Custody::create(dir, &Passphrase::new("bench"), KeyCost::Light).expect("a key");
    let store = Arc::new(SqliteStore::create(dir, &key, "test").expect("a store"));
    let text = |text: &str| Localised { fi: text.into(), sv: text.into(), en: text.into() };
    let channel = UserId(Uuid::now_v7());
    let grants = vec![Grant { role: Role::Intake, unit: None, queues: Vec::new(), supervisor: false }];
    let events = vec![
        OrganisationEvent::UnitSet(Unit {
            id: "unit".into(),
            name: text("Unit"),
            municipalities: vec!["837".into()],
            county_wide: false,
            phone: String::new(),
        }),
        OrganisationEvent::QueueSet(Queue {
            id: "queue".into(),
            unit: "unit".into(),
            name: text("Queue"),
            takes: vec!["nurse".into()],
        }),
        OrganisationEvent::UserSet(User {
            id: channel,
            login: "channel".into(),
            name: "Channel".into(),
            grants,
            password_hash: None,
            totp_secret: None,
            active: true,
        }),
    ];
    let events = events.into_iter().map(Event::Organisation).collect();
    let appends = vec![Append { stream: Stream::Organisation, expected: None, events }];
    let commit =
        Commit { command: CommandId(Uuid::now_v7()), at: Timestamp::now(), user: None, by: None, appends, uses: Vec::new() };
    store.append(commit).await.expect("the unit is founded");
    let app = App::new(store, Content::ready(KnowledgeBase::builtin()), Settings::test_environment());
    let token = app.mint_session(channel, None, SignedDuration::from_hours(1)).await.expect("a token");
    let listener = Listener::tcp(([127, 0, 0, 1], 0).into()).await.expect("a port");
    let address = format!("http://{}", listener.address().expect("an address")).parse().expect("an address");
    tokio::spawn(server::serve(listener, app, std::future::pending()));
    (address, token)
}

/// Submissions per second of so many clients.
async fn submit(client: &Client, clients: usize) -> f64 {
    let example = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples/sore-throat.json"))
        .expect("the example");
    let example: Arc<str> = example.into();
    let done = Arc::new(AtomicUsize::new(0));
    let today = Timestamp::now().to_zoned(domain::HELSINKI.clone()).date();
    let began = Instant::now();
    let end = began + Duration::from_secs_f64(SECONDS);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..clients {
        let (client, example, done) = (client.clone(), Arc::clone(&example), Arc::clone(&done));
        tasks.spawn(async move {
            while Instant::now() < end {
                let number = done.fetch_add(1, Ordering::Relaxed);
                let code = resident(number);
                let age = format!("\"valueInteger\": {}", code.age_on(today));
                let body = example.replace("140392-914N", code.as_str()).replace("\"valueInteger\": 34", &age);
                let sent = client.submit(body.into_bytes(), Some(Uuid::now_v7())).await.expect("the server answers");
                assert_eq!(sent.status, 201, "{}", sent.body);
            }
        });
    }
    while tasks.join_next().await.transpose().expect("a client ends well").is_some() {}
    done.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64()
}

/// An invented woman of 25 to 50, as the example's answers say; a hundred thousand of them before one comes again.
fn resident(number: usize) -> IdentityCode {
    let birth = date(1976, 1, 1).saturating_add(i64::try_from(number % 9_000).unwrap_or(0).days());
    let individual = 900 + 2 * u16::try_from(number / 9_000 % 50).unwrap_or(0);
    IdentityCode::artificial(birth, individual).expect("an artificial code")
}

/// The store's own tables and indexes.
const SCHEMA: [&str; 4] = [
    include_str!("../src/store/sqlite/schema/1.sql"),
    include_str!("../src/store/sqlite/schema/2.sql"),
    include_str!("../src/store/sqlite/schema/3.sql"),
    include_str!("../src/store/sqlite/schema/4.sql"),
];

/// The rows of one submission of the example by a resident who is new, in the order in which the store writes them. ?1 counts
/// the submissions, ?2 and ?3 name the case and the resident, ?4 is an identity code.
const ROWS: [&str; 9] = [
    // The bodies weigh what they weigh in the store: sealed JSON.
    "INSERT INTO event VALUES (?1 * 2 - 1, 1, ?3, 1, ?2, ?1, x'01950000000070008000000000000001', NULL, 'registered', 1, ?1, ?3, zeroblob(280))",
    "INSERT INTO event VALUES (?1 * 2, 2, ?2, 1, ?2, ?1, x'01950000000070008000000000000001', NULL, 'opened', 1, ?1, ?3, zeroblob(2200))",
    "INSERT INTO resident VALUES (?3, NULL, ?4, 'Kivirinne Helmi', 0, '837', NULL, 0, x'')",
    "INSERT INTO work_item VALUES (?1, ?2, 1, ?3, 'Kivirinne Helmi', 19920314, 12345, ?1, ?1 + 86400, 1, 2, 3, 0, NULL, NULL, 0, NULL, \
     CAST(printf('%02d%012dkivirinne helmi', ?1 % 6, ?1) AS BLOB))",
    "UPDATE resident SET key = zeroblob(32), cases = CAST(cases || x'0000000000000001' AS BLOB) WHERE id = ?3",
    "INSERT INTO counter VALUES (3, 0, ?1 % 2, 1) ON CONFLICT DO UPDATE SET n = n + 1",
    "INSERT INTO search_new VALUES (?1, 'helmi kivirinne kurkku kipeä kolme päivää kuume nieleminen sattuu hyvin paljon halsont sore throat')",
    "INSERT INTO use_log VALUES (?1, '{\"at\":\"2026-10-04T04:51:16.777905913Z\",\"user\":\"01950000-0000-7000-8000-00000000000a\",\"role\":\"intake\",\"unit\":null,\"action\":\"receive\",\"resident\":\"01a10540-84a9-70c4-a2c1-456a84c3984e\",\"case\":\"01a10540-84a9-70c4-a2c1-456a84c3984f\",\"detail\":\"sore-throat\"}', x'', zeroblob(32))",
    "INSERT INTO command VALUES (?2, ?1 * 2)",
];

/// How a database is opened.
const PLAIN: &str = "";
const SQLCIPHER: &str = "PRAGMA key = \"x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'\";";
const SQLCIPHER_AS_OURS: &str = "PRAGMA key = \"x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'\"; \
     PRAGMA cipher_hmac_algorithm = HMAC_SHA256; PRAGMA cipher_page_size = 2048;";

/// Row sets per second that SQLite commits when nothing else is asked of it: the same rows in the same tables.
fn bare(path: &Path, group: usize, opening: &str) -> f64 {
    let mut connection = Connection::open(path).expect("a database");
    connection.execute_batch(opening).expect("a key");
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").expect("settings");
    SCHEMA.iter().for_each(|sql| connection.execute_batch(sql).expect("tables"));
    let began = Instant::now();
    let mut done = 0_i64;
    while began.elapsed().as_secs_f64() < SECONDS {
        let transaction = connection.transaction().expect("a transaction");
        for _ in 0..group {
            done += 1;
            let (case, person) = (Uuid::now_v7(), Uuid::now_v7());
            let code = resident(usize::try_from(done).unwrap_or(0)).as_str().to_owned();
            let values: [&dyn rusqlite::ToSql; 4] = [&done, case.as_bytes(), person.as_bytes(), &code];
            for sql in ROWS {
                let mut statement = transaction.prepare_cached(sql).expect("a statement");
                for (at, value) in (1..=statement.parameter_count()).zip(values) {
                    statement.raw_bind_parameter(at, value).expect("a value");
                }
                statement.raw_execute().expect("a row");
            }
        }
        transaction.commit().expect("a commit");
    }
    done as f64 / began.elapsed().as_secs_f64()
}
