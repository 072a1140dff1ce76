//! Helsinki time, Finnish working days, and deadlines counted on a clock.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::{Clock, Within};

/// Europe/Helsinki. All clocks of the service run on it, wherever a terminal stands.
#[expect(clippy::expect_used, reason = "the time-zone database is compiled into the program; a test reads the zone")]
pub static HELSINKI: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Helsinki").expect("the bundled time-zone database has Europe/Helsinki"));

/// Easter Sunday of a Gregorian year (the anonymous computus).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    date(year, month as i8, day as i8)
}

/// The first Saturday on or after this day.
fn saturday_from(start: Date) -> Date {
    let mut day = start;
    while day.weekday() != Weekday::Saturday {
        day = day.saturating_add(1.day());
    }
    day
}

/// True on a public holiday of Finland. Source: the acts on church holidays, Independence Day and May Day; the movable
/// ones are Easter's, Midsummer Day (Saturday 20–26 June) and All Saints' Day (Saturday 31 October – 6 November).
#[must_use]
pub fn is_holiday(day: Date) -> bool {
    if matches!((day.month(), day.day()), (1, 1 | 6) | (5, 1) | (12, 6 | 25 | 26)) {
        return true;
    }
    let easter = easter(day.year());
    let days_after_easter = (day - easter).get_days();
    matches!(days_after_easter, -2 | 0 | 1 | 39 | 49)
        || day == saturday_from(date(day.year(), 6, 20))
        || day == saturday_from(date(day.year(), 10, 31))
}

/// True when offices work: Monday to Friday, no public holiday, neither Midsummer Eve nor Christmas Eve. The two eves
/// are no holidays by law but offices are closed on them; the social-services owner confirms.
#[must_use]
pub fn is_working_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let midsummer_eve = saturday_from(date(day.year(), 6, 20)).saturating_sub(1.day());
    let christmas_eve = (day.month(), day.day()) == (12, 24);
    !weekend && !is_holiday(day) && day != midsummer_eve && !christmas_eve
}

/// Counting of time as the service counts it.
#[derive(Clone, Copy, Debug)]
pub struct Calendar;

impl Calendar {
    /// When the limit ends that starts running at `from`. `None` where there is no limit.
    ///
    /// A day is 24 hours of the clock; on the working-day clock seven days are seven working days.
    #[must_use]
    pub fn deadline(from: Timestamp, within: Within, clock: Clock) -> Option<Timestamp> {
        let hours = match within {
            Within::NoLimit => return None,
            Within::Now => return Some(from),
            Within::Hours(n) => i64::from(n),
            Within::Days(n) => 24 * i64::from(n),
        };
        let mut left = SignedDuration::from_hours(hours);
        if clock == Clock::Always {
            return from.checked_add(left).ok();
        }
        let mut day = from.to_zoned(HELSINKI.clone()).date();
        loop {
            if let Some((opens, closes)) = running_hours(day, clock) {
                let start = opens.max(from);
                if start < closes {
                    let here = closes.duration_since(start);
                    if left <= here {
                        return start.checked_add(left).ok();
                    }
                    left -= here;
                }
            }
            day = day.checked_add(1.day()).ok()?;
        }
    }

