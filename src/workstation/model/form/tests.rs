use api::{EntryInput, FaultCode};
use uuid::Uuid;

use super::*;

fn question(id: &str, required: bool) -> EntryQuestion {
    EntryQuestion {
        id: id.to_owned(),
        section: String::new(),
        text: id.to_owned(),
        label: id.to_owned(),
        aloud: id.to_owned(),
        required,
        input: EntryInput::One { options: Vec::new() },
        suggestion: None,
    }
}

/// A step that asks these questions; a name with a `?` behind it needs no answer.
fn step(questions: &[&str]) -> EntryStep {
    let asked = |id: &&str| question(id.trim_end_matches('?'), !id.ends_with('?'));
    EntryStep {
        title: "Arvio".to_owned(),
        approved: false,
        questions: questions.iter().map(asked).collect(),
        faults: Vec::new(),
        hidden: Vec::new(),
        missing: Vec::new(),
        outcome: None,
        emergency: false,
        complete: false,
    }
}

fn form() -> Form {
    let offer = EntryOffer {
        id: "cough".to_owned(),
        version: "1.0.0".to_owned(),
        title: "Yskä".to_owned(),
        kind: AssessmentKind::Symptom,
        approved: false,
    };
    Form::new(&offer, Language::Fi, 100)
}

/// The server answers what it was asked.
fn answer(form: &mut Form, step: EntryStep) -> Arrived {
    let (turn, _) = form.ask(Language::Fi).expect("there is something to ask");
    form.take_in(turn, step).expect("it is about what was asked")
}

fn at(id: &str) -> Place {
    Place::Question(id.to_owned())
}

fn give(form: &mut Form, id: &str, option: &str) {
    form.set_answer(id, Some(Answer::One(option.to_owned())));
    form.go_on();
}

/// A form whose first question is asked.
fn begun(questions: &[&str]) -> Form {
    let mut form = form();
    form.go_on();
    answer(&mut form, step(questions));
    form
}

#[test]
fn the_next_question_comes_only_after_the_server_has_judged_the_answer() {
    let mut form = begun(&["a", "b"]);
    assert_eq!(form.place, at("a"));
    give(&mut form, "a", "yes");
    assert_eq!(form.place, at("a"));
    answer(&mut form, step(&["a", "new", "b"]));
    assert_eq!(form.place, at("new"));
}

#[test]
fn an_answer_that_is_refused_keeps_its_question_open() {
    let mut form = begun(&["a", "b"]);
    give(&mut form, "a", "yes");
    let fault =
        AnswerFault { code: FaultCode::UnknownOption, question: "a".to_owned(), min: None, max: None, detail: String::new() };
    answer(&mut form, EntryStep { faults: vec![fault], ..step(&["a", "b"]) });
    assert_eq!(form.place, at("a"));
    assert!(!form.is_ready());
}

#[test]
fn a_question_that_needs_no_answer_is_passed_once_and_a_required_one_comes_back() {
    let mut form = begun(&["a?", "b", "c"]);
    form.go_on();
    assert_eq!(form.place, at("b"));
    form.go(form.neighbour(1));
    give(&mut form, "c", "no");
    answer(&mut form, step(&["a?", "b", "c"]));
    assert_eq!(form.place, at("b"));
    give(&mut form, "b", "no");
    answer(&mut form, step(&["a?", "b", "c"]));
    assert_eq!(form.place, Place::Review);
}

#[test]
fn going_back_keeps_the_answers_and_reaches_who_it_is_about() {
    let mut form = begun(&["a", "b"]);
    give(&mut form, "a", "yes");
    answer(&mut form, step(&["a", "b"]));
    form.go(form.neighbour(-1));
    assert_eq!((form.place.clone(), form.answer_to("a")), (at("a"), Some(&Answer::One("yes".to_owned()))));
    form.go(form.neighbour(-1));
    assert_eq!(form.place, Place::Person);
    assert_eq!(form.neighbour(-1), Place::Person);
}

#[test]
fn what_is_hidden_is_counted_once_kept_and_not_sent() {
    let mut form = begun(&["a", "b"]);
    give(&mut form, "a", "yes");
    answer(&mut form, step(&["a", "b"]));
    give(&mut form, "b", "no");
    answer(&mut form, step(&["a", "b"]));
    give(&mut form, "a", "no");
    let hides = EntryStep { hidden: vec!["b".to_owned()], ..step(&["a"]) };
    assert_eq!(answer(&mut form, hides.clone()).hidden, 1);
    form.ask_again();
    assert_eq!(answer(&mut form, hides).hidden, 0);
    let code = IdentityCode::artificial(jiff::civil::date(1990, 1, 1), 990).unwrap();
    form.set_person(Person { code: code.as_str().to_owned(), ..Person::default() });
    let sent = form.request(CommandId(Uuid::nil())).unwrap();
    assert_eq!(sent.answers.iter().map(|given| given.question.as_str()).collect::<Vec<_>>(), ["a"]);
    // It counts again when its question is asked again.
    give(&mut form, "a", "yes");
    answer(&mut form, step(&["a", "b"]));
    assert_eq!(form.answer_to("b"), Some(&Answer::One("no".to_owned())));
}

#[test]
fn an_emergency_ends_the_questions() {
    let mut form = begun(&["a", "b"]);
    give(&mut form, "a", "chest-pain");
    let arrived = answer(&mut form, EntryStep { emergency: true, ..step(&["a", "b"]) });
    assert!(arrived.emergency);
    assert_eq!(form.place, Place::Review);
}

#[test]
fn an_older_answer_of_the_server_is_not_taken_for_the_newer() {
    let mut form = form();
    let (old, _) = form.ask(Language::Fi).unwrap();
    give(&mut form, "a", "yes");
    let (new, _) = form.ask(Language::Fi).unwrap();
    assert_eq!(form.take_in(old, step(&["a"])), None);
    assert!(form.take_in(new, step(&["a"])).is_some());
}

#[test]
fn the_same_form_is_sent_under_the_same_identity_and_a_changed_one_under_a_new_one() {
    let mut form = begun(&["a"]);
    let code = IdentityCode::artificial(jiff::civil::date(1990, 1, 1), 990).unwrap();
    form.set_person(Person { code: code.as_str().to_owned(), ..Person::default() });
    let id = |n| CommandId(Uuid::from_u128(n));
    assert_eq!(form.request(id(1)).unwrap().id, id(1));
    assert_eq!(form.request(id(2)).unwrap().id, id(1));
    give(&mut form, "a", "yes");
    assert_eq!(form.request(id(3)).unwrap().id, id(3));
    assert!(form.is_attempt(id(3)) && !form.is_attempt(id(1)));
}

#[test]
fn a_refusal_opens_what_must_be_put_right() {
    let mut form = begun(&["a", "b"]);
    let fault =
        |code, question: &str| AnswerFault { code, question: question.to_owned(), min: None, max: None, detail: String::new() };
    form.refuse(vec![fault(FaultCode::NotTheirs, "b")]);
    assert_eq!(form.place, at("b"));
    form.refuse(vec![fault(FaultCode::NoName, "")]);
    assert_eq!(form.place, Place::Person);
    form.refuse(vec![fault(FaultCode::NoQueue, "")]);
    assert_eq!(form.place, Place::Review);
}
