//! Assisted entry: a half-filled form, its questions, its faults and what it would come to, in words.

use api::{
    AnswerFault, AnswerLine, EntryAccepted, EntryAnswers, EntryInput, EntryOffer, EntryOffers, EntryOption, EntryOutcome,
    EntryQuestion, EntryStep, Environment, FaultCode, Suggestion, SuggestionSource,
};
use domain::{Answer, HELSINKI, IdentityCode, Judgement, Language, Observed, QuestionAnswer, UrgencyClass};
use jiff::Timestamp;
use knowledge::{AnswerProblem, KnowledgeBase, Pack, Prefill, Question, QuestionKind, QuestionTexts};

use super::lines::line;
use crate::service::{IntakeProblem, Received, not_theirs, refused_code, refused_consent, sex_answer};

/// What may be filled in, symptoms first, each kind by title.
pub(crate) fn offers(base: &KnowledgeBase, lang: Language) -> EntryOffers {
    let offer = |pack: knowledge::PackInfo| EntryOffer {
        id: pack.id,
        version: pack.version,
        title: pack.title,
        kind: pack.kind,
        approved: pack.approved,
    };
    let mut assessments: Vec<EntryOffer> = base.list(lang).into_iter().map(offer).collect();
    assessments.sort_by_cached_key(|offer| (offer.kind as u8, offer.title.to_lowercase()));
    EntryOffers { assessments }
}

/// Where a half-filled form stands.
///
/// # Errors
/// When the assessment or this version of it is not in use.
pub(crate) fn step(
    base: &KnowledgeBase,
    environment: Environment,
    id: &str,
    given: &EntryAnswers,
    record: &[Observed],
    now: Timestamp,
) -> Result<EntryStep, AnswerFault> {
    let newest = base.get(id).filter(|_| !base.is_disabled(id)).ok_or_else(|| plain(FaultCode::NotInUse))?;
    let pack = base.get_version(id, &given.version).ok_or_else(|| other_version(newest.version()))?;
    let (answers, problems) = pack.accepted_from(&given.answers);
    let (kept, mut evaluation) = (pack.to_domain(&answers), pack.evaluate(&answers));
    let visible = pack.visible(&answers);
    // What is wrong with an answer matters as little as the answer itself where it is not asked for any more.
    let is_hidden = |id: &str| pack.question(id).is_some() && visible.iter().all(|question| question.id != id);
    let (hidden, problems): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.question().is_some_and(is_hidden));
    for question in hidden.iter().filter_map(AnswerProblem::question) {
        if evaluation.hidden.iter().all(|known| known != question) {
            evaluation.hidden.push(question.to_owned());
        }
    }
    let mut faults: Vec<AnswerFault> = problems.iter().map(answer_fault).collect();
    faults.extend(refused_consent(pack, &kept).map(|question| about(FaultCode::NoConsent, question)));
    let known = identity(given, environment).unwrap_or_else(|problem| {
        faults.push(fault(&problem));
        None
    });
    if let Some(code) = &known {
        faults.extend(not_theirs(code, &kept, pack, now).map(|problem| fault(&problem)));
    }
    let question = |question: &Question| entry_question(pack, question, given, Known { code: known.as_ref(), record, now });
    let judgement = evaluation.judgement.as_ref();
    Ok(EntryStep {
        title: pack.title(given.language).to_owned(),
        approved: pack.is_approved(),
        questions: visible.into_iter().map(question).collect(),
        emergency: judgement.is_some_and(|judgement| judgement.urgency == UrgencyClass::P0),
        complete: judgement.is_some() && faults.is_empty() && evaluation.hidden.is_empty(),
        outcome: judgement.map(|judgement| outcome(pack, judgement, &kept, given)),
        faults,
        hidden: evaluation.hidden,
        missing: evaluation.missing,
    })
}

