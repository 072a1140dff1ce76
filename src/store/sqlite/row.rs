//! A row of the work list: made from a case, written to and read from its table.

use domain::{AssessmentKind, Case, CaseId, Language, ResidentId, UrgencyClass, Words, WorkState};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::error::{unreadable, while_doing};
use super::interned::{Interned, SharedInterned, Value};
use super::place;
use super::time::{nanos, timestamp};
use crate::{ItemRow, StoreError};

/// What a row is read from, in the order in which [`read`] takes it. All of it stands in the index of the pages.
pub(super) const COLUMNS: &str = "place, no, case_id, version, resident, name, birth, marks, arrived, due, title, unit, queue, state, \
                                  owner, owner_name, unread, ended";

/// States as numbers, in the order of [`WorkState`].
pub(super) fn state_number(state: WorkState) -> u8 {
    match state {
        WorkState::Free => 0,
        WorkState::Taken => 1,
        WorkState::Unfinished => 2,
        WorkState::EndProposed => 3,
        WorkState::Closed => 4,
    }
}

fn state_of(number: u8) -> Option<WorkState> {
    const STATES: [WorkState; 5] =
        [WorkState::Free, WorkState::Taken, WorkState::Unfinished, WorkState::EndProposed, WorkState::Closed];
    STATES.get(usize::from(number)).copied()
}

/// Small facts of a row in one number: `urgency 4 bits | class of the engine 4 | language 2 | service 1 | on behalf 1 |
/// red flags 8`, lowest first.
fn marks(row: &ItemRow) -> u32 {
    u32::from(row.urgency.rank())
        | u32::from(row.original.rank()) << 4
        | u32::from(language_number(row.language)) << 8
        | u32::from(row.service) << 10
        | u32::from(row.on_behalf) << 11
        | u32::from(row.red_flags) << 12
}

fn class_of(marks: u32, shift: u32) -> Option<UrgencyClass> {
    UrgencyClass::from_rank((marks >> shift & 15) as u8)
}

/// A language as a number.
pub(super) fn language_number(language: Language) -> u8 {
    match language {
        Language::Fi => 0,
        Language::Sv => 1,
        Language::En => 2,
    }
}

/// The language with this number.
pub(super) fn language_of(number: u8) -> Option<Language> {
    Language::ALL.get(usize::from(number)).copied()
}

/// What the list shows of a resident.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// Name.
    pub name: Words,
    /// Day of birth.
    pub birth: Date,
}

/// The row that stands for a case.
pub(super) fn of_case(case: &Case, no: i64, person: &Person) -> ItemRow {
    ItemRow {
        case: case.id,
        no,
        version: case.version,
        resident: case.resident,
        name: person.name.clone(),
        birth: person.birth,
        urgency: case.urgency,
        original: case.original_urgency,
        service: case.assessment.kind == AssessmentKind::Service,
        arrived: case.arrived,
        due: case.due,
        title: case.assessment.title.clone(),
        on_behalf: case.on_behalf.is_some(),
        unit: case.place.unit.clone(),
        queue: case.place.queue.clone(),
        state: case.state,
        owner: case.owner.clone(),
        unread: case.unread,
        red_flags: case.judgement.red_flags,
        language: case.language,
        ended: case.ended_at,
    }
}

/// What the counters count of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// Its queue, as a repeated value.
    pub queue: i64,
    /// Its state.
    pub state: u8,
    /// P0–P2.
    pub urgent: bool,
    /// Its owner, as a repeated value.
    pub owner: Option<i64>,
    /// The resident did something unseen.
    pub unread: bool,
}

/// Writes a row, new or in the place of an older one. Returns what it counts as.
pub(super) fn write(connection: &Connection, interned: &SharedInterned, row: &ItemRow, is_new: bool) -> rusqlite::Result<Tally> {
    let number = |value: Value| interned.number(connection, value);
    let unit = number(Value::Unit(row.unit.clone()))?;
    let queue = number(Value::Queue(row.queue.clone()))?;
    let owner = row.owner.as_ref().map(|(user, _)| number(Value::User(*user))).transpose()?;
    let owner_name = row.owner.as_ref().map(|(_, name)| number(Value::UserName(name.clone()))).transpose()?;
    let state = state_number(row.state);
    let (name, birth, marks, place) = (row.name.as_str(), date_number(row.birth), marks(row), place::of(row));
    let (due, ended) = (row.due.map(nanos), row.ended.map(nanos));
    if is_new {
        let title = number(Value::Title(row.title.clone()))?;
        let sql = "INSERT INTO work_item (no, version, name, birth, marks, due, unit, queue, state, owner, owner_name, unread, ended, \
                   place, case_id, resident, arrived, title) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
        connection.prepare_cached(sql)?.execute(params![
            row.no,
            row.version,
            name,
            birth,
            marks,
            due,
            unit,
            queue,
            state,
            owner,
            owner_name,
            row.unread,
            ended,
            place,
            row.case.0.as_bytes(),
            row.resident.0.as_bytes(),
            nanos(row.arrived),
            title
        ])?;
    } else {
        let sql = "UPDATE work_item SET version = ?2, name = ?3, birth = ?4, marks = ?5, due = ?6, unit = ?7, queue = ?8, state = ?9, \
                   owner = ?10, owner_name = ?11, unread = ?12, ended = ?13, place = ?14 WHERE no = ?1";
        connection.prepare_cached(sql)?.execute(params![
            row.no,
            row.version,
            name,
            birth,
            marks,
            due,
            unit,
            queue,
            state,
            owner,
            owner_name,
            row.unread,
            ended,
            place
        ])?;
    }
    Ok(Tally { queue, state, urgent: is_urgent(row.urgency.rank()), owner, unread: row.unread > 0 })
}

