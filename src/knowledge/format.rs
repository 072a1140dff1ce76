//! The form of `pack.toml` and of the shared bank of questions, as a person writes it. Nothing is checked here beyond the form;
//! every value that a check may complain about keeps its place in the file.

use std::collections::BTreeMap;
use std::fmt;

use domain::{AssessmentKind, CompleteBy, StartBy, UrgencyClass, Within};
use serde::Deserialize;
use toml::Spanned;

use crate::pack::Findings;
use crate::problem::{File, Problem};

/// A text with its place.
pub(crate) type Text = Spanned<String>;

/// `pack.toml`: the logic of one assessment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PackForm {
    pub(crate) id: Text,
    pub(crate) version: Text,
    /// What each version brought, for the reader: version to text. Not a part of the meaning.
    #[serde(default)]
    pub(crate) changelog: BTreeMap<String, String>,
    pub(crate) kind: AssessmentKind,
    pub(crate) min_age: Option<u32>,
    /// Who it is for, by the official record of sex. For the reader.
    pub(crate) sex: Option<Sexes>,
    #[serde(default)]
    pub(crate) icpc2: Vec<String>,
    /// The kind of queue that takes what no queue rule sends elsewhere.
    pub(crate) queue: Text,
    /// The address under which another system knows the form that this pack was made of.
    pub(crate) url: Option<String>,
    /// For packs that find more than one thing.
    pub(crate) findings: Option<Findings>,
    /// The yes/no question without whose `yes` nothing may be sent.
    pub(crate) consent: Option<Text>,
    #[serde(default)]
    pub(crate) section: Vec<SectionForm>,
    #[serde(default)]
    pub(crate) area: Vec<AreaForm>,
    #[serde(default)]
    pub(crate) level: Vec<LevelForm>,
    #[serde(default)]
    pub(crate) observation: Vec<ObservationForm>,
    #[serde(default)]
    pub(crate) exam_point: Vec<ExamPointForm>,
    #[serde(default)]
    pub(crate) question: Vec<QuestionForm>,
    #[serde(default)]
    pub(crate) derived: Vec<DerivedForm>,
    #[serde(default)]
    pub(crate) outcome: Vec<OutcomeForm>,
    #[serde(default)]
    pub(crate) rule: Vec<RuleForm>,
    #[serde(default)]
    pub(crate) recommendation: Vec<RecommendationForm>,
    #[serde(default)]
    pub(crate) queue_rule: Vec<QueueRuleForm>,
    #[serde(default)]
    pub(crate) deadline: Vec<DeadlineForm>,
    #[serde(default)]
    pub(crate) exclusion: Vec<ExclusionForm>,
    #[serde(default)]
    pub(crate) code: Vec<CodeForm>,
    #[serde(default)]
    pub(crate) professional: ProfessionalForm,
    #[serde(default)]
    pub(crate) source: Vec<SourceForm>,
    /// Red flags, with the least urgent class that may come of each.
    #[serde(default)]
    pub(crate) red_flag: Vec<RedFlagForm>,
    /// By question: its answers from harmless to dangerous.
    #[serde(default)]
    pub(crate) danger: BTreeMap<String, Text>,
    /// What else the proof holds the pack to.
    #[serde(default)]
    pub(crate) proof: ProofForm,
    /// What the clinical owner has to decide. For the reviewer.
    #[serde(default)]
    pub(crate) uncertain: Vec<String>,
}

/// For whom an assessment is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sexes {
    Any,
    Female,
    Male,
}

/// A question's type as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TypeForm {
    Boolean,
    Single,
    Multi,
    Integer,
    Decimal,
    Date,
    Text,
}

/// What an identified resident's record answers beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "PrefillForm")]
pub enum Prefill {
    /// Full years, from the identity code.
    Age,
    /// `female` or `male`, from the identity code.
    Sex,
    /// The newest observation of this code, if it is new enough.
    Observation {
        /// The code under which packs keep it.
        code: String,
        /// How old it may be.
        max_age_days: u32,
    },
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected \"age\", \"sex\" or { observation = \"…\", max-age-days = … }")]
enum PrefillForm {
    Record(RecordForm),
    Observation(NewestForm),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RecordForm {
    Age,
    Sex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct NewestForm {
    observation: String,
    max_age_days: u32,
}

impl From<PrefillForm> for Prefill {
    fn from(form: PrefillForm) -> Self {
        match form {
            PrefillForm::Record(RecordForm::Age) => Self::Age,
            PrefillForm::Record(RecordForm::Sex) => Self::Sex,
            PrefillForm::Observation(NewestForm { observation, max_age_days }) => {
                Self::Observation { code: observation, max_age_days }
            }
        }
    }
}

/// Questions that belong together, in the order of asking.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SectionForm {
    pub(crate) id: Text,
    pub(crate) questions: Vec<Text>,
}

/// A part of life that has one finding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AreaForm {
    pub(crate) id: Text,
}

