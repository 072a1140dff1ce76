//! The rules: a command becomes events, or a refusal.

use jiff::Timestamp;

use super::{
    Booking, Case, CaseCommand, CaseEvent, ClientAct, EndWay, EndingProposal, Message, MessageFrom, Moment, Refusal, Submission,
    UrgencyChange, WakeUp, WorkState,
};
use crate::{Actor, Calendar, Clock, Deed, UrgencyClass, Within, Words};

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 10_000;
/// The longest reason for a change of class, in characters.
const LONGEST_REASON: usize = 1_000;

/// Decides on an assessment that comes in: the case opens, with the deadline of its class or of the law.
#[must_use]
pub(super) fn open(submission: Submission, moment: Moment<'_>) -> CaseEvent {
    let judgement = &submission.judgement;
    let due = match &judgement.statutory {
        Some(statutory) => statutory.due(moment.now),
        None => due(judgement.urgency, Some(judgement.within), moment.now, moment),
    };
    CaseEvent::Opened { submission: Box::new(submission), due }
}

/// Deadline of a class: the recommendation's own limit if it states one, else the class's, on the class's clock.
fn due(class: UrgencyClass, own: Option<Within>, from: Timestamp, moment: Moment<'_>) -> Option<Timestamp> {
    let limit = moment.classes.limit(class);
    // A recommendation without a limit (self-care) has none, whatever the table says.
    let within = own.unwrap_or(limit.within);
    let clock = if within == Within::Now { Clock::Always } else { limit.clock };
    Calendar::deadline(from, within, clock)
}

impl Case {
    /// Decides on a command of `actor`.
    ///
    /// # Errors
    /// [`Refusal`] when rights or the rules of the case forbid it; nothing has changed then.
    pub fn decide(&self, actor: &Actor, command: &CaseCommand, moment: Moment<'_>) -> Result<Vec<CaseEvent>, Refusal> {
        if let CaseCommand::Client { act } = command {
            actor.may(Deed::BringIn).map_err(|denied| Refusal::NotAllowed { denied })?;
            return self.decide_for_client(act, moment);
        }
        actor.may(Deed::WorkQueue(&self.place.queue)).map_err(|denied| Refusal::NotAllowed { denied })?;
        if self.is_closed() {
            return Err(Refusal::Closed);
        }
        match command {
            CaseCommand::Take => self.take(actor),
            CaseCommand::Release => {
                self.owned_by(actor)?;
                Ok(vec![CaseEvent::Released])
            }
            CaseCommand::TransferToPerson { user } => {
                self.owned_or_free(actor)?;
                if self.is_owned_by(*user) {
                    return Err(Refusal::AlreadyThere);
                }
                let workers = moment.organisation.workers_of(&self.place.queue);
                let colleague = workers.into_iter().find(|worker| worker.id == *user).ok_or(Refusal::ColleagueLacksQueue)?;
                let transferred = CaseEvent::TransferredToPerson { user: *user, name: colleague.name.clone() };
                Ok(self.woken(vec![transferred], WakeUp::Transferred))
            }
            CaseCommand::TransferToQueue { queue } => {
                self.owned_or_free(actor)?;
                if self.place.queue == *queue {
                    return Err(Refusal::AlreadyThere);
                }
                let queue = moment.organisation.queues.get(queue).ok_or(Refusal::NoSuchQueue)?;
                let transferred = CaseEvent::TransferredToQueue { unit: queue.unit.clone(), queue: queue.id.clone() };
                Ok(self.woken(vec![transferred], WakeUp::Transferred))
            }
            CaseCommand::MarkUnfinished => {
                self.owned_by(actor)?;
                if self.ending == Some(EndingProposal::ByResident) {
                    return Err(Refusal::ResidentProposedEnding);
                }
                if self.state != WorkState::Taken {
                    return Err(Refusal::WrongState { state: self.state });
                }
                Ok(vec![CaseEvent::MarkedUnfinished])
            }
            CaseCommand::Resume => {
                self.owned_by(actor)?;
                if self.state != WorkState::Unfinished {
                    return Err(Refusal::WrongState { state: self.state });
                }
                Ok(vec![CaseEvent::Resumed])
            }
            CaseCommand::ChangeUrgency { to, reason, contacted, record_checked } => {
                self.change_urgency(actor, *to, reason, *contacted && *record_checked, moment)
            }
            CaseCommand::Reply { id, text } => {
                self.owned_by(actor)?;
                let from = MessageFrom::Professional { user: actor.user, name: actor.name.clone() };
                let message = Message { id: *id, at: moment.now, from, text: written(text, LONGEST_MESSAGE)? };
                Ok(vec![CaseEvent::Replied { message }])
            }
            CaseCommand::Note { id, text } => {
                let from = MessageFrom::Note { user: actor.user, name: actor.name.clone() };
                let message = Message { id: *id, at: moment.now, from, text: written(text, LONGEST_MESSAGE)? };
                Ok(vec![CaseEvent::Noted { message }])
            }
            CaseCommand::MarkRead => {
                self.owned_by(actor)?;
                Ok(if self.unread == 0 { Vec::new() } else { vec![CaseEvent::Read] })
            }
            CaseCommand::GrantBookingRight { service } => {
                self.owned_by(actor)?;
                Ok(vec![CaseEvent::BookingRightGranted { service: service.clone() }])
            }
            CaseCommand::StartCoaching { programme } => {
                self.owned_by(actor)?;
                Ok(vec![CaseEvent::CoachingStarted { programme: programme.clone() }])
            }
            CaseCommand::ProposeEnding => {
                self.owned_by(actor)?;
                match self.ending {
                    None => Ok(vec![CaseEvent::EndingProposed]),
                    Some(EndingProposal::ByResident) => Err(Refusal::ResidentProposedEnding),
                    Some(EndingProposal::ByProfessional) => Err(Refusal::WrongState { state: self.state }),
                }
            }
            CaseCommand::End => {
                self.owned_by(actor)?;
                let way = match self.ending {
                    Some(EndingProposal::ByResident) => EndWay::ResidentProposed,
                    _ => EndWay::AtOnce,
                };
                Ok(self.ended(way))
            }
            CaseCommand::Client { .. } => Err(Refusal::NotAllowed { denied: crate::Denied::Role }),
        }
    }

