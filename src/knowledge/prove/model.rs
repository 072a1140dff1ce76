//! All complete, valid sets of answers to a pack at once: a literal for each option, for each number that rules cut at, and
//! for whether a question is shown and answered. "Not answered" is a value like another.

use std::collections::{BTreeMap, BTreeSet};

use batsat::Lit;

use super::gates::Gates;
use crate::answers::{Answers, Value};
use crate::condition::Op;
use crate::condition::program::{Formula, Node, Ratio, SCALE, Term};
use crate::pack::{Findings, Pack, Question, QuestionKind, Range};

/// Where the numbers of each question are cut, by the question's id: the smallest numbers of the parts but the first.
pub(super) type Cuts = BTreeMap<String, BTreeSet<i64>>;

/// One set of answers that is not yet known.
pub(super) struct Model<'p> {
    pub(super) pack: &'p Pack,
    pub(super) questions: Vec<Asked>,
    derived: Vec<Option<Lit>>,
    /// Whether each rule's condition holds, in the order of the rules.
    pub(super) holds: Vec<Lit>,
    /// Whether each rule decides or gives a finding: it holds, and where only the first one counts (in the pack, or in its
    /// area) none before it does.
    pub(super) decides: Vec<Lit>,
}

/// What is open about one question.
pub(super) struct Asked {
    pub(super) shown: Lit,
    /// True only while it is shown.
    pub(super) answered: Lit,
    /// A literal for each option, in the order of the options.
    pub(super) options: Vec<Lit>,
    /// For each cut: the number is at least this. True only while it is answered.
    pub(super) at_least: Vec<(i64, Lit)>,
}

/// The cuts that the conditions of a pack need.
pub(super) fn cuts(pack: &Pack) -> Cuts {
    let mut cuts = Cuts::new();
    let mut add = |node: &Node| thresholds(pack, node, &mut cuts);
    for node in pack.questions.iter().filter_map(|q| q.show_when.as_ref()).map(|c| &c.node) {
        add(node);
    }
    for formula in &pack.formulas {
        match formula {
            Formula::Condition(node) => add(node),
            Formula::Count { .. } => {}
            Formula::Sum(items) => items.iter().for_each(|(_, node)| add(node)),
            Formula::Ratio(_) => {}
        }
    }
    let flags = pack.red_flags.iter().map(|flag| &flag.when);
    let others = pack.queue_rules.iter().map(|(when, _)| when).chain(pack.deadlines.iter().map(|d| &d.when));
    let codes = pack.codes.iter().filter_map(|code| code.when.as_ref());
    let observed = pack.observed.iter().filter_map(|one| one.when.as_ref());
    let findings = pack.positives.iter().chain(&pack.negatives);
    for condition in
        pack.rules.iter().map(|rule| &rule.when).chain(flags).chain(others).chain(codes).chain(observed).chain(findings)
    {
        add(&condition.node);
    }
    cuts
}

/// Adds the cuts that one condition needs.
pub(super) fn thresholds(pack: &Pack, node: &Node, cuts: &mut Cuts) {
    match node {
        Node::Compare { term: Term::Number(question), op, value } => {
            let question = &pack.questions[usize::from(*question)];
            let QuestionKind::Number(range) = &question.kind else { return };
            let known = cuts.entry(question.id.clone()).or_default();
            let (from, behind) = (first_from(range, *value), first_behind(range, *value));
            match op {
                Op::Ge | Op::Lt => drop(known.insert(from)),
                Op::Gt | Op::Le => drop(known.insert(behind)),
                Op::Eq | Op::Ne => known.extend([from, behind]),
            }
        }
        Node::Compare { term: Term::Derived(at), value, .. } => {
            if let Formula::Ratio(ratio) = &pack.formulas[usize::from(*at)] {
                ratio_cuts(pack, ratio, *value, cuts);
            }
        }
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| thresholds(pack, part, cuts)),
        Node::Not(part) => thresholds(pack, part, cuts),
        _ => {}
    }
}

