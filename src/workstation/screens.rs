//! The screens: each reads the desk, asks by [`Request`]s and draws itself. None of them changes the model.

mod case;
mod choose;
mod compose;
mod deeds;
mod doc;
mod editor;
mod end;
mod entry;
mod field;
mod help;
mod list;
mod palette;
mod picker;
mod plain;
mod popup;
mod search;
mod sign_in;
mod sure;
mod transfer;
mod unfinished;
mod urgency;

use std::fmt;

use api::{ChooseGrant, SignIn, View};
use crossterm::event::KeyEvent;
use domain::{CaseCommand, CaseId, DraftKind};
use ratatui::layout::Rect;

use crate::action::Action;
use crate::desk::{Desk, Notice};
use crate::event::Answer;
use crate::keymap::Context;
use crate::surface::Surface;

pub(crate) use case::CaseScreen;
pub(crate) use choose::ChooseRole;
pub(crate) use compose::Compose;
pub(crate) use entry::{EntryScreen, Fill, Kept, Offers, Sent, fault_text};
pub(crate) use help::{Help, Notices};
pub(crate) use list::List;
pub(crate) use palette::Palette;
pub(crate) use plain::Plain;
pub(crate) use search::SearchLine;
pub(crate) use sign_in::SignInForm;
pub(crate) use sure::{Sure, Why};

/// What happens once the server has said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing more.
    Stay,
    /// The case is opened.
    Open,
    /// Back to the list, with the next item selected: this one is done with.
    Next,
}

/// A movement in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// So many rows.
    Step(i64),
    /// So many pages.
    Page(i64),
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// To a view.
    View(View),
    /// So many views on.
    Views(i64),
    /// So many queues on.
    Queues(i64),
}

/// What a screen asks of the app.
#[derive(Debug)]
pub(crate) enum Request {
    /// Close this screen.
    Close,
    /// Put a screen on top.
    Push(Box<dyn Screen>),
    /// Open a case.
    Open(CaseId),
    /// Open a case and begin to write.
    OpenToWrite(CaseId, DraftKind),
    /// Fetch a case unless it is there.
    Need(CaseId),
    /// Fetch to whom a case can go.
    NeedTargets(CaseId),
    /// Say something to the person.
    Say(Notice),
    /// Change a case.
    Change(CaseId, CaseCommand, Then),
    /// What is being written changed.
    Typed(CaseId, String, DraftKind),
    /// Keep what is being written, now.
    Keep(CaseId, DraftKind),
    /// Send what is being written.
    Write(CaseId, DraftKind),
    /// Move in the list.
    Move(Move),
    /// Search, soon or now; nothing ends the search.
    Find {
        /// What for.
        text: Option<String>,
        /// Without waiting for a pause in typing.
        now: bool,
    },
    /// Open the item so many rows on.
    OpenNext(i64),
    /// Do this, as if its key had been pressed.
    Act(Action),
    /// Let the screen below do this.
    Below(Action),
    /// Sign in.
    SignIn(SignIn),
    /// Work in this role from now on.
    Choose(ChooseGrant),
    /// Sign out, really.
    SignOut,
    /// Leave, really.
    Quit,
    /// Copy the summary of a case.
    Copy(CaseId),
    /// Fill in an assessment.
    Fill(Fill),
}

/// One screen, or a box on top of others.
pub(crate) trait Screen: fmt::Debug {
    /// Which keys hold.
    fn context(&self) -> Context;

    /// What can be done now, most useful first: the key bar and the palette show it.
    fn offers(&self, desk: &Desk) -> Vec<Action>;

    /// An action was asked for.
    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request>;

    /// A key that is bound to nothing.
    fn typed(&mut self, _key: KeyEvent, _desk: &Desk) -> Vec<Request> {
        Vec::new()
    }

    /// Text was pasted; it is clean already.
    fn pasted(&mut self, _text: &str, _desk: &Desk) -> Vec<Request> {
        Vec::new()
    }

    /// The model or the size may have changed: adapt to it.
    fn settle(&mut self, _area: Rect, _desk: &Desk) {}

    /// The server has answered to a change of this case.
    fn told(&mut self, _case: CaseId, _answer: &Answer<()>, _desk: &Desk) -> Vec<Request> {
        Vec::new()
    }

    /// Rows at the bottom that it takes for itself, leaving the rest to the screen below; `None` for a box or a whole screen.
    fn docked(&self, _height: u16) -> Option<u16> {
        None
    }

    /// True when nothing below it is seen.
    fn covers(&self) -> bool {
        false
    }

    /// The case that it shows or works on.
    fn case(&self) -> Option<CaseId> {
        None
    }

    /// True for the sign-in form and the choice of a role: they wait for answers about the session.
    fn is_session(&self) -> bool {
        false
    }

    /// True for the screens of assisted entry: they close together.
    fn is_entry(&self) -> bool {
        false
    }

    /// The session could not be had.
    fn refused(&mut self, _trouble: &crate::Trouble, _desk: &Desk) {}

    /// Draws it.
    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk);
}
