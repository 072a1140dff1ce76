//! The files of the packs: those built into the program, or those of a folder.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use domain::Language;

use crate::problem::File;

mod builtin {
    //! The folder `packs/`, listed by the build script.
    include!(concat!(env!("OUT_DIR"), "/packs.rs"));
}

/// The folder of what several packs share.
pub(crate) const SHARED: &str = "_shared";

/// Files by their path below the folder of packs, e.g. `sore-throat/texts/fi.toml`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    files: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    /// What stands before the path when a place is named.
    prefix: String,
}

/// A folder of packs could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}", .path.display())]
pub struct ReadError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub source: io::Error,
}

/// One file of a source with its full name.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile<'a> {
    pub(crate) name: String,
    pub(crate) text: &'a str,
}

/// True when the program itself has a pack of this id.
#[must_use]
pub fn is_builtin(id: &str) -> bool {
    Source::builtin().packs().contains(&id)
}

impl SourceFile<'_> {
    pub(crate) fn file(&self) -> File<'_> {
        File { name: &self.name, text: self.text }
    }
}

impl Source {
    /// The packs inside the program.
    pub(crate) fn builtin() -> Self {
        let files = builtin::FILES.iter().map(|(name, text)| (Cow::Borrowed(*name), Cow::Borrowed(*text))).collect();
        Self { files, prefix: "packs/".to_owned() }
    }

    /// A folder of packs, or the folder of one pack. Shared parts come from the program where the folder has none.
    pub(crate) fn folder(path: &Path) -> Result<Self, ReadError> {
        let alone = path.join("pack.toml").is_file();
        let root = if alone { path.parent().unwrap_or(Path::new("")).to_owned() } else { path.to_owned() };
        let mut found = Vec::new();
        collect(path, &mut found)?;
        // A pack in a folder of packs means what it means there.
        let beside = root.join(SHARED);
        if alone && beside.is_dir() {
            collect(&beside, &mut found)?;
        }
        let mut files = BTreeMap::new();
        for file in found {
            let text = fs::read_to_string(&file).map_err(|source| ReadError { path: file.clone(), source })?;
            let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            files.insert(Cow::Owned(name), Cow::Owned(text));
        }
        let mut prefix = root.to_string_lossy().into_owned();
        if !prefix.is_empty() && !prefix.ends_with('/') {
            prefix.push('/');
        }
        Ok(Self { files, prefix })
    }

    /// Files by their path below the folder of packs.
    pub(crate) fn files(files: BTreeMap<String, String>) -> Self {
        let files = files.into_iter().map(|(name, text)| (Cow::Owned(name), Cow::Owned(text))).collect();
        Self { files, prefix: String::new() }
    }

    /// The files of a pack that was kept, by their path below the folder of packs.
    pub(crate) fn kept(id: &str, hash: &str, files: BTreeMap<String, String>) -> Self {
        Self { prefix: format!("kept {id} {hash}: "), ..Self::files(files) }
    }

    /// The files of a pack, or of the shared parts, with their path below the folder of packs.
    pub(crate) fn files_in(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        let inside = move |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.files.iter().filter(move |(path, _)| inside(path)).map(|(path, text)| (path.as_ref(), text.as_ref()))
    }

    /// The names of the packs, without the shared folder.
    pub(crate) fn packs(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .files
            .keys()
            .filter_map(|path| path.split_once('/'))
            .map(|(folder, _)| folder)
            .filter(|f| *f != SHARED)
            .collect();
        names.dedup();
        names
    }

    /// True when the source brings shared parts of its own.
    pub(crate) fn has_shared(&self) -> bool {
        self.files.keys().any(|path| path.split_once('/').is_some_and(|(folder, _)| folder == SHARED))
    }

    /// A file of a pack.
    pub(crate) fn file(&self, pack: &str, name: &str) -> Option<SourceFile<'_>> {
        let path = format!("{pack}/{name}");
        let text = self.files.get(path.as_str())?;
        Some(SourceFile { name: format!("{}{path}", self.prefix), text })
    }

    /// The full name of a file by its path below the folder of packs.
    pub(crate) fn full_name(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The files of the shared logic, by name.
    pub(crate) fn shared_logic(&self) -> impl Iterator<Item = SourceFile<'_>> {
        self.shared_files().filter(|(name, _)| !name.contains('/')).map(|(_, file)| file)
    }

    /// The files of the shared texts of a language, by name.
    pub(crate) fn shared_texts(&self, language: Language) -> impl Iterator<Item = SourceFile<'_>> {
        let start = format!("texts/{language}.");
        self.shared_files().filter(move |(name, _)| name.starts_with(&start)).map(|(_, file)| file)
    }

    fn shared_files(&self) -> impl Iterator<Item = (&str, SourceFile<'_>)> {
        self.files.iter().filter_map(|(path, text)| {
            let name = path.strip_prefix(SHARED)?.strip_prefix('/')?;
            Some((name, SourceFile { name: format!("{}{path}", self.prefix), text }))
        })
    }

    /// The full name that a file of a pack has or would have.
    pub(crate) fn name(&self, pack: &str, name: &str) -> String {
        format!("{}{pack}/{name}", self.prefix)
    }

    /// The name of a text file within a pack.
    pub(crate) fn texts_name(language: Language) -> String {
        format!("texts/{language}.toml")
    }
}

/// Finds all TOML files under a folder.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), ReadError> {
    let error = |source| ReadError { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(error)? {
        let path = entry.map_err(error)?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            into.push(path);
        }
    }
    Ok(())
}
