//! The numbers that packs keep of residents: one bank for all packs, so that one code means one thing in one unit.

use domain::{Answer, Language, Observation, Observed};
use jiff::Timestamp;

use crate::answers::{to_f64, written};
use crate::base::KnowledgeBase;
use crate::format::{ObservationKindForm, Prefill};
use crate::pack::{Question, QuestionKind};
use crate::problem::{File, Problem};

/// A number that is kept of residents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservationKind {
    /// What packs call it, e.g. `weight`.
    pub code: String,
    /// The id of its unit; points have none.
    pub unit: Option<String>,
    /// Its LOINC code, where there is one that means the same.
    pub loinc: Option<String>,
    /// Its place in the bank, for lists.
    pub place: usize,
}

/// A kept number in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservationText {
    /// What was observed, e.g. "Weight".
    pub name: String,
    /// How much, with its unit: "82.5 kg".
    pub value: String,
}

impl ObservationKind {
    pub(crate) fn read(file: File<'_>, form: ObservationKindForm, place: usize) -> Result<Self, Problem> {
        if let Some(loinc) = form.loinc.as_ref().filter(|loinc| !is_loinc(loinc.get_ref())) {
            let problem = file.problem(loinc.span().start, format!("\"{}\" is no LOINC code", loinc.get_ref()));
            return Err(problem.hint("write up to seven digits, a hyphen and the check digit, as in 29463-7"));
        }
        Ok(Self { code: form.code.into_inner(), unit: form.unit, loinc: form.loinc.map(toml::Spanned::into_inner), place })
    }
}

impl KnowledgeBase {
    /// What is known of a code, e.g. `weight`.
    #[must_use]
    pub fn observation_kind(&self, code: &str) -> Option<&ObservationKind> {
        self.packs.iter().find_map(|pack| pack.files.shared.observation(code))
    }

    /// A kept number in words. Where its code is no longer known, the codes stand in place of words.
    #[must_use]
    pub fn observation_text(&self, observation: &Observation, language: Language) -> ObservationText {
        let Observation { code, thousandths, unit } = observation;
        let shared = self.packs.iter().map(|pack| &pack.files.shared).find(|shared| shared.observation(code).is_some());
        let texts = shared.map(|shared| shared.texts(language));
        let name = texts.and_then(|texts| texts.observation.get(code)).unwrap_or(code).clone();
        let unit = texts.and_then(|texts| texts.unit.get(unit)).unwrap_or(unit);
        let value = written(*thousandths);
        ObservationText { name, value: if unit.is_empty() { value } else { format!("{value} {unit}") } }
    }
}

impl Question {
    /// The answer that the resident's record offers to this question, with the number that it is made of: the newest one of the
    /// code that the question names, if it is new enough and the question takes it. `record` has the newest of each code first.
    #[must_use]
    pub fn offered<'a>(&self, record: &'a [Observed], now: Timestamp) -> Option<(Answer, &'a Observed)> {
        let Some(Prefill::Observation { code, max_age_days }) = &self.prefill else { return None };
        let QuestionKind::Number(range) = &self.kind else { return None };
        let newest = record.iter().find(|one| one.observation.code == *code)?;
        let taken = newest.is_recent(*max_age_days, now) && range.takes(newest.observation.thousandths);
        taken.then(|| (Answer::Number(to_f64(newest.observation.thousandths)), newest))
    }
}

/// Digits, a hyphen, and the check digit that they give.
fn is_loinc(text: &str) -> bool {
    let Some((digits, check)) = text.split_once('-') else { return false };
    let mut sum = 0;
    for (at, digit) in digits.chars().rev().enumerate() {
        let Some(digit) = digit.to_digit(10) else { return false };
        sum += match digit * (1 + u32::from(at % 2 == 0)) {
            two @ 10.. => two - 9,
            one => one,
        };
    }
    (1..=7).contains(&digits.len()) && check.len() == 1 && check.parse() == Ok((10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use domain::{CaseId, ObservationSource};
    use jiff::SignedDuration;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_loinc_code_has_the_right_check_digit() {
        assert!(["29463-7", "8480-6", "75626-2"].into_iter().all(is_loinc));
        assert!(["29463-8", "29436-7", "29463", "-7", "29463-77", "x-7", "8480-ä"].into_iter().all(|text| !is_loinc(text)));
    }

    #[test]
    fn a_number_is_offered_while_it_is_new_and_the_question_takes_it() {
        let base = KnowledgeBase::builtin();
        let pack = base.get("wellbeing-check").expect("the pack");
        let now: Timestamp = "2026-11-25T10:00:00Z".parse().expect("a moment");
        let kept = |code: &str, thousandths, days: i64| Observed {
            observation: Observation { code: code.into(), thousandths, unit: String::new() },
            at: now.checked_sub(SignedDuration::from_hours(24 * days)).expect("a moment"),
            source: ObservationSource { case: CaseId(Uuid::nil()), assessment: "wellbeing-check".into(), entered_by: None },
        };
        let offered = |id: &str, record: &[Observed]| {
            let question = pack.question(id).expect("the question");
            question.offered(record, now).map(|(answer, from)| (answer, from.at))
        };
        let record = [kept("height", 168_500, 10), kept("weight", 71_500, 89), kept("weight", 70_000, 200)];
        assert_eq!(offered("weight", &record), Some((Answer::Number(71.5), record[1].at)));
        assert_eq!(offered("weight", &record[2..]), None, "ninety days are over");
        assert_eq!(offered("height", &record), None, "the question takes whole centimetres");
        assert_eq!(offered("sleep-hours", &[kept("sleep-hours", 7_000, 1)]), None, "it is asked anew each time");
    }

    #[test]
    fn a_kept_number_has_a_name_and_a_unit_in_every_language() {
        let base = KnowledgeBase::builtin();
        let weight = Observation { code: "weight".into(), thousandths: 82_500, unit: "kilograms".into() };
        let told = base.observation_text(&weight, Language::En);
        assert_eq!((told.name.as_str(), told.value.as_str()), ("Weight", "82.5 kg"));
        assert_eq!(base.observation_kind("weight").and_then(|kind| kind.loinc.as_deref()), Some("29463-7"));
        let gone = Observation { code: "gone".into(), thousandths: 3_000, unit: "ells".into() };
        assert_eq!(base.observation_text(&gone, Language::Fi), ObservationText { name: "gone".into(), value: "3 ells".into() });
    }
}
