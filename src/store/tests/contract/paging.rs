//! Pages: any position and any size, and always the same order.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{CaseCommand, UrgencyClass, WorkState};
use proptest::prelude::*;
use store::{ItemRow, Page, Position, Store, StoreError, ViewQuery};

use crate::engines::{on_each_engine, on_each_engine_blocking};
use crate::world::*;

/// In Finnish order.
const NAMES: [&str; 6] = ["Aalto Väinö", "Virtanen Liisa", "Zetterberg Bo", "Åberg Siv", "Äijälä Aino", "Öhman Eeva"];

#[derive(Clone, Debug)]
struct Planned {
    urgency: usize,
    minute: i64,
    name: usize,
    queue: usize,
    /// 0–1 stays free, 2 taken, 3 unfinished, 4 ended.
    fate: u8,
}

fn planned() -> impl Strategy<Value = Planned> {
    (0..9_usize, 0..4_i64, 0..NAMES.len(), 0..QUEUES.len(), 0..5_u8).prop_map(|(urgency, minute, name, queue, fate)| Planned {
        urgency,
        minute,
        name,
        queue,
        fate,
    })
}

async fn live(store: &dyn Store, plans: &[Planned]) {
    found_county(store).await;
    for (n, plan) in (1_u128..).zip(plans) {
        let urgency = UrgencyClass::ALL[plan.urgency];
        let item = Sent { name: NAMES[plan.name], queue: QUEUES[plan.queue], urgency, minute: plan.minute, ..sent(n) };
        comes_in(store, &item).await;
        let nurse = a_nurse(1 + n % 2);
        let commands: &[CaseCommand] = match plan.fate {
            2 => &[CaseCommand::Take],
            3 => &[CaseCommand::Take, CaseCommand::MarkUnfinished],
            4 => &[CaseCommand::Take, CaseCommand::End],
            _ => &[],
        };
        for command in commands {
            act(store, &nurse, case_id(n), command, minute(100 + plan.minute)).await.unwrap();
        }
    }
}

/// Urgency, then oldest, then name; ended cases behind, newest end first.
fn order(row: &ItemRow) -> impl Ord + use<> {
    let name = NAMES.iter().position(|name| *name == row.name.as_str());
    match row.ended {
        None => (0, i64::from(row.urgency.rank()), row.arrived.as_second(), name, row.no),
        Some(ended) => (1, 0, -ended.as_second(), name, row.no),
    }
}

/// The rows of a view, found without pages.
async fn expected(store: &dyn Store, items: usize, view: &ViewQuery) -> Vec<ItemRow> {
    let mut rows = Vec::new();
    for n in 1..=items {
        let row = store.item(case_id(n as u128)).await.unwrap().unwrap();
        let (owner, queues, states) = match view {
            ViewQuery::Queues { queues, states } => (None, queues, states),
            ViewQuery::Owner { owner, queues, states } => (Some(*owner), queues, states),
        };
        let is_owners = owner.is_none() || row.owner.as_ref().map(|(user, _)| *user) == owner;
        if is_owners && queues.contains(&row.queue) && states.contains(&row.state) {
            rows.push(row);
        }
    }
    rows.sort_by_key(order);
    rows
}

/// Walks a view to its end, and back.
async fn walked(store: &dyn Store, view: &ViewQuery, size: u32) -> (Vec<ItemRow>, Vec<ItemRow>) {
    let read = async |position| store.page(a_page(view.clone(), position, size)).await.unwrap();
    let mut forth = Vec::new();
    let mut page = read(Position::First).await;
    assert!(!page.more_before);
    loop {
        assert!(page.rows.len() <= size as usize);
        forth.extend(page.rows.clone());
        assert!(!page.rows.is_empty() || !page.more_after);
        let Some(last) = page.rows.last().filter(|_| page.more_after) else { break };
        page = read(Position::After(Page::cursor(last))).await;
        assert!(page.more_before);
    }
    let mut back = Vec::new();
    let mut page = read(Position::Last).await;
    assert!(!page.more_after);
    loop {
        back.splice(0..0, page.rows.clone());
        let Some(first) = page.rows.first().filter(|_| page.more_before) else { break };
        page = read(Position::Before(Page::cursor(first))).await;
        assert!(page.more_after);
    }
    (forth, back)
}

