//! A case as one screen shows it, in one language.

use domain::{
    AssessmentKind, Booking, CaseCommand, CaseId, ClientAct, CommandId, DraftKind, EndWay, EndingProposal, Language, Message,
    QueueId, Sex, UnitId, UrgencyChange, UrgencyClass, UserId, Within, Words, WorkState,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{QueueView, WorkRow};

/// Whose matter it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResidentView {
    /// Name, family name first.
    #[schema(value_type = String)]
    pub name: Words,
    /// Identity code.
    #[schema(value_type = String)]
    pub identity_code: Words,
    /// Age in years, today.
    pub age: u8,
    /// Sex by the identity code.
    #[schema(value_type = String)]
    pub sex: Sex,
    /// The language they use.
    #[schema(value_type = String)]
    pub language: Language,
    /// Home municipality's name.
    pub municipality: Option<String>,
    /// Phone.
    #[schema(value_type = Option<String>)]
    pub phone: Option<Words>,
    /// Non-disclosure for safety.
    pub protected: bool,
}

/// Which content judged it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AssessmentView {
    /// The pack.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// What kind of content.
    #[schema(value_type = String)]
    pub kind: AssessmentKind,
    /// False: demonstration content; say so wherever the outcome is shown.
    pub approved: bool,
    /// False: this exact version is no longer loaded, so texts are missing and ids stand in their place.
    pub loaded: bool,
}

/// A question with its answer, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerLine {
    /// The question's id.
    pub question: String,
    /// Its text.
    pub text: String,
    /// The answer: one line for each chosen option; a number with its unit; the resident's own words.
    #[schema(value_type = Vec<String>)]
    pub answers: Vec<Words>,
    /// The resident's own words, rather than a choice.
    pub own_words: bool,
    /// A red-flag answer.
    pub red_flag: bool,
}

/// A rule that matched besides the one that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleLine {
    /// Its id.
    pub rule: String,
    /// The class it gives; for a service assessment what its outcome counts as.
    #[schema(value_type = Option<String>)]
    pub urgency: Option<UrgencyClass>,
    /// Why.
    pub rationale: String,
}

/// One of several findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FindingLine {
    /// The rule that found it.
    pub rule: String,
    /// A short sign for its level.
    pub mark: String,
    /// What its level is called.
    pub level: String,
    /// The part of life that it is about; empty when the assessment has no areas.
    pub area: String,
    /// The class of the contact that it calls for, if it calls for one.
    #[schema(value_type = Option<String>)]
    pub urgency: Option<UrgencyClass>,
    /// What the resident was told; empty when nothing.
    pub text: String,
    /// Why it matters.
    pub why: String,
    /// The answers behind it.
    pub because: Vec<AnswerLine>,
}

/// Single other answers that would come to the same other class or outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangeLine {
    /// The class that any of them would come to, or what the outcome counts as.
    #[schema(value_type = String)]
    pub urgency: UrgencyClass,
    /// What the outcome is called, in service assessments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// A few words for a question and its other answer, each; one more of several with a plus, one less with a minus.
    pub answers: Vec<(String, String)>,
}

/// A derived value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScoreLine {
    /// Its name.
    pub label: String,
    /// Its value, e.g. "3" or "yes".
    pub value: String,
}

/// The statutory deadline, computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatutoryView {
    /// What it is, in words.
    pub text: String,
    /// The sections of law.
    pub law: String,
    /// When the assessment must have started.
    #[schema(value_type = Option<String>)]
    pub start_due: Option<Timestamp>,
    /// The last day for completing.
    #[schema(value_type = Option<String>)]
    pub last_day: Option<Date>,
}

