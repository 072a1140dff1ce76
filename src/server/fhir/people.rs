//! The people in a response: the resident, and who acts for them.

use domain::{IdentityCode, Language, Words};
use serde_json::Value;

use super::outcome::Issues;
use super::{EXTENSIONS, IDENTITY_CODES};
use crate::service::LONGEST_NAME;

/// What is said of the resident beside the identity code.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub name: Option<Words>,
    pub phone: Option<Words>,
    pub language: Option<Language>,
    pub municipality: Option<(String, String)>,
    pub protected: bool,
}

/// The identity code of the subject: in its identifier, or in that of the contained patient that it refers to. Where both
/// have one they must agree, or a name would be put to somebody else's code.
pub(super) fn identity_code(response: &Value, issues: &mut Issues) -> Option<IdentityCode> {
    const SUBJECT: &str = "QuestionnaireResponse.subject.identifier";
    let own = code_in(&response["subject"]["identifier"]);
    let patient = patient(response);
    let theirs = patient.and_then(|(patient, at)| Some((code_in(&patient["identifier"])?, at)));
    let (code, place) = match (own, theirs) {
        (Some(own), Some((theirs, at))) if own != theirs => {
            let place = format!("QuestionnaireResponse.contained[{at}].identifier");
            issues.add("invariant", place, "the contained patient has another identity code than the subject");
            return None;
        }
        (Some(own), _) => (own, SUBJECT.to_owned()),
        (None, Some((theirs, at))) => (theirs, format!("QuestionnaireResponse.contained[{at}].identifier")),
        (None, None) => {
            issues.add("required", SUBJECT, format!("the resident's identity code is missing (system {IDENTITY_CODES})"));
            return None;
        }
    };
    IdentityCode::parse(code).map_err(|error| issues.add("value", format!("{place}.value"), error.to_string())).ok()
}

/// The text of the identity code among one identifier or several.
fn code_in(identifiers: &Value) -> Option<&str> {
    let one = std::slice::from_ref(identifiers);
    let all = identifiers.as_array().map_or(one, Vec::as_slice);
    all.iter().find(|identifier| identifier["system"] == IDENTITY_CODES)?["value"].as_str()
}

/// The contained patient that the subject refers to, or the only one; with its place.
fn patient(response: &Value) -> Option<(&Value, usize)> {
    let reference = response["subject"]["reference"].as_str().and_then(|reference| reference.strip_prefix('#'));
    let mut patients = contained(response).filter(|(_, resource)| resource["resourceType"] == "Patient");
    match reference {
        Some(id) => patients.find(|(_, patient)| patient["id"] == id),
        None => patients.next(),
    }
    .map(|(at, patient)| (patient, at))
}

fn contained(response: &Value) -> impl Iterator<Item = (usize, &Value)> {
    response["contained"].as_array().map(Vec::as_slice).unwrap_or_default().iter().enumerate()
}

/// What the contained patient says, if there is one.
pub(super) fn person(response: &Value, issues: &mut Issues) -> Person {
    let Some((patient, at)) = patient(response) else { return Person::default() };
    let place = format!("QuestionnaireResponse.contained[{at}]");
    let name = name(patient).and_then(|name| short(name, &format!("{place}.name"), issues));
    let phones = patient["telecom"].as_array().map(Vec::as_slice).unwrap_or_default();
    let phone = phones.iter().find(|telecom| telecom["system"] == "phone").and_then(|telecom| telecom["value"].as_str());
    let phone = phone.and_then(|phone| short(phone.to_owned(), &format!("{place}.telecom"), issues));
    let municipality = extension(&patient["address"][0], "home-municipality").or_else(|| extension(patient, "home-municipality"));
    let labels = patient["meta"]["security"].as_array().map(Vec::as_slice).unwrap_or_default();
    Person {
        name,
        phone,
        language: language_of(patient),
        municipality: municipality.and_then(|(_, extension)| coding(extension)).map(|code| (code, place)),
        protected: labels.iter().any(|label| label["code"] == "TURVAKIELTO"),
    }
}

fn language_of(patient: &Value) -> Option<Language> {
    let languages = patient["communication"].as_array().map(Vec::as_slice).unwrap_or_default();
    let preferred = languages.iter().find(|language| language["preferred"] == true).or(languages.first())?;
    preferred["language"]["coding"][0]["code"].as_str()?.parse().ok()
}

/// "Family Given", of the official name or the first.
fn name(person: &Value) -> Option<String> {
    let names = person["name"].as_array()?;
    let name = names.iter().find(|name| name["use"] == "official").or(names.first())?;
    let given = name["given"].as_array().map(Vec::as_slice).unwrap_or_default();
    let parts = name["family"].as_str().into_iter().chain(given.iter().filter_map(Value::as_str));
    let full = parts.map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let full = if full.is_empty() { name["text"].as_str().unwrap_or_default().trim().to_owned() } else { full };
    (!full.is_empty()).then_some(full)
}

fn short(text: String, place: &str, issues: &mut Issues) -> Option<Words> {
    if text.chars().nth(LONGEST_NAME).is_some() {
        issues.add("too-long", place, format!("longer than {LONGEST_NAME} characters"));
        return None;
    }
    Some(Words::new(text))
}

/// Who answered for the resident: their name, empty when it is not given; nothing when the resident answered.
pub(super) fn on_behalf(response: &Value, issues: &mut Issues) -> Option<Words> {
    let source = response.get("source")?;
    let same = |key: &str| !source[key].is_null() && source[key] == response["subject"][key];
    if same("reference")
        || (!source["identifier"]["value"].is_null()
            && source["identifier"]["value"] == response["subject"]["identifier"]["value"])
    {
        return None;
    }
    let referred = source["reference"].as_str().and_then(|reference| {
        let id = reference.strip_prefix('#')?;
        contained(response).find(|(_, resource)| resource["id"] == id).map(|(_, resource)| resource)
    });
    if referred.is_some_and(|resource| resource["resourceType"] == "Patient") {
        return None;
    }
    let name = referred.and_then(name).or_else(|| source["display"].as_str().map(|name| name.trim().to_owned()));
    Some(short(name.unwrap_or_default(), "QuestionnaireResponse.source", issues).unwrap_or_default())
}

/// One of our extensions, with its place among all.
pub(super) fn extension<'a>(element: &'a Value, name: &str) -> Option<(usize, &'a Value)> {
    let all = element["extension"].as_array()?;
    all.iter()
        .enumerate()
        .find(|(_, extension)| extension["url"].as_str().and_then(|url| url.strip_prefix(EXTENSIONS)) == Some(name))
}

/// The code of an extension's coding.
pub(super) fn coding(extension: &Value) -> Option<String> {
    let code = extension["valueCoding"]["code"]
        .as_str()
        .or_else(|| extension["valueCode"].as_str())
        .or_else(|| extension["valueString"].as_str());
    code.map(str::to_owned)
}
