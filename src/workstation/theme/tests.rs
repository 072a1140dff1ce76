use super::*;

const SHIPPED: [(&str, &str); 4] = [
    ("dark.toml", include_str!("../../../themes/dark.toml")),
    ("light.toml", include_str!("../../../themes/light.toml")),
    ("sixteen.toml", include_str!("../../../themes/sixteen.toml")),
    ("mono.toml", include_str!("../../../themes/mono.toml")),
];

fn shipped() -> Vec<Theme> {
    SHIPPED.iter().map(|(name, text)| Theme::parse(name, text).unwrap_or_else(|errors| panic!("{errors:?}"))).collect()
}

fn luminance(colour: Color) -> Option<f64> {
    let Color::Rgb(r, g, b) = colour else { return None };
    let linear = |n: u8| {
        let n = f64::from(n) / 255.0;
        if n <= 0.040_45 { n / 12.92 } else { ((n + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b))
}

#[test]
fn text_stands_out_from_its_ground_in_every_theme_with_colours_of_its_own() {
    for theme in shipped() {
        for role in Role::iter().filter(|role| !matches!(role, Role::Border)) {
            let style = theme.style(role);
            let (Some(front), Some(behind)) = (style.fg.and_then(luminance), style.bg.and_then(luminance)) else { continue };
            let contrast = (front.max(behind) + 0.05) / (front.min(behind) + 0.05);
            assert!(contrast >= 4.5, "{} {role}: {contrast:.2}", theme.name);
        }
    }
}

#[test]
fn sixteen_uses_only_the_terminals_own_colours_and_mono_none() {
    for theme in shipped() {
        for role in Role::iter() {
            let style = theme.style(role);
            for colour in [style.fg, style.bg].into_iter().flatten() {
                let fits = match theme.name.as_str() {
                    "sixteen" => !matches!(colour, Color::Rgb(..) | Color::Indexed(_)),
                    "mono" => colour == Color::Reset,
                    _ => true,
                };
                assert!(fits, "{} {role}: {colour:?}", theme.name);
            }
        }
    }
}

#[test]
fn a_broken_theme_is_one_line_with_its_first_mistake() {
    let text = SHIPPED[2].1.replace("\"own-words\"", "\"own-wrds\"").replace("\"reset\"", "\"rainbow\"");
    let errors: Vec<String> = Theme::parse("mine.toml", &text).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("mine.toml:") && errors[0].contains("\"rainbow\" is no colour"), "{errors:?}");
    assert!(errors[0].contains("mistakes in this file: "), "{errors:?}");
    let text = SHIPPED[2].1.replace("own-words", "own-wrds");
    let errors: Vec<String> = Theme::parse("mine.toml", &text).unwrap_err().iter().map(ToString::to_string).collect();
    assert!(errors[0].ends_with("there is no role \"own-wrds\"; did you mean \"own-words\"?"), "{errors:?}");
}

#[test]
fn roles_that_a_theme_leaves_out_look_as_in_the_shipped_one_of_its_kind() {
    let dark = &shipped()[0];
    let mine = Theme::parse("mine.toml", "[roles]\ntext = { fg = \"#ffffff\", bg = \"#101010\" }\n").unwrap();
    assert_eq!(mine.style(Role::P1).fg, dark.style(Role::P1).fg);
    assert_eq!(mine.style(Role::Title).bg, Some(Color::Rgb(16, 16, 16)));
    assert_eq!(Theme::parse("none.toml", "").unwrap().style(Role::P1), shipped()[2].style(Role::P1));
}
