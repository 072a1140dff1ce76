//! Which items are enabled. Every place where an item can stand in the response is decided for itself, so that the groups
//! of a repeating group do not read each other's answers.

use std::cell::Cell;
use std::cmp::Ordering;

use crate::finding::{Finding, Rule};
use crate::path::{Failure, Focus, Scene};
use crate::questionnaire::{Condition, ItemKind, Op, Questionnaire, Test};
use crate::response::Response;
use crate::value::Value;

/// The most places of items: each group of a repeating group has all the group's items.
const MOST_PLACES: usize = 1_000_000;
/// Steps of all conditions in FHIRPath of one check.
const BUDGET: u64 = 20_000_000;

/// Where an item stands, or would stand.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) item: usize,
    /// The item of the response, when it has one here.
    pub(crate) node: Option<usize>,
    pub(crate) parent: Option<usize>,
    /// One behind the last place inside this one.
    pub(crate) end: usize,
    pub(crate) enabled: bool,
}

/// All places, in the order of the questionnaire.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) all: Vec<Place>,
    /// The places of each item.
    pub(crate) of_item: Vec<Vec<usize>>,
    /// Of each item of the response, its place. Nothing for those that have none.
    pub(crate) of_node: Vec<Option<usize>>,
    pub(crate) findings: Vec<Finding>,
    /// True when there are too many places, so that some are missing.
    pub(crate) cut: bool,
}

/// Lays the response on the form and decides for each place.
pub(crate) fn enable(form: &Questionnaire, response: &Response) -> Places {
    let mut places =
        Places { of_item: vec![Vec::new(); form.items.len()], of_node: vec![None; response.nodes.len()], ..Places::default() };
    lay(form, response, &mut places, &form.roots, None, &response.roots);
    let budget = Cell::new(BUDGET);
    // In a circle the answers count as they are.
    for place in &mut places.all {
        place.enabled = true;
    }
    let mut named = vec![false; form.items.len()];
    let mut decided = Vec::new();
    for item in &form.order {
        decided.clear();
        for at in &places.of_item[*item] {
            decided.push((*at, decide(form, response, &places, *at, &budget)));
        }
        for (at, decision) in decided.drain(..) {
            match decision {
                Ok(enabled) => places.all[at].enabled = enabled,
                Err(failure) if !named[*item] => {
                    named[*item] = true;
                    let why = match failure {
                        Failure::TooCostly => "takes too long",
                        Failure::Unfit(why) => why,
                    };
                    let message = format!("the condition in FHIRPath is not carried: {why}; the item stays enabled");
                    places.findings.push(Finding::new(&form.items[*item].link_id, Rule::NotCarried, message));
                }
                Err(_) => {}
            }
        }
    }
    places
}

/// Makes the places of these items inside `parent`, from the items that the response has there. As deep as the items nest.
fn lay(form: &Questionnaire, response: &Response, places: &mut Places, items: &[usize], parent: Option<usize>, given: &[usize]) {
    // Each item of the response by the form's item, so that wide forms cost no more than their width.
    let mut here: Vec<(usize, usize)> =
        given.iter().filter_map(|node| Some((*form.by_link.get(&response.nodes[*node].link_id)?, *node))).collect();
    here.sort_unstable();
    for item in items {
        let from = here.partition_point(|(of, _)| of < item);
        let nodes: Vec<Option<usize>> =
            here.iter().skip(from).take_while(|(of, _)| of == item).map(|(_, node)| Some(*node)).collect();
        let nodes = if nodes.is_empty() { vec![None] } else { nodes };
        for node in nodes {
            if places.all.len() >= MOST_PLACES {
                if !places.cut {
                    places.cut = true;
                    let message = format!(
                        "form and response together have more than {MOST_PLACES} places for answers; the rest is left out"
                    );
                    places.findings.push(Finding::new("", Rule::Structure, message));
                }
                return;
            }
            let at = places.all.len();
            places.all.push(Place { item: *item, node, parent, end: at + 1, enabled: true });
            places.of_item[*item].push(at);
            if let Some(node) = node {
                places.of_node[node] = Some(at);
            }
            let children = &form.items[*item].children;
            if !children.is_empty() {
                let below: &[usize] = &[];
                match node.map(|node| &response.nodes[node]) {
                    Some(node) if form.items[*item].kind.is_question() && !node.answers.is_empty() => {
                        for answer in &node.answers {
                            lay(form, response, places, children, Some(at), &answer.children);
                        }
                    }
                    Some(node) if !form.items[*item].kind.is_question() => {
                        lay(form, response, places, children, Some(at), &node.children);
                    }
                    _ => lay(form, response, places, children, Some(at), below),
                }
            }
            places.all[at].end = places.all.len();
        }
    }
}

