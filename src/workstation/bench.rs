//! The bench for tests: presses keys as they are written in a keymap, plays the world, looks at the screen.

mod assessment;
mod county;
mod pictures;
mod stories;

use api::{CommandAccepted, WorkPage, WorkQuery, WorkRow};
use domain::{CaseCommand, CaseId, Language, Words, WorkState};
use jiff::Timestamp;

use crate::keymap::Key;
use crate::{App, Effect, Entry, Event, Keymap, Setup, Surface, Theme, Trouble};
pub(crate) use county::{NOW, a_case, a_row, a_session, rows};

/// A workstation with a world that answers at once.
pub(crate) struct Bench {
    pub(crate) app: App,
    pub(crate) surface: Surface,
    /// All effects so far.
    pub(crate) effects: Vec<Effect>,
    /// What the world holds, in the order of the list.
    pub(crate) rows: Vec<WorkRow>,
    /// Effects are not answered while this is true.
    pub(crate) silent: bool,
    /// What every change is answered with instead of yes.
    pub(crate) refusal: Option<Trouble>,
    /// How the case is changed before it is given out.
    pub(crate) case_is: fn(&mut api::CaseView),
    head: i64,
    now: Timestamp,
    lang: Language,
}

pub(crate) fn setup(entry: Entry, size: (u16, u16), language: Language) -> Setup {
    let (keymap, errors) = Keymap::parse("default.toml", include_str!("../../keymaps/default.toml"));
    assert_eq!(errors, Vec::new());
    let theme = Theme::parse("sixteen.toml", include_str!("../../themes/sixteen.toml")).unwrap();
    let now = NOW.parse().unwrap();
    Setup {
        language,
        keymap,
        themes: vec![theme],
        server: "unix:/run/omaolo".to_owned(),
        entry,
        warnings: Vec::new(),
        bell: true,
        seed: [7; 16],
        now,
        size,
    }
}

impl Bench {
    /// Signed in, with the list on the screen.
    pub(crate) fn new(size: (u16, u16), rows: Vec<WorkRow>) -> Self {
        Self::in_language(Language::Fi, size, rows)
    }

    pub(crate) fn in_language(language: Language, size: (u16, u16), rows: Vec<WorkRow>) -> Self {
        let mut bench = Self::at_entry(Entry::Session, language, size, rows);
        bench.begin();
        bench
    }

    /// What happens before the first event.
    pub(crate) fn begin(&mut self) -> &mut Self {
        let effects = self.app.start();
        self.play(effects);
        self
    }

    /// Before anything has happened.
    pub(crate) fn at_entry(entry: Entry, language: Language, size: (u16, u16), rows: Vec<WorkRow>) -> Self {
        Self {
            app: App::new(setup(entry, size, language)),
            surface: Surface::new(size.0, size.1),
            effects: Vec::new(),
            rows,
            silent: false,
            refusal: None,
            case_is: |_| {},
            head: 1,
            now: NOW.parse().unwrap(),
            lang: language,
        }
    }

