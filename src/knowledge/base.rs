//! The knowledge base: all packs that passed their checks, and what was refused.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use domain::{AssessmentKind, ClassTable, Language};
use serde_json::{Map, Value as Json, json};

use crate::answers::AnswerProblem;
use crate::pack::{CANONICAL_BASE, Files, Pack, build::Checks, build::build, version_numbers};
use crate::problem::{PackError, Problem};
use crate::settings::ContentSettings;
use crate::shared::Shared;
use crate::source::{ReadError, SHARED, Source};
use crate::texts::Texts;

/// All packs in use.
#[derive(Debug, Default)]
pub struct KnowledgeBase {
    /// The packs, by id, and of one id the newest version first.
    pub(crate) packs: Vec<Pack>,
    /// Content that is kept for the cases that it judged, and for nothing else.
    pub(crate) archived: Vec<Pack>,
    /// What was refused: the rest works without it.
    refused: Vec<PackError>,
    classes: ClassTable,
    settings: ContentSettings,
}

/// A line of the list of packs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What kind of content it is.
    pub kind: AssessmentKind,
    /// Its title in the language asked for.
    pub title: String,
    /// How many questions it has.
    pub questions: usize,
    /// How many rules it has.
    pub rules: usize,
    /// Hash of its meaning.
    pub hash: String,
    /// False: demonstration content, which no clinical owner has approved.
    pub approved: bool,
}

/// Why a pack could not judge a set of answers.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvaluateError {
    /// No such pack.
    #[error("there is no pack \"{0}\"; `omaolo content list` shows all")]
    UnknownPack(String),
    /// Some answers cannot be accepted.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Answers(Vec<AnswerProblem>),
}

impl KnowledgeBase {
    /// The packs inside the program, with the usual limits of the classes.
    #[must_use]
    pub fn builtin() -> Self {
        Self::with_classes(ClassTable::default())
    }

    /// The packs inside the program, with the limits that the organisation has set.
    #[must_use]
    pub fn with_classes(classes: ClassTable) -> Self {
        Self::with_settings(classes, ContentSettings::default())
    }

    /// The packs inside the program, with what the organisation has decided about them.
    #[must_use]
    pub fn with_settings(classes: ClassTable, settings: ContentSettings) -> Self {
        let mut base = Self { classes, settings, ..Self::default() };
        // The texts of these packs are checked when the program is tested, so they are read only when needed.
        base.add(Source::builtin(), Checks::Logic);
        base
    }

    /// Adds the packs of a folder. One with the id of another is used instead of it if its version is newer. One with the id
    /// and the version of another that means something else is refused: cases name the version that judged them.
    ///
    /// # Errors
    /// When the folder cannot be read. A pack with a mistake is no error: it is refused, see [`KnowledgeBase::refused`].
    pub fn add_folder(&mut self, path: &Path) -> Result<(), ReadError> {
        self.add(Source::folder(path)?, Checks::All);
        Ok(())
    }

    /// Adds packs that are no folder: files by their path, such as `ear/pack.toml`. See [`KnowledgeBase::add_folder`].
    pub fn add_files(&mut self, files: std::collections::BTreeMap<String, String>) {
        self.add(Source::files(files), Checks::All);
    }

    fn add(&mut self, source: Source, checks: Checks) {
        let (packs, refused) = load(source, self, checks);
        self.refused.extend(refused);
        for pack in packs {
            match self.packs.iter().find(|one| one.id == pack.id && one.version == pack.version) {
                None => self.packs.push(pack),
                Some(same) if same.hash() == pack.hash() => {}
                Some(_) => self.refused.push(same_version(&pack)),
            }
        }
        self.packs.sort_by(|a, b| a.id.cmp(&b.id).then(version_numbers(&b.version).cmp(&version_numbers(&a.version))));
    }

    /// What the organisation decided that cannot be done, in sentences.
    #[must_use]
    pub fn setting_problems(&self) -> Vec<Problem> {
        self.settings.unknown(self.packs.iter().map(|pack| pack.id.as_str()))
    }

    /// True when the organisation has switched the pack off: it is not offered and accepts no answers.
    #[must_use]
    pub fn is_disabled(&self, id: &str) -> bool {
        self.settings.is_disabled(id)
    }

    /// The packs in use: all versions, without those that are switched off.
    fn in_use(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter().filter(|pack| !self.is_disabled(&pack.id))
    }

