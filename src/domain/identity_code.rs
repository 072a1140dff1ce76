//! The Finnish personal identity code (*henkilötunnus*, HETU): `DDMMYYCZZZQ`.
//!
//! Source: the Digital and Population Data Services Agency. Century signs: `+` for the 1800s; `-`, `Y`, `X`, `W`, `V`, `U`
//! for the 1900s; `A`, `B`, `C`, `D`, `E`, `F` for the 2000s (the letters beside `-` and `A` are in use since 2023). The
//! individual number is 002–899; 900–999 are artificial codes for test environments.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A valid identity code, in capital letters.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct IdentityCode(String);

/// Sex as the identity code records it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// Even individual number.
    Female,
    /// Odd individual number.
    Male,
}

/// Why a text is no identity code. Never contains the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityCodeError {
    /// Not eleven characters, or a digit is missing.
    #[error("an identity code is written DDMMYY, a century sign, three digits and a check character")]
    Form,
    /// The sign in the seventh place names no century.
    #[error("the century sign of the identity code is not one of + - Y X W V U A B C D E F")]
    Century,
    /// The first six digits are no day of that century.
    #[error("the first six digits of the identity code are not a date")]
    Date,
    /// The individual number is 000 or 001.
    #[error("the individual number of the identity code is not in use")]
    IndividualNumber,
    /// The check character belongs to another code: a digit was mistyped.
    #[error("the check character of the identity code does not fit: look for a mistyped digit")]
    Check,
}

const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// The century of a sign, as its first year.
fn century(sign: u8) -> Option<i16> {
    match sign {
        b'+' => Some(1800),
        b'-' | b'Y' | b'X' | b'W' | b'V' | b'U' => Some(1900),
        b'A' | b'B' | b'C' | b'D' | b'E' | b'F' => Some(2000),
        _ => None,
    }
}

impl IdentityCode {
    /// Reads an identity code. Small letters and white space around it are accepted.
    ///
    /// # Errors
    /// [`IdentityCodeError`] says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, IdentityCodeError> {
        let text = text.trim().to_ascii_uppercase();
        let bytes = text.as_bytes();
        if bytes.len() != 11 || !bytes[..6].iter().chain(&bytes[7..10]).all(u8::is_ascii_digit) {
            return Err(IdentityCodeError::Form);
        }
        let number = |range: std::ops::Range<usize>| bytes[range].iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
        let first_year = century(bytes[6]).ok_or(IdentityCodeError::Century)?;
        let year = first_year + number(4..6) as i16;
        Date::new(year, number(2..4) as i8, number(0..2) as i8).map_err(|_| IdentityCodeError::Date)?;
        let individual = number(7..10);
        if individual < 2 {
            return Err(IdentityCodeError::IndividualNumber);
        }
        let expected = CHECK_CHARACTERS[((number(0..6) * 1000 + individual) % 31) as usize];
        if bytes[10] != expected {
            return Err(IdentityCodeError::Check);
        }
        Ok(Self(text))
    }

    /// Makes the artificial code of a person born on `birth` with this individual number.
    ///
    /// # Errors
    /// [`IdentityCodeError::IndividualNumber`] unless the number is 900–999, [`IdentityCodeError::Century`] for a birth outside 1800–2099.
    pub fn artificial(birth: Date, individual: u16) -> Result<Self, IdentityCodeError> {
        if !(900..=999).contains(&individual) {
            return Err(IdentityCodeError::IndividualNumber);
        }
        let sign = match birth.year() {
            1800..=1899 => '+',
            1900..=1999 => '-',
            2000..=2099 => 'A',
            _ => return Err(IdentityCodeError::Century),
        };
        let day = u32::from(birth.day().unsigned_abs());
        let month = u32::from(birth.month().unsigned_abs());
        let year = u32::from(birth.year().unsigned_abs()) % 100;
        let date = (day * 100 + month) * 100 + year;
        let check = char::from(CHECK_CHARACTERS[((date * 1000 + u32::from(individual)) % 31) as usize]);
        Ok(Self(format!("{date:06}{sign}{individual:03}{check}")))
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Day of birth.
    #[must_use]
    pub fn birth(&self) -> Date {
        let bytes = self.0.as_bytes();
        let number = |at: usize| i16::from(bytes[at] - b'0') * 10 + i16::from(bytes[at + 1] - b'0');
        let first_year = century(bytes[6]).unwrap_or(1900);
        Date::new(first_year + number(4), number(2) as i8, number(0) as i8).unwrap_or(Date::ZERO)
    }

    /// Sex as recorded: an odd individual number is a man's.
    #[must_use]
    pub fn sex(&self) -> Sex {
        if (self.0.as_bytes()[9] - b'0').is_multiple_of(2) { Sex::Female } else { Sex::Male }
    }

    /// True for codes that belong to nobody: individual number 900–999.
    #[must_use]
    pub fn is_artificial(&self) -> bool {
        self.0.as_bytes()[7] == b'9'
    }

    /// Full years of age on this day; 0 before birth.
    #[must_use]
    pub fn age_on(&self, day: Date) -> u8 {
        let birth = self.birth();
        let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
        let years = day.year() - birth.year() - i16::from(!had_birthday);
        u8::try_from(years.max(0)).unwrap_or(u8::MAX)
    }
}

