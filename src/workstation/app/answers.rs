//! Answers of the world and live notices, taken into the model.

use api::{CaseView, ChooseGrant, Problem, ProblemCode, QueueCount, SessionView, WorkPage, WorkQuery, WorkRow};
use domain::{CaseCommand, CaseId, WorkState};
use jiff::SignedDuration;

use super::App;
use crate::desk::{Desk, Notice};
use crate::effect::{Effect, Tag};
use crate::event::{Answer, Event, Trouble};
use crate::screens::{ChooseRole, Then};
use crate::text;

/// Tags of the watch over urgent items: apart from those of the windows.
const WATCH: u64 = 1 << 40;
/// Its number among the windows.
const WATCH_WINDOW: u32 = 6;

impl App {
    pub(super) fn answer(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::ServiceFetched(answer) => {
                match answer {
                    Ok(service) => {
                        self.heard();
                        self.desk.model.service = Some(service);
                    }
                    Err(trouble) => return self.session_refused(&trouble),
                }
                Vec::new()
            }
            Event::SignedIn(answer) => self.signed_in(answer),
            Event::GrantChosen(answer) => match answer {
                Ok(session) => self.role_chosen(session),
                Err(trouble) => self.session_refused(&trouble),
            },
            Event::SessionFetched(answer) => self.session_fetched(answer),
            Event::QueuesFetched(answer) => self.counted(answer),
            Event::WorkFetched { tag, answer } => self.work_fetched(tag, answer),
            Event::CaseFetched { case, answer } => self.case_fetched(case, answer),
            Event::PreviewFetched { case, answer } => {
                let selected = self.desk.model.lists.selected().map(|row| row.case);
                if let Ok(preview) = answer
                    && selected == Some(case)
                {
                    self.desk.model.preview = Some(preview);
                }
                Vec::new()
            }
            Event::TargetsFetched { case, answer } => {
                match answer {
                    Ok(targets) => self.desk.model.targets = Some((case, targets)),
                    Err(trouble) => self.trouble(&trouble),
                }
                Vec::new()
            }
            Event::Sent { case, id, answer } => self.sent(case, id, answer),
            Event::DraftKept { case, kind, text, answer } => {
                let drop = self.desk.model.drafts.answered((case, kind), &text, answer.is_ok());
                match answer {
                    Ok(()) => {}
                    Err(Trouble::Offline) => self.desk.online = false,
                    Err(trouble) => self.trouble(&trouble),
                }
                drop.then_some(Effect::DropDraft { case, kind }).into_iter().collect()
            }
            Event::OffersFetched(answer) => self.offered(answer),
            Event::Stepped { turn, answer } => self.stepped(turn, answer),
            Event::Entered { id, answer } => self.entered(id, answer),
            Event::Notice { head } => self.noticed(head),
            Event::ConnectionLost => {
                if self.desk.online {
                    self.desk.online = false;
                    self.desk.say(Notice::warning(self.desk.text("trouble-offline")));
                }
                Vec::new()
            }
            Event::ConnectionBack => {
                self.heard();
                Vec::new()
            }
            Event::Tick(_) | Event::Key(_) | Event::Paste(_) | Event::Resize(..) => Vec::new(),
        }
    }

    /// An answer came, so the line is there.
    pub(super) fn heard(&mut self) {
        self.came_back |= !self.desk.online;
        self.desk.online = true;
    }

    /// What waited for the line: drafts are kept, everything shown is fetched again.
    pub(super) fn line_is_back(&mut self) -> Vec<Effect> {
        self.desk.say(Notice::said(self.desk.text("said-online")));
        if self.desk.model.session.is_none() {
            return vec![Effect::FetchService];
        }
        let mut effects = self.keep_drafts();
        effects.extend(self.refetch());
        effects
    }

    /// Asks for the counts; once at a time, however many notices come.
    pub(super) fn count(&mut self) -> Option<Effect> {
        let lang = self.desk.lang();
        let asked = self.counting.is_some();
        self.counting = Some(asked);
        (!asked).then_some(Effect::FetchQueues { lang })
    }

    fn session_refused(&mut self, trouble: &Trouble) -> Vec<Effect> {
        for screen in self.screens.iter_mut().filter(|screen| screen.is_session()) {
            screen.refused(trouble, &self.desk);
        }
        if *trouble == Trouble::Offline {
            self.desk.online = false;
        }
        Vec::new()
    }

    fn signed_in(&mut self, answer: Answer<SessionView>) -> Vec<Effect> {
        let session = match answer {
            Ok(session) => session,
            Err(trouble) => return self.session_refused(&trouble),
        };
        self.heard();
        if session.chosen.is_some() {
            return self.role_chosen(session);
        }
        let before = self.desk.model.session.take();
        // Whoever comes back to unfinished work goes on in the same role.
        let same = before.as_ref().filter(|old| old.user == session.user).and_then(|old| old.grant().cloned());
        let lang = self.desk.lang();
        if let Some(grant) = same.filter(|grant| session.grants.contains(grant)) {
            self.desk.model.session = before;
            return vec![Effect::ChooseGrant { choice: ChooseGrant { role: grant.role, unit: grant.unit }, lang }];
        }
        let choose = ChooseRole::new(&session, false);
        self.desk.model.session = Some(session);
        self.screens.retain(|screen| !screen.is_session());
        self.screens.push(Box::new(choose));
        Vec::new()
    }

    /// Role and unit are known: work begins, or goes on where an ended session had cut it.
    fn role_chosen(&mut self, session: SessionView) -> Vec<Effect> {
        self.heard();
        let same = self.desk.model.session.as_ref().is_some_and(|old| old.user == session.user && old.grant() == session.grant());
        let other = self.desk.model.session.as_ref().is_some_and(|old| old.user != session.user);
        if other {
            // Whatever the one before was writing or reading is not for the next person.
            self.forget_person();
        }
        self.desk.model.session = Some(session);
        // Whatever was said before of signing in and choosing is done with.
        self.desk.notice = None;
        self.screens.retain(|screen| !screen.is_session());
        if !same || self.screens.is_empty() {
            self.home();
            self.desk.model.lists.choose_queue(None);
            self.desk.model.lists.forget();
            self.desk.model.urgent.forget();
            self.desk.model.counts.clear();
            self.desk.model.case = None;
            self.desk.model.preview = None;
        }
        let lang = self.desk.lang();
        let mut effects = vec![Effect::Listen];
        if self.desk.is_professional() {
            self.desk.model.lists.refresh();
            self.counting = None;
            effects.extend(self.count());
            effects.extend(self.open_case().map(|case| Effect::FetchCase { case, lang }));
            effects.extend(self.keep_drafts());
            effects.extend(self.ask_step());
        }
        effects
    }

    fn session_fetched(&mut self, answer: Answer<SessionView>) -> Vec<Effect> {
        match answer {
            Ok(session) if session.chosen.is_none() => {
                let choose = ChooseRole::new(&session, false);
                self.desk.model.session = Some(session);
                self.screens.retain(|screen| !screen.is_session());
                self.screens.push(Box::new(choose));
            }
            Ok(session) => {
                self.heard();
                let first = self.desk.model.session.is_none();
                self.desk.model.session = Some(session);
                if first && !self.desk.is_professional() {
                    self.home();
                }
            }
            Err(trouble) => self.trouble(&trouble),
        }
        Vec::new()
    }

    fn counted(&mut self, answer: Answer<Vec<QueueCount>>) -> Vec<Effect> {
        let again = self.counting.take() == Some(true);
        let counts = match answer {
            Ok(counts) => counts,
            Err(trouble) => {
                self.quietly(&trouble);
                return Vec::new();
            }
        };
        self.heard();
        let look = self.desk.model.urgent.counts(&counts);
        self.desk.model.counts = counts;
        let mut effects: Vec<Effect> = again.then(|| self.count()).flatten().into_iter().collect();
        let Some(limit) = look else { return effects };
        let tag = Tag(WATCH + self.head.unsigned_abs());
        self.desk.model.urgent.ask(tag);
        let query = WorkQuery { limit, lang: self.desk.lang(), ..WorkQuery::default() };
        effects.push(Effect::FetchWork { tag, window: WATCH_WINDOW, query });
        effects
    }

    /// Trouble with something that the person did not ask for: the state of the line says enough.
    fn quietly(&mut self, trouble: &Trouble) {
        match trouble {
            Trouble::Offline => self.desk.online = false,
            Trouble::Problem(Problem { code: ProblemCode::Unavailable, .. }) => {}
            other => self.trouble(other),
        }
    }

    fn work_fetched(&mut self, tag: Tag, answer: Answer<WorkPage>) -> Vec<Effect> {
        if self.desk.model.urgent.waits_for(tag) {
            match answer {
                Ok(page) => return self.announce(&page.rows),
                Err(trouble) => {
                    self.desk.model.urgent.fail();
                    self.quietly(&trouble);
                }
            }
            return Vec::new();
        }
        let Some(window) = self.desk.model.lists.waiting_for(tag) else { return Vec::new() };
        match answer {
            Ok(page) => {
                let gone = window.take_in(page);
                self.heard();
                // Whoever was trying to take it hears from the answer who was first.
                let answered = |case| self.refused == Some(case) || self.sending.values().any(|sending| sending.case == case);
                if let Some(gone) = gone.filter(|gone| !answered(gone.row.case)) {
                    let name = text::visible(&gone.row.name).into_owned();
                    let said = self.desk.texts.with("said-gone", &[("name", name.into()), ("title", gone.row.title.into())]);
                    self.desk.say(Notice::warning(said));
                }
            }
            Err(trouble) => {
                window.fail();
                self.quietly(&trouble);
            }
        }
        self.newer_case().into_iter().collect()
    }

    /// New urgent items are said, and ring; the cursor stays where it is.
    fn announce(&mut self, rows: &[WorkRow]) -> Vec<Effect> {
        let new = self.desk.model.urgent.take_in(rows);
        let Some(row) = new.iter().min_by_key(|row| row.urgency) else { return Vec::new() };
        let class = Desk::class_code(row, row.urgency);
        let said = self.desk.texts.with(
            "said-new-urgent",
            &[
                ("class", class.into()),
                ("title", row.title.clone().into()),
                ("name", text::visible(&row.name).into_owned().into()),
                ("age", row.age.into()),
            ],
        );
        // The line itself is drawn from the rows, so that it follows the language.
        self.desk.remember(Notice::warning(said));
        self.desk.notice = None;
        if self.bell { vec![Effect::Ring] } else { Vec::new() }
    }

    fn case_fetched(&mut self, case: CaseId, answer: Answer<Box<CaseView>>) -> Vec<Effect> {
        self.case_asked = None;
        let wanted = self.screens.iter().any(|screen| screen.case() == Some(case)) || self.copy_when_here == Some(case);
        if !wanted {
            return Vec::new();
        }
        let view = match answer {
            Ok(view) => view,
            Err(trouble) => {
                self.trouble(&trouble);
                return Vec::new();
            }
        };
        self.heard();
        for draft in &view.drafts {
            self.desk.model.drafts.found((case, draft.kind), &draft.text);
        }
        let row = view.row.clone();
        self.desk.model.lists.touch(case, |old| {
            let cursor = old.cursor.clone();
            *old = WorkRow { cursor, ..row.clone() };
        });
        let open = self.screens.iter().any(|screen| screen.case() == Some(case));
        let unseen = open && view.row.mine && view.row.unread > 0 && view.row.state != WorkState::Closed;
        self.desk.model.case = Some(view);
        self.desk.model.case_turn += 1;
        let mut effects = Vec::new();
        if self.copy_when_here == Some(case) {
            effects.extend(self.grant(vec![crate::screens::Request::Copy(case)]));
        }
        let on_its_way = self.sending.values().any(|sending| sending.case == case && sending.command == CaseCommand::MarkRead);
        if unseen && !on_its_way && self.desk.online {
            effects.extend(self.change(case, CaseCommand::MarkRead, Then::Stay));
        }
        effects
    }

    fn noticed(&mut self, head: i64) -> Vec<Effect> {
        self.heard();
        if head <= self.head {
            return Vec::new();
        }
        self.head = head;
        if self.desk.model.session.is_none() || !self.desk.is_professional() {
            return Vec::new();
        }
        self.refresh_soon();
        let mut effects: Vec<Effect> = self.count().into_iter().collect();
        let listed = |case| self.desk.model.lists.window().fresh(case).is_some();
        if self.open_case().is_some_and(|case| !listed(case)) {
            // No list tells whether this case is the one that changed. Each look is logged, so not at every notice.
            let earliest = self.looked_at.and_then(|at| at.checked_add(SignedDuration::from_secs(super::CASE_PAUSE)).ok());
            self.look_at = Some(earliest.map_or(self.desk.now, |at| at.max(self.desk.now)));
            effects.extend(self.look_now());
        }
        effects
    }

    /// The rows are fetched again: at once, or a second after the last notice that they were fetched for. Each look is logged.
    fn refresh_soon(&mut self) {
        let earliest = self.refreshed_at.and_then(|at| at.checked_add(SignedDuration::from_secs(super::LIST_PAUSE)).ok());
        self.refresh_at = Some(earliest.map_or(self.desk.now, |at| at.max(self.desk.now)));
        self.refresh_now();
    }

    /// Fetches the rows again, when it is time. True when it was.
    pub(super) fn refresh_now(&mut self) -> bool {
        if self.refresh_at.is_none_or(|at| self.desk.now < at) {
            return false;
        }
        self.refresh_at = None;
        self.refreshed_at = Some(self.desk.now);
        self.desk.model.lists.refresh();
        true
    }

    /// Looks at the open case again, when it is time.
    pub(super) fn look_now(&mut self) -> Vec<Effect> {
        if self.look_at.is_none_or(|at| self.desk.now < at) {
            return Vec::new();
        }
        self.look_at = None;
        self.looked_at = Some(self.desk.now);
        self.open_case().map(|case| Effect::FetchCase { case, lang: self.desk.lang() }).into_iter().collect()
    }

    /// The list has a newer version of the open case than the screen shows.
    fn newer_case(&mut self) -> Option<Effect> {
        let view = self.desk.model.case.as_ref().filter(|view| self.open_case() == Some(view.row.case))?;
        let (case, shown) = (view.row.case, view.row.version);
        let listed = self.desk.model.lists.window().fresh(case)?.version;
        if listed <= shown || self.case_asked == Some((case, listed)) {
            return None;
        }
        self.case_asked = Some((case, listed));
        Some(Effect::FetchCase { case, lang: self.desk.lang() })
    }
}
