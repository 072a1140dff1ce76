//! The work list: moving, what changes under the cursor, what is new.

use super::*;

#[test]
fn the_list_says_at_once_what_is_urgent_and_how_long_it_has() {
    let mut bench = Bench::new(SMALL, rows(120));
    let screen = bench.screen();
    assert!(screen.contains("!P1    -1 t 17 min 3 t 17 min ⚑2  Koskinen Juhani 30"), "{screen}");
    assert!(screen.contains("S3←S5"), "{screen}");
    assert!(screen.contains("Vapaat 120"), "{screen}");
}

#[test]
fn enter_opens_the_case_that_was_looked_at_although_the_queue_moved() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("j j j");
    let name = a_row(3).name;
    assert!(bench.cursor_line().contains(&name));
    bench.rows.insert(
        0,
        WorkRow { case: a_row(900).case, cursor: api::Cursor("0".to_owned()), name: "Uusi Urho".to_owned(), ..a_row(0) },
    );
    bench.notice();
    assert!(bench.cursor_line().contains(&name));
    bench.press("enter");
    assert!(bench.screen().lines().nth(1).unwrap().contains(&name));
}

#[test]
fn a_new_urgent_item_is_said_and_rings_and_the_cursor_stays() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("j j j j j j j j");
    let before = bench.cursor_line();
    let new =
        WorkRow { case: a_row(900).case, cursor: api::Cursor("00000001a".to_owned()), name: "Uusi Urho".to_owned(), ..a_row(1) };
    bench.rows.insert(2, new);
    bench.notice();
    assert_eq!(bench.cursor_line().trim_start_matches(['>', ' ', '!']), before.trim_start_matches(['>', ' ', '!']));
    assert!(bench.screen().contains("Uusi P1: Virtsatieinfektio, Uusi Urho 30 v"), "{}", bench.screen());
    assert_eq!(count(&bench, |effect| *effect == Effect::Ring), 1);
    bench.press("n");
    assert!(bench.cursor_line().contains("Uusi Urho"), "{}", bench.screen());
}

#[test]
fn a_new_urgent_item_can_be_gone_to_from_a_case_and_from_deep_in_the_list() {
    let mut bench = Bench::new(SMALL, rows(900));
    bench.press("G");
    assert!(bench.cursor_line().contains(&a_row(899).name));
    bench.rows.insert(
        0,
        WorkRow { case: a_row(950).case, cursor: api::Cursor("0".to_owned()), name: "Uusi Urho".to_owned(), ..a_row(0) },
    );
    bench.notice();
    bench.press("enter n");
    assert!(bench.cursor_line().contains("Uusi Urho"), "{}", bench.screen());
}

#[test]
fn urgent_items_that_were_there_at_the_start_do_not_ring() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.notice();
    assert_eq!(count(&bench, |effect| *effect == Effect::Ring), 0);
}

#[test]
fn an_item_that_another_took_is_said_and_no_key_meets_the_next_one() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("j j");
    let name = a_row(2).name;
    (bench.rows[2].state, bench.rows[2].owner, bench.rows[2].version) = (WorkState::Taken, Some("Lahtinen Outi".to_owned()), 2);
    bench.notice();
    assert!(bench.screen().contains(&format!("{name} (Alaselkäkipu) ei ole enää tässä näkymässä")), "{}", bench.screen());
    assert!(bench.cursor_line().contains(&name));
    bench.refusal = Some(Trouble::Refused(domain::Refusal::TakenByOther { name: "Lahtinen Outi".to_owned() }));
    bench.press("t");
    assert!(bench.screen().contains("Lahtinen Outi on jo ottanut tehtävän."), "{}", bench.screen());
    bench.press("j");
    assert!(bench.cursor_line().contains(&a_row(3).name));
    assert!(!bench.screen().contains(&format!(" {name} 43 ")));
}

#[test]
fn one_key_takes_the_item_and_the_cursor_stays_on_it() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("j t");
    assert_eq!(commands(&bench), [CaseCommand::Take]);
    assert!(bench.screen().contains("Tehtävä on sinun: "));
    assert!(bench.cursor_line().contains(&a_row(1).name));
    bench.notice();
    assert!(bench.cursor_line().contains(&a_row(1).name));
    bench.press("r");
    assert!(bench.screen().contains("Vastaus: Koskinen Juhani"), "{}", bench.screen());
}

