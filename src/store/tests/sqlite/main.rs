//! What only the embedded engine promises: files, keys, crashes, and that nothing can be altered unseen.

#![expect(clippy::unwrap_used, reason = "a check fails where it unwraps")]

#[path = "../contract/world.rs"]
mod world;

mod files;
mod tampering;

use std::path::Path;

use rusqlite::Connection;
use store::{Store, StoreKey};

use world::*;

/// A key that the tests know, so that they can look behind the store's back.
const KEY: [u8; 32] = [7; 32];

fn the_key() -> StoreKey {
    StoreKey::from_bytes(KEY)
}

/// The database itself, opened by somebody who has the key.
fn behind_its_back(dir: &Path) -> Connection {
    let connection = Connection::open(dir.join("store.db")).unwrap();
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    connection
        .execute_batch(&format!(
            "PRAGMA key = \"x'{key}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256; PRAGMA cipher_page_size = 2048;"
        ))
        .unwrap();
    connection
}

/// A few cases with a word that nothing else contains.
async fn a_few_cases(store: &dyn Store) {
    found_county(store).await;
    for n in 1..=5 {
        comes_in(store, &Sent { name: "Salaniemi Tuomas", text: "Nivelrikkopotilas", ..sent(n) }).await;
    }
    act(store, &a_nurse(1), case_id(1), &domain::CaseCommand::Take, minute(20)).await.unwrap();
    act(store, &a_nurse(1), case_id(1), &a_reply("Missä nivelessä?"), minute(20)).await.unwrap();
    is_renamed(store, 2, "Salaniemi Tuomas Juhani").await;
    resident_does(store, case_id(1), a_message("Nivelrikkopotilas jälleen"), minute(21)).await.unwrap();
    store
        .keep_draft(user_id(1), case_id(1), a_draft(domain::DraftKind::Reply, "Nivelrikkopotilas kirjoittaa", 22))
        .await
        .unwrap();
    for n in 1..=3 {
        store.log_use(a_look(n)).await.unwrap();
    }
}
