//! What has happened in the county so far, told through the real path: residents answer the packs' questions, the knowledge
//! base judges, the server routes, professionals take, write, wait and end.
//!
//! Everything comes from the seed and from `today`: the same seed on the same day makes the same county.

#[cfg(test)]
mod tests;

use anyhow::Context;
use api::CommandRequest;
use domain::{
    Actor, Answer, CaseCommand, CaseId, ClientAct, CommandId, Judgement, Language, MessageId, Organisation, QuestionAnswer,
    QueueId, Role, UrgencyClass, Within, Words,
};
use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use knowledge::{KnowledgeBase, Pack, Profile};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use server::{App, Incoming};
use uuid::Uuid;

use super::asked::{Asked, Residents, kind_name};
use super::county;
use super::people::Person;
use super::words::{WORDS, one_of, say};

/// How the county is to be.
#[derive(Clone, Copy, Debug)]
pub struct County {
    /// How many assessments were sent.
    pub items: u32,
    /// The seed.
    pub seed: u64,
    /// Up to when its history goes.
    pub now: Timestamp,
}

/// How often somebody is looked for to answer. Hardly ever more than a few times: most assessments suit most people.
const TRIES: u32 = 1000;

/// What became of an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Free,
    Taken,
    Unfinished,
    EndProposed,
    Ended,
}

/// One assessment to be, in little space: everything else follows from its number.
#[derive(Clone, Copy, Debug)]
struct Chapter {
    number: u32,
    sent: Timestamp,
    fate: Fate,
}

/// A resident and their answers.
pub struct Answered<'a> {
    /// Who.
    pub person: Person,
    /// The pack.
    pub pack: &'a Pack,
    /// What they answered.
    pub answers: Vec<QuestionAnswer>,
    /// What the knowledge base makes of it.
    pub judgement: Judgement,
    /// Somebody acts for them.
    pub on_behalf: Option<Words>,
}

impl County {
    fn rng(&self, number: u32, purpose: u64) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ (u64::from(number) << 8) ^ purpose)
    }

    /// The assessment with this number: who answered what, at `at`.
    pub fn answered<'a>(&self, number: u32, at: Timestamp, knowledge: &'a KnowledgeBase) -> Option<Answered<'a>> {
        let day = |moment: Timestamp| moment.to_zoned(domain::HELSINKI.clone()).date();
        // A third comes from residents who have been here before.
        let adults = u64::from(self.items) * 2 / 3;
        let residents = Residents { seed: self.seed, adults, today: day(self.now), day: day(at) };
        let mut rng = self.rng(number, 1);
        for _ in 0..TRIES {
            let Some(Asked { person, pack, examination, on_behalf }) = residents.one_asked(knowledge, &mut rng) else { continue };
            let profile = Profile {
                age: Some(person.code.age_on(residents.today).into()),
                sex: Some(person.code.sex()),
                today: Some(residents.today),
                examination: examination.map(str::to_owned),
            };
            let answers = pack.random_answers(&mut || rng.next_u64(), &profile);
            let Some(judgement) = pack.evaluate(&answers).judgement else { continue };
            // Whom self-care serves rarely sends anything; without that the queue would be full of it. A form is sent by all.
            if judgement.urgency == UrgencyClass::P8 && examination.is_none() && rng.random_ratio(4, 5) {
                continue;
            }
            let mut answers = pack.to_domain(&answers);
            if let Some(written) = own_words(pack, person.language, &mut rng) {
                answers.push(written);
            }
            return Some(Answered { person, pack, answers, judgement, on_behalf });
        }
        None
    }

    fn chapter(&self, number: u32, knowledge: &KnowledgeBase) -> Option<Chapter> {
        let judgement = self.answered(number, self.now, knowledge)?.judgement;
        let mut rng = self.rng(number, 2);
        let fate = match rng.random_range(0..100) {
            0..34 => Fate::Free,
            34..44 => Fate::Taken,
            44..52 => Fate::Unfinished,
            52..55 => Fate::EndProposed,
            _ => Fate::Ended,
        };
        // What is still open is about as old as its class allows; a few are late.
        let minutes = match (fate, judgement.within) {
            (Fate::Free | Fate::Taken, Within::Now) => 40,
            (Fate::Free | Fate::Taken, Within::Hours(hours)) => i64::from(hours) * 52,
            (Fate::Free | Fate::Taken, Within::Days(days)) => i64::from(days).min(14) * 24 * 52,
            (Fate::Free | Fate::Taken, Within::NoLimit) => 6 * 24 * 60,
            (Fate::Unfinished | Fate::EndProposed, _) => 9 * 24 * 60,
            (Fate::Ended, _) => 60 * 24 * 60,
        };
        let late = if fate == Fate::Free && rng.random_ratio(1, 14) { 2 } else { 1 };
        let ago = rng.random_range(3..=minutes.max(5) * 60 * late);
        Some(Chapter { number, sent: earlier(self.now, ago), fate })
    }
}

