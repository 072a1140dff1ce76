//! A small county with fictional people, and short ways to make things happen in it.

use domain::{
    Actor, Answer, AssessmentKind, AssessmentRef, Case, CaseCommand, CaseEvent, CaseId, ClassTable, ClientAct, CommandId,
    DraftKind, Grant, IdentityCode, Judgement, Language, Localised, MessageId, Moment, Organisation, OrganisationEvent,
    QuestionAnswer, Queue, QueueId, Refusal, Resident, ResidentEvent, ResidentId, Role, Submission, Unit, UnitId, UrgencyClass,
    UseAction, UseEntry, User, UserId, Within, Words, WorkState,
};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use store::{Append, Commit, Committed, Event, KeptDraft, PageQuery, Position, Store, StoreError, Stream, ViewQuery};
use uuid::Uuid;

pub const QUEUES: [&str; 3] = ["lahde-nurse", "lahde-physio", "mukkula-nurse"];

/// Minutes after a morning.
pub fn minute(n: i64) -> Timestamp {
    let morning: Timestamp = "2026-11-24T06:00:00Z".parse().unwrap();
    morning.checked_add(SignedDuration::from_mins(n)).unwrap()
}

pub fn case_id(n: u128) -> CaseId {
    CaseId(Uuid::from_u128(0xCA5E_0000 + n))
}

pub fn resident_id(n: u128) -> ResidentId {
    ResidentId(Uuid::from_u128(0x0E51_0000 + n))
}

pub fn user_id(n: u128) -> UserId {
    UserId(Uuid::from_u128(0x05E8_0000 + n))
}

/// Something typed and not sent.
pub fn a_draft(kind: DraftKind, text: &str, at: i64) -> KeptDraft {
    KeptDraft { kind, text: text.into(), at: minute(at) }
}

/// A command id that no other call gives.
pub fn a_command() -> CommandId {
    CommandId(Uuid::now_v7())
}

pub fn queues(names: &[&str]) -> Vec<QueueId> {
    names.iter().map(|name| QueueId::from(*name)).collect()
}

pub fn all_queues() -> Vec<QueueId> {
    queues(&QUEUES)
}

/// A nurse with all queues.
pub fn a_nurse(n: u128) -> Actor {
    let grant = Grant { role: Role::Nurse, unit: Some("lahde".into()), queues: all_queues(), supervisor: false };
    Actor { user: user_id(n), name: format!("Hoitaja {n}"), grant }
}

fn the_intake() -> Actor {
    let grant = Grant { role: Role::Intake, unit: None, queues: Vec::new(), supervisor: false };
    Actor { user: user_id(99), name: "Intake".into(), grant }
}

fn unit_of(queue: &str) -> UnitId {
    queue.split('-').next().unwrap_or_default().into()
}

/// The county's own data, as events.
pub fn a_county() -> Vec<OrganisationEvent> {
    let name = |s: &str| Localised { fi: s.into(), sv: s.into(), en: s.into() };
    let unit =
        |id: &str| Unit { id: id.into(), name: name(id), municipalities: Vec::new(), county_wide: false, phone: String::new() };
    let mut events: Vec<_> = ["lahde", "mukkula"].map(unit).map(OrganisationEvent::UnitSet).into();
    for id in QUEUES {
        events.push(OrganisationEvent::QueueSet(Queue {
            id: id.into(),
            unit: unit_of(id),
            name: name(id),
            takes: vec![id.into()],
        }));
    }
    for n in 1..=3 {
        let nurse = a_nurse(n);
        events.push(OrganisationEvent::UserSet(User {
            id: nurse.user,
            login: format!("nurse{n}"),
            name: nurse.name,
            grants: vec![nurse.grant],
            password_hash: None,
            totp_secret: None,
            active: true,
        }));
    }
    events
}

/// A commit without content.
pub fn a_commit(at: Timestamp) -> Commit {
    Commit { command: a_command(), at, user: None, by: None, appends: Vec::new(), uses: Vec::new() }
}

pub async fn found_county(store: &dyn Store) {
    let events = a_county().into_iter().map(Event::Organisation).collect();
    let append = Append { stream: Stream::Organisation, expected: None, events };
    store.append(Commit { appends: vec![append], ..a_commit(minute(0)) }).await.unwrap();
}

