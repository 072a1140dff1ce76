//! `content check`: everything that is wrong in a set of packs, and whether their cases hold.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::base::{KnowledgeBase, load};
use crate::cases::{CASE_FILES, failures, read_cases};
use crate::coverage::Coverage;
use crate::pack::build::Checks;
use crate::problem::{PackError, Problem};
use crate::source::{ReadError, Source};

/// The result of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The packs that could be read.
    pub packs: Vec<PackReport>,
    /// The packs that are refused.
    pub refused: Vec<PackError>,
}

/// What was found in one pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackReport {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// How many questions it has.
    pub questions: usize,
    /// How many rules it has.
    pub rules: usize,
    /// How many cases were run.
    pub cases: usize,
    /// How many of them stand at the edges of the rules, in `edges.toml`.
    pub edges: usize,
    /// Cases that come to something else than they should.
    pub failures: Vec<CaseFailure>,
    /// Mistakes in the texts and in the file of the cases.
    pub problems: Vec<Problem>,
    /// How far the cases go.
    pub coverage: Coverage,
    /// Signatures that do not count any more. They make the pack demonstration content, not a wrong one.
    pub notes: Vec<Problem>,
}

/// A case that comes to something else than it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// The case's id.
    pub case: String,
    /// Where it stands and what it comes to.
    pub problem: Problem,
}

impl Report {
    /// True when nothing is wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.refused.is_empty() && self.packs.iter().all(|pack| pack.failures.is_empty() && pack.problems.is_empty())
    }

    /// Every problem, in the order of the packs.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let refused = self.refused.iter().flat_map(|error| &error.problems);
        let found = self.packs.iter().flat_map(|pack| pack.problems.iter().chain(pack.failures.iter().map(|f| &f.problem)));
        refused.chain(found)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in self.problems() {
            writeln!(f, "{problem}")?;
        }
        for pack in &self.packs {
            let good = pack.cases - pack.failures.len();
            let PackReport { id, version, questions, rules, cases, edges, .. } = pack;
            writeln!(
                f,
                "{id} {version}: {questions} questions, {rules} rules, {good} of {cases} cases hold, {edges} at the edges of rules"
            )?;
            for note in &pack.notes {
                writeln!(f, "  not approved: {note}")?;
            }
        }
        for error in &self.refused {
            writeln!(f, "{}: refused", error.pack)?;
        }
        Ok(())
    }
}

/// Checks a folder of packs, the folder of one pack, or without a path the packs inside the program; runs all cases.
///
/// # Errors
/// When the folder cannot be read.
pub fn check(path: Option<&Path>) -> Result<Report, ReadError> {
    Ok(check_source(match path {
        Some(path) => Source::folder(path)?,
        None => Source::builtin(),
    }))
}

/// Checks packs that are no folder, e.g. that come over a wire: files by their path, such as `ear/pack.toml`. Shared parts
/// come from the program unless `_shared/` is among them. Never panics, whatever the texts are.
#[must_use]
pub fn check_files(files: BTreeMap<String, String>) -> Report {
    check_source(Source::files(files))
}

fn check_source(source: Source) -> Report {
    let (packs, refused) = load(source, &KnowledgeBase::default(), Checks::All);
    let report = |pack: &crate::Pack| {
        let mut cases = read_cases(pack, &CASE_FILES);
        let failures = failures(pack, &cases.cases).into_iter().map(|(case, problem)| CaseFailure { case, problem }).collect();
        cases.problems.sort_by(|a, b| a.place.cmp(&b.place));
        PackReport {
            id: pack.id().to_owned(),
            version: pack.version().to_owned(),
            questions: pack.questions().len(),
            rules: pack.rules.len(),
            edges: cases.cases.iter().filter(|case| case.is_edge()).count(),
            cases: cases.cases.len(),
            failures,
            problems: cases.problems,
            coverage: pack.coverage(&cases.cases),
            notes: pack.approval().notes,
        }
    };
    Report { packs: packs.iter().map(report).collect(), refused }
}
