//! Filling in an assessment with a resident, e.g. a caller on the phone: who it is about, one question after another, a look
//! at all of it. The half-filled form lives in the model: closing this loses nothing.

mod ask;
mod beside;
mod boxes;
mod head;
mod input;
mod lines;
mod offers;
mod review;
mod sent;
mod who;
mod words;

use api::EntryOffer;
use crossterm::event::KeyEvent;
use domain::Answer;
use ratatui::layout::Rect;

use super::{Request, Screen};
use crate::action::Action;
use crate::desk::{Desk, Notice};
use crate::keymap::Context;
use crate::model::{Draft, Form, Person, Place};
use crate::surface::Surface;
use crate::theme::Role;
use ask::Ask;
pub(crate) use boxes::Kept;
use boxes::{Confirm, Leave};
use lines::Lines;
pub(crate) use offers::Offers;
use review::Review;
pub(crate) use sent::Sent;
use who::Who;
pub(crate) use words::fault_text;

/// Columns of the questions beside the one that is asked.
const BESIDE: u16 = 46;

/// What the screens of assisted entry ask of the app.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fill {
    /// Begin, or offer what was begun.
    New,
    /// Choose an assessment.
    Choose,
    /// Begin with this assessment; what was begun before is thrown away.
    Begin(EntryOffer),
    /// Go on with what was begun.
    Resume,
    /// Throw it away.
    Drop,
    /// Leave it; it is kept.
    Leave,
    /// Send it.
    Send,
    /// It is about this person.
    Person(Person),
    /// This is being typed or ticked.
    Typed(String, Draft),
    /// A question is answered, or its answer taken back.
    Answer {
        /// Which.
        question: String,
        /// The answer.
        answer: Option<Answer>,
        /// Then go to what is asked next.
        go_on: bool,
    },
    /// Go to what is asked next.
    GoOn,
    /// Go there.
    Go(Place),
    /// Go so many places on.
    Neighbour(isize),
}

/// Asks the app for something.
fn fill(deed: Fill) -> Request {
    Request::Fill(deed)
}

/// What the place in the form needs to be worked in.
#[derive(Debug, Default)]
enum Work {
    #[default]
    Nothing,
    Who(Box<Who>),
    Ask(Box<Ask>),
    Review(Review),
}

/// The screen.
#[derive(Debug, Default)]
pub(crate) struct EntryScreen {
    /// The place that the work is for.
    place: Option<Place>,
    work: Work,
    /// The first line that is shown, when there are more than fit.
    top: usize,
    /// Somebody reads elsewhere than at what is pointed at.
    reads: bool,
    said: Option<Notice>,
    /// How often something to be typed in was opened.
    openings: u64,
}

/// Where the parts of the screen are.
struct Parts {
    head: Rect,
    body: Rect,
    beside: Option<Rect>,
}

impl EntryScreen {
    fn parts(area: Rect, head: usize, desk: &Desk) -> Parts {
        let height = u16::try_from(head).unwrap_or(u16::MAX).min(area.height.saturating_sub(6));
        let rest = Rect::new(area.x, area.y + height, area.width, area.height - height);
        if !desk.is_wide() {
            return Parts { head: Rect { height, ..area }, body: rest, beside: None };
        }
        let body = Rect { width: rest.width - BESIDE - 1, ..rest };
        let beside = Rect::new(body.right() + 1, rest.y, BESIDE, rest.height);
        Parts { head: Rect { height, ..area }, body, beside: Some(beside) }
    }

    /// True while nothing may be changed: what was given is being judged or sent.
    fn is_busy(form: &Form) -> bool {
        form.is_waiting() || form.sending
    }

    /// Where the text of a place stands: above what is being written.
    fn text_area(&self, body: Rect) -> Rect {
        let body = inner(body);
        let rows = if let Work::Ask(ask) = &self.work { ask.rows(body.height) } else { 0 };
        Rect { height: body.height - rows, ..body }
    }

    /// The text of a place; who it is about always fits and draws itself.
    fn lines(&self, area: Rect, form: &Form, desk: &Desk) -> Option<Lines> {
        match &self.work {
            Work::Ask(ask) => Some(ask.lines(area.width.into(), self.said.as_ref(), form, desk)),
            Work::Review(review) => Some(review.lines(area.width.into(), form, desk)),
            Work::Who(_) | Work::Nothing => None,
        }
    }

