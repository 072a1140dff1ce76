use serde_json::json;

use super::*;
use crate::check_texts;

const EMPTY: &[u8] = br#"{"resourceType":"QuestionnaireResponse","status":"completed"}"#;

#[test]
fn a_form_ten_thousand_items_deep_is_refused_in_a_sentence() {
    let mut text = r#"{"resourceType":"Questionnaire","item":["#.to_owned();
    text.push_str(&r#"{"linkId":"a","type":"group","item":["#.repeat(10_000));
    text.push_str(&"]}".repeat(10_000));
    text.push_str("]}");
    let check = check_texts(text.as_bytes(), EMPTY);
    assert_eq!(rules(&check), [("", Rule::Structure)]);
    assert!(check.errors[0].message.contains("nested too deep"), "{}", check.errors[0].message);
    let response = text.replace("Questionnaire", "QuestionnaireResponse");
    let good = br#"{"resourceType":"Questionnaire"}"#;
    assert!(check_texts(good, response.as_bytes()).errors[0].message.contains("nested too deep"));
}

#[test]
fn what_is_no_resource_is_refused_without_repeating_it() {
    for text in ["", "{", "[]", "null", r#"{"resourceType":"Patient","name":"Secret"}"#] {
        let check = check_texts(text.as_bytes(), EMPTY);
        assert_eq!((check.valid, rules(&check)), (false, vec![("", Rule::Structure)]), "{text}");
        assert!(!check.errors[0].message.contains("Secret"));
    }
    let large = vec![b' '; crate::LARGEST + 1];
    assert!(check_texts(&large, EMPTY).errors[0].message.contains("at most"));
}

#[test]
fn a_wide_form_with_many_groups_is_bounded() {
    let inner: Vec<Json> = (0..2_000).map(|n| json!({"linkId": format!("q{n}"), "type": "string"})).collect();
    let items = json!([{"linkId": "g", "type": "group", "repeats": true, "item": inner}]);
    let groups: Vec<Json> = (0..2_000).map(|_| json!({"linkId": "g"})).collect();
    let check = run(items, json!(groups));
    assert_eq!(rules(&check), [("", Rule::Structure)]);
    assert!(check.errors[0].message.contains("places"));
}

#[test]
fn a_condition_that_never_ends_is_cut_off() {
    let mut answers: Vec<Json> = (0..3_000).map(|n| json!({"linkId": "q", "answer": [{"valueInteger": n}]})).collect();
    answers.truncate(3_000);
    let path = "%resource.item.where(%resource.item.where(%resource.item.where(linkId='x').exists()).exists()).exists()";
    let items = json!([{"linkId": "q", "type": "integer"}, {"linkId": "x", "type": "integer"}, {"linkId": "t", "type": "string", "extension": [{
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
        "valueExpression": {"language": "text/fhirpath", "expression": path}}]}]);
    let check = run(items, json!(answers));
    assert!(check.enabled.contains(&"t".to_owned()));
    assert!(check.errors.iter().any(|e| e.rule == Rule::NotCarried && e.message.contains("too long")));
}
