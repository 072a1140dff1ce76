//! Filling in an assessment with a caller on the phone: nothing is answered unread, nothing is lost, nothing hidden is sent.

use api::{AnswerFault, EntryRequest, FaultCode, Problem, ProblemCode};
use domain::{Answer, Language};

use super::*;

/// The form is open at its first question; nobody knows yet whom it is about.
fn at_first_question(size: (u16, u16)) -> Bench {
    let mut bench = Bench::new(size, rows(20));
    bench.press("a").write("yskä").press("enter enter");
    bench
}

/// All questions are answered; it is about somebody.
fn at_review() -> Bench {
    let mut bench = Bench::new(SMALL, rows(20));
    bench.press("a").write("yskä").press("enter").write(CODE).press("enter").write("Virtanen Aino").press("tab tab tab enter");
    bench.press("4 enter enter 2").write("38,5").press("enter").write("20.11.2026").press("enter enter").write("Öisin.");
    bench.press("enter");
    assert!(bench.screen().contains("yhteenveto · vastattu 7/7"), "{}", bench.screen());
    bench
}

fn sent_forms(bench: &Bench) -> Vec<EntryRequest> {
    let form = |effect: &Effect| match effect {
        Effect::Enter { request, .. } => Some(request.clone()),
        _ => None,
    };
    bench.effects.iter().filter_map(form).collect()
}

fn refused(code: FaultCode, question: &str) -> Trouble {
    let fault = AnswerFault { code, question: question.to_owned(), min: None, max: None, detail: String::new() };
    Trouble::from(Problem { code: ProblemCode::Invalid, message: String::new(), refusal: None, faults: vec![fault] })
}

#[test]
fn a_whole_assessment_is_filled_in_by_keyboard_and_sent() {
    let mut bench = at_review();
    let screen = bench.screen();
    assert!(screen.contains("P3 Vuorokauden kuluessa · 24 t"), "{screen}");
    assert!(screen.contains("ESITTELYSISÄLTÖÄ"), "demonstration content says so:\n{screen}");
    assert!(screen.contains("Kuume ja yskä"), "it says why:\n{screen}");
    // Enter alone sends nothing, however often it is pressed.
    bench.press("enter enter enter");
    assert!(!bench.screen().contains("Lähetä jonoon"), "{}", bench.screen());
    bench.press("ctrl-s");
    assert!(bench.screen().contains("Lähetä jonoon"), "{}", bench.screen());
    assert_eq!(sent_forms(&bench), []);
    bench.press("enter");
    let screen = bench.screen();
    assert!(screen.contains("Lähetetty: P3, jono Sairaanhoitajat, Lähteen terveysasema"), "{screen}");
    let [form] = sent_forms(&bench).try_into().unwrap();
    assert_eq!((form.identity_code.as_str(), form.name.unwrap().as_str()), (CODE, "Virtanen Aino"));
    let given = |id: &str| form.answers.iter().find(|given| given.question == id).map(|given| given.answer.clone());
    assert_eq!(given("signs"), Some(Answer::Many(vec!["none".to_owned()])));
    assert_eq!(given("sex"), Some(Answer::One("female".to_owned())));
    assert_eq!(given("temperature"), Some(Answer::Number(38.5)));
    assert_eq!(given("began"), Some(Answer::Day(jiff::civil::date(2026, 11, 20))));
    assert_eq!(given("weight"), Some(Answer::Number(82.5)), "what was known already is accepted with one key");
    assert_eq!(given("more"), Some(Answer::Text(Words::from("Öisin."))));
    // She may open the case at once, and is back in the list after it.
    bench.press("down enter");
    assert!(bench.screen().contains("Miksi tämä luokka"), "{}", bench.screen());
    assert!(bench.press("esc a").screen().contains("Täytä arvio asukkaan kanssa"), "there is nothing half-filled any more");
}