#[test]
fn what_needs_the_item_says_to_take_it_first() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("r");
    assert!(bench.screen().contains("Ota tehtävä ensin: t"), "{}", bench.screen());
    assert_eq!(commands(&bench), []);
}

#[test]
fn moves_beyond_the_loaded_rows_arrive_when_the_rows_do() {
    let mut bench = Bench::new(SMALL, rows(2000));
    bench.silent = true;
    for _ in 0..300 {
        bench.press("j");
    }
    assert_eq!(count(&bench, |effect| matches!(effect, Effect::FetchWork { query, .. } if query.after.is_some())), 1);
    bench.speak();
    assert!(bench.cursor_line().contains(&a_row(300).name), "{}", bench.screen());
}

#[test]
fn the_page_turns_at_its_edge_and_does_not_scroll() {
    let mut bench = Bench::new(SMALL, rows(200));
    for _ in 0..18 {
        bench.press("j");
    }
    let last = bench.surface.cursor();
    bench.draw();
    assert_ne!(bench.surface.cursor(), last);
    bench.press("j");
    bench.draw();
    assert_eq!(bench.surface.cursor(), Some((0, 3)));
    bench.press("k");
    bench.draw();
    assert_eq!(bench.surface.cursor(), Some((0, 21)));
}

#[test]
fn the_first_of_two_keys_shows_what_can_follow() {
    let mut bench = Bench::new(SMALL, rows(200));
    bench.press("G g");
    assert!(bench.screen().contains("g-  g Alkuun"), "{}", bench.screen());
    bench.press("g");
    assert!(bench.cursor_line().contains(&a_row(0).name));
}

#[test]
fn a_short_view_is_fetched_only_when_the_selection_rests() {
    let looks = |bench: &Bench| count(bench, |effect| matches!(effect, Effect::FetchPreview { .. }));
    let mut bench = Bench::new(VERY_WIDE, rows(200));
    bench.press("j j j").wait(200);
    assert_eq!(looks(&bench), 0);
    bench.wait(100);
    assert_eq!(looks(&bench), 1);
    assert!(bench.screen().contains("Kurkkupaiseen epäily"));
    // The next item must never be seen beside the words of another.
    bench.press("j");
    assert!(!bench.screen().contains("Kurkkupaiseen epäily"));
    bench.wait(1000);
    bench.wait(1000);
    assert_eq!(looks(&bench), 2);
}

#[test]
fn a_search_is_made_after_a_pause_and_escape_returns_to_where_one_was() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("j j j j");
    let before = bench.cursor_line();
    bench.press("/").write("äijälä");
    let searches = |bench: &Bench| count(bench, |effect| matches!(effect, Effect::FetchWork { query, .. } if query.q.is_some()));
    assert_eq!(searches(&bench), 0);
    bench.wait(80);
    assert_eq!(searches(&bench), 1);
    assert!(bench.screen().contains("Haku ”äijälä”: 5"), "{}", bench.screen());
    bench.press("down enter");
    assert!(bench.cursor_line().contains("Äijälä Risto"));
    bench.press("esc");
    assert_eq!(bench.cursor_line(), before);
}

#[test]
fn queues_are_chosen_one_by_one_and_all_together() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("l");
    let last = |bench: &Bench| {
        bench.effects.iter().rev().find_map(|effect| match effect {
            Effect::FetchWork { query, .. } => Some(query.queue.clone()),
            _ => None,
        })
    };
    assert_eq!(last(&bench).flatten().unwrap().as_str(), "lahde-nurse");
    assert!(bench.screen().contains("Työjono: Sairaanhoitajat"), "{}", bench.screen());
    bench.press("l l");
    assert_eq!(last(&bench), Some(None));
}

#[test]
fn many_notices_at_once_are_one_fetch_each_of_rows_and_counts_and_one_more_after_it() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.effects.clear();
    bench.silent = true;
    for _ in 0..50 {
        bench.notice();
    }
    let rows = |bench: &Bench| count(bench, |effect| matches!(effect, Effect::FetchWork { .. }));
    let counts = |bench: &Bench| count(bench, |effect| matches!(effect, Effect::FetchQueues { .. }));
    assert_eq!((rows(&bench), counts(&bench)), (1, 1));
    bench.speak();
    assert_eq!((rows(&bench), counts(&bench)), (1, 2));
    bench.wait(900);
    assert_eq!(rows(&bench), 1);
    bench.wait(100);
    assert_eq!(rows(&bench), 2);
}

