//! What a new version of a pack changes: its questions, rules and texts, and which sets of answers come to something else,
//! found by the same search as the proof.

use std::collections::BTreeMap;
use std::fmt;

use batsat::Lit;
use domain::Language;

use super::certificate::written_answers;
use super::gates::Gates;
use super::model::{Asked, Model, cuts};
use crate::answers::written;
use crate::pack::{Pack, Question, Rule};

/// The most combinations that are looked for: more are not read by a person.
const MOST: usize = 200;
/// How many of them are kept of each kind.
const EXAMPLES: usize = 3;

/// What differs between two packs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What was compared, e.g. `sore-throat 1.0.0` and `sore-throat 1.1.0`.
    pub names: (String, String),
    /// What is written otherwise, line by line.
    pub written: Vec<Edit>,
    /// Which answers come to something else.
    pub shifts: Vec<Shift>,
    /// False when there are more combinations than were looked for.
    pub complete: bool,
}

/// One thing that is written otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it is, e.g. `rule st-05`.
    pub what: String,
    /// As it was; nothing: it is new.
    pub old: Option<String>,
    /// As it is now; nothing: it is gone.
    pub new: Option<String>,
}

/// Answers that come to something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What they came to: a class with its limit, or an outcome.
    pub from: String,
    /// What they come to now.
    pub to: String,
    /// How many different combinations of answers lead to it, each as short as can be.
    pub combinations: usize,
    /// Some of them.
    pub examples: Vec<Example>,
}

/// A combination of answers that is enough for a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The answers that matter.
    pub when: Vec<String>,
    /// A whole set of answers with them, in the old pack.
    pub answers: String,
    /// The rule that decided.
    pub old_rule: String,
    /// The rule that decides now.
    pub new_rule: String,
}

impl Pack {
    /// What a newer version of this pack changes. The texts are compared in one language.
    #[must_use]
    pub fn compare(&self, new: &Pack, language: Language) -> Comparison {
        let name = |pack: &Pack| format!("{} {}", pack.id, pack.version);
        let (shifts, complete) = Joined::new(self, new).shifts();
        Comparison {
            names: (name(self), name(new)),
            written: differences(&lines(self, language), &lines(new, language)),
            shifts,
            complete,
        }
    }

    /// What a rule gives, as a person compares it.
    fn result(&self, rule: &Rule) -> String {
        match rule.outcome {
            Some(outcome) => self.outcomes[outcome].id.clone(),
            None if rule.urgency == domain::UrgencyClass::P5 => {
                format!("{} {}", rule.urgency, self.within(&self.recommendations[rule.recommendation]))
            }
            None => rule.urgency.to_string(),
        }
    }
}

/// One person's answers to both versions at once.
struct Joined<'p> {
    gates: Gates,
    old: Model<'p>,
    new: Model<'p>,
}

impl<'p> Joined<'p> {
    fn new(old: &'p Pack, new: &'p Pack) -> Self {
        let mut all = cuts(old);
        for (id, further) in cuts(new) {
            all.entry(id).or_default().extend(further);
        }
        let mut gates = Gates::new();
        let (old, new) = (Model::new(&mut gates, old, &all), Model::new(&mut gates, new, &all));
        for (question, asked) in old.pack.questions.iter().zip(&old.questions) {
            if let Some(at) = new.pack.question_index(&question.id) {
                alike(&mut gates, (question, asked), (&new.pack.questions[at], &new.questions[at]));
            }
        }
        Self { gates, old, new }
    }

    fn shifts(mut self) -> (Vec<Shift>, bool) {
        let mut shifts: BTreeMap<(String, String), Shift> = BTreeMap::new();
        let pairs = self.pairs();
        let some = self.gates.any(pairs.iter().map(|(_, lit)| *lit).collect::<Vec<_>>());
        // What was found is ruled out only while searching on: it must not help to shorten what is found later.
        let searching = self.gates.free();
        for _ in 0..MOST {
            if !self.gates.possible(&[searching, some]) {
                return (shifts.into_values().collect(), true);
            }
            let Some(((from, to), differs)) = pairs.iter().find(|(_, lit)| self.gates.holds(*lit)).cloned() else { break };
            let rule =
                |model: &Model<'_>| model.decided(&self.gates, model.pack).map_or_else(String::new, |rule| rule.id.clone());
            let (old_rule, new_rule) = (rule(&self.old), rule(&self.new));
            let answers = written_answers(self.old.pack, &self.old.answers(&self.gates));
            let core = self.shortest(!differs);
            self.gates.require(core.iter().map(|(lit, _)| !*lit).chain([!searching]));
            let shift = shifts.entry((from.clone(), to.clone())).or_insert_with(|| Shift {
                from,
                to,
                combinations: 0,
                examples: Vec::new(),
            });
            shift.combinations += 1;
            if shift.examples.len() < EXAMPLES {
                let when = core.into_iter().map(|(_, text)| text).collect();
                shift.examples.push(Example { when, answers, old_rule, new_rule });
            }
        }
        (shifts.into_values().collect(), false)
    }

