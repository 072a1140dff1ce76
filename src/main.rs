//! The program `omaolo`: digital first contact in health and social care, worked from a terminal.

mod assets;
mod bridge;
mod cli;
mod demo;
mod house;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // One TLS provider for the whole program; a second installation is impossible here and harmless anywhere.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match cli::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("omaolo: {error:#}");
            ExitCode::FAILURE
        }
    }
}
