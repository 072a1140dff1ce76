//! An answered assessment comes in: judged, routed, stored as a new case, in one commit.

use domain::{
    Actor, Answer, Case, CaseId, CommandId, Deed, Denied, EnteredBy, HELSINKI, IdentityCode, Judgement, Language, Moment,
    ObservationSource, Organisation, Place, QuestionAnswer, QueueId, Resident, ResidentEvent, ResidentId, Sex, Submission,
    UnitId, UseAction, UseEntry, Words, observe,
};
use jiff::Timestamp;
use knowledge::{AnswerProblem, ArchivedPack, KnowledgeBase, Pack, Prefill};
use store::{Append, Commit, Event, KeptContent, StoreError, Stream};
use uuid::Uuid;

use api::Environment;

use crate::app::App;
use crate::gate::use_entry;
use crate::municipalities::municipality;

/// The longest name or phone number, in characters.
pub(crate) const LONGEST_NAME: usize = 200;

/// How often a resident is looked up anew because somebody else registered them at the same moment.
const TRIES: usize = 4;

/// What a channel brings.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Whose matter it is.
    pub identity_code: IdentityCode,
    /// Family name first. Absent: as known before. One that is known already is never overwritten.
    pub name: Option<Words>,
    /// The language it was answered in.
    pub language: Language,
    /// Home municipality, three digits. Absent: as known before.
    pub municipality: Option<String>,
    /// Phone. Absent: as known before.
    pub phone: Option<Words>,
    /// Non-disclosure for safety. False never takes the mark away: a channel may not know of it.
    pub protected: bool,
    /// The pack.
    pub pack: String,
    /// Its exact version.
    pub version: String,
    /// The answers.
    pub answers: Vec<QuestionAnswer>,
    /// Somebody acted for the resident: their name, empty when not given.
    pub on_behalf: Option<Words>,
    /// The unit that the resident chose. Absent: that of the home municipality.
    pub unit: Option<UnitId>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The case.
    pub case: CaseId,
    /// The sequence number of its first event.
    pub seq: i64,
    /// What the knowledge base made of it.
    pub judgement: Judgement,
    /// Where it went.
    pub unit: UnitId,
    /// To which queue.
    pub queue: QueueId,
    /// False: demonstration content judged it, and whoever shows the outcome says so.
    pub approved: bool,
    /// False when the same command had been received before; the case is the one of then.
    pub new: bool,
}

/// One thing that is wrong with what came in. Never holds what was answered or who it is about.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum IntakeProblem {
    /// No such pack.
    #[error("this assessment is not known here")]
    UnknownAssessment,
    /// The pack is known, not the version.
    #[error("this version of the assessment is not in use; the one in use is {current}")]
    UnknownVersion {
        /// The version that is.
        current: String,
    },
    /// The organisation has switched the pack off.
    #[error("this assessment is not in use here: the organisation has switched it off; please contact it in another way")]
    SwitchedOff,
    /// An answer cannot be accepted.
    #[error("{}", answer_words(.0))]
    Answer(AnswerProblem),
    /// A question is answered that other answers hide.
    #[error("the question \"{question}\" is not asked after these answers, so it cannot be answered")]
    Hidden {
        /// Which.
        question: String,
    },
    /// A required answer is missing.
    #[error("the question \"{question}\" must be answered")]
    Missing {
        /// Which.
        question: String,
    },
    /// The resident does not want it sent.
    #[error("\"{question}\" is answered with no, so nothing is sent")]
    NoConsent {
        /// The question that asks.
        question: String,
    },
    /// What was answered about the resident is not what their identity code says.
    #[error("the answer to \"{question}\" does not agree with the identity code")]
    NotTheirs {
        /// Which question.
        question: String,
    },
    /// Not an identity code.
    #[error("this is not an identity code")]
    NotACode,
    /// A name or a phone number that is none.
    #[error("{what} is longer than {most} characters")]
    TooLong {
        /// Which, e.g. `phone`.
        what: &'static str,
        /// How many characters are accepted.
        most: usize,
    },
    /// Somebody who is not known yet, without a name.
    #[error("the name is missing of somebody who is not known here yet")]
    NoName,
    /// A real person's code in a test environment.
    #[error("this is a test environment: only artificial identity codes are accepted, with an individual number of 900 to 999")]
    NotArtificial,
    /// A code that belongs to nobody, in production.
    #[error("the identity code is artificial and belongs to nobody")]
    Artificial,
    /// No such unit.
    #[error("there is no such unit in this organisation")]
    UnknownUnit,
    /// No such municipality.
    #[error("there is no municipality with this code")]
    UnknownMunicipality,
    /// Neither a unit nor a municipality is known.
    #[error("neither a unit nor a home municipality is given")]
    NoUnit,
    /// The municipality is not this organisation's.
    #[error("no unit of this organisation serves the home municipality")]
    NotServed,
    /// The unit has no queue for this kind of work, nor has the county.
    #[error("no unit of this organisation takes work of the kind \"{kind}\" here")]
    NoQueue {
        /// The kind that the pack asks for.
        kind: String,
    },
}

