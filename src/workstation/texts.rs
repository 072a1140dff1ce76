//! The words of the screens, in three languages.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use domain::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

const FILES: [(Language, &[&str]); 3] = [
    (
        Language::Fi,
        &[include_str!("texts/fi/screens.ftl"), include_str!("texts/fi/actions.ftl"), include_str!("texts/fi/notices.ftl")],
    ),
    (
        Language::Sv,
        &[include_str!("texts/sv/screens.ftl"), include_str!("texts/sv/actions.ftl"), include_str!("texts/sv/notices.ftl")],
    ),
    (
        Language::En,
        &[include_str!("texts/en/screens.ftl"), include_str!("texts/en/actions.ftl"), include_str!("texts/en/notices.ftl")],
    ),
];

/// Short names of units of time, looked up once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Units {
    pub(crate) minute: String,
    pub(crate) hour: String,
    pub(crate) day: String,
}

/// The texts of one language.
pub(crate) struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    units: Units,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts of this language.
    pub(crate) fn new(language: Language) -> Self {
        let id = match language {
            Language::Fi => unic_langid::langid!("fi"),
            Language::Sv => unic_langid::langid!("sv"),
            Language::En => unic_langid::langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The isolating marks would show as boxes in many terminals.
        bundle.set_use_isolating(false);
        for (_, files) in FILES.iter().filter(|(other, _)| *other == language) {
            for text in *files {
                // A file with a mistake keeps its good entries; a test refuses such files.
                let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partly, _)| partly);
                bundle.add_resource_overriding(resource);
            }
        }
        let mut texts =
            Self { language, bundle, units: Units { minute: String::new(), hour: String::new(), day: String::new() } };
        let unit = |key| texts.get(key).into_owned();
        texts.units = Units { minute: unit("unit-minute"), hour: unit("unit-hour"), day: unit("unit-day") };
        texts
    }

    /// The language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Short names of units of time.
    pub(crate) fn units(&self) -> &Units {
        &self.units
    }

    /// A text without anything to fill in.
    pub(crate) fn get(&self, key: &str) -> Cow<'_, str> {
        self.format(key, None)
    }

    /// A text with what is filled in.
    pub(crate) fn with(&self, key: &str, fill: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = fill.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.format(key, Some(&args)).into_owned()
    }

    /// The text of one of a family, such as all states or all actions.
    pub(crate) fn named(&self, family: &str, name: &str) -> Cow<'_, str> {
        self.format(&format!("{family}-{name}"), None)
    }

    /// True when there is such a text.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn format<'a>(&'a self, key: &str, args: Option<&'a FluentArgs<'a>>) -> Cow<'a, str> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return Cow::Owned(format!("⟦{key}⟧"));
        };
        let mut errors = Vec::new();
        Cow::Owned(self.bundle.format_pattern(pattern, args, &mut errors).into_owned())
    }
}
