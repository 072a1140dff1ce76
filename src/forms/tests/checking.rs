use serde_json::json;

use super::*;

/// A question with these members, answered so: the rules that are broken.
fn broken(question: Json, answers: Json) -> Vec<Rule> {
    let mut question = question;
    question["linkId"] = json!("q");
    let check = run(json!([question]), json!([{"linkId": "q", "answer": answers}]));
    assert!(check.errors.iter().all(|e| e.link_id == "q"));
    check.errors.iter().map(|e| e.rule).collect()
}

fn core(name: &str, value: Json) -> Json {
    let mut extension = json!({"url": format!("http://hl7.org/fhir/StructureDefinition/{name}")});
    for (name, value) in value.as_object().unwrap() {
        extension[name] = value.clone();
    }
    json!([extension])
}

#[test]
fn every_type_takes_its_own_values_only() {
    let values = json!({
        "boolean": {"valueBoolean": true}, "decimal": {"valueDecimal": 1.5}, "integer": {"valueInteger": 1},
        "date": {"valueDate": "2026-11"}, "dateTime": {"valueDateTime": "2026"}, "time": {"valueTime": "10:00:00"},
        "text": {"valueString": "x"}, "url": {"valueUri": "http://x"}, "choice": {"valueCoding": {"code": "x"}},
        "attachment": {"valueAttachment": {}}, "reference": {"valueReference": {}}, "quantity": {"valueQuantity": {"value": 1}},
    });
    for (kind, _) in values.as_object().unwrap() {
        for (other, value) in values.as_object().unwrap() {
            let expected: &[Rule] = if kind == other { &[] } else { &[Rule::Type] };
            assert_eq!(broken(json!({"type": kind}), json!([value])), expected, "{other} in {kind}");
        }
    }
    assert_eq!(broken(json!({"type": "string"}), json!([{}])), [Rule::Type]);
    assert_eq!(broken(json!({"type": "integer"}), json!([{"valueInteger": 1.5}])), [Rule::Type]);
    assert_eq!(broken(json!({"type": "string"}), json!([{"valueString": "a", "valueInteger": 1}])), [Rule::Type]);
}

#[test]
fn required_binds_while_shown_and_when_the_response_is_finished() {
    let items = json!([
        {"linkId": "a", "type": "string", "required": true},
        {"linkId": "g", "type": "group", "required": true, "item": [{"linkId": "g1", "type": "string"}]},
        {"linkId": "h", "type": "string", "required": true, "extension": core("questionnaire-hidden", json!({"valueBoolean": true}))},
    ]);
    assert_eq!(rules(&run(items.clone(), json!([]))), [("a", Rule::Required), ("g", Rule::Required)]);
    let unfinished = json!({"resourceType": "QuestionnaireResponse", "status": "in-progress"});
    assert!(check(&form(items), &Response::from_json(&unfinished).unwrap()).valid);
}

#[test]
fn texts_keep_to_their_length_and_form() {
    assert_eq!(broken(json!({"type": "string", "maxLength": 3}), json!([{"valueString": "ääää"}])), [Rule::MaxLength]);
    assert_eq!(broken(json!({"type": "string", "maxLength": 4}), json!([{"valueString": "ääää"}])), []);
    let short = json!({"type": "string", "extension": core("minLength", json!({"valueInteger": 2}))});
    assert_eq!(broken(short, json!([{"valueString": "a"}])), [Rule::MinLength]);
    let code = json!({"type": "string", "extension": core("regex", json!({"valueString": "[0-9]{5}|none"}))});
    assert_eq!(broken(code.clone(), json!([{"valueString": "00100"}])), []);
    assert_eq!(broken(code, json!([{"valueString": "x00100"}])), [Rule::Regex], "the whole text counts");
    let ahead = json!({"type": "string", "extension": core("regex", json!({"valueString": "(?=x)y"}))});
    assert_eq!(broken(ahead, json!([{"valueString": "y"}])), [Rule::NotCarried]);
}

