//! Assisted entry: a nurse fills in assessments with a caller, by keyboard alone, at 80×24.

use domain::IdentityCode;

use crate::county::{County, Server};
use crate::nurse::workstation;
use crate::terminal::Terminal;

/// What stands below the head of the form.
fn body(screen: &str) -> String {
    screen.lines().skip_while(|line| !line.trim_start().starts_with('─')).skip(1).collect::<Vec<_>>().join("\n")
}

/// True on the look at all answers.
fn is_review(screen: &str) -> bool {
    screen.contains("· yhteenveto ·")
}

/// True while the server is asked.
fn is_waiting(screen: &str) -> bool {
    screen.lines().any(|line| line.trim_end().ends_with("· …"))
}

/// The number of the question that is asked: `3/14`.
fn number(screen: &str) -> Option<String> {
    let (_, rest) = screen.split_once("· kysymys ")?;
    rest.split(' ').next().map(str::to_owned)
}

/// The smallest and the largest number that fit.
fn range(body: &str) -> Option<(f64, f64)> {
    let hint = body.lines().map(str::trim_start).find(|line| line.starts_with("Kokonaisluku ") || line.starts_with("Luku "))?;
    let bounds = hint.split(' ').nth(1)?.trim_end_matches(['.', ',']);
    let (min, max) = bounds.split_once('–')?;
    let read = |bound: &str| bound.replace(',', ".").parse().ok();
    Some((read(min)?, read(max)?))
}

/// Begins the assessment that a title finds; `who` is written before the questions.
fn begin(terminal: &mut Terminal, title: &str, who: &IdentityCode, name: &str) {
    terminal.press("a");
    terminal.wait_for("Täytä arvio asukkaan kanssa");
    terminal.press(title);
    terminal.until("the assessment", |text| text.lines().any(|line| line.contains("> ") && line.contains(title)));
    terminal.press("\r");
    terminal.wait_for("Henkilötunnus tarvitaan");
    terminal.press(who.as_str());
    terminal.wait_for("✓");
    terminal.press("\t");
    terminal.press(name);
    terminal.press("\t\t\t\r");
    terminal.until("the first question", |text| number(text).is_some());
}

/// Answers what is asked in the simplest way that is no emergency: what is known already, else the option that stands last of
/// several, the first of one, the middle of a range, a day, nothing where nothing must be.
fn answer(terminal: &mut Terminal, screen: &str) {
    let body = body(screen);
    if body.contains("Enter hyväksyy") || body.contains("Vapaaehtoinen") {
        terminal.press("\r");
    } else if body.contains("Valitse kaikki sopivat") {
        terminal.press("\x1b[F \r");
    } else if body.contains("valitsee ja siirtyy") {
        terminal.press("1");
    } else if let Some((min, max)) = range(&body) {
        let middle = ((min + max) / 2.0).round();
        terminal.press(&format!("{middle}\r"));
    } else if body.contains("Päivä, esim.") {
        terminal.press("5.11.2026\r");
    } else {
        terminal.press("Kuten edellä.\r");
    }
}

/// Answers until all of it is looked at. Gives how many answers that took.
fn fill(terminal: &mut Terminal) -> usize {
    for count in 0..200 {
        let screen = terminal.until("the next question", |text| !is_waiting(text) && (is_review(text) || number(text).is_some()));
        if is_review(&screen) {
            return count;
        }
        answer(terminal, &screen);
        let before = (number(&screen), body(&screen));
        terminal.until("an answer", |text| !is_waiting(text) && (number(text), body(text)) != before);
    }
    panic!("the questions never end:\n{}", terminal.text());
}

/// Sends it and gives what is said of where it went.
fn send(terminal: &mut Terminal) -> String {
    terminal.press("\x13");
    terminal.wait_for("Lähetä jonoon");
    terminal.press("\r");
    let screen = terminal.wait_for("Arvio on lähetetty");
    let said = screen.lines().find_map(|line| line.split_once("Lähetetty: ")).map(|(_, said)| said).unwrap_or_default();
    said.split('│').next().unwrap_or_default().trim().to_owned()
}

/// The artificial identity code of a woman of working age; another for each number.
fn a_woman(number: u16) -> IdentityCode {
    let day = i8::try_from(1 + number % 28).expect("a day");
    IdentityCode::artificial(jiff::civil::date(1988, 5, day), 900 + 2 * (number / 28)).expect("an artificial code")
}

