//! Packs that find more than one thing: by area, or all that holds.

use domain::{Language, UrgencyClass, Within};
use serde_json::{Value, json};

use crate::{AnsweredBy, ExamTime, Findings, KnowledgeBase, Pack, Prefill};

use super::problems;

fn wellbeing(changes: &Value) -> Value {
    let mut answers = json!({
        "age": 40, "sex": "male", "height": 180, "weight": 78, "waist": 90, "self-rated": "good", "moderate-min": 160,
        "vigorous-min": 0, "strength-days": 2, "sitting-hours": 7, "active-30": "yes", "veg-daily": "yes", "veg-portions": 5,
        "fibre": "yes", "soft-fat": "yes", "sugar-drinks": "rarely", "salt": "no", "sleep-hours": 7.5, "insomnia-nights": 1,
        "day-sleepy": "no", "apnoea": "no", "smoking": "never", "other-nicotine": "no", "audit-1": "never", "phq-1": "not-at-all",
        "phq-2": "not-at-all", "stress": "little", "lonely": "never", "support": "yes", "ends-meet": "easy", "gave-up": "none",
        "work-ability": 9, "walk-500": "yes", "bp-med": "no", "high-glucose": "no", "diabetes": "no", "family-diabetes": "no"
    });
    for (id, value) in changes.as_object().unwrap() {
        answers[id] = value.clone();
    }
    answers
}

fn judged(pack: &Pack, answers: &Value) -> domain::Judgement {
    pack.evaluate(&pack.answers_from_json(answers).unwrap()).judgement.unwrap()
}

#[test]
fn each_area_has_one_finding_and_the_most_urgent_decides() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("wellbeing-check").unwrap();
    assert_eq!(pack.findings(), Some(Findings::PerArea));
    let well = judged(pack, &wellbeing(&json!({})));
    assert_eq!((well.findings.len(), well.urgency, well.queue.as_str()), (12, UrgencyClass::P8, "wellbeing"));
    assert!(well.findings.iter().all(|finding| finding.urgency.is_none() && finding.queue.is_none()));
    // Non-urgent for sleep, a week for money: the shorter limit decides.
    let ill = wellbeing(&json!({ "day-sleepy": "yes", "apnoea": "yes", "gave-up": ["food"], "salt": "yes" }));
    let ill = judged(pack, &ill);
    assert_eq!((ill.rule.as_str(), ill.within, ill.queue.as_str()), ("wb-43", Within::Days(7), "social-guidance"));
    let sleep = ill.findings.iter().find(|finding| finding.area.as_deref() == Some("sleep")).unwrap();
    assert_eq!((sleep.level.as_str(), sleep.within, sleep.queue.as_deref()), ("red", Some(Within::Days(28)), Some("nurse")));
    assert_eq!(sleep.because.iter().map(|reason| reason.question.as_str()).collect::<Vec<_>>(), ["day-sleepy", "apnoea"]);
}

#[test]
fn a_judgement_keeps_the_numbers_and_computes_those_of_two_answers() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("wellbeing-check").unwrap();
    let judgement = judged(pack, &wellbeing(&json!({ "weight": 59.9 })));
    let bmi = judgement.scores.iter().find(|score| score.id == "bmi").unwrap();
    assert_eq!(bmi.to_string(), "18.5");
    let kept = |code: &str| judgement.observations.iter().find(|o| o.code == code).map(|o| (o.thousandths, o.unit.as_str()));
    assert_eq!(kept("weight"), Some((59_900, "kilograms")));
    assert_eq!(kept("bmi"), Some((18_500, "kg/m2")));
    assert_eq!(kept("bp-sys"), None, "what was not answered is not kept");
    assert_eq!(kept("hsi"), None, "who does not smoke was not asked");
    assert_eq!((kept("audit-c"), kept("findrisc").is_some()), (Some((0, "")), true), "who never drinks has no points");
    let smoker = json!({ "smoking": "daily", "hsi-time": "within-5", "hsi-cigs": "over-30", "diabetes": "yes", "bp-sys": 131,
        "bp-dia": 80, "bp-where": "home" });
    let smoker = judged(pack, &wellbeing(&smoker));
    let kept: Vec<(&str, i64)> = smoker.observations.iter().map(|o| (o.code.as_str(), o.thousandths)).collect();
    assert!(kept.contains(&("hsi", 6_000)) && kept.contains(&("bp-sys", 131_000)), "{kept:?}");
    assert!(!kept.iter().any(|(code, _)| *code == "findrisc"), "points of risk mean nothing for somebody who is ill");
    let prefill = Prefill::Observation { code: "weight".to_owned(), max_age_days: 90 };
    assert_eq!(pack.question("weight").unwrap().prefill, Some(prefill));
    let out = base.evaluate("wellbeing-check", &wellbeing(&json!({}))).unwrap();
    assert_eq!((&out["scores"]["bmi"], &out["observations"]["waist"]), (&json!(24.1), &json!(90.0)));
}

