//! The server through its router, on a real store in a folder of the test's own, with the packs of the program.

mod bad_input;
mod content;
mod entry;
mod intake;
mod listening;
mod observing;
mod races;
mod rights;
mod signing_in;
mod working;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::{CommandId, Grant, Localised, OrganisationEvent, Queue, Role, Unit, User, UserId};
use jiff::{SignedDuration, Timestamp};
use knowledge::{KnowledgeBase, QuestionKind};
use serde_json::{Value, json};
use store::sqlite::SqliteStore;
use store::{Append, Commit, Event, Store, StoreKey, Stream, UseLine};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use crate::{App, Content, Settings, hash_password, router};

pub const PASSWORD: &str = "a password of the tests";
pub const TOTP_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

static CONTENT: LazyLock<Content> = LazyLock::new(|| Content::ready(KnowledgeBase::builtin()));
static PASSWORD_HASH: LazyLock<String> = LazyLock::new(|| hash_password(PASSWORD).unwrap());

/// Everybody who may sign in: login, name, grants, authenticator.
fn staff() -> Vec<User> {
    let grant = |role, unit: Option<&str>, queues: &[&str]| Grant {
        role,
        unit: unit.map(Into::into),
        queues: queues.iter().map(|queue| (*queue).into()).collect(),
        supervisor: false,
    };
    let lahde = || grant(Role::Nurse, Some("lahde"), &["lahde-nurse", "emergency"]);
    let koivu = || grant(Role::Nurse, Some("koivu"), &["koivu-nurse"]);
    let people = [
        ("liisa", "Virtanen Liisa", vec![lahde()], None),
        ("matti", "Korhonen Matti", vec![lahde()], None),
        ("kerttu", "Laine Kerttu", vec![koivu()], None),
        ("sara", "Nieminen Sara", vec![grant(Role::SocialWorker, Some("social"), &["social"])], None),
        ("laura", "Heikkinen Laura", vec![grant(Role::Doctor, Some("lahde"), &["lahde-nurse"])], None),
        ("pauli", "Pääkäyttäjä Pauli", vec![grant(Role::Administrator, None, &[])], None),
        ("tuula", "Tuki Tuula", vec![grant(Role::Support, None, &[])], None),
        ("channel", "Residents' channel", vec![grant(Role::Intake, None, &[])], None),
        ("two", "Kahden Työn Tekijä", vec![lahde(), koivu()], None),
        ("coded", "Koodi Kaisa", vec![lahde()], Some(TOTP_SECRET.to_owned())),
    ];
    (1..)
        .zip(people)
        .map(|(n, (login, name, grants, totp_secret))| User {
            id: UserId(Uuid::from_u128(n)),
            login: login.into(),
            name: name.into(),
            grants,
            password_hash: Some(PASSWORD_HASH.clone()),
            totp_secret,
            active: true,
        })
        .collect()
}

fn founding() -> Vec<OrganisationEvent> {
    let name = |text: &str| Localised { fi: format!("{text} (fi)"), sv: format!("{text} (sv)"), en: format!("{text} (en)") };
    let unit = |id: &str, municipalities: &[&str], county_wide| {
        let municipalities = municipalities.iter().map(|m| (*m).to_owned()).collect();
        OrganisationEvent::UnitSet(Unit {
            id: id.into(),
            name: name(id),
            municipalities,
            county_wide,
            phone: "03 000 0100".into(),
        })
    };
    let queue = |id: &str, unit: &str, takes: &[&str]| {
        let takes = takes.iter().map(|kind| (*kind).to_owned()).collect();
        OrganisationEvent::QueueSet(Queue { id: id.into(), unit: unit.into(), name: name(id), takes })
    };
    let mut events = vec![
        unit("lahde", &["837"], false),
        unit("koivu", &["536"], false),
        unit("county", &[], true),
        unit("social", &[], true),
        queue("lahde-nurse", "lahde", &["nurse", "doctor", "wellbeing"]),
        queue("koivu-nurse", "koivu", &["nurse", "doctor"]),
        queue("emergency", "county", &["emergency"]),
        queue("social", "social", &["social-elderly", "social-disability", "social-family", "social-adult", "social-emergency"]),
    ];
    events.extend(staff().into_iter().map(OrganisationEvent::UserSet));
    events
}

/// A server of one test.
pub struct Bench {
    pub app: App,
    pub store: Arc<SqliteStore>,
    router: Router,
    tokens: BTreeMap<String, String>,
    _dir: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    /// The body as JSON; null where there is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// The body as JSON, of an answer that must have this status.
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self.json()
    }
}

impl Bench {
    pub async fn new() -> Self {
        Self::with(Settings::test_environment()).await
    }

