//! What is known of the world: session, counts, windows over the work list, the open case, drafts. Only the app writes it;
//! answers come in here, never into the screen that asked.

mod drafts;
mod form;
mod urgent;
mod window;

use std::collections::HashMap;

use api::{CaseView, EntryOffers, Preview, QueueCount, ServiceView, SessionView, TransferTargets, View, WorkRow};
use domain::{CaseId, Language, QueueId};

use crate::effect::{Effect, Tag};
pub(crate) use drafts::{Drafts, Written};
pub(crate) use form::{Draft, Form, Person, Place, is_about_person};
pub(crate) use urgent::UrgentWatch;
pub(crate) use window::Window;

/// The views in the order of their tabs.
pub(crate) const VIEWS: [View; 5] = [View::Free, View::Mine, View::Open, View::Unfinished, View::Ended];

/// The window of a search; views have the numbers before it.
const SEARCH: u32 = 5;

/// A view's name in the texts.
pub(crate) fn view_name(view: View) -> &'static str {
    match view {
        View::Free => "free",
        View::Mine => "mine",
        View::Open => "open",
        View::Unfinished => "unfinished",
        View::Ended => "ended",
    }
}

/// The windows over the work list: one per view, and one for a search.
#[derive(Debug)]
pub(crate) struct Lists {
    windows: HashMap<u32, Window>,
    view: View,
    queue: Option<QueueId>,
    search: Option<String>,
    height: usize,
    tags: u64,
}

impl Lists {
    fn new() -> Self {
        let mut lists = Self { windows: HashMap::new(), view: View::Free, queue: None, search: None, height: 20, tags: 0 };
        lists.open();
        lists
    }

    fn number(&self) -> u32 {
        if self.search.is_some() { SEARCH } else { VIEWS.iter().position(|view| *view == self.view).unwrap_or(0) as u32 }
    }

    /// The window that is shown exists from here on.
    fn open(&mut self) {
        let height = self.height;
        self.windows.entry(self.number()).or_insert_with(|| Window::new(height)).set_height(height);
    }

    /// The window that is shown.
    pub(crate) fn window(&self) -> &Window {
        // `open` is called by whatever changes the number.
        self.windows.get(&self.number()).unwrap_or(&window::EMPTY)
    }

    pub(crate) fn window_mut(&mut self) -> &mut Window {
        self.open();
        let number = self.number();
        let height = self.height;
        self.windows.entry(number).or_insert_with(|| Window::new(height))
    }

    pub(crate) fn view(&self) -> View {
        self.view
    }

    pub(crate) fn queue(&self) -> Option<&QueueId> {
        self.queue.as_ref()
    }

    pub(crate) fn search(&self) -> Option<&str> {
        self.search.as_deref()
    }

    pub(crate) fn selected(&self) -> Option<&WorkRow> {
        self.window().selected_row()
    }

    /// Shows a view. Its rows of before are shown at once and fetched again.
    pub(crate) fn show(&mut self, view: View) {
        self.view = view;
        self.search = None;
        self.windows.remove(&SEARCH);
        self.open();
        self.window_mut().refresh();
    }

    /// Shows one queue, or all.
    pub(crate) fn choose_queue(&mut self, queue: Option<QueueId>) {
        if queue != self.queue {
            self.queue = queue;
            self.windows.clear();
            self.open();
        }
    }

    /// Shows what a search finds; an empty search shows the view again, with the selection where it was.
    pub(crate) fn find(&mut self, text: Option<String>) {
        if text == self.search {
            return;
        }
        let text = text.filter(|text| !text.trim().is_empty());
        self.search = text;
        if self.search.is_some() {
            self.open();
            self.window_mut().start_again();
        } else {
            self.windows.remove(&SEARCH);
            self.open();
        }
    }

    /// Rows that fit on the screen.
    pub(crate) fn set_height(&mut self, height: usize) {
        self.height = height.max(1);
        let height = self.height;
        self.window_mut().set_height(height);
    }

    /// There is more in the log: the shown window is fetched again, the others when they are shown.
    pub(crate) fn refresh(&mut self) {
        self.window_mut().refresh();
    }

