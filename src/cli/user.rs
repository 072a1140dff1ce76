//! `omaolo user …`: people and other systems, written straight into a store that no server has open.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use domain::{Grant, OrganisationEvent, QueueId, Role, UnitId, User, UserId};
use jiff::{SignedDuration, Timestamp};
use server::App;
use store::sqlite::SqliteStore;
use store::{Event, Store};
use uuid::Uuid;

use super::{UserCommand, secret, store as folder};
use crate::house;

/// A token of a residents' channel holds for so long, in hours: a year.
const TOKEN_HOURS: i64 = 365 * 24;

/// Does what was asked for.
///
/// # Errors
/// When the folder cannot be opened or the user is not as needed.
pub fn run(command: UserCommand) -> anyhow::Result<ExitCode> {
    match command {
        UserCommand::Add { login, name, role, unit, queues, supervisor, totp, at } => {
            let store = at.open()?;
            let organisation = store.organisation();
            if organisation.user_by_login(&login).is_some() {
                bail!("there is already a user \"{login}\"");
            }
            let unit = unit.map(|unit| UnitId::from(unit.as_str()));
            if let Some(unit) = unit.as_ref().filter(|unit| !organisation.units.contains_key(unit)) {
                bail!("there is no unit \"{unit}\"");
            }
            let queues: Vec<QueueId> = queues.iter().map(|queue| QueueId::from(queue.as_str())).collect();
            if let Some(queue) = queues.iter().find(|queue| !organisation.queues.contains_key(queue)) {
                bail!("there is no queue \"{queue}\"");
            }
            let totp_secret = if totp { Some(server::new_totp_secret()?) } else { None };
            let password_hash = match role {
                Role::Intake => None,
                _ => Some(server::hash_password(&secret::new_secret("Password", "OMAOLO_PASSWORD")?)?),
            };
            if let Some(secret) = &totp_secret {
                println!("authenticator: {}", server::totp_uri(&login, secret));
            }
            let grants = vec![Grant { role, unit, queues, supervisor }];
            set(&store, User { id: UserId(Uuid::now_v7()), login, name, grants, password_hash, totp_secret, active: true })?;
        }
        UserCommand::Passwd { login, at } => {
            let store = at.open()?;
            let mut user = find(&store, &login)?;
            user.password_hash = Some(server::hash_password(&secret::new_secret("New password", "OMAOLO_PASSWORD")?)?);
            let id = user.id;
            set(&store, user)?;
            // Whoever knew the old password is out.
            folder::wait(store.end_sessions_of(id))?;
        }
        UserCommand::Token { login, file, at } => {
            let store = at.open()?;
            let user = find(&store, &login)?;
            if !user.grants.iter().any(|grant| grant.role == Role::Intake) {
                bail!("\"{login}\" is no residents' channel: its role is not intake");
            }
            write_token(&file, &intake_token(&house::serve(Arc::new(store), &at.folder()?)?, user.id)?)?;
            println!("the token is in {}", file.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn find(store: &SqliteStore, login: &str) -> anyhow::Result<User> {
    store.organisation().user_by_login(login).cloned().with_context(|| format!("there is no user \"{login}\""))
}

fn set(store: &SqliteStore, user: User) -> anyhow::Result<()> {
    folder::found(store, vec![Event::Organisation(OrganisationEvent::UserSet(user))], Timestamp::now())
}

/// A new token for a residents' channel.
///
/// # Errors
/// When there is no such user, or the store refuses it.
pub fn intake_token(app: &App, user: UserId) -> anyhow::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    Ok(runtime.block_on(app.mint_session(user, Some((Role::Intake, None)), SignedDuration::from_hours(TOKEN_HOURS)))?)
}

/// Writes a token into a file that only its owner can read.
///
/// # Errors
/// When the file cannot be written.
pub fn write_token(path: &std::path::Path, token: &str) -> anyhow::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    writeln!(file, "{token}").with_context(|| format!("cannot write {}", path.display()))
}
