//! A professional has filled in an assessment with a resident: taken in like any other, under the professional's name.

use api::EntryRequest;
use domain::{Actor, Deed, EnteredBy, IdentityCode};
use jiff::Timestamp;

use super::receive::{Incoming, IntakeError, IntakeProblem, Received};
use super::same_command;
use crate::app::App;

impl App {
    /// Takes in a filled form at `at`, for the unit of the professional's grant. The same form sent again gives the case of
    /// the first.
    ///
    /// # Errors
    /// [`IntakeError`]; nothing has been stored then.
    pub(crate) async fn enter_in_session(
        &self,
        actor: &Actor,
        session: Option<String>,
        pack: String,
        request: EntryRequest,
        at: Timestamp,
    ) -> Result<Received, IntakeError> {
        actor.may(Deed::Enter).map_err(IntakeError::NotAllowed)?;
        // The sender's id alone would let anybody ask what became of another's form.
        let content = serde_json::to_string(&(&pack, &request)).unwrap_or_default();
        let command = same_command(actor.user, &request.id.to_string(), &content);
        let EntryRequest { id: _, version, identity_code, name, phone, resident_language, on_behalf, answers } = request;
        let identity_code = IdentityCode::parse(identity_code.as_str().trim()).map_err(|_| IntakeProblem::NotACode)?;
        let incoming = Incoming {
            identity_code,
            name,
            language: resident_language,
            municipality: None,
            phone,
            protected: false,
            pack,
            version,
            answers,
            on_behalf,
            unit: actor.grant.unit.clone(),
        };
        let entered_by = EnteredBy { user: actor.user, name: actor.name.clone() };
        self.take_in(actor, session, incoming, Some(entered_by), at, command).await
    }
}
