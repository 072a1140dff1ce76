//! Text as a terminal may show it: what residents type is data, so nothing in it may steer the terminal or hide itself.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// More marks than this on one letter are left out: no language needs them, and they would climb over other rows.
const MOST_MARKS: usize = 2;

/// True for characters that terminals, or eyes, are led astray by.
fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The text with everything visible that could act or hide: control characters and escapes as `␛`, other invisible ones as
/// `‹U+202E›`. Joiners and colours of emoji are left out, since terminals disagree about their width.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_treacherous(c) || is_mark(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut marks = MOST_MARKS;
    for c in text.nfc() {
        if is_mark(c) {
            if marks < MOST_MARKS {
                marks += 1;
                out.push(c);
            }
            continue;
        }
        marks = 0;
        match c {
            '\t' => out.push(' '),
            '\0'..='\x1f' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7f' => out.push('\u{2421}'),
            '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => marks = MOST_MARKS,
            c if is_treacherous(c) => {
                // Writing into a string cannot fail.
                let _ = write!(out, "\u{2039}U+{:04X}\u{203a}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Columns that a visible text takes.
#[must_use]
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The text in at most so many columns; an ellipsis stands for what was cut.
#[must_use]
pub(crate) fn cut(text: &str, room: usize) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let cells = UnicodeWidthStr::width(grapheme);
        if used + cells + 1 > room {
            break;
        }
        used += cells;
        out.push_str(grapheme);
    }
    if room > 0 {
        out.push('…');
    }
    Cow::Owned(out)
}

/// The text, made visible, in lines of at most so many columns. Line breaks of the text are kept.
#[must_use]
pub(crate) fn wrap(text: &str, room: usize) -> Vec<String> {
    let room = room.max(1);
    let mut lines = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split('\n') {
        let first = lines.len();
        wrap_paragraph(&visible(paragraph), room, &mut lines);
        keep_marks_with_words(&mut lines, first, room);
    }
    lines
}

/// A line does not begin with a comma: the word before it comes along, or its last letter where a word was broken.
fn keep_marks_with_words(lines: &mut [String], first: usize, room: usize) {
    for index in first + 1..lines.len() {
        if !lines[index].starts_with([',', '.', ';', ':', '!', '?', ')']) {
            continue;
        }
        let before = lines[index - 1].clone();
        let (kept, moved, space) = match before.rsplit_once(' ') {
            Some((kept, word)) => (kept.trim_end(), word, " "),
            None => {
                let start = before.grapheme_indices(true).next_back().map_or(0, |(start, _)| start);
                let (kept, letter) = before.split_at(start);
                (kept, letter, "")
            }
        };
        let joined = format!("{moved}{space}{}", lines[index]);
        if !kept.is_empty() && width(&joined) <= room {
            kept.clone_into(&mut lines[index - 1]);
            lines[index] = joined;
        }
    }
}

fn wrap_paragraph(text: &str, room: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    // The word that has not been put into a line yet, with the space before it.
    let (mut word, mut cells) = (String::new(), 0);
    let mut space = 0;
    // Letter by letter with their marks: what belongs together is measured and moved together.
    for grapheme in text.graphemes(true).chain([" "]) {
        if grapheme.trim().is_empty() {
            if used > 0 && used + space + cells > room {
                lines.push(std::mem::take(&mut line));
                (used, space) = (0, 0);
            }
            if cells > 0 {
                line.extend(std::iter::repeat_n(' ', space));
                line.push_str(&word);
                used += space + cells;
                space = 0;
                word.clear();
                cells = 0;
            }
            space += 1;
            continue;
        }
        let width = UnicodeWidthStr::width(grapheme);
        // A word that is longer than a line is broken.
        if cells > 0 && cells + width > room {
            if used > 0 {
                lines.push(std::mem::take(&mut line));
                (used, space) = (0, 0);
            }
            lines.push(std::mem::take(&mut word));
            cells = 0;
        }
        word.push_str(grapheme);
        cells += width;
    }
    lines.push(line);
}

/// Typed or pasted text as it is kept: composed, with line breaks and tabs but no other control characters.
#[must_use]
pub(crate) fn typed(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_controls_and_bidi_are_seen_not_obeyed() {
        assert_eq!(visible("\x1b[31mred\x07"), "␛[31mred␇");
        assert_eq!(visible("a\u{202e}b\u{85}"), "a‹U+202E›b‹U+0085›");
        assert_eq!(visible("Hyvää päivää – Åbo"), "Hyvää päivää – Åbo");
        assert_eq!(visible("a\u{308}iti"), "äiti");
    }

    #[test]
    fn a_cut_text_says_so_and_never_splits_a_letter() {
        assert_eq!(cut("Äijälä Öljy", 7), "Äijälä…");
        assert_eq!(cut("漢字漢字", 5), "漢字…");
        assert_eq!(cut("abc", 3), "abc");
    }

    #[test]
    fn long_words_are_broken_and_paragraphs_kept() {
        assert_eq!(wrap("yksi kaksi\n\nkolmetoista", 6), ["yksi", "kaksi", "", "kolmet", "oista"]);
    }

    #[test]
    fn no_line_begins_with_a_comma() {
        assert_eq!(wrap("kurkku ja kuume , yskä", 15), ["kurkku ja", "kuume , yskä"]);
        assert_eq!(wrap("kolmetoista, neljä", 11), ["kolmetoist", "a, neljä"]);
    }

    proptest! {
        #[test]
        fn no_control_character_survives(text in any::<String>()) {
            let shown = visible(&text);
            let steers = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
            let found = shown.chars().any(steers);
            prop_assert!(!found);
        }

        #[test]
        fn wrapped_lines_fit(text in any::<String>(), room in 6_usize..40) {
            for line in wrap(&text, room) {
                prop_assert!(width(&line) <= room, "{line:?}");
            }
        }
    }
}
