//! Conditions as a pack can say them, made of FHIRPath. The expression is run over what the form can be answered with: each
//! part becomes a set of possible values with the conditions under which they are there. What would depend on more is refused.

mod compare;
mod found;

use found::{Found, Result, Seen, Truth, part, refuse};

use super::ask::{Asked, Kind};
use super::condition::{Cond, of_item};
use crate::path::{Expr, Function, Op, Start, Step, is_of};
use crate::questionnaire::{ItemKind, Questionnaire};
use crate::value::Value;

/// When an item with this condition is shown.
pub(super) fn condition(form: &Questionnaire, asked: &[Asked], item: usize, expr: &Expr) -> Result<Cond> {
    let walk = Walk { form, asked, item };
    Ok(walk.truth(&walk.run(expr, &Found::Response)?)?.yes)
}

struct Walk<'a> {
    form: &'a Questionnaire,
    asked: &'a [Asked],
    item: usize,
}

impl Walk<'_> {
    fn run(&self, expr: &Expr, this: &Found) -> Result<Found> {
        match expr {
            Expr::Literal(value) => Ok(Found::Value(value.clone())),
            Expr::Nothing => Ok(Found::Nothing),
            Expr::Path(start, steps) => {
                let mut found = match start {
                    Start::This => this.clone(),
                    Start::Resource => Found::Response,
                    // A question asks what stands around it; a group may be there or not.
                    Start::Context if self.form.items[self.item].parent.is_none() => Found::Response,
                    Start::Context => return refuse("it asks relative to a group"),
                    Start::Expr(inner) => self.run(inner, this)?,
                };
                for step in steps {
                    found = match step {
                        Step::Member(name) => self.member(found, name)?,
                        Step::Index(0) => self.only(found)?,
                        Step::Index(_) => return refuse("it asks the place of an answer among several"),
                        Step::Call(function, arguments) => self.call(*function, arguments, found, this)?,
                    };
                }
                Ok(found)
            }
            Expr::Minus(one) => match self.run(one, this)? {
                Found::Value(Value::Integer(n)) => Ok(Found::Value(Value::Integer(-n))),
                Found::Value(Value::Decimal(n)) => Ok(Found::Value(Value::Decimal(-n))),
                _ => refuse("it computes with answers"),
            },
            Expr::Union(all) => {
                let mut values = Vec::new();
                for one in all {
                    match self.run(one, this)? {
                        Found::Value(value) => values.push(value),
                        Found::Nothing => {}
                        _ => return refuse("it joins the answers of several questions"),
                    }
                }
                Ok(Found::Values(values))
            }
            Expr::Sum(..) => refuse("it computes with answers"),
            Expr::Compare(left, op, right) => {
                let (left, right) = (self.run(left, this)?, self.run(right, this)?);
                self.compare(&left, *op, &right).map(Found::Truth)
            }
            Expr::In(left, right) => self.within(&self.run(left, this)?, &self.run(right, this)?).map(Found::Truth),
            Expr::And(all) => {
                let parts = all.iter().map(|one| self.truth(&self.run(one, this)?)).collect::<Result<Vec<Truth>>>()?;
                let yes = Cond::all(parts.iter().map(|part| part.yes.clone()));
                Ok(Found::Truth(Truth { yes, no: Cond::any(parts.into_iter().map(|part| part.no)) }))
            }
            Expr::Or(first, rest) => {
                let mut all = self.truth(&self.run(first, this)?)?;
                for (exclusive, one) in rest {
                    let next = self.truth(&self.run(one, this)?)?;
                    all = if *exclusive {
                        let pair = |a: &Cond, b: &Cond, c: &Cond, d: &Cond| {
                            Cond::any([Cond::all([a.clone(), b.clone()]), Cond::all([c.clone(), d.clone()])])
                        };
                        Truth {
                            yes: pair(&all.yes, &next.no, &all.no, &next.yes),
                            no: pair(&all.yes, &next.yes, &all.no, &next.no),
                        }
                    } else {
                        Truth { yes: Cond::any([all.yes, next.yes]), no: Cond::all([all.no, next.no]) }
                    };
                }
                Ok(Found::Truth(all))
            }
            Expr::Implies(left, right) => {
                let (left, right) = (self.truth(&self.run(left, this)?)?, self.truth(&self.run(right, this)?)?);
                Ok(Found::Truth(Truth { yes: Cond::any([left.no, right.yes]), no: Cond::all([left.yes, right.no]) }))
            }
        }
    }

    fn member(&self, of: Found, name: &str) -> Result<Found> {
        let answers = |question, among, seen| Ok(Found::Answers { question, among, seen });
        match (of, name) {
            (Found::Response, "item") => Ok(Found::Items(None)),
            // What belongs to a question stands below its answers.
            (Found::Item(item), "item") if self.form.items[item].kind.is_question() => Ok(Found::Nothing),
            (Found::Item(item), "item") => Ok(Found::Items(Some(item))),
            (Found::Item(item), "answer") => {
                let (question, _) = of_item(self.form, self.asked, &self.form.items[item].link_id)?;
                answers(question, u64::MAX, Seen::Answer)
            }
            (Found::Answers { question, seen: Seen::Answer, .. }, "item") => Ok(Found::Items(Some(self.asked[question].item))),
            (Found::Answers { question, among, seen: Seen::Answer }, name) if name.starts_with("value") => {
                let typed = name.strip_prefix("value").unwrap_or_default();
                if typed.is_empty() || self.is_of(question, typed) {
                    answers(question, among, Seen::Value)
                } else if self.values_have(question, |value| is_of(value, typed)) {
                    refuse("it asks for one of several types of answers")
                } else {
                    Ok(Found::Nothing)
                }
            }
            (Found::Answers { question, among, seen: Seen::Value }, "code" | "system" | "display" | "value") => {
                let seen = match (name, self.kind(question)) {
                    ("code", ItemKind::Choice | ItemKind::OpenChoice) => Seen::Code,
                    ("system", ItemKind::Choice | ItemKind::OpenChoice) => Seen::System,
                    ("display", ItemKind::Choice | ItemKind::OpenChoice) => Seen::Display,
                    ("value", ItemKind::Quantity) => Seen::Amount,
                    _ => return refuse("it asks for a part that the answer does not have"),
                };
                answers(question, among, seen)
            }
            (Found::Value(value), "code") => Ok(part(value, Seen::Code)),
            (Found::Value(value), "system") => Ok(part(value, Seen::System)),
            (Found::Value(value), "display") => Ok(part(value, Seen::Display)),
            // Inside `where` an answer is its value.
            (Found::Value(value), name)
                if name == "value" || name.strip_prefix("value").is_some_and(|kind| is_of(&value, kind)) =>
            {
                Ok(Found::Value(value))
            }
            (Found::Nothing, _) => Ok(Found::Nothing),
            _ => refuse("it asks for a member that no condition of a pack can see"),
        }
    }

    fn call(&self, function: Function, arguments: &[Expr], from: Found, this: &Found) -> Result<Found> {
        let argument = arguments.first();
        match (function, argument) {
            (Function::Where, Some(test)) => self.filter(from, test),
            (Function::Exists, Some(test)) => Ok(Found::Truth(Truth::sure(self.any(&self.filter(from, test)?)?))),
            (Function::Exists, None) => Ok(Found::Truth(Truth::sure(self.any(&from)?))),
            (Function::Empty, _) => Ok(Found::Truth(Truth::sure(self.any(&from)?.not()))),
            (Function::Not, _) => Ok(Found::Truth(self.truth(&from)?.not())),
            (Function::Count, _) => match from {
                Found::Answers { question, among, seen } => {
                    let among = self.visible(question, among, seen)?;
                    Ok(Found::Count { question, among })
                }
                Found::Nothing => Ok(Found::Value(Value::Integer(0))),
                _ => refuse("it counts what is no answer"),
            },
            (Function::All, Some(test)) => {
                let all = self.any(&from)?;
                let (Found::Answers { .. }, good) = (&from, self.filter(from.clone(), test)?) else {
                    return refuse("it asks all of what is no answer");
                };
                match (from, good) {
                    (Found::Answers { .. }, Found::Kept(good)) => {
                        // Of the only answer; without one it holds too.
                        Ok(Found::Truth(Truth::sure(Cond::any([all.not(), good]))))
                    }
                    (Found::Answers { question, among, .. }, Found::Answers { among: good, .. }) => {
                        Ok(Found::Truth(Truth::sure(Cond::has(question, self.options(question) & among & !good).not())))
                    }
                    (_, Found::Nothing) => Ok(Found::Truth(Truth::sure(all.not()))),
                    _ => refuse("it asks all of what is no answer"),
                }
            }
            (Function::HasValue, _) => match self.one(&from)? {
                Some(one) => Ok(Found::Truth(Truth::sure(one))),
                None => refuse("it asks whether there is a value where there is none"),
            },
            (Function::First | Function::Last, _) => self.only(from),
            (Function::Distinct, _) => Ok(from),
            (Function::Select, Some(step)) => match step {
                Expr::Path(Start::This, steps) if steps.iter().all(|step| matches!(step, Step::Member(_))) => {
                    steps.iter().try_fold(from, |found, step| match step {
                        Step::Member(name) => self.member(found, name),
                        _ => Ok(found),
                    })
                }
                _ => refuse("it computes with answers"),
            },
            (Function::Descendants, _) if from == Found::Response => Ok(Found::Everything { answers: true }),
            (Function::Repeat, Some(step)) if from == Found::Response => match below(step) {
                Some(answers) => Ok(Found::Everything { answers }),
                None => refuse("it repeats something else than items"),
            },
            (Function::OfType, Some(Expr::Literal(Value::Text(kind)))) => match from {
                Found::Answers { question, among, seen: Seen::Value } if self.is_of(question, kind) => {
                    Ok(Found::Answers { question, among, seen: Seen::Value })
                }
                Found::Answers { question, seen: Seen::Value, .. } if !self.values_have(question, |value| is_of(value, kind)) => {
                    Ok(Found::Nothing)
                }
                _ => refuse("it asks for one of several types of answers"),
            },
            (Function::Iif, Some(test)) => {
                let test = self.truth(&self.run(test, this)?)?.yes;
                let run = |at: usize| match arguments.get(at) {
                    Some(expr) => self.truth(&self.run(expr, this)?),
                    None => Ok(Truth { yes: Cond::Never, no: Cond::Never }),
                };
                let (then, otherwise) = (run(1)?, run(2)?);
                let choose = |a: Cond, b: Cond| Cond::any([Cond::all([test.clone(), a]), Cond::all([test.clone().not(), b])]);
                Ok(Found::Truth(Truth { yes: choose(then.yes, otherwise.yes), no: choose(then.no, otherwise.no) }))
            }
            (Function::AnyTrue, _) => match self.booleans(&from) {
                Some(question) => Ok(Found::Truth(Truth::sure(Cond::has(question, 1)))),
                None => refuse("it asks for truth of what is no yes or no"),
            },
            (Function::AllTrue, _) => match self.booleans(&from) {
                Some(question) => Ok(Found::Truth(Truth::sure(Cond::has(question, 2).not()))),
                None => refuse("it asks for truth of what is no yes or no"),
            },
            _ => refuse("it uses a function that no condition of a pack can say"),
        }
    }

    fn booleans(&self, found: &Found) -> Option<usize> {
        match found {
            Found::Answers { question, seen: Seen::Value, .. } if matches!(self.asked[*question].kind, Kind::Boolean) => {
                Some(*question)
            }
            _ => None,
        }
    }

    /// Those of which a test holds: an item by its linkId, or answers by what they are.
    fn filter(&self, from: Found, test: &Expr) -> Result<Found> {
        match from {
            Found::Items(parent) => match self.link_id(test).and_then(|id| self.form.by_link.get(id).copied()) {
                Some(item) if self.form.items[item].parent == parent => Ok(Found::Item(item)),
                Some(_) => Ok(Found::Nothing),
                None => refuse("it chooses items otherwise than by one linkId of this form"),
            },
            Found::Everything { answers } => match self.link_id(test).and_then(|id| self.form.by_link.get(id).copied()) {
                Some(item) if !answers && self.is_below_answer(item) => Ok(Found::Nothing),
                Some(item) => Ok(Found::Item(item)),
                None => refuse("it chooses items otherwise than by one linkId of this form"),
            },
            Found::Item(item) => match self.link_id(test) {
                Some(id) if self.form.items[item].link_id == id => Ok(Found::Item(item)),
                Some(_) => Ok(Found::Nothing),
                None => refuse("it chooses items otherwise than by one linkId of this form"),
            },
            Found::Answers { question, among, seen } => {
                let values = self.asked[question].values();
                if values.is_empty() && !self.asked[question].many() {
                    // The only answer, when the test holds of it.
                    let holds = self.truth(&self.run(test, &Found::Answers { question, among, seen })?)?.yes;
                    return Ok(Found::Kept(Cond::all([Cond::Answered(question), holds])));
                }
                if self.has_own_words(question) {
                    return refuse("it chooses among answers that are no options");
                }
                let mut kept = 0_u64;
                for (at, value) in values.iter().enumerate().filter(|(at, _)| among >> at & 1 == 1) {
                    let this = part(value.clone(), seen);
                    if this == Found::Nothing {
                        continue;
                    }
                    match self.truth(&self.run(test, &this)?)?.yes {
                        Cond::Always => kept |= 1 << at,
                        Cond::Never => {}
                        _ => return refuse("it chooses answers by the answers to other questions"),
                    }
                }
                Ok(if kept == 0 { Found::Nothing } else { Found::Answers { question, among: kept, seen } })
            }
            Found::Nothing => Ok(Found::Nothing),
            _ => refuse("it chooses among what is no answer"),
        }
    }

    /// `linkId = 'x'`
    fn link_id<'e>(&self, test: &'e Expr) -> Option<&'e str> {
        let is_link_id = |expr: &Expr| matches!(expr, Expr::Path(Start::This, steps) if matches!(steps.as_slice(), [Step::Member(name)] if name == "linkId"));
        match test {
            Expr::Compare(left, Op::Equal | Op::Equivalent, right) => match (left.as_ref(), right.as_ref()) {
                (path, Expr::Literal(Value::Text(id))) | (Expr::Literal(Value::Text(id)), path) if is_link_id(path) => Some(id),
                _ => None,
            },
            Expr::Path(Start::Expr(inner), steps) if steps.is_empty() => self.link_id(inner),
            _ => None,
        }
    }

    /// True for an item that stands below the answer to a question.
    fn is_below_answer(&self, item: usize) -> bool {
        let mut next = self.form.items[item].parent;
        while let Some(parent) = next.map(|at| &self.form.items[at]) {
            if parent.kind.is_question() {
                return true;
            }
            next = parent.parent;
        }
        false
    }
}

/// What `repeat(…)` goes down: items, and those below answers too. Nothing for anything else.
fn below(step: &Expr) -> Option<bool> {
    let names = |expr: &Expr| match expr {
        Expr::Path(Start::This, steps) => {
            let name = |step: &Step| if let Step::Member(name) = step { Some(name.clone()) } else { None };
            steps.iter().map(name).collect::<Option<Vec<String>>>().map(|names| names.join("."))
        }
        _ => None,
    };
    let all = match step {
        Expr::Union(all) => all.iter().map(names).collect::<Option<Vec<String>>>()?,
        one => vec![names(one)?],
    };
    let has = |name: &str| all.iter().any(|one| one == name);
    let known = all.iter().all(|name| ["item", "answer", "answer.item"].contains(&name.as_str()));
    (known && has("item")).then(|| has("answer") || has("answer.item"))
}
