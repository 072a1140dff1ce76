//! The document as one page of HTML that needs nothing else, also for printing. Every text is escaped.

use std::fmt::Write as _;

use super::{Block, Item, Line, Look, Reading, Table, clean};

/// Black on white, tables that keep their rows together, no script and nothing from elsewhere.
const STYLE: &str = "\
body{font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2rem;border-bottom:2px solid #111}h3{font-size:1.05rem}\
table{border-collapse:collapse;width:100%;table-layout:fixed}\
th,td{border:1px solid #777;padding:.4rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
th{background:#eee}td div+div{margin-top:.25rem}\
dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}\
li{margin-bottom:.3rem}ol>li{margin-bottom:.9rem}small{color:#555}\
@media print{body{font-size:10pt;max-width:none;margin:0;padding:0}h2,h3{break-after:avoid}tr,li{break-inside:avoid}\
thead{display:table-header-group}}";

pub(super) fn render(reading: &Reading) -> String {
    let title = escaped(&reading.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        reading.language
    );
    for block in &reading.blocks {
        match block {
            Block::Heading(text) => element("h2", text, &mut page),
            Block::Part(text) => element("h3", text, &mut page),
            Block::Text(text) => element("p", text, &mut page),
            Block::Facts(facts) => {
                page.push_str("<dl>\n");
                for (name, fact) in facts {
                    element("dt", name, &mut page);
                    element("dd", fact, &mut page);
                }
                page.push_str("</dl>\n");
            }
            Block::List(points) => {
                page.push_str("<ul>\n");
                points.iter().for_each(|text| element("li", text, &mut page));
                page.push_str("</ul>\n");
            }
            Block::Items(items) => {
                let _ = writeln!(page, "<ol start=\"{}\">", items.first().map_or(1, |item| item.number));
                items.iter().for_each(|item| write_item(item, &mut page));
                page.push_str("</ol>\n");
            }
            Block::Table(table) => write_table(table, &mut page),
        }
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn element(name: &str, text: &str, page: &mut String) {
    let _ = writeln!(page, "<{name}>{}</{name}>", escaped(text));
}

fn write_item(item: &Item, page: &mut String) {
    let _ = write!(page, "<li><strong>{}</strong>{}", escaped(&item.text), small(&item.id));
    for text in &item.lines {
        let _ = write!(page, "<br>{}", escaped(text));
    }
    if !item.points.is_empty() {
        page.push_str("\n<ul>\n");
        for point in &item.points {
            let _ = writeln!(page, "<li>{}{}</li>", escaped(&point.text), small(&point.id));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</li>\n");
}

fn small(id: &str) -> String {
    if id.is_empty() { String::new() } else { format!(" <small>{}</small>", escaped(id)) }
}

fn write_table(table: &Table, page: &mut String) {
    page.push_str("<table>\n<colgroup>");
    for (_, share) in &table.columns {
        let _ = write!(page, "<col style=\"width:{share}%\">");
    }
    page.push_str("</colgroup>\n<thead>\n<tr>");
    for (title, _) in &table.columns {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(title));
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for cell in row {
            page.push_str("<td>");
            cell.iter().for_each(|line| write_line(line, page));
            page.push_str("</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

fn write_line(line: &Line, page: &mut String) {
    let text = escaped(&line.text);
    let _ = match line.look {
        Look::Plain => write!(page, "<div>{text}</div>"),
        Look::Strong => write!(page, "<div><strong>{text}</strong></div>"),
        Look::Small => write!(page, "<div><small>{text}</small></div>"),
    };
}

fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
