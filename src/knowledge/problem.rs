//! What is wrong in a pack, where, and what would put it right.

use std::fmt;

/// A place in a file that a person edits. Line and column start at 1; the column counts characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as it was named when it was read.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One mistake in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What is wrong, with the offending text.
    pub message: String,
    /// What would put it right, if that can be guessed.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// A pack that was refused, with everything that is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the pack \"{pack}\" is refused:\n{}", lines(.problems))]
pub struct PackError {
    /// The folder's name.
    pub pack: String,
    /// At least one problem, in the order of the files.
    pub problems: Vec<Problem>,
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("  {problem}")).collect::<Vec<_>>().join("\n")
}

/// One file with its name: turns byte offsets into places.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
}

impl File<'_> {
    /// The place of a byte offset.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset.min(self.text.len())).unwrap_or(self.text);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place { file: self.name.to_owned(), line: to_u32(line), column: to_u32(column) }
    }

    /// A problem at a byte offset.
    pub(crate) fn problem(&self, offset: usize, message: impl Into<String>) -> Problem {
        Problem { place: self.place(offset), message: message.into(), hint: None }
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Problem {
    /// Adds what would put it right.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds "did you mean …" when one of the known names is near to the written one.
    pub(crate) fn nearest<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.hint = nearest(written, known).map(|name| format!("did you mean \"{name}\"?"));
        self
    }
}

/// The known name that differs least from the written one, if it is near enough to be meant.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (written.chars().count() / 3).max(1) + 1;
    known.into_iter().map(|name| (distance(written, name), name)).filter(|(d, _)| *d <= limit).min().map(|(_, name)| name)
}

/// Edit distance: insertions, deletions, replacements, each counted 1.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replace = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_from_one() {
        let file = File { name: "pack.toml", text: "a = 1\nää = \"x\"\n" };
        assert_eq!(file.place(0).to_string(), "pack.toml:1:1");
        assert_eq!(file.place(6).to_string(), "pack.toml:2:1");
        assert_eq!(file.place(13).to_string(), "pack.toml:2:6", "ä is one column though two bytes");
    }

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        let known = ["cough", "fever", "mouth-opening"];
        assert_eq!(nearest("cogh", known), Some("cough"));
        assert_eq!(nearest("mouth-openning", known), Some("mouth-opening"));
        assert_eq!(nearest("temperature", known), None);
    }
}
