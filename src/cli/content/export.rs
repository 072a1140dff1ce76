//! `omaolo content show` and `omaolo content export`: packs for people and programs outside.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, bail};
use clap::ValueEnum;
use domain::Language;
use knowledge::{EvaluateError, KnowledgeBase, Pack};

/// In which form a pack is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// A document to review, as Markdown
    Markdown,
    /// A document to review or print: one page of HTML that needs nothing else
    Html,
    /// A FHIR R4 Questionnaire for other systems, in all languages: what is asked and when, without the rules
    Fhir,
}

impl ExportForm {
    fn written(self, pack: &Pack, language: Language) -> anyhow::Result<String> {
        Ok(match self {
            Self::Markdown => pack.reading(language).to_markdown(),
            Self::Html => pack.reading(language).to_html(),
            Self::Fhir => serde_json::to_string_pretty(&forms::export(pack))? + "\n",
        })
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Fhir => "json",
        }
    }
}

/// Columns of a page where the terminal says nothing, and the most that are read well.
const COLUMNS: std::ops::RangeInclusive<usize> = 80..=140;

/// Prints a pack for reading, as wide as the terminal.
///
/// # Errors
/// When there is no such pack.
pub fn show(knowledge: &KnowledgeBase, id: &str, language: Language) -> anyhow::Result<()> {
    let page = found(knowledge, id)?.reading(language).to_terminal(columns());
    print(&page)
}

/// Writes a pack in one of the forms: to a file, or to standard output.
///
/// # Errors
/// When there is no such pack, or the file cannot be written.
pub fn one(knowledge: &KnowledgeBase, id: &str, form: ExportForm, language: Language, out: Option<&Path>) -> anyhow::Result<()> {
    let pack = found(knowledge, id)?;
    match out.filter(|file| *file != Path::new("-")) {
        Some(file) => write(pack, form, language, file),
        None => print(&form.written(pack, language)?),
    }
}

/// Writes every pack into a folder, each to a file with its id.
///
/// # Errors
/// When the folder cannot be made, or a file cannot be written.
pub fn all(knowledge: &KnowledgeBase, form: ExportForm, language: Language, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for pack in knowledge.packs() {
        write(pack, form, language, &folder.join(format!("{}.{}", pack.id(), form.extension())))?;
    }
    Ok(())
}

fn write(pack: &Pack, form: ExportForm, language: Language, file: &Path) -> anyhow::Result<()> {
    std::fs::write(file, form.written(pack, language)?).with_context(|| format!("cannot write {}", file.display()))?;
    println!("wrote {} {} to {}", pack.id(), pack.version(), file.display());
    Ok(())
}

fn found<'a>(knowledge: &'a KnowledgeBase, id: &str) -> anyhow::Result<&'a Pack> {
    let Some(pack) = knowledge.get(id) else { bail!(EvaluateError::UnknownPack(id.to_owned())) };
    Ok(pack)
}

fn columns() -> usize {
    let terminal = std::io::stdout().is_terminal().then(|| crossterm::terminal::size().ok()).flatten();
    let columns = terminal.map_or(*COLUMNS.start(), |(columns, _)| usize::from(columns));
    columns.clamp(*COLUMNS.start(), *COLUMNS.end())
}

/// Prints a long text; a reader that has seen enough, such as `head`, is no error.
fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error).context("cannot write to standard output"),
        _ => Ok(()),
    }
}
