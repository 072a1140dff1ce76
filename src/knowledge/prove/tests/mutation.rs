//! How good are the proof and the cases at finding mistakes? Real rules are changed one at a time, and each change must be
//! caught. A change that no set of answers can tell from the original is no mistake and does not count.

use std::collections::BTreeMap;

use domain::UrgencyClass;

use super::super::model::{Model, cuts};
use super::Gates;
use crate::cases::{CASE_FILES, failures, read_cases};
use crate::condition::Op;
use crate::condition::program::{Node, SCALE};
use crate::pack::Rule;
use crate::{KnowledgeBase, Pack};

/// What was done to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// The rule is gone.
    Drop,
    /// It stands behind the next one.
    Swap,
    /// A part of its condition is turned round.
    Negate,
    /// `and` is `or`, or the other way round.
    Join,
    /// A part of its condition is gone.
    Forget,
    /// A threshold is one off.
    Threshold,
    /// An option of a set is gone.
    Option,
    /// Its class is the next one less urgent.
    Class,
}

#[derive(Default)]
struct Tally {
    made: usize,
    by_order: usize,
    by_cases: usize,
    by_proof: usize,
    missed: Vec<String>,
}

/// All changes to one condition.
fn changes(node: &Node) -> Vec<(Kind, Node)> {
    let mut all = Vec::new();
    match node {
        Node::Always | Node::Result { .. } => {}
        Node::Has { question, mask } | Node::Lacks { question, mask } => {
            all.push((Kind::Negate, Node::Not(Box::new(node.clone()))));
            let many = mask.count_ones() > 1 && matches!(node, Node::Has { .. });
            for bit in (0..64).filter(|bit| many && mask >> bit & 1 == 1) {
                all.push((Kind::Option, Node::Has { question: *question, mask: mask & !(1 << bit) }));
            }
        }
        Node::Compare { term, op, value } => {
            all.push((Kind::Negate, Node::Not(Box::new(node.clone()))));
            let opposite = match op {
                Op::Ge => Op::Gt,
                Op::Gt => Op::Ge,
                Op::Le => Op::Lt,
                Op::Lt => Op::Le,
                Op::Eq => Op::Ge,
                Op::Ne => Op::Eq,
            };
            all.push((Kind::Threshold, Node::Compare { term: term.clone(), op: opposite, value: *value }));
            all.push((Kind::Threshold, Node::Compare { term: term.clone(), op: *op, value: value + SCALE }));
        }
        Node::Derived(_) | Node::Answered(_) => all.push((Kind::Negate, Node::Not(Box::new(node.clone())))),
        Node::And(parts) | Node::Or(parts) => {
            let is_and = matches!(node, Node::And(_));
            let join = |parts: Vec<Node>| if is_and { Node::And(parts.into()) } else { Node::Or(parts.into()) };
            all.push((Kind::Join, if is_and { Node::Or(parts.clone()) } else { Node::And(parts.clone()) }));
            for at in 0..parts.len() {
                let mut fewer = parts.to_vec();
                let part = fewer.remove(at);
                all.push((Kind::Forget, join(fewer)));
                for (kind, changed) in changes(&part) {
                    let mut other = parts.to_vec();
                    other[at] = changed;
                    all.push((kind, join(other)));
                }
            }
        }
        Node::Not(part) => {
            all.push((Kind::Negate, (**part).clone()));
            all.extend(changes(part).into_iter().map(|(kind, changed)| (kind, Node::Not(Box::new(changed)))));
        }
    }
    all
}

/// Each way to have one rule wrong.
fn mutants(pack: &Pack) -> Vec<(Kind, String, Vec<Rule>)> {
    let mut all = Vec::new();
    let last = pack.rules.len() - 1;
    for (at, rule) in pack.rules[..last].iter().enumerate() {
        let name = |kind: Kind| format!("{} {kind:?} {}", pack.id(), rule.id);
        let mut without = pack.rules.clone();
        without.remove(at);
        all.push((Kind::Drop, name(Kind::Drop), without));
        if at + 1 < last {
            let mut swapped = pack.rules.clone();
            swapped.swap(at, at + 1);
            all.push((Kind::Swap, name(Kind::Swap), swapped));
        }
        for (kind, node) in changes(&rule.when.node) {
            let mut changed = pack.rules.clone();
            changed[at].when.node = node;
            all.push((kind, name(kind), changed));
        }
        let weaker = UrgencyClass::ALL.into_iter().find(|class| *class > rule.urgency && class.is_set_by_engine());
        if let (Some(weaker), None) = (weaker, rule.outcome) {
            let mut changed = pack.rules.clone();
            changed[at].urgency = weaker;
            all.push((Kind::Class, name(Kind::Class), changed));
        }
    }
    all
}

