//! What the server does, without HTTP: the handlers call it, and so does a program that has the server inside it.

mod accepted;
mod command;
mod enter;
mod receive;

pub(crate) use accepted::Accepted;
pub use command::CommandError;
pub(crate) use command::same_command;
pub use receive::{Incoming, IntakeError, IntakeProblem, Received};
pub(crate) use receive::{LONGEST_NAME, check_answers, not_theirs, refused_code, refused_consent, sex_answer};
