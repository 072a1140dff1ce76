//! The kernel's keyring as a cache: works without D-Bus, is lost at reboot, and may be absent.
//!
//! A process without a session keyring of its own (some containers and service managers) gets access errors for ever;
//! joining one needs a raw system call, so such a process simply goes without.

use keyring_core::Entry;
use keyring_core::api::CredentialStoreApi;
use linux_keyutils_keyring_store::Store;
use zeroize::Zeroizing;

use super::StoreKey;

const SERVICE: &str = "fi.omaolo.store";

fn entry(id: &str) -> Option<Entry> {
    Store::new().ok()?.build(SERVICE, id, None).ok()
}

/// The key kept under this name, if there is one that can be had.
pub(super) fn get(id: &str) -> Option<StoreKey> {
    let secret = Zeroizing::new(entry(id)?.get_secret().ok()?);
    Some(StoreKey::from_bytes(secret.as_slice().try_into().ok()?))
}

/// Keeps a key, where that is possible. Replaces another under the same name.
pub(super) fn put(id: &str, key: &StoreKey) {
    if let Some(entry) = entry(id)
        && entry.set_secret(key.bytes()).is_err()
    {
        tracing::debug!("the kernel's keyring is not available; the passphrase will be asked for again");
    }
}

/// Forgets it.
pub(super) fn remove(id: &str) {
    if let Some(entry) = entry(id) {
        // Absent is as good as removed.
        let _ = entry.delete_credential();
    }
}
