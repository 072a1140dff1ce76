//! A nurse's day: the main job from sign-in to the end of the case, by keyboard alone, at 80×24.

use api::{ResidentAct, SignIn, View, WorkQuery};
use domain::{ClientAct, CommandId, Language, MessageId, Words};
use uuid::Uuid;

use crate::county::{County, Server, example, omaolo, runtime};
use crate::terminal::Terminal;

/// A workstation of this county's server, signed in by hand as this person in their first role.
pub fn workstation(county: &County, server: &Server, login: &str) -> Terminal {
    let mut terminal =
        Terminal::open(&["work", "--server", &server.address.to_string(), "--theme", "mono"], 80, 24, county.home());
    terminal.wait_for("Kirjaudu sisään");
    terminal.press(login);
    terminal.press("\t");
    terminal.press("demo\r");
    let screen =
        terminal.until("the list or a choice of roles", |text| text.contains("Vapaat") || text.contains("Rooli ja yksikkö"));
    if screen.contains("Rooli ja yksikkö") {
        terminal.press("\r");
    }
    terminal.until("rows", |text| selected(text).is_some());
    terminal
}

/// The line of the selected row.
pub fn selected(screen: &str) -> Option<String> {
    screen.lines().find(|line| line.starts_with('>')).map(str::to_owned)
}

/// A resident's name in a row, as far as it stands there: the first word of letters alone, and the one behind it. Families of
/// the county have several members.
fn name_in(row: &str) -> String {
    let words: Vec<&str> = row.split_whitespace().collect();
    let at = words.iter().position(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic)).expect("a name");
    format!("{} {}", words[at], words[at + 1].trim_end_matches('…'))
}

/// True when the line is the row of the resident with this name, perhaps cut off in a narrow column.
fn is_row_of(line: &str, name: &str) -> bool {
    let family = name.split(' ').next().unwrap_or_default();
    line.contains(family) && name.starts_with(&name_in(line))
}

