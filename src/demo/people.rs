//! The county's residents: nobody of them exists.

use domain::{IdentityCode, Language, Sex, Words};
use jiff::ToSpan;
use jiff::civil::Date;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::words::{WORDS, one_of};

/// A resident of the county.
#[derive(Clone, Debug)]
pub struct Person {
    /// An artificial identity code.
    pub code: IdentityCode,
    /// Family name first.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Language.
    pub language: Language,
    /// Home municipality.
    pub municipality: String,
    /// Phone number in a range that nobody has.
    pub phone: String,
    /// Non-disclosure for safety.
    pub protected: bool,
}

impl Person {
    /// The adult with this number, the same each time; two numbers never have the same identity code.
    ///
    /// Numbers run to about 2.6 million: a hundred artificial codes for each day of birth.
    #[must_use]
    pub fn number(seed: u64, number: u64, today: Date) -> Self {
        const DAYS: u64 = 26_000;
        let (nth, day) = (number % 100, (number / 100 * 7_919 + number % 100 * 257) % DAYS);
        let youngest = today.saturating_sub(17.years());
        let birth = youngest.saturating_sub(i64::try_from(day).unwrap_or(0).days());
        Self::born(seed, birth, u16::try_from(nth).unwrap_or(0))
    }

    /// One of the hundred who were born on this day. Everything about them follows from their identity code, so that nobody
    /// is ever two people.
    #[must_use]
    pub fn born(seed: u64, birth: Date, nth: u16) -> Self {
        let code = artificial(birth, 900 + nth % 100);
        let place = u64::from(birth.year().unsigned_abs()) * 100_000
            + u64::from(birth.day_of_year().unsigned_abs()) * 100
            + u64::from(nth % 100);
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let language = match rng.random_range(0..100) {
            0..8 => Language::Sv,
            8..12 => Language::En,
            _ => Language::Fi,
        };
        let given = match code.sex() {
            Sex::Female => "female",
            Sex::Male => "male",
        };
        let name = |kind: &str, rng: &mut ChaCha8Rng| {
            one_of(WORDS.names.get(&format!("{kind}-{language}")).map_or(&[], Vec::as_slice), rng).to_owned()
        };
        let (given, family) = (name(given, &mut rng), name("family", &mut rng));
        let phone = format!("+358 40 000 {:04}", rng.random_range(0..10_000));
        Self { code, family, given, language, municipality: municipality(&mut rng), phone, protected: rng.random_ratio(1, 60) }
    }

    /// Family name first.
    #[must_use]
    pub fn name(&self) -> Words {
        Words::new(format!("{} {}", self.family, self.given))
    }
}

#[expect(clippy::expect_used, reason = "the callers' ranges are those of artificial codes; a test goes through them")]
fn artificial(birth: Date, individual: u16) -> IdentityCode {
    IdentityCode::artificial(birth, individual).expect("a birth of this century or the last, and a number of 900–999")
}

/// A municipality of the county, larger ones more often.
fn municipality(rng: &mut ChaCha8Rng) -> String {
    let codes = super::county::municipalities();
    let large = ["837", "536", "980", "211", "020", "418"];
    if rng.random_ratio(7, 10) {
        large[rng.random_range(0..large.len())].to_owned()
    } else {
        codes[rng.random_range(0..codes.len())].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn no_two_residents_share_an_identity_code_and_all_codes_are_artificial() {
        let mut codes = HashSet::new();
        for number in 0..60_000 {
            let person = Person::number(1, number, date(2026, 11, 25));
            assert!(person.code.is_artificial());
            assert!((16..100).contains(&person.code.age_on(date(2026, 11, 25))));
            assert!(codes.insert(person.code.as_str().to_owned()), "resident {number}");
        }
    }
}