    fn decide_for_client(&self, act: &ClientAct, moment: Moment<'_>) -> Result<Vec<CaseEvent>, Refusal> {
        if self.is_closed() {
            return Err(Refusal::Closed);
        }
        match act {
            ClientAct::Message { id, text } => {
                let text = written(text, LONGEST_MESSAGE)?;
                let message = Message { id: *id, at: moment.now, from: MessageFrom::Resident, text };
                let mut events = vec![CaseEvent::ClientWrote { message }];
                if self.ending == Some(EndingProposal::ByProfessional) {
                    events.push(CaseEvent::EndingWithdrawn);
                }
                Ok(self.woken(events, WakeUp::Message))
            }
            ClientAct::ProposeEnding => match self.ending {
                None => Ok(self.woken(vec![CaseEvent::ClientProposedEnding], WakeUp::EndingProposed)),
                Some(EndingProposal::ByProfessional) => Ok(self.ended(EndWay::ResidentAccepted)),
                Some(EndingProposal::ByResident) => Ok(Vec::new()),
            },
            ClientAct::AcceptEnding if self.ending == Some(EndingProposal::ByProfessional) => {
                Ok(self.ended(EndWay::ResidentAccepted))
            }
            ClientAct::AcceptEnding => Err(Refusal::NothingProposed),
            ClientAct::Book { id, starts } => {
                Ok(vec![CaseEvent::Booked { booking: Booking { id: id.clone(), starts: *starts, cancelled: false } }])
            }
            ClientAct::CancelBooking { id } => {
                if !self.bookings.iter().any(|booking| booking.id == *id && !booking.cancelled) {
                    return Err(Refusal::NoSuchBooking);
                }
                Ok(self.woken(vec![CaseEvent::BookingCancelled { id: id.clone() }], WakeUp::BookingCancelled))
            }
            ClientAct::EditGoal { text } => {
                let text = written(text, LONGEST_REASON)?;
                Ok(self.woken(vec![CaseEvent::GoalEdited { text }], WakeUp::GoalEdited))
            }
            ClientAct::FillQuestionnaire { questionnaire } => {
                let event = CaseEvent::QuestionnaireFilled { questionnaire: questionnaire.clone() };
                Ok(self.woken(vec![event], WakeUp::QuestionnaireFilled))
            }
        }
    }