/// How many cases go on side by side. Each of their steps is one round, so the order in which the server sees them is fixed.
const SIDE_BY_SIDE: usize = 128;

/// Tells the whole story to a server whose store is empty but for the founding of the county.
///
/// # Errors
/// When the server refuses a part of it: then the story is wrong, and the sentence says where.
pub async fn tell(
    county: County,
    app: &App,
    organisation: &Organisation,
    knowledge: &KnowledgeBase,
    progress: &dyn Fn(u64),
) -> anyhow::Result<()> {
    let staff = Staff::of(organisation).context("the county has no residents' channel")?;
    let mut chapters = Vec::new();
    for number in 0..county.items {
        chapters.extend(county.chapter(number, knowledge));
        progress(u64::from(number) / 4);
    }
    chapters.sort_by_key(|chapter| (chapter.sent, chapter.number));
    let mut told = 0;
    for together in chapters.chunks(SIDE_BY_SIDE) {
        let scripts: Vec<Vec<Step>> =
            together.iter().filter_map(|chapter| Script::of(county, &staff, organisation, knowledge, *chapter)).collect();
        let longest = scripts.iter().map(Vec::len).max().unwrap_or(0);
        for round in 0..longest {
            let steps = scripts.iter().filter_map(|script| script.get(round));
            try_join_all(steps.map(|step| step.happen(app))).await?;
        }
        told += together.len() as u64;
        progress(u64::from(county.items) / 4 + told * 3 / 4);
    }
    Ok(())
}

/// Something that happens in the county.
enum Step {
    /// A resident sends an assessment.
    Sends { channel: Actor, incoming: Box<Incoming>, at: Timestamp, command: CommandId },
    /// Somebody does something about it.
    Does { actor: Actor, case: CaseId, request: CommandRequest, at: Timestamp },
}

impl Step {
    async fn happen(&self, app: &App) -> anyhow::Result<()> {
        match self {
            Self::Sends { channel, incoming, at, command } => {
                app.receive(channel, incoming.as_ref().clone(), *at, *command).await.context("a resident could not send")?;
            }
            Self::Does { actor, case, request, at } => {
                app.command(actor, *case, request.clone(), *at).await.with_context(|| request.command.name())?;
            }
        }
        Ok(())
    }
}

struct Staff {
    intake: Actor,
    professionals: Vec<Actor>,
}

impl Staff {
    fn of(organisation: &Organisation) -> Option<Self> {
        let actors: Vec<Actor> = county::staff()
            .iter()
            .filter_map(|worker| organisation.users.get(&worker.id()))
            .flat_map(|user| {
                user.grants.iter().map(|grant| Actor { user: user.id, name: user.name.clone(), grant: grant.clone() })
            })
            .collect();
        let intake = actors.iter().find(|actor| actor.grant.role == Role::Intake).cloned()?;
        Some(Self { intake, professionals: actors.into_iter().filter(|actor| actor.grant.role.is_professional()).collect() })
    }

