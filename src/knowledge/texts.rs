//! The texts of a pack in one language: its own, those of the shared bank, and the shared phrases put in.

use std::collections::BTreeMap;

use domain::{AssessmentKind, Language, UrgencyClass};
use serde::Deserialize;

use crate::format::{Text, read};
use crate::pack::{Findings, Pack, QuestionKind};
use crate::problem::{File, Problem};
use crate::shared::SharedTexts;
use crate::source::Source;

/// The texts as the program uses them: in the order of the pack's own lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    pub(crate) title: String,
    pub(crate) purpose: String,
    pub(crate) intended_users: String,
    pub(crate) questions: Vec<QuestionText>,
    /// Labels of the derived values; empty for those that are not shown.
    pub(crate) derived: Vec<String>,
    pub(crate) outcomes: Vec<String>,
    /// Why each rule is there.
    pub(crate) rules: Vec<String>,
    pub(crate) recommendations: Vec<RecommendationText>,
    pub(crate) deadlines: Vec<String>,
    pub(crate) exclusions: Vec<ExclusionText>,
    pub(crate) codes: Vec<String>,
    pub(crate) follow_up: Vec<String>,
    pub(crate) replies: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) areas: Vec<String>,
    pub(crate) levels: Vec<String>,
    pub(crate) sections: Vec<String>,
    /// What each rule's finding tells the resident; empty where it tells nothing. None at all in packs without findings.
    pub(crate) findings: Vec<String>,
}

/// A question's texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuestionText {
    pub(crate) text: String,
    /// A few words for the professional's lists.
    pub(crate) short: String,
    pub(crate) options: Vec<String>,
    pub(crate) unit: String,
}

/// What a recommendation says. `{within}` in the text stands for the time limit.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecommendationText {
    pub(crate) text: String,
    pub(crate) professional: String,
    pub(crate) self_care: Vec<String>,
}

/// What an assessment is not for, and where to turn instead.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExclusionText {
    pub(crate) when: String,
    pub(crate) instead: String,
}

/// `texts/<language>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TextsForm {
    title: Text,
    purpose: Text,
    intended_users: Text,
    #[serde(default)]
    question: BTreeMap<String, Text>,
    #[serde(default)]
    short: BTreeMap<String, Text>,
    #[serde(default)]
    option: BTreeMap<String, BTreeMap<String, Text>>,
    #[serde(default)]
    derived: BTreeMap<String, Text>,
    #[serde(default)]
    outcome: BTreeMap<String, Text>,
    #[serde(default)]
    rule: BTreeMap<String, Text>,
    #[serde(default)]
    recommendation: BTreeMap<String, RecommendationTextForm>,
    #[serde(default)]
    self_care: BTreeMap<String, Text>,
    #[serde(default)]
    deadline: BTreeMap<String, Text>,
    #[serde(default)]
    exclusion: BTreeMap<String, toml::Spanned<ExclusionText>>,
    #[serde(default)]
    code: BTreeMap<String, Text>,
    #[serde(default)]
    follow_up: BTreeMap<String, Text>,
    #[serde(default)]
    reply: BTreeMap<String, Text>,
    #[serde(default)]
    note: BTreeMap<String, Text>,
    #[serde(default)]
    area: BTreeMap<String, Text>,
    #[serde(default)]
    level: BTreeMap<String, Text>,
    #[serde(default)]
    section: BTreeMap<String, Text>,
    #[serde(default)]
    finding: BTreeMap<String, Text>,
    /// Units that the shared texts do not have.
    #[serde(default)]
    unit: BTreeMap<String, Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RecommendationTextForm {
    text: Text,
    professional: Text,
}

