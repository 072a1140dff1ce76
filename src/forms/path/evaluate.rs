//! Runs an expression over a response. Items that are disabled have no answers.

use std::borrow::Cow;
use std::cell::Cell;

use super::{Expr, Function, Op, Start, Step};
use crate::response::Response;
use crate::value::Value;

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It would take too long.
    TooCostly,
    /// It does not fit the response, e.g. several values where one is needed.
    Unfit(&'static str),
}

/// Something that an expression speaks of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Focus<'a> {
    Response,
    Node(usize),
    Answer(usize, usize),
    Leaf(Cow<'a, Value>),
}

type Found<'a> = Vec<Focus<'a>>;

/// What an expression is run over.
pub(crate) struct Scene<'a> {
    pub(crate) response: &'a Response,
    /// The item that the condition belongs to, when the response has it.
    pub(crate) context: Option<Focus<'a>>,
    /// True for items whose answers count.
    pub(crate) enabled: &'a dyn Fn(usize) -> bool,
    /// Steps that may still be taken, in all conditions of a form together.
    pub(crate) budget: &'a Cell<u64>,
}

impl<'a> Scene<'a> {
    /// True when the expression holds. No result means that it does not.
    pub(crate) fn holds(&self, expr: &Expr) -> Result<bool, Failure> {
        Ok(truth(&self.run(expr, &Focus::Response)?)?.unwrap_or(false))
    }

    fn spend(&self, steps: usize) -> Result<(), Failure> {
        let left = self.budget.get().checked_sub(steps as u64 + 1).ok_or(Failure::TooCostly)?;
        self.budget.set(left);
        Ok(())
    }

    fn run(&self, expr: &Expr, this: &Focus<'a>) -> Result<Found<'a>, Failure> {
        self.spend(0)?;
        match expr {
            Expr::Literal(value) => Ok(vec![Focus::Leaf(Cow::Owned(value.clone()))]),
            Expr::Nothing => Ok(Vec::new()),
            Expr::Path(start, steps) => {
                let mut found = match start {
                    Start::This => vec![this.clone()],
                    Start::Resource => vec![Focus::Response],
                    Start::Context => self.context.clone().into_iter().collect(),
                    Start::Expr(inner) => self.run(inner, this)?,
                };
                for step in steps {
                    found = self.step(step, found, this)?;
                }
                Ok(found)
            }
            Expr::Minus(one) => match number(&self.run(one, this)?)? {
                Some(n) => Ok(decimal(-n)),
                None => Ok(Vec::new()),
            },
            Expr::Union(all) => {
                let mut found = Vec::new();
                for one in all {
                    self.merge(&mut found, self.run(one, this)?)?;
                }
                Ok(found)
            }
            Expr::Sum(first, rest) => {
                let Some(mut sum) = number(&self.run(first, this)?)? else { return Ok(Vec::new()) };
                for (minus, one) in rest {
                    let Some(n) = number(&self.run(one, this)?)? else { return Ok(Vec::new()) };
                    sum += if *minus { -n } else { n };
                }
                Ok(decimal(sum))
            }
            Expr::Compare(left, op, right) => self.compare(&self.run(left, this)?, *op, &self.run(right, this)?),
            Expr::In(left, right) => {
                let (left, right) = (self.run(left, this)?, self.run(right, this)?);
                match left.as_slice() {
                    [] => Ok(Vec::new()),
                    [one] => {
                        self.spend(right.len())?;
                        Ok(boolean(right.iter().any(|other| equal(one, other) == Some(true))))
                    }
                    _ => Err(Failure::Unfit("several values before \"in\" or behind \"contains\"")),
                }
            }
            Expr::And(all) => {
                let mut result = Some(true);
                for one in all {
                    match truth(&self.run(one, this)?)? {
                        Some(false) => return Ok(boolean(false)),
                        Some(true) => {}
                        None => result = None,
                    }
                }
                Ok(maybe(result))
            }
            Expr::Or(first, rest) => {
                let mut result = truth(&self.run(first, this)?)?;
                for (exclusive, one) in rest {
                    let next = truth(&self.run(one, this)?)?;
                    result = match (exclusive, result, next) {
                        (true, Some(a), Some(b)) => Some(a != b),
                        (true, _, _) => None,
                        (false, Some(true), _) | (false, _, Some(true)) => Some(true),
                        (false, Some(false), Some(false)) => Some(false),
                        (false, _, _) => None,
                    };
                }
                Ok(maybe(result))
            }
            Expr::Implies(left, right) => {
                let (left, right) = (truth(&self.run(left, this)?)?, truth(&self.run(right, this)?)?);
                Ok(maybe(match (left, right) {
                    (Some(false), _) | (_, Some(true)) => Some(true),
                    (Some(true), right) => right,
                    (None, _) => None,
                }))
            }
        }
    }

    fn step(&self, step: &Step, from: Found<'a>, this: &Focus<'a>) -> Result<Found<'a>, Failure> {
        self.spend(from.len())?;
        match step {
            Step::Member(name) => {
                let mut found = Vec::new();
                for one in &from {
                    self.member(one, name, &mut found);
                }
                self.spend(found.len())?;
                Ok(found)
            }
            Step::Index(at) => Ok(from.into_iter().nth(*at).into_iter().collect()),
            Step::Call(function, arguments) => self.call(*function, arguments, from, this),
        }
    }

