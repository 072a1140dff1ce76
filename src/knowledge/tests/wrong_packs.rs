//! A wrong pack is refused, and each mistake is named with its place and, where it can be guessed, its cure.

use std::fs;

use crate::{KnowledgeBase, check};

use super::{a_folder, found, problems};

/// Checks that one change of the right pack gives exactly this problem.
fn gives(from: &str, to: &str, problem: &str) {
    assert_eq!(problems(&[(from, to)]), [problem], "for {to}");
}

#[test]
fn the_pack_of_these_tests_is_right() {
    assert_eq!(problems(&[]), [""; 0]);
}

#[test]
fn a_misspelt_question_is_named_with_the_nearest() {
    gives(
        "\"fever = yes and long\"",
        "\"fevr = yes and long\"",
        "pack.toml:51:9: unknown question or derived value \"fevr\"; did you mean \"fever\"?",
    );
}

#[test]
fn only_a_question_is_answered() {
    gives(
        "\"fever = yes and long\"",
        "\"answered(long)\"",
        "pack.toml:51:18: \"long\" is no question; only a question is answered",
    );
    gives("\"fever = yes and long\"", "\"answered(fever\"", "pack.toml:51:23: the condition ends where \")\" is expected");
}

#[test]
fn a_misspelt_option_is_named_with_the_nearest_or_with_all() {
    gives(
        "where in {arm, leg}",
        "where in {arm, lag}",
        "pack.toml:26:29: \"where\" has no option \"lag\"; did you mean \"leg\"?",
    );
    gives("fever = yes and", "fever = maybe and", "pack.toml:51:17: \"fever\" has no option \"maybe\"; its options are yes, no");
}

#[test]
fn a_threshold_must_be_inside_the_range_and_whole() {
    gives(
        "days >= 7\"",
        "days >= 700\"",
        "pack.toml:34:18: 700 is outside the range of \"days\", which is 0 to 100; correct the number, or widen the range with min and max",
    );
    gives("days >= 7\"", "days >= 7.5\"", "pack.toml:34:18: \"days\" is answered in whole numbers");
    gives("days >= 7\"", "days >= arm\"", "pack.toml:34:18: \"days\" is a number; \"arm\" is none");
}

#[test]
fn a_choice_is_not_compared_like_a_number() {
    gives(
        "fever = yes and long",
        "where > arm and long",
        "pack.toml:51:9: \"where\" is no number, so > has no meaning; use =, != or in {…}",
    );
    gives("fever = yes and long", "points and long", "pack.toml:51:9: \"points\" is a number; compare it, as in >= 1");
    gives(
        "fever = yes and long",
        "fever and long",
        "pack.toml:51:9: the question \"fever\" cannot stand alone; write fever = yes",
    );
    let message = "pack.toml:51:9: \"long\" is true or false and is not compared; let it stand alone";
    gives("\"fever = yes and long\"", "\"long = yes\"", message);
}

#[test]
fn a_question_is_shown_by_earlier_ones_only() {
    gives(
        "where in {arm, leg}",
        "fever = yes",
        "pack.toml:26:14: \"fever\" is asked later; a question may be shown only by the answers of earlier ones",
    );
}

#[test]
fn questions_that_show_each_other_or_themselves_are_refused_as_a_circle() {
    let cure = "let the one that is asked first be shown always, or by earlier questions";
    gives("where in {arm, leg}", "days >= 1", &format!("pack.toml:26:14: \"days\" is shown by its own answer; {cure}"));
    let found = problems(&[(
        "options = [\"arm\", \"leg\", \"none\"]",
        "options = [\"arm\", \"leg\", \"none\"]\nshow-when = \"days >= 1\"",
    )]);
    let circle = "the questions show each other in a circle: \"where\" by \"days\" by \"where\"";
    assert_eq!(found, [format!("pack.toml:20:14: {circle}; {cure}")]);
    let found = problems(&[
        ("id = \"fever\"\ntype = \"boolean\"", "id = \"fever\"\ntype = \"boolean\"\nshow-when = \"where = arm\""),
        (
            "options = [\"arm\", \"leg\", \"none\"]",
            "options = [\"arm\", \"leg\", \"none\"]\nshow-when = \"age >= 18 and not (days >= 1 or fever = yes)\"",
        ),
    ]);
    assert_eq!(found, [format!("pack.toml:20:33: {circle}; {cure}")], "the place is that of the name inside the condition");
}

#[test]
fn a_case_written_twice_is_named() {
    let found = problems(&[("c03 = {", "c02 = {")]);
    assert!(found[0].starts_with("cases.toml:8:1: duplicate key"), "{found:?}");
}

