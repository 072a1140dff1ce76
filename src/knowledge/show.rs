//! `content show`: a pack as a page to read in the terminal, for people who do not read its files.

use std::fmt::{self, Write as _};

use domain::Language;

use crate::answers::written;
use crate::base::KnowledgeBase;
use crate::format::SourceStatus;
use crate::pack::{Pack, Question, QuestionKind};
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
        writeln!(page, "{} {}  (demonstration content, not approved)", self.id, self.version)?;
        writeln!(page, "hash {}", self.hash())?;
        if !self.icpc2.is_empty() {
            writeln!(page, "ICPC-2 {}", self.icpc2.join(", "))?;
        }
        writeln!(page, "\n{}\n{}", texts.purpose, texts.intended_users)?;
        self.write_exclusions(texts, page)?;
        self.write_questions(texts, page)?;
        self.write_derived(texts, page)?;
        self.write_rules(texts, page)?;
        self.write_recommendations(language, texts, page)?;
        self.write_deadlines(texts, page)?;
        self.write_professional(texts, page)?;
        self.write_sources(page)
    }

    fn write_exclusions(&self, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, "NOT FOR", self.exclusions.len())?;
        for (exclusion, text) in self.exclusions.iter().zip(&texts.exclusions) {
            writeln!(page, "  {}: {}", text.when, text.instead)?;
            if let Some(offer) = &exclusion.offer {
                writeln!(page, "      offers {offer}")?;
            }
        }
        Ok(())
    }

    fn write_questions(&self, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, "QUESTIONS", self.questions.len())?;
        for (question, text) in self.questions.iter().zip(&texts.questions) {
            write_question(question, text, page)?;
        }
        Ok(())
    }

    fn write_derived(&self, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, "DERIVED", self.derived.len())?;
        for (derived, label) in self.derived.iter().zip(&texts.derived) {
            writeln!(page, "  {} = {}", derived.id, derived.written)?;
            if derived.show {
                writeln!(page, "      shown as \"{label}\"")?;
            }
        }
        Ok(())
    }

    fn write_rules(&self, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, "RULES (the first that holds decides)", self.rules.len())?;
        for (rule, why) in self.rules.iter().zip(&texts.rules) {
            let recommendation = &self.recommendations[rule.recommendation];
            let result = rule.outcome.map_or(rule.urgency.code(), |at| self.outcomes[at].id.as_str());
            let within = self.within(recommendation);
            writeln!(page, "  {}  {result}  within {within}  {}", rule.id, recommendation.id)?;
            writeln!(page, "      when   {}", rule.when.written)?;
            writeln!(page, "      why    {why}")?;
            writeln!(page, "      source {}", rule.source)?;
        }
        Ok(())
    }

    fn write_recommendations(&self, language: Language, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, "RECOMMENDATIONS", self.recommendations.len())?;
        let shared = self.files.shared.texts(language);
        for (one, text) in self.recommendations.iter().zip(&texts.recommendations) {
            let result = one.outcome.map_or(one.urgency.code(), |at| self.outcomes[at].id.as_str());
            let queue = one.queue.as_ref().map(|queue| format!("  queue {queue}")).unwrap_or_default();
            writeln!(page, "  {}  {result}{queue}", one.id)?;
            let timed = |text: &str| text.replace("{within}", &shared.within(self.within(one)));
            writeln!(page, "      {}", timed(&text.text))?;
            for line in &text.self_care {
                writeln!(page, "      - {line}")?;
            }
            writeln!(page, "      professional: {}", timed(&text.professional))?;
        }
        writeln!(page, "  queue {} unless", self.queue)?;
        for (when, queue) in &self.queue_rules {
            writeln!(page, "      {} → {queue}", when.written)?;
        }
        Ok(())
    }

    fn write_deadlines(&self, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, "STATUTORY DEADLINES (the first that holds)", self.deadlines.len())?;
        for (deadline, text) in self.deadlines.iter().zip(&texts.deadlines) {
            writeln!(page, "  {}  when {}", deadline.id, deadline.when.written)?;
            let law = if deadline.law.is_empty() { String::new() } else { format!(" ({})", deadline.law) };
            writeln!(page, "      {text}{law}")?;
        }
        Ok(())
    }

    fn write_professional(&self, texts: &Texts, page: &mut String) -> fmt::Result {
        heading(page, "FOR THE PROFESSIONAL", 1)?;
        for (what, conditions) in [("red flag", &self.red_flags), ("positive", &self.positives), ("negative", &self.negatives)] {
            for condition in conditions {
                writeln!(page, "  {what}: {}", condition.written)?;
            }
        }
        for (code, text) in self.codes.iter().zip(&texts.codes) {
            let when = code.when.as_ref().map(|when| format!(" when {}", when.written)).unwrap_or_default();
            writeln!(page, "  code {} {text}{when}", code.code)?;
        }
        for (what, lines) in [("ask", &texts.follow_up), ("reply", &texts.replies), ("note", &texts.notes)] {
            for line in lines {
                writeln!(page, "  {what}: {line}")?;
            }
        }
        Ok(())
    }

    fn write_sources(&self, page: &mut String) -> fmt::Result {
        heading(page, "SOURCES", self.sources.len())?;
        for source in &self.sources {
            let status = match source.status {
                SourceStatus::Seen => "seen",
                SourceStatus::PartlySeen => "partly seen",
                SourceStatus::Known => "known, to be checked",
            };
            writeln!(page, "  {} ({status}): {}", source.code, source.text)?;
        }
        heading(page, "TO BE DECIDED BY THE OWNER OF THE CONTENT", self.uncertain.len())?;
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

fn write_question(question: &Question, text: &QuestionText, page: &mut String) -> fmt::Result {
    let optional = if question.required { "" } else { ", optional" };
    let kind = match &question.kind {
        QuestionKind::Boolean => "yes or no".to_owned(),
        QuestionKind::Single(_) => "one of".to_owned(),
        QuestionKind::Multi(_) => "any of".to_owned(),
        QuestionKind::Number(range) => format!("{} to {} {}", written(range.min), written(range.max), text.unit),
        QuestionKind::Date => "a day".to_owned(),
        QuestionKind::Text => "own words".to_owned(),
    };
    writeln!(page, "  {}  {}", question.id, text.text)?;
    writeln!(page, "      {}{optional}", kind.trim_end())?;
    if let Some(when) = &question.show_when {
        writeln!(page, "      shown when {}", when.written)?;
    }
    if matches!(question.kind, QuestionKind::Boolean) {
        return Ok(());
    }
    for (id, option) in question.kind.options().iter().zip(&text.options) {
        writeln!(page, "      - {id}: {option}")?;
    }
    Ok(())
}
