//! The program `omaolo`.
fn main() {}
