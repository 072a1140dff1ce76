//! What a decision needs, most telling first: red flags, the resident's own words, why this class; then all the answers.

use api::{AnswerLine, CaseView};
use domain::MessageFrom;

use crate::desk::Desk;
use crate::screens::doc::Doc;
use crate::theme::Role;
use crate::{text, time};

pub(super) fn fill(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    let texts = &desk.texts;
    let outcome = &view.outcome;
    doc.section(0);
    if let Some(name) = &view.name_given {
        doc.text(&texts.with("case-name-given", &[("name", text::visible(name.as_str()).into_owned().into())]), Role::Warning);
    }
    if !view.red_flags.is_empty() {
        doc.put(vec![(format!("⚑ {}", texts.get("case-red-flags")), Role::RedFlag)]);
        for line in &view.red_flags {
            doc.answer(line, Role::RedFlag);
        }
        doc.gap();
    }
    own_words(doc, view, desk);
    doc.gap();
    let mut why = vec![(texts.get("case-why").into_owned(), Role::Title)];
    if !view.assessment.approved {
        let banner = (format!(" {} ", texts.get("demo-content")), Role::Banner);
        let width = text::width(&why[0].0) + 2 + text::width(&banner.0);
        if width <= doc.width() {
            why.extend([("  ".to_owned(), Role::Text), banner]);
        } else {
            doc.put(vec![banner]);
        }
    }
    doc.put(why);
    if let Some(name) = &outcome.outcome {
        doc.text(name, Role::Title);
    }
    doc.text(&outcome.professional, Role::Text);
    doc.text(&outcome.rationale, Role::Text);
    // What was red is above already; the rest of the reasons stands here.
    for line in outcome.because.iter().filter(|line| !view.red_flags.iter().any(|flag| flag.question == line.question)) {
        doc.answer(line, Role::Answer);
    }
    doc.text(
        &texts.with(
            "case-source",
            &[
                ("rule", text::visible(&outcome.rule).into_owned().into()),
                ("source", text::visible(&outcome.source).into_owned().into()),
            ],
        ),
        Role::Muted,
    );
    findings(doc, view, desk);
    for score in &outcome.scores {
        doc.put(vec![
            (format!("{}  ", text::visible(&score.label)), Role::Question),
            (text::visible(&score.value).into_owned(), Role::Answer),
        ]);
    }
    for change in &view.urgency_changes {
        let said = texts.with(
            "case-class-changed",
            &[
                ("from", Desk::class_code(&view.row, change.from).into()),
                ("to", Desk::class_code(&view.row, change.to).into()),
                ("name", text::visible(&change.name).into_owned().into()),
                ("at", time::moment(change.at, desk.now).into()),
            ],
        );
        doc.text(&format!("{said}: {}", change.reason.as_str()), Role::Warning);
    }
    statutory(doc, view, desk);
    told(doc, view, desk);
    further(doc, view, desk);
    observations(doc, view, desk);
    doc.gap();
    doc.section(1);
    doc.put(vec![(texts.get("section-answers").into_owned(), Role::Title)]);
    let version = texts
        .with("case-pack", &[("id", view.assessment.id.clone().into()), ("version", view.assessment.version.clone().into())]);
    doc.text(&version, Role::Muted);
    if !view.assessment.approved {
        doc.text(&texts.get("demo-content"), Role::Banner);
    }
    if !view.assessment.loaded {
        doc.text(&texts.get("case-not-loaded"), Role::Warning);
    }
    for line in &view.answers {
        doc.answer(line, Role::Answer);
    }
    if !view.not_asked.is_empty() {
        doc.text(&texts.with("case-not-asked", &[("count", view.not_asked.len().into())]), Role::Muted);
    }
}

/// What is known of the resident from other cases, one line each.
fn observations(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    if view.observations.is_empty() {
        return;
    }
    doc.heading(&desk.texts.get("case-observations"));
    for one in &view.observations {
        let said = desk.texts.with(
            "case-observation",
            &[
                ("name", text::visible(&one.name).into_owned().into()),
                ("value", text::visible(&one.value).into_owned().into()),
                ("day", time::day(time::date_of(one.at), desk.today()).into()),
                ("source", text::visible(&one.source).into_owned().into()),
            ],
        );
        doc.marked("- ", &said, Role::Text);
    }
}

