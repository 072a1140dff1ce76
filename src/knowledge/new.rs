//! `content new`: a small pack of each kind in which everything is there and right, to begin from.

use domain::AssessmentKind;

use crate::pack::build::is_id;

/// The files of a new pack of one kind, by their path in its folder.
macro_rules! files {
    ($kind:literal) => {
        [
            ("pack.toml", include_str!(concat!("new/", $kind, "/pack.toml"))),
            ("cases.toml", include_str!(concat!("new/", $kind, "/cases.toml"))),
            ("texts/fi.toml", include_str!(concat!("new/", $kind, "/fi.toml"))),
            ("texts/sv.toml", include_str!(concat!("new/", $kind, "/sv.toml"))),
            ("texts/en.toml", include_str!(concat!("new/", $kind, "/en.toml"))),
        ]
    };
}

const SYMPTOM: [(&str, &str); 5] = files!("symptom");
const SERVICE: [(&str, &str); 5] = files!("service");
const FORM: [(&str, &str); 5] = files!("form");

/// Why there is no such new pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NewPackError {
    /// The name is no id.
    #[error("\"{0}\" is not an id; use lower-case letters, digits and - between, as in sore-throat")]
    NotAnId(String),
    /// There is nothing of this kind to begin from.
    #[error("there is no pattern of this kind to begin from; begin with a copy of a pack that is near to it")]
    NoPattern(AssessmentKind),
}

/// The files of a new pack with this id: path below its folder, and text. It passes its check.
///
/// # Errors
/// When the id cannot be one, or there is no pattern of this kind.
pub fn new_pack(id: &str, kind: AssessmentKind) -> Result<Vec<(&'static str, String)>, NewPackError> {
    if !is_id(id) {
        return Err(NewPackError::NotAnId(id.to_owned()));
    }
    let files = match kind {
        AssessmentKind::Symptom => SYMPTOM,
        AssessmentKind::Service => SERVICE,
        AssessmentKind::Form => FORM,
        AssessmentKind::Wellbeing | AssessmentKind::Periodic => return Err(NewPackError::NoPattern(kind)),
    };
    Ok(files.iter().map(|(path, text)| (*path, text.replace("@ID@", id))).collect())
}
