//! A pack, checked and compiled: questions, rules, recommendations, and what the professional sees.

mod ask;
pub(crate) mod build;
mod check;
pub(crate) mod danger;
mod findings;
mod meaning;
mod parts;
mod question;

pub(crate) use check::hours;
pub use parts::{AnsweredBy, ExamPoint, ExamTime, Findings, Level, Section};
pub(crate) use parts::{Number, Observed};
pub use question::{Question, QuestionKind, Range};

use std::sync::{Arc, OnceLock};

use domain::{AssessmentKind, AssessmentRef, ClassTable, CompleteBy, Language, Localised, Sex, StartBy, UrgencyClass, Within};

use crate::condition::program::{Formula, Node, View};
use crate::format::{Sexes, SourceStatus};
use crate::shared::Shared;
use crate::signature::Trust;
use crate::source::Source;
use crate::texts::Texts;

/// The address under which a pack is known to other systems, without its id and version.
pub const CANONICAL_BASE: &str = "https://omaolo.example/fhir/Questionnaire/";

/// An assessment, ready to be asked and judged.
#[derive(Debug)]
pub struct Pack {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) changelog: Vec<(String, String)>,
    pub(crate) kind: AssessmentKind,
    pub(crate) min_age: Option<u32>,
    pub(crate) sexes: Sexes,
    pub(crate) icpc2: Vec<String>,
    pub(crate) questions: Vec<Question>,
    pub(crate) derived: Vec<Derived>,
    pub(crate) formulas: Vec<Formula>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) recommendations: Vec<Recommendation>,
    pub(crate) queue: String,
    pub(crate) url: Option<String>,
    pub(crate) queue_rules: Vec<(Condition, String)>,
    pub(crate) deadlines: Vec<Deadline>,
    pub(crate) exclusions: Vec<Exclusion>,
    pub(crate) codes: Vec<Code>,
    pub(crate) red_flags: Vec<danger::RedFlag>,
    pub(crate) dangers: Vec<danger::Danger>,
    pub(crate) claims: danger::Claims,
    pub(crate) positives: Vec<Condition>,
    pub(crate) negatives: Vec<Condition>,
    pub(crate) follow_up: Vec<String>,
    pub(crate) replies: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) sources: Vec<Reference>,
    pub(crate) uncertain: Vec<String>,
    pub(crate) findings: Option<Findings>,
    pub(crate) areas: Vec<String>,
    pub(crate) levels: Vec<Level>,
    pub(crate) sections: Vec<Section>,
    pub(crate) observed: Vec<Observed>,
    pub(crate) consent: Option<usize>,
    pub(crate) exam_points: Vec<ExamPoint>,
    /// The limits of the classes that the organisation has set.
    pub(crate) classes: ClassTable,
    pub(crate) files: Files,
    pub(crate) texts: [OnceLock<Texts>; 3],
    pub(crate) hash: OnceLock<String>,
    pub(crate) approved: OnceLock<bool>,
    pub(crate) leanings: OnceLock<crate::generate::Leanings>,
}

/// Where a pack was read from: its texts and cases are read when they are first needed.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    pub(crate) folder: String,
    pub(crate) source: Arc<Source>,
    pub(crate) shared: Arc<Shared>,
    /// Whose signatures count.
    pub(crate) trust: Arc<Trust>,
}

/// A condition, compiled, and as it is written in normal form.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) node: Node,
    pub(crate) written: String,
}

/// A value computed from the answers.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub(crate) id: String,
    pub(crate) written: String,
    pub(crate) show: bool,
    pub(crate) is_number: bool,
}

/// What a service assessment can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its id, e.g. `likely`.
    pub id: String,
    /// A short sign for narrow lists.
    pub mark: String,
    /// What it counts as in the order of the queue.
    pub counts_as: UrgencyClass,
    /// The time in its recommendations.
    pub within: Within,
}

