//! Any text as a QuestionnaireResponse, as the intake reads it and as `form check` does. A line of three hyphens may part a
//! Questionnaire from the response to it.
#![no_main]

use std::sync::LazyLock;

use jiff::Timestamp;
use knowledge::KnowledgeBase;
use libfuzzer_sys::fuzz_target;

static BASE: LazyLock<KnowledgeBase> = LazyLock::new(KnowledgeBase::builtin);
const PARTED: &[u8] = b"\n---\n";

fuzz_target!(|data: &[u8]| {
    match data.windows(PARTED.len()).position(|at| at == PARTED) {
        Some(at) => {
            let _ = forms::check_texts(&data[..at], &data[at + PARTED.len()..]);
        }
        None => {
            let _ = server::examine_response(&BASE, data, Timestamp::UNIX_EPOCH);
        }
    }
});
