//! What an organisation decides about content: `content.toml` in its data folder.

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use serde::Deserialize;
use toml::Spanned;

use crate::format::{Text, read};
use crate::problem::{File, Problem};
use crate::signature::{Owner, Trust, unhex};
use crate::source::ReadError;

/// The name of the file in the data folder.
pub const CONTENT_SETTINGS: &str = "content.toml";

/// The folder of the organisation's own packs in the data folder.
pub const CONTENT_PACKS: &str = "packs";

/// What an organisation decides about content. Without a file: nothing is switched off, nobody is trusted.
#[derive(Clone, Debug, Default)]
pub struct ContentSettings {
    /// Packs that are not offered and not accepted. Cases that they judged stay as they are.
    pub(crate) disabled: Vec<Text>,
    /// Whose signatures approve a pack, and how many are needed.
    pub(crate) trust: Arc<Trust>,
    /// How the file was named when it was read, with its text: for the places of mistakes found later.
    file: Option<(String, String)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Form {
    #[serde(default)]
    content: ContentForm,
    #[serde(default)]
    owner: Vec<OwnerForm>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ContentForm {
    #[serde(default)]
    disabled: Vec<Text>,
    required_signatures: Option<Spanned<usize>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnerForm {
    name: Text,
    key: Text,
}

/// Why the settings of content could not be read. Guessing would offer what somebody switched off.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is there and cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Something in it is wrong.
    #[error("{0}")]
    Mistake(Problem),
}

impl ContentSettings {
    /// The settings in a data folder; the usual ones when it has none.
    ///
    /// # Errors
    /// When the file cannot be read, or has a mistake.
    pub fn of_folder(dir: &Path) -> Result<Self, SettingsError> {
        let path = dir.join(CONTENT_SETTINGS);
        match fs::read_to_string(&path) {
            Ok(text) => Self::read(&path.display().to_string(), text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(ReadError { path, source }.into()),
        }
    }

    /// Settings as they are written in the file.
    ///
    /// # Errors
    /// When there is a mistake in them.
    pub fn read(name: &str, text: String) -> Result<Self, SettingsError> {
        let file = File { name, text: &text };
        let form: Form = read(file).map_err(SettingsError::Mistake)?;
        let trust = Arc::new(trust(file, &form).map_err(SettingsError::Mistake)?);
        Ok(Self { disabled: form.content.disabled, trust, file: Some((name.to_owned(), text)) })
    }

    /// True when the pack is switched off.
    #[must_use]
    pub fn is_disabled(&self, pack: &str) -> bool {
        self.disabled.iter().any(|one| one.get_ref() == pack)
    }

    /// Names that are switched off and known to nobody: most likely misspelt, so that the pack meant is still offered.
    pub(crate) fn unknown<'a>(&self, known: impl Iterator<Item = &'a str> + Clone) -> Vec<Problem> {
        let Some((name, text)) = &self.file else { return Vec::new() };
        let file = File { name, text };
        let wrong = self.disabled.iter().filter(|one| !known.clone().any(|id| id == one.get_ref()));
        let problem = |one: &Text| {
            let message = format!("\"{}\" is switched off, but there is no such pack", one.get_ref());
            file.problem(one.span().start, message).nearest(one.get_ref(), known.clone())
        };
        wrong.map(problem).collect()
    }
}

/// Whom the settings trust. A mistake here would approve what nobody approved, or nothing at all.
fn trust(file: File<'_>, form: &Form) -> Result<Trust, Problem> {
    let required = match &form.content.required_signatures {
        None => 1,
        Some(number) if (1..=2).contains(number.get_ref()) => *number.get_ref(),
        Some(number) => return Err(file.problem(number.span().start, "required-signatures is 1 or 2")),
    };
    let mut owners: Vec<Owner> = Vec::new();
    for OwnerForm { name, key } in &form.owner {
        let at = key.span().start;
        let Some(bytes) = unhex(key.get_ref()) else {
            let problem = file.problem(at, format!("\"{}\" is no public key", key.get_ref()));
            return Err(problem.hint("omaolo content keygen prints it: 64 hexadecimal digits"));
        };
        if let Some(other) = owners.iter().find(|owner| owner.key == bytes && owner.name != *name.get_ref()) {
            let message = format!("{} and {} have the same key, so nobody can tell who signed", other.name, name.get_ref());
            return Err(file.problem(at, message));
        }
        owners.push(Owner { name: name.get_ref().clone(), key: bytes });
    }
    Ok(Trust { owners, required })
}