impl Texts {
    /// Reads the texts of a pack, with everything that is wrong in them. What cannot be read is empty.
    pub(crate) fn read(pack: &Pack, language: Language) -> (Self, Vec<Problem>) {
        let files = &pack.files;
        let name = Source::texts_name(language);
        let Some(source) = files.source.file(&files.folder, &name) else {
            let name = files.source.name(&files.folder, &name);
            return (Self::empty(pack), vec![File { name: &name, text: "" }.problem(0, "the file is missing")]);
        };
        let form = match read::<TextsForm>(source.file()) {
            Ok(form) => form,
            Err(problem) => return (Self::empty(pack), vec![problem]),
        };
        let as_written = pack.kind == AssessmentKind::Form;
        let shared = files.shared.texts(language);
        let mut resolve = Resolve { file: source.file(), shared, language, as_written, problems: Vec::new() };
        let texts = resolve.all(pack, &form);
        resolve.problems.sort_by(|a, b| a.place.cmp(&b.place));
        (texts, resolve.problems)
    }

    /// As many empty texts as the pack has things to name.
    fn empty(pack: &Pack) -> Self {
        let question = |q: &crate::Question| QuestionText {
            text: q.id.clone(),
            short: q.id.clone(),
            options: q.kind.options().into_iter().map(str::to_owned).collect(),
            unit: String::new(),
        };
        Self {
            title: pack.id.clone(),
            questions: pack.questions.iter().map(question).collect(),
            derived: pack.derived.iter().map(|d| d.id.clone()).collect(),
            outcomes: pack.outcomes.iter().map(|o| o.id.clone()).collect(),
            rules: pack.rules.iter().map(|r| r.why.clone()).collect(),
            recommendations: pack.recommendations.iter().map(|_| RecommendationText::default()).collect(),
            deadlines: pack.deadlines.iter().map(|d| d.id.clone()).collect(),
            exclusions: pack.exclusions.iter().map(|_| ExclusionText::default()).collect(),
            codes: pack.codes.iter().map(|c| c.code.clone()).collect(),
            follow_up: vec![String::new(); pack.follow_up.len()],
            replies: vec![String::new(); pack.replies.len()],
            notes: vec![String::new(); pack.notes.len()],
            areas: pack.areas.clone(),
            levels: pack.levels.iter().map(|l| l.id.clone()).collect(),
            sections: pack.sections.iter().map(|s| s.id.clone()).collect(),
            findings: if pack.findings.is_some() { vec![String::new(); pack.rules.len()] } else { Vec::new() },
            ..Self::default()
        }
    }
}

/// Finds each text that the pack needs, and reports those that are missing, misspelt or for nothing.
struct Resolve<'a> {
    file: File<'a>,
    shared: &'a SharedTexts,
    language: Language,
    /// True in forms: what comes from another system may have braces of its own in questions and options.
    as_written: bool,
    problems: Vec<Problem>,
}

