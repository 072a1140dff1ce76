//! What is wrong with a questionnaire or a response: the item, the rule that it breaks, and a sentence.

use serde::Serialize;

/// The rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The file is not what it should be: no JSON, too large, too deep, another resource.
    Structure,
    /// An item has no linkId.
    MissingLinkId,
    /// Two items have the same linkId.
    DuplicateLinkId,
    /// Items enable each other in a circle.
    Loop,
    /// A condition asks a question that the questionnaire does not have.
    UnknownReference,
    /// Several conditions, and not said whether all or any must hold.
    EnableBehavior,
    /// A condition that is not well formed.
    EnableWhen,
    /// Something that this program does not carry.
    NotCarried,
    /// The questionnaire does not have this item.
    UnknownLinkId,
    /// The item stands in another place than in the questionnaire.
    Place,
    /// The item is disabled and answered.
    Disabled,
    /// An answer is missing.
    Required,
    /// The answer has another type than the question.
    Type,
    /// The answer is none of the options.
    Option,
    /// An option that stands alone was chosen with others.
    OptionExclusive,
    /// More than one answer or group where one is allowed.
    Repeats,
    /// The item is read-only, and the answer is not the one that the form gives.
    ReadOnly,
    /// A display item or a group cannot be answered.
    Display,
    /// The text is too long.
    MaxLength,
    /// The text is too short.
    MinLength,
    /// The value is too small.
    MinValue,
    /// The value is too large.
    MaxValue,
    /// The text does not have the form that is asked for.
    Regex,
    /// The quantity has another unit.
    Unit,
    /// Fewer answers than asked for.
    MinOccurs,
    /// More answers than allowed.
    MaxOccurs,
    /// More decimals than allowed.
    MaxDecimalPlaces,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The item; empty when it concerns the whole.
    pub link_id: String,
    /// The rule that is broken.
    pub rule: Rule,
    /// What is wrong, without what a resident answered.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(link_id: impl Into<String>, rule: Rule, message: impl Into<String>) -> Self {
        Self { link_id: link_id.into(), rule, message: message.into() }
    }
}