    /// One of those who work this queue; the demo's own nurse somewhat more often.
    fn one_for(&self, queue: &QueueId, rng: &mut impl Rng) -> Option<&Actor> {
        let able: Vec<&Actor> = self.professionals.iter().filter(|actor| actor.grant.queues.contains(queue)).collect();
        let nurse = able.iter().find(|actor| actor.user == county::nurse()).copied();
        nurse.filter(|_| rng.random_ratio(1, 4)).or_else(|| able.choose(rng).copied())
    }
}

/// What happens in one case, as it is being thought up.
struct Script<'a> {
    county: County,
    staff: &'a Staff,
    rng: ChaCha8Rng,
    case: CaseId,
    now: Timestamp,
    steps: Vec<Step>,
}

impl Script<'_> {
    fn of(
        county: County,
        staff: &Staff,
        organisation: &Organisation,
        knowledge: &KnowledgeBase,
        chapter: Chapter,
    ) -> Option<Vec<Step>> {
        let answered = county.answered(chapter.number, chapter.sent, knowledge)?;
        let (language, class) = (answered.person.language, answered.judgement.urgency);
        let unit = organisation.unit_of_municipality(&answered.person.municipality)?;
        let queue = organisation.queue_for(&unit.id, &answered.judgement.queue)?.id.clone();
        let mut rng = county.rng(chapter.number, 3);
        let command = CommandId(identity(chapter.sent, &mut rng));
        let worker = staff.one_for(&queue, &mut rng).cloned();
        let incoming = Box::new(incoming(answered));
        let sends = Step::Sends { channel: staff.intake.clone(), incoming, at: chapter.sent, command };
        // A case has the identity of the command that opened it.
        let mut script = Script { county, staff, rng, case: CaseId(command.0), now: chapter.sent, steps: vec![sends] };
        if let Some(worker) = worker.filter(|_| chapter.fate != Fate::Free) {
            script.goes_on(&worker, chapter.fate, language, class);
        }
        Some(script.steps)
    }

    fn goes_on(&mut self, worker: &Actor, fate: Fate, language: Language, class: UrgencyClass) {
        self.does(worker, CaseCommand::Take);
        self.reconsiders(worker, class);
        if self.rng.random_ratio(1, 7) {
            let text = Words::from(one_of(&WORDS.note["fi"], &mut self.rng));
            let id = self.message();
            self.does(worker, CaseCommand::Note { id, text });
        }
        if fate != Fate::Taken || self.rng.random_ratio(3, 5) {
            let text = Words::from(say(&WORDS.reply, language, &mut self.rng));
            let id = self.message();
            self.does(worker, CaseCommand::Reply { id, text });
            self.arranges(worker);
        }
        match fate {
            Fate::Free => {}
            Fate::Taken => {
                if self.rng.random_ratio(1, 3) {
                    self.answers(language);
                }
                if self.rng.random_ratio(1, 12) {
                    self.resident(ClientAct::ProposeEnding);
                }
            }
            Fate::Unfinished => self.does(worker, CaseCommand::MarkUnfinished),
            Fate::EndProposed => self.does(worker, CaseCommand::ProposeEnding),
            Fate::Ended => {
                if self.rng.random_ratio(1, 3) {
                    self.answers(language);
                    self.does(worker, CaseCommand::MarkRead);
                }
                match self.rng.random_range(0..10) {
                    0..2 => {
                        self.does(worker, CaseCommand::ProposeEnding);
                        self.resident(ClientAct::AcceptEnding);
                    }
                    2 => {
                        self.resident(ClientAct::ProposeEnding);
                        self.does(worker, CaseCommand::End);
                    }
                    _ => self.does(worker, CaseCommand::End),
                }
            }
        }
    }

    /// Now and then a professional sees it otherwise than the engine.
    fn reconsiders(&mut self, worker: &Actor, class: UrgencyClass) {
        if !self.rng.random_ratio(1, 11) {
            return;
        }
        let raised = class > UrgencyClass::P1 && self.rng.random_ratio(2, 3);
        let rank = if raised { class.rank().saturating_sub(1 + self.rng.random_range(0..2)).max(1) } else { class.rank() + 1 };
        let Some(to) = UrgencyClass::from_rank(rank).filter(|to| *to != class && to.is_set_by_engine()) else { return };
        let reasons = &WORDS.reason[if to < class { "raised" } else { "lowered" }];
        let reason = Words::from(one_of(reasons, &mut self.rng));
        self.does(worker, CaseCommand::ChangeUrgency { to, reason, contacted: true, record_checked: true });
    }

    /// Bookings, rights and coaching, so that ending such a case has something to warn of.
    fn arranges(&mut self, worker: &Actor) {
        if self.rng.random_ratio(1, 10) {
            self.does(worker, CaseCommand::GrantBookingRight { service: "fysioterapeutti".into() });
        }
        if self.rng.random_ratio(1, 12) {
            let ahead = SignedDuration::from_hours(self.rng.random_range(5..120));
            let id = format!("aika-{}", self.rng.random_range(1000..10_000));
            let starts = self.county.now.checked_add(ahead).unwrap_or(self.county.now);
            self.resident(ClientAct::Book { id, starts });
        }
        if self.rng.random_ratio(1, 25) {
            self.does(worker, CaseCommand::StartCoaching { programme: "uni".into() });
        }
    }

    fn answers(&mut self, language: Language) {
        let text = Words::from(say(&WORDS.answer, language, &mut self.rng));
        let id = self.message();
        self.resident(ClientAct::Message { id, text });
    }

    fn resident(&mut self, act: ClientAct) {
        let channel = self.staff.intake.clone();
        self.does(&channel, CaseCommand::Client { act });
    }

    fn does(&mut self, actor: &Actor, command: CaseCommand) {
        self.now = self.later();
        let request = CommandRequest { id: CommandId(identity(self.now, &mut self.rng)), command };
        self.steps.push(Step::Does { actor: actor.clone(), case: self.case, request, at: self.now });
    }

    fn message(&mut self) -> MessageId {
        MessageId(identity(self.now, &mut self.rng))
    }

    /// A while later, but not in the future.
    fn later(&mut self) -> Timestamp {
        let left = self.county.now.duration_since(self.now).as_secs();
        let step = self.rng.random_range(1..=(left / 3).clamp(1, 20 * 3600));
        self.now.checked_add(SignedDuration::from_secs(step.min(left.max(0)))).unwrap_or(self.now)
    }
}

