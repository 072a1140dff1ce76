//! Residents: who asks.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{IdentityCode, Language, Observation, ObservationSource, ResidentId, Words};

/// A resident as the service knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    /// Their identity in this system.
    pub id: ResidentId,
    /// Personal identity code. Never shown in a log.
    pub identity_code: IdentityCode,
    /// Family name first, as in Finnish lists: "Suomalainen Aino".
    pub name: Words,
    /// The language they use.
    pub language: Language,
    /// Home municipality: three digits of Statistics Finland's classification.
    pub municipality: Option<String>,
    /// Phone number, as given.
    pub phone: Option<Words>,
    /// Non-disclosure for safety (*turvakielto*): the flag only, never the data behind it.
    pub protected: bool,
}

impl Resident {
    /// Full years of age on this day.
    #[must_use]
    pub fn age_on(&self, day: Date) -> u8 {
        self.identity_code.age_on(day)
    }
}

/// What happens to a resident's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResidentEvent {
    /// Seen for the first time.
    Registered(Resident),
    /// Name, language, municipality, phone or protection changed.
    Changed(Resident),
    /// Numbers about them became known.
    Observed {
        /// When they were said or measured.
        at: Timestamp,
        /// Where they come from.
        source: ObservationSource,
        /// The numbers.
        observations: Vec<Observation>,
    },
}
