//! Everything that a person can ask for by name. Key bar, help, palette, key map and key reference are made from this list;
//! each has its sentence in the texts, under `action-<name>`, and a short word for the key bar, under `short-<name>`.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// What a key asks of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumString, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Action {
    /// Go one row or line down.
    Down,
    /// Go one row or line up.
    Up,
    /// Go one page down.
    PageDown,
    /// Go one page up.
    PageUp,
    /// Go to the beginning.
    First,
    /// Go to the end.
    Last,
    /// Open the case, without taking it.
    Open,
    /// Become the owner of the item.
    Take,
    /// Become the owner and open the case.
    TakeAndOpen,
    /// Put the item back into the shared queue.
    Release,
    /// Write to the resident.
    Reply,
    /// Write a note for colleagues.
    Note,
    /// Change the urgency class.
    Urgency,
    /// Give the item to a colleague or to another queue.
    Transfer,
    /// Mark as unfinished: waits for the resident.
    Unfinished,
    /// Take an unfinished item back to work.
    Resume,
    /// End the case.
    End,
    /// Copy the summary for the record.
    Copy,
    /// Open the next item of the list.
    NextItem,
    /// Open the item before in the list.
    PreviousItem,
    /// Fill in an assessment with a resident.
    NewAssessment,
    /// Answer with the chosen option, or tick it.
    Tick,
    /// Go to the next question without answering.
    NextQuestion,
    /// Go to the question before; its answer is kept.
    PreviousQuestion,
    /// Go to who the assessment is about.
    Person,
    /// Look at all answers before sending.
    Review,
    /// Search by name, identity code or words.
    Search,
    /// Show the next view.
    NextView,
    /// Show the view before.
    PreviousView,
    /// Show free items.
    ViewFree,
    /// Show my own items.
    ViewMine,
    /// Show all open items.
    ViewOpen,
    /// Show my items that wait for the resident.
    ViewUnfinished,
    /// Show ended cases.
    ViewEnded,
    /// Show the next queue.
    NextQueue,
    /// Show the queue before.
    PreviousQueue,
    /// Go to the new urgent item.
    NextUrgent,
    /// Go to the summary of the case.
    SectionSummary,
    /// Go to the answers.
    SectionAnswers,
    /// Go to the messages.
    SectionMessages,
    /// Go to the history.
    SectionHistory,
    /// Go to the earlier cases.
    SectionEarlier,
    /// Go to the next section.
    NextSection,
    /// Go to the section before.
    PreviousSection,
    /// Send what was written.
    Send,
    /// Choose a ready-made text.
    Snippets,
    /// Go to the next gap of a ready-made text.
    NextGap,
    /// Change between reply and note.
    SwitchKind,
    /// Undo the last change of the text.
    Undo,
    /// Do again what was undone.
    Redo,
    /// Go to the next field.
    NextField,
    /// Go to the field before.
    PreviousField,
    /// Choose, confirm, go on.
    Choose,
    /// Leave, without doing it.
    Back,
    /// Show all keys.
    Help,
    /// Choose what to do from a list.
    Palette,
    /// Show the latest notices.
    Notices,
    /// Change the language of the screen.
    Language,
    /// Change the colours.
    Theme,
    /// Change role or unit.
    ChangeRole,
    /// Draw the screen anew and fetch everything again.
    Refresh,
    /// Sign out.
    SignOut,
    /// Leave the program.
    Quit,
}

impl Action {
    /// Its name in keymaps and in the texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}
