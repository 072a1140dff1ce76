//! Urgency classes P0–P8 as a table of data, and the clock that each of them runs on.
//!
//! Source of the limits: the EBMEDS code system and ODA's activity codes (P0 now, P1 2 h, P2 10 h, P3 1 day, P4 3 days,
//! P5 7 days). The night hours 22–07 of P2 are to be confirmed by the clinical owner.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How urgent a contact is. A smaller number is more urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
#[repr(u8)]
pub enum UrgencyClass {
    /// Emergency centre 112, at once.
    P0,
    /// Emergency care, day and night.
    P1,
    /// Emergency care the same day, not at night.
    P2,
    /// Within a day.
    P3,
    /// Within one to three days.
    P4,
    /// Within a week, or non-urgent.
    P5,
    /// The organisation's own class; set by people only.
    P6,
    /// The organisation's own class; set by people only.
    P7,
    /// Self-care.
    P8,
}

impl UrgencyClass {
    /// All classes, most urgent first.
    pub const ALL: [Self; 9] = [Self::P0, Self::P1, Self::P2, Self::P3, Self::P4, Self::P5, Self::P6, Self::P7, Self::P8];

    /// The number behind the P: 0 is the most urgent.
    #[must_use]
    pub fn rank(self) -> u8 {
        self as u8
    }

    /// The class with this number, if there is one.
    #[must_use]
    pub fn from_rank(rank: u8) -> Option<Self> {
        Self::ALL.get(usize::from(rank)).copied()
    }

    /// True for the classes that a knowledge base may give: P0–P5 and P8.
    #[must_use]
    pub fn is_set_by_engine(self) -> bool {
        !matches!(self, Self::P6 | Self::P7)
    }

    /// The code, `P0` … `P8`.
    #[must_use]
    pub fn code(self) -> &'static str {
        ["P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"][self as usize]
    }
}

impl fmt::Display for UrgencyClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text names no urgency class.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an urgency class: use P0 to P8")]
pub struct UnknownClass(pub String);

impl FromStr for UrgencyClass {
    type Err = UnknownClass;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|class| class.code() == s).ok_or_else(|| UnknownClass(s.to_owned()))
    }
}

impl From<UrgencyClass> for String {
    fn from(class: UrgencyClass) -> Self {
        class.code().to_owned()
    }
}

impl TryFrom<String> for UrgencyClass {
    type Error = UnknownClass;
    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

/// Which hours count towards a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Every hour counts.
    Always,
    /// The clock stops from 22 to 07, Helsinki time.
    NotAtNight,
    /// Only working days count, Helsinki time: Monday to Friday that is no public holiday, each for 24 hours.
    WorkingDays,
}

/// The latest time that a recommendation gives, counted from the arrival of the assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Within {
    /// At once.
    Now,
    /// So many hours, at least 1.
    Hours(u16),
    /// So many days, at least 1.
    Days(u16),
    /// No limit: nobody needs to make contact.
    NoLimit,
}

impl fmt::Display for Within {
    /// Writes `now`, `2 h`, `7 d` or `none`, as the content packs do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => f.write_str("now"),
            Self::Hours(n) => write!(f, "{n} h"),
            Self::Days(n) => write!(f, "{n} d"),
            Self::NoLimit => f.write_str("none"),
        }
    }
}

/// The text is no time limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a time limit: write now, none, a number of hours as \"2 h\", or of days as \"7 d\"")]
pub struct BadWithin(pub String);

impl FromStr for Within {
    type Err = BadWithin;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let bad = || BadWithin(s.to_owned());
        match s.trim() {
            "now" => Ok(Self::Now),
            "none" => Ok(Self::NoLimit),
            other => {
                let (number, unit) = other.split_once(' ').ok_or_else(bad)?;
                let number: u16 = number.parse().ok().filter(|n| *n > 0).ok_or_else(bad)?;
                match unit {
                    "h" => Ok(Self::Hours(number)),
                    "d" => Ok(Self::Days(number)),
                    _ => Err(bad()),
                }
            }
        }
    }
}

impl From<Within> for String {
    fn from(within: Within) -> Self {
        within.to_string()
    }
}

impl TryFrom<String> for Within {
    type Error = BadWithin;
    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

/// What one class means in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassLimit {
    /// The limit when the recommendation states none of its own.
    pub within: Within,
    /// Which hours count.
    pub clock: Clock,
}

/// The limits of all classes. Data of the organisation: an administrator may change it, no rule may contain it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassTable([ClassLimit; 9]);

impl ClassTable {
    /// The limit of this class.
    #[must_use]
    pub fn limit(&self, class: UrgencyClass) -> ClassLimit {
        self.0[class as usize]
    }

    /// Replaces the limit of one class.
    #[must_use]
    pub fn with(mut self, class: UrgencyClass, limit: ClassLimit) -> Self {
        self.0[class as usize] = limit;
        self
    }
}

impl Default for ClassTable {
    /// The table of the fact sheets. P6 and P7 have no limit until the organisation sets one.
    fn default() -> Self {
        let limit = |within, clock| ClassLimit { within, clock };
        Self([
            limit(Within::Now, Clock::Always),
            limit(Within::Hours(2), Clock::Always),
            limit(Within::Hours(10), Clock::NotAtNight),
            limit(Within::Hours(24), Clock::Always),
            limit(Within::Hours(72), Clock::Always),
            limit(Within::Days(7), Clock::WorkingDays),
            limit(Within::NoLimit, Clock::WorkingDays),
            limit(Within::NoLimit, Clock::WorkingDays),
            limit(Within::NoLimit, Clock::Always),
        ])
    }
}
