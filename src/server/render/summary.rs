//! The summary for the patient or client record: one block of text that can be pasted as it is.

use std::fmt::Write;

use domain::{Case, CaseEvent, Language, Organisation, Words};
use knowledge::{Described, Line};

use super::lines::Told;
use super::timeline::{moment, queue_name};
use super::words;

/// Writes the summary. Contains no identity: the record it is pasted into knows whose it is.
pub(super) fn summary(case: &Case, told: &Told<'_>, organisation: &Organisation, lang: Language) -> Words {
    let mut text = head(case, told, lang);
    let mut paragraph = |title: &words::Text, body: String| {
        if !body.is_empty() {
            let _ = write!(text, "\n{}: {body}", title.get(lang));
        }
    };
    let described = told.described.as_ref();
    let outcome = described.filter(|_| case.judgement.outcome.is_some()).map(|d| d.outcome.clone());
    paragraph(&words::OUTCOME, outcome.unwrap_or_default());
    paragraph(&words::CLASS, class(case, lang));
    paragraph(&words::WHY, described.map_or_else(|| case.judgement.rule.clone(), |d| d.rule.why.clone()));
    let lines = |of: fn(&Described) -> &Vec<Line>| described.map(|d| joined(of(d))).unwrap_or_default();
    paragraph(&words::RED_FLAGS, lines(|d| &d.red_flags));
    paragraph(&words::FINDINGS, lines(|d| &d.positives));
    paragraph(&words::REASSURING, lines(|d| &d.negatives));
    let scores: Vec<String> = told.scores(case, lang).into_iter().map(|s| format!("{}: {}", s.label, s.value)).collect();
    paragraph(&words::SCORES, scores.join("; "));
    let own: Vec<String> = told.own_words(case).iter().map(|own| format!("”{}”", own.text.as_str().trim())).collect();
    paragraph(&words::OWN_WORDS, own.join(" "));
    paragraph(&words::ADVICE, described.map(|d| d.recommendation.clone()).unwrap_or_default());
    let statutory = case.judgement.statutory.as_ref();
    paragraph(&words::DEADLINE, statutory.map(|s| format!("{} ({})", s.text.get(lang), s.law)).unwrap_or_default());
    let done = done(case, organisation, lang);
    paragraph(&words::DONE, if done.is_empty() { words::NOTHING_DONE.get(lang).to_owned() } else { done.join("; ") });
    Words::new(text)
}

/// `Omaolo: Sore throat (sore-throat 1.0.0), sent 24.11.2026 10.15.`
fn head(case: &Case, told: &Told<'_>, lang: Language) -> String {
    let assessment = &case.assessment;
    let title = told.described.as_ref().map_or_else(|| assessment.title.get(lang), |d| d.title.as_str());
    let mut text =
        format!("Omaolo: {title} ({} {}), {} {}", assessment.id, assessment.version, words::SENT.get(lang), moment(case.arrived));
    if case.on_behalf.is_some() {
        let _ = write!(text, ", {}", words::ON_BEHALF.get(lang));
    }
    if !assessment.approved {
        let _ = write!(text, " [{}]", words::DEMONSTRATION.get(lang));
    }
    text.push('.');
    text
}

/// `P2 (originally P4; changed 24.11.2026 10.30 Virtanen Liisa: …)`; nothing for a service assessment that nobody changed.
fn class(case: &Case, lang: Language) -> String {
    if case.urgency_changes.is_empty() {
        return if case.judgement.outcome.is_some() { String::new() } else { case.urgency.to_string() };
    }
    let changes: Vec<String> = case
        .urgency_changes
        .iter()
        .map(|change| {
            format!("{} {} {}: {}", words::CHANGED.get(lang), moment(change.at), change.name, change.reason.as_str().trim())
        })
        .collect();
    format!("{} ({} {}; {})", case.urgency, words::FIRST.get(lang), case.original_urgency, changes.join("; "))
}

fn joined(lines: &[Line]) -> String {
    let line = |line: &Line| {
        if line.values.is_empty() { line.label.clone() } else { format!("{}: {}", line.label, line.values.join(", ")) }
    };
    lines.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// What was done, in order. What only concerns the queue stays out of the record.
fn done(case: &Case, organisation: &Organisation, lang: Language) -> Vec<String> {
    let line = |entry: &domain::TimelineEntry| {
        let what = match &entry.event {
            CaseEvent::Replied { .. } => words::REPLIED.get(lang).to_owned(),
            CaseEvent::ClientWrote { .. } => words::WROTE.get(lang).to_owned(),
            CaseEvent::TransferredToPerson { name, .. } => format!("{}: {name}", words::MOVED.get(lang)),
            CaseEvent::TransferredToQueue { queue, .. } => {
                format!("{}: {}", words::MOVED.get(lang), queue_name(organisation, queue, lang))
            }
            CaseEvent::BookingRightGranted { service } => format!("{}: {service}", words::MAY_BOOK.get(lang)),
            CaseEvent::Booked { booking } => format!("{}: {}", words::BOOKED.get(lang), moment(booking.starts)),
            CaseEvent::BookingCancelled { .. } => words::CANCELLED.get(lang).to_owned(),
            CaseEvent::CoachingStarted { programme } => format!("{}: {programme}", words::COACHING.get(lang)),
            CaseEvent::Ended { way } => words::end_way(*way, lang).to_owned(),
            _ => return None,
        };
        let by = entry.by.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
        Some(format!("{} {what}{by}", moment(entry.at)))
    };
    case.timeline.iter().filter_map(line).collect()
}
