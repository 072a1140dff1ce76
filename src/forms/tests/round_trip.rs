//! Out and in again: a pack that was exported and imported asks the same questions for the same answers.

use std::collections::BTreeSet;

use knowledge::{Answers, KnowledgeBase, Pack, Profile};

use super::exporting::{numbers, values};
use crate::{ImportChoices, ImportedForm, Questionnaire, export, import_form, taken};

fn again(pack: &Pack) -> (ImportedForm, KnowledgeBase) {
    let choices = ImportChoices { id: Some("again".into()), queue: "nurse".into(), class: domain::UrgencyClass::P4 };
    let made = import_form(&Questionnaire::from_json(&export(pack)).unwrap(), &choices).unwrap();
    let mut base = KnowledgeBase::default();
    base.add_files(made.files.iter().map(|(path, text)| (format!("again/{path}"), text.clone())).collect());
    (made, base)
}

/// What the imported pack asks after these answers to the original.
fn asked(original: &Pack, imported: &Pack, answers: &Answers) -> BTreeSet<String> {
    let given = original.as_given(answers).into_iter();
    let given =
        given.flat_map(|one| taken(imported, &one.question, &values(original, &one.question, &one.answer)).unwrap().unwrap());
    let answers = imported.answers_from(&given.collect::<Vec<_>>()).unwrap();
    imported.visible(&answers).iter().map(|question| question.link_id().to_owned()).collect()
}

#[test]
fn every_pack_exported_and_imported_asks_the_same_for_the_answers_of_every_case() {
    let base = KnowledgeBase::builtin();
    for pack in base.packs() {
        let (made, again) = again(pack);
        let imported = again.get("again").unwrap();
        // A form counts nothing, so that the points of options are all that stays behind.
        let lost: Vec<_> = made.notes.iter().filter(|note| note.lost && !note.message.contains("ordinalValue")).collect();
        assert_eq!(lost, [] as [&crate::ImportNote; 0], "{}", pack.id());
        let mut rng = numbers(11);
        let drawn = (0..60).map(|nth| (format!("drawn {nth}"), pack.random_answers(&mut rng, &Profile::default())));
        for (id, answers) in pack.case_answers().into_iter().chain(drawn) {
            let shown: BTreeSet<String> = pack.visible(&answers).iter().map(|question| question.id.clone()).collect();
            assert_eq!(asked(pack, imported, &answers), shown, "{} {id}", pack.id());
        }
        for language in domain::Language::ALL {
            let texts = |pack: &Pack, id: &str| pack.question_texts(id, language).unwrap();
            for (original, copy) in pack.questions().iter().zip(imported.questions()) {
                let (original, copy) = (texts(pack, &original.id), texts(imported, &copy.id));
                assert_eq!(original.text, copy.text, "{} {language}", pack.id());
                let words = |options: Vec<(String, String)>| options.into_iter().map(|(_, text)| text).collect::<Vec<_>>();
                assert_eq!(words(original.options), words(copy.options), "{} {language}", pack.id());
            }
        }
    }
}

#[test]
fn an_imported_form_is_exported_as_it_came() {
    let base = KnowledgeBase::builtin();
    let (_, once) = again(base.get("sore-throat").unwrap());
    let first = export(once.get("again").unwrap());
    let (_, twice) = again(once.get("again").unwrap());
    let mut second = export(twice.get("again").unwrap());
    // What is said of the form itself names what it was made of.
    for member in ["purpose", "_purpose", "description", "_description"] {
        second[member] = first[member].clone();
    }
    assert_eq!(first, second);
}
