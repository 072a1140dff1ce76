//! One way in: whole or not at all, once, in order.

use std::sync::Arc;
use std::time::Duration;

use domain::{CaseCommand, CaseEvent, OrganisationEvent, ResidentEvent};
use store::{Append, Commit, Event, Position, StoreError, Stream};

use crate::engines::on_each_engine;
use crate::world::*;

#[tokio::test]
async fn what_was_appended_is_read_back() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        let commit = coming_in(&*store, &sent(1)).await;
        let committed = store.append(commit.clone()).await.unwrap();
        let events = store.events_after(0, 1000).await.unwrap();
        let last: Vec<_> = events.iter().rev().take(2).rev().collect();
        assert_eq!(last[0].event, commit.appends[0].events[0]);
        assert_eq!(last[1].event, commit.appends[1].events[0]);
        assert_eq!(last[1].stream, commit.appends[1].stream);
        assert_eq!((last[1].version, last[1].at, last[1].command), (1, commit.at, commit.command));
        assert_eq!(last[1].seq, committed.seq);
        assert_eq!(*store.head().borrow(), committed.seq);
        let case = store.case(case_id(1)).await.unwrap().unwrap();
        let row = store.item(case_id(1)).await.unwrap().unwrap();
        let resident = store.resident(resident_id(1)).await.unwrap().unwrap();
        assert_eq!((case.version, case.arrived, case.resident), (1, minute(1), resident.id));
        assert_eq!((row.no, row.name.as_str(), row.birth), (1, "Suomalainen Aino", resident.identity_code.birth()));
        assert_eq!(resident, a_resident(1, "Suomalainen Aino"));
        assert_eq!(store.resident_by_code(&resident.identity_code).await.unwrap(), Some(resident));
        assert_eq!(store.case(case_id(2)).await.unwrap(), None);
        assert_eq!(store.item(case_id(2)).await.unwrap(), None);
        assert_eq!(store.resident(resident_id(2)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_repeated_commit_changes_nothing_and_is_answered_as_the_first() {
    on_each_engine(async |store| {
        let commit = Commit { uses: vec![a_look(1)], ..coming_in(&*store, &sent(1)).await };
        let command = commit.command;
        let first = store.append(commit.clone()).await.unwrap();
        comes_in(&*store, &sent(2)).await;
        let head = *store.head().borrow();
        let second = store.append(commit).await.unwrap();
        assert!(first.new && !second.new);
        assert_eq!(store.committed(command).await.unwrap(), Some(first.seq));
        assert_eq!(store.committed(a_commit(minute(1)).command).await.unwrap(), None);
        assert_eq!(first.seq, second.seq);
        assert_eq!(*store.head().borrow(), head);
        assert_eq!(store.use_log(None, 10).await.unwrap().len(), 1);
        let only_uses = Commit { uses: vec![a_look(2)], ..a_commit(minute(3)) };
        assert!(store.append(only_uses.clone()).await.unwrap().new);
        assert!(!store.append(only_uses).await.unwrap().new);
        assert_eq!(store.use_log(None, 10).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_stale_version_is_a_conflict_and_nothing_of_its_commit_is_kept() {
    on_each_engine(async |store| {
        comes_in(&*store, &sent(1)).await;
        let taken = |n: u128| Event::Case(CaseEvent::Taken { user: user_id(n), name: format!("Hoitaja {n}") });
        let take = |n| Append { stream: Stream::Case(case_id(1)), expected: Some(1), events: vec![taken(n)] };
        store.append(Commit { appends: vec![take(1)], ..a_commit(minute(5)) }).await.unwrap();
        let before = (*store.head().borrow(), store.use_log(None, 10).await.unwrap());
        let other = coming_in(&*store, &sent(2)).await;
        let appends = other.appends.into_iter().chain([take(2)]).collect();
        let refused = store.append(Commit { appends, uses: vec![a_look(1)], ..a_commit(minute(6)) }).await;
        assert!(matches!(refused, Err(StoreError::Conflict { stream }) if stream == Stream::Case(case_id(1))));
        assert_eq!((*store.head().borrow(), store.use_log(None, 10).await.unwrap()), before);
        assert_eq!(store.item(case_id(2)).await.unwrap(), None);
        assert_eq!(store.resident(resident_id(2)).await.unwrap(), None);
        assert_eq!(store.item(case_id(1)).await.unwrap().unwrap().owner, Some((user_id(1), "Hoitaja 1".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn a_case_that_is_not_there_cannot_be_changed() {
    on_each_engine(async |store| {
        for expected in [None, Some(0), Some(3)] {
            let append = Append { stream: Stream::Case(case_id(7)), expected, events: vec![Event::Case(CaseEvent::Released)] };
            let refused = store.append(Commit { appends: vec![append], ..a_commit(minute(1)) }).await;
            assert!(matches!(refused, Err(StoreError::Conflict { .. })));
        }
        assert_eq!(*store.head().borrow(), 0);
    })
    .await;
}

#[tokio::test]
async fn two_streams_never_share_an_identity_code() {
    on_each_engine(async |store| {
        let register = |id: u128| {
            let resident = domain::Resident { id: resident_id(id), ..a_resident(1, "Suomalainen Aino") };
            let events = vec![Event::Resident(ResidentEvent::Registered(resident))];
            let append = Append { stream: Stream::Resident(resident_id(id)), expected: Some(0), events };
            Commit { appends: vec![append], ..a_commit(minute(1)) }
        };
        let (first, second) = tokio::join!(store.append(register(1)), store.append(register(2)));
        let conflict = |done: &Result<_, StoreError>| matches!(done, Err(StoreError::Conflict { .. }));
        assert!(conflict(&first) != conflict(&second), "exactly one wins: {first:?} {second:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_registered_twice() {
    on_each_engine(async |store| {
        let register = || {
            let events = vec![Event::Resident(ResidentEvent::Registered(a_resident(1, "Suomalainen Aino")))];
            let stream = Stream::Resident(a_resident(1, "Suomalainen Aino").id);
            Commit { appends: vec![Append { stream, expected: None, events }], ..a_commit(minute(1)) }
        };
        store.append(register()).await.unwrap();
        let again = store.append(register()).await;
        assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn an_event_in_a_stream_of_another_kind_is_refused() {
    on_each_engine(async |store| {
        let events = vec![Event::Case(CaseEvent::Released)];
        let append = Append { stream: Stream::Organisation, expected: None, events };
        assert!(store.append(Commit { appends: vec![append], ..a_commit(minute(1)) }).await.is_err());
        assert_eq!(*store.head().borrow(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_organisation_is_at_hand_as_soon_as_it_is_committed() {
    on_each_engine(async |store| {
        assert!(store.organisation().queues.is_empty());
        found_county(&*store).await;
        let organisation = store.organisation();
        let mut given = domain::Organisation::default();
        a_county().iter().for_each(|event| given.apply(event));
        assert_eq!(*organisation, given);
        let mut user = organisation.users[&user_id(1)].clone();
        user.active = false;
        let events = vec![Event::Organisation(OrganisationEvent::UserSet(user))];
        let append = Append { stream: Stream::Organisation, expected: None, events };
        store.append(Commit { appends: vec![append], ..a_commit(minute(1)) }).await.unwrap();
        assert!(!store.organisation().users[&user_id(1)].active);
    })
    .await;
}

#[tokio::test]
async fn the_log_is_dense_and_in_order_while_many_write() {
    on_each_engine(async |store| {
        const WRITERS: u128 = 8;
        const EACH: u128 = 25;
        let last = i64::try_from(WRITERS * EACH * 2).unwrap();
        let reader = tokio::spawn({
            let store = Arc::clone(&store);
            async move {
                let (mut head, mut cursor) = (store.head(), 0);
                while cursor < last {
                    head.wait_for(|head| *head > cursor).await.unwrap();
                    for event in store.events_after(cursor, 50).await.unwrap() {
                        assert_eq!(event.seq, cursor + 1);
                        cursor = event.seq;
                    }
                }
            }
        });
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let store = Arc::clone(&store);
                tokio::spawn(async move {
                    for n in 0..EACH {
                        comes_in(&*store, &sent(writer * EACH + n)).await;
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        tokio::time::timeout(Duration::from_secs(30), reader).await.unwrap().unwrap();
        let page = store.page(a_page(free(&QUEUES), Position::First, 1000)).await.unwrap();
        let mut numbers: Vec<_> = page.rows.iter().map(|row| row.no).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=i64::try_from(WRITERS * EACH).unwrap()).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn of_many_who_take_one_case_exactly_one_wins() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        comes_in(&*store, &sent(1)).await;
        let takers: Vec<_> = (1..=3)
            .map(|n| {
                let store = Arc::clone(&store);
                tokio::spawn(async move { act(&*store, &a_nurse(n), case_id(1), &CaseCommand::Take, minute(5)).await })
            })
            .collect();
        let mut won = 0;
        for taker in takers {
            won += usize::from(taker.await.unwrap().is_ok());
        }
        assert_eq!(won, 1);
        assert_eq!(store.case(case_id(1)).await.unwrap().unwrap().version, 2);
    })
    .await;
}

#[tokio::test]
async fn the_history_keeps_who_did_what() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        comes_in(&*store, &sent(1)).await;
        act(&*store, &a_nurse(1), case_id(1), &CaseCommand::Take, minute(5)).await.unwrap();
        act(&*store, &a_nurse(1), case_id(1), &a_reply("Tule käymään."), minute(6)).await.unwrap();
        resident_does(&*store, case_id(1), a_message("Kiitos!"), minute(7)).await.unwrap();
        let case = store.case(case_id(1)).await.unwrap().unwrap();
        let by: Vec<_> = case.timeline.iter().map(|entry| (entry.version, entry.by.as_deref())).collect();
        assert_eq!(by, [(1, None), (2, Some("Hoitaja 1")), (3, Some("Hoitaja 1")), (4, Some("Intake"))]);
        let row = store.item(case_id(1)).await.unwrap().unwrap();
        assert_eq!((row.version, row.unread, row.state), (case.version, 1, case.state));
    })
    .await;
}
