//! What several packs share: the bank of questions, the kinds of queue, and per language the texts and phrases.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use domain::{Language, Within};
use serde::Deserialize;

use crate::format::{QuestionForm, SharedForm, Text, read};
use crate::problem::Problem;
use crate::source::{SHARED, Source};

/// The file of the shared logic.
pub(crate) const LOGIC: &str = "shared.toml";

/// The shared parts of a set of packs.
#[derive(Debug)]
pub(crate) struct Shared {
    source: Arc<Source>,
    pub(crate) queues: Vec<String>,
    pub(crate) questions: Vec<QuestionForm>,
    texts: [OnceLock<SharedTexts>; 3],
}

/// `_shared/texts/<language>.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SharedTexts {
    /// How a time limit is said in a sentence: `"24 h"` → "within 24 hours".
    #[serde(default)]
    pub(crate) within: BTreeMap<String, String>,
    /// For limits that the table does not name; `{n}` is the number.
    pub(crate) hours: String,
    pub(crate) days: String,
    /// What the classes are called; a class with a limit of its own as `"P5 28 d"`.
    #[serde(default)]
    pub(crate) class: BTreeMap<String, String>,
    /// Units behind numbers.
    #[serde(default)]
    pub(crate) unit: BTreeMap<String, String>,
    /// Options that mean the same in every question.
    #[serde(default)]
    pub(crate) answer: BTreeMap<String, String>,
    /// Sentences that texts of packs contain by name, in braces.
    #[serde(default)]
    pub(crate) phrase: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) question: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) short: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) option: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(crate) self_care: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) code: BTreeMap<String, String>,
}

impl SharedTexts {
    /// A time limit as a part of a sentence.
    pub(crate) fn within(&self, within: Within) -> String {
        if let Some(phrase) = self.within.get(&within.to_string()) {
            return phrase.clone();
        }
        match within {
            Within::Hours(n) => self.hours.replace("{n}", &n.to_string()),
            Within::Days(n) => self.days.replace("{n}", &n.to_string()),
            Within::Now | Within::NoLimit => String::new(),
        }
    }
}

impl Shared {
    /// Reads the shared logic. The texts are read at first use.
    pub(crate) fn read(source: &Arc<Source>) -> Result<Self, Problem> {
        let form = match source.file(SHARED, LOGIC) {
            Some(file) => read::<SharedForm>(file.file())?,
            None => SharedForm::default(),
        };
        Ok(Self { source: Arc::clone(source), queues: form.queues, questions: form.question, texts: Default::default() })
    }

    /// A question of the bank.
    pub(crate) fn question(&self, id: &Text) -> Option<&QuestionForm> {
        self.questions.iter().find(|q| q.id.get_ref() == id.get_ref())
    }

    /// Where they were read from.
    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// The shared texts of a language; empty when they cannot be read, which [`Shared::problems`] tells.
    pub(crate) fn texts(&self, language: Language) -> &SharedTexts {
        self.texts[language as usize].get_or_init(|| self.read_texts(language).unwrap_or_default())
    }

    /// What is wrong in the shared texts.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        Language::ALL.into_iter().filter_map(|language| self.read_texts(language).err()).collect()
    }

    fn read_texts(&self, language: Language) -> Result<SharedTexts, Problem> {
        match self.source.file(SHARED, &Source::texts_name(language)) {
            Some(file) => read(file.file()),
            None => Ok(SharedTexts::default()),
        }
    }
}