impl fmt::Debug for IdentityCode {
    /// Says nothing about the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityCode(…)")
    }
}

impl From<IdentityCode> for String {
    fn from(code: IdentityCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for IdentityCode {
    type Error = IdentityCodeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// Replaces the character at `at` and gives the code its right check character.
    fn with(code: &str, at: usize, sign: char) -> String {
        let mut chars: Vec<char> = code.chars().collect();
        chars[at] = sign;
        chars.into_iter().collect()
    }

    #[test]
    fn every_century_sign_is_read() {
        let code = IdentityCode::artificial(date(1952, 10, 13), 988).unwrap();
        for (sign, year) in [('+', 1852), ('-', 1952), ('Y', 1952), ('X', 1952), ('W', 1952), ('V', 1952), ('U', 1952)] {
            assert_eq!(IdentityCode::parse(&with(code.as_str(), 6, sign)).unwrap().birth(), date(year, 10, 13), "{sign}");
        }
        for sign in ['A', 'B', 'C', 'D', 'E', 'F'] {
            assert_eq!(IdentityCode::parse(&with(code.as_str(), 6, sign)).unwrap().birth(), date(2052, 10, 13), "{sign}");
        }
        for sign in ['G', 'T', 'Z', ' ', '*'] {
            assert_eq!(IdentityCode::parse(&with(code.as_str(), 6, sign)), Err(IdentityCodeError::Century), "{sign}");
        }
    }

    #[test]
    fn the_agency_s_own_example_has_the_right_check_character() {
        // The published example of the check rule: 131052-308T.
        assert_eq!(CHECK_CHARACTERS[131_052_308 % 31], b'T');
    }

    #[test]
    fn each_wrong_part_is_named() {
        assert_eq!(IdentityCode::parse("ö10190-900X"), Err(IdentityCodeError::Form));
        assert_eq!(IdentityCode::parse(""), Err(IdentityCodeError::Form));
        assert_eq!(IdentityCode::parse("300290-9000"), Err(IdentityCodeError::Date));
        assert_eq!(IdentityCode::parse("010190-0010"), Err(IdentityCodeError::IndividualNumber));
    }

    #[test]
    fn a_leap_day_is_a_birthday_only_in_leap_years() {
        let code = IdentityCode::artificial(date(2000, 2, 29), 900).unwrap();
        assert_eq!(code.age_on(date(2026, 2, 28)), 25);
        assert_eq!(code.age_on(date(2026, 3, 1)), 26);
    }

    proptest! {
        #[test]
        fn an_artificial_code_reads_back(days in 0_i32..80_000, individual in 900_u16..=999) {
            let birth = date(1850, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let code = IdentityCode::artificial(birth, individual).unwrap();
            let read = IdentityCode::parse(code.as_str()).unwrap();
            prop_assert_eq!(read.birth(), birth);
            prop_assert!(read.is_artificial());
            prop_assert_eq!(read.sex() == Sex::Male, individual % 2 == 1);
        }

        #[test]
        fn one_mistyped_digit_is_always_noticed(individual in 900_u16..=999, at in 0_usize..10, digit in 0_u8..10) {
            let code = IdentityCode::artificial(date(1984, 7, 19), individual).unwrap();
            prop_assume!(at != 6 && code.as_str().as_bytes()[at] != b'0' + digit);
            prop_assert!(IdentityCode::parse(&with(code.as_str(), at, char::from(b'0' + digit))).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = IdentityCode::parse(&text);
        }
    }
}