#[test]
fn numbers_days_and_quantities_keep_to_their_range() {
    let range = |kind: &str, name: &str, min: Json, max: Json| {
        let value = format!("value{name}");
        let mut extensions = core("minValue", json!({ value.clone(): min }));
        extensions.as_array_mut().unwrap().extend(core("maxValue", json!({ value: max })).as_array().unwrap().clone());
        json!({"type": kind, "extension": extensions})
    };
    let integer = range("integer", "Integer", json!(1), json!(3));
    for (answer, expected) in [(0, vec![Rule::MinValue]), (1, vec![]), (3, vec![]), (4, vec![Rule::MaxValue])] {
        assert_eq!(broken(integer.clone(), json!([{"valueInteger": answer}])), expected, "{answer}");
    }
    let decimal = range("decimal", "Decimal", json!(0.5), json!(1));
    assert_eq!(broken(decimal, json!([{"valueDecimal": 1.01}])), [Rule::MaxValue]);
    let day = range("date", "Date", json!("2026-01-01"), json!("2026-12-31"));
    assert_eq!(broken(day, json!([{"valueDate": "2025-12-31"}])), [Rule::MinValue]);
    let quantity = range("quantity", "Quantity", json!({"value": 1, "code": "kg"}), json!({"value": 3, "code": "kg"}));
    assert_eq!(broken(quantity, json!([{"valueQuantity": {"value": 4, "code": "kg"}}])), [Rule::MaxValue]);
    let places = json!({"type": "decimal", "extension": core("maxDecimalPlaces", json!({"valueInteger": 1}))});
    assert_eq!(broken(places.clone(), json!([{"valueDecimal": 36.55}])), [Rule::MaxDecimalPlaces]);
    assert_eq!(broken(places, json!([{"valueDecimal": 36.5}])), []);
}

#[test]
fn a_quantity_has_the_unit_of_its_question() {
    let kilos = json!({"type": "quantity", "extension": core("questionnaire-unit", json!({"valueCoding": {"system": "http://unitsofmeasure.org", "code": "kg"}}))});
    assert_eq!(broken(kilos.clone(), json!([{"valueQuantity": {"value": 1, "code": "kg"}}])), []);
    assert_eq!(broken(kilos, json!([{"valueQuantity": {"value": 1, "code": "g"}}])), [Rule::Unit]);
}

#[test]
fn options_are_closed_unless_the_choice_is_open() {
    let options = json!([{"valueCoding": {"system": "s", "code": "a"}}, {"valueCoding": {"system": "s", "code": "none"}, "extension": core("questionnaire-optionExclusive", json!({"valueBoolean": true}))}]);
    let choice = json!({"type": "choice", "repeats": true, "answerOption": options});
    let a = json!({"valueCoding": {"system": "s", "code": "a"}});
    let none = json!({"valueCoding": {"code": "none"}});
    assert_eq!(broken(choice.clone(), json!([a.clone()])), []);
    assert_eq!(broken(choice.clone(), json!([{"valueCoding": {"system": "other", "code": "a"}}])), [Rule::Option]);
    assert_eq!(broken(choice.clone(), json!([none.clone()])), [], "the system may be left out");
    assert_eq!(broken(choice, json!([a, none])), [Rule::OptionExclusive]);
    let open = json!({"type": "open-choice", "answerOption": [{"valueCoding": {"code": "a"}}]});
    assert_eq!(broken(open.clone(), json!([{"valueString": "own words"}])), []);
    assert_eq!(broken(open, json!([{"valueCoding": {"code": "b"}}])), [Rule::Option]);
    let numbers = json!({"type": "choice", "answerOption": [{"valueInteger": 1}, {"valueInteger": 2}]});
    assert_eq!(broken(numbers.clone(), json!([{"valueInteger": 2}])), []);
    assert_eq!(broken(numbers, json!([{"valueInteger": 3}])), [Rule::Option]);
}

#[test]
fn a_value_set_that_the_form_brings_along_gives_the_options() {
    let form = Questionnaire::from_json(&json!({"resourceType": "Questionnaire",
        "contained": [{"resourceType": "ValueSet", "id": "v", "compose": {"include": [{"system": "s", "concept": [{"code": "a"}]}]}}],
        "item": [{"linkId": "q", "type": "choice", "answerValueSet": "#v"}]})).unwrap();
    let answer = |code: &str| response(json!([{"linkId": "q", "answer": [{"valueCoding": {"system": "s", "code": code}}]}]));
    assert!(check(&form, &answer("a")).valid);
    assert_eq!(rules(&check(&form, &answer("b"))), [("q", Rule::Option)]);
}

