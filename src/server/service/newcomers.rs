//! One resident, one record: two assessments of somebody new that arrive at the same moment take turns.

use std::hash::{BuildHasher, RandomState};

use domain::IdentityCode;
use tokio::sync::{Mutex, MutexGuard};

/// Enough that two different newcomers hardly ever wait for each other.
const LANES: usize = 1024;

/// Turns for registering residents.
pub(crate) struct Newcomers {
    lanes: Vec<Mutex<()>>,
    hasher: RandomState,
}

impl Default for Newcomers {
    fn default() -> Self {
        Self { lanes: (0..LANES).map(|_| Mutex::default()).collect(), hasher: RandomState::new() }
    }
}

impl Newcomers {
    /// Waits until nobody else registers a resident with this code.
    pub async fn turn(&self, code: &IdentityCode) -> MutexGuard<'_, ()> {
        let lane = usize::try_from(self.hasher.hash_one(code) % LANES as u64).unwrap_or(0);
        self.lanes[lane].lock().await
    }
}
