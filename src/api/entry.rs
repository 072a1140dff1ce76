//! Assisted entry: a professional answers an assessment with somebody, e.g. a caller on the phone. The half-filled form is
//! the workstation's; the server says after each answer what is asked next, what cannot be accepted, and what it would come to.

use domain::{AssessmentKind, CaseId, CommandId, Language, QuestionAnswer, QueueId, UnitId, UrgencyClass, Within, Words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::AnswerLine;

/// `GET /api/v1/assessments`: what the caller may fill in, in the order of the content: symptoms first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryOffers {
    /// The assessments in use.
    pub assessments: Vec<EntryOffer>,
}

/// An assessment that may be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryOffer {
    /// The pack.
    pub id: String,
    /// Its version in use.
    pub version: String,
    /// Its title in the caller's language.
    pub title: String,
    /// What kind of content.
    #[schema(value_type = String)]
    pub kind: AssessmentKind,
    /// False: demonstration content.
    pub approved: bool,
}

/// `POST /api/v1/assessments/{assessment}/steps`: the answers so far. Nothing of it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryAnswers {
    /// The version in which it was begun.
    pub version: String,
    /// The professional's language.
    #[schema(value_type = String)]
    pub language: Language,
    /// The resident's language: questions and advice to be read aloud come in it too.
    #[schema(value_type = String)]
    pub resident_language: Language,
    /// The resident's identity code, from which age and sex are suggested. Empty: not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub identity_code: Option<Words>,
    /// The answers so far.
    #[schema(value_type = Vec<Object>)]
    pub answers: Vec<QuestionAnswer>,
}

/// Where a half-filled form stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryStep {
    /// The assessment's title in the professional's language.
    pub title: String,
    /// False: demonstration content; say so where the outcome is shown.
    pub approved: bool,
    /// The questions that are asked after these answers, in their order, answered or not.
    pub questions: Vec<EntryQuestion>,
    /// Answers that cannot be accepted; the others were judged without them.
    pub faults: Vec<AnswerFault>,
    /// Questions whose answers no longer count, because another answer hides them. Leave them out when sending.
    pub hidden: Vec<String>,
    /// Ids of required questions that are shown and not answered, in their order.
    pub missing: Vec<String>,
    /// What it would come to, as far as it can be said now.
    pub outcome: Option<EntryOutcome>,
    /// An emergency: stop asking; help comes first. It may be sent as it is.
    pub emergency: bool,
    /// It may be sent: it has an outcome, no faults, and nothing hidden.
    pub complete: bool,
}

/// A question to be put.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryQuestion {
    /// Its id.
    pub id: String,
    /// The heading that it stands under; empty in assessments without sections.
    pub section: String,
    /// Its text in the professional's language.
    pub text: String,
    /// A few words for it, for lists of answers.
    pub label: String,
    /// Its text in the resident's language, to be read aloud.
    pub aloud: String,
    /// It must be answered.
    pub required: bool,
    /// How it is answered.
    pub input: EntryInput,
    /// An answer that is known already. The person may change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Suggestion>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum EntryInput {
    /// By choosing one option (`domain::Answer::One`).
    One {
        /// The options in their order.
        options: Vec<EntryOption>,
    },
    /// By choosing any number of options (`domain::Answer::Many`).
    Many {
        /// The options in their order.
        options: Vec<EntryOption>,
    },
    /// A number (`domain::Answer::Number`).
    Number {
        /// Only whole numbers.
        whole: bool,
        /// The smallest accepted.
        min: f64,
        /// The largest accepted.
        max: f64,
        /// The unit in words; empty without one.
        unit: String,
    },
    /// A day (`domain::Answer::Day`).
    Day,
    /// Words (`domain::Answer::Text`).
    Text {
        /// The most characters.
        most: u32,
    },
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryOption {
    /// Its id.
    pub id: String,
    /// Its text in the professional's language.
    pub text: String,
    /// Its text in the resident's language.
    pub aloud: String,
    /// Choosing it excludes all others.
    pub alone: bool,
}

