//! The edges of the rules: for every part of every condition, a set of answers in which that part alone decides, on both
//! sides of each threshold, and for neighbouring rules one in which both hold. Found by search and kept as cases, so that a
//! change of a rule that nobody meant is seen at once.

use std::fmt::Write as _;

use batsat::Lit;

use super::certificate::written_answer;
use super::gates::Gates;
use super::model::{Model, cuts, thresholds};
use crate::answers::{Answers, Value};
use crate::cases::{Base, read_bases, read_cases};
use crate::condition::Op;
use crate::condition::program::{Node, SCALE, Term};
use crate::pack::{Findings, Pack, QuestionKind};

/// What a set of answers must be like: each condition holds, or does not.
struct Goal {
    name: String,
    conditions: Vec<(Node, bool)>,
}

impl Pack {
    /// The text of `edges.toml`: cases at the edges of the rules that `cases.toml` does not have already, with what the pack
    /// makes of them now. To be reviewed, and kept beside the cases.
    #[must_use]
    pub fn edges(&self) -> String {
        let goals = goals(self);
        let mut all = cuts(self);
        for (node, _) in goals.iter().flat_map(|goal| &goal.conditions) {
            thresholds(self, node, &mut all);
        }
        let mut gates = Gates::new();
        let mut model = Model::new(&mut gates, self, &all);
        let bases = read_bases(self);
        let mut known: Vec<Answers> = read_cases(self, &["cases.toml"]).cases.into_iter().map(|case| case.answers).collect();
        let mut page = String::from(HEAD);
        let mut number = 0;
        for goal in &goals {
            if known.iter().any(|answers| goal.met(self, answers)) {
                continue;
            }
            let wanted: Vec<Lit> =
                goal.conditions.iter().map(|(node, holds)| signed(model.node(&mut gates, node), *holds)).collect();
            if !gates.possible(&wanted) {
                continue;
            }
            let (base, answers) = nearest(&mut gates, &model, &bases, wanted);
            number += 1;
            // Writing to a String cannot fail.
            let _ = writeln!(page, "\n# {}\n{}", goal.name, line(self, number, base, &answers));
            known.push(answers);
        }
        page
    }
}

const HEAD: &str = "# Cases at the edges of the rules, made by `omaolo content edges` from the rules as they are. Review each change to this file:
# it is a change of what residents are told.

[case]
";

fn signed(lit: Lit, holds: bool) -> Lit {
    if holds { lit } else { !lit }
}

impl Goal {
    fn met(&self, pack: &Pack, answers: &Answers) -> bool {
        let view = pack.view(answers, pack.shown(answers));
        self.conditions.iter().all(|(node, holds)| view.holds(node) == *holds)
    }
}

/// Every edge of every rule but the last.
fn goals(pack: &Pack) -> Vec<Goal> {
    let mut goals = Vec::new();
    let rules = &pack.rules[..pack.rules.len().saturating_sub(1)];
    for (at, rule) in rules.iter().enumerate() {
        let rivals = |other: &&crate::pack::Rule| match pack.findings {
            None => true,
            Some(Findings::PerArea) => other.area == rule.area,
            Some(Findings::Every) => false,
        };
        let earlier = || rules[..at].iter().filter(rivals).map(|rule| (rule.when.node.clone(), false));
        let node = &rule.when.node;
        for part in parts(pack, node) {
            let holds = [(node.clone(), true), (part.without, false)];
            let fails = [(node.clone(), false), (part.with, true)];
            for (edge, word) in [(part.edge_inside, "at the edge"), (None, "by this part alone")] {
                let name = format!("{} holds {word}: {}", rule.id, part.written);
                goals.push(Goal { name, conditions: earlier().chain(holds.clone()).chain(edge.map(|e| (e, true))).collect() });
            }
            for (edge, word) in [(part.edge_outside, "just beyond the edge"), (None, "for want of this part alone")] {
                let name = format!("{} fails {word}: {}", rule.id, part.written);
                goals.push(Goal { name, conditions: earlier().chain(fails.clone()).chain(edge.map(|e| (e, true))).collect() });
            }
        }
        for next in rules[at + 1..].iter().filter(rivals) {
            let same = next.urgency == rule.urgency && next.recommendation == rule.recommendation;
            let neighbour = rules.get(at + 1).is_some_and(|n| n.id == next.id);
            if neighbour || !same && next.urgency == rule.urgency {
                let both = [(node.clone(), true), (next.when.node.clone(), true)];
                let name = format!("{} comes before {}", rule.id, next.id);
                goals.push(Goal { name, conditions: earlier().chain(both).collect() });
            }
        }
    }
    goals
}

/// One part of a condition, and the whole condition with that part always or never true.
struct Part {
    written: String,
    with: Node,
    without: Node,
    edge_inside: Option<Node>,
    edge_outside: Option<Node>,
}

fn never() -> Node {
    Node::Not(Box::new(Node::Always))
}

