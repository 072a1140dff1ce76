//! The form of `pack.toml` and of the shared bank of questions, as a person writes it. Nothing is checked here beyond the form;
//! every value that a check may complain about keeps its place in the file.

use std::collections::BTreeMap;

use domain::{AssessmentKind, CompleteBy, StartBy, UrgencyClass, Within};
use serde::Deserialize;
use toml::Spanned;

use crate::problem::{File, Problem};

/// A text with its place.
pub(crate) type Text = Spanned<String>;

/// `pack.toml`: the logic of one assessment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PackForm {
    pub(crate) id: Text,
    pub(crate) version: Text,
    pub(crate) kind: AssessmentKind,
    pub(crate) min_age: Option<u32>,
    /// Who it is for, by the official record of sex. For the reader.
    pub(crate) sex: Option<Sexes>,
    #[serde(default)]
    pub(crate) icpc2: Vec<String>,
    /// The kind of queue that takes what no queue rule sends elsewhere.
    pub(crate) queue: Text,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prefill {
    /// Full years, from the identity code.
    Age,
    /// `female` or `male`, from the identity code.
    Sex,
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

/// What the professional sees first, and what helps to go on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ProfessionalForm {
    #[serde(default)]
    pub(crate) red_flags: Vec<Text>,
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

/// `_shared/shared.toml`: what several packs have in common.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SharedForm {
    /// The kinds of queue that may be named.
    #[serde(default)]
    pub(crate) queues: Vec<String>,
    #[serde(default)]
    pub(crate) question: Vec<QuestionForm>,
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
    pub(crate) rule: Text,
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
