//! What a case promises, whatever is asked of it and in whatever order.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{Actor, AssessmentKind, ClassTable, Denied, Grant, Localised, Organisation, Queue, Role, Unit, User, Within};

fn a_time() -> Timestamp {
    "2026-11-24T08:00:00Z".parse().unwrap()
}

fn user_id(n: u128) -> UserId {
    UserId(Uuid::from_u128(n))
}

fn a_nurse(n: u128) -> Actor {
    let grant = Grant { role: Role::Nurse, unit: Some("lahde".into()), queues: vec!["lahde-nurse".into()], supervisor: false };
    Actor { user: user_id(n), name: format!("Nurse {n}"), grant }
}

fn a_supervisor() -> Actor {
    let mut actor = a_nurse(9);
    actor.grant.supervisor = true;
    actor
}

fn the_intake() -> Actor {
    let grant = Grant { role: Role::Intake, unit: None, queues: Vec::new(), supervisor: false };
    Actor { user: user_id(99), name: "Residents' channel".into(), grant }
}

fn an_organisation() -> Organisation {
    let name = |s: &str| Localised { fi: s.into(), sv: s.into(), en: s.into() };
    let mut organisation = Organisation::default();
    let unit = Unit {
        id: "lahde".into(),
        name: name("Lähde"),
        municipalities: vec!["837".into()],
        county_wide: false,
        phone: String::new(),
    };
    organisation.units.insert(unit.id.clone(), unit);
    for id in ["lahde-nurse", "lahde-physio"] {
        let queue = Queue { id: id.into(), unit: "lahde".into(), name: name(id), takes: vec![id.replace("lahde-", "")] };
        organisation.queues.insert(queue.id.clone(), queue);
    }
    for n in 1..=3 {
        let nurse = a_nurse(n);
        let user = User {
            id: nurse.user,
            login: format!("nurse{n}"),
            name: nurse.name,
            grants: vec![nurse.grant],
            password_hash: None,
            totp_secret: None,
            active: true,
        };
        organisation.users.insert(user.id, user);
    }
    organisation
}

fn a_submission(urgency: UrgencyClass, within: Within) -> Submission {
    let title = Localised { fi: "Kurkkukipu".into(), sv: "Halsont".into(), en: "Sore throat".into() };
    Submission {
        resident: ResidentId(Uuid::from_u128(7)),
        language: Language::Fi,
        on_behalf: None,
        name_given: None,
        entered_by: None,
        assessment: AssessmentRef {
            id: "sore-throat".into(),
            version: "1.0.0".into(),
            hash: "0".repeat(64),
            kind: AssessmentKind::Symptom,
            title,
            approved: false,
        },
        answers: Vec::new(),
        judgement: Judgement {
            urgency,
            outcome: None,
            within,
            rule: "st-13".into(),
            recommendation: "rec-3d-test".into(),
            because: Vec::new(),
            also: Vec::new(),
            scores: Vec::new(),
            red_flags: 0,
            statutory: None,
            queue: "nurse".into(),
            findings: Vec::new(),
            observations: Vec::new(),
        },
        unit: "lahde".into(),
        queue: "lahde-nurse".into(),
    }
}

/// A case and the rules around it, so that a test reads like a day at work.
struct Desk {
    organisation: Organisation,
    classes: ClassTable,
    now: Timestamp,
    case: Case,
}

impl Desk {
    fn with(urgency: UrgencyClass, within: Within) -> Self {
        let organisation = an_organisation();
        let classes = ClassTable::default();
        let moment = Moment { now: a_time(), classes: &classes, organisation: &organisation };
        let event = Case::open(a_submission(urgency, within), moment);
        let case = Case::opened(CaseId(Uuid::from_u128(1)), a_time(), &event).unwrap();
        Self { organisation, classes, now: a_time(), case }
    }

    fn new() -> Self {
        Self::with(UrgencyClass::P4, Within::Hours(72))
    }

    fn try_to(&mut self, actor: &Actor, command: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
        self.now = self.now.checked_add(SignedDuration::from_mins(1)).unwrap();
        let moment = Moment { now: self.now, classes: &self.classes, organisation: &self.organisation };
        let events = self.case.decide(actor, command, moment)?;
        for event in &events {
            self.case.apply(self.now, Some(&actor.name), event);
        }
        Ok(events)
    }

    fn does(&mut self, actor: &Actor, command: CaseCommand) {
        self.try_to(actor, &command).unwrap_or_else(|refusal| panic!("{}: {refusal}", command.name()));
    }

    fn resident(&mut self, act: ClientAct) {
        self.does(&the_intake(), CaseCommand::Client { act });
    }
}

fn a_message(n: u128) -> ClientAct {
    ClientAct::Message { id: MessageId(Uuid::from_u128(n)), text: "Nyt on parempi olo.".into() }
}

