//! The three languages of the service.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that residents and professionals can use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Finnish
    #[default]
    Fi,
    /// Swedish
    Sv,
    /// English
    En,
}

impl Language {
    /// All languages, in the order in which a missing text falls back: Finnish first.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// The two-letter code of ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The next language in the order fi, sv, en, fi.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Fi => Self::Sv,
            Self::Sv => Self::En,
            Self::En => Self::Fi,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text names no language of the service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language of the service: use fi, sv or en")]
pub struct UnknownLanguage(pub String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads `fi`, `sv` or `en`, also with a region behind (`sv-FI`).
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "fi" => Ok(Self::Fi),
            "sv" => Ok(Self::Sv),
            "en" => Ok(Self::En),
            _ => Err(UnknownLanguage(s.to_owned())),
        }
    }
}

/// One text in all three languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localised {
    /// Finnish
    pub fi: String,
    /// Swedish
    pub sv: String,
    /// English
    pub en: String,
}

impl Localised {
    /// The text in this language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}
