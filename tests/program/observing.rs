//! What a resident has said before is known the next time: over the wire, from one assessment to the next.

use api::{ChooseGrant, EntryAnswers, SignIn, SuggestionSource};
use domain::{Answer, Language, Role};

use crate::county::{County, example, runtime};

#[test]
fn the_numbers_of_a_wellbeing_check_stand_with_a_later_case_and_are_suggested_to_the_next_assessment() {
    let county = County::new();
    let server = county.serve();
    runtime().block_on(async {
        let channel = server.intake();
        let checked = channel.submit(example("wellbeing-check").into_bytes(), None).await.expect("sent");
        let sick = channel.submit(example("sore-throat").into_bytes(), None).await.expect("sent");
        assert_eq!((checked.status, sick.status), (201, 201), "{}", checked.body);
        let form = SignIn { login: "liisa".into(), password: "demo".into(), totp: None };
        let nobody = server.anonymous();
        let signed_in = nobody.sign_in(&form, Language::En).await.expect("liisa signs in");
        let liisa = nobody.with_token(&signed_in.token);
        liisa.choose_grant(&ChooseGrant { role: Role::Nurse, unit: Some("lahde".into()) }, Language::En).await.expect("her role");

        let case = sick.body["id"].as_str().and_then(|id| id.parse().ok()).map(domain::CaseId).expect("a case");
        let view = liisa.case(case, Language::En).await.expect("the case");
        let weight = view.observations.iter().find(|one| one.code == "weight").expect("a weight");
        assert_eq!(
            (weight.name.as_str(), weight.value.as_str(), weight.source.as_str()),
            ("Weight", "70.5 kg", "Wellbeing check")
        );

        let begun = EntryAnswers {
            version: view.assessment.version.clone(),
            language: Language::En,
            resident_language: Language::Fi,
            identity_code: Some(view.resident.identity_code.clone()),
            answers: Vec::new(),
        };
        let step = liisa.step("wellbeing-check", &begun).await.expect("a step");
        let asked = step.questions.iter().find(|question| question.id == "weight").expect("the question");
        let suggestion = asked.suggestion.as_ref().expect("a suggestion");
        assert_eq!(suggestion.answer, Answer::Number(70.5));
        assert_eq!(suggestion.source, SuggestionSource::Observation { at: weight.at.to_string() });
    });
}
