//! The packs inside the program: their cases, their texts, what is said about them.

use domain::{AssessmentKind, CompleteBy, Language, StartBy, UrgencyClass};
use serde_json::{Value, json};

use crate::{Described, KnowledgeBase, Pack, check};

#[test]
fn every_pack_is_without_mistakes_and_every_case_holds() {
    let report = check(None).unwrap();
    assert!(report.is_good(), "{report}");
    let cases: Vec<(&str, usize)> = report.packs.iter().map(|pack| (pack.id.as_str(), pack.cases - pack.edges)).collect();
    assert_eq!(
        cases,
        [
            ("anorectal", 62),
            ("cough", 67),
            ("covid-19", 62),
            ("diarrhoea", 59),
            ("ear", 45),
            ("eye", 69),
            ("general-symptoms", 164),
            ("headache", 53),
            ("heartburn", 39),
            ("informal-care", 25),
            ("knee", 43),
            ("low-back", 56),
            ("mobility", 28),
            ("pe-infant", 27),
            ("pe-maternity-first", 23),
            ("pe-maternity-partner", 24),
            ("pe-postpartum", 26),
            ("pe-preschool", 32),
            ("pe-pupil-5", 13),
            ("pe-pupil-8", 22),
            ("pe-school-entry", 29),
            ("pe-school-guardian", 23),
            ("pe-student-higher", 25),
            ("pe-student", 26),
            ("pe-toddler", 29),
            ("personal-assistance", 27),
            ("respiratory-infection", 75),
            ("sexually-transmitted-infection", 43),
            ("shoulder", 59),
            ("sore-throat", 40),
            ("urinary-tract-infection", 51),
            ("wellbeing-check", 55),
        ]
    );
}

#[test]
fn nothing_is_refused() {
    assert_eq!(KnowledgeBase::builtin().refused(), []);
}

fn sore_throat() -> Value {
    json!({
        "emergency-signs": "none", "age": 30, "sex": "female", "general-condition": "reduced", "symptom-days": 2,
        "swallowing": "painful", "fluids": "none", "mouth-opening": "no", "voice": "normal", "neck-swelling": "no", "one-sided": "no",
        "fever": "no", "cough": "no", "runny-nose": "yes", "tonsils": "white-patches", "neck-nodes": "yes", "rash": "no",
        "strep-exposure": "no", "blood-cell-medicine": "no", "immunocompromised": "no", "pregnant": "no", "episodes-year": 1,
        "free-text": "Koira söi lääkkeeni"
    })
}

fn described(pack: &Pack, answers: &Value, language: Language) -> Described {
    let answers = pack.answers_from_json(answers).unwrap();
    let judgement = pack.evaluate(&answers).judgement.unwrap();
    pack.describe(language, &judgement, &pack.to_domain(&answers))
}

#[test]
fn a_case_is_put_into_words_in_the_language_of_the_reader() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("sore-throat").unwrap();
    let case = described(pack, &sore_throat(), Language::Fi);
    assert_eq!(case.title, "Kurkkukipu tai nieluoire");
    assert_eq!(case.outcome, "Hoitoon vuorokauden kuluessa");
    assert!(case.recommendation.starts_with("Tarvitset ammattilaisen arvion vuorokauden kuluessa."), "{}", case.recommendation);
    assert_eq!((case.rule.id.as_str(), case.rule.why.as_str()), ("st-11", "Todennäköinen streptokokki ja hankalat oireet"));
    let because: Vec<&str> = case.because.iter().map(|line| line.question.as_str()).collect();
    assert_eq!(because, ["general-condition", "cough", "tonsils", "neck-nodes"]);
    assert_eq!(case.because[1].values, ["Ei"]);
    assert_eq!(case.also[0].id, "st-13");
    assert_eq!((case.scores[0].label.as_str(), case.scores[0].value), ("Centor-pisteet (0–4)", 3));
    assert!(case.positives.iter().any(|line| line.question == "tonsils"));
    assert!(case.negatives.iter().any(|line| line.question == "mouth-opening"));
    assert_eq!(case.red_flags, []);
    let not_asked: Vec<&str> = case.not_asked.iter().map(|line| line.question.as_str()).collect();
    assert_eq!(not_asked, ["temperature", "fever-days"]);
    let words = case.answers.last().unwrap();
    assert_eq!((words.values.len(), words.own_words.as_ref().unwrap().as_str()), (0, "Koira söi lääkkeeni"));
    let age = case.answers.iter().find(|line| line.question == "age").unwrap();
    assert_eq!((age.values[0].as_str(), age.prefilled), ("30 v", true));
    let swedish = described(pack, &sore_throat(), Language::Sv);
    assert_eq!(
        (swedish.outcome.as_str(), swedish.rule.why.as_str()),
        ("Vård inom ett dygn", "Sannolik streptokock med svåra symtom")
    );
    assert!(swedish.replies[0].text.en.contains("Centor score {}"));
    assert_eq!((swedish.rule.urgency, swedish.replies[0].id.is_empty()), (Some(UrgencyClass::P3), false));
}

