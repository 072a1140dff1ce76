//! What every storage engine promises. Each check sees nothing but the trait, so that all engines are held to the same.

#![expect(clippy::unwrap_used, reason = "a check fails where it unwraps")]

mod appending;
mod checking;
mod counting;
mod engines;
mod keeping;
mod observing;
mod paging;
mod searching;
mod using;
mod world;