    /// The `count`-th working day after the day of `from`, which itself is not counted.
    #[must_use]
    pub fn working_day_after(from: Timestamp, count: u16) -> Date {
        let mut day = from.to_zoned(HELSINKI.clone()).date();
        let mut left = count;
        while left > 0 {
            day = day.saturating_add(1.day());
            if is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// The last working day that is not after `day`.
    #[must_use]
    pub fn working_day_on_or_before(day: Date) -> Date {
        let mut day = day;
        while !is_working_day(day) {
            day = day.saturating_sub(1.day());
        }
        day
    }

    /// The first working day that is not before `day`.
    #[must_use]
    pub fn working_day_on_or_after(day: Date) -> Date {
        let mut day = day;
        while !is_working_day(day) {
            day = day.saturating_add(1.day());
        }
        day
    }

    /// The moment at which this day ends in Helsinki.
    #[must_use]
    pub fn end_of(day: Date) -> Timestamp {
        midnight(day.saturating_add(1.day()))
    }
}

/// The hours of `day` on which `clock` runs, as moments; `None` when it stands still all day.
fn running_hours(day: Date, clock: Clock) -> Option<(Timestamp, Timestamp)> {
    let at = |hour| day.at(hour, 0, 0, 0).to_zoned(HELSINKI.clone()).map(|t| t.timestamp()).ok();
    match clock {
        Clock::Always => Some((midnight(day), Calendar::end_of(day))),
        Clock::NotAtNight => Some((at(7)?, at(22)?)),
        Clock::WorkingDays => is_working_day(day).then(|| (midnight(day), Calendar::end_of(day))),
    }
}

fn midnight(day: Date) -> Timestamp {
    day.to_zoned(HELSINKI.clone()).map_or(Timestamp::MAX, |t| t.timestamp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a test's own timestamp")
    }

    #[test]
    fn the_holidays_of_2026_are_those_of_the_almanac() {
        let mut day = date(2026, 1, 1);
        let mut found = Vec::new();
        while day.year() == 2026 {
            if is_holiday(day) {
                found.push((day.month(), day.day()));
            }
            day = day.tomorrow().unwrap();
        }
        let almanac =
            [(1, 1), (1, 6), (4, 3), (4, 5), (4, 6), (5, 1), (5, 14), (5, 24), (6, 20), (10, 31), (12, 6), (12, 25), (12, 26)];
        assert_eq!(found, almanac);
    }

    #[test]
    fn the_night_does_not_count_for_p2() {
        // Arrives at 20:00 Helsinki winter time: two hours that evening, eight from seven the next morning.
        let due = Calendar::deadline(at("2026-11-24T18:00:00Z"), Within::Hours(10), Clock::NotAtNight);
        assert_eq!(due, Some(at("2026-11-25T13:00:00Z")));
        // Arrives in the night: all ten hours from seven.
        let due = Calendar::deadline(at("2026-11-24T23:00:00Z"), Within::Hours(10), Clock::NotAtNight);
        assert_eq!(due, Some(at("2026-11-25T15:00:00Z")));
    }

    #[test]
    fn both_turns_of_summer_time_keep_the_hours_of_the_wall_clock() {
        // 28 to 29 March 2026: the night is an hour shorter. Saturday 21:00 is 19:00 UTC, Sunday 16:00 is 13:00 UTC.
        let due = Calendar::deadline(at("2026-03-28T19:00:00Z"), Within::Hours(10), Clock::NotAtNight);
        assert_eq!(due, Some(at("2026-03-29T13:00:00Z")));
        // 24 to 25 October 2026: the night is an hour longer. Saturday 21:00 is 18:00 UTC, Sunday 16:00 is 14:00 UTC.
        let due = Calendar::deadline(at("2026-10-24T18:00:00Z"), Within::Hours(10), Clock::NotAtNight);
        assert_eq!(due, Some(at("2026-10-25T14:00:00Z")));
    }

    #[test]
    fn weekends_holidays_and_christmas_eve_do_not_count_for_working_days() {
        // Friday 18 December 2026, noon: Fri, Mon, Tue, Wed count; Thursday is Christmas Eve; then 28, 29, 30 December.
        let due = Calendar::deadline(at("2026-12-18T10:00:00Z"), Within::Days(7), Clock::WorkingDays);
        assert_eq!(due, Some(at("2026-12-31T10:00:00Z")));
    }

    #[test]
    fn the_seventh_weekday_is_that_of_the_fact_sheet() {
        assert_eq!(Calendar::working_day_after(at("2026-11-23T10:00:00Z"), 7), date(2026, 12, 2));
        assert_eq!(Calendar::working_day_after(at("2026-12-18T10:00:00Z"), 7), date(2026, 12, 31));
    }

    fn any_moment() -> impl Strategy<Value = Timestamp> {
        (1_700_000_000_i64..2_000_000_000).prop_map(|s| Timestamp::from_second(s).expect("in range"))
    }

    proptest! {
        #[test]
        fn a_stopping_clock_never_ends_before_one_that_always_runs(from in any_moment(), hours in 1_u16..400) {
            let always = Calendar::deadline(from, Within::Hours(hours), Clock::Always);
            for clock in [Clock::NotAtNight, Clock::WorkingDays] {
                prop_assert!(Calendar::deadline(from, Within::Hours(hours), clock) >= always);
            }
        }

        #[test]
        fn a_later_arrival_never_has_an_earlier_deadline(from in any_moment(), later in 0_i64..200_000, hours in 1_u16..200) {
            let second = from.checked_add(SignedDuration::from_secs(later)).expect("in range");
            for clock in [Clock::Always, Clock::NotAtNight, Clock::WorkingDays] {
                prop_assert!(
                    Calendar::deadline(from, Within::Hours(hours), clock) <= Calendar::deadline(second, Within::Hours(hours), clock)
                );
            }
        }

        #[test]
        fn a_deadline_of_p2_never_falls_into_the_night(from in any_moment(), hours in 1_u16..48) {
            let due = Calendar::deadline(from, Within::Hours(hours), Clock::NotAtNight).expect("has a limit").to_zoned(HELSINKI.clone());
            let minute = i32::from(due.hour()) * 60 + i32::from(due.minute());
            prop_assert!((7 * 60..=22 * 60).contains(&minute), "{due}");
        }
    }
}
