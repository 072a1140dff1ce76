//! Passphrases and passwords: from a file, the environment, or typed without echo. Never from the command line itself,
//! where other users of the machine could read them.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use store::Passphrase;

/// Where the passphrase of a data folder's key comes from.
#[derive(Clone, Debug, Args)]
pub struct SecretArg {
    /// File with the passphrase of the key. Default: the OMAOLO_PASSPHRASE variable, then the terminal
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

impl SecretArg {
    /// The passphrase, if a file or the environment has it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn given(&self) -> anyhow::Result<Option<Passphrase>> {
        if let Some(path) = &self.passphrase_file {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            return Ok(Some(Passphrase::new(text.trim_end_matches(['\r', '\n']))));
        }
        Ok(std::env::var("OMAOLO_PASSPHRASE").ok().map(|text| Passphrase::new(&text)))
    }

    /// The passphrase, asked for when it is not given.
    ///
    /// # Errors
    /// When it is neither given nor can be asked for.
    pub fn ask(&self, prompt: &str) -> anyhow::Result<Passphrase> {
        match self.given()? {
            Some(passphrase) => Ok(passphrase),
            None => Ok(Passphrase::new(&typed(prompt, "OMAOLO_PASSPHRASE or --passphrase-file")?)),
        }
    }
}

/// A password from `OMAOLO_PASSWORD` or the terminal.
///
/// # Errors
/// When it is neither given nor can be asked for.
pub fn password(prompt: &str) -> anyhow::Result<String> {
    match std::env::var("OMAOLO_PASSWORD") {
        Ok(password) => Ok(password),
        Err(_) => typed(prompt, "OMAOLO_PASSWORD"),
    }
}

fn typed(prompt: &str, otherwise: &str) -> anyhow::Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!("there is no terminal to ask on; use {otherwise}");
    }
    let text = rpassword::prompt_password(format!("{prompt}: ")).context("cannot read from the terminal")?;
    if text.is_empty() {
        bail!("nothing was typed");
    }
    Ok(text)
}

/// The code of a second factor, from `OMAOLO_CODE` or the terminal.
///
/// # Errors
/// When it is neither given nor can be asked for.
pub fn code(prompt: &str) -> anyhow::Result<String> {
    std::env::var("OMAOLO_CODE").or_else(|_| typed(prompt, "OMAOLO_CODE"))
}

/// A new secret, typed twice.
///
/// # Errors
/// When it is neither given nor can be asked for, or the two differ.
pub fn new_secret(prompt: &str, variable: &str) -> anyhow::Result<String> {
    if let Ok(secret) = std::env::var(variable) {
        return Ok(secret);
    }
    let first = typed(prompt, variable)?;
    if typed(&format!("{prompt} again"), variable)? != first {
        bail!("the two are not the same; nothing was changed");
    }
    Ok(first)
}