/// What the resident wrote, newest message first: it often says what the boxes cannot.
fn own_words(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    let newest = view.messages.iter().rev().find(|message| message.from == MessageFrom::Resident);
    let written: Vec<&AnswerLine> =
        view.answers.iter().filter(|line| line.own_words && !line.answers.iter().all(domain::Words::is_blank)).collect();
    if newest.is_none() && written.is_empty() {
        return;
    }
    doc.put(vec![(desk.texts.get("case-own-words").into_owned(), Role::Title)]);
    if let Some(message) = newest {
        doc.text(&desk.texts.with("case-newest-message", &[("at", time::moment(message.at, desk.now).into())]), Role::Question);
        doc.quote(message.text.as_str(), Role::OwnWords);
    }
    for line in written {
        for words in &line.answers {
            doc.quote(words.as_str(), Role::OwnWords);
        }
    }
}

/// Everything that was found. What calls for nobody is kept to one line each.
fn findings(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    if view.outcome.findings.is_empty() {
        return;
    }
    doc.heading(&desk.texts.get("case-findings"));
    for finding in &view.outcome.findings {
        let class = finding.urgency.map_or(String::new(), |class| format!("{} ", Desk::class_code(&view.row, class)));
        let area = if finding.area.is_empty() { String::new() } else { format!("{}: ", finding.area) };
        let (words, role) = match finding.urgency {
            Some(_) => (&finding.why, Role::Warning),
            None if finding.text.is_empty() => (&finding.why, Role::Text),
            None => (&finding.text, Role::Text),
        };
        doc.marked(&format!("{} ", text::visible(&finding.mark)), &format!("{class}{area}{words} ({})", finding.rule), role);
        for line in finding.because.iter().filter(|_| finding.urgency.is_some()) {
            doc.answer(line, Role::Answer);
        }
    }
}

fn statutory(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    let Some(statutory) = &view.outcome.statutory else { return };
    let texts = &desk.texts;
    doc.heading(&texts.get("case-statutory"));
    doc.text(&statutory.text, Role::Text);
    if let Some(due) = statutory.start_due {
        doc.text(&texts.with("case-start-due", &[("at", time::deadline(due, desk.now, texts).into())]), Role::Warning);
    }
    if let Some(day) = statutory.last_day {
        doc.text(&texts.with("case-last-day", &[("day", time::day(day, desk.today()).into())]), Role::Warning);
    }
    doc.text(&statutory.law, Role::Muted);
}

fn told(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    doc.heading(&desk.texts.get("case-told"));
    doc.text(&view.outcome.recommendation, Role::Text);
    for advice in &view.outcome.self_care {
        doc.marked("- ", advice, Role::Muted);
    }
}

fn further(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    let texts = &desk.texts;
    for (title, lines) in [("case-positives", &view.positives), ("case-negatives", &view.negatives)] {
        if !lines.is_empty() {
            doc.heading(&texts.get(title));
            for line in lines {
                doc.answer(line, Role::Answer);
            }
        }
    }
    if !view.outcome.also.is_empty() {
        doc.heading(&texts.get("case-also"));
        for rule in &view.outcome.also {
            let class = rule.urgency.map_or(String::new(), |class| format!("{} ", Desk::class_code(&view.row, class)));
            doc.marked("- ", &format!("{class}{} ({})", rule.rationale, rule.rule), Role::Text);
        }
    }
    would_change(doc, view, desk);
    if !view.follow_up.is_empty() {
        doc.heading(&texts.get("case-follow-up"));
        for question in &view.follow_up {
            doc.marked("- ", question, Role::Text);
        }
    }
}

/// Other answers that are named for one class: more are counted, since nobody reads thirty.
const NAMED: usize = 6;

/// What a single other answer would come to: what to ask again when in doubt.
fn would_change(doc: &mut Doc, view: &CaseView, desk: &Desk) {
    if view.outcome.would_change.is_empty() {
        return;
    }
    doc.heading(&desk.texts.get("case-would-change"));
    for line in &view.outcome.would_change {
        let class = Desk::class_code(&view.row, line.urgency);
        let class = line.outcome.as_ref().map_or_else(|| class.clone(), |outcome| format!("{class} {outcome}"));
        let mut named: Vec<String> =
            line.answers.iter().take(NAMED).map(|(question, answer)| format!("{question}: {answer}")).collect();
        if line.answers.len() > NAMED {
            named.push(desk.texts.with("case-and-more", &[("count", (line.answers.len() - NAMED).into())]));
        }
        doc.marked("→ ", &format!("{class}  {}", named.join("; ")), Role::Text);
    }
}
