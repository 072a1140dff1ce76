//! Keymaps and themes that ship with the program, and a person's own laid over them.

use std::path::Path;

use workstation::{Keymap, Theme};

const KEYMAP: &str = include_str!("../keymaps/default.toml");
/// Each theme with its name. The first is the one that any terminal shows as meant.
const THEMES: [(&str, &str); 4] = [
    ("sixteen", include_str!("../themes/sixteen.toml")),
    ("dark", include_str!("../themes/dark.toml")),
    ("light", include_str!("../themes/light.toml")),
    ("mono", include_str!("../themes/mono.toml")),
];

/// The shipped keys with the person's `keymap.toml` over them, and a sentence for each mistake in it.
pub fn keymap(configuration: Option<&Path>) -> (Keymap, Vec<String>) {
    let (mut keymap, shipped) = Keymap::parse("keymaps/default.toml", KEYMAP);
    let mut mistakes: Vec<String> = shipped.iter().map(ToString::to_string).collect();
    let own = configuration.map(|folder| folder.join("keymap.toml")).filter(|path| path.exists());
    if let Some(path) = own {
        match std::fs::read_to_string(&path) {
            Ok(text) => mistakes.extend(keymap.lay_over(&path.display().to_string(), &text).iter().map(ToString::to_string)),
            Err(error) => mistakes.push(format!("{}: {error}", path.display())),
        }
    }
    (keymap, mistakes)
}

/// The themes to change between, the wanted one first, and a sentence for each mistake. A person's own themes are files in
/// the folder `themes` of their configuration; one with the name of a shipped theme replaces it.
pub fn themes(wanted: Option<&str>, configuration: Option<&Path>) -> (Vec<Theme>, Vec<String>) {
    let mut mistakes = Vec::new();
    let mut named: Vec<(String, String, String)> =
        THEMES.iter().map(|(name, text)| ((*name).to_owned(), format!("themes/{name}.toml"), (*text).to_owned())).collect();
    let folder = configuration.map(|folder| folder.join("themes"));
    for entry in folder.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten() {
        let path = entry.path();
        let Some(name) =
            path.file_stem().and_then(|stem| stem.to_str()).filter(|_| path.extension().is_some_and(|end| end == "toml"))
        else {
            continue;
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                named.retain(|(other, ..)| other != name);
                named.push((name.to_owned(), path.display().to_string(), text));
            }
            Err(error) => mistakes.push(format!("{}: {error}", path.display())),
        }
    }
    let wanted = wanted.unwrap_or(usual());
    if !named.iter().any(|(name, ..)| name == wanted) {
        let names: Vec<&str> = named.iter().map(|(name, ..)| name.as_str()).collect();
        mistakes.push(format!("there is no theme \"{wanted}\"; there are {}", names.join(", ")));
    }
    named.sort_by_key(|(name, ..)| name != wanted);
    let mut themes = Vec::new();
    for (_, file, text) in &named {
        match Theme::parse(file, text) {
            Ok(theme) => themes.push(theme),
            Err(errors) => mistakes.extend(errors.iter().map(ToString::to_string)),
        }
    }
    (themes, mistakes)
}

/// What suits the terminal when nothing is said: no colours where they are not wanted, all where the terminal has them.
fn usual() -> &'static str {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("NO_COLOR") {
        "mono"
    } else if std::env::var("COLORTERM").is_ok_and(|value| value == "truecolor" || value == "24bit") {
        "dark"
    } else {
        "sixteen"
    }
}
