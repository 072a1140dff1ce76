//! The key file: the key, wrapped with a passphrase.
//!
//! `magic 8 | id 16 | check 16 | memory, passes, lanes 4+4+4 | salt 16 | nonce 24 | key and tag 48`, numbers little-endian.
//! All before the nonce is authenticated with the key, so that nothing of it can be exchanged.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{CustodyError, KeyCost, Passphrase, StoreKey};

/// The format's name; its last byte is the version.
const MAGIC: [u8; 8] = *b"omaolo\0\x01";
const HEADER: usize = 8 + 16 + 16 + 12 + 16;
const LENGTH: usize = HEADER + 24 + 48;
/// A damaged or malicious file must not make us fill the memory: at most 1 GiB, 16 passes, 4 lanes.
const MOST: [u32; 3] = [1 << 20, 16, 4];
const LIGHT: [u32; 3] = [64, 1, 1];
const NORMAL: [u32; 3] = [64 << 10, 3, 1];

/// A key file's content. Everything in it may be seen by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyFile([u8; LENGTH]);

impl KeyFile {
    /// Wraps a key. `id` names the folder for the keyring; `None` draws a new one.
    pub fn wrap(key: &StoreKey, id: Option<[u8; 16]>, passphrase: &Passphrase, cost: KeyCost) -> Result<Self, CustodyError> {
        if passphrase.bytes().is_empty() {
            return Err(CustodyError::EmptyPassphrase);
        }
        let mut random = [0; 16 + 16 + 24];
        getrandom::fill(&mut random).map_err(|_| CustodyError::System { doing: "give random bytes" })?;
        let (fresh_id, rest) = random.split_at(16);
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(id.as_ref().map_or(fresh_id, |id| id.as_slice()));
        bytes.extend_from_slice(&check_of(key));
        let numbers = if cost == KeyCost::Light { LIGHT } else { NORMAL };
        numbers.iter().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes.extend_from_slice(rest);
        let nonce: [u8; 24] = part(&bytes, HEADER);
        let cipher = cipher(passphrase, numbers, &part(&bytes, HEADER - 16))?;
        let payload = Payload { msg: key.bytes(), aad: bytes.get(..HEADER).unwrap_or_default() };
        let wrapped = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| CustodyError::System { doing: "encrypt" })?;
        bytes.extend_from_slice(&wrapped);
        Ok(Self(part(&bytes, 0)))
    }

    /// The key in it.
    pub fn unwrap(&self, passphrase: &Passphrase) -> Result<StoreKey, CustodyError> {
        let nonce: [u8; 24] = part(&self.0, HEADER);
        let wrapped: [u8; 48] = part(&self.0, HEADER + 24);
        let cipher = cipher(passphrase, self.numbers(), &part(&self.0, HEADER - 16))?;
        let payload = Payload { msg: &wrapped, aad: self.0.get(..HEADER).unwrap_or_default() };
        let key = cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| CustodyError::WrongPassphrase)?;
        let key = Zeroizing::new(key);
        Ok(StoreKey::from_bytes(part(&key, 0)))
    }

    /// Reads a key file.
    pub fn read(path: &Path) -> Result<Self, CustodyError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(CustodyError::Missing),
            Err(source) => return Err(CustodyError::Disk { doing: "reading the key file", source }),
        };
        if bytes.get(..7) == MAGIC.get(..7) && bytes.get(7) > MAGIC.last() {
            return Err(CustodyError::TooNew);
        }
        let file = Self(bytes.try_into().map_err(|_| CustodyError::Damaged)?);
        let in_bounds = file.numbers().iter().zip(MOST).all(|(number, most)| (1..=most).contains(number));
        if file.0.starts_with(&MAGIC) && in_bounds { Ok(file) } else { Err(CustodyError::Damaged) }
    }

    /// Writes it for the owner only: beside, to the disk, then in its place, so that there always is a whole one.
    pub fn write(&self, path: &Path) -> Result<(), CustodyError> {
        let on_disk = |doing| move |source| CustodyError::Disk { doing, source };
        let beside = path.with_extension("new");
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(on_disk("removing an old key file")(error)),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside).map_err(on_disk("making the key file"))?;
        file.write_all(&self.0).and_then(|()| file.sync_all()).map_err(on_disk("writing the key file"))?;
        fs::rename(&beside, path).map_err(on_disk("putting the key file in its place"))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(on_disk("writing the data folder"))
    }

    /// True when this is the key in the file.
    pub fn is_of(&self, key: &StoreKey) -> bool {
        check_of(key) == part::<16>(&self.0, 24)
    }

    /// The folder's name for the keyring: random, says nothing.
    pub fn id(&self) -> [u8; 16] {
        part(&self.0, 8)
    }

    /// The same as text.
    pub fn id_text(&self) -> String {
        Uuid::from_bytes(self.id()).to_string()
    }

    /// True for a key whose passphrase is public.
    pub fn is_light(&self) -> bool {
        self.numbers() == LIGHT
    }

    fn numbers(&self) -> [u32; 3] {
        [40, 44, 48].map(|at| u32::from_le_bytes(part(&self.0, at)))
    }
}

/// Recognises the key without opening anything with it: a random key cannot be guessed from its hash.
fn check_of(key: &StoreKey) -> [u8; 16] {
    part(&blake3::derive_key("omaolo 2026 check of a store key", key.bytes()), 0)
}

fn cipher(
    passphrase: &Passphrase,
    [memory, passes, lanes]: [u32; 3],
    salt: &[u8; 16],
) -> Result<XChaCha20Poly1305, CustodyError> {
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(|_| CustodyError::Damaged)?;
    let mut wrapping = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.bytes(), salt, wrapping.as_mut())
        .map_err(|_| CustodyError::System { doing: "give memory for the passphrase" })?;
    Ok(XChaCha20Poly1305::new(&Key::from(*wrapping)))
}

/// `N` bytes from `at`. Only called with places inside the fixed layout; outside it gives zeros, which open nothing.
fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes.get(at..at + N).and_then(|part| part.try_into().ok()).unwrap_or([0; N])
}