    /// Sends, or says and opens what is missing.
    fn send(form: &Form, desk: &Desk) -> Vec<Request> {
        let texts = &desk.texts;
        if form.sending {
            return vec![Request::Say(Notice::said(texts.get("said-sending")))];
        }
        if !desk.online {
            return vec![Request::Say(Notice::warning(texts.get("trouble-form-offline")))];
        }
        if !form.is_ready() {
            let missing = form.step.as_ref().map(|step| step.missing.as_slice()).unwrap_or_default();
            let count = missing.len();
            let wrong = form.questions().iter().map(|question| &question.id).find(|id| form.faults(id).next().is_some());
            let Some(question) = wrong.or(missing.first()) else {
                return vec![Request::Say(Notice::warning(texts.get("said-form-waits")))];
            };
            let said = if wrong.is_some() {
                texts.get("said-form-wrong").into_owned()
            } else {
                texts.with("said-form-missing", &[("count", count.into())])
            };
            return vec![fill(Fill::Go(Place::Question(question.clone()))), Request::Say(Notice::failure(said))];
        }
        if form.person.identity_code().is_none() {
            return vec![fill(Fill::Go(Place::Person)), Request::Say(Notice::failure(texts.get("said-form-who")))];
        }
        vec![Request::Push(Box::new(Confirm::default()))]
    }

    /// What was typed or ticked becomes the answer before another place is gone to; what is no answer stays as it is typed.
    fn commit(&self, form: &Form, desk: &Desk) -> Option<Request> {
        let Work::Ask(ask) = &self.work else { return None };
        let (_, question) = form.here()?;
        form.draft(&question.id)?;
        let answer = ask.answer(question, form, desk).ok()?;
        Some(fill(Fill::Answer { question: question.id.clone(), answer, go_on: false }))
    }

    fn go(&self, deed: Fill, form: &Form, desk: &Desk) -> Vec<Request> {
        self.commit(form, desk).into_iter().chain([fill(deed)]).collect()
    }

    fn do_ask(&mut self, action: Action, form: &Form, desk: &Desk) -> Vec<Request> {
        let (Work::Ask(ask), Some((_, question))) = (&mut self.work, form.here()) else { return Vec::new() };
        match ask.act(action, question, form, desk) {
            Ok(requests) => requests,
            Err(said) => {
                self.said = Some(said);
                Vec::new()
            }
        }
    }
}

impl Screen for EntryScreen {
    fn context(&self) -> Context {
        match &self.work {
            Work::Who(_) => Context::Dialog,
            Work::Ask(ask) if ask.is_typed() => Context::EntryText,
            _ => Context::Entry,
        }
    }

