//! The questions of the pack: what kind of answer each item of the form becomes.

use super::Notes;
use super::condition::Cond;
use super::ids::Ids;
use crate::questionnaire::{Item, ItemKind, Questionnaire, Said};
use crate::value::{Kind as ValueKind, Value};

/// The most options of a question.
const MOST_OPTIONS: usize = 64;
/// Numbers without limits of their own, and the largest that a pack takes.
const FAR: f64 = 999_999_999.0;
/// The longest text that a pack takes as an answer.
const LONGEST_TEXT: usize = 10_000;

/// A question of the pack.
#[derive(Debug)]
pub(super) struct Asked {
    /// The item that it comes from.
    pub(super) item: usize,
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) required: bool,
    pub(super) hidden: bool,
    /// For the own words of an open choice: the question with its options.
    pub(super) beside: Option<usize>,
    /// When it is shown.
    pub(super) when: Cond,
}

/// What it takes.
#[derive(Debug)]
pub(super) enum Kind {
    Boolean,
    Options { many: bool, options: Vec<Offered>, alone: Vec<usize> },
    Number(Number),
    Date,
    Text { pattern: Option<String>, min: Option<usize>, max: Option<usize> },
}

/// An option.
#[derive(Debug)]
pub(super) struct Offered {
    pub(super) id: String,
    pub(super) value: Value,
    pub(super) said: Said,
}

/// A number: its range in thousandths.
#[derive(Debug)]
pub(super) struct Number {
    pub(super) min: i64,
    pub(super) max: i64,
    pub(super) whole: bool,
    /// The unit as people read it.
    pub(super) unit: Option<String>,
    /// The unit that a quantity is sent with.
    pub(super) quantity: Option<Value>,
}