    /// Presses keys, written as in a keymap with spaces between.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap_or_else(|()| panic!("{key}"));
            self.happen(Event::Key(key.event()));
        }
        self
    }

    /// Types text.
    pub(crate) fn write(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let code = if c == '\n' { crossterm::event::KeyCode::Enter } else { crossterm::event::KeyCode::Char(c) };
            self.happen(Event::Key(code.into()));
        }
        self
    }

    pub(crate) fn happen(&mut self, event: Event) -> &mut Self {
        let effects = self.app.handle(event);
        self.play(effects);
        self
    }

    /// Time goes by.
    pub(crate) fn wait(&mut self, milliseconds: i64) -> &mut Self {
        self.now += jiff::SignedDuration::from_millis(milliseconds);
        self.happen(Event::Tick(self.now))
    }

    /// The world has changed: a notice comes.
    pub(crate) fn notice(&mut self) -> &mut Self {
        self.head += 1;
        let head = self.head;
        self.happen(Event::Notice { head })
    }

    fn play(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.effects.push(effect.clone());
            if self.silent {
                continue;
            }
            if let Some(event) = self.answer(&effect) {
                self.happen(event);
            }
        }
    }

    /// Answers what was asked while the world was silent.
    pub(crate) fn speak(&mut self) {
        self.silent = false;
        let asked = std::mem::take(&mut self.effects);
        self.play(asked);
    }

    /// The world's answer to one effect.
    pub(crate) fn answer_to(&mut self, effect: &Effect) -> Option<Event> {
        self.answer(effect)
    }

    fn answer(&mut self, effect: &Effect) -> Option<Event> {
        match effect {
            Effect::FetchService => Some(Event::ServiceFetched(Ok(api::ServiceView { environment: api::Environment::Test }))),
            Effect::SignIn { form, .. } => Some(Event::SignedIn(self.sign_in(form))),
            Effect::ChooseGrant { .. } => Some(Event::GrantChosen(Ok(a_session(self.lang)))),
            Effect::FetchSession { lang } => Some(Event::SessionFetched(Ok(a_session(*lang)))),
            Effect::FetchQueues { .. } => Some(Event::QueuesFetched(Ok(county::counts(&self.rows)))),
            Effect::FetchWork { tag, query, .. } => Some(Event::WorkFetched { tag: *tag, answer: Ok(self.page(query)) }),
            Effect::FetchCase { case, lang } => {
                let row = self.rows.iter().find(|row| row.case == *case)?.clone();
                let mut view = a_case(row, *lang);
                (self.case_is)(&mut view);
                Some(Event::CaseFetched { case: *case, answer: Ok(Box::new(view)) })
            }
            Effect::FetchPreview { case, lang } => {
                let row = self.rows.iter().find(|row| row.case == *case)?.clone();
                Some(Event::PreviewFetched { case: *case, answer: Ok(Box::new(county::a_preview(row, *lang))) })
            }
            Effect::FetchTargets { case, .. } => Some(Event::TargetsFetched { case: *case, answer: Ok(county::targets()) }),
            Effect::Send { case, request } => {
                let answer = match self.refusal.clone() {
                    Some(trouble) => Err(trouble),
                    None => Ok(self.change(*case, &request.command)),
                };
                Some(Event::Sent { case: *case, id: request.id, answer })
            }
            Effect::FetchOffers { lang } => Some(Event::OffersFetched(Ok(assessment::offers(*lang)))),
            Effect::AskStep { turn, given, .. } => {
                Some(Event::Stepped { turn: *turn, answer: Ok(Box::new(assessment::step(given))) })
            }
            Effect::Enter { request, .. } => {
                let answer = self.refusal.clone().map_or_else(|| Ok(assessment::accepted(request)), Err);
                Some(Event::Entered { id: request.id, answer })
            }
            Effect::KeepDraft { case, kind, text } => {
                Some(Event::DraftKept { case: *case, kind: *kind, text: text.clone(), answer: Ok(()) })
            }
            Effect::DropDraft { case, kind } => {
                Some(Event::DraftKept { case: *case, kind: *kind, text: Words::default(), answer: Ok(()) })
            }
            _ => None,
        }
    }

    fn sign_in(&self, form: &api::SignIn) -> Result<api::SessionView, Trouble> {
        let problem = |code| Trouble::from(api::Problem { code, message: String::new(), refusal: None, faults: Vec::new() });
        match (form.password.as_str(), form.totp.as_deref()) {
            ("oikea", _) => Ok(a_session(self.lang)),
            ("koodi", None) => Err(problem(api::ProblemCode::TotpNeeded)),
            ("koodi", Some("123456")) => Ok(a_session(self.lang)),
            ("monta", _) => Ok(county::a_session_to_choose(self.lang)),
            _ => Err(problem(api::ProblemCode::SignInFailed)),
        }
    }

    fn page(&self, query: &WorkQuery) -> WorkPage {
        let fits = |row: &&WorkRow| match (&query.q, query.view) {
            (Some(q), _) => row.name.to_lowercase().contains(&q.to_lowercase()),
            (None, api::View::Free) => row.state == WorkState::Free,
            (None, api::View::Mine) => row.mine && matches!(row.state, WorkState::Taken | WorkState::EndProposed),
            (None, api::View::Open) => matches!(row.state, WorkState::Free | WorkState::Taken),
            (None, api::View::Unfinished) => row.mine && row.state == WorkState::Unfinished,
            (None, api::View::Ended) => row.state == WorkState::Closed,
        };
        let all: Vec<&WorkRow> = self.rows.iter().filter(fits).collect();
        let place = |cursor: &api::Cursor| all.iter().position(|row| row.cursor.0 >= cursor.0).unwrap_or(all.len());
        let limit = usize::from(query.limit);
        let (start, end) = if let Some(after) = &query.after {
            let start = all.iter().position(|row| row.cursor.0 > after.0).unwrap_or(all.len());
            (start, (start + limit).min(all.len()))
        } else if let Some(before) = &query.before {
            let end = place(before);
            (end.saturating_sub(limit), end)
        } else if let Some(from) = &query.from {
            let start = place(from);
            (start, (start + limit).min(all.len()))
        } else if query.last {
            (all.len().saturating_sub(limit), all.len())
        } else {
            (0, limit.min(all.len()))
        };
        WorkPage {
            rows: all[start..end].iter().map(|row| (*row).clone()).collect(),
            more_before: start > 0,
            more_after: end < all.len(),
            total: all.len() as u64,
            total_is_least: false,
            head: self.head,
        }
    }

    fn change(&mut self, case: CaseId, command: &CaseCommand) -> CommandAccepted {
        self.head += 1;
        let row = self.rows.iter_mut().find(|row| row.case == case).unwrap();
        row.version += 1;
        match command {
            CaseCommand::Take => (row.state, row.mine, row.owner) = (WorkState::Taken, true, Some("Korhonen Liisa".to_owned())),
            CaseCommand::Release => (row.state, row.mine, row.owner) = (WorkState::Free, false, None),
            CaseCommand::MarkUnfinished => row.state = WorkState::Unfinished,
            CaseCommand::End => row.state = WorkState::Closed,
            CaseCommand::MarkRead => row.unread = 0,
            CaseCommand::ChangeUrgency { to, .. } => {
                row.urgency = *to;
                row.due = Some(row.arrived + jiff::SignedDuration::from_hours(77));
            }
            _ => {}
        }
        CommandAccepted {
            case,
            version: row.version,
            seq: self.head,
            unit: "keskus".into(),
            queue: row.queue.clone(),
            state: row.state,
            due: row.due,
        }
    }

    /// The screen as text.
    pub(crate) fn screen(&mut self) -> String {
        self.draw();
        self.surface.text()
    }

    /// Draws a frame and gives its bytes.
    pub(crate) fn draw(&mut self) -> Vec<u8> {
        let (columns, rows) = self.app.size();
        self.surface.resize(columns, rows);
        let app = &self.app;
        self.surface.frame(|surface| app.draw(surface)).to_vec()
    }

    /// The line where the cursor stands.
    pub(crate) fn cursor_line(&mut self) -> String {
        let screen = self.screen();
        let (_, y) = self.surface.cursor().unwrap_or_default();
        screen.lines().nth(usize::from(y)).unwrap_or_default().to_owned()
    }

    /// What was sent so far, by name.
    pub(crate) fn sent(&self) -> Vec<&'static str> {
        let name = |effect: &Effect| match effect {
            Effect::Send { request, .. } => Some(request.command.name()),
            _ => None,
        };
        self.effects.iter().filter_map(name).collect()
    }
}
