//! Owners' signatures: a detached ed25519 signature over what a pack means. With enough of them a pack is approved.

mod make;

pub use make::{Secret, SecretError, SignError, Signed, sign};

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::format::read;
use crate::pack::Pack;
use crate::problem::{File, Problem};

/// The folder of the signatures inside a pack.
const FOLDER: &str = "signatures";

/// `signatures/<name>.toml`: who says that a pack is right, and exactly what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    signer: String,
    /// The public key, 64 hexadecimal digits.
    key: String,
    /// The day of signing.
    date: jiff::civil::Date,
    pack: String,
    version: String,
    hash: String,
    /// 128 hexadecimal digits.
    signature: String,
}

impl Statement {
    /// The bytes that are signed: everything but the signature, with lengths, so that no part can pass for another.
    fn signed_bytes(&self) -> Vec<u8> {
        let Self { signer, key, date, pack, version, hash, signature: _ } = self;
        let mut bytes = b"omaolo content signature 1\n".to_vec();
        for part in [signer, key, &date.to_string(), pack, version, hash] {
            bytes.extend_from_slice(format!("{} {part}\n", part.len()).as_bytes());
        }
        bytes
    }

    /// The key, if the signature is really that key's.
    fn proven_key(&self) -> Option<[u8; 32]> {
        let key = unhex::<32>(&self.key)?;
        let signature = Signature::from_bytes(&unhex::<64>(&self.signature)?);
        VerifyingKey::from_bytes(&key).ok()?.verify_strict(&self.signed_bytes(), &signature).ok()?;
        Some(key)
    }
}

/// Whom the organisation trusts with content, and how many of them must sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trust {
    pub(crate) owners: Vec<Owner>,
    /// At least 1.
    pub(crate) required: usize,
}

/// One whom the organisation trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) name: String,
    pub(crate) key: [u8; 32],
}

/// Whether a pack is approved, by whom, and why a signature does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// True when as many different trusted owners signed its present meaning as the organisation demands.
    pub approved: bool,
    /// How many are demanded.
    pub required: usize,
    /// The trusted owners whose signatures count.
    pub signed_by: Vec<String>,
    /// Signatures that do not count, with the reason and the place.
    pub notes: Vec<Problem>,
}

impl Pack {
    /// Whether the pack is approved. Without that it is demonstration content, wherever its outcome appears.
    #[must_use]
    pub fn approval(&self) -> Approval {
        let trust = &self.files.trust;
        let mut signed_by = BTreeSet::new();
        let mut notes = Vec::new();
        for (name, text) in self.signature_files() {
            match self.counted(File { name: &name, text }) {
                Ok(Some(owner)) => {
                    signed_by.insert(owner);
                }
                Ok(None) => {}
                Err(problem) => notes.push(problem),
            }
        }
        let required = trust.required.max(1);
        let signed_by: Vec<String> = signed_by.into_iter().collect();
        Approval { approved: signed_by.len() >= required, required, signed_by, notes }
    }

    /// True when the pack is approved.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        *self.approved.get_or_init(|| self.approval().approved)
    }

    fn signature_files(&self) -> impl Iterator<Item = (String, &str)> {
        let files = &self.files;
        let folder = format!("{}/{FOLDER}", files.folder);
        let inside = files.source.files_in(&files.folder).filter(move |(path, _)| path.starts_with(&format!("{folder}/")));
        inside.map(|(path, text)| (files.source.full_name(path), text))
    }

    /// The owner of a signature that counts; nothing where it is right, but nobody says here whom to trust.
    fn counted(&self, file: File<'_>) -> Result<Option<String>, Problem> {
        let statement: Statement = read(file)?;
        let at = |what: &str, message: String| {
            let place = file.text.find(&format!("\n{what} =")).map_or(0, |at| at + 1);
            Err(file.problem(place, message))
        };
        let signer = &statement.signer;
        if statement.pack != self.id {
            return at("pack", format!("this is a signature on \"{}\", so it does not count here", statement.pack));
        }
        let Some(key) = statement.proven_key() else {
            return at("signature", format!("the signature of {signer} is not genuine: this file was changed after signing"));
        };
        if statement.version != self.version {
            let message = format!("{signer} signed version {}, this is {}", statement.version, self.version);
            return at("version", message).map_err(|problem| problem.hint("have the new version signed"));
        }
        if statement.hash != self.hash() {
            let message = format!("the pack was changed after {signer} signed it on {}", statement.date);
            return at("hash", message).map_err(|problem| problem.hint("raise its version and have it signed again"));
        }
        let trust = &self.files.trust;
        if trust.owners.is_empty() {
            return Ok(None);
        }
        match trust.owners.iter().find(|owner| owner.key == key) {
            Some(owner) if owner.name == *signer => Ok(Some(owner.name.clone())),
            Some(owner) => at("signer", format!("\"{signer}\" signed with the key of {}, so it does not count", owner.name)),
            None => at("key", format!("the key of {signer} is not among the owners that content.toml trusts")),
        }
    }
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes behind exactly as many hexadecimal digits as they need.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    if digits.len() == 2 * N { bytes.try_into().ok() } else { None }
}
