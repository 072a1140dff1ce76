//! The order of the work list as bytes that compare like the rows do, and the cursors that name a place in it.
//!
//! `lead 1 | time 8 | name | 0 | number 8`: open items by urgency, then oldest, then name; behind them the ended cases,
//! newest end first. The number makes each place the only one of its kind.

use domain::{UrgencyClass, WorkState};
use jiff::Timestamp;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension, ToSql};

use super::error::while_doing;
use super::time::nanos;
use crate::{ItemRow, StoreError};

/// The lead of ended cases: behind every class.
const ENDED: u8 = 9;
/// Longer names are told apart by their first letters and then by number.
const LONGEST_NAME: usize = 64;

/// A place in the order: compares like the rows do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(Vec<u8>);

impl Place {
    /// Before every row.
    pub const FIRST: Self = Self(Vec::new());

    /// Behind every row: those begin with a small number.
    pub fn last() -> Self {
        Self(vec![0xFF])
    }
}

impl ToSql for Place {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

/// Where a row stands before its name decides: what a cursor keeps. The name itself stays out of cursors, since they
/// travel in addresses, which end up in other programs' logs.
fn lead_and_time(urgency: UrgencyClass, state: WorkState, arrived: Timestamp, ended: Option<Timestamp>) -> (u8, u64) {
    // Flipping the sign makes times before 1970 compare as bytes, too.
    let ascending = |at: Timestamp| nanos(at).cast_unsigned() ^ (1 << 63);
    match (state, ended) {
        (WorkState::Closed, ended) => (ENDED, !ascending(ended.unwrap_or(arrived))),
        _ => (urgency.rank(), ascending(arrived)),
    }
}

fn at(lead: u8, time: u64, name: &str, no: i64) -> Place {
    let mut place = Vec::with_capacity(1 + 8 + name.len() + 1 + 8);
    place.push(lead);
    place.extend_from_slice(&time.to_be_bytes());
    place.extend(name_key(name).take(LONGEST_NAME));
    place.push(0);
    place.extend_from_slice(&no.to_be_bytes());
    Place(place)
}

/// The place of a row.
pub(super) fn of(row: &ItemRow) -> Place {
    let (lead, time) = lead_and_time(row.urgency, row.state, row.arrived, row.ended);
    at(lead, time, row.name.as_str(), row.no)
}

/// A name in Finnish order: å, ä, ö behind z; other marks on letters do not count; never a zero byte.
fn name_key(name: &str) -> impl Iterator<Item = u8> + '_ {
    name.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        'a'..='z' => 0x20 + (letter as u32 as u8 - b'a'),
        'à' | 'á' | 'â' | 'ã' => 0x20,
        'ç' | 'č' | 'ć' => 0x22,
        'ð' | 'đ' => 0x23,
        'è' | 'é' | 'ê' | 'ë' => 0x24,
        'ì' | 'í' | 'î' | 'ï' => 0x28,
        'ñ' | 'ń' => 0x2D,
        'ò' | 'ó' | 'ô' => 0x2E,
        'š' | 'ś' => 0x32,
        'ù' | 'ú' | 'û' => 0x34,
        'ü' | 'ý' | 'ÿ' => 0x38,
        'ž' | 'ź' | 'ż' => 0x39,
        'å' => 0x3A,
        'ä' | 'æ' => 0x3B,
        'ö' | 'ø' | 'õ' => 0x3C,
        ' ' => 0x01,
        '-' => 0x02,
        '\'' | '’' => 0x03,
        '0'..='9' => 0x10 + (letter as u32 as u8 - b'0'),
        // Other alphabets stand behind ours.
        _ => 0xFF,
    })
}

/// The cursor of a row.
pub(super) fn cursor(row: &ItemRow) -> String {
    let (lead, time) = lead_and_time(row.urgency, row.state, row.arrived, row.ended);
    format!("{lead:x}{time:016x}{:x}", row.no)
}

/// The place that a cursor names, whether or not its row still stands there.
pub(super) fn of_cursor(connection: &Connection, cursor: &str) -> Result<Place, StoreError> {
    let (lead, time, no) = parse(cursor).ok_or(StoreError::BadCursor)?;
    let doing = while_doing("finding a place in the work list");
    let mut statement = connection.prepare_cached("SELECT name FROM work_item WHERE no = ?1").map_err(&doing)?;
    let name: Option<String> = statement.query_row([no], |row| row.get(0)).optional().map_err(&doing)?;
    Ok(at(lead, time, &name.ok_or(StoreError::BadCursor)?, no))
}

fn parse(cursor: &str) -> Option<(u8, u64, i64)> {
    let lead = u8::from_str_radix(cursor.get(..1)?, 16).ok()?;
    let time = u64::from_str_radix(cursor.get(1..17)?, 16).ok()?;
    let no = i64::from_str_radix(cursor.get(17..)?, 16).ok()?;
    (lead <= ENDED).then_some((lead, time, no))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_a_finnish_telephone_book() {
        let mut names = [
            "Öhman Eeva",
            "Aalto Väinö",
            "Äijälä Aino",
            "Zetterberg Bo",
            "Åberg Siv",
            "Aalto-Laine Ida",
            "Aaltonen Ida",
            "aalto Aino",
        ];
        names.sort_by_key(|name| name_key(name).collect::<Vec<_>>());
        let sorted = [
            "aalto Aino",
            "Aalto Väinö",
            "Aalto-Laine Ida",
            "Aaltonen Ida",
            "Zetterberg Bo",
            "Åberg Siv",
            "Äijälä Aino",
            "Öhman Eeva",
        ];
        assert_eq!(names, sorted);
    }

    #[test]
    fn a_cursor_that_is_none_is_refused() {
        for text in ["", "0", "zzzzzzzzzzzzzzzzzz", "a00000000000000001", "0000000000000000ö1", "00000000000000000"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("480000000000000011f"), Some((4, 0x8000_0000_0000_0001, 0x1f)));
    }
}
