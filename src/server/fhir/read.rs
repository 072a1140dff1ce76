//! Reads a `QuestionnaireResponse` and notes everything that is wrong with its form.

use std::collections::HashMap;

use domain::{Answer, AssessmentKind, IdentityCode, Language, QuestionAnswer, UnitId, Words};
use jiff::{SignedDuration, Timestamp};
use knowledge::{CANONICAL_BASE, KnowledgeBase, Pack};
use serde_json::{Map, Value};

use super::outcome::Issues;
use super::people::{self, Person, coding, extension};

/// Items inside items, at most.
const DEEPEST: usize = 16;
/// More items than any assessment has questions.
const MOST_ITEMS: usize = 1_000;

/// What the response says. What is wrong is missing here and noted among the issues.
#[derive(Debug)]
pub(super) struct Response {
    /// `completed` or `amended`.
    pub status: String,
    /// The pack and its version.
    pub questionnaire: Option<(String, String)>,
    pub identity_code: Option<IdentityCode>,
    pub person: Person,
    pub on_behalf: Option<Words>,
    pub language: Language,
    pub unit: Option<UnitId>,
    pub municipality: Option<String>,
    pub answers: Vec<QuestionAnswer>,
    /// The sender's own name for this response.
    pub identifier: Option<String>,
    /// Where things stand, for what is found to be wrong later.
    pub places: Places,
}

/// Places of what the response says.
#[derive(Debug, Default)]
pub(super) struct Places {
    answers: HashMap<String, String>,
    /// By question: the linkId under which a form's sender knows it.
    link_ids: HashMap<String, String>,
    pub unit: Option<String>,
    pub municipality: Option<String>,
}

impl Places {
    /// Where the answer to a question stands.
    pub fn of_answer(&self, question: &str) -> String {
        let found = self.answers.get(question).or_else(|| self.answers.get(&shortened(question)));
        found.cloned().unwrap_or_else(|| "QuestionnaireResponse.item".to_owned())
    }
}

impl Places {
    /// The linkId of a question.
    pub fn link_id<'a>(&'a self, question: &'a str) -> &'a str {
        self.link_ids.get(question).map_or(question, String::as_str)
    }
}

/// Ids are compared by as many characters as problems name.
fn shortened(id: &str) -> String {
    id.chars().take(80).collect()
}

/// Reads the response. `None` when it is no `QuestionnaireResponse` at all.
pub(super) fn response(value: &Value, base: &KnowledgeBase, now: Timestamp, issues: &mut Issues) -> Option<Response> {
    let Some(object) = value.as_object() else {
        issues.add("structure", "QuestionnaireResponse", "the body must be a JSON object");
        return None;
    };
    match object.get("resourceType").and_then(Value::as_str) {
        Some("QuestionnaireResponse") => {}
        Some(_) => {
            issues.add("invalid", "resourceType", "only a QuestionnaireResponse is taken here");
            return None;
        }
        None => {
            issues.add("required", "resourceType", "the resource type is missing: QuestionnaireResponse");
            return None;
        }
    }
    let status = status(object, issues);
    authored(object, now, issues);
    let person = people::person(value, issues);
    let mut places = Places::default();
    let (unit, municipality) = destination(value, &person, &mut places, issues);
    let questionnaire = questionnaire(object, base, issues);
    // A form that came from elsewhere is answered with its own names.
    let form = questionnaire.as_ref().and_then(|(id, version)| base.get_version(id, version));
    let form = form.filter(|pack| pack.kind() == AssessmentKind::Form);
    places.link_ids = form.map(link_ids).unwrap_or_default();
    let mut items = Items { form, answers: Vec::new(), places: &mut places.answers, issues, count: 0 };
    items.read(value, "QuestionnaireResponse", 0);
    let answers = items.answers;
    Some(Response {
        status,
        questionnaire,
        identity_code: people::identity_code(value, issues),
        on_behalf: people::on_behalf(value, issues),
        language: language(object, &person, issues),
        person,
        unit,
        municipality,
        answers,
        identifier: identifier(&value["identifier"]),
        places,
    })
}

fn status(object: &Map<String, Value>, issues: &mut Issues) -> String {
    match object.get("status").and_then(Value::as_str) {
        Some(status @ ("completed" | "amended")) => return status.to_owned(),
        Some(_) => issues.add("value", "QuestionnaireResponse.status", "the status must be completed or amended"),
        None => issues.add("required", "QuestionnaireResponse.status", "the status is missing: completed or amended"),
    }
    String::new()
}

/// What the questions of a form are called where it came from.
fn link_ids(form: &Pack) -> HashMap<String, String> {
    form.questions().iter().map(|question| (question.id.clone(), question.link_id().to_owned())).collect()
}