#[test]
fn an_answer_that_stops_the_questions_gives_its_finding_alone() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("wellbeing-check").unwrap();
    let answers = pack.answers_from_json(&json!({ "phq-2": "several", "safety": "plan" })).unwrap();
    assert!(pack.next_question(&answers, Some("safety")).is_none());
    let judgement = pack.evaluate(&answers).judgement.unwrap();
    assert_eq!((judgement.urgency, judgement.findings.len(), judgement.observations.len()), (UrgencyClass::P0, 1, 0));
}

#[test]
fn findings_are_told_with_what_matters_most_first() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("wellbeing-check").unwrap();
    let answers = pack.answers_from_json(&wellbeing(&json!({ "salt": "yes", "fibre": "no", "lonely": "often" }))).unwrap();
    let judgement = pack.evaluate(&answers).judgement.unwrap();
    let told = pack.describe(Language::En, &judgement, &pack.to_domain(&answers));
    let first: Vec<&str> = told.findings.iter().take(3).map(|line| line.area.as_str()).collect();
    assert_eq!(first, ["Relationships", "Diet", "Blood pressure"]);
    assert_eq!((told.findings[1].mark.as_str(), told.findings[1].level.as_str()), ("◐", "Worth changing"));
    assert_eq!(told.answers.iter().find(|line| line.question == "salt").unwrap().section, "Diet");
}

#[test]
fn a_form_before_an_examination_gives_every_finding_and_says_when_it_is_sent() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("pe-postpartum").unwrap();
    let judgement = judged(pack, &json!({ "p09": "yes", "p08": "often", "z02": "yes" }));
    let found: Vec<(&str, &str)> = judgement.findings.iter().map(|f| (f.rule.as_str(), f.level.as_str())).collect();
    assert_eq!(found, [("fl-03", "F4"), ("fl-09", "F2")]);
    assert_eq!((judgement.urgency, judgement.rule.as_str(), judgement.queue.as_str()), (UrgencyClass::P2, "fl-03", "maternity"));
    assert!(judged(pack, &json!({ "z02": "yes" })).findings.is_empty());
    assert_eq!(pack.consent(), Some("z02"));
    let point = &pack.exam_points()[0];
    assert_eq!(
        (point.from, point.answered_by, point.days_before_invite),
        (ExamTime::WeeksAfterBirth(5), AnsweredBy::Examined, 14)
    );
    let forms: Vec<&Pack> = base.packs().filter(|pack| pack.kind() == domain::AssessmentKind::Periodic).collect();
    assert_eq!(forms.len(), 12);
    assert!(forms.iter().all(|form| form.consent().is_some() && !form.exam_points().is_empty()));
}

/// The small pack of the tests as one that finds something in each area.
fn by_area(from: &str, to: &str) -> Vec<String> {
    let made = "[[area]]\nid = \"skin\"\n\n[[level]]\nid = \"red\"\nmark = \"●\"\n\n[[question]]\nid = \"emergency-signs\"";
    let rule = |from: &str, class: &str| (format!("when = {from}\nclass = \"{class}\""), from.to_owned(), class.to_owned());
    let rules = [
        rule("\"emergency-signs = swelling\"", "P0"),
        rule("\"fever = yes and long\"", "P3"),
        rule("\"long\"", "P5"),
        rule("\"always\"", "P8"),
    ];
    let mut changes = vec![
        ("queue = \"nurse\"\n\n[[question]]".to_owned(), "queue = \"nurse\"\nfindings = \"per-area\"\n\n[[question]]".to_owned()),
        ("[[question]]\nid = \"emergency-signs\"".to_owned(), made.to_owned()),
    ];
    changes.extend(
        rules.map(|(old, when, class)| (old, format!("when = {when}\narea = \"skin\"\nlevel = \"red\"\nclass = \"{class}\""))),
    );
    changes.push((from.to_owned(), to.to_owned()));
    let changes: Vec<(&str, &str)> = changes.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    problems(&changes).into_iter().filter(|problem| problem.starts_with("pack.toml")).collect()
}

#[test]
fn mistakes_in_areas_and_levels_are_named() {
    let told = |from: &str, to: &str| by_area(from, to).join("\n");
    assert_eq!(told("id = \"skin\"", "id = \"skin\" "), "", "it is right as it is");
    assert!(
        told("when = \"always\"\narea", "when = \"fever = no\"\narea").contains("the last rule about \"skin\" must hold always")
    );
    assert!(told("when = \"long\"\narea = \"skin\"", "when = \"long\"\narea = \"skn\"").contains("unknown area \"skn\""));
    assert!(told("level = \"red\"\nclass = \"P8\"", "class = \"P8\"").contains("\"it-04\" needs an area and a level"));
    let none = problems(&[("class = \"P8\"\nrecommend", "level = \"red\"\nclass = \"P8\"\nrecommend")]).join("\n");
    assert!(none.contains("unknown level \"red\""), "{none}");
}

