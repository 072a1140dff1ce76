//! The knowledge base: reads content packs, checks them, asks and judges, and says why.
//!
//! Content is data. A pack is a folder with the logic, the texts of each language and the cases that prove it; a new folder
//! under `packs/` is a new assessment. Nothing here reads a clock or a network, and after loading nothing touches a file.

mod answers;
mod archive;
mod base;
mod cases;
mod change;
mod condition;
mod coverage;
mod describe;
mod evaluate;
mod explain;
mod findings;
mod format;
mod generate;
mod new;
mod observation;
mod pack;
mod points;
mod problem;
mod prove;
mod reading;
mod replay;
mod report;
mod settings;
mod shared;
mod signature;
mod source;
mod texts;
mod when;

pub use answers::{AnswerProblem, Answers};
pub use archive::ArchivedPack;
pub use base::{EvaluateError, KnowledgeBase, PackInfo};
pub use change::{Change, ChangeLine};
pub use condition::Op;
pub use coverage::{Coverage, ThresholdCoverage};
pub use describe::{AnswerLine, CodeLine, Described, FindingLine, Line, QuestionLine, QuestionTexts, Reply, RuleLine, ScoreLine};
pub use evaluate::Evaluation;
pub use format::{Prefill, SourceStatus};
pub use generate::Profile;
pub use new::{NewPackError, new_pack};
pub use observation::{ObservationKind, ObservationText};
pub use pack::build::{is_pack_id, is_reserved};
pub use pack::{
    AnsweredBy, CANONICAL_BASE, ExamPoint, ExamTime, Findings, Level, Outcome, Pack, Question, QuestionKind, Range, Section,
};
pub use problem::{PackError, Place, Problem};
pub use prove::{Certificate, Comparison, Edit, Example, Floor, Property, Refutation, Shift};
pub use reading::Reading;
pub use replay::{Difference, short};
pub use report::{CaseFailure, PackReport, Report, check, check_files};
pub use settings::{CONTENT_PACKS, CONTENT_SETTINGS, ContentSettings, SettingsError};
pub use signature::{Approval, Secret, SecretError, SignError, Signed, sign};
pub use source::{ReadError, is_builtin};
pub use when::When;

#[cfg(test)]
mod tests;
