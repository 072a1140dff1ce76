//! A small fictional assessment that answers like the server: an emergency screen, branching, every way to answer.

use api::{
    AnswerFault, EntryAccepted, EntryAnswers, EntryInput, EntryOffer, EntryOffers, EntryOption, EntryOutcome, EntryQuestion,
    EntryRequest, EntryStep, FaultCode, Suggestion, SuggestionSource,
};
use domain::{Answer, AssessmentKind, CaseId, IdentityCode, Language, QuestionAnswer, Sex, UrgencyClass, Within};
use uuid::Uuid;

/// A text in Finnish, Swedish and English.
type Said = [&'static str; 3];

fn said(texts: Said, language: Language) -> String {
    texts[match language {
        Language::Fi => 0,
        Language::Sv => 1,
        Language::En => 2,
    }]
    .to_owned()
}

const TITLE: Said = ["Yskä", "Hosta", "Cough"];

pub(crate) fn offers(language: Language) -> EntryOffers {
    let offer = |id: &str, title: Said, kind| EntryOffer {
        id: id.to_owned(),
        version: "1.0.0".to_owned(),
        title: said(title, language),
        kind,
        approved: false,
    };
    EntryOffers {
        assessments: vec![
            offer("headache", ["Päänsärky", "Huvudvärk", "Headache"], AssessmentKind::Symptom),
            offer("cough", TITLE, AssessmentKind::Symptom),
            offer("informal-care", ["Omaishoidon tuki", "Stöd för närståendevård", "Informal care"], AssessmentKind::Service),
        ],
    }
}

const SIGNS: [(&str, Said); 4] = [
    (
        "breathless",
        ["Vaikea hengenahdistus: en pysty puhumaan", "Svår andnöd: jag kan inte tala", "Severe breathlessness: I cannot speak"],
    ),
    ("chest-pain", ["Kova rintakipu", "Svår bröstsmärta", "Severe chest pain"]),
    ("blue", ["Huulet sinertävät", "Läpparna är blå", "Blue lips"]),
    ("none", ["Ei mitään näistä", "Inget av dessa", "None of these"]),
];
const SEX: [(&str, Said); 2] = [("female", ["Nainen", "Kvinna", "Female"]), ("male", ["Mies", "Man", "Male"])];
const YES_NO: [(&str, Said); 2] = [("yes", ["Kyllä", "Ja", "Yes"]), ("no", ["Ei", "Nej", "No"])];

fn options(all: &[(&str, Said)], given: &EntryAnswers) -> Vec<EntryOption> {
    let option = |(id, texts): &(&str, Said)| EntryOption {
        id: (*id).to_owned(),
        text: said(*texts, given.language),
        aloud: said(*texts, given.resident_language),
        alone: *id == "none",
    };
    all.iter().map(option).collect()
}

fn questions(given: &EntryAnswers) -> Vec<EntryQuestion> {
    let known = given.identity_code.as_ref().and_then(|code| IdentityCode::parse(code.as_str()).ok());
    let from_code = |answer| Suggestion { answer, source: SuggestionSource::IdentityCode };
    let question = |id: &str, label: Said, text: Said, required, input| EntryQuestion {
        id: id.to_owned(),
        section: String::new(),
        text: said(text, given.language),
        label: said(label, given.language),
        aloud: said(text, given.resident_language),
        required,
        input,
        suggestion: None,
    };
    let one = |all: &[(&str, Said)]| EntryInput::One { options: options(all, given) };
    let mut sex = question("sex", ["Sukupuoli", "Kön", "Sex"], ["Sukupuoli", "Kön", "Sex"], true, one(&SEX));
    sex.suggestion =
        known.as_ref().map(|code| from_code(Answer::One(if code.sex() == Sex::Female { "female" } else { "male" }.to_owned())));
    let mut weight = question(
        "weight",
        ["Paino", "Vikt", "Weight"],
        ["Paljonko painat?", "Hur mycket väger du?", "How much do you weigh?"],
        false,
        EntryInput::Number { whole: false, min: 20.0, max: 400.0, unit: "kg".to_owned() },
    );
    weight.suggestion = known.map(|_| Suggestion {
        answer: Answer::Number(82.5),
        source: SuggestionSource::Observation { at: "2026-11-12T10:00:00Z".to_owned() },
    });
    vec![
        question(
            "signs",
            ["Hätämerkit", "Nödtecken", "Emergency signs"],
            ["Onko sinulla juuri nyt jokin näistä?", "Har du något av dessa just nu?", "Do you have any of these right now?"],
            true,
            EntryInput::Many { options: options(&SIGNS, given) },
        ),
        sex,
        question(
            "pregnant",
            ["Raskaus", "Graviditet", "Pregnancy"],
            ["Oletko raskaana?", "Är du gravid?", "Are you pregnant?"],
            true,
            one(&YES_NO),
        ),
        question(
            "temperature",
            ["Lämpö", "Temperatur", "Temperature"],
            [
                "Korkein lämpö viimeisen vuorokauden aikana",
                "Högsta temperatur under det senaste dygnet",
                "Highest temperature within a day",
            ],
            true,
            EntryInput::Number { whole: false, min: 34.0, max: 43.0, unit: "°C".to_owned() },
        ),
        question(
            "began",
            ["Alkoi", "Började", "Began"],
            ["Milloin yskä alkoi?", "När började hostan?", "When did the cough begin?"],
            true,
            EntryInput::Day,
        ),
        weight,
        question(
            "more",
            ["Muuta", "Annat", "More"],
            ["Haluatko kertoa muuta?", "Vill du berätta något annat?", "Anything else?"],
            false,
            EntryInput::Text { most: 2000 },
        ),
    ]
}

fn answer_to<'a>(answers: &'a [QuestionAnswer], question: &str) -> Option<&'a Answer> {
    answers.iter().find(|given| given.question == question).map(|given| &given.answer)
}