    fn call(&self, function: Function, arguments: &[Expr], from: Found<'a>, this: &Focus<'a>) -> Result<Found<'a>, Failure> {
        let argument = arguments.first().unwrap_or(&Expr::Nothing);
        match function {
            Function::Exists if arguments.is_empty() => Ok(boolean(!from.is_empty())),
            Function::Exists => {
                for one in &from {
                    if truth(&self.run(argument, one)?)? == Some(true) {
                        return Ok(boolean(true));
                    }
                }
                Ok(boolean(false))
            }
            Function::Empty => Ok(boolean(from.is_empty())),
            Function::Count => Ok(vec![leaf(Value::Integer(i64::try_from(from.len()).unwrap_or(i64::MAX)))]),
            Function::Where => {
                let mut found = Vec::new();
                for one in from {
                    if truth(&self.run(argument, &one)?)? == Some(true) {
                        found.push(one);
                    }
                }
                Ok(found)
            }
            Function::Select => {
                let mut found = Vec::new();
                for one in &from {
                    found.extend(self.run(argument, one)?);
                }
                Ok(found)
            }
            Function::All => {
                for one in &from {
                    if truth(&self.run(argument, one)?)? != Some(true) {
                        return Ok(boolean(false));
                    }
                }
                Ok(boolean(true))
            }
            Function::Not => Ok(maybe(truth(&from)?.map(|yes| !yes))),
            Function::Iif => {
                // Inside iif, $this is what it is called on; alone it is what surrounds it.
                let this = if let [one] = from.as_slice() { one } else { this };
                let holds = truth(&self.run(argument, this)?)? == Some(true);
                match arguments.get(if holds { 1 } else { 2 }) {
                    Some(chosen) => self.run(chosen, this),
                    None => Ok(Vec::new()),
                }
            }
            Function::First => Ok(from.into_iter().next().into_iter().collect()),
            Function::Last => Ok(from.into_iter().next_back().into_iter().collect()),
            Function::HasValue => Ok(boolean(matches!(from.as_slice(), [Focus::Leaf(_)]))),
            Function::Distinct => {
                let mut found = Vec::new();
                self.merge(&mut found, from)?;
                Ok(found)
            }
            Function::Descendants => {
                let mut found = Vec::new();
                let mut open: Vec<Focus<'a>> = from;
                while let Some(one) = open.pop() {
                    let mut below = Vec::new();
                    for name in ["item", "answer"] {
                        self.member(&one, name, &mut below);
                    }
                    self.spend(below.len())?;
                    found.extend(below.iter().cloned());
                    open.extend(below);
                }
                Ok(found)
            }
            Function::Repeat => {
                let mut found: Found<'a> = Vec::new();
                let mut open = from;
                while !open.is_empty() {
                    let mut next = Vec::new();
                    for one in &open {
                        next.extend(self.run(argument, one)?);
                    }
                    // A tree has no way back up: elements repeat only where the argument is $this itself.
                    if next.iter().any(|one| open.contains(one)) {
                        return Err(Failure::Unfit("a repetition without an end"));
                    }
                    self.spend(open.len().saturating_mul(next.len()))?;
                    found.extend(next.iter().cloned());
                    open = next;
                }
                Ok(found)
            }
            Function::OfType => {
                let kind = if let Expr::Literal(Value::Text(kind)) = argument { kind.as_str() } else { "" };
                Ok(from.into_iter().filter(|one| matches!(one, Focus::Leaf(value) if is_of(value, kind))).collect())
            }
            Function::AllTrue => Ok(boolean(from.iter().all(|one| *one == leaf(Value::Boolean(true))))),
            Function::AnyTrue => Ok(boolean(from.iter().any(|one| *one == leaf(Value::Boolean(true))))),
            Function::Sum => {
                let mut sum = 0.0;
                for one in &from {
                    sum += number(std::slice::from_ref(one))?.unwrap_or(0.0);
                }
                Ok(decimal(sum))
            }
        }
    }

    /// Adds what is not there yet.
    fn merge(&self, into: &mut Found<'a>, from: Found<'a>) -> Result<(), Failure> {
        for one in from {
            self.spend(into.len())?;
            if !into.contains(&one) {
                into.push(one);
            }
        }
        Ok(())
    }

    fn member(&self, of: &Focus<'a>, name: &str, into: &mut Found<'a>) {
        let text = |text: &Option<String>| text.as_ref().map(|t| leaf(Value::Text(t.clone())));
        match of {
            Focus::Response if name == "item" => into.extend(self.response.roots.iter().map(|at| Focus::Node(*at))),
            Focus::Response => {}
            Focus::Node(at) => {
                let node = &self.response.nodes[*at];
                match name {
                    "item" => into.extend(node.children.iter().map(|at| Focus::Node(*at))),
                    "answer" if (self.enabled)(*at) => into.extend((0..node.answers.len()).map(|nth| Focus::Answer(*at, nth))),
                    "linkId" => into.push(leaf(Value::Text(node.link_id.clone()))),
                    _ => {}
                }
            }
            Focus::Answer(at, nth) => {
                let given = &self.response.nodes[*at].answers[*nth];
                match (name, &given.value) {
                    ("item", _) => into.extend(given.children.iter().map(|at| Focus::Node(*at))),
                    ("value", Ok(value)) => into.push(Focus::Leaf(Cow::Borrowed(value))),
                    (typed, Ok(value)) if typed.strip_prefix("value").is_some_and(|kind| is_of(value, kind)) => {
                        into.push(Focus::Leaf(Cow::Borrowed(value)));
                    }
                    _ => {}
                }
            }
            Focus::Leaf(value) => match (value.as_ref(), name) {
                (Value::Coding { code, .. } | Value::Quantity { code, .. }, "code") => into.extend(text(code)),
                (Value::Coding { system, .. } | Value::Quantity { system, .. }, "system") => into.extend(text(system)),
                (Value::Coding { display, .. }, "display") => into.extend(text(display)),
                (Value::Quantity { unit, .. }, "unit") => into.extend(text(unit)),
                (Value::Quantity { value: Some(value), .. }, "value") => into.extend(decimal(*value)),
                (Value::Reference(reference), "reference") => into.extend(text(reference)),
                _ => {}
            },
        }
    }

    fn compare(&self, left: &[Focus<'a>], op: Op, right: &[Focus<'a>]) -> Result<Found<'a>, Failure> {
        self.spend(left.len().saturating_add(right.len()))?;
        match op {
            Op::Equal => Ok(maybe(all_equal(left, right))),
            Op::NotEqual => Ok(maybe(all_equal(left, right).map(|yes| !yes))),
            Op::Equivalent => Ok(boolean(self.equivalent(left, right)?)),
            Op::NotEquivalent => Ok(boolean(!self.equivalent(left, right)?)),
            Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => {
                let (left, right) = match (left, right) {
                    ([left], [right]) => (left, right),
                    ([], _) | (_, []) => return Ok(Vec::new()),
                    _ => return Err(Failure::Unfit("several values in a comparison of size")),
                };
                let (Focus::Leaf(left), Focus::Leaf(right)) = (left, right) else { return Ok(Vec::new()) };
                Ok(maybe(left.order(right).map(|order| match op {
                    Op::Less => order.is_lt(),
                    Op::LessOrEqual => order.is_le(),
                    Op::Greater => order.is_gt(),
                    _ => order.is_ge(),
                })))
            }
        }
    }

    /// Equivalent: in any order, words without regard to case. Two empty collections are equivalent.
    fn equivalent(&self, left: &[Focus<'a>], right: &[Focus<'a>]) -> Result<bool, Failure> {
        self.spend(left.len().saturating_mul(right.len()))?;
        let same = |a: &Focus<'a>, b: &Focus<'a>| match (a, b) {
            (Focus::Leaf(a), Focus::Leaf(b)) => match (a.as_ref(), b.as_ref()) {
                (Value::Text(a), Value::Text(b)) => plain(a) == plain(b),
                (a, b) => a.equals(b) == Some(true),
            },
            (a, b) => a == b,
        };
        Ok(left.len() == right.len() && left.iter().all(|a| right.iter().any(|b| same(a, b))))
    }
}

