//! `omaolo submit` and `omaolo resident`: what a residents' channel sends.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use api::ResidentAct;
use client::{Address, Client, ClientError};
use domain::{ClientAct, CommandId, MessageId, Words};
use uuid::Uuid;

use super::{ResidentArgs, content, places};

/// Sends a QuestionnaireResponse. Prints what the server makes of it.
///
/// # Errors
/// When the file or the token cannot be read, or the server cannot be reached.
pub fn run(file: &Path, server: Option<Address>, token_file: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let body = content::read(file)?.into_bytes();
    let client = intake(server, token_file)?;
    let submitted = wait(client.submit(body, None))?;
    println!("{}", serde_json::to_string_pretty(&submitted.body)?);
    if submitted.is_accepted() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("omaolo: refused with HTTP {}; nothing was stored", submitted.status);
    Ok(ExitCode::FAILURE)
}

/// Sends what a resident did in a case.
///
/// # Errors
/// When the token cannot be read, the server cannot be reached, or it refuses.
pub fn resident(args: &ResidentArgs) -> anyhow::Result<ExitCode> {
    let act = match &args.message {
        Some(text) => ClientAct::Message { id: MessageId(Uuid::now_v7()), text: Words::from(text.as_str()) },
        None if args.accept_ending => ClientAct::AcceptEnding,
        None => ClientAct::ProposeEnding,
    };
    let client = intake(args.server.server.clone(), args.token.token_file.clone())?;
    let accepted = wait(client.resident_act(args.case, &ResidentAct { id: CommandId(Uuid::now_v7()), act }))?;
    println!("case {} stands in queue {} and is {}", accepted.case, accepted.queue, accepted.state);
    Ok(ExitCode::SUCCESS)
}

/// A client with the right to bring things in.
fn intake(server: Option<Address>, token_file: Option<PathBuf>) -> anyhow::Result<Client> {
    let address = places::server(server)?;
    let beside = match &address {
        Address::Unix(socket) => socket.parent().map(|folder| folder.join("intake.token")),
        Address::Http(_) => None,
    };
    let Some(path) = token_file.or(beside) else {
        bail!("name the residents' channel's token with --token-file (see: omaolo user token)");
    };
    let token = std::fs::read_to_string(&path).with_context(|| format!("cannot read the token in {}", path.display()))?;
    Ok(Client::new(address)?.with_token(&token))
}

/// Waits for one call.
///
/// # Errors
/// The call's own.
pub fn wait<T>(call: impl Future<Output = Result<T, ClientError>>) -> anyhow::Result<T> {
    Ok(attempt(call)??)
}

/// Waits for something that may fail in its own way.
///
/// # Errors
/// When the program itself cannot wait; what came of the call is the value.
pub fn attempt<T, E>(call: impl Future<Output = Result<T, E>>) -> anyhow::Result<Result<T, E>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    Ok(runtime.block_on(call))
}
