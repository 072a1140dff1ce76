//! The same rules on the same answers in this program's engine and in zen-engine: first that both come to the same rule in
//! every case of the pack, then how long one judgement takes. Ours explains itself besides: which answers made the rule hold.

use std::hint::black_box;
use std::time::{Duration, Instant};

use knowledge::KnowledgeBase;
use serde_json::{Map, Value, json};
use zen_engine::Decision;
use zen_engine::model::DecisionContent;

const PACK: &str = "sore-throat";
const CASES: [&str; 2] = [
    include_str!("../../../src/knowledge/packs/sore-throat/cases.toml"),
    include_str!("../../../src/knowledge/packs/sore-throat/edges.toml"),
];
/// The rules of the pack as a decision table of the other engine.
const TABLE: &str = include_str!("../sore-throat.json");
/// How often each case is judged in each engine.
const ROUNDS: usize = 300;

/// A case of the pack: its answers, and the rule that must come out.
struct Case {
    id: String,
    answers: Value,
    rule: String,
}

fn main() {
    let base = KnowledgeBase::builtin();
    let pack = base.get(PACK).expect("the pack is built in");
    let cases = cases();
    let ours: Vec<_> = cases.iter().map(|case| pack.answers_from_json(&case.answers).expect("the answers are valid")).collect();
    let theirs: Vec<_> = cases.iter().map(|case| context(&case.answers)).collect();
    let content: DecisionContent = serde_json::from_str(TABLE).expect("the table can be read");
    let mut decision = Decision::from(content);
    decision.compile();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        for ((case, answers), context) in cases.iter().zip(&ours).zip(&theirs) {
            let judged = pack.evaluate(answers).judgement.expect("the answers are complete").rule;
            let result = decision.evaluate(context.clone().into()).await.unwrap_or_else(|error| panic!("{}: {error:?}", case.id));
            let result: Value = result.result.to_value();
            assert_eq!((judged.as_str(), result["rule"].as_str()), (case.rule.as_str(), Some(case.rule.as_str())), "{}", case.id);
        }
        let contexts: Vec<zen_engine::Variable> = theirs.iter().map(|context| context.clone().into()).collect();
        let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
        // Interleaved, so that whatever else the machine does falls on both.
        for _ in 0..ROUNDS {
            for (answers, context) in ours.iter().zip(&contexts) {
                let begin = Instant::now();
                black_box(pack.evaluate(black_box(answers)));
                our_times.push(begin.elapsed());
                let begin = Instant::now();
                black_box(decision.evaluate(black_box(context.clone())).await.is_ok());
                their_times.push(begin.elapsed());
            }
        }
        let (ours, theirs) = (median(our_times), median(their_times));
        println!("{} cases of {PACK}: both engines come to the same rule in all of them", cases.len());
        println!("one judgement, p50 of {}: ours {ours:?}, with its explanation; zen-engine {theirs:?}", ROUNDS * cases.len());
        println!("ratio {:.3}", ours.as_secs_f64() / theirs.as_secs_f64());
    });
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The cases of the pack, read as its format has them: `base; q=x; q={x,y}; q=-`.
fn cases() -> Vec<Case> {
    let files = CASES.map(|text| text.parse::<toml::Table>().expect("cases are TOML"));
    let bases: Map<String, Value> = files
        .iter()
        .filter_map(|file| file.get("base")?.as_table())
        .flatten()
        .map(|(name, text)| (name.clone(), json!(text.as_str())))
        .collect();
    let named = files.iter().filter_map(|file| file["case"].as_table()).flatten();
    named
        .map(|(id, case)| {
            let mut answers = Map::new();
            add(&mut answers, case["answers"].as_str().expect("a text"), &bases);
            Case { id: id.clone(), answers: Value::Object(answers), rule: case["rule"].as_str().expect("a rule").to_owned() }
        })
        .collect()
}

fn add(answers: &mut Map<String, Value>, text: &str, bases: &Map<String, Value>) {
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            None => add(answers, bases[part].as_str().expect("a text"), bases),
            Some((question, "-")) => {
                answers.remove(question.trim());
            }
            Some((question, answer)) => {
                let set = answer.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
                let many = matches!(question.trim(), "emergency-signs" | "fluids" | "tonsils");
                let value = match (set, answer.trim().parse::<f64>()) {
                    (Some(set), _) => json!(set.split(',').map(str::trim).collect::<Vec<_>>()),
                    (None, Ok(number)) => json!(number),
                    (None, Err(_)) if many => json!([answer.trim()]),
                    (None, Err(_)) => json!(answer.trim()),
                };
                answers.insert(question.trim().to_owned(), value);
            }
        }
    }
}

/// The answers under names that expressions of the other engine can have; what was not answered is empty or nothing.
fn context(answers: &Value) -> Value {
    let given = answers.as_object().expect("an object").iter().map(|(id, answer)| (id.replace('-', "_"), answer.clone()));
    let mut context: Map<String, Value> =
        ["emergency_signs", "fluids", "tonsils"].map(|id| (id.to_owned(), json!([]))).into_iter().collect();
    context.insert("symptom_days".to_owned(), json!(0));
    context.extend(given);
    Value::Object(context)
}
