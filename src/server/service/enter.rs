//! A professional has filled in an assessment with a resident: taken in like any other, under the professional's name.

use api::EntryRequest;
use domain::{Actor, Deed, EnteredBy, IdentityCode, Words};
use jiff::Timestamp;

use super::receive::{Incoming, IntakeError, IntakeProblem, LONGEST_NAME, Received};
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
        let name = short("name", name)?.filter(|name| !name.is_blank());
        let phone = short("phone", phone)?.filter(|phone| !phone.is_blank());
        // Blank says that somebody else answered, only not who.
        let on_behalf = short("on-behalf", on_behalf)?;
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

/// What a person is called or called by, without the spaces round it.
fn short(what: &'static str, text: Option<Words>) -> Result<Option<Words>, IntakeProblem> {
    let Some(text) = text.map(|text| Words::new(text.as_str().trim())) else { return Ok(None) };
    if text.as_str().chars().nth(LONGEST_NAME).is_some() {
        return Err(IntakeProblem::TooLong { what, most: LONGEST_NAME });
    }
    Ok(Some(text))
}
