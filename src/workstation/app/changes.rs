//! Changes of cases on their way: sent, answered, and what follows. What was written is safe until the server has it.

use api::{CommandAccepted, CommandRequest, WorkRow};
use domain::{CaseCommand, CaseId, CommandId, DraftKind, Words, WorkState};

use super::{App, Sending};
use crate::desk::Notice;
use crate::effect::Effect;
use crate::event::{Answer, Trouble};
use crate::model::Written;
use crate::screens::Then;

impl App {
    /// Sends a change. Without a line nothing is sent, and the person hears so.
    pub(super) fn change(&mut self, case: CaseId, command: CaseCommand, then: Then) -> Vec<Effect> {
        if !self.desk.online {
            let trouble = Trouble::Offline;
            self.tell(case, &Err(trouble.clone()));
            self.trouble(&trouble);
            return Vec::new();
        }
        let id = self.ids.command(self.desk.now);
        let request = CommandRequest { id, command: command.clone() };
        self.sending.insert(id, Sending { case, who: self.desk.who(case), command, then });
        vec![Effect::Send { case, request }]
    }

    /// Sends what is being written. The same text is sent under the same identity, so that it cannot arrive twice.
    pub(super) fn write(&mut self, case: CaseId, kind: DraftKind) -> Vec<Effect> {
        let now = self.desk.now;
        let online = self.desk.online;
        let (id, message) = (self.ids.command(now), self.ids.message(now));
        let who = self.desk.who(case);
        let draft = self.desk.model.drafts.begin((case, kind));
        if draft.sending {
            return Vec::new();
        }
        let text = Words::new(draft.text.trim_end());
        if text.is_blank() {
            self.desk.say(Notice::failure(self.desk.text("refusal-empty")));
            return Vec::new();
        }
        if !online {
            let key = if kind == DraftKind::Note { "trouble-note-offline" } else { "trouble-reply-offline" };
            self.desk.say(Notice::warning(self.desk.text(key)));
            return Vec::new();
        }
        let again = draft.attempt.clone().filter(|attempt| match &attempt.command {
            CaseCommand::Reply { text: sent, .. } | CaseCommand::Note { text: sent, .. } => *sent == text,
            _ => false,
        });
        let request = again.unwrap_or_else(|| {
            let command = match kind {
                DraftKind::Reply => CaseCommand::Reply { id: message, text },
                DraftKind::Note => CaseCommand::Note { id: message, text },
            };
            CommandRequest { id, command }
        });
        draft.attempt = Some(request.clone());
        draft.sending = true;
        self.sending.insert(request.id, Sending { case, who, command: request.command.clone(), then: Then::Stay });
        self.desk.say(Notice::said(self.desk.text("said-sending")));
        vec![Effect::Send { case, request }]
    }

    /// Keeps one draft, if it is not kept.
    pub(super) fn keep(&mut self, written: Written) -> Option<Effect> {
        if !self.desk.online {
            return None;
        }
        let (case, kind) = written;
        let text = self.desk.model.drafts.start_keeping(written)?;
        Some(if text.is_blank() { Effect::DropDraft { case, kind } } else { Effect::KeepDraft { case, kind, text } })
    }

    pub(super) fn keep_drafts(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.desk.model.drafts.unkept().into_iter().filter_map(|it| self.keep(it)).collect();
        if self.desk.online {
            let sent = self.desk.model.drafts.to_drop();
            let drop = sent.into_iter().filter(|it| self.desk.model.drafts.start_dropping(*it)).collect::<Vec<_>>();
            effects.extend(drop.into_iter().map(|(case, kind)| Effect::DropDraft { case, kind }));
        }
        effects
    }

    /// Tells every screen how a change of a case went.
    fn tell(&mut self, case: CaseId, answer: &Answer<()>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for index in (0..self.screens.len()).rev() {
            if let Some(screen) = self.screens.get_mut(index) {
                let requests = screen.told(case, answer, &self.desk);
                effects.extend(self.grant(requests));
            }
        }
        effects
    }

