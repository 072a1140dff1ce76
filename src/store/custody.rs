//! Who keeps the key of a store, and how it is had back.
//!
//! The key is random and never derived from a passphrase. The durable copy is a file wrapped with the passphrase; the
//! kernel's keyring saves typing it until the machine restarts, and is never trusted: a key from it must be the file's own.

mod file;
mod key;
mod keyring;

use std::path::{Path, PathBuf};

pub use key::{Passphrase, StoreKey};

use file::KeyFile;

/// The name of the key file in a data folder.
const KEY_FILE: &str = "key";

/// How much work it is to try a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCost {
    /// argon2id over 64 MiB, three passes: for keys that protect something.
    Normal,
    /// argon2id over 64 KiB, one pass: for test environments whose passphrase is public. Such a key stays out of the keyring.
    Light,
}

/// Why the key could not be had. Says what to do where a person can do something.
#[derive(Debug, thiserror::Error)]
pub enum CustodyError {
    /// No passphrase was given and the keyring has no key.
    #[error("the passphrase of the data folder is needed")]
    PassphraseNeeded,
    /// The passphrase does not open the key file.
    #[error("the passphrase is not the one of this data folder")]
    WrongPassphrase,
    /// There is no key file.
    #[error("the data folder has no key file; restore it from where you keep its copy")]
    Missing,
    /// There is one already, and it is never overwritten.
    #[error("the data folder already has a key file")]
    Exists,
    /// The key file is no key file, or was cut or altered.
    #[error("the key file is damaged; restore it from where you keep its copy")]
    Damaged,
    /// The key file was made by a newer program.
    #[error("the key file was made by a newer program")]
    TooNew,
    /// An empty passphrase protects nothing.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The system gave no random bytes or no memory.
    #[error("the system could not {doing}")]
    System {
        /// What it was asked for.
        doing: &'static str,
    },
    /// The disk failed.
    #[error("the disk failed while {doing}")]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// Its own words.
        #[source]
        source: std::io::Error,
    },
}

/// The key of one data folder.
#[derive(Clone, Debug)]
pub struct Custody {
    path: PathBuf,
    file: KeyFile,
}

impl Custody {
    /// Makes a random key for a data folder, and its file. The folder must be there.
    ///
    /// # Errors
    /// [`CustodyError::Exists`] when the folder has a key file: losing that would lose what it opens.
    pub fn create(dir: &Path, passphrase: &Passphrase, cost: KeyCost) -> Result<(Self, StoreKey), CustodyError> {
        let path = dir.join(KEY_FILE);
        if path.exists() {
            return Err(CustodyError::Exists);
        }
        let key = StoreKey::random()?;
        let file = KeyFile::wrap(&key, None, passphrase, cost)?;
        file.write(&path)?;
        Ok((Self { path, file }, key))
    }

    /// Finds the key file of a data folder.
    ///
    /// # Errors
    /// [`CustodyError::Missing`], [`CustodyError::Damaged`], [`CustodyError::TooNew`].
    pub fn find(dir: &Path) -> Result<Self, CustodyError> {
        let path = dir.join(KEY_FILE);
        let file = KeyFile::read(&path)?;
        Ok(Self { path, file })
    }

    /// The key: from the keyring, else from the file with the passphrase; then the keyring keeps it.
    ///
    /// # Errors
    /// [`CustodyError::PassphraseNeeded`] when the keyring has none and no passphrase was given: ask for it, try again.
    pub fn unlock(&self, passphrase: Option<&Passphrase>) -> Result<StoreKey, CustodyError> {
        let cached = if self.file.is_light() { None } else { keyring::get(&self.file.id_text()) };
        if let Some(key) = cached.filter(|key| self.file.is_of(key)) {
            return Ok(key);
        }
        let key = self.file.unwrap(passphrase.ok_or(CustodyError::PassphraseNeeded)?)?;
        if !self.file.is_light() {
            keyring::put(&self.file.id_text(), &key);
        }
        Ok(key)
    }

    /// Wraps the key with another passphrase. What it opens is not touched.
    ///
    /// # Errors
    /// [`CustodyError::WrongPassphrase`] when `old` is not the present one.
    pub fn change_passphrase(&mut self, old: &Passphrase, new: &Passphrase, cost: KeyCost) -> Result<(), CustodyError> {
        let key = self.file.unwrap(old)?;
        let file = KeyFile::wrap(&key, Some(self.file.id()), new, cost)?;
        file.write(&self.path)?;
        self.file = file;
        Ok(())
    }

    /// Takes the key out of the keyring, so that the passphrase is asked for again.
    pub fn forget(&self) {
        keyring::remove(&self.file.id_text());
    }
}

#[cfg(test)]
mod tests;