fn views() -> Vec<ViewQuery> {
    let open = vec![WorkState::Free, WorkState::Taken, WorkState::Unfinished];
    let all = [open.clone(), vec![WorkState::EndProposed, WorkState::Closed]].concat();
    vec![
        free(&QUEUES),
        free(&["lahde-nurse"]),
        ViewQuery::Queues { queues: queues(&["lahde-physio", "mukkula-nurse", "lahde-physio"]), states: open.clone() },
        ViewQuery::Queues { queues: all_queues(), states: vec![WorkState::Closed] },
        ViewQuery::Queues { queues: all_queues(), states: all },
        ViewQuery::Owner { owner: user_id(1), queues: all_queues(), states: open },
        ViewQuery::Owner { owner: user_id(3), queues: all_queues(), states: vec![WorkState::Taken] },
        ViewQuery::Queues { queues: queues(&["no-such-queue"]), states: vec![WorkState::Free] },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn pages_of_any_size_put_together_are_the_whole_view(plans in prop::collection::vec(planned(), 0..24), size in 1_u32..9) {
        on_each_engine_blocking(async |store| {
            live(&*store, &plans).await;
            for view in views() {
                let whole = expected(&*store, plans.len(), &view).await;
                let (forth, back) = walked(&*store, &view, size).await;
                assert_eq!(forth, whole, "{view:?}");
                assert_eq!(back, whole, "{view:?}");
                let page = store.page(a_page(view, Position::First, size)).await.unwrap();
                assert_eq!(page.total, whole.len() as u64);
                assert_eq!(page.head, *store.head().borrow());
            }
        });
    }
}

#[tokio::test]
async fn a_page_starts_at_any_place_whether_or_not_its_row_is_still_there() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        for n in 1..=9 {
            comes_in(&*store, &sent(n)).await;
        }
        let view = || free(&QUEUES);
        let first = store.page(a_page(view(), Position::First, 5)).await.unwrap();
        let fifth = Page::cursor(&first.rows[4]);
        let names = async |position: Position| -> Vec<i64> {
            store.page(a_page(view(), position, 3)).await.unwrap().rows.iter().map(|row| row.no).collect()
        };
        assert_eq!(names(Position::From(fifth.clone())).await, [5, 6, 7]);
        act(&*store, &a_nurse(1), case_id(5), &CaseCommand::Take, minute(20)).await.unwrap();
        comes_in(&*store, &Sent { urgency: UrgencyClass::P1, ..sent(10) }).await;
        assert_eq!(names(Position::From(fifth.clone())).await, [6, 7, 8]);
        assert_eq!(names(Position::After(fifth.clone())).await, [6, 7, 8]);
        assert_eq!(names(Position::Before(fifth)).await, [2, 3, 4]);
        assert_eq!(names(Position::First).await, [10, 1, 2]);
        assert_eq!(names(Position::Last).await, [7, 8, 9]);
    })
    .await;
}

#[tokio::test]
async fn a_row_is_where_its_name_puts_it_after_a_change_of_name() {
    on_each_engine(async |store| {
        for n in 1..=3 {
            comes_in(&*store, &Sent { minute: 1, name: NAMES[n as usize - 1], ..sent(n) }).await;
        }
        is_renamed(&*store, 1, "Öhman Väinö").await;
        let page = store.page(a_page(free(&QUEUES), Position::First, 10)).await.unwrap();
        let names: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Virtanen Liisa", "Zetterberg Bo", "Öhman Väinö"]);
    })
    .await;
}

#[tokio::test]
async fn a_cursor_that_nobody_gave_is_refused() {
    on_each_engine(async |store| {
        comes_in(&*store, &sent(1)).await;
        for text in ["", "x", "4", "48000000000000000ffff", "4'; DROP TABLE work_item; --", "ääääääääääääääääääää"]
        {
            for position in [Position::After(text.into()), Position::Before(text.into()), Position::From(text.into())] {
                let refused = store.page(a_page(free(&QUEUES), position, 3)).await;
                assert!(matches!(refused, Err(StoreError::BadCursor)), "{text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn no_row_is_lost_or_doubled_while_others_come_and_go() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        for n in 1..=40 {
            comes_in(&*store, &sent(n)).await;
        }
        let busy = tokio::spawn({
            let store = Arc::clone(&store);
            async move {
                for n in 1..=20 {
                    comes_in(&*store, &Sent { urgency: UrgencyClass::P2, ..sent(100 + n) }).await;
                    act(&*store, &a_nurse(1), case_id(100 + n), &CaseCommand::Take, minute(200)).await.unwrap();
                }
            }
        });
        let (forth, back) = walked(&*store, &free(&QUEUES), 4).await;
        busy.await.unwrap();
        for walk in [forth, back] {
            let old: Vec<_> = walk.iter().map(|row| row.no).filter(|no| *no <= 40).collect();
            assert_eq!(old.len(), old.iter().collect::<BTreeSet<_>>().len());
            assert_eq!(old, (1..=40).collect::<Vec<_>>());
        }
    })
    .await;
}

#[tokio::test]
async fn a_view_of_very_many_queues_is_still_in_order() {
    on_each_engine(async |store| {
        let mut names: Vec<&'static str> = Vec::new();
        for n in 0..150_u128 {
            let name: &'static str = Box::leak(format!("unit{n}-nurse").into_boxed_str());
            names.push(name);
            comes_in(&*store, &Sent { queue: name, minute: i64::try_from((n * 7) % 150).unwrap(), ..sent(n) }).await;
        }
        let page = store.page(a_page(free(&names), Position::First, 1000)).await.unwrap();
        let arrived: Vec<_> = page.rows.iter().map(|row| row.arrived).collect();
        assert!(arrived.is_sorted());
        assert_eq!((arrived.len(), page.total), (150, 150));
        let middle = Position::Before(Page::cursor(&page.rows[75]));
        let before = store.page(a_page(free(&names), middle, 5)).await.unwrap();
        assert_eq!(before.rows, page.rows[70..75]);
    })
    .await;
}
