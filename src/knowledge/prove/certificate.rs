//! What a proof found: the promises that hold for every set of answers, or the answers that break one.

use std::fmt;

use domain::UrgencyClass;

use crate::answers::{Answers, Value, written};
use crate::pack::{Pack, Question};

/// A promise that a pack makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// Every complete set of answers comes to something.
    Total,
    /// Questions, options, derived values, rules, recommendations and the rest can all occur.
    Reachable,
    /// No rule hides another one altogether.
    NotShadowed,
    /// A red flag is never rated below its floor.
    Floor,
    /// A more dangerous answer never lowers the urgency.
    Monotone,
    /// Urgent rules come early in the order of the questions.
    Early,
}

impl Property {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Total, Self::Reachable, Self::NotShadowed, Self::Floor, Self::Monotone, Self::Early];

    fn name(self) -> &'static str {
        match self {
            Self::Total => "every complete set of answers has an outcome",
            Self::Reachable => "everything in the pack can be reached",
            Self::NotShadowed => "no rule is hidden by those before it",
            Self::Floor => "no red flag is rated below its floor",
            Self::Monotone => "a more dangerous answer never lowers the urgency",
            Self::Early => "urgent rules are reached early in the questionnaire",
        }
    }
}

/// A promise that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refutation {
    /// The promise.
    pub property: Property,
    /// What it is about, e.g. `rule st-05`.
    pub subject: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// A set of answers that shows it, as it could stand in `cases.toml`; empty where there is none to show.
    pub answers: Vec<String>,
}

/// How urgent a red flag is at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The red flag's condition.
    pub flag: String,
    /// What the pack promises; nothing: it names the danger only.
    pub stated: Option<UrgencyClass>,
    /// What holds for every set of answers.
    pub proven: UrgencyClass,
}

/// The result of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The pack's id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// The hash of its meaning.
    pub hash: String,
    /// How many questions, options and rules were looked at.
    pub size: (usize, usize, usize),
    /// How often each promise was put to the search.
    pub tried: Vec<(Property, usize)>,
    /// What does not hold.
    pub refuted: Vec<Refutation>,
    /// What cannot be reached, and why that is meant so.
    pub on_purpose: Vec<(String, String)>,
    /// The floor of each red flag.
    pub floors: Vec<Floor>,
    /// The most questions that are asked up to the last one that an urgent rule needs, and that rule.
    pub latest: Option<(usize, String)>,
}

impl Certificate {
    pub(super) fn of(pack: &Pack) -> Self {
        let options = pack.questions.iter().map(|q| q.kind.options().len()).sum();
        Self {
            pack: pack.id.clone(),
            version: pack.version.clone(),
            hash: pack.hash().to_owned(),
            size: (pack.questions.len(), options, pack.rules.len()),
            tried: Vec::new(),
            refuted: Vec::new(),
            on_purpose: Vec::new(),
            floors: Vec::new(),
            latest: None,
        }
    }

    /// True when every promise holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.refuted.is_empty()
    }

    pub(super) fn tried(&mut self, property: Property, times: usize) {
        match self.tried.iter_mut().find(|(known, _)| *known == property) {
            Some((_, count)) => *count += times,
            None => self.tried.push((property, times)),
        }
    }

    pub(super) fn refute(
        &mut self,
        property: Property,
        subject: impl Into<String>,
        message: impl Into<String>,
        answers: Vec<String>,
    ) {
        self.refuted.push(Refutation { property, subject: subject.into(), message: message.into(), answers });
    }
}

impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (questions, options, rules) = self.size;
        let verdict = if self.holds() { "PROVEN" } else { "REFUTED" };
        writeln!(f, "{verdict}  {} {}  ({questions} questions, {options} options, {rules} rules)", self.pack, self.version)?;
        writeln!(f, "  meaning {}", self.hash)?;
        for property in Property::ALL {
            let times = self.tried.iter().find(|(known, _)| *known == property).map_or(0, |(_, times)| *times);
            let broken = self.refuted.iter().filter(|r| r.property == property).count();
            let mark = if broken == 0 { "holds" } else { "FAILS" };
            writeln!(f, "  {mark}  {} ({times} searched)", property.name())?;
        }
        if let Some((most, rule)) = &self.latest {
            writeln!(f, "  at most {most} questions up to the last one that an urgent rule needs ({rule})")?;
        }
        for (what, why) in &self.on_purpose {
            writeln!(f, "  not reachable on purpose: {what}: {why}")?;
        }
        for Floor { flag, stated, proven } in &self.floors {
            match stated {
                Some(stated) if proven < stated => {
                    writeln!(f, "  note: \"{flag}\" could promise {proven} instead of {stated}")?;
                }
                None if *proven < UrgencyClass::P8 => writeln!(f, "  note: \"{flag}\" could promise {proven}")?,
                _ => {}
            }
        }
        for refutation in &self.refuted {
            writeln!(f, "  {}: {}", refutation.subject, refutation.message)?;
            for answers in &refutation.answers {
                writeln!(f, "      {answers}")?;
            }
        }
        Ok(())
    }
}

/// A set of answers as it could stand in `cases.toml`.
pub(super) fn written_answers(pack: &Pack, answers: &Answers) -> String {
    let one = |(at, question): (usize, &Question)| written_answer(question, answers.at(crate::evaluate::index(at))?);
    pack.questions.iter().enumerate().filter_map(one).collect::<Vec<_>>().join("; ")
}

/// One answer as it could stand there. Nothing for days and texts: no rule looks into them.
pub(super) fn written_answer(question: &Question, value: &Value) -> Option<String> {
    let value = match value {
        Value::Options(bits) => {
            let chosen: Vec<&str> = question.kind.chosen(*bits).collect();
            if let [one] = chosen.as_slice() { (*one).to_owned() } else { format!("{{{}}}", chosen.join(",")) }
        }
        Value::Number(number) => written(*number),
        Value::Day(_) | Value::Text(_) => return None,
    };
    Some(format!("{}={value}", question.id))
}
