//! What custody promises about keys, passphrases and files.

use std::fs;

use super::*;

fn a_folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn words(text: &str) -> Passphrase {
    Passphrase::new(text)
}

#[test]
fn the_passphrase_gives_the_same_key_back() {
    let dir = a_folder();
    let (_, key) = Custody::create(dir.path(), &words("aamu on iltaa viisaampi"), KeyCost::Light).unwrap();
    let again = Custody::find(dir.path()).unwrap().unlock(Some(&words("aamu on iltaa viisaampi"))).unwrap();
    assert_eq!(again.bytes(), key.bytes());
}

#[test]
fn a_normal_key_needs_its_passphrase_or_the_keyring() {
    let dir = a_folder();
    let (custody, key) = Custody::create(dir.path(), &words("aamu"), KeyCost::Normal).unwrap();
    assert!(matches!(custody.unlock(None), Err(CustodyError::PassphraseNeeded)));
    assert_eq!(custody.unlock(Some(&words("aamu"))).unwrap().bytes(), key.bytes());
    match custody.unlock(None) {
        Ok(cached) => assert_eq!(cached.bytes(), key.bytes()),
        Err(error) => assert!(matches!(error, CustodyError::PassphraseNeeded), "where there is no keyring: {error}"),
    }
    custody.forget();
    assert!(matches!(custody.unlock(None), Err(CustodyError::PassphraseNeeded)));
}

#[test]
fn a_wrong_passphrase_is_told_from_a_damaged_file() {
    let dir = a_folder();
    let (custody, _) = Custody::create(dir.path(), &words("oikea"), KeyCost::Light).unwrap();
    assert!(matches!(custody.unlock(Some(&words("väärä"))), Err(CustodyError::WrongPassphrase)));
    let whole = fs::read(dir.path().join(KEY_FILE)).unwrap();
    for damaged in [&whole[..100], b"", &[whole.as_slice(), b"x"].concat()] {
        fs::write(dir.path().join(KEY_FILE), damaged).unwrap();
        assert!(matches!(Custody::find(dir.path()), Err(CustodyError::Damaged)));
    }
    fs::remove_file(dir.path().join(KEY_FILE)).unwrap();
    assert!(matches!(Custody::find(dir.path()), Err(CustodyError::Missing)));
}

#[test]
fn no_byte_of_the_key_file_can_be_altered() {
    let dir = a_folder();
    let path = dir.path().join(KEY_FILE);
    let (_, key) = Custody::create(dir.path(), &words("oikea"), KeyCost::Light).unwrap();
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(&path, altered).unwrap();
        let had = Custody::find(dir.path()).and_then(|custody| custody.unlock(Some(&words("oikea"))));
        assert!(had.is_err(), "byte {at}");
    }
    fs::write(&path, whole).unwrap();
    let had = Custody::find(dir.path()).unwrap().unlock(Some(&words("oikea"))).unwrap();
    assert_eq!(had.bytes(), key.bytes());
}

#[test]
fn a_new_passphrase_opens_and_the_old_one_does_not() {
    let dir = a_folder();
    let (mut custody, key) = Custody::create(dir.path(), &words("vanha"), KeyCost::Light).unwrap();
    assert!(matches!(
        custody.change_passphrase(&words("arvaus"), &words("uusi"), KeyCost::Light),
        Err(CustodyError::WrongPassphrase)
    ));
    custody.change_passphrase(&words("vanha"), &words("uusi"), KeyCost::Light).unwrap();
    let custody = Custody::find(dir.path()).unwrap();
    assert!(matches!(custody.unlock(Some(&words("vanha"))), Err(CustodyError::WrongPassphrase)));
    assert_eq!(custody.unlock(Some(&words("uusi"))).unwrap().bytes(), key.bytes());
}

#[test]
fn a_key_is_never_overwritten_and_never_empty_handed() {
    let dir = a_folder();
    assert!(matches!(Custody::create(dir.path(), &words(""), KeyCost::Light), Err(CustodyError::EmptyPassphrase)));
    Custody::create(dir.path(), &words("oikea"), KeyCost::Light).unwrap();
    assert!(matches!(Custody::create(dir.path(), &words("oikea"), KeyCost::Light), Err(CustodyError::Exists)));
}

#[test]
fn a_key_in_the_keyring_that_is_not_the_file_s_is_replaced() {
    let dir = a_folder();
    let (custody, key) = Custody::create(dir.path(), &words("oikea"), KeyCost::Normal).unwrap();
    keyring::put(&custody.file.id_text(), &StoreKey::from_bytes([7; 32]));
    assert!(matches!(custody.unlock(None), Err(CustodyError::PassphraseNeeded)));
    assert_eq!(custody.unlock(Some(&words("oikea"))).unwrap().bytes(), key.bytes());
    custody.forget();
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_key_file() {
    use std::os::unix::fs::PermissionsExt;
    let dir = a_folder();
    Custody::create(dir.path(), &words("oikea"), KeyCost::Light).unwrap();
    assert_eq!(fs::metadata(dir.path().join(KEY_FILE)).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn secrets_do_not_print_themselves() {
    assert_eq!(format!("{:?}", words("salainen")), "Passphrase(…)");
    assert_eq!(format!("{:?}", StoreKey::from_bytes([7; 32])), "StoreKey(…)");
}
