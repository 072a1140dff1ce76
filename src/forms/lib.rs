//! FHIR R4 Questionnaires as forms: which items are enabled by which answers, and whether a response keeps to its form.
//!
//! Everything comes as text from outside, so each step is bounded: the size of a file, the depth of JSON, the number of items.
//! Nothing here reads a file, a clock or a network.

mod check;
mod enable;
mod export;
mod finding;
mod import;
mod path;
mod questionnaire;
mod response;
mod source;
mod taken;
mod value;

pub use check::{Check, check, check_texts};
pub use export::export;
pub use finding::{Finding, Rule};
pub use import::{ImportChoices, ImportError, ImportNote, ImportedForm, import, import_form};
pub use questionnaire::Questionnaire;
pub use response::Response;
pub use source::{LARGEST, SourceError, parse};
pub use taken::{NotTaken, taken};

#[cfg(test)]
mod tests;
