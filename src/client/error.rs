//! What can go wrong on the way to a server and back.

use api::{Problem, ProblemCode};

/// One enum for all calls; a variant only where the caller acts differently. Never holds a query string or a body.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No connection, or it broke. What was typed is still the caller's to keep.
    #[error("the server cannot be reached")]
    Offline {
        /// How it failed, without the address asked for.
        #[source]
        source: reqwest::Error,
    },
    /// No answer in time. A change may have been made: repeat it with the same command id.
    #[error("the server did not answer in time")]
    TimedOut,
    /// No session, or it has ended.
    #[error("sign in first")]
    SignInNeeded,
    /// The server said no, and why.
    #[error("{}", .problem.message)]
    Problem {
        /// HTTP status.
        status: u16,
        /// What and why.
        problem: Problem,
    },
    /// The answer is not one that this program knows.
    #[error("the answer of the server is not understood (HTTP {status}): server and program are of different versions")]
    Unreadable {
        /// HTTP status.
        status: u16,
    },
    /// The client could not be set up at all.
    #[error("the connection cannot be set up")]
    SetUp {
        /// How it failed.
        #[source]
        source: reqwest::Error,
    },
}

impl ClientError {
    /// True when the same call may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Offline { .. } | Self::TimedOut => true,
            Self::Problem { problem, .. } => matches!(problem.code, ProblemCode::TooManyRequests | ProblemCode::Unavailable),
            Self::SignInNeeded | Self::Unreadable { .. } | Self::SetUp { .. } => false,
        }
    }

    /// The one place where the transport's errors become ours. The address is taken out, since a search's would hold names.
    pub(crate) fn from_transport(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::TimedOut;
        }
        if error.is_builder() {
            return Self::SetUp { source: error.without_url() };
        }
        Self::Offline { source: error.without_url() }
    }
}