    /// Each pair of different results, and the literal that says that the answers go from one to the other.
    fn pairs(&mut self) -> Vec<((String, String), Lit)> {
        let results = |gates: &mut Gates, model: &Model<'_>| {
            let mut by_name: BTreeMap<String, Vec<Lit>> = BTreeMap::new();
            for (rule, lit) in model.pack.rules.iter().zip(&model.decides) {
                by_name.entry(model.pack.result(rule)).or_default().push(*lit);
            }
            by_name.into_iter().map(|(name, lits)| (name, gates.any(lits))).collect::<Vec<_>>()
        };
        let (old, new) = (results(&mut self.gates, &self.old), results(&mut self.gates, &self.new));
        let mut pairs = Vec::new();
        for (from, was) in &old {
            for (to, is) in new.iter().filter(|(to, _)| to != from) {
                pairs.push(((from.clone(), to.clone()), self.gates.all([*was, *is])));
            }
        }
        pairs
    }

    /// A part of the answers found that is enough to rule this out, with none to spare.
    fn shortest(&mut self, ruled_out: Lit) -> Vec<(Lit, String)> {
        let mut facts = facts(&self.gates, &self.old);
        facts.extend(facts_of_new(&self.gates, &self.old, &self.new));
        let with = |facts: &[(Lit, String)]| -> Vec<Lit> { facts.iter().map(|(lit, _)| *lit).chain([ruled_out]).collect() };
        // What was chosen is read more easily than what was not, so the latter is left out first.
        facts.sort_by_key(|(_, text)| !text.contains("!="));
        let chosen: Vec<(Lit, String)> = facts.iter().filter(|(_, text)| !text.contains("!=")).cloned().collect();
        let assumptions = with(&chosen);
        if !self.gates.possible(&assumptions) {
            let core = self.gates.conflict(&assumptions);
            facts = chosen.into_iter().filter(|(lit, _)| core.contains(lit)).collect();
        }
        let mut at = 0;
        while at < facts.len() {
            let mut fewer = facts.clone();
            fewer.remove(at);
            if self.gates.possible(&with(&fewer)) {
                at += 1;
            } else {
                facts = fewer;
            }
        }
        facts
    }
}

/// Asks a question that both versions have only once: wherever both show it, it is answered alike.
fn alike(gates: &mut Gates, (one, a): (&Question, &Asked), (other, b): (&Question, &Asked)) {
    let mut pairs = vec![(a.answered, b.answered)];
    let options = other.kind.options();
    for (at, option) in one.kind.options().iter().enumerate() {
        if let Some(same) = options.iter().position(|o| o == option) {
            pairs.push((a.options[at], b.options[same]));
        }
    }
    for (cut, lit) in &a.at_least {
        pairs.extend(b.at_least.iter().find(|(same, _)| same == cut).map(|(_, same)| (*lit, *same)));
    }
    for (x, y) in pairs {
        gates.require([!a.shown, !b.shown, !x, y]);
        gates.require([!a.shown, !b.shown, x, !y]);
    }
}

/// The answers found, each as a literal and in words.
fn facts(gates: &Gates, model: &Model<'_>) -> Vec<(Lit, String)> {
    let asked = model.pack.questions.iter().zip(&model.questions);
    asked.flat_map(|(question, asked)| facts_about(gates, question, asked)).collect()
}

/// Those about questions that only the new version has.
fn facts_of_new(gates: &Gates, old: &Model<'_>, new: &Model<'_>) -> Vec<(Lit, String)> {
    let asked = new.pack.questions.iter().zip(&new.questions);
    let only_new = |(question, asked): &(&Question, &Asked)| {
        old.pack.question_index(&question.id).is_none_or(|at| !gates.holds(old.questions[at].shown) && gates.holds(asked.shown))
    };
    asked.filter(only_new).flat_map(|(question, asked)| facts_about(gates, question, asked)).collect()
}

