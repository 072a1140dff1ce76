//! Checks that need the whole pack: the order of the rules, and what is defined but used nowhere.

use domain::{AssessmentKind, ClassTable, UrgencyClass, Within};

use super::build::Build;
use super::{Findings, Rule};
use crate::condition::program::Node;
use crate::format::{PackForm, Text};

/// Reports what is wrong in the pack as a whole.
pub(super) fn whole(build: &mut Build<'_>, form: &PackForm, classes: &ClassTable, rules: &[Rule]) {
    if form.findings == Some(Findings::PerArea) {
        areas(build, form, rules);
    } else {
        order(build, form, classes, rules);
        ends(build, form, rules);
    }
    used(build, form);
    deadlines(build, form);
    plain(build, form);
}

/// A form judges nothing: one line says what everybody comes to, and somebody must read it.
fn plain(build: &mut Build<'_>, form: &PackForm) {
    if form.kind != AssessmentKind::Form {
        return;
    }
    if let Some(second) = form.rule.get(1) {
        build.at(&second.id, "a form has no rules: one line says what everybody comes to").hint =
            Some("keep the one that holds always, or make the pack a symptom assessment".to_owned());
    }
    let read = UrgencyClass::P1..=UrgencyClass::P5;
    if let Some(class) = form.rule.first().and_then(|rule| rule.class.as_ref()).filter(|class| !read.contains(class.get_ref())) {
        let message = format!("a form cannot come to {}", class.get_ref());
        build.report(class.span().start, message).hint = Some(
            "write P1 to P5: with P0 everybody would be told to call 112, and with P8 nobody would have to read the answers"
                .to_owned(),
        );
    }
}

/// The first rule that holds decides, so rules stand from most to least urgent; inside P5 the shorter limit comes first.
fn order(build: &mut Build<'_>, form: &PackForm, classes: &ClassTable, rules: &[Rule]) {
    let limit = |rule: &Rule| {
        let written = form.recommendation.get(rule.recommendation);
        let own = written.and_then(|r| r.within.as_ref()).map(|w| *w.get_ref());
        own.unwrap_or(classes.limit(rule.urgency).within)
    };
    for (pair, written) in rules.windows(2).zip(form.rule.iter().skip(1)) {
        let (before, rule) = (&pair[0], &pair[1]);
        if rule.urgency < before.urgency {
            let message =
                format!("\"{}\" is more urgent ({}) than the rule before it ({})", rule.id, rule.urgency, before.urgency);
            build.at(&written.id, message).hint = Some("put the more urgent rule first".to_owned());
        } else if rule.outcome.is_none()
            && rule.urgency == UrgencyClass::P5
            && before.urgency == UrgencyClass::P5
            && hours(limit(rule)) < hours(limit(before))
        {
            let message =
                format!("\"{}\" has a shorter limit ({}) than the rule before it ({})", rule.id, limit(rule), limit(before));
            build.at(&written.id, message).hint = Some("inside P5 the shorter limit comes first".to_owned());
        }
    }
}

/// A time limit as hours, for comparing.
pub(crate) fn hours(within: Within) -> u32 {
    match within {
        Within::Now => 0,
        Within::Hours(n) => u32::from(n),
        Within::Days(n) => u32::from(n) * 24,
        Within::NoLimit => u32::MAX,
    }
}

/// The last rule always holds, and no other does: every answer set comes to something, and every rule can be reached.
fn ends(build: &mut Build<'_>, form: &PackForm, rules: &[Rule]) {
    let Some(last) = form.rule.last() else {
        build.at(&form.id, "the pack has no rules");
        return;
    };
    for (rule, written) in rules.iter().zip(&form.rule) {
        let is_last = written.id.get_ref() == last.id.get_ref();
        // A condition that could not be read is reported already and carries no text.
        let always = rule.when.node == Node::Always && !rule.when.written.is_empty();
        if always && !is_last {
            build.at(&written.when, format!("no rule after \"{}\" can be reached", rule.id)).hint =
                Some("only the last rule holds always".to_owned());
        }
        if is_last && rule.when.node != Node::Always {
            build.at(&written.when, "the last rule must hold always").hint =
                Some("write when = \"always\", so that every set of answers comes to something".to_owned());
        }
    }
}

