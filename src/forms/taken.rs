//! A form that came from elsewhere is answered with its own linkIds, codes and units. Here they become those of its pack.

use domain::{Answer, QuestionAnswer, Words};
use knowledge::{Pack, Question, QuestionKind};
use serde_json::Value as Json;

use crate::value::{Value, same_unit};

/// An answer that cannot be taken: its place among those to the question, and why.
pub type NotTaken = (usize, &'static str);

/// The answers that stand under one item of a response, as answers to the pack's questions. The list holds what FHIR has under
/// `answer`. Nothing when the pack has no such item.
///
/// # Errors
/// Everything that cannot be taken.
pub fn taken(pack: &Pack, link_id: &str, given: &[Json]) -> Option<Result<Vec<QuestionAnswer>, Vec<NotTaken>>> {
    let questions: Vec<&Question> = pack.questions().iter().filter(|question| question.link_id() == link_id).collect();
    let main = *questions.first()?;
    // Beside the options of an open choice stand own words.
    let own_words = questions.get(1).copied();
    let (mut chosen, mut said, mut plain, mut wrong) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, answer) in given.iter().enumerate() {
        match Value::read(answer, "value") {
            Err(_) => wrong.push((at, "an answer has exactly one value, of the form that its name says")),
            Ok(value) => match one(main, &value) {
                Ok(Taken::Option(id)) => chosen.push(id),
                Ok(Taken::Words(words)) => said.push(words),
                Ok(Taken::Plain(answer)) => plain.push(answer),
                Err(_) if own_words.is_some() && matches!(value, Value::Text(_)) => {
                    if let Value::Text(words) = value {
                        said.push(words);
                    }
                }
                Err(why) => wrong.push((at, why)),
            },
        }
    }
    if plain.len() > 1 {
        wrong.push((1, "this question takes one answer"));
    }
    if !wrong.is_empty() {
        return Some(Err(wrong));
    }
    let of = |question: &Question, answer| QuestionAnswer { question: question.id.clone(), answer };
    let mut answers: Vec<QuestionAnswer> = plain.into_iter().map(|answer| of(main, answer)).collect();
    match chosen.len() {
        0 => {}
        1 => answers.extend(chosen.pop().map(|id| of(main, Answer::One(id)))),
        _ => answers.push(of(main, Answer::Many(chosen))),
    }
    if !said.is_empty() {
        // Several texts to one question: a line each.
        answers.push(of(own_words.unwrap_or(main), Answer::Text(Words::new(said.join("\n")))));
    }
    Some(Ok(answers))
}

enum Taken {
    Option(String),
    Words(String),
    Plain(Answer),
}

fn one(question: &Question, value: &Value) -> Result<Taken, &'static str> {
    match (&question.kind, value) {
        (QuestionKind::Boolean, Value::Boolean(yes)) => Ok(Taken::Option(if *yes { "yes" } else { "no" }.to_owned())),
        (QuestionKind::Boolean, _) => Err("yes or no is asked: send a valueBoolean"),
        (QuestionKind::Single(_) | QuestionKind::Multi(_), value) => {
            let option = question.codes().find(|(_, code)| means(code, value)).map(|(id, _)| id.to_owned());
            option.map(Taken::Option).ok_or("this is none of the options of the form")
        }
        (QuestionKind::Number(_), Value::Quantity { value: Some(number), .. }) => match question.unit_code() {
            Some(unit) if same_unit(&unit_of(unit), value) => Ok(Taken::Plain(Answer::Number(*number))),
            Some(_) => Err("the quantity has another unit than the form"),
            None => Err("a number without a unit is asked"),
        },
        (QuestionKind::Number(_), value) => match (question.unit_code(), value.number()) {
            (None, Some(number)) => Ok(Taken::Plain(Answer::Number(number))),
            (Some(_), _) => Err("a quantity with its unit is asked: send a valueQuantity"),
            (None, None) => Err("a number is asked"),
        },
        (QuestionKind::Date, Value::Date(day)) => {
            day.parse().map(|day| Taken::Plain(Answer::Day(day))).map_err(|_| "a whole day is asked, as in 2026-11-25")
        }
        (QuestionKind::Date, _) => Err("a day is asked: send a valueDate"),
        (QuestionKind::Text, value) => in_words(value).map(Taken::Words).ok_or("a text is asked"),
    }
}

/// A value that a pack keeps as a text.
fn in_words(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Uri(text) | Value::Date(text) | Value::DateTime(text) | Value::Time(text) => {
            Some(text.clone())
        }
        Value::Coding { code, display, .. } => display.clone().or_else(|| code.clone()),
        Value::Quantity { value: Some(number), code, unit, .. } => {
            let unit = unit.as_ref().or(code.as_ref()).map_or("", String::as_str);
            Some(format!("{number} {unit}").trim_end().to_owned())
        }
        _ => None,
    }
}

/// True when a value is what a pack's code stands for. Who leaves the system out means that of the form.
fn means(written: &str, value: &Value) -> bool {
    match value {
        Value::Coding { system, code: Some(code), .. } => match written.split_once('|') {
            Some((known, of)) => of == code && system.as_ref().is_none_or(|system| known.is_empty() || system == known),
            None => written == code,
        },
        Value::Coding { code: None, display: Some(display), .. } => written == display,
        Value::Text(text) | Value::Date(text) | Value::Time(text) => written == text,
        Value::Integer(n) => written == n.to_string(),
        _ => false,
    }
}

/// A unit as a coding, so that it compares with a quantity.
fn unit_of(written: &str) -> Value {
    let (system, code) = match written.split_once('|') {
        Some((system, code)) => ((!system.is_empty()).then(|| system.to_owned()), code),
        None => (None, written),
    };
    Value::Coding { system, code: Some(code.to_owned()), display: None }
}