/// Ratios are tenths.
const TENTH: i64 = SCALE / 10;

/// The most whole numbers below the line of a ratio for which it is worked out exactly.
const MOST_UNDER: i64 = 1000;

/// The ranges of the two questions of a ratio, if it can be worked out for every number below the line.
fn ratio_ranges<'p>(pack: &'p Pack, ratio: &Ratio) -> Option<(&'p Range, &'p Range)> {
    let range = |question: u16| match &pack.questions[usize::from(question)].kind {
        QuestionKind::Number(range) => Some(range),
        _ => None,
    };
    let (over, under) = (range(ratio.over)?, range(ratio.under)?);
    (under.whole && (under.max - under.min) / SCALE < MOST_UNDER).then_some((over, under))
}

/// The smallest upper answer with which the ratio is at least this; nothing when none is large enough.
fn smallest_over(ratio: &Ratio, over: &Range, under: i64, least: i64) -> Option<i64> {
    let step = if over.whole { SCALE } else { 1 };
    let (mut low, mut high) = (over.min / step, over.max / step + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if ratio.of(middle * step, under).is_some_and(|value| value >= least) { high = middle } else { low = middle + 1 }
    }
    (low * step <= over.max).then_some(low * step)
}

fn ratio_cuts(pack: &Pack, ratio: &Ratio, value: i64, cuts: &mut Cuts) {
    let Some((over, under)) = ratio_ranges(pack, ratio) else { return };
    for under in (under.min..=under.max).step_by(1000) {
        cuts.entry(pack.questions[usize::from(ratio.under)].id.clone()).or_default().extend([under, under + SCALE]);
        for least in [up_to_tenths(value), behind_tenths(value)] {
            let least = smallest_over(ratio, over, under, least);
            cuts.entry(pack.questions[usize::from(ratio.over)].id.clone()).or_default().extend(least);
        }
    }
}

fn up_to_tenths(value: i64) -> i64 {
    (value + TENTH - 1).div_euclid(TENTH) * TENTH
}

fn behind_tenths(value: i64) -> i64 {
    (value.div_euclid(TENTH) + 1) * TENTH
}

/// The smallest possible answer that is at least this.
fn first_from(range: &Range, value: i64) -> i64 {
    if range.whole { value.div_euclid(SCALE) * SCALE + if value.rem_euclid(SCALE) == 0 { 0 } else { SCALE } } else { value }
}

/// The smallest possible answer that is more than this.
fn first_behind(range: &Range, value: i64) -> i64 {
    if range.whole { (value.div_euclid(SCALE) + 1) * SCALE } else { value + 1 }
}

impl<'p> Model<'p> {
    /// A set of answers to the pack about which nothing is known but that it is complete and valid.
    pub(super) fn new(gates: &mut Gates, pack: &'p Pack, cuts: &Cuts) -> Self {
        let mut model = Self {
            pack,
            questions: Vec::new(),
            derived: vec![None; pack.formulas.len()],
            holds: Vec::new(),
            decides: Vec::new(),
        };
        for question in &pack.questions {
            let shown = question.show_when.as_ref().map_or(gates.yes(), |when| model.node(gates, &when.node));
            let asked = Asked::new(gates, question, shown, cuts.get(&question.id));
            model.questions.push(asked);
        }
        for rule in &pack.rules {
            let holds = model.node(gates, &rule.when.node);
            let rivals = pack.rules.iter().zip(&model.holds).filter(|(other, _)| match pack.findings {
                None => true,
                Some(Findings::PerArea) => other.area == rule.area,
                Some(Findings::Every) => false,
            });
            let first: Vec<Lit> = rivals.map(|(_, lit)| !*lit).chain([holds]).collect();
            let decides = gates.all(first);
            model.holds.push(holds);
            model.decides.push(decides);
        }
        model
    }

