//! What the store costs, on a county of 100,000 items: `cargo bench -p omaolo-store`.
//!
//! `OMAOLO_BENCH_ITEMS` makes the county larger or smaller, `OMAOLO_BENCH_DIR` puts it on another disk. It is made anew for
//! each run.

#![expect(clippy::unwrap_used, reason = "a check fails where it unwraps")]

use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Instant;

use divan::{Bencher, black_box, counter::ItemsCount};
use domain::{
    Answer, AssessmentKind, AssessmentRef, Case, CaseEvent, CaseId, ClassTable, CommandId, IdentityCode, Judgement, Language,
    Localised, Moment, Organisation, QuestionAnswer, QueueId, Reason, Resident, ResidentEvent, ResidentId, Role, Score,
    Submission, UrgencyClass, UseAction, UseEntry, UserId, Within, WorkState,
};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use store::sqlite::SqliteStore;
use store::{Append, Commit, Event, Page, PageQuery, Position, Store, StoreKey, Stream, ViewQuery};
use tokio::runtime::Runtime;
use uuid::Uuid;

const IN_FLIGHT: u64 = 128;
const PAGE: u32 = 60;
const QUEUES: [&str; 10] = [
    "lahde-nurse",
    "lahde-physio",
    "lahde-doctor",
    "mukkula-nurse",
    "mukkula-physio",
    "harju-nurse",
    "harju-social",
    "ranta-nurse",
    "ranta-doctor",
    "county-social",
];
const NAMES: [&str; 8] = ["Korhonen", "Virtanen", "Mäkinen", "Nieminen", "Hämäläinen", "Äijälä", "Öhman", "Laine"];
const GIVEN: [&str; 8] = ["Aino", "Eeva", "Väinö", "Liisa", "Matti", "Bo", "Siv", "Tuomas"];
const WORDS: [&str; 12] =
    ["kuume", "yskä", "selkä", "särkee", "viikon", "ajan", "yöllä", "pahenee", "lapsi", "oikea", "korva", "kipu"];

fn main() {
    divan::main();
    // A static is never dropped, so its folder has to be removed by hand.
    if let Some(county) = COUNTY.get() {
        std::fs::remove_dir_all(county.dir.path()).unwrap();
    }
}

static COUNTY: OnceLock<County> = OnceLock::new();
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A store, its folder, and the number of the next item.
struct County {
    store: Arc<SqliteStore>,
    dir: tempfile::TempDir,
    next: std::sync::atomic::AtomicU64,
}

fn a_key() -> StoreKey {
    StoreKey::from_bytes([7; 32])
}

/// A county with as many items as asked for, made once.
fn county() -> &'static County {
    COUNTY.get_or_init(|| {
        let items = std::env::var("OMAOLO_BENCH_ITEMS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
        let county = an_empty_county();
        let began = Instant::now();
        RUNTIME.block_on(county.receive(items));
        eprintln!("a county of {items} items in {:.1} s", began.elapsed().as_secs_f64());
        county
    })
}

/// On the disk that is measured: the temporary folder of the system often is none.
fn a_folder() -> tempfile::TempDir {
    let dir = std::env::var_os("OMAOLO_BENCH_DIR").unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into());
    tempfile::tempdir_in(dir).unwrap()
}

fn an_empty_county() -> County {
    let dir = a_folder();
    let store = SqliteStore::create(dir.path(), &a_key(), "test").unwrap();
    County { store: Arc::new(store), dir, next: 1.into() }
}

impl County {
    fn numbers(&self, count: u64) -> std::ops::Range<u64> {
        let first = self.next.fetch_add(count, std::sync::atomic::Ordering::Relaxed);
        first..first + count
    }

    /// Lets as many residents send at once as a busy server has clients.
    async fn receive(&self, count: u64) {
        let numbers = self.numbers(count);
        let mut waiting = tokio::task::JoinSet::new();
        for n in numbers {
            if waiting.len() as u64 >= IN_FLIGHT {
                waiting.join_next().await.unwrap().unwrap();
            }
            let store = Arc::clone(&self.store);
            let commit = a_submission(n);
            waiting.spawn(async move { store.append(commit).await.unwrap() });
        }
        while let Some(done) = waiting.join_next().await {
            done.unwrap();
        }
    }
}

/// Numbers that look random and are the same each time.
fn scattered(n: u64, salt: u64, below: usize) -> usize {
    let mixed = (n ^ (salt << 40)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33) as usize % below
}

