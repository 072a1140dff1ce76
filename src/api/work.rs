//! The work list: queues, pages of rows, the use log.

use domain::{CaseId, Language, QueueId, Role, UnitId, UrgencyClass, UseAction, UserId, WorkState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A queue that the session opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QueueView {
    /// Its id.
    #[schema(value_type = String)]
    pub id: QueueId,
    /// Its name in the language asked for.
    pub name: String,
    /// Its unit.
    #[schema(value_type = String)]
    pub unit: UnitId,
    /// The unit's name in the language asked for.
    pub unit_name: String,
}

/// How much stands in a queue. Counters are kept, never counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QueueCount {
    /// The queue.
    #[schema(value_type = String)]
    pub queue: QueueId,
    /// Free items.
    pub free: u32,
    /// Of them, P0–P2.
    pub urgent: u32,
    /// Items that somebody has taken.
    pub taken: u32,
    /// Items that wait for the resident.
    pub unfinished: u32,
    /// The caller's own items in it: taken.
    pub mine: u32,
    /// Of the caller's own, those where the resident did something.
    pub mine_unread: u32,
    /// Free and past their limit; counted up to 999.
    pub overdue: u32,
}

/// Which items are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// Free items of the queues.
    #[default]
    Free,
    /// The caller's own items, taken and with a proposed ending, of all their queues.
    Mine,
    /// All open items of the queues, whoever has them; not those that wait for the resident.
    Open,
    /// The caller's own items that wait for the resident.
    Unfinished,
    /// Ended cases of the queues.
    Ended,
}

/// Place of a row in a view's order: opaque, but stable while rows come and go around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// `GET /api/v1/work`. At most one of `after`, `before`, `from` is given; none means the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WorkQuery {
    /// Which items.
    #[serde(default)]
    pub view: View,
    /// One queue; absent: all that the session opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>)]
    pub queue: Option<QueueId>,
    /// Words of a name, an identity code, or words of the text: searches in items of any state instead of showing a view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Rows behind this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>)]
    pub after: Option<Cursor>,
    /// Rows before this one, still in the view's order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>)]
    pub before: Option<Cursor>,
    /// This row's place and what follows, whether or not the row is still there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>)]
    pub from: Option<Cursor>,
    /// The last rows of the view.
    #[serde(default)]
    pub last: bool,
    /// At most so many rows: 1–1000.
    pub limit: u16,
    /// Language of titles and names.
    #[param(value_type = String)]
    pub lang: Language,
}

/// One row of the work list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkRow {
    /// The case.
    #[schema(value_type = String)]
    pub case: CaseId,
    /// Its number, for people to say aloud: small, never reused.
    pub no: i64,
    /// Its version: changes when anything about the case does.
    pub version: u32,
    /// Its place in the order.
    pub cursor: Cursor,
    /// The class that holds now.
    #[schema(value_type = String)]
    pub urgency: UrgencyClass,
    /// The class that the engine gave.
    #[schema(value_type = String)]
    pub original: UrgencyClass,
    /// A service assessment: its rank is shown as S0–S8, since the classes P0–P8 are not used for it.
    pub service: bool,
    /// When it was sent.
    #[schema(value_type = String)]
    pub arrived: Timestamp,
    /// When its limit ends.
    #[schema(value_type = Option<String>)]
    pub due: Option<Timestamp>,
    /// The assessment's title.
    pub title: String,
    /// The resident's name, as given; make it safe before showing.
    pub name: String,
    /// The resident's age in years.
    pub age: u8,
    /// Somebody acts for the resident.
    pub on_behalf: bool,
    /// The unit's name.
    pub unit: String,
    /// The queue.
    #[schema(value_type = String)]
    pub queue: QueueId,
    /// State of the item.
    #[schema(value_type = String)]
    pub state: WorkState,
    /// The owner's name.
    pub owner: Option<String>,
    /// The item is the caller's own.
    pub mine: bool,
    /// Things the resident did that the owner has not seen.
    pub unread: u16,
    /// Red-flag answers.
    pub red_flags: u8,
    /// Language of the case.
    #[schema(value_type = String)]
    pub language: Language,
}

/// A page of the work list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkPage {
    /// The rows, in the view's order: urgency, then oldest, then name.
    pub rows: Vec<WorkRow>,
    /// There are rows before the first.
    pub more_before: bool,
    /// There are rows behind the last.
    pub more_after: bool,
    /// How many rows the view has; for a search, how many were found.
    pub total: u64,
    /// True when a search found more than it looks through: the total is then a lower bound.
    pub total_is_least: bool,
    /// The log's newest sequence number that this page shows.
    pub head: i64,
}

/// A line of the use log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UseLogLine {
    /// Its number, dense from 1.
    pub no: i64,
    /// When.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// Who.
    #[schema(value_type = Option<String>)]
    pub user: Option<UserId>,
    /// Their name.
    pub user_name: Option<String>,
    /// In which part.
    #[schema(value_type = Option<String>)]
    pub role: Option<Role>,
    /// For which unit.
    #[schema(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    /// What.
    #[schema(value_type = String)]
    pub action: UseAction,
    /// Which case.
    #[schema(value_type = Option<String>)]
    pub case: Option<CaseId>,
    /// More about it.
    pub detail: String,
}

/// A page of the use log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UseLogPage {
    /// The lines.
    pub lines: Vec<UseLogLine>,
    /// Ask with `before` = this for older ones.
    pub next: Option<i64>,
}
