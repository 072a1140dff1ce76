//! FHIR R4 intake: an answered assessment as a `QuestionnaireResponse`.
//!
//! Whatever is wrong comes back as one `OperationOutcome` that names each place and never repeats what was sent; nothing is
//! stored then. The resource is read from its JSON by hand rather than through typed structs, since those stop at the first
//! mistake and quote it.

mod intake;
mod outcome;
mod people;
mod read;
mod response;

pub use intake::examine;
pub(crate) use intake::{__path_create, create};
pub(crate) use outcome::failed;

/// Where our own extensions are defined.
const EXTENSIONS: &str = "https://omaolo.example/fhir/StructureDefinition/";
/// Finnish identity codes.
const IDENTITY_CODES: &str = "urn:oid:1.2.246.21";