#[test]
fn a_nurse_fills_in_an_assessment_with_a_caller_and_finds_it_in_the_queue() {
    let county = County::new();
    let server = county.serve();
    let mut terminal = workstation(&county, &server, "liisa");
    begin(&mut terminal, "Yskä", &a_woman(0), "Kuusilampi Aino");

    // An emergency sign stops the questions; it was a mistake, and is taken back.
    terminal.press("2\r");
    terminal.wait_for("LOPETA KYSYMINEN");
    terminal.press("\x1b[B\x1b[B\r");
    terminal.wait_for("kysymys 1/");
    let none = terminal.text().lines().rfind(|line| line.contains("[ ]")).expect("the last option").trim().chars().next();
    terminal.press(&format!("{}\r", none.expect("its sign")));
    terminal.wait_for("kysymys 2/");

    // Known from the identity code: one key accepts it. One step back, the answer still stands.
    terminal.wait_for("Tiedossa jo: 38 v");
    terminal.press("\r");
    terminal.wait_for("kysymys 3/");
    terminal.press("\x7f");
    terminal.until("the answer of before", |text| text.contains("kysymys 2/") && text.contains("> 38"));
    terminal.press("\r");
    terminal.wait_for("kysymys 3/");

    assert!(fill(&mut terminal) > 10);
    let screen = terminal.wait_for("Valmis lähetettäväksi");
    assert!(screen.contains("ESITTELYSISÄLTÖÄ"), "{screen}");
    let said = send(&mut terminal);
    assert!(said.contains(", jono "), "{said}");
    terminal.press("\r");
    terminal.until("the list", |text| text.contains("Vapaat") && !text.contains("Arvio on lähetetty"));
    terminal.press("/Kuusilampi\r");
    terminal.until("the row", |text| text.lines().any(|line| line.starts_with('>') && line.contains("Kuusilampi")));
    terminal.press("\r");
    let case = terminal.wait_for("Miksi tämä luokka");
    assert!(case.contains("Kuusilampi Aino") && case.contains("Yskä"), "{case}");
}

#[test]
fn every_assessment_can_be_filled_in_by_keyboard_and_is_taken_in() {
    let county = County::new();
    let server = county.serve();
    let mut terminal = workstation(&county, &server, "liisa");
    let titles = titles(&server);
    assert!(titles.len() >= 32, "{titles:?}");
    for (number, title) in titles.iter().enumerate() {
        let number = u16::try_from(number).expect("few");
        begin(&mut terminal, title, &a_woman(number), &format!("Kokeilija {}", (b'A' + number as u8 % 26) as char));
        fill(&mut terminal);
        let screen = terminal.until("the end", |text| text.contains("Valmis lähetettäväksi") || text.contains("LOPETA"));
        assert!(is_review(&screen));
        let said = send(&mut terminal);
        assert!(!said.is_empty(), "{title} is in a queue");
        terminal.press("\r");
        terminal.until("the list", |text| text.contains("Vapaat") && !text.contains("Arvio on lähetetty"));
    }
}

#[test]
fn a_half_filled_assessment_survives_a_server_that_dies_and_goes_on_when_it_is_back() {
    let county = County::new();
    let server = county.serve();
    let mut terminal = workstation(&county, &server, "liisa");
    begin(&mut terminal, "Päänsärky", &a_woman(1), "Kuusilampi Eeva");
    let screen = terminal.text();
    answer(&mut terminal, &screen);
    terminal.wait_for("kysymys 2/");
    server.kill();
    terminal.wait_for("kaikki säilyy");
    terminal.press("\r");
    terminal.press("\x13");
    terminal.wait_for("arvio EI ole lähtenyt");
    let _server = county.serve();
    terminal.wait_for("●");
    terminal.until("the question after it", |text| text.contains("kysymys 3/") && text.contains("vastattu 2"));
}

/// The titles of all that may be filled in.
fn titles(server: &Server) -> Vec<String> {
    crate::county::runtime().block_on(async {
        let form = api::SignIn { login: "liisa".into(), password: "demo".into(), totp: None };
        let nobody = server.anonymous();
        let signed_in = nobody.sign_in(&form, domain::Language::Fi).await.expect("liisa signs in");
        let liisa = nobody.with_token(&signed_in.token);
        let choice = api::ChooseGrant { role: domain::Role::Nurse, unit: Some("lahde".into()) };
        liisa.choose_grant(&choice, domain::Language::Fi).await.expect("her role");
        let offers = liisa.offers(domain::Language::Fi).await.expect("the assessments");
        offers.assessments.into_iter().map(|offer| offer.title).collect()
    })
}
