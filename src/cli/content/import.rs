//! `omaolo content import`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use forms::{ImportChoices, import};
use knowledge::CONTENT_PACKS;

use super::write::write_pack;
use crate::cli::ImportArgs;
use crate::cli::form::bytes;

/// Makes a pack of a form and says in what it differs. Nothing is written when the form is refused.
///
/// # Errors
/// When the file is no R4 Questionnaire, its pack is there already, or with `--strict` when something is not carried.
pub fn run(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let choices = ImportChoices { id: args.id.clone(), queue: args.queue.clone(), class: args.class };
    let form = import(&bytes(&args.file)?, &choices).with_context(|| format!("{} was not brought in", args.file.display()))?;
    for note in &form.notes {
        println!("{} {note}", if note.lost { "NOT CARRIED" } else { "note       " });
    }
    let lost = form.notes.iter().filter(|note| note.lost).count();
    if args.strict && lost > 0 {
        bail!("{lost} things of the form are not carried, so that with --strict nothing was written");
    }
    let packs = match &args.dir {
        Some(dir) => dir.join(CONTENT_PACKS),
        None => args.out.clone(),
    };
    let folder = packs.join(&form.id);
    if folder.exists() {
        bail!(
            "{} is there already and was left as it is; choose another id with --id, or move the folder away",
            folder.display()
        );
    }
    write_pack(&folder, form.files.iter().map(|(path, text)| (path.as_str(), text.as_str())))?;
    println!(
        "made {}: {} {}, {} questions, everybody comes to {} in the queue {}; {lost} things are not carried",
        folder.display(),
        form.id,
        form.version,
        form.questions,
        args.class,
        args.queue
    );
    println!("{}", next_step(args.dir.as_deref(), &packs, &form.id));
    Ok(ExitCode::SUCCESS)
}

fn next_step(dir: Option<&Path>, packs: &Path, id: &str) -> String {
    match dir {
        Some(dir) => format!(
            "read it: omaolo content show {id} --dir {}; the server uses it from its next start, as demonstration content until an owner signs it",
            dir.display()
        ),
        None => format!(
            "read it: omaolo content show {id} --packs {}; a server uses what lies in DATA/{CONTENT_PACKS}",
            packs.display()
        ),
    }
}
