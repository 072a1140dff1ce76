//! Pictures of the screens. Read in review like code: would one work in it for eight hours?

use super::*;

fn picture(name: &str, bench: &mut Bench) {
    insta::assert_snapshot!(name, bench.screen());
}

/// Items in every state, of this nurse and of others.
fn a_busy_list() -> Vec<WorkRow> {
    let mut list = rows(400);
    for (number, state, mine) in [
        (3, WorkState::Taken, true),
        (8, WorkState::Taken, false),
        (9, WorkState::EndProposed, true),
        (11, WorkState::Unfinished, true),
        (12, WorkState::Closed, false),
    ] {
        let owner = if mine { "Korhonen Liisa" } else { "Lahtinen Outi" };
        let row = &mut list[number];
        (row.state, row.mine, row.owner, row.unread) = (state, mine, Some(owner.to_owned()), u16::from(number == 3));
    }
    list
}

#[test]
fn the_work_list() {
    let mut bench = Bench::new((80, 24), a_busy_list());
    picture("list_80_fi", bench.press("j j"));
    picture("list_mine_80_fi", bench.press("2"));
    picture("list_open_80_fi", bench.press("3"));
    picture("list_120_sv", &mut Bench::in_language(Language::Sv, (120, 40), a_busy_list()));
    let mut bench = Bench::in_language(Language::En, (200, 60), a_busy_list());
    bench.wait(300);
    picture("list_200_en", &mut bench);
}

#[test]
fn a_case() {
    let mut bench = Bench::new((80, 24), a_busy_list());
    picture("case_80_fi", bench.press("j enter"));
    picture("case_would_change_80_fi", bench.press("pgdn pgdn"));
    bench.press("g g");
    // What is known from other cases stands above the answers.
    picture("case_observations_80_fi", bench.press("2 k k k k k k"));
    picture("case_answers_80_fi", bench.press("2"));
    picture("case_messages_80_fi", bench.press("3"));
    let mut bench = Bench::in_language(Language::En, (120, 40), a_busy_list());
    picture("case_120_en", bench.press("enter"));
}

#[test]
fn a_service_assessment_with_its_statutory_deadline_and_a_changed_class() {
    let mut bench = Bench::new((80, 24), a_busy_list());
    bench.case_is = |view| {
        view.resident.protected = true;
        view.assessment.approved = true;
        view.red_flags = Vec::new();
        view.messages = Vec::new();
        view.outcome.outcome = Some("Palvelutarpeen arviointi".to_owned());
        view.outcome.statutory = Some(api::StatutoryView {
            text: "Arviointi on aloitettava viimeistään seitsemäntenä arkipäivänä.".to_owned(),
            law: "Sosiaalihuoltolaki 1301/2014, 36 §".to_owned(),
            start_due: Some(view.row.arrived + jiff::SignedDuration::from_hours(200)),
            last_day: Some(jiff::civil::date(2027, 2, 24)),
        });
        view.urgency_changes = vec![domain::UrgencyChange {
            at: view.row.arrived,
            user: county::me(),
            name: "Lahtinen Outi".to_owned(),
            from: domain::UrgencyClass::P5,
            to: domain::UrgencyClass::P3,
            reason: Words::from("Omainen uupunut"),
        }];
    };
    picture("case_service_80_fi", bench.press("j j j j j enter"));
}

#[test]
fn a_wellbeing_check_that_found_several_things() {
    let mut bench = Bench::new((80, 24), a_busy_list());
    bench.case_is = |view| {
        let found = |mark: &str, area: &str, urgency, text: &str, why: &str| api::FindingLine {
            rule: "wb-00".to_owned(),
            mark: mark.to_owned(),
            level: mark.to_owned(),
            area: area.to_owned(),
            urgency,
            text: text.to_owned(),
            why: why.to_owned(),
            because: view.negatives.clone(),
        };
        let findings = vec![
            found("●", "Uni", Some(domain::UrgencyClass::P5), "Ota yhteys.", "Pitkittynyt unettomuus: lääkkeetön hoito"),
            found("◐", "Ruoka", None, "Lisää kasviksia ja täysjyvää, vähennä suolaa ja sokeria.", "Ruokavaliopisteet alle 4"),
            found("○", "Mieliala", None, "Mielialasi vaikuttaa hyvältä.", "Ei viitteitä masennuksesta"),
        ];
        view.red_flags = Vec::new();
        view.messages = Vec::new();
        view.answers = Vec::new();
        view.outcome.findings = findings;
    };
    picture("case_findings_80_fi", bench.press("j enter"));
}