#[test]
fn the_case_can_be_taken_at_once() {
    let mut bench = at_review();
    bench.press("ctrl-s enter down down enter");
    assert_eq!(commands(&bench).first(), Some(&CaseCommand::Take));
    assert!(bench.screen().contains("Tehtävä on sinun"), "{}", bench.screen());
}

#[test]
fn keys_that_come_before_the_next_question_answer_nothing() {
    let mut bench = at_first_question(SMALL);
    bench.silent = true;
    bench.press("4 enter 1 1 enter");
    bench.speak();
    let screen = bench.screen();
    assert!(screen.contains("kysymys 2/7 · vastattu 1"), "{screen}");
}

#[test]
fn a_key_pressed_once_too_often_chooses_nothing() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter enter enter");
    let screen = bench.screen();
    assert!(screen.contains("kysymys 2/7 · vastattu 1") && screen.contains("Valitse ensin vastaus."), "{screen}");
    bench.press("down enter");
    assert!(bench.screen().contains("Oletko raskaana?"), "{}", bench.screen());
}

#[test]
fn options_that_do_not_fit_are_announced_and_come_into_sight() {
    let mut bench = at_first_question(SMALL);
    // In another language each option has two lines, and a few more make it too long.
    let step = |bench: &Bench| {
        bench.effects.iter().rev().find_map(|effect| match effect {
            Effect::AskStep { turn, given, .. } => Some((*turn, given.clone())),
            _ => None,
        })
    };
    bench.silent = true;
    bench.press("f7 down down down space up up up tab tab tab tab enter");
    let (turn, given) = step(&bench).unwrap();
    let mut long = assessment::step(&given);
    if let api::EntryInput::Many { options } = &mut long.questions[0].input {
        let more = (0..8).map(|n| api::EntryOption { id: format!("more-{n}"), ..options[0].clone() });
        let at = options.len() - 1;
        options.splice(at..at, more.collect::<Vec<_>>());
    }
    bench.happen(Event::Stepped { turn, answer: Ok(Box::new(long)) });
    let screen = bench.screen();
    assert!(screen.contains("↓ lisää alempana: PgDn") && !screen.contains("Ei mitään näistä"), "{screen}");
    bench.press("pgdn");
    assert!(bench.screen().contains("Ei mitään näistä") && bench.screen().contains("↑ lisää ylempänä"), "{}", bench.screen());
    // One page up is enough, although page down was pressed more often than there are pages.
    bench.press("pgdn pgdn pgup");
    assert!(bench.screen().contains("↓ lisää alempana"), "{}", bench.screen());
    bench.press("end");
    assert!(bench.cursor_line().contains("Ei mitään näistä"), "{}", bench.screen());
}

#[test]
fn an_option_that_stands_alone_drives_the_others_out() {
    let mut bench = at_first_question(SMALL);
    let ticked =
        |bench: &mut Bench| bench.screen().lines().filter(|line| line.contains("[x]")).map(str::to_owned).collect::<Vec<_>>();
    bench.press("1 2");
    assert_eq!(ticked(&mut bench).len(), 2);
    bench.press("4");
    assert!(matches!(ticked(&mut bench).as_slice(), [one] if one.contains("Ei mitään näistä")));
    bench.press("up space");
    assert!(matches!(ticked(&mut bench).as_slice(), [one] if one.contains("Huulet")));
}

#[test]
fn an_emergency_stops_the_questions_and_can_be_sent_at_once() {
    let mut bench = at_first_question(SMALL);
    bench.press("2 enter");
    let screen = bench.screen();
    assert!(screen.contains("P0 Soita heti 112 – LOPETA KYSYMINEN"), "{screen}");
    assert!(screen.contains("▌ Soita heti hätänumeroon 112."), "{screen}");
    assert!(bench.effects.contains(&Effect::Ring));
    // Whom it is about is demanded only now.
    bench.press("ctrl-s");
    assert!(bench.screen().contains("!! Kenestä on kyse: anna henkilötunnus"), "{}", bench.screen());
    bench.write(CODE).press("tab tab tab tab enter ctrl-s enter");
    assert_eq!(sent_forms(&bench).len(), 1);
    assert!(bench.screen().contains("Lähetetty: P0"), "{}", bench.screen());
}

