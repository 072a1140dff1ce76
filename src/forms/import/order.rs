//! The order of asking: that of the form, but each question after those that show it.

use std::collections::BTreeSet;

use super::Notes;
use super::ask::Asked;
use super::condition::Cond;
use crate::finding::Rule;
use crate::questionnaire::Questionnaire;

/// The order of the questions. In a circle the first one is always shown.
pub(super) fn order(form: &Questionnaire, asked: &mut [Asked], notes: &mut Notes) -> Vec<usize> {
    let mut before: Vec<BTreeSet<usize>> = asked
        .iter()
        .map(|question| {
            let mut before = BTreeSet::new();
            question.when.questions(&mut before);
            before
        })
        .collect();
    let link_id = |question: &Asked| form.items[question.item].link_id.as_str();
    let mut left: Vec<usize> = (0..asked.len()).collect();
    let mut order: Vec<usize> = Vec::with_capacity(asked.len());
    while !left.is_empty() {
        let ready = |at: &usize| before[*at].iter().all(|earlier| order.contains(earlier));
        let place = left.iter().position(ready).unwrap_or_else(|| {
            // Those in the circle are named by the form's reader; others only wait behind it.
            let circle = |at: &usize| form.findings.iter().any(|f| f.rule == Rule::Loop && f.link_id == link_id(&asked[*at]));
            let place = left.iter().position(circle).unwrap_or(0);
            let at = left[place];
            asked[at].when = Cond::Always;
            before[at].clear();
            notes.lost(link_id(&asked[at]), "it stands in a circle of conditions; it is always shown");
            place
        });
        let at = left.remove(place);
        if place > 0 {
            for waiting in left.iter().take(place).filter(|waiting| **waiting < at && before[**waiting].contains(&at)) {
                notes.remark(
                    link_id(&asked[*waiting]),
                    format!("it is asked after \"{}\", on which it depends", crate::source::short(link_id(&asked[at]))),
                );
            }
        }
        order.push(at);
    }
    order
}