#[test]
fn a_broken_condition_is_shown_where_it_breaks_also_over_several_lines() {
    gives(
        "fever = yes and long",
        "fever = yes and",
        "pack.toml:51:24: the condition ends where a question or a derived value is expected",
    );
    gives(
        "\"fever = yes and long\"",
        "\"\"\"\nfever = yes\n    and lang\"\"\"",
        "pack.toml:53:9: unknown question or derived value \"lang\"; did you mean \"long\"?",
    );
    gives("fever = yes and long", "fever == yes", "pack.toml:51:15: unknown operator \"==\"; use =, !=, >=, >, <= or <");
}

#[test]
fn rules_stand_from_most_to_least_urgent() {
    let found = problems(&[("class = \"P3\"", "class = \"P8\"")]);
    assert_eq!(
        found,
        ["pack.toml:58:6: \"it-03\" is more urgent (P5) than the rule before it (P8); put the more urgent rule first"]
    );
}

#[test]
fn inside_p5_the_shorter_limit_comes_first() {
    let found = problems(&[
        ("class = \"P3\"", "class = \"P5\""),
        ("id = \"rec-day\"\nclass = \"P5\"", "id = \"rec-day\"\nclass = \"P5\"\nwithin = \"28 d\""),
    ]);
    let message = "\"it-03\" has a shorter limit (7 d) than the rule before it (28 d); inside P5 the shorter limit comes first";
    assert_eq!(found, [format!("pack.toml:58:6: {message}")]);
}

#[test]
fn the_last_rule_holds_always_and_no_other() {
    gives(
        "\"always\"",
        "\"fever = no\"",
        "pack.toml:67:8: the last rule must hold always; write when = \"always\", so that every set of answers comes to something",
    );
    let found = problems(&[("when = \"long\"", "when = \"always\"")]);
    assert_eq!(found, ["pack.toml:59:8: no rule after \"it-03\" can be reached; only the last rule holds always"]);
}

#[test]
fn a_rule_and_its_recommendation_have_one_class() {
    gives("class = \"P3\"\nrecommend", "class = \"P4\"\nrecommend", "pack.toml:53:13: the rule gives P4, its recommendation P3");
    let found = problems(&[("recommend = \"rec-day\"", "recommend = \"rec-dya\"")]);
    assert_eq!(found[0], "pack.toml:53:13: unknown recommendation \"rec-dya\"; did you mean \"rec-day\"?");
    assert_eq!(found[1], "pack.toml:78:6: no rule gives the recommendation \"rec-day\"");
}

#[test]
fn classes_of_the_organisation_are_never_given_by_a_rule() {
    let found = problems(&[("class = \"P8\"", "class = \"P7\"")]);
    assert_eq!(found[0], "pack.toml:68:9: P7 is set by people only, never by a rule");
}

#[test]
fn a_limit_fits_its_class() {
    let limit = "only P5 has limits of its own; here the limit is that of the class; leave within out";
    gives(
        "id = \"rec-day\"\nclass = \"P3\"",
        "id = \"rec-day\"\nclass = \"P3\"\nwithin = \"24 h\"",
        &format!("pack.toml:80:10: {limit}"),
    );
    gives("within = \"7 d\"", "within = \"2 h\"", "pack.toml:84:10: \"2 h\" does not fit P5; write days, as in \"28 d\"");
    let found = problems(&[("within = \"7 d\"", "within = \"soon\"")]);
    assert!(found[0].starts_with("pack.toml:84:10: \"soon\" is not a time limit"), "{found:?}");
}

#[test]
fn ids_are_unique_and_well_formed() {
    gives(
        "id = \"it-03\"",
        "id = \"it-02\"",
        "pack.toml:58:6: there are two rules called \"it-02\"; give one of them another id",
    );
    let found = problems(&[("id = \"it-03\"", "id = \"It 03\"")]);
    assert!(found[0].starts_with("pack.toml:58:6: \"It 03\" is not an id; use lower-case letters"), "{found:?}");
    let found = problems(&[("options = [\"arm\", \"leg\", \"none\"]", "options = [\"arm\", \"leg\", \"arm\"]")]);
    assert_eq!(found, ["pack.toml:19:26: there are two options called \"arm\"; give one of them another id"]);
}

#[test]
fn an_unknown_key_and_an_unknown_queue_are_named() {
    let found = problems(&[("show = true", "shwo = true")]);
    assert!(found[0].starts_with("pack.toml:39:1: unknown field `shwo`"), "{found:?}");
    gives("queue = \"nurse\"", "queue = \"nrse\"", "pack.toml:5:9: unknown kind of queue \"nrse\"; did you mean \"nurse\"?");
}

