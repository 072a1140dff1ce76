//! A command on a case: read, decide, append; again when somebody else was quicker.

use api::{CommandAccepted, CommandRequest};
use domain::{Actor, Case, CaseCommand, CaseId, CommandId, Moment, Refusal, UseAction, UseEntry, UserId};
use jiff::Timestamp;
use store::{Append, Commit, Event, StoreError, Stream};
use uuid::Builder;

use crate::app::App;
use crate::gate::use_entry;
use crate::problem::Failure;

/// How often a decision is made anew because the case moved meanwhile. Each time somebody else's change was made, so this
/// many in a row on one case means that something is wrong.
const TRIES: usize = 8;

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// There is no such case.
    #[error("there is no such case")]
    NoSuchCase,
    /// The rights or the rules of the case refuse.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::NoSuchCase => Self::NotFound,
            CommandError::Refused(Refusal::NotAllowed { .. }) => Self::NotAllowed,
            CommandError::Refused(refusal) => Self::Refused(refusal),
            CommandError::Store(error) => error.into(),
        }
    }
}

/// The identity of what a sender names with a key of their own. The same key with the same content from the same user is the
/// same command; with other content it is another, since two cases too many are better than an assessment that nobody sees.
pub(crate) fn same_command(user: UserId, key: &str, content: &str) -> CommandId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(user.0.as_bytes()).update(key.as_bytes()).update(&[0]).update(content.as_bytes());
    let mut bytes = [0_u8; 16];
    hasher.finalize_xof().fill(&mut bytes);
    CommandId(Builder::from_random_bytes(bytes).into_uuid())
}

impl App {
    /// Carries out a command of `actor`, decided at `at`. On disk when this returns. A repeated send of the same command
    /// is answered as the first; refusals are written to the use log.
    ///
    /// # Errors
    /// [`CommandError`]; nothing has changed then.
    pub async fn command(
        &self,
        actor: &Actor,
        case: CaseId,
        request: CommandRequest,
        at: Timestamp,
    ) -> Result<CommandAccepted, CommandError> {
        self.command_in_session(actor, None, case, request, at).await
    }

    pub(crate) async fn command_in_session(
        &self,
        actor: &Actor,
        session: Option<String>,
        id: CaseId,
        request: CommandRequest,
        at: Timestamp,
    ) -> Result<CommandAccepted, CommandError> {
        let CommandRequest { id: command_id, command } = request;
        if let Some(first) = self.accepted().of(command_id, id) {
            return Ok(first);
        }
        // What a resident did carries nobody's name.
        let by = if matches!(command, CaseCommand::Client { .. }) { None } else { Some(actor.name.as_str()) };
        let entry = |case: &Case, action| UseEntry {
            case: Some(id),
            resident: Some(case.resident),
            ..use_entry(actor, session.clone(), at, action, command.name().to_owned())
        };
        for _ in 0..TRIES {
            let mut case = self.store().case(id).await?.ok_or(CommandError::NoSuchCase)?;
            let organisation = self.organisation();
            let moment = Moment { now: at, classes: &organisation.classes, organisation: &organisation };
            let events = match case.decide(actor, &command, moment) {
                Ok(events) => events,
                Err(refusal) => {
                    // It may only mean that the command succeeded the first time: who has taken an item cannot take it again.
                    if let Some(seq) = self.store().committed(command_id).await? {
                        return Ok(self.accepted().note(command_id, answer(&case, seq)));
                    }
                    let denied = matches!(refusal, Refusal::NotAllowed { .. });
                    let action = if denied { UseAction::Denied } else { UseAction::Refused };
                    self.store().log_use(entry(&case, action)).await?;
                    return Err(CommandError::Refused(refusal));
                }
            };
            if events.is_empty() {
                return Ok(answer(&case, *self.store().head().borrow()));
            }
            let append = Append {
                stream: Stream::Case(id),
                expected: Some(case.version),
                events: events.iter().cloned().map(Event::Case).collect(),
            };
            let commit = Commit {
                command: command_id,
                at,
                user: Some(actor.user),
                by: by.map(str::to_owned),
                appends: vec![append],
                uses: vec![entry(&case, UseAction::ChangeCase)],
            };
            match self.store().append(commit).await {
                Ok(committed) => {
                    if committed.new {
                        events.iter().for_each(|event| case.apply(at, by, event));
                    } else {
                        case = self.store().case(id).await?.ok_or(CommandError::NoSuchCase)?;
                    }
                    return Ok(self.accepted().note(command_id, answer(&case, committed.seq)));
                }
                Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(CommandError::Refused(Refusal::ChangedMeanwhile))
    }
}

fn answer(case: &Case, seq: i64) -> CommandAccepted {
    CommandAccepted {
        case: case.id,
        version: case.version,
        seq,
        unit: case.place.unit.clone(),
        queue: case.place.queue.clone(),
        state: case.state,
        due: case.due,
    }
}
