//! The engines that the checks run on.

use std::sync::Arc;

use store::sqlite::SqliteStore;
use store::{Store, StoreKey};

/// Runs a check on an empty store of each engine.
pub async fn on_each_engine(check: impl AsyncFn(Arc<dyn Store>)) {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(dir.path(), &StoreKey::random().unwrap(), "test").unwrap();
    check(Arc::new(store)).await;
}

/// The same from a test that is no task, as those of all inputs are.
pub fn on_each_engine_blocking(check: impl AsyncFn(Arc<dyn Store>)) {
    tokio::runtime::Runtime::new().unwrap().block_on(on_each_engine(check));
}