fn a_change(to: UrgencyClass) -> CaseCommand {
    CaseCommand::ChangeUrgency { to, reason: "Puhelimessa ei kuumetta.".into(), contacted: true, record_checked: true }
}

#[test]
fn a_taken_item_cannot_be_taken_by_another_who_is_told_whose_it_is() {
    let mut desk = Desk::new();
    desk.does(&a_nurse(1), CaseCommand::Take);
    assert_eq!(desk.try_to(&a_nurse(2), &CaseCommand::Take), Err(Refusal::TakenByOther { name: "Nurse 1".into() }));
    assert_eq!(desk.try_to(&a_nurse(1), &CaseCommand::Take), Err(Refusal::AlreadyYours));
}

#[test]
fn the_class_of_a_new_item_cannot_be_changed() {
    let mut desk = Desk::new();
    assert_eq!(desk.try_to(&a_nurse(1), &a_change(UrgencyClass::P2)), Err(Refusal::NotTaken));
}

#[test]
fn a_change_of_class_needs_a_reason_and_both_confirmations_and_keeps_the_old_class() {
    let mut desk = Desk::new();
    desk.does(&a_nurse(1), CaseCommand::Take);
    let change = |reason: &str, contacted, record_checked| CaseCommand::ChangeUrgency {
        to: UrgencyClass::P2,
        reason: reason.into(),
        contacted,
        record_checked,
    };
    assert_eq!(desk.try_to(&a_nurse(1), &change("  ", true, true)), Err(Refusal::ReasonMissing));
    assert_eq!(desk.try_to(&a_nurse(1), &change("Syy", false, true)), Err(Refusal::NotConfirmed));
    assert_eq!(desk.try_to(&a_nurse(1), &change("Syy", true, false)), Err(Refusal::NotConfirmed));
    desk.does(&a_nurse(1), change("Syy", true, true));
    assert_eq!((desk.case.urgency, desk.case.original_urgency), (UrgencyClass::P2, UrgencyClass::P4));
    // 10 in the morning: ten hours without night end at 20 the same day.
    assert_eq!(desk.case.due, Some("2026-11-24T18:00:00Z".parse().unwrap()));
    assert_eq!(desk.try_to(&a_nurse(1), &a_change(UrgencyClass::P2)), Err(Refusal::SameClass));
}

#[test]
fn going_back_to_the_engine_s_class_brings_back_the_recommendation_s_own_limit() {
    let mut desk = Desk::with(UrgencyClass::P5, Within::Days(28));
    let engine = desk.case.due;
    desk.does(&a_nurse(1), CaseCommand::Take);
    desk.does(&a_nurse(1), a_change(UrgencyClass::P4));
    assert_ne!(desk.case.due, engine);
    desk.does(&a_nurse(1), a_change(UrgencyClass::P5));
    assert_eq!(desk.case.due, engine);
}

#[test]
fn a_supervisor_may_change_the_class_of_anothers_item_and_a_colleague_may_not() {
    let mut desk = Desk::new();
    desk.does(&a_nurse(1), CaseCommand::Take);
    assert!(matches!(desk.try_to(&a_nurse(2), &a_change(UrgencyClass::P2)), Err(Refusal::TakenByOther { .. })));
    desk.does(&a_supervisor(), a_change(UrgencyClass::P2));
}

#[test]
fn only_a_taken_item_without_a_proposed_ending_can_be_marked_unfinished() {
    let mut desk = Desk::new();
    assert_eq!(desk.try_to(&a_nurse(1), &CaseCommand::MarkUnfinished), Err(Refusal::NotTaken));
    desk.does(&a_nurse(1), CaseCommand::Take);
    desk.resident(ClientAct::ProposeEnding);
    assert_eq!(desk.try_to(&a_nurse(1), &CaseCommand::MarkUnfinished), Err(Refusal::ResidentProposedEnding));
}

#[test]
fn each_of_the_six_events_wakes_an_unfinished_item() {
    let acts = [
        a_message(1),
        ClientAct::ProposeEnding,
        ClientAct::CancelBooking { id: "b1".into() },
        ClientAct::EditGoal { text: "Kävelen joka päivä.".into() },
        ClientAct::FillQuestionnaire { questionnaire: "sore-throat".into() },
    ];
    for act in acts {
        let mut desk = Desk::new();
        desk.does(&a_nurse(1), CaseCommand::Take);
        desk.resident(ClientAct::Book { id: "b1".into(), starts: a_time() });
        desk.does(&a_nurse(1), CaseCommand::MarkUnfinished);
        desk.resident(act.clone());
        assert_eq!(desk.case.state, WorkState::Taken, "{act:?}");
        assert!(desk.case.unread > 0, "{act:?}");
    }
    for transfer in
        [CaseCommand::TransferToPerson { user: user_id(2) }, CaseCommand::TransferToQueue { queue: "lahde-physio".into() }]
    {
        let mut desk = Desk::new();
        desk.does(&a_nurse(1), CaseCommand::Take);
        desk.does(&a_nurse(1), CaseCommand::MarkUnfinished);
        desk.does(&a_nurse(1), transfer.clone());
        assert_ne!(desk.case.state, WorkState::Unfinished, "{transfer:?}");
    }
}

