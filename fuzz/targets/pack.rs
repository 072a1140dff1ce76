//! A pack of which one file is whatever the fuzzer makes: it is refused with places or it judges its cases, and never panics.
//! The first byte says which file of which kind of new pack; the rest is its text.
#![no_main]

use std::collections::BTreeMap;

use domain::AssessmentKind::{Form, Service, Symptom};
use knowledge::{check_files, new_pack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&which, text)) = data.split_first() else { return };
    let (kind, which) = ([Symptom, Service, Form][usize::from(which / 5 % 3)], usize::from(which % 5));
    let Ok(files) = new_pack("new", kind) else { unreachable!("the name is an id and there is a pattern") };
    let text = String::from_utf8_lossy(text).into_owned();
    let files = files
        .into_iter()
        .enumerate()
        .map(|(at, (name, own))| (format!("new/{name}"), if at == which { text.clone() } else { own }));
    // The report is written too: places are counted in texts that may end anywhere.
    let _ = check_files(files.collect::<BTreeMap<_, _>>()).to_string();
});
