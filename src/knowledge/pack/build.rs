//! Makes a pack of what was written: resolves names, compiles conditions, and gathers every mistake with its place.

use std::sync::OnceLock;

use domain::{AssessmentKind, ClassTable, UrgencyClass, Within};

use super::question::Question;
use super::{
    Code, Condition, Deadline, Derived, Exclusion, Files, Outcome, Pack, Recommendation, Reference, Rule, check, version_numbers,
};
use crate::condition::compile::{DerivedName, RESERVED, Scope};
use crate::condition::{Fault, parse};
use crate::format::{PackForm, Text, read};
use crate::problem::{File, Problem};

/// The most outcomes of a pack: conditions ask for them by a bit each.
const MOST_OUTCOMES: usize = 64;

/// How much of a pack is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checks {
    /// Everything: somebody wrote it and can mend it.
    All,
    /// All but the texts, which were checked when the program was tested.
    Logic,
    /// Only what judging needs. Content that has judged cases may not fail on what later programs ask of new content.
    Kept,
}

/// Gathers the mistakes of one file.
pub(super) struct Build<'a> {
    pub(super) file: File<'a>,
    checks: Checks,
    pub(super) problems: Vec<Problem>,
    pub(super) questions: Vec<Question>,
    pub(super) derived: Vec<DerivedName>,
}

/// Reads `pack.toml` and makes the pack. On mistakes there is no pack, and the list names all of them.
pub(crate) fn build(files: &Files, classes: &ClassTable, checks: Checks) -> Result<Pack, Vec<Problem>> {
    let Some(source) = files.source.file(&files.folder, "pack.toml") else {
        let name = files.source.name(&files.folder, "pack.toml");
        return Err(vec![File { name: &name, text: "" }.problem(0, "the file is missing")]);
    };
    let file = source.file();
    let form: PackForm = read(file).map_err(|problem| vec![problem])?;
    let mut build = Build { file, checks, problems: Vec::new(), questions: Vec::new(), derived: Vec::new() };
    let pack = build.pack(form, files, classes);
    if build.problems.is_empty() {
        return Ok(pack);
    }
    build.problems.sort_by(|a, b| a.place.cmp(&b.place));
    Err(build.problems)
}

/// The changelog with the newest version first.
fn newest_first(changelog: std::collections::BTreeMap<String, String>) -> Vec<(String, String)> {
    let mut all: Vec<_> = changelog.into_iter().collect();
    all.sort_by_key(|(version, _)| std::cmp::Reverse(version_numbers(version)));
    all
}

/// True when the text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    let starts = text.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    starts && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// True when a pack can be called so.
#[must_use]
pub fn is_pack_id(text: &str) -> bool {
    is_id(text) && !is_reserved(text)
}

/// True for the words of the condition language, which nothing else may be called.
#[must_use]
pub fn is_reserved(text: &str) -> bool {
    RESERVED.contains(&text) || text == "outcome"
}