/// Whose answers they are, as far as that has been said.
fn identity(given: &EntryAnswers, environment: Environment) -> Result<Option<IdentityCode>, IntakeProblem> {
    let Some(text) = given.identity_code.as_ref().filter(|text| !text.is_blank()) else { return Ok(None) };
    let code = IdentityCode::parse(text.as_str().trim()).map_err(|_| IntakeProblem::NotACode)?;
    refused_code(environment, &code).map_or(Ok(Some(code)), Err)
}

/// What became of a filled form.
pub(crate) fn entered(received: Received) -> EntryAccepted {
    let Received { case, seq, judgement, unit, queue, new, .. } = received;
    EntryAccepted { case, urgency: judgement.urgency, unit, queue, seq, new }
}

fn entry_question(pack: &Pack, question: &Question, given: &EntryAnswers, known: Known<'_>) -> EntryQuestion {
    let texts = |language| pack.question_texts(&question.id, language).unwrap_or_default();
    let (own, theirs) = (texts(given.language), texts(given.resident_language));
    EntryQuestion {
        id: question.id.clone(),
        input: input(question, &own, theirs.options),
        section: own.section,
        text: own.text,
        label: own.label,
        aloud: theirs.text,
        required: question.required,
        suggestion: known.suggestion(question),
    }
}

fn input(question: &Question, own: &QuestionTexts, theirs: Vec<(String, String)>) -> EntryInput {
    let options = || {
        let aloud = theirs.into_iter().map(|(_, text)| text);
        let option = |((id, text), aloud): (&(String, String), String)| EntryOption {
            id: id.clone(),
            text: text.clone(),
            aloud,
            alone: question.stands_alone(id),
        };
        own.options.iter().zip(aloud).map(option).collect()
    };
    match &question.kind {
        QuestionKind::Boolean | QuestionKind::Single(_) => EntryInput::One { options: options() },
        QuestionKind::Multi(_) => EntryInput::Many { options: options() },
        QuestionKind::Number(range) => {
            EntryInput::Number { whole: range.whole(), min: range.min(), max: range.max(), unit: own.unit.clone() }
        }
        QuestionKind::Date => EntryInput::Day,
        QuestionKind::Text => EntryInput::Text { most: u32::try_from(question.longest_text()).unwrap_or(u32::MAX) },
    }
}

/// What is known of the resident before anything is asked.
#[derive(Clone, Copy)]
struct Known<'a> {
    code: Option<&'a IdentityCode>,
    record: &'a [Observed],
    now: Timestamp,
}

impl Known<'_> {
    /// The answer that it gives to a question.
    fn suggestion(&self, question: &Question) -> Option<Suggestion> {
        let code = self.code?;
        let answer = match question.prefill.as_ref()? {
            Prefill::Age => Answer::Number(f64::from(code.age_on(self.now.to_zoned(HELSINKI.clone()).date()))),
            Prefill::Sex => Answer::One(sex_answer(code.sex()).to_owned()),
            Prefill::Observation { .. } => {
                let (answer, from) = question.offered(self.record, self.now)?;
                return Some(Suggestion { answer, source: SuggestionSource::Observation { at: from.at.to_string() } });
            }
        };
        Some(Suggestion { answer, source: SuggestionSource::IdentityCode })
    }
}

/// Whose record may answer questions of this form: nobody's as long as it is not said who the resident is, or when the form asks
/// nothing that is kept.
pub(crate) fn whose_record(base: &KnowledgeBase, id: &str, given: &EntryAnswers) -> Option<IdentityCode> {
    let pack = base.get_version(id, &given.version).filter(|_| !base.is_disabled(id))?;
    let kept = |question: &Question| matches!(question.prefill, Some(Prefill::Observation { .. }));
    let code = given.identity_code.as_ref().filter(|_| pack.questions().iter().any(kept))?;
    IdentityCode::parse(code.as_str().trim()).ok()
}

