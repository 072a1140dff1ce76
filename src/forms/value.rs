//! Values of FHIR's types, and how they compare. What cannot be compared is neither equal nor unequal.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value as Json;

use crate::source::text;

/// An answer, an option, or what a condition compares with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Boolean(bool),
    Integer(i64),
    Decimal(f64),
    /// A day, or a month or year alone.
    Date(String),
    DateTime(String),
    Time(String),
    Text(String),
    Uri(String),
    Coding {
        system: Option<String>,
        code: Option<String>,
        display: Option<String>,
    },
    Quantity {
        value: Option<f64>,
        system: Option<String>,
        code: Option<String>,
        unit: Option<String>,
    },
    Reference(Option<String>),
    Attachment,
}

/// The types of values by the ending of their member's name: `valueCoding`, `answerCoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Decimal,
    Date,
    DateTime,
    Time,
    Text,
    Uri,
    Coding,
    Quantity,
    Reference,
    Attachment,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoValue {
    /// No member with the prefix.
    Missing,
    /// More than one.
    Several,
    /// A type that answers cannot have.
    UnknownType,
    /// The content is not what the type says.
    Malformed,
}

impl Value {
    /// Reads `<prefix>[x]`, e.g. `valueBoolean` of an answer.
    pub(crate) fn read(json: &Json, prefix: &str) -> Result<Self, NoValue> {
        let Some(object) = json.as_object() else { return Err(NoValue::Malformed) };
        let mut found = object.iter().filter_map(|(name, value)| {
            let kind = name.strip_prefix(prefix)?;
            kind.starts_with(|c: char| c.is_ascii_uppercase()).then_some((kind, value))
        });
        let (kind, value) = found.next().ok_or(NoValue::Missing)?;
        if found.next().is_some() {
            return Err(NoValue::Several);
        }
        Self::of(kind, value)
    }

    fn of(kind: &str, json: &Json) -> Result<Self, NoValue> {
        let string = || json.as_str().map(str::to_owned).ok_or(NoValue::Malformed);
        let member = |name| text(json, name).map(str::to_owned);
        let checked = |good: fn(&str) -> bool| string().and_then(|s| if good(&s) { Ok(s) } else { Err(NoValue::Malformed) });
        Ok(match kind {
            "Boolean" => Self::Boolean(json.as_bool().ok_or(NoValue::Malformed)?),
            "Integer" | "PositiveInt" | "UnsignedInt" => {
                Self::Integer(json.as_i64().filter(|n| i32::try_from(*n).is_ok()).ok_or(NoValue::Malformed)?)
            }
            "Decimal" => Self::Decimal(json.as_f64().ok_or(NoValue::Malformed)?),
            "Date" => Self::Date(checked(is_date)?),
            "DateTime" | "Instant" => Self::DateTime(checked(is_date_time)?),
            "Time" => Self::Time(checked(is_time)?),
            "String" | "Markdown" | "Code" | "Id" => Self::Text(string()?),
            "Uri" | "Url" | "Canonical" => Self::Uri(string()?),
            "Coding" if json.is_object() => {
                Self::Coding { system: member("system"), code: member("code"), display: member("display") }
            }
            "Quantity" if json.is_object() => Self::Quantity {
                value: json.get("value").and_then(Json::as_f64),
                system: member("system"),
                code: member("code"),
                unit: member("unit"),
            },
            "Reference" if json.is_object() => Self::Reference(member("reference")),
            "Attachment" if json.is_object() => Self::Attachment,
            "Coding" | "Quantity" | "Reference" | "Attachment" => return Err(NoValue::Malformed),
            _ => return Err(NoValue::UnknownType),
        })
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Boolean(_) => Kind::Boolean,
            Self::Integer(_) => Kind::Integer,
            Self::Decimal(_) => Kind::Decimal,
            Self::Date(_) => Kind::Date,
            Self::DateTime(_) => Kind::DateTime,
            Self::Time(_) => Kind::Time,
            Self::Text(_) => Kind::Text,
            Self::Uri(_) => Kind::Uri,
            Self::Coding { .. } => Kind::Coding,
            Self::Quantity { .. } => Kind::Quantity,
            Self::Reference(_) => Kind::Reference,
            Self::Attachment => Kind::Attachment,
        }
    }

    /// The number, of a quantity too.
    #[expect(clippy::cast_precision_loss, reason = "FHIR's integers have 32 bits")]
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(n) => Some(*n as f64),
            Self::Decimal(n) => Some(*n),
            Self::Quantity { value, .. } => *value,
            _ => None,
        }
    }

    /// True when both mean the same. Nothing when they cannot be compared.
    pub(crate) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => Some(a == b),
            (Self::Text(a) | Self::Uri(a), Self::Text(b) | Self::Uri(b)) => Some(a == b),
            (Self::Coding { system: s1, code: Some(c1), .. }, Self::Coding { system: s2, code: Some(c2), .. }) => {
                // A sender that leaves the system out means that of the form.
                Some(c1 == c2 && (s1 == s2 || s1.is_none() || s2.is_none()))
            }
            (Self::Coding { code: None, display: a, .. }, Self::Coding { code: None, display: b, .. }) => Some(a == b),
            (Self::Coding { .. }, Self::Coding { .. }) => Some(false),
            (Self::Reference(a), Self::Reference(b)) => Some(a.is_some() && a == b),
            _ => self.order(other).map(Ordering::is_eq),
        }
    }

    /// Which is larger. Nothing when they cannot be compared: other types, other units, days of another precision.
    pub(crate) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(_) | Self::Decimal(_), Self::Integer(_) | Self::Decimal(_)) => {
                self.number()?.partial_cmp(&other.number()?)
            }
            (Self::Quantity { .. }, Self::Quantity { .. }) => {
                if same_unit(self, other) {
                    self.number()?.partial_cmp(&other.number()?)
                } else {
                    None
                }
            }
            (Self::Date(a) | Self::DateTime(a), Self::Date(b) | Self::DateTime(b)) => moments(a, b),
            (Self::Time(a), Self::Time(b)) => Some(seconds(a).cmp(seconds(b))),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