/// Compares one value with another; nothing where that has no result.
pub(crate) fn compare_values(one: &Value, op: Op, other: &Value) -> Option<bool> {
    let empty = Response::default();
    let scene = Scene { response: &empty, context: None, enabled: &|_| true, budget: &Cell::new(u64::from(u32::MAX)) };
    let found = scene.compare(&[leaf(one.clone())], op, &[leaf(other.clone())]).ok()?;
    truth(&found).ok()?
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn leaf<'a>(value: Value) -> Focus<'a> {
    Focus::Leaf(Cow::Owned(value))
}

fn boolean<'a>(yes: bool) -> Found<'a> {
    vec![leaf(Value::Boolean(yes))]
}

fn maybe<'a>(yes: Option<bool>) -> Found<'a> {
    yes.map(boolean).unwrap_or_default()
}

fn decimal<'a>(number: f64) -> Found<'a> {
    vec![leaf(Value::Decimal(number))]
}

/// What a collection says as a condition: one value that is no boolean counts as true, as FHIRPath has it.
fn truth(found: &[Focus<'_>]) -> Result<Option<bool>, Failure> {
    match found {
        [] => Ok(None),
        [Focus::Leaf(value)] => match value.as_ref() {
            Value::Boolean(yes) => Ok(Some(*yes)),
            _ => Ok(Some(true)),
        },
        [_] => Ok(Some(true)),
        _ => Err(Failure::Unfit("several values where a condition is needed")),
    }
}

fn number(found: &[Focus<'_>]) -> Result<Option<f64>, Failure> {
    match found {
        [] => Ok(None),
        [Focus::Leaf(value)] => value.number().map(Some).ok_or(Failure::Unfit("a sum of what is no number")),
        _ => Err(Failure::Unfit("a sum of what is not one number")),
    }
}

fn equal(a: &Focus<'_>, b: &Focus<'_>) -> Option<bool> {
    match (a, b) {
        (Focus::Leaf(a), Focus::Leaf(b)) => match a.equals(b) {
            // Days of another precision and other units are unknown; other types are simply different.
            None if a.kind() == b.kind() => None,
            None => Some(false),
            known => known,
        },
        (a, b) => Some(a == b),
    }
}

fn all_equal(left: &[Focus<'_>], right: &[Focus<'_>]) -> Option<bool> {
    if left.is_empty() || right.is_empty() {
        return None;
    }
    if left.len() != right.len() {
        return Some(false);
    }
    let mut result = Some(true);
    for (a, b) in left.iter().zip(right) {
        match equal(a, b) {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

/// True when the value has the FHIR type of this name.
pub(crate) fn is_of(value: &Value, kind: &str) -> bool {
    let name = match value {
        Value::Boolean(_) => "boolean",
        Value::Integer(_) => "integer",
        Value::Decimal(_) => "decimal",
        Value::Date(_) => "date",
        Value::DateTime(_) => "datetime",
        Value::Time(_) => "time",
        Value::Text(_) => "string",
        Value::Uri(_) => "uri",
        Value::Coding { .. } => "coding",
        Value::Quantity { .. } => "quantity",
        Value::Reference(_) => "reference",
        Value::Attachment => "attachment",
    };
    kind.eq_ignore_ascii_case(name)
}
