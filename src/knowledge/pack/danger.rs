//! What a pack claims about danger, for the proof to hold the rules to: which answers are worse than others, and how urgent
//! a red flag is at least.

use domain::UrgencyClass;

use super::build::Build;
use super::{Condition, Question, QuestionKind};
use crate::format::{PackForm, Text};

/// A red flag, and the least urgent class that may come of it, whatever else is answered.
#[derive(Clone, Debug)]
pub(crate) struct RedFlag {
    pub(crate) when: Condition,
    pub(crate) floor: UrgencyClass,
}

/// The order of one question's answers from harmless to dangerous.
#[derive(Clone, Debug)]
pub(crate) struct Danger {
    pub(crate) question: usize,
    pub(crate) written: String,
    pub(crate) order: Order,
    /// For an option of the order: the least urgent class that may come of it.
    pub(crate) floors: Vec<(usize, UrgencyClass)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The higher the number, the more dangerous.
    Rising,
    /// The lower the number, the more dangerous.
    Falling,
    /// Options, one bit each, from the harmless step to the most dangerous.
    Steps(Vec<u64>),
}

/// What the proof needs to know besides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    /// The most questions that may be asked before the last one that an urgent rule needs.
    pub(crate) urgent_within: Option<usize>,
    /// What cannot be reached on purpose, e.g. `rule st-05`, and why.
    pub(crate) unreachable: Vec<(String, String)>,
}

impl Build<'_> {
    pub(super) fn red_flags(&mut self, form: &PackForm) -> Vec<RedFlag> {
        let mut flags = Vec::new();
        for written in &form.red_flag {
            self.engine_class(&written.floor);
            if let Some(when) = self.in_scope(&written.when, &[], None) {
                flags.push(RedFlag { when, floor: *written.floor.get_ref() });
            }
        }
        flags
    }

    pub(super) fn dangers(&mut self, form: &PackForm) -> Vec<Danger> {
        let mut dangers = Vec::new();
        for (id, written) in &form.danger {
            let Some(question) = self.questions.iter().position(|q| q.id == *id) else {
                let hint = crate::problem::nearest(id, self.questions.iter().map(|q| q.id.as_str()));
                self.at(written, format!("unknown question \"{id}\"")).hint = hint.map(|n| format!("did you mean \"{n}\"?"));
                continue;
            };
            let mut floors = Vec::new();
            if let Some(order) = self.order(question, written, &mut floors) {
                dangers.push(Danger { question, written: written.get_ref().clone(), order, floors });
            }
        }
        dangers
    }

    fn order(&mut self, question: usize, written: &Text, floors: &mut Vec<(usize, UrgencyClass)>) -> Option<Order> {
        let text = written.get_ref().trim();
        let Question { id, kind, .. } = self.questions[question].clone();
        if let QuestionKind::Number(_) = kind {
            return match text {
                "rising" => Some(Order::Rising),
                "falling" => Some(Order::Falling),
                _ => {
                    self.at(written, format!("\"{id}\" is a number")).hint = Some("write \"rising\" or \"falling\"".to_owned());
                    None
                }
            };
        }
        let options = kind.options();
        let mut steps: Vec<u64> = Vec::new();
        for step in text.split('<') {
            let mut mask = 0;
            for option in step.split(',').map(str::trim) {
                let (option, floor) = match option.rsplit_once(' ') {
                    Some((option, class)) => (option.trim(), Some(class)),
                    None => (option, None),
                };
                let Some(at) = options.iter().position(|known| *known == option) else {
                    let message = format!("\"{id}\" has no option \"{option}\"; its options are {}", options.join(", "));
                    self.at(written, message).hint =
                        Some("write the options from harmless to dangerous, as in \"no < unknown, yes\"".to_owned());
                    return None;
                };
                if steps.iter().any(|earlier| earlier >> at & 1 == 1) || mask >> at & 1 == 1 {
                    self.at(written, format!("\"{option}\" stands twice in the order"));
                    return None;
                }
                mask |= 1 << at;
                if let Some(class) = floor {
                    match UrgencyClass::ALL.into_iter().find(|known| known.code() == class && known.is_set_by_engine()) {
                        Some(class) => floors.push((at, class)),
                        None => {
                            self.at(written, format!("\"{class}\" is not a class that a rule can give")).hint =
                                Some("write the least urgent class behind the option, as in \"no < yes P2\"".to_owned());
                            return None;
                        }
                    }
                }
            }
            steps.push(mask);
        }
        if steps.len() < 2 {
            self.at(written, "an order needs two steps").hint = Some("as in \"no < yes\"".to_owned());
            return None;
        }
        Some(Order::Steps(steps))
    }

    pub(super) fn claims(&mut self, form: &PackForm) -> Claims {
        let unreachable = form.proof.unreachable.iter().map(|(what, why)| (what.clone(), why.clone())).collect();
        Claims { urgent_within: form.proof.urgent_within, unreachable }
    }
}
