//! Checking and making anew.

use std::sync::Mutex;

use domain::{CaseCommand, DraftKind};
use store::{Position, Store};

use crate::engines::on_each_engine;
use crate::observing::is_observed;
use crate::world::*;

async fn a_life(store: &dyn Store) {
    found_county(store).await;
    for n in 1..=12 {
        comes_in(store, &Sent { resident: n % 7, name: "Virtanen Liisa", queue: QUEUES[n as usize % 3], ..sent(n) }).await;
    }
    for n in 1..=6 {
        act(store, &a_nurse(1), case_id(n), &CaseCommand::Take, minute(50)).await.unwrap();
        act(store, &a_nurse(1), case_id(n), &a_reply("Miten voit?"), minute(51)).await.unwrap();
    }
    act(store, &a_nurse(1), case_id(2), &CaseCommand::End, minute(52)).await.unwrap();
    act(store, &a_nurse(1), case_id(3), &CaseCommand::MarkUnfinished, minute(53)).await.unwrap();
    resident_does(store, case_id(3), a_message("Paremmin."), minute(54)).await.unwrap();
    is_observed(store, 2, 1, minute(55), &[("weight", 82_000), ("bmi", 24_100)]).await;
    is_renamed(store, 2, "Öhman Liisa").await;
    store.log_use(a_look(1)).await.unwrap();
}

#[tokio::test]
async fn what_was_followed_along_is_what_the_log_gives() {
    on_each_engine(async |store| {
        a_life(&*store).await;
        let heard = Mutex::new(Vec::new());
        let report = store.verify(&|done, total| heard.lock().unwrap().push((done, total))).await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert_eq!(report.events, u64::try_from(*store.head().borrow()).unwrap());
        assert_eq!(report.uses, Some(1));
        let heard = heard.into_inner().unwrap();
        assert_eq!(heard.last(), Some(&(report.events + 1, report.events + 1)));
        assert!(heard.is_sorted());
    })
    .await;
}

#[tokio::test]
async fn tables_made_anew_are_the_same_and_work_goes_on() {
    on_each_engine(async |store| {
        a_life(&*store).await;
        store.keep_draft(user_id(1), case_id(1), a_draft(DraftKind::Reply, "Hei", 60)).await.unwrap();
        let view = || a_page(free(&QUEUES), Position::First, 50);
        let before = (store.verify(&|_, _| {}).await.unwrap(), store.page(view()).await.unwrap());
        let rebuilt = store.rebuild(&|_, _| {}).await.unwrap();
        assert_eq!(rebuilt.digests, before.0.digests);
        assert_eq!(store.page(view()).await.unwrap(), before.1);
        assert!(!store.drafts(user_id(1), case_id(1)).await.unwrap().is_empty());
        assert_eq!(store.use_log(None, 10).await.unwrap().len(), 1);
        comes_in(&*store, &sent(20)).await;
        act(&*store, &a_nurse(2), case_id(20), &CaseCommand::Take, minute(70)).await.unwrap();
        assert_eq!(store.item(case_id(20)).await.unwrap().unwrap().no, 13);
        assert_eq!(store.search("kurkku", &all_queues(), 50).await.unwrap().total, 13);
        assert_eq!(store.verify(&|_, _| {}).await.unwrap().faults, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_empty_store_is_in_order() {
    on_each_engine(async |store| {
        let report = store.verify(&|_, _| {}).await.unwrap();
        assert_eq!((report.events, report.uses, report.faults.len()), (0, Some(0), 0));
        let rebuilt = store.rebuild(&|_, _| {}).await.unwrap();
        assert_eq!((rebuilt.digests, rebuilt.uses), (report.digests, None));
    })
    .await;
}