    /// The newest version of each pack, by id.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        let mut last = "";
        self.in_use().filter(move |pack| std::mem::replace(&mut last, pack.id.as_str()) != pack.id)
    }

    /// The packs as they are kept, to change them in tests.
    #[cfg(test)]
    pub(crate) fn packs_mut(&mut self) -> impl Iterator<Item = &mut Pack> {
        self.packs.iter_mut()
    }

    /// What was refused.
    #[must_use]
    pub fn refused(&self) -> &[PackError] {
        &self.refused
    }

    /// The newest version of a pack.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Pack> {
        self.in_use().find(|pack| pack.id == id)
    }

    /// One version of a pack.
    #[must_use]
    pub fn get_version(&self, id: &str, version: &str) -> Option<&Pack> {
        self.in_use().find(|pack| pack.id == id && pack.version == version)
    }

    /// The pack that other systems know under this address, e.g.
    /// `https://omaolo.example/fhir/Questionnaire/sore-throat|1.0.0`. Without a version, the newest.
    #[must_use]
    pub fn by_canonical(&self, canonical: &str) -> Option<&Pack> {
        let name = canonical.strip_prefix(CANONICAL_BASE)?;
        match name.split_once('|') {
            Some((id, version)) => self.get_version(id, version),
            None => self.get(name),
        }
    }

    /// The form that another system knows under this address, perhaps with a version behind a `|`. Without one, the newest.
    #[must_use]
    pub fn by_url(&self, canonical: &str) -> Option<&Pack> {
        let (url, version) = canonical.split_once('|').map_or((canonical, None), |(url, version)| (url, Some(version)));
        let of = |pack: &&Pack| pack.url() == Some(url) || pack.url() == Some(canonical);
        match version {
            // A pack has three numbers where the form may have fewer.
            Some(version) => {
                let is_it = |pack: &&Pack| pack.url() == Some(canonical) || same_numbers(&pack.version, version);
                self.in_use().filter(of).find(is_it)
            }
            None => self.packs().find(of),
        }
    }

    /// One line for each pack.
    #[must_use]
    pub fn list(&self, language: Language) -> Vec<PackInfo> {
        let info = |pack: &Pack| PackInfo {
            id: pack.id.clone(),
            version: pack.version.clone(),
            kind: pack.kind,
            title: pack.title(language).to_owned(),
            questions: pack.questions.len(),
            rules: pack.rules.len(),
            hash: pack.hash().to_owned(),
            approved: pack.is_approved(),
        };
        self.packs().map(info).collect()
    }

    /// Judges answers for other programs: what `omaolo content evaluate` prints.
    ///
    /// # Errors
    /// When there is no such pack, or an answer cannot be accepted.
    pub fn evaluate(&self, id: &str, answers: &Json) -> Result<Json, EvaluateError> {
        let pack = self.get(id).ok_or_else(|| EvaluateError::UnknownPack(id.to_owned()))?;
        let answers = pack.answers_from_json(answers).map_err(EvaluateError::Answers)?;
        let evaluation = pack.evaluate(&answers);
        let judgement = evaluation.judgement.as_ref();
        let text = |text: Option<String>| text.map_or(Json::Null, Json::String);
        let mut out = Map::new();
        out.insert("pack".into(), json!(pack.id));
        out.insert("version".into(), json!(pack.version));
        if pack.outcomes.is_empty() {
            out.insert("class".into(), text(judgement.map(|j| j.urgency.to_string())));
        } else {
            out.insert("outcome".into(), text(judgement.and_then(|j| j.outcome.clone())));
        }
        out.insert("within".into(), text(judgement.map(|j| j.within.to_string())));
        out.insert("rule".into(), text(judgement.map(|j| j.rule.clone())));
        out.insert("recommendation".into(), text(judgement.map(|j| j.recommendation.clone())));
        let because = judgement.map(|j| j.because.as_slice()).unwrap_or_default();
        let because: Vec<Json> = because.iter().map(|r| json!({"question": r.question, "values": r.values})).collect();
        out.insert("because".into(), json!(because));
        out.insert("also".into(), json!(judgement.map(|j| j.also.clone()).unwrap_or_default()));
        let scores = judgement.map(|j| j.scores.as_slice()).unwrap_or_default();
        let scores: Map<String, Json> = scores.iter().map(|s| (s.id.clone(), score_json(s))).collect();
        out.insert("scores".into(), Json::Object(scores));
        if let (Some(_), Some(judgement)) = (pack.findings(), judgement) {
            out.insert("findings".into(), json!(judgement.findings));
        }
        if let Some(judgement) = judgement.filter(|judgement| !judgement.observations.is_empty()) {
            let kept = |o: &domain::Observation| (o.code.clone(), json!(crate::answers::to_f64(o.thousandths)));
            out.insert("observations".into(), Json::Object(judgement.observations.iter().map(kept).collect()));
        }
        out.insert("missing".into(), json!(evaluation.missing));
        if !pack.outcomes.is_empty() {
            out.insert("deadline".into(), text(judgement.and_then(|j| j.statutory.as_ref()).map(|s| s.id.clone())));
        }
        out.insert("would_change".into(), json!(pack.what_would_change(&answers)));
        out.insert("approved".into(), json!(pack.is_approved()));
        Ok(Json::Object(out))
    }
}

