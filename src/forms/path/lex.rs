//! Cuts an expression into words, values and signs.

use crate::value::Value;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Word(String),
    /// `%resource`
    Variable(String),
    Literal(Value),
    Sign(&'static str),
}

/// The signs, longest first.
const SIGNS: [&str; 22] =
    ["!=", "!~", "<=", ">=", "(", ")", "{", "}", "[", "]", ".", ",", "=", "~", "<", ">", "|", "+", "-", "&", "*", "/"];

/// Longer expressions are not read.
const LONGEST: usize = 50_000;

/// Cuts the text.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, String> {
    if text.len() > LONGEST {
        return Err(format!("the expression is longer than {LONGEST} characters"));
    }
    let mut tokens = Vec::new();
    let mut rest = text;
    'next: while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            rest = rest.trim_start();
            continue;
        }
        if c == '\'' {
            let (value, after) = string(rest)?;
            tokens.push(Token::Literal(Value::Text(value)));
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix('@') {
            let (written, after) = split(after, |c| c.is_ascii_alphanumeric() || "-:.+".contains(c));
            tokens.push(Token::Literal(moment(written).ok_or("a moment behind @ that cannot be read")?));
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix('%') {
            let (name, after) = split(after, |c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            tokens.push(Token::Variable(name.to_owned()));
            rest = after;
            continue;
        }
        if c.is_ascii_digit() {
            let (number, after) = number(rest)?;
            tokens.push(Token::Literal(number));
            rest = after;
            continue;
        }
        if c.is_alphabetic() || c == '_' || c == '$' {
            let (word, after) = split(rest, |c| c.is_alphanumeric() || c == '_' || c == '$');
            tokens.push(Token::Word(word.to_owned()));
            rest = after;
            continue;
        }
        for sign in SIGNS {
            if let Some(after) = rest.strip_prefix(sign) {
                tokens.push(Token::Sign(sign));
                rest = after;
                continue 'next;
            }
        }
        return Err(format!("the sign \"{c}\""));
    }
    Ok(tokens)
}

fn split(text: &str, accept: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !accept(c)).unwrap_or(text.len()))
}

fn number(text: &str) -> Result<(Value, &str), String> {
    let (whole, after) = split(text, |c| c.is_ascii_digit());
    if let Some(fraction) = after.strip_prefix('.') {
        let (digits, rest) = split(fraction, |c| c.is_ascii_digit());
        if !digits.is_empty() {
            let number = format!("{whole}.{digits}").parse().map_err(|_| "a number that cannot be read".to_owned())?;
            return Ok((Value::Decimal(number), rest));
        }
    }
    let number = whole.parse().map_err(|_| "a number that is too large".to_owned())?;
    Ok((Value::Integer(number), after))
}

fn moment(written: &str) -> Option<Value> {
    let json = |kind: &str, text: &str| Value::read(&serde_json::json!({ format!("value{kind}"): text }), "value").ok();
    if let Some(time) = written.strip_prefix('T') {
        return json("Time", time);
    }
    match written.strip_suffix('T') {
        Some(day) => json("DateTime", day),
        None if written.contains('T') => json("DateTime", written),
        None => json("Date", written),
    }
}

fn string(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => return Ok((value, text.get(at + 1..).unwrap_or_default())),
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => value.push('\n'),
                Some('r') => value.push('\r'),
                Some('t') => value.push('\t'),
                Some('f') => value.push('\u{c}'),
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                    let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    value.push(code.ok_or("a \\u that is no character")?);
                }
                Some(other) => value.push(other),
                None => break,
            },
            other => value.push(other),
        }
    }
    Err("a text without its closing '".to_owned())
}