    pub(super) fn sent(&mut self, case: CaseId, id: CommandId, answer: Answer<CommandAccepted>) -> Vec<Effect> {
        let Some(sending) = self.sending.remove(&id) else { return Vec::new() };
        if let Some(kind) = written(&sending.command) {
            self.desk.model.drafts.begin((case, kind)).sending = false;
        }
        match answer {
            Ok(accepted) => self.accepted(sending, &accepted),
            Err(trouble) => {
                if written(&sending.command).is_some() {
                    // It waited while it was being sent: now it is a draft again.
                    self.keep_at = Some(self.after(super::DRAFT_PAUSE));
                }
                if matches!(trouble, Trouble::Refused(_)) {
                    self.refused = Some(case);
                }
                let effects = self.tell(case, &Err(trouble.clone()));
                if sending.command != CaseCommand::MarkRead {
                    self.trouble(&trouble);
                }
                // What stands now is not what was believed: look again.
                if matches!(trouble, Trouble::Refused(_)) {
                    return effects.into_iter().chain(self.look_again(sending.case)).collect();
                }
                effects
            }
        }
    }

    fn accepted(&mut self, sending: Sending, accepted: &CommandAccepted) -> Vec<Effect> {
        let Sending { case, who, command, then } = sending;
        let me = self.desk.model.session.as_ref().map(|session| session.name.clone());
        self.desk.model.lists.touch(case, |row| follow(row, &command, accepted, me.as_deref()));
        if let Some(view) = self.desk.model.case.as_mut().filter(|view| view.row.case == case) {
            follow(&mut view.row, &command, accepted, me.as_deref());
            self.desk.model.case_turn += 1;
        }
        self.desk.model.urgent.seen(case);
        let mut effects = Vec::new();
        if let Some(kind) = written(&command) {
            self.desk.model.drafts.sent((case, kind));
            if self.desk.model.drafts.start_dropping((case, kind)) {
                effects.push(Effect::DropDraft { case, kind });
            }
        }
        effects.extend(self.tell(case, &Ok(())));
        let said = format!("done-{}", command.name());
        if self.desk.texts.has(&said) {
            let release = self.desk.key_of(crate::Context::List, crate::Action::Release);
            let said = self.desk.texts.with(&said, &[("who", who.into()), ("key", release.into())]);
            self.desk.say(Notice::said(said));
        }
        match then {
            Then::Stay => {}
            Then::Open => effects.extend(self.grant(vec![crate::screens::Request::Open(case)])),
            Then::Next => {
                effects.extend(self.back_to_list());
                self.desk.model.lists.leave(case);
            }
        }
        effects.extend(self.look_again(case));
        effects
    }

    /// Fetches what a change may have changed.
    fn look_again(&mut self, case: CaseId) -> Vec<Effect> {
        let lang = self.desk.lang();
        self.desk.model.lists.refresh();
        let open = (self.open_case() == Some(case)).then_some(Effect::FetchCase { case, lang });
        open.into_iter().chain(self.count()).collect()
    }
}

/// Which kind of text a command sends.
fn written(command: &CaseCommand) -> Option<DraftKind> {
    match command {
        CaseCommand::Reply { .. } => Some(DraftKind::Reply),
        CaseCommand::Note { .. } => Some(DraftKind::Note),
        _ => None,
    }
}

/// What an accepted change means for the row, until it is fetched again.
fn follow(row: &mut WorkRow, command: &CaseCommand, accepted: &CommandAccepted, me: Option<&str>) {
    row.version = accepted.version;
    row.state = accepted.state;
    row.due = accepted.due;
    match command {
        CaseCommand::Take => {
            row.mine = true;
            row.owner = me.map(str::to_owned);
        }
        CaseCommand::Release | CaseCommand::TransferToPerson { .. } | CaseCommand::TransferToQueue { .. } => {
            row.mine = false;
            row.owner = None;
        }
        CaseCommand::MarkRead => row.unread = 0,
        CaseCommand::ChangeUrgency { to, .. } => row.urgency = *to,
        _ => {}
    }
    if row.state == WorkState::Closed {
        row.unread = 0;
    }
}
