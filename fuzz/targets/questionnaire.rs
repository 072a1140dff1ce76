//! Any text as a FHIR R4 Questionnaire: it is a form or it is refused.
#![no_main]

use forms::Questionnaire;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(form) = Questionnaire::from_text(data) {
        for finding in form.findings() {
            let _ = finding.message.len();
        }
    }
});
