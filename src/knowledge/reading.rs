//! A pack for reading: one document that the terminal, Markdown and HTML render, for people who do not read its files.

mod condition;
mod follow;
mod head;
mod html;
mod markdown;
mod questions;
mod rules;
mod terminal;
mod words;

use domain::{Language, UrgencyClass, Within};

use crate::pack::Pack;
use crate::shared::SharedTexts;
use crate::texts::Texts;
use words::Word;

/// A pack in one language as a document. What it says is the same in every form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    language: Language,
    title: String,
    blocks: Vec<Block>,
}

/// A part of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading(String),
    /// A heading inside a part.
    Part(String),
    Text(String),
    /// What is known, with its name before it.
    Facts(Vec<(String, String)>),
    List(Vec<String>),
    Items(Vec<Item>),
    Table(Table),
}

/// A question, a recommendation, a value: numbered, so that rules can name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Item {
    number: usize,
    text: String,
    /// The id in the pack's files, for reference.
    id: String,
    lines: Vec<String>,
    points: Vec<Point>,
}

/// An option with its id, or a line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Point {
    text: String,
    id: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Table {
    /// The titles, with how much of the width each column takes.
    columns: Vec<(String, usize)>,
    rows: Vec<Vec<Vec<Line>>>,
}

/// A line of a table's cell.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    text: String,
    look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    Strong,
    /// For reference.
    Small,
}

fn line(look: Look, text: impl Into<String>) -> Line {
    Line { text: text.into(), look }
}

impl Pack {
    /// The pack for reading: what it is for, its questions with what shows them, its rules as a decision table with their
    /// reasons, what residents and professionals are told, and where it is known from.
    #[must_use]
    pub fn reading(&self, language: Language) -> Reading {
        let texts = self.texts(language);
        let mut writer = Writer { pack: self, texts, shared: self.files.shared.texts(language), language, blocks: Vec::new() };
        writer.head();
        writer.questions();
        writer.values();
        writer.rules();
        writer.red_flags();
        writer.recommendations();
        writer.deadlines();
        writer.professional();
        writer.kept();
        writer.exam_points();
        writer.sources();
        Reading { language, title: texts.title.clone(), blocks: writer.blocks }
    }
}

impl Reading {
    /// As plain text in so many columns, 40 at least.
    #[must_use]
    pub fn to_terminal(&self, width: usize) -> String {
        terminal::render(self, width.max(40))
    }

    /// As Markdown, with tables as GitHub and pandoc read them.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::render(self)
    }

    /// As one self-contained page of HTML, also for printing.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::render(self)
    }
}

/// Goes through a pack once and writes down what a reader needs.
struct Writer<'a> {
    pack: &'a Pack,
    texts: &'a Texts,
    shared: &'a SharedTexts,
    language: Language,
    blocks: Vec<Block>,
}

impl Writer<'_> {
    fn word(&self, word: &Word) -> &'static str {
        word.get(self.language)
    }

    /// A part with its heading, unless there is nothing in it.
    fn part<T>(&mut self, title: &Word, content: Vec<T>, block: impl FnOnce(Vec<T>) -> Block) {
        if !content.is_empty() {
            self.heading(title);
            self.blocks.push(block(content));
        }
    }

    fn heading(&mut self, title: &Word) {
        self.blocks.push(Block::Heading(self.word(title).to_owned()));
    }

    /// What a class is called, with its code. A class that has limits of its own is called after them.
    fn class(&self, urgency: UrgencyClass, within: Within) -> String {
        let labels = &self.shared.class;
        let label = labels.get(&format!("{urgency} {within}")).or_else(|| labels.get(urgency.code()));
        label.map_or_else(|| urgency.to_string(), |label| format!("{urgency} – {label}"))
    }

    /// A class by its usual limit.
    fn usual(&self, urgency: UrgencyClass) -> String {
        self.class(urgency, self.pack.classes.limit(urgency).within)
    }
}

/// Without what would steer a terminal or break a page: pages may come from somebody else's folder.
fn clean(text: &str) -> String {
    text.split_whitespace().map(|word| word.chars().filter(|c| !c.is_control()).collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
