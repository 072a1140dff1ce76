//! The demonstration: a fictional county whose residents answer real assessments, made once from a seed.

mod asked;
pub mod county;
mod live;
mod people;
mod response;
mod story;
mod words;

pub use live::{Live, keep_living};
pub use story::{County, tell};
