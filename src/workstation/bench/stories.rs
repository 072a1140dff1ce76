//! Stories: what a nurse does, key by key, and what the screen says.

mod dialogs;
mod entry;
mod list;
mod session;
mod visible;
mod writing;

use super::*;

const SMALL: (u16, u16) = (80, 24);
/// The artificial identity code of a woman of 34 years.
pub(super) const CODE: &str = "130592-9028";
const VERY_WIDE: (u16, u16) = (200, 60);

/// An item that is the nurse's own.
fn mine(number: u32) -> WorkRow {
    WorkRow { state: WorkState::Taken, mine: true, owner: Some("Korhonen Liisa".to_owned()), ..a_row(number) }
}

/// A nurse with her own items on the screen.
fn at_my_items(count: u32) -> Bench {
    let mut bench = Bench::new(SMALL, (0..count).map(mine).collect());
    bench.press("2");
    bench
}

/// The commands that were sent.
fn commands(bench: &Bench) -> Vec<CaseCommand> {
    let command = |effect: &Effect| match effect {
        Effect::Send { request, .. } => Some(request.command.clone()),
        _ => None,
    };
    bench.effects.iter().filter_map(command).collect()
}

fn count(bench: &Bench, fits: impl Fn(&Effect) -> bool) -> usize {
    bench.effects.iter().filter(|effect| fits(effect)).count()
}