/// The answer's problem in words. An unknown question's id is left out: it may be anything.
fn answer_words(problem: &AnswerProblem) -> String {
    match problem {
        AnswerProblem::UnknownQuestion { .. } => "the assessment has no such question".to_owned(),
        other => other.to_string(),
    }
}

/// Why nothing was taken in. Nothing has been stored then.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The actor may not bring anything in.
    #[error("not allowed: {0}")]
    NotAllowed(Denied),
    /// Everything that is wrong with it.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<IntakeProblem>),
    /// The knowledge base is not there.
    #[error("the knowledge base is not loaded")]
    Unavailable,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<IntakeProblem> for IntakeError {
    fn from(problem: IntakeProblem) -> Self {
        Self::Invalid(vec![problem])
    }
}

impl App {
    /// Takes in an answered assessment at `at`: registers the resident or brings their record up to date, judges the answers
    /// and opens a case in the right queue, all in one commit. On disk when this returns. A repeated `command` gives the
    /// case of the first.
    ///
    /// # Errors
    /// [`IntakeError`]; nothing has been stored then.
    pub async fn receive(
        &self,
        actor: &Actor,
        incoming: Incoming,
        at: Timestamp,
        command: CommandId,
    ) -> Result<Received, IntakeError> {
        self.receive_in_session(actor, None, incoming, at, command).await
    }

    pub(crate) async fn receive_in_session(
        &self,
        actor: &Actor,
        session: Option<String>,
        incoming: Incoming,
        at: Timestamp,
        command: CommandId,
    ) -> Result<Received, IntakeError> {
        actor.may(Deed::BringIn).map_err(IntakeError::NotAllowed)?;
        self.take_in(actor, session, incoming, None, at, command).await
    }

