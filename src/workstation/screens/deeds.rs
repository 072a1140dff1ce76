//! What can be done with an item, from the list and from the case alike: what is offered, and what a key does.

use api::WorkRow;
use domain::{CaseCommand, CaseId, DraftKind, WorkState};

use super::{Request, Then};
use super::{end::End, transfer::Transfer, unfinished::Unfinished, urgency::Urgency};
use crate::action::Action;
use crate::app::notice;
use crate::desk::{Desk, Notice};
use crate::event::Trouble;

/// The deeds in the order of their use.
const DEEDS: [Action; 11] = [
    Action::Take,
    Action::TakeAndOpen,
    Action::Reply,
    Action::Unfinished,
    Action::Resume,
    Action::End,
    Action::Urgency,
    Action::Transfer,
    Action::Note,
    Action::Release,
    Action::Copy,
];

/// True for what is done with nearly every item; the rest is offered after it.
pub(super) fn is_usual(action: Action) -> bool {
    !matches!(action, Action::Transfer | Action::Note | Action::Release | Action::Copy)
}

/// True when the deed does something with the item as it stands.
fn can(action: Action, row: &WorkRow, desk: &Desk) -> bool {
    let open = row.state != WorkState::Closed;
    let works = desk.may_work(row);
    match action {
        Action::Take | Action::TakeAndOpen => row.owner.is_none() && row.state == WorkState::Free,
        Action::Reply | Action::End | Action::Release => open && works,
        Action::Note => open,
        Action::Urgency => works && matches!(row.state, WorkState::Taken | WorkState::Unfinished),
        Action::Transfer => open && (works || row.owner.is_none()),
        Action::Unfinished => works && row.state == WorkState::Taken,
        Action::Resume => works && row.state == WorkState::Unfinished,
        Action::Copy => true,
        _ => false,
    }
}

/// The deeds that do something now, most useful first.
pub(super) fn offers(row: &WorkRow, desk: &Desk) -> Vec<Action> {
    DEEDS.into_iter().filter(|action| can(*action, row, desk)).collect()
}

/// Does a deed, or says why it cannot be done. `None` when the action is no deed.
pub(super) fn act(action: Action, case: CaseId, desk: &Desk) -> Option<Vec<Request>> {
    if !DEEDS.contains(&action) {
        return None;
    }
    let Some(row) = desk.model.row(case) else { return Some(Vec::new()) };
    if !can(action, row, desk) {
        return Some(vec![Request::Say(why_not(action, row, desk))]);
    }
    Some(match action {
        Action::Take => vec![Request::Change(case, CaseCommand::Take, Then::Stay)],
        Action::TakeAndOpen => vec![Request::Change(case, CaseCommand::Take, Then::Open)],
        Action::Release => vec![Request::Change(case, CaseCommand::Release, Then::Stay)],
        Action::Resume => vec![Request::Change(case, CaseCommand::Resume, Then::Stay)],
        Action::Reply => vec![Request::OpenToWrite(case, DraftKind::Reply)],
        Action::Note => vec![Request::OpenToWrite(case, DraftKind::Note)],
        Action::Urgency => vec![Request::Push(Box::new(Urgency::new(row)))],
        Action::Transfer => vec![Request::NeedTargets(case), Request::Push(Box::new(Transfer::new(case)))],
        Action::Unfinished => vec![Request::Push(Box::new(Unfinished::new(case)))],
        Action::End => vec![Request::Need(case), Request::Push(Box::new(End::new(case)))],
        _ => vec![Request::Copy(case)],
    })
}

/// Why a deed cannot be done, and what to do first.
fn why_not(action: Action, row: &WorkRow, desk: &Desk) -> Notice {
    use domain::Refusal;
    let refusal = if row.state == WorkState::Closed {
        Refusal::Closed
    } else if row.mine && matches!(action, Action::Take | Action::TakeAndOpen) {
        Refusal::AlreadyYours
    } else if let Some(owner) = row.owner.as_ref().filter(|_| !desk.may_work(row)) {
        Refusal::TakenByOther { name: owner.clone() }
    } else if row.owner.is_none() {
        let key = desk.key_of(crate::Context::List, Action::Take);
        return Notice::warning(desk.texts.with("said-take-first", &[("key", key.into())]));
    } else {
        Refusal::WrongState { state: row.state }
    };
    notice(&Trouble::Refused(refusal), desk)
}