    fn offers(&self, desk: &Desk) -> Vec<Action> {
        let Some(form) = &desk.model.form else { return vec![Action::Back] };
        let ready = form.is_ready();
        let send = ready.then_some(Action::Send);
        let first: &[Action] = match &self.work {
            Work::Who(_) => &[Action::Choose, Action::NextField, Action::PreviousField, Action::Back],
            Work::Ask(ask) if ask.is_ticked() => {
                &[Action::Choose, Action::Tick, Action::PreviousQuestion, Action::Back, Action::Review, Action::Person]
            }
            Work::Ask(_) => &[Action::Choose, Action::PreviousQuestion, Action::Back, Action::Review, Action::Person],
            _ => &[Action::Choose, Action::PreviousQuestion, Action::Back, Action::Down, Action::Person],
        };
        let rest: &[Action] = match &self.work {
            Work::Who(_) => &[],
            Work::Ask(_) => &[Action::NextQuestion, Action::PageDown, Action::PageUp, Action::Language],
            _ => &[Action::PageDown, Action::PageUp, Action::Language],
        };
        send.into_iter().chain(first.iter().chain(rest).copied()).collect()
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let Some(form) = &desk.model.form else { return vec![Request::Close] };
        self.said = None;
        match action {
            Action::Back if form.is_empty() => return vec![fill(Fill::Leave)],
            // What is being typed is kept as it is.
            Action::Back => return vec![Request::Push(Box::new(Leave::default()))],
            Action::PageDown | Action::PageUp => {
                let page = usize::from(desk.size.1 / 2);
                self.reads = true;
                self.top = if action == Action::PageDown { self.top + page } else { self.top.saturating_sub(page) };
                return Vec::new();
            }
            // Who it is about may be gone on from while the first questions are still on their way.
            _ if form.sending || Self::is_busy(form) && !matches!(self.work, Work::Who(_)) => return Vec::new(),
            Action::NextQuestion => return self.go(Fill::Neighbour(1), form, desk),
            Action::PreviousQuestion => return self.go(Fill::Neighbour(-1), form, desk),
            Action::Person => return self.go(Fill::Go(Place::Person), form, desk),
            Action::Review if form.step.is_some() => return self.go(Fill::Go(Place::Review), form, desk),
            Action::Send => {
                // What is typed must be judged before it can be sent.
                if let Some(keep) = self.commit(form, desk) {
                    return vec![keep, fill(Fill::Go(Place::Review))];
                }
                return Self::send(form, desk);
            }
            _ => {}
        }
        self.reads = false;
        match &mut self.work {
            Work::Who(who) => who.act(action, form),
            Work::Ask(_) => self.do_ask(action, form, desk),
            Work::Review(review) => match review.act(action, form) {
                Some(place) => vec![fill(Fill::Go(place))],
                // Whoever presses Enter once too often must not have sent it.
                None if action == Action::Choose => vec![Request::Say(review::state(form, desk))],
                None => Vec::new(),
            },
            Work::Nothing => Vec::new(),
        }
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Vec<Request> {
        let Some(form) = &desk.model.form else { return Vec::new() };
        // Whoever types before the next question is there would answer it unread.
        if form.sending || Self::is_busy(form) && !matches!(self.work, Work::Who(_)) {
            return Vec::new();
        }
        self.said = None;
        self.reads = false;
        match &mut self.work {
            Work::Who(who) => who.typed(key, form),
            Work::Ask(ask) => {
                let Some((_, question)) = form.here() else { return Vec::new() };
                ask.typed(key, question, form)
            }
            _ => Vec::new(),
        }
    }

    fn pasted(&mut self, text: &str, desk: &Desk) -> Vec<Request> {
        let Some(form) = desk.model.form.as_ref().filter(|form| !form.sending) else { return Vec::new() };
        match &mut self.work {
            Work::Who(who) => who.pasted(text, form),
            Work::Ask(ask) => form.here().map(|(_, question)| ask.pasted(text, question)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn settle(&mut self, area: Rect, desk: &Desk) {
        let Some(form) = &desk.model.form else { return };
        if self.place.as_ref() != Some(&form.place) {
            self.place = Some(form.place.clone());
            (self.top, self.reads, self.said) = (0, false, None);
            self.openings += 1;
            self.work = match &form.place {
                Place::Person => Work::Who(Box::new(Who::new(form))),
                Place::Question(_) => form.here().map_or(Work::Nothing, |(_, question)| {
                    Work::Ask(Box::new(Ask::new(question, form, self.openings << 32, desk)))
                }),
                Place::Review => Work::Review(Review::new(form)),
            };
        }
        let head = head::doc(inner(area).width.into(), form, desk);
        let body = self.text_area(Self::parts(area, head.len(), desk).body);
        if let Some(lines) = self.lines(body, form, desk) {
            self.top = lines.top(self.top, self.reads, usize::from(body.height));
        }
    }

    fn covers(&self) -> bool {
        true
    }

    fn is_entry(&self) -> bool {
        true
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let Some(form) = &desk.model.form else { return };
        let head = head::doc(inner(area).width.into(), form, desk);
        let parts = Self::parts(area, head.len(), desk);
        head.draw(surface, inner(parts.head), 0, head.fingerprint(), desk);
        if let Some(area) = parts.beside {
            beside::draw(surface, area, form, desk);
        }
        let text = self.text_area(parts.body);
        if let Some(lines) = self.lines(text, form, desk) {
            lines.draw(surface, text, self.top, desk);
        }
        match &self.work {
            Work::Who(who) => who.draw(surface, text, form, desk),
            Work::Ask(ask) => {
                let below = inner(parts.body).bottom() - text.bottom();
                ask.draw_words(surface, Rect::new(text.x, text.bottom(), text.width, below), desk);
            }
            Work::Review(_) | Work::Nothing => {}
        }
    }
}

/// A column free at both sides.
fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// What was said of what was pressed.
fn say(doc: &mut super::doc::Doc, said: Option<&Notice>) {
    if let Some(said) = said {
        doc.gap();
        doc.marked(said.sign(), &said.text, said.role());
    }
}

/// A sentence about something wrong.
fn wrong(doc: &mut super::doc::Doc, text: &str) {
    doc.marked("!! ", text, Role::Failure);
}