#[test]
fn what_nothing_uses_is_named() {
    let found = problems(&[
        ("sum(1 if fever = yes; 2 if long)\"\nshow = true", "sum(1 if fever = yes; 2 if long)\""),
        ("[derived]\npoints = \"Points\"\n", ""),
    ]);
    assert_eq!(
        found,
        ["pack.toml:37:6: nothing uses the derived value \"points\"; write show = true if the professional shall see it"]
    );
}

#[test]
fn a_number_needs_a_range_and_a_choice_needs_options() {
    let found = problems(&[("max = 100\n", "")]);
    assert_eq!(found[0], "pack.toml:22:6: the number \"days\" has no range; write min = … and max = …");
    let found = problems(&[("options = [\"arm\", \"leg\", \"none\"]", "options = [\"arm\"]")]);
    assert_eq!(found[0], "pack.toml:17:6: \"where\" needs from 2 to 64 options");
    gives(
        "id = \"age\"\nshared = true",
        "id = \"aeg\"\nshared = true\ntype = \"boolean\"",
        "pack.toml:13:6: there is no shared question \"aeg\"; did you mean \"age\"?",
    );
}

#[test]
fn a_missing_and_a_surplus_text_are_named() {
    let found = problems(&[("days = \"How long?\"", "dayz = \"How long?\"")]);
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!(found[0], "texts/fi.toml:1:1: the text of \"days\" is missing; add it under [question] in fi");
    assert_eq!(found[1], "texts/fi.toml:9:8: a text for \"dayz\", which the pack does not have; did you mean \"days\"?");
    let found = problems(&[("{call-112}", "{cal-112}")]);
    assert_eq!(found[0], "texts/fi.toml:29:8: unknown phrase \"{cal-112}\"; did you mean \"call-112\"?");
}

#[test]
fn a_recommendation_says_its_time_by_the_variable() {
    let found = problems(&[("text = \"Come {within}.\"", "text = \"Come soon.\"")]);
    let cure = "write {within} where the time stands, so that it follows the limit";
    assert_eq!(found[0], format!("texts/fi.toml:33:8: the text does not say by when; {cure}"));
}

#[test]
fn a_case_that_comes_to_something_else_is_named() {
    gives(
        "c03 = { answers = \"base; days=7\"",
        "c03 = { answers = \"base; days=6\"",
        "cases.toml:8:42: case c03: it-04 holds, it-03 was expected",
    );
    gives(
        "days=7\", rule = \"it-03\", class = \"P5\"",
        "days=7\", rule = \"it-03\", class = \"P4\"",
        "cases.toml:8:42: case c03: comes to P5, P4 was expected",
    );
    let found = problems(&[("c03 = { answers = \"base; days=7\"", "c03 = { answers = \"base; days=7; fever=-\"")]);
    assert_eq!(found, ["cases.toml:8:51: case c03: no outcome; not answered: fever"]);
}

#[test]
fn a_wrong_case_is_named_with_its_part() {
    let found = problems(&[("base; days=7\"", "base; dayz=7\"")]);
    assert_eq!(found[0], "cases.toml:1:1: the rule \"it-03\" has no case");
    assert_eq!(found[1], "cases.toml:8:26: \"dayz=7\": there is no question \"dayz\"");
    let found = problems(&[("base; fever=yes; days=7", "base; days=7")]);
    assert!(
        found.contains(
            &"cases.toml:8:19: case c03 has the same answers as c02; change an answer, or remove one of the two".to_owned()
        ),
        "{found:?}"
    );
}

#[test]
fn broken_toml_is_named_with_its_place() {
    let found = problems(&[("kind = \"symptom\"", "kind = \"symptom")]);
    assert!(found[0].starts_with("pack.toml:4:"), "{found:?}");
}

#[test]
fn a_folder_without_a_pack_file_is_refused_and_the_rest_works() {
    let folder = a_folder(&[]);
    fs::create_dir_all(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("empty/cases.toml"), "").unwrap();
    let mut base = KnowledgeBase::builtin();
    base.add_folder(folder.path()).unwrap();
    assert_eq!(base.refused().len(), 1);
    assert_eq!(base.refused()[0].pack, "empty");
    assert!(base.get("itch").is_some() && base.get("sore-throat").is_some());
    assert!(base.add_folder(&folder.path().join("nowhere")).is_err());
}

#[test]
fn the_folder_of_one_pack_is_checked_alone() {
    let folder = a_folder(&[]);
    let report = check(Some(&folder.path().join("itch"))).unwrap();
    assert_eq!(found(&report, folder.path()), [""; 0]);
    assert_eq!((report.packs.len(), report.packs[0].cases), (1, 4));
}
