//! The hash of what a pack means.

use std::fmt::Write as _;

use domain::Language;

use super::{Condition, Pack, QuestionKind};

/// Collects what counts, one part a line; lengths keep parts from running into each other.
struct Meaning(String);

impl Meaning {
    fn add(&mut self, part: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{} {part}", part.len());
    }

    fn all<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>) {
        for part in parts {
            self.add(part);
        }
        self.add("");
    }

    fn conditions(&mut self, conditions: &[Condition]) {
        self.all(conditions.iter().map(|c| c.written.as_str()));
    }
}

impl Pack {
    /// BLAKE3 over all that may change what is asked, said or decided.
    pub(super) fn hash_of_meaning(&self) -> String {
        let mut meaning = Meaning(String::new());
        self.logic(&mut meaning);
        for language in Language::ALL {
            self.words(language, &mut meaning);
        }
        blake3::hash(meaning.0.as_bytes()).to_hex().to_string()
    }

    fn logic(&self, meaning: &mut Meaning) {
        meaning.all([
            self.id.as_str(),
            &self.version,
            &format!("{:?} {:?} {:?}", self.kind, self.min_age, self.sexes),
            &self.queue,
        ]);
        for question in &self.questions {
            let kind = match &question.kind {
                QuestionKind::Number(range) => format!("{range} {} {:?}", range.whole, range.unit),
                kind => format!("{} {}", if kind.takes_many() { "many" } else { "one" }, kind.options().join(" ")),
            };
            let show_when = question.show_when.as_ref().map_or("always", |c| &c.written);
            let rest = format!("{:?} {:?}", question.required, question.prefill);
            meaning.all([question.id.as_str(), &kind, show_when, &rest]);
        }
        for derived in &self.derived {
            meaning.all([derived.id.as_str(), &derived.written, if derived.show { "shown" } else { "" }]);
        }
        for outcome in &self.outcomes {
            meaning.all([outcome.id.as_str(), &outcome.mark, outcome.counts_as.code(), &outcome.within.to_string()]);
        }
        for rule in &self.rules {
            let recommendation = self.recommendations[rule.recommendation].id.as_str();
            let outcome = rule.outcome.map_or(rule.urgency.code(), |at| self.outcomes[at].id.as_str());
            meaning.all([rule.id.as_str(), &rule.when.written, outcome, recommendation, &rule.source]);
        }
        for one in &self.recommendations {
            let within = one.within.map(|w| w.to_string()).unwrap_or_default();
            meaning.all([one.id.as_str(), &within, one.queue.as_deref().unwrap_or_default()]);
            meaning.all(one.self_care.iter().map(String::as_str));
        }
        for (when, queue) in &self.queue_rules {
            meaning.all([when.written.as_str(), queue]);
        }
        for one in &self.deadlines {
            let times = format!("{:?} {:?}", one.start, one.complete);
            meaning.all([one.id.as_str(), &one.when.written, &times, &one.law]);
        }
        for one in &self.exclusions {
            meaning.all([one.id.as_str(), one.offer.as_deref().unwrap_or_default()]);
        }
        for one in &self.codes {
            meaning.all([one.code.as_str(), one.when.as_ref().map_or("always", |c| &c.written)]);
        }
        self.parts(meaning);
        for flag in &self.red_flags {
            meaning.all([flag.when.written.as_str(), flag.floor.code()]);
        }
        for danger in &self.dangers {
            meaning.all([self.questions[danger.question].id.as_str(), &danger.written]);
        }
        meaning.conditions(&self.positives);
        meaning.conditions(&self.negatives);
    }

    /// What only some packs have. Packs without it keep the hash that they had before it could be said.
    fn parts(&self, meaning: &mut Meaning) {
        if let Some(findings) = self.findings {
            meaning.add(&format!("{findings:?} {}", self.areas.join(" ")));
            for level in &self.levels {
                meaning.all([level.id.as_str(), &level.mark, if level.at_once { "at once" } else { "" }]);
            }
            for rule in &self.rules {
                let queue = rule.queue.as_deref().unwrap_or_default();
                meaning.all([rule.id.as_str(), &format!("{:?} {:?}", rule.area, rule.level), queue]);
            }
        }
        if let Some(url) = &self.url {
            meaning.all(["url", url]);
        }
        for question in &self.questions {
            let particulars = question.particulars();
            if !particulars.is_empty() {
                meaning.all(std::iter::once(&question.id).chain(&particulars).map(String::as_str));
            }
        }
        for section in &self.sections {
            meaning.add(&section.id);
            meaning.all(section.questions.iter().map(String::as_str));
        }
        for one in &self.observed {
            let when = one.when.as_ref().map_or("always", |c| &c.written);
            meaning.all([format!("{:?}", one.of).as_str(), &one.code, &one.unit, when]);
        }
        if let Some(consent) = self.consent() {
            meaning.all(["consent", consent]);
        }
        for one in &self.exam_points {
            meaning.add(&format!("{one:?}"));
        }
    }

    fn words(&self, language: Language, meaning: &mut Meaning) {
        let texts = self.texts(language);
        meaning.all([texts.title.as_str(), &texts.purpose, &texts.intended_users]);
        for question in &texts.questions {
            meaning.all([question.text.as_str(), &question.short, &question.unit]);
            meaning.all(question.options.iter().map(String::as_str));
        }
        for one in &texts.recommendations {
            meaning.all([one.text.as_str(), &one.professional]);
            meaning.all(one.self_care.iter().map(String::as_str));
        }
        for one in &texts.exclusions {
            meaning.all([one.when.as_str(), &one.instead]);
        }
        let lists = [
            &texts.derived,
            &texts.outcomes,
            &texts.rules,
            &texts.deadlines,
            &texts.codes,
            &texts.follow_up,
            &texts.replies,
            &texts.notes,
        ];
        for list in lists {
            meaning.all(list.iter().map(String::as_str));
        }
        for list in [&texts.areas, &texts.levels, &texts.sections, &texts.findings] {
            if !list.is_empty() {
                meaning.all(list.iter().map(String::as_str));
            }
        }
    }
}
