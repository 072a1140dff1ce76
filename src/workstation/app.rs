//! The workstation: state that events change and that is drawn. Nothing here waits, reads a clock or touches the world.

mod answers;
mod asks;
mod changes;
mod filling;
mod frame;
mod trouble;

pub(crate) use frame::role_name;
pub(crate) use trouble::notice;

use std::collections::{HashMap, VecDeque};

use api::SessionView;
use domain::{CaseCommand, CaseId, CommandId, Language};
use jiff::Timestamp;
use ratatui::layout::Rect;

use crate::action::Action;
use crate::desk::{Desk, Notice};
use crate::effect::Effect;
use crate::event::Event;
use crate::ids::Ids;
use crate::keymap::{Key, Keymap, Meaning};
use crate::model::Model;
use crate::screens::{Fill, Help, List, Notices, Palette, Screen, SignInForm, Sure, Then, Why};
use crate::texts::Texts;
use crate::theme::Theme;
use crate::{text, time};

/// Milliseconds that the selection must rest before its short view is fetched: every look is logged, passing by is none.
const REST: i64 = 250;
/// Milliseconds without a key before a draft is kept.
const DRAFT_PAUSE: i64 = 300;
/// Milliseconds without a key before a search is made.
const SEARCH_PAUSE: i64 = 80;
/// Seconds between two looks at the open case that no list announces.
const CASE_PAUSE: i64 = 10;
/// Seconds between two looks at the list that notices bring about.
const LIST_PAUSE: i64 = 1;
/// Seconds that a notice stays at least.
const NOTICE_STAYS: i64 = 3;

/// How the workstation begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// With the sign-in form; the login name may be known.
    SignIn {
        /// Login name to begin with.
        login: String,
    },
    /// With a session that the bridge holds already.
    Session,
}

/// What the workstation is made of.
#[derive(Debug)]
pub struct Setup {
    /// The language to begin with.
    pub language: Language,
    /// The keys.
    pub keymap: Keymap,
    /// The themes that can be changed between; the first is used. Empty: no colours.
    pub themes: Vec<Theme>,
    /// The server's name, as it is shown.
    pub server: String,
    /// How to begin.
    pub entry: Entry,
    /// What went wrong before, e.g. with a person's own keymap: shown as notices.
    pub warnings: Vec<String>,
    /// Whether new urgent items ring the terminal's bell.
    pub bell: bool,
    /// Chance for the identities that this workstation makes.
    pub seed: [u8; 16],
    /// The time.
    pub now: Timestamp,
    /// The terminal's size: columns, rows.
    pub size: (u16, u16),
}

/// A change that the server has not answered.
#[derive(Debug)]
struct Sending {
    case: CaseId,
    /// Whom it concerns, in words.
    who: String,
    command: CaseCommand,
    then: Then,
}

/// The workstation.
#[derive(Debug)]
pub struct App {
    desk: Desk,
    screens: Vec<Box<dyn Screen>>,
    ids: Ids,
    themes: VecDeque<Theme>,
    entry: Entry,
    bell: bool,
    sending: HashMap<CommandId, Sending>,
    /// The case whose short view is wanted, and from when on.
    rest: Option<(CaseId, Timestamp)>,
    /// The item whose short view was fetched, or is about to be, in which version: a look is logged, so it is made once.
    looked: Option<(CaseId, u32)>,
    /// The open case is looked at again at this moment.
    look_at: Option<Timestamp>,
    /// It was looked at then.
    looked_at: Option<Timestamp>,
    /// The list is fetched again at this moment.
    refresh_at: Option<Timestamp>,
    /// A notice had it fetched then.
    refreshed_at: Option<Timestamp>,
    /// Drafts are kept at this moment.
    keep_at: Option<Timestamp>,
    /// This is searched for at this moment.
    find_at: Option<(Option<String>, Timestamp)>,
    /// Its summary is copied when it has come.
    copy_when_here: Option<CaseId>,
    /// How often a composer was opened.
    openings: u32,
    /// How many assessments were begun.
    forms: u64,
    /// The newest notice of the server.
    head: i64,
    changed: bool,
    /// The terminal is painted anew with the next frame.
    repaint: bool,
    /// The line was gone and is there again: what waited for it is done with the next event.
    came_back: bool,
    /// The case whose last change was refused, until the next key: why must stay in sight.
    refused: Option<CaseId>,
    /// The counts are on their way, and whether they are wanted again after that.
    counting: Option<bool>,
    /// The open case is on its way in this version.
    case_asked: Option<(CaseId, u32)>,
}