    /// Whether a condition on the answers holds.
    pub(super) fn node(&mut self, gates: &mut Gates, node: &Node) -> Lit {
        match node {
            Node::Always => gates.yes(),
            Node::Has { question, mask } => self.has(gates, *question, *mask),
            Node::Lacks { question, mask } => {
                let has = self.has(gates, *question, *mask);
                let answered = self.questions[usize::from(*question)].answered;
                gates.all([answered, !has])
            }
            Node::Answered(question) => self.questions[usize::from(*question)].answered,
            Node::Compare { term, op, value } => self.compare(gates, term, *op, *value),
            Node::Derived(at) => self.derived(gates, *at),
            Node::Result { mask, holds } => {
                let given = self.results(gates, *mask);
                if *holds { given } else { !given }
            }
            Node::And(parts) => {
                let parts: Vec<Lit> = parts.iter().map(|part| self.node(gates, part)).collect();
                gates.all(parts)
            }
            Node::Or(parts) => {
                let parts: Vec<Lit> = parts.iter().map(|part| self.node(gates, part)).collect();
                gates.any(parts)
            }
            Node::Not(part) => !self.node(gates, part),
        }
    }

    /// Whether the rules gave one of the classes or outcomes.
    fn results(&self, gates: &mut Gates, mask: u64) -> Lit {
        if self.pack.findings.is_some() {
            // The most urgent finding gives the class.
            let mut given = Vec::new();
            for class in domain::UrgencyClass::ALL.into_iter().filter(|class| mask >> class.rank() & 1 == 1) {
                given.push(self.exactly(gates, class));
            }
            return gates.any(given);
        }
        let bit = |rule: &crate::pack::Rule| rule.outcome.unwrap_or(usize::from(rule.urgency.rank()));
        let given = self.pack.rules.iter().zip(&self.decides).filter(|(rule, _)| mask >> bit(rule) & 1 == 1);
        let given: Vec<Lit> = given.map(|(_, lit)| *lit).collect();
        gates.any(given)
    }

    fn has(&self, gates: &mut Gates, question: u16, mask: u64) -> Lit {
        let chosen = self.chosen(question, mask);
        gates.any(chosen)
    }

    fn chosen(&self, question: u16, mask: u64) -> Vec<Lit> {
        let options = self.questions[usize::from(question)].options.iter().enumerate();
        options.filter(|(at, _)| mask >> at & 1 == 1).map(|(_, lit)| *lit).collect()
    }

    fn derived(&mut self, gates: &mut Gates, at: u16) -> Lit {
        let index = usize::from(at);
        if let Some(known) = self.derived[index] {
            return known;
        }
        let pack = self.pack;
        let lit = match &pack.formulas[index] {
            Formula::Condition(node) => self.node(gates, node),
            _ => self.compare(gates, &Term::Derived(at), Op::Ne, 0),
        };
        self.derived[index] = Some(lit);
        lit
    }

    fn compare(&mut self, gates: &mut Gates, term: &Term, op: Op, value: i64) -> Lit {
        match term {
            Term::Number(question) => self.number(gates, *question, op, value),
            Term::Count { question, mask } => {
                let points: Vec<(i64, Lit)> = self.chosen(*question, *mask).into_iter().map(|lit| (SCALE, lit)).collect();
                weigh(gates, &points, op, value)
            }
            Term::Derived(at) => {
                let pack = self.pack;
                let points: Vec<(i64, Lit)> = match &pack.formulas[usize::from(*at)] {
                    Formula::Ratio(ratio) => return self.ratio(gates, ratio, op, value),
                    Formula::Condition(_) => vec![(SCALE, self.derived(gates, *at))],
                    Formula::Count { question, mask } => {
                        self.chosen(*question, *mask).into_iter().map(|lit| (SCALE, lit)).collect()
                    }
                    Formula::Sum(items) => items.iter().map(|(points, node)| (points * SCALE, self.node(gates, node))).collect(),
                };
                weigh(gates, &points, op, value)
            }
        }
    }

