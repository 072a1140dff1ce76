//! Danger is never rated down: each red flag has its floor, and a step towards danger never lowers the urgency.

use std::collections::BTreeSet;

use batsat::Lit;
use domain::UrgencyClass;

use super::Severity;
use super::certificate::{Certificate, Floor, Property, written_answers};
use super::gates::Gates;
use super::model::{Asked, Cuts, Model};
use crate::pack::Pack;
use crate::pack::danger::{Danger, Order};

/// With a red flag present, whatever else is answered, the class is never below the flag's floor. Monotonicity alone would
/// pass a table in which an exclusion above the flag hides it.
pub(super) fn floors(gates: &mut Gates, model: &mut Model<'_>, certificate: &mut Certificate) {
    let pack = model.pack;
    for flag in &pack.red_flags {
        let present = model.node(gates, &flag.when.node);
        floor(gates, model, (&flag.when.written, present, Some(flag.floor)), certificate);
    }
    for danger in &pack.dangers {
        let Order::Steps(steps) = &danger.order else { continue };
        let question = &pack.questions[danger.question];
        let dangerous = steps.iter().skip(1).fold(0, |bits, step| bits | step);
        for (at, option) in question.kind.options().into_iter().enumerate().filter(|(at, _)| dangerous >> at & 1 == 1) {
            let stated = danger.floors.iter().find(|(known, _)| *known == at).map(|(_, class)| *class);
            let present = model.questions[danger.question].options[at];
            floor(gates, model, (&format!("{} = {option}", question.id), present, stated), certificate);
        }
    }
}

/// The least urgent class that occurs with the flag, and whether it is what the pack promises.
fn floor(
    gates: &mut Gates,
    model: &Model<'_>,
    (flag, present, stated): (&str, Lit, Option<UrgencyClass>),
    certificate: &mut Certificate,
) {
    if stated.is_some() {
        certificate.tried(Property::Floor, 1);
    }
    let mut proven = UrgencyClass::P0;
    for class in UrgencyClass::ALL {
        let exactly = model.exactly(gates, class);
        if !gates.possible(&[present, exactly]) {
            continue;
        }
        proven = class;
        if let Some(stated) = stated.filter(|stated| class > *stated) {
            let rule = model.decided(gates, model.pack).map_or_else(String::new, |rule| rule.id.clone());
            let answers = vec![written_answers(model.pack, &model.answers(gates))];
            let message = format!("comes to {class} by {rule}; its floor is {stated}");
            certificate.refute(Property::Floor, format!("red flag {flag}"), message, answers);
            break;
        }
    }
    certificate.floors.push(Floor { flag: flag.to_owned(), stated, proven });
}

/// Two sets of answers that differ in one step towards danger, and in what that step shows or hides.
pub(super) fn monotone(pack: &Pack, cuts: &Cuts, certificate: &mut Certificate) {
    if pack.dangers.is_empty() {
        return;
    }
    let mut gates = Gates::new();
    let harmless = Model::new(&mut gates, pack, cuts);
    let dangerous = Model::new(&mut gates, pack, cuts);
    let same: Vec<Lit> = harmless.questions.iter().zip(&dangerous.questions).map(|(a, b)| same(&mut gates, a, b)).collect();
    let lower = lower(&mut gates, &harmless, &dangerous);
    for danger in &pack.dangers {
        let (before, after) = (&harmless.questions[danger.question], &dangerous.questions[danger.question]);
        let exclusive = pack.questions[danger.question].exclusive();
        let many = pack.questions[danger.question].kind.takes_many();
        for step in steps(&mut gates, danger, before, after, many, exclusive) {
            certificate.tried(Property::Monotone, 1);
            let mut assumptions: Vec<Lit> =
                same.iter().enumerate().filter(|(at, _)| *at != danger.question).map(|(_, lit)| *lit).collect();
            assumptions.extend([before.answered, after.answered, lower]);
            assumptions.extend(step);
            if gates.possible(&assumptions) {
                refute(&gates, danger, &harmless, &dangerous, certificate);
            }
        }
    }
}

fn refute(gates: &Gates, danger: &Danger, harmless: &Model<'_>, dangerous: &Model<'_>, certificate: &mut Certificate) {
    let pack = harmless.pack;
    let line = |model: &Model<'_>| {
        let rule = model.decided(gates, pack);
        let came_to = rule.map_or_else(String::new, |rule| format!("{} by {}", rule.urgency, rule.id));
        format!("{came_to}: {}", written_answers(pack, &model.answers(gates)))
    };
    let question = &pack.questions[danger.question].id;
    let message = format!("a step along \"{}\" lowers the urgency", danger.written);
    certificate.refute(Property::Monotone, format!("danger {question}"), message, vec![line(harmless), line(dangerous)]);
}

/// Assumed: the question is answered alike wherever both sets show it.
fn same(gates: &mut Gates, one: &Asked, other: &Asked) -> Lit {
    let same = gates.free();
    for (a, b) in one.all().zip(other.all()).collect::<Vec<_>>() {
        for (x, y) in [(a, b), (b, a)] {
            gates.require([!same, !one.shown, !other.shown, !x, y]);
        }
    }
    same
}

/// True when the second set of answers comes to something less urgent than the first.
fn lower(gates: &mut Gates, first: &Model<'_>, second: &Model<'_>) -> Lit {
    let severities: BTreeSet<Severity> = first.pack.rules.iter().map(|rule| first.pack.severity(rule)).collect();
    let mut drops = Vec::new();
    for severity in severities {
        let (urgent, still) = (first.at_least(gates, severity), second.at_least(gates, severity));
        drops.push(gates.all([urgent, !still]));
    }
    gates.any(drops)
}

/// What to assume for each step of an order, about the same question in both sets.
fn steps(gates: &mut Gates, danger: &Danger, before: &Asked, after: &Asked, many: bool, exclusive: u64) -> Vec<Vec<Lit>> {
    let steps = match &danger.order {
        Order::Rising => return vec![rising(gates, before, after)],
        Order::Falling => return vec![rising(gates, after, before)],
        Order::Steps(steps) => steps,
    };
    let bits = |mask: u64| (0..before.options.len()).filter(move |at| mask >> at & 1 == 1);
    let mut all = Vec::new();
    for (at, to) in steps.iter().enumerate().skip(1).flat_map(|(at, mask)| bits(*mask).map(move |to| (at, to))) {
        if many && exclusive >> to & 1 == 0 {
            // One more dangerous option, the others as they were.
            let mut step = vec![!before.options[to], after.options[to]];
            for other in (0..before.options.len()).filter(|other| *other != to && exclusive >> other & 1 == 0) {
                step.push(gates.same(before.options[other], after.options[other]));
            }
            all.push(step);
        }
        for from in bits(steps[at - 1]) {
            let mut step = vec![before.options[from], after.options[to]];
            if many && exclusive >> to & 1 == 0 && exclusive >> from & 1 == 0 {
                step.extend([!before.options[to], !after.options[from]]);
                for other in (0..before.options.len()).filter(|other| *other != to && *other != from) {
                    step.push(gates.same(before.options[other], after.options[other]));
                }
            } else if many && exclusive >> to & 1 == 0 {
                continue;
            }
            all.push(step);
        }
    }
    all
}

/// The second number is at least the first.
fn rising(gates: &mut Gates, first: &Asked, second: &Asked) -> Vec<Lit> {
    let pairs: Vec<(Lit, Lit)> = first.at_least.iter().zip(&second.at_least).map(|((_, a), (_, b))| (*a, *b)).collect();
    pairs.into_iter().map(|(a, b)| gates.any([!a, b])).collect()
}
