//! Rows of the work list.

use api::{Cursor, WorkPage, WorkRow};
use domain::{HELSINKI, Language, Organisation, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{ItemRow, Page};

use crate::gate::Listed;
use crate::sessions::unit_name;

/// A page of the work list.
pub(crate) fn work_page(listed: &Listed<'_>, lang: Language) -> WorkPage {
    let page = listed.page();
    let rows = page.rows.iter().map(|row| work_row(row, listed.organisation(), listed.reader(), listed.now(), lang));
    WorkPage {
        rows: rows.collect(),
        more_before: page.more_before,
        more_after: page.more_after,
        total: page.total,
        total_is_least: listed.total_is_least(),
        head: page.head,
    }
}

/// One row, as `reader` sees it.
pub(super) fn work_row(row: &ItemRow, organisation: &Organisation, reader: UserId, now: Timestamp, lang: Language) -> WorkRow {
    WorkRow {
        case: row.case,
        no: row.no,
        version: row.version,
        cursor: Cursor(Page::cursor(row)),
        urgency: row.urgency,
        original: row.original,
        service: row.service,
        arrived: row.arrived,
        due: row.due,
        title: row.title.get(lang).to_owned(),
        name: row.name.as_str().to_owned(),
        age: age(row.birth, now),
        on_behalf: row.on_behalf,
        unit: unit_name(organisation, &row.unit, lang),
        queue: row.queue.clone(),
        state: row.state,
        owner: row.owner.as_ref().map(|(_, name)| name.clone()),
        mine: row.owner.as_ref().is_some_and(|(owner, _)| *owner == reader),
        unread: row.unread,
        red_flags: row.red_flags,
        language: row.language,
    }
}

/// Full years from a day of birth to today in Helsinki.
fn age(birth: Date, now: Timestamp) -> u8 {
    let today = now.to_zoned(HELSINKI.clone()).date();
    let not_yet = (today.month(), today.day()) < (birth.month(), birth.day());
    u8::try_from(i32::from(today.year()) - i32::from(birth.year()) - i32::from(not_yet)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_birthday_begins_at_midnight_in_helsinki() {
        let before: Timestamp = "2026-11-24T21:59:00Z".parse().unwrap();
        let after: Timestamp = "2026-11-24T22:00:00Z".parse().unwrap();
        let birth = date(1990, 11, 25);
        assert_eq!((age(birth, before), age(birth, after)), (35, 36));
        assert_eq!(age(date(2030, 1, 1), before), 0);
    }
}
