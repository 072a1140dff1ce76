//! Writing: nothing that was typed is lost, and sent means that the server has said yes.

use domain::DraftKind;

use super::*;

fn replies(bench: &Bench) -> Vec<String> {
    let text = |command: CaseCommand| match command {
        CaseCommand::Reply { text, .. } => Some(text.into_string()),
        _ => None,
    };
    commands(bench).into_iter().filter_map(text).collect()
}

/// The replies that were kept as drafts.
fn kept(bench: &Bench) -> Vec<String> {
    kept_as(bench, DraftKind::Reply)
}

fn kept_as(bench: &Bench, wanted: DraftKind) -> Vec<String> {
    let text = |effect: &Effect| match effect {
        Effect::KeepDraft { kind, text, .. } if *kind == wanted => Some(text.as_str().to_owned()),
        _ => None,
    };
    bench.effects.iter().filter_map(text).collect()
}

#[test]
fn a_reply_is_sent_and_the_editor_closes_only_after_the_servers_yes() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei!\nTule heti.");
    bench.silent = true;
    bench.press("ctrl-s");
    assert_eq!(replies(&bench), ["Hei!\nTule heti."]);
    assert!(bench.screen().contains("Vastaus: Virtanen Aino"), "{}", bench.screen());
    assert!(bench.screen().contains("lähetetään…"));
    bench.speak();
    assert!(!bench.screen().contains("Vastaus: Virtanen Aino"));
    assert!(bench.screen().contains("Vastaus on lähetetty: "), "{}", bench.screen());
}

#[test]
fn a_refused_reply_stays_open_and_says_why() {
    let mut bench = at_my_items(5);
    bench.refusal = Some(Trouble::Refused(domain::Refusal::Closed));
    bench.press("r").write("Hei!").press("ctrl-s");
    let screen = bench.screen();
    assert!(screen.contains(" Hei!") && screen.contains("!! Asiointi on päättynyt."), "{screen}");
}

