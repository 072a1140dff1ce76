//! What screens ask for, done.

use domain::{CaseId, QueueId};
use jiff::SignedDuration;

use super::{App, DRAFT_PAUSE, REST, SEARCH_PAUSE};
use crate::action::Action;
use crate::desk::Notice;
use crate::effect::{Effect, Subject};
use crate::model::{Drafts, VIEWS};
use crate::screens::{CaseScreen, ChooseRole, Compose, Move, Plain, Request, Sure, Why};
use crate::texts::Texts;

impl App {
    /// Does what screens ask.
    pub(super) fn grant(&mut self, requests: Vec<Request>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for request in requests {
            effects.extend(self.grant_one(request));
        }
        effects
    }

    fn grant_one(&mut self, request: Request) -> Vec<Effect> {
        let lang = self.desk.lang();
        match request {
            Request::Close => {
                if self.screens.len() > 1 {
                    self.screens.pop();
                }
                // The case below may have been replaced by the one that was opened from it.
                return self.open_case().map_or_else(Vec::new, |case| self.need(case));
            }
            Request::Push(screen) => self.screens.push(screen),
            Request::Open(case) => return self.open(case),
            Request::OpenToWrite(case, kind) => {
                let mut effects = self.open(case);
                effects.extend(self.need(case));
                self.openings += 1;
                let compose = Compose::new(case, kind, self.openings, &self.desk);
                self.screens.push(Box::new(compose));
                return effects;
            }
            Request::Need(case) => return self.need(case),
            Request::NeedTargets(case) => {
                self.desk.model.targets = None;
                return vec![Effect::FetchTargets { case, lang }];
            }
            Request::Say(notice) => self.desk.say(notice),
            Request::Change(case, command, then) => return self.change(case, command, then),
            Request::Typed(case, text, kind) => {
                self.desk.model.drafts.begin((case, kind)).text = text;
                self.keep_at = Some(self.after(DRAFT_PAUSE));
            }
            Request::Keep(case, kind) => return self.keep((case, kind)).into_iter().collect(),
            Request::Write(case, kind) => return self.write(case, kind),
            Request::Act(action) => return self.act(action),
            Request::Move(movement) => return self.move_list(movement),
            Request::Find { text, now } => {
                let at = self.after(if now { 0 } else { SEARCH_PAUSE });
                self.find_at = Some((text, at));
                return if now { self.find_now() } else { Vec::new() };
            }
            Request::OpenNext(by) => return self.open_next(by),
            Request::Below(action) => return self.below(action),
            Request::SignIn(form) => return vec![Effect::SignIn { form, lang }],
            Request::Choose(choice) => return vec![Effect::ChooseGrant { choice, lang }],
            Request::SignOut => return self.sign_out(),
            Request::Quit => return vec![Effect::Quit],
            Request::Copy(case) => return self.copy(case),
            Request::Fill(deed) => return self.fill(deed),
        }
        Vec::new()
    }

    pub(super) fn after(&self, milliseconds: i64) -> jiff::Timestamp {
        self.desk.now.checked_add(SignedDuration::from_millis(milliseconds)).unwrap_or(self.desk.now)
    }

    /// What the shown window must fetch.
    pub(super) fn fetch_work(&mut self) -> Vec<Effect> {
        let lang = self.desk.lang();
        if self.desk.model.session.is_none() && matches!(self.entry, super::Entry::SignIn { .. }) {
            return Vec::new();
        }
        if !self.desk.is_professional() {
            return Vec::new();
        }
        self.desk.model.lists.fetch(lang).into_iter().collect()
    }

    /// The selection has moved: the short view of another case must not be seen beside it, and a new one waits until it rests.
    pub(super) fn rest(&mut self) -> Vec<Effect> {
        let selected = if self.desk.has_preview() && self.screens.len() == 1 { self.desk.model.lists.selected() } else { None };
        let Some((case, version)) = selected.map(|row| (row.case, row.version)) else {
            self.rest = None;
            return Vec::new();
        };
        let shown = self.desk.model.preview.as_ref().map(|preview| (preview.row.case, preview.row.version));
        if shown.is_some_and(|(shown, _)| shown != case) {
            self.desk.model.preview = None;
        }
        if shown == Some((case, version))
            || self.rest.is_some_and(|(resting, _)| resting == case)
            || self.looked == Some((case, version))
        {
            return Vec::new();
        }
        self.looked = Some((case, version));
        self.rest = Some((case, self.after(REST)));
        vec![Effect::Cancel(Subject::Preview)]
    }

