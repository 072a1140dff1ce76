//! The cases of a pack: sets of answers with what they must come to. They prove the pack, and are read only to do so.

use std::collections::BTreeMap;

use domain::{AssessmentKind, Judgement};
use serde_json::{Value as Json, json};

use crate::answers::{Answers, written};
use crate::condition::compile::thousandths;
use crate::format::{CaseForm, CasesForm, Text, read};
use crate::pack::{Findings, Pack, QuestionKind};
use crate::problem::{File, Problem};

/// A case, ready to run.
pub(crate) struct Case {
    pub(crate) id: String,
    /// The file that it stands in.
    file: String,
    pub(crate) answers: Answers,
    /// Where it stands in the file.
    place: usize,
    rule: Option<String>,
    findings: Option<Vec<String>>,
    /// Derived values that are expected, in thousandths.
    scores: Vec<(String, i64)>,
    result: Option<String>,
    deadline: Option<String>,
}

/// What is known of the cases of a pack.
#[derive(Default)]
pub(crate) struct Cases {
    pub(crate) cases: Vec<Case>,
    pub(crate) problems: Vec<Problem>,
}

/// The files with cases: those that people wrote, and those at the edges of the rules.
pub(crate) const CASE_FILES: [&str; 2] = ["cases.toml", "edges.toml"];

/// A set of answers from which cases start.
pub(crate) struct Base {
    pub(crate) name: String,
    pub(crate) answers: Answers,
}

impl Pack {
    /// The answers of its cases, each with the case's id: those that people wrote and those at the edges of the rules.
    #[must_use]
    pub fn case_answers(&self) -> Vec<(String, Answers)> {
        let cases = read_cases(self, &CASE_FILES).cases;
        cases.into_iter().map(|case| (case.id, case.answers)).collect()
    }
}

/// The bases of `cases.toml`, in the order of their names.
pub(crate) fn read_bases(pack: &Pack) -> Vec<Base> {
    let Some(source) = pack.files.source.file(&pack.files.folder, CASE_FILES[0]) else { return Vec::new() };
    let Ok(form) = read::<CasesForm>(source.file()) else { return Vec::new() };
    let mut reader = Reader { pack, file: source.file(), base: &form.base, problems: Vec::new() };
    let mut one = |(name, text): (&String, &Text)| {
        let mut answers = pack.no_answers();
        reader.apply(text, &mut answers, false);
        Base { name: name.clone(), answers }
    };
    form.base.iter().map(&mut one).collect()
}

/// Reads files with cases. A pack without `cases.toml` has no cases, which is a problem too; without `edges.toml` it is none.
pub(crate) fn read_cases(pack: &Pack, names: &[&str]) -> Cases {
    let files = &pack.files;
    let mut all = Cases::default();
    let mut bases = BTreeMap::new();
    for name in names {
        let Some(source) = files.source.file(&files.folder, name) else {
            // A form has nothing that a case could prove.
            if *name == CASE_FILES[0] && pack.kind != AssessmentKind::Form {
                let name = files.source.name(&files.folder, name);
                all.problems.push(File { name: &name, text: "" }.problem(0, "the file is missing"));
            }
            continue;
        };
        let file = source.file();
        let form: CasesForm = match read(file) {
            Ok(form) => form,
            Err(problem) => {
                all.problems.push(problem);
                continue;
            }
        };
        bases.extend(form.base.clone());
        let mut reader = Reader { pack, file, base: &bases, problems: Vec::new() };
        let mut cases: Vec<Case> = form.case.iter().filter_map(|(id, case)| reader.case(id, case, name)).collect();
        cases.sort_by_key(|case| case.place);
        reader.duplicates(&all.cases, &cases, &form);
        all.problems.append(&mut reader.problems);
        all.cases.append(&mut cases);
        if *name == CASE_FILES[0] {
            let mut reader = Reader { pack, file, base: &bases, problems: Vec::new() };
            reader.unproven(&all.cases);
            all.problems.append(&mut reader.problems);
        }
    }
    all
}

/// Runs all cases; gives the problems of those that come to something else.
pub(crate) fn failures(pack: &Pack, cases: &[Case]) -> Vec<(String, Problem)> {
    let one = |case: &Case| {
        let source = pack.files.source.file(&pack.files.folder, &case.file)?;
        Some((case.id.clone(), case.failure(pack, source.file())?))
    };
    cases.iter().filter_map(one).collect()
}