    /// Takes in what a channel brings, or what a professional has filled in with a resident.
    pub(super) async fn take_in(
        &self,
        actor: &Actor,
        session: Option<String>,
        incoming: Incoming,
        entered_by: Option<EnteredBy>,
        at: Timestamp,
        command: CommandId,
    ) -> Result<Received, IntakeError> {
        let base = self.content().wait().await.map_err(|_| IntakeError::Unavailable)?;
        let organisation = self.organisation();
        let moment = Moment { now: at, classes: &organisation.classes, organisation: &organisation };
        let mut tries = 0;
        loop {
            let known = self.store().resident_by_code(&incoming.identity_code).await?;
            let nameless = incoming.name.as_ref().is_none_or(Words::is_blank);
            let judged = self.judge(base, &organisation, &incoming, known.as_ref(), at)?;
            // A channel may not know the name; a professional can ask.
            if entered_by.is_some() && nameless && known.is_none() {
                return Err(IntakeProblem::NoName.into());
            }
            self.keep_content(judged.pack).await?;
            let name_given = other_name(&incoming, known.as_ref());
            let (resident, change) = register(&incoming, known, command);
            // A case has the identity of the command that opens it: sent again, it is the same case.
            let case = CaseId(command.0);
            let entry = UseEntry {
                case: Some(case),
                resident: Some(resident),
                ..use_entry(actor, session.clone(), at, UseAction::Receive, detail(&incoming.pack, entered_by.is_some()))
            };
            // What later assessments may ask for again, in the same commit as the case that brought it.
            let source =
                ObservationSource { case, assessment: incoming.pack.clone(), entered_by: entered_by.as_ref().map(|by| by.user) };
            let observed = observe(&judged.judgement, at, source);
            let (judgement, place, approved) = (judged.judgement.clone(), judged.place.clone(), judged.pack.is_approved());
            let opened = Case::open(submission(&incoming, resident, name_given, entered_by.clone(), judged), moment);
            let recorded: Vec<Event> = change.into_iter().chain(observed).map(Event::Resident).collect();
            let record = Append { stream: Stream::Resident(resident), expected: None, events: recorded };
            let opening = Append { stream: Stream::Case(case), expected: Some(0), events: vec![Event::Case(opened)] };
            // The case's event comes last, so that the commit's sequence number is its.
            let appends = [record, opening].into_iter().filter(|append| !append.events.is_empty()).collect();
            let commit = Commit { command, at, user: Some(actor.user), by: None, appends, uses: vec![entry] };
            match self.store().append(commit).await {
                Ok(committed) if committed.new => {
                    let Place { unit, queue } = place;
                    return Ok(Received { case, seq: committed.seq, judgement, unit, queue, approved, new: true });
                }
                Ok(committed) => return self.received_before(committed.seq).await,
                // Somebody new sent twice at the same moment, and the other registered them.
                Err(StoreError::Conflict { .. }) if tries < TRIES => tries += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Keeps what judges a case before the case is stored, so that it can be read and replayed for as long as the case.
    async fn keep_content(&self, pack: &Pack) -> Result<(), StoreError> {
        if self.kept_content().has(pack.hash()) {
            return Ok(());
        }
        let archived = pack.to_archive();
        let ArchivedPack { id, version, hash, files } = archived;
        let files = serde_json::to_string(&files)
            .map_err(|_| StoreError::Unreadable { what: format!("content of {id} that was to be kept") })?;
        self.store().keep_content(KeptContent { hash: hash.clone(), pack: id, version, files }).await?;
        self.kept_content().note(hash);
        Ok(())
    }

    /// What came of a command that had been received before.
    async fn received_before(&self, seq: i64) -> Result<Received, IntakeError> {
        let unreadable = || StoreError::Unreadable { what: format!("event {seq}") };
        let recorded = self.store().events_after(seq - 1, 1).await?.pop().ok_or_else(unreadable)?;
        let Stream::Case(case) = recorded.stream else { return Err(unreadable().into()) };
        let state = self.store().case(case).await?.ok_or_else(unreadable)?;
        let Place { unit, queue } = state.place;
        Ok(Received { case, seq, judgement: state.judgement, unit, queue, approved: state.assessment.approved, new: false })
    }

    /// Judges and routes, and gathers everything that is wrong.
    fn judge<'a>(
        &self,
        base: &'a KnowledgeBase,
        organisation: &Organisation,
        incoming: &Incoming,
        known: Option<&Resident>,
        at: Timestamp,
    ) -> Result<Judged<'a>, IntakeError> {
        let mut problems: Vec<IntakeProblem> =
            refused_code(self.settings().environment, &incoming.identity_code).into_iter().collect();
        let code_is_taken = problems.is_empty();
        let unit = unit_for(organisation, incoming, known).map_err(|problem| problems.push(problem)).ok();
        let judged =
            evaluate(base, &incoming.pack, &incoming.version, &incoming.answers).map_err(|more| problems.extend(more)).ok();
        // Nothing is compared with a code that is refused by itself.
        if let (true, Some((_, answers, pack))) = (code_is_taken, &judged) {
            problems.extend(not_theirs(&incoming.identity_code, answers, pack, at));
        }
        let place = match (unit, &judged) {
            (Some(unit), Some((judgement, ..))) => match organisation.queue_for(&unit, &judgement.queue) {
                Some(queue) => Some(Place { unit: queue.unit.clone(), queue: queue.id.clone() }),
                None => {
                    problems.push(IntakeProblem::NoQueue { kind: judgement.queue.clone() });
                    None
                }
            },
            _ => None,
        };
        match (judged, place) {
            (Some((judgement, answers, pack)), Some(place)) if problems.is_empty() => {
                Ok(Judged { judgement, answers, pack, place })
            }
            _ => Err(IntakeError::Invalid(problems)),
        }
    }
}

struct Judged<'a> {
    judgement: Judgement,
    answers: Vec<QuestionAnswer>,
    pack: &'a Pack,
    place: Place,
}

