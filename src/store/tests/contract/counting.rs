//! Counters are kept, never counted; so they are held to what counting gives.

use domain::{CaseCommand, ClientAct, MessageId, QueueId, UrgencyClass, WorkState};
use proptest::prelude::*;
use store::{Counts, Store};
use uuid::Uuid;

use crate::engines::{on_each_engine, on_each_engine_blocking};
use crate::world::*;

/// What happens to a case; those that the rules refuse happen to be nothing.
fn command(choice: u8) -> CaseCommand {
    match choice {
        0 | 1 => CaseCommand::Take,
        2 => CaseCommand::Release,
        3 => CaseCommand::MarkUnfinished,
        4 => CaseCommand::Resume,
        5 => CaseCommand::ProposeEnding,
        6 => CaseCommand::End,
        7 => CaseCommand::TransferToQueue { queue: "mukkula-nurse".into() },
        8 => CaseCommand::TransferToPerson { user: user_id(2) },
        9 => CaseCommand::MarkRead,
        10 => CaseCommand::Note { id: MessageId(Uuid::now_v7()), text: "Soitettu.".into() },
        _ => CaseCommand::ChangeUrgency {
            to: UrgencyClass::P1,
            reason: "Vointi huonontunut.".into(),
            contacted: true,
            record_checked: true,
        },
    }
}

/// What counting gives.
async fn counted(store: &dyn Store, cases: u128, queue: &QueueId, caller: u128, now: jiff::Timestamp) -> Counts {
    let mut counts = Counts {
        queue: queue.clone(),
        free: 0,
        urgent: 0,
        taken: 0,
        unfinished: 0,
        closed: 0,
        mine: 0,
        mine_unread: 0,
        overdue: 0,
    };
    for n in 1..=cases {
        let case = store.case(case_id(n)).await.unwrap().unwrap();
        if case.place.queue != *queue {
            continue;
        }
        match case.state {
            WorkState::Free => {
                counts.free += 1;
                counts.urgent += u32::from(case.urgency <= UrgencyClass::P2);
                counts.overdue += u32::from(case.due.is_some_and(|due| due < now));
            }
            WorkState::Taken | WorkState::EndProposed => {
                counts.taken += 1;
                if case.is_owned_by(user_id(caller)) {
                    counts.mine += 1;
                    counts.mine_unread += u32::from(case.unread > 0);
                }
            }
            WorkState::Unfinished => counts.unfinished += 1,
            WorkState::Closed => counts.closed += 1,
        }
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn after_whatever_happened_the_counters_say_what_counting_says(
        deeds in prop::collection::vec((1_u128..=6, 1_u128..=2, 0_u8..16), 0..60)
    ) {
        on_each_engine_blocking(async |store| {
            found_county(&*store).await;
            for n in 1..=6_u128 {
                let urgency = UrgencyClass::ALL[n as usize];
                comes_in(&*store, &Sent { urgency, queue: QUEUES[n as usize % 2], minute: i64::try_from(n * 30).unwrap(), ..sent(n) }).await;
            }
            for (step, (case, nurse, choice)) in deeds.iter().enumerate() {
                let at = minute(300 + step as i64);
                let _ = match choice {
                    12 | 13 => resident_does(&*store, case_id(*case), a_message("Vielä yksi asia."), at).await,
                    14 => resident_does(&*store, case_id(*case), ClientAct::ProposeEnding, at).await,
                    choice => act(&*store, &a_nurse(*nurse), case_id(*case), &command(*choice), at).await,
                };
            }
            for caller in 1..=2 {
                let now = minute(200);
                let counts = store.counts(&all_queues(), user_id(caller), now).await.unwrap();
                for found in counts {
                    let truth = counted(&*store, 6, &found.queue, caller, now).await;
                    assert_eq!(found, truth);
                }
            }
            let report = store.verify(&|_, _| {}).await.unwrap();
            assert_eq!(report.faults, Vec::<String>::new());
        });
    }
}

#[tokio::test]
async fn a_queue_that_nothing_ever_stood_in_counts_nothing() {
    on_each_engine(async |store| {
        let counts = store.counts(&queues(&["lahde-nurse"]), user_id(1), minute(0)).await.unwrap();
        assert_eq!((counts.len(), counts[0].free, counts[0].mine), (1, 0, 0));
    })
    .await;
}