impl Case {
    /// The rule that should decide it, where it names one.
    pub(crate) fn rule(&self) -> Option<&str> {
        self.rule.as_deref()
    }

    /// True when it was found by search, false when a person wrote it.
    pub(crate) fn is_edge(&self) -> bool {
        self.file != CASE_FILES[0]
    }

    fn failure(&self, pack: &Pack, file: File<'_>) -> Option<Problem> {
        let evaluation = pack.evaluate(&self.answers);
        let wrong = |message: String| Some(file.problem(self.place, format!("case {}: {message}", self.id)));
        let Some(judgement) = evaluation.judgement else {
            return wrong(format!("no outcome; not answered: {}", evaluation.missing.join(", ")));
        };
        if let Some(rule) = self.rule.as_ref().filter(|rule| **rule != judgement.rule) {
            return wrong(format!("{} holds, {rule} was expected", judgement.rule));
        }
        if let Some(message) = self.wrong_findings(pack, &judgement).or_else(|| self.wrong_score(pack)) {
            return wrong(message);
        }
        let result = judgement.outcome.unwrap_or_else(|| judgement.urgency.to_string());
        if let Some(expected) = self.result.as_ref().filter(|expected| **expected != result) {
            return wrong(format!("comes to {result}, {expected} was expected"));
        }
        let deadline = judgement.statutory.map(|s| s.id);
        match &self.deadline {
            Some(expected) if deadline.as_ref() != Some(expected) => {
                wrong(format!("has the deadline {}, {expected} was expected", deadline.as_deref().unwrap_or("none")))
            }
            _ => None,
        }
    }

    /// With areas the case names the findings that it is about; else it names all of them.
    fn wrong_findings(&self, pack: &Pack, judgement: &Judgement) -> Option<String> {
        let expected = self.findings.as_ref()?;
        let found: Vec<&String> = judgement.findings.iter().map(|finding| &finding.rule).collect();
        let complete = pack.findings() == Some(Findings::PerArea) || found.len() == expected.len();
        if complete && expected.iter().all(|rule| found.contains(&rule)) {
            return None;
        }
        let list = |rules: Vec<&str>| if rules.is_empty() { "nothing".to_owned() } else { rules.join(", ") };
        let found = list(found.into_iter().map(String::as_str).collect());
        Some(format!("finds {found}; {} was expected", list(expected.iter().map(String::as_str).collect())))
    }

    /// The values as they are computed, whether or not they are shown.
    fn wrong_score(&self, pack: &Pack) -> Option<String> {
        let view = pack.view(&self.answers, pack.shown(&self.answers));
        self.scores.iter().find_map(|(id, expected)| {
            let formula = pack.derived.iter().position(|derived| derived.id == *id).map(|at| &pack.formulas[at]);
            let value = formula.and_then(|formula| view.thousandths(formula));
            let is = value.map_or_else(|| "nothing".to_owned(), written);
            (value != Some(*expected)).then(|| format!("{id} is {is}, {} was expected", written(*expected)))
        })
    }

    /// True when the case shows that this rule can decide, or find something.
    fn proves(&self, rule: &str) -> bool {
        self.rule.as_deref() == Some(rule) || self.findings.iter().flatten().any(|found| found == rule)
    }
}

