//! The document as Markdown. Texts are escaped, so that none of them is taken for a mark.

use std::fmt::Write as _;

use super::{Block, Item, Line, Look, Reading, Table, clean};

pub(super) fn render(reading: &Reading) -> String {
    let mut page = String::new();
    let _ = writeln!(page, "# {}", escaped(&reading.title));
    for block in &reading.blocks {
        page.push('\n');
        match block {
            Block::Heading(text) => {
                let _ = writeln!(page, "## {}", escaped(text));
            }
            Block::Part(text) => {
                let _ = writeln!(page, "### {}", escaped(text));
            }
            Block::Text(text) => {
                let _ = writeln!(page, "{}", escaped(text));
            }
            Block::Facts(facts) => {
                for (name, fact) in facts {
                    let _ = writeln!(page, "- **{}**: {}", escaped(name), escaped(fact));
                }
            }
            Block::List(points) => {
                for text in points {
                    let _ = writeln!(page, "- {}", escaped(text));
                }
            }
            Block::Items(items) => items.iter().for_each(|item| write_item(item, &mut page)),
            Block::Table(table) => write_table(table, &mut page),
        }
    }
    page
}

fn write_item(item: &Item, page: &mut String) {
    let mark = format!("{}. ", item.number);
    let indent = " ".repeat(mark.len());
    let _ = writeln!(page, "{mark}**{}**{}", escaped(&item.text), id(&item.id));
    if !item.lines.is_empty() {
        let lines: Vec<String> = item.lines.iter().map(|line| escaped(line)).collect();
        // Two spaces before the end of a line keep its break.
        let _ = writeln!(page, "\n{indent}{}", lines.join(&format!("  \n{indent}")));
    }
    if !item.points.is_empty() {
        page.push('\n');
    }
    for point in &item.points {
        let _ = writeln!(page, "{indent}- {}{}", escaped(&point.text), id(&point.id));
    }
    page.push('\n');
}

/// An id in small print.
fn id(id: &str) -> String {
    if id.is_empty() { String::new() } else { format!(" `{id}`") }
}

fn write_table(table: &Table, page: &mut String) {
    let titles: Vec<String> = table.columns.iter().map(|(title, _)| escaped(title)).collect();
    let _ = writeln!(page, "| {} |\n|{}", titles.join(" | "), " --- |".repeat(titles.len()));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| cell_of(cell)).collect();
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
}

fn cell_of(cell: &[Line]) -> String {
    let one = |line: &Line| match line.look {
        Look::Plain => escaped(&line.text),
        Look::Strong => format!("**{}**", escaped(&line.text)),
        Look::Small => format!("*{}*", escaped(&line.text)),
    };
    cell.iter().map(one).collect::<Vec<_>>().join("<br>")
}

/// A text with a backslash before everything that Markdown could take for a mark.
fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // A list or a heading begins only at the beginning of a line, and so does a numbered one.
        let begins = at == 0 && matches!(c, '-' | '+' | '=' | '#');
        let numbers = matches!(c, '.' | ')') && at > 0 && text.get(..at).is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()));
        if begins || numbers || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
