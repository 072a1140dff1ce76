use serde_json::json;

use super::*;

/// A question `a` of this type, and `b` that is enabled by this operator and answer.
fn enabled(kind: &str, operator: &str, expected: Json, answers: Json) -> bool {
    let mut condition = json!({"question": "a", "operator": operator});
    for (name, value) in expected.as_object().unwrap() {
        condition[name] = value.clone();
    }
    let items = json!([
        {"linkId": "a", "type": kind, "repeats": true},
        {"linkId": "b", "type": "string", "enableWhen": [condition]},
    ]);
    let given = if answers.as_array().unwrap().is_empty() { json!([]) } else { json!([{"linkId": "a", "answer": answers}]) };
    let check = run(items, given);
    assert_eq!(check.errors, [], "{kind} {operator}");
    check.enabled.contains(&"b".to_owned())
}

#[test]
fn every_operator_works_on_numbers() {
    for (operator, of_two, of_three, of_four) in [
        ("=", false, true, false),
        ("!=", true, false, true),
        (">", false, false, true),
        ("<", true, false, false),
        (">=", false, true, true),
        ("<=", true, true, false),
    ] {
        for (answer, expected) in [(2, of_two), (3, of_three), (4, of_four)] {
            let got = enabled("integer", operator, json!({"answerInteger": 3}), json!([{"valueInteger": answer}]));
            assert_eq!(got, expected, "{answer} {operator} 3");
        }
    }
}

#[test]
fn every_type_of_answer_compares() {
    for (kind, name, value, other) in [
        ("boolean", "Boolean", json!(true), json!(false)),
        ("decimal", "Decimal", json!(1.5), json!(1.25)),
        ("integer", "Integer", json!(1), json!(0)),
        ("date", "Date", json!("2026-11-25"), json!("2026-11-24")),
        ("dateTime", "DateTime", json!("2026-11-25T10:00:00Z"), json!("2026-11-25T09:00:00Z")),
        ("time", "Time", json!("10:00:00"), json!("09:00:00")),
        ("string", "String", json!("b"), json!("a")),
        ("choice", "Coding", json!({"system": "s", "code": "x"}), json!({"system": "s", "code": "y"})),
        ("quantity", "Quantity", json!({"value": 2, "code": "kg"}), json!({"value": 1, "code": "kg"})),
        ("reference", "Reference", json!({"reference": "Patient/1"}), json!({"reference": "Patient/2"})),
    ] {
        let (answer, expected) = (format!("value{name}"), format!("answer{name}"));
        let equal = |v: &Json, op| enabled(kind, op, json!({ expected.clone(): value }), json!([{ answer.clone(): v }]));
        assert!(equal(&value, "=") && !equal(&other, "="), "{kind}");
        assert!(equal(&other, "!=") && !equal(&value, "!="), "{kind}");
        if !["boolean", "choice", "reference"].contains(&kind) {
            assert!(equal(&other, "<") && !equal(&value, "<") && equal(&value, ">="), "{kind}");
        } else {
            assert!(!equal(&other, "<") && !equal(&value, ">="), "{kind} has no order");
        }
    }
}

#[test]
fn a_question_without_an_answer_is_unequal_and_nothing_else() {
    for (operator, expected) in [("=", false), ("!=", true), (">", false), ("<", false), (">=", false), ("<=", false)] {
        assert_eq!(enabled("integer", operator, json!({"answerInteger": 3}), json!([])), expected, "{operator}");
    }
    assert!(!enabled("integer", "exists", json!({"answerBoolean": true}), json!([])));
    assert!(enabled("integer", "exists", json!({"answerBoolean": false}), json!([])));
    assert!(enabled("integer", "exists", json!({"answerBoolean": true}), json!([{"valueInteger": 1}])));
}

#[test]
fn incompatible_values_compare_false_with_every_operator() {
    for operator in ["=", "!=", ">", "<", ">=", "<="] {
        assert!(!enabled("integer", operator, json!({"answerString": "3"}), json!([{"valueInteger": 3}])), "{operator}");
        let grams = json!({"answerQuantity": {"value": 1, "code": "g"}});
        assert!(!enabled("quantity", operator, grams, json!([{"valueQuantity": {"value": 2, "code": "kg"}}])), "{operator}");
    }
}

#[test]
fn of_several_answers_one_equal_one_is_enough_and_none_may_be_for_unequal() {
    let three = json!({"answerInteger": 3});
    let answers = json!([{"valueInteger": 1}, {"valueInteger": 3}]);
    assert!(enabled("integer", "=", three.clone(), answers.clone()));
    assert!(!enabled("integer", "!=", three.clone(), answers.clone()));
    assert!(enabled("integer", "<", three, answers));
}

fn two_conditions(behaviour: Option<&str>, answers: Json) -> Check {
    let mut item = json!({"linkId": "c", "type": "display", "enableWhen": [
        {"question": "a", "operator": "=", "answerBoolean": true},
        {"question": "b", "operator": "=", "answerBoolean": true},
    ]});
    if let Some(behaviour) = behaviour {
        item["enableBehavior"] = json!(behaviour);
    }
    run(json!([{"linkId": "a", "type": "boolean"}, {"linkId": "b", "type": "boolean"}, item]), answers)
}

