//! Conditions as a pack can say them, made of FHIRPath. The expression is run over what the form can be answered with: each
//! part becomes a set of possible values with the conditions under which they are there. What would depend on more is refused.

use super::ask::{Asked, Kind};
use super::condition::{Cond, mask, number_compared, of_item};
use crate::path::{Expr, Function, Op, Start, Step};
use crate::questionnaire::{ItemKind, Op as Sign, Questionnaire};
use crate::value::Value;

/// When an item with this condition is shown.
pub(super) fn condition(form: &Questionnaire, asked: &[Asked], item: usize, expr: &Expr) -> Result<Cond> {
    let walk = Walk { form, asked, item };
    Ok(walk.truth(&walk.run(expr, &Found::Response)?)?.yes)
}

/// A condition of three values: neither is nothing.
#[derive(Clone, Debug, PartialEq)]
struct Truth {
    yes: Cond,
    no: Cond,
}

impl Truth {
    fn sure(yes: Cond) -> Self {
        Self { no: yes.clone().not(), yes }
    }

    fn not(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

/// What a part of an expression comes to.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Nothing,
    Response,
    /// The items directly in this one, or in the response.
    Items(Option<usize>),
    /// All items of the response, however deep; those below answers only when it says so.
    Everything {
        answers: bool,
    },
    Item(usize),
    /// The answers to a question, as far as the options are among these, seen so.
    Answers {
        question: usize,
        among: u64,
        seen: Seen,
    },
    /// Answers that are there when this holds.
    Kept(Cond),
    /// How many answers.
    Count {
        question: usize,
        among: u64,
    },
    Value(Value),
    Values(Vec<Value>),
    Truth(Truth),
}

/// What of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Answer,
    Value,
    Code,
    System,
    Display,
    /// The number of a quantity.
    Amount,
}

struct Walk<'a> {
    form: &'a Questionnaire,
    asked: &'a [Asked],
    item: usize,
}

type Result<T> = std::result::Result<T, String>;