fn pick<'a>(n: u64, salt: u64, from: &[&'a str]) -> &'a str {
    from[scattered(n, salt, from.len())]
}

fn id(kind: u64, n: u64) -> Uuid {
    Uuid::from_u64_pair(0x0192_0000_0000_7000 + n, kind)
}

/// One resident in five thousand writes a rare word.
fn own_words(n: u64) -> String {
    let words: Vec<_> = (0..12).map(|salt| pick(n, salt, &WORDS)).collect();
    let rare = if n % 5000 == 7 { " nystagmus" } else { "" };
    format!("{}{rare} {}", words.join(" "), n)
}

/// Registers a new resident and opens their case: what a server makes of one filled-in assessment.
fn a_submission(n: u64) -> Commit {
    let at: Timestamp = "2026-01-01T06:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(n as i64 * 5);
    let birth = date(1930, 1, 1).checked_add(jiff::Span::new().days((n / 100) as i64)).unwrap();
    let resident = Resident {
        id: ResidentId(id(1, n)),
        identity_code: IdentityCode::artificial(birth, 900 + (n % 100) as u16).unwrap(),
        name: format!("{} {}", pick(n, 20, &NAMES), pick(n, 21, &GIVEN)).as_str().into(),
        language: Language::Fi,
        municipality: Some("398".into()),
        phone: None,
        protected: false,
    };
    let (organisation, classes) = (Organisation::default(), ClassTable::default());
    let opened = Case::open(an_assessment(n, resident.id), Moment { now: at, classes: &classes, organisation: &organisation });
    let case = CaseId(id(2, n));
    let received = a_use(at, UseAction::Receive, Some(case));
    Commit {
        command: CommandId(id(3, n)),
        at,
        user: Some(UserId(id(4, 1))),
        by: None,
        appends: vec![
            Append {
                stream: Stream::Resident(resident.id),
                expected: Some(0),
                events: vec![Event::Resident(ResidentEvent::Registered(resident))],
            },
            Append { stream: Stream::Case(case), expected: Some(0), events: vec![Event::Case(opened)] },
        ],
        uses: vec![received],
    }
}

fn an_assessment(n: u64, resident: ResidentId) -> Submission {
    let one = |nth: usize| QuestionAnswer { question: format!("question-{nth}"), answer: Answer::One("no".into()) };
    let mut answers: Vec<_> = (0..12).map(one).collect();
    answers.push(QuestionAnswer { question: "own-words".into(), answer: Answer::Text(own_words(n).as_str().into()) });
    let queue = pick(n, 30, &QUEUES);
    Submission {
        resident,
        language: Language::Fi,
        on_behalf: None,
        name_given: None,
        entered_by: None,
        assessment: AssessmentRef {
            id: "sore-throat".into(),
            version: "1.0.0".into(),
            hash: "0".repeat(64),
            kind: AssessmentKind::Symptom,
            title: Localised { fi: "Kurkkukipu".into(), sv: "Halsont".into(), en: "Sore throat".into() },
            approved: false,
        },
        answers,
        judgement: Judgement {
            urgency: UrgencyClass::ALL[scattered(n, 31, 6)],
            outcome: None,
            within: Within::Hours(24),
            rule: "st-13".into(),
            recommendation: "rec-3d-test".into(),
            because: vec![Reason { question: "question-3".into(), values: vec!["no".into()] }],
            also: vec!["st-14".into()],
            scores: vec![Score { id: "centor".into(), value: 2, decimals: 0 }],
            red_flags: 0,
            statutory: None,
            queue: "nurse".into(),
            findings: Vec::new(),
            observations: Vec::new(),
        },
        unit: queue.split('-').next().unwrap().into(),
        queue: queue.into(),
    }
}

fn a_use(at: Timestamp, action: UseAction, case: Option<CaseId>) -> UseEntry {
    UseEntry {
        at,
        user: Some(UserId(id(4, 1))),
        role: Some(Role::Nurse),
        unit: Some("lahde".into()),
        action,
        resident: None,
        case,
        detail: String::new(),
        session: Some("0a1b2c3d".into()),
        shown: Vec::new(),
    }
}

fn free(count: usize) -> ViewQuery {
    ViewQuery::Queues {
        queues: QUEUES.iter().take(count).map(|queue| QueueId::from(*queue)).collect(),
        states: vec![WorkState::Free],
    }
}