impl Asked {
    /// The values of its options, in their order.
    pub(super) fn values(&self) -> Vec<Value> {
        match &self.kind {
            Kind::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
            Kind::Options { options, .. } => options.iter().map(|option| option.value.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// True when several options may be chosen.
    pub(super) fn many(&self) -> bool {
        matches!(self.kind, Kind::Options { many: true, .. })
    }
}

/// The questions that the items become, in the order of the form.
pub(super) fn questions(form: &Questionnaire, notes: &mut Notes) -> Vec<Asked> {
    let mut ids = Ids::default();
    let mut asked: Vec<Asked> = Vec::new();
    for (at, item) in form.items.iter().enumerate() {
        others(item, notes);
        if !item.kind.is_question() {
            if item.kind == ItemKind::Group {
                group(item, notes);
            }
            continue;
        }
        let Some((kind, open)) = kind(item, notes) else { continue };
        let limits = &item.limits;
        let hidden = hidden(form, at) || limits.read_only;
        if limits.read_only && !limits.hidden {
            notes.remark(&item.link_id, "it is read-only: nobody is asked, and an answer that is sent is taken");
        }
        if !limits.initial.is_empty() {
            notes.lost(&item.link_id, "its initial answer is not put in; whoever answers gives it");
        }
        let many = matches!(kind, Kind::Options { many: true, .. });
        let fewest = limits.min_occurs.unwrap_or(0);
        let required = limits.required || fewest > 0;
        if fewest > 1 || limits.max_occurs.is_some_and(|most| most > 1) && many {
            notes.lost(&item.link_id, "how few or how many answers it takes is not checked; any number of options is taken");
        }
        let id = ids.make(&item.link_id, "q");
        let own_words = open.then(|| ids.make(&format!("{id}-own-words"), "q"));
        // Of an open choice one answer is enough: the option, or the words where no option is chosen.
        let main = Asked { item: at, id, kind, required: required && !open, hidden, beside: None, when: Cond::Always };
        let place = asked.len();
        asked.push(main);
        if let Some(id) = own_words {
            if required && many {
                notes.lost(&item.link_id, "it must be answered, with options or in own words; in the pack both may be left out");
            }
            let kind = Kind::Text { pattern: None, min: limits.min_length, max: longest(limits.max_length) };
            let required = required && !many;
            asked.push(Asked { item: at, id, kind, required, hidden, beside: Some(place), when: Cond::Always });
        }
    }
    asked
}

/// What is hidden from people hides what stands in it.
fn hidden(form: &Questionnaire, at: usize) -> bool {
    let mut next = Some(at);
    while let Some(item) = next.map(|at| &form.items[at]) {
        if item.limits.hidden {
            return true;
        }
        next = item.parent;
    }
    false
}

fn group(item: &Item, notes: &mut Notes) {
    let limits = &item.limits;
    if limits.repeats || limits.max_occurs.is_some_and(|most| most > 1) || limits.min_occurs.is_some_and(|few| few > 1) {
        notes.lost(&item.link_id, "the group repeats; the pack asks it once, and a response that holds it twice is refused");
    }
    if limits.required {
        notes.lost(&item.link_id, "the group must be answered; the pack asks so of its required questions only");
    }
}

/// Extensions that only change how a form looks.
const LOOKS: [&str; 14] = [
    "questionnaire-itemControl",
    "questionnaire-choiceOrientation",
    "questionnaire-displayCategory",
    "questionnaire-sliderStepValue",
    "questionnaire-supportLink",
    "sdc-questionnaire-choiceColumn",
    "sdc-questionnaire-width",
    "sdc-questionnaire-collapsible",
    "sdc-questionnaire-openLabel",
    "rendering-style",
    "rendering-styleSensitive",
    "rendering-xhtml",
    "rendering-markdown",
    "entryFormat",
];

/// Names the extensions that nothing reads.
fn others(item: &Item, notes: &mut Notes) {
    let mut seen: Vec<&str> = Vec::new();
    for url in &item.limits.others {
        let name = url.rsplit('/').next().unwrap_or(url);
        if seen.contains(&url.as_str()) {
            continue;
        }
        seen.push(url);
        let named = crate::source::short(url);
        if LOOKS.contains(&name) {
            notes.remark(&item.link_id, format!("the extension {named} only changes how it looks, and is left out"));
        } else if item.limits.computed && name.ends_with("Expression") {
            notes.lost(&item.link_id, format!("the computation {named} is not carried; the answer must be given"));
        } else {
            notes.lost(&item.link_id, format!("the extension {named} is not carried and has no effect"));
        }
    }
}

/// What the item takes, and whether it takes own words beside its options. Nothing when it cannot be asked.
fn kind(item: &Item, notes: &mut Notes) -> Option<(Kind, bool)> {
    let (id, limits) = (item.link_id.as_str(), &item.limits);
    let repeats = limits.repeats || limits.max_occurs.is_some_and(|most| most > 1);
    let one_only = |notes: &mut Notes| {
        if repeats {
            notes.lost(id, "it repeats; the pack takes one answer, and a response with several is refused");
        }
    };
    let plain = |kind: Kind| Some((kind, false));
    match item.kind {
        ItemKind::Group | ItemKind::Display => None,
        ItemKind::Attachment | ItemKind::Reference | ItemKind::Unknown => {
            let consequence = if limits.required { "it is left out although it is required" } else { "it is left out" };
            notes.lost(id, format!("answers of this type are not carried; {consequence}, and a response that has it is refused"));
            None
        }
        ItemKind::Boolean => {
            one_only(notes);
            plain(Kind::Boolean)
        }
        _ if limits.options.is_some() => options(item, repeats, notes),
        ItemKind::Choice | ItemKind::OpenChoice => {
            let set = limits.absent_set.as_deref().map(crate::source::short).unwrap_or_default();
            let what = if set.is_empty() { "it has no options".to_owned() } else { format!("its options lie elsewhere ({set})") };
            notes.lost(id, format!("{what}; the answer is taken as a text, and no condition can compare it"));
            plain(Kind::Text { pattern: None, min: None, max: None })
        }
        ItemKind::Integer | ItemKind::Decimal => {
            one_only(notes);
            plain(Kind::Number(number(item, notes)))
        }
        ItemKind::Quantity => {
            one_only(notes);
            quantity(item, notes)
        }
        ItemKind::Date => {
            one_only(notes);
            bounds_lost(item, notes);
            plain(Kind::Date)
        }
        ItemKind::DateTime | ItemKind::Time => {
            one_only(notes);
            bounds_lost(item, notes);
            notes.lost(id, "the time is taken as a text as it was sent, and no condition can compare it");
            plain(Kind::Text { pattern: None, min: None, max: None })
        }
        ItemKind::String | ItemKind::Text | ItemKind::Url => plain(text(item, repeats, notes)),
    }
}

fn bounds_lost(item: &Item, notes: &mut Notes) {
    if item.limits.min.is_some() || item.limits.max.is_some() {
        notes.lost(&item.link_id, "its earliest or latest value is not checked; any is taken");
    }
}

fn longest(max: Option<usize>) -> Option<usize> {
    max.filter(|max| *max < LONGEST_TEXT)
}

fn text(item: &Item, repeats: bool, notes: &mut Notes) -> Kind {
    let limits = &item.limits;
    if repeats {
        notes.lost(&item.link_id, "it repeats; several texts become one, a line each");
        if limits.regex.is_some() || limits.max_length.is_some() || limits.min_length.is_some() {
            notes.lost(&item.link_id, "what each of its texts must look like is not checked");
        }
        return Kind::Text { pattern: None, min: None, max: None };
    }
    let whole = limits.regex.as_ref().map(|regex| regex.as_str());
    let pattern = whole.and_then(|whole| whole.strip_prefix("^(?:")?.strip_suffix(")$")).map(str::to_owned);
    Kind::Text { pattern, min: limits.min_length, max: longest(limits.max_length) }
}

fn options(item: &Item, repeats: bool, notes: &mut Notes) -> Option<(Kind, bool)> {
    let id = item.link_id.as_str();
    let choices = item.limits.options.as_deref().unwrap_or_default();
    let open = item.kind == ItemKind::OpenChoice;
    if choices.is_empty() || choices.len() > MOST_OPTIONS {
        let what = if choices.is_empty() {
            "none of its options can be read".to_owned()
        } else {
            format!("it has {} options, and a pack has at most {MOST_OPTIONS}", choices.len())
        };
        notes.lost(id, format!("{what}; the answer is taken as a text, and no condition can compare it"));
        return Some((Kind::Text { pattern: None, min: None, max: None }, false));
    }
    let mut ids = Ids::default();
    let mut options: Vec<Offered> = Vec::new();
    let mut alone = Vec::new();
    for choice in choices {
        if options.iter().any(|known| known.value.equals(&choice.value) == Some(true)) {
            notes.lost(id, format!("the option {} stands twice; the second is left out", named(&choice.value)));
            continue;
        }
        if !matches!(
            choice.value.kind(),
            ValueKind::Coding | ValueKind::Text | ValueKind::Integer | ValueKind::Date | ValueKind::Time
        ) {
            notes.lost(id, "an option of this type is not carried; a response that has it is refused");
            continue;
        }
        let is_said = choice.said.original.as_ref().is_some_and(|words| !words.trim().is_empty());
        if named(&choice.value).trim().is_empty() && !is_said {
            notes.lost(id, "an option has neither a code nor words; it is left out, and a response that has it is refused");
            continue;
        }
        if choice.exclusive {
            alone.push(options.len());
        }
        let said = choice.said.clone();
        options.push(Offered { id: ids.make(&named(&choice.value), "o"), value: choice.value.clone(), said });
    }
    if options.is_empty() {
        notes.lost(id, "none of its options is carried; the answer is taken as a text, and no condition can compare it");
        return Some((Kind::Text { pattern: None, min: None, max: None }, false));
    }
    Some((Kind::Options { many: repeats, options, alone }, open))
}

/// What an option is called: its code, or what it says.
fn named(value: &Value) -> String {
    match value {
        Value::Coding { code: Some(name), .. } | Value::Coding { code: None, display: Some(name), .. } => name.clone(),
        Value::Text(text) | Value::Date(text) | Value::Time(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        _ => String::new(),
    }
}

fn number(item: &Item, notes: &mut Notes) -> Number {
    let limits = &item.limits;
    let whole = item.kind == ItemKind::Integer;
    let coding = limits.units.first().cloned();
    let unit = coding.as_ref().and_then(unit_name);
    let quantity = coding.filter(|_| item.kind == ItemKind::Quantity);
    if limits.max_decimals.is_some_and(|most| most > 3) {
        notes.lost(&item.link_id, "its answers are rounded to three decimals");
    }
    let mut bound = |value: &Option<Value>, far: f64| {
        let Some(value) = value else { return far };
        let fits = match (&quantity, value) {
            (Some(unit), Value::Quantity { .. }) => crate::value::same_unit(unit, value),
            (None, Value::Integer(_) | Value::Decimal(_)) | (Some(_), Value::Integer(_) | Value::Decimal(_)) => true,
            _ => false,
        };
        match value.number().filter(|n| fits && n.abs() <= FAR) {
            Some(n) => n,
            None => {
                notes.lost(
                    &item.link_id,
                    "its smallest or largest value is no number of its own kind and unit, and is not checked",
                );
                far
            }
        }
    };
    let (mut min, mut max) = (bound(&limits.min, -FAR), bound(&limits.max, FAR));
    if whole {
        (min, max) = (min.ceil(), max.floor());
    }
    if min >= max {
        notes.lost(&item.link_id, "no number lies between its smallest and its largest value; any is taken");
        (min, max) = (-FAR, FAR);
    }
    Number { min: thousandths(min.max(-FAR)), max: thousandths(max.min(FAR)), whole, unit, quantity }
}

/// A unit as people read it.
fn unit_name(unit: &Value) -> Option<String> {
    match unit {
        Value::Coding { code, display, .. } => display.as_ref().or(code.as_ref()).filter(|name| !name.trim().is_empty()).cloned(),
        _ => None,
    }
}

/// A number in thousandths, rounded.
#[expect(clippy::cast_possible_truncation, reason = "the numbers of packs have at most nine digits before the point")]
pub(super) fn thousandths(number: f64) -> i64 {
    (number.clamp(-FAR, FAR) * 1000.0).round() as i64
}

/// A quantity is a number in one unit. Without a unit the number alone would not say what was meant.
fn quantity(item: &Item, notes: &mut Notes) -> Option<(Kind, bool)> {
    let units = &item.limits.units;
    if units.first().and_then(unit_name).is_none() {
        notes.lost(
            &item.link_id,
            "it has no unit of its own; number and unit are taken as a text, and no condition can compare them",
        );
        return Some((Kind::Text { pattern: None, min: None, max: None }, false));
    }
    if units.len() > 1 {
        notes.lost(&item.link_id, "it has several units; the pack takes the first, and an answer in another is refused");
    }
    Some((Kind::Number(number(item, notes)), false))
}