fn decide(form: &Questionnaire, response: &Response, places: &Places, at: usize, budget: &Cell<u64>) -> Result<bool, Failure> {
    let place = &places.all[at];
    if place.parent.is_some_and(|parent| !places.all[parent].enabled) {
        return Ok(false);
    }
    let enable = &form.items[place.item].enable;
    if enable.broken {
        return Ok(true);
    }
    let mut conditions = enable.conditions.iter().map(|condition| holds(form, response, places, at, condition));
    let by_conditions = if enable.conditions.is_empty() {
        true
    } else if enable.any {
        conditions.any(|yes| yes)
    } else {
        conditions.all(|yes| yes)
    };
    if !by_conditions {
        return Ok(false);
    }
    let counts = |node: usize| places.of_node[node].is_none_or(|at| places.all[at].enabled);
    let context = context(form, places, at);
    let scene = Scene { response, context, enabled: &counts, budget };
    for path in &enable.paths {
        if !scene.holds(path)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The item of the response that a place stands for; for one that is not there, the nearest around it, else the response.
fn context<'a>(form: &Questionnaire, places: &Places, at: usize) -> Option<Focus<'a>> {
    let mut next = Some(at);
    while let Some(place) = next.map(|at| &places.all[at]) {
        // A question without items below it has nothing to ask in itself; what is meant is what stands around it.
        let is_leaf = form.items[place.item].children.is_empty();
        if let Some(node) = place.node.filter(|_| !is_leaf) {
            return Some(Focus::Node(node));
        }
        next = place.parent;
    }
    Some(Focus::Response)
}

fn holds(form: &Questionnaire, response: &Response, places: &Places, at: usize, condition: &Condition) -> bool {
    let asked = form.by_link.get(&condition.question);
    let is_open = asked.is_some_and(|item| form.items[*item].kind == ItemKind::OpenChoice);
    let answers = asked
        .and_then(|item| nearest(places, *item, at))
        .filter(|place| places.all[*place].enabled)
        .and_then(|place| places.all[place].node)
        .map_or(&[][..], |node| &response.nodes[node].answers);
    let values = || answers.iter().filter_map(|given| given.value.as_ref().ok());
    match &condition.test {
        Test::Exists(expected) => answers.is_empty() != *expected,
        // True without an answer too, as R4 has it. An answer of another type makes the comparison false.
        Test::Compare(Op::Ne, value) => answers.iter().all(|given| match &given.value {
            Ok(answer) => unequal(answer, value, is_open),
            Err(_) => false,
        }),
        Test::Compare(op, value) => values().any(|answer| compare(*op, answer, value)),
    }
}

/// True when both can be compared and differ. In an open choice own words are no option, so they differ from each.
pub(crate) fn unequal(answer: &Value, value: &Value, is_open: bool) -> bool {
    match answer.equals(value) {
        Some(equal) => !equal,
        None => is_open && matches!((answer, value), (Value::Text(_), Value::Coding { .. })),
    }
}

pub(crate) fn compare(op: Op, answer: &Value, value: &Value) -> bool {
    let ordered = |accept: fn(Ordering) -> bool| answer.order(value).is_some_and(accept);
    match op {
        Op::Eq => answer.equals(value) == Some(true),
        Op::Ne => answer.equals(value) == Some(false),
        Op::Gt => ordered(Ordering::is_gt),
        Op::Lt => ordered(Ordering::is_lt),
        Op::Ge => ordered(Ordering::is_ge),
        Op::Le => ordered(Ordering::is_le),
    }
}

/// The place of an item that a condition at `from` means: within the closest group around it, the one before it that is
/// nearest, else the first behind it.
fn nearest(places: &Places, item: usize, from: usize) -> Option<usize> {
    let of_item = &places.of_item[item];
    if of_item.len() < 2 {
        return of_item.first().copied();
    }
    let mut around = Some(from);
    loop {
        let (start, end) = around.map_or((0, places.all.len()), |at| (at, places.all[at].end));
        let first = of_item.partition_point(|at| *at < start);
        let behind = of_item.partition_point(|at| *at < end);
        if first < behind {
            let inside = of_item.get(first..behind)?;
            let before = inside.partition_point(|at| *at <= from);
            return if before > 0 { inside.get(before - 1).copied() } else { inside.first().copied() };
        }
        around = places.all[around?].parent;
    }
}
