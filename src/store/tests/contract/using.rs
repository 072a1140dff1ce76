//! The use log, sessions and drafts.

use domain::{DraftKind, Role, UseAction, UseEntry};
use store::{Commit, Session, SessionHash};

use crate::engines::on_each_engine;
use crate::world::*;

#[tokio::test]
async fn the_use_log_keeps_every_line_in_order() {
    on_each_engine(async |store| {
        let entry = UseEntry { action: UseAction::ListQueue, shown: vec![case_id(1), case_id(2)], ..a_look(0) };
        store.log_use(entry.clone()).await.unwrap();
        store.append(Commit { uses: vec![a_look(3), a_look(4)], ..a_commit(minute(1)) }).await.unwrap();
        let lines = store.use_log(None, 10).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.no).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(lines[2].entry, entry);
        assert_eq!(lines[0].entry, a_look(4));
        let older = store.use_log(Some(3), 1).await.unwrap();
        assert_eq!(older.iter().map(|line| line.no).collect::<Vec<_>>(), [2]);
        assert!(store.use_log(Some(1), 10).await.unwrap().is_empty());
    })
    .await;
}

fn a_session(user: u128, ends: i64) -> Session {
    Session { user: user_id(user), chosen: Some((Role::Nurse, Some("lahde".into()))), began: minute(0), ends: minute(ends) }
}

#[tokio::test]
async fn a_session_lasts_until_it_ends_or_runs_out() {
    on_each_engine(async |store| {
        let [one, two, three] = ["a", "b", "c"].map(SessionHash::of);
        store.put_session(one, a_session(1, 60)).await.unwrap();
        store.put_session(two, a_session(1, 600)).await.unwrap();
        store.put_session(three, a_session(2, 600)).await.unwrap();
        assert_eq!(store.session(one, minute(59)).await.unwrap(), Some(a_session(1, 60)));
        assert_eq!(store.session(one, minute(60)).await.unwrap(), None);
        assert_eq!(store.session(SessionHash::of("d"), minute(1)).await.unwrap(), None);
        let chosen = Session { chosen: None, ..a_session(1, 600) };
        store.put_session(two, chosen.clone()).await.unwrap();
        assert_eq!(store.session(two, minute(1)).await.unwrap(), Some(chosen));
        store.end_sessions_of(user_id(1)).await.unwrap();
        assert_eq!(store.session(two, minute(1)).await.unwrap(), None);
        assert_eq!(store.session(three, minute(1)).await.unwrap(), Some(a_session(2, 600)));
        store.end_session(three).await.unwrap();
        assert_eq!(store.session(three, minute(1)).await.unwrap(), None);
        store.end_session(three).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_kept_per_person_case_and_kind_until_it_is_dropped() {
    on_each_engine(async |store| {
        let first = a_draft(DraftKind::Reply, "Hei A", 1);
        let (reply, note) = (a_draft(DraftKind::Reply, "Hei Aino,", 2), a_draft(DraftKind::Note, "Soita huomenna", 3));
        let other = a_draft(DraftKind::Reply, "Toinen", 4);
        for (user, draft) in [(1, &first), (1, &note), (1, &reply), (2, &other)] {
            store.keep_draft(user_id(user), case_id(1), draft.clone()).await.unwrap();
        }
        let drafts = async |user, case| store.drafts(user_id(user), case_id(case)).await.unwrap();
        assert_eq!(drafts(1, 1).await, [reply, note.clone()]);
        assert_eq!(drafts(1, 2).await, []);
        store.drop_draft(user_id(1), case_id(1), DraftKind::Reply).await.unwrap();
        assert_eq!(drafts(1, 1).await, [note]);
        assert_eq!(drafts(2, 1).await, [other]);
    })
    .await;
}
