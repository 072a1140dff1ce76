//! What can be asked.

use domain::{
    CaseId, EventSeq, Language, Localised, QueueId, ResidentId, UnitId, UrgencyClass, UseEntry, UserId, Words, WorkState,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One row of the work list, with everything that the list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// The case.
    pub case: CaseId,
    /// Its number: dense from 1 in order of arrival in the log.
    pub no: i64,
    /// Its version.
    pub version: u32,
    /// The resident.
    pub resident: ResidentId,
    /// The resident's name.
    pub name: Words,
    /// The resident's day of birth.
    pub birth: Date,
    /// The class that holds now.
    pub urgency: UrgencyClass,
    /// The class that the engine gave.
    pub original: UrgencyClass,
    /// A service assessment.
    pub service: bool,
    /// When it was sent.
    pub arrived: Timestamp,
    /// When its limit ends.
    pub due: Option<Timestamp>,
    /// The assessment's title.
    pub title: Localised,
    /// Somebody acts for the resident.
    pub on_behalf: bool,
    /// Its unit.
    pub unit: UnitId,
    /// Its queue.
    pub queue: QueueId,
    /// Its state.
    pub state: WorkState,
    /// The owner, with their name.
    pub owner: Option<(UserId, String)>,
    /// Things the resident did that the owner has not seen.
    pub unread: u16,
    /// Red-flag answers.
    pub red_flags: u8,
    /// Language of the case.
    pub language: Language,
    /// When it ended.
    pub ended: Option<Timestamp>,
}

/// Which rows, before paging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewQuery {
    /// Items of these queues in these states.
    Queues {
        /// The queues.
        queues: Vec<QueueId>,
        /// The states.
        states: Vec<WorkState>,
    },
    /// Items of this owner in these states, in these queues only.
    Owner {
        /// The owner.
        owner: UserId,
        /// The queues that the owner may see.
        queues: Vec<QueueId>,
        /// The states.
        states: Vec<WorkState>,
    },
}

/// Where a page starts. The text is what [`Page::cursor`] gave for a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// At the beginning.
    #[default]
    First,
    /// Behind this place.
    After(String),
    /// Before this place.
    Before(String),
    /// At this place, whether or not its row is still there.
    From(String),
    /// The last rows.
    Last,
}

/// A page of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageQuery {
    /// Which rows.
    pub view: ViewQuery,
    /// Where it starts.
    pub position: Position,
    /// At most so many rows.
    pub limit: u32,
}

/// Rows in the order urgency, then oldest, then name; ended cases newest end first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<ItemRow>,
    /// There are rows before the first.
    pub more_before: bool,
    /// There are rows behind the last.
    pub more_after: bool,
    /// How many rows the view has, from kept counters.
    pub total: u64,
    /// The page shows everything up to this event, and maybe newer ones.
    pub head: EventSeq,
}

impl Page {
    /// The place of a row in its view's order, for [`Position`]. Opaque to everybody else.
    #[must_use]
    pub fn cursor(row: &ItemRow) -> String {
        crate::sqlite::cursor_of(row)
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows, in the order of the work list.
    pub rows: Vec<ItemRow>,
    /// How many matched.
    pub total: u64,
    /// More matched than the search looks through.
    pub total_is_least: bool,
    /// It shows everything up to this event, and maybe newer ones.
    pub head: EventSeq,
}

/// How much stands in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The queue.
    pub queue: QueueId,
    /// Free items.
    pub free: u32,
    /// Free items of P0–P2.
    pub urgent: u32,
    /// Taken items, with those whose ending a professional proposed.
    pub taken: u32,
    /// Items waiting for the resident.
    pub unfinished: u32,
    /// Ended cases.
    pub closed: u32,
    /// The caller's own: taken or with a proposed ending.
    pub mine: u32,
    /// Of them, where the resident did something unseen.
    pub mine_unread: u32,
    /// Free and past their limit; counted up to 999.
    pub overdue: u32,
}

/// A line of the use log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseLine {
    /// Its number, dense from 1.
    pub no: i64,
    /// What was logged.
    pub entry: UseEntry,
}

/// What [`crate::Store::verify`] or [`crate::Store::rebuild`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Events read.
    pub events: u64,
    /// Lines of the use log read; none where it was left alone, as when the projections are made anew.
    pub uses: Option<u64>,
    /// One sentence for each thing that is wrong; empty when all holds. Never contains personal data.
    pub faults: Vec<String>,
    /// BLAKE3 over each projection's rows, by table: equal before and after a rebuild when all is well.
    pub digests: Vec<(String, String)>,
}