/// True when two quantities, or a quantity and a unit's coding, have the same unit.
pub(crate) fn same_unit(a: &Value, b: &Value) -> bool {
    let parts = |value: &Value| match value {
        Value::Quantity { system, code, unit, .. } => (system.clone(), code.clone(), unit.clone()),
        Value::Coding { system, code, display } => (system.clone(), code.clone(), display.clone()),
        _ => (None, None, None),
    };
    let ((s1, c1, u1), (s2, c2, u2)) = (parts(a), parts(b));
    match (&c1, &c2) {
        (Some(x), Some(y)) => x == y && (s1 == s2 || s1.is_none() || s2.is_none()),
        // With a code on one side only, the word for people may still be the other's code.
        _ => match (u1.as_ref().or(c1.as_ref()), u2.as_ref().or(c2.as_ref())) {
            (None, None) => true,
            (Some(x), Some(y)) => x == y || c1.as_ref() == Some(y) || c2.as_ref() == Some(x),
            _ => false,
        },
    }
}

/// Full moments by the time line; days, months and years only with others of the same precision.
fn moments(a: &str, b: &str) -> Option<Ordering> {
    match (a.parse::<Timestamp>(), b.parse::<Timestamp>()) {
        (Ok(a), Ok(b)) => Some(a.cmp(&b)),
        (Err(_), Err(_)) if a.len() == b.len() => Some(a.cmp(b)),
        _ => None,
    }
}

/// A time of the day without the zeros behind its last second.
fn seconds(time: &str) -> &str {
    if time.contains('.') { time.trim_end_matches('0').trim_end_matches('.') } else { time }
}

fn is_date(text: &str) -> bool {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('-');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), None, None, None) => digits(year, 4),
        (Some(year), Some(month), None, None) => {
            digits(year, 4) && digits(month, 2) && (1..=12).contains(&month.parse::<u8>().unwrap_or(0))
        }
        (Some(year), Some(month), Some(day), None) => {
            digits(year, 4) && digits(month, 2) && digits(day, 2) && text.parse::<Date>().is_ok()
        }
        _ => false,
    }
}

fn is_date_time(text: &str) -> bool {
    if text.contains('T') { text.parse::<Timestamp>().is_ok() } else { is_date(text) }
}

fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 8 && bytes[2] == b':' && bytes[5] == b':' && text.parse::<jiff::civil::Time>().is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(json: Json) -> Value {
        Value::read(&json, "value").unwrap()
    }

    #[test]
    fn numbers_compare_across_integer_and_decimal_and_nothing_compares_across_types() {
        let three = value(json!({"valueInteger": 3}));
        assert_eq!(three.equals(&value(json!({"valueDecimal": 3.0}))), Some(true));
        assert_eq!(three.equals(&value(json!({"valueString": "3"}))), None);
        assert_eq!(three.order(&value(json!({"valueBoolean": true}))), None);
    }

    #[test]
    fn days_of_another_precision_do_not_compare_and_moments_do_across_time_zones() {
        let day = value(json!({"valueDate": "2026-11-25"}));
        assert_eq!(day.equals(&value(json!({"valueDate": "2026-11"}))), None);
        assert_eq!(day.order(&value(json!({"valueDate": "2026-11-24"}))), Some(Ordering::Greater));
        let noon = value(json!({"valueDateTime": "2026-11-25T12:00:00+02:00"}));
        assert_eq!(noon.equals(&value(json!({"valueDateTime": "2026-11-25T10:00:00Z"}))), Some(true));
    }

    #[test]
    fn quantities_compare_in_the_same_unit_only() {
        let kilos = value(json!({"valueQuantity": {"value": 70, "code": "kg", "system": "http://unitsofmeasure.org"}}));
        let grams = value(json!({"valueQuantity": {"value": 70, "code": "g", "system": "http://unitsofmeasure.org"}}));
        assert_eq!(kilos.equals(&grams), None);
        assert_eq!(kilos.equals(&value(json!({"valueQuantity": {"value": 70, "unit": "kg"}}))), Some(true));
    }

    #[test]
    fn a_value_that_is_not_what_its_name_says_is_refused() {
        for bad in [
            json!({"valueInteger": 1.5}),
            json!({"valueDate": "2026-02-30"}),
            json!({"valueTime": "25:00:00"}),
            json!({"valueBoolean": "yes"}),
            json!({"valueCoding": "a"}),
        ] {
            assert_eq!(Value::read(&bad, "value"), Err(NoValue::Malformed), "{bad}");
        }
        assert_eq!(Value::read(&json!({"valueMoney": {}}), "value"), Err(NoValue::UnknownType));
        assert_eq!(Value::read(&json!({}), "value"), Err(NoValue::Missing));
        assert_eq!(Value::read(&json!({"valueString": "a", "valueInteger": 1}), "value"), Err(NoValue::Several));
    }
}
