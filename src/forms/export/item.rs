//! A question as an item: its type, its options, its limits.

use domain::{Language, Localised};
use knowledge::{Pack, Question, QuestionKind, QuestionTexts, Range};
use serde_json::{Map, Value as Json, json};

use super::{CODES, condition, say};

const CORE: &str = "http://hl7.org/fhir/StructureDefinition/";
const SHORT: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText";
const UCUM: &str = "http://unitsofmeasure.org";
/// Packs keep numbers in thousandths.
const DECIMALS: u32 = 3;

/// The item of a question.
pub(super) fn item(pack: &Pack, question: &Question) -> Json {
    let texts = Texts::of(pack, question);
    let mut extensions = Vec::new();
    let label = texts.each(|one| one.label.clone());
    if label != texts.each(|one| one.text.clone()) {
        // Some readers take no translations inside an extension, so these few words are in Finnish only.
        extensions.push(json!({ "url": SHORT, "valueString": label.fi }));
    }
    if question.hidden {
        extensions.push(json!({ "url": format!("{CORE}questionnaire-hidden"), "valueBoolean": true }));
    }
    let mut item = Map::new();
    item.insert("linkId".to_owned(), json!(question.link_id()));
    say(&mut item, "text", &texts.each(|one| one.text.clone()));
    let own_words = pack.questions().iter().find(|other| other.id != question.id && other.link_id() == question.link_id());
    let kind = if own_words.is_some() { "open-choice" } else { kind(question) };
    item.insert("type".to_owned(), json!(kind));
    item.insert("required".to_owned(), json!(question.required || own_words.is_some_and(|words| words.required)));
    if question.kind.takes_many() {
        item.insert("repeats".to_owned(), json!(true));
    }
    match &question.kind {
        QuestionKind::Number(range) => number(question, range, &texts, &mut extensions),
        QuestionKind::Single(_) | QuestionKind::Multi(_) => {
            item.insert("answerOption".to_owned(), Json::Array(options(pack, question, &texts)));
        }
        QuestionKind::Text => {
            item.insert("maxLength".to_owned(), json!(question.longest_text()));
            extensions.extend(question.shortest_text().map(|n| json!({ "url": format!("{CORE}minLength"), "valueInteger": n })));
            extensions.extend(question.pattern().map(|one| json!({ "url": format!("{CORE}regex"), "valueString": one })));
        }
        QuestionKind::Boolean | QuestionKind::Date => {}
    }
    condition::put(pack, question, &mut item, &mut extensions);
    if !extensions.is_empty() {
        item.insert("extension".to_owned(), Json::Array(extensions));
    }
    Json::Object(item)
}

fn kind(question: &Question) -> &'static str {
    match &question.kind {
        QuestionKind::Boolean => "boolean",
        QuestionKind::Single(_) | QuestionKind::Multi(_) => "choice",
        QuestionKind::Number(_) if question.unit_code().is_some() => "quantity",
        QuestionKind::Number(range) if range.whole() => "integer",
        QuestionKind::Number(_) => "decimal",
        QuestionKind::Date => "date",
        QuestionKind::Text => "text",
    }
}

/// The texts of a question in all languages.
struct Texts([QuestionTexts; 3]);

impl Texts {
    fn of(pack: &Pack, question: &Question) -> Self {
        Self([Language::Fi, Language::Sv, Language::En].map(|one| pack.question_texts(&question.id, one).unwrap_or_default()))
    }

    fn each(&self, text: impl Fn(&QuestionTexts) -> String) -> Localised {
        let [fi, sv, en] = &self.0;
        Localised { fi: text(fi), sv: text(sv), en: text(en) }
    }
}

fn number(question: &Question, range: &Range, texts: &Texts, extensions: &mut Vec<Json>) {
    let member = if range.whole() { "valueInteger" } else { "valueDecimal" };
    for (name, bound) in [("minValue", range.min()), ("maxValue", range.max())] {
        extensions.push(json!({ "url": format!("{CORE}{name}"), member: plain(bound) }));
    }
    if !range.whole() {
        extensions.push(json!({ "url": format!("{CORE}maxDecimalPlaces"), "valueInteger": DECIMALS }));
    }
    if let Some(mut coding) = unit(question) {
        say(&mut coding, "display", &texts.each(|one| one.unit.clone()));
        // A quantity is answered with its unit, a number is not.
        let name = if question.unit_code().is_some() { "questionnaire-unitOption" } else { "questionnaire-unit" };
        extensions.push(json!({ "url": format!("{CORE}{name}"), "valueCoding": coding }));
    }
}

