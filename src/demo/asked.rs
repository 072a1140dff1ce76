//! Who answers what: each assessment in its share, by somebody whom it is meant for.

use domain::{AssessmentKind, Sex, Words};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use knowledge::{AnsweredBy, ExamPoint, ExamTime, KnowledgeBase, Pack};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

use super::people::Person;
use super::words::{WORDS, one_of};

/// Somebody who answers an assessment.
pub struct Asked<'a> {
    /// Whose matter it is.
    pub person: Person,
    /// The assessment.
    pub pack: &'a Pack,
    /// The examination that it comes before.
    pub examination: Option<&'a str>,
    /// Who acts for them.
    pub on_behalf: Option<Words>,
}

/// The county's residents as those who answer are found among them.
#[derive(Clone, Copy, Debug)]
pub struct Residents {
    /// The county's seed.
    pub seed: u64,
    /// How many adults there are.
    pub adults: u64,
    /// The day of which their ages are.
    pub today: Date,
    /// The day of answering: children are as old as their examination asks on that day.
    pub day: Date,
}

/// How many adults are looked at for one whom a form is meant for, before another form is thought of.
const LOOKS: usize = 60;

impl Residents {
    /// Draws an assessment in use and somebody to answer it. Nothing: nobody was found for the one that was drawn.
    pub fn one_asked<'a>(&self, knowledge: &'a KnowledgeBase, rng: &mut impl Rng) -> Option<Asked<'a>> {
        let packs: Vec<&Pack> = knowledge.packs().collect();
        let pack = *packs.choose_weighted(rng, |pack| share(pack)).ok()?;
        let Some(point) = pack.exam_points().choose(rng) else {
            let person = self.adult(rng, |person, rng| self.is_meant(pack, person, rng))?;
            let acts = rng.random_ratio(1, 25).then(|| somebody_of_the_family(&person, rng));
            return Some(Asked { person, pack, examination: None, on_behalf: acts });
        };
        let person = self.examined(point, rng)?;
        let acts = (point.answered_by == AnsweredBy::Guardian).then(|| somebody_of_the_family(&person, rng));
        Some(Asked { person, pack, examination: Some(&point.id), on_behalf: acts })
    }

    fn adult<R: Rng>(&self, rng: &mut R, fits: impl Fn(&Person, &mut R) -> bool) -> Option<Person> {
        (0..LOOKS).find_map(|_| {
            let person = Person::number(self.seed, rng.random_range(0..self.adults.max(1)), self.today);
            fits(&person, rng).then_some(person)
        })
    }

    fn age(&self, person: &Person) -> u32 {
        person.code.age_on(self.today).into()
    }

    /// Old enough, and of the sex that the assessment is for: one in ten of the others tries it all the same.
    fn is_meant(&self, pack: &Pack, person: &Person, rng: &mut impl Rng) -> bool {
        let is_of_age = pack.min_age().is_none_or(|youngest| self.age(person) >= youngest);
        is_of_age && (pack.sex().is_none_or(|sex| sex == person.code.sex()) || rng.random_ratio(1, 10))
    }

    /// Somebody whom the examination is due for, or their partner.
    fn examined(&self, point: &ExamPoint, rng: &mut impl Rng) -> Option<Person> {
        let of_age = |person: &Person, ages: std::ops::RangeInclusive<u32>| ages.contains(&self.age(person));
        // The form is answered between its invitation and the examination.
        let early = i64::from(rng.random_range(0..=point.days_before_invite));
        match point.from {
            ExamTime::PregnancyWeek(_) | ExamTime::WeeksAfterBirth(_) => self.adult(rng, |person, _| {
                let parent = point.answered_by == AnsweredBy::Partner || person.code.sex() == Sex::Female;
                parent && of_age(person, 19..=43)
            }),
            ExamTime::StudyYear(year) => self.adult(rng, |person, _| of_age(person, 16 + year..=24 + year)),
            ExamTime::AgeWeeks(weeks) => self.child(i64::from(weeks).weeks(), -early, rng),
            ExamTime::AgeMonths(months) => self.child(i64::from(months).months(), -early, rng),
            ExamTime::AgeYears(years) => self.child(i64::from(years).years(), -early, rng),
            // Pupils of the first grade turn seven in the year in which they start.
            ExamTime::Grade(grade) => {
                let days = rng.random_range(-180..180);
                self.child(i64::from(grade + 6).years(), days, rng)
            }
        }
    }

    /// A child of this age and some days, on the day of answering.
    fn child(&self, age: Span, days: i64, rng: &mut impl Rng) -> Option<Person> {
        let birth = self.day.checked_sub(age).ok()?.checked_sub(days.days()).ok()?;
        Some(Person::born(self.seed, birth, rng.random_range(0..100)))
    }
}

/// How often an assessment is answered beside the others: as `words.toml` says of it, or of its kind.
fn share(pack: &Pack) -> f64 {
    let kind = kind_name(pack.kind());
    WORDS.share.get(pack.id()).or_else(|| WORDS.share.get(kind)).copied().unwrap_or(1.0)
}

/// A kind of assessment as `words.toml` names it.
pub fn kind_name(kind: AssessmentKind) -> &'static str {
    match kind {
        AssessmentKind::Symptom => "symptom",
        AssessmentKind::Service => "service",
        AssessmentKind::Wellbeing => "wellbeing",
        AssessmentKind::Periodic => "periodic",
        AssessmentKind::Form => "form",
    }
}

fn somebody_of_the_family(person: &Person, rng: &mut impl Rng) -> Words {
    let names = if rng.random_ratio(2, 3) { "female" } else { "male" };
    let given = WORDS.names.get(&format!("{names}-{}", person.language)).map_or("", |names| one_of(names, rng));
    Words::new(format!("{} {given}", person.family))
}
