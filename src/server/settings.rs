//! What an operator decides about a server.

use std::num::NonZeroU32;
use std::time::Duration;

use api::Environment;
use jiff::SignedDuration;

/// Settings of one server. The defaults suit a production server; a test environment differs in `environment` only.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Real residents, or fictional ones. Decides which identity codes are accepted.
    pub environment: Environment,
    /// A session that nobody uses ends after this time.
    pub session_idle: SignedDuration,
    /// A session ends after this time, however much it is used.
    pub session_longest: SignedDuration,
    /// Tries to sign in with one login name, each minute and at once.
    pub sign_ins_per_login: NonZeroU32,
    /// Tries to sign in from one address, each minute and at once. Larger, since a whole hospital may share one.
    pub sign_ins_per_address: NonZeroU32,
    /// The largest body of a JSON request, in bytes.
    pub json_limit: usize,
    /// The largest FHIR resource, in bytes.
    pub fhir_limit: usize,
    /// A request that takes longer than this is given up.
    pub patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            environment: Environment::Production,
            session_idle: SignedDuration::from_mins(30),
            session_longest: SignedDuration::from_hours(12),
            sign_ins_per_login: NonZeroU32::MIN.saturating_add(4),
            sign_ins_per_address: NonZeroU32::MIN.saturating_add(29),
            json_limit: 256 * 1024,
            fhir_limit: 1024 * 1024,
            patience: Duration::from_secs(15),
        }
    }
}

impl Settings {
    /// Settings of a test environment: artificial identity codes only.
    #[must_use]
    pub fn test_environment() -> Self {
        Self { environment: Environment::Test, ..Self::default() }
    }
}
