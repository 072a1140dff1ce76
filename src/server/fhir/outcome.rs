//! `OperationOutcome`: what is wrong, and where.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use knowledge::AnswerProblem;
use serde::Serialize;

use crate::problem::Failure;
use crate::service::IntakeProblem;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Issue {
    /// A code of FHIR's `issue-type`.
    pub code: &'static str,
    /// What is wrong, without what was sent.
    pub text: String,
    /// Where, as FHIRPath.
    pub place: Option<String>,
}

/// Everything that is wrong.
#[derive(Debug, Default)]
pub(super) struct Issues(pub Vec<Issue>);

impl Issues {
    /// Notes one.
    pub fn add(&mut self, code: &'static str, place: impl Into<String>, text: impl Into<String>) {
        self.0.push(Issue { code, text: text.into(), place: Some(place.into()) });
    }

    /// True when nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The issue type that a problem of the service belongs to.
pub(super) fn code_of(problem: &IntakeProblem) -> &'static str {
    match problem {
        IntakeProblem::UnknownAssessment | IntakeProblem::UnknownVersion { .. } | IntakeProblem::UnknownUnit => "not-found",
        IntakeProblem::Answer(problem) => match problem {
            AnswerProblem::UnknownQuestion { .. } => "not-found",
            AnswerProblem::UnknownOption { .. } => "code-invalid",
            AnswerProblem::NotAnObject | AnswerProblem::Twice { .. } | AnswerProblem::OnlyOne { .. } => "structure",
            AnswerProblem::Exclusive { .. } => "invariant",
            AnswerProblem::OutOfRange { .. }
            | AnswerProblem::NotWhole { .. }
            | AnswerProblem::WrongType { .. }
            | AnswerProblem::TooShort { .. }
            | AnswerProblem::Pattern { .. } => "value",
            AnswerProblem::TooLong { .. } => "too-long",
        },
        IntakeProblem::Hidden { .. } | IntakeProblem::NotTheirs { .. } => "invariant",
        IntakeProblem::Missing { .. } | IntakeProblem::NoUnit | IntakeProblem::NoName => "required",
        IntakeProblem::NotACode => "value",
        IntakeProblem::TooLong { .. } => "too-long",
        IntakeProblem::UnknownMunicipality => "code-invalid",
        IntakeProblem::NotArtificial
        | IntakeProblem::Artificial
        | IntakeProblem::NotServed
        | IntakeProblem::NoConsent { .. }
        | IntakeProblem::NoQueue { .. }
        | IntakeProblem::SwitchedOff => "business-rule",
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OperationOutcome<'a> {
    resource_type: &'static str,
    issue: Vec<IssueOut<'a>>,
}

#[derive(Serialize)]
struct IssueOut<'a> {
    severity: &'static str,
    code: &'a str,
    details: Details<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<[&'a str; 1]>,
}

#[derive(Serialize)]
struct Details<'a> {
    text: &'a str,
}

/// An answer of media type FHIR JSON.
pub(super) fn fhir_json(status: StatusCode, body: &impl Serialize) -> Response {
    let body = serde_json::to_vec(body).unwrap_or_default();
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/fhir+json"));
    response
}

/// The answer that says what is wrong.
pub(super) fn refused(status: StatusCode, issues: &[Issue]) -> Response {
    let issue = issues.iter().map(|issue| IssueOut {
        severity: "error",
        code: issue.code,
        details: Details { text: &issue.text },
        expression: issue.place.as_deref().map(|place| [place]),
    });
    fhir_json(status, &OperationOutcome { resource_type: "OperationOutcome", issue: issue.collect() })
}

/// A failure of the server or of the caller's rights, as FHIR says it.
pub(crate) fn failed(failure: &Failure) -> Response {
    let (status, _, text) = failure.parts();
    let code = match failure {
        Failure::SignInNeeded => "login",
        Failure::NotAllowed | Failure::ChooseGrant => "forbidden",
        Failure::TooManyRequests { .. } => "throttled",
        Failure::TooLarge { .. } => "too-long",
        Failure::Unavailable => "transient",
        Failure::NotFound => "not-found",
        Failure::WrongMethod => "not-supported",
        Failure::Internal { .. } => "exception",
        _ => "processing",
    };
    // Only what is wrong with the body has a place in it.
    let place = matches!(failure, Failure::TooLarge { .. }).then(|| "QuestionnaireResponse".to_owned());
    let mut response = refused(status, &[Issue { code, text, place }]);
    failure.dress(&mut response);
    response
}
