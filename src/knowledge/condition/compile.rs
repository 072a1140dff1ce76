//! Checks a condition against the questions of its pack and compiles it.

use super::program::{Formula, Node, Ratio, SCALE, Term};
use super::{Expr, Fault, Op, Term as Written, Value, Word};
use crate::pack::{Question, QuestionKind, Range};

/// Words of the language; no question and no derived value may be called so.
pub(crate) const RESERVED: [&str; 10] = ["always", "and", "or", "not", "in", "if", "count", "sum", "answered", "class"];

/// A derived value as far as conditions need to know it.
#[derive(Clone, Debug)]
pub(crate) struct DerivedName {
    pub(crate) id: String,
    pub(crate) is_number: bool,
    /// A number with one decimal.
    pub(crate) has_tenths: bool,
}

/// What a condition may speak of.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// The questions before the place of the condition.
    pub(crate) questions: &'a [Question],
    /// Ids of questions that come later: named so, instead of as unknown.
    pub(crate) later: &'a [&'a str],
    pub(crate) derived: &'a [DerivedName],
    /// The word `class` or `outcome` and its values, where the result of the rules may be asked.
    pub(crate) result: Option<(&'a str, &'a [String])>,
}

enum Name<'a> {
    Question(u16, &'a Question),
    Derived(u16, &'a DerivedName),
    Result(&'a [String]),
}

impl<'a> Scope<'a> {
    fn find(&self, word: &Word) -> Result<Name<'a>, Fault> {
        let id = word.text.as_str();
        if let Some(at) = self.questions.iter().position(|q| q.id == id) {
            return Ok(Name::Question(number(at), &self.questions[at]));
        }
        if let Some(at) = self.derived.iter().position(|d| d.id == id) {
            return Ok(Name::Derived(number(at), &self.derived[at]));
        }
        match self.result {
            Some((name, values)) if name == id => return Ok(Name::Result(values)),
            _ => {}
        }
        if self.later.contains(&id) {
            return Err(Fault::new(&word.span, format!("\"{id}\" is asked later"))
                .hint("a question may be shown only by the answers of earlier ones"));
        }
        let known = self.questions.iter().map(|q| q.id.as_str()).chain(self.derived.iter().map(|d| d.id.as_str()));
        Err(Fault::new(&word.span, format!("unknown question or derived value \"{id}\"")).nearest(id, known))
    }

    /// Checks and compiles a condition.
    pub(crate) fn condition(&self, expr: &Expr) -> Result<Node, Fault> {
        match expr {
            Expr::Always => Ok(Node::Always),
            Expr::Name(word) => self.alone(word),
            Expr::Compare(Written::Name(word), op, right) => self.compare(word, *op, right),
            Expr::Compare(Written::Count(word, words), op, right) => {
                let (question, mask) = self.count(word, words.as_deref())?;
                let most = i64::from(mask.count_ones());
                let value = whole(right)?;
                if value < 0 || value > most {
                    return Err(Fault::new(&right.span, format!("the count is from 0 to {most}")));
                }
                Ok(Node::Compare { term: Term::Count { question, mask }, op: *op, value: value * SCALE })
            }
            Expr::In(word, words) => self.one_of(word, words),
            Expr::Answered(word) => match self.find(word)? {
                Name::Question(question, _) => Ok(Node::Answered(question)),
                _ => Err(Fault::new(&word.span, format!("\"{}\" is no question; only a question is answered", word.text))),
            },
            Expr::And(all) => Ok(Node::And(all.iter().map(|e| self.condition(e)).collect::<Result<_, _>>()?)),
            Expr::Or(any) => Ok(Node::Or(any.iter().map(|e| self.condition(e)).collect::<Result<_, _>>()?)),
            Expr::Not(expr) => Ok(Node::Not(Box::new(self.condition(expr)?))),
        }
    }

    /// Checks and compiles a derived value; true when it is a number.
    pub(crate) fn value(&self, value: &Value) -> Result<(Formula, bool), Fault> {
        match value {
            Value::Condition(expr) => Ok((Formula::Condition(self.condition(expr)?), false)),
            Value::Count(word, words) => {
                let (question, mask) = self.count(word, words.as_deref())?;
                Ok((Formula::Count { question, mask }, true))
            }
            Value::Sum(items) => {
                let items = items.iter().map(|(points, expr)| Ok((*points, self.condition(expr)?)));
                Ok((Formula::Sum(items.collect::<Result<_, _>>()?), true))
            }
            Value::Ratio { over, under, divisor, power } => Ok((self.ratio(over, under, divisor, power)?, true)),
        }
    }

    fn ratio(&self, over: &Word, under: &Word, divisor: &Word, power: &Word) -> Result<Formula, Fault> {
        let number = |word: &Word, least: i64| match self.find(word)? {
            Name::Question(at, Question { kind: QuestionKind::Number(range), .. }) if range.min >= least => Ok(at),
            Name::Question(_, Question { kind: QuestionKind::Number(_), .. }) => {
                let bound = if least > 0 { "above" } else { "at least" };
                Err(Fault::new(&word.span, format!("the answers to \"{}\" must all be {bound} 0", word.text)))
            }
            _ => Err(Fault::new(&word.span, format!("\"{}\" is no question that is answered with a number", word.text))),
        };
        let within = |word: &Word, most: i64| match whole(word)? {
            value if (1..=most).contains(&value) => Ok(value),
            _ => Err(Fault::new(&word.span, format!("a number from 1 to {most} stands here"))),
        };
        let power = if within(power, 2)? == 2 { 2 } else { 1 };
        Ok(Formula::Ratio(Ratio { over: number(over, 0)?, under: number(under, 1)?, divisor: within(divisor, 1000)?, power }))
    }

    fn alone(&self, word: &Word) -> Result<Node, Fault> {
        match self.find(word)? {
            Name::Derived(index, derived) if !derived.is_number => Ok(Node::Derived(index)),
            Name::Derived(..) => {
                Err(Fault::new(&word.span, format!("\"{}\" is a number", word.text)).hint("compare it, as in >= 1"))
            }
            Name::Question(_, question) => {
                let hint = match &question.kind {
                    QuestionKind::Number(_) => "compare it with a number, as in >= 1".to_owned(),
                    kind => format!("write {} = {}", word.text, kind.options().first().copied().unwrap_or("…")),
                };
                Err(Fault::new(&word.span, format!("the question \"{}\" cannot stand alone", word.text)).hint(hint))
            }
            Name::Result(_) => {
                Err(Fault::new(&word.span, format!("\"{}\" cannot stand alone", word.text)).hint("compare it with ="))
            }
        }
    }

    fn compare(&self, word: &Word, op: Op, right: &Word) -> Result<Node, Fault> {
        match self.find(word)? {
            Name::Question(question, asked) => match &asked.kind {
                QuestionKind::Number(range) => {
                    Ok(Node::Compare { term: Term::Number(question), op, value: threshold(range, word, right)? })
                }
                _ => {
                    let mask = bit(&options(asked, word)?, right, &word.text)?;
                    match op {
                        Op::Eq => Ok(Node::Has { question, mask }),
                        Op::Ne => Ok(Node::Lacks { question, mask }),
                        _ => Err(not_a_number(word, op)),
                    }
                }
            },
            Name::Derived(index, derived) if derived.is_number => {
                let value = if derived.has_tenths { tenths(right)? } else { whole(right)? * SCALE };
                Ok(Node::Compare { term: Term::Derived(index), op, value })
            }
            Name::Derived(..) => Err(Fault::new(&word.span, format!("\"{}\" is true or false and is not compared", word.text))
                .hint("let it stand alone")),
            Name::Result(values) => {
                let mask = bit(values, right, &word.text)?;
                match op {
                    Op::Eq => Ok(Node::Result { mask, holds: true }),
                    Op::Ne => Ok(Node::Result { mask, holds: false }),
                    _ => Err(not_a_number(word, op)),
                }
            }
        }
    }

    fn one_of(&self, word: &Word, words: &[Word]) -> Result<Node, Fault> {
        match self.find(word)? {
            Name::Question(question, asked) => match &asked.kind {
                QuestionKind::Number(range) => {
                    let one = |right| {
                        let value = threshold(range, word, right)?;
                        Ok(Node::Compare { term: Term::Number(question), op: Op::Eq, value })
                    };
                    Ok(Node::Or(words.iter().map(one).collect::<Result<_, _>>()?))
                }
                _ => Ok(Node::Has { question, mask: bits(&options(asked, word)?, words, &word.text)? }),
            },
            Name::Result(values) => Ok(Node::Result { mask: bits(values, words, &word.text)?, holds: true }),
            Name::Derived(..) => Err(Fault::new(&word.span, format!("\"{}\" is derived and has no options", word.text))),
        }
    }

    fn count(&self, word: &Word, words: Option<&[Word]>) -> Result<(u16, u64), Fault> {
        let Name::Question(question, asked) = self.find(word)? else {
            return Err(Fault::new(&word.span, format!("\"{}\" is no question; only its answers can be counted", word.text)));
        };
        if !matches!(asked.kind, QuestionKind::Multi(_)) {
            return Err(Fault::new(
                &word.span,
                format!("\"{}\" takes one answer; count is for questions with several", word.text),
            ));
        }
        let options = options(asked, word)?;
        let mask = match words {
            Some(words) => bits(&options, words, &word.text)?,
            None => asked.countable(),
        };
        Ok((question, mask))
    }
}

/// The number of a question or derived value. A pack has at most 128 questions; its derived values are checked to be as few.
fn number(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn not_a_number(word: &Word, op: Op) -> Fault {
    Fault::new(&word.span, format!("\"{}\" is no number, so {op} has no meaning", word.text)).hint("use =, != or in {…}")
}

fn options(asked: &Question, word: &Word) -> Result<Vec<String>, Fault> {
    match &asked.kind {
        QuestionKind::Boolean | QuestionKind::Single(_) | QuestionKind::Multi(_) => {
            Ok(asked.kind.options().iter().map(|o| (*o).to_owned()).collect())
        }
        _ => {
            Err(Fault::new(&word.span, format!("\"{}\" is answered in words or with a date; no condition can ask it", word.text)))
        }
    }
}

fn bit(options: &[String], word: &Word, of: &str) -> Result<u64, Fault> {
    match options.iter().position(|o| *o == word.text) {
        Some(at) => Ok(1 << at),
        None => {
            let fault = Fault::new(&word.span, format!("\"{of}\" has no option \"{}\"", word.text));
            let near = fault.clone().nearest(&word.text, options.iter().map(String::as_str));
            Err(if near.hint.is_some() { near } else { fault.hint(format!("its options are {}", options.join(", "))) })
        }
    }
}

fn bits(options: &[String], words: &[Word], of: &str) -> Result<u64, Fault> {
    let mut mask = 0;
    for word in words {
        let one = bit(options, word, of)?;
        if mask & one != 0 {
            return Err(Fault::new(&word.span, format!("\"{}\" stands twice in the set", word.text)));
        }
        mask |= one;
    }
    Ok(mask)
}

fn whole(word: &Word) -> Result<i64, Fault> {
    word.text.parse().map_err(|_| Fault::new(&word.span, format!("\"{}\" is not a whole number", word.text)))
}

/// A number with at most one decimal, in thousandths.
fn tenths(word: &Word) -> Result<i64, Fault> {
    let value = thousandths(&word.text).filter(|value| value % (SCALE / 10) == 0);
    value.ok_or_else(|| Fault::new(&word.span, format!("\"{}\" is not a number with at most one decimal", word.text)))
}

/// A number to compare an answer with: inside the question's range, and whole where the answers are whole.
fn threshold(range: &Range, asked: &Word, word: &Word) -> Result<i64, Fault> {
    let Some(value) = thousandths(&word.text) else {
        return Err(Fault::new(&word.span, format!("\"{}\" is a number; \"{}\" is none", asked.text, word.text)));
    };
    if range.whole && value % SCALE != 0 {
        return Err(Fault::new(&word.span, format!("\"{}\" is answered in whole numbers", asked.text)));
    }
    if value < range.min || value > range.max {
        return Err(Fault::new(
            &word.span,
            format!("{} is outside the range of \"{}\", which is {range}", word.text, asked.text),
        )
        .hint("correct the number, or widen the range with min and max"));
    }
    Ok(value)
}

/// Reads a decimal number with at most three decimals.
pub(crate) fn thousandths(text: &str) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |s: &str| !s.is_empty() && s.len() <= 12 && s.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(fraction) || fraction.len() > 3 {
        return None;
    }
    let value = whole.parse::<i64>().ok()? * SCALE + format!("{fraction:0<3}").parse::<i64>().ok()?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_in_thousandths() {
        assert_eq!(thousandths("38.1"), Some(38_100));
        assert_eq!(thousandths("-2"), Some(-2000));
        for bad in ["", "1.2345", "1.2.3", ".", "abc", "99999999999999"] {
            assert_eq!(thousandths(bad), None, "{bad}");
        }
    }
}
