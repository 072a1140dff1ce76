//! The gate to single cases.

use domain::{Case, CaseId, Deed, DraftKind, Observed, QueueId, Resident, UseAction, UseEntry, UserId, Words};
use store::{ItemRow, KeptDraft};

use super::{Caller, use_entry};
use crate::live::Look;
use crate::problem::Failure;

/// A case that its reader may see, whole. The use log knows of it.
pub(crate) struct CaseRead {
    case: Case,
    row: ItemRow,
    resident: Resident,
    earlier: Vec<ItemRow>,
    hidden: u32,
    observations: Vec<Observed>,
    drafts: Vec<KeptDraft>,
}

impl CaseRead {
    /// The case.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The row that stands for it.
    pub fn row(&self) -> &ItemRow {
        &self.row
    }

    /// Whose it is.
    pub fn resident(&self) -> &Resident {
        &self.resident
    }

    /// The resident's other cases that the reader may see, newest first.
    pub fn earlier(&self) -> &[ItemRow] {
        &self.earlier
    }

    /// How many more there are.
    pub fn hidden(&self) -> u32 {
        self.hidden
    }

    /// Recent numbers about the resident from cases that the reader may see, one of each kind.
    pub fn observations(&self) -> &[Observed] {
        &self.observations
    }

    /// What the reader has typed and not sent.
    pub fn drafts(&self) -> &[KeptDraft] {
        &self.drafts
    }
}

/// As much of a case as the short view shows. The use log knows of it.
pub(crate) struct Glanced {
    case: Case,
    row: ItemRow,
}

impl Glanced {
    /// The case.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The row that stands for it.
    pub fn row(&self) -> &ItemRow {
        &self.row
    }
}

/// A case in the caller's queues, of which nothing is shown but that it is there.
pub(crate) struct Reachable {
    row: ItemRow,
}

impl Reachable {
    /// The queue it stands in.
    pub fn queue(&self) -> &QueueId {
        &self.row.queue
    }

    /// Who has it.
    pub fn owner(&self) -> Option<UserId> {
        self.row.owner.as_ref().map(|(user, _)| *user)
    }
}

impl Caller {
    /// Finds a case that stands in one of the caller's queues.
    pub async fn reach(&self, id: CaseId, detail: &str) -> Result<Reachable, Failure> {
        self.must_be_professional(Some(id), detail).await?;
        let row = self.app.store().item(id).await?.ok_or(Failure::NotFound)?;
        match self.actor.may(Deed::ReadQueue(&row.queue)) {
            Ok(()) => Ok(Reachable { row }),
            Err(denied) => Err(self.denied(denied, Some(id), Some(row.resident), detail).await?),
        }
    }

    /// Reads a case whole.
    pub async fn read_case(&self, id: CaseId) -> Result<CaseRead, Failure> {
        let Reachable { row, .. } = self.reach(id, "case").await?;
        let store = self.app.store();
        let case = self.load(id, "case").await?;
        let resident = store.resident(case.resident).await?.ok_or_else(|| lost("the resident of a case"))?;
        let others: Vec<ItemRow> = store.cases_of(case.resident).await?.into_iter().filter(|other| other.case != id).collect();
        let all = others.len();
        let earlier: Vec<ItemRow> =
            others.into_iter().filter(|other| self.actor.may(Deed::ReadQueue(&other.queue)).is_ok()).collect();
        let hidden = u32::try_from(all - earlier.len()).unwrap_or(u32::MAX);
        let observations = self.recent_observations(case.resident, &earlier).await?;
        let drafts = store.drafts(self.actor.user, id).await?;
        let look = Look::Case(id, case.version);
        if self.live.is_new(look, self.now) {
            let shown = earlier.iter().map(|row| row.case).collect();
            self.log_look(&case, UseAction::ReadCase, shown).await?;
            self.live.logged([look], self.now);
        }
        Ok(CaseRead { case, row, resident, earlier, hidden, observations, drafts })
    }

    /// Reads what the short view beside the list shows.
    pub async fn glance(&self, id: CaseId) -> Result<Glanced, Failure> {
        let Reachable { row, .. } = self.reach(id, "preview").await?;
        let case = self.load(id, "preview").await?;
        let look = Look::Preview(id, case.version);
        if self.live.is_new(look, self.now) {
            self.log_look(&case, UseAction::Preview, Vec::new()).await?;
            self.live.logged([look], self.now);
        }
        Ok(Glanced { case, row })
    }

    /// Loads a case that was reachable a moment ago. It may have gone to another queue since.
    async fn load(&self, id: CaseId, detail: &str) -> Result<Case, Failure> {
        let case = self.app.store().case(id).await?.ok_or(Failure::NotFound)?;
        match self.actor.may(Deed::ReadQueue(&case.place.queue)) {
            Ok(()) => Ok(case),
            Err(denied) => Err(self.denied(denied, Some(id), Some(case.resident), detail).await?),
        }
    }

    async fn log_look(&self, case: &Case, action: UseAction, shown: Vec<CaseId>) -> Result<(), Failure> {
        let entry = UseEntry { case: Some(case.id), resident: Some(case.resident), shown, ..self.entry(action, "") };
        self.log(entry).await
    }

    /// Keeps the caller's unsent reply or note. The log tells of it once in a while, not at each key.
    pub async fn keep_draft(&self, id: CaseId, kind: DraftKind, text: Words) -> Result<(), Failure> {
        self.reach_for_draft(id).await?;
        Ok(self.app.store().keep_draft(self.actor.user, id, KeptDraft { kind, text, at: self.now }).await?)
    }

    /// Forgets the caller's unsent reply or note.
    pub async fn drop_draft(&self, id: CaseId, kind: DraftKind) -> Result<(), Failure> {
        self.reach_for_draft(id).await?;
        Ok(self.app.store().drop_draft(self.actor.user, id, kind).await?)
    }

    async fn reach_for_draft(&self, id: CaseId) -> Result<(), Failure> {
        let reached = self.reach(id, "draft").await?;
        let look = Look::Draft(id);
        if self.live.is_new(look, self.now) {
            let entry = use_entry(&self.actor, Some(self.session()), self.now, UseAction::ChangeCase, "draft".into());
            self.log(UseEntry { case: Some(id), resident: Some(reached.row.resident), ..entry }).await?;
            self.live.logged([look], self.now);
        }
        Ok(())
    }

    /// Changes a case.
    pub async fn change_case(&self, id: CaseId, request: api::CommandRequest) -> Result<api::CommandAccepted, Failure> {
        let name = request.command.name();
        self.reach(id, name).await?;
        Ok(self.app.command_in_session(&self.actor, Some(self.session()), id, request, self.now).await?)
    }
}

fn lost(what: &str) -> Failure {
    Failure::Internal { cause: format!("{what} is missing from the store") }
}
