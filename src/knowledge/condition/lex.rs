//! Cuts a condition into words, numbers and signs.

use super::{Fault, Op, Span};

/// One piece of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An id or a keyword.
    Word(String),
    /// Digits, perhaps with a sign and a fraction, as written.
    Number(String),
    Op(Op),
    Open,
    Close,
    OpenSet,
    CloseSet,
    Comma,
    Semicolon,
    Slash,
    Caret,
}

/// Cuts the text. Ids are lower-case ASCII letters, digits and hyphens, and begin with a letter.
pub(crate) fn lex(text: &str) -> Result<Vec<(Token, Span)>, Fault> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let mut take = |accept: fn(char) -> bool| {
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = rest.peek().copied() {
                if !accept(next) {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            end
        };
        let (token, end) = match c {
            c if c.is_whitespace() => continue,
            'a'..='z' | 'A'..='Z' => {
                let end = take(|c| c.is_ascii_alphanumeric() || c == '-');
                (Token::Word(slice(text, start, end)), end)
            }
            '0'..='9' | '-' | '.' => {
                let end = take(|c| c.is_ascii_digit() || c == '.');
                (Token::Number(slice(text, start, end)), end)
            }
            '!' | '>' | '<' | '=' => {
                let end = take(|c| c == '=');
                let op = match slice(text, start, end).as_str() {
                    "=" => Op::Eq,
                    "!=" => Op::Ne,
                    ">=" => Op::Ge,
                    ">" => Op::Gt,
                    "<=" => Op::Le,
                    "<" => Op::Lt,
                    other => {
                        return Err(
                            Fault::new(&(start..end), format!("unknown operator \"{other}\"")).hint("use =, !=, >=, >, <= or <")
                        );
                    }
                };
                (Token::Op(op), end)
            }
            '(' => (Token::Open, start + 1),
            ')' => (Token::Close, start + 1),
            '{' => (Token::OpenSet, start + 1),
            '}' => (Token::CloseSet, start + 1),
            ',' => (Token::Comma, start + 1),
            ';' => (Token::Semicolon, start + 1),
            '/' => (Token::Slash, start + 1),
            '^' => (Token::Caret, start + 1),
            other => {
                let end = start + other.len_utf8();
                return Err(Fault::new(&(start..end), format!("\"{other}\" has no meaning in a condition")));
            }
        };
        tokens.push((token, start..end));
    }
    Ok(tokens)
}

fn slice(text: &str, start: usize, end: usize) -> String {
    text.get(start..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_signs_keep_their_places() {
        let tokens = lex("age >= 45 and t in {a-1}").unwrap();
        let texts: Vec<_> = tokens.iter().map(|(_, span)| (span.start, span.end)).collect();
        assert_eq!(texts, [(0, 3), (4, 6), (7, 9), (10, 13), (14, 15), (16, 18), (19, 20), (20, 23), (23, 24)]);
        assert_eq!(tokens[1].0, Token::Op(Op::Ge));
    }

    #[test]
    fn an_unknown_sign_is_named_with_its_place() {
        let fault = lex("a == b").unwrap_err();
        assert_eq!((fault.span, fault.message.as_str()), (2..4, "unknown operator \"==\""));
        assert_eq!(lex("ä = b").unwrap_err().span, 0..2);
    }
}
