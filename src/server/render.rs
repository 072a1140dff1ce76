//! From what the gate gave out to what a screen shows, in one language.

mod case;
mod entry;
mod lines;
mod preview;
mod row;
mod summary;
mod timeline;
mod words;

pub(crate) use case::case_view;
pub(crate) use entry::{entered, fault, offers, step, whose_record};
pub(crate) use preview::preview;
pub(crate) use row::work_page;
