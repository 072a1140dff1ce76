//! A case, whole.

use api::{
    AssessmentView, CaseView, Draft, EarlierCase, ObservationView, OutcomeView, ResidentView, RuleLine, Snippet, StatutoryView,
};
use domain::{Case, HELSINKI, Language, Observed, Organisation, Resident, Words};
use jiff::Timestamp;
use knowledge::{Described, KnowledgeBase};
use store::{ItemRow, KeptDraft};

use super::lines::{Told, line};
use super::row::work_row;
use super::summary::summary;
use super::timeline::timeline;
use crate::gate::{Caller, CaseRead};
use crate::municipalities::municipality;

/// The view of a case that its reader may see.
pub(crate) fn case_view(read: &CaseRead, caller: &Caller, base: &KnowledgeBase, lang: Language) -> CaseView {
    let case = read.case();
    let (organisation, now) = (caller.organisation(), caller.now());
    let told = Told::of(case, base, lang);
    let described = told.described.as_ref();
    CaseView {
        row: work_row(read.row(), organisation, caller.actor().user, now, lang),
        resident: resident_view(read.resident(), now, lang),
        on_behalf: case.on_behalf.clone(),
        name_given: case.name_given.clone(),
        entered_by: case.entered_by.as_ref().map(|by| by.name.clone()),
        assessment: assessment_view(case, &told, lang),
        outcome: outcome_view(case, &told, lang),
        red_flags: told.red_flags(),
        positives: described.map(|d| d.positives.iter().map(line).collect()).unwrap_or_default(),
        negatives: described.map(|d| d.negatives.iter().map(line).collect()).unwrap_or_default(),
        answers: told.answers(case),
        not_asked: described.map(|d| d.not_asked.iter().map(|question| question.text.clone()).collect()).unwrap_or_default(),
        follow_up: described.map(|d| d.follow_up.clone()).unwrap_or_default(),
        snippets: described.map(|d| snippets(d, case.language)).unwrap_or_default(),
        timeline: timeline(case, organisation, lang),
        messages: case.messages.clone(),
        urgency_changes: case.urgency_changes.clone(),
        ending: case.ending.clone(),
        ended: case.ended,
        bookings: case.valid_bookings(now).cloned().collect(),
        booking_rights: case.booking_rights.clone(),
        coaching: case.coaching.clone(),
        earlier: read.earlier().iter().map(|row| earlier_case(row, lang)).collect(),
        earlier_hidden: read.hidden(),
        observations: observations(read, organisation, base, lang),
        drafts: read.drafts().iter().map(draft).collect(),
        summary: summary(case, &told, organisation, lang),
    }
}

fn draft(kept: &KeptDraft) -> Draft {
    Draft { kind: kept.kind, text: kept.text.clone(), saved_at: kept.at }
}

fn resident_view(resident: &Resident, now: Timestamp, lang: Language) -> ResidentView {
    let home = resident.municipality.as_deref();
    ResidentView {
        name: resident.name.clone(),
        identity_code: Words::new(resident.identity_code.as_str()),
        age: resident.age_on(now.to_zoned(HELSINKI.clone()).date()),
        sex: resident.identity_code.sex(),
        language: resident.language,
        municipality: home.map(|code| municipality(code).map_or(code, |municipality| municipality.name(lang)).to_owned()),
        phone: resident.phone.clone(),
        protected: resident.protected,
    }
}

fn assessment_view(case: &Case, told: &Told<'_>, lang: Language) -> AssessmentView {
    let assessment = &case.assessment;
    AssessmentView {
        id: assessment.id.clone(),
        version: assessment.version.clone(),
        title: assessment.title.get(lang).to_owned(),
        kind: assessment.kind,
        approved: assessment.approved,
        loaded: told.pack.is_some(),
    }
}

fn outcome_view(case: &Case, told: &Told<'_>, lang: Language) -> OutcomeView {
    let judgement = &case.judgement;
    let described = told.described.as_ref();
    let text = |of: fn(&Described) -> &String, id: &str| described.map_or_else(|| id.to_owned(), |d| of(d).clone());
    let also = match described {
        Some(described) => described
            .also
            .iter()
            .map(|rule| RuleLine { rule: rule.id.clone(), urgency: rule.urgency, rationale: rule.why.clone() })
            .collect(),
        None => {
            judgement.also.iter().map(|rule| RuleLine { rule: rule.clone(), urgency: None, rationale: String::new() }).collect()
        }
    };
    OutcomeView {
        outcome: judgement.outcome.as_ref().map(|id| text(|d| &d.outcome, id)),
        within: judgement.within,
        recommendation: text(|d| &d.recommendation, &judgement.recommendation),
        self_care: described.map(|d| d.self_care.clone()).unwrap_or_default(),
        professional: text(|d| &d.professional, ""),
        rule: judgement.rule.clone(),
        rationale: text(|d| &d.rule.why, ""),
        source: text(|d| &d.rule.source, ""),
        because: told.because(case),
        also,
        would_change: told.would_change(case, lang),
        scores: told.scores(case, lang),
        findings: told.findings(case),
        statutory: judgement.statutory.as_ref().map(|statutory| StatutoryView {
            text: statutory.text.get(lang).to_owned(),
            law: statutory.law.clone(),
            start_due: statutory.start_due(case.arrived),
            last_day: statutory.last_day(case.arrived),
        }),
    }
}

/// Suggested replies in the language of the case: the resident reads them, not the professional.
fn snippets(described: &Described, language: Language) -> Vec<Snippet> {
    let snippet = |reply: &knowledge::Reply| Snippet { id: reply.id.clone(), text: reply.text.get(language).to_owned() };
    described.replies.iter().map(snippet).collect()
}

/// Numbers from other cases, in the order of the bank: what belongs together stands together.
fn observations(read: &CaseRead, organisation: &Organisation, base: &KnowledgeBase, lang: Language) -> Vec<ObservationView> {
    let mut all: Vec<&Observed> = read.observations().iter().collect();
    all.sort_by_key(|one| base.observation_kind(&one.observation.code).map_or(usize::MAX, |kind| kind.place));
    all.into_iter().map(|one| observation_view(one, read, organisation, base, lang)).collect()
}

fn observation_view(
    observed: &Observed,
    read: &CaseRead,
    organisation: &Organisation,
    base: &KnowledgeBase,
    lang: Language,
) -> ObservationView {
    let Observed { observation, at, source } = observed;
    let told = base.observation_text(observation, lang);
    let title = read.earlier().iter().find(|row| row.case == source.case).map(|row| row.title.get(lang).to_owned());
    let by = source.entered_by.and_then(|user| organisation.users.get(&user));
    ObservationView {
        code: observation.code.clone(),
        loinc: base.observation_kind(&observation.code).and_then(|kind| kind.loinc.clone()),
        name: told.name,
        value: told.value,
        at: *at,
        case: source.case,
        source: title.unwrap_or_else(|| source.assessment.clone()),
        entered_by: by.map(|user| user.name.clone()),
    }
}

fn earlier_case(row: &ItemRow, lang: Language) -> EarlierCase {
    EarlierCase {
        case: row.case,
        no: row.no,
        title: row.title.get(lang).to_owned(),
        arrived: row.arrived,
        urgency: row.urgency,
        service: row.service,
        state: row.state,
        owner: row.owner.as_ref().map(|(_, name)| name.clone()),
    }
}
