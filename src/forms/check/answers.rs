//! The answers to one question against its type, its options and its limits. No message repeats what was answered.

use std::cmp::Ordering;

use crate::finding::{Finding, Rule};
use crate::questionnaire::{Item, ItemKind, Limits};
use crate::response::Given;
use crate::value::{Kind, NoValue, Value, same_unit};

/// Checks the answers, of which there is at least one.
pub(super) fn check(item: &Item, given: &[Given], errors: &mut Vec<Finding>) {
    let mut add = |rule: Rule, message: String| errors.push(Finding::new(&item.link_id, rule, message));
    let limits = &item.limits;
    if given.len() > 1 && !limits.repeats {
        add(Rule::Repeats, format!("{} answers where one is allowed", given.len()));
    }
    if let Some(most) = limits.max_occurs.filter(|most| given.len() > *most) {
        add(Rule::MaxOccurs, format!("at most {most} answers are allowed"));
    }
    if let Some(fewest) = limits.min_occurs.filter(|fewest| given.len() < *fewest) {
        add(Rule::MinOccurs, format!("at least {fewest} answers are needed"));
    }
    let is_initial = |answer: &Given| {
        answer.value.as_ref().is_ok_and(|value| limits.initial.iter().any(|initial| initial.equals(value) == Some(true)))
    };
    if limits.read_only && !limits.computed && !given.iter().all(is_initial) {
        add(Rule::ReadOnly, "the item is read-only and has another answer than the form gives".to_owned());
    }
    let mut exclusive = false;
    for answer in given {
        match &answer.value {
            Ok(value) => {
                one(item, value, &mut add);
                exclusive |= limits.options.iter().flatten().any(|o| o.exclusive && o.value.equals(value) == Some(true));
            }
            Err(NoValue::Missing) if answer.children.is_empty() => add(Rule::Type, "an answer has no value".to_owned()),
            Err(NoValue::Missing) => {}
            Err(NoValue::Several) => add(Rule::Type, "an answer has more than one value".to_owned()),
            Err(NoValue::UnknownType | NoValue::Malformed) => {
                add(Rule::Type, "the value does not have the form that its name says".to_owned());
            }
        }
    }
    if exclusive && given.len() > 1 {
        add(Rule::OptionExclusive, "an option that stands alone was chosen with others".to_owned());
    }
}

fn one(item: &Item, value: &Value, add: &mut impl FnMut(Rule, String)) {
    let limits = &item.limits;
    if let Some(expected) = wrong_type(item, value) {
        add(Rule::Type, format!("the question is answered with {expected}"));
        return;
    }
    if let Some(options) = &limits.options {
        let own_words = item.kind == ItemKind::OpenChoice && value.kind() == Kind::Text;
        if !own_words && !options.iter().any(|option| option.value.equals(value) == Some(true)) {
            add(Rule::Option, "the answer is none of the options".to_owned());
        }
    }
    if let Value::Text(text) | Value::Uri(text) = value {
        words(limits, text, add);
    }
    range(limits, value, add);
    if let (Some(most), Some(number)) = (limits.max_decimals, value.number()) {
        let decimals = number.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len());
        if decimals > most {
            add(Rule::MaxDecimalPlaces, format!("at most {most} decimals are allowed"));
        }
    }
    if value.kind() == Kind::Quantity && !limits.units.is_empty() && !limits.units.iter().any(|unit| same_unit(value, unit)) {
        add(Rule::Unit, "the quantity has another unit than the question".to_owned());
    }
}

fn words(limits: &Limits, text: &str, add: &mut impl FnMut(Rule, String)) {
    let length = text.chars().count();
    if let Some(most) = limits.max_length.filter(|most| length > *most) {
        add(Rule::MaxLength, format!("at most {most} characters are allowed"));
    }
    if let Some(fewest) = limits.min_length.filter(|fewest| length < *fewest) {
        add(Rule::MinLength, format!("at least {fewest} characters are needed"));
    }
    if limits.regex.as_ref().is_some_and(|regex| !regex.is_match(text)) {
        add(Rule::Regex, "the text does not have the form that is asked for".to_owned());
    }
}

fn range(limits: &Limits, value: &Value, add: &mut impl FnMut(Rule, String)) {
    // A bound without a unit bounds the number of a quantity.
    let order = |bound: &Value| match (value, bound) {
        (Value::Quantity { value: Some(number), .. }, Value::Integer(_) | Value::Decimal(_)) => {
            Value::Decimal(*number).order(bound)
        }
        _ => value.order(bound),
    };
    if let Some(min) = &limits.min
        && order(min) == Some(Ordering::Less)
    {
        add(Rule::MinValue, format!("the smallest value is {}", written(min)));
    }
    if let Some(max) = &limits.max
        && order(max) == Some(Ordering::Greater)
    {
        add(Rule::MaxValue, format!("the largest value is {}", written(max)));
    }
}

fn written(bound: &Value) -> String {
    match bound {
        Value::Date(text) | Value::DateTime(text) | Value::Time(text) | Value::Text(text) | Value::Uri(text) => text.clone(),
        bound => bound.number().map(|n| n.to_string()).unwrap_or_default(),
    }
}

/// What the question takes, when the value is something else.
fn wrong_type(item: &Item, value: &Value) -> Option<&'static str> {
    let kind = value.kind();
    let (good, expected) = match item.kind {
        ItemKind::Boolean => (kind == Kind::Boolean, "a valueBoolean"),
        ItemKind::Decimal => (kind == Kind::Decimal, "a valueDecimal"),
        ItemKind::Integer => (kind == Kind::Integer, "a valueInteger"),
        ItemKind::Date => (kind == Kind::Date, "a valueDate"),
        ItemKind::DateTime => (kind == Kind::DateTime, "a valueDateTime"),
        ItemKind::Time => (kind == Kind::Time, "a valueTime"),
        ItemKind::String | ItemKind::Text => (kind == Kind::Text, "a valueString"),
        ItemKind::Url => (kind == Kind::Uri, "a valueUri"),
        ItemKind::Attachment => (kind == Kind::Attachment, "a valueAttachment"),
        ItemKind::Reference => (kind == Kind::Reference, "a valueReference"),
        ItemKind::Quantity => (kind == Kind::Quantity, "a valueQuantity"),
        ItemKind::OpenChoice if kind == Kind::Text => (true, ""),
        ItemKind::Choice | ItemKind::OpenChoice => match item.limits.options.as_deref() {
            Some([first, ..]) => {
                let options = item.limits.options.iter().flatten();
                let good = options.clone().any(|option| option.value.kind() == kind);
                (good, if first.value.kind() == Kind::Coding { "a valueCoding" } else { "a value of the options' type" })
            }
            _ => (kind == Kind::Coding, "a valueCoding"),
        },
        ItemKind::Group | ItemKind::Display | ItemKind::Unknown => (true, ""),
    };
    (!good).then_some(expected)
}
