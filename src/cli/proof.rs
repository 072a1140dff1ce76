//! `omaolo content prove` and `omaolo content diff`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::Language;
use knowledge::{KnowledgeBase, Pack};

/// Proves one pack, or all, and prints a certificate for each. Fails when a promise does not hold.
///
/// # Errors
/// When the pack is unknown.
pub fn prove(base: &KnowledgeBase, id: Option<&str>) -> anyhow::Result<ExitCode> {
    let packs: Vec<&Pack> = match id {
        Some(id) => vec![base.get(id).with_context(|| knowledge::EvaluateError::UnknownPack(id.to_owned()).to_string())?],
        None => base.packs().collect(),
    };
    let mut good = true;
    // Packs are independent of each other, so each core takes the next one.
    let certificates = in_parallel(&packs, |pack| pack.prove());
    for certificate in &certificates {
        good &= certificate.holds();
        print!("{certificate}");
    }
    let proven = certificates.iter().filter(|certificate| certificate.holds()).count();
    println!("{proven} of {} packs proven", certificates.len());
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The results in the order of the input.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let worker = || {
            let mut mine = Vec::new();
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(item) = items.get(at) else { return mine };
                mine.push((at, work(item)));
            }
        };
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        // A panic of a worker is passed on as it is.
        workers.into_iter().flat_map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Writes `edges.toml` beside the cases of each pack in a folder.
///
/// # Errors
/// When a pack is refused, or a file cannot be written.
pub fn edges(path: &Path) -> anyhow::Result<ExitCode> {
    let mut folder = KnowledgeBase::default();
    folder.add_folder(path)?;
    if let Some(refused) = folder.refused().first() {
        bail!("{refused}");
    }
    let alone = path.join("pack.toml").is_file();
    for pack in folder.packs() {
        let file = if alone { path.join("edges.toml") } else { path.join(pack.id()).join("edges.toml") };
        let text = pack.edges();
        std::fs::write(&file, &text).with_context(|| format!("cannot write {}", file.display()))?;
        println!("{}: {} cases", file.display(), text.lines().filter(|line| line.starts_with('e')).count());
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what a newer version changes: what is written, and whose outcome.
///
/// # Errors
/// When one of them is unknown or refused.
pub fn diff(base: &KnowledgeBase, old: &str, new: &str, language: Language) -> anyhow::Result<ExitCode> {
    let (mut old_folder, mut new_folder) = (KnowledgeBase::default(), KnowledgeBase::default());
    let old = find(base, &mut old_folder, old)?;
    let new = find(base, &mut new_folder, new)?;
    print!("{}", old.compare(new, language));
    Ok(ExitCode::SUCCESS)
}

/// A pack by its id, `id@version`, or the folder that it lies in.
fn find<'a>(base: &'a KnowledgeBase, folder: &'a mut KnowledgeBase, name: &str) -> anyhow::Result<&'a Pack> {
    if Path::new(name).is_dir() {
        folder.add_folder(Path::new(name))?;
        if let Some(refused) = folder.refused().first() {
            bail!("{refused}");
        }
        return folder.packs().next().with_context(|| format!("there is no pack in {name}"));
    }
    let found = match name.split_once('@') {
        Some((id, version)) => base.get_version(id, version),
        None => base.get(name),
    };
    found.with_context(|| format!("there is no pack \"{name}\"; write an id, id@version, or the folder of a pack"))
}
