use serde_json::json;

use super::*;

const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
const KANTA: &str = "http://phr.kanta.fi/StructureDefinition/fiphr-ext-questionnaire-enablewhen";

fn items(target: Json) -> Json {
    let mut target = target;
    target["linkId"] = json!("t");
    target["type"] = json!("string");
    json!([
        {"linkId": "a", "type": "boolean"},
        {"linkId": "n", "type": "integer"},
        {"linkId": "c", "type": "choice", "repeats": true},
        {"linkId": "q", "type": "quantity"},
        {"linkId": "e", "type": "integer"},
        {"linkId": "g", "type": "group", "item": [{"linkId": "g1", "type": "string"}]},
        target,
    ])
}

fn answers() -> Json {
    json!([
        {"linkId": "a", "answer": [{"valueBoolean": true}]},
        {"linkId": "n", "answer": [{"valueInteger": 7}]},
        {"linkId": "c", "answer": [{"valueCoding": {"code": "x"}}, {"valueCoding": {"code": "y"}}]},
        {"linkId": "q", "answer": [{"valueQuantity": {"value": 70.5, "unit": "kg"}}]},
        {"linkId": "g", "item": [{"linkId": "g1", "answer": [{"valueString": "Hei Vain"}]}]},
    ])
}

fn sdc(expression: &str) -> Check {
    let extension = json!([{"url": SDC, "valueExpression": {"language": "text/fhirpath", "expression": expression}}]);
    run(items(json!({"extension": extension})), answers())
}

fn holds(expression: &str) -> bool {
    let check = sdc(expression);
    assert_eq!(check.errors, [], "{expression}");
    check.enabled.contains(&"t".to_owned())
}

#[test]
fn paths_and_functions_that_are_carried_hold_as_fhirpath_says() {
    for expression in [
        "%resource.item.where(linkId='a').answer.value = true",
        "%resource.item.where(linkId = 'a').answer.value",
        "item.where(linkId='a' and answer.valueBoolean=true).exists()",
        "QuestionnaireResponse.item.where(linkId='n').answer.value > 3",
        "%resource.item.where(linkId='n').answer.valueInteger in (5 | 6 | 7)",
        "(5 | 7) contains %resource.item.where(linkId='n').answer.value",
        "%resource.item.where(linkId='c').answer.value.where(code = 'y').exists()",
        "%resource.item.where(linkId='c').answer.count() = 2",
        "%resource.item.where(linkId='c').answer.exists(value.code = 'x')",
        "'x' in %resource.item.where(linkId='c').answer.value.code",
        "%resource.item.where(linkId='q').answer.value.value >= 70",
        "%resource.item.where(linkId='q').answer.value.unit = 'kg'",
        "%resource.item.where(linkId='g').item.where(linkId='g1').answer.value ~ 'hei  vain'",
        "%resource.descendants().where(linkId='g1').answer.exists()",
        "%resource.repeat(item).where(linkId='g1').answer.value = 'Hei Vain'",
        "%resource.item.where(linkId='e').answer.empty()",
        "%resource.item.where(linkId='e').answer.exists().not()",
        "%resource.item.where(linkId='e').answer.value != 3 or true",
        "false implies %resource.item.where(linkId='e').exists()",
        "true xor false",
        "iif(%resource.item.where(linkId='a').answer.value, 1, 0) + iif(false, 2) .count() + 3 = 4",
        "iif(%resource.item.where(linkId='a').answer.value, 2, 0) - -1 = 3",
        "%resource.item.where(linkId='n').answer.value.ofType(integer) = 7",
        "%context.item.where(linkId='a').answer.value",
        "@2026-11-25 > @2026-11-24",
        "{}.empty() and {} ~ {}",
        "%resource.item.answer.value.select(code).distinct().count() = 2",
        "%resource.item[0].linkId = 'a' and %resource.item.first().linkId = 'a' and %resource.item.last().linkId = 'g'",
    ] {
        assert!(holds(expression), "{expression}");
    }
    for expression in [
        "%resource.item.where(linkId='a').answer.value = false",
        "%resource.item.where(linkId='a').answer.value.not()",
        "%resource.item.where(linkId='e').answer.value = 3",
        "%resource.item.where(linkId='e').answer.value != 3",
        "%resource.item.where(linkId='n').answer.value = '7'",
        "%resource.item.where(linkId='n').answer.value < 7",
        "true and {}",
        "@2026-11 = @2026-11-25",
        "%resource.item.all(answer.exists())",
    ] {
        assert!(!holds(expression), "{expression}");
    }
}

