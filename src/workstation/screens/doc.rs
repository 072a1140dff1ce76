//! A text to be read: wrapped lines with a meaning each, sections to jump to, painted from any line on.

use api::AnswerLine;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::Desk;
use crate::surface::{Pen, Surface};
use crate::text;
use crate::theme::Role;

/// A line: pieces of text, each with its meaning; and whether it is the chosen one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Line(Vec<(String, Role)>, bool);

/// The text, wrapped to a width.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    width: usize,
    lines: Vec<Line>,
    /// Where sections begin.
    sections: Vec<(usize, usize)>,
    /// Lines that are put now are chosen.
    chosen: bool,
}

impl Doc {
    pub(crate) fn new(width: usize) -> Self {
        Self { width: width.max(10), ..Self::default() }
    }

    /// Columns of a line.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Lines from here on are the chosen ones, or not.
    pub(crate) fn chosen(&mut self, chosen: bool) {
        self.chosen = chosen;
    }

    /// Changes with the text, for those who have no other number that does.
    pub(crate) fn fingerprint(&self) -> u64 {
        crate::surface::key(&self.lines)
    }

    /// A section begins here.
    pub(crate) fn section(&mut self, number: usize) {
        self.sections.push((number, self.lines.len()));
    }

    /// The line where a section begins.
    pub(crate) fn line_of(&self, number: usize) -> Option<usize> {
        self.sections.iter().find(|(section, _)| *section == number).map(|(_, line)| *line)
    }

    /// The section that a line lies in.
    pub(crate) fn section_at(&self, line: usize) -> Option<usize> {
        self.sections.iter().rev().find(|(_, start)| *start <= line).map(|(section, _)| *section)
    }

    /// An empty line, unless the last one is empty already.
    pub(crate) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.0.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    pub(crate) fn heading(&mut self, title: &str) {
        self.gap();
        self.put(vec![(title.to_owned(), Role::Title)]);
    }

    /// A line of pieces that fits or is cut. The pieces must be visible already.
    pub(crate) fn put(&mut self, pieces: Vec<(String, Role)>) {
        self.lines.push(Line(pieces, self.chosen));
    }

    /// Text, wrapped.
    pub(crate) fn text(&mut self, words: &str, role: Role) {
        self.indented("", "", words, role);
    }

    /// Text behind a mark; further lines stand under the text.
    pub(crate) fn marked(&mut self, mark: &str, words: &str, role: Role) {
        let under = " ".repeat(text::width(mark));
        self.indented(mark, &under, words, role);
    }

    /// The resident's own words, with a bar at their left: seen as theirs without colour, too.
    pub(crate) fn quote(&mut self, words: &str, role: Role) {
        self.indented("▌ ", "▌ ", words, role);
    }

    fn indented(&mut self, first: &str, further: &str, words: &str, role: Role) {
        let room = self.width.saturating_sub(text::width(first)).max(8);
        for (index, line) in text::wrap(words, room).into_iter().enumerate() {
            let mark = if index == 0 { first } else { further };
            self.lines.push(Line(vec![(format!("{mark}{line}"), role)], self.chosen));
        }
    }

    /// A question with its answer. Short ones share a line.
    pub(crate) fn answer(&mut self, line: &AnswerLine, role: Role) {
        let question = text::visible(&line.text).into_owned();
        if line.own_words {
            self.text(&question, Role::Question);
            for words in &line.answers {
                self.quote(words.as_str(), Role::OwnWords);
            }
            return;
        }
        let role = if line.red_flag { Role::RedFlag } else { role };
        let mark = if line.red_flag { "⚑ " } else { "  " };
        let answers: Vec<&str> = line.answers.iter().map(|words| words.as_str()).collect();
        let joined = text::visible(&answers.join("; ")).into_owned();
        if text::width(mark) + text::width(&question) + 2 + text::width(&joined) <= self.width {
            self.put(vec![(mark.to_owned(), role), (format!("{question}  "), Role::Question), (joined, role)]);
            return;
        }
        self.indented(mark, "  ", &question, Role::Question);
        if let Some(line) =
            self.lines.iter_mut().rev().find(|line| line.0.first().is_some_and(|(text, _)| text.starts_with(mark)))
            && line.0.len() == 1
            && mark != "  "
        {
            let (text, _) = line.0.remove(0);
            let rest = text.strip_prefix(mark).unwrap_or_default().to_owned();
            line.0 = vec![(mark.to_owned(), role), (rest, Role::Question)];
        }
        for answer in &line.answers {
            self.indented("    ", "      ", answer.as_str(), role);
        }
    }

    fn write(&self, pen: &mut Pen<'_>, line: usize, desk: &Desk) {
        if let Some(line) = self.lines.get(line) {
            for (words, role) in &line.0 {
                let style = desk.look(*role);
                pen.put(words, if line.1 { style.patch(desk.look(Role::Selected)) } else { style });
            }
        }
    }

    /// Paints lines from `from` on into a block.
    pub(crate) fn paint(&self, buffer: &mut Buffer, area: Rect, from: usize, desk: &Desk) {
        for row in 0..area.height {
            self.write(&mut Pen::at(buffer, Rect::new(area.x, area.y + row, area.width, 1)), from + usize::from(row), desk);
        }
    }

    /// Draws lines from `from` on, a region each. `turn` changes with the text.
    pub(crate) fn draw(&self, surface: &mut Surface, area: Rect, from: usize, turn: u64, desk: &Desk) {
        for row in 0..area.height {
            let line = from + usize::from(row);
            surface.line(Rect::new(area.x, area.y + row, area.width, 1), desk.key((40, turn, line, self.width)), |pen| {
                self.write(pen, line, desk);
            });
        }
    }
}
