//! How long one assessment takes to judge, to describe and to generate, and how long the packs take to load.

use divan::{Bencher, black_box};
use domain::Language;
use knowledge::{Answers, KnowledgeBase, Pack, Profile};

const PACKS: [&str; 4] = ["sore-throat", "urinary-tract-infection", "low-back", "informal-care"];

fn main() {
    divan::main();
}

/// Random numbers that are the same in every run (a 64-bit linear generator, upper half used first).
fn random() -> impl FnMut() -> u64 {
    let mut state = 1_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.rotate_left(32)
    }
}

/// Many different sets of answers, so that no single rule is measured.
fn many_answers(pack: &Pack) -> Vec<Answers> {
    let mut random = random();
    (0..256).map(|_| pack.random_answers(&mut random, &Profile::default())).collect()
}

#[divan::bench(args = PACKS)]
fn evaluate(bencher: Bencher<'_, '_>, id: &str) {
    let base = KnowledgeBase::builtin();
    let pack = base.get(id).expect("built in");
    let answers = many_answers(pack);
    let mut at = 0;
    bencher.bench_local(|| {
        at = (at + 1) % answers.len();
        pack.evaluate(black_box(&answers[at]))
    });
}

#[divan::bench(args = PACKS)]
fn urgency_alone(bencher: Bencher<'_, '_>, id: &str) {
    let base = KnowledgeBase::builtin();
    let pack = base.get(id).expect("built in");
    let answers = many_answers(pack);
    let mut at = 0;
    bencher.bench_local(|| {
        at = (at + 1) % answers.len();
        pack.urgency(black_box(&answers[at]))
    });
}

#[divan::bench(args = PACKS)]
fn describe(bencher: Bencher<'_, '_>, id: &str) {
    let base = KnowledgeBase::builtin();
    let pack = base.get(id).expect("built in");
    let answers = &many_answers(pack)[0];
    let judgement = pack.evaluate(answers).judgement.expect("complete answers");
    let kept = pack.to_domain(answers);
    bencher.bench_local(|| pack.describe(Language::Fi, black_box(&judgement), &kept));
}

#[divan::bench(args = PACKS)]
fn random_answers(bencher: Bencher<'_, '_>, id: &str) {
    let base = KnowledgeBase::builtin();
    let pack = base.get(id).expect("built in");
    let mut random = random();
    bencher.bench_local(|| pack.random_answers(&mut random, &Profile::default()));
}

#[divan::bench]
fn load_all() -> KnowledgeBase {
    KnowledgeBase::builtin()
}

#[divan::bench]
fn load_all_with_texts() -> usize {
    let base = KnowledgeBase::builtin();
    base.packs().map(|pack| pack.titles().fi.len()).sum()
}