#[test]
fn a_booking_does_not_wake_an_unfinished_item() {
    let mut desk = Desk::new();
    desk.does(&a_nurse(1), CaseCommand::Take);
    desk.does(&a_nurse(1), CaseCommand::MarkUnfinished);
    desk.resident(ClientAct::Book { id: "b1".into(), starts: a_time() });
    assert_eq!(desk.case.state, WorkState::Unfinished);
}

#[test]
fn a_case_ends_in_three_ways() {
    let mut at_once = Desk::new();
    at_once.does(&a_nurse(1), CaseCommand::Take);
    at_once.does(&a_nurse(1), CaseCommand::End);
    assert_eq!(at_once.case.ended, Some(EndWay::AtOnce));

    let mut accepted = Desk::new();
    accepted.does(&a_nurse(1), CaseCommand::Take);
    accepted.does(&a_nurse(1), CaseCommand::ProposeEnding);
    assert_eq!(accepted.case.state, WorkState::EndProposed);
    accepted.resident(ClientAct::AcceptEnding);
    assert_eq!(accepted.case.ended, Some(EndWay::ResidentAccepted));

    let mut proposed = Desk::new();
    proposed.does(&a_nurse(1), CaseCommand::Take);
    proposed.resident(ClientAct::ProposeEnding);
    proposed.does(&a_nurse(1), CaseCommand::End);
    assert_eq!(proposed.case.ended, Some(EndWay::ResidentProposed));
}

#[test]
fn a_message_reopens_a_proposed_ending() {
    let mut desk = Desk::new();
    desk.does(&a_nurse(1), CaseCommand::Take);
    desk.does(&a_nurse(1), CaseCommand::ProposeEnding);
    desk.resident(a_message(1));
    assert_eq!((desk.case.state, &desk.case.ending), (WorkState::Taken, &None));
}

#[test]
fn ending_keeps_bookings_and_rights_and_cuts_the_coaching_short() {
    let mut desk = Desk::new();
    desk.does(&a_nurse(1), CaseCommand::Take);
    desk.resident(ClientAct::Book { id: "b1".into(), starts: a_time() });
    desk.does(&a_nurse(1), CaseCommand::GrantBookingRight { service: "physio".into() });
    desk.does(&a_nurse(1), CaseCommand::StartCoaching { programme: "sleep".into() });
    desk.does(&a_nurse(1), CaseCommand::End);
    assert_eq!((desk.case.bookings.len(), desk.case.booking_rights.len(), &desk.case.coaching), (1, 1, &None));
}

#[test]
fn nobody_reaches_a_case_outside_their_queues() {
    let mut desk = Desk::new();
    let mut outsider = a_nurse(1);
    outsider.grant.queues = vec!["lahde-physio".into()];
    assert_eq!(desk.try_to(&outsider, &CaseCommand::Take), Err(Refusal::NotAllowed { denied: Denied::Queue }));
    outsider.grant.role = Role::Administrator;
    assert_eq!(desk.try_to(&outsider, &CaseCommand::Take), Err(Refusal::NotAllowed { denied: Denied::Role }));
}

#[test]
fn a_colleague_without_the_queue_cannot_be_given_the_item() {
    let mut desk = Desk::new();
    let stranger = CaseCommand::TransferToPerson { user: user_id(50) };
    assert_eq!(desk.try_to(&a_nurse(1), &stranger), Err(Refusal::ColleagueLacksQueue));
    let nowhere = CaseCommand::TransferToQueue { queue: "nowhere".into() };
    assert_eq!(desk.try_to(&a_nurse(1), &nowhere), Err(Refusal::NoSuchQueue));
}

#[test]
fn a_case_says_who_filled_it_in_and_one_from_before_that_was_kept_is_still_read() {
    let mut submission = a_submission(UrgencyClass::P4, Within::Hours(72));
    let by = EnteredBy { user: user_id(1), name: "Virtanen Liisa".into() };
    submission.entered_by = Some(by.clone());
    let desk = Desk::new();
    let moment = Moment { now: desk.now, classes: &desk.classes, organisation: &desk.organisation };
    let mut written = serde_json::to_value(Case::open(submission, moment)).expect("an event is written");
    let read = |written: &serde_json::Value| {
        let event: CaseEvent = serde_json::from_value(written.clone()).expect("and read back");
        Case::opened(desk.case.id, desk.now, &event).expect("opens")
    };
    let case = read(&written);
    assert_eq!((case.entered_by.as_ref(), case.timeline[0].by.as_deref()), (Some(&by), Some("Virtanen Liisa")));
    written.pointer_mut("/opened/submission").and_then(|s| s.as_object_mut()).expect("is inside").remove("entered_by");
    let case = read(&written);
    assert_eq!((case.entered_by, case.timeline[0].by.as_deref()), (None, None));
}