type Evaluated<'a> = (Judgement, Vec<QuestionAnswer>, &'a Pack);

/// What is wrong with answers, by themselves.
pub(crate) fn check_answers(base: &KnowledgeBase, pack: &str, version: &str, given: &[QuestionAnswer]) -> Vec<IntakeProblem> {
    evaluate(base, pack, version, given).err().unwrap_or_default()
}

fn evaluate<'a>(
    base: &'a KnowledgeBase,
    pack: &str,
    version: &str,
    given: &[QuestionAnswer],
) -> Result<Evaluated<'a>, Vec<IntakeProblem>> {
    if base.is_disabled(pack) {
        return Err(vec![IntakeProblem::SwitchedOff]);
    }
    let Some(newest) = base.get(pack) else { return Err(vec![IntakeProblem::UnknownAssessment]) };
    let pack = base
        .get_version(pack, version)
        .ok_or_else(|| vec![IntakeProblem::UnknownVersion { current: newest.version().to_owned() }])?;
    let answers = pack.answers_from(given).map_err(|all| all.into_iter().map(IntakeProblem::Answer).collect::<Vec<_>>())?;
    let evaluation = pack.evaluate(&answers);
    let kept = pack.to_domain(&answers);
    if let Some(question) = refused_consent(pack, &kept) {
        return Err(vec![IntakeProblem::NoConsent { question: question.to_owned() }]);
    }
    let hidden = evaluation.hidden.into_iter().map(|question| IntakeProblem::Hidden { question });
    // In an emergency nobody is asked to fill in the rest.
    let missing = if evaluation.judgement.is_some() { Vec::new() } else { evaluation.missing };
    let problems: Vec<IntakeProblem> =
        hidden.chain(missing.into_iter().map(|question| IntakeProblem::Missing { question })).collect();
    match evaluation.judgement {
        Some(judgement) if problems.is_empty() => Ok((judgement, kept, pack)),
        _ => Err(problems),
    }
}

/// An identity code that this environment does not take.
pub(crate) fn refused_code(environment: Environment, code: &IdentityCode) -> Option<IntakeProblem> {
    match environment {
        Environment::Test if !code.is_artificial() => Some(IntakeProblem::NotArtificial),
        Environment::Production if code.is_artificial() => Some(IntakeProblem::Artificial),
        Environment::Test | Environment::Production => None,
    }
}

/// The question by which the resident says whether it may be sent, when they said no. Takes answers as the pack writes them:
/// a sender may say the same in more than one way.
pub(crate) fn refused_consent<'a>(pack: &'a Pack, answers: &[QuestionAnswer]) -> Option<&'a str> {
    let refused = |id: &&str| answers.iter().any(|one| one.question == **id && one.answer == Answer::One("no".to_owned()));
    pack.consent().filter(refused)
}

/// What the use log says of it.
fn detail(pack: &str, entered: bool) -> String {
    if entered { format!("{pack}, filled in with the resident") } else { pack.to_owned() }
}

