//! Content that changes under a server: what is switched off is refused, and old cases stay as they were.

use domain::ClassTable;
use knowledge::ContentSettings;

use super::*;
use crate::add_kept_content;

pub fn without(pack: &str) -> KnowledgeBase {
    let text = format!("[content]\ndisabled = [\"{pack}\"]\n");
    KnowledgeBase::with_settings(ClassTable::default(), ContentSettings::read("content.toml", text).unwrap())
}

#[tokio::test]
async fn answers_to_what_is_switched_off_are_refused_and_its_old_cases_are_read_as_before() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let path = format!("/api/v1/cases/{case}?lang=en");
    let before = bench.get("liisa", &path).await.expect(200);
    let bench = bench.with_content(without("sore-throat"));
    let refused = bench.submit(&a_response("sore-throat", SORE_THROAT)).await.expect(422);
    assert_eq!(refused["resourceType"], "OperationOutcome");
    assert_eq!(refused["issue"][0]["code"], "business-rule");
    assert_eq!(refused["issue"][0]["expression"][0], "QuestionnaireResponse.questionnaire");
    assert!(refused["issue"][0]["details"]["text"].as_str().unwrap().contains("switched it off"), "{refused}");
    bench.submit(&a_response("low-back", LOW_BACK)).await.expect(201);
    let after = bench.get("liisa", &path).await.expect(200);
    assert_eq!((&after["outcome"], &after["answers"]), (&before["outcome"], &before["answers"]));
}

#[tokio::test]
async fn a_case_keeps_its_content_when_the_content_is_gone() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    bench.a_case().await;
    assert_eq!(bench.store.kept_content().await.unwrap().len(), 1, "kept once");
    let path = format!("/api/v1/cases/{case}?lang=en");
    let before = bench.get("liisa", &path).await.expect(200);
    let mut base = KnowledgeBase::default();
    assert_eq!(add_kept_content(&mut base, bench.store.as_ref()).await.unwrap(), [""; 0]);
    let bench = bench.with_content(base);
    let after = bench.get("liisa", &path).await.expect(200);
    assert_eq!(after["assessment"]["loaded"], true);
    assert_eq!((&after["outcome"], &after["answers"]), (&before["outcome"], &before["answers"]));
    let refused = bench.submit(&a_response("sore-throat", SORE_THROAT)).await.expect(422);
    assert_eq!(refused["issue"][0]["code"], "not-found", "kept content takes nothing new");
}
