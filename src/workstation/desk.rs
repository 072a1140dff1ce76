//! What every screen may look at: the model, the time, the language, the looks. Only the app changes it.

use std::collections::VecDeque;

use api::{Environment, WorkRow};
use domain::{CaseId, ClassTable, Language, UrgencyClass};
use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::style::Style;

use crate::action::Action;
use crate::keymap::{Context, Key, Keymap};
use crate::model::Model;
use crate::surface;
use crate::texts::Texts;
use crate::theme::{Role, Theme};
use crate::{text, time};

/// The smallest terminal that all screens fit.
pub(crate) const SMALLEST: (u16, u16) = (80, 24);
/// From this width on, queues stand at the left of the list, and a case has two columns.
pub(crate) const WIDE: u16 = 120;
/// From this width on, the selected item is shown beside the list.
pub(crate) const VERY_WIDE: u16 = 160;
/// How many notices are remembered.
const REMEMBERED: usize = 50;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    /// Said in passing.
    Said,
    /// Wants attention.
    Warning,
    /// Something was not done.
    Failure,
}

/// A line for the person: what happened, and what now.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Notice {
    pub(crate) weight: Weight,
    pub(crate) text: String,
}

impl Notice {
    pub(crate) fn said(text: impl Into<String>) -> Self {
        Self { weight: Weight::Said, text: text.into() }
    }

    pub(crate) fn warning(text: impl Into<String>) -> Self {
        Self { weight: Weight::Warning, text: text.into() }
    }

    pub(crate) fn failure(text: impl Into<String>) -> Self {
        Self { weight: Weight::Failure, text: text.into() }
    }

    pub(crate) fn role(&self) -> Role {
        match self.weight {
            Weight::Said => Role::Notice,
            Weight::Warning => Role::Warning,
            Weight::Failure => Role::Failure,
        }
    }

    /// The sign before the text: meaning is never in colour alone.
    pub(crate) fn sign(&self) -> &'static str {
        match self.weight {
            Weight::Said => "",
            Weight::Warning => "! ",
            Weight::Failure => "!! ",
        }
    }
}

/// The state that all screens share.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) now: Timestamp,
    pub(crate) size: (u16, u16),
    pub(crate) texts: Texts,
    pub(crate) keymap: Keymap,
    pub(crate) theme: Theme,
    pub(crate) model: Model,
    pub(crate) server: String,
    pub(crate) online: bool,
    /// The notice that is shown, and since when.
    pub(crate) notice: Option<(Notice, Timestamp)>,
    pub(crate) notices: VecDeque<(Notice, Timestamp)>,
    /// Keys pressed so far of a binding with several.
    pub(crate) pending: Vec<Key>,
    /// Changes with every change of language or looks: part of the key of all that is drawn.
    pub(crate) edition: u64,
}

impl Desk {
    pub(crate) fn lang(&self) -> Language {
        self.texts.language()
    }

    pub(crate) fn look(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// The key of something drawn: what it depends on, and the edition of language and looks.
    pub(crate) fn key(&self, parts: impl std::hash::Hash) -> u64 {
        surface::key((self.edition, parts))
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.texts.get(key).into_owned()
    }

    /// Shows a notice, and remembers it.
    pub(crate) fn say(&mut self, notice: Notice) {
        self.remember(notice.clone());
        self.notice = Some((notice, self.now));
    }

    /// Remembers a notice that something else shows.
    pub(crate) fn remember(&mut self, notice: Notice) {
        if self.notices.len() == REMEMBERED {
            self.notices.pop_front();
        }
        self.notices.push_back((notice, self.now));
    }

    pub(crate) fn today(&self) -> Date {
        time::date_of(self.now)
    }

    pub(crate) fn is_wide(&self) -> bool {
        self.size.0 >= WIDE
    }

    /// True when the list has the short view beside it.
    pub(crate) fn has_preview(&self) -> bool {
        self.size.0 >= VERY_WIDE
    }

    pub(crate) fn is_test(&self) -> bool {
        let session = self.model.session.as_ref().map(|session| session.environment);
        session.or(self.model.service.map(|service| service.environment)) == Some(Environment::Test)
    }

    /// True for roles that work residents' matters.
    pub(crate) fn is_professional(&self) -> bool {
        self.model.session.as_ref().and_then(|session| session.grant()).is_none_or(|grant| grant.role.is_professional())
    }

    pub(crate) fn is_supervisor(&self) -> bool {
        self.model.session.as_ref().and_then(|session| session.grant()).is_some_and(|grant| grant.supervisor)
    }

    /// True when the user may change what stands in this row.
    pub(crate) fn may_work(&self, row: &WorkRow) -> bool {
        row.mine || (self.is_supervisor() && row.owner.is_some())
    }

    pub(crate) fn classes(&self) -> ClassTable {
        self.model.session.as_ref().map(|session| session.classes.clone()).unwrap_or_default()
    }

    /// `P2`, or `S2` for a service assessment: the classes are not used for it, only their order.
    pub(crate) fn class_code(row: &WorkRow, class: UrgencyClass) -> String {
        if row.service { format!("S{}", class.rank()) } else { class.code().to_owned() }
    }

    /// The class with the one that the engine gave: `P4←P2`.
    pub(crate) fn class_text(row: &WorkRow) -> String {
        let now = Self::class_code(row, row.urgency);
        if row.urgency == row.original { now } else { format!("{now}←{}", Self::class_code(row, row.original)) }
    }

    /// Whom a case concerns, in a few words: `Virtanen Aino (#4000)`.
    pub(crate) fn who(&self, case: CaseId) -> String {
        if let Some(row) = self.model.row(case) {
            return format!("{} (#{})", text::visible(&row.name), row.no);
        }
        let entered = self.model.entered.as_ref().filter(|(entered, _)| *entered == case);
        entered.map_or_else(|| "–".to_owned(), |(_, who)| text::visible(who).into_owned())
    }

    /// The title of a box that changes a case, with whom it concerns: `Siirrä tehtävä – Virtanen Aino, 30 v · #4000`.
    pub(crate) fn titled(&self, title: &str, case: CaseId) -> String {
        let title = self.texts.get(title);
        self.model.row(case).map_or_else(
            || title.clone().into_owned(),
            |row| {
                let age = self.texts.with("years", &[("age", row.age.into())]);
                format!("{title} – {}, {age} · #{}", text::visible(&row.name), row.no)
            },
        )
    }

    /// The key to advertise for an action.
    pub(crate) fn key_of(&self, context: Context, action: Action) -> String {
        self.keymap.keys_of(context, action).into_iter().next().unwrap_or_default()
    }
}

/// The name as lists show it: family name, and the first letter of the first.
pub(crate) fn short_name(name: &str) -> String {
    let mut parts = name.split_whitespace();
    let family = parts.next().unwrap_or_default();
    match parts.next().and_then(|first| first.chars().next()) {
        Some(letter) => format!("{family} {letter}"),
        None => family.to_owned(),
    }
}
