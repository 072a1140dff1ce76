//! `content new`: a small pack in which everything is there and right, to begin from.

use crate::pack::build::is_id;

/// The files of a new pack, by their path in its folder.
const FILES: [(&str, &str); 5] = [
    ("pack.toml", include_str!("new/pack.toml")),
    ("cases.toml", include_str!("new/cases.toml")),
    ("texts/fi.toml", include_str!("new/fi.toml")),
    ("texts/sv.toml", include_str!("new/sv.toml")),
    ("texts/en.toml", include_str!("new/en.toml")),
];

/// The name is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an id; use lower-case letters, digits and - between, as in sore-throat")]
pub struct NotAnId(String);

/// The files of a new symptom assessment with this id: path below its folder, and text. It passes its check.
///
/// # Errors
/// When the id cannot be one.
pub fn new_pack(id: &str) -> Result<Vec<(&'static str, String)>, NotAnId> {
    if !is_id(id) {
        return Err(NotAnId(id.to_owned()));
    }
    Ok(FILES.iter().map(|(path, text)| (*path, text.replace("@ID@", id))).collect())
}