#[test]
fn the_older_extension_of_kanta_is_read() {
    let kanta = |expression: &str| {
        let extension = json!([{"url": KANTA, "valueString": expression}]);
        run(items(json!({"modifierExtension": extension})), answers())
    };
    let shown = kanta(
        "item.where(linkId='a' and answer.valueBoolean=true).exists() and item.where(linkId='c' and answer.valueCoding.code contains 'x').exists()",
    );
    assert_eq!((shown.errors.as_slice(), shown.enabled.contains(&"t".to_owned())), (&[][..], true));
    assert_eq!(kanta("item.where(linkId='a' and answer.valueBoolean=false).exists()").disabled, ["t"]);
}

#[test]
fn what_is_not_carried_is_named_and_leaves_the_item_enabled() {
    for (expression, named) in [
        ("%resource.item.where(linkId='a').answer.value.matches('x')", "matches()"),
        ("%patient.exists()", "%patient"),
        ("%resource.subject.exists()", "\"subject\""),
        ("%resource.item.where(linkId='n').answer.value as integer", "\"as\""),
        ("%resource.item.where(", "an end too early"),
        ("%resource.item.where(linkId='c').answer.value.code > 'a'", "several values"),
        ("#", "the sign"),
    ] {
        let check = sdc(expression);
        assert!(check.enabled.contains(&"t".to_owned()), "{expression}");
        assert_eq!(rules(&check), [("t", Rule::NotCarried)], "{expression}");
        assert!(check.errors[0].message.contains(named), "{expression}: {}", check.errors[0].message);
    }
    let cql = json!([{"url": SDC, "valueExpression": {"language": "text/cql", "expression": "true"}}]);
    assert_eq!(rules(&run(items(json!({"extension": cql})), answers())), [("t", Rule::NotCarried)]);
    let modifier = json!([{"url": "http://example.org/changes-everything", "valueBoolean": true}]);
    assert_eq!(rules(&run(items(json!({"modifierExtension": modifier})), answers())), [("t", Rule::NotCarried)]);
}

#[test]
fn a_path_that_asks_an_unknown_item_is_named() {
    assert_eq!(rules(&sdc("%resource.item.where(linkId='gone').answer.exists()")), [("t", Rule::UnknownReference)]);
}

#[test]
fn answers_of_disabled_items_do_not_exist_for_paths() {
    let items = json!([
        {"linkId": "a", "type": "boolean"},
        {"linkId": "b", "type": "boolean", "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": true}]},
        {"linkId": "c", "type": "boolean", "extension": [{"url": SDC, "valueExpression":
            {"language": "text/fhirpath", "expression": "%resource.item.where(linkId='b').answer.exists()"}}]},
    ]);
    let check = run(items, json!([{"linkId": "b", "answer": [{"valueBoolean": true}]}]));
    assert_eq!(check.disabled, ["b", "c"]);
}

#[test]
fn the_context_of_a_repeating_group_is_its_own() {
    let items = json!([{"linkId": "g", "type": "group", "repeats": true, "item": [
        {"linkId": "x", "type": "boolean"},
        {"linkId": "y", "type": "boolean", "required": true, "extension": [{"url": SDC, "valueExpression":
            {"language": "text/fhirpath", "expression": "%context.item.where(linkId='x').answer.value = true"}}]},
    ]}]);
    let group = |yes| json!({"linkId": "g", "item": [{"linkId": "x", "answer": [{"valueBoolean": yes}]}]});
    assert_eq!(rules(&run(items.clone(), json!([group(true), group(false)]))), [("y", Rule::Required)]);
    assert!(run(items, json!([group(false), group(false)])).valid);
}