/// An identity as of that moment.
fn identity(moment: Timestamp, rng: &mut ChaCha8Rng) -> Uuid {
    let millis = u64::try_from(moment.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &rng.random()).into_uuid()
}

fn earlier(moment: Timestamp, seconds: i64) -> Timestamp {
    moment.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(moment)
}

/// What somebody adds in their own words, where the assessment asks for them.
fn own_words(pack: &Pack, language: Language, rng: &mut impl Rng) -> Option<QuestionAnswer> {
    // In the forms before examinations it is what they would like to talk about.
    let question = ["free-text", "z01"].into_iter().find(|id| pack.question(id).is_some())?;
    let sentences = WORDS.own_words.get(pack.id()).or_else(|| WORDS.own_words.get(kind_name(pack.kind())))?;
    let text = say(sentences, language, rng);
    let answer = Answer::Text(Words::from(text));
    (!text.is_empty() && rng.random_ratio(6, 10)).then(|| QuestionAnswer { question: question.into(), answer })
}

/// What the residents' channel makes of it.
fn incoming(answered: Answered<'_>) -> Incoming {
    let Answered { person, pack, answers, on_behalf, .. } = answered;
    Incoming {
        name: Some(person.name()),
        identity_code: person.code,
        language: person.language,
        municipality: Some(person.municipality),
        phone: Some(Words::new(person.phone)),
        protected: person.protected,
        version: pack.version().to_owned(),
        pack: pack.id().to_owned(),
        answers,
        on_behalf,
        unit: None,
    }
}
