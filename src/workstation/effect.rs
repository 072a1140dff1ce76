//! What the workstation asks of the world. Every effect that has an answer names the event that brings it.

use api::{ChooseGrant, CommandRequest, EntryAnswers, EntryRequest, SignIn, WorkQuery};
use domain::{CaseId, DraftKind, Language, Words};

/// Ties a page of the work list to the window that asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag(pub u64);

/// What an effect is about: a newer fetch of the same subject makes the older one pointless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The server.
    Service,
    /// The session.
    Session,
    /// The counts of the queues.
    Queues,
    /// A window over the work list, by its own number.
    Work(u32),
    /// The case that is open.
    Case(CaseId),
    /// The short view beside the list.
    Preview,
    /// To whom a case can go.
    Targets,
    /// What may be filled in with a resident.
    Offers,
    /// Where the half-filled form stands.
    Step,
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask what server this is; answered by [`crate::Event::ServiceFetched`]. Needs no session.
    FetchService,
    /// Sign in; answered by [`crate::Event::SignedIn`]. The secret token stays with whoever carries this out.
    SignIn {
        /// Name, password, code.
        form: SignIn,
        /// Language of names in the answer.
        lang: Language,
    },
    /// Choose role and unit; answered by [`crate::Event::GrantChosen`].
    ChooseGrant {
        /// Which.
        choice: ChooseGrant,
        /// Language of names in the answer.
        lang: Language,
    },
    /// Sign out. Not answered.
    SignOut,
    /// Fetch the session; answered by [`crate::Event::SessionFetched`].
    FetchSession {
        /// Language of names.
        lang: Language,
    },
    /// Fetch the counts of the queues; answered by [`crate::Event::QueuesFetched`].
    FetchQueues {
        /// Language of names.
        lang: Language,
    },
    /// Fetch a page of the work list; answered by [`crate::Event::WorkFetched`].
    FetchWork {
        /// Comes back with the answer.
        tag: Tag,
        /// The window that asks.
        window: u32,
        /// The question.
        query: WorkQuery,
    },
    /// Fetch a case; answered by [`crate::Event::CaseFetched`].
    FetchCase {
        /// Which.
        case: CaseId,
        /// Language of texts.
        lang: Language,
    },
    /// Fetch the short view of a case; answered by [`crate::Event::PreviewFetched`].
    FetchPreview {
        /// Which.
        case: CaseId,
        /// Language of texts.
        lang: Language,
    },
    /// Fetch to whom a case can go; answered by [`crate::Event::TargetsFetched`].
    FetchTargets {
        /// Which.
        case: CaseId,
        /// Language of names.
        lang: Language,
    },
    /// Send a change of a case; answered by [`crate::Event::Sent`]. Never aborted.
    Send {
        /// Which case.
        case: CaseId,
        /// The change.
        request: CommandRequest,
    },
    /// Keep what was typed; answered by [`crate::Event::DraftKept`]. Never aborted, and kept in order per case.
    KeepDraft {
        /// For which case.
        case: CaseId,
        /// Reply or note.
        kind: DraftKind,
        /// The text so far.
        text: Words,
    },
    /// What was typed is not needed any more; answered by [`crate::Event::DraftKept`] with an empty text.
    DropDraft {
        /// For which case.
        case: CaseId,
        /// Reply or note.
        kind: DraftKind,
    },
    /// Fetch what may be filled in with a resident; answered by [`crate::Event::OffersFetched`].
    FetchOffers {
        /// Language of titles.
        lang: Language,
    },
    /// Ask where the half-filled form stands; answered by [`crate::Event::Stepped`].
    AskStep {
        /// The assessment.
        assessment: String,
        /// Comes back with the answer.
        turn: u64,
        /// The answers so far.
        given: EntryAnswers,
    },
    /// Send a filled form; answered by [`crate::Event::Entered`]. Never aborted.
    Enter {
        /// The assessment.
        assessment: String,
        /// The form.
        request: EntryRequest,
    },
    /// Start live notices: from now on [`crate::Event::Notice`], [`crate::Event::ConnectionLost`] and
    /// [`crate::Event::ConnectionBack`] come through the stream of notices. Asked again after a new sign-in: then what
    /// runs is replaced. Not answered.
    Listen,
    /// Copy to the terminal's clipboard. The driver does it (OSC 52).
    CopyText(Words),
    /// Ring the terminal's bell. The driver does it.
    Ring,
    /// Stop a fetch that nobody needs any more. The driver does it.
    Cancel(Subject),
    /// Leave. The driver does it.
    Quit,
}

impl Effect {
    /// The subject, for fetches. Writes have none: they are never aborted.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Self::FetchService => Some(Subject::Service),
            Self::FetchSession { .. } => Some(Subject::Session),
            Self::FetchQueues { .. } => Some(Subject::Queues),
            Self::FetchWork { window, .. } => Some(Subject::Work(*window)),
            Self::FetchCase { case, .. } => Some(Subject::Case(*case)),
            Self::FetchPreview { .. } => Some(Subject::Preview),
            Self::FetchTargets { .. } => Some(Subject::Targets),
            Self::FetchOffers { .. } => Some(Subject::Offers),
            Self::AskStep { .. } => Some(Subject::Step),
            _ => None,
        }
    }
}
