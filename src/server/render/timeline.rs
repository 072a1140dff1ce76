//! The history of a case, line by line.

use api::TimelineLine;
use domain::{Case, CaseEvent, HELSINKI, Language, Organisation, QueueId, TimelineEntry, Words};
use jiff::Timestamp;

use super::words;
use crate::sessions::queue_view;

/// All lines, oldest first.
pub(super) fn timeline(case: &Case, organisation: &Organisation, lang: Language) -> Vec<TimelineLine> {
    let line = |entry: &TimelineEntry| TimelineLine {
        at: entry.at,
        by: entry.by.clone(),
        event: entry.event.name().to_owned(),
        detail: detail(&entry.event, case, organisation, lang),
    };
    case.timeline.iter().map(line).collect()
}

/// To whom or where, from what to what, or why. Messages stand in a list of their own.
fn detail(event: &CaseEvent, case: &Case, organisation: &Organisation, lang: Language) -> Option<Words> {
    let text = match event {
        CaseEvent::Opened { submission, .. } => queue_name(organisation, &submission.queue, lang),
        CaseEvent::TransferredToPerson { name, .. } => name.clone(),
        CaseEvent::TransferredToQueue { queue, .. } => queue_name(organisation, queue, lang),
        CaseEvent::WokenUp { why } => words::wake_up(*why, lang).to_owned(),
        CaseEvent::UrgencyChanged { change, .. } => format!("{} → {}: {}", change.from, change.to, change.reason.as_str()),
        CaseEvent::BookingRightGranted { service } => service.clone(),
        CaseEvent::Booked { booking } => moment(booking.starts),
        CaseEvent::BookingCancelled { id } => {
            case.bookings.iter().find(|booking| booking.id == *id).map(|booking| moment(booking.starts))?
        }
        CaseEvent::GoalEdited { text } => return Some(text.clone()),
        CaseEvent::QuestionnaireFilled { questionnaire } => questionnaire.clone(),
        CaseEvent::CoachingStarted { programme } => programme.clone(),
        CaseEvent::Ended { way } => words::end_way(*way, lang).to_owned(),
        // Who took it stands beside it already.
        CaseEvent::Taken { .. }
        | CaseEvent::Released
        | CaseEvent::MarkedUnfinished
        | CaseEvent::Resumed
        | CaseEvent::Replied { .. }
        | CaseEvent::Noted { .. }
        | CaseEvent::ClientWrote { .. }
        | CaseEvent::Read
        | CaseEvent::CoachingEnded
        | CaseEvent::EndingProposed
        | CaseEvent::ClientProposedEnding
        | CaseEvent::EndingWithdrawn => return None,
    };
    Some(Words::new(text))
}

/// A queue with its unit, as people say it.
pub(super) fn queue_name(organisation: &Organisation, id: &QueueId, lang: Language) -> String {
    queue_view(organisation, id, lang).map_or_else(|| id.to_string(), |queue| format!("{}, {}", queue.unit_name, queue.name))
}

/// A moment in Helsinki, to the minute.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_zoned(HELSINKI.clone()).strftime("%-d.%-m.%Y %H.%M").to_string()
}
