//! `omaolo serve`

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use server::Listener;
use tokio::signal::unix::{SignalKind, signal};

use super::{ServeArgs, StoreAt};
use crate::house;

/// Runs the server until it is told to stop.
///
/// # Errors
/// When the folder cannot be opened or the address cannot be listened on.
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    let at = StoreAt { dir: Some(args.dir.clone()), secret: args.secret.clone() };
    let store = Arc::new(at.open()?);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("cannot start")?;
    runtime.block_on(async {
        let listener = listen(&args.listen, args.allow_remote).await?;
        let mut terminate = signal(SignalKind::terminate())?;
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        };
        let app = house::serve(store, &args.dir)?;
        tracing::info!(port = listener.address().map(|address| address.port()), "listening");
        server::serve(listener, app, stop).await.context("the server failed")
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn listen(at: &str, allow_remote: bool) -> anyhow::Result<Listener> {
    if let Some(path) = at.strip_prefix("unix:") {
        return Ok(Listener::unix(Path::new(path))?);
    }
    let address: SocketAddr = at.parse().with_context(|| format!("\"{at}\" is neither unix:PATH nor ADDRESS:PORT"))?;
    Ok(if allow_remote { Listener::tcp_for_all(address).await? } else { Listener::tcp(address).await? })
}
