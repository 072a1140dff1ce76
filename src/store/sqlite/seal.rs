//! Sealing of residents' events with a key per resident: erasing the key erases the person from the log and its copies.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chacha20poly1305::aead::{Aead, AeadInOut, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::ResidentId;
use rusqlite::{Connection, OptionalExtension};
use zeroize::Zeroizing;

use super::error::{unreadable, while_doing};
use crate::{CustodyError, StoreError, Stream};

/// How many keys are kept at hand; stored ones beyond that are read again when needed.
const MOST: usize = 4096;
const NONCE: usize = 24;

/// The key of one resident.
#[derive(Clone)]
pub(super) struct ResidentKey(Zeroizing<[u8; 32]>);

impl ResidentKey {
    /// Its bytes, for the table of keys.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals an event's body to its place: nonce, ciphertext, tag.
    pub fn seal(&self, stream: Stream, version: u32, mut plain: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| no_random_bytes())?;
        let cipher = XChaCha20Poly1305::new(&Key::from(*self.0));
        cipher
            .encrypt_in_place(&XNonce::from(nonce), &place_of(stream, version), &mut plain)
            .map_err(|_| unreadable("an event too long to seal"))?;
        let mut sealed = Vec::with_capacity(NONCE + plain.len());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&plain);
        Ok(sealed)
    }

    /// Opens what [`ResidentKey::seal`] made for this place. `None` when it was altered or stood elsewhere.
    pub fn open(&self, stream: Stream, version: u32, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let cipher = XChaCha20Poly1305::new(&Key::from(*self.0));
        let payload = Payload { msg: sealed, aad: &place_of(stream, version) };
        cipher.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

/// What a body is bound to, so that it cannot be moved to another place in the log.
fn place_of(stream: Stream, version: u32) -> Vec<u8> {
    let (kind, id) = super::event::stream_key(stream);
    [&[kind], id.as_slice(), &version.to_le_bytes()].concat()
}

fn no_random_bytes() -> StoreError {
    StoreError::Custody(CustodyError::System { doing: "give random bytes" })
}

/// The residents' keys at hand. One process has the store, so what stands here is what holds.
#[derive(Default)]
pub(super) struct Keys(Mutex<HashMap<ResidentId, Held>>);

struct Held {
    key: ResidentKey,
    /// False until a commit that brought it is on disk.
    stored: bool,
    /// Commits on their way that bring it. When none of them is written, nothing is sealed with it.
    on_the_way: u32,
}

impl Keys {
    /// The key of a resident.
    pub fn get(&self, connection: &Connection, resident: ResidentId) -> Result<Option<ResidentKey>, StoreError> {
        let mut held = self.lock();
        if let Some(found) = held.get(&resident) {
            return Ok(Some(found.key.clone()));
        }
        let Some(key) = read(connection, resident)? else { return Ok(None) };
        make_room(&mut held);
        held.insert(resident, Held { key: key.clone(), stored: true, on_the_way: 0 });
        Ok(Some(key))
    }

    /// The key of a resident, made when there is none; true when it must be stored with the commit, which then says what
    /// became of it with [`Keys::settle`].
    ///
    /// Two commits for one new resident get the same key, whichever is written first. `registered_now`: the commit is written
    /// only if nothing was known of the resident before, so there is no key to look for.
    pub fn get_or_make(
        &self,
        connection: &Connection,
        resident: ResidentId,
        registered_now: bool,
    ) -> Result<(ResidentKey, bool), StoreError> {
        let mut held = self.lock();
        if let Some(found) = held.get_mut(&resident) {
            found.on_the_way += u32::from(!found.stored);
            return Ok((found.key.clone(), !found.stored));
        }
        let known = if registered_now { None } else { read(connection, resident)? };
        let (key, stored) = match known {
            Some(key) => (key, true),
            None => {
                let mut bytes = Zeroizing::new([0; 32]);
                getrandom::fill(bytes.as_mut()).map_err(|_| no_random_bytes())?;
                (ResidentKey(bytes), false)
            }
        };
        make_room(&mut held);
        held.insert(resident, Held { key: key.clone(), stored, on_the_way: u32::from(!stored) });
        Ok((key, !stored))
    }

    /// A commit that brought this key was written, or was not.
    pub fn settle(&self, resident: ResidentId, stored: bool) {
        let mut held = self.lock();
        if let Some(found) = held.get_mut(&resident) {
            found.stored |= stored;
            found.on_the_way = found.on_the_way.saturating_sub(1);
            if !found.stored && found.on_the_way == 0 {
                held.remove(&resident);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ResidentId, Held>> {
        // The map is whole between any two statements, so a panic elsewhere has not broken it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets go of stored keys. Those not yet stored must stay: something may already be sealed with them.
fn make_room(held: &mut HashMap<ResidentId, Held>) {
    if held.len() >= MOST {
        held.retain(|_, held| !held.stored);
    }
}

fn read(connection: &Connection, resident: ResidentId) -> Result<Option<ResidentKey>, StoreError> {
    let doing = while_doing("reading a resident's key");
    let mut statement =
        connection.prepare_cached("SELECT key FROM resident WHERE id = ?1 AND key IS NOT NULL").map_err(&doing)?;
    let key =
        statement.query_row([resident.0.as_bytes().as_slice()], |row| row.get::<_, [u8; 32]>(0)).optional().map_err(&doing)?;
    Ok(key.map(|bytes| ResidentKey(Zeroizing::new(bytes))))
}
