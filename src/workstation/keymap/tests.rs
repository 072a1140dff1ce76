use super::*;

const SHIPPED: &str = include_str!("../../../keymaps/default.toml");

fn shipped() -> Keymap {
    let (keymap, errors) = Keymap::parse("default.toml", SHIPPED);
    assert_eq!(errors, Vec::new());
    keymap
}

fn keys(text: &str) -> Vec<Key> {
    text.split_whitespace().map(|key| key.parse().unwrap()).collect()
}

fn says(text: &str) -> Vec<String> {
    shipped().lay_over("mine.toml", text).iter().map(ToString::to_string).collect()
}

#[test]
fn every_action_has_a_key_in_the_shipped_keymap() {
    let keymap = shipped();
    let bound: Vec<Action> = Context::iter().flat_map(|context| keymap.actions(context)).collect();
    let unbound: Vec<Action> = Action::iter().filter(|action| !bound.contains(action)).collect();
    assert_eq!(unbound, Vec::new());
}

#[test]
fn letters_and_arrows_do_the_same() {
    let keymap = shipped();
    for (letter, arrow) in [("j", "down"), ("k", "up"), ("g g", "home"), ("G", "end")] {
        assert_eq!(keymap.meaning(Context::List, &keys(letter)), keymap.meaning(Context::List, &keys(arrow)));
    }
}

#[test]
fn the_first_of_two_keys_waits_and_shows_what_can_follow() {
    let keymap = shipped();
    assert_eq!(keymap.meaning(Context::List, &keys("g")), Meaning::Pending);
    assert_eq!(keymap.following(Context::List, &keys("g")), [("g".to_owned(), Action::First)]);
    assert_eq!(keymap.meaning(Context::List, &keys("g g")), Meaning::Action(Action::First));
}

#[test]
fn a_persons_own_keymap_replaces_and_unbinds() {
    let mut keymap = shipped();
    assert_eq!(keymap.lay_over("mine.toml", "[list]\n\"j\" = \"\"\n\"s\" = \"search\"\n"), Vec::new());
    assert_eq!(keymap.meaning(Context::List, &keys("j")), Meaning::Nothing);
    assert_eq!(keymap.meaning(Context::List, &keys("s")), Meaning::Action(Action::Search));
    assert_eq!(keymap.meaning(Context::List, &keys("down")), Meaning::Action(Action::Down));
}

#[test]
fn every_mistake_is_named_with_its_line_and_the_rest_works() {
    let text = "[list]\n\"s\" = \"serch\"\n\"hyper-x\" = \"open\"\n\"g\" = \"help\"\n\"z\" = \"open\"\n[lst]\n\"a\" = \"open\"\n[compose]\n\"a\" = \"send\"\n[case]\n\"b\" = 3\n";
    assert_eq!(
        says(text),
        [
            "mine.toml:2: there is no action \"serch\"; did you mean \"search\"?",
            "mine.toml:3: \"hyper-x\" is no key: write a character, a name such as enter, or ctrl-s, alt-x, f2",
            "mine.toml:4: gg can never be pressed to the end: g is the beginning of it",
            "mine.toml:6: there is no context \"lst\"; did you mean \"list\"?",
            "mine.toml:9: \"a\" is a letter, and [compose] is where people type text: use ctrl-, alt- or a function key",
            "mine.toml:11: the action of \"b\" must be a name in quotes",
        ]
    );
    let mut keymap = shipped();
    keymap.lay_over("mine.toml", text);
    assert_eq!(keymap.meaning(Context::List, &keys("z")), Meaning::Action(Action::Open));
    assert_eq!(keymap.meaning(Context::List, &keys("g g")), Meaning::Action(Action::First));
}

#[test]
fn a_letter_in_global_would_eat_typed_text_and_is_refused() {
    assert_eq!(says("[global]\n\"q\" = \"quit\"\n").len(), 1);
}

#[test]
fn a_file_that_is_no_toml_is_named_with_its_line() {
    let says = says("[list]\n\"j\" = \n");
    assert!(says[0].starts_with("mine.toml:2: "), "{says:?}");
}

#[test]
fn the_reference_lists_every_context_in_each_language() {
    for language in Language::ALL {
        let text = reference(&shipped(), language);
        assert!(text.contains("`take-and-open`") && !text.contains('⟦'), "{text}");
    }
}
