//! Writes the files of the pack.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::{Language, UrgencyClass};

use super::ask::{Asked, Kind};
use super::condition::{Cond, decimal, written};
use super::ids::Ids;
use super::words::{Standing, Three, Words, joined, standing};
use super::{ImportChoices, Notes};
use crate::questionnaire::{ItemKind, Questionnaire, Said};
use crate::value::Value;

/// The files of a pack by their path in its folder.
pub(super) fn files(
    form: &Questionnaire,
    asked: &[Asked],
    order: &[usize],
    id: &str,
    version: &str,
    choices: &ImportChoices,
    notes: &mut Notes,
) -> Vec<(String, String)> {
    let mut words = Words::new(form);
    let standing = standing(choices.class == UrgencyClass::P1);
    let sections = sections(form, asked, order);
    let texts = texts(form, asked, order, &sections, &standing, &mut words, notes);
    words.name_missing(notes);
    let mut files = vec![("pack.toml".to_owned(), pack(form, asked, order, id, version, choices, &sections, notes))];
    for language in Language::ALL {
        files.push((format!("texts/{language}.toml"), texts[language as usize].clone()));
    }
    files
}

/// A text in quotes. The escapes of JSON are TOML's too.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::to_string(&plain).unwrap_or_default()
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// The outermost groups as sections, where the order of asking keeps them together. Each with its questions in that order.
fn sections(form: &Questionnaire, asked: &[Asked], order: &[usize]) -> Vec<(usize, String, Vec<usize>)> {
    let mut ids = Ids::default();
    let mut sections: Vec<(usize, String, Vec<usize>)> = Vec::new();
    let mut last = None;
    for question in order {
        let top = outermost(form, asked[*question].item);
        let section = (form.items[top].kind == ItemKind::Group && form.items[top].text.original.is_some()).then_some(top);
        match section {
            Some(top) if last == Some(top) => {
                if let Some((.., questions)) = sections.last_mut() {
                    questions.push(*question);
                }
            }
            Some(top) => {
                if sections.iter().any(|(known, ..)| *known == top) {
                    return Vec::new();
                }
                sections.push((top, ids.make(&form.items[top].link_id, "s"), vec![*question]));
            }
            None => {}
        }
        last = section;
    }
    sections
}

fn outermost(form: &Questionnaire, item: usize) -> usize {
    let mut at = item;
    while let Some(parent) = form.items[at].parent {
        at = parent;
    }
    at
}

#[expect(clippy::too_many_arguments, reason = "everything that stands in one file")]
fn pack(
    form: &Questionnaire,
    asked: &[Asked],
    order: &[usize],
    id: &str,
    version: &str,
    choices: &ImportChoices,
    sections: &[(usize, String, Vec<usize>)],
    notes: &Notes,
) -> String {
    let mut page = String::new();
    let head = &form.head;
    // Writing to a String cannot fail.
    let _ = writeln!(
        page,
        "# Made by `omaolo content import` of a FHIR R4 Questionnaire. docs/content.md says what each line means.\n\nid = {}\nversion = {}\nkind = \"form\"\nqueue = {}",
        quoted(id),
        quoted(version),
        quoted(&choices.queue)
    );
    if let Some(url) = &head.url {
        let own = head.version.as_deref().filter(|version| !version.split('.').all(|n| n.parse::<u32>().is_ok()));
        let _ = writeln!(page, "url = {}", quoted(&own.map_or_else(|| url.clone(), |own| format!("{url}|{own}"))));
    }
    if !notes.0.is_empty() {
        let _ = writeln!(page, "\n# In what the pack differs from the form.\nuncertain = [");
        for note in &notes.0 {
            let _ = writeln!(page, "    {},", quoted(&note.to_string()));
        }
        let _ = writeln!(page, "]");
    }
    for (_, id, questions) in sections {
        let ids = questions.iter().map(|question| asked[*question].id.as_str());
        let _ = writeln!(page, "\n[[section]]\nid = {}\nquestions = {}", quoted(id), list(ids));
    }
    for at in order {
        question(form, asked, &asked[*at], &mut page);
    }
    unreachable(asked, &mut page);
    let source = head.url.as_deref().unwrap_or(id);
    let of = head.version.as_ref().map(|version| format!("|{version}")).unwrap_or_default();
    let _ = writeln!(
        page,
        "\n# A form judges nothing: everybody who answers comes to the same.\n\n[[rule]]\nid = \"taken\"\nwhen = \"always\"\nclass = \"{class}\"\nrecommend = \"read\"\nwhy = {why}\nsource = \"form\"\n\n[[recommendation]]\nid = \"read\"\nclass = \"{class}\"\n\n[[source]]\ncode = \"form\"\ntext = {text}\nstatus = \"seen\"",
        class = choices.class,
        why = quoted(&standing(false).why[Language::En as usize]),
        text = quoted(&format!("FHIR Questionnaire {source}{of}")),
    );
    page
}