/// How serious a finding is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LevelForm {
    pub(crate) id: Text,
    pub(crate) mark: String,
    #[serde(default)]
    pub(crate) at_once: bool,
}

/// A question or derived number that is kept for the resident's record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ObservationForm {
    pub(crate) of: Text,
    /// What it is called in every pack; the id of the question or value unless something else is said.
    pub(crate) code: Option<Text>,
    /// In which case the number is known.
    pub(crate) when: Option<Text>,
}

/// A number that packs keep of residents, in the shared bank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ObservationKindForm {
    pub(crate) code: Text,
    /// The unit; points have none.
    pub(crate) unit: Option<String>,
    /// Its code for other systems.
    pub(crate) loinc: Option<Text>,
}

/// When a form is sent before an examination, and to whom.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ExamPointForm {
    pub(crate) id: Text,
    pub(crate) service: Text,
    pub(crate) from: ExamTime,
    pub(crate) answered_by: AnsweredBy,
    pub(crate) days_before_invite: Spanned<u32>,
    #[serde(default)]
    pub(crate) reminder_days: Vec<Spanned<u32>>,
    #[serde(default)]
    pub(crate) extensive: bool,
}

/// A time of life at which people are examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExamTime {
    /// A week of pregnancy.
    PregnancyWeek(u32),
    /// Weeks after giving birth.
    WeeksAfterBirth(u32),
    /// The child's age in weeks.
    AgeWeeks(u32),
    /// The child's age in months.
    AgeMonths(u32),
    /// The age in years.
    AgeYears(u32),
    /// The grade at school.
    Grade(u32),
    /// The year of studies.
    StudyYear(u32),
}

impl fmt::Display for ExamTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PregnancyWeek(n) => write!(f, "pregnancy-week {n}"),
            Self::WeeksAfterBirth(n) => write!(f, "weeks-after-birth {n}"),
            Self::AgeWeeks(n) => write!(f, "age-weeks {n}"),
            Self::AgeMonths(n) => write!(f, "age-months {n}"),
            Self::AgeYears(n) => write!(f, "age-years {n}"),
            Self::Grade(n) => write!(f, "grade {n}"),
            Self::StudyYear(n) => write!(f, "study-year {n}"),
        }
    }
}

/// Who answers a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnsweredBy {
    /// Whoever is examined: a pregnant person, a parent, a student.
    Examined,
    /// The partner of the expecting person.
    Partner,
    /// Each guardian of the child, apart.
    Guardian,
    /// The pupil, without a guardian.
    Pupil,
}

impl fmt::Display for AnsweredBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Examined => "examined",
            Self::Partner => "partner",
            Self::Guardian => "guardian",
            Self::Pupil => "pupil",
        })
    }
}

/// One question, in a pack or in the shared bank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct QuestionForm {
    pub(crate) id: Text,
    /// True: type, texts and what else is not said here come from the shared bank.
    #[serde(default)]
    pub(crate) shared: bool,
    pub(crate) r#type: Option<Spanned<TypeForm>>,
    pub(crate) required: Option<bool>,
    pub(crate) show_when: Option<Text>,
    pub(crate) options: Option<Vec<Text>>,
    pub(crate) min: Option<Spanned<f64>>,
    pub(crate) max: Option<Spanned<f64>>,
    pub(crate) unit: Option<String>,
    pub(crate) prefill: Option<Prefill>,
    /// Never asked; another system may send an answer.
    pub(crate) hidden: Option<bool>,
    /// The options that stand alone, where they are not `none` and `unknown`.
    pub(crate) alone: Option<Vec<Text>>,
    /// What a text must look like from its beginning to its end.
    pub(crate) pattern: Option<Text>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    /// What another system calls the question.
    pub(crate) link_id: Option<Text>,
    /// What another system calls the options, by their ids.
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, Text>,
    /// The unit that another system sends with the number.
    pub(crate) unit_code: Option<String>,
}

/// A value computed from the answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DerivedForm {
    pub(crate) id: Text,
    pub(crate) value: Text,
    /// True: shown to the professional, with a label in the texts.
    #[serde(default)]
    pub(crate) show: bool,
}

