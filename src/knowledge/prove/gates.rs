//! Logic over literals of a SAT solver: each gate exists once, constants and repeats fold away.

use std::collections::HashMap;

use batsat::{BasicSolver, Lit, SolverInterface, lbool};

/// A solver with gates on top.
pub(super) struct Gates {
    solver: BasicSolver,
    truth: Lit,
    conjunctions: HashMap<Vec<Lit>, Lit>,
    choices: HashMap<[Lit; 3], Lit>,
}

impl Gates {
    pub(super) fn new() -> Self {
        let mut solver = BasicSolver::default();
        let truth = Lit::new(solver.new_var_default(), true);
        let mut gates = Self { solver, truth, conjunctions: HashMap::new(), choices: HashMap::new() };
        gates.require([truth]);
        gates
    }

    /// The literal that is always true.
    pub(super) fn yes(&self) -> Lit {
        self.truth
    }

    /// The literal that is always false.
    pub(super) fn no(&self) -> Lit {
        !self.truth
    }

    pub(super) fn constant(&self, value: bool) -> Lit {
        if value { self.truth } else { !self.truth }
    }

    /// A literal that may be either.
    pub(super) fn free(&mut self) -> Lit {
        Lit::new(self.solver.new_var_default(), true)
    }

    /// At least one of the literals must be true.
    pub(super) fn require(&mut self, clause: impl IntoIterator<Item = Lit>) {
        let mut clause: Vec<Lit> = clause.into_iter().collect();
        // False only once everything is impossible; then every question is answered with "no such answers".
        self.solver.add_clause_reuse(&mut clause);
    }

    /// True when all are true.
    pub(super) fn all(&mut self, parts: impl IntoIterator<Item = Lit>) -> Lit {
        let mut parts: Vec<Lit> = parts.into_iter().filter(|lit| *lit != self.truth).collect();
        parts.sort_unstable();
        parts.dedup();
        let opposed = parts.windows(2).any(|pair| pair[0].var() == pair[1].var());
        if opposed || parts.contains(&!self.truth) {
            return !self.truth;
        }
        match parts.as_slice() {
            [] => return self.truth,
            [one] => return *one,
            _ => {}
        }
        if let Some(known) = self.conjunctions.get(&parts) {
            return *known;
        }
        let gate = self.free();
        for part in &parts {
            self.require([!gate, *part]);
        }
        self.require(parts.iter().map(|part| !*part).chain([gate]));
        self.conjunctions.insert(parts, gate);
        gate
    }

    /// True when at least one is true.
    pub(super) fn any(&mut self, parts: impl IntoIterator<Item = Lit>) -> Lit {
        let none: Vec<Lit> = parts.into_iter().map(|lit| !lit).collect();
        !self.all(none)
    }

    /// `then` where the condition is true, `otherwise` where not.
    pub(super) fn choose(&mut self, condition: Lit, then: Lit, otherwise: Lit) -> Lit {
        if then == otherwise {
            return then;
        }
        if condition == self.truth {
            return then;
        }
        if condition == !self.truth {
            return otherwise;
        }
        if let Some(known) = self.choices.get(&[condition, then, otherwise]) {
            return *known;
        }
        let yes = self.all([condition, then]);
        let no = self.all([!condition, otherwise]);
        let gate = self.any([yes, no]);
        self.choices.insert([condition, then, otherwise], gate);
        gate
    }

    /// True when both have the same value.
    pub(super) fn same(&mut self, left: Lit, right: Lit) -> Lit {
        self.choose(left, right, !right)
    }

    /// True when there are answers for which all assumptions hold; they can be read with [`Gates::holds`] then.
    pub(super) fn possible(&mut self, assumptions: &[Lit]) -> bool {
        self.solver.solve_limited(assumptions) == lbool::TRUE
    }

    /// Those of the assumptions that made the last question impossible.
    pub(super) fn conflict(&self, assumptions: &[Lit]) -> Vec<Lit> {
        assumptions.iter().copied().filter(|lit| self.solver.unsat_core_contains_var(lit.var())).collect()
    }

    /// The value of a literal in the answers found last.
    pub(super) fn holds(&self, lit: Lit) -> bool {
        self.solver.value_lit(lit) == lbool::TRUE
    }
}
