//! The whole program, as a person meets it: the real binary, a real terminal, a real server. One module per story.

mod command_line;
mod county;
mod entry;
mod imported;
mod kill;
mod nurse;
mod observing;
mod race;
mod terminal;
