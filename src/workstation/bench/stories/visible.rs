//! Whatever residents type is data: nothing of it may steer the terminal, on any screen.

use proptest::prelude::*;

use super::*;

/// Puts a text wherever a resident's text can stand.
fn poison(view: &mut api::CaseView, text: &str) {
    let words = Words::from(text);
    view.resident.name = words.clone();
    view.resident.phone = Some(words.clone());
    view.on_behalf = Some(words.clone());
    view.row.name = text.to_owned();
    for line in view.answers.iter_mut().chain(&mut view.red_flags).chain(&mut view.outcome.because) {
        line.answers = vec![words.clone()];
    }
    for message in &mut view.messages {
        message.text = words.clone();
    }
    for line in &mut view.timeline {
        line.detail = Some(words.clone());
    }
    view.drafts = vec![api::Draft { kind: domain::DraftKind::Reply, text: words, saved_at: view.row.arrived }];
}

/// No cell may hold a character that a terminal obeys.
pub(super) fn check(bench: &mut Bench) {
    bench.draw();
    for cell in &bench.surface.cells().content {
        let obeyed = cell
            .symbol()
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
        assert!(!obeyed, "{:?}", cell.symbol());
    }
}

fn walk(text: &str, size: (u16, u16)) {
    let mut bench = Bench::new(
        size,
        rows(4).into_iter().map(|row| WorkRow { name: text.to_owned(), title: text.to_owned(), ..row }).collect(),
    );
    check(&mut bench);
    bench.silent = true;
    bench.press("enter");
    let mut view = a_case(bench.rows[0].clone(), Language::Fi);
    poison(&mut view, text);
    let case = view.row.case;
    bench.happen(Event::CaseFetched { case, answer: Ok(Box::new(view)) });
    for keys in ["1", "2", "3", "4", "5", "m", "esc", "e", "esc", "u", "esc", "x", "esc"] {
        bench.press(keys);
        check(&mut bench);
    }
}

#[test]
fn escapes_of_a_resident_are_shown_and_not_obeyed() {
    walk("\x1b[2J\x1b]0;x\x07 \u{202e}olleh\u{9b}31m", SMALL);
    let mut bench = Bench::new(SMALL, vec![WorkRow { name: "\x1b[31mVirtanen".to_owned(), ..a_row(0) }]);
    assert!(bench.screen().contains("␛[31mVirtanen"), "{}", bench.screen());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_of_a_resident_reaches_the_terminal_as_a_command(text in "\\PC{0,20}[\\x00-\\x1f\\x7f-\\x9f\u{202a}-\u{202e}]{0,6}\\PC{0,10}") {
        walk(&text, SMALL);
        walk(&text, (120, 40));
    }
}

#[test]
fn a_name_that_differs_from_the_register_is_said_first_in_the_case() {
    let mut bench = at_my_items(5);
    bench.case_is = |view| view.name_given = Some(Words::from("Toinen Nimi"));
    bench.press("enter");
    assert!(bench.screen().contains("Toinen Nimi"), "{}", bench.screen());
    assert!(bench.screen().contains("poikkeaa rekisteristä"), "{}", bench.screen());
}