fn is_urgent(rank: u8) -> bool {
    rank <= UrgencyClass::P2.rank()
}

/// What the row of a case counts as, if it has one.
pub(super) fn tally(connection: &Connection, no: i64) -> rusqlite::Result<Option<Tally>> {
    let sql = "SELECT queue, state, marks & 15, owner, unread FROM work_item WHERE no = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        let unread = row.get::<_, i64>(4)? > 0;
        Ok(Tally { queue: row.get(0)?, state: row.get(1)?, urgent: is_urgent(row.get(2)?), owner: row.get(3)?, unread })
    };
    statement.query_row([no], read).optional()
}

/// The case with this number.
pub(super) fn case_of(connection: &Connection, no: i64) -> rusqlite::Result<Option<CaseId>> {
    let mut statement = connection.prepare_cached("SELECT case_id FROM work_item WHERE no = ?1")?;
    let id = statement.query_row([no], |row| row.get(0)).optional()?;
    Ok(id.map(|id| CaseId(Uuid::from_bytes(id))))
}

fn date_number(date: Date) -> i32 {
    i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day())
}

fn date_of(number: i32) -> Option<Date> {
    let part = |n: i32| i8::try_from(n % 100).ok();
    Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()
}

/// Reads a row of [`COLUMNS`].
pub(super) fn read(row: &Row<'_>, interned: &Interned) -> Result<ItemRow, StoreError> {
    let doing = while_doing("reading the work list");
    let no: i64 = row.get(1).map_err(&doing)?;
    read_known(row, interned, no).map_err(&doing)?.ok_or_else(|| unreadable(format!("row {no} of the work list")))
}

/// `None` when a number stands for nothing.
fn read_known(row: &Row<'_>, interned: &Interned, no: i64) -> rusqlite::Result<Option<ItemRow>> {
    let marks: u32 = row.get(7)?;
    let owner = match row.get::<_, Option<i64>>(14)? {
        None => None,
        Some(owner) => match (interned.value(owner), interned.value(row.get(15)?)) {
            (Some(Value::User(user)), Some(Value::UserName(name))) => Some((*user, name.clone())),
            _ => return Ok(None),
        },
    };
    let (title, unit, queue) = (interned.value(row.get(10)?), interned.value(row.get(11)?), interned.value(row.get(12)?));
    let (Some(Value::Title(title)), Some(Value::Unit(unit)), Some(Value::Queue(queue))) = (title, unit, queue) else {
        return Ok(None);
    };
    let (Some(urgency), Some(original)) = (class_of(marks, 0), class_of(marks, 4)) else { return Ok(None) };
    let language = language_of((marks >> 8 & 3) as u8);
    let (Some(birth), Some(state), Some(language)) = (date_of(row.get(6)?), state_of(row.get(13)?), language) else {
        return Ok(None);
    };
    Ok(Some(ItemRow {
        case: CaseId(Uuid::from_bytes(row.get(2)?)),
        no,
        version: row.get(3)?,
        resident: ResidentId(Uuid::from_bytes(row.get(4)?)),
        name: Words::new(row.get::<_, String>(5)?),
        birth,
        urgency,
        original,
        service: marks & 1 << 10 != 0,
        arrived: timestamp(row.get(8)?),
        due: row.get::<_, Option<i64>>(9)?.map(timestamp),
        title: title.clone(),
        on_behalf: marks & 1 << 11 != 0,
        unit: unit.clone(),
        queue: queue.clone(),
        state,
        owner,
        unread: row.get(16)?,
        red_flags: (marks >> 12 & 255) as u8,
        language,
        ended: row.get::<_, Option<i64>>(17)?.map(timestamp),
    }))
}
