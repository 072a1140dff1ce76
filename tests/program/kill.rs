//! `kill -9` of the server at any moment loses no change that it acknowledged.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use domain::CaseId;
use store::Store;
use uuid::Uuid;

use crate::county::{County, example, runtime};

#[test]
fn a_killed_server_loses_nothing_that_it_acknowledged() {
    let county = County::new();
    let acknowledged: Arc<Mutex<Vec<CaseId>>> = Arc::default();
    for round in 0..6_usize {
        let server = county.serve();
        let stop = Arc::new(AtomicBool::new(false));
        let count = Arc::new(AtomicUsize::new(0));
        let senders: Vec<_> = (0..8)
            .map(|_| {
                let (intake, stop, count, acknowledged) =
                    (server.intake(), Arc::clone(&stop), Arc::clone(&count), Arc::clone(&acknowledged));
                std::thread::spawn(move || {
                    runtime().block_on(async {
                        while !stop.load(Ordering::Relaxed) {
                            // An error is what the kill looks like from here: not acknowledged.
                            let Ok(sent) = intake.submit(example("sore-throat").into_bytes(), Some(Uuid::now_v7())).await else {
                                return;
                            };
                            assert_eq!(sent.status, 201, "{}", sent.body);
                            let case = case_of(sent.location.as_deref());
                            acknowledged.lock().expect("unbroken").push(case);
                            count.fetch_add(1, Ordering::Relaxed);
                        }
                    });
                })
            })
            .collect();
        // Under load, and each round at another point of it.
        while count.load(Ordering::Relaxed) < 15 + 7 * round {
            assert!(senders.iter().any(|sender| !sender.is_finished()), "round {round}: every sender gave up");
            std::thread::yield_now();
        }
        server.kill();
        stop.store(true, Ordering::Relaxed);
        for sender in senders {
            sender.join().expect("a sender ends");
        }
        let store = county.store();
        for case in acknowledged.lock().expect("unbroken").iter() {
            let found = runtime().block_on(store.case(*case)).expect("the store reads");
            assert!(found.is_some(), "round {round}: an acknowledged case is lost");
        }
    }
    let report = runtime().block_on(county.store().verify(&|_, _| {})).expect("the store can be checked");
    assert_eq!(report.faults, Vec::<String>::new());
}

fn case_of(location: Option<&str>) -> CaseId {
    let place = location.expect("the answer says where the case is");
    place.split('/').find_map(|part| part.parse().ok()).expect("and names it")
}
