//! Content that judged cases is kept under its hash, and never changes; a case is found by its number.

use store::KeptContent;

use crate::engines::on_each_engine;
use crate::world::*;

fn content(hash: &str, version: &str, files: &str) -> KeptContent {
    KeptContent { hash: hash.into(), pack: "sore-throat".into(), version: version.into(), files: files.into() }
}

#[tokio::test]
async fn kept_content_comes_back_as_it_was_and_what_is_kept_already_stays() {
    on_each_engine(async |store| {
        assert_eq!(store.kept_content().await.unwrap(), []);
        store.keep_content(content("bb", "1.1.0", "{\"a\":\"ää\"}")).await.unwrap();
        store.keep_content(content("aa", "1.0.0", "{}")).await.unwrap();
        store.keep_content(content("aa", "1.0.0", "something else")).await.unwrap();
        let kept = store.kept_content().await.unwrap();
        assert_eq!(kept, [content("aa", "1.0.0", "{}"), content("bb", "1.1.0", "{\"a\":\"ää\"}")]);
        store.rebuild(&|_, _| {}).await.unwrap();
        assert_eq!(store.kept_content().await.unwrap(), kept, "it is not derived from the log");
    })
    .await;
}

#[tokio::test]
async fn a_case_is_found_by_its_number() {
    on_each_engine(async |store| {
        found_county(&*store).await;
        comes_in(&*store, &sent(5)).await;
        comes_in(&*store, &sent(9)).await;
        assert_eq!(store.case_numbered(2).await.unwrap(), Some(case_id(9)));
        assert_eq!(store.case_numbered(3).await.unwrap(), None);
    })
    .await;
}