/// What the form itself never asks, so that the proof need not find it.
fn unreachable(asked: &[Asked], page: &mut String) {
    let never: Vec<&Asked> = asked.iter().filter(|question| question.when == Cond::Never).collect();
    if never.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n[proof.unreachable]");
    for question in never {
        let mut line = |what: String| {
            let _ = writeln!(page, "{} = \"its condition in the form can never hold\"", quoted(&what));
        };
        line(format!("question {}", question.id));
        match &question.kind {
            Kind::Boolean => ["yes", "no"].iter().for_each(|option| line(format!("option {} = {option}", question.id))),
            Kind::Options { options, .. } => {
                options.iter().for_each(|option| line(format!("option {} = {}", question.id, option.id)));
            }
            _ => {}
        }
    }
}

fn question(form: &Questionnaire, all: &[Asked], asked: &Asked, page: &mut String) {
    let item = &form.items[asked.item];
    let _ = writeln!(page, "\n[[question]]\nid = {}", quoted(&asked.id));
    let mut line = |name: &str, value: String| {
        let _ = writeln!(page, "{name} = {value}");
    };
    let kind = match &asked.kind {
        Kind::Boolean => "boolean",
        Kind::Options { many: true, .. } => "multi",
        Kind::Options { .. } => "single",
        Kind::Number(number) if number.whole => "integer",
        Kind::Number(_) => "decimal",
        Kind::Date => "date",
        Kind::Text { .. } => "text",
    };
    line("type", quoted(kind));
    if asked.id != item.link_id {
        line("link-id", quoted(&item.link_id));
    }
    if !asked.required {
        line("required", "false".to_owned());
    }
    if asked.hidden {
        line("hidden", "true".to_owned());
    }
    if asked.when != Cond::Always {
        line("show-when", quoted(&written(&asked.when, all)));
    }
    match &asked.kind {
        Kind::Options { many, options, alone } => {
            line("options", list(options.iter().map(|option| option.id.as_str())));
            let usual = |id: &str| ["none", "unknown"].contains(&id);
            let by_name = options.iter().enumerate().filter(|(_, option)| usual(&option.id)).map(|(at, _)| at);
            if *many && !by_name.eq(alone.iter().copied()) {
                line("alone", list(alone.iter().map(|at| options[*at].id.as_str())));
            }
            let codes: Vec<String> = options
                .iter()
                .filter_map(|option| {
                    let code = code(&option.value);
                    (code != option.id).then(|| format!("{} = {}", option.id, quoted(&code)))
                })
                .collect();
            if !codes.is_empty() {
                line("codes", format!("{{ {} }}", codes.join(", ")));
            }
        }
        Kind::Number(number) => {
            line("min", decimal(number.min));
            line("max", decimal(number.max));
            if let Some(name) = &number.unit {
                line("unit", quoted(&unit_id(name)));
            }
            if let Some(unit) = &number.quantity {
                line("unit-code", quoted(&code(unit)));
            }
        }
        Kind::Text { pattern, min, max } => {
            if let Some(pattern) = pattern {
                line("pattern", quoted(pattern));
            }
            if let Some(min) = min {
                line("min-length", min.to_string());
            }
            if let Some(max) = max {
                line("max-length", max.to_string());
            }
        }
        Kind::Boolean | Kind::Date => {}
    }
}

