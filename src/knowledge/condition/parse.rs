//! Makes a tree of the words of a condition. `not` binds tighter than `and`, `and` tighter than `or`.

use super::lex::{Token, lex};
use super::{Expr, Fault, Op, Span, Term, Value, Word};

/// How deep parentheses may nest; more is a mistake, and would cost stack.
const DEEPEST: usize = 40;

/// Reads a condition.
pub(crate) fn condition(text: &str) -> Result<Expr, Fault> {
    let mut parser = Parser::new(text)?;
    let expr = parser.or()?;
    parser.end()?;
    Ok(expr)
}

/// Reads what may stand behind `value`: a condition, a `count(…)`, a `sum(…)` or a ratio.
pub(crate) fn value(text: &str) -> Result<Value, Fault> {
    let mut parser = Parser::new(text)?;
    let value = match parser.word() {
        Some("sum") => parser.sum()?,
        Some("count") => {
            let count = parser.count()?;
            if parser.at == parser.tokens.len() {
                Value::Count(count.0, count.1)
            } else {
                parser.at = 0;
                Value::Condition(parser.or()?)
            }
        }
        _ if parser.tokens.get(1).is_some_and(|(token, _)| *token == Token::Slash) => parser.ratio()?,
        _ => Value::Condition(parser.or()?),
    };
    parser.end()?;
    Ok(value)
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    at: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn new(text: &str) -> Result<Self, Fault> {
        let parser = Self { tokens: lex(text)?, at: 0, end: text.len(), depth: 0 };
        if parser.tokens.is_empty() {
            return Err(
                Fault::new(&(0..text.len()), "the condition is empty").hint("write always for a condition that always holds")
            );
        }
        Ok(parser)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn word(&self) -> Option<&str> {
        match self.peek() {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn span(&self) -> Span {
        self.tokens.get(self.at).map_or(self.end..self.end, |(_, span)| span.clone())
    }

    fn eat(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.word() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &Token, what: &str) -> Result<(), Fault> {
        if self.eat(token) { Ok(()) } else { Err(self.expected(what)) }
    }

    fn expected(&self, what: &str) -> Fault {
        let span = self.span();
        let message = if self.at < self.tokens.len() {
            format!("expected {what} here")
        } else {
            format!("the condition ends where {what} is expected")
        };
        Fault::new(&span, message)
    }

    fn end(&self) -> Result<(), Fault> {
        if self.at == self.tokens.len() { Ok(()) } else { Err(self.expected("\"and\", \"or\" or the end")) }
    }

    fn or(&mut self) -> Result<Expr, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(&self.span(), "the condition nests too deep").hint("name a part of it under [[derived]]"));
        }
        let mut any = vec![self.and()?];
        while self.eat_word("or") {
            any.push(self.and()?);
        }
        self.depth -= 1;
        Ok(if any.len() == 1 { any.remove(0) } else { Expr::Or(any) })
    }

    fn and(&mut self) -> Result<Expr, Fault> {
        let mut all = vec![self.not()?];
        while self.eat_word("and") {
            all.push(self.not()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expr::And(all) })
    }

    fn not(&mut self) -> Result<Expr, Fault> {
        let mut negations = 0;
        while self.eat_word("not") {
            negations += 1;
        }
        let expr = self.atom()?;
        Ok(if negations % 2 == 1 { Expr::Not(Box::new(expr)) } else { expr })
    }

    fn atom(&mut self) -> Result<Expr, Fault> {
        if self.eat(&Token::Open) {
            let expr = self.or()?;
            self.expect(&Token::Close, "\")\"")?;
            return Ok(expr);
        }
        match self.word() {
            Some("always") => {
                self.at += 1;
                Ok(Expr::Always)
            }
            Some("count") if self.opens() => {
                let (word, words) = self.count()?;
                let op = self.op().ok_or_else(|| self.expected("a comparison"))?;
                let number = self.operand()?;
                Ok(Expr::Compare(Term::Count(word, words), op, number))
            }
            Some("answered") if self.opens() => {
                self.at += 2;
                let name = self.name()?;
                self.expect(&Token::Close, "\")\"")?;
                Ok(Expr::Answered(name))
            }
            Some("sum") => Err(Fault::new(&self.span(), "a sum may stand only under [[derived]]")),
            Some("and" | "or" | "in" | "if") => Err(self.expected("a question or a derived value")),
            Some(_) => {
                let name = self.name()?;
                if self.eat_word("in") {
                    return Ok(Expr::In(name, self.set()?));
                }
                match self.op() {
                    Some(op) => Ok(Expr::Compare(Term::Name(name), op, self.operand()?)),
                    None => Ok(Expr::Name(name)),
                }
            }
            None => Err(self.expected("a question or a derived value")),
        }
    }

    /// True when a parenthesis opens behind the present word.
    fn opens(&self) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|(token, _)| *token == Token::Open)
    }

    fn op(&mut self) -> Option<Op> {
        let Some(Token::Op(op)) = self.peek() else { return None };
        let op = *op;
        self.at += 1;
        Some(op)
    }

    fn name(&mut self) -> Result<Word, Fault> {
        let span = self.span();
        let Some(text) = self.word().map(str::to_owned) else { return Err(self.expected("an id")) };
        self.at += 1;
        Ok(Word { text, span })
    }

    fn operand(&mut self) -> Result<Word, Fault> {
        let span = self.span();
        let text = match self.peek() {
            Some(Token::Word(text) | Token::Number(text)) => text.clone(),
            _ => return Err(self.expected("an option or a number")),
        };
        self.at += 1;
        Ok(Word { text, span })
    }

    fn set(&mut self) -> Result<Vec<Word>, Fault> {
        self.expect(&Token::OpenSet, "a set, as in {a, b},")?;
        let mut words = vec![self.operand()?];
        while self.eat(&Token::Comma) {
            words.push(self.operand()?);
        }
        self.expect(&Token::CloseSet, "\"}\"")?;
        Ok(words)
    }

    fn count(&mut self) -> Result<(Word, Option<Vec<Word>>), Fault> {
        self.at += 1;
        self.expect(&Token::Open, "\"(\"")?;
        let name = self.name()?;
        let words = if self.eat_word("in") { Some(self.set()?) } else { None };
        self.expect(&Token::Close, "\")\"")?;
        Ok((name, words))
    }

    /// `weight / (height / 100)^2`
    fn ratio(&mut self) -> Result<Value, Fault> {
        let over = self.name()?;
        self.expect(&Token::Slash, "\"/\"")?;
        self.expect(&Token::Open, "\"(\", as in weight / (height / 100)^2,")?;
        let under = self.name()?;
        self.expect(&Token::Slash, "\"/\"")?;
        let divisor = self.operand()?;
        self.expect(&Token::Close, "\")\"")?;
        self.expect(&Token::Caret, "\"^\"")?;
        let power = self.operand()?;
        Ok(Value::Ratio { over, under, divisor, power })
    }

    fn sum(&mut self) -> Result<Value, Fault> {
        self.at += 1;
        self.expect(&Token::Open, "\"(\"")?;
        let mut items = Vec::new();
        loop {
            let span = self.span();
            let Some(Token::Number(text)) = self.peek().cloned() else { return Err(self.expected("points, a whole number,")) };
            self.at += 1;
            let points = text.parse().map_err(|_| Fault::new(&span, format!("\"{text}\" is not a whole number")))?;
            if !self.eat_word("if") {
                return Err(self.expected("\"if\""));
            }
            items.push((points, self.or()?));
            if !self.eat(&Token::Semicolon) {
                break;
            }
        }
        self.expect(&Token::Close, "\";\" or \")\"")?;
        Ok(Value::Sum(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_binds_tighter_than_and_and_and_tighter_than_or() {
        let Expr::Or(any) = condition("a or not b and c").unwrap() else { panic!("or is outermost") };
        assert!(matches!(&any[1], Expr::And(all) if matches!(all[0], Expr::Not(_))));
        assert_eq!(condition("a or ((not b) and c)").unwrap().to_string(), "a or not b and c");
        assert_eq!(condition("(a or not(b)) and (c)").unwrap().to_string(), "(a or not b) and c");
        assert_eq!(condition("not (a and b)").unwrap().to_string(), "not (a and b)");
    }

    #[test]
    fn a_sum_a_count_and_a_ratio_are_values() {
        assert_eq!(value("sum(1 if a = b; -1 if age>=45)").unwrap().to_string(), "sum(1 if a = b; -1 if age >= 45)");
        assert_eq!(value("count(q in {a,b})").unwrap().to_string(), "count(q in {a, b})");
        assert_eq!(value("a/(b /100)^2").unwrap().to_string(), "a / (b / 100)^2");
        assert_eq!(value("a / b").unwrap_err().span, 4..5);
        assert_eq!(value("count(q) >= 1 or x = y").unwrap().to_string(), "count(q) >= 1 or x = y");
    }

    #[test]
    fn a_broken_condition_names_the_place_where_it_breaks() {
        for (text, at) in [("a =", 3), ("a = b c", 6), ("(a = b", 6), ("a in {b", 7), ("a and", 5), ("in", 0), ("", 0)] {
            assert_eq!(condition(text).unwrap_err().span.start, at, "{text}");
        }
        assert!(condition(&"(".repeat(100_000)).is_err(), "deep nesting is refused, not a crash");
    }
}
