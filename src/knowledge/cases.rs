//! The cases of a pack: sets of answers with what they must come to. They prove the pack, and are read only to do so.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::answers::Answers;
use crate::format::{CaseForm, CasesForm, Text, read};
use crate::pack::{Pack, QuestionKind};
use crate::problem::{File, Problem};

/// A case, ready to run.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) answers: Answers,
    rule: Text,
    result: String,
    deadline: Option<String>,
}

/// What is known of the cases of a pack.
#[derive(Default)]
pub(crate) struct Cases {
    pub(crate) cases: Vec<Case>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads `cases.toml`. A pack without that file has no cases, which is a problem too.
pub(crate) fn read_cases(pack: &Pack) -> Cases {
    let files = &pack.files;
    let Some(source) = files.source.file(&files.folder, "cases.toml") else {
        let name = files.source.name(&files.folder, "cases.toml");
        return Cases { cases: Vec::new(), problems: vec![File { name: &name, text: "" }.problem(0, "the file is missing")] };
    };
    let file = source.file();
    let form: CasesForm = match read(file) {
        Ok(form) => form,
        Err(problem) => return Cases { cases: Vec::new(), problems: vec![problem] },
    };
    let mut reader = Reader { pack, file, base: &form.base, problems: Vec::new() };
    let mut cases: Vec<Case> = form.case.iter().filter_map(|(id, case)| reader.case(id, case)).collect();
    cases.sort_by_key(|case| case.rule.span().start);
    reader.duplicates(&cases, &form);
    reader.unproven(&cases);
    Cases { cases, problems: reader.problems }
}

/// Runs all cases; gives the problems of those that come to something else.
pub(crate) fn failures(pack: &Pack, cases: &[Case]) -> Vec<(String, Problem)> {
    let name = pack.files.source.file(&pack.files.folder, "cases.toml");
    let Some(source) = name else { return Vec::new() };
    cases.iter().filter_map(|case| Some((case.id.clone(), case.failure(pack, source.file())?))).collect()
}

impl Case {
    fn failure(&self, pack: &Pack, file: File<'_>) -> Option<Problem> {
        let evaluation = pack.evaluate(&self.answers);
        let wrong = |message: String| Some(file.problem(self.rule.span().start, format!("case {}: {message}", self.id)));
        let Some(judgement) = evaluation.judgement else {
            return wrong(format!("no outcome; not answered: {}", evaluation.missing.join(", ")));
        };
        if judgement.rule != *self.rule.get_ref() {
            return wrong(format!("{} holds, {} was expected", judgement.rule, self.rule.get_ref()));
        }
        let result = judgement.outcome.unwrap_or_else(|| judgement.urgency.to_string());
        if result != self.result {
            return wrong(format!("comes to {result}, {} was expected", self.result));
        }
        let deadline = judgement.statutory.map(|s| s.id);
        match &self.deadline {
            Some(expected) if deadline.as_ref() != Some(expected) => {
                wrong(format!("has the deadline {}, {expected} was expected", deadline.as_deref().unwrap_or("none")))
            }
            _ => None,
        }
    }
}

struct Reader<'a> {
    pack: &'a Pack,
    file: File<'a>,
    base: &'a BTreeMap<String, Text>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn case(&mut self, id: &str, form: &CaseForm) -> Option<Case> {
        let before = self.problems.len();
        let mut answers = self.pack.no_answers();
        self.apply(&form.answers, &mut answers, true);
        let rule = form.rule.get_ref();
        if !self.pack.rules.iter().any(|r| r.id == *rule) {
            let problem = self.file.problem(form.rule.span().start, format!("unknown rule \"{rule}\""));
            self.problems.push(problem.nearest(rule, self.pack.rules.iter().map(|r| r.id.as_str())));
        }
        let result = match (&form.class, &form.outcome) {
            (Some(class), None) => class.get_ref().to_string(),
            (None, Some(outcome)) => outcome.get_ref().clone(),
            _ => {
                let message = format!("case {id} needs the class or the outcome that is expected");
                self.problems.push(self.file.problem(form.rule.span().start, message));
                String::new()
            }
        };
        let deadline = form.deadline.as_ref().map(|d| d.get_ref().clone());
        let good = self.problems.len() == before;
        good.then(|| Case { id: id.to_owned(), answers, rule: form.rule.clone(), result, deadline })
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
    fn duplicates(&mut self, cases: &[Case], form: &CasesForm) {
        for (at, case) in cases.iter().enumerate() {
            if let Some(same) = cases[..at].iter().find(|earlier| earlier.answers == case.answers) {
                let offset = form.case.get(&case.id).map_or(0, |c| c.answers.span().start);
                self.problems.push(self.file.problem(offset, format!("case {} has the same answers as {}", case.id, same.id)));
            }
        }
    }

    /// Every rule has a case.
    fn unproven(&mut self, cases: &[Case]) {
        for rule in &self.pack.rules {
            if !cases.iter().any(|case| case.rule.get_ref() == &rule.id) {
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
