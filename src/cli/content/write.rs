//! `omaolo content new` and `omaolo content check`: what a writer of content works with.

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, bail};
use domain::AssessmentKind;
use notify::{RecursiveMode, Watcher};

/// Editors write a file in several steps; what comes within this time is one change.
const QUIET: Duration = Duration::from_millis(100);

/// Writes a new pack into a folder of packs.
///
/// # Errors
/// When the id cannot be one, the folder is there already, or it cannot be written.
pub fn new(id: &str, kind: AssessmentKind, dir: &Path) -> anyhow::Result<()> {
    let folder = dir.join(id);
    let files = knowledge::new_pack(id, kind)?;
    if folder.exists() {
        bail!("{} is there already and was left as it is; choose another id or --dir", folder.display());
    }
    write_pack(&folder, files.iter().map(|(path, text)| (*path, text.as_str())))?;
    println!("made {}; check it while you write: omaolo content check {0} --watch", folder.display());
    Ok(())
}

/// Writes the files of a pack.
///
/// # Errors
/// When a folder cannot be made, or a file not written.
pub fn write_pack<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, &'a str)>) -> anyhow::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        let inside = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(inside).with_context(|| format!("cannot make {}", inside.display()))?;
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Checks packs, once or after each change.
///
/// # Errors
/// When the folder cannot be read or watched.
pub fn check(path: Option<&Path>, coverage: bool, watch: bool) -> anyhow::Result<ExitCode> {
    let (told, changes) = mpsc::channel();
    // Begun before the first check, so that no change falls in between.
    let watcher = match path.filter(|_| watch) {
        Some(path) => {
            let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                // Reading is what the check does itself. Who listened may have gone.
                if !event.as_ref().is_ok_and(|event| event.kind.is_access()) {
                    let _ = told.send(());
                }
            })
            .context("cannot watch for changes")?;
            watcher.watch(path, RecursiveMode::Recursive).with_context(|| format!("cannot watch {}", path.display()))?;
            Some(watcher)
        }
        None => None,
    };
    let good = once(path, coverage)?;
    if watcher.is_some() {
        while changes.recv().is_ok() {
            while changes.recv_timeout(QUIET).is_ok() {}
            println!();
            // A file may be gone for a moment while an editor replaces it.
            if let Err(error) = once(path, coverage) {
                eprintln!("omaolo: {error:#}");
            }
        }
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn once(path: Option<&Path>, coverage: bool) -> anyhow::Result<bool> {
    let report = knowledge::check(path)?;
    print!("{report}");
    if coverage {
        for pack in &report.packs {
            print!("\n{} {}\n{}", pack.id, pack.version, pack.coverage);
        }
    }
    Ok(report.is_good())
}
