//! The contract between server and workstation: types and paths, compiled by both sides. No behaviour.

mod case;
mod entry;
mod problem;
mod session;
mod work;

pub use case::{
    AnswerLine, AssessmentView, CaseView, ChangeLine, CommandAccepted, CommandRequest, Draft, DraftText, EarlierCase,
    FindingLine, ObservationView, OutcomeView, OwnWords, Preview, ResidentAct, ResidentView, RuleLine, ScoreLine, Snippet,
    StatutoryView, TimelineLine, TransferTargets, UserRef,
};
pub use entry::{
    AnswerFault, EntryAccepted, EntryAnswers, EntryInput, EntryOffer, EntryOffers, EntryOption, EntryOutcome, EntryQuestion,
    EntryRequest, EntryStep, FaultCode, Suggestion, SuggestionSource,
};
pub use problem::{Problem, ProblemCode};
pub use session::{ChooseGrant, Environment, GrantView, ServiceView, SessionView, SignIn, SignedIn};
pub use work::{Cursor, QueueCount, QueueView, UseLogLine, UseLogPage, View, WorkPage, WorkQuery, WorkRow};

/// Paths, each written once. Those with `{id}` are the router's patterns; the functions fill them.
pub mod paths {
    use domain::{CaseId, DraftKind};

    /// Sign in: `POST`.
    pub const SESSIONS: &str = "/api/v1/sessions";
    /// The session of the token: `GET`, `DELETE` signs out.
    pub const SESSION: &str = "/api/v1/sessions/current";
    /// Choose role and unit: `PUT`.
    pub const SESSION_GRANT: &str = "/api/v1/sessions/current/grant";
    /// Queues with counts: `GET`.
    pub const QUEUES: &str = "/api/v1/queues";
    /// A page of the work list, or of a search: `GET`.
    pub const WORK: &str = "/api/v1/work";
    /// A case: `GET`.
    pub const CASE: &str = "/api/v1/cases/{id}";
    /// The short view beside the list: `GET`.
    pub const CASE_PREVIEW: &str = "/api/v1/cases/{id}/preview";
    /// A change of a case: `POST`.
    pub const CASE_COMMANDS: &str = "/api/v1/cases/{id}/commands";
    /// An unsent reply or note: `PUT`, `DELETE`. It is read with the case.
    pub const CASE_DRAFT: &str = "/api/v1/cases/{id}/drafts/{kind}";
    /// To whom a case can go: `GET`.
    pub const CASE_TARGETS: &str = "/api/v1/cases/{id}/transfer-targets";
    /// What a resident did, brought in by their channel: `POST`.
    pub const RESIDENT_ACTS: &str = "/api/v1/resident/cases/{id}/acts";
    /// What may be filled in with a resident: `GET`.
    pub const ASSESSMENTS: &str = "/api/v1/assessments";
    /// Where a half-filled form stands: `POST`.
    pub const ENTRY_STEPS: &str = "/api/v1/assessments/{assessment}/steps";
    /// A filled form: `POST`.
    pub const ENTRIES: &str = "/api/v1/assessments/{assessment}/entries";
    /// Live notices: server-sent events of type `more` whose data is the newest sequence number.
    pub const NOTICES: &str = "/api/v1/notices";
    /// The use log, for administrators: `GET`.
    pub const USE_LOG: &str = "/api/v1/use-log";
    /// The OpenAPI document.
    pub const OPENAPI: &str = "/api/v1/openapi.json";
    /// What this server is, for whoever is about to sign in: `GET`.
    pub const SERVICE: &str = "/api/v1/service";
    /// Alive: `GET`.
    pub const HEALTH: &str = "/health";
    /// Able to serve: `GET`; 503 until storage and content are open.
    pub const READY: &str = "/ready";
    /// FHIR intake: `POST`.
    pub const FHIR_RESPONSE: &str = "/fhir/R4/QuestionnaireResponse";

    /// A pattern with this assessment in it. Ids of assessments need no escaping: lower-case letters, digits and hyphens.
    #[must_use]
    pub fn with_assessment(pattern: &str, id: &str) -> String {
        pattern.replace("{assessment}", id)
    }

    /// The unsent text of this kind in this case.
    #[must_use]
    pub fn draft(id: CaseId, kind: DraftKind) -> String {
        with_case(CASE_DRAFT, id).replace("{kind}", &kind.to_string())
    }

    /// A pattern with this case in it.
    #[must_use]
    pub fn with_case(pattern: &str, id: CaseId) -> String {
        pattern.replace("{id}", &id.to_string())
    }
}
