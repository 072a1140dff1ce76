//! Why answers were not accepted. Names the question, never what was answered.

/// One answer that cannot be accepted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AnswerProblem {
    /// The answers as a whole have the wrong form.
    #[error("the answers must be an object that maps question ids to answers")]
    NotAnObject,
    /// The pack has no such question.
    #[error("there is no question \"{question}\"")]
    UnknownQuestion {
        /// The id that was sent.
        question: String,
    },
    /// The same question is answered twice.
    #[error("the question \"{question}\" is answered more than once")]
    Twice {
        /// The question.
        question: String,
    },
    /// The question has no such option.
    #[error("the answer to \"{question}\" is none of its options: {}", .options.join(", "))]
    UnknownOption {
        /// The question.
        question: String,
        /// What may be answered.
        options: Vec<String>,
    },
    /// Several options where one is taken.
    #[error("the question \"{question}\" takes one answer")]
    OnlyOne {
        /// The question.
        question: String,
    },
    /// An option that excludes all others stands beside others.
    #[error("in the answer to \"{question}\", \"{option}\" cannot be combined with other options")]
    Exclusive {
        /// The question.
        question: String,
        /// The option that must stand alone.
        option: String,
    },
    /// The number is outside the question's range.
    #[error("the answer to \"{question}\" must be from {min} to {max}")]
    OutOfRange {
        /// The question.
        question: String,
        /// The smallest number.
        min: f64,
        /// The largest number.
        max: f64,
    },
    /// A fraction where whole numbers are asked.
    #[error("the answer to \"{question}\" must be a whole number")]
    NotWhole {
        /// The question.
        question: String,
    },
    /// The answer is of another kind.
    #[error("the answer to \"{question}\" must be {expected}")]
    WrongType {
        /// The question.
        question: String,
        /// What is expected, e.g. "a number".
        expected: &'static str,
    },
    /// The text is too long.
    #[error("the answer to \"{question}\" is longer than {most} characters")]
    TooLong {
        /// The question.
        question: String,
        /// How many characters are accepted.
        most: usize,
    },
    /// The text is too short.
    #[error("the answer to \"{question}\" is shorter than {fewest} characters")]
    TooShort {
        /// The question.
        question: String,
        /// How many characters are needed.
        fewest: usize,
    },
    /// The text does not look as the form demands.
    #[error("the answer to \"{question}\" does not have the form that is asked for")]
    Pattern {
        /// The question.
        question: String,
    },
}

impl AnswerProblem {
    /// The question that it is about, if it is about one.
    #[must_use]
    pub fn question(&self) -> Option<&str> {
        match self {
            Self::NotAnObject => None,
            Self::UnknownQuestion { question }
            | Self::Twice { question }
            | Self::UnknownOption { question, .. }
            | Self::OnlyOne { question }
            | Self::Exclusive { question, .. }
            | Self::OutOfRange { question, .. }
            | Self::NotWhole { question }
            | Self::WrongType { question, .. }
            | Self::TooLong { question, .. }
            | Self::TooShort { question, .. }
            | Self::Pattern { question } => Some(question),
        }
    }
}