struct Reader<'a> {
    pack: &'a Pack,
    file: File<'a>,
    base: &'a BTreeMap<String, Text>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn case(&mut self, id: &str, form: &CaseForm, file: &str) -> Option<Case> {
        let before = self.problems.len();
        let mut answers = self.pack.no_answers();
        self.apply(&form.answers, &mut answers, true);
        let place = form.rule.as_ref().map_or(form.answers.span().start, |rule| rule.span().start);
        let findings = form.findings.as_ref();
        for rule in form.rule.iter().chain(findings.into_iter().flatten()) {
            let id = rule.get_ref();
            if !self.pack.rules.iter().any(|r| r.id == *id) {
                let problem = self.file.problem(rule.span().start, format!("unknown rule \"{id}\""));
                self.problems.push(problem.nearest(id, self.pack.rules.iter().map(|r| r.id.as_str())));
            }
        }
        let result = form.class.as_ref().map(|class| class.get_ref().to_string());
        let result = result.or_else(|| form.outcome.as_ref().map(|outcome| outcome.get_ref().clone()));
        let says_enough = findings.is_some() && self.pack.findings().is_some();
        let both = form.class.is_some() && form.outcome.is_some();
        if both || !says_enough && (result.is_none() || form.rule.is_none()) {
            let message = format!("case {id} needs the rule, and the class or the outcome, that are expected");
            self.problems.push(self.file.problem(place, message));
        }
        let scores: Vec<(String, i64)> = form.scores.iter().filter_map(|(id, value)| self.score(id, value)).collect();
        let plain = |text: &Text| text.get_ref().clone();
        let good = self.problems.len() == before;
        good.then(|| Case {
            id: id.to_owned(),
            file: file.to_owned(),
            answers,
            place,
            rule: form.rule.as_ref().map(plain),
            findings: findings.map(|rules| rules.iter().map(plain).collect()),
            scores,
            result,
            deadline: form.deadline.as_ref().map(plain),
        })
    }

    /// An expected derived value.
    fn score(&mut self, id: &str, value: &toml::Spanned<f64>) -> Option<(String, i64)> {
        let shown: Vec<&str> = self.pack.derived.iter().filter(|d| d.show).map(|d| d.id.as_str()).collect();
        let thousandths = thousandths(&value.get_ref().to_string());
        if thousandths.is_none() || !shown.contains(&id) {
            let message = format!("\"{id}\" is no derived value with show = true, or its value cannot be read");
            self.problems.push(self.file.problem(value.span().start, message).nearest(id, shown));
            return None;
        }
        Some((id.to_owned(), thousandths?))
    }

    /// Applies `base; age=45; fluids={a,b}; pregnant=-` to the answers.
    fn apply(&mut self, text: &Text, answers: &mut Answers, may_use_base: bool) {
        let pack = self.pack;
        for part in text.get_ref().split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let Some((question, value)) = part.split_once('=') else {
                match self.base.get(part) {
                    Some(base) if may_use_base => self.apply(&base.clone(), answers, false),
                    _ => self.report(text, part, "there is no base of this name"),
                }
                continue;
            };
            let (question, value) = (question.trim(), value.trim());
            let json = pack.question(question).map_or(Json::Null, |asked| value_json(&asked.kind, value));
            if let Err(problem) = pack.set_answer(answers, question, &json) {
                self.report(text, part, &problem.to_string());
            }
        }
    }

    fn report(&mut self, text: &Text, part: &str, message: &str) {
        let span = text.span();
        let inside = self.file.text.get(span.clone()).and_then(|raw| raw.find(part)).unwrap_or_default();
        self.problems.push(self.file.problem(span.start + inside, format!("\"{part}\": {message}")));
    }

    /// Two cases with the same answers prove no more than one.
    fn duplicates(&mut self, before: &[Case], cases: &[Case], form: &CasesForm) {
        for (at, case) in cases.iter().enumerate() {
            if let Some(same) = before.iter().chain(&cases[..at]).find(|earlier| earlier.answers == case.answers) {
                let offset = form.case.get(&case.id).map_or(0, |c| c.answers.span().start);
                let problem = self.file.problem(offset, format!("case {} has the same answers as {}", case.id, same.id));
                self.problems.push(problem.hint("change an answer, or remove one of the two"));
            }
        }
    }

    /// Every rule has a case.
    fn unproven(&mut self, cases: &[Case]) {
        for rule in &self.pack.rules {
            if !cases.iter().any(|case| case.proves(&rule.id)) {
                self.problems.push(self.file.problem(0, format!("the rule \"{}\" has no case", rule.id)));
            }
        }
    }
}

fn value_json(kind: &QuestionKind, value: &str) -> Json {
    if value == "-" {
        return Json::Null;
    }
    if let Some(set) = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return json!(set.split(',').map(str::trim).collect::<Vec<_>>());
    }
    match (kind, value.parse::<f64>()) {
        (QuestionKind::Number(_), Ok(number)) => json!(number),
        _ => json!(value),
    }
}
