//! Content as the store keeps it: opaque, under the hash of its meaning.

/// The files of a content pack that judged a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptContent {
    /// The hash of its meaning, as the cases have it.
    pub hash: String,
    /// The pack's id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// Its files, in the form of who keeps them.
    pub files: String,
}
