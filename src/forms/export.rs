//! Writes a pack as a FHIR R4 Questionnaire: what is asked, when, and how it may be answered. Rules and outcomes are no part
//! of a Questionnaire and stay behind; the description says so to whoever receives it.

mod condition;
mod item;
mod words;

use domain::{Language, Localised};
use knowledge::{CANONICAL_BASE, Pack};
use serde_json::{Map, Value as Json, json};

/// Where the codes of answers and units are at home that no common code system has.
const CODES: &str = "https://omaolo.example/fhir/CodeSystem/";
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// The pack as a Questionnaire, in Finnish with translations into the other languages.
#[must_use]
pub fn export(pack: &Pack) -> Json {
    let titles = pack.titles();
    let mut form = Map::new();
    form.insert("resourceType".to_owned(), json!("Questionnaire"));
    form.insert("id".to_owned(), json!(pack.id()));
    form.insert("language".to_owned(), json!(Language::Fi.code()));
    let (url, version) = address(pack);
    form.insert("url".to_owned(), json!(url));
    form.insert("version".to_owned(), json!(version));
    form.insert("name".to_owned(), json!(computable(pack.id())));
    say(&mut form, "title", &titles);
    form.insert("status".to_owned(), json!(if pack.is_approved() { "active" } else { "draft" }));
    form.insert("experimental".to_owned(), json!(!pack.is_approved()));
    form.insert("subjectType".to_owned(), json!(["Patient"]));
    say(&mut form, "description", &words::description(pack.is_approved()));
    say(&mut form, "purpose", &pack.purposes());
    form.insert("item".to_owned(), Json::Array(items(pack)));
    Json::Object(form)
}

/// The address and the version. A form that was brought in keeps those that it came with.
fn address(pack: &Pack) -> (String, &str) {
    match pack.url() {
        Some(url) => {
            let (url, version) = url.split_once('|').unwrap_or((url, pack.version()));
            (url.to_owned(), version)
        }
        None => (format!("{CANONICAL_BASE}{}", pack.id()), pack.version()),
    }
}

/// The questions in the order of asking, those of a section in a group.
fn items(pack: &Pack) -> Vec<Json> {
    let mut items: Vec<Json> = Vec::new();
    for (at, (question, group)) in pack.questions().iter().zip(groups(pack)).enumerate() {
        // The own words of an open choice are a question of their own in a pack, and a part of the choice in a form.
        if pack.questions()[..at].iter().any(|before| before.link_id() == question.link_id()) {
            continue;
        }
        let item = item::item(pack, question);
        let Some(group) = group else {
            items.push(item);
            continue;
        };
        match items.last_mut().filter(|last| last["linkId"] == json!(group.link_id)).and_then(|last| last.get_mut("item")) {
            Some(Json::Array(inside)) => inside.push(item),
            _ => items.push(group.item(pack, item)),
        }
    }
    items
}

/// The group that a question stands in.
#[derive(Clone)]
struct Group {
    link_id: String,
    section: usize,
}

/// Of each question the group, in the order of asking.
fn groups(pack: &Pack) -> Vec<Option<Group>> {
    let mut groups: Vec<Option<Group>> = Vec::new();
    // How many groups each section has: one that a question of no section divides becomes two.
    let mut parts = vec![0; pack.sections().len()];
    for question in pack.questions() {
        let section = pack.sections().iter().position(|section| section.questions.contains(&question.id));
        let last = groups.last().and_then(Option::as_ref);
        let group = section.map(|section| match last.filter(|last| last.section == section) {
            Some(same) => same.clone(),
            None => {
                parts[section] += 1;
                let part = if parts[section] > 1 { format!(".{}", parts[section]) } else { String::new() };
                // Ids of questions have no full stop, so that no question has this one.
                Group { link_id: format!("section.{}{part}", pack.sections()[section].id), section }
            }
        });
        groups.push(group);
    }
    groups
}

impl Group {
    /// The group with its first item.
    fn item(&self, pack: &Pack, first: Json) -> Json {
        let title = |language| pack.section_titles(language).get(self.section).cloned().unwrap_or_default();
        let mut group = Map::new();
        group.insert("linkId".to_owned(), json!(self.link_id));
        say(&mut group, "text", &Localised { fi: title(Language::Fi), sv: title(Language::Sv), en: title(Language::En) });
        group.insert("type".to_owned(), json!("group"));
        group.insert("item".to_owned(), json!([first]));
        Json::Object(group)
    }
}

/// Puts in a text in Finnish and beside it its translations.
fn say(into: &mut Map<String, Json>, member: &str, text: &Localised) {
    into.insert(member.to_owned(), json!(text.fi));
    let translation = |language: Language| {
        json!({ "url": TRANSLATION, "extension": [
            { "url": "lang", "valueCode": language.code() },
            { "url": "content", "valueString": text.get(language) },
        ] })
    };
    let translations = [translation(Language::Sv), translation(Language::En)];
    into.insert(format!("_{member}"), json!({ "extension": translations }));
}

/// `sore-throat` as a name that programs can use: `SoreThroat`.
fn computable(id: &str) -> String {
    let mut name = String::new();
    for part in id.split('-') {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.extend(letters);
    }
    name
}
