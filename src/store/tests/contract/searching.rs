//! Search: Finnish letters, beginnings of words, rights, and nothing that is typed is syntax.

use domain::{CaseCommand, UrgencyClass};
use store::Store;

use crate::engines::on_each_engine;
use crate::world::*;

async fn a_busy_day(store: &dyn Store) {
    found_county(store).await;
    comes_in(store, &Sent { name: "Äijälä Aino", text: "Kuumetta 38,5 ja yskää", ..sent(1) }).await;
    comes_in(store, &Sent { name: "Öhman Eeva", text: "Selkä särkee", queue: "lahde-physio", ..sent(2) }).await;
    comes_in(store, &Sent { name: "Ohlsson Bo", text: "Feber sedan igår", queue: "mukkula-nurse", ..sent(3) }).await;
    comes_in(store, &Sent { name: "Virtanen Liisa", text: "Kuume nousi yöllä", urgency: UrgencyClass::P2, ..sent(4) }).await;
}

async fn found(store: &dyn Store, words: &str) -> Vec<i64> {
    store.search(words, &all_queues(), 50).await.unwrap().rows.iter().map(|row| row.no).collect()
}

#[tokio::test]
async fn names_and_texts_are_found_by_their_words_and_their_beginnings() {
    on_each_engine(async |store| {
        a_busy_day(&*store).await;
        for (words, numbers) in [
            ("äijälä", vec![1]),
            ("ÄIJÄ", vec![1]),
            ("aijala", vec![1]),
            ("öh", vec![2]),
            ("oh", vec![3, 2]),
            ("kuume", vec![4, 1]),
            ("kuumetta", vec![1]),
            ("kuume liisa", vec![4]),
            ("aino 38,5", vec![1]),
            ("halsont", vec![4, 1, 2, 3]),
            ("eeva kuume", vec![]),
            ("uume", vec![]),
            ("A\u{308}ija\u{308}la\u{308}", vec![1]),
        ] {
            let mut numbers = numbers;
            let mut got = found(&*store, words).await;
            if words == "oh" {
                numbers.sort_unstable();
                got.sort_unstable();
            }
            assert_eq!(got, numbers, "{words}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_identity_code_finds_the_resident_s_cases() {
    on_each_engine(async |store| {
        a_busy_day(&*store).await;
        comes_in(&*store, &Sent { resident: 1, ..sent(5) }).await;
        let code = a_resident(1, "").identity_code;
        assert_eq!(found(&*store, code.as_str()).await, [1, 5]);
        assert_eq!(found(&*store, &code.as_str().to_lowercase()).await, [1, 5]);
        assert_eq!(found(&*store, a_resident(9, "").identity_code.as_str()).await, Vec::<i64>::new());
    })
    .await;
}

#[tokio::test]
async fn only_cases_of_the_given_queues_are_found_or_counted() {
    on_each_engine(async |store| {
        a_busy_day(&*store).await;
        for (allowed, total) in [(vec!["lahde-nurse"], 2), (vec!["lahde-physio"], 1), (vec!["no-such"], 0), (vec![], 0)] {
            let found = store.search("kurkkukipu", &queues(&allowed), 50).await.unwrap();
            assert_eq!((found.total, found.rows.len() as u64), (total, total));
            assert!(found.rows.iter().all(|row| allowed.contains(&row.queue.as_str())));
            let by_code = store.search(a_resident(2, "").identity_code.as_str(), &queues(&allowed), 50).await.unwrap();
            assert_eq!(by_code.total, u64::from(allowed == ["lahde-physio"]));
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_that_is_typed_is_syntax() {
    on_each_engine(async |store| {
        a_busy_day(&*store).await;
        for (words, total) in [
            ("\" OR *", 0),
            ("*", 0),
            ("\"", 0),
            ("kuume NOT yskää", 0),
            ("words:kuume", 0),
            ("NEAR(kuume yskää)", 0),
            ("^kuume*", 2),
            ("'; DROP TABLE search; --", 0),
            ("\u{0}", 0),
            ("- -", 0),
            ("", 0),
            ("(\"", 0),
            ("{liisa äijälä}", 0),
        ] {
            assert_eq!(store.search(words, &all_queues(), 50).await.unwrap().total, total, "{words}");
        }
        let long = "kuume ".repeat(10_000);
        assert_eq!(store.search(&long, &all_queues(), 50).await.unwrap().total, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_said_later_is_found_and_a_new_name_replaces_the_old() {
    on_each_engine(async |store| {
        a_busy_day(&*store).await;
        act(&*store, &a_nurse(1), case_id(1), &CaseCommand::Take, minute(10)).await.unwrap();
        act(&*store, &a_nurse(1), case_id(1), &a_reply("Oletko käynyt röntgenissä?"), minute(11)).await.unwrap();
        resident_does(&*store, case_id(1), a_message("En ole, mutta antibiootti loppui."), minute(12)).await.unwrap();
        assert_eq!(found(&*store, "röntgen").await, [1]);
        assert_eq!(found(&*store, "antibiootti äijälä").await, [1]);
        is_renamed(&*store, 1, "Korhonen Aino").await;
        assert_eq!(found(&*store, "äijälä").await, Vec::<i64>::new());
        assert_eq!(found(&*store, "korhonen röntgenissä").await, [1]);
        assert_eq!(store.item(case_id(1)).await.unwrap().unwrap().name.as_str(), "Korhonen Aino");
        assert_eq!(store.cases_of(resident_id(1)).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_common_word_gives_the_newest_and_says_that_there_are_more() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        let mut commits = Vec::new();
        for n in 1..=2_005 {
            commits.push(coming_in(&*store, &sent(n)).await);
        }
        let appended: Vec<_> = commits
            .into_iter()
            .map(|commit| {
                let store = std::sync::Arc::clone(&store);
                tokio::spawn(async move { store.append(commit).await.unwrap() })
            })
            .collect();
        for done in appended {
            done.await.unwrap();
        }
        let found = store.search("kurkku", &all_queues(), 10).await.unwrap();
        assert!(found.total_is_least);
        assert!(found.total >= 1000 && found.total < 2005);
        assert_eq!(found.rows.len(), 10);
        assert!(found.rows.iter().map(|row| row.arrived).is_sorted());
    })
    .await;
}
