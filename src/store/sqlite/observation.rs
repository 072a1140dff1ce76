//! Numbers about residents, each with its time and its source.

use domain::{CaseId, Observation, ObservationSource, Observed, ResidentId, UserId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::time::{nanos, timestamp};

/// Adds what became known together. The same number of the same case and moment is there once.
pub(super) fn write(
    connection: &Connection,
    resident: ResidentId,
    at: Timestamp,
    source: &ObservationSource,
    observations: &[Observation],
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO observation (resident, code, at, case_id, thousandths, unit, assessment, entered_by) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let mut statement = connection.prepare_cached(sql)?;
    for one in observations {
        statement.execute(params![
            resident.0.as_bytes(),
            one.code,
            nanos(at),
            source.case.0.as_bytes(),
            one.thousandths,
            one.unit,
            source.assessment,
            source.entered_by.as_ref().map(|user| user.0.as_bytes())
        ])?;
    }
    Ok(())
}

/// All that is known of a resident, by code and of each code the newest first.
pub(super) fn of(connection: &Connection, resident: ResidentId) -> rusqlite::Result<Vec<Observed>> {
    let sql = "SELECT code, at, case_id, thousandths, unit, assessment, entered_by FROM observation WHERE resident = ?1 \
               ORDER BY code, at DESC, case_id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([resident.0.as_bytes()], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Observed> {
    Ok(Observed {
        observation: Observation { code: row.get(0)?, thousandths: row.get(3)?, unit: row.get(4)? },
        at: timestamp(row.get(1)?),
        source: ObservationSource {
            case: CaseId(Uuid::from_bytes(row.get(2)?)),
            assessment: row.get(5)?,
            entered_by: row.get::<_, Option<[u8; 16]>>(6)?.map(|id| UserId(Uuid::from_bytes(id))),
        },
    })
}
