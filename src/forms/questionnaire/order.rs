//! The order in which items can be decided: parents and questions that are asked come first. Circles are found on the way.

use super::Questionnaire;
use crate::finding::{Finding, Rule};

/// Orders the items (Kahn's way, without recursion) and names those in a circle.
pub(super) fn order(form: &mut Questionnaire) {
    let count = form.items.len();
    let mut waits = vec![0_usize; count];
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, item) in form.items.iter().enumerate() {
        if let Some(parent) = item.parent {
            next[parent].push(at);
            waits[at] += 1;
        }
        for target in asked(form, at) {
            next[target].push(at);
            waits[at] += 1;
        }
    }
    let mut order: Vec<usize> = (0..count).filter(|at| waits[*at] == 0).collect();
    let mut done = 0;
    while let Some(at) = order.get(done).copied() {
        done += 1;
        for after in &next[at] {
            waits[*after] -= 1;
            if waits[*after] == 0 {
                order.push(*after);
            }
        }
    }
    form.free = order.len();
    // What is left is in a circle or behind one. Only those that also lead to what is left can be in it.
    let mut left: Vec<bool> = waits.iter().map(|w| *w > 0).collect();
    let mut leads = vec![0_usize; count];
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
    for at in (0..count).filter(|at| left[*at]) {
        for after in next[at].iter().filter(|after| left[**after]) {
            leads[at] += 1;
            before[*after].push(at);
        }
    }
    let mut ends: Vec<usize> = (0..count).filter(|at| left[*at] && leads[*at] == 0).collect();
    order.extend((0..count).filter(|at| left[*at]));
    while let Some(at) = ends.pop() {
        left[at] = false;
        for earlier in &before[at] {
            leads[*earlier] -= 1;
            if leads[*earlier] == 0 {
                ends.push(*earlier);
            }
        }
    }
    for at in (0..count).filter(|at| left[*at]) {
        let link_id = form.items[at].link_id.clone();
        form.findings.push(Finding::new(
            link_id,
            Rule::Loop,
            "whether this item is enabled depends on itself through the items that it asks; answers in the circle are taken as they are",
        ));
    }
    form.order = order;
}

/// The items that the conditions of an item ask.
fn asked(form: &Questionnaire, at: usize) -> Vec<usize> {
    let enable = &form.items[at].enable;
    let mut ids: Vec<String> = enable.conditions.iter().map(|c| c.question.clone()).collect();
    enable.paths.iter().for_each(|path| path.link_ids(&mut ids));
    ids.sort();
    ids.dedup();
    ids.iter().filter_map(|id| form.by_link.get(id).copied()).collect()
}
