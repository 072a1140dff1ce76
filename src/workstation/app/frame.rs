//! The frame around every screen: the line at the top, the notice, the key bar. And what is said when there is no room.

use ratatui::layout::Rect;

use super::App;
use crate::desk::{Desk, SMALLEST};
use crate::keymap::Key;
use crate::surface::Surface;
use crate::texts::Texts;
use crate::theme::Role;
use crate::{text, time};

impl App {
    /// Draws everything. Changes nothing.
    pub fn draw(&self, surface: &mut Surface) {
        let desk = &self.desk;
        surface.set_blank(desk.look(Role::Text));
        let area = surface.area();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            too_small(surface, area, desk);
            return;
        }
        top(surface, Rect::new(0, 0, area.width, 1), desk);
        let areas = self.areas();
        let lowest = self.screens.iter().rposition(|screen| screen.covers()).unwrap_or(0);
        for (screen, area) in self.screens.iter().zip(areas).skip(lowest) {
            screen.draw(surface, area, desk);
        }
        self.notice(surface, Rect::new(0, area.height - 2, area.width, 1));
        self.keys(surface, Rect::new(0, area.height - 1, area.width, 1));
    }

    /// What was said last, or which keys can follow those that were pressed.
    fn notice(&self, surface: &mut Surface, area: Rect) {
        let desk = &self.desk;
        if !desk.pending.is_empty() {
            let Some(context) = self.screens.last().map(|screen| screen.context()) else { return };
            let following = desk.keymap.following(context, &desk.pending);
            let pressed = Key::labels(&desk.pending);
            surface.line(area, desk.key((0, &pressed, context)), |pen| {
                pen.put(&format!(" {pressed}-  "), desk.look(Role::Key));
                for (keys, action) in &following {
                    pen.put(keys, desk.look(Role::Key)).put(" ", desk.look(Role::Text));
                    pen.put(&desk.texts.named("action", action.name()), desk.look(Role::KeyLabel))
                        .put("   ", desk.look(Role::Text));
                }
            });
            return;
        }
        let alert = desk.model.urgent.alert().filter(|_| desk.notice.is_none());
        let alerts = desk.model.urgent.alerts();
        let key = desk.key((
            1,
            desk.notice.as_ref().map(|(notice, _)| notice),
            alert.map(|row| (row.case, row.version, &row.title)),
            alerts,
        ));
        surface.line(area, key, |pen| {
            if let Some((notice, _)) = &desk.notice {
                pen.put(" ", desk.look(Role::Text)).put(&format!("{}{}", notice.sign(), notice.text), desk.look(notice.role()));
            } else if let Some(row) = alert {
                let said = desk.texts.with(
                    "alert-urgent",
                    &[
                        ("count", alerts.into()),
                        ("class", Desk::class_code(row, row.urgency).into()),
                        ("title", row.title.clone().into()),
                        ("name", text::visible(&row.name).into_owned().into()),
                        ("age", row.age.into()),
                    ],
                );
                pen.put(&format!(" ! {said}"), desk.look(Role::Warning));
            }
        });
    }

    /// The keys that do something now, most useful first, as many as fit.
    fn keys(&self, surface: &mut Surface, area: Rect) {
        let desk = &self.desk;
        let Some(screen) = self.screens.last() else { return };
        let context = screen.context();
        let offers = screen.offers(desk);
        surface.line(area, desk.key((context, &offers)), |pen| {
            let help = desk.key_of(context, crate::Action::Help);
            let help = format!("{help} {}", desk.texts.get("short-help"));
            let room = pen.room().saturating_sub(text::width(&help) + 2);
            let mut used = 1;
            pen.skip(1);
            for action in offers {
                let key = desk.key_of(context, action);
                let label = desk.texts.named("short", action.name());
                let width = text::width(&key) + text::width(&label) + 3;
                if key.is_empty() || used + width > room {
                    continue;
                }
                used += width;
                pen.put(&key, desk.look(Role::Key)).put(&format!(" {label}  "), desk.look(Role::KeyLabel));
            }
            pen.end(&help, desk.look(Role::KeyLabel));
        });
    }
}

fn too_small(surface: &mut Surface, area: Rect, desk: &Desk) {
    let said = desk.texts.with(
        "too-small",
        &[
            ("columns", SMALLEST.0.into()),
            ("rows", SMALLEST.1.into()),
            ("has-columns", area.width.into()),
            ("has-rows", area.height.into()),
        ],
    );
    for (line, text) in text::wrap(&said, usize::from(area.width)).iter().enumerate().take(usize::from(area.height)) {
        let row = Rect::new(0, line as u16, area.width, 1);
        surface.line(row, desk.key(("too small", line, area)), |pen| {
            pen.put(text, desk.look(Role::Warning));
        });
    }
    surface.set_cursor(0, 0);
}

/// Who, as what, where; test environment; the line; the time.
fn top(surface: &mut Surface, area: Rect, desk: &Desk) {
    let session = desk.model.session.as_ref();
    let who = session.map(|session| (session.user, session.chosen));
    let unread = desk.model.unread();
    let key = desk.key((who, unread, desk.online, time::minute(desk.now), &desk.server, session.is_some(), desk.is_test()));
    surface.line(area, key, |pen| {
        let bar = desk.look(Role::Bar);
        pen.paint(bar);
        pen.put(" Omaolo", bar);
        let mut right = Vec::new();
        if desk.is_test() {
            right.push((format!(" {} ", desk.texts.get("banner-test")), Role::Banner));
        }
        right.push(if desk.online {
            (format!(" ● {}", desk.texts.get("line-online")), Role::Online)
        } else {
            (format!(" ○ {}", desk.texts.get("line-offline")), Role::Offline)
        });
        right.push((format!("  {} ", time::clock(desk.now)), Role::Bar));
        let taken: usize = right.iter().map(|(text, _)| text::width(text)).sum();
        let mut parts = Vec::new();
        match session {
            Some(session) => {
                parts.push(text::visible(&session.name).into_owned());
                if let Some(grant) = session.grant() {
                    parts.push(role_name(&desk.texts, grant.role));
                    if !grant.unit_name.is_empty() {
                        parts.push(grant.unit_name.clone());
                    }
                }
                if unread > 0 {
                    parts.insert(0, desk.texts.with("top-unread", &[("count", unread.into())]));
                }
            }
            None => parts.push(desk.server.clone()),
        }
        let room = pen.room().saturating_sub(taken);
        let joined = |parts: &[String]| format!(" · {}", parts.join(" · "));
        if unread > 0 && session.is_some() && text::width(&joined(&parts)) > room {
            // Who works here matters more than the words beside the number.
            parts[0] = format!("•{unread}");
        }
        let said = joined(&parts);
        let said = text::cut(&said, room);
        pen.put(&said, bar);
        pen.skip(room - text::width(&said));
        for (said, role) in right {
            let style = desk.look(role);
            // Everything stands on the bar's ground, but the banner on its own.
            let style = if role == Role::Banner { style } else { bar.patch(ratatui::style::Style { bg: bar.bg, ..style }) };
            pen.put(&said, style);
        }
    });
}

/// A role's name.
pub(crate) fn role_name(texts: &Texts, role: domain::Role) -> String {
    texts.named("role", &role.to_string()).into_owned()
}
