//! What a caller may read when something cannot be done.

use domain::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::AnswerFault;

/// What kind of problem it is; a caller acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// No session, or it has ended: sign in.
    SignInNeeded,
    /// Name, password or code is wrong. Never says which.
    SignInFailed,
    /// The account needs the code of the second factor.
    TotpNeeded,
    /// Role and unit must be chosen first.
    ChooseGrant,
    /// Too many tries; wait.
    TooManyRequests,
    /// The chosen role does not include this.
    NotAllowed,
    /// There is no such thing, or it is not the caller's to see.
    NotFound,
    /// The rules of the case refuse the change; [`Problem::refusal`] says why.
    Refused,
    /// The request is not understood.
    BadRequest,
    /// Answers cannot be accepted; [`Problem::faults`] says which and why.
    Invalid,
    /// The body is larger than allowed.
    TooLarge,
    /// Not the caller's fault.
    Internal,
    /// The server is starting or stopping; try again.
    Unavailable,
}

/// The body of every answer that is an error, outside FHIR.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// What kind.
    pub code: ProblemCode,
    /// One sentence in English, for logs and for people without a translation. Never contains personal data.
    pub message: String,
    /// Why a change was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub refusal: Option<Refusal>,
    /// What is wrong with the answers of a form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<AnswerFault>,
}
