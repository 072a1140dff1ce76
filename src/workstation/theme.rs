//! What each meaning looks like. Screens ask for roles and never name a colour; a theme file gives every role its style.

#[cfg(test)]
mod tests;

use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use strum::{Display, EnumCount, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};
use toml::de::{DeTable, DeValue};

use crate::keymap::{line_of, nearest};

/// A meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumString, EnumIter, EnumCount, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Role {
    /// Ordinary text, and the ground of the screen.
    Text,
    /// What may be overlooked.
    #[strum(serialize = "text.muted")]
    Muted,
    /// Names of screens and sections.
    Title,
    /// The chosen row, field or entry; laid over another style.
    Selected,
    /// A key in the key bar.
    Key,
    /// What that key does.
    #[strum(serialize = "key.label")]
    KeyLabel,
    /// The first line of the screen.
    Bar,
    /// TEST ENVIRONMENT, demonstration content.
    Banner,
    /// Something failed.
    Failure,
    /// Something needs attention.
    Warning,
    /// Something is said.
    Notice,
    /// The resident's own words.
    OwnWords,
    /// A question's text.
    Question,
    /// A chosen answer.
    Answer,
    /// A red-flag answer.
    RedFlag,
    /// Where text is typed.
    Input,
    /// Frames and rules.
    Border,
    /// A message to the resident.
    #[strum(serialize = "message.reply")]
    MessageReply,
    /// A note for colleagues.
    #[strum(serialize = "message.note")]
    MessageNote,
    /// Past its limit.
    Overdue,
    /// The line to the server is there.
    Online,
    /// The line to the server is gone.
    Offline,
    /// Class P0.
    #[strum(serialize = "urgency.p0")]
    P0,
    /// Class P1.
    #[strum(serialize = "urgency.p1")]
    P1,
    /// Class P2.
    #[strum(serialize = "urgency.p2")]
    P2,
    /// Class P3.
    #[strum(serialize = "urgency.p3")]
    P3,
    /// Class P4.
    #[strum(serialize = "urgency.p4")]
    P4,
    /// Class P5.
    #[strum(serialize = "urgency.p5")]
    P5,
    /// Class P6.
    #[strum(serialize = "urgency.p6")]
    P6,
    /// Class P7.
    #[strum(serialize = "urgency.p7")]
    P7,
    /// Class P8.
    #[strum(serialize = "urgency.p8")]
    P8,
}

impl Role {
    /// The role of an urgency class.
    pub(crate) fn of_class(class: domain::UrgencyClass) -> Self {
        use domain::UrgencyClass as Class;
        match class {
            Class::P0 => Self::P0,
            Class::P1 => Self::P1,
            Class::P2 => Self::P2,
            Class::P3 => Self::P3,
            Class::P4 => Self::P4,
            Class::P5 => Self::P5,
            Class::P6 => Self::P6,
            Class::P7 => Self::P7,
            Class::P8 => Self::P8,
        }
    }
}

/// A mistake in a theme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct ThemeError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

/// A style for each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The name of its file, without the ending.
    pub name: String,
    styles: [Style; Role::COUNT],
}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// What is wrong, in one line: the first mistake, and how many more there are. A role that is not there is no mistake: it
    /// looks as in the shipped theme of the same kind.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<ThemeError>> {
        let mut reader = Reader { file: name, text, errors: Vec::new() };
        let styles = reader.read();
        let name = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".toml").to_owned();
        let more = reader.errors.len().saturating_sub(1);
        match reader.errors.into_iter().next() {
            None => Ok(Self { name, styles }),
            Some(first) if more == 0 => Err(vec![first]),
            Some(first) => {
                Err(vec![ThemeError { what: format!("{}; mistakes in this file: {}", first.what, more + 1), ..first }])
            }
        }
    }

    /// A theme without any colour or weight: what is left when even the shipped files cannot be read.
    #[must_use]
    pub fn plain() -> Self {
        let mut styles = [Style::new(); Role::COUNT];
        styles[Role::Selected as usize] = Style::new().add_modifier(Modifier::REVERSED);
        Self { name: "plain".to_owned(), styles }
    }

    /// How a role looks.
    pub(crate) fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

/// The shipped themes that others inherit from: dark, light, and with the terminal's own colours.
const SHIPPED: [&str; 3] =
    [include_str!("../../themes/dark.toml"), include_str!("../../themes/light.toml"), include_str!("../../themes/sixteen.toml")];