fn questionnaire(object: &Map<String, Value>, base: &KnowledgeBase, issues: &mut Issues) -> Option<(String, String)> {
    const PLACE: &str = "QuestionnaireResponse.questionnaire";
    let Some(canonical) = object.get("questionnaire").and_then(Value::as_str) else {
        issues.add("required", PLACE, format!("the questionnaire is missing: {CANONICAL_BASE}ID|VERSION"));
        return None;
    };
    if let Some(form) = base.by_url(canonical) {
        return Some((form.id().to_owned(), form.version().to_owned()));
    }
    // A form that is known, in a version that is not.
    if let Some((form, version)) = canonical.split_once('|').and_then(|(url, version)| Some((base.by_url(url)?, version))) {
        return Some((form.id().to_owned(), version.to_owned()));
    }
    let Some(name) = canonical.strip_prefix(CANONICAL_BASE) else {
        issues.add("not-found", PLACE, format!("no assessment of this service: its addresses begin with {CANONICAL_BASE}"));
        return None;
    };
    match name.split_once('|') {
        Some((id, version)) if !version.is_empty() => Some((id.to_owned(), version.to_owned())),
        _ => {
            issues.add("required", PLACE, "the version is missing behind the questionnaire's address: ID|VERSION");
            None
        }
    }
}

fn authored(object: &Map<String, Value>, now: Timestamp, issues: &mut Issues) {
    const PLACE: &str = "QuestionnaireResponse.authored";
    let Some(authored) = object.get("authored") else { return };
    // FHIR allows a day, a month or a year too; only a full moment can be compared.
    let text = authored.as_str().unwrap_or_default();
    let partial = matches!(text.len(), 4 | 7 | 10) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match text.parse::<Timestamp>() {
        Ok(at) if at.duration_since(now) > SignedDuration::from_hours(24) => {
            issues.add("value", PLACE, "this moment lies in the future");
        }
        Ok(_) => {}
        Err(_) if partial => {}
        Err(_) => issues.add("value", PLACE, "not a moment as FHIR writes it, e.g. 2026-11-24T10:15:00+02:00"),
    }
}

fn language(object: &Map<String, Value>, person: &Person, issues: &mut Issues) -> Language {
    let Some(language) = object.get("language") else { return person.language.unwrap_or_default() };
    match language.as_str().and_then(|code| code.parse().ok()) {
        Some(language) => language,
        None => {
            issues.add("code-invalid", "QuestionnaireResponse.language", "the language must be fi, sv or en");
            Language::default()
        }
    }
}

/// The unit that the resident chose, and the home municipality.
fn destination(response: &Value, person: &Person, places: &mut Places, issues: &mut Issues) -> (Option<UnitId>, Option<String>) {
    let unit = extension(response, "receiving-unit").and_then(|(at, extension)| {
        let place = format!("QuestionnaireResponse.extension[{at}]");
        let reference = &extension["valueReference"];
        let id = extension["valueString"]
            .as_str()
            .or_else(|| reference["identifier"]["value"].as_str())
            .or_else(|| reference["reference"].as_str().map(|text| text.strip_prefix("Organization/").unwrap_or(text)));
        places.unit = Some(place.clone());
        if id.is_none() {
            issues.add("structure", place, "the receiving unit must be a valueString or a valueReference");
        }
        id.map(UnitId::from)
    });
    let municipality = extension(response, "home-municipality").and_then(|(at, extension)| {
        let place = format!("QuestionnaireResponse.extension[{at}]");
        places.municipality = Some(place.clone());
        let code = coding(extension);
        if code.is_none() {
            issues.add("structure", place, "the home municipality must be a valueCoding with a code");
        }
        code
    });
    let municipality = municipality.or_else(|| {
        let (code, place) = person.municipality.clone()?;
        places.municipality = Some(place);
        Some(code)
    });
    (unit, municipality)
}

fn identifier(identifier: &Value) -> Option<String> {
    let value = identifier["value"].as_str().filter(|value| !value.is_empty())?;
    Some(format!("{}|{value}", identifier["system"].as_str().unwrap_or_default()))
}

/// Reads items, those inside items and inside answers too.
struct Items<'a> {
    /// The form that came from elsewhere and has its own names.
    form: Option<&'a Pack>,
    answers: Vec<QuestionAnswer>,
    places: &'a mut HashMap<String, String>,
    issues: &'a mut Issues,
    count: usize,
}

