//! The questions of a pack: types, options, ranges, and what the shared bank says of them.

use domain::AssessmentKind;
use regex::{Regex, RegexBuilder};

use super::Files;
use super::build::Build;
use super::question::{Origin, Question, QuestionKind, Range, TextLimits};
use crate::condition::program::SCALE;
use crate::condition::{Expr, Fault, Span, parse};
use crate::format::{PackForm, QuestionForm, Text, TypeForm};

/// The most questions of a pack: their visibility is kept in 128 bits.
const MOST_QUESTIONS: usize = 128;
/// The most options of a question: a choice is kept in 64 bits.
const MOST_OPTIONS: usize = 64;
/// A compiled pattern may take so many bytes.
const LARGEST_PATTERN: usize = 1 << 20;

impl Build<'_> {
    /// Takes in the questions, each with what shows it.
    pub(super) fn ask(&mut self, form: &PackForm, files: &Files) {
        self.unique(form.question.iter().map(|q| &q.id), "questions");
        if let Some(one) = form.question.get(MOST_QUESTIONS) {
            self.at(&one.id, format!("a pack has at most {MOST_QUESTIONS} questions"));
            return;
        }
        let shown_by = shown_by(form);
        let ids: Vec<&str> = form.question.iter().map(|question| question.id.get_ref().as_str()).collect();
        for (at, written) in form.question.iter().enumerate() {
            self.good_id(&written.id);
            let whole = if written.shared { self.take_from_bank(written, files) } else { written.clone() };
            let kind = self.question_kind(form.kind, &whole, written);
            let show_when = written.show_when.as_ref().and_then(|text| {
                if let Some(fault) = circle(form, &shown_by, at) {
                    self.fault(text, fault);
                    return None;
                }
                self.in_scope(text, &ids[at..], None)
            });
            self.questions.push(Question {
                id: written.id.get_ref().clone(),
                kind: kind.unwrap_or(QuestionKind::Text),
                required: whole.required.unwrap_or(true),
                prefill: whole.prefill.clone(),
                show_when,
                shared: written.shared,
                hidden: whole.hidden.unwrap_or(false),
                text: TextLimits::default(),
                origin: Origin::default(),
                alone: None,
            });
            self.particulars(&whole);
        }
    }

    /// What only some questions have: limits of texts, options that stand alone, and what another system calls all of it.
    fn particulars(&mut self, written: &QuestionForm) {
        let Some(question) = self.questions.last() else { return };
        let (kind, options) = (question.kind.clone(), question.kind.options().into_iter().map(str::to_owned).collect::<Vec<_>>());
        let is_text = kind == QuestionKind::Text;
        let text = TextLimits {
            pattern: written.pattern.as_ref().and_then(|pattern| self.pattern(pattern)),
            min: written.min_length,
            max: written.max_length,
        };
        if !is_text && (written.pattern.is_some() || text.min.is_some() || text.max.is_some()) {
            self.at(&written.id, "only questions of type text have a pattern or a length");
        }
        let alone = written.alone.as_ref().map(|alone| {
            let mut bits = 0_u64;
            for id in alone {
                match options.iter().position(|option| option == id.get_ref()) {
                    Some(at) => bits |= 1 << at,
                    None => self.no_option(id, id.get_ref(), &options),
                }
            }
            if !kind.takes_many() {
                self.at(&written.id, "only options of a question that takes several stand alone");
            }
            bits
        });
        for (id, code) in written.codes.iter().filter(|(id, _)| !options.contains(id)) {
            self.no_option(code, id, &options);
        }
        let named = |id: &String| written.codes.get(id).map(|code| code.get_ref().clone());
        let codes: Vec<Option<String>> = options.iter().map(named).collect();
        let origin = Origin {
            link_id: written.link_id.as_ref().map(|id| id.get_ref().clone()),
            codes: if written.codes.is_empty() { Vec::new() } else { codes },
            unit: written.unit_code.clone(),
        };
        if let Some(question) = self.questions.last_mut() {
            (question.text, question.alone, question.origin) = (text, alone, origin);
        }
    }

    fn pattern(&mut self, written: &Text) -> Option<Regex> {
        let made = RegexBuilder::new(&format!("^(?:{})$", written.get_ref())).size_limit(LARGEST_PATTERN).build();
        if made.is_err() {
            self.at(written, "the pattern is no regular expression that can be used").hint =
                Some("look-around and back-references are not carried, and it must not be huge".to_owned());
        }
        made.ok()
    }

    fn no_option(&mut self, place: &Text, id: &str, options: &[String]) {
        let near = crate::problem::nearest(id, options.iter().map(String::as_str)).map(|n| format!("did you mean \"{n}\"?"));
        self.at(place, format!("the question has no option \"{id}\"")).hint = near;
    }

    /// A shared question: the pack may narrow it (options, range), set whether it is required and when it is shown.
    fn take_from_bank(&mut self, written: &QuestionForm, files: &Files) -> QuestionForm {
        let Some(bank) = files.shared.question(&written.id) else {
            let known = files.shared.questions.iter().map(|q| q.id.get_ref().as_str());
            let hint = crate::problem::nearest(written.id.get_ref(), known).map(|n| format!("did you mean \"{n}\"?"));
            self.at(&written.id, format!("there is no shared question \"{}\"", written.id.get_ref())).hint = hint;
            return written.clone();
        };
        if let Some(kind) = &written.r#type {
            self.report(kind.span().start, "a shared question has the type that the bank gives it").hint =
                Some("leave the type out".to_owned());
        }
        QuestionForm {
            r#type: bank.r#type.clone(),
            required: written.required.or(bank.required),
            options: written.options.clone().or_else(|| bank.options.clone()),
            min: written.min.clone().or_else(|| bank.min.clone()),
            max: written.max.clone().or_else(|| bank.max.clone()),
            unit: written.unit.clone().or_else(|| bank.unit.clone()),
            prefill: written.prefill.clone().or_else(|| bank.prefill.clone()),
            hidden: written.hidden.or(bank.hidden),
            ..written.clone()
        }
    }

    fn question_kind(&mut self, form: AssessmentKind, whole: &QuestionForm, written: &QuestionForm) -> Option<QuestionKind> {
        let Some(kind) = &whole.r#type else {
            self.at(&written.id, format!("the question \"{}\" has no type", written.id.get_ref())).hint =
                Some("write type = \"…\", or shared = true for a question of the shared bank".to_owned());
            return None;
        };
        let kind = *kind.get_ref();
        let takes_options = matches!(kind, TypeForm::Single | TypeForm::Multi);
        let takes_range = matches!(kind, TypeForm::Integer | TypeForm::Decimal);
        if let (Some(options), false) = (&written.options, takes_options)
            && let Some(first) = options.first()
        {
            self.at(first, "only questions of type single or multi have options");
        }
        if let (Some(bound), false) = (written.min.as_ref().or(written.max.as_ref()), takes_range) {
            self.report(bound.span().start, "only questions of type integer or decimal have a range");
        }
        match kind {
            TypeForm::Boolean => Some(QuestionKind::Boolean),
            TypeForm::Date => Some(QuestionKind::Date),
            TypeForm::Text => Some(QuestionKind::Text),
            TypeForm::Single | TypeForm::Multi => {
                let options = self.question_options(form, whole, written)?;
                Some(if kind == TypeForm::Single { QuestionKind::Single(options) } else { QuestionKind::Multi(options) })
            }
            TypeForm::Integer | TypeForm::Decimal => self.range(whole, written, kind == TypeForm::Integer),
        }
    }

    fn question_options(&mut self, form: AssessmentKind, whole: &QuestionForm, written: &QuestionForm) -> Option<Vec<String>> {
        let options = whole.options.as_deref().unwrap_or_default();
        // A form may ask to tick one thing.
        let fewest = if form == AssessmentKind::Form { 1 } else { 2 };
        if options.len() < fewest || options.len() > MOST_OPTIONS {
            self.at(&written.id, format!("\"{}\" needs from {fewest} to {MOST_OPTIONS} options", written.id.get_ref()));
            return None;
        }
        if let Some(own) = &written.options {
            self.unique(own.iter(), "options");
            own.iter().for_each(|option| self.good_id(option));
        }
        Some(options.iter().map(|o| o.get_ref().clone()).collect())
    }

    #[expect(clippy::cast_possible_truncation, reason = "bounds are checked to be at most nine digits")]
    #[expect(clippy::cast_precision_loss, reason = "the scale is 1000")]
    fn range(&mut self, whole: &QuestionForm, written: &QuestionForm, integer: bool) -> Option<QuestionKind> {
        let (Some(min), Some(max)) = (&whole.min, &whole.max) else {
            self.at(&written.id, format!("the number \"{}\" has no range", written.id.get_ref())).hint =
                Some("write min = … and max = …".to_owned());
            return None;
        };
        let sane = |n: f64| n.abs() < 1e9 && (!integer || n.fract() == 0.0);
        if !sane(*min.get_ref()) || !sane(*max.get_ref()) || min.get_ref() >= max.get_ref() {
            let offset =
                written.max.as_ref().or(written.min.as_ref()).map_or(written.id.span().start, |bound| bound.span().start);
            self.report(offset, format!("the range of \"{}\" is empty, too large, or not whole", written.id.get_ref()));
            return None;
        }
        let scaled = |n: f64| (n * SCALE as f64).round() as i64;
        let (min, max) = (scaled(*min.get_ref()), scaled(*max.get_ref()));
        Some(QuestionKind::Number(Range { min, max, whole: integer, unit: whole.unit.clone() }))
    }
}