/// The code of a number's unit: as a form that was brought in has it, else that of UCUM.
pub(super) fn unit(question: &Question) -> Option<Map<String, Json>> {
    let QuestionKind::Number(range) = &question.kind else { return None };
    if let Some(code) = question.unit_code() {
        return Some(elsewhere(code));
    }
    let unit = range.unit()?;
    Some(match ucum(unit) {
        Some(code) => of_system(Some(UCUM), code),
        None => of_system(Some(&format!("{CODES}unit")), unit),
    })
}

/// A code as another system has it, perhaps behind its system and a `|`.
fn elsewhere(code: &str) -> Map<String, Json> {
    let (system, code) = code.split_once('|').unwrap_or(("", code));
    of_system(Some(system).filter(|system| !system.is_empty()), code)
}

fn of_system(system: Option<&str>, code: &str) -> Map<String, Json> {
    let mut coding = Map::new();
    coding.extend(system.map(|system| ("system".to_owned(), json!(system))));
    coding.insert("code".to_owned(), json!(code));
    coding
}

/// A number without a needless fraction.
#[expect(clippy::cast_possible_truncation, reason = "the numbers of packs have at most nine digits before the point")]
pub(super) fn plain(number: f64) -> Json {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

/// The UCUM code of a unit of the packs.
fn ucum(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "%" => "%",
        "breaths/min" => "/min",
        "celsius" => "Cel",
        "centimetres" => "cm",
        "days" => "d",
        "drinks-week" => "{drinks}/wk",
        "hours" => "h",
        "hours-day" => "h/d",
        "hours-week" => "h/wk",
        "hours/month" => "h/mo",
        "kg/m2" => "kg/m2",
        "kilograms" => "kg",
        "minutes-week" => "min/wk",
        "mmHg" => "mm[Hg]",
        "months" => "mo",
        "nights-week" => "{nights}/wk",
        "portions-day" => "{portions}/d",
        "times-week" => "{times}/wk",
        "weeks" => "wk",
        "years" => "a",
        _ => return None,
    })
}

fn options(pack: &Pack, question: &Question, texts: &Texts) -> Vec<Json> {
    let points = pack.option_points(&question.id);
    let one = |(at, id): (usize, &str)| {
        let mut coding = coding(pack, question, id);
        say(&mut coding, "display", &texts.each(|one| one.options.get(at).map(|(_, text)| text.clone()).unwrap_or_default()));
        let mut extensions = Vec::new();
        if let Some(points) = points.as_ref().and_then(|points| points.get(at)) {
            extensions.push(json!({ "url": format!("{CORE}ordinalValue"), "valueDecimal": points }));
        }
        if question.stands_alone(id) {
            extensions.push(json!({ "url": format!("{CORE}questionnaire-optionExclusive"), "valueBoolean": true }));
        }
        let mut option = Map::new();
        if !extensions.is_empty() {
            option.insert("extension".to_owned(), Json::Array(extensions));
        }
        option.insert("valueCoding".to_owned(), Json::Object(coding));
        Json::Object(option)
    };
    question.kind.options().into_iter().enumerate().map(one).collect()
}

/// An option's code. The same id means something else in another question, so each question has a system of its own; a
/// question of the shared bank has one in all packs. The options of a form that was brought in keep their codes, and those
/// that came without a system have none.
pub(super) fn coding(pack: &Pack, question: &Question, option: &str) -> Map<String, Json> {
    let own = question.codes().find(|(id, code)| *id == option && code != id).map(|(_, code)| code);
    match own {
        Some(code) => elsewhere(code),
        None if pack.url().is_some() => of_system(None, option),
        None => {
            let home = if question.is_shared() { "shared" } else { pack.id() };
            of_system(Some(&format!("{CODES}{home}/{}", question.id)), option)
        }
    }
}