impl Resolve<'_> {
    fn all(&mut self, pack: &Pack, form: &TextsForm) -> Texts {
        self.surplus(pack, form);
        Texts {
            title: form.title.get_ref().clone(),
            purpose: form.purpose.get_ref().clone(),
            intended_users: form.intended_users.get_ref().clone(),
            questions: pack.questions.iter().map(|q| self.question(q, form)).collect(),
            derived: pack
                .derived
                .iter()
                .map(|d| if d.show { self.need(&form.derived, "derived", &d.id) } else { String::new() })
                .collect(),
            outcomes: pack.outcomes.iter().map(|o| self.need(&form.outcome, "outcome", &o.id)).collect(),
            rules: pack
                .rules
                .iter()
                // English is the language in which the rationale stands beside its rule.
                .map(|r| if self.language == Language::En { r.why.clone() } else { self.need(&form.rule, "rule", &r.id) })
                .collect(),
            recommendations: pack.recommendations.iter().map(|r| self.recommendation(r, pack.kind, form)).collect(),
            deadlines: pack.deadlines.iter().map(|d| self.need(&form.deadline, "deadline", &d.id)).collect(),
            exclusions: pack.exclusions.iter().map(|e| self.exclusion(&e.id, form)).collect(),
            codes: pack.codes.iter().map(|c| self.code(&c.code, form)).collect(),
            follow_up: pack.follow_up.iter().map(|id| self.need(&form.follow_up, "follow-up", id)).collect(),
            // Names in braces in a reply are filled in by the professional.
            replies: pack.replies.iter().map(|id| self.plain(&form.reply, "reply", id)).collect(),
            notes: pack.notes.iter().map(|id| self.need(&form.note, "note", id)).collect(),
            areas: pack.areas.iter().map(|id| self.need(&form.area, "area", id)).collect(),
            levels: pack.levels.iter().map(|l| self.need(&form.level, "level", &l.id)).collect(),
            sections: pack.sections.iter().map(|s| self.section(&s.id, form)).collect(),
            findings: self.findings(pack, form),
        }
    }

    fn missing(&mut self, what: &str, id: &str) -> String {
        let table = if id.contains('.') { what.to_owned() } else { format!("[{what}]") };
        let problem = self.file.problem(0, format!("the text of \"{id}\" is missing"));
        self.problems.push(problem.hint(format!("add it under {table} in {}", self.language)));
        String::new()
    }

    fn need(&mut self, table: &BTreeMap<String, Text>, what: &str, id: &str) -> String {
        match table.get(id) {
            Some(text) => self.fill(text),
            None => self.missing(what, id),
        }
    }

    fn plain(&mut self, table: &BTreeMap<String, Text>, what: &str, id: &str) -> String {
        match table.get(id) {
            Some(text) => text.get_ref().clone(),
            None => self.missing(what, id),
        }
    }

    /// Puts the shared phrases in. `{within}` stays: it is filled when the recommendation is shown.
    fn fill(&mut self, text: &Text) -> String {
        let mut rest = text.get_ref().as_str();
        if rest.trim().is_empty() {
            self.problems.push(self.file.problem(text.span().start, "the text is empty"));
        }
        let mut filled = String::with_capacity(rest.len());
        while let Some((before, name, after)) = placeholder(rest) {
            filled.push_str(before);
            match self.shared.phrase.get(name) {
                Some(phrase) => filled.push_str(phrase),
                None => {
                    if name != "within" {
                        let problem = self.file.problem(text.span().start, format!("unknown phrase \"{{{name}}}\""));
                        self.problems.push(problem.nearest(name, self.shared.phrase.keys().map(String::as_str)));
                    }
                    filled.push('{');
                    filled.push_str(name);
                    filled.push('}');
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// The words of a question, an option, a section or a unit.
    fn words(&mut self, text: &Text) -> String {
        if !self.as_written {
            return self.fill(text);
        }
        if text.get_ref().trim().is_empty() {
            self.problems.push(self.file.problem(text.span().start, "the text is empty"));
        }
        text.get_ref().clone()
    }

    fn section(&mut self, id: &str, form: &TextsForm) -> String {
        match form.section.get(id) {
            Some(text) => self.words(text),
            None => self.missing("section", id),
        }
    }

    fn question(&mut self, question: &crate::Question, form: &TextsForm) -> QuestionText {
        let id = question.id.as_str();
        let shared = self.shared;
        let text = match (form.question.get(id), shared.question.get(id)) {
            (Some(own), Some(_)) if question.shared => {
                let problem =
                    self.file.problem(own.span().start, format!("the shared question \"{id}\" has its text in the bank"));
                self.problems.push(problem.hint("leave it out here"));
                self.fill(own)
            }
            (Some(own), _) => self.words(own),
            (None, Some(bank)) if question.shared => bank.clone(),
            (None, _) => self.missing("question", id),
        };
        let short = match (form.short.get(id), shared.short.get(id)) {
            (Some(own), _) => own.get_ref().clone(),
            (None, Some(bank)) if question.shared => bank.clone(),
            (None, _) => text.clone(),
        };
        let unit = match &question.kind {
            QuestionKind::Number(range) => range.unit.as_ref().map(|unit| self.unit(unit, form)),
            _ => None,
        };
        let options = question.kind.options().into_iter().map(|option| self.option(question, option, form)).collect();
        QuestionText { text, short, options, unit: unit.unwrap_or_default() }
    }

    fn unit(&mut self, unit: &str, form: &TextsForm) -> String {
        if let Some(own) = form.unit.get(unit) {
            return self.words(own);
        }
        let Some(text) = self.shared.unit.get(unit) else {
            let problem = self.file.problem(0, format!("the shared texts do not name the unit \"{unit}\""));
            self.problems.push(problem.nearest(unit, self.shared.unit.keys().map(String::as_str)));
            return unit.to_owned();
        };
        text.clone()
    }

    /// A pack's own words for an option, or the bank's, or those that mean the same everywhere.
    fn option(&mut self, question: &crate::Question, option: &str, form: &TextsForm) -> String {
        if let Some(own) = form.option.get(&question.id).and_then(|options| options.get(option)) {
            return self.words(own);
        }
        let bank = self.shared.option.get(&question.id).and_then(|options| options.get(option)).filter(|_| question.shared);
        match bank.or_else(|| self.shared.answer.get(option)) {
            Some(text) => text.clone(),
            None => self.missing(&format!("[option.{}]", question.id), &format!("{}.{option}", question.id)),
        }
    }

    fn recommendation(
        &mut self,
        recommendation: &crate::pack::Recommendation,
        kind: AssessmentKind,
        form: &TextsForm,
    ) -> RecommendationText {
        let self_care = recommendation.self_care.iter().map(|id| self.self_care(id, form)).collect();
        let Some(written) = form.recommendation.get(&recommendation.id) else {
            self.missing(&format!("[recommendation.{}]", recommendation.id), &format!("recommendation.{}", recommendation.id));
            return RecommendationText { self_care, ..RecommendationText::default() };
        };
        let text = self.fill(&written.text);
        let timed = (UrgencyClass::P2..=UrgencyClass::P5).contains(&recommendation.urgency) && kind != AssessmentKind::Service;
        if timed && !text.contains("{within}") {
            let problem = self.file.problem(written.text.span().start, "the text does not say by when");
            self.problems.push(problem.hint("write {within} where the time stands, so that it follows the limit"));
        }
        RecommendationText { text, professional: self.fill(&written.professional), self_care }
    }

    /// What the findings tell the resident. In a pack with areas each of them says something; else only some do.
    fn findings(&mut self, pack: &Pack, form: &TextsForm) -> Vec<String> {
        let Some(findings) = pack.findings else { return Vec::new() };
        let text = |rule: &crate::pack::Rule| match form.finding.get(&rule.id) {
            None if findings == Findings::Every => String::new(),
            _ => self.need(&form.finding, "finding", &rule.id),
        };
        pack.rules.iter().map(text).collect()
    }

    fn self_care(&mut self, id: &str, form: &TextsForm) -> String {
        match (form.self_care.get(id), self.shared.self_care.get(id)) {
            (Some(own), _) => self.fill(own),
            (None, Some(shared)) => shared.clone(),
            (None, None) => self.missing("self-care", id),
        }
    }

    fn exclusion(&mut self, id: &str, form: &TextsForm) -> ExclusionText {
        match form.exclusion.get(id) {
            Some(text) => text.get_ref().clone(),
            None => {
                self.missing("exclusion", id);
                ExclusionText::default()
            }
        }
    }

    fn code(&mut self, code: &str, form: &TextsForm) -> String {
        match (form.code.get(code), self.shared.code.get(code)) {
            (Some(own), _) => self.fill(own),
            (None, Some(shared)) => shared.clone(),
            (None, None) => self.missing("code", code),
        }
    }

    /// Reports texts for things that the pack does not have.
    fn surplus(&mut self, pack: &Pack, form: &TextsForm) {
        let questions: Vec<&str> = pack.questions.iter().map(|q| q.id.as_str()).collect();
        self.known(&form.question, &questions);
        let unit = |q: &crate::Question| match &q.kind {
            QuestionKind::Number(range) => range.unit.clone(),
            _ => None,
        };
        let units: Vec<String> = pack.questions.iter().filter_map(unit).collect();
        self.known(&form.unit, &units.iter().map(String::as_str).collect::<Vec<_>>());
        self.known(&form.short, &questions);
        self.known(&form.derived, &pack.derived.iter().filter(|d| d.show).map(|d| d.id.as_str()).collect::<Vec<_>>());
        self.known(&form.outcome, &pack.outcomes.iter().map(|o| o.id.as_str()).collect::<Vec<_>>());
        let rules: Vec<&str> =
            if self.language == Language::En { Vec::new() } else { pack.rules.iter().map(|r| r.id.as_str()).collect() };
        self.known(&form.rule, &rules);
        let care: Vec<&str> = pack.recommendations.iter().flat_map(|r| r.self_care.iter().map(String::as_str)).collect();
        self.known(&form.self_care, &care);
        self.known(&form.area, &pack.areas.iter().map(String::as_str).collect::<Vec<_>>());
        self.known(&form.level, &pack.levels.iter().map(|l| l.id.as_str()).collect::<Vec<_>>());
        self.known(&form.section, &pack.sections.iter().map(|s| s.id.as_str()).collect::<Vec<_>>());
        let findings = pack.rules.iter().filter(|r| r.level.is_some()).map(|r| r.id.as_str());
        self.known(&form.finding, &findings.collect::<Vec<_>>());
        self.known(&form.deadline, &pack.deadlines.iter().map(|d| d.id.as_str()).collect::<Vec<_>>());
        self.known(&form.code, &pack.codes.iter().map(|c| c.code.as_str()).collect::<Vec<_>>());
        for (table, ids) in [(&form.follow_up, &pack.follow_up), (&form.reply, &pack.replies), (&form.note, &pack.notes)] {
            self.known(table, &ids.iter().map(String::as_str).collect::<Vec<_>>());
        }
        for (id, text) in &form.recommendation {
            if !pack.recommendations.iter().any(|r| r.id == *id) {
                self.unknown(text.text.span().start, id, pack.recommendations.iter().map(|r| r.id.as_str()));
            }
        }
        for (id, text) in &form.exclusion {
            if !pack.exclusions.iter().any(|e| e.id == *id) {
                self.unknown(text.span().start, id, pack.exclusions.iter().map(|e| e.id.as_str()));
            }
        }
        for (question, options) in &form.option {
            let known = pack.question(question).map(|q| q.kind.options()).unwrap_or_default();
            for (option, text) in options.iter().filter(|(option, _)| !known.contains(&option.as_str())) {
                if known.is_empty() {
                    self.unknown(text.span().start, question, questions.iter().copied());
                } else {
                    self.unknown(text.span().start, option, known.iter().copied());
                }
            }
        }
    }

    fn known(&mut self, table: &BTreeMap<String, Text>, known: &[&str]) {
        for (id, text) in table.iter().filter(|(id, _)| !known.contains(&id.as_str())) {
            self.unknown(text.span().start, id, known.iter().copied());
        }
    }

    fn unknown<'k>(&mut self, offset: usize, id: &str, known: impl Iterator<Item = &'k str>) {
        let problem = self.file.problem(offset, format!("a text for \"{id}\", which the pack does not have"));
        self.problems.push(problem.nearest(id, known));
    }
}

/// The first name in braces, with what stands before and behind it. `{}` is no name: a professional fills it in.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    if name.is_empty() {
        // Look behind the empty braces, and give back what stands before together with them.
        let (_, name, after) = placeholder(after)?;
        let length = text.len() - after.len() - name.len() - 2;
        return Some((text.get(..length)?, name, after));
    }
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn a_phrase_is_found_behind_empty_braces() {
        assert_eq!(placeholder("Ota yhteys {within}."), Some(("Ota yhteys ", "within", ".")));
        assert_eq!(placeholder("Hei {}, soita {x} nyt"), Some(("Hei {}, soita ", "x", " nyt")));
        assert_eq!(placeholder("Hei {}"), None);
        assert_eq!(placeholder("Hei {"), None);
    }
}
