//! Signing in, roles, languages, sizes, leaving.

use super::*;

fn form() -> Bench {
    let mut bench = Bench::at_entry(Entry::SignIn { login: String::new() }, Language::Fi, SMALL, rows(30));
    bench.begin();
    bench
}

#[test]
fn a_test_environment_says_so_before_anybody_signs_in() {
    assert!(form().screen().contains("TESTIYMPÄRISTÖ"));
    let production = Ok(api::ServiceView { environment: api::Environment::Production });
    let mut bench = form();
    assert!(!bench.happen(Event::ServiceFetched(production)).screen().contains("TESTIYMPÄRISTÖ"));
}

#[test]
fn a_server_that_cannot_be_reached_is_said_before_anybody_signs_in() {
    let mut bench = Bench::at_entry(Entry::SignIn { login: String::new() }, Language::Fi, SMALL, rows(30));
    let screen = bench.happen(Event::ServiceFetched(Err(Trouble::Offline))).screen();
    assert!(screen.contains("○ ei yhteyttä") && screen.contains("Palvelin ei vastaa."), "{screen}");
    bench.write("liisa").press("tab").write("oikea").press("enter");
    assert!(bench.screen().contains("● yhteys") && bench.screen().contains("Vapaat 30"), "{}", bench.screen());
}

#[test]
fn signing_in_leads_to_the_list() {
    let mut bench = form();
    bench.write("liisa").press("tab").write("oikea").press("enter");
    assert!(bench.screen().contains("Vapaat 30"), "{}", bench.screen());
    assert_eq!(count(&bench, |effect| *effect == Effect::Listen), 1);
}

#[test]
fn a_wrong_password_is_said_plainly_and_the_name_stays() {
    let mut bench = form();
    bench.write("liisa").press("tab").write("vaara").press("enter");
    let screen = bench.screen();
    assert!(
        screen.contains("Tunnus, salasana tai koodi on väärin.") && screen.contains("liisa") && !screen.contains('•'),
        "{screen}"
    );
    bench.write("oikea").press("enter");
    assert!(bench.screen().contains("Vapaat 30"));
}

#[test]
fn the_second_factor_is_asked_for_when_it_is_needed() {
    let mut bench = form();
    bench.write("liisa").press("tab").write("koodi").press("enter");
    assert!(bench.screen().contains("Vahvistuskoodi"), "{}", bench.screen());
    bench.write("123456").press("enter");
    assert!(bench.screen().contains("Vapaat 30"), "{}", bench.screen());
}

#[test]
fn a_password_is_never_on_the_screen_nor_in_what_is_printed_for_debugging() {
    let mut bench = form();
    bench.press("tab").write("salainen");
    assert!(!bench.screen().contains("salainen"));
    bench.press("shift-tab").write("liisa").press("enter");
    assert!(!format!("{:?}", bench.effects).contains("salainen"));
}

#[test]
fn one_of_several_roles_is_chosen() {
    let mut bench = form();
    bench.write("liisa").press("tab").write("monta").press("enter");
    assert!(bench.screen().contains("> sairaanhoitaja · Lähteen terveysasema"), "{}", bench.screen());
    bench.press("enter");
    assert!(bench.screen().contains("Vapaat 30"));
}

#[test]
fn a_role_without_a_work_list_is_told_what_it_does_here() {
    let mut bench = Bench::new(SMALL, rows(10));
    let mut session = a_session(Language::Fi);
    session.chosen = Some(1);
    bench.happen(Event::GrantChosen(Ok(session)));
    assert!(
        bench.screen().contains("Asukkaiden") && bench.screen().contains("Vaihda rooli tai yksikkö: ^O"),
        "{}",
        bench.screen()
    );
}

#[test]
fn a_session_that_ends_in_the_middle_of_a_reply_loses_nothing() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei, tämä on pitkä vastaus.");
    bench.refusal = Some(Trouble::SignInNeeded);
    bench.press("ctrl-s");
    assert!(bench.screen().contains("Istunto on päättynyt."), "{}", bench.screen());
    bench.refusal = None;
    bench.write("liisa").press("tab").write("oikea").press("enter");
    assert!(bench.screen().contains("Hei, tämä on pitkä vastaus."), "{}", bench.screen());
    bench.press("ctrl-s");
    assert_eq!(bench.sent().last(), Some(&"reply"));
    assert!(bench.screen().contains("Vastaus on lähetetty: "));
}

