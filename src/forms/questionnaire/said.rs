//! What people read, with its translations.

use serde_json::Value as Json;

use crate::source::{list, text};
use crate::value::Value;

/// The extension of the core for translations.
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// A text as it was written, and its translations by their language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) original: Option<String>,
    pub(crate) translations: Vec<(String, String)>,
}

impl Said {
    /// Reads a member and what stands beside it under `_member`.
    pub(crate) fn read(json: &Json, member: &str) -> Self {
        let original = text(json, member).map(str::to_owned);
        let beside = json.get(format!("_{member}")).unwrap_or(&Json::Null);
        let mut translations = Vec::new();
        for extension in list(beside, "extension").iter().filter(|one| text(one, "url") == Some(TRANSLATION)) {
            let part = |name: &str| list(extension, "extension").iter().find(|one| text(one, "url") == Some(name));
            let language = part("lang").and_then(|one| text(one, "valueCode").or_else(|| text(one, "valueString")));
            let content = part("content").and_then(|one| text(one, "valueString").or_else(|| text(one, "valueMarkdown")));
            if let (Some(language), Some(content)) = (language, content) {
                translations.push((language.to_owned(), content.to_owned()));
            }
        }
        Self { original, translations }
    }

    /// The words of an option. A coding has its own, everything else speaks for itself.
    pub(crate) fn of_option(option: &Json, value: &Value) -> Self {
        match value {
            Value::Coding { .. } => Self::read(&option["valueCoding"], "display"),
            Value::Reference(_) => Self::read(&option["valueReference"], "display"),
            Value::Text(_) => Self::read(option, "valueString"),
            Value::Integer(n) => Self { original: Some(n.to_string()), translations: Vec::new() },
            Value::Date(text) | Value::Time(text) => Self { original: Some(text.clone()), translations: Vec::new() },
            _ => Self::default(),
        }
    }

    /// The words of a concept of a value set.
    pub(crate) fn of_concept(concept: &Json) -> Self {
        let mut said = Self::read(concept, "display");
        for designation in list(concept, "designation") {
            if let (Some(language), Some(value)) = (text(designation, "language"), text(designation, "value")) {
                said.translations.push((language.to_owned(), value.to_owned()));
            }
        }
        said
    }
}
