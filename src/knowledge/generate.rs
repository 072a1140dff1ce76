//! Residents for demonstrations: answers a pack as people would, mostly harmlessly. Knows no pack; it leans on what the rules
//! call dangerous.

use domain::{Sex, UrgencyClass};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::answers::{Answers, Value};
use crate::condition::Op;
use crate::condition::program::{Formula, Node, SCALE, Term};
use crate::format::Prefill;
use crate::pack::danger::Order;
use crate::pack::{Pack, Question, QuestionKind, Range};

/// What is known of a generated resident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Full years; drawn when nothing is given.
    pub age: Option<u32>,
    /// The official record; drawn when nothing is given.
    pub sex: Option<Sex>,
    /// The day of answering, for questions that ask a day; they stay unanswered when nothing is given.
    pub today: Option<Date>,
    /// The examination that the form comes before; drawn when nothing is given. A question whose options are examinations is
    /// answered with it.
    pub examination: Option<String>,
}

/// How a pack's answers are weighed, found once from its rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leanings {
    /// For each question, for each option, how likely it is: 1 is ordinary.
    options: Vec<Vec<f64>>,
    /// For each question, the numbers at which rules begin to hold, ascending.
    cuts: Vec<Vec<i64>>,
    /// For each question, whether small numbers are the dangerous ones.
    falling: Vec<bool>,
}

/// How often each class is wished for, in hundredths. Nothing is promised: a pack may not give it.
const WISHES: [(UrgencyClass, u32); 7] = [
    (UrgencyClass::P0, 1),
    (UrgencyClass::P1, 4),
    (UrgencyClass::P2, 8),
    (UrgencyClass::P3, 17),
    (UrgencyClass::P4, 25),
    (UrgencyClass::P5, 22),
    (UrgencyClass::P8, 23),
];

/// An option that is dangerous only together with others is hardly rare.
const JOINED: f64 = 0.6;

/// How likely an option is that alone leads to this class; 1 is ordinary.
fn rarity(class: UrgencyClass) -> f64 {
    match class {
        UrgencyClass::P0 => 0.004,
        UrgencyClass::P1 => 0.03,
        UrgencyClass::P2 => 0.08,
        UrgencyClass::P3 => 0.2,
        UrgencyClass::P4 => 0.4,
        _ => 0.7,
    }
}

/// How many sets of answers are drawn to come near to the wished class.
const DRAWS: u32 = 10;

/// Chance, in a form that is pleasant here.
struct Chance<'a, R>(&'a mut R);

