//! Writing a reply or a note, under the case. The text lives in the model: closing this loses nothing.

use crossterm::event::{KeyCode, KeyEvent};
use domain::{CaseId, DraftKind};
use ratatui::layout::Rect;

use super::case::language_name;
use super::editor::Editor;
use super::popup::Popup;
use super::{Request, Screen};
use crate::action::Action;
use crate::desk::{Desk, Notice};
use crate::event::Answer;
use crate::keymap::Context;
use crate::surface::Surface;
use crate::text;
use crate::theme::Role;

/// The composer.
#[derive(Debug)]
pub(crate) struct Compose {
    case: CaseId,
    kind: DraftKind,
    editor: Editor,
    /// Which ready-made text is chosen, while one is being chosen.
    choosing: Option<usize>,
}

impl Compose {
    /// A composer; `opening` is another number each time.
    pub(crate) fn new(case: CaseId, kind: DraftKind, opening: u32, desk: &Desk) -> Self {
        let text = desk.model.drafts.get((case, kind)).map(|draft| draft.text.clone()).unwrap_or_default();
        Self { case, kind, editor: Editor::new(&text, u64::from(opening) << 32), choosing: None }
    }

    fn typed_so_far(&self) -> Vec<Request> {
        vec![Request::Typed(self.case, self.editor.text(), self.kind)]
    }

    /// The text is on its way: what is typed now would be in no message and in no draft.
    fn is_sending(&self, desk: &Desk) -> bool {
        desk.model.drafts.get((self.case, self.kind)).is_some_and(|draft| draft.sending)
    }

    fn send(&mut self, desk: &Desk) -> Vec<Request> {
        if let Some(gap) = self.editor.go_to_first_gap() {
            return vec![Request::Say(Notice::failure(desk.texts.with("compose-gap", &[("gap", gap.into())])))];
        }
        let mut requests = self.typed_so_far();
        requests.push(Request::Write(self.case, self.kind));
        requests
    }

