//! `omaolo content …`

pub mod export;
mod import;
mod replay;
mod sign;
mod write;

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use domain::{ClassTable, Language};
use knowledge::{CONTENT_PACKS, ContentSettings, KnowledgeBase};
use serde_json::Value;

use super::{ContentCommand, ContentFrom, proof};

/// Does what was asked for.
///
/// # Errors
/// When a file cannot be read, a pack is unknown, or answers cannot be accepted.
pub fn run(command: ContentCommand, lang: Option<Language>) -> anyhow::Result<ExitCode> {
    let language = lang.unwrap_or_default();
    match command {
        ContentCommand::List { from } => {
            for pack in base(&from)?.list(language) {
                let status = if pack.approved { "approved" } else { "demonstration" };
                println!(
                    "{:<26} {:<8} {:>3} questions {:>3} rules  {status:<13}  {}",
                    pack.id, pack.version, pack.questions, pack.rules, pack.title
                );
            }
        }
        ContentCommand::Show { id, from } => export::show(&base(&from)?, &id, language)?,
        ContentCommand::Export { id: Some(id), form, out, from, .. } => {
            export::one(&base(&from)?, &id, form, language, out.as_deref())?;
        }
        ContentCommand::Export { id: None, form, out, from, .. } => {
            export::all(&base(&from)?, form, language, &out.context("say with --out into which folder")?)?;
        }
        ContentCommand::Evaluate { id, answers, json, from } => {
            let answers: Value = serde_json::from_str(&read(&answers)?).context("the answers are not JSON")?;
            let result = base(&from)?.evaluate(&id, &answers)?;
            if json {
                println!("{result}");
            } else {
                println!("{}", serde_json::to_string_pretty(&result)?);
            }
        }
        ContentCommand::Import(args) => return import::run(&args),
        ContentCommand::Keygen { file } => sign::keygen(&file)?,
        ContentCommand::Sign { pack, key, name } => sign::run(&pack, &key, &name)?,
        ContentCommand::Replay { case, at } => return replay::run(&case, &at),
        ContentCommand::New { id, kind, dir } => write::new(&id, kind.into(), &dir)?,
        ContentCommand::Check { path, coverage, watch } => return write::check(path.as_deref(), coverage, watch),
        ContentCommand::Prove { id, from } => return proof::prove(&base(&from)?, id.as_deref()),
        ContentCommand::Edges { path } => return proof::edges(&path),
        ContentCommand::Diff { old, new, from } => return proof::diff(&base(&from)?, &old, &new, language),
    }
    Ok(ExitCode::SUCCESS)
}

/// The content that a command is about. What is refused is named on standard error, and the rest is used.
///
/// # Errors
/// When a folder cannot be read, or the settings have a mistake.
pub fn base(from: &ContentFrom) -> anyhow::Result<KnowledgeBase> {
    let settings = match &from.dir {
        Some(dir) => ContentSettings::of_folder(dir)?,
        None => ContentSettings::default(),
    };
    let mut base = KnowledgeBase::with_settings(ClassTable::default(), settings);
    let own = from.dir.as_ref().map(|dir| dir.join(CONTENT_PACKS)).filter(|packs| packs.is_dir());
    for packs in own.iter().chain(&from.packs) {
        base.add_folder(packs)?;
    }
    for refused in base.refused() {
        eprintln!("omaolo: {refused}");
    }
    for problem in base.setting_problems() {
        eprintln!("omaolo: {problem}");
    }
    Ok(base)
}

/// A file's text, or that of standard input for `-`.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> anyhow::Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
        return Ok(text);
    }
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
