//! Every call against a real server, over a Unix socket and over TCP.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use api::{
    ChooseGrant, CommandRequest, DraftText, EntryAnswers, EntryRequest, FaultCode, ProblemCode, ResidentAct, SignIn, View,
    WorkQuery,
};
use domain::{
    Answer, CaseCommand, CaseId, ClientAct, CommandId, DraftKind, Grant, IdentityCode, Language, Localised, MessageId,
    OrganisationEvent, QuestionAnswer, Queue, Refusal, Role, Unit, UrgencyClass, User, UserId, Words,
};
use futures_util::StreamExt;
use jiff::{SignedDuration, Timestamp};
use knowledge::KnowledgeBase;
use serde_json::{Value, json};
use server::{App, Content, Listener, Settings, hash_password, serve};
use store::sqlite::SqliteStore;
use store::{Append, Commit, Event, Store, StoreKey, Stream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::{Address, Client, ClientError};

const PASSWORD: &str = "a password of the tests";

fn organisation() -> Vec<OrganisationEvent> {
    let name = |text: &str| Localised { fi: text.into(), sv: format!("{text} (sv)"), en: text.into() };
    let grant = |role, queues: &[&str]| Grant {
        role,
        unit: Some("lahde".into()),
        queues: queues.iter().map(|queue| (*queue).into()).collect(),
        supervisor: false,
    };
    let hash = hash_password(PASSWORD).unwrap();
    let user = |n, login: &str, grants| {
        let (login, password_hash) = (login.to_owned(), Some(hash.clone()));
        OrganisationEvent::UserSet(User {
            id: UserId(Uuid::from_u128(n)),
            name: login.clone(),
            login,
            grants,
            password_hash,
            totp_secret: None,
            active: true,
        })
    };
    vec![
        OrganisationEvent::UnitSet(Unit {
            id: "lahde".into(),
            name: name("Lähde"),
            municipalities: vec!["837".into()],
            county_wide: true,
            phone: "03 000 0100".into(),
        }),
        OrganisationEvent::QueueSet(Queue {
            id: "nurse".into(),
            unit: "lahde".into(),
            name: name("Sairaanhoitaja"),
            takes: vec!["nurse".into(), "emergency".into()],
        }),
        user(1, "liisa", vec![grant(Role::Nurse, &["nurse"]), grant(Role::Administrator, &[])]),
        user(2, "matti", vec![grant(Role::Nurse, &["nurse"])]),
        user(3, "channel", vec![grant(Role::Intake, &[])]),
    ]
}

/// A server of one test, on its own socket.
struct Bench {
    client: Client,
    channel: Client,
    stop: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
    dir: tempfile::TempDir,
}

fn app(dir: &Path, key: &StoreKey) -> (App, Arc<SqliteStore>) {
    let store = Arc::new(SqliteStore::create(dir, key, "test").unwrap());
    let content = Content::loading(KnowledgeBase::builtin);
    (App::new(Arc::clone(&store) as Arc<dyn Store>, content, Settings::test_environment()), store)
}

impl Bench {
    async fn on(unix: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (app, store) = app(&dir.path().join("data"), &StoreKey::random().unwrap());
        let events = organisation().into_iter().map(Event::Organisation).collect();
        let append = Append { stream: Stream::Organisation, expected: None, events };
        let command = CommandId(Uuid::now_v7());
        let commit = Commit { command, at: Timestamp::now(), user: None, by: None, appends: vec![append], uses: Vec::new() };
        store.append(commit).await.unwrap();
        let socket = dir.path().join("server.sock");
        let (listener, address) = if unix {
            (Listener::unix(&socket).unwrap(), Address::Unix(socket))
        } else {
            let listener = Listener::tcp(([127, 0, 0, 1], 0).into()).await.unwrap();
            let address = format!("http://{}", listener.address().unwrap()).parse().unwrap();
            (listener, address)
        };
        let token = app.mint_session(UserId(Uuid::from_u128(3)), None, SignedDuration::from_hours(1)).await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(serve(listener, app, async {
            let _ = stopped.await;
        }));
        let client = Client::new(address).unwrap();
        let channel = client.clone().with_token(&token);
        Self { client, channel, stop, server, dir }
    }

    async fn sign_in(&self, login: &str) -> Client {
        let form = SignIn { login: login.into(), password: PASSWORD.into(), totp: None };
        let signed_in = self.client.sign_in(&form, Language::Fi).await.unwrap();
        self.client.clone().with_token(&signed_in.token)
    }

    async fn a_case(&self) -> CaseId {
        let submitted = self.channel.submit(a_response().to_string().into_bytes(), None).await.unwrap();
        assert_eq!(submitted.status, 201, "{}", submitted.body);
        assert!(submitted.location.unwrap().contains(submitted.body["id"].as_str().unwrap()));
        submitted.body["id"].as_str().unwrap().parse().unwrap()
    }
}

/// An emergency: one answer is enough.
fn a_response() -> Value {
    let code = IdentityCode::artificial(jiff::civil::date(1960, 2, 29), 901).unwrap();
    json!({
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "https://omaolo.example/fhir/Questionnaire/sore-throat|1.0.0",
        "subject": { "identifier": { "system": "urn:oid:1.2.246.21", "value": code.as_str() } },
        "extension": [{ "url": "https://omaolo.example/fhir/StructureDefinition/home-municipality", "valueCoding": { "code": "837" } }],
        "item": [{ "linkId": "emergency-signs", "answer": [{ "valueCoding": { "code": "drooling" } }] }],
    })
}

fn a_query(view: View) -> WorkQuery {
    WorkQuery { view, limit: 50, lang: Language::Fi, ..WorkQuery::default() }
}

fn command(command: CaseCommand) -> CommandRequest {
    CommandRequest { id: CommandId(Uuid::now_v7()), command }
}

async fn a_day_at_work(bench: &Bench) {
    bench.client.health().await.unwrap();
    let nurse = bench.sign_in("liisa").await;
    assert!(
        matches!(nurse.queues(Language::Fi).await, Err(ClientError::Problem { problem, .. }) if problem.code == ProblemCode::ChooseGrant)
    );
    let choice = ChooseGrant { role: Role::Nurse, unit: Some("lahde".into()) };
    assert_eq!(nurse.choose_grant(&choice, Language::Sv).await.unwrap().queues[0].name, "Sairaanhoitaja (sv)");
    assert_eq!(nurse.session(Language::Fi).await.unwrap().grant().map(|grant| grant.role), Some(Role::Nurse));

    let mut notices = nurse.notices(None).await.unwrap();
    let id = bench.a_case().await;
    let head = tokio::time::timeout(Duration::from_secs(20), notices.next()).await.unwrap().unwrap().unwrap();
    let page = nurse.work(&a_query(View::Free)).await.unwrap();
    assert_eq!((page.rows[0].case, page.head), (id, head));
    let found = nurse.work(&WorkQuery { q: Some("kurkku & kipu?".into()), ..a_query(View::Free) }).await.unwrap();
    assert_eq!(found.rows, []);
    assert_eq!(nurse.queues(Language::Fi).await.unwrap()[0].free, 1);

    let taken = nurse.command(id, &command(CaseCommand::Take)).await.unwrap();
    assert_eq!(taken.version, 2);
    let matti = bench.sign_in("matti").await;
    let refused = matti.command(id, &command(CaseCommand::Take)).await.unwrap_err();
    let ClientError::Problem { status: 409, problem } = refused else { panic!("{refused:?}") };
    assert_eq!(problem.refusal, Some(Refusal::TakenByOther { name: "liisa".into() }));

    nurse.keep_draft(id, DraftKind::Note, &DraftText { text: Words::from("Hei") }).await.unwrap();
    let case = nurse.case(id, Language::En).await.unwrap();
    assert_eq!(case.drafts.iter().map(|draft| (draft.kind, draft.text.as_str())).collect::<Vec<_>>(), [(DraftKind::Note, "Hei")]);
    nurse.drop_draft(id, DraftKind::Note).await.unwrap();
    assert_eq!(nurse.preview(id, Language::En).await.unwrap().row.version, 2);
    assert_eq!(nurse.targets(id, Language::Fi).await.unwrap().people[0].name, "matti");
    let act = ClientAct::Message { id: MessageId(Uuid::now_v7()), text: Words::from("Kiitos") };
    bench.channel.resident_act(id, &ResidentAct { id: CommandId(Uuid::now_v7()), act }).await.unwrap();
    assert_eq!(nurse.case(id, Language::En).await.unwrap().messages.len(), 1);
    a_form_is_filled_in(&nurse).await;

    nurse.choose_grant(&ChooseGrant { role: Role::Administrator, unit: Some("lahde".into()) }, Language::Fi).await.unwrap();
    let log = nurse.use_log(None).await.unwrap();
    assert!(nurse.use_log(Some(log.lines[0].no)).await.unwrap().lines.len() >= log.lines.len() - 1);
    nurse.sign_out().await.unwrap();
    assert!(matches!(nurse.session(Language::Fi).await, Err(ClientError::SignInNeeded)));
    while let Some(notice) = tokio::time::timeout(Duration::from_secs(20), notices.next()).await.unwrap() {
        assert!(notice.unwrap() > head, "the stream ends with the session");
    }
}

async fn a_form_is_filled_in(nurse: &Client) {
    let offers = nurse.offers(Language::Sv).await.unwrap();
    let offer = offers.assessments.iter().find(|offer| offer.id == "sore-throat").unwrap();
    let code = IdentityCode::artificial(jiff::civil::date(1960, 2, 29), 901).unwrap();
    let mut so_far = EntryAnswers {
        version: offer.version.clone(),
        language: Language::Fi,
        resident_language: Language::En,
        identity_code: Some(Words::from(code.as_str())),
        answers: Vec::new(),
    };
    let first = nurse.step(&offer.id, &so_far).await.unwrap();
    assert_eq!((first.questions[0].id.as_str(), first.complete), ("emergency-signs", false));
    let answer = Answer::Many(vec!["drooling".into()]);
    so_far.answers.push(QuestionAnswer { question: first.questions[0].id.clone(), answer });
    assert!(nurse.step(&offer.id, &so_far).await.unwrap().emergency);
    let form = EntryRequest {
        id: CommandId(Uuid::now_v7()),
        version: offer.version.clone(),
        identity_code: Words::from(code.as_str()),
        name: Some(Words::from("Suomalainen Suvi")),
        phone: None,
        resident_language: Language::En,
        on_behalf: None,
        answers: so_far.answers,
    };
    let accepted = nurse.enter(&offer.id, &form).await.unwrap();
    assert_eq!((accepted.urgency, accepted.new), (UrgencyClass::P0, true));
    let again = nurse.enter(&offer.id, &form).await.unwrap();
    assert_eq!((again.case, again.new), (accepted.case, false));
    assert_eq!(nurse.case(accepted.case, Language::Fi).await.unwrap().entered_by.as_deref(), Some("liisa"));
    let refused = nurse.enter(&offer.id, &EntryRequest { answers: Vec::new(), ..form }).await.unwrap_err();
    let ClientError::Problem { status: 422, problem } = refused else { panic!("{refused:?}") };
    assert!(problem.faults.iter().any(|fault| fault.code == FaultCode::Missing), "{problem:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_works_over_a_unix_socket() {
    a_day_at_work(&Bench::on(true).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_works_over_tcp() {
    a_day_at_work(&Bench::on(false).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_megabytes_are_refused_in_words_on_both_kinds_of_connection() {
    for unix in [true, false] {
        let bench = Bench::on(unix).await;
        let mut response = a_response();
        response["text"] = json!("x".repeat(5 * 1024 * 1024));
        let submitted = bench.channel.submit(response.to_string().into_bytes(), None).await.unwrap();
        assert_eq!((submitted.status, submitted.body["resourceType"].as_str()), (413, Some("OperationOutcome")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_send_with_the_same_key_is_the_same_case() {
    let bench = Bench::on(true).await;
    let key = Some(Uuid::now_v7());
    let first = bench.channel.submit(a_response().to_string().into_bytes(), key).await.unwrap();
    let second = bench.channel.submit(a_response().to_string().into_bytes(), key).await.unwrap();
    assert_eq!((first.status, second.status), (201, 200));
    assert_eq!(first.body["id"], second.body["id"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_server_ends_its_streams_and_is_offline_until_the_next_one_stands() {
    let Bench { client, stop, server, dir, channel } = Bench::on(true).await;
    let mut notices = channel.notices(None).await.unwrap();
    stop.send(()).unwrap();
    assert!(tokio::time::timeout(Duration::from_secs(20), notices.next()).await.unwrap().is_none());
    server.await.unwrap().unwrap();
    let error = client.health().await.unwrap_err();
    assert!(matches!(error, ClientError::Offline { .. }) && error.is_retryable(), "{error:?}");
    let (app, _) = app(&dir.path().join("other"), &StoreKey::random().unwrap());
    let listener = Listener::unix(&dir.path().join("server.sock")).unwrap();
    let server = tokio::spawn(serve(listener, app, std::future::pending()));
    client.health().await.unwrap();
    server.abort();
}

#[tokio::test]
async fn a_socket_is_its_owner_s_alone_and_replaces_what_a_dead_server_left() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("server.sock");
    let first = Listener::unix(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(matches!(Listener::unix(&path), Err(server::ServeError::InUse(_))));
    drop(first);
    Listener::unix(&path).unwrap();
    let remote = Listener::tcp(([0, 0, 0, 0], 0).into()).await;
    assert!(matches!(remote, Err(server::ServeError::Remote(_))), "others are let in only when asked for");
}

#[test]
fn an_error_names_neither_the_address_nor_what_was_asked() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Client::new(Address::Unix("/nowhere/omaolo.sock".into())).unwrap();
    let query = WorkQuery { q: Some("Suomalainen".into()), ..a_query(View::Free) };
    let error = runtime.block_on(client.work(&query)).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Suomalainen"));
}
