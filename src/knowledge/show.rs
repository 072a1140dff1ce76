//! `content show`: a pack as a page to read in the terminal, for people who do not read its files.

mod words;

use std::fmt::{self, Write as _};

use domain::Language;

use crate::answers::written;
use crate::base::KnowledgeBase;
use crate::format::{Prefill, SourceStatus};
use crate::pack::{Findings, Number, Pack, Question, QuestionKind};
use crate::texts::{QuestionText, Texts};

impl KnowledgeBase {
    /// A pack to read: questions with what shows them, the rules in their order with their reasons, what residents are told,
    /// and where it is known from. Nothing when there is no such pack.
    #[must_use]
    pub fn show(&self, id: &str, language: Language) -> Option<String> {
        let mut page = String::new();
        // Writing to a String cannot fail.
        let _ = self.get(id)?.write_page(language, &mut page);
        Some(page)
    }
}

impl Pack {
    fn write_page(&self, language: Language, page: &mut String) -> fmt::Result {
        let texts = self.texts(language);
        writeln!(page, "{}", texts.title)?;
        let approval = self.approval();
        let status = if approval.approved {
            format!("{} {}", words::APPROVED_BY.get(language), approval.signed_by.join(", "))
        } else {
            words::DEMONSTRATION.get(language).to_owned()
        };
        writeln!(page, "{} {}  ({status})", self.id, self.version)?;
        for note in &approval.notes {
            writeln!(page, "  {note}")?;
        }
        writeln!(page, "hash {}", self.hash())?;
        if !self.icpc2.is_empty() {
            writeln!(page, "ICPC-2 {}", self.icpc2.join(", "))?;
        }
        writeln!(page, "\n{}\n{}", texts.purpose, texts.intended_users)?;
        heading(page, words::CHANGES.get(language), self.changelog.len())?;
        for (version, text) in &self.changelog {
            writeln!(page, "  {version}  {text}")?;
        }
        self.write_exclusions(language, texts, page)?;
        self.write_questions(language, texts, page)?;
        self.write_derived(language, texts, page)?;
        self.write_rules(language, texts, page)?;
        self.write_recommendations(language, texts, page)?;
        self.write_deadlines(language, texts, page)?;
        self.write_professional(language, texts, page)?;
        self.write_exam_points(language, page)?;
        self.write_sources(language, page)
    }

