//! Failures: what the caller may read and what the log holds, kept apart. The only place where errors become answers.

use api::{AnswerFault, Problem, ProblemCode};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use store::StoreError;

/// Why a request is not answered with what it asked for.
#[derive(Debug)]
pub enum Failure {
    /// No session, or it has ended.
    SignInNeeded,
    /// Login, password or code is wrong.
    SignInFailed,
    /// The second factor's code is missing.
    TotpNeeded,
    /// Role and unit are not chosen, or no longer held.
    ChooseGrant,
    /// Too many tries.
    TooManyRequests {
        /// When the next may succeed.
        seconds: u64,
    },
    /// The role does not include this.
    NotAllowed,
    /// There is no such thing, or not for this caller.
    NotFound,
    /// The rules of the case refuse.
    Refused(Refusal),
    /// Answers of a form cannot be accepted.
    Invalid(Vec<AnswerFault>),
    /// The request is not understood.
    BadRequest(String),
    /// This address does not take this method.
    WrongMethod,
    /// The body is too large.
    TooLarge {
        /// The most bytes that are taken.
        most: usize,
    },
    /// Starting, stopping, or too slow.
    Unavailable,
    /// Not the caller's fault.
    Internal {
        /// For the log: what was being done and what happened. Never personal data.
        cause: String,
    },
}

impl Failure {
    /// HTTP status, code, and the sentence for the caller.
    #[must_use]
    pub fn parts(&self) -> (StatusCode, ProblemCode, String) {
        use {ProblemCode as P, StatusCode as S};
        let (status, code, message) = match self {
            Self::SignInNeeded => (S::UNAUTHORIZED, P::SignInNeeded, "Sign in first."),
            Self::SignInFailed => (S::UNAUTHORIZED, P::SignInFailed, "The login name, the password or the code is wrong."),
            Self::TotpNeeded => (S::UNAUTHORIZED, P::TotpNeeded, "This account needs the code of its authenticator."),
            Self::ChooseGrant => (S::FORBIDDEN, P::ChooseGrant, "Choose a role and a unit first."),
            Self::TooManyRequests { seconds } => {
                return (S::TOO_MANY_REQUESTS, P::TooManyRequests, format!("Too many tries. Wait {seconds} seconds."));
            }
            Self::NotAllowed => (S::FORBIDDEN, P::NotAllowed, "The chosen role does not include this."),
            Self::NotFound => (S::NOT_FOUND, P::NotFound, "There is no such thing, or it is not yours to see."),
            Self::Refused(refusal) => return (S::CONFLICT, P::Refused, format!("Refused: {}.", plain(refusal))),
            Self::Invalid(_) => (S::UNPROCESSABLE_ENTITY, P::Invalid, "Some answers cannot be accepted; nothing was stored."),
            Self::BadRequest(why) => return (S::BAD_REQUEST, P::BadRequest, why.clone()),
            Self::WrongMethod => (S::METHOD_NOT_ALLOWED, P::BadRequest, "This address does not take this method."),
            Self::TooLarge { most } => {
                return (S::PAYLOAD_TOO_LARGE, P::TooLarge, format!("The body is larger than {most} bytes."));
            }
            Self::Unavailable => {
                (S::SERVICE_UNAVAILABLE, P::Unavailable, "The server is starting, stopping or overloaded. Try again.")
            }
            Self::Internal { .. } => {
                (S::INTERNAL_SERVER_ERROR, P::Internal, "Something failed in the server. Its log says what.")
            }
        };
        (status, code, message.to_owned())
    }

    /// What the log must hold, when this is ours to mend.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::Internal { cause } => Some(cause),
            _ => None,
        }
    }

    /// Headers that belong to it.
    pub(crate) fn dress(&self, response: &mut Response) {
        match self {
            Self::TooManyRequests { seconds } => {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Self::Unavailable => {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            Self::SignInNeeded => {
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        if let Some(cause) = self.cause() {
            tracing::error!(cause, "a request failed");
        }
    }
}

/// A refusal as a sentence without names: the typed refusal beside it has them for the screen.
fn plain(refusal: &Refusal) -> String {
    match refusal {
        Refusal::TakenByOther { .. } => "somebody else has already taken the item".to_owned(),
        other => other.to_string(),
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        let (refusal, faults) = match &self {
            Self::Refused(refusal) => (Some(refusal.clone()), Vec::new()),
            Self::Invalid(faults) => (None, faults.clone()),
            _ => (None, Vec::new()),
        };
        let mut response = (status, Json(Problem { code, message, refusal, faults })).into_response();
        self.dress(&mut response);
        response
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::BadCursor => Self::BadRequest("The place in the list is not one that this server gave.".to_owned()),
            StoreError::Conflict { .. } => Self::Refused(Refusal::ChangedMeanwhile),
            StoreError::Closing => Self::Unavailable,
            other => Self::Internal { cause: with_sources(&other) },
        }
    }
}

/// An error with everything behind it, on one line.
pub(crate) fn with_sources(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}