/// In each area the first rule that holds counts: the last holds always and no other does. What must stop the questions at
/// once stands first.
fn areas(build: &mut Build<'_>, form: &PackForm, rules: &[Rule]) {
    for (at, area) in form.area.iter().enumerate() {
        let own: Vec<usize> = (0..rules.len()).filter(|rule| rules[*rule].area == Some(at)).collect();
        let Some(last) = own.last() else {
            build.at(&area.id, format!("no rule is about \"{}\"", area.id.get_ref()));
            continue;
        };
        let mut before = UrgencyClass::P0;
        for rule in &own {
            let (always, written) = (rules[*rule].when.node == Node::Always, &form.rule[*rule]);
            if always && rule != last && !rules[*rule].when.written.is_empty() {
                build.at(&written.when, format!("no rule of this area after \"{}\" can be reached", rules[*rule].id)).hint =
                    Some("only the last rule of an area holds always".to_owned());
            }
            if !always && rule == last {
                build.at(&written.when, format!("the last rule about \"{}\" must hold always", area.id.get_ref())).hint =
                    Some("write when = \"always\", so that every area has a finding".to_owned());
            }
            if rules[*rule].urgency == UrgencyClass::P0 && before != UrgencyClass::P0 {
                build.at(&written.id, format!("\"{}\" stops the questions, so it stands first in its area", rules[*rule].id));
            }
            before = rules[*rule].urgency;
        }
    }
    if rules.is_empty() {
        build.at(&form.id, "the pack has no rules");
    }
}

/// Recommendations, outcomes and derived values that nothing leads to are most likely mistakes.
fn used(build: &mut Build<'_>, form: &PackForm) {
    for one in &form.recommendation {
        if !form.rule.iter().any(|rule| rule.recommend.get_ref() == one.id.get_ref()) {
            build.at(&one.id, format!("no rule gives the recommendation \"{}\"", one.id.get_ref()));
        }
    }
    for one in &form.outcome {
        let given = |rule: &crate::format::RuleForm| rule.outcome.as_ref().is_some_and(|o| o.get_ref() == one.id.get_ref());
        if !form.rule.iter().any(given) {
            build.at(&one.id, format!("no rule gives the outcome \"{}\"", one.id.get_ref()));
        }
    }
    for one in &form.level {
        if !form.rule.iter().any(|rule| rule.level.as_ref().is_some_and(|level| level.get_ref() == one.id.get_ref())) {
            build.at(&one.id, format!("no rule gives the level \"{}\"", one.id.get_ref()));
        }
    }
    let conditions: Vec<&Text> = all_conditions(form);
    for one in form.derived.iter().filter(|one| !one.show) {
        let id = one.id.get_ref();
        if form.observation.iter().any(|observation| observation.of.get_ref() == id) {
            continue;
        }
        if !conditions.iter().any(|text| mentions(text.get_ref(), id)) {
            build.at(&one.id, format!("nothing uses the derived value \"{id}\"")).hint =
                Some("write show = true if the professional shall see it".to_owned());
        }
    }
}

fn all_conditions(form: &PackForm) -> Vec<&Text> {
    let mut all: Vec<&Text> = form.rule.iter().map(|rule| &rule.when).collect();
    all.extend(form.derived.iter().map(|d| &d.value));
    all.extend(form.deadline.iter().map(|d| &d.when));
    all.extend(form.queue_rule.iter().map(|q| &q.when));
    all.extend(form.code.iter().filter_map(|c| c.when.as_ref()));
    let professional = &form.professional;
    all.extend(form.red_flag.iter().map(|flag| &flag.when));
    all.extend(professional.positives.iter().chain(&professional.negatives));
    all
}

fn mentions(condition: &str, id: &str) -> bool {
    condition.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').any(|word| word == id)
}

/// A service assessment has a deadline for every outcome: the last row holds always.
fn deadlines(build: &mut Build<'_>, form: &PackForm) {
    if form.kind != AssessmentKind::Service {
        return;
    }
    match form.deadline.last() {
        None => {
            build.at(&form.id, "a service assessment needs deadlines");
        }
        Some(last) if last.when.get_ref().trim() != "always" => {
            build.at(&last.when, "the last deadline must hold always");
        }
        Some(_) => {}
    }
}
