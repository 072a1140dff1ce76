//! The head of the document: what the pack is, who may use it, and whether somebody answers for it.

use domain::{AssessmentKind, Sex};

use super::{Block, Writer, words};
use crate::cases::{CASE_FILES, read_cases};

impl Writer<'_> {
    pub(super) fn head(&mut self) {
        let pack = self.pack;
        let approval = pack.approval();
        let status = if approval.approved {
            format!("{} {}", self.word(&words::APPROVED_BY), approval.signed_by.join(", "))
        } else {
            self.word(&words::DEMONSTRATION).to_owned()
        };
        let kind = match pack.kind {
            AssessmentKind::Symptom => words::SYMPTOM,
            AssessmentKind::Service => words::SERVICE,
            AssessmentKind::Wellbeing => words::WELLBEING,
            AssessmentKind::Periodic => words::PERIODIC,
            AssessmentKind::Form => words::FORM,
        };
        let mut facts = vec![
            (words::APPROVAL, status),
            (words::KIND, self.word(&kind).to_owned()),
            (words::VERSION, format!("{} {}", pack.id, pack.version)),
            (words::HASH, pack.hash().to_owned()),
        ];
        if let Some(age) = pack.min_age {
            facts.push((words::FROM_AGE, format!("{age} {}", self.word(&words::YEARS))));
        }
        if let Some(sex) = pack.sex() {
            let sex = if sex == Sex::Female { words::WOMEN } else { words::MEN };
            facts.push((words::SEX, self.word(&sex).to_owned()));
        }
        if !pack.icpc2.is_empty() {
            facts.push((words::ICPC2, pack.icpc2.join(", ")));
        }
        if let Some(url) = &pack.url {
            facts.push((words::FORM_URL, url.clone()));
        }
        let cases = read_cases(pack, &CASE_FILES).cases.len();
        if cases > 0 {
            facts.push((words::CASES, cases.to_string()));
        }
        let facts = facts.into_iter().map(|(name, fact)| (self.word(&name).to_owned(), fact)).collect();
        self.blocks.push(Block::Facts(facts));
        if !approval.notes.is_empty() {
            self.blocks.push(Block::List(approval.notes.iter().map(ToString::to_string).collect()));
        }
        self.heading(&words::PURPOSE);
        self.blocks.push(Block::Text(self.texts.purpose.clone()));
        let users = format!("{}: {}", self.word(&words::USERS), self.texts.intended_users);
        self.blocks.push(Block::Text(users));
        self.exclusions();
        self.part(&words::CHANGES, pack.changelog.clone(), Block::Facts);
    }

    fn exclusions(&mut self) {
        let one = |(exclusion, text): (&crate::pack::Exclusion, &crate::texts::ExclusionText)| {
            let offer = exclusion.offer.as_ref().map(|offer| format!(" ({}: {offer})", self.word(&words::OFFERS)));
            (text.when.clone(), format!("{}{}", text.instead, offer.unwrap_or_default()))
        };
        let all = self.pack.exclusions.iter().zip(&self.texts.exclusions).map(one).collect();
        self.part(&words::NOT_FOR, all, Block::Facts);
    }
}
