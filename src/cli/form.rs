//! `omaolo form …`

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use forms::{Check, LARGEST, check_texts};

use super::FormCommand;

/// Does what was asked for. A response that does not keep to its form gives an exit code of its own.
///
/// # Errors
/// When a file cannot be read.
pub fn run(command: &FormCommand) -> anyhow::Result<ExitCode> {
    let FormCommand::Check { questionnaire, response, json } = command;
    let check = check_texts(&bytes(questionnaire)?, &bytes(response)?);
    if *json {
        println!("{}", serde_json::to_string(&check)?);
    } else {
        print(&check);
    }
    Ok(if check.valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(check: &Check) {
    println!("enabled   {}", check.enabled.join(" "));
    println!("disabled  {}", check.disabled.join(" "));
    for error in &check.errors {
        let id = if error.link_id.is_empty() { "-" } else { error.link_id.as_str() };
        println!("{id}: {}", error.message);
    }
    println!("{}", if check.valid { "valid" } else { "not valid" });
}

/// A file, or standard input for `-`. One byte more than is taken shows that it is too large.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    if path == Path::new("-") {
        std::io::stdin().take(most).read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        file.take(most).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    }
    Ok(bytes)
}
