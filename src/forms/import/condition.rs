//! Conditions as a pack can say them, made of `enableWhen`. Without an answer `!=` holds, and what cannot be compared is
//! neither equal nor in any order, as R4 has it.

use std::collections::BTreeSet;

use super::Notes;
use super::ask::{Asked, Kind, Number, thousandths};
use super::path;
use crate::enable::{compare, unequal};
use crate::questionnaire::{Condition, ItemKind, Op, Questionnaire, Test};
use crate::value::{Kind as ValueKind, Value, same_unit};

/// The longest condition that is written into a pack, in parts.
const MOST_PARTS: usize = 500;

/// A condition on the answers to the pack's questions, which are named by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cond {
    Always,
    Never,
    Answered(usize),
    /// One of these options is in the answer.
    Has(usize, u64),
    /// How many of these options are in the answer.
    Count(usize, u64, Op, u32),
    /// The number, in thousandths.
    Compare(usize, Op, i64),
    And(Vec<Cond>),
    Or(Vec<Cond>),
    Not(Box<Cond>),
}

impl Cond {
    pub(super) fn not(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// True when all hold.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Vec::new();
        for part in parts {
            match part {
                Self::Never => return Self::Never,
                Self::Always => {}
                Self::And(inner) => all.extend(inner),
                other => all.push(other),
            }
        }
        Self::joined(all, Self::Always, Self::And)
    }

    /// True when one holds.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Vec::new();
        for part in parts {
            match part {
                Self::Always => return Self::Always,
                Self::Never => {}
                Self::Or(inner) => any.extend(inner),
                // Options of one question are one set.
                Self::Has(question, mask) => match any.last_mut() {
                    Some(Self::Has(same, known)) if *same == question => *known |= mask,
                    _ => any.push(Self::Has(question, mask)),
                },
                other => any.push(other),
            }
        }
        Self::joined(any, Self::Never, Self::Or)
    }

    fn joined(parts: Vec<Self>, none: Self, join: fn(Vec<Self>) -> Self) -> Self {
        let mut once: Vec<Self> = Vec::new();
        for part in parts {
            // Beyond what a pack takes it need not be short.
            if once.len() > MOST_PARTS || !once.contains(&part) {
                once.push(part);
            }
        }
        match once.len() {
            0 => none,
            1 => once.remove(0),
            _ => join(once),
        }
    }

    /// One of the options of a question; none of them is never chosen.
    pub(super) fn has(question: usize, mask: u64) -> Self {
        if mask == 0 { Self::Never } else { Self::Has(question, mask) }
    }

    /// The questions that it asks.
    pub(super) fn questions(&self, into: &mut BTreeSet<usize>) {
        match self {
            Self::Always | Self::Never => {}
            Self::Answered(at) | Self::Has(at, _) | Self::Count(at, ..) | Self::Compare(at, ..) => drop(into.insert(*at)),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.questions(into)),
            Self::Not(part) => part.questions(into),
        }
    }

    fn parts(&self) -> usize {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::parts).sum(),
            Self::Not(part) => part.parts(),
            _ => 1,
        }
    }

    fn depth(&self) -> usize {
        match self {
            Self::And(parts) | Self::Or(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
            Self::Not(part) => 1 + part.depth(),
            _ => 1,
        }
    }
}

/// Nested deeper than this no person reads it, and the packs' own reader has a limit too.
const DEEPEST: usize = 20;

/// Says of each question when it is shown: its own conditions, and those of all that it stands in.
pub(super) fn conditions(form: &Questionnaire, asked: &mut [Asked], notes: &mut Notes) {
    let own: Vec<Cond> = (0..form.items.len()).map(|item| own(form, asked, item, notes)).collect();
    let mut whole: Vec<Cond> = Vec::with_capacity(own.len());
    // Parents stand before their children.
    for (at, own) in own.into_iter().enumerate() {
        let around = form.items[at].parent.map_or(Cond::Always, |parent| whole[parent].clone());
        let both = Cond::all([around.clone(), own]);
        whole.push(if both.parts() > MOST_PARTS {
            notes.lost(&form.items[at].link_id, "its condition is too long for a pack; it is shown as what it stands in");
            around
        } else {
            both
        });
    }
    for question in asked.iter_mut() {
        let when = whole[question.item].clone();
        question.when = match question.beside {
            Some(options) if !question.hidden && question.required => Cond::all([when, Cond::Answered(options).not()]),
            _ => when,
        };
    }
    never_shown(form, asked, notes);
}

fn never_shown(form: &Questionnaire, asked: &[Asked], notes: &mut Notes) {
    for question in asked.iter().filter(|question| question.when == Cond::Never && question.beside.is_none()) {
        notes.remark(&form.items[question.item].link_id, "its condition can never hold, so it is never asked");
    }
}

