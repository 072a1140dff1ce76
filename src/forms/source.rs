//! Text becomes JSON, within bounds.

use serde_json::Value as Json;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// Why a text is no resource.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// More than is read.
    #[error("the file has {0} bytes; at most {LARGEST} are read")]
    TooLarge(usize),
    /// Objects and lists inside each other without end.
    #[error(
        "line {line}, column {column}: the file is nested too deep; at most 128 objects and lists may stand inside each other, which is about 60 levels of items"
    )]
    TooDeep {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// No JSON.
    #[error("line {line}, column {column}: this is not JSON")]
    NotJson {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// Another resource.
    #[error("the resource type must be {0}")]
    OtherResource(&'static str),
}

/// Reads JSON. What it says about a mistake holds no word of the file, which may be a resident's.
///
/// # Errors
/// When the text is too large, too deep, or no JSON.
pub fn parse(text: &[u8]) -> Result<Json, SourceError> {
    if text.len() > LARGEST {
        return Err(SourceError::TooLarge(text.len()));
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    serde_json::from_slice(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        // The parser names its own limit only in words.
        if error.to_string().starts_with("recursion limit") {
            SourceError::TooDeep { line, column }
        } else {
            SourceError::NotJson { line, column }
        }
    })
}

/// The text of a member, when it is one.
pub(crate) fn text<'a>(json: &'a Json, member: &str) -> Option<&'a str> {
    json.get(member).and_then(Json::as_str)
}

/// The members of a list, when it is one.
pub(crate) fn list<'a>(json: &'a Json, member: &str) -> &'a [Json] {
    json.get(member).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// An id as far as it is repeated in a message.
pub(crate) fn short(id: &str) -> String {
    id.chars().take(80).collect()
}