fn a_page(store: &SqliteStore, queues: usize, position: Position) -> Page {
    RUNTIME.block_on(store.page(PageQuery { view: free(queues), position, limit: PAGE })).unwrap()
}

/// One client, one submission after the other, each on the disk.
#[divan::bench(sample_count = 500, sample_size = 1)]
fn a_submission_alone(bencher: Bencher) {
    let county = county();
    bencher
        .with_inputs(|| a_submission(county.numbers(1).start))
        .bench_values(|commit| RUNTIME.block_on(county.store.append(commit)));
}

/// 128 clients at once; the time is that of all of them.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn submissions_of_128_clients(bencher: Bencher) {
    let county = county();
    bencher.counter(ItemsCount::new(1024_u64)).bench(|| RUNTIME.block_on(county.receive(1024)));
}

/// A look that is written to the use log.
#[divan::bench(sample_count = 500, sample_size = 1)]
fn a_look_in_the_use_log(bencher: Bencher) {
    let county = county();
    let entry = a_use(Timestamp::UNIX_EPOCH, UseAction::ReadCase, None);
    bencher.with_inputs(|| entry.clone()).bench_values(|entry| RUNTIME.block_on(county.store.log_use(entry)));
}

/// The first page of one queue, of three, and of ten.
#[divan::bench(args = [1, 3, 10])]
fn a_page_of_60(bencher: Bencher, queues: usize) {
    let county = county();
    bencher.bench(|| a_page(&county.store, queues, Position::First));
}

/// The page behind a place in the middle of the queue.
#[divan::bench]
fn a_page_of_60_further_on(bencher: Bencher) {
    let county = county();
    let mut position = Position::First;
    for _ in 0..20 {
        let page = a_page(&county.store, 1, position);
        position = Position::After(Page::cursor(page.rows.last().unwrap()));
    }
    bencher.bench(|| a_page(&county.store, 1, position.clone()));
}

/// The first page after a change: the readers' caches are cold then.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn a_page_of_60_after_a_change(bencher: Bencher) {
    let county = county();
    bencher
        .with_inputs(|| RUNTIME.block_on(county.store.append(a_submission(county.numbers(1).start))).unwrap())
        .bench_values(|_| a_page(&county.store, 1, Position::First));
}

/// The counters of ten queues.
#[divan::bench]
fn counts_of_10_queues(bencher: Bencher) {
    let county = county();
    let queues: Vec<_> = QUEUES.iter().map(|queue| QueueId::from(*queue)).collect();
    bencher.bench(|| {
        RUNTIME.block_on(county.store.counts(&queues, UserId(id(4, 1)), "2026-01-01T12:00:00Z".parse().unwrap())).unwrap()
    });
}

/// A case, opened and folded.
#[divan::bench]
fn a_case(bencher: Bencher) {
    let county = county();
    bencher.bench(|| RUNTIME.block_on(county.store.case(CaseId(id(2, 77)))).unwrap());
}

/// A word that twenty cases have, a common one, a common beginning, and one of three letters.
#[divan::bench(args = ["nystagmus", "nystag", "korhonen", "kuu", "ku", "korhonen aino kuume"])]
fn a_search(bencher: Bencher, words: &str) {
    let county = county();
    let queues: Vec<_> = QUEUES.iter().map(|queue| QueueId::from(*queue)).collect();
    bencher.bench(|| RUNTIME.block_on(county.store.search(black_box(words), &queues, PAGE)).unwrap());
}

/// Opening the folder up to the first page on the screen.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn opening_and_the_first_page(bencher: Bencher) {
    let county = county();
    let copied = a_folder();
    for file in ["store.db", "store.db-wal"] {
        std::fs::copy(county.dir.path().join(file), copied.path().join(file)).unwrap();
    }
    drop(SqliteStore::open(copied.path(), &a_key()).unwrap());
    bencher.bench(|| {
        let store = SqliteStore::open(copied.path(), &a_key()).unwrap();
        a_page(&store, 3, Position::First)
    });
}

/// The event as it is sealed: how large a body is decides what a submission costs.
#[divan::bench]
fn an_event_as_json(bencher: Bencher) {
    let commit = a_submission(1);
    let Event::Case(event @ CaseEvent::Opened { .. }) = &commit.appends[1].events[0] else { return };
    bencher.bench(|| serde_json::to_vec(event).unwrap());
}
