//! What is being written, per case. It lives here and not in the editor, so that no closing, sign-out or lost line loses it.

use std::collections::{BTreeSet, HashMap};

use api::CommandRequest;
use domain::{CaseId, Words};

/// To whom it is written. Each kind has a text of its own: a note never turns into a reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// To the resident.
    #[default]
    Reply,
    /// For colleagues only.
    Note,
}

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

/// All texts being written. The server keeps one unsent reply per case; notes are kept here until they are sent.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    texts: HashMap<(CaseId, Kind), Draft>,
    /// The last reply that was sent in a case: its draft may still come in with a case that was fetched before it was dropped.
    sent: HashMap<CaseId, String>,
    /// Drafts on their way to the server, kept or dropped, that it has not answered.
    on_the_way: HashMap<CaseId, u32>,
    /// Cases whose reply was sent, and whose kept draft the server must still drop: it could be sent twice.
    to_drop: BTreeSet<CaseId>,
}

impl Drafts {
    pub(crate) fn get(&self, case: CaseId, kind: Kind) -> Option<&Draft> {
        self.texts.get(&(case, kind))
    }

    /// The text of a case, begun if there is none.
    pub(crate) fn begin(&mut self, case: CaseId, kind: Kind) -> &mut Draft {
        self.texts.entry((case, kind)).or_default()
    }

    /// Takes in what the server has kept from an earlier time, unless something is being written.
    pub(crate) fn found(&mut self, case: CaseId, text: &Words) {
        if self.sent.get(&case).is_some_and(|sent| sent.starts_with(text.as_str().trim_end())) {
            return;
        }
        let draft = self.begin(case, Kind::Reply);
        if draft.text.is_empty() && draft.kept.is_empty() && draft.keeping.is_none() {
            text.as_str().clone_into(&mut draft.text);
            draft.kept.clone_from(&draft.text);
        }
    }

    /// The reply that should be kept now, if it is not. One that is being sent is not kept: it would outlive its sending.
    pub(crate) fn start_keeping(&mut self, case: CaseId) -> Option<Words> {
        let draft = self.texts.get_mut(&(case, Kind::Reply))?;
        if draft.sending || draft.is_kept() || draft.keeping.as_deref() == Some(&draft.text) {
            return None;
        }
        draft.keeping = Some(draft.text.clone());
        // What is written now stands instead of what was sent.
        self.to_drop.remove(&case);
        *self.on_the_way.entry(case).or_default() += 1;
        Some(Words::new(draft.text.clone()))
    }

    /// Cases with a reply that the server may not have.
    pub(crate) fn unkept(&self) -> Vec<CaseId> {
        let open = |((_, kind), draft): &(&(CaseId, Kind), &Draft)| *kind == Kind::Reply && !draft.is_kept();
        let mut cases: Vec<CaseId> = self.texts.iter().filter(open).map(|((case, _), _)| *case).collect();
        cases.sort_unstable();
        cases
    }

    /// True when something was written that is neither sent nor kept.
    pub(crate) fn is_any_unsafe(&self) -> bool {
        self.texts.values().any(|draft| !draft.text.trim().is_empty() && (draft.sending || !draft.is_kept()))
    }

    /// The server has answered to a draft that was kept or dropped. True when the draft of a sent reply is to be dropped now.
    pub(crate) fn answered(&mut self, case: CaseId, text: &Words, kept: bool) -> bool {
        let left = self.on_the_way.remove(&case).unwrap_or_default().saturating_sub(1);
        if left > 0 {
            self.on_the_way.insert(case, left);
        }
        if let Some(draft) = self.texts.get_mut(&(case, Kind::Reply)) {
            draft.keeping = None;
            if kept {
                text.as_str().clone_into(&mut draft.kept);
            }
        }
        if text.as_str().is_empty() {
            if kept {
                self.to_drop.remove(&case);
            }
            return false;
        }
        self.start_dropping(case)
    }

    /// True when the draft of a sent reply is to be dropped now: nothing else of the case is on its way, so this is the last word.
    pub(crate) fn start_dropping(&mut self, case: CaseId) -> bool {
        if !self.to_drop.contains(&case) || self.on_the_way.contains_key(&case) {
            return false;
        }
        self.on_the_way.insert(case, 1);
        true
    }

    /// Cases whose kept draft the server must still drop.
    pub(crate) fn to_drop(&self) -> Vec<CaseId> {
        self.to_drop.iter().copied().collect()
    }

    /// It was sent: there is nothing to be written any more.
    pub(crate) fn sent(&mut self, case: CaseId, kind: Kind) {
        if let Some(draft) = self.texts.remove(&(case, kind))
            && kind == Kind::Reply
        {
            self.sent.insert(case, draft.text);
            self.to_drop.insert(case);
        }
    }
}
