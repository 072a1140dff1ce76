//! Keeps a session between two runs of the program, in the kernel's keyring. Where there is none, nothing is kept and
//! nobody is bothered: one signs in again.

use keyring_core::Entry;
use keyring_core::api::CredentialStoreApi;
use linux_keyutils_keyring_store::Store;

use crate::Address;

/// The kept session of one server's address.
pub struct SessionKeeper {
    entry: Option<Entry>,
}

impl SessionKeeper {
    /// The keeper for this address.
    #[must_use]
    pub fn new(address: &Address) -> Self {
        let entry = Store::new().and_then(|store| store.build("fi.omaolo.session", &address.to_string(), None)).ok();
        Self { entry }
    }

    /// The kept token, if there is one.
    #[must_use]
    pub fn get(&self) -> Option<String> {
        self.entry.as_ref()?.get_password().ok().filter(|token| !token.is_empty())
    }

    /// Keeps a token. True when it was kept.
    pub fn set(&self, token: &str) -> bool {
        self.entry.as_ref().is_some_and(|entry| entry.set_password(token).is_ok())
    }

    /// Forgets the token.
    pub fn forget(&self) {
        if let Some(entry) = &self.entry {
            // Nothing to forget, or no keyring: either way nothing is kept.
            let _ = entry.delete_credential();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_kept_where_there_is_a_keyring_and_else_silently_not() {
        let address = Address::Unix("/nowhere/omaolo-test.sock".into());
        let keeper = SessionKeeper::new(&address);
        let kept = keeper.set("a token of a test");
        let found = SessionKeeper::new(&address).get();
        assert_eq!(found.is_some(), kept && found.is_some());
        if let Some(token) = found {
            assert_eq!(token, "a token of a test");
        }
        keeper.forget();
        assert_eq!(keeper.get(), None);
    }
}
