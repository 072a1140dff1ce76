//! The terminal program: screens, keys, themes, texts.
//!
//! [`App`] takes an [`Event`] and gives [`Effect`]s; it never waits and never reads a clock. [`driver::run`] is the only
//! thing that waits. Whoever starts it carries the effects out and brings their answers back as events.

mod action;
mod app;
mod desk;
pub mod driver;
mod effect;
mod event;
mod ids;
mod keymap;
mod model;
mod screens;
mod surface;
mod text;
mod texts;
mod theme;
mod time;

#[cfg(test)]
mod bench;

pub use action::Action;
pub use app::{App, Entry, Setup};
pub use effect::{Effect, Subject, Tag};
pub use event::{Answer, Event, Trouble};
pub use keymap::{Context, Keymap, KeymapError, reference};
pub use surface::Surface;
pub use text::visible;
pub use theme::{Theme, ThemeError};