/// Where a form stands, as the server would say it.
pub(crate) fn step(given: &EntryAnswers) -> EntryStep {
    let male = answer_to(&given.answers, "sex") == Some(&Answer::One("male".to_owned()));
    let mut questions = questions(given);
    questions.retain(|question| question.id != "pregnant" || !male);
    let is = |id: &str| answer_to(&given.answers, id).is_some();
    let known = given.identity_code.as_ref().and_then(|code| IdentityCode::parse(code.as_str()).ok());
    let other = known.is_some_and(|code| male != (code.sex() == Sex::Male)) && is("sex");
    let fault =
        |code, question: &str| AnswerFault { code, question: question.to_owned(), min: None, max: None, detail: String::new() };
    let missing: Vec<String> =
        questions.iter().filter(|question| question.required && !is(&question.id)).map(|question| question.id.clone()).collect();
    let signs = match answer_to(&given.answers, "signs") {
        Some(Answer::Many(ids)) => ids.clone(),
        _ => Vec::new(),
    };
    let emergency = signs.iter().any(|sign| sign != "none");
    EntryStep {
        title: said(TITLE, given.language),
        approved: false,
        faults: if other { vec![fault(FaultCode::NotTheirs, "sex")] } else { Vec::new() },
        hidden: (male && is("pregnant")).then(|| "pregnant".to_owned()).into_iter().collect(),
        outcome: (emergency || missing.is_empty()).then(|| outcome(emergency, &questions, &signs, given)),
        emergency,
        complete: false,
        missing,
        questions,
    }
}

fn outcome(emergency: bool, questions: &[EntryQuestion], signs: &[String], given: &EntryAnswers) -> EntryOutcome {
    let sign = SIGNS.iter().find(|(id, _)| signs.iter().any(|sign| sign == id));
    let because = api::AnswerLine {
        question: "signs".to_owned(),
        text: questions[0].label.clone(),
        answers: sign.iter().map(|(_, texts)| said(*texts, given.language).as_str().into()).collect(),
        own_words: false,
        red_flag: emergency,
    };
    let texts: [Said; 4] = if emergency {
        [
            ["Soita heti 112", "Ring genast 112", "Call 112 now"],
            [
                "Soita heti hätänumeroon 112. Älä lähde itse ajamaan.",
                "Ring genast nödnumret 112. Kör inte själv.",
                "Call the emergency number 112 now. Do not drive yourself.",
            ],
            [
                "Hätämerkki: varmista, että apua on hälytetty.",
                "Nödtecken: säkerställ att hjälp är larmad.",
                "An emergency sign: make sure that help was called.",
            ],
            ["Hätämerkki ilmoitettu", "Nödtecken har uppgetts", "An emergency sign was reported"],
        ]
    } else {
        [
            ["Vuorokauden kuluessa", "Inom ett dygn", "Within a day"],
            [
                "Ota yhteys terveysasemaan vuorokauden kuluessa.",
                "Kontakta hälsostationen inom ett dygn.",
                "Contact the health centre within a day.",
            ],
            [
                "Kuumeinen yskä: arvio vuorokauden kuluessa.",
                "Hosta med feber: bedömning inom ett dygn.",
                "Cough with fever: to be seen within a day.",
            ],
            ["Kuume ja yskä", "Feber och hosta", "Fever and cough"],
        ]
    };
    EntryOutcome {
        urgency: if emergency { UrgencyClass::P0 } else { UrgencyClass::P3 },
        name: said(texts[0], given.language),
        within: if emergency { Within::Now } else { Within::Hours(24) },
        recommendation: said(texts[1], given.resident_language),
        self_care: vec![said(["Juo riittävästi.", "Drick tillräckligt.", "Drink enough."], given.resident_language)],
        professional: said(texts[2], given.language),
        rule: if emergency { "co-01" } else { "co-20" }.to_owned(),
        rationale: said(texts[3], given.language),
        because: vec![because],
    }
}

/// It was taken in.
pub(crate) fn accepted(request: &EntryRequest) -> EntryAccepted {
    let emergency = answer_to(&request.answers, "signs") != Some(&Answer::Many(vec!["none".to_owned()]));
    EntryAccepted {
        case: CaseId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000)),
        urgency: if emergency { UrgencyClass::P0 } else { UrgencyClass::P3 },
        unit: "lahde".into(),
        queue: "lahde-nurse".into(),
        seq: 77,
        new: true,
    }
}