#[test]
fn an_answer_that_is_out_of_range_or_no_number_stays_and_says_what_is_right() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter 1 2").write("kolme").press("enter");
    assert!(bench.screen().contains("Tämä ei ole luku."), "{}", bench.screen());
    bench.press("ctrl-u").write("44,5").press("enter");
    assert!(bench.screen().contains("!! Anna luku väliltä 34–43."), "{}", bench.screen());
    bench.press("ctrl-u").write("38.5").press("enter").write("31.2.2026").press("enter");
    assert!(bench.screen().contains("Tämä ei ole päivä."), "{}", bench.screen());
}

#[test]
fn stepping_back_keeps_answers_and_a_changed_one_says_what_no_longer_counts() {
    let mut bench = at_review();
    bench.press("shift-tab shift-tab shift-tab shift-tab shift-tab shift-tab");
    let screen = bench.screen();
    assert!(screen.contains("kysymys 2/7 · vastattu 7") && screen.contains("> 1  ●  Nainen"), "{screen}");
    bench.press("2");
    let screen = bench.screen();
    assert!(screen.contains("Yksi aiempi vastaus ei enää kuulu mukaan."), "{screen}");
    assert!(screen.contains("Ei sovi henkilötunnukseen."), "{screen}");
    bench.press("1");
    assert!(!bench.screen().contains("kuulu mukaan: sitä"), "it counts again:\n{}", bench.screen());
}

#[test]
fn what_is_hidden_is_said_to_the_end_and_not_sent() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter 1 2").write("38").press("enter").write("20.11.2026").press("enter enter enter");
    bench.press("shift-tab shift-tab shift-tab shift-tab shift-tab shift-tab 2");
    assert!(bench.screen().contains("Yksi vastaus ei enää kuulu mukaan: sitä ei lähetetä."), "{}", bench.screen());
    let code = domain::IdentityCode::artificial(jiff::civil::date(1990, 1, 1), 901).unwrap();
    bench.press("f7").write(code.as_str()).press("tab tab tab tab enter ctrl-s enter");
    let [form] = sent_forms(&bench).try_into().unwrap();
    assert!(form.answers.iter().all(|given| given.question != "pregnant"), "{:?}", form.answers);
}

#[test]
fn leaving_asks_keeps_the_form_and_offers_it_again() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter 1 esc");
    assert!(bench.screen().contains("Jätä kesken: arvio säilyy"), "{}", bench.screen());
    bench.press("enter");
    assert!(bench.screen().contains("Arvio jäi kesken ja säilyy."), "{}", bench.screen());
    bench.press("a");
    assert!(bench.screen().contains("Jatka tätä arviota"), "{}", bench.screen());
    bench.press("enter");
    assert!(bench.screen().contains("kysymys 3/7 · vastattu 2"), "{}", bench.screen());
    // Thrown away only when that is chosen, or when another was begun.
    bench.press("esc enter a down enter esc a");
    assert!(bench.screen().contains("Jatka tätä arviota"), "{}", bench.screen());
    bench.press("enter esc down enter");
    assert!(bench.screen().contains("Arvio hylättiin."), "{}", bench.screen());
    assert!(bench.press("a").screen().contains("Täytä arvio asukkaan kanssa"));
}

#[test]
fn what_is_typed_and_not_given_yet_is_kept_too() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter 1 2").write("38,").press("esc enter a enter");
    assert!(bench.screen().contains("> 38,"), "{}", bench.screen());
    bench.write("x").press("shift-tab tab");
    assert!(bench.screen().contains("> 38,x"), "what is no number is no answer, and stays:\n{}", bench.screen());
}

#[test]
fn an_untouched_form_closes_without_a_question() {
    let mut bench = Bench::new(SMALL, rows(20));
    bench.press("a enter esc");
    assert!(bench.screen().contains("Vapaat"), "{}", bench.screen());
    assert!(bench.press("a").screen().contains("Täytä arvio asukkaan kanssa"));
}