#[test]
fn the_language_changes_while_running_and_fetches_again() {
    let mut bench = Bench::new(SMALL, rows(30));
    bench.press("L");
    let screen = bench.screen();
    assert!(screen.contains("Lediga 30") && screen.contains("Källans") && screen.contains("TESTMILJÖ"), "{screen}");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::FetchWork { query, .. } if query.lang == Language::Sv)));
    bench.press("L");
    assert!(bench.screen().contains("TEST ENVIRONMENT"));
}

#[test]
fn a_terminal_that_is_too_small_says_what_it_needs_and_loses_nothing() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei!").happen(Event::Resize(60, 20));
    let said = bench.screen().replace('\n', " ");
    assert!(said.contains("80 × 24") && said.contains("60 × 20"), "{said}");
    bench.happen(Event::Resize(80, 24));
    assert!(bench.screen().contains(" Hei!"));
}

#[test]
fn leaving_asks_only_when_something_is_not_safe() {
    let mut bench = at_my_items(5);
    bench.press("q");
    assert_eq!(bench.effects.last(), Some(&Effect::Quit));
    let mut bench = at_my_items(5);
    bench.press("r").happen(Event::ConnectionLost).write("Hei").press("ctrl-q");
    assert!(bench.screen().contains("Poistu silti"), "{}", bench.screen());
    bench.press("esc");
    assert!(bench.screen().contains(" Hei"));
    assert_eq!(count(&bench, |effect| *effect == Effect::Quit), 0);
}

#[test]
fn mistakes_of_a_persons_own_keymap_are_said_at_the_start() {
    let mut setup = setup(Entry::Session, SMALL, Language::Fi);
    setup.warnings = vec!["keys.toml:3: there is no action \"opne\"; did you mean \"open\"?".to_owned()];
    let mut bench = Bench::new(SMALL, Vec::new());
    bench.app = App::new(setup);
    assert!(bench.screen().contains("! keys.toml:3: there is no action"), "{}", bench.screen());
}

#[test]
fn signing_out_forgets_all_that_was_seen() {
    let mut bench = Bench::new(SMALL, rows(10));
    bench.press("enter esc S enter");
    assert!(bench.screen().contains("Kirjaudu sisään."), "{}", bench.screen());
    assert!(!bench.screen().contains("Virtanen"));
    assert_eq!(bench.effects.last(), Some(&Effect::SignOut));
}

#[test]
fn the_next_person_at_the_workstation_sees_nothing_of_the_one_before() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Vain minun silmilleni").happen(Event::ConnectionLost).happen(Event::ConnectionBack);
    bench.refusal = Some(Trouble::SignInNeeded);
    bench.press("ctrl-s");
    bench.refusal = None;
    let mut other = a_session(Language::Fi);
    other.user = domain::UserId(uuid::Uuid::from_u128(77));
    bench.happen(Event::SignedIn(Ok(other)));
    assert!(bench.screen().contains("Vapaat 0"), "{}", bench.screen());
    bench.press("2 r");
    assert!(!bench.screen().contains("Vain minun"), "{}", bench.screen());
}

#[test]
fn help_shows_every_key_of_the_screen_in_the_language_of_the_screen() {
    let mut bench = Bench::in_language(Language::Sv, SMALL, rows(10));
    bench.press("?");
    assert!(bench.screen().contains("Ta uppgiften"), "{}", bench.screen());
    bench.press("G");
    assert!(bench.screen().contains("invånarens egna ord"), "{}", bench.screen());
    bench.press("q");
    assert!(bench.screen().contains("Lediga 10"));
}

#[test]
fn whoever_has_one_role_may_sign_out_instead_and_every_palette_offers_it() {
    let mut bench = Bench::new(SMALL, rows(10));
    let mut session = a_session(Language::Fi);
    session.grants.truncate(1);
    bench.happen(Event::SessionFetched(Ok(session))).press("enter ctrl-o");
    assert!(bench.screen().contains("Sinulla on vain tämä rooli."), "{}", bench.screen());
    bench.press("esc ctrl-k").write("kirjaudu ulos");
    assert!(bench.screen().contains("> Kirjaudu ulos"), "{}", bench.screen());
    bench.press("esc ctrl-o enter");
    assert_eq!(bench.effects.last(), Some(&Effect::SignOut));
}