#[test]
fn a_row_that_is_free_no_longer_says_where_it_went_while_the_cursor_is_on_it() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.press("t");
    bench.notice();
    assert!(bench.cursor_line().contains("minulla · "), "{}", bench.screen());
    bench.press("j");
    bench.rows.remove(1);
    bench.notice();
    bench.wait(1_000);
    assert!(bench.cursor_line().contains("poistunut · "), "{}", bench.screen());
    bench.press("j");
    assert!(!bench.screen().contains("poistunut · ") && !bench.screen().contains("minulla · "), "{}", bench.screen());
}

#[test]
fn the_loser_of_a_race_hears_who_won_although_the_row_is_gone_already() {
    let refusal = || Some(Trouble::Refused(domain::Refusal::TakenByOther { name: "Lahtinen Outi".to_owned() }));
    for answer_first in [true, false] {
        let mut bench = Bench::new(SMALL, rows(60));
        bench.silent = true;
        bench.effects.clear();
        bench.press("t");
        (bench.rows[0].state, bench.rows[0].owner, bench.rows[0].version) =
            (WorkState::Taken, Some("Lahtinen Outi".to_owned()), 2);
        bench.refusal = refusal();
        if answer_first {
            bench.speak();
            bench.notice();
        } else {
            let asked = std::mem::take(&mut bench.effects);
            bench.silent = false;
            bench.notice();
            assert!(!bench.screen().contains("ei ole enää tässä näkymässä"), "{}", bench.screen());
            bench.play(asked);
        }
        assert!(bench.screen().contains("Lahtinen Outi on jo ottanut tehtävän."), "{}", bench.screen());
    }
}

#[test]
fn pasted_text_does_nothing_in_the_list() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.effects.clear();
    let before = bench.screen();
    bench.happen(Event::Paste("tTqeS\n".to_owned()));
    assert_eq!((bench.screen(), bench.effects.len()), (before, 0));
}

#[test]
fn the_urgent_notice_follows_the_language_and_escape_says_that_it_was_seen() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.rows.insert(
        0,
        WorkRow { case: a_row(900).case, cursor: api::Cursor("0".to_owned()), name: "Uusi Urho".to_owned(), ..a_row(0) },
    );
    bench.notice().press("L");
    assert!(bench.screen().contains("Ny P1: ") && bench.screen().contains("Uusi Urho 17 år"), "{}", bench.screen());
    bench.press("esc");
    assert!(!bench.screen().contains("Ny P1: "), "{}", bench.screen());
}

#[test]
fn nothing_is_drawn_when_nothing_changed_and_a_minute_changes_only_what_shows_it() {
    let mut bench = Bench::new(SMALL, rows(60));
    bench.draw();
    bench.app.take_changed();
    bench.wait(10_000);
    assert!(!bench.app.take_changed());
    bench.wait(45_000);
    assert!(bench.app.take_changed());
    let bytes = bench.draw().len();
    assert!((1..900).contains(&bytes), "{bytes}");
}

/// Bytes of each of so many presses of `j`.
fn bytes_of_j(size: (u16, u16), presses: usize) -> Vec<usize> {
    let mut bench = Bench::new(size, rows(2000));
    bench.draw();
    let mut press = || {
        bench.press("j");
        bench.draw().len()
    };
    (0..presses).map(|_| press()).collect()
}

#[test]
fn a_step_in_the_list_costs_few_bytes_page_turns_included() {
    for size in [SMALL, VERY_WIDE] {
        let mut bytes = bytes_of_j(size, 500);
        let mean = bytes.iter().sum::<usize>() / bytes.len();
        bytes.sort_unstable();
        assert!(bytes[250] <= 60, "{size:?}: median {}", bytes[250]);
        assert!(mean <= 157, "{size:?}: mean {mean}");
    }
}

#[test]
fn a_very_wide_list_of_free_items_has_state_and_owner_too() {
    let mut bench = Bench::new((160, 40), rows(20));
    let screen = bench.screen();
    let head = screen.lines().nth(2).unwrap();
    assert!(head.contains("Tila   Vastuussa") && screen.contains("vapaa  –"), "{screen}");
}
