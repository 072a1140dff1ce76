//! Makes a pack of the kind `form` of a Questionnaire. What a pack cannot carry is named item by item, and the rest goes on;
//! where a condition cannot be carried the item is always shown, because hiding a question may hide a danger.

mod ask;
mod condition;
mod ids;
mod order;
mod path;
mod words;
mod write;

use std::collections::BTreeMap;

use domain::UrgencyClass;
use knowledge::{Problem, check_files};

use crate::finding::{Finding, Rule};
use crate::questionnaire::Questionnaire;
use crate::source::{SourceError, parse, short};

/// The most questions of a pack.
const MOST_QUESTIONS: usize = 128;

/// What the organisation decides about a form that it brings in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportChoices {
    /// The pack's id; nothing: made of what the form is called.
    pub id: Option<String>,
    /// The kind of queue that takes the answers.
    pub queue: String,
    /// What everybody who answers comes to.
    pub class: UrgencyClass,
}

/// A pack made of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedForm {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// How many questions it asks.
    pub questions: usize,
    /// Its files, by their path in the pack's folder.
    pub files: Vec<(String, String)>,
    /// What differs from the form, item by item.
    pub notes: Vec<ImportNote>,
}

/// One thing in which a pack differs from the form that it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportNote {
    /// The item; empty when it concerns the whole.
    pub link_id: String,
    /// What it is, why, and what follows.
    pub message: String,
    /// True when something of the form is not carried; false for a remark.
    pub lost: bool,
}

impl std::fmt::Display for ImportNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = if self.link_id.is_empty() { "the form" } else { self.link_id.as_str() };
        write!(f, "{}: {}", short(id), self.message)
    }
}

/// Why no pack can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is no Questionnaire that can be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// It is of a newer FHIR.
    #[error("{}this is a Questionnaire of FHIR R5 or later: it has {what}; have it exported as R4 (4.0.1), where an item of type coding is a choice", at(.link_id))]
    Newer {
        /// The item that shows it; empty for the form itself.
        link_id: String,
        /// What shows it.
        what: &'static str,
    },
    /// There is nothing to ask.
    #[error("the form has no question that can be asked{}", first(.0))]
    NoQuestions(Vec<ImportNote>),
    /// It asks too much.
    #[error("the form has {0} questions; a pack has at most {MOST_QUESTIONS}. Divide it into several forms")]
    TooManyQuestions(usize),
    /// The wished id is none.
    #[error("\"{0}\" is not an id; use lower-case letters, digits and - between, as in sleep-diary, and give it with --id")]
    NotAnId(String),
    /// A pack of the program has this id.
    #[error("\"{0}\" is an assessment of this program, which the form would replace; choose another id with --id")]
    Taken(String),
    /// What the organisation chose does not go together.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Refused(Vec<Problem>),
}

fn at(link_id: &str) -> String {
    if link_id.is_empty() { String::new() } else { format!("{}: ", short(link_id)) }
}

fn first(notes: &[ImportNote]) -> String {
    notes.iter().find(|note| note.lost).map(|note| format!(" ({note})")).unwrap_or_default()
}

/// Gathers what differs.
#[derive(Debug, Default)]
struct Notes(Vec<ImportNote>);

impl Notes {
    /// Something that is not carried.
    fn lost(&mut self, link_id: &str, message: impl Into<String>) {
        self.add(ImportNote { link_id: link_id.to_owned(), message: message.into(), lost: true });
    }

    fn add(&mut self, note: ImportNote) {
        // Of an open choice two questions are made.
        if self.0.last() != Some(&note) {
            self.0.push(note);
        }
    }

    /// Something that is carried in another way.
    fn remark(&mut self, link_id: &str, message: impl Into<String>) {
        self.add(ImportNote { link_id: link_id.to_owned(), message: message.into(), lost: false });
    }
}

/// Makes a pack of a form, given as text.
///
/// # Errors
/// When it is no R4 Questionnaire, or no pack can be made of it as a whole.
pub fn import(text: &[u8], choices: &ImportChoices) -> Result<ImportedForm, ImportError> {
    import_form(&Questionnaire::from_json(&parse(text)?)?, choices)
}

/// Makes a pack of a form.
///
/// # Errors
/// When no pack can be made of it as a whole.
pub fn import_form(form: &Questionnaire, choices: &ImportChoices) -> Result<ImportedForm, ImportError> {
    if let Some((link_id, what)) = &form.head.newer {
        return Err(ImportError::Newer { link_id: link_id.clone(), what });
    }
    let id = ids::pack(form, choices.id.as_deref())?;
    let mut notes = Notes(form.findings.iter().map(note).collect());
    let questions = form.items.iter().filter(|item| item.kind.is_question()).count();
    if questions > MOST_QUESTIONS {
        return Err(ImportError::TooManyQuestions(questions));
    }
    let mut asked = ask::questions(form, &mut notes);
    if asked.is_empty() {
        return Err(ImportError::NoQuestions(notes.0));
    }
    if asked.len() > MOST_QUESTIONS {
        return Err(ImportError::TooManyQuestions(asked.len()));
    }
    condition::conditions(form, &mut asked, &mut notes);
    let order = order::order(form, &mut asked, &mut notes);
    let (version, questions) = (ids::version(form, &mut notes), asked.iter().filter(|question| !question.hidden).count());
    let files = write::files(form, &asked, &order, &id, &version, choices, &mut notes);
    let named = files.iter().map(|(path, text)| (format!("{id}/{path}"), text.clone())).collect::<BTreeMap<_, _>>();
    let report = check_files(named);
    if !report.is_good() {
        return Err(ImportError::Refused(report.problems().cloned().collect()));
    }
    Ok(ImportedForm { id, version, questions, files, notes: notes.0 })
}

/// What is wrong with the form itself. That several conditions come without saying how they belong together changes nothing
/// that R4 has not settled, but whoever wrote the form may have meant the other.
fn note(finding: &Finding) -> ImportNote {
    ImportNote { link_id: finding.link_id.clone(), message: finding.message.clone(), lost: finding.rule != Rule::EnableBehavior }
}