    fn open(&mut self, case: CaseId) -> Vec<Effect> {
        if self.screens.last().and_then(|screen| screen.case()) == Some(case) && self.screens.len() > 1 {
            return self.need(case);
        }
        self.desk.model.urgent.seen(case);
        self.screens.push(Box::new(CaseScreen::new(case)));
        self.desk.model.case = None;
        vec![Effect::FetchCase { case, lang: self.desk.lang() }]
    }

    fn need(&mut self, case: CaseId) -> Vec<Effect> {
        if self.desk.model.case(case).is_some() {
            return Vec::new();
        }
        vec![Effect::FetchCase { case, lang: self.desk.lang() }]
    }

    /// Everything above the list is closed; what is being written stays.
    pub(super) fn back_to_list(&mut self) -> Vec<Effect> {
        self.screens.truncate(1);
        self.desk.model.lists.refresh();
        self.keep_drafts()
    }

    fn open_next(&mut self, by: i64) -> Vec<Effect> {
        let before = self.desk.model.lists.selected().map(|row| row.case);
        self.desk.model.lists.window_mut().step(by);
        let after = self.desk.model.lists.selected().map(|row| row.case);
        let mut effects = self.keep_drafts();
        self.screens.truncate(1);
        match after {
            Some(case) if Some(case) != before => effects.extend(self.open(case)),
            _ => {
                let key = if by > 0 { "said-no-next" } else { "said-no-previous" };
                self.desk.say(Notice::said(self.desk.text(key)));
            }
        }
        effects
    }

    /// Lets the screen under the one on top act.
    fn below(&mut self, action: Action) -> Vec<Effect> {
        let Some(index) = self.screens.len().checked_sub(2) else { return Vec::new() };
        let requests = self.screens[index].act(action, &self.desk);
        self.grant(requests)
    }

    fn move_list(&mut self, movement: Move) -> Vec<Effect> {
        let lists = &mut self.desk.model.lists;
        match movement {
            Move::Step(by) => lists.window_mut().step(by),
            Move::Page(pages) => lists.window_mut().page_step(pages),
            Move::First => lists.window_mut().first(),
            Move::Last => lists.window_mut().last(),
            Move::View(view) => lists.show(view),
            Move::Views(by) => {
                let here = VIEWS.iter().position(|view| *view == lists.view()).unwrap_or(0) as i64;
                let next = (here + by).rem_euclid(VIEWS.len() as i64) as usize;
                lists.show(VIEWS[next]);
            }
            Move::Queues(by) => self.choose_queue(by),
        }
        Vec::new()
    }

    /// The next queue; behind the last one, all of them together.
    fn choose_queue(&mut self, by: i64) {
        let Some(session) = &self.desk.model.session else { return };
        let queues: Vec<Option<QueueId>> =
            std::iter::once(None).chain(session.queues.iter().map(|queue| Some(queue.id.clone()))).collect();
        let lists = &mut self.desk.model.lists;
        let here = queues.iter().position(|queue| queue.as_ref() == lists.queue()).unwrap_or(0) as i64;
        let next = queues[(here + by).rem_euclid(queues.len() as i64) as usize].clone();
        lists.choose_queue(next.clone());
        if !self.desk.is_wide() {
            let name = session.queues.iter().find(|queue| Some(&queue.id) == next.as_ref());
            let text = match name {
                Some(queue) => self
                    .desk
                    .texts
                    .with("said-queue", &[("queue", queue.name.clone().into()), ("unit", queue.unit_name.clone().into())]),
                None => self.desk.text("said-all-queues"),
            };
            self.desk.say(Notice::said(text));
        }
    }

    pub(super) fn find_now(&mut self) -> Vec<Effect> {
        if let Some((text, _)) = self.find_at.take() {
            self.desk.model.lists.find(text);
        }
        Vec::new()
    }

