//! Numbers about residents are kept with time and source, and stay when the tables are made anew.

use domain::{Observation, ObservationSource, ResidentEvent};
use jiff::Timestamp;
use store::{Append, Commit, Event, Store, Stream};

use crate::engines::on_each_engine;
use crate::world::*;

/// Numbers about a resident become known with a case.
pub async fn is_observed(store: &dyn Store, n: u128, case: u128, at: Timestamp, numbers: &[(&str, i64)]) {
    let source = ObservationSource { case: case_id(case), assessment: "wellbeing-check".into(), entered_by: None };
    let one = |(code, thousandths): &(&str, i64)| Observation {
        code: (*code).to_owned(),
        thousandths: *thousandths,
        unit: "kilograms".into(),
    };
    let observed = ResidentEvent::Observed { at, source, observations: numbers.iter().map(one).collect() };
    let append = Append { stream: Stream::Resident(resident_id(n)), expected: None, events: vec![Event::Resident(observed)] };
    store.append(Commit { appends: vec![append], ..a_commit(at) }).await.unwrap();
}

#[tokio::test]
async fn the_newest_number_of_each_code_comes_first() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        comes_in(&*store, &sent(1)).await;
        assert_eq!(store.observations(resident_id(1)).await.unwrap(), []);
        is_observed(&*store, 1, 1, minute(5), &[("weight", 82_000), ("height", 180_000)]).await;
        is_observed(&*store, 1, 3, minute(9), &[("weight", 81_500)]).await;
        is_observed(&*store, 1, 2, minute(7), &[("weight", 84_000)]).await;
        let kept = store.observations(resident_id(1)).await.unwrap();
        let told: Vec<_> = kept.iter().map(|one| (one.observation.code.as_str(), one.observation.thousandths, one.at)).collect();
        let expected = [
            ("height", 180_000, minute(5)),
            ("weight", 81_500, minute(9)),
            ("weight", 84_000, minute(7)),
            ("weight", 82_000, minute(5)),
        ];
        assert_eq!(told, expected);
        assert_eq!((kept[1].source.case, kept[1].source.assessment.as_str()), (case_id(3), "wellbeing-check"));
        assert_eq!(store.observations(resident_id(2)).await.unwrap(), [], "they are nobody else's");
    })
    .await;
}

#[tokio::test]
async fn numbers_come_out_of_the_log_again() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        comes_in(&*store, &sent(1)).await;
        is_observed(&*store, 1, 1, minute(5), &[("weight", 82_000)]).await;
        is_renamed(&*store, 1, "Öhman Liisa").await;
        is_observed(&*store, 1, 1, minute(6), &[("bmi", 24_100)]).await;
        let kept = store.observations(resident_id(1)).await.unwrap();
        let before = store.verify(&|_, _| {}).await.unwrap();
        assert_eq!(before.faults, Vec::<String>::new());
        assert_eq!(store.rebuild(&|_, _| {}).await.unwrap().digests, before.digests);
        assert_eq!(store.observations(resident_id(1)).await.unwrap(), kept);
        assert_eq!(store.resident(resident_id(1)).await.unwrap().unwrap().name.as_str(), "Öhman Liisa");
    })
    .await;
}