#[test]
fn mistakes_in_a_ratio_a_section_and_an_observation_are_named() {
    let told = |from: &str, to: &str| problems(&[(from, to)]).join("\n");
    let ratio = |value: &str| told("value = \"days >= 7\"", &format!("value = \"{value}\""));
    assert!(ratio("age / (days / 10)^2").contains("the answers to \"days\" must all be above 0"));
    assert!(ratio("age / (fever / 10)^2").contains("\"fever\" is no question that is answered with a number"));
    assert!(ratio("days / (age / 10)^3").contains("a number from 1 to 2 stands here"));
    let part =
        |text: &str| told("[[question]]\nid = \"emergency-signs\"", &format!("{text}\n\n[[question]]\nid = \"emergency-signs\""));
    let section = part("[[section]]\nid = \"s\"\nquestions = [\"fever\", \"days\"]");
    assert!(section.contains("\"days\" is asked before those that stand before it here"), "{section}");
    assert!(part("[[observation]]\nof = \"fever\"").contains("\"fever\" is no question or derived value with a number"));
    let point = "[[exam-point]]\nid = \"p\"\nservice = \"nurse\"\nfrom = { grade = 1 }\nanswered-by = \"pupil\"\ndays-before-invite = 2\n";
    assert!(part(&format!("{point}reminder-days = [7]")).contains("a reminder comes after the invitation"));
    let consent = told("queue = \"nurse\"\n\n", "queue = \"nurse\"\nconsent = \"age\"\n\n");
    assert!(consent.contains("\"age\" cannot be the consent"), "{consent}");
}

#[test]
fn a_question_that_two_files_of_the_bank_have_is_named() {
    let folder = super::a_folder(&[]);
    let shared = folder.path().join("_shared");
    std::fs::create_dir_all(shared.join("texts")).unwrap();
    let question = "queues = []\n[[question]]\nid = \"age\"\ntype = \"text\"\n";
    std::fs::write(shared.join("a.toml"), question).unwrap();
    std::fs::write(shared.join("b.toml"), question).unwrap();
    let mut base = KnowledgeBase::builtin();
    base.add_folder(folder.path()).unwrap();
    let told = base.refused()[0].to_string();
    assert!(told.contains("b.toml:3:6: the bank has a question \"age\" already"), "{told}");
}

#[test]
fn a_score_of_questions_that_were_skipped_is_not_kept() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("pe-maternity-first").unwrap();
    let kept = |answers: &Value| {
        let mut all = json!({ "l02": "sometimes", "z02": "yes" });
        answers.as_object().unwrap().iter().for_each(|(id, value)| all[id] = value.clone());
        judged(pack, &all).observations.iter().map(|o| o.thousandths).collect::<Vec<_>>()
    };
    assert_eq!(kept(&json!({})), Vec::<i64>::new());
    let scores = |answers: Value| judged(pack, &answers).scores.into_iter().map(|score| score.id).collect::<Vec<_>>();
    assert!(!scores(json!({ "z02": "yes" })).contains(&"audit-c".to_owned()), "nor shown as 0");
    assert!(scores(json!({ "z02": "yes", "l02": "often", "audit-1": "never" })).contains(&"audit-c".to_owned()));
    assert_eq!(kept(&json!({ "audit-1": "monthly-less", "audit-2": "d-3-4" })), Vec::<i64>::new());
    assert_eq!(kept(&json!({ "audit-1": "never" })), [0]);
    assert_eq!(kept(&json!({ "audit-1": "monthly-less", "audit-2": "d-3-4", "audit-3": "never" })), [2_000]);
}

#[test]
fn mistakes_in_what_is_kept_are_named() {
    let told = |observation: &str| {
        let (from, to) = ("[[rule]]\nid = \"it-01\"", format!("{observation}\n[[rule]]\nid = \"it-01\""));
        problems(&[(from, &to)]).join("\n")
    };
    assert!(told("[[observation]]\nof = \"days\"\n").contains("the bank has no observation \"days\""));
    let near = told("[[observation]]\nof = \"days\"\ncode = \"wieght\"\n");
    assert!(near.contains("did you mean \"weight\"?"), "{near}");
    let unit = told("[[observation]]\nof = \"days\"\ncode = \"weight\"\n");
    assert!(unit.contains("\"weight\" is kept with the unit kilograms, but the question has no unit"), "{unit}");
    let sum =
        told("[[derived]]\nid = \"points\"\nvalue = \"sum(1 if long)\"\n\n[[observation]]\nof = \"points\"\ncode = \"hsi\"\n");
    assert!(sum.contains("\"points\" counts 0 where nothing was answered"), "{sum}");
    let when = told("[[observation]]\nof = \"days\"\ncode = \"weight\"\nwhen = \"lnog\"\n");
    assert!(when.contains("did you mean \"long\"?"), "{when}");
    let taken = problems(&[("id = \"days\"\n", "id = \"days\"\nprefill = { observation = \"weight\", max-age-days = 90 }\n")]);
    assert!(taken.join("\n").contains("\"weight\" is kept with the unit kilograms"), "{taken:?}");
}