#[test]
fn several_answers_need_a_question_that_repeats_and_keep_to_its_bounds() {
    let two = json!([{"valueInteger": 1}, {"valueInteger": 2}]);
    assert_eq!(broken(json!({"type": "integer"}), two.clone()), [Rule::Repeats]);
    let at_most =
        |name: &str, n: i32| json!({"type": "integer", "repeats": true, "extension": core(name, json!({"valueInteger": n}))});
    assert_eq!(broken(at_most("questionnaire-maxOccurs", 1), two.clone()), [Rule::MaxOccurs]);
    assert_eq!(broken(at_most("questionnaire-minOccurs", 3), two.clone()), [Rule::MinOccurs]);
    assert_eq!(broken(at_most("questionnaire-minOccurs", 2), two), []);
    assert_eq!(broken(at_most("questionnaire-minOccurs", 1), json!([])), [Rule::MinOccurs]);
    let twice = json!([{"linkId": "q", "answer": [{"valueInteger": 1}]}, {"linkId": "q", "answer": [{"valueInteger": 2}]}]);
    assert_eq!(rules(&run(json!([{"linkId": "q", "type": "integer", "repeats": true}]), twice)), [("q", Rule::Repeats)]);
}

#[test]
fn groups_stand_as_often_as_they_may() {
    let group = |repeats: bool, extension: Json| json!([{"linkId": "g", "type": "group", "repeats": repeats, "extension": extension, "item": [{"linkId": "q", "type": "integer"}]}]);
    let two = json!([{"linkId": "g", "item": [{"linkId": "q"}]}, {"linkId": "g", "item": [{"linkId": "q"}]}]);
    assert!(run(group(true, json!([])), two.clone()).valid);
    assert_eq!(rules(&run(group(false, json!([])), two.clone())), [("g", Rule::Repeats)]);
    assert_eq!(
        rules(&run(group(true, core("questionnaire-maxOccurs", json!({"valueInteger": 1}))), two)),
        [("g", Rule::MaxOccurs)]
    );
    assert_eq!(
        rules(&run(group(true, core("questionnaire-minOccurs", json!({"valueInteger": 1}))), json!([]))),
        [("g", Rule::MinOccurs)]
    );
}

#[test]
fn what_takes_no_answer_has_none() {
    assert_eq!(broken(json!({"type": "display"}), json!([{"valueString": "x"}])), [Rule::Display]);
    assert_eq!(broken(json!({"type": "group"}), json!([{"valueString": "x"}])), [Rule::Display]);
    let fixed = json!({"type": "integer", "readOnly": true, "initial": [{"valueInteger": 1}]});
    assert_eq!(broken(fixed.clone(), json!([{"valueInteger": 1}])), []);
    assert_eq!(broken(fixed, json!([{"valueInteger": 2}])), [Rule::ReadOnly]);
}

#[test]
fn items_that_the_form_does_not_have_here_are_named() {
    let items = json!([{"linkId": "g", "type": "group", "item": [{"linkId": "q", "type": "integer"}]}]);
    let answer = |id: &str| json!({"linkId": id, "answer": [{"valueInteger": 1}]});
    assert_eq!(rules(&run(items, json!([answer("q"), answer("x")]))), [("q", Rule::Place), ("x", Rule::UnknownLinkId)]);
}

#[test]
fn items_without_a_linkid_or_with_one_twice_are_named() {
    let items =
        json!([{"type": "string"}, {"linkId": "a", "type": "string"}, {"linkId": "a", "type": "integer"}, {"linkId": "b"}]);
    assert_eq!(rules(&run(items, json!([]))), [("", Rule::MissingLinkId), ("a", Rule::DuplicateLinkId), ("b", Rule::Structure)]);
}

#[test]
fn the_result_has_the_promised_form() {
    let check = run(json!([{"linkId": "a", "type": "string", "required": true}]), json!([]));
    assert_eq!(
        serde_json::to_value(check).unwrap(),
        json!({"enabled": ["a"], "disabled": [], "valid": false, "errors": [{"linkId": "a", "rule": "required", "message": "the answer is missing"}]})
    );
}