#[test]
fn all_and_any_differ_and_a_missing_behaviour_is_named_and_taken_as_all() {
    let one = json!([{"linkId": "a", "answer": [{"valueBoolean": true}]}]);
    assert_eq!(two_conditions(Some("all"), one.clone()).disabled, ["c"]);
    assert_eq!(two_conditions(Some("any"), one.clone()).enabled, ["a", "b", "c"]);
    let missing = two_conditions(None, one);
    assert_eq!((rules(&missing), missing.disabled.as_slice()), (vec![("c", Rule::EnableBehavior)], &["c".to_owned()][..]));
}

#[test]
fn a_disabled_group_disables_what_is_in_it_and_hidden_answers_do_not_count() {
    let items = json!([
        {"linkId": "a", "type": "boolean"},
        {"linkId": "g", "type": "group", "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": true}],
         "item": [{"linkId": "g1", "type": "boolean", "required": true}]},
        {"linkId": "z", "type": "string", "enableWhen": [{"question": "g1", "operator": "=", "answerBoolean": true}]},
    ]);
    let check = run(
        items,
        json!([
            {"linkId": "a", "answer": [{"valueBoolean": false}]},
            {"linkId": "g", "item": [{"linkId": "g1", "answer": [{"valueBoolean": true}]}]},
        ]),
    );
    assert_eq!(check.disabled, ["g", "g1", "z"]);
    assert_eq!(rules(&check), [("g1", Rule::Disabled)], "what is disabled is not missed either");
}

#[test]
fn the_groups_of_a_repeating_group_read_their_own_answers() {
    let items = json!([{"linkId": "g", "type": "group", "repeats": true, "item": [
        {"linkId": "smokes", "type": "boolean"},
        {"linkId": "how-much", "type": "integer", "required": true,
         "enableWhen": [{"question": "smokes", "operator": "=", "answerBoolean": true}]},
    ]}]);
    let group = |yes: bool, much: Option<i32>| {
        let mut items = vec![json!({"linkId": "smokes", "answer": [{"valueBoolean": yes}]})];
        items.extend(much.map(|n| json!({"linkId": "how-much", "answer": [{"valueInteger": n}]})));
        json!({"linkId": "g", "item": items})
    };
    assert!(run(items.clone(), json!([group(false, None), group(true, Some(5))])).valid);
    assert_eq!(rules(&run(items.clone(), json!([group(true, None), group(false, None)]))), [("how-much", Rule::Required)]);
    assert_eq!(rules(&run(items, json!([group(true, Some(1)), group(false, Some(2))]))), [("how-much", Rule::Disabled)]);
}

#[test]
fn questions_below_an_answer_stand_under_it() {
    let items = json!([{"linkId": "a", "type": "boolean", "item": [
        {"linkId": "a1", "type": "string", "required": true, "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": true}]},
    ]}]);
    let below = json!([{"linkId": "a", "answer": [{"valueBoolean": true, "item": [{"linkId": "a1", "answer": [{"valueString": "x"}]}]}]}]);
    assert!(run(items.clone(), below).valid);
    let beside = json!([{"linkId": "a", "answer": [{"valueBoolean": true}], "item": [{"linkId": "a1", "answer": [{"valueString": "x"}]}]}]);
    assert_eq!(rules(&run(items, beside)), [("a1", Rule::Place), ("a1", Rule::Required)]);
}

#[test]
fn conditions_that_cannot_be_understood_leave_the_item_enabled_and_are_named() {
    for (condition, rule) in [
        (json!({"question": "nowhere", "operator": "=", "answerBoolean": true}), Rule::UnknownReference),
        (json!({"question": "a", "operator": "~", "answerBoolean": true}), Rule::EnableWhen),
        (json!({"question": "a", "operator": "="}), Rule::EnableWhen),
        (json!({"operator": "=", "answerBoolean": true}), Rule::EnableWhen),
        (json!({"question": "a", "operator": "exists", "answerString": "yes"}), Rule::EnableWhen),
        (json!({"question": "g", "operator": "exists", "answerBoolean": true}), Rule::EnableWhen),
    ] {
        let items = json!([
            {"linkId": "a", "type": "boolean"}, {"linkId": "g", "type": "group"},
            {"linkId": "b", "type": "string", "enableWhen": [condition]},
        ]);
        let check = run(items, json!([]));
        assert_eq!((check.enabled.contains(&"b".to_owned()), rules(&check)), (true, vec![("b", rule)]), "{condition}");
    }
}

#[test]
fn a_circle_is_named_and_what_only_hangs_on_it_is_not() {
    let asks = |id: &str, other: &str| json!({"linkId": id, "type": "boolean", "enableWhen": [{"question": other, "operator": "exists", "answerBoolean": true}]});
    let check = run(json!([asks("a", "b"), asks("b", "a"), asks("c", "b"), asks("s", "s")]), json!([]));
    assert_eq!(rules(&check), [("a", Rule::Loop), ("b", Rule::Loop), ("s", Rule::Loop)]);
}

#[test]
fn a_long_chain_that_asks_forwards_is_followed() {
    let count = 20_000;
    let items: Vec<Json> = (0..count)
        .map(|n| json!({"linkId": format!("q{n}"), "type": "boolean", "enableWhen": [{"question": format!("q{}", n + 1), "operator": "!=", "answerBoolean": true}]}))
        .chain([json!({"linkId": format!("q{count}"), "type": "boolean"})])
        .collect();
    let check = run(json!(items), json!([]));
    assert_eq!((check.enabled.len(), check.valid), (count + 1, true));
}
