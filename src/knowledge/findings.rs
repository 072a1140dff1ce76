//! What a pack finds, where it finds more than one thing: the findings, the scores, and the numbers to keep.

use domain::{Finding, Observation, Score, UrgencyClass};

use crate::condition::program::{Formula, SCALE, View};
use crate::explain::explain;
use crate::pack::{Number, Pack, hours};

impl Pack {
    /// The rules that find something, in their order.
    pub(crate) fn found(&self, view: &View<'_>) -> Vec<usize> {
        let mut done = vec![false; self.areas.len()];
        let mut found = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            if rule.level.is_none() || rule.area.is_some_and(|area| done[area]) || !view.holds(&rule.when.node) {
                continue;
            }
            if let Some(area) = rule.area {
                done[area] = true;
            }
            found.push(at);
        }
        found
    }

    /// The most urgent of these rules; of those as urgent, the one with the shorter limit, then the more serious level.
    pub(crate) fn most_urgent(&self, rules: Vec<usize>) -> Option<usize> {
        let weight = |at: &usize| {
            let rule = &self.rules[*at];
            let within = self.within(&self.recommendations[rule.recommendation]);
            (rule.urgency, hours(within), rule.level)
        };
        rules.into_iter().min_by_key(weight)
    }

    /// All findings of a judgement. While answers are missing, only that of the rule that stopped the questions.
    pub(crate) fn all_found(&self, view: &View<'_>, deciding: usize, incomplete: bool) -> Vec<Finding> {
        if self.findings.is_none() {
            return Vec::new();
        }
        let found = if incomplete { vec![deciding] } else { self.found(view) };
        found.into_iter().filter_map(|at| self.finding(view, at)).collect()
    }

    fn finding(&self, view: &View<'_>, at: usize) -> Option<Finding> {
        let rule = &self.rules[at];
        // P8 asks nobody to do anything.
        let calls = rule.urgency != UrgencyClass::P8;
        let result = View { result: 1 << rule.urgency.rank(), ..*view };
        Some(Finding {
            rule: rule.id.clone(),
            area: rule.area.map(|area| self.areas[area].clone()),
            level: self.levels[rule.level?].id.clone(),
            urgency: calls.then_some(rule.urgency),
            within: calls.then(|| self.within(&self.recommendations[rule.recommendation])),
            queue: calls.then(|| self.queue(&result, self.own_queue(rule))),
            because: self.reasons(view, &explain(view, &rule.when.node)),
        })
    }

    /// The derived values that the professional sees. One that is computed from a missing answer is left out, and one that is
    /// kept, where it is not known.
    pub(crate) fn scores(&self, view: &View<'_>) -> Vec<Score> {
        let unknown = |at: usize| {
            let kept = self.observed.iter().filter(|one| one.of == Number::Derived(at));
            kept.filter_map(|one| one.when.as_ref()).any(|when| !view.holds(&when.node))
        };
        let all = self.derived.iter().zip(&self.formulas).enumerate();
        let shown = all.filter(|(at, (derived, _))| derived.show && !unknown(*at)).map(|(_, one)| one);
        shown
            .filter_map(|(derived, formula)| {
                let (step, decimals) = if matches!(formula, Formula::Ratio(_)) { (SCALE / 10, 1) } else { (SCALE, 0) };
                Some(Score { id: derived.id.clone(), value: view.thousandths(formula)? / step, decimals })
            })
            .collect()
    }

    /// The numbers to keep for the resident's record, as far as they are known.
    pub(crate) fn observations(&self, view: &View<'_>) -> Vec<Observation> {
        let known = |one: &crate::pack::Observed| {
            if one.when.as_ref().is_some_and(|when| !view.holds(&when.node)) {
                return None;
            }
            let thousandths = match one.of {
                Number::Question(at) => view.number(at)?,
                Number::Derived(at) => view.thousandths(&self.formulas[at])?,
            };
            Some(Observation { code: one.code.clone(), thousandths, unit: one.unit.clone() })
        };
        self.observed.iter().filter_map(known).collect()
    }
}