    fn take(&self, actor: &Actor) -> Result<Vec<CaseEvent>, Refusal> {
        match &self.owner {
            None => Ok(vec![CaseEvent::Taken { user: actor.user, name: actor.name.clone() }]),
            Some((owner, _)) if *owner == actor.user => Err(Refusal::AlreadyYours),
            Some((_, name)) => Err(Refusal::TakenByOther { name: name.clone() }),
        }
    }

    fn change_urgency(
        &self,
        actor: &Actor,
        to: UrgencyClass,
        reason: &Words,
        confirmed: bool,
        moment: Moment<'_>,
    ) -> Result<Vec<CaseEvent>, Refusal> {
        self.owned_by(actor)?;
        if !matches!(self.state, WorkState::Taken | WorkState::Unfinished) {
            return Err(Refusal::WrongState { state: self.state });
        }
        if to == self.urgency {
            return Err(Refusal::SameClass);
        }
        if reason.is_blank() {
            return Err(Refusal::ReasonMissing);
        }
        if !confirmed {
            return Err(Refusal::NotConfirmed);
        }
        let reason = written(reason, LONGEST_REASON)?;
        let change = UrgencyChange { at: moment.now, user: actor.user, name: actor.name.clone(), from: self.urgency, to, reason };
        // Back at the engine's class, the engine's own limit holds again. Any clock starts when the resident sent.
        let own = (to == self.original_urgency).then_some(self.judgement.within);
        let due = match &self.judgement.statutory {
            Some(statutory) => [statutory.due(self.arrived), due(to, own, self.arrived, moment)].into_iter().flatten().min(),
            None => due(to, own, self.arrived, moment),
        };
        Ok(vec![CaseEvent::UrgencyChanged { change, due }])
    }

    /// The actor is the owner, or a supervisor where somebody else is.
    fn owned_by(&self, actor: &Actor) -> Result<(), Refusal> {
        match &self.owner {
            Some((owner, _)) if *owner == actor.user => Ok(()),
            Some(_) if actor.grant.supervisor => Ok(()),
            Some((_, name)) => Err(Refusal::TakenByOther { name: name.clone() }),
            None => Err(Refusal::NotTaken),
        }
    }

    fn owned_or_free(&self, actor: &Actor) -> Result<(), Refusal> {
        if self.owner.is_none() { Ok(()) } else { self.owned_by(actor) }
    }

    fn woken(&self, mut events: Vec<CaseEvent>, why: WakeUp) -> Vec<CaseEvent> {
        if self.state == WorkState::Unfinished {
            events.push(CaseEvent::WokenUp { why });
        }
        events
    }

    fn ended(&self, way: EndWay) -> Vec<CaseEvent> {
        let coaching = self.coaching.is_some().then_some(CaseEvent::CoachingEnded);
        coaching.into_iter().chain([CaseEvent::Ended { way }]).collect()
    }
}

/// Text that may be kept: not blank, not too long.
fn written(text: &Words, most: usize) -> Result<Words, Refusal> {
    if text.is_blank() {
        return Err(Refusal::Empty);
    }
    if text.as_str().chars().count() > most {
        return Err(Refusal::TooLong { most });
    }
    Ok(text.clone())
}