impl Items<'_> {
    fn read(&mut self, parent: &Value, place: &str, depth: usize) {
        let Some(items) = parent.get("item") else { return };
        let Some(items) = items.as_array() else {
            self.issues.add("structure", format!("{place}.item"), "items must be a list");
            return;
        };
        if depth > DEEPEST {
            self.issues.add("structure", format!("{place}.item"), format!("items are nested deeper than {DEEPEST}"));
            return;
        }
        for (at, item) in items.iter().enumerate() {
            self.count += 1;
            if self.count > MOST_ITEMS {
                if self.count == MOST_ITEMS + 1 {
                    self.issues.add("too-long", format!("{place}.item"), format!("more than {MOST_ITEMS} items"));
                }
                return;
            }
            self.item(item, &format!("{place}.item[{at}]"), depth);
        }
    }

    fn item(&mut self, item: &Value, place: &str, depth: usize) {
        self.read(item, place, depth + 1);
        let Some(id) = item["linkId"].as_str().filter(|id| !id.is_empty()) else {
            self.issues.add("required", format!("{place}.linkId"), "the linkId is missing");
            return;
        };
        let given = match item.get("answer") {
            // A question that was shown and left empty, a hidden one, or a group.
            None => return,
            Some(Value::Array(given)) if !given.is_empty() => given,
            Some(_) => {
                self.issues.add("structure", format!("{place}.answer"), "answers must be a list that is not empty");
                return;
            }
        };
        if let Some(form) = self.form {
            return self.of_form(form, id, given, place, depth);
        }
        let mut values = Vec::with_capacity(given.len());
        for (nth, answer) in given.iter().enumerate() {
            let place = format!("{place}.answer[{nth}]");
            self.read(answer, &place, depth + 1);
            match value(answer) {
                Ok(value) => values.push(value),
                Err(why) => self.issues.add("value", place, why),
            }
        }
        if values.len() < given.len() {
            return;
        }
        let Some(answer) = together(values) else {
            self.issues.add("structure", place, "only options can be answered with several answers");
            return;
        };
        self.keep(QuestionAnswer { question: id.to_owned(), answer }, given.len(), place);
    }

    /// The answers to one question of a form, in the form's own names.
    fn of_form(&mut self, form: &Pack, id: &str, given: &[Value], place: &str, depth: usize) {
        for (nth, answer) in given.iter().enumerate() {
            self.read(answer, &format!("{place}.answer[{nth}]"), depth + 1);
        }
        match forms::taken(form, id, given) {
            None => self.issues.add(
                "not-found",
                format!("{place}.linkId"),
                "the form has no such question, or its pack does not carry it",
            ),
            Some(Err(wrong)) => {
                for (nth, why) in wrong {
                    self.issues.add("value", format!("{place}.answer[{nth}]"), why);
                }
            }
            Some(Ok(answers)) => answers.into_iter().for_each(|answer| self.keep(answer, given.len(), place)),
        }
    }

    fn keep(&mut self, answer: QuestionAnswer, given: usize, place: &str) {
        let at = if given == 1 { format!("{place}.answer[0]") } else { place.to_owned() };
        if self.places.insert(shortened(&answer.question), at).is_some() {
            self.issues.add("structure", place, "this question is answered a second time");
            return;
        }
        self.answers.push(answer);
    }
}

/// One answer's value.
fn value(answer: &Value) -> Result<Answer, &'static str> {
    let Some(object) = answer.as_object() else { return Err("an answer must be an object with one value") };
    let mut values = object.iter().filter(|(name, _)| name.starts_with("value"));
    let (Some((name, value)), None) = (values.next(), values.next()) else { return Err("an answer has exactly one value") };
    let read = match name.as_str() {
        "valueBoolean" => value.as_bool().map(|yes| Answer::One(if yes { "yes" } else { "no" }.to_owned())),
        "valueInteger" => value.as_i64().filter(|n| i32::try_from(*n).is_ok()).and(value.as_f64()).map(Answer::Number),
        "valueDecimal" => value.as_f64().map(Answer::Number),
        "valueCoding" => value["code"].as_str().map(|code| Answer::One(code.to_owned())),
        "valueString" => value.as_str().map(|text| Answer::Text(Words::new(text))),
        "valueDate" => value.as_str().and_then(|day| day.parse().ok()).map(Answer::Day),
        _ => {
            return Err(
                "this kind of value is not taken: use valueBoolean, valueInteger, valueDecimal, valueCoding, valueString or valueDate",
            );
        }
    };
    read.ok_or("the value does not have the form that its name says")
}

/// Several options make one answer; several of anything else do not.
fn together(mut values: Vec<Answer>) -> Option<Answer> {
    if values.len() == 1 {
        return values.pop();
    }
    let options = values.into_iter().map(|value| if let Answer::One(id) = value { Some(id) } else { None });
    options.collect::<Option<Vec<String>>>().map(Answer::Many)
}
