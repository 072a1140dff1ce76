//! Changes that are asked about first, and what follows them.

use super::*;

#[test]
fn a_change_of_class_needs_class_reason_and_both_confirmations() {
    let mut bench = at_my_items(5);
    bench.press("u enter");
    assert!(bench.screen().contains("Valitse eri luokka"), "{}", bench.screen());
    bench.press("2 enter").write("Soitettu, vointi parempi").press("enter enter");
    assert!(bench.screen().contains("Vahvista molemmat kohdat"), "{}", bench.screen());
    assert_eq!(commands(&bench), []);
    bench.press("space tab space enter");
    let wanted = CaseCommand::ChangeUrgency {
        to: domain::UrgencyClass::P2,
        reason: Words::from("Soitettu, vointi parempi"),
        contacted: true,
        record_checked: true,
    };
    assert_eq!(commands(&bench), [wanted]);
    assert!(bench.screen().contains("P2←P1"), "{}", bench.screen());
}

#[test]
fn a_taken_row_that_stays_in_the_free_items_shows_its_new_limit_at_once() {
    let mut bench = Bench::new(SMALL, (0..5).map(a_row).collect());
    bench.press("t");
    assert!(bench.cursor_line().starts_with("> P1    2 t "), "{}", bench.screen());
    bench.press("u 3 tab").write("syy").press("tab space tab space enter");
    assert!(bench.cursor_line().starts_with("> P3←P1 3 pv 5 t "), "{}", bench.screen());
}

#[test]
fn the_dialog_shows_the_new_deadline_with_its_clock() {
    let mut bench = at_my_items(5);
    bench.press("u");
    let screen = bench.screen();
    assert!(screen.contains("P2  Päivystys, ei yöllä            10 t, ei 22–07       20:42"), "{screen}");
}

#[test]
fn a_refused_change_of_class_says_why_in_its_dialog() {
    let mut bench = at_my_items(5);
    bench.refusal = Some(Trouble::Refused(domain::Refusal::ChangedMeanwhile));
    bench.press("u 3 tab").write("syy").press("tab space tab space enter");
    assert!(bench.screen().contains("│ !! Asiointi muuttui samalla hetkellä."), "{}", bench.screen());
}

#[test]
fn a_transfer_finds_the_colleague_by_a_few_letters() {
    let mut bench = at_my_items(5);
    bench.press("x").write("aij").press("enter");
    let to = domain::UserId(uuid::Uuid::from_u128(3));
    assert_eq!(commands(&bench), [CaseCommand::TransferToPerson { user: to }]);
    assert!(bench.screen().contains("Tehtävä on siirretty: "));
}

#[test]
fn an_unfinished_item_leaves_and_the_next_one_is_selected() {
    let mut bench = at_my_items(5);
    bench.press("j enter w");
    assert!(bench.screen().contains("asukas peruu varatun ajan"));
    bench.press("enter");
    assert_eq!(commands(&bench), [CaseCommand::MarkUnfinished]);
    assert!(bench.cursor_line().contains(&a_row(2).name), "{}", bench.screen());
    assert!(bench.screen().contains("Merkitty keskeneräiseksi"));
}

#[test]
fn ending_warns_of_what_is_open_and_offers_three_ways() {
    let mut bench = at_my_items(5);
    bench.case_is = |view| {
        view.coaching = Some("Kevyemmin".to_owned());
        view.bookings = vec![domain::Booking {
            id: "b".to_owned(),
            starts: view.row.arrived + jiff::SignedDuration::from_hours(48),
            cancelled: false,
        }];
    };
    bench.press("e");
    let screen = bench.screen();
    for said in [
        "viimeiseen viestiin ei ole vastattu",
        "Varattu aika",
        "valmennus Kevyemmin loppuu",
        "> Kirjoita ensin päätösviesti",
        "  Ehdota päättämistä",
        "  Päätä heti",
    ] {
        assert!(screen.contains(said), "{said}: {screen}");
    }
    bench.press("down down enter");
    assert_eq!(commands(&bench), [CaseCommand::End]);
    assert!(bench.cursor_line().contains(&a_row(1).name), "{}", bench.screen());
}

#[test]
fn a_resident_who_proposed_ending_is_closed_as_proposed() {
    let mut bench = at_my_items(5);
    bench.case_is = |view| view.ending = Some(domain::EndingProposal::ByResident);
    bench.press("e down");
    assert!(bench.screen().contains("> Päätä asukkaan ehdotuksesta"), "{}", bench.screen());
    bench.press("enter");
    assert_eq!(commands(&bench), [CaseCommand::End]);
}

#[test]
fn the_closing_message_can_be_written_first() {
    let mut bench = at_my_items(5);
    bench.press("e enter").write("Kiitos yhteydenotosta.").press("ctrl-s");
    assert!(matches!(commands(&bench).as_slice(), [CaseCommand::Reply { .. }]));
}

#[test]
fn opening_ones_own_case_marks_what_the_resident_did_as_seen() {
    let mut bench = Bench::new(SMALL, vec![WorkRow { unread: 2, ..mine(0) }, mine(1)]);
    bench.press("2");
    assert!(bench.screen().contains("•2"), "{}", bench.screen());
    bench.press("enter");
    assert_eq!(commands(&bench), [CaseCommand::MarkRead]);
    bench.press("esc enter");
    assert_eq!(commands(&bench), [CaseCommand::MarkRead]);
}

