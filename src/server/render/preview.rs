//! The short view beside the list.

use api::{OwnWords, Preview};
use domain::{Language, MessageFrom};
use knowledge::KnowledgeBase;

use super::lines::Told;
use super::row::work_row;
use crate::gate::{Caller, Glanced};

/// The short view of a case that its reader may see.
pub(crate) fn preview(glanced: &Glanced, caller: &Caller, base: &KnowledgeBase, lang: Language) -> Preview {
    let case = glanced.case();
    let told = Told::of(case, base, lang);
    let described = told.described.as_ref();
    let newest = case.messages.iter().rev().find(|message| message.from == MessageFrom::Resident);
    let newest = newest.map(|message| OwnWords { question: String::new(), text: message.text.clone(), at: message.at });
    Preview {
        row: work_row(glanced.row(), caller.organisation(), caller.actor().user, caller.now(), lang),
        outcome: case.judgement.outcome.as_ref().map(|id| described.map_or_else(|| id.clone(), |d| d.outcome.clone())),
        professional: described.map(|d| d.professional.clone()).unwrap_or_default(),
        rationale: described.map(|d| d.rule.why.clone()).unwrap_or_default(),
        because: told.because(case),
        red_flags: told.red_flags(),
        own_words: told.own_words(case).into_iter().chain(newest).collect(),
        approved: case.assessment.approved,
    }
}
