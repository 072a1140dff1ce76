//! Passwords, session tokens, and the secrets of authenticators.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use store::StoreError;
use tokio::sync::Semaphore;

use crate::problem::Failure;

/// How many passwords are checked at the same time: each takes some 20 MB and a core, whoever asks.
const AT_ONCE: usize = 2;

/// The password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("the password cannot be hashed: the system gives no random numbers")]
pub struct HashError;

/// Hashes a password for [`domain::User::password_hash`]: argon2id with the parameters that OWASP recommends, in PHC form.
/// Takes some tens of milliseconds.
///
/// # Errors
/// When the system gives no random numbers.
pub fn hash_password(password: &str) -> Result<String, HashError> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|_| HashError)
}

/// Verifies passwords, a few at a time, away from the threads that answer requests.
pub(crate) struct Passwords {
    permits: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { permits: Semaphore::new(AT_ONCE) }
    }
}

/// A hash that no password has. Checked for unknown logins, so that they take as long as known ones.
static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| new_token().ok().and_then(|token| hash_password(&token).ok()));

impl Passwords {
    /// Whether the password has this hash. `None` stands for an account without one, and is false after the same time.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Failure> {
        let _permit = self.permits.acquire().await.map_err(|_| Failure::Unavailable)?;
        let checked = tokio::task::spawn_blocking(move || {
            let known = hash.is_some();
            let hash = hash.or_else(|| NOBODYS.clone()).unwrap_or_default();
            let fits =
                PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
            known && fits
        });
        checked.await.map_err(|_| Failure::Unavailable)
    }
}

/// A session token: 256 random bits in hexadecimal.
pub(crate) fn new_token() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 32];
    random(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A new secret for an authenticator (RFC 6238), in base32 as [`domain::User::totp_secret`] keeps it.
///
/// # Errors
/// When the system gives no random numbers.
pub fn new_totp_secret() -> Result<String, HashError> {
    let mut bytes = [0_u8; 20];
    random(&mut bytes).map_err(|_| HashError)?;
    Ok(totp_rs::Secret::new(Box::new(bytes)).to_base32())
}

/// What an authenticator reads, as a QR code or typed: `otpauth://totp/…`.
#[must_use]
pub fn totp_uri(login: &str, secret: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    let escape = |c: char| {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect::<String>()
    };
    let login: String = login.chars().map(|c| if plain(c) { c.to_string() } else { escape(c) }).collect();
    format!("otpauth://totp/Omaolo:{login}?secret={secret}&issuer=Omaolo&algorithm=SHA1&digits=6&period=30")
}

fn random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|source| StoreError::Database { doing: "drawing random numbers", source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hash = hash_password("correct horse").unwrap();
        let passwords = Passwords::default();
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("wrong horse".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), Some("no hash".into())).await.unwrap());
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (one, other) = (new_token().unwrap(), new_token().unwrap());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
    }

    #[test]
    fn an_authenticator_can_read_the_secret() {
        let secret = new_totp_secret().unwrap();
        assert_eq!(totp_rs::Secret::try_from_base32(&secret).unwrap().as_bytes().len(), 20);
        assert!(totp_uri("liisa v", &secret).starts_with("otpauth://totp/Omaolo:liisa%20v?secret="));
    }
}
