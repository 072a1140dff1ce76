//! The gate to the numbers in a resident's record. A number goes where the case goes that brought it: who may not read the case
//! does not see the number either.

use domain::{Deed, IdentityCode, Observed, ResidentId, UseAction, UseEntry, newest};
use store::ItemRow;

use super::Caller;
use crate::live::Look;
use crate::problem::Failure;

/// How old a number may be to be shown with a case.
const SHOWN_DAYS: u32 = 365;

impl Caller {
    /// Numbers from these cases of a resident, which the caller may read, no older than a year and one of each kind.
    pub(super) async fn recent_observations(&self, resident: ResidentId, cases: &[ItemRow]) -> Result<Vec<Observed>, Failure> {
        let mut observed = self.observations_from(resident, cases).await?;
        observed.retain(|one| one.is_recent(SHOWN_DAYS, self.now));
        Ok(observed)
    }

    /// The newest of each kind that the record of the resident with this identity code offers the caller, for the next
    /// questions to them. Nothing for somebody who is not known. The use log knows of it, once in a session.
    pub(super) async fn record_of(&self, code: &IdentityCode) -> Result<Vec<Observed>, Failure> {
        let store = self.app.store();
        let Some(resident) = store.resident_by_code(code).await? else { return Ok(Vec::new()) };
        let mut cases = store.cases_of(resident.id).await?;
        cases.retain(|row| self.actor.may(Deed::ReadQueue(&row.queue)).is_ok());
        let look = Look::Record(resident.id);
        if self.live.is_new(look, self.now) {
            let entry = self.entry(UseAction::ReadRecord, "observations");
            self.log(UseEntry { resident: Some(resident.id), ..entry }).await?;
            self.live.logged([look], self.now);
        }
        self.observations_from(resident.id, &cases).await
    }

    async fn observations_from(&self, resident: ResidentId, cases: &[ItemRow]) -> Result<Vec<Observed>, Failure> {
        if cases.is_empty() {
            return Ok(Vec::new());
        }
        let mut observed = self.app.store().observations(resident).await?;
        observed.retain(|one| cases.iter().any(|row| row.case == one.source.case));
        Ok(newest(observed))
    }
}
