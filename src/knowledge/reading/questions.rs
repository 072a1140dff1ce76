//! The questions in the order of asking, with what shows each of them, and the values computed from the answers.

use super::{Block, Item, Point, Writer, words};
use crate::format::Prefill;
use crate::pack::{Question, QuestionKind};

impl Writer<'_> {
    pub(super) fn questions(&mut self) {
        self.heading(&words::QUESTIONS);
        let mut items: Vec<Item> = Vec::new();
        let mut last = None;
        for at in 0..self.pack.questions.len() {
            let section = self.pack.section_of(at);
            if let Some(section) = section.filter(|_| section != last) {
                self.items(&mut items);
                self.blocks.push(Block::Part(self.texts.sections[section].clone()));
            }
            last = section;
            items.push(self.question(at));
        }
        self.items(&mut items);
        if let Some(consent) = self.pack.consent {
            let text = format!("{} {}.", self.word(&words::CONSENT), consent + 1);
            self.blocks.push(Block::Text(text));
        }
    }

    fn items(&mut self, items: &mut Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::Items(std::mem::take(items)));
        }
    }

    fn question(&self, at: usize) -> Item {
        let (question, texts) = (&self.pack.questions[at], &self.texts.questions[at]);
        let mut lines = Vec::new();
        if let Some(when) = &question.show_when {
            lines.push(format!("{} {}", self.word(&words::SHOWN_WHEN), self.condition(&when.node)));
        }
        let optional = if question.required { String::new() } else { format!(", {}", self.word(&words::OPTIONAL)) };
        lines.push(format!("{}{optional}", self.kind(question, &texts.unit)));
        lines.extend(question.hidden.then(|| self.word(&words::HIDDEN).to_owned()));
        let limits = &question.text;
        let signs = [(words::AT_LEAST_SIGNS, limits.min), (words::AT_MOST_SIGNS, limits.max)];
        lines.extend(signs.iter().filter_map(|(what, n)| n.map(|n| format!("{} {n}", self.word(what)))));
        lines.extend(limits.pattern_text().map(|pattern| format!("{}: {pattern}", self.word(&words::PATTERN))));
        match &question.prefill {
            Some(Prefill::Age | Prefill::Sex) => lines.push(self.word(&words::FROM_RECORD).to_owned()),
            Some(Prefill::Observation { code, max_age_days }) => {
                let name = self.observation(code);
                let days = self.word(&words::DAYS_OLD);
                lines.push(format!("{} {name}, ≤ {max_age_days} {days}", self.word(&words::FROM_OBSERVATION)));
            }
            None => {}
        }
        let option = |(id, text): (&str, &String)| Point { text: text.clone(), id: id.to_owned() };
        let points = match question.kind {
            QuestionKind::Boolean => Vec::new(),
            _ => question.kind.options().into_iter().zip(&texts.options).map(option).collect(),
        };
        let short = Some(&texts.short).filter(|short| **short != texts.text);
        if let Some(short) = short {
            lines.push(format!("{} {}", self.word(&words::CALLED), self.quoted(short)));
        }
        // What was brought in from another system has a name there, too.
        let id = match question.link_id() {
            same if same == question.id => question.id.clone(),
            link => format!("{} = {link}", question.id),
        };
        Item { number: at + 1, text: texts.text.clone(), id, lines, points }
    }

    fn kind(&self, question: &Question, unit: &str) -> String {
        match &question.kind {
            QuestionKind::Boolean => self.word(&words::YES_OR_NO).to_owned(),
            QuestionKind::Single(_) => self.word(&words::ONE_OF).to_owned(),
            QuestionKind::Multi(_) => self.word(&words::ANY_OF).to_owned(),
            QuestionKind::Number(range) => {
                let (min, max) = (self.number(range.min), self.number(range.max));
                format!("{} {min}–{max} {unit}", self.word(&words::A_NUMBER)).trim_end().to_owned()
            }
            QuestionKind::Date => self.word(&words::A_DAY).to_owned(),
            QuestionKind::Text => self.word(&words::OWN_WORDS).to_owned(),
        }
    }

    pub(super) fn values(&mut self) {
        let value = |(at, derived): (usize, &crate::pack::Derived)| {
            let (mut lines, points) = self.formula(&self.pack.formulas[at]);
            if derived.show {
                lines.push(self.word(&words::SHOWN).to_owned());
            }
            let points = points.into_iter().map(|text| Point { text, id: String::new() }).collect();
            Item { number: at + 1, text: capital(&self.value_name(at)), id: derived.id.clone(), lines, points }
        };
        let items = self.pack.derived.iter().enumerate().map(value).collect();
        self.part(&words::DERIVED, items, Block::Items);
    }

    /// What a kept number is called.
    pub(super) fn observation(&self, code: &str) -> String {
        self.shared.observation.get(code).map_or_else(|| code.to_owned(), String::clone)
    }
}

/// A text with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
