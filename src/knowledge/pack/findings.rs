//! What a pack says of its findings, sections, numbers to follow and times of examinations: resolved and checked.

use super::build::Build;
use super::question::QuestionKind;
use super::{ExamPoint, Files, Findings, Level, Number, Observed, Section};
use crate::format::{PackForm, Prefill, RuleForm, Text};
use crate::problem::nearest;

impl Build<'_> {
    pub(super) fn areas(&mut self, form: &PackForm) -> Vec<String> {
        self.unique(form.area.iter().map(|a| &a.id), "areas");
        match (form.findings, form.area.first()) {
            (Some(Findings::PerArea), None) => {
                self.at(&form.id, "a pack with findings per area names its areas").hint = Some("write [[area]]".to_owned());
            }
            (None | Some(Findings::Every), Some(area)) => {
                self.at(&area.id, "only a pack with findings = \"per-area\" has areas");
            }
            _ => {}
        }
        form.area.iter().map(|area| self.id(&area.id)).collect()
    }

    pub(super) fn levels(&mut self, form: &PackForm) -> Vec<Level> {
        self.unique(form.level.iter().map(|l| &l.id), "levels");
        match (form.findings, form.level.first()) {
            (Some(_), None) => {
                self.at(&form.id, "a pack with findings names their levels").hint = Some("write [[level]]".to_owned());
            }
            (None, Some(level)) => {
                self.at(&level.id, "only a pack with findings has levels").hint =
                    Some("write findings = \"every\" or \"per-area\" above".to_owned());
            }
            _ => {}
        }
        let level = |l: &crate::format::LevelForm| Level { id: l.id.get_ref().clone(), mark: l.mark.clone(), at_once: l.at_once };
        form.level.iter().map(level).collect()
    }

    fn id(&mut self, id: &Text) -> String {
        self.good_id(id);
        id.get_ref().clone()
    }

    /// The area and the level of a rule.
    pub(super) fn found(&mut self, form: &PackForm, rule: &RuleForm) -> (Option<usize>, Option<usize>) {
        let area = rule.area.as_ref().and_then(|id| self.one_of(id, form.area.iter().map(|a| &a.id), "area"));
        let level = rule.level.as_ref().and_then(|id| self.one_of(id, form.level.iter().map(|l| &l.id), "level"));
        if form.findings == Some(Findings::PerArea) && (rule.area.is_none() || rule.level.is_none()) {
            self.at(&rule.id, format!("\"{}\" needs an area and a level", rule.id.get_ref()));
        }
        (area, level)
    }

    fn one_of<'t>(&mut self, id: &Text, known: impl Iterator<Item = &'t Text>, what: &str) -> Option<usize> {
        let known: Vec<&str> = known.map(|k| k.get_ref().as_str()).collect();
        let found = known.iter().position(|k| k == id.get_ref());
        if found.is_none() {
            let hint = nearest(id.get_ref(), known).map(|n| format!("did you mean \"{n}\"?"));
            self.at(id, format!("unknown {what} \"{}\"", id.get_ref())).hint = hint;
        }
        found
    }

    pub(super) fn sections(&mut self, form: &PackForm) -> Vec<Section> {
        self.unique(form.section.iter().map(|s| &s.id), "sections");
        self.unique(form.section.iter().flat_map(|s| &s.questions), "questions in sections");
        let mut last = None;
        let mut sections = Vec::new();
        for written in &form.section {
            let id = self.id(&written.id);
            for question in &written.questions {
                let place = self.one_of(question, form.question.iter().map(|q| &q.id), "question");
                if place.is_some() && place < last {
                    self.at(question, format!("\"{}\" is asked before those that stand before it here", question.get_ref()))
                        .hint = Some("sections follow the order of asking".to_owned());
                }
                last = place.or(last);
            }
            sections.push(Section { id, questions: written.questions.iter().map(|q| q.get_ref().clone()).collect() });
        }
        sections
    }

    pub(super) fn observed(&mut self, form: &PackForm, files: &Files) -> Vec<Observed> {
        self.unique(form.observation.iter().map(|o| o.code.as_ref().unwrap_or(&o.of)), "observations");
        let mut observed = Vec::new();
        for written in &form.observation {
            let id = written.of.get_ref();
            let question = self.questions.iter().position(|q| q.id == *id);
            let derived = self.derived.iter().position(|d| d.id == *id && d.is_number);
            let of = match (question.map(|at| (at, &self.questions[at].kind)), derived) {
                (Some((at, QuestionKind::Number(_))), _) => Number::Question(crate::evaluate::index(at)),
                (None, Some(at)) => Number::Derived(at),
                _ => {
                    self.at(&written.of, format!("\"{id}\" is no question or derived value with a number"));
                    continue;
                }
            };
            let when = written.when.as_ref().and_then(|text| self.in_scope(text, &[], None));
            if let (Number::Derived(at), None) = (of, &written.when)
                && !self.derived[at].has_tenths
            {
                self.at(&written.of, format!("\"{id}\" counts 0 where nothing was answered, and would be kept as 0")).hint =
                    Some("say with when in which case it is known".to_owned());
            }
            let code = written.code.as_ref().unwrap_or(&written.of);
            let own = question.and_then(|at| self.questions[at].kind.unit().map(str::to_owned));
            let unit = self.observation_unit(code, question.map(|_| own.as_deref()), files);
            observed.push(Observed { of, code: code.get_ref().clone(), unit, when });
        }
        observed
    }

    /// Questions that take a number over from the record take it in the unit in which it is kept.
    pub(super) fn prefilled(&mut self, form: &PackForm, files: &Files) {
        for (at, written) in form.question.iter().enumerate() {
            let Some(Prefill::Observation { code, .. }) = self.questions.get(at).and_then(|q| q.prefill.clone()) else {
                continue;
            };
            let code = Text::new(written.id.span(), code);
            if !matches!(self.questions[at].kind, QuestionKind::Number(_)) {
                self.at(&written.id, format!("\"{}\" takes no number, so none can be taken over", written.id.get_ref()));
                continue;
            }
            let own = self.questions[at].kind.unit().map(str::to_owned);
            self.observation_unit(&code, Some(own.as_deref()), files);
        }
    }

    /// The unit in which the bank has this observation. `own`: the unit of the question that gives or takes it.
    fn observation_unit(&mut self, code: &Text, own: Option<Option<&str>>, files: &Files) -> String {
        let Some(kind) = files.shared.observation(code.get_ref()) else {
            let known = files.shared.observations.iter().map(|kind| kind.code.as_str());
            let near = crate::problem::nearest(code.get_ref(), known).map(|n| format!("did you mean \"{n}\"?"));
            let hint = near.unwrap_or_else(|| "add it to the observations of _shared, with its name in each language".to_owned());
            self.at(code, format!("the bank has no observation \"{}\"", code.get_ref())).hint = Some(hint);
            return String::new();
        };
        if let Some(own) = own.filter(|own| *own != kind.unit.as_deref()) {
            let name = |unit: Option<&str>| unit.map_or_else(|| "no unit".to_owned(), |unit| format!("the unit {unit}"));
            let message =
                format!("\"{}\" is kept with {}, but the question has {}", kind.code, name(kind.unit.as_deref()), name(own));
            self.at(code, message).hint = Some("one number must not be kept in two units".to_owned());
        }
        kind.unit.clone().unwrap_or_default()
    }

    pub(super) fn consent(&mut self, form: &PackForm) -> Option<usize> {
        let id = form.consent.as_ref()?;
        let at = self.one_of(id, form.question.iter().map(|q| &q.id), "question")?;
        let question = self.questions.get(at)?;
        if question.kind != QuestionKind::Boolean || !question.required || question.show_when.is_some() {
            self.at(id, format!("\"{}\" cannot be the consent", id.get_ref())).hint =
                Some("the consent is a required question of type boolean that is always shown".to_owned());
        }
        Some(at)
    }

    pub(super) fn exam_points(&mut self, form: &PackForm, files: &Files) -> Vec<ExamPoint> {
        self.unique(form.exam_point.iter().map(|e| &e.id), "times of examination");
        let mut points = Vec::new();
        for written in &form.exam_point {
            let id = self.id(&written.id);
            self.known_queue(&written.service, files);
            let mut before = written.days_before_invite.get_ref();
            for days in &written.reminder_days {
                if days.get_ref() >= before {
                    self.report(days.span().start, "a reminder comes after the invitation and the reminder before it").hint =
                        Some("write fewer days before the examination".to_owned());
                }
                before = days.get_ref();
            }
            points.push(ExamPoint {
                id,
                service: written.service.get_ref().clone(),
                from: written.from,
                answered_by: written.answered_by,
                days_before_invite: *written.days_before_invite.get_ref(),
                reminder_days: written.reminder_days.iter().map(|days| *days.get_ref()).collect(),
                extensive: written.extensive,
            });
        }
        points
    }
}
