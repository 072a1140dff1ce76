//! What follows the rules: deadlines, what the professional sees and may record, numbers that are kept, examinations, sources.

use super::{Block, Item, Line, Look, Point, Table, Writer, line, words};
use crate::format::{AnsweredBy, ExamTime, SourceStatus};
use crate::pack::{Condition, Number};

impl Writer<'_> {
    pub(super) fn deadlines(&mut self) {
        let row = |(deadline, text): (&crate::pack::Deadline, &String)| {
            let when = self.condition_lines(&deadline.when.node).into_iter().map(|text| line(Look::Plain, text)).collect();
            let mut told: Vec<Line> = vec![line(Look::Plain, text.clone())];
            if !deadline.law.is_empty() {
                told.push(line(Look::Small, deadline.law.clone()));
            }
            vec![when, told]
        };
        let rows = self.pack.deadlines.iter().zip(&self.texts.deadlines).map(row).collect();
        let columns = vec![(self.word(&words::IF).to_owned(), 50), (self.word(&words::DEADLINE).to_owned(), 50)];
        self.part(&words::DEADLINES, rows, |rows| Block::Table(Table { columns, rows }));
    }

    pub(super) fn professional(&mut self) {
        let conditions = |all: &[Condition]| all.iter().map(|one| self.condition(&one.node)).collect::<Vec<_>>();
        let (positives, negatives) = (conditions(&self.pack.positives), conditions(&self.pack.negatives));
        let code = |(code, text): (&crate::pack::Code, &String)| {
            let when = code.when.as_ref().map(|when| format!(" ({} {})", self.word(&words::WHEN), self.condition(&when.node)));
            (code.code.clone(), format!("{text}{}", when.unwrap_or_default()))
        };
        let codes = self.pack.codes.iter().zip(&self.texts.codes).map(code).collect();
        let texts = self.texts;
        self.part(&words::POSITIVE, positives, Block::List);
        self.part(&words::NEGATIVE, negatives, Block::List);
        self.part(&words::ASK, texts.follow_up.clone(), Block::List);
        self.part(&words::REPLY, texts.replies.clone(), Block::List);
        self.part(&words::NOTE, texts.notes.clone(), Block::List);
        self.part(&words::CODE, codes, Block::Facts);
    }

    pub(super) fn kept(&mut self) {
        let one = |kept: &crate::pack::Observed| {
            let of = match kept.of {
                Number::Question(at) => self.label(usize::from(at)).to_owned(),
                Number::Derived(at) => self.value_name(at),
            };
            let unit = self.shared.unit.get(&kept.unit).map(|unit| format!(" ({unit})")).unwrap_or_default();
            let when = kept.when.as_ref().map(|when| format!(", {} {}", self.word(&words::WHEN), self.condition(&when.node)));
            (format!("{}{unit}", self.observation(&kept.code)), format!("{of}{}", when.unwrap_or_default()))
        };
        let all = self.pack.observed.iter().map(one).collect();
        self.part(&words::KEPT, all, Block::Facts);
    }

    pub(super) fn exam_points(&mut self) {
        let item = |(at, point): (usize, &crate::pack::ExamPoint)| {
            let by = match point.answered_by {
                AnsweredBy::Examined => words::BY_EXAMINED,
                AnsweredBy::Partner => words::BY_PARTNER,
                AnsweredBy::Guardian => words::BY_GUARDIAN,
                AnsweredBy::Pupil => words::BY_PUPIL,
            };
            let extensive = if point.extensive { format!(", {}", self.word(&words::EXTENSIVE)) } else { String::new() };
            let days = self.word(&words::DAYS);
            let reminders: Vec<String> = point.reminder_days.iter().map(|n| format!("{n} {days}")).collect();
            let mut points = vec![
                format!("{}: {}", self.word(&words::ANSWERED_BY), self.word(&by)),
                format!("{}: {} {days}", self.word(&words::SENT_BEFORE), point.days_before_invite),
            ];
            if !reminders.is_empty() {
                points.push(format!("{}: {}", self.word(&words::REMINDED_BEFORE), reminders.join(", ")));
            }
            Item {
                number: at + 1,
                text: format!("{}{extensive}", self.time_of_life(point.from)),
                id: point.id.clone(),
                lines: vec![format!("{}: {}", self.word(&words::QUEUE), point.service)],
                points: points.into_iter().map(|text| Point { text, id: String::new() }).collect(),
            }
        };
        let items = self.pack.exam_points.iter().enumerate().map(item).collect();
        self.part(&words::EXAM_POINTS, items, Block::Items);
    }

    fn time_of_life(&self, time: ExamTime) -> String {
        let (word, n) = match time {
            ExamTime::PregnancyWeek(n) => (words::PREGNANCY_WEEK, n),
            ExamTime::WeeksAfterBirth(n) => (words::WEEKS_AFTER_BIRTH, n),
            ExamTime::AgeWeeks(n) => (words::AGE_WEEKS, n),
            ExamTime::AgeMonths(n) => (words::AGE_MONTHS, n),
            ExamTime::AgeYears(n) => (words::AGE_YEARS, n),
            ExamTime::Grade(n) => (words::GRADE, n),
            ExamTime::StudyYear(n) => (words::STUDY_YEAR, n),
        };
        format!("{} {n}", self.word(&word))
    }

    pub(super) fn sources(&mut self) {
        let one = |source: &crate::pack::Reference| {
            let status = match source.status {
                SourceStatus::Seen => words::SEEN,
                SourceStatus::PartlySeen => words::PARTLY_SEEN,
                SourceStatus::Known => words::KNOWN,
            };
            (source.code.clone(), format!("{} ({})", source.text, self.word(&status)))
        };
        let all = self.pack.sources.iter().map(one).collect();
        self.part(&words::SOURCES, all, Block::Facts);
        self.part(&words::UNDECIDED, self.pack.uncertain.clone(), Block::List);
    }
}
