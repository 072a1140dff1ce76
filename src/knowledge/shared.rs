//! What several packs share: the bank of questions, the kinds of queue, and per language the texts and phrases.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use domain::{Language, Within};
use serde::Deserialize;

use crate::format::{QuestionForm, SharedForm, Text, read};
use crate::observation::ObservationKind;
use crate::problem::{File, Problem};
use crate::source::{SHARED, Source};

/// The shared parts of a set of packs.
#[derive(Debug)]
pub(crate) struct Shared {
    source: Arc<Source>,
    pub(crate) queues: Vec<String>,
    pub(crate) questions: Vec<QuestionForm>,
    pub(crate) observations: Vec<ObservationKind>,
    texts: [OnceLock<SharedTexts>; 3],
}

/// `_shared/texts/<language>.toml`, and `<language>.<anything>.toml` beside it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SharedTexts {
    /// How a time limit is said in a sentence: `"24 h"` → "within 24 hours".
    #[serde(default)]
    pub(crate) within: BTreeMap<String, String>,
    /// For limits that the table does not name; `{n}` is the number.
    #[serde(default)]
    pub(crate) hours: String,
    #[serde(default)]
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
    /// What the numbers are called that are kept of residents.
    #[serde(default)]
    pub(crate) observation: BTreeMap<String, String>,
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

impl SharedTexts {
    /// Takes in what another file says. Gives a name that both have, with the table that it stands in.
    fn add(&mut self, other: Self) -> Option<(&'static str, String)> {
        for (own, new) in [(&mut self.hours, other.hours), (&mut self.days, other.days)] {
            if !new.is_empty() {
                *own = new;
            }
        }
        let mut twice = None;
        let tables = [
            ("within", &mut self.within, other.within),
            ("class", &mut self.class, other.class),
            ("unit", &mut self.unit, other.unit),
            ("answer", &mut self.answer, other.answer),
            ("phrase", &mut self.phrase, other.phrase),
            ("question", &mut self.question, other.question),
            ("short", &mut self.short, other.short),
            ("self-care", &mut self.self_care, other.self_care),
            ("code", &mut self.code, other.code),
            ("observation", &mut self.observation, other.observation),
        ];
        for (name, own, new) in tables {
            twice = twice.or_else(|| join(own, new).map(|id| (name, id)));
        }
        twice.or_else(|| join(&mut self.option, other.option).map(|id| ("option", id)))
    }
}

/// Joins two tables; gives the first name that both have.
fn join<T>(own: &mut BTreeMap<String, T>, new: BTreeMap<String, T>) -> Option<String> {
    let twice = new.keys().find(|id| own.contains_key(*id)).cloned();
    own.extend(new);
    twice
}

impl Shared {
    /// Reads the shared logic: all files of the folder as one bank. The texts are read at first use.
    pub(crate) fn read(source: &Arc<Source>) -> Result<Self, Problem> {
        let mut queues: Vec<String> = Vec::new();
        let mut questions: Vec<QuestionForm> = Vec::new();
        let mut observations: Vec<ObservationKind> = Vec::new();
        for file in source.shared_logic() {
            let form = read::<SharedForm>(file.file())?;
            if let Some(twice) = form.queues.iter().find(|queue| queues.contains(queue)) {
                return Err(file
                    .file()
                    .problem(0, format!("another file of the bank names the kind of queue \"{twice}\" already")));
            }
            queues.extend(form.queues);
            for question in form.question {
                if questions.iter().any(|known| known.id.get_ref() == question.id.get_ref()) {
                    let message = format!("the bank has a question \"{}\" already", question.id.get_ref());
                    return Err(file.file().problem(question.id.span().start, message));
                }
                questions.push(question);
            }
            for written in form.observation {
                let kind = ObservationKind::read(file.file(), written, observations.len())?;
                if observations.iter().any(|known| known.code == kind.code) {
                    let message = format!("the bank has an observation \"{}\" already", kind.code);
                    return Err(file.file().problem(0, message));
                }
                observations.push(kind);
            }
        }
        Ok(Self { source: Arc::clone(source), queues, questions, observations, texts: Default::default() })
    }

    /// A question of the bank.
    pub(crate) fn question(&self, id: &Text) -> Option<&QuestionForm> {
        self.questions.iter().find(|q| q.id.get_ref() == id.get_ref())
    }

    /// A number that is kept of residents.
    pub(crate) fn observation(&self, code: &str) -> Option<&ObservationKind> {
        self.observations.iter().find(|kind| kind.code == code)
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
        Language::ALL.into_iter().flat_map(|language| self.problems_in(language)).collect()
    }

    fn problems_in(&self, language: Language) -> Vec<Problem> {
        let texts = match self.read_texts(language) {
            Ok(texts) => texts,
            Err(problem) => return vec![problem],
        };
        let unnamed = self.observations.iter().filter_map(|kind| {
            let missing = if !texts.observation.contains_key(&kind.code) {
                format!("[observation] has no text for \"{}\"", kind.code)
            } else if kind.unit.as_ref().is_some_and(|unit| !texts.unit.contains_key(unit)) {
                format!("[unit] has no text for the unit of \"{}\"", kind.code)
            } else {
                return None;
            };
            let name = self.source.name(SHARED, &Source::texts_name(language));
            Some(File { name: &name, text: "" }.problem(0, missing))
        });
        unnamed.collect()
    }

    fn read_texts(&self, language: Language) -> Result<SharedTexts, Problem> {
        let mut texts = SharedTexts::default();
        for file in self.source.shared_texts(language) {
            if let Some((table, id)) = texts.add(read(file.file())?) {
                let message = format!("another file of the bank has a text for \"{id}\" under [{table}] already");
                return Err(file.file().problem(0, message));
            }
        }
        Ok(texts)
    }
}
