//! How far the cases of a pack go: how many prove each rule, and whether each threshold has a case on both sides.

use std::fmt;

use crate::answers::written;
use crate::cases::Case;
use crate::condition::Op;
use crate::condition::program::{Formula, Node, Term};
use crate::pack::Pack;

/// A number at which a condition changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Threshold {
    pub(crate) term: Term,
    pub(crate) op: Op,
    /// In thousandths.
    pub(crate) value: i64,
}

/// The coverage of one pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Each rule, with the ids of the cases that it decides.
    pub rules: Vec<(String, Vec<String>)>,
    /// Each threshold, in the order of the questions' first use.
    pub thresholds: Vec<ThresholdCoverage>,
}

/// A threshold, with how many cases make the comparison true and how many false. A case without the number counts nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdCoverage {
    /// The comparison, e.g. `temperature > 38`.
    pub comparison: String,
    /// Cases that make it true.
    pub holding: usize,
    /// Cases that make it false.
    pub failing: usize,
}

impl Pack {
    /// Every comparison with a number in the rules and in what they are computed from, without repetitions.
    pub(crate) fn thresholds(&self) -> Vec<Threshold> {
        let mut found = Vec::new();
        for rule in &self.rules {
            collect(&rule.when.node, &mut found);
        }
        for formula in &self.formulas {
            match formula {
                Formula::Condition(node) => collect(node, &mut found),
                Formula::Sum(items) => items.iter().for_each(|(_, node)| collect(node, &mut found)),
                Formula::Count { .. } | Formula::Ratio(_) => {}
            }
        }
        found
    }

    /// How far these cases go.
    pub(crate) fn coverage(&self, cases: &[Case]) -> Coverage {
        let has = |case: &Case, rule: &str| {
            let finds = || {
                let judgement = self.evaluate(&case.answers).judgement;
                judgement.is_some_and(|judgement| judgement.findings.iter().any(|finding| finding.rule == rule))
            };
            case.rule() == Some(rule) || (self.findings().is_some() && finds())
        };
        let of_rule = |rule: &str| cases.iter().filter(|case| has(case, rule)).map(|case| case.id.clone()).collect();
        let rules = self.rules.iter().map(|rule| (rule.id.clone(), of_rule(&rule.id))).collect();
        let cover = |threshold: &Threshold| {
            let number = |case: &Case| self.view(&case.answers, self.shown(&case.answers)).term(&threshold.term);
            let sides: Vec<bool> = cases.iter().filter_map(number).map(|n| threshold.op.holds(n, threshold.value)).collect();
            let holding = sides.iter().filter(|holds| **holds).count();
            ThresholdCoverage { comparison: self.comparison(threshold), holding, failing: sides.len() - holding }
        };
        Coverage { rules, thresholds: self.thresholds().iter().map(cover).collect() }
    }

    /// A comparison as people write it.
    fn comparison(&self, threshold: &Threshold) -> String {
        let Threshold { term, op, value } = threshold;
        let term = match term {
            Term::Number(question) => self.questions[usize::from(*question)].id.clone(),
            Term::Count { question, mask } => {
                let asked = &self.questions[usize::from(*question)];
                let options: Vec<&str> = asked.kind.chosen(*mask).collect();
                if *mask == asked.countable() {
                    format!("count({})", asked.id)
                } else {
                    format!("count({} in {{{}}})", asked.id, options.join(", "))
                }
            }
            Term::Derived(at) => self.derived[usize::from(*at)].id.clone(),
        };
        format!("{term} {op} {}", written(*value))
    }
}

fn collect(node: &Node, into: &mut Vec<Threshold>) {
    match node {
        Node::Compare { term, op, value } => {
            let threshold = Threshold { term: term.clone(), op: *op, value: *value };
            if !into.contains(&threshold) {
                into.push(threshold);
            }
        }
        Node::And(all) | Node::Or(all) => all.iter().for_each(|node| collect(node, into)),
        Node::Not(node) => collect(node, into),
        _ => {}
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rules.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0).max(4);
        writeln!(f, "  {:<width$}  cases", "rule")?;
        for (rule, cases) in &self.rules {
            let few = if cases.is_empty() { "  NO CASE" } else { "" };
            writeln!(f, "  {rule:<width$}  {:>5}{few}", cases.len())?;
        }
        if self.thresholds.is_empty() {
            return Ok(());
        }
        let width = self.thresholds.iter().map(|one| one.comparison.chars().count()).max().unwrap_or(0).max(9);
        writeln!(f, "  {:<width$}  holds  fails", "threshold")?;
        for ThresholdCoverage { comparison, holding, failing } in &self.thresholds {
            let few = if *holding == 0 || *failing == 0 { "  ONE SIDE ONLY" } else { "" };
            writeln!(f, "  {comparison:<width$}  {holding:>5}  {failing:>5}{few}")?;
        }
        Ok(())
    }
}