/// An answer that is known already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    /// The answer.
    #[schema(value_type = Object)]
    pub answer: domain::Answer,
    /// Where it comes from.
    pub source: SuggestionSource,
}

/// Where a suggested answer comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", tag = "from")]
pub enum SuggestionSource {
    /// The identity code says it.
    IdentityCode,
    /// It was measured or said before, and is recent enough.
    Observation {
        /// When it was observed, e.g. `2026-11-25T10:00:00Z`.
        at: String,
    },
}

/// What is wrong with one answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AnswerFault {
    /// What kind of fault.
    pub code: FaultCode,
    /// The question; empty when it is about the whole or about who the resident is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// The smallest number accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The largest number accepted, or the most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// The option that must stand alone, the version that is in use, or which of `name`, `phone` and `on-behalf` is too long.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// Kinds of faults. The workstation has a sentence for each, in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultCode {
    /// The assessment is not known or switched off.
    NotInUse,
    /// Another version is in use now; begin again with it.
    OtherVersion,
    /// No such question.
    UnknownQuestion,
    /// None of the options.
    UnknownOption,
    /// Only one may be chosen.
    OnlyOne,
    /// An option that must stand alone does not.
    Exclusive,
    /// Outside the range.
    OutOfRange,
    /// Not a whole number.
    NotWhole,
    /// Of the wrong kind.
    WrongType,
    /// Too long.
    TooLong,
    /// Not asked after these answers.
    Hidden,
    /// Must be answered.
    Missing,
    /// The resident does not want it sent.
    NoConsent,
    /// Does not agree with the identity code.
    NotTheirs,
    /// Not an identity code.
    NotACode,
    /// In this environment only artificial identity codes are taken.
    NotArtificial,
    /// The identity code is artificial and belongs to nobody.
    Artificial,
    /// The name of somebody who is not known yet is missing.
    NoName,
    /// No unit takes it: the kind of queue is missing here.
    NoQueue,
}

/// What a half-filled form would come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryOutcome {
    /// The class, or what the outcome counts as.
    #[schema(value_type = String)]
    pub urgency: UrgencyClass,
    /// What class or outcome is called, in the professional's language.
    pub name: String,
    /// The recommendation's time limit.
    #[schema(value_type = String)]
    pub within: Within,
    /// What to tell the resident, in their language.
    pub recommendation: String,
    /// Advice for self-care, in their language.
    pub self_care: Vec<String>,
    /// One line for the professional.
    pub professional: String,
    /// The rule that decides.
    pub rule: String,
    /// Why the rule exists.
    pub rationale: String,
    /// The answers that make it fire.
    pub because: Vec<AnswerLine>,
}

/// `POST /api/v1/assessments/{assessment}/entries`: a filled form, to be taken in like any other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EntryRequest {
    /// Chosen by the sender for this form; the same form sent again with it opens no second case.
    #[schema(value_type = String)]
    pub id: CommandId,
    /// The version in which it was answered.
    pub version: String,
    /// Whose matter it is: the identity code.
    #[schema(value_type = String)]
    pub identity_code: Words,
    /// Family name first. May be left out for somebody who is known; a known name is never overwritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub name: Option<Words>,
    /// Phone, to call back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub phone: Option<Words>,
    /// The resident's language.
    #[schema(value_type = String)]
    pub resident_language: Language,
    /// Somebody else answered for the resident: their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub on_behalf: Option<Words>,
    /// The answers.
    #[schema(value_type = Vec<Object>)]
    pub answers: Vec<QuestionAnswer>,
}

/// It was taken in, and is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryAccepted {
    /// The case.
    #[schema(value_type = String)]
    pub case: CaseId,
    /// Its class.
    #[schema(value_type = String)]
    pub urgency: UrgencyClass,
    /// Where it went.
    #[schema(value_type = String)]
    pub unit: UnitId,
    /// To which queue.
    #[schema(value_type = String)]
    pub queue: QueueId,
    /// The sequence number of its first event.
    pub seq: i64,
    /// False: this form had been sent before, and the case is the one of then.
    pub new: bool,
}
