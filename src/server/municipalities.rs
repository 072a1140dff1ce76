//! Finland's municipalities by the code of Statistics Finland: to name them, and to know a wrong code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::Language;
use serde::Deserialize;

/// A municipality.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Municipality {
    /// Three digits.
    pub code: String,
    /// Finnish name.
    pub fi: String,
    /// Swedish name; the Finnish one where there is no other.
    pub sv: String,
    /// Code of the wellbeing services county.
    pub county: String,
}

impl Municipality {
    /// Its name. English uses the Finnish one, as Finnish authorities do in English texts.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Sv => &self.sv,
            Language::Fi | Language::En => &self.fi,
        }
    }
}

#[derive(Deserialize)]
struct File {
    municipalities: Vec<Municipality>,
}

#[expect(clippy::expect_used, reason = "the file is compiled in; a test reads it")]
static ALL: LazyLock<BTreeMap<String, Municipality>> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("data/municipalities.json")).expect("the file is part of the program");
    file.municipalities.into_iter().map(|municipality| (municipality.code.clone(), municipality)).collect()
});

/// The municipality with this code.
#[must_use]
pub fn municipality(code: &str) -> Option<&'static Municipality> {
    ALL.get(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_municipalities_have_a_code_and_two_names() {
        assert_eq!(ALL.len(), 308);
        assert!(ALL.values().all(|m| m.code.len() == 3 && !m.fi.is_empty() && !m.sv.is_empty() && !m.county.is_empty()));
        assert_eq!(municipality("837").map(|m| (m.name(Language::Fi), m.name(Language::Sv))), Some(("Tampere", "Tammerfors")));
        assert_eq!(municipality("000"), None);
    }
}