#[test]
fn the_same_text_sent_again_is_the_same_message() {
    let mut bench = at_my_items(5);
    bench.refusal = Some(Trouble::Offline);
    bench.press("r").write("Hei!").press("ctrl-s");
    bench.refusal = None;
    bench.happen(Event::ConnectionBack).press("ctrl-s");
    let ids: Vec<_> = bench
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send { request, .. } => Some(request.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn an_empty_reply_stays_open_and_says_so() {
    let mut bench = at_my_items(5);
    bench.press("r").write("  ").press("ctrl-s");
    assert!(bench.screen().contains("Teksti on tyhjä."));
    assert_eq!(replies(&bench), Vec::<String>::new());
}

#[test]
fn a_draft_is_kept_after_a_pause_and_when_the_editor_closes() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei");
    assert_eq!(kept(&bench), Vec::<String>::new());
    bench.wait(300);
    assert_eq!(kept(&bench), ["Hei"]);
    bench.write("!").press("esc");
    assert_eq!(kept(&bench), ["Hei", "Hei!"]);
    assert!(bench.screen().contains("Luonnos on tallessa."));
    bench.press("r");
    assert!(bench.screen().contains(" Hei!"));
}

#[test]
fn what_is_typed_without_a_line_stays_and_is_kept_when_the_line_is_back() {
    let mut bench = at_my_items(5);
    bench.press("r").happen(Event::ConnectionLost).write("Hei ilman yhteyttä").wait(300);
    assert!(bench.screen().contains("○ ei yhteyttä"), "{}", bench.screen());
    bench.press("ctrl-s");
    assert!(bench.screen().contains("vastaus EI ole lähtenyt"), "{}", bench.screen());
    bench.press("esc");
    assert_eq!((kept(&bench), replies(&bench)), (vec![], vec![]));
    bench.happen(Event::ConnectionBack);
    assert_eq!(kept(&bench), ["Hei ilman yhteyttä"]);
    bench.press("r");
    assert!(bench.screen().contains("Hei ilman yhteyttä"));
}

#[test]
fn any_answer_tells_that_the_line_is_back() {
    let mut bench = at_my_items(5);
    bench.press("r").happen(Event::ConnectionLost).write("Hei").press("esc");
    bench.wait(60_000);
    assert!(bench.screen().contains("● yhteys"), "{}", bench.screen());
    assert_eq!(kept(&bench), ["Hei"]);
}

#[test]
fn taking_without_a_line_is_said_plainly_and_changes_nothing() {
    let mut bench = Bench::new(SMALL, rows(20));
    bench.happen(Event::ConnectionLost).press("t");
    assert!(bench.screen().contains("Ei yhteyttä."), "{}", bench.screen());
    assert_eq!(commands(&bench), []);
}

#[test]
fn a_note_never_becomes_a_reply_nor_its_draft() {
    let mut bench = at_my_items(5);
    bench.press("m").write("Epäilen kaltoinkohtelua.").wait(300).press("esc r");
    assert!(!bench.screen().contains("Epäilen"), "{}", bench.screen());
    assert_eq!(kept(&bench), Vec::<String>::new());
    assert_eq!(kept_as(&bench, DraftKind::Note), ["Epäilen kaltoinkohtelua."]);
    bench.press("esc m");
    assert!(bench.screen().contains("asukas ei näe tätä") && bench.screen().contains("Epäilen"), "{}", bench.screen());
    bench.press("ctrl-s");
    assert!(matches!(commands(&bench).as_slice(), [CaseCommand::Note { .. }]));
    assert_eq!(written(&bench), ["keep", "send", "drop"]);
}

#[test]
fn a_kept_note_of_an_earlier_day_is_there_again_and_not_as_a_reply() {
    let mut bench = at_my_items(5);
    bench.case_is = |view| {
        let saved_at = view.row.arrived;
        view.drafts = vec![api::Draft { kind: DraftKind::Note, text: Words::from("Soita huomenna klo 9."), saved_at }];
    };
    bench.press("enter");
    assert!(bench.screen().contains("Viestit 3✎"), "{}", bench.screen());
    bench.press("3");
    assert!(bench.screen().contains("✎ Muistiinpano on kesken\n"), "{}", bench.screen());
    bench.press("r");
    assert!(bench.screen().contains("vastaa suomeksi") && !bench.screen().contains("Soita huomenna klo 9"), "{}", bench.screen());
    bench.press("esc m");
    assert!(
        bench.screen().contains(" Soita huomenna klo 9.") && bench.screen().contains("asukas ei näe tätä"),
        "{}",
        bench.screen()
    );
}

#[test]
fn a_ready_made_text_has_gaps_that_must_be_filled() {
    let mut bench = at_my_items(5);
    bench.press("r ctrl-p 2").write("14.30");
    assert!(bench.screen().contains("tänään klo 14.30. Pidä"), "{}", bench.screen());
    bench.press("ctrl-p 1").press("ctrl-s");
    assert!(bench.screen().contains("Täydennä ensin valmiin tekstin kohta {}"), "{}", bench.screen());
    bench.press("ctrl-s ctrl-s");
    assert_eq!(replies(&bench), Vec::<String>::new());
}

#[test]
fn the_language_to_reply_in_is_that_of_the_case() {
    let mut bench = at_my_items(5);
    bench.press("j j r");
    assert!(bench.screen().contains("vastaa ruotsiksi"), "{}", bench.screen());
}

#[test]
fn pasted_text_is_clean_and_one_step_to_undo() {
    let mut bench = at_my_items(5);
    bench.press("r").write("A").happen(Event::Paste("ja\u{1b}[31m lisa\u{308}a\r\nuusi".to_owned()));
    assert!(bench.screen().contains("Aja[31m lisäa"), "{}", bench.screen());
    bench.press("ctrl-z");
    assert!(bench.screen().lines().any(|line| line == " A"), "{}", bench.screen());
}

#[test]
fn the_terminals_own_cursor_is_where_one_types() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hyvää yötä");
    bench.draw();
    let (x, y) = bench.surface.cursor().unwrap();
    let line = bench.screen().lines().nth(usize::from(y)).unwrap().to_owned();
    assert_eq!((line.as_str(), x), (" Hyvää yötä", 11));
}

#[test]
fn a_sent_reply_does_not_come_back_as_a_draft() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei!").wait(300).write(" Tule.");
    // The case is fetched after sending, before the server has dropped what it had kept.
    bench.case_is =
        |view| view.drafts = vec![api::Draft { kind: DraftKind::Reply, text: Words::from("Hei!"), saved_at: view.row.arrived }];
    bench.press("ctrl-s");
    assert!(!bench.screen().contains('✎'), "{}", bench.screen());
    bench.press("r");
    assert!(!bench.screen().contains(" Hei!"), "{}", bench.screen());
}

