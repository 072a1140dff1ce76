//! What an answer must keep to: elements of R4, and the extensions of the core and of Structured Data Capture.

use regex::RegexBuilder;
use serde_json::Value as Json;

use super::{Choice, ItemKind, Limits, Said, conditions};
use crate::finding::{Finding, Rule};
use crate::source::{list, text};
use crate::value::Value;

/// A compiled pattern may take so many bytes.
const LARGEST_PATTERN: usize = 1 << 20;
/// Marks an option that cannot be chosen with others.
const EXCLUSIVE: &str = "/questionnaire-optionExclusive";

/// Reads the limits of an item. `resource` holds the value sets that the form brings along.
pub(super) fn read(item: &Json, resource: &Json, kind: ItemKind, link_id: &str, findings: &mut Vec<Finding>) -> Limits {
    let flag = |name: &str| item.get(name).and_then(Json::as_bool).unwrap_or(false);
    let mut limits = Limits {
        required: flag("required"),
        repeats: flag("repeats"),
        read_only: flag("readOnly"),
        max_length: item.get("maxLength").and_then(count),
        initial: list(item, "initial").iter().filter_map(|one| Value::read(one, "value").ok()).collect(),
        ..Limits::default()
    };
    for extension in list(item, "extension") {
        one(extension, &mut limits, link_id, findings);
    }
    limits.options = options(item, resource, link_id, findings);
    for option in list(item, "answerOption") {
        let all = list(option, "extension").iter().chain(list(&option["valueCoding"], "extension"));
        let unread = all.filter_map(|one| text(one, "url")).filter(|url| !url.ends_with(EXCLUSIVE));
        for url in unread {
            // Mostly all options have the same.
            if limits.others.last().is_none_or(|last| last != url) {
                limits.others.push(url.to_owned());
            }
        }
    }
    if limits.options.is_none() {
        limits.absent_set = text(item, "answerValueSet").map(str::to_owned);
    }
    if limits.options.is_some() && !kind.is_question() {
        findings.push(Finding::new(link_id, Rule::Structure, "an item without answers has no options"));
    }
    limits
}

fn count(json: &Json) -> Option<usize> {
    json.as_u64().and_then(|n| usize::try_from(n).ok())
}

fn one(extension: &Json, limits: &mut Limits, link_id: &str, findings: &mut Vec<Finding>) {
    // Core and SDC extensions are known by their last name; both have moved between addresses.
    let url = text(extension, "url").unwrap_or_default();
    if url == conditions::EXPRESSION || url == conditions::KANTA {
        return;
    }
    let Some((_, name)) = url.rsplit_once('/').filter(|(home, _)| home.starts_with("http://hl7.org/fhir/")) else {
        limits.others.push(url.to_owned());
        return;
    };
    let value = Value::read(extension, "value");
    let whole = || match &value {
        Ok(Value::Integer(n)) => usize::try_from(*n).ok(),
        _ => None,
    };
    let understood = match name {
        "minValue" | "sdc-questionnaire-minQuantity" => {
            limits.min = value.as_ref().ok().cloned();
            limits.min.is_some()
        }
        "maxValue" | "sdc-questionnaire-maxQuantity" => {
            limits.max = value.as_ref().ok().cloned();
            limits.max.is_some()
        }
        "minLength" => put(&mut limits.min_length, whole()),
        "maxDecimalPlaces" => put(&mut limits.max_decimals, whole()),
        "questionnaire-minOccurs" => put(&mut limits.min_occurs, whole()),
        "questionnaire-maxOccurs" => put(&mut limits.max_occurs, whole()),
        "questionnaire-hidden" => {
            limits.hidden = value == Ok(Value::Boolean(true));
            value.is_ok()
        }
        "questionnaire-unit" | "questionnaire-unitOption" => {
            limits.units.extend(value.as_ref().ok().cloned());
            matches!(value, Ok(Value::Coding { .. }))
        }
        "sdc-questionnaire-calculatedExpression" | "sdc-questionnaire-initialExpression" => {
            limits.computed = true;
            limits.others.push(url.to_owned());
            true
        }
        "regex" => {
            let pattern = if let Ok(Value::Text(pattern)) = &value { pattern.as_str() } else { "(" };
            match RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(LARGEST_PATTERN).build() {
                Ok(regex) => limits.regex = Some(regex),
                Err(_) => findings.push(Finding::new(
                    link_id,
                    Rule::NotCarried,
                    "the pattern is no regular expression that is carried (no look-around, no back-references); texts are not compared with it",
                )),
            }
            true
        }
        "sdc-questionnaire-shortText" => {
            limits.short = if let Ok(Value::Text(short)) = &value { Some(short.clone()) } else { None };
            limits.short.is_some()
        }
        _ => {
            limits.others.push(url.to_owned());
            true
        }
    };
    if !understood {
        findings.push(Finding::new(link_id, Rule::Structure, format!("the value of the extension {name} cannot be read")));
    }
}

fn put(place: &mut Option<usize>, value: Option<usize>) -> bool {
    *place = value;
    value.is_some()
}

fn options(item: &Json, resource: &Json, link_id: &str, findings: &mut Vec<Finding>) -> Option<Vec<Choice>> {
    let written = list(item, "answerOption");
    if !written.is_empty() {
        let mut options = Vec::new();
        for option in written {
            match Value::read(option, "value") {
                Ok(value) => {
                    options.push(Choice { said: Said::of_option(option, &value), value, exclusive: is_exclusive(option) });
                }
                Err(_) => findings.push(Finding::new(link_id, Rule::Structure, "an option has no value that can be read")),
            }
        }
        return Some(options);
    }
    let set = text(item, "answerValueSet")?.strip_prefix('#')?;
    let contained = list(resource, "contained").iter().find(|one| text(one, "id") == Some(set))?;
    let expansion = list(&contained["expansion"], "contains").iter().map(|concept| (text(concept, "system"), concept));
    let composed = list(&contained["compose"], "include")
        .iter()
        .flat_map(|include| list(include, "concept").iter().map(|concept| (text(include, "system"), concept)));
    let options: Vec<Choice> = expansion
        .chain(composed)
        .map(|(system, concept)| Choice {
            value: Value::Coding {
                system: system.map(str::to_owned),
                code: text(concept, "code").map(str::to_owned),
                display: text(concept, "display").map(str::to_owned),
            },
            exclusive: is_exclusive(concept),
            said: Said::of_concept(concept),
        })
        .collect();
    // A value set that only refers to others cannot be known here.
    (!options.is_empty()).then_some(options)
}

fn is_exclusive(option: &Json) -> bool {
    let marked = |element: &Json| {
        list(element, "extension").iter().any(|extension| {
            text(extension, "url").is_some_and(|url| url.ends_with(EXCLUSIVE)) && extension["valueBoolean"] == Json::Bool(true)
        })
    };
    marked(option) || marked(&option["valueCoding"])
}
