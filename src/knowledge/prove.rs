//! Proof instead of samples: shows by exhaustive symbolic search over all complete, valid sets of answers that a pack always
//! gives an outcome, that everything in it can be reached, and that danger is never rated down.

mod certificate;
mod change;
mod danger;
mod edges;
mod gates;
mod model;
mod reach;

pub use certificate::{Certificate, Floor, Property, Refutation};
pub use change::{Comparison, Edit, Example, Shift};

use batsat::Lit;

use crate::pack::{Pack, Rule};
use gates::Gates;
use model::Model;

/// How urgent a rule is, for comparing: the class, and inside P5 the limit in hours. Smaller is more urgent.
type Severity = (u8, u32);

impl Pack {
    /// Searches all sets of answers for one that breaks a promise. Takes from milliseconds to some seconds.
    #[must_use]
    pub fn prove(&self) -> Certificate {
        let mut gates = Gates::new();
        let cuts = model::cuts(self);
        let mut model = Model::new(&mut gates, self, &cuts);
        let mut certificate = Certificate::of(self);
        reach::total(&mut gates, &model, &mut certificate);
        reach::everything(&mut gates, &mut model, &mut certificate);
        reach::urgent_early(&mut gates, &model, &mut certificate);
        danger::floors(&mut gates, &mut model, &mut certificate);
        danger::monotone(self, &cuts, &mut certificate);
        certificate
    }

    fn severity(&self, rule: &Rule) -> Severity {
        let within = self.within(&self.recommendations[rule.recommendation]);
        let hours = if rule.urgency == domain::UrgencyClass::P5 { crate::pack::hours(within) } else { 0 };
        (rule.urgency.rank(), hours)
    }
}

impl Model<'_> {
    /// Whether the outcome is at least this urgent.
    fn at_least(&self, gates: &mut Gates, severity: Severity) -> Lit {
        let pack = self.pack;
        let urgent = pack.rules.iter().zip(&self.decides).filter(|(rule, _)| pack.severity(rule) <= severity);
        let urgent: Vec<Lit> = urgent.map(|(_, lit)| *lit).collect();
        gates.any(urgent)
    }

    /// Whether the outcome is of this class.
    fn exactly(&self, gates: &mut Gates, class: domain::UrgencyClass) -> Lit {
        let this = self.at_least(gates, (class.rank(), u32::MAX));
        let above = match class.rank().checked_sub(1) {
            Some(rank) => self.at_least(gates, (rank, u32::MAX)),
            None => gates.no(),
        };
        gates.all([this, !above])
    }

    /// The rule that decides in the answers found last; where there are several findings, the most urgent.
    fn decided<'p>(&self, gates: &Gates, pack: &'p Pack) -> Option<&'p Rule> {
        let mut found = pack.rules.iter().zip(&self.decides).filter(|(_, lit)| gates.holds(**lit)).map(|(rule, _)| rule);
        match pack.findings {
            Some(crate::pack::Findings::PerArea) => found.min_by_key(|rule| (pack.severity(rule), rule.level)),
            // Where every rule counts the first of them decides.
            _ => found.next(),
        }
    }
}

#[cfg(test)]
mod tests;
