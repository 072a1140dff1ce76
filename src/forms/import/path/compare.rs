//! Comparisons: answers, or how many there are, with values.

use super::Walk;
use super::found::{Found, Result, Seen, Truth, part, refuse};
use crate::import::ask::Kind;
use crate::import::condition::{Cond, mask, number_compared};
use crate::path::Op;
use crate::questionnaire::Op as Sign;
use crate::value::Value;

impl Walk<'_> {
    pub(super) fn compare(&self, left: &Found, op: Op, right: &Found) -> Result<Truth> {
        match (left, right) {
            (Found::Answers { .. } | Found::Count { .. }, Found::Value(value)) => self.with_value(left, op, value),
            (Found::Value(value), Found::Answers { .. } | Found::Count { .. }) => self.with_value(right, turned(op), value),
            (Found::Value(one), Found::Value(other)) => Ok(values_compared(one, op, other)),
            (Found::Truth(truth), Found::Value(Value::Boolean(yes)))
            | (Found::Value(Value::Boolean(yes)), Found::Truth(truth)) => {
                let same = if *yes { truth.clone() } else { truth.clone().not() };
                match op {
                    Op::Equal => Ok(same),
                    Op::NotEqual => Ok(same.not()),
                    _ => refuse("it compares a condition in size"),
                }
            }
            (Found::Nothing, Found::Value(_) | Found::Answers { .. }) | (Found::Value(_), Found::Nothing)
                if !matches!(op, Op::Equivalent | Op::NotEquivalent) =>
            {
                Ok(Truth { yes: Cond::Never, no: Cond::Never })
            }
            (Found::Nothing, Found::Value(_)) | (Found::Value(_), Found::Nothing) => {
                Ok(Truth::sure(if op == Op::NotEquivalent { Cond::Always } else { Cond::Never }))
            }
            _ => refuse("it compares the answers to two questions"),
        }
    }

    /// Answers, or their number, compared with one value.
    fn with_value(&self, found: &Found, op: Op, value: &Value) -> Result<Truth> {
        let (question, among, seen) = match found {
            Found::Count { question, among } => return self.counted(*question, *among, op, value),
            Found::Answers { question, among, seen } => (*question, *among, *seen),
            _ => return refuse("it compares what is no answer"),
        };
        let asked = &self.asked[question];
        match &asked.kind {
            Kind::Boolean | Kind::Options { .. } => {
                if self.has_own_words(question) && !matches!(seen, Seen::Code | Seen::System | Seen::Display) {
                    return refuse("it compares own words with an option");
                }
                let among = self.visible(question, among, seen)?;
                let of = |wanted: &dyn Fn(&Truth) -> bool| {
                    let values = asked.values();
                    among
                        & mask(&values, |option| match part(option.clone(), seen) {
                            Found::Value(seen) => wanted(&values_compared(&seen, op, value)),
                            _ => false,
                        })
                };
                let (yes, no) = (of(&|t| t.yes == Cond::Always), of(&|t| t.no == Cond::Always));
                if !asked.many() {
                    let nothing = Cond::has(question, among).not();
                    return Ok(match op {
                        // Of nothing and something it is known that they are not equivalent.
                        Op::Equivalent => Truth::sure(Cond::has(question, yes)),
                        Op::NotEquivalent => Truth::sure(Cond::any([Cond::has(question, yes), nothing])),
                        _ => Truth { yes: Cond::has(question, yes), no: Cond::has(question, no) },
                    });
                }
                let one = |mask: u64| {
                    if mask == 0 {
                        Cond::Never
                    } else {
                        Cond::all([Cond::Count(question, among, Sign::Eq, 1), Cond::Has(question, mask)])
                    }
                };
                let more = if among.count_ones() < 2 { Cond::Never } else { Cond::Count(question, among, Sign::Ge, 2) };
                match op {
                    Op::Equal => Ok(Truth { yes: one(yes), no: Cond::any([more, one(no)]) }),
                    Op::NotEqual => Ok(Truth { yes: Cond::any([more, one(yes)]), no: one(no) }),
                    Op::Equivalent => Ok(Truth::sure(one(yes))),
                    Op::NotEquivalent => Ok(Truth::sure(one(no).not())),
                    _ => refuse("it compares several answers in size"),
                }
            }
            Kind::Number(number) => {
                let is_plain = number.quantity.is_none() && seen == Seen::Value || seen == Seen::Amount;
                let Some(n) = value.number().filter(|_| is_plain && !matches!(value, Value::Quantity { .. })) else {
                    return refuse("it compares a number with something else");
                };
                let answered = Cond::Answered(question);
                let sign = match op {
                    Op::Equal | Op::NotEqual | Op::Equivalent | Op::NotEquivalent => Sign::Eq,
                    Op::Less => Sign::Lt,
                    Op::LessOrEqual => Sign::Le,
                    Op::Greater => Sign::Gt,
                    Op::GreaterOrEqual => Sign::Ge,
                };
                let holds = number_compared(question, number, sign, n);
                let truth = Truth { no: Cond::all([answered, holds.clone().not()]), yes: holds.clone() };
                Ok(match op {
                    Op::NotEqual => truth.not(),
                    Op::Equivalent => Truth::sure(holds),
                    Op::NotEquivalent => Truth::sure(holds.not()),
                    _ => truth,
                })
            }
            Kind::Date | Kind::Text { .. } => refuse("packs compare no days, times and texts"),
        }
    }

    /// How many answers, compared with a number.
    fn counted(&self, question: usize, among: u64, op: Op, value: &Value) -> Result<Truth> {
        let Some(number) = value.number() else { return refuse("it compares a number with something else") };
        let most = if self.asked[question].many() { among.count_ones() } else { 1 };
        let holds = |count: u32| {
            let count = f64::from(count);
            match op {
                Op::Equal | Op::Equivalent => count == number,
                Op::NotEqual | Op::NotEquivalent => count != number,
                Op::Less => count < number,
                Op::LessOrEqual => count <= number,
                Op::Greater => count > number,
                Op::GreaterOrEqual => count >= number,
            }
        };
        let some = self.any(&Found::Answers { question, among, seen: Seen::Answer })?;
        let exactly = |count: u32| match (count, self.asked[question].many()) {
            (0, _) => some.clone().not(),
            (_, false) => some.clone(),
            (count, true) => Cond::Count(question, among, Sign::Eq, count),
        };
        let good: Vec<u32> = (0..=most).filter(|count| holds(*count)).collect();
        let from = good.first().copied().unwrap_or(0);
        // Most ask for at least so many.
        if from > 0 && self.asked[question].many() && u32::try_from(good.len()) == Ok(most - from + 1) {
            return Ok(Truth::sure(Cond::Count(question, among, Sign::Ge, from)));
        }
        Ok(Truth::sure(Cond::any(good.into_iter().map(exactly))))
    }

    /// `a in b`, and `b contains a`.
    pub(super) fn within(&self, left: &Found, right: &Found) -> Result<Truth> {
        match (left, right) {
            (Found::Nothing, _) => Ok(Truth { yes: Cond::Never, no: Cond::Never }),
            (Found::Value(value), Found::Answers { question, .. }) => {
                let single = !self.asked[*question].many();
                if single {
                    return Ok(Truth::sure(self.with_value(right, Op::Equal, value)?.yes));
                }
                let Found::Answers { question, among, seen } = right else { return refuse("it compares what is no answer") };
                let among = self.visible(*question, *among, *seen)?;
                let good = among
                    & mask(&self.asked[*question].values(), |option| match part(option.clone(), *seen) {
                        Found::Value(seen) => values_compared(&seen, Op::Equal, value).yes == Cond::Always,
                        _ => false,
                    });
                Ok(Truth::sure(Cond::has(*question, good)))
            }
            (Found::Value(one), Found::Values(values)) => {
                let found = values.iter().any(|other| values_compared(one, Op::Equal, other).yes == Cond::Always);
                Ok(Truth::sure(if found { Cond::Always } else { Cond::Never }))
            }
            (Found::Value(one), Found::Value(other)) => {
                self.within(&Found::Value(one.clone()), &Found::Values(vec![other.clone()]))
            }
            (Found::Value(_), Found::Nothing) => Ok(Truth::sure(Cond::Never)),
            (Found::Answers { question, .. }, Found::Values(_) | Found::Value(_)) if !self.asked[*question].many() => {
                let values = match right {
                    Found::Values(values) => values.clone(),
                    Found::Value(value) => vec![value.clone()],
                    _ => Vec::new(),
                };
                let each = values.iter().map(|value| self.with_value(left, Op::Equal, value)).collect::<Result<Vec<Truth>>>()?;
                let yes = Cond::any(each.into_iter().map(|truth| truth.yes));
                Ok(Truth { no: Cond::all([self.any(left)?, yes.clone().not()]), yes })
            }
            _ => refuse("it looks for several answers in a list"),
        }
    }
}

fn turned(op: Op) -> Op {
    match op {
        Op::Less => Op::Greater,
        Op::LessOrEqual => Op::GreaterOrEqual,
        Op::Greater => Op::Less,
        Op::GreaterOrEqual => Op::LessOrEqual,
        same => same,
    }
}

/// Two values compared as FHIRPath does, by the very evaluation that forms use.
fn values_compared(one: &Value, op: Op, other: &Value) -> Truth {
    let cond = |yes: bool| if yes { Cond::Always } else { Cond::Never };
    match crate::path::compare_values(one, op, other) {
        Some(yes) => Truth { yes: cond(yes), no: cond(!yes) },
        None => Truth { yes: Cond::Never, no: Cond::Never },
    }
}