/// The styles of the shipped theme on the same kind of ground.
fn inherited(ground: Style) -> [Style; Role::COUNT] {
    let kind = match ground.bg {
        Some(Color::Rgb(r, g, b)) => usize::from(u16::from(r) + u16::from(g) + u16::from(b) > 382),
        _ => 2,
    };
    Reader { file: "", text: SHIPPED[kind], errors: Vec::new() }.read()
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    errors: Vec<ThemeError>,
}

type Palette = Vec<(String, Color)>;

impl Reader<'_> {
    fn wrong(&mut self, place: usize, what: String) {
        self.errors.push(ThemeError { file: self.file.to_owned(), line: line_of(self.text, place), what });
    }

    fn read(&mut self) -> [Style; Role::COUNT] {
        let text = self.text;
        let (table, broken) = DeTable::parse_recoverable(text);
        for error in broken {
            self.wrong(error.span().map_or(0, |span| span.start), error.message().to_owned());
        }
        let mut palette = Palette::new();
        let mut styles: [Option<Style>; Role::COUNT] = [None; Role::COUNT];
        for (name, value) in table.get_ref() {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("palette", DeValue::Table(colours)) => {
                    for (name, colour) in colours {
                        if let Some(colour) = self.colour(colour, &Palette::new()) {
                            palette.push((name.get_ref().to_string(), colour));
                        }
                    }
                }
                ("roles", DeValue::Table(roles)) => {
                    for (name, style) in roles {
                        let Ok(role) = Role::from_str(name.get_ref()) else {
                            let near = nearest(name.get_ref(), Role::iter().map(<&'static str>::from)).unwrap_or("text");
                            self.wrong(
                                name.span().start,
                                format!("there is no role \"{}\"; did you mean \"{near}\"?", name.get_ref()),
                            );
                            continue;
                        };
                        styles[role as usize] = Some(self.style(style, &palette));
                    }
                }
                (other, _) => {
                    self.wrong(name.span().start, format!("there is no table [{other}]: only [palette] and then [roles]"));
                }
            }
        }
        let mut out = [Style::new(); Role::COUNT];
        let own = styles[Role::Text as usize];
        let base = if styles.iter().any(Option::is_none) { inherited(own.unwrap_or_default()) } else { out };
        let ground = own.unwrap_or(base[Role::Text as usize]);
        for role in Role::iter() {
            match styles[role as usize] {
                // Every style stands on the ground of the screen; what is selected is laid over what it selects.
                Some(style) if role == Role::Selected => out[role as usize] = style,
                Some(style) => out[role as usize] = ground.patch(style),
                None => {
                    let style = base[role as usize];
                    let on_ground = style.bg == base[Role::Text as usize].bg;
                    let style = if on_ground { Style { bg: None, ..style } } else { style };
                    out[role as usize] = if role == Role::Selected { style } else { ground.patch(style) };
                }
            }
        }
        out
    }

    fn style(&mut self, value: &toml::Spanned<DeValue<'_>>, palette: &Palette) -> Style {
        let DeValue::Table(parts) = value.get_ref() else {
            self.wrong(value.span().start, "a role is written as { fg = \"red\", bold = true }".to_owned());
            return Style::new();
        };
        let mut style = Style::new();
        for (name, part) in parts {
            let modifier = match name.get_ref().as_ref() {
                "fg" => {
                    style.fg = self.colour(part, palette);
                    continue;
                }
                "bg" => {
                    style.bg = self.colour(part, palette);
                    continue;
                }
                "bold" => Modifier::BOLD,
                "dim" => Modifier::DIM,
                "italic" => Modifier::ITALIC,
                "underline" => Modifier::UNDERLINED,
                "reverse" => Modifier::REVERSED,
                other => {
                    self.wrong(
                        name.span().start,
                        format!("there is no \"{other}\": use fg, bg, bold, dim, italic, underline, reverse"),
                    );
                    continue;
                }
            };
            match part.get_ref() {
                DeValue::Boolean(true) => style = style.add_modifier(modifier),
                DeValue::Boolean(false) => style = style.remove_modifier(modifier),
                _ => self.wrong(part.span().start, format!("\"{}\" must be true or false", name.get_ref())),
            }
        }
        style
    }

    fn colour(&mut self, value: &toml::Spanned<DeValue<'_>>, palette: &Palette) -> Option<Color> {
        let name = value.get_ref().as_str().unwrap_or_default();
        let known = palette.iter().find(|(known, _)| known == name).map(|(_, colour)| *colour);
        let colour = known.or_else(|| Color::from_str(name).ok());
        if colour.is_none() {
            let what = format!(
                "\"{name}\" is no colour: use a name of the palette, red, light-red, …, reset, a number 0 to 255, or #rrggbb"
            );
            self.wrong(value.span().start, what);
        }
        colour
    }
}