    fn write_exclusions(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, words::NOT_FOR.get(language), self.exclusions.len())?;
        for (exclusion, text) in self.exclusions.iter().zip(&texts.exclusions) {
            writeln!(page, "  {}: {}", text.when, text.instead)?;
            if let Some(offer) = &exclusion.offer {
                writeln!(page, "      {} {offer}", words::OFFERS.get(language))?;
            }
        }
        Ok(())
    }

    fn write_questions(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, words::QUESTIONS.get(language), self.questions.len())?;
        let mut last = None;
        for (at, (question, text)) in self.questions.iter().zip(&texts.questions).enumerate() {
            let section = self.section_of(at);
            if let Some(section) = section.filter(|_| section != last) {
                writeln!(page, "  == {} ==", texts.sections[section])?;
            }
            last = section;
            write_question(language, question, text, page)?;
        }
        if let Some(consent) = self.consent() {
            writeln!(page, "  {} {consent}", words::CONSENT.get(language))?;
        }
        for one in &self.observed {
            let of = match one.of {
                Number::Question(at) => &self.questions[usize::from(at)].id,
                Number::Derived(at) => &self.derived[at].id,
            };
            write!(page, "  {} {of} → {}", words::KEPT.get(language), one.code)?;
            match &one.when {
                Some(when) => writeln!(page, ", {} {}", words::SHOWN_WHEN.get(language), when.written)?,
                None => writeln!(page)?,
            }
        }
        Ok(())
    }

    fn write_derived(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, words::DERIVED.get(language), self.derived.len())?;
        for (derived, label) in self.derived.iter().zip(&texts.derived) {
            writeln!(page, "  {} = {}", derived.id, derived.written)?;
            if derived.show {
                writeln!(page, "      {} \"{label}\"", words::SHOWN_AS.get(language))?;
            }
        }
        Ok(())
    }

    fn write_rules(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        let title = match self.findings {
            Some(Findings::PerArea) => words::RULES_PER_AREA,
            _ => words::RULES,
        };
        heading(page, title.get(language), self.rules.len())?;
        for (at, (rule, why)) in self.rules.iter().zip(&texts.rules).enumerate() {
            let recommendation = &self.recommendations[rule.recommendation];
            let result = rule.outcome.map_or(rule.urgency.code(), |at| self.outcomes[at].id.as_str());
            let within = self.within(recommendation);
            let limit = words::WITHIN.get(language);
            writeln!(page, "  {}  {result}  {limit} {within}  {}", rule.id, recommendation.id)?;
            let lines = [(words::WHEN, &rule.when.written), (words::WHY, why), (words::SOURCE, &rule.source)];
            for (what, line) in lines {
                writeln!(page, "      {:<6} {line}", what.get(language))?;
            }
            if let Some(level) = rule.level {
                let area = rule.area.map(|area| format!("{}: ", texts.areas[area])).unwrap_or_default();
                let queue = rule.queue.as_ref().map(|queue| format!("  {} {queue}", words::QUEUE.get(language)));
                let queue = queue.unwrap_or_default();
                writeln!(page, "      {} {area}{}{queue}", words::FINDING.get(language), texts.levels[level])?;
                if !texts.findings[at].is_empty() {
                    writeln!(page, "      {}", texts.findings[at])?;
                }
            }
        }
        Ok(())
    }

    fn write_recommendations(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, words::RECOMMENDATIONS.get(language), self.recommendations.len())?;
        let shared = self.files.shared.texts(language);
        let queue_word = words::QUEUE.get(language);
        for (one, text) in self.recommendations.iter().zip(&texts.recommendations) {
            let result = one.outcome.map_or(one.urgency.code(), |at| self.outcomes[at].id.as_str());
            let queue = one.queue.as_ref().map(|queue| format!("  {queue_word} {queue}")).unwrap_or_default();
            writeln!(page, "  {}  {result}{queue}", one.id)?;
            let timed = |text: &str| text.replace("{within}", &shared.within(self.within(one)));
            writeln!(page, "      {}", timed(&text.text))?;
            for line in &text.self_care {
                writeln!(page, "      - {line}")?;
            }
            writeln!(page, "      {}: {}", words::PROFESSIONAL.get(language), timed(&text.professional))?;
        }
        writeln!(page, "  {queue_word} {} {}", self.queue, words::UNLESS.get(language))?;
        for (when, queue) in &self.queue_rules {
            writeln!(page, "      {} → {queue}", when.written)?;
        }
        Ok(())
    }

    fn write_deadlines(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, words::DEADLINES.get(language), self.deadlines.len())?;
        for (deadline, text) in self.deadlines.iter().zip(&texts.deadlines) {
            writeln!(page, "  {}  {} {}", deadline.id, words::WHEN.get(language), deadline.when.written)?;
            let law = if deadline.law.is_empty() { String::new() } else { format!(" ({})", deadline.law) };
            writeln!(page, "      {text}{law}")?;
        }
        Ok(())
    }

    fn write_professional(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, words::FOR_THE_PROFESSIONAL.get(language), 1)?;
        for flag in &self.red_flags {
            writeln!(page, "  {}: {} ({})", words::RED_FLAG.get(language), flag.when.written, flag.floor)?;
        }
        for (what, conditions) in [(words::POSITIVE, &self.positives), (words::NEGATIVE, &self.negatives)] {
            let what = what.get(language);
            for condition in conditions {
                writeln!(page, "  {what}: {}", condition.written)?;
            }
        }
        for (code, text) in self.codes.iter().zip(&texts.codes) {
            let when =
                code.when.as_ref().map(|when| format!(" {} {}", words::WHEN.get(language), when.written)).unwrap_or_default();
            writeln!(page, "  {} {} {text}{when}", words::CODE.get(language), code.code)?;
        }
        for (what, lines) in [(words::ASK, &texts.follow_up), (words::REPLY, &texts.replies), (words::NOTE, &texts.notes)] {
            let what = what.get(language);
            for line in lines {
                writeln!(page, "  {what}: {line}")?;
            }
        }
        Ok(())
    }

    fn write_exam_points(&self, language: Language, page: &mut String) -> fmt::Result {
        heading(page, words::EXAM_POINTS.get(language), self.exam_points.len())?;
        for point in &self.exam_points {
            let reminders: Vec<String> = point.reminder_days.iter().map(ToString::to_string).collect();
            let extensive = if point.extensive { words::EXTENSIVE.get(language) } else { "" };
            let head = format!("  {}  {}  {}  {}  {extensive}", point.id, point.service, point.from, point.answered_by);
            writeln!(page, "{}", head.trim_end())?;
            writeln!(
                page,
                "      {} {} d, {} {} d",
                words::SENT_BEFORE.get(language),
                point.days_before_invite,
                words::REMINDED_BEFORE.get(language),
                reminders.join(", ")
            )?;
        }
        Ok(())
    }

    fn write_sources(&self, language: Language, page: &mut String) -> fmt::Result {
        heading(page, words::SOURCES.get(language), self.sources.len())?;
        for source in &self.sources {
            let status = match source.status {
                SourceStatus::Seen => words::SEEN,
                SourceStatus::PartlySeen => words::PARTLY_SEEN,
                SourceStatus::Known => words::KNOWN,
            };
            writeln!(page, "  {} ({}): {}", source.code, status.get(language), source.text)?;
        }
        heading(page, words::UNDECIDED.get(language), self.uncertain.len())?;
        for line in &self.uncertain {
            writeln!(page, "  {line}")?;
        }
        Ok(())
    }
}

