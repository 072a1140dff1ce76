//! When an item is enabled: `enableWhen`, the SDC extension, and the older extension of Kanta.

use serde_json::Value as Json;

use super::{Condition, Enable, Op, Questionnaire, Test};
use crate::finding::{Finding, Rule};
use crate::path;
use crate::source::{list, short, text};
use crate::value::Value;

/// The condition in FHIRPath of Structured Data Capture.
pub(super) const EXPRESSION: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
/// The older one of Kanta, a modifier with a text.
pub(super) const KANTA: &str = "http://phr.kanta.fi/StructureDefinition/fiphr-ext-questionnaire-enablewhen";

/// Reads the conditions of an item.
pub(super) fn read(item: &Json, link_id: &str, findings: &mut Vec<Finding>) -> Enable {
    let mut enable = Enable::default();
    for written in list(item, "enableWhen") {
        match condition(written) {
            Ok(condition) => enable.conditions.push(condition),
            Err(why) => {
                findings.push(Finding::new(link_id, Rule::EnableWhen, format!("{why}; the item stays enabled")));
                enable.broken = true;
            }
        }
    }
    let several = list(item, "enableWhen").len() > 1;
    match text(item, "enableBehavior") {
        Some("any") => enable.any = true,
        Some("all") => {}
        Some(_) => findings.push(Finding::new(link_id, Rule::EnableBehavior, "enableBehavior must be all or any; all is taken")),
        None if several => findings.push(Finding::new(
            link_id,
            Rule::EnableBehavior,
            "there are several conditions, so enableBehavior must say all or any; all is taken",
        )),
        None => {}
    }
    for extension in list(item, "extension").iter().chain(list(item, "modifierExtension")) {
        match text(extension, "url") {
            Some(EXPRESSION) => expression(&extension["valueExpression"], link_id, &mut enable, findings),
            Some(KANTA) => {
                let written = extension["valueString"].as_str().or_else(|| text(&extension["valueExpression"], "expression"));
                path(written, link_id, &mut enable, findings);
            }
            _ => {}
        }
    }
    modifiers(item, link_id, findings);
    enable
}

/// A modifier changes what an element means, so an unknown one must not pass in silence.
pub(super) fn modifiers(element: &Json, link_id: &str, findings: &mut Vec<Finding>) {
    for extension in list(element, "modifierExtension") {
        let url = text(extension, "url").unwrap_or_default();
        if url != KANTA && url != EXPRESSION {
            let message = format!("the modifier extension {} is not carried", short(url));
            findings.push(Finding::new(link_id, Rule::NotCarried, message));
        }
    }
}

fn expression(json: &Json, link_id: &str, enable: &mut Enable, findings: &mut Vec<Finding>) {
    match text(json, "language") {
        Some("text/fhirpath") => path(text(json, "expression"), link_id, enable, findings),
        _ => {
            findings.push(Finding::new(
                link_id,
                Rule::NotCarried,
                "a condition in another language than text/fhirpath; the item stays enabled",
            ));
            enable.broken = true;
        }
    }
}

fn path(written: Option<&str>, link_id: &str, enable: &mut Enable, findings: &mut Vec<Finding>) {
    let read = written.ok_or_else(|| "no expression".to_owned()).and_then(path::parse);
    match read {
        Ok(expr) => enable.paths.push(expr),
        Err(why) => {
            let message = format!("the condition in FHIRPath has {why}, which is not carried; the item stays enabled");
            findings.push(Finding::new(link_id, Rule::NotCarried, message));
            enable.broken = true;
        }
    }
}

fn condition(json: &Json) -> Result<Condition, &'static str> {
    let question = text(json, "question").filter(|id| !id.is_empty()).ok_or("a condition names no question")?.to_owned();
    let value = Value::read(json, "answer");
    let op = match text(json, "operator") {
        Some("exists") => {
            return match value {
                Ok(Value::Boolean(yes)) => Ok(Condition { question, test: Test::Exists(yes) }),
                _ => Err("a condition with exists needs an answerBoolean"),
            };
        }
        Some("=") => Op::Eq,
        Some("!=") => Op::Ne,
        Some(">") => Op::Gt,
        Some("<") => Op::Lt,
        Some(">=") => Op::Ge,
        Some("<=") => Op::Le,
        Some(_) => return Err("a condition has an operator that R4 does not know"),
        None => return Err("a condition has no operator"),
    };
    let value = value.map_err(|_| "a condition has no answer to compare with, or one that cannot be read")?;
    Ok(Condition { question, test: Test::Compare(op, value) })
}

/// Conditions may ask only what the questionnaire has.
pub(super) fn check(form: &mut Questionnaire) {
    let mut found = Vec::new();
    for (at, item) in form.items.iter().enumerate() {
        let mut asked: Vec<String> = item.enable.conditions.iter().map(|c| c.question.clone()).collect();
        item.enable.paths.iter().for_each(|path| path.link_ids(&mut asked));
        for question in asked {
            match form.by_link.get(&question) {
                None => found.push((
                    at,
                    Rule::UnknownReference,
                    format!(
                        "a condition asks \"{}\", which the questionnaire does not have; the item stays enabled",
                        short(&question)
                    ),
                )),
                Some(target)
                    if !form.items[*target].kind.is_question()
                        && item.enable.conditions.iter().any(|c| c.question == question) =>
                {
                    found.push((
                        at,
                        Rule::EnableWhen,
                        format!("a condition asks \"{}\", which takes no answer; the item stays enabled", short(&question)),
                    ));
                }
                Some(_) => {}
            }
        }
    }
    for (at, rule, message) in found {
        form.items[at].enable.broken = true;
        let link_id = form.items[at].link_id.clone();
        form.findings.push(Finding::new(link_id, rule, message));
    }
}