#[test]
fn a_nurse_works_the_most_urgent_item_from_sign_in_to_its_end() {
    let county = County::new();
    let server = county.serve();
    // Whether the county has an urgent item of its own depends on the day on which it was made.
    runtime().block_on(server.intake().submit(example("low-back").into_bytes(), None)).expect("sent");
    let mut terminal = workstation(&county, &server, "liisa");

    let row = selected(&terminal.text()).expect("a selected row");
    assert!(row.contains("P0") || row.contains("P1"), "the most urgent is on top: {row}");
    let name = name_in(&row);
    terminal.press("\r");
    terminal.wait_for("Miksi tämä luokka");
    terminal.press("t");
    terminal.wait_for("Tehtävä on sinun");

    terminal.press("u");
    terminal.wait_for("Muuta kiireellisyysluokkaa");
    terminal.press("3\tSoitettu: vointi parempi.\t \t \r");
    let screen = terminal.wait_for("P3←P");
    assert!(screen.contains(&name));

    terminal.press("r");
    terminal.wait_for("Vastaus: ");
    terminal.press("Hei, soitan sinulle iltapäivällä.\x13");
    terminal.wait_for("Vastaus on lähetetty");

    terminal.press("w");
    terminal.wait_for("Merkitse keskeneräiseksi");
    terminal.press("\r");
    terminal.wait_for("Merkitty keskeneräiseksi");

    let case = runtime().block_on(async {
        let form = SignIn { login: "liisa".into(), password: "demo".into(), totp: None };
        let liisa = server.anonymous();
        let signed_in = liisa.sign_in(&form, Language::Fi).await.expect("liisa signs in");
        let liisa = liisa.with_token(&signed_in.token);
        let choice = api::ChooseGrant { role: domain::Role::Nurse, unit: Some("lahde".into()) };
        liisa.choose_grant(&choice, Language::Fi).await.expect("her first role");
        let query = WorkQuery { view: View::Unfinished, limit: 100, ..WorkQuery::default() };
        let page = liisa.work(&query).await.expect("her unfinished items");
        let row = page.rows.iter().find(|row| row.name.starts_with(&name)).expect("the item waits for the resident");
        assert_ne!(row.original, row.urgency);
        let act =
            ClientAct::Message { id: MessageId(Uuid::now_v7()), text: Words::from("Kiitos, kuume laski jo 37,2 asteeseen.") };
        server
            .intake()
            .resident_act(row.case, &ResidentAct { id: CommandId(Uuid::now_v7()), act })
            .await
            .expect("the resident answers");
        row.case
    });

    // It is back among her own, without a key for it; she looks for it among them.
    terminal.until("the list", |text| text.contains("Vapaat"));
    terminal.press("2");
    terminal.until("her own items", |text| text.lines().any(|line| is_row_of(line, &name)) && selected(text).is_some());
    terminal.press("gg");
    for _ in 0..40 {
        if selected(&terminal.text()).is_some_and(|row| is_row_of(&row, &name)) {
            break;
        }
        let before = terminal.text();
        terminal.press("j");
        terminal.until("the next row", |text| text != before);
    }
    terminal.press("\r");
    terminal.wait_for("Miksi tämä luokka");
    terminal.press("3");
    terminal.wait_for("kuume laski jo 37,2");
    terminal.press("e");
    terminal.wait_for("Päätä heti");
    // The resident's last message is unanswered: she is warned, and ends all the same.
    assert!(terminal.text().contains("viimeiseen viestiin"), "{}", terminal.text());
    terminal.until("ending at once to be chosen", |text| text.contains("Päätä heti"));
    for _ in 0..6 {
        if terminal.text().lines().any(|line| line.contains("> ") && line.contains("Päätä heti")) {
            break;
        }
        let before = terminal.text();
        terminal.press("\x1b[B");
        terminal.until("the next choice", |text| text != before);
    }
    terminal.press("\r");
    terminal.wait_for("Asiointi on päätetty");
    terminal.press("q");
    assert!(terminal.ended());

    let audit = omaolo()
        .args(["audit", "--limit", "100", "--case", &case.to_string(), "--server", &server.address.to_string()])
        .env("OMAOLO_PASSWORD", "demo")
        .output()
        .expect("it runs");
    let log = String::from_utf8_lossy(&audit.stdout).into_owned();
    for step in ["read-case", "take", "change-urgency", "reply", "mark-unfinished", "client", "mark-read", "end"] {
        assert!(log.contains(step), "{step} is in the use log:\n{log}{}", String::from_utf8_lossy(&audit.stderr));
    }
    drop(server);
    let run = |what: &str| omaolo().args(["store", what, "--dir"]).arg(county.dir()).output().expect("it runs");
    let (verified, rebuilt) = (run("verify"), run("rebuild"));
    assert!(verified.status.success() && rebuilt.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let tables = |output: &[u8]| {
        String::from_utf8_lossy(output).lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(tables(&verified.stdout), tables(&rebuilt.stdout));
}

#[test]
fn a_new_urgent_item_appears_without_a_key_and_leaves_the_selection_where_it_was() {
    let county = County::new();
    let server = county.serve();
    let mut terminal = workstation(&county, &server, "liisa");
    terminal.press("jj");
    terminal.until("the third row", |text| text.lines().position(|line| line.starts_with('>')) == Some(5));
    let name = name_in(&selected(&terminal.text()).expect("a selected row"));
    let sent = runtime().block_on(server.intake().submit(example("low-back").into_bytes(), None)).expect("sent");
    assert_eq!(sent.status, 201);
    let screen = terminal.wait_for("Ojansivu Reijo");
    assert!(selected(&screen).is_some_and(|row| row.contains(&name)), "the selection stays with its case:\n{screen}");
}

#[test]
fn typed_text_survives_a_server_that_dies_and_comes_back() {
    let county = County::new();
    let server = county.serve();
    let mut terminal = workstation(&county, &server, "matti");
    terminal.press("T");
    terminal.wait_for("Tehtävä on sinun");
    terminal.press("r");
    terminal.wait_for("Vastaus: ");
    terminal.press("Hei, varasin sinulle");
    terminal.wait_for("varasin sinulle");
    server.kill();
    terminal.wait_for("○");
    terminal.press(" ajan huomiseksi.");
    terminal.wait_for("ajan huomiseksi.");
    terminal.press("\x13");
    terminal.until("the text to stay", |text| text.contains("ajan huomiseksi."));
    let _server = county.serve();
    terminal.wait_for("●");
    terminal.wait_for("ajan huomiseksi.");
    terminal.press("\x13");
    terminal.wait_for("Vastaus on lähetetty");
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_loses_nothing() {
    let county = County::new();
    let server = county.serve();
    let mut terminal = workstation(&county, &server, "liisa");
    let row = selected(&terminal.text());
    terminal.resize(60, 15);
    terminal.wait_for("80");
    terminal.resize(80, 24);
    terminal.until("the same row", |text| selected(text).is_some());
    assert_eq!(selected(&terminal.text()).map(|row| name_in(&row)), row.map(|row| name_in(&row)));
    // The first key after it is not held back until the next one.
    let before = terminal.text().lines().position(|line| line.starts_with('>'));
    terminal.press("j");
    terminal.until("the next row", |text| text.lines().position(|line| line.starts_with('>')) != before);
}

#[test]
fn a_demo_that_is_left_as_soon_as_it_is_there_ends_well() {
    let county = County::new();
    let folder = county.dir().display().to_string();
    for _ in 0..3 {
        let mut terminal = Terminal::open(&["demo", "--dir", &folder, "--theme", "mono"], 80, 24, county.home());
        terminal.wait_for("Vapaat");
        terminal.press("\u{11}");
        // Whatever still loads behind the first screen must come to its end before the process does.
        assert!(terminal.ended(), "{}", terminal.text());
    }
}
