//! When an item is enabled: with `enableWhen` where one list of conditions can say it, else in FHIRPath. Both for the same
//! answers as in the pack, where a question without an answer makes everything false that asks it.

use knowledge::{Op, Pack, Question, QuestionKind, When};
use serde_json::{Map, Value as Json, json};

use super::groups;
use super::item::{coding, plain, unit};

const EXPRESSION: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";

/// A condition without "not", in which each part can be said in R4.
#[derive(Clone, Debug)]
enum Part<'a> {
    /// True: there is an answer. False: there is none.
    Exists(&'a Question, bool),
    /// True: one of the options is in the answer. False: none is, or there is no answer.
    Has(&'a Question, Vec<&'a str>, bool),
    /// The number compares so. With `!=` also without an answer, as R4 has it.
    Number(&'a Question, Op, f64),
    /// What only FHIRPath can say.
    Path(String),
    All(Vec<Part<'a>>),
    Any(Vec<Part<'a>>),
}

/// Puts in when the item of a question is enabled.
pub(super) fn put(pack: &Pack, question: &Question, item: &mut Map<String, Json>, extensions: &mut Vec<Json>) {
    let Some(when) = pack.shown_when(&question.id) else { return };
    let part = Making { pack }.part(&when, true);
    if matches!(&part, Part::All(parts) if parts.is_empty()) {
        return;
    }
    let listed = list(pack, &part, false).map(|conditions| (conditions, "any"));
    let listed = listed.or_else(|| list(pack, &part, true).map(|conditions| (conditions, "all")));
    match listed.filter(|(conditions, _)| !conditions.is_empty()) {
        Some((conditions, behavior)) => {
            if conditions.len() > 1 {
                item.insert("enableBehavior".to_owned(), json!(behavior));
            }
            item.insert("enableWhen".to_owned(), Json::Array(conditions));
        }
        None => extensions.push(json!({
            "url": EXPRESSION,
            "valueExpression": { "language": "text/fhirpath", "expression": path(pack, &part) },
        })),
    }
}

struct Making<'a> {
    pack: &'a Pack,
}

impl<'a> Making<'a> {
    /// The condition, or its opposite.
    fn part(&self, when: &When<'a>, holds: bool) -> Part<'a> {
        let each = |parts: &[When<'a>]| parts.iter().map(|one| self.part(one, holds)).collect();
        match when {
            When::Always => join(holds, Vec::new()),
            When::Not(one) => self.part(one, !holds),
            When::All(parts) => join(holds, each(parts)),
            When::Any(parts) => join(!holds, each(parts)),
            When::Answered(question) => self.asked(question, holds, |asked| Part::Exists(asked, holds)),
            When::Has { question, options } => self.asked(question, holds, |asked| Part::Has(asked, options.clone(), holds)),
            When::Lacks { question, options } => self.asked(question, holds, |asked| {
                join(holds, vec![Part::Exists(asked, holds), Part::Has(asked, options.clone(), !holds)])
            }),
            When::Number { question, op, value } => self.asked(question, holds, |asked| number(asked, *op, *value, holds)),
            When::Count { question, options, op, value } => self.asked(question, holds, |asked| {
                let codes = codes(asked, options);
                Part::Path(format!("{}.where({codes}).count() {} {value}", answers(self.pack, asked), sign(*op, holds)))
            }),
        }
    }

    /// What the question says. One that is not there is never answered.
    fn asked(&self, id: &str, holds: bool, part: impl FnOnce(&'a Question) -> Part<'a>) -> Part<'a> {
        self.pack.question(id).map_or_else(|| join(!holds, Vec::new()), part)
    }
}

/// All of the parts, or any; those of the same kind inside become a part of it.
fn join(all: bool, parts: Vec<Part<'_>>) -> Part<'_> {
    let mut joined = Vec::new();
    for part in parts {
        match part {
            Part::All(inner) if all => joined.extend(inner),
            Part::Any(inner) if !all => joined.extend(inner),
            other => joined.push(other),
        }
    }
    match joined.len() {
        1 => joined.remove(0),
        _ if all => Part::All(joined),
        _ => Part::Any(joined),
    }
}

fn number(asked: &Question, op: Op, value: f64, holds: bool) -> Part<'_> {
    match (op, holds) {
        // R4's != holds without an answer too, the pack's does not.
        (Op::Ne, true) => Part::All(vec![Part::Exists(asked, true), Part::Number(asked, Op::Ne, value)]),
        (Op::Eq, false) => Part::Number(asked, Op::Ne, value),
        (op, true) => Part::Number(asked, op, value),
        (op, false) => Part::Any(vec![Part::Exists(asked, false), Part::Number(asked, opposite(op), value)]),
    }
}

fn opposite(op: Op) -> Op {
    match op {
        Op::Eq => Op::Ne,
        Op::Ne => Op::Eq,
        Op::Ge => Op::Lt,
        Op::Gt => Op::Le,
        Op::Le => Op::Gt,
        Op::Lt => Op::Ge,
    }
}

fn sign(op: Op, holds: bool) -> &'static str {
    match if holds { op } else { opposite(op) } {
        Op::Eq => "=",
        Op::Ne => "!=",
        Op::Ge => ">=",
        Op::Gt => ">",
        Op::Le => "<=",
        Op::Lt => "<",
    }
}

/// The condition as one list of `enableWhen` of which all must hold, or one is enough. Nothing where that cannot say it.
fn list(pack: &Pack, part: &Part<'_>, all: bool) -> Option<Vec<Json>> {
    match part {
        Part::All(parts) if all => parts.iter().map(|part| list(pack, part, all)).collect::<Option<Vec<_>>>().map(|l| l.concat()),
        Part::Any(parts) if !all => {
            parts.iter().map(|part| list(pack, part, all)).collect::<Option<Vec<_>>>().map(|l| l.concat())
        }
        Part::All(_) | Part::Any(_) | Part::Path(_) => None,
        Part::Exists(asked, yes) => Some(vec![exists(asked, *yes)]),
        Part::Number(asked, op, value) => {
            let (member, answer) = if is_quantity(asked) {
                let mut quantity = unit(asked).unwrap_or_default();
                quantity.insert("value".to_owned(), plain(*value));
                ("answerQuantity", Json::Object(quantity))
            } else if value.fract() == 0.0 && is_whole(asked) {
                ("answerInteger", plain(*value))
            } else {
                ("answerDecimal", plain(*value))
            };
            Some(vec![json!({ "question": asked.link_id(), "operator": sign(*op, true), member: answer })])
        }
        Part::Has(asked, options, yes) => {
            // One of several is said by "any", none of several by "all".
            if options.len() == 1 || *yes != all {
                return Some(options.iter().map(|option| compare(pack, asked, option, *yes)).collect());
            }
            // Where one option is chosen, it is one of these when there is an answer and it is none of the others.
            if asked.kind.takes_many() {
                return None;
            }
            let others = asked.kind.options().into_iter().filter(|option| !options.contains(option));
            let others = others.map(|option| compare(pack, asked, option, !*yes));
            Some(std::iter::once(exists(asked, *yes)).chain(others).collect())
        }
    }
}

fn is_whole(asked: &Question) -> bool {
    matches!(&asked.kind, QuestionKind::Number(range) if range.whole())
}

fn is_quantity(asked: &Question) -> bool {
    asked.unit_code().is_some()
}

fn exists(asked: &Question, yes: bool) -> Json {
    json!({ "question": asked.link_id(), "operator": "exists", "answerBoolean": yes })
}

fn compare(pack: &Pack, asked: &Question, option: &str, equal: bool) -> Json {
    let operator = if equal { "=" } else { "!=" };
    if asked.kind == QuestionKind::Boolean {
        return json!({ "question": asked.link_id(), "operator": operator, "answerBoolean": option == "yes" });
    }
    json!({ "question": asked.link_id(), "operator": operator, "answerCoding": coding(pack, asked, option) })
}

/// The condition in FHIRPath. Nothing in it is ever denied, so that a part without a result counts as one that does not hold.
fn path(pack: &Pack, part: &Part<'_>) -> String {
    let join = |parts: &[Part<'_>], word: &str, none: &str| {
        let inner = |part: &Part<'_>| match part {
            Part::All(_) | Part::Any(_) => format!("({})", path(pack, part)),
            other => path(pack, other),
        };
        match parts {
            [] => none.to_owned(),
            parts => parts.iter().map(inner).collect::<Vec<_>>().join(word),
        }
    };
    let there = |yes: bool| if yes { "exists()" } else { "empty()" };
    match part {
        Part::All(parts) => join(parts, " and ", "true"),
        Part::Any(parts) => join(parts, " or ", "false"),
        Part::Path(written) => written.clone(),
        Part::Exists(asked, yes) => format!("{}.{}", answers(pack, asked), there(*yes)),
        Part::Number(asked, op, value) => {
            let number = format!("{}{}", answers(pack, asked), if is_quantity(asked) { ".value.value" } else { ".value" });
            let compared = format!("{number} {} {}", sign(*op, true), plain(*value));
            // Without an answer the comparison is nothing, and so not true; R4's != is true then.
            if *op == Op::Ne { format!("({number}.empty() or {compared})") } else { compared }
        }
        Part::Has(asked, options, yes) => {
            let test = if asked.kind == QuestionKind::Boolean { truths(options) } else { codes(asked, options) };
            format!("{}.where({test}).{}", answers(pack, asked), there(*yes))
        }
    }
}

/// The answers to a question: the way down to it, step by step, which every reader of FHIRPath can go.
fn answers(pack: &Pack, asked: &Question) -> String {
    let at = pack.questions().iter().position(|question| question.id == asked.id);
    let group = at.and_then(|at| groups(pack).into_iter().nth(at).flatten());
    let step = |link_id: &str| format!(".item.where(linkId = {})", quoted(link_id));
    let group = group.map(|group| step(&group.link_id)).unwrap_or_default();
    format!("%resource{group}{}.answer", step(asked.link_id()))
}

fn codes(asked: &Question, options: &[&str]) -> String {
    let behind_system = |code: &str| quoted(code.split_once('|').map_or(code, |(_, code)| code));
    let codes: Vec<String> = asked.codes().filter(|(id, _)| options.contains(id)).map(|(_, code)| behind_system(code)).collect();
    match codes.as_slice() {
        [one] => format!("value.code = {one}"),
        several => format!("value.code in ({})", several.join(" | ")),
    }
}

fn truths(options: &[&str]) -> String {
    let truths: Vec<String> = options.iter().map(|option| format!("value = {}", *option == "yes")).collect();
    truths.join(" or ")
}

/// A text as FHIRPath writes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