pub fn a_resident(n: u128, name: &str) -> Resident {
    let days = i32::try_from(n / 100).unwrap();
    let birth = date(1950, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
    Resident {
        id: resident_id(n),
        identity_code: IdentityCode::artificial(birth, 900 + u16::try_from(n % 100).unwrap()).unwrap(),
        name: name.into(),
        language: Language::Fi,
        municipality: Some("398".into()),
        phone: Some("040 000 0000".into()),
        protected: false,
    }
}

/// What a resident sends.
#[derive(Clone, Debug)]
pub struct Sent {
    pub case: u128,
    pub resident: u128,
    pub name: &'static str,
    pub queue: &'static str,
    pub urgency: UrgencyClass,
    pub minute: i64,
    pub text: &'static str,
}

pub fn sent(case: u128) -> Sent {
    Sent {
        case,
        resident: case,
        name: "Suomalainen Aino",
        queue: "lahde-nurse",
        urgency: UrgencyClass::P4,
        minute: i64::try_from(case).unwrap(),
        text: "Kurkku kipeä",
    }
}

fn a_submission(sent: &Sent) -> Submission {
    let title = Localised { fi: "Kurkkukipu".into(), sv: "Halsont".into(), en: "Sore throat".into() };
    let assessment = AssessmentRef {
        id: "sore-throat".into(),
        version: "1.0.0".into(),
        hash: "0".repeat(64),
        kind: AssessmentKind::Symptom,
        title,
        approved: false,
    };
    let judgement = Judgement {
        urgency: sent.urgency,
        outcome: None,
        within: Within::Hours(2),
        rule: "st-13".into(),
        recommendation: "rec-test".into(),
        because: Vec::new(),
        also: Vec::new(),
        scores: Vec::new(),
        red_flags: 1,
        statutory: None,
        queue: "nurse".into(),
        findings: Vec::new(),
        observations: Vec::new(),
    };
    Submission {
        resident: resident_id(sent.resident),
        language: Language::Fi,
        on_behalf: None,
        name_given: None,
        entered_by: None,
        assessment,
        answers: vec![QuestionAnswer { question: "own-words".into(), answer: Answer::Text(sent.text.into()) }],
        judgement,
        unit: unit_of(sent.queue),
        queue: sent.queue.into(),
    }
}

/// The commit by which it comes in, with the resident registered where they are new.
pub async fn coming_in(store: &dyn Store, sent: &Sent) -> Commit {
    let organisation = Organisation::default();
    let classes = ClassTable::default();
    let at = minute(sent.minute);
    let event = Case::open(a_submission(sent), Moment { now: at, classes: &classes, organisation: &organisation });
    let mut appends = Vec::new();
    if store.resident(resident_id(sent.resident)).await.unwrap().is_none() {
        let resident = a_resident(sent.resident, sent.name);
        let events = vec![Event::Resident(ResidentEvent::Registered(resident))];
        appends.push(Append { stream: Stream::Resident(resident_id(sent.resident)), expected: Some(0), events });
    }
    appends.push(Append { stream: Stream::Case(case_id(sent.case)), expected: Some(0), events: vec![Event::Case(event)] });
    Commit { appends, ..a_commit(at) }
}

pub async fn comes_in(store: &dyn Store, sent: &Sent) -> Committed {
    store.append(coming_in(store, sent).await).await.unwrap()
}

/// Decides on the case as it stands, and commits.
pub async fn act(
    store: &dyn Store,
    actor: &Actor,
    case: CaseId,
    command: &CaseCommand,
    at: Timestamp,
) -> Result<Committed, Refusal> {
    loop {
        let state = store.case(case).await.unwrap().expect("the case is there");
        let organisation = store.organisation();
        let moment = Moment { now: at, classes: &organisation.classes, organisation: &organisation };
        let events: Vec<CaseEvent> = state.decide(actor, command, moment)?;
        if events.is_empty() {
            return Ok(Committed { seq: *store.head().borrow(), new: false });
        }
        let events = events.into_iter().map(Event::Case).collect();
        let append = Append { stream: Stream::Case(case), expected: Some(state.version), events };
        let commit = Commit { user: Some(actor.user), by: Some(actor.name.clone()), appends: vec![append], ..a_commit(at) };
        match store.append(commit).await {
            Ok(committed) => return Ok(committed),
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// The same, by the resident.
pub async fn resident_does(store: &dyn Store, case: CaseId, client: ClientAct, at: Timestamp) -> Result<Committed, Refusal> {
    act(store, &the_intake(), case, &CaseCommand::Client { act: client }, at).await
}

pub fn a_message(text: &str) -> ClientAct {
    ClientAct::Message { id: MessageId(Uuid::now_v7()), text: text.into() }
}

pub fn a_reply(text: &str) -> CaseCommand {
    CaseCommand::Reply { id: MessageId(Uuid::now_v7()), text: text.into() }
}

pub fn free(names: &[&str]) -> ViewQuery {
    ViewQuery::Queues { queues: queues(names), states: vec![WorkState::Free] }
}

pub fn a_page(view: ViewQuery, position: Position, limit: u32) -> PageQuery {
    PageQuery { view, position, limit }
}

pub fn a_look(case: u128) -> UseEntry {
    UseEntry {
        at: minute(1),
        user: Some(user_id(1)),
        role: Some(Role::Nurse),
        unit: Some("lahde".into()),
        action: UseAction::ReadCase,
        resident: None,
        case: Some(case_id(case)),
        detail: String::new(),
        session: Some("0a1b2c3d".into()),
        shown: Vec::new(),
    }
}

/// Renames a resident.
pub async fn is_renamed(store: &dyn Store, n: u128, name: &str) {
    let changed = Resident { name: Words::new(name), ..store.resident(resident_id(n)).await.unwrap().unwrap() };
    let events = vec![Event::Resident(ResidentEvent::Changed(changed))];
    let append = Append { stream: Stream::Resident(resident_id(n)), expected: None, events };
    store.append(Commit { appends: vec![append], ..a_commit(minute(500)) }).await.unwrap();
}
