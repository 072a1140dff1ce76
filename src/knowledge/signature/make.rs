//! Making keys and signatures: the owner's side.

use std::path::{Path, PathBuf};

use ed25519_dalek::{Signer, SigningKey};
use jiff::civil::Date;

use super::{FOLDER, Statement, hex, unhex};
use crate::base::{KnowledgeBase, load};
use crate::report::check;
use crate::source::{ReadError, Source};

/// An owner's secret key. It is not printed by `{:?}` and leaves memory when dropped.
pub struct Secret(SigningKey);

/// The text is no secret key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no key file: it must hold 64 hexadecimal digits, as omaolo content keygen writes them")]
pub struct SecretError;

impl Secret {
    /// A key from random bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// A key as it stands in its file: the last line that is no remark.
    ///
    /// # Errors
    /// When the text holds no key.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let line = text.lines().map(str::trim).rfind(|line| !line.is_empty() && !line.starts_with('#'));
        let bytes = line.and_then(unhex::<32>).ok_or(SecretError)?;
        Ok(Self::from_bytes(&bytes))
    }

    /// The key as text for its file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let bytes = hex(&self.0.to_bytes());
        format!("# omaolo content signing key. Whoever has this file can sign in its owner's name.\n{bytes}\n")
    }

    /// The public key that others trust, 64 hexadecimal digits.
    #[must_use]
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret(of {})", self.public())
    }
}

/// A signature, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The pack and its version.
    pub pack: String,
    /// The hash of the meaning that was signed.
    pub hash: String,
    /// Where it belongs, beside the pack.
    pub path: PathBuf,
    /// What to write there.
    pub text: String,
}

/// Why a pack was not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The folder cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is not the folder of one pack.
    #[error("{} is not the folder of one pack: it has no pack.toml", .0.display())]
    NotOnePack(PathBuf),
    /// A signature under a mistake would be worth nothing.
    #[error("the pack does not pass its check, so it was not signed:\n{0}")]
    NotGood(String),
    /// A signature without a name says nothing.
    #[error("a signature needs the owner's name, as the organisation's content.toml has it")]
    NoName,
}

/// Signs what a pack means now. The pack must pass its check, with all its cases.
///
/// # Errors
/// [`SignError`]; nothing is written in any case.
pub fn sign(folder: &Path, secret: &Secret, name: &str, date: Date) -> Result<Signed, SignError> {
    let signer = name.trim();
    if signer.is_empty() || signer.chars().any(char::is_control) {
        return Err(SignError::NoName);
    }
    if !folder.join("pack.toml").is_file() {
        return Err(SignError::NotOnePack(folder.to_owned()));
    }
    let report = check(Some(folder))?;
    if !report.is_good() {
        return Err(SignError::NotGood(report.problems().map(|p| format!("  {p}")).collect::<Vec<_>>().join("\n")));
    }
    let (packs, _) = load(Source::folder(folder)?, &KnowledgeBase::default(), crate::pack::build::Checks::All);
    let [pack] = packs.as_slice() else { return Err(SignError::NotOnePack(folder.to_owned())) };
    let mut statement = Statement {
        signer: signer.to_owned(),
        key: secret.public(),
        date,
        pack: pack.id.clone(),
        version: pack.version.clone(),
        hash: pack.hash().to_owned(),
        signature: String::new(),
    };
    statement.signature = hex(&secret.0.sign(&statement.signed_bytes()).to_bytes());
    let plain: String = signer.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let start: String = statement.key.chars().take(8).collect();
    let path = folder.join(FOLDER).join(format!("{plain}-{start}.toml"));
    let remark =
        format!("# {} {}, signed. Made by omaolo content sign; a change of any kind makes it void.", pack.id, pack.version);
    let text = toml::to_string(&statement).map_err(|error| SignError::NotGood(error.to_string()))?;
    let (pack, hash) = (format!("{} {}", pack.id, pack.version), statement.hash);
    Ok(Signed { pack, hash, path, text: format!("{remark}\n{text}") })
}