/// What the knowledge base made of the answers, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutcomeView {
    /// The outcome's name, in service assessments.
    pub outcome: Option<String>,
    /// The recommendation's time limit.
    #[schema(value_type = String)]
    pub within: Within,
    /// What the resident was told.
    pub recommendation: String,
    /// The self-care advice that the resident was given.
    pub self_care: Vec<String>,
    /// One line for the professional.
    pub professional: String,
    /// The rule that fired.
    pub rule: String,
    /// Why the rule exists.
    pub rationale: String,
    /// Where that is written.
    pub source: String,
    /// The answers that made it fire.
    pub because: Vec<AnswerLine>,
    /// Further rules that matched.
    pub also: Vec<RuleLine>,
    /// What single other answers would change it, by what it would come to, the most urgent first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub would_change: Vec<ChangeLine>,
    /// Scores.
    pub scores: Vec<ScoreLine>,
    /// Everything that was found, in assessments that find more than one thing; the most urgent first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingLine>,
    /// Statutory deadline.
    pub statutory: Option<StatutoryView>,
}

/// A line of the history. `event` names a fact of the case; the other fields are what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineLine {
    /// When.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// The professional, when it was one.
    pub by: Option<String>,
    /// The event's name, e.g. `taken`; texts for each are in the workstation.
    pub event: String,
    /// To whom or where, from what to what, or why: whatever the event has.
    #[schema(value_type = Option<String>)]
    pub detail: Option<Words>,
}

/// Another case of the same resident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarlierCase {
    /// It.
    #[schema(value_type = String)]
    pub case: CaseId,
    /// Its number.
    pub no: i64,
    /// Its assessment's title.
    pub title: String,
    /// When it was sent.
    #[schema(value_type = String)]
    pub arrived: Timestamp,
    /// Its class.
    #[schema(value_type = String)]
    pub urgency: UrgencyClass,
    /// A service assessment.
    pub service: bool,
    /// Its state.
    #[schema(value_type = String)]
    pub state: WorkState,
    /// The owner's name.
    pub owner: Option<String>,
}

/// A number that became known with another case of the resident: the newest of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ObservationView {
    /// What packs call it, e.g. `weight`.
    pub code: String,
    /// Its LOINC code, where there is one that means the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loinc: Option<String>,
    /// What it is called.
    pub name: String,
    /// How much, with its unit.
    pub value: String,
    /// When it was said or measured.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// The case that brought it.
    #[schema(value_type = String)]
    pub case: CaseId,
    /// The title of that case's assessment.
    pub source: String,
    /// Who entered it, when a professional did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<String>,
}

/// A suggested reply. `{}` stands where the professional writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Snippet {
    /// Its id in the pack.
    pub id: String,
    /// Its text in the language of the case.
    pub text: String,
}

/// Text that was typed and not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// To whom it is written.
    #[schema(value_type = String)]
    pub kind: DraftKind,
    /// The text.
    #[schema(value_type = String)]
    pub text: Words,
    /// When it was kept.
    #[schema(value_type = String)]
    pub saved_at: Timestamp,
}

/// `PUT /api/v1/cases/{id}/drafts/{kind}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DraftText {
    /// The text.
    #[schema(value_type = String)]
    pub text: Words,
}