/// A rule. The first one that holds decides.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) when: Condition,
    /// The class, or what the outcome counts as.
    pub(crate) urgency: UrgencyClass,
    pub(crate) outcome: Option<usize>,
    pub(crate) recommendation: usize,
    pub(crate) area: Option<usize>,
    pub(crate) level: Option<usize>,
    /// The kind of queue, where it is not that of the recommendation.
    pub(crate) queue: Option<String>,
    pub(crate) why: String,
    pub(crate) source: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Recommendation {
    pub(crate) id: String,
    pub(crate) urgency: UrgencyClass,
    pub(crate) outcome: Option<usize>,
    /// Its own limit, in P5.
    pub(crate) within: Option<Within>,
    pub(crate) queue: Option<String>,
    pub(crate) self_care: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    pub(crate) id: String,
    pub(crate) when: Condition,
    pub(crate) start: StartBy,
    pub(crate) complete: CompleteBy,
    pub(crate) law: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Exclusion {
    pub(crate) id: String,
    pub(crate) offer: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) when: Option<Condition>,
}

#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) status: SourceStatus,
}

impl Pack {
    /// Its id, e.g. `sore-throat`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version: three numbers with points between.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What kind of content it is.
    #[must_use]
    pub fn kind(&self) -> AssessmentKind {
        self.kind
    }

    /// The youngest age, in full years, at which a resident may answer for themselves.
    #[must_use]
    pub fn min_age(&self) -> Option<u32> {
        self.min_age
    }

    /// The only sex that it is for, if it is not for all.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        match self.sexes {
            Sexes::Any => None,
            Sexes::Female => Some(Sex::Female),
            Sexes::Male => Some(Sex::Male),
        }
    }

    /// Its questions in the order in which they are asked.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }

    pub(crate) fn question_index(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|q| q.id == id)
    }

    /// The address under which another system knows the form that the pack was made of; with the form's version behind a `|`
    /// where that is not made of numbers.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// What a service assessment can come to; empty for packs with classes.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The outcome with this id.
    #[must_use]
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|o| o.id == id)
    }

    /// Its title in one language.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        &self.texts(language).title
    }

    /// Its title in all languages.
    #[must_use]
    pub fn titles(&self) -> Localised {
        self.localised(|texts| texts.title.clone())
    }

    /// What it is for, in all languages.
    #[must_use]
    pub fn purposes(&self) -> Localised {
        self.localised(|texts| texts.purpose.clone())
    }

    /// Its address for other systems, with the version.
    #[must_use]
    pub fn canonical(&self) -> String {
        format!("{CANONICAL_BASE}{}|{}", self.id, self.version)
    }

    /// The hash of its meaning: BLAKE3 over all that may change what is asked, said or decided, 64 hexadecimal digits.
    /// Comments, white space and cases do not count.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| self.hash_of_meaning())
    }

    /// What a case keeps to know for ever which content judged it. Unless it is approved, it is demonstration content.
    #[must_use]
    pub fn assessment_ref(&self) -> AssessmentRef {
        AssessmentRef {
            id: self.id.clone(),
            version: self.version.clone(),
            hash: self.hash().to_owned(),
            kind: self.kind,
            title: self.titles(),
            approved: self.is_approved(),
        }
    }

    /// The texts of one language, read at first use. Their mistakes are found when the pack is checked.
    pub(crate) fn texts(&self, language: Language) -> &Texts {
        self.texts[language as usize].get_or_init(|| Texts::read(self, language).0)
    }

    pub(crate) fn localised(&self, text: impl Fn(&Texts) -> String) -> Localised {
        Localised { fi: text(self.texts(Language::Fi)), sv: text(self.texts(Language::Sv)), en: text(self.texts(Language::En)) }
    }

    /// The time limit of a recommendation: its own, or the outcome's, or that of its class.
    pub(crate) fn within(&self, recommendation: &Recommendation) -> Within {
        match (recommendation.within, recommendation.outcome) {
            (Some(own), _) => own,
            (None, Some(outcome)) => self.outcomes[outcome].within,
            (None, None) => self.classes.limit(recommendation.urgency).within,
        }
    }

    pub(crate) fn view<'a>(&'a self, answers: &'a crate::Answers, shown: u128) -> View<'a> {
        View { answers, shown, derived: &self.formulas, result: 0 }
    }
}

/// A version as three numbers, so that 1.10.0 is newer than 1.9.0.
pub(crate) fn version_numbers(version: &str) -> Option<[u32; 3]> {
    let mut numbers = version.split('.').map(|n| n.parse::<u32>().ok());
    let found = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(found)
}