    /// Compares a ratio, worked out for every number below the line.
    fn ratio(&self, gates: &mut Gates, ratio: &Ratio, op: Op, value: i64) -> Lit {
        let Some((over, under)) = ratio_ranges(self.pack, ratio) else { return gates.free() };
        let (upper, lower) = (&self.questions[usize::from(ratio.over)], &self.questions[usize::from(ratio.under)]);
        let known = gates.all([upper.answered, lower.answered]);
        let at_least = |gates: &mut Gates, least: i64| {
            let mut ways = Vec::new();
            for number in (under.min..=under.max).step_by(1000) {
                if let Some(smallest) = smallest_over(ratio, over, number, least) {
                    let (from, behind) = (lower.from(gates, under, number), lower.from(gates, under, number + SCALE));
                    let enough = upper.from(gates, over, smallest);
                    ways.push(gates.all([known, from, !behind, enough]));
                }
            }
            gates.any(ways)
        };
        let (reached, passed) = (at_least(gates, up_to_tenths(value)), at_least(gates, behind_tenths(value)));
        match op {
            Op::Ge => reached,
            Op::Gt => passed,
            Op::Lt => gates.all([known, !reached]),
            Op::Le => gates.all([known, !passed]),
            Op::Eq if value % TENTH != 0 => gates.no(),
            Op::Eq => gates.all([reached, !passed]),
            Op::Ne if value % TENTH != 0 => known,
            Op::Ne => {
                let equal = gates.all([reached, !passed]);
                gates.all([known, !equal])
            }
        }
    }

    fn number(&self, gates: &mut Gates, question: u16, op: Op, value: i64) -> Lit {
        let at = usize::from(question);
        let QuestionKind::Number(range) = &self.pack.questions[at].kind else { return gates.no() };
        let asked = &self.questions[at];
        // Only the side that the comparison needs is among the cuts.
        let reached = |gates: &Gates| asked.from(gates, range, first_from(range, value));
        let passed = |gates: &Gates| asked.from(gates, range, first_behind(range, value));
        match op {
            Op::Ge => reached(gates),
            Op::Gt => passed(gates),
            Op::Lt => gates.all([asked.answered, !reached(gates)]),
            Op::Le => gates.all([asked.answered, !passed(gates)]),
            Op::Eq => gates.all([reached(gates), !passed(gates)]),
            Op::Ne => {
                let equal = gates.all([reached(gates), !passed(gates)]);
                gates.all([asked.answered, !equal])
            }
        }
    }

    /// The answers that the solver found last.
    pub(super) fn answers(&self, gates: &Gates) -> Answers {
        let mut answers = self.pack.no_answers();
        for (at, (asked, question)) in self.questions.iter().zip(&self.pack.questions).enumerate() {
            if gates.holds(asked.answered) {
                answers.put(at, asked.value(gates, question));
            }
        }
        answers
    }
}

impl Asked {
    fn new(gates: &mut Gates, question: &Question, shown: Lit, cuts: Option<&BTreeSet<i64>>) -> Self {
        let mut asked = Self { shown, answered: gates.no(), options: Vec::new(), at_least: Vec::new() };
        let ids = question.kind.options();
        if ids.is_empty() {
            asked.answered = gates.free();
        } else {
            asked.options = ids.iter().map(|_| gates.free()).collect();
            asked.answered = gates.any(asked.options.clone());
        }
        gates.require([!asked.answered, shown]);
        if question.must_be_answered() {
            gates.require([!shown, asked.answered]);
        }
        let alone = if question.kind.takes_many() { question.exclusive() } else { u64::MAX };
        for (at, option) in asked.options.iter().enumerate() {
            for (other, one) in asked.options.iter().enumerate().skip(at + 1) {
                if alone >> at & 1 == 1 || alone >> other & 1 == 1 {
                    gates.require([!*option, !*one]);
                }
            }
        }
        if let QuestionKind::Number(range) = &question.kind {
            let inside = cuts.into_iter().flatten().copied().filter(|cut| *cut > range.min && *cut <= range.max);
            for cut in inside {
                let lit = gates.free();
                let before = asked.at_least.last().map_or(asked.answered, |(_, lit)| *lit);
                gates.require([!lit, before]);
                asked.at_least.push((cut, lit));
            }
        }
        asked
    }