#[test]
fn a_kept_draft_of_an_earlier_day_is_there_again() {
    let mut bench = at_my_items(5);
    bench.case_is = |view| {
        view.drafts =
            vec![api::Draft { kind: DraftKind::Reply, text: Words::from("Eilen aloitettu"), saved_at: view.row.arrived }];
    };
    bench.press("r");
    assert!(bench.screen().contains(" Eilen aloitettu"), "{}", bench.screen());
}

#[test]
fn a_named_gap_is_never_sent_however_often_one_tries() {
    let mut bench = at_my_items(5);
    bench.case_is = |view| view.snippets[0].text = "Tule klo {aika}, {paikka}.".to_owned();
    bench.press("r ctrl-p 1 ctrl-s ctrl-s");
    assert!(bench.screen().contains("Täydennä ensin valmiin tekstin kohta {aika}."), "{}", bench.screen());
    bench.write("9.15").press("ctrl-s");
    assert!(bench.screen().contains("Täydennä ensin valmiin tekstin kohta {paikka}."), "{}", bench.screen());
    assert_eq!(replies(&bench), Vec::<String>::new());
    bench.write("Lähde").press("ctrl-s");
    assert_eq!(replies(&bench), ["Tule klo 9.15, Lähde."]);
}

/// What was asked of the server about drafts and sending, in order.
fn written(bench: &Bench) -> Vec<&'static str> {
    let name = |effect: &Effect| match effect {
        Effect::KeepDraft { .. } => Some("keep"),
        Effect::DropDraft { .. } => Some("drop"),
        Effect::Send { .. } => Some("send"),
        _ => None,
    };
    bench.effects.iter().filter_map(name).collect()
}

#[test]
fn a_reply_sent_at_once_is_not_kept_as_a_draft_afterwards() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei!");
    bench.silent = true;
    bench.press("ctrl-s").wait(1000);
    assert_eq!(written(&bench), ["send"]);
    bench.effects.retain(|effect| matches!(effect, Effect::Send { .. }));
    bench.speak();
    bench.wait(1000);
    assert_eq!(written(&bench), ["send", "drop"]);
}

#[test]
fn dropping_is_the_last_word_after_a_draft_that_was_on_its_way() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei!");
    bench.effects.clear();
    bench.silent = true;
    bench.wait(300).press("ctrl-s");
    let asked = std::mem::take(&mut bench.effects);
    bench.silent = false;
    let (kept, other): (Vec<_>, Vec<_>) = asked.into_iter().partition(|effect| matches!(effect, Effect::KeepDraft { .. }));
    bench.play(other);
    assert_eq!(written(&bench), ["send"]);
    bench.play(kept);
    assert_eq!(written(&bench), ["send", "keep", "drop"]);
}

#[test]
fn a_refused_reply_is_kept_as_a_draft_again() {
    let mut bench = at_my_items(5);
    bench.refusal = Some(Trouble::Refused(domain::Refusal::Closed));
    bench.press("r").write("Hei!").press("ctrl-s").wait(300);
    assert_eq!(written(&bench), ["send", "keep"]);
}

#[test]
fn nothing_can_be_typed_into_a_reply_that_is_on_its_way() {
    let mut bench = at_my_items(5);
    bench.press("r").write("Hei!");
    bench.silent = true;
    bench.press("ctrl-s").write(" Ja vielä").happen(Event::Paste("lisää".to_owned()));
    assert!(!bench.screen().contains("Ja vielä") && !bench.screen().contains("lisää"), "{}", bench.screen());
    bench.refusal = Some(Trouble::Offline);
    bench.speak();
    bench.write(" Tule.");
    assert!(bench.screen().contains(" Hei! Tule."), "{}", bench.screen());
}

#[test]
fn whether_a_text_is_safe_is_never_cut_off() {
    for (language, state) in [
        (Language::Fi, " vain tässä ikkunassa ──"),
        (Language::Sv, " bara i detta fönster ──"),
        (Language::En, " in this window only ──"),
    ] {
        for key in ["r", "m"] {
            let long = WorkRow { name: "Ylämaanniemi-Kirjavainen Maximilian Alexander".into(), ..mine(0) };
            let mut bench = Bench::in_language(language, SMALL, vec![long]);
            bench.press("2").press(key).happen(Event::ConnectionLost).write("x");
            assert!(bench.screen().contains(state), "{}", bench.screen());
        }
    }
}
