//! The gate for what is no work on a case: bringing matters in, as a channel or with a resident, and the use log.

use domain::{CaseCommand, CaseId, Deed, IdentityCode, Observed, Organisation, UseAction};
use jiff::Timestamp;
use store::UseLine;

use super::Caller;
use crate::problem::Failure;
use crate::service::{Incoming, IntakeError, Received};

/// A channel that may bring in what residents send.
pub(crate) struct BringsIn<'a> {
    caller: &'a Caller,
}

impl BringsIn<'_> {
    /// When the request came.
    pub fn now(&self) -> Timestamp {
        self.caller.now
    }

    /// Takes in an answered assessment.
    pub async fn receive(&self, incoming: Incoming, command: domain::CommandId) -> Result<Received, IntakeError> {
        let Caller { app, actor, now, .. } = self.caller;
        app.receive_in_session(actor, Some(self.caller.session()), incoming, *now, command).await
    }

    /// Takes in what a resident did in a case.
    pub async fn act(&self, case: CaseId, act: api::ResidentAct) -> Result<api::CommandAccepted, Failure> {
        let Caller { app, actor, now, .. } = self.caller;
        let request = api::CommandRequest { id: act.id, command: CaseCommand::Client { act: act.act } };
        Ok(app.command_in_session(actor, Some(self.caller.session()), case, request, *now).await?)
    }
}

/// A professional who may fill in assessments with residents.
pub(crate) struct Enters<'a> {
    caller: &'a Caller,
}

impl Enters<'_> {
    /// What the record of the resident with this identity code offers to questions.
    pub async fn record_of(&self, code: &IdentityCode) -> Result<Vec<Observed>, Failure> {
        self.caller.record_of(code).await
    }

    /// Takes in a filled form.
    pub async fn enter(&self, pack: String, request: api::EntryRequest) -> Result<Received, IntakeError> {
        let Caller { app, actor, now, .. } = self.caller;
        app.enter_in_session(actor, Some(self.caller.session()), pack, request, *now).await
    }
}

/// A page of the use log that its reader may see. The use log knows of it.
pub(crate) struct LogRead<'a> {
    lines: Vec<UseLine>,
    caller: &'a Caller,
}

impl LogRead<'_> {
    /// The lines, newest first.
    pub fn lines(&self) -> &[UseLine] {
        &self.lines
    }

    /// The organisation, for names.
    pub fn organisation(&self) -> &Organisation {
        &self.caller.organisation
    }
}

impl Caller {
    /// Opens the way in, for channels.
    pub async fn bring_in(&self, detail: &str) -> Result<BringsIn<'_>, Failure> {
        self.must(Deed::BringIn, detail).await?;
        Ok(BringsIn { caller: self })
    }

    /// Opens the way in for what a professional fills in with a resident.
    pub async fn enters(&self, detail: &str) -> Result<Enters<'_>, Failure> {
        self.must(Deed::Enter, detail).await?;
        Ok(Enters { caller: self })
    }

    /// Reads the use log, for administrators.
    pub async fn read_use_log(&self, before: Option<i64>, limit: u32) -> Result<LogRead<'_>, Failure> {
        self.must(Deed::Administer, "use log").await?;
        let detail = before.map_or_else(|| "newest".to_owned(), |before| format!("before {before}"));
        self.log(self.entry(UseAction::ReadUseLog, detail)).await?;
        let lines = self.app.store().use_log(before, limit).await?;
        Ok(LogRead { lines, caller: self })
    }
}
