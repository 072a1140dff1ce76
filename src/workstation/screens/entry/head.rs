//! The head of the form, always in sight: which assessment, how far, who, what it would come to. An emergency fills it.

use api::EntryOutcome;

use super::words;
use crate::desk::Desk;
use crate::model::{Form, Place};
use crate::screens::case::language_name;
use crate::screens::doc::Doc;
use crate::text;
use crate::theme::Role;

pub(super) fn doc(width: usize, form: &Form, desk: &Desk) -> Doc {
    let texts = &desk.texts;
    let mut doc = Doc::new(width);
    let emergency = form.step.as_ref().filter(|step| step.emergency).and_then(|step| step.outcome.as_ref());
    if let Some(outcome) = emergency {
        stop(&mut doc, outcome, form, desk);
    }
    let mut title = vec![(text::visible(form.title()).into_owned(), Role::Title)];
    title.push((format!(" · {}", progress(form, desk)), Role::Text));
    if !desk.online {
        title.push((format!(" · ○ {}", texts.get("entry-offline")), Role::Offline));
    } else if form.sending {
        title.push((format!(" · {}", texts.get("compose-sending")), Role::Muted));
    } else if form.is_waiting() {
        title.push((" · …".to_owned(), Role::Muted));
    }
    doc.put(title);
    let who = words::person(&form.person, desk);
    let language = language_name(form.person.language, desk);
    if who.is_empty() {
        let key = desk.key_of(crate::Context::Entry, crate::Action::Person);
        let said = texts.with("entry-nobody", &[("key", key.into()), ("language", language.into())]);
        doc.put(vec![(said, Role::Muted)]);
    } else {
        doc.put(vec![(format!("{who} · {language}"), Role::Text)]);
    }
    if emergency.is_none() {
        outcome(&mut doc, form, desk);
    }
    if let Some(fault) = &form.stopped {
        super::wrong(&mut doc, &words::fault_text(fault, None, desk));
    }
    let hidden = form.hidden().len();
    if hidden > 0 {
        let said = texts.with("entry-hidden", &[("count", hidden.into())]);
        doc.put(vec![(format!("! {said}"), Role::Warning)]);
    }
    doc.put(vec![("─".repeat(width), Role::Border)]);
    doc
}

/// How far it is.
fn progress(form: &Form, desk: &Desk) -> String {
    let texts = &desk.texts;
    let of = form.questions().len();
    let answered = form.answered_count();
    match &form.place {
        Place::Person => texts.get("entry-who").into_owned(),
        Place::Question(_) => {
            let number = form.here().map_or(0, |(index, _)| index + 1);
            let fill = [("number", number.into()), ("of", of.into()), ("answered", answered.into())];
            texts.with("entry-progress", &fill)
        }
        Place::Review => texts.with("entry-review", &[("answered", answered.into()), ("of", of.into())]),
    }
}

/// Help comes first.
fn stop(doc: &mut Doc, outcome: &EntryOutcome, form: &Form, desk: &Desk) {
    let texts = &desk.texts;
    let line = |doc: &mut Doc, said: &str| {
        let fill = " ".repeat(doc.width().saturating_sub(text::width(said)));
        doc.put(vec![(format!("{said}{fill}"), Role::P0)]);
    };
    line(doc, &format!(" !! {} – {}", words::outcome(outcome, form.kind), texts.get("entry-stop")));
    let into = language_name(form.person.language, desk);
    line(doc, &format!(" {}", texts.with("entry-say-now", &[("language", into.into())])));
    doc.quote(&outcome.recommendation, Role::OwnWords);
    let send = desk.key_of(crate::Context::Entry, crate::Action::Send);
    let mut said = vec![(texts.with("entry-send-now", &[("key", send.into())]), Role::Title)];
    demo(doc, &mut said, form, desk);
    doc.put(said);
}

/// What it would come to, in a line or two.
fn outcome(doc: &mut Doc, form: &Form, desk: &Desk) {
    let known = form.step.as_ref().and_then(|step| step.outcome.as_ref());
    let Some(outcome) = known.filter(|_| form.is_current()) else {
        doc.put(vec![(desk.text("entry-not-known"), Role::Muted)]);
        return;
    };
    let mut said = vec![
        (words::outcome(outcome, form.kind), Role::of_class(outcome.urgency)),
        (format!(" · {} ", words::within(outcome.within, desk)), Role::Text),
    ];
    demo(doc, &mut said, form, desk);
    doc.put(said);
    if form.place != Place::Review {
        doc.put(vec![(text::visible(&outcome.rationale).into_owned(), Role::Muted)]);
    }
}

/// Content that nobody has approved says so beside what it comes to, or above it where there is no room.
fn demo(doc: &mut Doc, line: &mut Vec<(String, Role)>, form: &Form, desk: &Desk) {
    if form.step.as_ref().is_none_or(|step| step.approved) {
        return;
    }
    let banner = (format!(" {} ", desk.texts.get("demo-content")), Role::Banner);
    let taken: usize = line.iter().map(|(said, _)| text::width(said)).sum();
    if taken + 2 + text::width(&banner.0) <= doc.width() {
        line.extend([("  ".to_owned(), Role::Text), banner]);
    } else {
        doc.put(vec![banner]);
    }
}