#[test]
fn the_next_item_opens_without_going_back_to_the_list() {
    let mut bench = Bench::new(SMALL, rows(3));
    bench.press("enter N");
    assert!(bench.screen().lines().nth(1).unwrap().contains(&a_row(1).name));
    bench.press("N N");
    assert!(bench.screen().contains("Luettelossa ei ole seuraavaa."), "{}", bench.screen());
}

#[test]
fn the_palette_finds_an_action_by_its_sentence() {
    let mut bench = Bench::new(SMALL, rows(3));
    bench.press(":").write("ota teht").press("enter");
    assert_eq!(commands(&bench), [CaseCommand::Take]);
}

#[test]
fn sections_are_reached_by_number_and_tab_and_the_page_by_space() {
    let mut bench = Bench::new(SMALL, rows(3));
    bench.press("enter 3");
    assert!(bench.screen().contains("MUISTIINPANO (asukas ei näe) · Korhonen Liisa"), "{}", bench.screen());
    bench.press("1 tab");
    assert!(bench.screen().lines().nth(5).unwrap().contains("Vastaukset"), "{}", bench.screen());
    bench.press("1 space");
    assert!(bench.screen().contains("Asukkaalle kerrottiin"), "{}", bench.screen());
}

#[test]
fn a_live_change_leaves_the_reader_where_they_were() {
    let mut bench = Bench::new(SMALL, rows(3));
    bench.press("enter 2");
    let before = bench.screen();
    bench.rows[0].version = 2;
    bench.notice();
    assert_eq!(count(&bench, |effect| matches!(effect, Effect::FetchCase { .. })), 2);
    assert_eq!(bench.screen(), before);
}

#[test]
fn a_notice_about_other_cases_is_no_look_at_this_one() {
    let mut bench = Bench::new(SMALL, rows(3));
    bench.press("enter").notice().notice();
    assert_eq!(count(&bench, |effect| matches!(effect, Effect::FetchCase { .. })), 1);
}

#[test]
fn an_earlier_case_can_be_opened_and_left_again() {
    let mut bench = Bench::new(SMALL, rows(3));
    bench.press("enter enter");
    assert!(bench.screen().lines().nth(1).unwrap().contains(&a_row(1).name), "{}", bench.screen());
    bench.press("esc");
    assert!(bench.screen().lines().nth(1).unwrap().contains(&a_row(0).name), "{}", bench.screen());
    assert!(bench.screen().contains("Hälyttävät vastaukset"), "{}", bench.screen());
}

#[test]
fn boxes_and_results_name_whom_they_concern() {
    let mut bench = at_my_items(5);
    for key in ["u", "x", "w", "e"] {
        bench.press(key);
        let named = format!("– {}, {} v · #4000", a_row(0).name, a_row(0).age);
        assert!(bench.screen().contains(&named), "{key}: {}", bench.screen());
        bench.press("esc");
    }
    bench.press("w enter");
    assert!(bench.screen().contains(&format!("Merkitty keskeneräiseksi: {} (#4000)", a_row(0).name)), "{}", bench.screen());
}

#[test]
fn letters_on_a_box_to_tick_change_nothing_and_the_warning_stays() {
    let mut bench = at_my_items(5);
    bench.press("u 3 tab");
    assert!(bench.screen().contains("│ > Perustelu:"), "{}", bench.screen());
    bench.press("tab").write("x");
    let screen = bench.screen();
    assert!(screen.contains("> [ ] Olen ollut") && screen.contains("! Valitse ruutu välilyönnillä"), "{screen}");
    assert!(screen.contains("Muutos tehdään vastoin arvion tulosta"), "{screen}");
}

#[test]
fn the_head_of_a_case_never_cuts_age_and_identity_code() {
    let mut bench = Bench::new(
        SMALL,
        vec![WorkRow { name: "Vaahteramäki-Kuusenkerkkänen Maija-Liisa Annikki Orvokki".to_owned(), ..mine(0) }],
    );
    bench.case_is = |view| {
        view.resident.protected = true;
        view.on_behalf = Some(Words::from("Vaahteramäki-Kuusenkerkkänen Matti"));
    };
    bench.press("2 enter");
    let code = a_case(a_row(0), Language::Fi).resident.identity_code.as_str().to_owned();
    let head = bench.screen().lines().nth(1).unwrap().to_owned();
    assert!(head.contains(&code) && head.contains(&format!("{} v, ", a_row(0).age)) && head.contains('…'), "{head}");
}

#[test]
fn the_history_names_whoever_took_the_case_once() {
    let mut bench = Bench::new(SMALL, rows(3));
    bench.case_is = |view| {
        view.timeline.push(api::TimelineLine {
            at: view.row.arrived,
            by: Some("Lahtinen Outi".to_owned()),
            event: "taken".to_owned(),
            detail: Some(Words::from("Lahtinen Outi")),
        });
    };
    bench.press("enter 4");
    assert!(bench.screen().contains("Otettu · Lahtinen Outi"), "{}", bench.screen());
    assert!(!bench.screen().contains("Otettu: Lahtinen Outi"), "{}", bench.screen());
}

#[test]
fn the_urgency_box_shows_a_limit_at_midnight_as_the_end_of_its_day() {
    let due = Some("2026-11-26T22:00:00Z".parse().unwrap());
    let mut bench = Bench::new(SMALL, vec![WorkRow { due, ..mine(0) }]);
    bench.press("2 enter");
    assert!(bench.screen().contains("(26.11. loppuun)"), "{}", bench.screen());
    bench.press("u");
    assert!(bench.screen().contains("26.11. loppuun"), "{}", bench.screen());
}
