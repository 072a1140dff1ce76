//! Makes a tree of an expression. Chains lie flat, so only parentheses and arguments nest, and those are limited.

use super::lex::{Token, lex};
use super::{Expr, Function, MEMBERS, Op, Start, Step};
use crate::value::Value;

/// How deep parentheses and arguments may nest.
const DEEPEST: usize = 40;

/// Reads an expression. The error is what is not carried, in words that follow "the expression has …".
pub(crate) fn parse(text: &str) -> Result<Expr, String> {
    let mut parser = Parser { tokens: lex(text)?, at: 0, depth: 0 };
    let expr = parser.expr()?;
    if parser.at < parser.tokens.len() { Err(parser.unexpected()) } else { Ok(expr) }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.at += usize::from(found);
        found
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.eat(sign) { Ok(()) } else { Err(format!("{} where \"{sign}\" is expected", self.unexpected())) }
    }

    fn unexpected(&self) -> String {
        match self.peek() {
            None => "an end too early".to_owned(),
            Some(Token::Word(word)) => format!("\"{}\"", crate::source::short(word)),
            Some(Token::Variable(name)) => format!("the variable %{}", crate::source::short(name)),
            Some(Token::Literal(_)) => "a value at an unexpected place".to_owned(),
            Some(Token::Sign(sign)) => format!("the sign \"{sign}\" at an unexpected place"),
        }
    }

    fn expr(&mut self) -> Result<Expr, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("parentheses nested deeper than {DEEPEST}"));
        }
        let mut left = self.or()?;
        // implies binds to the left; more than a few in a row have no use and would nest.
        let mut implications = 0;
        while self.eat_word("implies") {
            implications += 1;
            if implications > DEEPEST {
                return Err("too many implications in a row".to_owned());
            }
            left = Expr::Implies(Box::new(left), Box::new(self.or()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn or(&mut self) -> Result<Expr, String> {
        let first = self.and()?;
        let mut rest = Vec::new();
        loop {
            let exclusive = if self.eat_word("or") {
                false
            } else if self.eat_word("xor") {
                true
            } else {
                break;
            };
            rest.push((exclusive, self.and()?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Or(Box::new(first), rest) })
    }

    fn and(&mut self) -> Result<Expr, String> {
        let mut all = vec![self.membership()?];
        while self.eat_word("and") {
            all.push(self.membership()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expr::And(all) })
    }

    fn membership(&mut self) -> Result<Expr, String> {
        let left = self.compare()?;
        if self.eat_word("in") {
            return Ok(Expr::In(Box::new(left), Box::new(self.compare()?)));
        }
        if self.eat_word("contains") {
            return Ok(Expr::In(Box::new(self.compare()?), Box::new(left)));
        }
        Ok(left)
    }

    fn compare(&mut self) -> Result<Expr, String> {
        const EQUALITIES: [(&str, Op); 4] =
            [("=", Op::Equal), ("!=", Op::NotEqual), ("~", Op::Equivalent), ("!~", Op::NotEquivalent)];
        let left = self.order()?;
        for (sign, op) in EQUALITIES {
            if self.eat(sign) {
                return Ok(Expr::Compare(Box::new(left), op, Box::new(self.order()?)));
            }
        }
        Ok(left)
    }

    fn order(&mut self) -> Result<Expr, String> {
        const ORDERS: [(&str, Op); 4] =
            [("<=", Op::LessOrEqual), (">=", Op::GreaterOrEqual), ("<", Op::Less), (">", Op::Greater)];
        let left = self.union()?;
        for (sign, op) in ORDERS {
            if self.eat(sign) {
                return Ok(Expr::Compare(Box::new(left), op, Box::new(self.union()?)));
            }
        }
        Ok(left)
    }

    fn union(&mut self) -> Result<Expr, String> {
        let mut all = vec![self.sum()?];
        while self.eat("|") {
            all.push(self.sum()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expr::Union(all) })
    }

    fn sum(&mut self) -> Result<Expr, String> {
        let first = self.sign()?;
        let mut rest = Vec::new();
        loop {
            let minus = if self.eat("+") {
                false
            } else if self.eat("-") {
                true
            } else {
                break;
            };
            rest.push((minus, self.sign()?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Sum(Box::new(first), rest) })
    }

    fn sign(&mut self) -> Result<Expr, String> {
        if self.eat("-") {
            return Ok(Expr::Minus(Box::new(self.path()?)));
        }
        self.eat("+");
        self.path()
    }

    fn path(&mut self) -> Result<Expr, String> {
        let mut steps = Vec::new();
        let start = match self.peek().cloned() {
            Some(Token::Literal(value)) => {
                self.at += 1;
                Start::Expr(Box::new(Expr::Literal(value)))
            }
            Some(Token::Variable(name)) => {
                let start = match name.as_str() {
                    "resource" | "rootResource" => Start::Resource,
                    "context" => Start::Context,
                    _ => return Err(self.unexpected()),
                };
                self.at += 1;
                start
            }
            Some(Token::Sign("{")) => {
                self.at += 1;
                self.expect("}")?;
                Start::Expr(Box::new(Expr::Nothing))
            }
            Some(Token::Sign("(")) => {
                self.at += 1;
                let inner = self.expr()?;
                self.expect(")")?;
                Start::Expr(Box::new(inner))
            }
            Some(Token::Word(word)) => match word.as_str() {
                "true" | "false" => {
                    self.at += 1;
                    Start::Expr(Box::new(Expr::Literal(Value::Boolean(word == "true"))))
                }
                "$this" => {
                    self.at += 1;
                    Start::This
                }
                "QuestionnaireResponse" => {
                    self.at += 1;
                    Start::Resource
                }
                _ => {
                    steps.push(self.step()?);
                    Start::This
                }
            },
            _ => return Err(self.unexpected()),
        };
        loop {
            if self.eat(".") {
                steps.push(self.step()?);
            } else if self.eat("[") {
                let Some(Token::Literal(Value::Integer(at))) = self.peek().cloned() else {
                    return Err("an index that is no number".to_owned());
                };
                self.at += 1;
                self.expect("]")?;
                steps.push(Step::Index(usize::try_from(at).unwrap_or(usize::MAX)));
            } else {
                break;
            }
        }
        match start {
            // Parentheses and values alone add nothing.
            Start::Expr(inner) if steps.is_empty() => Ok(*inner),
            start => Ok(Expr::Path(start, steps)),
        }
    }

    fn step(&mut self) -> Result<Step, String> {
        let Some(Token::Word(name)) = self.peek().cloned() else { return Err(self.unexpected()) };
        let is_call = matches!(self.tokens.get(self.at + 1), Some(Token::Sign("(")));
        if !is_call {
            let known = MEMBERS.contains(&name.as_str()) || name.strip_prefix("value").is_some_and(is_type);
            if !known {
                return Err(self.unexpected());
            }
            self.at += 1;
            return Ok(Step::Member(name));
        }
        let Some((function, fewest, most)) = Function::named(&name) else {
            return Err(format!("the function {}()", crate::source::short(&name)));
        };
        self.at += 2;
        let mut arguments = Vec::new();
        if function == Function::OfType {
            let Some(Token::Word(kind)) = self.peek().cloned() else { return Err(self.unexpected()) };
            self.at += 1;
            // A type is kept as a text; names of System and FHIR types differ in their first letter only.
            arguments.push(Expr::Literal(Value::Text(kind)));
            self.expect(")")?;
        } else if !self.eat(")") {
            loop {
                arguments.push(self.expr()?);
                if !self.eat(",") {
                    break;
                }
            }
            self.expect(")")?;
        }
        if arguments.len() < fewest || arguments.len() > most {
            return Err(format!("{name}() with {} arguments", arguments.len()));
        }
        Ok(Step::Call(function, arguments))
    }
}

fn is_type(name: &str) -> bool {
    const TYPES: [&str; 12] = [
        "Boolean",
        "Integer",
        "Decimal",
        "Date",
        "DateTime",
        "Time",
        "String",
        "Uri",
        "Coding",
        "Quantity",
        "Reference",
        "Attachment",
    ];
    TYPES.contains(&name)
}