    pub async fn with(settings: Settings) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = StoreKey::random().unwrap();
        let store = Arc::new(SqliteStore::create(dir.path(), &key, "test").unwrap());
        let events = founding().into_iter().map(Event::Organisation).collect();
        commit(store.as_ref(), events).await;
        let app = App::new(Arc::clone(&store) as Arc<dyn Store>, CONTENT.clone(), settings);
        let mut tokens = BTreeMap::new();
        for user in staff() {
            let token = app.mint_session(user.id, None, SignedDuration::from_hours(1)).await.unwrap();
            tokens.insert(user.login, token);
        }
        Self { router: router(app.clone()), app, store, tokens, _dir: dir }
    }

    /// The same server after a restart with other content.
    pub fn with_content(self, base: KnowledgeBase) -> Self {
        let store = Arc::clone(&self.store) as Arc<dyn Store>;
        let app = App::new(store, Content::ready(base), self.app.settings().clone());
        Self { router: router(app.clone()), app, ..self }
    }

    pub fn token(&self, login: &str) -> &str {
        &self.tokens[login]
    }

    /// The user with this login.
    pub fn user(&self, login: &str) -> User {
        self.store.organisation().user_by_login(login).unwrap().clone()
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Reply { status, headers, text: String::from_utf8(body.to_vec()).unwrap() }
    }

    /// Asks as this user, with a JSON body where there is one.
    pub async fn ask(&self, login: &str, method: &str, path: &str, body: Option<Value>) -> Reply {
        let request =
            Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {}", self.token(login)));
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.send(request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap()).await
    }

    pub async fn get(&self, login: &str, path: &str) -> Reply {
        self.ask(login, "GET", path, None).await
    }

    /// Sends a command on a case, as this user.
    pub async fn command(&self, login: &str, case: &str, command: Value) -> Reply {
        let body = json!({ "id": Uuid::now_v7(), "command": command });
        self.ask(login, "POST", &format!("/api/v1/cases/{case}/commands"), Some(body)).await
    }

    /// Brings in a response, as the residents' channel.
    pub async fn submit(&self, response: &Value) -> Reply {
        self.ask("channel", "POST", "/fhir/R4/QuestionnaireResponse", Some(response.clone())).await
    }

    /// A new case of a sore throat in Lähde's queue.
    pub async fn a_case(&self) -> String {
        self.submit(&a_response("sore-throat", SORE_THROAT)).await.expect(201)["id"].as_str().unwrap().to_owned()
    }

    /// How much is stored: the log's head, the cases found, and the items counted.
    pub async fn stored(&self) -> (i64, usize, Value) {
        let cases =
            self.store.events_after(0, 10_000).await.unwrap().iter().filter(|r| matches!(r.stream, Stream::Case(_))).count();
        (*self.store.head().borrow(), cases, self.get("liisa", "/api/v1/queues").await.expect(200))
    }

    /// The use log, oldest first.
    pub async fn use_log(&self) -> Vec<UseLine> {
        let mut lines = self.store.use_log(None, 10_000).await.unwrap();
        lines.reverse();
        lines
    }

    /// What the use log has learnt since this many lines: actions with their details.
    pub async fn learnt_since(&self, lines: usize) -> Vec<String> {
        let log = self.use_log().await;
        log.iter().skip(lines).map(|line| format!("{} {}", line.entry.action, line.entry.detail).trim().to_owned()).collect()
    }

    /// Changes a user.
    pub async fn set_user(&self, user: User) {
        commit(self.store.as_ref(), vec![Event::Organisation(OrganisationEvent::UserSet(user))]).await;
    }
}

async fn commit(store: &dyn Store, events: Vec<Event>) {
    let append = Append { stream: Stream::Organisation, expected: None, events };
    let commit = Commit {
        command: CommandId(Uuid::now_v7()),
        at: Timestamp::now(),
        user: None,
        by: None,
        appends: vec![append],
        uses: Vec::new(),
    };
    store.append(commit).await.unwrap();
}

pub const SORE_THROAT: &str = "emergency-signs=none; age=30; sex=female; general-condition=ok; symptom-days=2; swallowing=painful; \
    fluids=none; mouth-opening=no; voice=normal; neck-swelling=no; one-sided=no; fever=no; cough=no; runny-nose=yes; \
    tonsils=swollen-red; neck-nodes=yes; rash=no; strep-exposure=no; blood-cell-medicine=no; immunocompromised=no; pregnant=no; \
    episodes-year=1; free-text=Kurkku on ollut kipeä.";
pub const URINARY: &str = "age=30; sex=female; emergency-signs=none; general-condition=ok; symptoms={dysuria,frequency}; symptom-days=3; \
    severity=moderate; fever=no; chills=no; flank-pain=no; vomiting=no; urine-stopped=no; pelvic-pain=no; pregnant=no; \
    genital-symptoms=none; sti-risk=no; urinary-history=none; recent-treatment=no; infections-year=0; diabetes=no; immunocompromised=no";
