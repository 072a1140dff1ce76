//! `omaolo content replay CASE`: the stored answers on the very content that judged them. The look goes to the use log first.

use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::{Case, CaseId, UseAction, UseEntry};
use jiff::Timestamp;
use knowledge::{ContentSettings, Difference, KnowledgeBase, Pack, short};
use store::Store;

use crate::cli::StoreAt;
use crate::house::{self, wait};

/// Replays a case, and says what a newer version would make of it.
///
/// # Errors
/// When there is no such case, or the content that judged it is not to be had.
pub fn run(case: &str, at: &StoreAt) -> anyhow::Result<ExitCode> {
    let dir = at.folder()?;
    let store = at.open()?;
    let id = find(&store, case)?;
    let Some(case) = wait(store.case(id))? else { bail!("there is no case {id} in {}", dir.display()) };
    wait(store.log_use(look(&case)))?;
    let base = house::load(&store, &dir, ContentSettings::of_folder(&dir)?);
    let assessment = &case.assessment;
    println!("case {id}");
    println!("then: {} {}: {}", assessment.id, assessment.version, short(&case.judgement));
    let Some(pack) = base.by_hash(&assessment.id, &assessment.hash) else {
        bail!(
            "{} {} with the hash {} is neither in use nor kept, so the case cannot be replayed; its stored outcome stands",
            assessment.id,
            assessment.version,
            assessment.hash
        );
    };
    let differences = match pack.replay(&case.answers, &case.judgement) {
        Ok(differences) => differences,
        Err(problems) => {
            bail!("the content does not take the stored answers any more: {}", knowledge::EvaluateError::Answers(problems))
        }
    };
    if differences.is_empty() {
        println!("replayed on the same content: same outcome");
    } else {
        println!("replayed on the same content: NOT the same outcome");
        print(&differences);
    }
    tell_newest(&base, pack, &case);
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A case by its identity or by its number.
fn find(store: &dyn Store, case: &str) -> anyhow::Result<CaseId> {
    if let Ok(no) = case.parse::<i64>() {
        return wait(store.case_numbered(no))?.with_context(|| format!("there is no case with the number {no}"));
    }
    case.parse().with_context(|| format!("\"{case}\" is neither a case's identity nor its number"))
}

/// Nobody signs in at the command line: whoever has the passphrase of the store looks.
fn look(case: &Case) -> UseEntry {
    UseEntry {
        at: Timestamp::now(),
        user: None,
        role: None,
        unit: None,
        action: UseAction::ReadCase,
        resident: Some(case.resident),
        case: Some(case.id),
        detail: "content replay at the command line".to_owned(),
        session: None,
        shown: Vec::new(),
    }
}

/// What the version in use would say, where it is another one.
fn tell_newest(base: &KnowledgeBase, pack: &Pack, case: &Case) {
    let Some(newest) = base.get(pack.id()).filter(|newest| newest.hash() != pack.hash()) else { return };
    let name = format!("{} {}, in use now,", newest.id(), newest.version());
    match newest.replay(&case.answers, &case.judgement) {
        Ok(differences) if differences.is_empty() => println!("{name} would say the same"),
        Ok(differences) => {
            println!("{name} would say:");
            print(&differences);
        }
        Err(problems) => println!("{name} does not take these answers: {}", knowledge::EvaluateError::Answers(problems)),
    }
}

fn print(differences: &[Difference]) {
    for Difference { what, then, now } in differences {
        println!("  {what:<15} {then} -> {now}");
    }
}