#[test]
fn writing_and_dialogs() {
    let mut bench = Bench::new((80, 24), a_busy_list());
    bench.press("2 enter r").write("Hei! Tule heti päivystykseen.");
    picture("compose_80_fi", &mut bench);
    picture("snippets_80_fi", bench.press("ctrl-p"));
    bench.press("esc ctrl-t");
    picture("note_80_fi", &mut bench);
    picture("urgency_80_fi", bench.press("esc u 2 tab"));
    picture("transfer_80_fi", bench.press("esc x"));
    picture("unfinished_80_fi", bench.press("esc w"));
    picture("end_80_fi", bench.press("esc e"));
    picture("help_80_fi", bench.press("esc ?"));
    picture("palette_80_fi", bench.press("esc :"));
    picture("notices_80_fi", bench.press("esc f4"));
    let mut bench = Bench::in_language(Language::Sv, (80, 24), a_busy_list());
    picture("urgency_80_sv", bench.press("2 u"));
    picture("end_80_sv", bench.press("esc e"));
}

#[test]
fn an_assessment_filled_in_with_a_resident() {
    let mut bench = Bench::new((80, 24), a_busy_list());
    picture("entry_offers_80_fi", bench.press("a"));
    bench.write("yskä").press("enter").write(stories::CODE);
    // The resident speaks Swedish.
    picture("entry_person_80_fi", bench.press("enter enter enter space"));
    picture("entry_many_80_fi", bench.press("enter enter 4"));
    picture("entry_one_80_fi", bench.press("enter"));
    bench.press("enter 2").write("44,5").press("enter");
    picture("entry_number_80_fi", &mut bench);
    bench.press("ctrl-u").write("38,5").press("enter").write("20.11.2026").press("enter enter").write("Yskä pahenee öisin.");
    picture("entry_text_80_fi", &mut bench);
    picture("entry_review_80_fi", bench.press("enter"));
    picture("entry_leave_80_fi", bench.press("esc"));
    picture("entry_confirm_80_fi", bench.press("esc ctrl-s"));
    picture("entry_sent_80_fi", bench.press("enter"));
    picture("entry_emergency_80_fi", bench.press("esc a down enter enter 2 enter"));
}

#[test]
fn an_assessment_filled_in_on_a_wide_screen() {
    let mut bench = Bench::in_language(Language::En, (120, 40), a_busy_list());
    bench.press("a").write("cough").press("enter").write(stories::CODE).press("tab tab tab space tab enter 4 enter enter 2");
    picture("entry_wide_120_en", bench.write("38.5"));
    let mut bench = Bench::in_language(Language::Sv, (120, 40), a_busy_list());
    picture("entry_emergency_120_sv", bench.press("a down enter enter 1 2 enter"));
    let mut bench = Bench::in_language(Language::Sv, (80, 24), a_busy_list());
    bench.press("a down enter enter 4 enter 1 2").write("37").press("enter").write("20.11.2026").press("enter enter enter");
    picture("entry_review_80_sv", bench.press("shift-tab shift-tab shift-tab shift-tab shift-tab shift-tab 2 f8"));
}

#[test]
fn signing_in_offline_searching_and_leaving() {
    let mut bench = Bench::at_entry(Entry::SignIn { login: "liisa".to_owned() }, Language::Fi, (80, 24), a_busy_list());
    bench.begin().write("vaara").press("enter");
    picture("sign_in_80_fi", &mut bench);
    bench.write("monta").press("enter");
    picture("choose_80_fi", &mut bench);
    let mut bench = Bench::new((80, 24), a_busy_list());
    bench.press("/").write("virta").wait(100);
    picture("search_80_fi", &mut bench);
    bench.press("esc").happen(Event::ConnectionLost).press("t");
    picture("offline_80_fi", &mut bench);
    picture("sign_out_80_fi", bench.press("S"));
    bench.happen(Event::Resize(50, 10));
    picture("too_small_50_fi", &mut bench);
}
