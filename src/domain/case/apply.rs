//! Folding events into state. Never refuses: what happened, happened.

use jiff::Timestamp;

use super::{Case, CaseEvent, EndingProposal, Message, Moment, Place, Submission, TimelineEntry, WorkState};
use crate::{CaseId, UserId};

impl Case {
    /// The event by which an assessment that comes in opens a case.
    #[must_use]
    pub fn open(submission: Submission, moment: Moment<'_>) -> CaseEvent {
        super::decide::open(submission, moment)
    }

    /// The state after the first event. `None` unless that is [`CaseEvent::Opened`].
    #[must_use]
    pub fn opened(id: CaseId, at: Timestamp, event: &CaseEvent) -> Option<Self> {
        let CaseEvent::Opened { submission, due } = event else { return None };
        let Submission { resident, language, on_behalf, name_given, entered_by, assessment, answers, judgement, unit, queue } =
            submission.as_ref().clone();
        Some(Self {
            id,
            version: 1,
            resident,
            language,
            arrived: at,
            on_behalf,
            name_given,
            entered_by: entered_by.clone(),
            assessment,
            answers,
            urgency: judgement.urgency,
            original_urgency: judgement.urgency,
            judgement,
            place: Place { unit, queue },
            state: WorkState::Free,
            owner: None,
            urgency_changes: Vec::new(),
            due: *due,
            messages: Vec::new(),
            ending: None,
            unread: 0,
            bookings: Vec::new(),
            booking_rights: Vec::new(),
            coaching: None,
            ended: None,
            ended_at: None,
            timeline: vec![TimelineEntry { version: 1, at, by: entered_by.map(|by| by.name), event: event.clone() }],
        })
    }

    /// Takes one more event in. `by` is the professional's name, when it was one.
    pub fn apply(&mut self, at: Timestamp, by: Option<&str>, event: &CaseEvent) {
        self.version += 1;
        self.timeline.push(TimelineEntry { version: self.version, at, by: by.map(str::to_owned), event: event.clone() });
        match event {
            CaseEvent::Opened { .. } => {}
            CaseEvent::Taken { user, name } | CaseEvent::TransferredToPerson { user, name } => self.give_to(*user, name),
            CaseEvent::Released => self.set_free(),
            CaseEvent::TransferredToQueue { unit, queue } => {
                self.place = Place { unit: unit.clone(), queue: queue.clone() };
                self.set_free();
            }
            CaseEvent::MarkedUnfinished => self.state = WorkState::Unfinished,
            CaseEvent::WokenUp { .. } | CaseEvent::Resumed => {
                if self.state == WorkState::Unfinished {
                    self.state = WorkState::Taken;
                }
            }
            CaseEvent::UrgencyChanged { change, due } => {
                self.urgency = change.to;
                self.due = *due;
                self.urgency_changes.push(change.clone());
            }
            CaseEvent::Replied { message } | CaseEvent::Noted { message } => self.messages.push(message.clone()),
            CaseEvent::ClientWrote { message } => self.client_did(Some(message)),
            CaseEvent::Read => self.unread = 0,
            CaseEvent::BookingRightGranted { service } => self.booking_rights.push(service.clone()),
            CaseEvent::Booked { booking } => {
                self.bookings.push(booking.clone());
                self.client_did(None);
            }
            CaseEvent::BookingCancelled { id } => {
                self.bookings.iter_mut().filter(|booking| booking.id == *id).for_each(|booking| booking.cancelled = true);
                self.client_did(None);
            }
            CaseEvent::GoalEdited { .. } | CaseEvent::QuestionnaireFilled { .. } => self.client_did(None),
            CaseEvent::CoachingStarted { programme } => self.coaching = Some(programme.clone()),
            CaseEvent::CoachingEnded => self.coaching = None,
            CaseEvent::EndingProposed => {
                self.ending = Some(EndingProposal::ByProfessional);
                self.state = WorkState::EndProposed;
            }
            CaseEvent::ClientProposedEnding => {
                self.ending = Some(EndingProposal::ByResident);
                self.client_did(None);
            }
            CaseEvent::EndingWithdrawn => {
                self.ending = None;
                if self.state == WorkState::EndProposed {
                    self.state = if self.owner.is_some() { WorkState::Taken } else { WorkState::Free };
                }
            }
            CaseEvent::Ended { way } => {
                self.ended = Some(*way);
                self.ended_at = Some(at);
                self.state = WorkState::Closed;
            }
        }
    }

    fn give_to(&mut self, user: UserId, name: &str) {
        self.owner = Some((user, name.to_owned()));
        // An unfinished item stays so until the wake-up that follows a transfer.
        if self.state != WorkState::Unfinished {
            self.state =
                if self.ending == Some(EndingProposal::ByProfessional) { WorkState::EndProposed } else { WorkState::Taken };
        }
    }

    fn set_free(&mut self) {
        self.owner = None;
        self.state = WorkState::Free;
        if self.ending == Some(EndingProposal::ByProfessional) {
            self.ending = None;
        }
    }

    fn client_did(&mut self, message: Option<&Message>) {
        self.unread = self.unread.saturating_add(1);
        self.messages.extend(message.cloned());
    }
}
