//! Commands that were accepted lately, so that a repeated send is answered as the first without asking the store.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use api::CommandAccepted;
use domain::{CaseId, CommandId};

/// So many are remembered. Older ones are found in the store.
const REMEMBERED: usize = 4_096;

/// The memory.
#[derive(Default)]
pub(crate) struct Accepted {
    recent: Mutex<Recent>,
}

#[derive(Default)]
struct Recent {
    answers: HashMap<CommandId, CommandAccepted>,
    order: VecDeque<CommandId>,
}

impl Accepted {
    /// The first answer to this command, if it was for this case.
    pub fn of(&self, command: CommandId, case: CaseId) -> Option<CommandAccepted> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.answers.get(&command).filter(|answer| answer.case == case).cloned()
    }

    /// Remembers an answer, and gives it back.
    pub fn note(&self, command: CommandId, answer: CommandAccepted) -> CommandAccepted {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.answers.insert(command, answer.clone()).is_none() {
            recent.order.push_back(command);
        }
        if recent.order.len() > REMEMBERED
            && let Some(oldest) = recent.order.pop_front()
        {
            recent.answers.remove(&oldest);
        }
        answer
    }
}
