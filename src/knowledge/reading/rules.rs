//! The rules as a decision table, the red flags with their floors, and what the rules recommend.

use std::collections::BTreeSet;

use domain::UrgencyClass;

use super::{Block, Item, Line, Look, Point, Table, Writer, line, words};
use crate::pack::danger::Order;
use crate::pack::{Findings, Recommendation, Rule};

impl Writer<'_> {
    pub(super) fn rules(&mut self) {
        let per_area = self.pack.findings == Some(Findings::PerArea);
        self.heading(if per_area { &words::RULES_PER_AREA } else { &words::RULES });
        if !per_area {
            let rows = (0..self.pack.rules.len()).map(|at| self.rule(at)).collect();
            self.table(rows);
            return;
        }
        for (area, text) in self.texts.areas.iter().enumerate() {
            self.blocks.push(Block::Part(text.clone()));
            let own = (0..self.pack.rules.len()).filter(|at| self.pack.rules[*at].area == Some(area));
            let rows = own.map(|at| self.rule(at)).collect();
            self.table(rows);
        }
    }

    fn table(&mut self, rows: Vec<Vec<Vec<Line>>>) {
        let columns = [(words::RESULT, 20), (words::IF, 32), (words::THEN, 24), (words::WHY, 24)];
        let columns = columns.into_iter().map(|(title, share)| (self.word(&title).to_owned(), share)).collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    fn rule(&self, at: usize) -> Vec<Vec<Line>> {
        let rule = &self.pack.rules[at];
        let recommendation = &self.pack.recommendations[rule.recommendation];
        let mut result = vec![line(Look::Strong, self.result(recommendation))];
        if let Some(level) = rule.level {
            result.push(line(Look::Plain, self.texts.levels[level].clone()));
        }
        result.push(line(Look::Small, rule.id.clone()));
        let when = self.condition_lines(&rule.when.node).into_iter().map(|text| line(Look::Plain, text)).collect();
        let why = vec![
            line(Look::Plain, self.texts.rules[at].clone()),
            line(Look::Small, format!("{}: {}", self.word(&words::SOURCE), rule.source)),
        ];
        vec![result, when, self.then(at, rule, recommendation), why]
    }

    fn then(&self, at: usize, rule: &Rule, recommendation: &Recommendation) -> Vec<Line> {
        let mut then = Vec::new();
        if let Some(text) = self.texts.findings.get(at).filter(|text| !text.is_empty()) {
            then.push(line(Look::Plain, self.timed(text, recommendation)));
        }
        let advice = self.timed(&self.texts.recommendations[rule.recommendation].text, recommendation);
        then.push(line(Look::Plain, format!("→ {}. {}", rule.recommendation + 1, first_sentence(&advice))));
        if let Some(queue) = &rule.queue {
            then.push(line(Look::Small, format!("{}: {queue}", self.word(&words::QUEUE))));
        }
        then
    }

    /// The class or the outcome that a recommendation goes with.
    fn result(&self, recommendation: &Recommendation) -> String {
        match recommendation.outcome {
            Some(outcome) => self.texts.outcomes[outcome].clone(),
            None => self.class(recommendation.urgency, self.pack.within(recommendation)),
        }
    }

    /// Puts the time limit into a text.
    fn timed(&self, text: &str, recommendation: &Recommendation) -> String {
        text.replace("{within}", &self.shared.within(self.pack.within(recommendation)))
    }

    pub(super) fn red_flags(&mut self) {
        let mut floors: Vec<(UrgencyClass, Vec<String>)> = Vec::new();
        for flag in &self.pack.red_flags {
            floors.push((flag.floor, self.condition_lines(&flag.when.node)));
        }
        for danger in &self.pack.dangers {
            let classes: BTreeSet<UrgencyClass> = danger.floors.iter().map(|(_, floor)| *floor).collect();
            for class in classes {
                let mask = danger.floors.iter().filter(|(_, floor)| *floor == class).fold(0, |mask, (at, _)| mask | 1 << at);
                let answer = format!("{}: {}", self.label(danger.question), self.one_of(danger.question, mask));
                floors.push((class, vec![answer]));
            }
        }
        // A flag and an order may promise the same.
        floors.sort_by_key(|(floor, _)| *floor);
        let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
        for (floor, lines) in floors {
            let answer = lines.into_iter().map(|text| line(Look::Plain, text)).collect();
            let row = vec![answer, vec![line(Look::Strong, self.usual(floor))]];
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        let columns = vec![(self.word(&words::ANSWER).to_owned(), 55), (self.word(&words::AT_LEAST).to_owned(), 45)];
        self.part(&words::RED_FLAGS, rows, |rows| Block::Table(Table { columns, rows }));
        let orders = self.pack.dangers.iter().map(|danger| {
            let label = self.label(danger.question);
            match &danger.order {
                Order::Rising => format!("{label}: {}", self.word(&words::RISING)),
                Order::Falling => format!("{label}: {}", self.word(&words::FALLING)),
                Order::Steps(steps) => {
                    let steps: Vec<String> = steps.iter().map(|mask| self.chosen(danger.question, *mask).join(", ")).collect();
                    format!("{label}: {}", steps.join(" → "))
                }
            }
        });
        self.part(&words::DANGER, orders.collect(), Block::List);
    }

    pub(super) fn recommendations(&mut self) {
        let item = |at: usize| {
            let (one, text) = (&self.pack.recommendations[at], &self.texts.recommendations[at]);
            let queue = one.queue.as_ref().map(|queue| format!("; {}: {queue}", self.word(&words::QUEUE)));
            let professional = self.timed(&text.professional, one);
            let lines = vec![
                format!("{}{}", self.result(one), queue.unwrap_or_default()),
                format!("{}: {professional}", self.word(&words::PROFESSIONAL)),
            ];
            let points = text.self_care.iter().map(|text| Point { text: text.clone(), id: String::new() }).collect();
            Item { number: at + 1, text: self.timed(&text.text, one), id: one.id.clone(), lines, points }
        };
        let items = (0..self.pack.recommendations.len()).map(item).collect();
        self.part(&words::RECOMMENDATIONS, items, Block::Items);
        let mut queues = vec![format!("{}: {}", self.word(&words::OTHERWISE), self.pack.queue)];
        for (when, queue) in self.pack.queue_rules.iter().rev() {
            queues.insert(0, format!("{}: {queue}", self.condition(&when.node)));
        }
        if let [only] = queues.as_mut_slice() {
            only.clone_from(&self.pack.queue);
        }
        self.part(&words::QUEUES, queues, Block::List);
    }
}

/// A text up to its first full stop.
fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| text.get(..=first.len()).unwrap_or(text))
}