fn any_class() -> impl Strategy<Value = UrgencyClass> {
    proptest::sample::select(UrgencyClass::ALL.to_vec())
}

fn any_command() -> impl Strategy<Value = (usize, CaseCommand)> {
    let text = proptest::sample::select(vec!["", " ", "Hei", "Soitan huomenna."]);
    let client = prop_oneof![
        any::<u128>().prop_map(a_message),
        Just(ClientAct::ProposeEnding),
        Just(ClientAct::AcceptEnding),
        Just(ClientAct::Book { id: "b".into(), starts: a_time() }),
        Just(ClientAct::CancelBooking { id: "b".into() }),
        Just(ClientAct::FillQuestionnaire { questionnaire: "q".into() }),
    ];
    let professional = prop_oneof![
        Just(CaseCommand::Take),
        Just(CaseCommand::Release),
        (1_u128..4).prop_map(|n| CaseCommand::TransferToPerson { user: user_id(n) }),
        Just(CaseCommand::TransferToQueue { queue: "lahde-physio".into() }),
        Just(CaseCommand::TransferToQueue { queue: "lahde-nurse".into() }),
        Just(CaseCommand::MarkUnfinished),
        Just(CaseCommand::Resume),
        (any_class(), any::<bool>()).prop_map(|(to, contacted)| CaseCommand::ChangeUrgency {
            to,
            reason: "Syy".into(),
            contacted,
            record_checked: true
        }),
        text.prop_map(|text| CaseCommand::Reply { id: MessageId(Uuid::nil()), text: text.into() }),
        Just(CaseCommand::MarkRead),
        Just(CaseCommand::StartCoaching { programme: "sleep".into() }),
        Just(CaseCommand::ProposeEnding),
        Just(CaseCommand::End),
    ];
    prop_oneof![
        4 => (0_usize..3, professional),
        1 => (Just(4_usize), client.prop_map(|act| CaseCommand::Client { act })),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_the_case_keeps_its_promises(commands in proptest::collection::vec(any_command(), 0..40)) {
        let mut desk = Desk::new();
        for (who, command) in commands {
            let actor = match who {
                4 => the_intake(),
                n => {
                    let mut nurse = a_nurse(n as u128 + 1);
                    nurse.grant.queues.push("lahde-physio".into());
                    nurse
                }
            };
            let before = desk.case.clone();
            let outcome = desk.try_to(&actor, &command);
            let case = &desk.case;
            match outcome {
                Err(_) => prop_assert_eq!(case, &before, "a refusal changes nothing"),
                Ok(events) => prop_assert_eq!(case.version, before.version + events.len() as u32),
            }
            prop_assert_eq!(case.original_urgency, before.original_urgency, "the engine's class is never overwritten");
            prop_assert!(before.state != WorkState::Closed || case == &before, "an ended case never changes");
            prop_assert_eq!(case.state == WorkState::Free, case.owner.is_none() && !case.is_closed(), "free means nobody's");
            prop_assert_eq!(case.ended.is_some(), case.is_closed());
            prop_assert!(case.coaching.is_none() || !case.is_closed(), "no coaching runs in an ended case");
            prop_assert_eq!(case.state == WorkState::EndProposed, case.ending == Some(EndingProposal::ByProfessional) && !case.is_closed());
            prop_assert!(case.state != WorkState::Unfinished || case.ending != Some(EndingProposal::ByResident));
            if let Some(last) = case.urgency_changes.last() {
                prop_assert_eq!(last.to, case.urgency);
            }
        }
    }

    #[test]
    fn folding_the_history_again_gives_the_same_case(commands in proptest::collection::vec(any_command(), 0..30)) {
        let mut desk = Desk::new();
        for (who, command) in commands {
            let actor = if who == 4 { the_intake() } else { a_nurse(who as u128 + 1) };
            let _ = desk.try_to(&actor, &command);
        }
        let history = &desk.case.timeline;
        let mut again = Case::opened(desk.case.id, history[0].at, &history[0].event).expect("opens");
        for entry in &history[1..] {
            let text = serde_json::to_string(&entry.event).expect("an event is written");
            let event: CaseEvent = serde_json::from_str(&text).expect("and read back");
            again.apply(entry.at, entry.by.as_deref(), &event);
        }
        prop_assert_eq!(again, desk.case);
    }
}