#[test]
fn red_flags_are_counted_and_marked() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("sore-throat").unwrap();
    let mut answers = sore_throat();
    answers["emergency-signs"] = json!(["drooling", "shock"]);
    answers["voice"] = json!("muffled");
    let judgement = pack.evaluate(&pack.answers_from_json(&answers).unwrap()).judgement.unwrap();
    assert_eq!((judgement.urgency, judgement.red_flags, judgement.queue.as_str()), (UrgencyClass::P0, 3, "emergency"));
    let case = described(pack, &answers, Language::En);
    let flagged: Vec<&str> = case.answers.iter().filter(|line| line.red_flag).map(|line| line.question.as_str()).collect();
    assert_eq!(flagged, ["emergency-signs", "voice"]);
}

#[test]
fn a_service_assessment_has_an_outcome_a_deadline_and_a_queue_by_age() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("informal-care").unwrap();
    assert_eq!(pack.kind(), AssessmentKind::Service);
    let answers = |age: u32, cause: &str| {
        json!({
            "emergency-signs": "none", "respondent": "carer", "consent": "yes", "cared-age": age, "living": "with-carer", "cause": cause,
            "need-duration": "permanent", "help-personal": ["washing", "dressing"], "help-household": "cooking",
            "supervision": "some-hours", "frequency": "daily", "night-care": "no", "has-carer": "same-home", "carer-willing": "yes",
            "carer-health": "enough", "carer-strain": "tired", "cared-agrees": "yes", "home-suitable": "yes", "safe-enough": "yes",
            "benefits": "none", "disability-client": "no"
        })
    };
    for (age, cause, queue) in [
        (80, "memory", "social-elderly"),
        (40, "disability", "social-disability"),
        (40, "illness", "social-adult"),
        (10, "illness", "social-family"),
        (10, "disability", "social-disability"),
    ] {
        let judgement = pack.evaluate(&pack.answers_from_json(&answers(age, cause)).unwrap()).judgement.unwrap();
        assert_eq!((judgement.outcome.as_deref(), judgement.queue.as_str()), (Some("likely"), queue), "{age} {cause}");
    }
    let answers = pack.answers_from_json(&answers(80, "memory")).unwrap();
    let judgement = pack.evaluate(&answers).judgement.unwrap();
    let statutory = judgement.statutory.as_ref().unwrap();
    assert_eq!((statutory.start, statutory.complete), (StartBy::WorkingDay(7), CompleteBy::Months(3)));
    assert_eq!(pack.outcome("likely").unwrap().counts_as, UrgencyClass::P5);
    assert_eq!(pack.outcome_label(&judgement, Language::Sv), "Villkoren verkar uppfyllas");
    let case = pack.describe(Language::En, &judgement, &pack.to_domain(&answers));
    assert!(case.deadline.unwrap().0.contains("7th weekday"));
    assert_eq!(case.codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>(), ["elderly"]);
}