/// Answers about the resident's age and sex that the identity code contradicts. A birthday may lie between answering and
/// sending, so the age may differ by a year.
pub(crate) fn not_theirs<'a>(
    code: &'a IdentityCode,
    answers: &'a [QuestionAnswer],
    pack: &'a Pack,
    at: Timestamp,
) -> impl Iterator<Item = IntakeProblem> + 'a {
    let age = f64::from(code.age_on(at.to_zoned(HELSINKI.clone()).date()));
    let agrees =
        move |given: &QuestionAnswer| match (pack.question(&given.question).and_then(|q| q.prefill.as_ref()), &given.answer) {
            (Some(Prefill::Age), Answer::Number(years)) => (years - age).abs() <= 1.0,
            (Some(Prefill::Sex), Answer::One(sex)) => sex == sex_answer(code.sex()),
            _ => true,
        };
    let wrong = answers.iter().filter(move |given| !agrees(given));
    wrong.map(|given| IntakeProblem::NotTheirs { question: given.question.clone() })
}

/// A sex as the packs' answers have it.
pub(crate) fn sex_answer(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
    }
}

/// The unit chosen by the resident, or that of the home municipality.
fn unit_for(organisation: &Organisation, incoming: &Incoming, known: Option<&Resident>) -> Result<UnitId, IntakeProblem> {
    let code = incoming.municipality.as_deref();
    if code.is_some_and(|code| municipality(code).is_none()) {
        return Err(IntakeProblem::UnknownMunicipality);
    }
    if let Some(unit) = &incoming.unit {
        return if organisation.units.contains_key(unit) { Ok(unit.clone()) } else { Err(IntakeProblem::UnknownUnit) };
    }
    let code = code.or_else(|| known.and_then(|resident| resident.municipality.as_deref())).ok_or(IntakeProblem::NoUnit)?;
    organisation.unit_of_municipality(code).map(|unit| unit.id.clone()).ok_or(IntakeProblem::NotServed)
}

fn submission(
    incoming: &Incoming,
    resident: ResidentId,
    name_given: Option<Words>,
    entered_by: Option<EnteredBy>,
    judged: Judged<'_>,
) -> Submission {
    Submission {
        resident,
        language: incoming.language,
        on_behalf: incoming.on_behalf.clone(),
        name_given,
        entered_by,
        assessment: judged.pack.assessment_ref(),
        answers: judged.answers,
        judgement: judged.judgement,
        unit: judged.place.unit,
        queue: judged.place.queue,
    }
}

/// The name that was sent, where the resident is known by another.
fn other_name(incoming: &Incoming, known: Option<&Resident>) -> Option<Words> {
    let known = known.filter(|known| !known.name.is_blank())?;
    incoming.name.clone().filter(|name| !name.is_blank() && !is_same_name(name, &known.name))
}

/// Case and runs of spaces make no other name.
fn is_same_name(one: &Words, other: &Words) -> bool {
    let plain = |name: &Words| name.as_str().split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    plain(one) == plain(other)
}

/// The resident's record after this, with the event that makes it so, if anything is new.
fn register(incoming: &Incoming, known: Option<Resident>, command: CommandId) -> (ResidentId, Option<ResidentEvent>) {
    let Incoming { identity_code, name, language, municipality, phone, protected, .. } = incoming;
    let Some(known) = known else {
        let resident = Resident {
            id: newcomer(command),
            identity_code: identity_code.clone(),
            name: name.clone().unwrap_or_default(),
            language: *language,
            municipality: municipality.clone(),
            phone: phone.clone(),
            protected: *protected,
        };
        return (resident.id, Some(ResidentEvent::Registered(resident)));
    };
    let now = Resident {
        id: known.id,
        identity_code: identity_code.clone(),
        // A channel may have mistaken the person, so the name of a known one stays; the case shows what was sent.
        name: if known.name.is_blank() { name.clone().unwrap_or_default() } else { known.name.clone() },
        language: *language,
        municipality: municipality.clone().or_else(|| known.municipality.clone()),
        phone: phone.clone().or_else(|| known.phone.clone()),
        protected: *protected || known.protected,
    };
    (known.id, (now != known).then_some(ResidentEvent::Changed(now)))
}

/// The identity of a resident who is first seen with this command. Made from it, so that the same command always registers
/// the same resident; one bit apart from the case's own.
fn newcomer(command: CommandId) -> ResidentId {
    let mut bytes = command.0.into_bytes();
    bytes[15] ^= 1;
    ResidentId(Uuid::from_bytes(bytes))
}