fn parts(pack: &Pack, node: &Node) -> Vec<Part> {
    let atom =
        |without: Node, written: String| Part { written, with: Node::Always, without, edge_inside: None, edge_outside: None };
    match node {
        Node::Always | Node::Result { .. } => Vec::new(),
        Node::Has { question, mask } => {
            let asked = &pack.questions[usize::from(*question)];
            let one = |(at, option): (usize, &str)| {
                let rest = mask & !(1 << at);
                let without = if rest == 0 { never() } else { Node::Has { question: *question, mask: rest } };
                atom(without, format!("{} = {option}", asked.id))
            };
            let options = asked.kind.options();
            options.into_iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(one).collect()
        }
        Node::Lacks { question, .. } => vec![atom(never(), format!("{} != …", pack.questions[usize::from(*question)].id))],
        Node::Answered(question) => vec![atom(never(), format!("answered({})", pack.questions[usize::from(*question)].id))],
        Node::Derived(at) => vec![atom(never(), pack.derived[usize::from(*at)].id.clone())],
        Node::Compare { term, op, value } => {
            let (name, step) = match term {
                Term::Number(question) => {
                    let asked = &pack.questions[usize::from(*question)];
                    let whole = matches!(&asked.kind, QuestionKind::Number(range) if range.whole);
                    (asked.id.clone(), if whole { SCALE } else { SCALE / 10 })
                }
                Term::Count { question, .. } => (format!("count({})", pack.questions[usize::from(*question)].id), SCALE),
                Term::Derived(at) => (pack.derived[usize::from(*at)].id.clone(), SCALE),
            };
            let exactly = |value: i64| Some(Node::Compare { term: term.clone(), op: Op::Eq, value });
            let (inside, outside) = match op {
                Op::Ge => (exactly(*value), exactly(value - step)),
                Op::Gt => (exactly(value + step), exactly(*value)),
                Op::Le => (exactly(*value), exactly(value + step)),
                Op::Lt => (exactly(value - step), exactly(*value)),
                Op::Eq | Op::Ne => (None, exactly(value + step)),
            };
            let written = format!("{name} {op} {}", crate::answers::written(*value));
            vec![Part { edge_inside: inside, edge_outside: outside, ..atom(never(), written) }]
        }
        Node::And(all) | Node::Or(all) => {
            let join =
                |parts: Vec<Node>| if matches!(node, Node::And(_)) { Node::And(parts.into()) } else { Node::Or(parts.into()) };
            let within = |at: usize, changed: Node| {
                let mut other = all.to_vec();
                other[at] = changed;
                join(other)
            };
            let inner = all.iter().enumerate().flat_map(|(at, part)| parts(pack, part).into_iter().map(move |p| (at, p)));
            inner.map(|(at, part)| Part { with: within(at, part.with), without: within(at, part.without), ..part }).collect()
        }
        Node::Not(part) => {
            let turned = |node: Node| Node::Not(Box::new(node));
            let swap = |p: Part| Part {
                with: turned(p.without),
                without: turned(p.with),
                edge_inside: p.edge_outside,
                edge_outside: p.edge_inside,
                written: format!("not {}", p.written),
            };
            parts(pack, part).into_iter().map(swap).collect()
        }
    }
}

/// Answers that are as wanted and otherwise as near to one of the bases as can be.
fn nearest<'b>(gates: &mut Gates, model: &Model<'_>, bases: &'b [Base], mut wanted: Vec<Lit>) -> (Option<&'b Base>, Answers) {
    let base = bases.first();
    let Some(Base { answers: usual, .. }) = base else {
        gates.possible(&wanted);
        return (None, model.answers(gates));
    };
    for (at, asked) in model.questions.iter().enumerate() {
        let facts = asked.facts(usual.at(crate::evaluate::index(at)));
        let more: Vec<Lit> = wanted.iter().copied().chain(facts).collect();
        if gates.possible(&more) {
            wanted = more;
        }
    }
    gates.possible(&wanted);
    let mut answers = model.answers(gates);
    // Within a part of the numbers all are alike, so the usual one is as good as the smallest.
    for (at, question) in model.pack.questions.iter().enumerate() {
        let index = crate::evaluate::index(at);
        if let (Some(Value::Number(usual)), Some(Value::Number(now)), QuestionKind::Number(_)) =
            (usual.at(index), answers.at(index), &question.kind)
            && model.questions[at].same_part(*usual, *now)
        {
            answers.put(at, Some(Value::Number(*usual)));
        }
    }
    (base, answers)
}

fn line(pack: &Pack, number: usize, base: Option<&Base>, answers: &Answers) -> String {
    let mut parts: Vec<String> = base.iter().map(|base| base.name.clone()).collect();
    for (at, question) in pack.questions.iter().enumerate() {
        let index = crate::evaluate::index(at);
        let (usual, now) = (base.and_then(|base| base.answers.at(index)), answers.at(index));
        match now {
            Some(value) if usual != now => parts.extend(written_answer(question, value)),
            None if usual.is_some() => parts.push(format!("{}=-", question.id)),
            _ => {}
        }
    }
    let judgement = pack.evaluate(answers).judgement;
    let mut result = String::new();
    if let Some(judgement) = judgement {
        // Writing to a String cannot fail.
        let _ = write!(result, "rule = \"{}\", ", judgement.rule);
        let _ = match (&judgement.outcome, &judgement.statutory) {
            (Some(outcome), Some(deadline)) => write!(result, "outcome = \"{outcome}\", deadline = \"{}\"", deadline.id),
            (Some(outcome), None) => write!(result, "outcome = \"{outcome}\""),
            (None, _) => write!(result, "class = \"{}\"", judgement.urgency),
        };
    }
    format!("e{number:03} = {{ answers = \"{}\", {result} }}", parts.join("; "))
}
