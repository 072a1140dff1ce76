//! What somebody has typed and not sent.

use domain::{DraftKind, Words};
use jiff::Timestamp;

/// A text that is kept for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// To whom it is written.
    pub kind: DraftKind,
    /// The text so far.
    pub text: Words,
    /// When it was kept.
    pub at: Timestamp,
}