#[test]
fn the_queues_of_the_low_back_follow_the_class() {
    let base = KnowledgeBase::builtin();
    let pack = base.get("low-back").unwrap();
    let mut random = super::all_answers::random(3);
    for _ in 0..500 {
        let judgement = pack.evaluate(&pack.random_answers(&mut random, &crate::Profile::default())).judgement.unwrap();
        let queue = match judgement.urgency {
            UrgencyClass::P0 | UrgencyClass::P1 => "emergency",
            UrgencyClass::P2 | UrgencyClass::P3 | UrgencyClass::P4 => "nurse",
            _ if judgement.recommendation == "rec-maternity-clinic" => "nurse",
            _ => "physio",
        };
        assert_eq!(judgement.queue, queue, "{judgement:?}");
    }
}

#[test]
fn a_pack_is_found_by_its_address_with_or_without_version() {
    let base = KnowledgeBase::builtin();
    let address = "https://omaolo.example/fhir/Questionnaire/low-back";
    assert_eq!(base.by_canonical(address).unwrap().id(), "low-back");
    assert_eq!(base.by_canonical(&format!("{address}|1.0.0")).unwrap().canonical(), format!("{address}|1.0.0"));
    assert!(base.by_canonical(&format!("{address}|0.9.0")).is_none());
    assert!(base.by_canonical("low-back").is_none());
}

#[test]
fn the_hash_follows_the_meaning_and_nothing_else() {
    let base = |changes: &[(&str, &str)]| super::itch(changes).get("itch").unwrap().hash().to_owned();
    let right = base(&[]);
    assert_eq!(right.len(), 64);
    assert_eq!(right, base(&[("\"fever = yes and long\"", "\"(fever =  yes)   and long\" # a comment")]));
    assert_ne!(right, base(&[("days >= 7\"", "days >= 8\""), ("days=7", "days=8")]));
    assert_ne!(right, base(&[("fever = \"Fever?\"", "fever = \"Hot?\"")]));
}

#[test]
fn a_newer_version_in_a_folder_is_used_and_the_older_stays_for_its_cases() {
    let older = super::a_folder(&[]);
    let newer = super::a_folder(&[("version = \"1.0.0\"", "version = \"1.10.0\"")]);
    let mut base = KnowledgeBase::builtin();
    base.add_folder(newer.path()).unwrap();
    base.add_folder(older.path()).unwrap();
    assert_eq!(base.get("itch").unwrap().version(), "1.10.0");
    assert_eq!(base.get_version("itch", "1.0.0").unwrap().version(), "1.0.0");
    assert_eq!(base.packs().filter(|pack| pack.id() == "itch").count(), 1);
    assert_eq!(base.list(Language::En).iter().find(|info| info.id == "itch").unwrap().title, "Itch");
}

#[test]
fn a_page_is_in_one_language_also_in_its_headings() {
    let base = KnowledgeBase::builtin();
    let heads = |language| {
        let page = base.get("low-back").unwrap().reading(language).to_terminal(80);
        page.lines()
            .filter(|line| {
                line.starts_with(char::is_uppercase) && !line.contains(char::is_numeric) && line.to_uppercase() == *line
            })
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (fi, sv, en) = (heads(Language::Fi), heads(Language::Sv), heads(Language::En));
    assert!(fi.contains(&"KYSYMYKSET".to_owned()) && sv.contains(&"FRÅGOR".to_owned()) && en.contains(&"QUESTIONS".to_owned()));
    assert!(!fi.iter().chain(&sv).any(|line| en.contains(line)), "{fi:?} {sv:?}");
}

#[test]
fn a_folder_that_is_not_there_is_named_and_the_reason_stands_behind_it() {
    let error = crate::check(Some(std::path::Path::new("no-such-folder"))).unwrap_err();
    assert_eq!(error.to_string(), "cannot read no-such-folder");
    assert!(std::error::Error::source(&error).is_some());
}
