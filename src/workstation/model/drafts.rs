//! What is being written, per case. It lives here and not in the editor, so that no closing, sign-out or lost line loses it.

use std::collections::{BTreeSet, HashMap};

use api::CommandRequest;
use domain::{CaseId, DraftKind, Words};

/// One text being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    /// The text that is known to be kept.
    kept: String,
    /// The text that is on its way to be kept.
    keeping: Option<String>,
    /// The last attempt to send. Sent again unchanged, it is the same message, however often it arrives.
    pub(crate) attempt: Option<CommandRequest>,
    /// True while the server has not answered.
    pub(crate) sending: bool,
}

impl Draft {
    /// True when the server has all of it.
    pub(crate) fn is_kept(&self) -> bool {
        self.kept == self.text
    }
}

/// A text's place: the case, and to whom it is written. Each has a life of its own.
pub(crate) type Written = (CaseId, DraftKind);

/// All texts being written. The server keeps one of each kind per case.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    texts: HashMap<Written, Draft>,
    /// What was sent last: its draft may still come in with a case that was fetched before it was dropped.
    sent: HashMap<Written, String>,
    /// Drafts on their way to the server, kept or dropped, that it has not answered.
    on_the_way: HashMap<Written, u32>,
    /// Texts that were sent, and whose kept draft the server must still drop: they could be sent twice.
    to_drop: BTreeSet<Written>,
}

impl Drafts {
    pub(crate) fn get(&self, written: Written) -> Option<&Draft> {
        self.texts.get(&written)
    }

    /// True when there is something that was not sent.
    pub(crate) fn is_open(&self, written: Written) -> bool {
        self.get(written).is_some_and(|draft| !draft.text.trim().is_empty())
    }

    /// The text, begun if there is none.
    pub(crate) fn begin(&mut self, written: Written) -> &mut Draft {
        self.texts.entry(written).or_default()
    }

    /// Takes in what the server has kept from an earlier time, unless something is being written.
    pub(crate) fn found(&mut self, written: Written, text: &Words) {
        if self.sent.get(&written).is_some_and(|sent| sent.starts_with(text.as_str().trim_end())) {
            return;
        }
        let draft = self.begin(written);
        if draft.text.is_empty() && draft.kept.is_empty() && draft.keeping.is_none() {
            text.as_str().clone_into(&mut draft.text);
            draft.kept.clone_from(&draft.text);
        }
    }

    /// The text that should be kept now, if it is not. One that is being sent is not kept: it would outlive its sending.
    pub(crate) fn start_keeping(&mut self, written: Written) -> Option<Words> {
        let draft = self.texts.get_mut(&written)?;
        if draft.sending || draft.is_kept() || draft.keeping.as_deref() == Some(&draft.text) {
            return None;
        }
        draft.keeping = Some(draft.text.clone());
        // What is written now stands instead of what was sent.
        self.to_drop.remove(&written);
        *self.on_the_way.entry(written).or_default() += 1;
        Some(Words::new(draft.text.clone()))
    }

    /// Texts that the server may not have.
    pub(crate) fn unkept(&self) -> Vec<Written> {
        let mut open: Vec<Written> =
            self.texts.iter().filter(|(_, draft)| !draft.is_kept()).map(|(written, _)| *written).collect();
        open.sort_unstable();
        open
    }

    /// True when something was written that is neither sent nor kept.
    pub(crate) fn is_any_unsafe(&self) -> bool {
        self.texts.values().any(|draft| !draft.text.trim().is_empty() && (draft.sending || !draft.is_kept()))
    }

    /// The server has answered to a draft that was kept or dropped. True when the draft of what was sent is to be dropped now.
    pub(crate) fn answered(&mut self, written: Written, text: &Words, kept: bool) -> bool {
        let left = self.on_the_way.remove(&written).unwrap_or_default().saturating_sub(1);
        if left > 0 {
            self.on_the_way.insert(written, left);
        }
        if let Some(draft) = self.texts.get_mut(&written) {
            draft.keeping = None;
            if kept {
                text.as_str().clone_into(&mut draft.kept);
            }
        }
        if text.as_str().is_empty() {
            if kept {
                self.to_drop.remove(&written);
            }
            return false;
        }
        self.start_dropping(written)
    }

    /// True when the draft of what was sent is to be dropped now: nothing else of it is on its way, so this is the last word.
    pub(crate) fn start_dropping(&mut self, written: Written) -> bool {
        if !self.to_drop.contains(&written) || self.on_the_way.contains_key(&written) {
            return false;
        }
        self.on_the_way.insert(written, 1);
        true
    }

    /// What was sent, and whose kept draft the server must still drop.
    pub(crate) fn to_drop(&self) -> Vec<Written> {
        self.to_drop.iter().copied().collect()
    }

    /// It was sent: there is nothing to be written any more.
    pub(crate) fn sent(&mut self, written: Written) {
        if let Some(draft) = self.texts.remove(&written) {
            self.sent.insert(written, draft.text);
            self.to_drop.insert(written);
        }
    }
}