/// A heading, unless nothing follows.
fn heading(page: &mut String, title: &str, lines: usize) -> fmt::Result {
    if lines == 0 { Ok(()) } else { writeln!(page, "\n{title}") }
}

fn write_question(language: Language, question: &Question, text: &QuestionText, page: &mut String) -> fmt::Result {
    let optional = if question.required { String::new() } else { format!(", {}", words::OPTIONAL.get(language)) };
    let kind = match &question.kind {
        QuestionKind::Boolean => words::YES_OR_NO.get(language).to_owned(),
        QuestionKind::Single(_) => words::ONE_OF.get(language).to_owned(),
        QuestionKind::Multi(_) => words::ANY_OF.get(language).to_owned(),
        QuestionKind::Number(range) => format!("{}–{} {}", written(range.min), written(range.max), text.unit),
        QuestionKind::Date => words::A_DAY.get(language).to_owned(),
        QuestionKind::Text => words::OWN_WORDS.get(language).to_owned(),
    };
    writeln!(page, "  {}  {}", question.id, text.text)?;
    writeln!(page, "      {}{optional}", kind.trim_end())?;
    if let Some(Prefill::Observation { code, max_age_days }) = &question.prefill {
        writeln!(page, "      {} {code}, {max_age_days} d", words::FROM_RECORD.get(language))?;
    }
    if let Some(when) = &question.show_when {
        writeln!(page, "      {} {}", words::SHOWN_WHEN.get(language), when.written)?;
    }
    for line in question.particulars() {
        writeln!(page, "      {line}")?;
    }
    if matches!(question.kind, QuestionKind::Boolean) {
        return Ok(());
    }
    for (id, option) in question.kind.options().iter().zip(&text.options) {
        writeln!(page, "      - {id}: {option}")?;
    }
    Ok(())
}
