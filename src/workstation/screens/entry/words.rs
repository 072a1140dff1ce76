//! Answers, faults and outcomes in words.

use api::{AnswerFault, EntryInput, EntryOption, EntryOutcome, EntryQuestion, FaultCode};
use domain::{Answer, AssessmentKind, IdentityCode, IdentityCodeError, Language, UrgencyClass, Within};
use jiff::civil::Date;

use crate::desk::Desk;
use crate::model::Person;
use crate::text;

/// A number as it is written in the user's language.
pub(super) fn number(value: f64, desk: &Desk) -> String {
    let plain = value.to_string();
    if desk.lang() == Language::En { plain } else { plain.replace('.', ",") }
}

/// Reads a number with a comma or a point.
pub(super) fn read_number(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace('−', "-");
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// A day as it is written in Finland.
pub(super) fn day(date: Date) -> String {
    format!("{}.{}.{}", date.day(), date.month(), date.year())
}

/// Reads a day: `5.11.2026`, or as computers write it.
pub(super) fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    date.filter(|_| parts.next().is_none())
}

/// The options of a question, where it has some.
pub(super) fn options(question: &EntryQuestion) -> &[EntryOption] {
    match &question.input {
        EntryInput::One { options } | EntryInput::Many { options } => options,
        _ => &[],
    }
}

/// An answer in the user's language, visible.
pub(super) fn answer(question: &EntryQuestion, given: &Answer, desk: &Desk) -> String {
    let option = |id: &str| {
        let known = options(question).iter().find(|option| option.id == id);
        known.map_or(id, |option| option.text.as_str()).to_owned()
    };
    let said = match given {
        Answer::One(id) => option(id),
        Answer::Many(ids) => ids.iter().map(|id| option(id)).collect::<Vec<_>>().join("; "),
        Answer::Number(value) => match &question.input {
            EntryInput::Number { unit, .. } if !unit.is_empty() => format!("{} {unit}", number(*value, desk)),
            _ => number(*value, desk),
        },
        Answer::Day(date) => day(*date),
        Answer::Text(words) => words.as_str().replace('\n', " "),
    };
    text::visible(&said).into_owned()
}

/// A label for lists; the whole question where it has none.
pub(super) fn label(question: &EntryQuestion) -> String {
    let label = if question.label.is_empty() { &question.text } else { &question.label };
    text::visible(label).into_owned()
}

/// What is wrong, and what would be right.
pub(crate) fn fault_text(fault: &AnswerFault, question: Option<&EntryQuestion>, desk: &Desk) -> String {
    let key = match fault.code {
        FaultCode::NotInUse => "fault-not-in-use",
        FaultCode::OtherVersion => "fault-other-version",
        FaultCode::UnknownQuestion => "fault-unknown-question",
        FaultCode::UnknownOption => "fault-unknown-option",
        FaultCode::OnlyOne => "fault-only-one",
        FaultCode::Exclusive => "fault-exclusive",
        FaultCode::OutOfRange => "fault-out-of-range",
        FaultCode::NotWhole => "fault-not-whole",
        FaultCode::WrongType => "fault-wrong-type",
        FaultCode::TooLong => "fault-too-long",
        FaultCode::Hidden => "fault-hidden",
        FaultCode::Missing => "fault-missing",
        FaultCode::NoConsent => "fault-no-consent",
        FaultCode::NotTheirs => "fault-not-theirs",
        FaultCode::NotACode => "fault-not-a-code",
        FaultCode::NotArtificial => "fault-not-artificial",
        FaultCode::Artificial => "fault-artificial",
        FaultCode::NoName => "fault-no-name",
        FaultCode::NoQueue => "fault-no-queue",
    };
    let option = question.and_then(|question| options(question).iter().find(|option| option.id == fault.detail));
    let detail = option.map_or(fault.detail.as_str(), |option| option.text.as_str());
    let bound = |bound: Option<f64>| bound.map(|bound| number(bound, desk)).unwrap_or_default();
    desk.texts.with(
        key,
        &[
            ("min", bound(fault.min).into()),
            ("max", bound(fault.max).into()),
            ("detail", text::visible(detail).into_owned().into()),
        ],
    )
}

/// What is wrong with an identity code, while it is typed.
pub(super) fn code_fault(code: &str, desk: &Desk) -> Option<String> {
    let key = match IdentityCode::parse(code) {
        Ok(code) => {
            let test = desk.is_test();
            let wrong = match (test, code.is_artificial()) {
                (true, false) => Some("fault-not-artificial"),
                (false, true) => Some("fault-artificial"),
                _ => None,
            };
            return wrong.map(|key| desk.text(key));
        }
        Err(_) if code.trim().is_empty() => return None,
        Err(IdentityCodeError::Form) => "entry-code-form",
        Err(IdentityCodeError::Century) => "entry-code-century",
        Err(IdentityCodeError::Date) => "entry-code-date",
        Err(IdentityCodeError::IndividualNumber) => "entry-code-number",
        Err(IdentityCodeError::Check) => "entry-code-check",
    };
    Some(desk.text(key))
}

/// `P2`, or `S2` where the classes are not used but their order is.
pub(super) fn class_code(class: UrgencyClass, kind: AssessmentKind) -> String {
    if kind == AssessmentKind::Service { format!("S{}", class.rank()) } else { class.code().to_owned() }
}

/// A limit in words.
pub(super) fn within(within: Within, desk: &Desk) -> String {
    let units = desk.texts.units();
    match within {
        Within::Now => desk.text("within-now"),
        Within::NoLimit => desk.text("within-none"),
        Within::Hours(hours) => format!("{hours} {}", units.hour),
        Within::Days(days) => format!("{days} {}", units.day),
    }
}

/// What it would come to, in a line: `P3 Vuorokauden kuluessa`.
pub(super) fn outcome(outcome: &EntryOutcome, kind: AssessmentKind) -> String {
    format!("{} {}", class_code(outcome.urgency, kind), text::visible(&outcome.name))
}

/// Who it is about: `Virtanen Aino, 34 v · 130592-902X`.
pub(super) fn person(person: &Person, desk: &Desk) -> String {
    let code = person.identity_code();
    let age = code.as_ref().map(|code| desk.texts.with("years", &[("age", code.age_on(desk.today()).into())]));
    let name = Some(person.name.trim()).filter(|name| !name.is_empty());
    let first: Vec<String> = name.map(|name| text::visible(name).into_owned()).into_iter().chain(age).collect();
    let code = code.map(|code| code.as_str().to_owned());
    [first.join(", ")].into_iter().filter(|part| !part.is_empty()).chain(code).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_comma_and_point_and_nothing_else_is_one() {
        assert_eq!(read_number(" 38,5 "), Some(38.5));
        assert_eq!(read_number("38.5"), Some(38.5));
        assert_eq!(read_number("-3"), Some(-3.0));
        for wrong in ["", "kolme", "1e5", "inf", "NaN", "3 8", "0x10", "1,2,3"] {
            assert_eq!(read_number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_read_as_people_and_computers_write_them() {
        let day = jiff::civil::date(2026, 11, 5);
        assert_eq!(read_day(" 5.11.2026"), Some(day));
        assert_eq!(read_day("05.11.2026"), Some(day));
        assert_eq!(read_day("2026-11-05"), Some(day));
        for wrong in ["", "31.2.2026", "5.11.", "5.11.2026.1", "eilen"] {
            assert_eq!(read_day(wrong), None, "{wrong}");
        }
    }
}