#[test]
fn leaving_the_program_with_a_half_filled_form_asks() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter ctrl-q");
    assert!(bench.screen().contains("Keskeneräinen arvio katoaa"), "{}", bench.screen());
    assert!(!bench.effects.contains(&Effect::Quit));
}

#[test]
fn a_lost_line_keeps_everything_and_the_form_goes_on_when_it_is_back() {
    let mut bench = at_first_question(SMALL);
    bench.happen(Event::ConnectionLost).press("4 enter");
    let screen = bench.screen();
    assert!(screen.contains("[x] Ei mitään näistä") && screen.contains("kaikki säilyy"), "{screen}");
    bench.press("ctrl-s");
    assert!(bench.screen().contains("arvio EI ole lähtenyt"), "{}", bench.screen());
    bench.happen(Event::ConnectionBack);
    assert!(bench.screen().contains("kysymys 2/7 · vastattu 1"), "{}", bench.screen());
}

#[test]
fn a_form_that_was_lost_on_its_way_is_sent_again_as_the_same() {
    let mut bench = at_review();
    bench.refusal = Some(Trouble::Offline);
    bench.press("ctrl-s enter");
    assert!(bench.screen().contains("arvio EI ole lähtenyt"), "{}", bench.screen());
    bench.refusal = None;
    bench.happen(Event::ConnectionBack).press("ctrl-s enter");
    let [first, second] = sent_forms(&bench).try_into().unwrap();
    assert_eq!(first, second);
}

#[test]
fn a_form_on_its_way_cannot_be_thrown_away_and_its_end_is_told_wherever_one_is() {
    let mut bench = at_review();
    bench.silent = true;
    bench.press("ctrl-s enter");
    assert!(bench.screen().contains("lähetetään…"), "{}", bench.screen());
    bench.press("shift-tab 1 ctrl-s esc down enter");
    assert!(!bench.screen().contains("Arvio hylättiin."), "{}", bench.screen());
    bench.press("up enter");
    bench.speak();
    assert_eq!(sent_forms(&bench).len(), 1);
    assert!(bench.screen().contains("Lähetetty: P3, jono Sairaanhoitajat"), "{}", bench.screen());
}

#[test]
fn who_signs_in_next_finds_nothing_of_a_half_filled_form() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter esc enter S");
    assert!(bench.screen().contains("Keskeneräinen arvio katoaa"), "{}", bench.screen());
    bench.press("enter").write("matti").press("tab").write("oikea").press("enter a");
    assert!(bench.screen().contains("Täytä arvio asukkaan kanssa"), "{}", bench.screen());
}

#[test]
fn a_refused_form_loses_nothing_and_opens_what_is_wrong() {
    let mut bench = at_review();
    bench.refusal = Some(refused(FaultCode::NotTheirs, "sex"));
    bench.press("ctrl-s enter");
    let screen = bench.screen();
    assert!(screen.contains("Ei lähetetty, mitään ei kadonnut") && screen.contains("kysymys 2/7 · vastattu 7"), "{screen}");
    let mut bench = at_review();
    bench.refusal = Some(refused(FaultCode::NoName, ""));
    bench.press("ctrl-s enter");
    assert!(bench.cursor_line().contains("> Nimi"), "{}", bench.screen());
    assert!(bench.screen().contains("Asukasta ei tunneta vielä"), "{}", bench.screen());
}

#[test]
fn a_session_that_ends_in_between_loses_no_answer() {
    let mut bench = at_first_question(SMALL);
    bench.silent = true;
    bench.press("4 enter");
    let turn = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::AskStep { turn, .. } => Some(*turn),
        _ => None,
    });
    bench.silent = false;
    bench.happen(Event::Stepped { turn: turn.unwrap(), answer: Err(Trouble::SignInNeeded) });
    assert!(bench.screen().contains("Kirjaudu uudelleen") || bench.screen().contains("istunto"), "{}", bench.screen());
    bench.write("liisa").press("tab").write("oikea").press("enter");
    assert!(bench.screen().contains("kysymys 2/7 · vastattu 1"), "{}", bench.screen());
}