/// The item's own condition.
fn own(form: &Questionnaire, asked: &[Asked], at: usize, notes: &mut Notes) -> Cond {
    let item = &form.items[at];
    let enable = &item.enable;
    if enable.broken {
        // Named by the reader of the form already.
        return Cond::Always;
    }
    let mut parts = Vec::new();
    for condition in &enable.conditions {
        match one(form, asked, condition) {
            Ok(cond) => parts.push(cond),
            Err(why) if enable.any => {
                notes.lost(
                    &item.link_id,
                    format!(
                        "a condition on \"{}\" is not carried: {why}; the item is always shown",
                        crate::source::short(&condition.question)
                    ),
                );
                return Cond::Always;
            }
            Err(why) => notes.lost(
                &item.link_id,
                format!(
                    "a condition on \"{}\" is not carried: {why}; the item is shown without it",
                    crate::source::short(&condition.question)
                ),
            ),
        }
    }
    let written = match (enable.any, enable.conditions.is_empty()) {
        (_, true) => Cond::Always,
        (true, false) => Cond::any(parts),
        (false, false) => Cond::all(parts),
    };
    let mut all = vec![written];
    for expr in &enable.paths {
        match path::condition(form, asked, at, expr) {
            Ok(cond) => all.push(cond),
            Err(why) => {
                notes.lost(&item.link_id, format!("a condition in FHIRPath is not carried: {why}; the item is shown without it"));
            }
        }
    }
    let all = Cond::all(all);
    if all.depth() > DEEPEST {
        notes.lost(&item.link_id, "its condition nests too deep for a pack; the item is always shown");
        return Cond::Always;
    }
    all
}

/// The questions of an item: that with its answer, and the own words beside it.
pub(super) fn of_item(form: &Questionnaire, asked: &[Asked], link_id: &str) -> Result<(usize, Option<usize>), String> {
    let item = form.by_link.get(link_id).copied();
    let main = asked.iter().position(|question| Some(question.item) == item).ok_or("the question is not carried")?;
    Ok((main, asked.iter().position(|question| question.beside == Some(main))))
}

fn one(form: &Questionnaire, asked: &[Asked], condition: &Condition) -> Result<Cond, String> {
    let (main, own_words) = of_item(form, asked, &condition.question)?;
    match &condition.test {
        Test::Exists(yes) => {
            let answered = Cond::any(std::iter::once(main).chain(own_words).map(Cond::Answered));
            Ok(if *yes { answered } else { answered.not() })
        }
        Test::Compare(op, value) => {
            let question = &asked[main];
            match &question.kind {
                Kind::Boolean | Kind::Options { .. } => chosen(question, main, own_words, *op, value),
                Kind::Number(number) => Ok(numbers(main, number, *op, value)),
                Kind::Date | Kind::Text { .. } => words(form.items[question.item].kind, main, *op, value),
            }
        }
    }
}

/// Bits of the options for which something holds.
pub(super) fn mask(values: &[Value], holds: impl Fn(&Value) -> bool) -> u64 {
    values.iter().enumerate().filter(|(_, value)| holds(value)).fold(0, |bits, (at, _)| bits | 1 << at)
}

fn chosen(question: &Asked, main: usize, own_words: Option<usize>, op: Op, value: &Value) -> Result<Cond, String> {
    let values = question.values();
    let is_text = matches!(value.kind(), ValueKind::Text | ValueKind::Uri);
    if own_words.is_some() && is_text {
        return Err("it compares own words with a text".to_owned());
    }
    if op == Op::Ne {
        // Also true without an answer.
        let equal = Cond::has(main, mask(&values, |option| !unequal(option, value, own_words.is_some()))).not();
        let other = own_words.filter(|_| !unequal(&Value::Text(String::new()), value, true));
        return Ok(Cond::all([equal, other.map_or(Cond::Always, |words| Cond::Answered(words).not())]));
    }
    Ok(Cond::has(main, mask(&values, |option| compare(op, option, value))))
}

/// A comparison that can never be made: equal to nothing, unequal to nothing that is there.
fn incomparable(question: usize, op: Op) -> Cond {
    if op == Op::Ne { Cond::Answered(question).not() } else { Cond::Never }
}

fn words(kind: ItemKind, question: usize, op: Op, value: &Value) -> Result<Cond, String> {
    let comparable = match kind {
        ItemKind::Date | ItemKind::DateTime => matches!(value.kind(), ValueKind::Date | ValueKind::DateTime),
        ItemKind::Time => value.kind() == ValueKind::Time,
        ItemKind::String | ItemKind::Text | ItemKind::Url => matches!(value.kind(), ValueKind::Text | ValueKind::Uri),
        ItemKind::Quantity => value.kind() == ValueKind::Quantity,
        _ => true,
    };
    if comparable {
        return Err("packs compare no days, times and texts".to_owned());
    }
    Ok(incomparable(question, op))
}

