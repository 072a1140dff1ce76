//! The document in columns of a terminal, wrapped between words. Nothing in it steers the terminal.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{Block, Item, Line, Look, Reading, Table, clean};

/// Between two columns of a table.
const GAP: usize = 2;
/// From here on a table has all its columns beside each other; below it the last one stands under the one before it.
const WIDE: usize = 110;
/// How far the lines of an item stand inside.
const INDENT: usize = 5;

pub(super) fn render(reading: &Reading, width: usize) -> String {
    let mut page = String::new();
    underlined(&reading.title, "═", width, &mut page);
    for block in &reading.blocks {
        match block {
            Block::Heading(text) => {
                let _ = writeln!(page);
                underlined(&text.to_uppercase(), "─", width, &mut page);
            }
            Block::Part(text) => {
                let _ = writeln!(page);
                wrap(&format!("── {text} ──"), width).iter().for_each(|line| push(&mut page, 0, line));
            }
            Block::Text(text) => wrap(text, width).iter().for_each(|line| push(&mut page, 0, line)),
            Block::Facts(facts) => write_facts(facts, width, &mut page),
            Block::List(points) => points.iter().for_each(|text| write_point("  • ", text, width, &mut page)),
            Block::Items(items) => items.iter().for_each(|item| write_item(item, width, &mut page)),
            Block::Table(table) => write_table(table, width, &mut page),
        }
    }
    page
}

fn underlined(text: &str, mark: &str, width: usize, page: &mut String) {
    let lines = wrap(text, width);
    let longest = lines.iter().map(|line| line.width()).max().unwrap_or_default();
    lines.iter().for_each(|line| push(page, 0, line));
    push(page, 0, &mark.repeat(longest));
}

fn push(page: &mut String, indent: usize, line: &str) {
    let _ = writeln!(page, "{}", format_args!("{:indent$}{line}", "").to_string().trim_end());
}

/// A line with something in front of it; what follows it stands below its text.
fn write_point(before: &str, text: &str, width: usize, page: &mut String) {
    let indent = before.width();
    for (at, line) in wrap(text, width.saturating_sub(indent)).iter().enumerate() {
        let before = if at == 0 { before } else { "" };
        let _ = writeln!(page, "{before:indent$}{line}");
    }
}

fn write_facts(facts: &[(String, String)], width: usize, page: &mut String) {
    let widest = facts.iter().map(|(name, _)| clean(name).width()).max().unwrap_or_default();
    // Long names, such as whole sentences, stand on a line of their own.
    if widest > width / 3 {
        for (name, fact) in facts {
            write_point("  • ", name, width, page);
            write_point("    → ", fact, width, page);
        }
        return;
    }
    for (name, fact) in facts {
        let name = clean(name);
        let fill = " ".repeat(widest - name.width());
        write_point(&format!("  {name}{fill}  "), fact, width, page);
    }
}

fn write_item(item: &Item, width: usize, page: &mut String) {
    let _ = writeln!(page);
    write_point(&format!("{:>3}. ", item.number), &with_id(&item.text, &item.id), width, page);
    for text in &item.lines {
        write_point(&" ".repeat(INDENT), text, width, page);
    }
    for point in &item.points {
        write_point(&format!("{:INDENT$}• ", ""), &with_id(&point.text, &point.id), width, page);
    }
}

fn with_id(text: &str, id: &str) -> String {
    if id.is_empty() { text.to_owned() } else { format!("{text} [{id}]") }
}

fn write_table(table: &Table, width: usize, page: &mut String) {
    let fold = width < WIDE && table.columns.len() > 3;
    let mut columns = table.columns.clone();
    if fold {
        under_the_last(&mut columns, |before, (title, share)| {
            before.0 = format!("{} / {title}", before.0);
            before.1 += share;
        });
    }
    let shares: usize = columns.iter().map(|(_, share)| share).sum();
    let room = width - GAP * (columns.len() - 1);
    let mut widths: Vec<usize> = columns.iter().map(|(_, share)| room * share / shares).collect();
    // The last column takes what rounding left.
    let used: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += room - used;
    }
    let titles: Vec<Vec<String>> = columns.iter().zip(&widths).map(|((title, _), width)| wrap(title, *width)).collect();
    write_row(&titles, &widths, page);
    let rules: Vec<Vec<String>> = widths.iter().map(|width| vec!["─".repeat(*width)]).collect();
    write_row(&rules, &widths, page);
    for (at, row) in table.rows.iter().enumerate() {
        let mut row = row.clone();
        if fold {
            let title = table.columns.last().map_or("", |(title, _)| title);
            under_the_last(&mut row, |before, mut cell| {
                if let Some(first) = cell.first_mut() {
                    first.text = format!("{title}: {}", first.text);
                }
                before.extend(cell);
            });
        }
        let cells: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| lines_of(cell, *width)).collect();
        if at > 0 {
            let _ = writeln!(page);
        }
        write_row(&cells, &widths, page);
    }
}

/// Puts the last of a row under the one before it.
fn under_the_last<T>(row: &mut Vec<T>, join: impl FnOnce(&mut T, T)) {
    if let Some(last) = row.pop()
        && let Some(before) = row.last_mut()
    {
        join(before, last);
    }
}

fn lines_of(cell: &[Line], width: usize) -> Vec<String> {
    let text = |line: &Line| match line.look {
        Look::Small => format!("[{}]", line.text),
        Look::Plain | Look::Strong => line.text.clone(),
    };
    cell.iter().flat_map(|line| wrap(&text(line), width)).collect()
}

fn write_row(cells: &[Vec<String>], widths: &[usize], page: &mut String) {
    let lines = cells.iter().map(Vec::len).max().unwrap_or_default();
    for at in 0..lines {
        let mut row = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            let line = cell.get(at).map_or("", String::as_str);
            row.push_str(line);
            row.push_str(&" ".repeat(width.saturating_sub(line.width()) + GAP));
        }
        push(page, 0, &row);
    }
}

/// Lines of at most so many columns, broken between words; a longer word is broken inside.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in clean(text).split(' ') {
        if used > 0 && used + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else if used > 0 {
            line.push(' ');
            used += 1;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or_default();
            if used > 0 && used + wide > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    lines.push(line);
    lines
}