/// Of each question, the questions that its `show-when` names: their places, and where the names stand. What cannot be read is
/// reported when it is compiled.
fn shown_by(form: &PackForm) -> Vec<Vec<(usize, Span)>> {
    let place = |id: &str| form.question.iter().position(|question| question.id.get_ref() == id);
    let named = |question: &QuestionForm| {
        let condition = question.show_when.as_ref().and_then(|text| parse::condition(text.get_ref()).ok());
        let names = condition.iter().flat_map(Expr::names);
        names.filter_map(|word| Some((place(&word.text)?, word.span.clone()))).collect()
    };
    form.question.iter().map(named).collect()
}

/// Questions that can be shown only by each other: the fault of the condition by which the question at this place is shown by
/// one that comes no earlier and that it shows itself in turn.
fn circle(form: &PackForm, shown_by: &[Vec<(usize, Span)>], at: usize) -> Option<Fault> {
    let id = |at: usize| format!("\"{}\"", form.question[at].id.get_ref());
    let later = shown_by[at].iter().filter(|(question, _)| *question >= at);
    let (back, span) = later.filter_map(|(question, span)| Some((way(shown_by, *question, at)?, span))).next()?;
    let message = match back.as_slice() {
        [_] => format!("{} is shown by its own answer", id(at)),
        _ => format!(
            "the questions show each other in a circle: {} by {}",
            id(at),
            back.iter().map(|at| id(*at)).collect::<Vec<_>>().join(" by ")
        ),
    };
    Some(Fault::new(span, message).hint("let the one that is asked first be shown always, or by earlier questions"))
}

/// The shortest way from one question to another along what shows them, both included.
fn way(shown_by: &[Vec<(usize, Span)>], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut seen = vec![false; shown_by.len()];
    let mut ways = std::collections::VecDeque::from([vec![from]]);
    while let Some(way) = ways.pop_front() {
        let last = *way.last()?;
        if last == to {
            return Some(way);
        }
        if !std::mem::replace(&mut seen[last], true) {
            ways.extend(shown_by[last].iter().map(|(next, _)| way.iter().copied().chain([*next]).collect()));
        }
    }
    None
}