impl Build<'_> {
    pub(super) fn at(&mut self, text: &Text, message: impl Into<String>) -> &mut Problem {
        self.report(text.span().start, message)
    }

    pub(super) fn report(&mut self, offset: usize, message: impl Into<String>) -> &mut Problem {
        self.problems.push(self.file.problem(offset, message));
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// Takes in or checks what judging does not need.
    fn aside<T>(&mut self, take: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.problems.len();
        let taken = take(self);
        if self.checks == Checks::Kept {
            self.problems.truncate(before);
        }
        taken
    }

    fn pack(&mut self, form: PackForm, files: &Files, classes: &ClassTable) -> Pack {
        self.aside(|build| build.head(&form, files));
        self.ask(&form, files);
        self.prefilled(&form, files);
        let (derived, formulas) = self.derive(&form);
        let outcomes = self.outcomes(&form);
        let recommendations = self.recommendations(&form, &outcomes, files);
        let rules = self.rules(&form, &outcomes, &recommendations, files);
        let result: Vec<String> = result_values(&outcomes);
        let queue_rules = self.queue_rules(&form, &outcomes, &result, files);
        let deadlines = self.deadlines(&form, &outcomes, &result);
        let codes = self.codes(&form);
        let areas = self.areas(&form);
        let levels = self.levels(&form);
        let sections = self.aside(|build| build.sections(&form));
        let observed = self.observed(&form, files);
        let consent = self.consent(&form);
        let exam_points = self.aside(|build| build.exam_points(&form, files));
        let red_flags = self.red_flags(&form);
        let positives = self.conditions(&form.professional.positives);
        let negatives = self.conditions(&form.professional.negatives);
        let dangers = self.aside(|build| build.dangers(&form));
        let claims = self.claims(&form);
        self.aside(|build| check::whole(build, &form, classes, &rules));
        let plain = |texts: Vec<Text>| texts.into_iter().map(Text::into_inner).collect();
        Pack {
            id: form.id.into_inner(),
            version: form.version.into_inner(),
            changelog: newest_first(form.changelog),
            kind: form.kind,
            min_age: form.min_age,
            sexes: form.sex.unwrap_or(crate::format::Sexes::Any),
            icpc2: form.icpc2,
            questions: std::mem::take(&mut self.questions),
            derived,
            formulas,
            outcomes,
            rules,
            recommendations,
            queue: form.queue.into_inner(),
            url: form.url,
            queue_rules,
            deadlines,
            exclusions: form.exclusion.into_iter().map(|e| Exclusion { id: e.id.into_inner(), offer: e.offer }).collect(),
            codes,
            red_flags,
            dangers,
            claims,
            positives,
            negatives,
            follow_up: plain(form.professional.follow_up),
            replies: plain(form.professional.replies),
            notes: plain(form.professional.notes),
            sources: form.source.into_iter().map(|s| Reference { code: s.code, text: s.text, status: s.status }).collect(),
            uncertain: form.uncertain,
            findings: form.findings,
            areas,
            levels,
            sections,
            observed,
            consent,
            exam_points,
            classes: classes.clone(),
            files: files.clone(),
            texts: Default::default(),
            hash: OnceLock::new(),
            approved: OnceLock::new(),
            leanings: OnceLock::new(),
        }
    }

    fn head(&mut self, form: &PackForm, files: &Files) {
        if *form.id.get_ref() != files.folder {
            self.at(&form.id, format!("the pack is called \"{}\" but its folder \"{}\"", form.id.get_ref(), files.folder));
        }
        self.good_id(&form.id);
        if !form.changelog.is_empty() && !form.changelog.contains_key(form.version.get_ref()) {
            let version = form.version.get_ref();
            self.at(&form.version, format!("the changelog has no entry for {version}")).hint =
                Some(format!("write \"{version}\" = \"what is new\" under [changelog]"));
        }
        if version_numbers(form.version.get_ref()).is_none() {
            self.at(&form.version, format!("\"{}\" is not a version", form.version.get_ref())).hint =
                Some("write three numbers, as in 1.0.0".to_owned());
        }
        self.known_queue(&form.queue, files);
    }

    pub(super) fn known_queue(&mut self, queue: &Text, files: &Files) {
        let known = &files.shared.queues;
        if !known.contains(queue.get_ref()) {
            let near = crate::problem::nearest(queue.get_ref(), known.iter().map(String::as_str));
            let hint = near.map_or_else(|| format!("the kinds are {}", known.join(", ")), |n| format!("did you mean \"{n}\"?"));
            self.at(queue, format!("unknown kind of queue \"{}\"", queue.get_ref())).hint = Some(hint);
        }
    }

    /// Ids are lower-case words with hyphens: they stand in conditions, in other systems and in stored cases.
    pub(super) fn good_id(&mut self, id: &Text) {
        let text = id.get_ref();
        if !is_id(text) {
            self.at(id, format!("\"{text}\" is not an id")).hint =
                Some("use lower-case letters a to z, digits and hyphens, beginning with a letter".to_owned());
        } else if is_reserved(text) {
            self.at(id, format!("\"{text}\" is a word of the condition language and cannot be an id"));
        }
    }

    pub(super) fn unique<'t>(&mut self, ids: impl Iterator<Item = &'t Text>, what: &str) {
        let mut seen: Vec<&str> = Vec::new();
        for id in ids {
            if seen.contains(&id.get_ref().as_str()) {
                self.at(id, format!("there are two {what} called \"{}\"", id.get_ref())).hint =
                    Some("give one of them another id".to_owned());
            }
            seen.push(id.get_ref());
        }
    }

    fn derive(&mut self, form: &PackForm) -> (Vec<Derived>, Vec<crate::condition::program::Formula>) {
        self.unique(form.derived.iter().map(|d| &d.id), "derived values");
        let (mut derived, mut formulas) = (Vec::new(), Vec::new());
        for written in &form.derived {
            self.good_id(&written.id);
            if form.question.iter().any(|q| q.id.get_ref() == written.id.get_ref()) {
                self.at(&written.id, format!("\"{}\" is a question already", written.id.get_ref()));
            }
            let made = parse::value(written.value.get_ref()).and_then(|value| {
                let scope = Scope { questions: &self.questions, later: &[], derived: &self.derived, result: None };
                scope.value(&value).map(|(formula, is_number)| (value.to_string(), formula, is_number))
            });
            // A value that cannot be compiled still has its name, so that one mistake is reported once.
            let (text, formula, is_number) = made.unwrap_or_else(|fault| {
                self.fault(&written.value, fault);
                (
                    String::new(),
                    crate::condition::program::Formula::Sum(Box::default()),
                    written.value.get_ref().starts_with("sum"),
                )
            });
            let id = written.id.get_ref().clone();
            let has_tenths = matches!(formula, crate::condition::program::Formula::Ratio(_));
            self.derived.push(DerivedName { id: id.clone(), is_number, has_tenths });
            derived.push(Derived { id, written: text, show: written.show, is_number });
            formulas.push(formula);
        }
        (derived, formulas)
    }

    fn outcomes(&mut self, form: &PackForm) -> Vec<Outcome> {
        self.unique(form.outcome.iter().map(|o| &o.id), "outcomes");
        let service = form.kind == AssessmentKind::Service;
        match (form.outcome.first(), service) {
            (Some(one), false) => {
                self.at(&one.id, "only a service assessment has outcomes");
            }
            (None, true) => {
                self.at(&form.id, "a service assessment needs outcomes");
            }
            _ => {}
        }
        if let Some(one) = form.outcome.get(MOST_OUTCOMES) {
            self.at(&one.id, format!("a pack has at most {MOST_OUTCOMES} outcomes"));
        }
        form.outcome
            .iter()
            .map(|written| {
                self.good_id(&written.id);
                self.engine_class(&written.r#as);
                Outcome {
                    id: written.id.get_ref().clone(),
                    mark: written.mark.clone(),
                    counts_as: *written.r#as.get_ref(),
                    within: written.within.unwrap_or(Within::NoLimit),
                }
            })
            .collect()
    }

    pub(super) fn engine_class(&mut self, class: &toml::Spanned<UrgencyClass>) {
        if !class.get_ref().is_set_by_engine() {
            self.report(class.span().start, format!("{} is set by people only, never by a rule", class.get_ref()));
        }
    }

    /// The class, or the outcome with what it counts as, of a rule or recommendation.
    fn result(
        &mut self,
        id: &Text,
        class: Option<&toml::Spanned<UrgencyClass>>,
        outcome: Option<&Text>,
        outcomes: &[Outcome],
    ) -> (UrgencyClass, Option<usize>) {
        match (class, outcome) {
            (Some(class), None) if outcomes.is_empty() => {
                self.engine_class(class);
                (*class.get_ref(), None)
            }
            (None, Some(outcome)) if !outcomes.is_empty() => match outcomes.iter().position(|o| o.id == *outcome.get_ref()) {
                Some(at) => (outcomes[at].counts_as, Some(at)),
                None => {
                    let hint = crate::problem::nearest(outcome.get_ref(), outcomes.iter().map(|o| o.id.as_str()));
                    let hint = hint.map(|n| format!("did you mean \"{n}\"?"));
                    self.at(outcome, format!("unknown outcome \"{}\"", outcome.get_ref())).hint = hint;
                    (UrgencyClass::P8, None)
                }
            },
            _ => {
                let needed = if outcomes.is_empty() { "a class" } else { "an outcome" };
                self.at(id, format!("\"{}\" needs {needed}, and that alone", id.get_ref()));
                (UrgencyClass::P8, None)
            }
        }
    }

    fn recommendations(&mut self, form: &PackForm, outcomes: &[Outcome], files: &Files) -> Vec<Recommendation> {
        self.unique(form.recommendation.iter().map(|r| &r.id), "recommendations");
        form.recommendation
            .iter()
            .map(|written| {
                self.good_id(&written.id);
                let (urgency, outcome) = self.result(&written.id, written.class.as_ref(), written.outcome.as_ref(), outcomes);
                if let Some(queue) = &written.queue {
                    self.known_queue(queue, files);
                }
                if let Some(within) = &written.within {
                    self.own_limit(within, urgency, outcome.is_some());
                }
                Recommendation {
                    id: written.id.get_ref().clone(),
                    urgency,
                    outcome,
                    within: written.within.as_ref().map(|w| *w.get_ref()),
                    queue: written.queue.as_ref().map(|q| q.get_ref().clone()),
                    self_care: written.self_care.iter().map(|s| s.get_ref().clone()).collect(),
                }
            })
            .collect()
    }

    fn own_limit(&mut self, within: &toml::Spanned<Within>, urgency: UrgencyClass, service: bool) {
        let offset = within.span().start;
        if service || urgency != UrgencyClass::P5 {
            let owner = if service { "the outcome" } else { "the class" };
            self.report(offset, format!("only P5 has limits of its own; here the limit is that of {owner}")).hint =
                Some("leave within out".to_owned());
        } else if !matches!(within.get_ref(), Within::Days(_)) {
            self.report(offset, format!("\"{}\" does not fit P5", within.get_ref())).hint =
                Some("write days, as in \"28 d\"".to_owned());
        }
    }

    fn rules(&mut self, form: &PackForm, outcomes: &[Outcome], recommendations: &[Recommendation], files: &Files) -> Vec<Rule> {
        self.unique(form.rule.iter().map(|r| &r.id), "rules");
        let mut rules = Vec::new();
        for written in &form.rule {
            self.good_id(&written.id);
            let (urgency, outcome) = self.result(&written.id, written.class.as_ref(), written.outcome.as_ref(), outcomes);
            let when = self.in_scope(&written.when, &[], None);
            let found = recommendations.iter().position(|r| r.id == *written.recommend.get_ref());
            match found {
                None => {
                    let near =
                        crate::problem::nearest(written.recommend.get_ref(), recommendations.iter().map(|r| r.id.as_str()));
                    let hint = near.map(|n| format!("did you mean \"{n}\"?"));
                    self.at(&written.recommend, format!("unknown recommendation \"{}\"", written.recommend.get_ref())).hint =
                        hint;
                }
                Some(at) if (recommendations[at].urgency, recommendations[at].outcome) != (urgency, outcome) => {
                    let name = |urgency: UrgencyClass, outcome: Option<usize>| match outcome {
                        Some(at) => outcomes[at].id.clone(),
                        None => urgency.to_string(),
                    };
                    let theirs = name(recommendations[at].urgency, recommendations[at].outcome);
                    let message = format!("the rule gives {}, its recommendation {theirs}", name(urgency, outcome));
                    self.at(&written.recommend, message);
                }
                Some(_) => {}
            }
            if let Some(queue) = &written.queue {
                self.known_queue(queue, files);
            }
            let (area, level) = self.found(form, written);
            rules.push(Rule {
                id: written.id.get_ref().clone(),
                when: when.unwrap_or(Condition { node: crate::condition::program::Node::Always, written: String::new() }),
                urgency,
                outcome,
                recommendation: found.unwrap_or_default(),
                area,
                level,
                queue: written.queue.as_ref().map(|queue| queue.get_ref().clone()),
                why: written.why.get_ref().clone(),
                source: written.source.clone(),
            });
        }
        rules
    }

    fn queue_rules(
        &mut self,
        form: &PackForm,
        outcomes: &[Outcome],
        result: &[String],
        files: &Files,
    ) -> Vec<(Condition, String)> {
        let mut rules = Vec::new();
        for written in &form.queue_rule {
            self.known_queue(&written.queue, files);
            if let Some(when) = self.in_scope(&written.when, &[], Some((result_name(outcomes), result))) {
                rules.push((when, written.queue.get_ref().clone()));
            }
        }
        rules
    }

    fn deadlines(&mut self, form: &PackForm, outcomes: &[Outcome], result: &[String]) -> Vec<Deadline> {
        self.unique(form.deadline.iter().map(|d| &d.id), "deadlines");
        if let (Some(one), true) = (form.deadline.first(), outcomes.is_empty()) {
            self.at(&one.id, "only a service assessment has statutory deadlines");
        }
        let mut deadlines = Vec::new();
        for written in &form.deadline {
            self.good_id(&written.id);
            if let Some(when) = self.in_scope(&written.when, &[], Some((result_name(outcomes), result))) {
                let id = written.id.get_ref().clone();
                deadlines.push(Deadline { id, when, start: written.start, complete: written.complete, law: written.law.clone() });
            }
        }
        deadlines
    }

    fn codes(&mut self, form: &PackForm) -> Vec<Code> {
        self.unique(form.code.iter().map(|c| &c.code), "codes");
        let one = |written: &crate::format::CodeForm| Code {
            code: written.code.get_ref().clone(),
            when: written.when.as_ref().and_then(|text| self.in_scope(text, &[], None)),
        };
        form.code.iter().map(one).collect()
    }

    fn conditions(&mut self, texts: &[Text]) -> Vec<Condition> {
        texts.iter().filter_map(|text| self.in_scope(text, &[], None)).collect()
    }

    /// Compiles a condition; a mistake is reported and gives nothing.
    pub(super) fn in_scope(&mut self, text: &Text, later: &[&str], result: Option<(&str, &[String])>) -> Option<Condition> {
        let made = parse::condition(text.get_ref()).and_then(|expr| {
            let scope = Scope { questions: &self.questions, later, derived: &self.derived, result };
            scope.condition(&expr).map(|node| Condition { node, written: expr.to_string() })
        });
        made.map_err(|fault| self.fault(text, fault)).ok()
    }

    /// Reports a mistake inside a condition at its place in the file.
    pub(super) fn fault(&mut self, text: &Text, fault: Fault) {
        let span = text.span();
        let raw = self.file.text.get(span.clone()).unwrap_or_default();
        let quotes = raw.len() - raw.trim_start_matches(['"', '\'']).len();
        let opening = if quotes >= 3 { 3 } else { 1 };
        // A line break right behind three quotes is not part of the text.
        let rest = raw.get(opening..).unwrap_or_default();
        let newline = if opening == 3 { rest.len() - rest.trim_start_matches('\r').trim_start_matches('\n').len() } else { 0 };
        let newline = newline.min(if rest.starts_with('\r') { 2 } else { 1 });
        let problem = self.report(span.start + opening + newline + fault.span.start, fault.message);
        problem.hint = fault.hint;
    }
}

/// The word under which deadlines and queue rules ask for what the rules gave.
fn result_name(outcomes: &[Outcome]) -> &'static str {
    if outcomes.is_empty() { "class" } else { "outcome" }
}

fn result_values(outcomes: &[Outcome]) -> Vec<String> {
    if outcomes.is_empty() {
        UrgencyClass::ALL.iter().map(ToString::to_string).collect()
    } else {
        outcomes.iter().map(|o| o.id.clone()).collect()
    }
}
