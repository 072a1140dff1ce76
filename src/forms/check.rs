//! `form check`: which items are enabled, and whether the response keeps to the form.

mod answers;

use std::collections::HashSet;

use serde::Serialize;

use crate::enable::{Place, Places, enable};
use crate::finding::{Finding, Rule};
use crate::questionnaire::{Item, ItemKind, Questionnaire};
use crate::response::{Node, Response};

/// What a check comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The linkIds of enabled items in the order of the form. In repeating groups: enabled in one of the groups.
    pub enabled: Vec<String>,
    /// The others.
    pub disabled: Vec<String>,
    /// True when nothing is wrong.
    pub valid: bool,
    /// What is wrong with form and response.
    pub errors: Vec<Finding>,
}

/// More of the same kind would only fill the screen.
const MOST_FINDINGS: usize = 10_000;

/// Checks two files. A file that is no questionnaire or no response is an error of the check too.
#[must_use]
pub fn check_texts(questionnaire: &[u8], response: &[u8]) -> Check {
    let broken = |which: &str, error: crate::SourceError| Check {
        enabled: Vec::new(),
        disabled: Vec::new(),
        valid: false,
        errors: vec![Finding::new("", Rule::Structure, format!("{which}: {error}"))],
    };
    let form = match Questionnaire::from_text(questionnaire) {
        Ok(form) => form,
        Err(error) => return broken("the questionnaire", error),
    };
    match Response::from_text(response) {
        Ok(response) => check(&form, &response),
        Err(error) => broken("the response", error),
    }
}

/// Checks a response against its form.
#[must_use]
pub fn check(form: &Questionnaire, response: &Response) -> Check {
    let mut places = enable(form, response);
    let mut errors = form.findings.clone();
    errors.extend(response.findings.iter().cloned());
    errors.append(&mut places.findings);
    let mut checking = Checking { form, response, places: &places, errors };
    checking.all();
    let mut errors = checking.errors;
    let mut seen = HashSet::new();
    errors.retain(|finding| seen.insert((finding.link_id.clone(), finding.rule, finding.message.clone())));
    errors.truncate(MOST_FINDINGS);
    let is_enabled = |item: &usize| places.of_item[*item].iter().any(|at| places.all[*at].enabled);
    let id = |item: usize| form.items[item].link_id.clone();
    let (enabled, disabled): (Vec<usize>, Vec<usize>) = (0..form.items.len()).partition(is_enabled);
    Check {
        enabled: enabled.into_iter().map(id).collect(),
        disabled: disabled.into_iter().map(id).collect(),
        valid: errors.is_empty(),
        errors,
    }
}

struct Checking<'a> {
    form: &'a Questionnaire,
    response: &'a Response,
    places: &'a Places,
    errors: Vec<Finding>,
}

