//! What one key costs: the event, the frame and its bytes. `cargo bench -p omaolo-workstation`

use api::{Cursor, WorkPage, WorkRow};
use crossterm::event::KeyCode;
use domain::{CaseId, Language, UrgencyClass, WorkState};
use jiff::Timestamp;
use workstation::{App, Effect, Entry, Event, Keymap, Setup, Surface, Theme};

fn main() {
    divan::main();
}

/// A row; names and titles have the lengths of real ones.
fn row(number: u32) -> WorkRow {
    let names = ["Virtanen Aino", "Lindström Åsa", "Hämäläinen Anna-Liisa", "Öhman Karl-Erik"];
    let titles = ["Kurkkukipu tai nieluoire", "Virtsatieinfektio", "Alaselkäkipu"];
    let arrived = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_mins(i64::from(number) * 3);
    let urgency = UrgencyClass::from_rank((number / 400).min(5) as u8).unwrap_or(UrgencyClass::P5);
    WorkRow {
        case: CaseId(uuid::Uuid::from_u128(u128::from(number))),
        no: i64::from(number),
        version: 1,
        cursor: Cursor(format!("{number:08}")),
        urgency,
        original: urgency,
        service: false,
        arrived,
        due: Some(arrived + jiff::SignedDuration::from_hours(24)),
        title: titles[number as usize % 3].to_owned(),
        name: names[number as usize % 4].to_owned(),
        age: (18 + number % 70) as u8,
        on_behalf: number.is_multiple_of(9),
        unit: "Lähteen terveysasema".to_owned(),
        queue: "lahde-nurse".into(),
        state: WorkState::Free,
        owner: None,
        mine: false,
        unread: 0,
        red_flags: (number % 3) as u8,
        language: Language::Fi,
    }
}

/// A workstation with a list of many rows.
fn begun(size: (u16, u16)) -> (App, Surface) {
    let (keymap, _) = Keymap::parse("default.toml", include_str!("../../../keymaps/default.toml"));
    let theme = Theme::parse("sixteen.toml", include_str!("../../../themes/sixteen.toml")).unwrap_or_else(|_| Theme::plain());
    let mut app = App::new(Setup {
        language: Language::Fi,
        keymap,
        themes: vec![theme],
        server: "unix:/run/omaolo".to_owned(),
        entry: Entry::Session,
        warnings: Vec::new(),
        bell: false,
        seed: [1; 16],
        now: Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(48),
        size,
    });
    let effects = app.start();
    answer(&mut app, effects);
    let mut surface = Surface::new(size.0, size.1);
    surface.frame(|surface| app.draw(surface));
    (app, surface)
}

/// Answers what the app asks of the list: 100,000 rows in order.
fn answer(app: &mut App, effects: Vec<Effect>) {
    for effect in effects {
        let Effect::FetchWork { tag, query, .. } = effect else { continue };
        let place = |cursor: &Option<Cursor>| cursor.as_ref().and_then(|cursor| cursor.0.parse::<u32>().ok());
        let start = place(&query.after).map_or(0, |place| place + 1).max(place(&query.from).unwrap_or(0));
        let end = (start + u32::from(query.limit)).min(100_000);
        let page = WorkPage {
            rows: (start..end).map(row).collect(),
            more_before: start > 0,
            more_after: end < 100_000,
            total: 100_000,
            total_is_least: false,
            head: 1,
        };
        let more = app.handle(Event::WorkFetched { tag, answer: Ok(page) });
        answer(app, more);
    }
}

#[divan::bench(args = [(80, 24), (200, 60)])]
fn down(bencher: divan::Bencher<'_, '_>, size: (u16, u16)) {
    let (mut app, mut surface) = begun(size);
    bencher.bench_local(|| {
        let effects = app.handle(Event::Key(KeyCode::Char('j').into()));
        answer(&mut app, effects);
        surface.frame(|surface| app.draw(surface)).len()
    });
}

#[divan::bench(args = [(80, 24), (200, 60)])]
fn page_down(bencher: divan::Bencher<'_, '_>, size: (u16, u16)) {
    let (mut app, mut surface) = begun(size);
    bencher.bench_local(|| {
        let effects = app.handle(Event::Key(KeyCode::PageDown.into()));
        answer(&mut app, effects);
        surface.frame(|surface| app.draw(surface)).len()
    });
}

#[divan::bench(args = [(80, 24), (200, 60)])]
fn nothing(bencher: divan::Bencher<'_, '_>, size: (u16, u16)) {
    let (app, mut surface) = begun(size);
    bencher.bench_local(|| surface.frame(|surface| app.draw(surface)).len());
}