/// True when two versions are the same numbers: 2.1 is 2.1.0.
fn same_numbers(version: &str, written: &str) -> bool {
    let dots = written.matches('.').count().min(2);
    version == written || version_numbers(&format!("{written}{}", ".0".repeat(2 - dots))) == version_numbers(version)
}

fn score_json(score: &domain::Score) -> Json {
    if score.decimals == 0 {
        json!(score.value)
    } else {
        score.to_string().parse::<f64>().map_or(Json::Null, |value| json!(value))
    }
}

/// The shared parts of the program, read once.
fn builtin_shared() -> Result<Arc<Shared>, Problem> {
    static SHARED: LazyLock<Result<Arc<Shared>, Problem>> =
        LazyLock::new(|| Shared::read(&Arc::new(Source::builtin())).map(Arc::new));
    SHARED.clone()
}

/// Reads all packs of a source: those without a mistake, and the errors of the others.
pub(crate) fn load(source: Source, base: &KnowledgeBase, checks: Checks) -> (Vec<Pack>, Vec<PackError>) {
    let source = Arc::new(source);
    // A folder without shared parts of its own builds on those of the program.
    let shared = if source.has_shared() { Shared::read(&source).map(Arc::new) } else { builtin_shared() };
    let mut refused = Vec::new();
    let shared = match shared {
        Ok(shared) => shared,
        Err(problem) => {
            refused.push(PackError { pack: SHARED.to_owned(), problems: vec![problem] });
            return (Vec::new(), refused);
        }
    };
    // Those of the program are checked with its packs.
    if checks == Checks::All && source.has_shared() {
        let problems = shared.problems();
        if !problems.is_empty() {
            refused.push(PackError { pack: SHARED.to_owned(), problems });
        }
    }
    let one = |folder: &str| {
        let files = Files {
            folder: folder.to_owned(),
            source: Arc::clone(&source),
            shared: Arc::clone(&shared),
            trust: Arc::clone(&base.settings.trust),
        };
        build(&files, &base.classes, checks).and_then(|pack| {
            let problems = if checks == Checks::All { text_problems(&pack) } else { Vec::new() };
            if problems.is_empty() { Ok(pack) } else { Err(problems) }
        })
    };
    let mut packs = Vec::new();
    let folders = source.packs();
    for (folder, made) in folders.iter().zip(on_all_cores(&folders, one)) {
        match made {
            Ok(pack) => packs.push(pack),
            Err(problems) => refused.push(PackError { pack: (*folder).to_owned(), problems }),
        }
    }
    (packs, refused)
}

/// Reads packs on all cores, because the program waits for them at its start. Gives what was made in the order of the folders.
fn on_all_cores<T: Send>(folders: &[&str], one: impl Fn(&str) -> T + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(folders.len()).max(1);
    if cores == 1 {
        return folders.iter().map(|folder| one(folder)).collect();
    }
    // Every core takes each so manieth pack: large and small ones stand mixed.
    let share = |core: usize| folders.iter().skip(core).step_by(cores).map(|folder| one(folder)).collect::<Vec<T>>();
    let shares = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..cores)
            .map(|core| {
                let share = &share;
                scope.spawn(move || share(core))
            })
            .collect();
        let mut shares = vec![share(0)];
        shares.extend(threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        shares
    });
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    (0..folders.len()).filter_map(|at| shares[at % cores].next()).collect()
}

/// Two meanings under one version: nobody could tell which one judged a case.
fn same_version(pack: &Pack) -> PackError {
    let Pack { id, version, .. } = pack;
    let source = pack.files.source.file(&pack.files.folder, "pack.toml");
    let problems = source.iter().map(|source| {
        let file = source.file();
        let message = format!("{id} {version} is in use already and means something else");
        let line = file.text.find("\nversion").map_or(0, |at| at + 1);
        file.problem(line, message).hint("raise the version: cases keep the version that judged them")
    });
    PackError { pack: id.clone(), problems: problems.collect() }
}

/// Reads the texts of all languages and says what is wrong in them. What was read is kept.
fn text_problems(pack: &Pack) -> Vec<Problem> {
    let mut all = Vec::new();
    for language in Language::ALL {
        let (texts, problems) = Texts::read(pack, language);
        all.extend(problems);
        pack.texts[language as usize].get_or_init(|| texts);
    }
    all
}
