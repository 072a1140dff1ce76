//! What has happened: messages and notes, bookings, the history, earlier cases.

use api::{CaseView, EarlierCase, TimelineLine};
use domain::{DraftKind, EndingProposal, MessageFrom};

use crate::desk::Desk;
use crate::screens::doc::Doc;
use crate::screens::list::state_name;
use crate::theme::Role;
use crate::{text, time};

pub(super) fn fill(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    let texts = &desk.texts;
    doc.gap();
    doc.section(2);
    doc.put(vec![(texts.get("section-messages").into_owned(), Role::Title)]);
    messages(doc, view, desk);
    for (kind, key) in [(DraftKind::Reply, "case-draft"), (DraftKind::Note, "case-draft-note")] {
        if let Some(draft) = desk.model.drafts.get((view.row.case, kind)).filter(|draft| !draft.text.trim().is_empty()) {
            doc.text(&format!("✎ {}", texts.get(key)), Role::Warning);
            doc.marked("  ", &draft.text, Role::Muted);
        }
    }
    for booking in &view.bookings {
        let key = if booking.cancelled { "case-booking-cancelled" } else { "case-booking" };
        doc.text(&texts.with(key, &[("at", time::moment(booking.starts, desk.now).into())]), Role::Text);
    }
    for service in &view.booking_rights {
        doc.text(&texts.with("case-booking-right", &[("service", text::visible(service).into_owned().into())]), Role::Text);
    }
    if let Some(programme) = &view.coaching {
        doc.text(&texts.with("case-coaching", &[("programme", text::visible(programme).into_owned().into())]), Role::Text);
    }
    doc.gap();
    doc.section(3);
    doc.put(vec![(texts.get("section-history").into_owned(), Role::Title)]);
    for line in &view.timeline {
        event(doc, line, desk);
    }
    doc.gap();
    doc.section(4);
    doc.put(vec![(texts.get("section-earlier").into_owned(), Role::Title)]);
    for earlier in &view.earlier {
        doc.text(&earlier_text(earlier, desk), Role::Text);
    }
    if view.earlier.is_empty() {
        doc.text(&texts.get("case-no-earlier"), Role::Muted);
    }
    if view.earlier_hidden > 0 {
        doc.text(&texts.with("case-earlier-hidden", &[("count", view.earlier_hidden.into())]), Role::Muted);
    }
}

fn messages(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    let texts = &desk.texts;
    if view.messages.is_empty() {
        doc.text(&texts.get("case-no-messages"), Role::Muted);
    }
    for message in &view.messages {
        let at = time::moment(message.at, desk.now);
        let visible = |name: &str| text::visible(name).into_owned();
        let (from, role) = match &message.from {
            MessageFrom::Resident => (format!("{} {}", texts.get("message-resident"), visible(&view.row.name)), Role::OwnWords),
            MessageFrom::Professional { name, .. } => {
                (format!("{} {}", texts.get("message-reply"), visible(name)), Role::MessageReply)
            }
            MessageFrom::Note { name, .. } => (format!("{} {}", texts.get("message-note"), visible(name)), Role::MessageNote),
        };
        doc.put(vec![(format!("{at} "), Role::Muted), (from, role)]);
        match &message.from {
            MessageFrom::Resident => doc.quote(message.text.as_str(), role),
            MessageFrom::Professional { .. } => doc.marked("  ", message.text.as_str(), Role::Text),
            // A note is seen as one without colour: the resident never sees it.
            MessageFrom::Note { .. } => doc.marked("# ", message.text.as_str(), role),
        }
    }
    match view.ending {
        Some(EndingProposal::ByResident) => doc.text(&format!("! {}", texts.get("end-resident-proposed")), Role::Warning),
        Some(EndingProposal::ByProfessional) => doc.text(&texts.get("end-proposed-already"), Role::Warning),
        None => {}
    }
}

/// One line of the history; an event that these texts do not know stands under its own name.
fn event(doc: &mut Doc, line: &TimelineLine, desk: &Desk) {
    let key = format!("event-{}", line.event);
    let name = if desk.texts.has(&key) { desk.text(&key) } else { text::visible(&line.event).into_owned() };
    let by = line.by.as_ref().map_or(String::new(), |by| format!(" · {by}"));
    // Who took it is said once, by name.
    let same = |detail: &domain::Words| line.by.as_deref() == Some(detail.as_str());
    let detail = line
        .detail
        .as_ref()
        .filter(|detail| !detail.is_blank() && !same(detail))
        .map_or(String::new(), |detail| format!(": {}", detail.as_str()));
    doc.marked(&format!("{:<12} ", time::moment(line.at, desk.now)), &format!("{name}{detail}{by}"), Role::Text);
}

/// An earlier case in one line.
pub(super) fn earlier_text(earlier: &EarlierCase, desk: &Desk) -> String {
    let class = if earlier.service { format!("S{}", earlier.urgency.rank()) } else { earlier.urgency.code().to_owned() };
    let owner = earlier.owner.as_ref().map_or(String::new(), |owner| format!(" · {}", text::visible(owner)));
    let day = time::day(time::date_of(earlier.arrived), desk.today());
    format!("{day} · #{} {} · {class} · {}{owner}", earlier.no, text::visible(&earlier.title), state_name(earlier.state, desk))
}
