//! What happens to the workstation: keys, the clock, answers, live notices.

use api::{
    CaseView, CommandAccepted, EntryAccepted, EntryOffers, EntryStep, Preview, Problem, ProblemCode, QueueCount, ServiceView,
    SessionView, TransferTargets, WorkPage,
};
use crossterm::event::KeyEvent;
use domain::{CaseId, CommandId, DraftKind, Refusal, Words};
use jiff::Timestamp;

use crate::effect::Tag;

/// An answer of the world, or why there is none.
pub type Answer<T> = Result<T, Trouble>;

/// Something that happened. Plain values: a test can make and compare them.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The time. Comes before the events of the same moment, and when [`crate::App::next_wake`] is due.
    Tick(Timestamp),
    /// A key.
    Key(KeyEvent),
    /// Text was pasted, or a dead key or input method gave more than one character.
    Paste(String),
    /// The terminal has this size now: columns, rows.
    Resize(u16, u16),
    /// Answer to [`crate::Effect::FetchService`].
    ServiceFetched(Answer<ServiceView>),
    /// Answer to [`crate::Effect::SignIn`].
    SignedIn(Answer<SessionView>),
    /// Answer to [`crate::Effect::ChooseGrant`].
    GrantChosen(Answer<SessionView>),
    /// Answer to [`crate::Effect::FetchSession`].
    SessionFetched(Answer<SessionView>),
    /// Answer to [`crate::Effect::FetchQueues`].
    QueuesFetched(Answer<Vec<QueueCount>>),
    /// Answer to [`crate::Effect::FetchWork`] with the same tag.
    WorkFetched {
        /// The tag of the effect.
        tag: Tag,
        /// The page.
        answer: Answer<WorkPage>,
    },
    /// Answer to [`crate::Effect::FetchCase`].
    CaseFetched {
        /// Which.
        case: CaseId,
        /// The case.
        answer: Answer<Box<CaseView>>,
    },
    /// Answer to [`crate::Effect::FetchPreview`].
    PreviewFetched {
        /// Which.
        case: CaseId,
        /// The short view.
        answer: Answer<Box<Preview>>,
    },
    /// Answer to [`crate::Effect::FetchTargets`].
    TargetsFetched {
        /// For which case.
        case: CaseId,
        /// To whom it can go.
        answer: Answer<TransferTargets>,
    },
    /// Answer to [`crate::Effect::Send`].
    Sent {
        /// The case.
        case: CaseId,
        /// The command.
        id: CommandId,
        /// Accepted and on disk, or why not.
        answer: Answer<CommandAccepted>,
    },
    /// Answer to [`crate::Effect::KeepDraft`] and [`crate::Effect::DropDraft`].
    DraftKept {
        /// The case.
        case: CaseId,
        /// Reply or note.
        kind: DraftKind,
        /// The text that was kept; empty when it was dropped.
        text: Words,
        /// Whether it is safe now.
        answer: Answer<()>,
    },
    /// Answer to [`crate::Effect::FetchOffers`].
    OffersFetched(Answer<EntryOffers>),
    /// Answer to [`crate::Effect::AskStep`] with the same turn.
    Stepped {
        /// The turn of the effect.
        turn: u64,
        /// Where the form stands.
        answer: Answer<Box<EntryStep>>,
    },
    /// Answer to [`crate::Effect::Enter`].
    Entered {
        /// The form.
        id: CommandId,
        /// Taken in and on disk, or why not.
        answer: Answer<EntryAccepted>,
    },
    /// Live: there is more after this number of the log.
    Notice {
        /// The newest sequence number.
        head: i64,
    },
    /// The line to the server is gone.
    ConnectionLost,
    /// The line to the server is there.
    ConnectionBack,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// The server cannot be reached.
    #[error("the server cannot be reached")]
    Offline,
    /// The session has ended.
    #[error("the session has ended: sign in")]
    SignInNeeded,
    /// The rules of the case refuse it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The server answers with a problem.
    #[error("{}", .0.message)]
    Problem(Problem),
    /// The answer cannot be understood: the two programs are of different versions.
    #[error("the server's answer cannot be read")]
    Unreadable,
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem { code: ProblemCode::SignInNeeded, .. } => Self::SignInNeeded,
            Problem { code: ProblemCode::Refused, refusal: Some(refusal), .. } => Self::Refused(refusal),
            other => Self::Problem(other),
        }
    }
}

impl Trouble {
    /// The kind of problem, when the server named one.
    #[must_use]
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }
}
