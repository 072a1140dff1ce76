//! Waiting and remaining time in words. All of them change on the minute of the wall clock, so one timer serves them all.

use domain::HELSINKI;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::texts::Texts;

/// The minute that a moment lies in, counted from the epoch.
pub(crate) fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

/// When the next minute begins.
pub(crate) fn next_minute(now: Timestamp) -> Timestamp {
    Timestamp::from_second((minute(now) + 1) * 60).unwrap_or(Timestamp::MAX)
}

/// Minutes from one moment to another, as the wall clock shows them.
pub(crate) fn minutes_between(from: Timestamp, to: Timestamp) -> i64 {
    minute(to) - minute(from)
}

/// A length of time in at most ten columns: `45 min`, `2 t 10 min`, `17 t`, `3 pv 4 t`, `12 pv`. Shows what matters: minutes
/// below ten hours, hours below ten days.
pub(crate) fn length(minutes: i64, texts: &Texts) -> String {
    let units = texts.units();
    let (hours, days) = (minutes / 60, minutes / 1440);
    if minutes < 60 {
        format!("{minutes} {}", units.minute)
    } else if hours < 10 {
        match minutes % 60 {
            0 => format!("{hours} {}", units.hour),
            rest => format!("{hours} {} {rest} {}", units.hour, units.minute),
        }
    } else if hours < 24 {
        format!("{hours} {}", units.hour)
    } else if days < 10 {
        match hours % 24 {
            0 => format!("{days} {}", units.day),
            rest => format!("{days} {} {rest} {}", units.day, units.hour),
        }
    } else {
        format!("{days} {}", units.day)
    }
}

/// `10:42` in Helsinki.
pub(crate) fn clock(at: Timestamp) -> String {
    let at = at.to_zoned(HELSINKI.clone());
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `24.11.` or, in another year, `24.11.2025`.
pub(crate) fn day(date: Date, today: Date) -> String {
    if date.year() == today.year() {
        format!("{}.{}.", date.day(), date.month())
    } else {
        format!("{}.{}.{}", date.day(), date.month(), date.year())
    }
}

/// The day of a moment in Helsinki.
pub(crate) fn date_of(at: Timestamp) -> Date {
    at.to_zoned(HELSINKI.clone()).date()
}

/// Day and time of a moment: only the time when it is today.
pub(crate) fn moment(at: Timestamp, now: Timestamp) -> String {
    let (date, today) = (date_of(at), date_of(now));
    if date == today { clock(at) } else { format!("{} {}", day(date, today), clock(at)) }
}

/// A limit: the moment, or the end of a day for one at midnight, since nobody reads 00:00 as the evening before.
pub(crate) fn deadline(at: Timestamp, now: Timestamp, texts: &Texts) -> String {
    let zoned = at.to_zoned(HELSINKI.clone());
    let before = zoned.date().yesterday().ok().filter(|_| zoned.hour() == 0 && zoned.minute() == 0);
    match before {
        Some(day) => texts.with("end-of-day", &[("day", day.day().into()), ("month", day.month().into())]),
        None => moment(at, now),
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn lengths_show_what_matters_and_fit_their_column() {
        let texts = Texts::new(Language::Fi);
        let said: Vec<String> = [0, 59, 60, 130, 599, 1020, 1440, 4560, 20_000].map(|minutes| length(minutes, &texts)).into();
        assert_eq!(said, ["0 min", "59 min", "1 t", "2 t 10 min", "9 t 59 min", "17 t", "1 pv", "3 pv 4 t", "13 pv"]);
        assert!((0..30_000).all(|minutes| crate::text::width(&length(minutes, &texts)) <= 10));
    }

    #[test]
    fn a_limit_at_midnight_is_the_end_of_the_day_before() {
        let (midnight, now) = ("2027-01-04T22:00:00Z".parse().unwrap(), "2026-11-24T08:42:30Z".parse().unwrap());
        let said = Language::ALL.map(|language| deadline(midnight, now, &Texts::new(language)));
        assert_eq!(said, ["4.1. loppuun", "slutet av 4.1", "end of 4 Jan"]);
        assert_eq!(deadline("2026-11-24T18:42:00Z".parse().unwrap(), now, &Texts::new(Language::Fi)), "20:42");
    }

    #[test]
    fn the_clock_is_that_of_helsinki() {
        let now = "2026-11-24T08:42:30Z".parse().unwrap();
        assert_eq!(clock(now), "10:42");
        assert_eq!(moment("2026-11-22T21:30:00Z".parse().unwrap(), now), "22.11. 23:30");
        assert_eq!(next_minute(now), "2026-11-24T08:43:00Z".parse().unwrap());
    }
}