    /// Forgets all rows: another language, another role.
    pub(crate) fn forget(&mut self) {
        for window in self.windows.values_mut() {
            window.forget();
        }
        self.open();
    }

    /// Every window that has this row changes it, until the next fetch says what is true.
    pub(crate) fn touch(&mut self, case: CaseId, change: impl Fn(&mut WorkRow)) {
        for window in self.windows.values_mut() {
            window.touch(case, &change);
        }
    }

    /// The item is done with: the one behind it is selected instead.
    pub(crate) fn leave(&mut self, case: CaseId) {
        self.window_mut().leave(case);
    }

    /// What the shown window must fetch now, if anything.
    pub(crate) fn fetch(&mut self, lang: Language) -> Option<Effect> {
        self.tags += 1;
        let (tag, number) = (Tag(self.tags), self.number());
        let (view, queue, q) = (self.view, self.queue.clone(), self.search.clone());
        let mut query = self.window_mut().next_query(tag)?;
        (query.view, query.lang) = (view, lang);
        if q.is_none() && !matches!(view, View::Mine | View::Unfinished) {
            query.queue = queue;
        }
        query.q = q;
        Some(Effect::FetchWork { tag, window: number, query })
    }

    /// The window that waits for this tag.
    pub(crate) fn waiting_for(&mut self, tag: Tag) -> Option<&mut Window> {
        self.windows.values_mut().find(|window| window.waits_for(tag))
    }
}

/// What is known of the world.
#[derive(Debug)]
pub(crate) struct Model {
    /// What the server said of itself before anybody signed in.
    pub(crate) service: Option<ServiceView>,
    pub(crate) session: Option<SessionView>,
    pub(crate) counts: Vec<QueueCount>,
    pub(crate) lists: Lists,
    pub(crate) case: Option<Box<CaseView>>,
    pub(crate) preview: Option<Box<Preview>>,
    pub(crate) targets: Option<(CaseId, TransferTargets)>,
    pub(crate) drafts: Drafts,
    pub(crate) urgent: UrgentWatch,
    /// What may be filled in with a resident.
    pub(crate) offers: Option<EntryOffers>,
    /// The half-filled assessment. There is one at a time.
    pub(crate) form: Option<Form>,
    /// The newest case that was filled in here, and whom it concerns: no list may have it.
    pub(crate) entered: Option<(CaseId, String)>,
    /// How often the case was replaced: screens look anew when it changes.
    pub(crate) case_turn: u64,
}

impl Model {
    pub(crate) fn new() -> Self {
        Self {
            service: None,
            session: None,
            counts: Vec::new(),
            lists: Lists::new(),
            case: None,
            preview: None,
            targets: None,
            drafts: Drafts::default(),
            urgent: UrgentWatch::default(),
            offers: None,
            form: None,
            entered: None,
            case_turn: 0,
        }
    }

    /// The open case, if it is this one.
    pub(crate) fn case(&self, case: CaseId) -> Option<&CaseView> {
        self.case.as_deref().filter(|view| view.row.case == case)
    }

    /// The newest row known of a case: of the open case, or of the list.
    pub(crate) fn row(&self, case: CaseId) -> Option<&WorkRow> {
        let open = self.case(case).map(|view| &view.row);
        let listed = self.lists.window().rows().iter().find(|row| row.case == case);
        match (open, listed) {
            (Some(open), Some(listed)) => Some(if listed.version > open.version { listed } else { open }),
            (open, listed) => open.or(listed),
        }
    }

    /// Items of a view over all queues that are shown; `None` when no counter tells.
    pub(crate) fn count(&self, view: View) -> Option<u32> {
        let shown = |count: &&QueueCount| self.lists.queue().is_none_or(|queue| *queue == count.queue);
        let all = self.counts.iter();
        match view {
            _ if self.counts.is_empty() => None,
            View::Free => Some(all.filter(shown).map(|count| count.free).sum()),
            View::Mine => Some(all.map(|count| count.mine).sum()),
            View::Open => Some(all.filter(shown).map(|count| count.free + count.taken).sum()),
            View::Unfinished | View::Ended => None,
        }
    }

    /// Of the caller's own items, those where the resident did something.
    pub(crate) fn unread(&self) -> u32 {
        self.counts.iter().map(|count| count.mine_unread).sum()
    }
}
