//! What can occur: an outcome for every set of answers, every part of the pack, and urgent rules early.

use batsat::Lit;
use domain::UrgencyClass;

use super::certificate::{Certificate, Property, written_answers};
use super::gates::Gates;
use super::model::Model;
use crate::condition::program::{Formula, Node, Term};
use crate::pack::Pack;

/// Every complete set of answers makes some rule hold.
pub(super) fn total(gates: &mut Gates, model: &Model<'_>, certificate: &mut Certificate) {
    let pack = model.pack;
    // With findings per area, something is found in each of them.
    let areas: std::collections::BTreeSet<Option<usize>> = pack.rules.iter().map(|rule| rule.area).collect();
    for area in areas {
        certificate.tried(Property::Total, 1);
        let of_area = pack.rules.iter().zip(&model.holds).filter(|(rule, _)| rule.area == area);
        let missed: Vec<Lit> = of_area.map(|(_, lit)| !*lit).collect();
        if gates.possible(&missed) {
            let answers = vec![written_answers(pack, &model.answers(gates))];
            certificate.refute(Property::Total, "outcome", "no rule holds for these answers", answers);
        }
    }
}

/// Everything that the pack names can occur in some set of answers.
pub(super) fn everything(gates: &mut Gates, model: &mut Model<'_>, certificate: &mut Certificate) {
    let goals = goals(gates, model);
    certificate.tried(Property::Reachable, goals.len());
    certificate.tried(Property::NotShadowed, model.pack.rules.len());
    let mut open = goals;
    while let Some((subject, lit)) = open.pop() {
        if gates.possible(&[lit]) {
            // What else occurs in the answers found needs no search of its own.
            open.retain(|(_, other)| !gates.holds(*other));
            continue;
        }
        let claimed = model.pack.claims.unreachable.iter().find(|(what, _)| *what == subject);
        if let Some((what, why)) = claimed {
            certificate.on_purpose.push((what.clone(), why.clone()));
            continue;
        }
        let rule = subject.strip_prefix("rule ").and_then(|id| model.pack.rules.iter().position(|rule| rule.id == id));
        let holds = rule.map(|at| model.holds[at]);
        match holds {
            Some(holds) if gates.possible(&[holds]) => {
                let first = model.decided(gates, model.pack).map_or_else(String::new, |r| r.id.clone());
                let answers = vec![written_answers(model.pack, &model.answers(gates))];
                let message = format!("whenever it holds, an earlier rule decides, as {first} does here");
                certificate.refute(Property::NotShadowed, subject, message, answers);
            }
            _ => certificate.refute(Property::Reachable, subject, "no set of answers leads here", Vec::new()),
        }
    }
    certificate.refuted.sort_by(|a, b| (a.property, &a.subject).cmp(&(b.property, &b.subject)));
}

/// All that can be reached, with the literal that says so.
fn goals(gates: &mut Gates, model: &mut Model<'_>) -> Vec<(String, Lit)> {
    let pack = model.pack;
    let mut goals = Vec::new();
    for (question, asked) in pack.questions.iter().zip(&model.questions) {
        goals.push((format!("question {}", question.id), asked.shown));
        for (option, lit) in question.kind.options().iter().zip(&asked.options) {
            goals.push((format!("option {} = {option}", question.id), *lit));
        }
    }
    for (at, (derived, formula)) in pack.derived.iter().zip(&pack.formulas).enumerate() {
        let counts = model.node(gates, &Node::Derived(crate::evaluate::index(at)));
        goals.push((format!("derived value {}", derived.id), counts));
        // A condition that always holds says nothing. A sum may well never be 0.
        if matches!(formula, Formula::Condition(_)) {
            goals.push((format!("derived value not {}", derived.id), !counts));
        }
    }
    for (rule, lit) in pack.rules.iter().zip(&model.decides) {
        goals.push((format!("rule {}", rule.id), *lit));
    }
    for (at, one) in pack.recommendations.iter().enumerate() {
        let given = pack.rules.iter().zip(&model.decides).filter(|(rule, _)| rule.recommendation == at);
        let given: Vec<Lit> = given.map(|(_, lit)| *lit).collect();
        goals.push((format!("recommendation {}", one.id), gates.any(given)));
    }
    let mut in_order = |gates: &mut Gates, what: &str, rows: Vec<(&str, &Node)>| {
        let mut missed = Vec::new();
        for (name, node) in rows {
            let holds = model.node(gates, node);
            let reached = gates.all(missed.iter().copied().chain([holds]));
            missed.push(!holds);
            goals.push((format!("{what} {name}"), reached));
        }
    };
    let queues = pack.queue_rules.iter().map(|(when, _)| (when.written.as_str(), &when.node)).collect();
    in_order(gates, "queue rule", queues);
    in_order(gates, "deadline", pack.deadlines.iter().map(|d| (d.id.as_str(), &d.when.node)).collect());
    let shown = pack.positives.iter().chain(&pack.negatives).chain(pack.red_flags.iter().map(|flag| &flag.when));
    for condition in shown {
        goals.push((format!("finding {}", condition.written), model.node(gates, &condition.node)));
    }
    for code in &pack.codes {
        if let Some(when) = &code.when {
            goals.push((format!("code {}", code.code), model.node(gates, &when.node)));
        }
    }
    for one in &pack.observed {
        if let Some(when) = &one.when {
            goals.push((format!("observation {}", one.code), model.node(gates, &when.node)));
        }
    }
    goals
}