fn facts_about(gates: &Gates, question: &Question, asked: &Asked) -> Vec<(Lit, String)> {
    let id = &question.id;
    if !gates.holds(asked.shown) {
        return Vec::new();
    }
    if !gates.holds(asked.answered) {
        return vec![(!asked.answered, format!("{id} not answered"))];
    }
    let many = question.kind.takes_many();
    let mut facts = Vec::new();
    for (option, lit) in question.kind.options().into_iter().zip(&asked.options) {
        if gates.holds(*lit) {
            facts.push((*lit, format!("{id} = {option}")));
        } else if many || question.kind.options().len() > 2 {
            facts.push((!*lit, format!("{id} != {option}")));
        }
    }
    for (cut, lit) in &asked.at_least {
        if gates.holds(*lit) {
            facts.push((*lit, format!("{id} >= {}", written(*cut))));
        } else {
            facts.push((!*lit, format!("{id} < {}", written(*cut))));
        }
    }
    if facts.is_empty() {
        facts.push((asked.answered, format!("{id} answered")));
    }
    facts
}

/// What is written in a pack, by what it is.
fn lines(pack: &Pack, language: Language) -> BTreeMap<String, String> {
    let texts = pack.texts(language);
    let mut lines = BTreeMap::new();
    let mut put = |what: String, text: String| drop(lines.insert(what, text));
    put("title".into(), texts.title.clone());
    for (question, text) in pack.questions.iter().zip(&texts.questions) {
        let id = &question.id;
        let when = question.show_when.as_ref().map_or("always", |when| &when.written);
        let required = if question.required { "" } else { ", may be left out" };
        put(format!("question {id}"), text.text.clone());
        put(format!("question {id}, asked when"), format!("{when}{required}"));
        let particulars = question.particulars();
        if !particulars.is_empty() {
            put(format!("question {id}, particulars"), particulars.join(", "));
        }
        if let crate::QuestionKind::Number(range) = &question.kind {
            put(format!("question {id}, range"), range.to_string());
        }
        for (option, text) in question.kind.options().into_iter().zip(&text.options) {
            put(format!("option {id} = {option}"), text.clone());
        }
    }
    for derived in &pack.derived {
        put(format!("derived value {}", derived.id), derived.written.clone());
    }
    for (at, rule) in pack.rules.iter().enumerate() {
        let recommendation = &pack.recommendations[rule.recommendation].id;
        put(format!("rule {}", rule.id), format!("{} when {}, {recommendation}", pack.result(rule), rule.when.written));
        put(format!("rule {}, reason", rule.id), texts.rules.get(at).cloned().unwrap_or_else(|| rule.why.clone()));
    }
    for (one, text) in pack.recommendations.iter().zip(&texts.recommendations) {
        put(format!("recommendation {}", one.id), text.text.clone());
        put(format!("recommendation {}, to the professional", one.id), text.professional.clone());
        put(format!("recommendation {}, self-care", one.id), text.self_care.join(" "));
    }
    for (at, (when, queue)) in pack.queue_rules.iter().enumerate() {
        put(format!("queue rule {}", at + 1), format!("{queue} when {}", when.written));
    }
    for one in &pack.deadlines {
        put(format!("deadline {}", one.id), format!("when {}: {:?}, {:?}", one.when.written, one.start, one.complete));
    }
    for flag in &pack.red_flags {
        put(format!("red flag {}", flag.when.written), format!("at least {}", flag.floor));
    }
    lines
}

fn differences(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Edit> {
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let one = |what: &String| {
        let (was, is) = (old.get(what).cloned(), new.get(what).cloned());
        (was != is).then(|| Edit { what: what.clone(), old: was, new: is })
    };
    names.into_iter().filter_map(one).collect()
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} -> {}", self.names.0, self.names.1)?;
        writeln!(f, "\nWHAT IS WRITTEN (changes: {})", self.written.len())?;
        for one in &self.written {
            match (&one.old, &one.new) {
                (Some(old), Some(new)) => writeln!(f, "  {}\n      was {old}\n      is  {new}", one.what)?,
                (None, Some(new)) => writeln!(f, "  {} (new)\n      is  {new}", one.what)?,
                (Some(old), None) => writeln!(f, "  {} (gone)\n      was {old}", one.what)?,
                (None, None) => {}
            }
        }
        if self.shifts.is_empty() {
            return writeln!(f, "\nNO SET OF ANSWERS COMES TO SOMETHING ELSE (all were searched)");
        }
        let more = if self.complete { "all were found" } else { "there are more than were searched for" };
        writeln!(f, "\nWHOSE OUTCOME CHANGES ({more})")?;
        for shift in &self.shifts {
            let Shift { from, to, combinations, .. } = shift;
            let word = if *combinations == 1 { "combination" } else { "combinations" };
            writeln!(f, "  {from} -> {to}: {combinations} {word} of answers")?;
            for example in &shift.examples {
                writeln!(f, "    when {} ({} -> {})", example.when.join(" and "), example.old_rule, example.new_rule)?;
                writeln!(f, "      for example {}", example.answers)?;
            }
        }
        Ok(())
    }
}