fn numbers(question: usize, number: &Number, op: Op, value: &Value) -> Cond {
    let comparable = match (&number.quantity, value) {
        (None, Value::Integer(_) | Value::Decimal(_)) => true,
        (Some(unit), Value::Quantity { .. }) => same_unit(unit, value),
        _ => false,
    };
    match value.number().filter(|_| comparable) {
        Some(n) => {
            let compared = number_compared(question, number, if op == Op::Ne { Op::Eq } else { op }, n);
            if op == Op::Ne { compared.not() } else { compared }
        }
        None => incomparable(question, op),
    }
}

/// A comparison with a number, cut to the range of the question. False without an answer.
pub(super) fn number_compared(question: usize, number: &Number, op: Op, value: f64) -> Cond {
    // The answers are whole thousandths, so a finer line lies between two of them.
    let exact = thousandths(value);
    let step = if number.whole { 1000 } else { 1 };
    let scaled = value * 1000.0;
    #[expect(clippy::cast_precision_loss, reason = "the numbers of packs have at most twelve digits")]
    let is_answer = (scaled - exact as f64).abs() < 1e-6 && exact % step == 0;
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the numbers of packs")]
    let below = if is_answer { exact } else { (scaled.clamp(-1e12, 1e12).floor() as i64).div_euclid(step) * step };
    let at_least = |from: i64| {
        if from <= number.min {
            Cond::Answered(question)
        } else if from > number.max {
            Cond::Never
        } else {
            Cond::Compare(question, Op::Ge, from)
        }
    };
    let at_most = |to: i64| {
        if to >= number.max {
            Cond::Answered(question)
        } else if to < number.min {
            Cond::Never
        } else {
            Cond::Compare(question, Op::Le, to)
        }
    };
    match op {
        // Kept as it was written, for whoever reads it.
        Op::Gt if is_answer && exact >= number.min && exact < number.max => Cond::Compare(question, Op::Gt, exact),
        Op::Lt if is_answer && exact > number.min && exact <= number.max => Cond::Compare(question, Op::Lt, exact),
        Op::Ge => at_least(if is_answer { exact } else { below + step }),
        Op::Gt => at_least(below + step),
        Op::Le => at_most(below),
        Op::Lt => at_most(if is_answer { exact - step } else { below }),
        Op::Eq if is_answer && (number.min..=number.max).contains(&exact) => Cond::Compare(question, Op::Eq, exact),
        Op::Eq => Cond::Never,
        Op::Ne => Cond::all([
            Cond::Answered(question),
            if is_answer && (number.min..=number.max).contains(&exact) {
                Cond::Compare(question, Op::Eq, exact).not()
            } else {
                Cond::Always
            },
        ]),
    }
}

/// Writes a condition in the language of packs.
pub(super) fn written(cond: &Cond, asked: &[Asked]) -> String {
    let id = |at: usize| asked[at].id.as_str();
    let options = |at: usize, mask: u64| -> Vec<String> {
        match &asked[at].kind {
            Kind::Boolean => {
                ["yes", "no"].iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, id)| (*id).to_owned()).collect()
            }
            Kind::Options { options, .. } => {
                options.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, option)| option.id.clone()).collect()
            }
            _ => Vec::new(),
        }
    };
    let inner = |part: &Cond| match part {
        Cond::And(_) | Cond::Or(_) => format!("({})", written(part, asked)),
        _ => written(part, asked),
    };
    let join = |parts: &[Cond], word: &str| parts.iter().map(inner).collect::<Vec<_>>().join(word);
    match cond {
        Cond::Always => "always".to_owned(),
        Cond::Never => "not always".to_owned(),
        Cond::Answered(at) => format!("answered({})", id(*at)),
        Cond::Has(at, mask) => match options(*at, *mask).as_slice() {
            [one] => format!("{} = {one}", id(*at)),
            several => format!("{} in {{{}}}", id(*at), several.join(", ")),
        },
        Cond::Count(at, mask, op, number) => {
            format!("count({} in {{{}}}) {} {number}", id(*at), options(*at, *mask).join(", "), sign(*op))
        }
        Cond::Compare(at, op, value) => format!("{} {} {}", id(*at), sign(*op), decimal(*value)),
        Cond::And(parts) => join(parts, " and "),
        Cond::Or(parts) => join(parts, " or "),
        Cond::Not(part) => format!("not {}", inner(part)),
    }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Eq => "=",
        Op::Ne => "!=",
        Op::Gt => ">",
        Op::Lt => "<",
        Op::Ge => ">=",
        Op::Le => "<=",
    }
}

/// A number in thousandths as packs write it.
pub(super) fn decimal(thousandths: i64) -> String {
    let (sign, whole) = (if thousandths < 0 { "-" } else { "" }, thousandths.unsigned_abs());
    let (before, after) = (whole / 1000, whole % 1000);
    if after == 0 {
        return format!("{sign}{before}");
    }
    format!("{sign}{before}.{}", format!("{after:03}").trim_end_matches('0'))
}
