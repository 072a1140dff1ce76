//! Any text as a FHIR R4 Questionnaire: it is a form or it is refused, and a form becomes a pack that passes its check, or is
//! refused with a reason.
#![no_main]

use domain::UrgencyClass;
use forms::{ImportChoices, ImportError, Questionnaire, import_form};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(form) = Questionnaire::from_text(data) {
        for finding in form.findings() {
            let _ = finding.message.len();
        }
        let choices = ImportChoices { id: Some("fuzzed-form".to_owned()), queue: "nurse".to_owned(), class: UrgencyClass::P4 };
        // What the importer writes must be right whatever the form is.
        if let Err(ImportError::Refused(problems)) = import_form(&form, &choices) {
            panic!("a pack that does not pass its check: {}", problems[0]);
        }
    }
});