    /// Whether the answer is at least this number, which is one of the cuts or outside of the range.
    fn from(&self, gates: &Gates, range: &Range, number: i64) -> Lit {
        if number > range.max {
            return gates.no();
        }
        if number <= range.min {
            return self.answered;
        }
        let cut = self.at_least.iter().find(|(cut, _)| *cut == number);
        cut.expect("the numbers are cut wherever a condition compares them").1
    }

    /// The literals that are the whole answer.
    pub(super) fn all(&self) -> impl Iterator<Item = Lit> {
        self.options.iter().copied().chain(self.at_least.iter().map(|(_, lit)| *lit)).chain([self.answered])
    }

    /// The literals that stand for this answer, or for none.
    pub(super) fn facts(&self, value: Option<&Value>) -> Vec<Lit> {
        let sign = |lit: Lit, holds: bool| if holds { lit } else { !lit };
        let mut facts = vec![sign(self.answered, value.is_some())];
        match value {
            Some(Value::Options(bits)) => {
                facts.extend(self.options.iter().enumerate().map(|(option, lit)| sign(*lit, bits >> option & 1 == 1)));
            }
            Some(Value::Number(number)) => facts.extend(self.at_least.iter().map(|(cut, lit)| sign(*lit, number >= cut))),
            _ => {}
        }
        facts
    }

    /// True when no rule can tell the two numbers apart.
    pub(super) fn same_part(&self, one: i64, other: i64) -> bool {
        self.at_least.iter().all(|(cut, _)| (one >= *cut) == (other >= *cut))
    }

    fn value(&self, gates: &Gates, question: &Question) -> Option<Value> {
        match &question.kind {
            QuestionKind::Number(range) => {
                let last = self.at_least.iter().rev().find(|(_, lit)| gates.holds(*lit));
                Some(Value::Number(last.map_or(range.min, |(cut, _)| *cut)))
            }
            QuestionKind::Date => Some(Value::Day(jiff::civil::Date::constant(2000, 1, 1))),
            QuestionKind::Text => Some(Value::Text(domain::Words::new("…"))),
            _ => {
                let chosen = self.options.iter().enumerate().filter(|(_, lit)| gates.holds(**lit));
                Some(Value::Options(chosen.fold(0, |bits, (at, _)| bits | 1 << at)))
            }
        }
    }
}

/// Whether the points of those that are true compare so with the value. Worked out item by item: a gate for each sum that the
/// rest can still change.
fn weigh(gates: &mut Gates, points: &[(i64, Lit)], op: Op, value: i64) -> Lit {
    let mut known = BTreeMap::from([(0_i64, ())]);
    let mut layers: Vec<Vec<i64>> = vec![vec![0]];
    for (weight, _) in points {
        known = known.keys().flat_map(|sum| [(*sum, ()), (sum + weight, ())]).collect();
        layers.push(known.keys().copied().collect());
    }
    let last = layers.pop().unwrap_or_default();
    let mut results: BTreeMap<i64, Lit> = last.into_iter().map(|sum| (sum, gates.constant(op.holds(sum, value)))).collect();
    for ((weight, lit), layer) in points.iter().zip(layers).rev() {
        results = layer.into_iter().map(|sum| (sum, gates.choose(*lit, results[&(sum + weight)], results[&sum]))).collect();
    }
    results.get(&0).copied().unwrap_or(gates.no())
}

/// Whether at least so many of them are true.
pub(super) fn count_at_least(gates: &mut Gates, lits: &[Lit], number: usize) -> Lit {
    let points: Vec<(i64, Lit)> = lits.iter().map(|lit| (1, *lit)).collect();
    weigh(gates, &points, Op::Ge, i64::try_from(number).unwrap_or(i64::MAX))
}
