//! Reads the items of a questionnaire and notes what is wrong with them.

use serde_json::Value as Json;

use super::{Head, Item, ItemKind, Questionnaire, Said, conditions, limits, order};
use crate::finding::{Finding, Rule};
use crate::response::DEEPEST;
use crate::source::{SourceError, list, text};

pub(super) fn questionnaire(json: &Json) -> Result<Questionnaire, SourceError> {
    if text(json, "resourceType") != Some("Questionnaire") {
        return Err(SourceError::OtherResource("Questionnaire"));
    }
    let mut form = Questionnaire { head: head(json), ..Questionnaire::default() };
    conditions::modifiers(json, "", &mut form.findings);
    form.roots = read(&mut form, json, json, None, 0);
    conditions::check(&mut form);
    order::order(&mut form);
    Ok(form)
}

fn head(json: &Json) -> Head {
    let own = |member| text(json, member).filter(|text| !text.trim().is_empty()).map(str::to_owned);
    Head {
        id: own("id"),
        url: own("url"),
        version: own("version"),
        name: own("name"),
        language: own("language"),
        title: Said::read(json, "title"),
        description: Said::read(json, "description"),
        newer: ["versionAlgorithmString", "versionAlgorithmCoding", "copyrightLabel"]
            .into_iter()
            .find(|member| json.get(*member).is_some())
            .map(|member| (String::new(), member)),
    }
}

/// What shows that an item is of FHIR R5.
fn newer(item: &Json) -> Option<&'static str> {
    if text(item, "type") == Some("coding") {
        return Some("the type \"coding\"");
    }
    ["answerConstraint", "disabledDisplay"].into_iter().find(|member| item.get(*member).is_some())
}

fn read(form: &mut Questionnaire, resource: &Json, parent: &Json, above: Option<usize>, depth: usize) -> Vec<usize> {
    let id = above.map(|at| form.items[at].link_id.clone()).unwrap_or_default();
    if parent.get("item").is_some_and(|items| !items.is_array()) {
        form.findings.push(Finding::new(&id, Rule::Structure, "the items must be a list"));
    }
    let items = list(parent, "item");
    if depth >= DEEPEST && !items.is_empty() {
        form.findings.push(Finding::new(
            &id,
            Rule::Structure,
            format!("items are nested deeper than {DEEPEST}; those below are not read"),
        ));
        return Vec::new();
    }
    items.iter().filter_map(|item| one(form, resource, item, above, depth)).collect()
}

fn one(form: &mut Questionnaire, resource: &Json, json: &Json, parent: Option<usize>, depth: usize) -> Option<usize> {
    let Some(link_id) = text(json, "linkId").filter(|id| !id.is_empty()) else {
        let place = parent.map(|at| format!(" under \"{}\"", form.items[at].link_id)).unwrap_or_default();
        form.findings.push(Finding::new("", Rule::MissingLinkId, format!("an item{place} has no linkId and is left out")));
        return None;
    };
    let at = form.items.len();
    if form.by_link.contains_key(link_id) {
        form.findings.push(Finding::new(link_id, Rule::DuplicateLinkId, "two items have this linkId; the second is left out"));
        return None;
    }
    form.by_link.insert(link_id.to_owned(), at);
    let kind = kind(json, link_id, &mut form.findings);
    let enable = conditions::read(json, link_id, &mut form.findings);
    let limits = limits::read(json, resource, kind, link_id, &mut form.findings);
    let (text, prefix) = (Said::read(json, "text"), text(json, "prefix").map(str::to_owned));
    form.items.push(Item { link_id: link_id.to_owned(), kind, parent, children: Vec::new(), enable, limits, text, prefix });
    if form.head.newer.is_none() {
        form.head.newer = newer(json).map(|what| (form.items[at].link_id.clone(), what));
    }
    let children = read(form, resource, json, Some(at), depth + 1);
    if kind == ItemKind::Display && !children.is_empty() {
        form.findings.push(Finding::new(link_id, Rule::Structure, "a display item has no items below it"));
    }
    form.items[at].children = children;
    Some(at)
}

fn kind(json: &Json, link_id: &str, findings: &mut Vec<Finding>) -> ItemKind {
    match text(json, "type") {
        Some("group") => ItemKind::Group,
        Some("display") => ItemKind::Display,
        Some("boolean") => ItemKind::Boolean,
        Some("decimal") => ItemKind::Decimal,
        Some("integer") => ItemKind::Integer,
        Some("date") => ItemKind::Date,
        Some("dateTime") => ItemKind::DateTime,
        Some("time") => ItemKind::Time,
        Some("string") => ItemKind::String,
        Some("text") => ItemKind::Text,
        Some("url") => ItemKind::Url,
        Some("choice") => ItemKind::Choice,
        Some("open-choice") => ItemKind::OpenChoice,
        Some("attachment") => ItemKind::Attachment,
        Some("reference") => ItemKind::Reference,
        Some("quantity") => ItemKind::Quantity,
        Some("question") => ItemKind::Unknown,
        Some(_) => {
            findings.push(Finding::new(link_id, Rule::Structure, "R4 has no items of this type; any answer is taken"));
            ItemKind::Unknown
        }
        None => {
            findings.push(Finding::new(link_id, Rule::Structure, "the item has no type; any answer is taken"));
            ItemKind::Unknown
        }
    }
}