fn refuse<T>(why: &str) -> Result<T> {
    Err(why.to_owned())
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

    fn kind(&self, question: usize) -> ItemKind {
        self.form.items[self.asked[question].item].kind
    }

    fn has_own_words(&self, question: usize) -> bool {
        self.asked.iter().any(|other| other.beside == Some(question))
    }

    /// All options of a question.
    fn options(&self, question: usize) -> u64 {
        mask(&self.asked[question].values(), |_| true)
    }

    /// The options that are something when seen so.
    fn visible(&self, question: usize, among: u64, seen: Seen) -> Result<u64> {
        if matches!(seen, Seen::Answer | Seen::Value) && self.has_own_words(question) {
            return refuse("it counts own words among options");
        }
        Ok(among & mask(&self.asked[question].values(), |value| part(value.clone(), seen) != Found::Nothing))
    }

    /// True when all answers to the question are of this type.
    fn is_of(&self, question: usize, kind: &str) -> bool {
        let values = self.asked[question].values();
        if !values.is_empty() {
            return !self.has_own_words(question) && values.iter().all(|value| is_of(value, kind));
        }
        let name = match self.kind(question) {
            ItemKind::Integer => "integer",
            ItemKind::Decimal => "decimal",
            ItemKind::Quantity => "quantity",
            ItemKind::Date => "date",
            ItemKind::DateTime => "dateTime",
            ItemKind::Time => "time",
            ItemKind::String | ItemKind::Text => "string",
            ItemKind::Url => "uri",
            ItemKind::Choice | ItemKind::OpenChoice => "coding",
            _ => return false,
        };
        kind.eq_ignore_ascii_case(name)
    }

    fn values_have(&self, question: usize, test: impl Fn(&Value) -> bool) -> bool {
        let open = self.has_own_words(question) && test(&Value::Text(String::new()));
        open || self.asked[question].values().iter().any(test)
    }

    /// Whether there is anything.
    fn any(&self, found: &Found) -> Result<Cond> {
        match found {
            Found::Nothing => Ok(Cond::Never),
            Found::Value(_) => Ok(Cond::Always),
            Found::Values(values) => Ok(if values.is_empty() { Cond::Never } else { Cond::Always }),
            Found::Count { .. } => Ok(Cond::Always),
            Found::Kept(when) => Ok(when.clone()),
            Found::Truth(Truth { yes, no }) => Ok(Cond::any([yes.clone(), no.clone()])),
            Found::Answers { question, among, seen } => {
                let values = self.asked[*question].values();
                if values.is_empty() {
                    return Ok(Cond::Answered(*question));
                }
                let some = among & mask(&values, |value| part(value.clone(), *seen) != Found::Nothing);
                if some == self.options(*question) {
                    let own = self.asked.iter().position(|other| other.beside == Some(*question));
                    let own = own.filter(|_| matches!(seen, Seen::Answer | Seen::Value));
                    return Ok(Cond::any(std::iter::once(*question).chain(own).map(Cond::Answered)));
                }
                Ok(Cond::has(*question, some))
            }
            Found::Response | Found::Items(_) | Found::Everything { .. } | Found::Item(_) => {
                refuse("it asks whether an item stands in the response")
            }
        }
    }

    /// Whether there is exactly one; nothing for what is no collection of answers.
    fn one(&self, found: &Found) -> Result<Option<Cond>> {
        let Found::Answers { question, among, seen } = found else { return Ok(None) };
        if !self.asked[*question].many() {
            return self.any(found).map(Some);
        }
        Ok(Some(Cond::Count(*question, self.visible(*question, *among, *seen)?, Sign::Eq, 1)))
    }

    /// The same, where there is never more than one.
    fn only(&self, found: Found) -> Result<Found> {
        match &found {
            Found::Answers { question, .. } if self.asked[*question].many() => {
                refuse("it asks the place of an answer among several")
            }
            Found::Answers { .. } | Found::Item(_) | Found::Nothing | Found::Value(_) => Ok(found),
            _ => refuse("it asks the place of an item"),
        }
    }

    /// What a collection says as a condition: nothing when it is empty, and of one value that is no boolean that it is there.
    fn truth(&self, found: &Found) -> Result<Truth> {
        match found {
            Found::Truth(truth) => Ok(truth.clone()),
            Found::Nothing => Ok(Truth { yes: Cond::Never, no: Cond::Never }),
            Found::Value(Value::Boolean(yes)) => Ok(Truth::sure(if *yes { Cond::Always } else { Cond::Never })),
            Found::Value(_) | Found::Count { .. } => Ok(Truth::sure(Cond::Always)),
            Found::Answers { question, .. } if self.asked[*question].many() => {
                refuse("several answers stand where a condition is needed")
            }
            Found::Answers { question, seen: Seen::Value, .. } if matches!(self.asked[*question].kind, Kind::Boolean) => {
                Ok(Truth { yes: Cond::has(*question, 1), no: Cond::has(*question, 2) })
            }
            Found::Answers { .. } => Ok(Truth { yes: self.any(found)?, no: Cond::Never }),
            _ => refuse("an item stands where a condition is needed"),
        }
    }

    fn compare(&self, left: &Found, op: Op, right: &Found) -> Result<Truth> {
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
    fn within(&self, left: &Found, right: &Found) -> Result<Truth> {
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

fn turned(op: Op) -> Op {
    match op {
        Op::Less => Op::Greater,
        Op::LessOrEqual => Op::GreaterOrEqual,
        Op::Greater => Op::Less,
        Op::GreaterOrEqual => Op::LessOrEqual,
        same => same,
    }
}

/// A part of a value, where it has it.
fn part(value: Value, seen: Seen) -> Found {
    let text = |text: Option<String>| text.map_or(Found::Nothing, |text| Found::Value(Value::Text(text)));
    match (seen, value) {
        (Seen::Answer | Seen::Value, value) => Found::Value(value),
        (Seen::Code, Value::Coding { code, .. }) => text(code),
        (Seen::System, Value::Coding { system, .. }) => text(system),
        (Seen::Display, Value::Coding { display, .. }) => text(display),
        _ => Found::Nothing,
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

fn is_of(value: &Value, kind: &str) -> bool {
    crate::path::is_of(value, kind)
}
