use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::*;

/// What a terminal shows after these bytes.
fn shown(terminal: &vt100::Parser, width: u16, height: u16) -> Vec<String> {
    let screen = terminal.screen();
    (0..height)
        .map(|y| {
            let mut line = String::new();
            for x in 0..width {
                let cell = screen.cell(y, x).unwrap();
                if cell.is_wide_continuation() {
                    continue;
                }
                let text = if cell.has_contents() { cell.contents() } else { " " };
                let marks = format!(
                    "{text}|{:?}|{:?}|{}{}{}{};",
                    cell.fgcolor(),
                    cell.bgcolor(),
                    cell.bold(),
                    cell.italic(),
                    cell.underline(),
                    cell.inverse()
                );
                line.push_str(&marks);
            }
            line
        })
        .collect()
}

/// What it should show.
fn wanted(cells: &Buffer) -> Vec<String> {
    let colour = |c: Color| match c {
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    };
    cells
        .content
        .chunks(usize::from(cells.area.width))
        .map(|row| {
            let mut line = String::new();
            let mut x = 0;
            while x < row.len() {
                let cell = &row[x];
                let m = cell.modifier;
                let has = |flag| m.contains(flag);
                line.push_str(&format!(
                    "{}|{:?}|{:?}|{}{}{}{};",
                    cell.symbol(),
                    colour(cell.fg),
                    colour(cell.bg),
                    has(Modifier::BOLD),
                    has(Modifier::ITALIC),
                    has(Modifier::UNDERLINED),
                    has(Modifier::REVERSED)
                ));
                x += crate::text::width(cell.symbol()).max(1);
            }
            line
        })
        .collect()
}

/// Blank cells show no foreground: only what a person can see is compared.
fn seen(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|line| {
            let cells = line.split_inclusive(';').map(|cell| {
                let parts: Vec<&str> = cell.split('|').collect();
                match parts.as_slice() {
                    [" ", _, bg, flags] if !flags.contains("true") => format!(" |{bg};"),
                    _ => cell.to_owned(),
                }
            });
            cells.collect()
        })
        .collect()
}

fn styles() -> impl Strategy<Value = Style> {
    let colours = prop_oneof![
        Just(Color::Reset),
        Just(Color::Red),
        Just(Color::LightBlue),
        Just(Color::Indexed(200)),
        Just(Color::Rgb(1, 2, 3))
    ];
    (colours.clone(), colours, 0_u8..16).prop_map(|(fg, bg, bits)| {
        let mut style = Style::new().fg(fg).bg(bg);
        for (bit, modifier) in [(1, Modifier::BOLD), (2, Modifier::ITALIC), (4, Modifier::UNDERLINED), (8, Modifier::REVERSED)] {
            if bits & bit != 0 {
                style = style.add_modifier(modifier);
            }
        }
        style
    })
}

fn texts() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        8 => proptest::char::range('a', 'e').prop_map(String::from),
        3 => Just(" ".to_owned()),
        1 => Just("ä".to_owned()),
        1 => Just("漢".to_owned()),
        1 => Just("😀".to_owned()),
    ];
    proptest::collection::vec(letters, 0..24).prop_map(|letters| letters.concat())
}

type Frame = Vec<(u16, u16, String, Style)>;

fn frames() -> impl Strategy<Value = Vec<Frame>> {
    let write = (0_u16..20, 0_u16..6, texts(), styles());
    proptest::collection::vec(proptest::collection::vec(write, 0..6), 1..5)
}

proptest! {
    #[test]
    fn the_bytes_make_the_terminal_show_the_cells(frames in frames()) {
        let (width, height) = (20, 6);
        let mut surface = Surface::new(width, height);
        let mut terminal = vt100::Parser::new(height, width, 0);
        for frame in &frames {
            let bytes = surface.frame(|surface| {
                for (n, (x, y, text, style)) in frame.iter().enumerate() {
                    let area = Rect::new(*x, *y, width - *x, 1);
                    surface.line(area, key((n, text, format!("{style:?}"))), |pen| { pen.put(text, *style); });
                }
                surface.set_cursor(3, 2);
            }).to_vec();
            terminal.process(&bytes);
            prop_assert_eq!(seen(&shown(&terminal, width, height)), seen(&wanted(surface.cells())));
            prop_assert_eq!(terminal.screen().cursor_position(), (2, 3));
        }
    }
}

fn row(surface: &mut Surface, y: u16, text: &str) {
    surface.line(Rect::new(0, y, 20, 1), key(text), |pen| {
        pen.put(text, Style::new());
    });
}

#[test]
fn a_frame_that_changes_nothing_has_no_bytes() {
    let mut surface = Surface::new(20, 3);
    assert!(!surface.frame(|s| row(s, 0, "kurkkukipu")).is_empty());
    assert!(surface.frame(|s| row(s, 0, "kurkkukipu")).is_empty());
}

#[test]
fn a_repaint_brings_everything_again() {
    let mut surface = Surface::new(20, 3);
    surface.frame(|s| row(s, 0, "kurkkukipu"));
    surface.repaint();
    let mut terminal = vt100::Parser::new(3, 20, 0);
    terminal.process(b"rubbish\x1b[31m");
    terminal.process(surface.frame(|s| row(s, 0, "kurkkukipu")));
    assert_eq!(terminal.screen().contents(), "kurkkukipu");
}

#[test]
fn what_a_box_hid_is_there_again_when_the_box_is_gone() {
    let mut surface = Surface::new(20, 3);
    let rows = |s: &mut Surface| (0..3).for_each(|y| row(s, y, "kurkkukipu"));
    surface.frame(rows);
    let plain = surface.text();
    surface.frame(|s| {
        rows(s);
        s.block(Rect::new(2, 0, 5, 2), 7, |buffer, area| buffer.set_style(area, Style::new().bg(Color::Red)));
    });
    assert_ne!(surface.text(), plain);
    surface.frame(rows);
    assert_eq!(surface.text(), plain);
}

#[test]
fn a_row_under_a_box_may_change_without_showing_through() {
    let mut surface = Surface::new(20, 3);
    let boxed = |s: &mut Surface, text: &str| {
        row(s, 0, text);
        s.block(Rect::new(2, 0, 5, 1), 7, |buffer, area| {
            buffer.set_string(area.x, area.y, "[box]", Style::new());
        });
    };
    surface.frame(|s| boxed(s, "kurkkukipu"));
    surface.frame(|s| boxed(s, "selkäkipu ja muuta"));
    assert!(surface.text().starts_with("se[box]pu ja"), "{}", surface.text());
}

#[test]
fn a_moved_mark_costs_few_bytes() {
    let mut surface = Surface::new(80, 24);
    let list = |s: &mut Surface, selected: u16| {
        for y in 0..20 {
            s.line(Rect::new(0, y, 80, 1), key((y, y == selected)), |pen| {
                let style = if y == selected { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
                pen.put(if y == selected { ">!P2   " } else { " !P2   " }, style);
                pen.put("  Virtanen Aino, kurkkukipu", Style::new());
            });
        }
        s.set_cursor(0, selected);
    };
    surface.frame(|s| list(s, 4));
    let bytes = surface.frame(|s| list(s, 5)).len();
    assert!(bytes <= 40, "{bytes} bytes");
}
