//! The server: HTTP for workstations, live notices, FHIR intake, sign-in.
//!
//! Handlers only translate. Whatever concerns a resident goes through one gate (`gate.rs`); every change is a domain command
//! appended by the store. [`router`] and [`serve`] are the two doors. The server speaks plain HTTP, over a Unix socket or to
//! this machine; on a network a proxy that ends TLS stands in front of it.

mod app;
mod around;
mod cases;
mod commands;
mod content;
mod drafts;
mod entry;
mod extract;
mod fhir;
mod gate;
mod health;
mod live;
mod municipalities;
mod notices;
mod openapi;
mod problem;
mod queues;
mod render;
mod residents;
mod routes;
mod secret;
mod serve;
mod service;
mod sessions;
mod settings;
mod sign_in;
mod use_log;
mod work;

#[cfg(test)]
mod tests;

pub use app::{App, MintError};
pub use content::{Content, add_kept_content};
pub use fhir::examine as examine_response;
pub use municipalities::{Municipality, municipality};
pub use openapi::document;
pub use routes::{ROUTES, Route, router};
pub use secret::{HashError, hash_password, new_totp_secret, totp_uri};
pub use serve::{Listener, ServeError, serve};
pub use service::{CommandError, Incoming, IntakeError, IntakeProblem, Received};
pub use settings::Settings;