/// What a service assessment can come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct OutcomeForm {
    pub(crate) id: Text,
    /// A short sign for narrow lists.
    pub(crate) mark: String,
    /// What it counts as in the order of the queue.
    pub(crate) r#as: Spanned<UrgencyClass>,
    /// The time in its recommendations; most outcomes have none, because the law's deadline holds.
    pub(crate) within: Option<Within>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RuleForm {
    pub(crate) id: Text,
    pub(crate) when: Text,
    /// The class, in packs with classes.
    pub(crate) class: Option<Spanned<UrgencyClass>>,
    /// The outcome, in service assessments.
    pub(crate) outcome: Option<Text>,
    pub(crate) recommend: Text,
    /// What it is about, in packs that find something in each area.
    pub(crate) area: Option<Text>,
    /// How serious its finding is. A rule without a level finds nothing by itself.
    pub(crate) level: Option<Text>,
    /// The kind of queue, where it is not that of its recommendation.
    pub(crate) queue: Option<Text>,
    /// The rationale in English; its translations stand in the texts.
    pub(crate) why: Text,
    pub(crate) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RecommendationForm {
    pub(crate) id: Text,
    pub(crate) class: Option<Spanned<UrgencyClass>>,
    pub(crate) outcome: Option<Text>,
    /// P5 only: its own time limit. All other classes have the limit of the class.
    pub(crate) within: Option<Spanned<Within>>,
    pub(crate) queue: Option<Text>,
    #[serde(default)]
    pub(crate) self_care: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct QueueRuleForm {
    pub(crate) when: Text,
    pub(crate) queue: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DeadlineForm {
    pub(crate) id: Text,
    pub(crate) when: Text,
    pub(crate) start: StartBy,
    pub(crate) complete: CompleteBy,
    pub(crate) law: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ExclusionForm {
    pub(crate) id: Text,
    /// The assessment to offer instead.
    pub(crate) offer: Option<String>,
}

/// A code of a classification that the professional may record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CodeForm {
    pub(crate) code: Text,
    pub(crate) when: Option<Text>,
}

/// An answer that must never be taken lightly.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RedFlagForm {
    pub(crate) when: Text,
    /// Whatever else is answered, the class is at least this urgent.
    pub(crate) floor: Spanned<UrgencyClass>,
}

/// What else `content prove` holds a pack to.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ProofForm {
    /// The most questions asked up to the last one that a rule of P0 to P2 needs.
    pub(crate) urgent_within: Option<usize>,
    /// What cannot be reached on purpose, and why.
    #[serde(default)]
    pub(crate) unreachable: BTreeMap<String, String>,
}

/// What the professional sees first, and what helps to go on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ProfessionalForm {
    #[serde(default)]
    pub(crate) positives: Vec<Text>,
    #[serde(default)]
    pub(crate) negatives: Vec<Text>,
    #[serde(default)]
    pub(crate) follow_up: Vec<Text>,
    #[serde(default)]
    pub(crate) replies: Vec<Text>,
    #[serde(default)]
    pub(crate) notes: Vec<Text>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SourceForm {
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) status: SourceStatus,
}

/// How well a source is known to the author of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceStatus {
    /// Its text was read.
    Seen,
    /// Its text was read in part, or through a report about it.
    PartlySeen,
    /// Cited from general knowledge: the clinical owner must check it.
    Known,
}

/// A file of `_shared`: what several packs have in common.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SharedForm {
    /// The kinds of queue that may be named.
    #[serde(default)]
    pub(crate) queues: Vec<String>,
    #[serde(default)]
    pub(crate) question: Vec<QuestionForm>,
    #[serde(default)]
    pub(crate) observation: Vec<ObservationKindForm>,
}

/// `cases.toml`: sets of answers and what they must come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CasesForm {
    /// Named sets of answers that cases may begin with.
    #[serde(default)]
    pub(crate) base: BTreeMap<String, Text>,
    pub(crate) case: BTreeMap<String, CaseForm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CaseForm {
    pub(crate) answers: Text,
    /// The rule that decides. May be left out where `findings` says more.
    pub(crate) rule: Option<Text>,
    /// Rules whose findings are expected: all of them, or with areas those that the case is about.
    pub(crate) findings: Option<Vec<Text>>,
    /// Derived values that are expected.
    #[serde(default)]
    pub(crate) scores: BTreeMap<String, Spanned<f64>>,
    pub(crate) class: Option<Spanned<UrgencyClass>>,
    pub(crate) outcome: Option<Text>,
    pub(crate) deadline: Option<Text>,
}

/// Reads a TOML file into one of the forms above.
pub(crate) fn read<'a, T: Deserialize<'a>>(file: File<'a>) -> Result<T, Problem> {
    toml::from_str(file.text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        file.problem(offset, error.message().trim())
    })
}
