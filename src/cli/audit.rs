//! `omaolo audit`: the use log of a running server, as an administrator sees it.

use std::process::ExitCode;

use api::{ChooseGrant, ProblemCode, SignIn};
use client::{Client, ClientError};
use domain::{Language, Role};

use super::{AuditArgs, places, secret, submit};

/// Prints the use log, newest first.
///
/// # Errors
/// When the server cannot be reached or the user is no administrator.
pub fn run(args: &AuditArgs) -> anyhow::Result<ExitCode> {
    let client = Client::new(places::server(args.server.server.clone())?)?;
    let password = secret::password(&format!("Password of {}", args.login))?;
    let mut form = SignIn { login: args.login.clone(), password, totp: None };
    submit::attempt(async {
        let signed_in = match client.sign_in(&form, Language::En).await {
            Err(ClientError::Problem { problem, .. }) if problem.code == ProblemCode::TotpNeeded => {
                form.totp = Some(secret::code("Code of the authenticator")?);
                client.sign_in(&form, Language::En).await?
            }
            first => first?,
        };
        let client = client.with_token(&signed_in.token);
        if signed_in.session.grant().is_none_or(|grant| grant.role != Role::Administrator) {
            client.choose_grant(&ChooseGrant { role: Role::Administrator, unit: None }, Language::En).await?;
        }
        let mut left = args.limit;
        let mut before = None;
        while left > 0 {
            let page = client.use_log(before).await?;
            let wanted = page.lines.iter().filter(|line| args.case.is_none_or(|case| line.case == Some(case)));
            for line in wanted.take(left) {
                left -= 1;
                let user = line.user_name.as_deref().unwrap_or("-");
                let role = line.role.map_or_else(|| "-".to_owned(), |role| role.to_string());
                let case = line.case.map_or_else(String::new, |case| case.to_string());
                println!(
                    "{:>8}  {}  {:<22} {:<14} {:<14} {case} {}",
                    line.no,
                    line.at,
                    user,
                    role,
                    line.action.to_string(),
                    line.detail
                );
            }
            let Some(next) = page.next else { break };
            before = Some(next);
        }
        client.sign_out().await?;
        anyhow::Ok(())
    })??;
    Ok(ExitCode::SUCCESS)
}
