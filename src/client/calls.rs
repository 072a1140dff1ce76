//! The calls of the API, one function each, in the order of [`api::paths`].

use api::{
    CaseView, ChooseGrant, CommandAccepted, CommandRequest, DraftText, EntryAccepted, EntryAnswers, EntryOffers, EntryRequest,
    EntryStep, Preview, QueueCount, ResidentAct, ServiceView, SessionView, SignIn, SignedIn, TransferTargets, UseLogPage,
    WorkPage, WorkQuery, paths,
};
use domain::{CaseId, DraftKind, Language};
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value;
use uuid::Uuid;

use crate::{Client, ClientError};

/// What the FHIR interface answered, whatever it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Submitted {
    /// HTTP status: 201 for a new case, 200 for a repeated send, 4xx with an `OperationOutcome`.
    pub status: u16,
    /// Where the stored response is.
    pub location: Option<String>,
    /// The body.
    pub body: Value,
}

impl Submitted {
    /// True when the response is stored.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// # Errors
/// Every call fails with [`ClientError`].
impl Client {
    /// What the server is. Needs no session.
    pub async fn service(&self) -> Result<ServiceView, ClientError> {
        self.ask(self.request(Method::GET, paths::SERVICE)).await
    }

    /// Signs in. Use the answer's token with [`Client::with_token`].
    pub async fn sign_in(&self, sign_in: &SignIn, lang: Language) -> Result<SignedIn, ClientError> {
        self.ask(self.in_language(Method::POST, paths::SESSIONS, lang).json(sign_in)).await
    }

    /// The session of this token.
    pub async fn session(&self, lang: Language) -> Result<SessionView, ClientError> {
        self.ask(self.in_language(Method::GET, paths::SESSION, lang)).await
    }

    /// Chooses role and unit.
    pub async fn choose_grant(&self, choice: &ChooseGrant, lang: Language) -> Result<SessionView, ClientError> {
        self.ask(self.in_language(Method::PUT, paths::SESSION_GRANT, lang).json(choice)).await
    }

    /// Ends the session.
    pub async fn sign_out(&self) -> Result<(), ClientError> {
        self.tell(self.request(Method::DELETE, paths::SESSION)).await
    }

    /// The session's queues with their counts.
    pub async fn queues(&self, lang: Language) -> Result<Vec<QueueCount>, ClientError> {
        self.ask(self.in_language(Method::GET, paths::QUEUES, lang)).await
    }

    /// A page of the work list, or of a search.
    pub async fn work(&self, query: &WorkQuery) -> Result<WorkPage, ClientError> {
        self.ask(self.request(Method::GET, paths::WORK).query(query)).await
    }

    /// A case, whole.
    pub async fn case(&self, id: CaseId, lang: Language) -> Result<CaseView, ClientError> {
        self.ask(self.in_language(Method::GET, &paths::with_case(paths::CASE, id), lang)).await
    }

    /// The short view beside the list.
    pub async fn preview(&self, id: CaseId, lang: Language) -> Result<Preview, ClientError> {
        self.ask(self.in_language(Method::GET, &paths::with_case(paths::CASE_PREVIEW, id), lang)).await
    }

    /// What may be filled in with a resident.
    pub async fn offers(&self, lang: Language) -> Result<EntryOffers, ClientError> {
        self.ask(self.in_language(Method::GET, paths::ASSESSMENTS, lang)).await
    }

    /// Where a half-filled form stands.
    pub async fn step(&self, assessment: &str, given: &EntryAnswers) -> Result<EntryStep, ClientError> {
        self.ask(self.request(Method::POST, &paths::with_assessment(paths::ENTRY_STEPS, assessment)).json(given)).await
    }

    /// Sends a filled form.
    pub async fn enter(&self, assessment: &str, request: &EntryRequest) -> Result<EntryAccepted, ClientError> {
        self.ask(self.request(Method::POST, &paths::with_assessment(paths::ENTRIES, assessment)).json(request)).await
    }

    /// To whom a case can go.
    pub async fn targets(&self, id: CaseId, lang: Language) -> Result<TransferTargets, ClientError> {
        self.ask(self.in_language(Method::GET, &paths::with_case(paths::CASE_TARGETS, id), lang)).await
    }

    /// Changes a case. Repeat after [`ClientError::is_retryable`] with the same request: it is made once.
    pub async fn command(&self, id: CaseId, request: &CommandRequest) -> Result<CommandAccepted, ClientError> {
        self.ask(self.request(Method::POST, &paths::with_case(paths::CASE_COMMANDS, id)).json(request)).await
    }

    /// Keeps what was typed and not sent.
    pub async fn keep_draft(&self, id: CaseId, kind: DraftKind, draft: &DraftText) -> Result<(), ClientError> {
        self.tell(self.request(Method::PUT, &paths::draft(id, kind)).json(draft)).await
    }

    /// Forgets it.
    pub async fn drop_draft(&self, id: CaseId, kind: DraftKind) -> Result<(), ClientError> {
        self.tell(self.request(Method::DELETE, &paths::draft(id, kind))).await
    }

    /// Brings in what a resident did.
    pub async fn resident_act(&self, id: CaseId, act: &ResidentAct) -> Result<CommandAccepted, ClientError> {
        self.ask(self.request(Method::POST, &paths::with_case(paths::RESIDENT_ACTS, id)).json(act)).await
    }

    /// Sends a FHIR R4 `QuestionnaireResponse`. With `idempotency`, or an `identifier` in the response, it may be repeated.
    /// A refusal is an answer too, see [`Submitted::status`].
    pub async fn submit(&self, fhir: Vec<u8>, idempotency: Option<Uuid>) -> Result<Submitted, ClientError> {
        let mut request =
            self.request(Method::POST, paths::FHIR_RESPONSE).header(CONTENT_TYPE, "application/fhir+json").body(fhir);
        if let Some(key) = idempotency {
            request = request.header("idempotency-key", key.to_string());
        }
        let response = self.answer(request).await?;
        let status = response.status().as_u16();
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = response.bytes().await.map_err(ClientError::from_transport)?;
        let body = serde_json::from_slice(&body).map_err(|_| ClientError::Unreadable { status })?;
        Ok(Submitted { status, location, body })
    }

    /// Lines of the use log, newest first, older than `before`. For administrators.
    pub async fn use_log(&self, before: Option<i64>) -> Result<UseLogPage, ClientError> {
        let request = self.request(Method::GET, paths::USE_LOG);
        self.ask(if let Some(before) = before { request.query(&[("before", before)]) } else { request }).await
    }

    /// Succeeds when the server is alive.
    pub async fn health(&self) -> Result<(), ClientError> {
        self.tell(self.request(Method::GET, paths::HEALTH)).await
    }

    /// Succeeds when the server can serve: storage and content are open.
    pub async fn ready(&self) -> Result<(), ClientError> {
        self.tell(self.request(Method::GET, paths::READY)).await
    }

    fn in_language(&self, method: Method, path: &str, lang: Language) -> reqwest::RequestBuilder {
        self.request(method, path).query(&[("lang", lang)])
    }
}