/// What other systems send for an option or a unit: its code, behind its system where it has one.
fn code(value: &Value) -> String {
    match value {
        Value::Coding { system, code: Some(code), .. } => match system {
            Some(system) => format!("{system}|{code}"),
            None if code.contains('|') => format!("|{code}"),
            None => code.clone(),
        },
        Value::Coding { display, .. } => display.clone().unwrap_or_default(),
        Value::Text(text) | Value::Date(text) | Value::Time(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        _ => String::new(),
    }
}

/// A unit's id in the texts.
fn unit_id(name: &str) -> String {
    format!("form-{}", Ids::default().make(name, "unit"))
}

fn texts(
    form: &Questionnaire,
    asked: &[Asked],
    order: &[usize],
    sections: &[(usize, String, Vec<usize>)],
    standing: &Standing,
    words: &mut Words,
    notes: &mut Notes,
) -> [String; 3] {
    let head = &form.head;
    let called = head.name.as_deref().or(head.id.as_deref()).or(head.url.as_deref()).unwrap_or("Form");
    let title = words.three(&head.title, called);
    let purpose = match &head.description.original {
        Some(_) => words.three(&head.description, ""),
        None => standing.purpose.clone(),
    };
    let (mut questions, mut shorts) = (Vec::new(), Vec::new());
    let mut options: Vec<(&str, Vec<(&str, Three)>)> = Vec::new();
    let mut units: BTreeMap<String, Three> = BTreeMap::new();
    let before = before(form, asked, sections, words, notes);
    for at in order {
        let question = &asked[*at];
        let item = &form.items[question.item];
        if item.text.original.is_none() && question.beside.is_none() {
            notes.remark(&item.link_id, "it has no text; its linkId stands in its place");
        }
        let own = words.three(&item.text, &item.link_id);
        let whole = match &item.prefix {
            Some(prefix) => {
                let prefix = words.three(&Said { original: Some(prefix.clone()), translations: Vec::new() }, "");
                std::array::from_fn(|at| format!("{} {}", prefix[at], own[at]).trim().to_owned())
            }
            None => own.clone(),
        };
        let text = if question.beside.is_some() {
            std::array::from_fn(|at| format!("{} ({})", whole[at], standing.own_words[at]))
        } else {
            before.get(&question.item).map_or_else(|| whole.clone(), |before| joined(before, &whole))
        };
        let short = match &item.limits.short {
            Some(short) => words.three(&Said { original: Some(short.clone()), translations: Vec::new() }, ""),
            None => own,
        };
        let short = match question.beside {
            Some(_) => std::array::from_fn(|at| format!("{} ({})", short[at], standing.own_words[at])),
            None => short,
        };
        if short != text {
            shorts.push((question.id.as_str(), short));
        }
        questions.push((question.id.as_str(), text));
        match &question.kind {
            Kind::Options { options: offered, .. } => {
                let of =
                    offered.iter().map(|option| (option.id.as_str(), words.three(&option.said, &code(&option.value)))).collect();
                options.push((question.id.as_str(), of));
            }
            Kind::Number(number) => {
                if let Some(name) = &number.unit {
                    let said = Said { original: Some(name.clone()), translations: Vec::new() };
                    units.insert(unit_id(name), words.three(&said, ""));
                }
            }
            _ => {}
        }
    }
    let titles: Vec<(&str, Three)> =
        sections.iter().map(|(top, id, _)| (id.as_str(), words.three(&form.items[*top].text, id))).collect();
    Language::ALL.map(|language| {
        let at = language as usize;
        let mut page = String::new();
        let _ = writeln!(
            page,
            "title = {}\npurpose = {}\nintended-users = {}",
            quoted(&title[at]),
            quoted(&purpose[at]),
            quoted(&standing.users[at])
        );
        let mut table = |name: &str, rows: &[(&str, Three)]| {
            if !rows.is_empty() {
                let _ = writeln!(page, "\n[{name}]");
                for (id, text) in rows {
                    let _ = writeln!(page, "{id} = {}", quoted(&text[at]));
                }
            }
        };
        table("section", &titles);
        table("question", &questions);
        table("short", &shorts);
        for (id, rows) in &options {
            table(&format!("option.{id}"), rows);
        }
        let units: Vec<(&str, Three)> = units.iter().map(|(id, text)| (id.as_str(), text.clone())).collect();
        table("unit", &units);
        if language != Language::En {
            table("rule", &[("taken", standing.why.clone())]);
        }
        table("recommendation.read", &[("text", standing.thanks.clone()), ("professional", standing.professional.clone())]);
        page
    })
}

/// By item: the headings and instructions that stand before its question. Each is read once, with the first question behind it;
/// an instruction below a question is read with that question.
fn before(
    form: &Questionnaire,
    asked: &[Asked],
    sections: &[(usize, String, Vec<usize>)],
    words: &mut Words,
    notes: &mut Notes,
) -> BTreeMap<usize, Three> {
    let is_asked = |item: usize| asked.iter().any(|question| question.item == item && !question.hidden);
    let is_free = |item: usize| {
        let enable = &form.items[item].enable;
        enable.conditions.is_empty() && enable.paths.is_empty()
    };
    let mut before: BTreeMap<usize, Three> = BTreeMap::new();
    let mut add = |item: usize, text: Three| {
        let so_far = before.remove(&item).unwrap_or_default();
        before.insert(item, joined(&so_far, &text));
    };
    for (at, item) in form.items.iter().enumerate().filter(|(_, item)| !item.kind.is_question() && item.text.original.is_some()) {
        if sections.iter().any(|(top, ..)| *top == at) {
            continue;
        }
        let parent = item.parent;
        // Whatever comes behind it inside the group around it, or inside itself.
        let inside = |other: usize| {
            let mut next = Some(other);
            while let Some(place) = next {
                if Some(place) == if item.kind == ItemKind::Group { Some(at) } else { parent } {
                    return true;
                }
                next = form.items[place].parent;
            }
            item.kind != ItemKind::Group && parent.is_none()
        };
        let of_question = parent.filter(|parent| item.kind == ItemKind::Display && is_asked(*parent));
        let target = of_question.or_else(|| (at + 1..form.items.len()).find(|other| is_asked(*other) && inside(*other)));
        match target {
            Some(target) if item.kind == ItemKind::Group || is_free(at) => {
                let text = words.three(&item.text, "");
                add(target, text);
            }
            Some(_) => {
                notes.lost(&item.link_id, "the text is shown under a condition; a pack cannot do that, and it is left out");
            }
            None if item.kind == ItemKind::Display => {
                notes.lost(&item.link_id, "no question stands behind the text, with which it could be shown; it is left out");
            }
            None => {}
        }
    }
    before
}