pub const LOW_BACK: &str = "emergency-signs=none; age=40; sex=male; duration=under-1-week; injury=none; bladder-bowel=none; \
    leg-symptoms=none; pain-level=6; can-walk=yes; fever=no; general-condition=ok; other-symptoms=none; risk-factors=cancer; \
    immunocompromised=no; daily-function=little";
pub const INFORMAL_CARE: &str = "emergency-signs=none; respondent=carer; consent=yes; cared-age=80; living=with-carer; cause=memory; \
    need-duration=permanent; help-personal={dressing,washing}; help-household=cooking; supervision=some-hours; frequency=daily; \
    night-care=no; has-carer=same-home; carer-willing=yes; carer-health=enough; carer-strain=tired; cared-agrees=yes; \
    home-suitable=yes; safe-enough=yes; benefits=none; disability-client=no";

/// A response with the answers written as in the packs' cases.
pub fn a_response(pack: &str, answers: &str) -> Value {
    let code = if answers.contains("sex=male") { code_of(40, 991) } else { identity_code() };
    json!({
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "language": "fi",
        "questionnaire": format!("https://omaolo.example/fhir/Questionnaire/{pack}|1.0.0"),
        "subject": { "identifier": { "system": "urn:oid:1.2.246.21", "value": code } },
        "authored": "2026-11-24T10:15:00+02:00",
        "contained": [{ "resourceType": "Patient", "id": "resident", "name": [{ "family": "Äijälä", "given": ["Aino"] }],
            "telecom": [{ "system": "phone", "value": "+358 40 000 0001" }] }],
        "extension": [{ "url": "https://omaolo.example/fhir/StructureDefinition/home-municipality", "valueCoding": { "code": "837" } }],
        "item": items(pack, answers),
    })
}

pub fn identity_code() -> String {
    code_of(30, 990)
}

/// The code of somebody who has had this birthday some months ago; even numbers are women's.
pub fn code_of(age: i64, number: u16) -> String {
    let today = Timestamp::now().to_zoned(domain::HELSINKI.clone()).date();
    let birth = today.checked_sub(jiff::Span::new().years(age).months(6)).unwrap();
    domain::IdentityCode::artificial(birth, number).unwrap().as_str().to_owned()
}

pub fn items(pack: &str, answers: &str) -> Vec<Value> {
    let base = CONTENT.now().unwrap();
    let pack = base.get(pack).unwrap();
    let one = |text: &str| {
        let (id, value) = text.trim().split_once('=').unwrap();
        let many = value.trim_start_matches('{').trim_end_matches('}').split(',');
        let answer = |value: &str| match &pack.question(id).unwrap().kind {
            QuestionKind::Boolean => json!({ "valueBoolean": value == "yes" }),
            QuestionKind::Number(range) if range.whole() => json!({ "valueInteger": value.parse::<i64>().unwrap() }),
            QuestionKind::Number(_) => json!({ "valueDecimal": value.parse::<f64>().unwrap() }),
            QuestionKind::Text => json!({ "valueString": value }),
            QuestionKind::Date => json!({ "valueDate": value }),
            QuestionKind::Single(_) | QuestionKind::Multi(_) => json!({ "valueCoding": { "code": value } }),
        };
        json!({ "linkId": id, "answer": many.map(answer).collect::<Vec<_>>() })
    };
    answers.split(';').map(one).collect()
}

/// The answers written as in the packs' cases, in the domain's form.
pub fn given(pack: &str, answers: &str) -> Vec<domain::QuestionAnswer> {
    let pack = CONTENT.now().unwrap().get(pack).unwrap();
    let one = |text: &str| {
        let (id, value) = text.trim().split_once('=').unwrap();
        let many = || value.trim_start_matches('{').trim_end_matches('}').split(',').map(str::to_owned).collect();
        let answer = match &pack.question(id).unwrap().kind {
            QuestionKind::Boolean | QuestionKind::Single(_) => domain::Answer::One(value.to_owned()),
            QuestionKind::Multi(_) => domain::Answer::Many(many()),
            QuestionKind::Number(_) => domain::Answer::Number(value.parse().unwrap()),
            QuestionKind::Date => domain::Answer::Day(value.parse().unwrap()),
            QuestionKind::Text => domain::Answer::Text(value.into()),
        };
        domain::QuestionAnswer { question: id.to_owned(), answer }
    };
    answers.split(';').map(one).collect()
}

/// The place of a question among a response's items.
pub fn place_of(response: &Value, question: &str) -> usize {
    response["item"].as_array().unwrap().iter().position(|item| item["linkId"] == question).unwrap()
}