    /// To the new urgent item: in the free items of all queues.
    pub(super) fn go_to_urgent(&mut self) -> Vec<Effect> {
        let Some(row) = self.desk.model.urgent.alert().cloned() else {
            self.desk.say(Notice::said(self.desk.text("said-no-urgent")));
            return Vec::new();
        };
        let effects = self.back_to_list();
        let lists = &mut self.desk.model.lists;
        lists.choose_queue(None);
        if lists.view() != api::View::Free || lists.search().is_some() {
            lists.show(api::View::Free);
        }
        lists.window_mut().show(row.case, row.cursor.clone());
        self.desk.model.urgent.seen(row.case);
        self.desk.notice = None;
        effects
    }

    fn copy(&mut self, case: CaseId) -> Vec<Effect> {
        let Some(view) = self.desk.model.case(case) else {
            self.copy_when_here = Some(case);
            return vec![Effect::FetchCase { case, lang: self.desk.lang() }];
        };
        let summary = view.summary.clone();
        self.copy_when_here = None;
        let who = self.desk.who(case);
        self.desk.say(Notice::said(self.desk.texts.with("said-copied", &[("who", who.into())])));
        vec![Effect::CopyText(summary)]
    }

    /// The next language: screens change at once, what comes from the server is fetched again.
    pub(super) fn change_language(&mut self) -> Vec<Effect> {
        self.desk.texts = Texts::new(self.desk.lang().next());
        self.desk.edition += 1;
        if self.desk.model.session.is_none() {
            return Vec::new();
        }
        self.desk.model.preview = None;
        self.looked = None;
        self.desk.model.urgent.look_again();
        self.desk.model.lists.refresh();
        let mut effects = self.refetch();
        effects.retain(|effect| !matches!(effect, Effect::Listen));
        effects
    }

    /// Everything that is shown is fetched again.
    pub(super) fn refetch(&mut self) -> Vec<Effect> {
        let lang = self.desk.lang();
        self.desk.model.lists.refresh();
        self.counting = None;
        let mut effects = vec![Effect::FetchSession { lang }];
        effects.extend(self.count());
        effects.extend(self.open_case().map(|case| Effect::FetchCase { case, lang }));
        effects.extend(self.refetch_entry());
        effects
    }

    /// The case that is open.
    pub(super) fn open_case(&self) -> Option<CaseId> {
        self.screens.iter().rev().find_map(|screen| screen.case())
    }

    pub(super) fn change_role(&mut self) -> Vec<Effect> {
        let Some(session) = &self.desk.model.session else { return Vec::new() };
        if session.grants.len() < 2 {
            self.screens.push(Box::new(Sure::new(Why::OneRole)));
        } else if !self.screens.iter().any(|screen| screen.is_session()) {
            let choose = ChooseRole::new(session, true);
            self.screens.push(Box::new(choose));
        }
        Vec::new()
    }

    /// Leaves, unless something written could be lost: then it asks.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        let filled = self.desk.model.form.as_ref().is_some_and(|form| !form.is_empty());
        if filled || self.desk.model.drafts.is_any_unsafe() || !self.sending.is_empty() {
            self.screens.push(Box::new(Sure::new(Why::Quit)));
            return self.keep_drafts();
        }
        vec![Effect::Quit]
    }

    fn sign_out(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_drafts();
        effects.push(Effect::SignOut);
        self.desk.model.session = None;
        self.forget_person();
        self.desk.model.lists.forget();
        self.entry = super::Entry::SignIn { login: String::new() };
        self.screens = vec![Box::new(crate::screens::SignInForm::new(String::new(), false))];
        effects
    }

    /// Forgets all that one person has seen or written here.
    pub(super) fn forget_person(&mut self) {
        let model = &mut self.desk.model;
        (model.case, model.preview, model.targets) = (None, None, None);
        model.drafts = Drafts::default();
        (model.form, model.offers, model.entered) = (None, None, None);
        model.counts.clear();
        model.urgent.forget();
        self.sending.clear();
        self.desk.notices.clear();
        self.desk.notice = None;
        (self.keep_at, self.copy_when_here, self.looked) = (None, None, None);
    }

    /// What this role sees: the work list, or a page that says what it does here.
    pub(super) fn home(&mut self) {
        let professional = self.desk.is_professional();
        let list: Box<dyn crate::screens::Screen> =
            if professional { Box::new(crate::screens::List::default()) } else { Box::new(Plain::default()) };
        self.screens = vec![list];
    }
}
