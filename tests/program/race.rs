//! Two workstations take the same item: exactly one wins, the other is told who.

use crate::county::County;
use crate::nurse::{selected, workstation};

#[test]
fn of_two_nurses_who_take_the_same_item_one_has_it_and_the_other_is_told_who() {
    let county = County::new();
    let server = county.serve();
    let mut first = workstation(&county, &server, "liisa");
    let mut second = workstation(&county, &server, "matti");
    assert_eq!(selected(&first.text()).is_some(), selected(&second.text()).is_some());
    for terminal in [&mut first, &mut second] {
        terminal.press("\r");
        terminal.wait_for("Miksi tämä luokka");
    }
    first.press("t");
    second.press("t");
    let settled = |text: &str| text.contains("Tehtävä on sinun") || text.contains("on jo ottanut tehtävän");
    let screens = [first.until("an answer", settled), second.until("an answer", settled)];
    let winners: Vec<usize> = (0..2).filter(|at| screens[*at].contains("Tehtävä on sinun")).collect();
    assert_eq!(winners.len(), 1, "{screens:#?}");
    let (winner, loser) = if winners[0] == 0 { ("Virtanen Liisa", 1) } else { ("Korhonen Matti", 0) };
    assert!(screens[loser].contains(&format!("{winner} on jo ottanut tehtävän")), "{}", screens[loser]);
}
