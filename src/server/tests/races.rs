//! Two at the same moment.

use futures_util::future::join_all;

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_take_the_same_item_exactly_one_wins_and_the_other_is_told_who() {
    let bench = Bench::new().await;
    for _ in 0..10 {
        let case = bench.a_case().await;
        let (liisa, matti) = tokio::join!(
            bench.command("liisa", &case, json!({ "do": "take" })),
            bench.command("matti", &case, json!({ "do": "take" }))
        );
        let (winner, loser) = if liisa.status == 200 { ("Virtanen Liisa", matti) } else { ("Korhonen Matti", liisa) };
        assert_eq!(loser.expect(409)["refusal"], json!({ "reason": "taken-by-other", "name": winner }));
        let view = bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
        assert_eq!(view["row"]["owner"].as_str(), Some(winner));
        assert_eq!(view["timeline"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_that_do_not_exclude_each_other_are_all_made() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let note = || json!({ "do": "note", "id": Uuid::now_v7(), "text": "Muistiinpano" });
    let replies = join_all((0..6).map(|_| bench.command("liisa", &case, note()))).await;
    assert!(replies.iter().all(|reply| reply.status == 200), "{replies:?}");
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
    assert_eq!(view["messages"].as_array().unwrap().len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_resident_who_sends_twice_at_once_becomes_one_resident() {
    let bench = Bench::new().await;
    let (throat, urine) = (a_response("sore-throat", SORE_THROAT), a_response("urinary-tract-infection", URINARY));
    let (one, other) = tokio::join!(bench.submit(&throat), bench.submit(&urine));
    let (one, _) = (one.expect(201), other.expect(201));
    let view = bench.get("liisa", &format!("/api/v1/cases/{}", one["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(view["earlier"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_response_that_is_sent_twice_at_once_becomes_one_case() {
    let bench = Bench::new().await;
    let mut response = a_response("sore-throat", SORE_THROAT);
    response["identifier"] = json!({ "system": "urn:ietf:rfc:3986", "value": "urn:uuid:1d5c5c4e-0000-4000-8000-000000000001" });
    let replies = join_all((0..4).map(|_| bench.submit(&response))).await;
    let ids: std::collections::BTreeSet<String> =
        replies.iter().map(|reply| reply.json()["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 1, "{replies:?}");
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
}