/// The professional reads in their own language, and reads aloud in the resident's.
fn outcome(pack: &Pack, judgement: &Judgement, answers: &[QuestionAnswer], given: &EntryAnswers) -> EntryOutcome {
    let own = pack.describe(given.language, judgement, answers);
    let theirs = pack.describe(given.resident_language, judgement, answers);
    let is_flag = |question: &str| own.red_flags.iter().any(|flag| flag.question == question);
    let because = own.because.iter().map(|one| AnswerLine { red_flag: is_flag(&one.question), ..line(one) }).collect();
    EntryOutcome {
        urgency: judgement.urgency,
        name: own.outcome,
        within: judgement.within,
        recommendation: theirs.recommendation,
        self_care: theirs.self_care,
        professional: own.professional,
        rule: own.rule.id,
        rationale: own.rule.why,
        because,
    }
}

fn plain(code: FaultCode) -> AnswerFault {
    AnswerFault { code, question: String::new(), min: None, max: None, detail: String::new() }
}

fn about(code: FaultCode, question: &str) -> AnswerFault {
    AnswerFault { question: question.to_owned(), ..plain(code) }
}

fn other_version(current: &str) -> AnswerFault {
    AnswerFault { detail: current.to_owned(), ..plain(FaultCode::OtherVersion) }
}

/// What is wrong, for a screen. Where the unit is the professional's own, a missing queue is all that can be wrong with it.
pub(crate) fn fault(problem: &IntakeProblem) -> AnswerFault {
    match problem {
        IntakeProblem::UnknownAssessment | IntakeProblem::SwitchedOff => plain(FaultCode::NotInUse),
        IntakeProblem::UnknownVersion { current } => other_version(current),
        IntakeProblem::Answer(problem) => answer_fault(problem),
        IntakeProblem::Hidden { question } => about(FaultCode::Hidden, question),
        IntakeProblem::Missing { question } => about(FaultCode::Missing, question),
        IntakeProblem::NoConsent { question } => about(FaultCode::NoConsent, question),
        IntakeProblem::NotTheirs { question } => about(FaultCode::NotTheirs, question),
        IntakeProblem::NotACode => plain(FaultCode::NotACode),
        #[expect(clippy::cast_precision_loss, reason = "a number of characters")]
        IntakeProblem::TooLong { what, most } => {
            AnswerFault { max: Some(*most as f64), detail: (*what).to_owned(), ..plain(FaultCode::TooLong) }
        }
        IntakeProblem::NoName => plain(FaultCode::NoName),
        IntakeProblem::NotArtificial => plain(FaultCode::NotArtificial),
        IntakeProblem::Artificial => plain(FaultCode::Artificial),
        IntakeProblem::UnknownUnit
        | IntakeProblem::UnknownMunicipality
        | IntakeProblem::NoUnit
        | IntakeProblem::NotServed
        | IntakeProblem::NoQueue { .. } => plain(FaultCode::NoQueue),
    }
}

fn answer_fault(problem: &AnswerProblem) -> AnswerFault {
    let fault = |code| about(code, problem.question().unwrap_or_default());
    match problem {
        AnswerProblem::NotAnObject
        | AnswerProblem::WrongType { .. }
        | AnswerProblem::TooShort { .. }
        | AnswerProblem::Pattern { .. } => fault(FaultCode::WrongType),
        AnswerProblem::UnknownQuestion { .. } => fault(FaultCode::UnknownQuestion),
        AnswerProblem::Twice { .. } | AnswerProblem::OnlyOne { .. } => fault(FaultCode::OnlyOne),
        AnswerProblem::UnknownOption { .. } => fault(FaultCode::UnknownOption),
        AnswerProblem::Exclusive { option, .. } => AnswerFault { detail: option.clone(), ..fault(FaultCode::Exclusive) },
        AnswerProblem::OutOfRange { min, max, .. } => {
            AnswerFault { min: Some(*min), max: Some(*max), ..fault(FaultCode::OutOfRange) }
        }
        AnswerProblem::NotWhole { .. } => fault(FaultCode::NotWhole),
        #[expect(clippy::cast_precision_loss, reason = "a number of characters")]
        AnswerProblem::TooLong { most, .. } => AnswerFault { max: Some(*most as f64), ..fault(FaultCode::TooLong) },
    }
}