    fn choose(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        let snippets = desk.model.case(self.case).map(|view| view.snippets.as_slice()).unwrap_or_default();
        let Some(chosen) = &mut self.choosing else { return Vec::new() };
        match action {
            Action::Down | Action::NextField => *chosen = (*chosen + 1).min(snippets.len().saturating_sub(1)),
            Action::Up | Action::PreviousField => *chosen = chosen.saturating_sub(1),
            Action::Back => self.choosing = None,
            Action::Choose => {
                let snippet = snippets.get(*chosen);
                self.choosing = None;
                if let Some(snippet) = snippet {
                    self.editor.insert(&snippet.text);
                    self.editor.go_to_gap();
                    return self.typed_so_far();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// The other kind, with the text of the other kind; a text without a counterpart comes along.
    fn switch(&mut self, desk: &Desk) -> Vec<Request> {
        let text = self.editor.text();
        let other = if self.kind == DraftKind::Reply { DraftKind::Note } else { DraftKind::Reply };
        let there = desk.model.drafts.get((self.case, other)).map(|draft| draft.text.clone()).unwrap_or_default();
        let mut requests = Vec::new();
        if there.trim().is_empty() && !text.trim().is_empty() {
            requests.push(Request::Typed(self.case, String::new(), self.kind));
            requests.push(Request::Typed(self.case, text, other));
        } else {
            requests.extend(self.typed_so_far());
            self.editor = Editor::new(&there, self.editor.turn() + 1);
        }
        self.kind = other;
        requests
    }
}

/// Says why nothing can be typed now.
fn on_its_way(desk: &Desk) -> Vec<Request> {
    vec![Request::Say(Notice::said(desk.texts.get("said-sending")))]
}

impl Screen for Compose {
    fn context(&self) -> Context {
        if self.choosing.is_some() { Context::Dialog } else { Context::Compose }
    }

    fn offers(&self, _desk: &Desk) -> Vec<Action> {
        if self.choosing.is_some() {
            return vec![Action::Choose, Action::Back, Action::Down, Action::Up];
        }
        let snippets = (self.kind == DraftKind::Reply).then_some(Action::Snippets);
        let gap = self.editor.has_gap().then_some(Action::NextGap);
        let rest = [Action::SwitchKind, Action::PageDown, Action::PageUp, Action::Undo, Action::Redo];
        [Action::Send, Action::Back].into_iter().chain(gap).chain(snippets).chain(rest).collect()
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Vec<Request> {
        if self.is_sending(desk) && !matches!(action, Action::Back | Action::PageDown | Action::PageUp) {
            return on_its_way(desk);
        }
        if self.choosing.is_some() {
            return self.choose(action, desk);
        }
        match action {
            Action::Send => return self.send(desk),
            Action::Back => {
                let empty = self.editor.text().trim().is_empty();
                let mut requests = self.typed_so_far();
                requests.push(Request::Keep(self.case, self.kind));
                requests.push(Request::Close);
                if !empty {
                    let key = if desk.online { "compose-kept" } else { "compose-kept-offline" };
                    requests.push(Request::Say(Notice::said(desk.texts.get(key))));
                }
                return requests;
            }
            Action::Snippets => {
                let any = desk.model.case(self.case).is_some_and(|view| !view.snippets.is_empty());
                if !any {
                    return vec![Request::Say(Notice::said(desk.texts.get("compose-no-snippets")))];
                }
                self.choosing = Some(0);
            }
            Action::NextGap => {
                if !self.editor.go_to_gap() {
                    self.editor.insert("  ");
                }
                return self.typed_so_far();
            }
            Action::SwitchKind => return self.switch(desk),
            Action::Undo => {
                self.editor.undo();
                return self.typed_so_far();
            }
            Action::Redo => {
                self.editor.redo();
                return self.typed_so_far();
            }
            Action::PageDown | Action::PageUp => return vec![Request::Below(action)],
            _ => {}
        }
        Vec::new()
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Vec<Request> {
        if self.is_sending(desk) {
            return on_its_way(desk);
        }
        if self.choosing.is_some() {
            if let KeyCode::Char(digit @ '1'..='9') = key.code {
                self.choosing = digit.to_digit(10).map(|n| n as usize - 1);
                return self.choose(Action::Choose, desk);
            }
            return Vec::new();
        }
        if self.editor.key(key) { self.typed_so_far() } else { Vec::new() }
    }

    fn pasted(&mut self, text: &str, desk: &Desk) -> Vec<Request> {
        if self.is_sending(desk) {
            return on_its_way(desk);
        }
        self.editor.insert(text);
        self.typed_so_far()
    }

    fn settle(&mut self, _area: Rect, desk: &Desk) {
        // A text that was kept before may come in after the editor has opened.
        if self.editor.is_untouched()
            && let Some(draft) = desk.model.drafts.get((self.case, self.kind)).filter(|draft| !draft.text.is_empty())
        {
            self.editor = Editor::new(&draft.text, self.editor.turn() + 1);
        }
    }

    fn told(&mut self, case: CaseId, answer: &Answer<()>, desk: &Desk) -> Vec<Request> {
        // Sent, and so gone from the drafts: only then the editor closes.
        let sent = case == self.case
            && answer.is_ok()
            && desk.model.drafts.get((case, self.kind)).is_none()
            && !self.editor.is_untouched();
        if sent { vec![Request::Close] } else { Vec::new() }
    }

    fn docked(&self, height: u16) -> Option<u16> {
        Some((height / 2).max(9))
    }

    fn case(&self) -> Option<CaseId> {
        Some(self.case)
    }

    fn draw(&self, surface: &mut Surface, area: Rect, desk: &Desk) {
        let texts = &desk.texts;
        let role = match self.kind {
            DraftKind::Reply => Role::MessageReply,
            DraftKind::Note => Role::MessageNote,
        };
        let row = desk.model.row(self.case);
        let draft = desk.model.drafts.get((self.case, self.kind));
        let kept = match draft {
            Some(draft) if draft.sending => "compose-sending",
            Some(draft) if draft.is_kept() => "compose-is-kept",
            Some(_) if !desk.online => "compose-not-kept",
            _ => "compose-typing",
        };
        let title = Rect::new(area.x, area.y, area.width, 1);
        surface.line(title, desk.key((100, self.kind, kept, row.map(|row| (row.case, row.language)))), |pen| {
            let style = desk.look(role);
            let said = match (self.kind, row) {
                (DraftKind::Note, _) => texts.get("compose-note").into_owned(),
                (DraftKind::Reply, Some(row)) => {
                    let into = texts.named("reply-in", row.language.code()).into_owned();
                    texts.with(
                        "compose-reply",
                        &[("name", text::visible(&row.name).into_owned().into()), ("language", into.into())],
                    )
                }
                (DraftKind::Reply, None) => String::new(),
            };
            let state = format!(" {} ──", texts.get(kept));
            pen.put(if self.kind == DraftKind::Note { "#─ " } else { "── " }, style);
            // Whether the text is safe is never what is cut off.
            let said = text::cut(&said, pen.room().saturating_sub(text::width(&state) + 1));
            pen.put(&said, style.patch(desk.look(Role::Title))).put(" ", style);
            let fill = pen.room().saturating_sub(text::width(&state));
            pen.put(&"─".repeat(fill), style).put(&state, desk.look(Role::Muted));
        });
        let inner = Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height.saturating_sub(1));
        self.editor.draw(surface, inner, desk);
        if let Some(chosen) = self.choosing {
            self.snippets(surface, surface.area(), chosen, desk);
        }
    }
}

impl Compose {
    fn snippets(&self, surface: &mut Surface, area: Rect, chosen: usize, desk: &Desk) {
        let Some(view) = desk.model.case(self.case) else { return };
        let title = format!("{} · {}", desk.texts.get("compose-snippets"), language_name(view.row.language, desk));
        let mut popup = Popup::new(&title, area.width.min(100));
        let room = popup.room(area).saturating_sub(6);
        for (index, snippet) in view.snippets.iter().enumerate() {
            let lines = text::wrap(&snippet.text, room);
            let first = lines.first().cloned().unwrap_or_default();
            popup.choice(vec![(format!("{} {first}", index + 1), Role::Text)], index == chosen);
            if index == chosen {
                for line in lines.into_iter().skip(1) {
                    popup.row(vec![(format!("    {line}"), Role::Muted)]);
                }
            }
        }
        popup.follow(area).draw(surface, area, desk);
    }
}