#[test]
fn a_newer_version_takes_the_answers_over() {
    let mut bench = at_first_question(SMALL);
    bench.silent = true;
    bench.press("4 enter");
    let turn = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::AskStep { turn, .. } => Some(*turn),
        _ => None,
    });
    let mut trouble = refused(FaultCode::OtherVersion, "");
    if let Trouble::Problem(problem) = &mut trouble {
        problem.faults[0].detail = "1.1.0".to_owned();
    }
    bench.silent = false;
    bench.happen(Event::Stepped { turn: turn.unwrap(), answer: Err(trouble) });
    let screen = bench.screen();
    assert!(screen.contains("uusi versio 1.1.0") && screen.contains("kysymys 2/7"), "{screen}");
}

#[test]
fn another_language_is_asked_for_and_the_place_stays() {
    let mut bench = at_first_question(SMALL);
    bench.press("4 enter L");
    let screen = bench.screen();
    assert!(screen.contains("fråga 2/7") && screen.contains("▌ Sukupuoli"), "{screen}");
}

#[test]
fn from_an_open_case_it_is_about_the_same_resident() {
    let mut bench = Bench::new(SMALL, rows(20));
    bench.press("enter a").write("yskä").press("enter");
    let screen = bench.screen();
    assert!(screen.contains("Virtanen Aino, 34 v · 130592-9028") && screen.contains("040 000 1234"), "{screen}");
}

#[test]
fn a_wrong_identity_code_is_said_while_it_is_typed() {
    let mut bench = Bench::new(SMALL, rows(20));
    bench.press("a enter").write("130592-9020");
    assert!(bench.screen().contains("Tarkiste ei täsmää"), "{}", bench.screen());
    bench.press("ctrl-u").write("131352-902X");
    assert!(bench.screen().contains("Alku ei ole päivämäärä."), "{}", bench.screen());
    bench.press("ctrl-u").write(&CODE.to_lowercase());
    assert!(bench.screen().contains("✓ 34 v, nainen"), "{}", bench.screen());
}

#[test]
fn nothing_of_a_form_reaches_the_terminal_as_a_command() {
    let mut bench = Bench::new((120, 40), rows(20));
    bench.press("a").happen(Event::OffersFetched(Ok(poisoned_offers()))).press("enter");
    bench.silent = true;
    bench.happen(Event::Paste("\x1b[2J\u{202e}x".to_owned())).press("tab");
    bench.happen(Event::Paste("\x1b]0;x\x07\u{9b}31m".to_owned())).press("tab tab tab enter");
    let (turn, given) = bench
        .effects
        .iter()
        .rev()
        .find_map(|effect| match effect {
            Effect::AskStep { turn, given, .. } => Some((*turn, given.clone())),
            _ => None,
        })
        .unwrap();
    let mut step = assessment::step(&given);
    let bad = "\x1b[31m\u{202e}x\u{9b}";
    step.title = bad.to_owned();
    for question in &mut step.questions {
        for text in [&mut question.text, &mut question.label, &mut question.aloud, &mut question.section] {
            text.push_str(bad);
        }
        if let api::EntryInput::Many { options } | api::EntryInput::One { options } = &mut question.input {
            options.iter_mut().for_each(|option| option.text.push_str(bad));
        }
    }
    bench.happen(Event::Stepped { turn, answer: Ok(Box::new(step)) });
    for keys in ["1", "tab", "f8", "esc", "esc", "f7"] {
        bench.press(keys);
        super::visible::check(&mut bench);
    }
}

fn poisoned_offers() -> api::EntryOffers {
    let mut offers = assessment::offers(Language::Fi);
    offers.assessments[0].title = "\x1b[31mYskä".to_owned();
    offers
}
