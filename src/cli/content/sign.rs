//! `omaolo content keygen` and `omaolo content sign`: an owner's key, and their word on a pack.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use domain::HELSINKI;
use jiff::Timestamp;
use knowledge::Secret;

/// Makes a key. The file is readable for its owner only, and one that is there stays.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn keygen(file: &Path) -> anyhow::Result<()> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("the system gives no random bytes: {error}"))?;
    let secret = Secret::from_bytes(&bytes);
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let mut opened = match opened {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{} is there already and was left as it is; name another file", file.display());
        }
        opened => opened.with_context(|| format!("cannot write {}", file.display()))?,
    };
    opened.write_all(secret.to_text().as_bytes()).with_context(|| format!("cannot write {}", file.display()))?;
    println!("the key is in {}; keep it where nobody else reads it", file.display());
    println!("for content.toml of each organisation that trusts its owner:\n");
    println!("[[owner]]\nname = \"…\"\nkey = \"{}\"", secret.public());
    Ok(())
}

/// Signs a pack as it is now.
///
/// # Errors
/// When the key cannot be read, or the pack does not pass its check.
pub fn run(pack: &Path, key: &Path, name: &str) -> anyhow::Result<()> {
    let secret = Secret::parse(&super::read(key)?).with_context(|| format!("cannot use {}", key.display()))?;
    let today = Timestamp::now().to_zoned(HELSINKI.clone()).date();
    let signed = knowledge::sign(pack, &secret, name, today)?;
    if let Some(folder) = signed.path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    std::fs::write(&signed.path, &signed.text).with_context(|| format!("cannot write {}", signed.path.display()))?;
    println!("{name} has signed {}, hash {}", signed.pack, signed.hash);
    println!("the signature is in {}", signed.path.display());
    Ok(())
}