impl Checking<'_> {
    fn all(&mut self) {
        if !self.places.cut {
            self.strangers();
        }
        // Of each place: whether anything below it is answered, for groups that must be.
        let mut answered = vec![false; self.places.all.len()];
        for at in (0..self.places.all.len()).rev() {
            let place = &self.places.all[at];
            answered[at] |= place.enabled && self.node(place).is_some_and(|node| !node.answers.is_empty());
            if let (Some(parent), true) = (place.parent, answered[at]) {
                answered[parent] = true;
            }
        }
        for (at, place) in self.places.all.iter().enumerate() {
            if self.errors.len() > MOST_FINDINGS {
                return;
            }
            self.one(place, answered[at]);
        }
        self.how_many();
    }

    fn node(&self, place: &Place) -> Option<&Node> {
        place.node.map(|node| &self.response.nodes[node])
    }

    fn add(&mut self, item: &Item, rule: Rule, message: impl Into<String>) {
        self.errors.push(Finding::new(&item.link_id, rule, message));
    }

    /// Items of the response that have no place in the form.
    fn strangers(&mut self) {
        for (at, node) in self.response.nodes.iter().enumerate() {
            if self.places.of_node[at].is_some() || self.errors.len() > MOST_FINDINGS {
                continue;
            }
            let finding = if self.form.by_link.contains_key(&node.link_id) {
                let message = "the item stands at another place than in the form: groups hold items, questions hold them under their answers";
                Finding::new(&node.link_id, Rule::Place, message)
            } else {
                Finding::new(&node.link_id, Rule::UnknownLinkId, "the form has no item with this linkId")
            };
            self.errors.push(finding);
        }
    }

    fn one(&mut self, place: &Place, answered: bool) {
        let item = &self.form.items[place.item];
        let (form, response) = (self.form, self.response);
        let node = place.node.map(|node| &response.nodes[node]);
        let given = node.map_or(&[][..], |node| &node.answers);
        if !place.enabled {
            if !given.is_empty() {
                self.add(item, Rule::Disabled, "the item is disabled by other answers and must not be answered");
            }
            return;
        }
        if !item.kind.is_question() {
            if !given.is_empty() {
                let what = if item.kind == ItemKind::Group { "a group" } else { "a display item" };
                self.add(item, Rule::Display, format!("{what} takes no answer"));
            }
            if item.kind == ItemKind::Group && item.limits.required && !answered && self.binding(place) {
                self.add(item, Rule::Required, "nothing in this group is answered");
            }
            return;
        }
        if given.is_empty() {
            if item.limits.required && self.binding(place) {
                self.add(item, Rule::Required, "the answer is missing");
            } else if let Some(fewest) = item.limits.min_occurs.filter(|fewest| *fewest > 0)
                && self.binding(place)
            {
                self.add(item, Rule::MinOccurs, format!("at least {fewest} answers are needed"));
            }
            return;
        }
        answers::check(&form.items[place.item], given, &mut self.errors);
    }

    /// "Required" binds when the item is shown and the response is finished, and inside optional groups only once the
    /// group stands in the response.
    fn binding(&self, place: &Place) -> bool {
        if self.response.unfinished {
            return false;
        }
        let mut next = Some(place);
        while let Some(place) = next {
            if self.form.items[place.item].limits.hidden {
                return false;
            }
            next = place.parent.map(|at| &self.places.all[at]);
        }
        true
    }

    /// Items that stand several times, and groups that stand too seldom or too often.
    fn how_many(&mut self) {
        for (item, places) in self.form.items.iter().zip(&self.places.of_item) {
            // Places of one parent lie together; below questions each answer has its own.
            let mut from = 0;
            while let Some(first) = places.get(from).map(|at| &self.places.all[*at]) {
                let run = places.iter().skip(from).take_while(|at| self.places.all[**at].parent == first.parent);
                let nodes = run.clone().filter(|at| self.places.all[**at].node.is_some()).count();
                let enabled = first.enabled;
                let binding = self.binding(first);
                let below_question = first.parent.is_some_and(|at| self.form.items[self.places.all[at].item].kind.is_question());
                from += run.count().max(1);
                if !enabled || below_question {
                    continue;
                }
                if nodes > 1 && (item.kind != ItemKind::Group || !item.limits.repeats) {
                    let message = match item.kind {
                        ItemKind::Group => "the group stands several times and does not repeat",
                        ItemKind::Display => "the display item stands several times",
                        _ => "the question stands several times; several answers stand under one item",
                    };
                    self.errors.push(Finding::new(&item.link_id, Rule::Repeats, message));
                }
                if item.kind == ItemKind::Group {
                    let (fewest, most) = (item.limits.min_occurs.unwrap_or(0), item.limits.max_occurs.unwrap_or(usize::MAX));
                    if nodes < fewest && binding {
                        let message = format!("the group must stand at least {fewest} times");
                        self.errors.push(Finding::new(&item.link_id, Rule::MinOccurs, message));
                    }
                    if nodes > most {
                        let message = format!("the group may stand at most {most} times");
                        self.errors.push(Finding::new(&item.link_id, Rule::MaxOccurs, message));
                    }
                }
            }
        }
    }
}