/// A case, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseView {
    /// The row that stands for it in the list: state, owner, class, limits.
    pub row: WorkRow,
    /// Whose it is.
    pub resident: ResidentView,
    /// Who acts for the resident.
    #[schema(value_type = Option<String>)]
    pub on_behalf: Option<Words>,
    /// The name as it was sent with this case, where it differs from the resident's: it may be somebody else's matter.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name_given: Option<Words>,
    /// The name of the professional who filled it in with the resident, when one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<String>,
    /// Which content judged it.
    pub assessment: AssessmentView,
    /// What it made of it.
    pub outcome: OutcomeView,
    /// Red-flag answers.
    pub red_flags: Vec<AnswerLine>,
    /// What speaks for danger or for the diagnosis.
    pub positives: Vec<AnswerLine>,
    /// What speaks against.
    pub negatives: Vec<AnswerLine>,
    /// All answers with their questions.
    pub answers: Vec<AnswerLine>,
    /// Questions that were not asked, because of other answers.
    pub not_asked: Vec<String>,
    /// What to ask next.
    pub follow_up: Vec<String>,
    /// Suggested replies.
    pub snippets: Vec<Snippet>,
    /// History, oldest first.
    pub timeline: Vec<TimelineLine>,
    /// Messages and notes, oldest first.
    #[schema(value_type = Vec<Object>)]
    pub messages: Vec<Message>,
    /// Changes of class.
    #[schema(value_type = Vec<Object>)]
    pub urgency_changes: Vec<UrgencyChange>,
    /// An ending that waits for the other side.
    #[schema(value_type = Option<String>)]
    pub ending: Option<EndingProposal>,
    /// How it ended.
    #[schema(value_type = Option<String>)]
    pub ended: Option<EndWay>,
    /// Bookings ahead.
    #[schema(value_type = Vec<Object>)]
    pub bookings: Vec<Booking>,
    /// Services that the resident may book.
    pub booking_rights: Vec<String>,
    /// The running coaching programme.
    pub coaching: Option<String>,
    /// Other cases of the resident that the caller may see.
    pub earlier: Vec<EarlierCase>,
    /// How many more there are in queues that are not the caller's.
    pub earlier_hidden: u32,
    /// Recent numbers from those of the other cases that the caller may see, one of each kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<ObservationView>,
    /// What the caller has typed and not sent: at most one reply and one note.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<Draft>,
    /// A summary for the patient or client record, ready to be pasted.
    #[schema(value_type = String)]
    pub summary: Words,
}

/// The short view beside the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// The row.
    pub row: WorkRow,
    /// The outcome's name, in service assessments.
    pub outcome: Option<String>,
    /// One line for the professional.
    pub professional: String,
    /// Why the rule exists.
    pub rationale: String,
    /// The answers that made it fire.
    pub because: Vec<AnswerLine>,
    /// Red-flag answers.
    pub red_flags: Vec<AnswerLine>,
    /// What the resident wrote in own words, and the newest message.
    #[schema(value_type = Vec<Object>)]
    pub own_words: Vec<OwnWords>,
    /// Demonstration content, when false.
    pub approved: bool,
}

/// Something that the resident wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnWords {
    /// The question, or empty for a message.
    pub question: String,
    /// The words.
    #[schema(value_type = String)]
    pub text: Words,
    /// When.
    #[schema(value_type = String)]
    pub at: Timestamp,
}

/// A colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserRef {
    /// The user.
    #[schema(value_type = String)]
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// The name of their unit.
    pub unit_name: String,
}

/// To whom a case can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferTargets {
    /// Colleagues who work its queue.
    pub people: Vec<UserRef>,
    /// Other queues.
    pub queues: Vec<QueueView>,
}

/// `POST /api/v1/cases/{id}/commands`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommandRequest {
    /// Chosen by the sender; a repeated send with the same id is answered as the first.
    #[schema(value_type = String)]
    pub id: CommandId,
    /// What to do: `{"do": "take"}` and so on.
    #[schema(value_type = Object)]
    pub command: CaseCommand,
}

/// `POST /api/v1/resident/cases/{id}/acts`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResidentAct {
    /// Chosen by the sender.
    #[schema(value_type = String)]
    pub id: CommandId,
    /// What the resident did.
    #[schema(value_type = Object)]
    pub act: ClientAct,
}

/// The change was made, and is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommandAccepted {
    /// The case.
    #[schema(value_type = String)]
    pub case: CaseId,
    /// Its version now.
    pub version: u32,
    /// The sequence number of its last event.
    pub seq: i64,
    /// Where it stands now.
    #[schema(value_type = String)]
    pub unit: UnitId,
    /// In which queue.
    #[schema(value_type = String)]
    pub queue: QueueId,
    /// In which state.
    #[schema(value_type = String)]
    pub state: WorkState,
    /// By when it must be dealt with now: a change of class changes that too.
    #[schema(value_type = Option<String>)]
    pub due: Option<Timestamp>,
}