/// Rules of P0 to P2 need no question that is asked late, and the emergency screen comes first.
pub(super) fn urgent_early(gates: &mut Gates, model: &Model<'_>, certificate: &mut Certificate) {
    let pack = model.pack;
    let urgent = |class: UrgencyClass| class <= UrgencyClass::P2;
    for (rule, decides) in pack.rules.iter().zip(&model.decides).filter(|(rule, _)| urgent(rule.urgency)) {
        certificate.tried(Property::Early, 1);
        let Some(last) = last_question(pack, &rule.when.node) else { continue };
        let shown: Vec<Lit> = model.questions[..=last].iter().map(|asked| asked.shown).collect();
        let most = most_true(gates, &shown, *decides);
        if certificate.latest.as_ref().is_none_or(|(known, _)| most > *known) {
            certificate.latest = Some((most, rule.id.clone()));
        }
        if let Some(limit) = pack.claims.urgent_within.filter(|limit| most > *limit) {
            let message = format!("{most} questions may be asked up to the last one that it needs; the pack promises {limit}");
            certificate.refute(Property::Early, format!("rule {}", rule.id), message, Vec::new());
        }
    }
    if let Some(at) = pack.question_index("emergency-signs") {
        certificate.tried(Property::Early, 1);
        let alone =
            |rule: &crate::pack::Rule| rule.urgency == UrgencyClass::P0 && last_question(pack, &rule.when.node) == Some(0);
        if at != 0 || !pack.rules.iter().any(alone) {
            let message = "the emergency signs must be the first question, and a P0 rule must need nothing else";
            certificate.refute(Property::Early, "question emergency-signs", message, Vec::new());
        }
    }
}

/// The largest number of these that can be true together with the condition.
fn most_true(gates: &mut Gates, lits: &[Lit], condition: Lit) -> usize {
    let mut most = lits.len();
    while most > 0 {
        let enough = super::model::count_at_least(gates, lits, most);
        if gates.possible(&[condition, enough]) {
            break;
        }
        most -= 1;
    }
    most
}

/// The last question in the order of asking on which a condition depends.
fn last_question(pack: &Pack, node: &Node) -> Option<usize> {
    match node {
        Node::Always | Node::Result { .. } => None,
        Node::Has { question, .. } | Node::Lacks { question, .. } | Node::Answered(question) => Some(usize::from(*question)),
        Node::Compare { term: Term::Number(question) | Term::Count { question, .. }, .. } => Some(usize::from(*question)),
        Node::Compare { term: Term::Derived(at), .. } | Node::Derived(at) => match &pack.formulas[usize::from(*at)] {
            Formula::Condition(node) => last_question(pack, node),
            Formula::Count { question, .. } => Some(usize::from(*question)),
            Formula::Sum(items) => items.iter().filter_map(|(_, node)| last_question(pack, node)).max(),
            Formula::Ratio(ratio) => Some(usize::from(ratio.over.max(ratio.under))),
        },
        Node::And(parts) | Node::Or(parts) => parts.iter().filter_map(|part| last_question(pack, part)).max(),
        Node::Not(part) => last_question(pack, part),
    }
}