impl App {
    /// A workstation that has not begun yet.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let mut themes = VecDeque::from(setup.themes);
        let theme = themes.pop_front().unwrap_or_else(Theme::plain);
        let desk = Desk {
            now: setup.now,
            size: setup.size,
            texts: Texts::new(setup.language),
            keymap: setup.keymap,
            theme,
            model: Model::new(),
            server: setup.server,
            online: true,
            notice: None,
            notices: VecDeque::new(),
            pending: Vec::new(),
            edition: 0,
        };
        let first: Box<dyn Screen> = match &setup.entry {
            Entry::SignIn { login } => Box::new(SignInForm::new(login.clone(), false)),
            Entry::Session => Box::new(List::default()),
        };
        let mut app = Self {
            desk,
            screens: vec![first],
            ids: Ids::new(setup.seed),
            themes,
            entry: setup.entry,
            bell: setup.bell,
            sending: HashMap::new(),
            rest: None,
            looked: None,
            look_at: None,
            looked_at: None,
            refresh_at: None,
            refreshed_at: None,
            keep_at: None,
            find_at: None,
            copy_when_here: None,
            openings: 0,
            forms: 0,
            head: 0,
            changed: true,
            repaint: false,
            came_back: false,
            refused: None,
            counting: None,
            case_asked: None,
        };
        for warning in setup.warnings {
            app.desk.say(Notice::warning(warning));
        }
        app.settle();
        app
    }

    /// The size of the terminal that it is about to be drawn in: asks for nothing yet.
    pub(crate) fn fit(&mut self, columns: u16, rows: u16) {
        self.desk.size = (columns, rows);
        self.settle();
    }

    /// What is to be done before the first event.
    pub fn start(&mut self) -> Vec<Effect> {
        match self.entry {
            Entry::SignIn { .. } => vec![Effect::FetchService],
            Entry::Session => {
                let lang = self.desk.lang();
                let mut effects = self.fetch_work();
                effects.push(Effect::FetchSession { lang });
                effects.extend(self.count());
                effects.push(Effect::Listen);
                effects
            }
        }
    }

    /// Takes one event in and says what is to be done.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        if let Event::Tick(now) = event {
            return self.tick(now);
        }
        self.changed = true;
        let mut effects = match event {
            Event::Key(key) => self.key(key),
            Event::Paste(pasted) => {
                let clean = text::typed(&pasted);
                self.on_top(|screen, desk| screen.pasted(&clean, desk))
            }
            Event::Resize(columns, rows) => {
                self.desk.size = (columns, rows);
                Vec::new()
            }
            other => self.answer(other),
        };
        if std::mem::take(&mut self.came_back) {
            effects.extend(self.line_is_back());
        }
        self.settle();
        effects.extend(self.fetch_work());
        effects.extend(self.rest());
        effects
    }

    fn tick(&mut self, now: Timestamp) -> Vec<Effect> {
        let minute = time::minute(self.desk.now);
        self.desk.now = now;
        let mut effects = Vec::new();
        if time::minute(now) != minute {
            self.changed = true;
            self.settle();
            if !self.desk.online && self.desk.model.session.is_some() {
                // Whatever answers tells that the line is back.
                self.counting = None;
                effects.extend(self.count());
            }
        }
        if let Some((case, at)) = self.rest
            && now >= at
        {
            self.rest = None;
            effects.push(Effect::FetchPreview { case, lang: self.desk.lang() });
        }
        effects.extend(self.look_now());
        if self.refresh_now() {
            effects.extend(self.fetch_work());
        }
        if self.keep_at.is_some_and(|at| now >= at) {
            self.keep_at = None;
            effects.extend(self.keep_drafts());
        }
        if self.find_at.as_ref().is_some_and(|(_, at)| now >= *at) {
            effects.extend(self.find_now());
            self.changed = true;
            self.settle();
            effects.extend(self.fetch_work());
        }
        effects
    }

    /// When [`Event::Tick`] is wanted next: the next moment at which something on the screen changes by itself.
    #[must_use]
    pub fn next_wake(&self) -> Option<Timestamp> {
        let pauses =
            [self.rest.map(|(_, at)| at), self.look_at, self.refresh_at, self.keep_at, self.find_at.as_ref().map(|(_, at)| *at)];
        let minute = self.desk.model.session.is_some().then(|| time::next_minute(self.desk.now));
        pauses.into_iter().flatten().chain(minute).min()
    }

    /// True once after something happened that may be seen.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// True once after somebody asked for the screen to be painted anew.
    pub fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }

    /// The terminal's size: columns, rows.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.desk.size
    }

    /// The session, once there is one.
    #[must_use]
    pub fn session(&self) -> Option<&SessionView> {
        self.desk.model.session.as_ref()
    }

    /// The language of the screens.
    #[must_use]
    pub fn language(&self) -> Language {
        self.desk.lang()
    }

    fn key(&mut self, event: crossterm::event::KeyEvent) -> Vec<Effect> {
        let stayed =
            self.desk.notice.as_ref().is_some_and(|(_, since)| self.desk.now.duration_since(*since).as_secs() >= NOTICE_STAYS);
        if stayed {
            self.desk.notice = None;
        }
        self.refused = None;
        let Some(context) = self.screens.last().map(|screen| screen.context()) else { return Vec::new() };
        let mut keys = std::mem::take(&mut self.desk.pending);
        let began = !keys.is_empty();
        keys.push(Key::from(event));
        match self.desk.keymap.meaning(context, &keys) {
            Meaning::Action(action) => self.act(action),
            Meaning::Pending => {
                self.desk.pending = keys;
                Vec::new()
            }
            // What does not go on is nothing: the second key must not do something else by surprise.
            Meaning::Nothing if began => Vec::new(),
            Meaning::Nothing => self.on_top(|screen, desk| screen.typed(event, desk)),
        }
    }

    /// An action: some are the same everywhere, the others are the screen's.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Help => self.push_once(Help::new),
            Action::Palette => self.push_once(Palette::new),
            Action::Notices => self.push_once(|_, desk| Notices::new(desk)),
            Action::Language => return self.change_language(),
            Action::Theme => {
                self.themes.push_back(self.desk.theme.clone());
                if let Some(theme) = self.themes.pop_front() {
                    self.desk.theme = theme;
                    self.desk.edition += 1;
                }
            }
            Action::Refresh => {
                self.repaint = true;
                return self.refetch();
            }
            Action::NextUrgent => return self.go_to_urgent(),
            Action::ChangeRole => return self.change_role(),
            Action::NewAssessment => return self.fill(Fill::New),
            Action::SignOut => self.push_once(|_, _| Sure::new(Why::SignOut)),
            Action::Quit => return self.leave(),
            // In the list, where it would do nothing else, it says that the urgent items were seen.
            Action::Back if self.screens.len() == 1 && self.desk.model.lists.search().is_none() => {
                self.desk.model.urgent.acknowledge();
                return self.on_top(|screen, desk| screen.act(action, desk));
            }
            _ => return self.on_top(|screen, desk| screen.act(action, desk)),
        }
        Vec::new()
    }

    fn push_once<S: Screen + 'static>(&mut self, make: impl FnOnce(&[Box<dyn Screen>], &Desk) -> S) {
        let screen = make(&self.screens, &self.desk);
        self.screens.push(Box::new(screen));
    }

    /// Lets the screen on top answer, and does what it asks.
    fn on_top(&mut self, with: impl FnOnce(&mut Box<dyn Screen>, &Desk) -> Vec<crate::screens::Request>) -> Vec<Effect> {
        let Some(screen) = self.screens.last_mut() else { return Vec::new() };
        let requests = with(screen, &self.desk);
        self.grant(requests)
    }

    /// Lets every screen adapt to what has changed.
    fn settle(&mut self) {
        let areas = self.areas();
        let list = areas.first().copied().unwrap_or_default();
        self.desk.model.lists.set_height(usize::from(List::height(list, &self.desk)));
        for (screen, area) in self.screens.iter_mut().zip(areas) {
            screen.settle(area, &self.desk);
        }
    }

    /// The area of each screen: a docked one takes its rows from those below it.
    fn areas(&self) -> Vec<Rect> {
        let (columns, rows) = self.desk.size;
        let mut body = Rect::new(0, 1, columns, rows.saturating_sub(3));
        let mut areas = vec![body; self.screens.len()];
        for (index, screen) in self.screens.iter().enumerate() {
            if let Some(height) = screen.docked(body.height) {
                let height = height.min(body.height);
                body.height -= height;
                areas[index] = Rect::new(0, body.bottom(), columns, height);
                for (below, area) in areas.iter_mut().enumerate().take(index) {
                    if self.screens[below].docked(body.height).is_none() {
                        area.height = area.height.min(body.height);
                    }
                }
            }
        }
        areas
    }
}