impl<R: FnMut() -> u64> Chance<'_, R> {
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a floating-point number exactly")]
    fn unit(&mut self) -> f64 {
        ((self.0)() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True this often.
    fn happens(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// A whole number from low to high, both included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap_or_default() + 1;
        low + i64::try_from((self.0)() % span).unwrap_or_default()
    }

    fn pick(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (at, weight) in weights.enumerate() {
            last = at;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}

impl Pack {
    /// Answers the pack like a resident: walks the questions in their order, respects what is shown, ranges and options that
    /// stand alone. `rng` gives random numbers of 64 bits; the same numbers give the same answers. Texts are left out.
    pub fn random_answers(&self, rng: &mut impl FnMut() -> u64, profile: &Profile) -> Answers {
        let leanings = self.leanings.get_or_init(|| Leanings::of(self));
        let mut chance = Chance(rng);
        let given: Vec<_> = WISHES.iter().filter(|(class, _)| self.rules.iter().any(|rule| rule.urgency == *class)).collect();
        let at = chance.pick(given.iter().map(|(_, often)| f64::from(*often)));
        let wish = given.get(at).map_or(UrgencyClass::P8, |(class, _)| *class);
        let rank = |answers: &Answers| self.urgency(answers).map_or(u8::MAX, UrgencyClass::rank);
        let mut best = self.draw(leanings, &mut chance, profile, 0.0);
        for draw in 1..DRAWS {
            let reached = rank(&best);
            if reached == wish.rank() {
                break;
            }
            // Heat makes the rare ordinary, cold makes it rarer still.
            let step = f64::from(draw) / f64::from(DRAWS);
            let heat = if reached > wish.rank() { step } else { -2.0 * step };
            let answers = self.draw(leanings, &mut chance, profile, heat);
            if rank(&answers).abs_diff(wish.rank()) < reached.abs_diff(wish.rank()) {
                best = answers;
            }
        }
        best
    }

    fn draw<R: FnMut() -> u64>(&self, leanings: &Leanings, chance: &mut Chance<'_, R>, profile: &Profile, heat: f64) -> Answers {
        let mut answers = self.no_answers();
        let mut shown = 0;
        for (at, question) in self.questions.iter().enumerate() {
            let view = self.view(&answers, shown);
            if question.show_when.as_ref().is_some_and(|when| !view.holds(&when.node)) {
                continue;
            }
            shown |= 1 << at;
            if question.hidden {
                continue;
            }
            if question.required || chance.happens(0.6) {
                // Without a yes to the consent nothing would be sent.
                let agrees = || question.kind.options().iter().position(|id| *id == "yes");
                let value = match self.consent.filter(|consent| *consent == at).and_then(|_| agrees()) {
                    Some(yes) => Some(Value::Options(1 << yes)),
                    None => leanings.answer(at, question, chance, profile, heat),
                };
                answers.put(at, value);
            }
        }
        answers
    }
}

impl Leanings {
    fn of(pack: &Pack) -> Self {
        let options = pack.questions.iter().map(|q| vec![1.0; q.kind.options().len()]).collect();
        let mut leanings =
            Self { options, cuts: vec![Vec::new(); pack.questions.len()], falling: vec![false; pack.questions.len()] };
        for rule in &pack.rules {
            leanings.weigh(pack, &rule.when.node, rarity(rule.urgency));
        }
        for (at, question) in pack.questions.iter().enumerate() {
            leanings.harmless(at, question);
        }
        for danger in pack.dangers.iter().filter(|danger| danger.order == Order::Falling) {
            leanings.falling[danger.question] = true;
        }
        leanings.cuts.iter_mut().for_each(|cuts| {
            cuts.sort_unstable();
            cuts.dedup();
        });
        leanings
    }

    /// Makes the options that a condition asks for as rare as its rule is urgent.
    fn weigh(&mut self, pack: &Pack, node: &Node, rarity: f64) {
        match node {
            Node::Has { question, mask } => self.mark(*question, *mask, rarity),
            Node::Compare { term, op, value } => self.weigh_compared(pack, term, *op, *value, rarity),
            Node::Derived(index) => self.weigh_formula(pack, &pack.formulas[usize::from(*index)], rarity),
            Node::Or(parts) => parts.iter().for_each(|part| self.weigh(pack, part, rarity)),
            Node::And(parts) => parts.iter().for_each(|part| self.weigh(pack, part, rarity.max(JOINED))),
            Node::Always | Node::Lacks { .. } | Node::Answered(_) | Node::Result { .. } | Node::Not(_) => {}
        }
    }

    fn weigh_compared(&mut self, pack: &Pack, term: &Term, op: Op, value: i64, rarity: f64) {
        let grows = matches!(op, Op::Ge | Op::Gt);
        match term {
            Term::Number(question) => {
                let QuestionKind::Number(range) = &pack.questions[usize::from(*question)].kind else { return };
                let step = if range.whole { SCALE } else { SCALE / 10 };
                self.cuts[usize::from(*question)].push(if matches!(op, Op::Gt | Op::Le) { value + step } else { value });
            }
            Term::Count { question, mask } if grows => self.mark(*question, *mask, rarity),
            Term::Derived(index) if grows => self.weigh_formula(pack, &pack.formulas[usize::from(*index)], rarity),
            Term::Count { .. } | Term::Derived(_) => {}
        }
    }

    fn weigh_formula(&mut self, pack: &Pack, formula: &Formula, rarity: f64) {
        match formula {
            Formula::Condition(node) => self.weigh(pack, node, rarity),
            Formula::Count { question, mask } => self.mark(*question, *mask, rarity.max(JOINED)),
            Formula::Sum(items) => {
                items.iter().filter(|(p, _)| *p > 0).for_each(|(_, node)| self.weigh(pack, node, rarity.max(JOINED)));
            }
            Formula::Ratio(_) => {}
        }
    }

    fn mark(&mut self, question: u16, mask: u64, rarity: f64) {
        let weights = self.options[usize::from(question)].iter_mut().enumerate();
        weights.filter(|(at, _)| mask >> at & 1 == 1).for_each(|(_, weight)| *weight = weight.min(rarity));
    }

    /// How likely the options that only keep others out are: the likelier, the more dangerous the others.
    fn harmless(&mut self, at: usize, question: &Question) {
        let weights = &mut self.options[at];
        let countable = question.countable();
        let others = weights.iter().enumerate().filter(|(option, _)| countable >> option & 1 == 1).map(|(_, weight)| *weight);
        let mean = others.sum::<f64>() / f64::from(countable.count_ones().max(1));
        for (id, weight) in question.kind.options().into_iter().zip(weights) {
            match id {
                "none" if question.kind.takes_many() => *weight = 0.5 + 8.0 * (1.0 - mean) * (1.0 - mean),
                "no" | "none" if *weight >= 1.0 => *weight = 3.0,
                "unknown" => *weight = weight.min(0.15),
                _ => {}
            }
        }
    }

    fn answer<R: FnMut() -> u64>(
        &self,
        at: usize,
        question: &Question,
        chance: &mut Chance<'_, R>,
        profile: &Profile,
        heat: f64,
    ) -> Option<Value> {
        let weights = || self.options[at].iter().map(move |weight| weight.powf(1.0 - heat * 0.7));
        match &question.kind {
            QuestionKind::Boolean | QuestionKind::Single(_) => {
                let fixed = profile.sex.filter(|_| question.prefill == Some(Prefill::Sex));
                let named = |sex| if sex == Sex::Female { "female" } else { "male" };
                let known = fixed.map(named).or(profile.examination.as_deref());
                let known = known.and_then(|known| question.kind.options().iter().position(|id| *id == known));
                Some(Value::Options(1 << known.unwrap_or_else(|| chance.pick(weights()))))
            }
            QuestionKind::Multi(_) => {
                let first = chance.pick(weights());
                let mut bits = 1_u64 << first;
                if bits & question.exclusive() == 0 {
                    for (other, weight) in weights().enumerate() {
                        let free = question.countable() >> other & 1 == 1;
                        if free && chance.happens((weight * 0.3).min(0.5)) {
                            bits |= 1 << other;
                        }
                    }
                }
                Some(Value::Options(bits))
            }
            QuestionKind::Number(range) => {
                let age = profile.age.filter(|_| question.prefill == Some(Prefill::Age));
                Some(Value::Number(match age {
                    Some(age) => (i64::from(age) * SCALE).clamp(range.min, range.max),
                    None => self.number(at, range, chance, heat),
                }))
            }
            QuestionKind::Date => {
                let back = chance.between(0, 60);
                Some(Value::Day(profile.today?.checked_sub(back.days()).ok()?))
            }
            QuestionKind::Text => None,
        }
    }

    /// A number near the harmless end: among the stretches between the rules' limits, the first is the likeliest.
    fn number<R: FnMut() -> u64>(&self, at: usize, range: &Range, chance: &mut Chance<'_, R>, heat: f64) -> i64 {
        let step = if range.whole { SCALE } else { SCALE / 10 };
        if range.unit.as_deref() == Some("years") {
            // Those who ask for care are older than a drawn lot.
            let high = (range.max / SCALE).min(96);
            return chance.between(range.min / SCALE, high).max(chance.between(range.min / SCALE, high)) * SCALE;
        }
        let inside = self.cuts[at].iter().copied().filter(|cut| (range.min + 1..=range.max).contains(cut));
        if self.falling[at] {
            // The harmless end is the upper one: the same with the signs turned round.
            let cuts: Vec<i64> = inside.rev().map(|cut| step - cut).collect();
            return -near_the_lower_end(chance, (-range.max, -range.min), &cuts, step, heat);
        }
        near_the_lower_end(chance, (range.min, range.max), &inside.collect::<Vec<_>>(), step, heat)
    }
}

fn near_the_lower_end<R: FnMut() -> u64>(
    chance: &mut Chance<'_, R>,
    (min, max): (i64, i64),
    cuts: &[i64],
    step: i64,
    heat: f64,
) -> i64 {
    // Where there are many limits the next one is less of a step.
    let limits = f64::from(u32::try_from(cuts.len()).unwrap_or(u32::MAX));
    let further = (0.6 * limits / (limits + 2.0)).max(0.25);
    let mut stretch = 0;
    while stretch < cuts.len() && chance.happens((further + heat * 0.5).max(0.03)) {
        stretch += 1;
    }
    let low = if stretch == 0 { min } else { cuts[stretch - 1] };
    let high = cuts.get(stretch).map_or(max, |cut| cut - step).max(low);
    // A stretch without an end nearby is used near the limit only.
    let (low, high) = match (stretch, cuts.is_empty()) {
        (0, false) => (low.max(high - 20 * step), high),
        (_, false) => (low, high.min(low + 15 * step)),
        (_, true) => (low, high.min(low + 10 * step)),
    };
    chance.between(low / step, high / step) * step
}