/// True when some set of answers is decided by another rule, or comes to another class.
fn differs(pack: &Pack, other: &Pack) -> bool {
    let mut all = cuts(pack);
    for (id, further) in cuts(other) {
        all.entry(id).or_default().extend(further);
    }
    let mut gates = Gates::new();
    let mut model = Model::new(&mut gates, pack, &all);
    let deciders = |gates: &mut Gates, model: &mut Model<'_>, rules: &[Rule]| {
        let mut missed = Vec::new();
        let mut by_result: BTreeMap<(String, u8), Vec<batsat::Lit>> = BTreeMap::new();
        for rule in rules {
            let holds = model.node(gates, &rule.when.node);
            let decides = gates.all(missed.iter().copied().chain([holds]));
            missed.push(!holds);
            by_result.entry((rule.id.clone(), rule.urgency.rank())).or_default().push(decides);
        }
        by_result
    };
    let before = deciders(&mut gates, &mut model, &pack.rules);
    let after = deciders(&mut gates, &mut model, &other.rules);
    let mut same = Vec::new();
    for (result, lits) in &before {
        let was = gates.any(lits.clone());
        let is = gates.any(after.get(result).cloned().unwrap_or_default());
        same.push(gates.same(was, is));
    }
    let all_same = gates.all(same);
    gates.possible(&[!all_same])
}

/// The order that the check demands: from most to least urgent.
fn in_order(rules: &[Rule]) -> bool {
    rules.windows(2).all(|pair| pair[0].urgency <= pair[1].urgency)
}

#[test]
fn mutated_rules_are_caught_by_the_check_the_cases_or_the_proof() {
    // Packs are independent, so that each core takes half of them.
    let packs = KnowledgeBase::builtin().packs().count();
    let half = |odd: usize| {
        let mut base = KnowledgeBase::builtin();
        let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
        for at in (0..packs).filter(|at| at % 2 == odd) {
            tally(&mut base, at, &mut tallies);
        }
        tallies
    };
    let (mut tallies, others) = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        (half(0), other.join().unwrap())
    });
    for (kind, other) in others {
        let tally = tallies.entry(kind).or_default();
        tally.made += other.made;
        tally.by_order += other.by_order;
        tally.by_cases += other.by_cases;
        tally.by_proof += other.by_proof;
        tally.missed.extend(other.missed);
    }
    let (mut made, mut caught) = (0, 0);
    println!("{:<10} {:>6} {:>6} {:>6} {:>6} {:>7}", "change", "made", "check", "cases", "proof", "missed");
    for (kind, tally) in &tallies {
        let Tally { made: m, by_order, by_cases, by_proof, missed } = tally;
        println!("{:<10} {m:>6} {by_order:>6} {by_cases:>6} {by_proof:>6} {:>7}", format!("{kind:?}"), missed.len());
        made += m;
        caught += by_order + by_cases + by_proof;
    }
    for missed in tallies.values().flat_map(|tally| &tally.missed) {
        println!("missed: {missed}");
    }
    println!("{caught} of {made} caught");
    assert!(made > 500, "only {made} changes were made");
    assert!(caught * 100 >= made * 95, "{caught} of {made} mutated rules are caught: fewer than 95 %");
}

/// Makes and tries all mutants of one pack.
fn tally(base: &mut KnowledgeBase, at: usize, tallies: &mut BTreeMap<Kind, Tally>) {
    let Some(original) = base.packs_mut().nth(at) else { return };
    let mutants = mutants(original);
    let reference = KnowledgeBase::builtin();
    let Some(reference) = reference.get(original.id()) else { return };
    for (kind, name, rules) in mutants {
        let tally = tallies.entry(kind).or_default();
        if kind == Kind::Swap && !in_order(&rules) {
            tally.made += 1;
            tally.by_order += 1;
            continue;
        }
        original.rules = rules;
        if kind == Kind::Class && !in_order(&original.rules) {
            tally.made += 1;
            tally.by_order += 1;
            continue;
        }
        // The cases name rules, so they are read against the original.
        let cases = read_cases(reference, &CASE_FILES).cases;
        let failed = !failures(original, &cases).is_empty();
        if !failed && !differs(reference, original) {
            continue;
        }
        tally.made += 1;
        if failed {
            tally.by_cases += 1;
        } else if !original.prove().holds() {
            tally.by_proof += 1;
        } else {
            tally.missed.push(name);
        }
    }
}
