use std::cell::RefCell;

use crossterm::event::{KeyCode, KeyEvent};
use futures_util::stream;

use super::*;
use crate::Entry;
use crate::bench::{Bench, NOW, rows, setup};

/// An output that counts its writes.
#[derive(Default)]
struct Output {
    frames: Vec<Vec<u8>>,
}

impl Write for &mut Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frames.push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn keys(text: &str) -> Vec<io::Result<Input>> {
    text.chars().map(|c| Ok(Input::Key(KeyEvent::from(KeyCode::Char(c))))).collect()
}

fn clock() -> Timestamp {
    NOW.parse().unwrap()
}

/// Runs an app over these inputs, in a world that answers at once; gives the output and what was asked.
async fn ran(app: &mut App, inputs: Vec<io::Result<Input>>) -> (Output, Vec<Effect>) {
    let world = RefCell::new(Bench::at_entry(Entry::Session, domain::Language::Fi, (80, 24), rows(2000)));
    let asked = RefCell::new(Vec::new());
    let mut output = Output::default();
    let input = stream::iter(inputs).chain(stream::pending());
    let perform = |effect: Effect| {
        asked.borrow_mut().push(effect.clone());
        let answer = world.borrow_mut().answer_to(&effect);
        async move { answer }
    };
    let running = run(app, input, &mut output, stream::pending(), clock, perform);
    // The last key leaves; a program that hangs fails the test by its deadline.
    tokio::time::timeout(std::time::Duration::from_secs(20), running).await.expect("the program ends").unwrap();
    (output, asked.into_inner())
}

#[tokio::test]
async fn five_hundred_keys_at_once_are_one_frame_or_two() {
    let mut app = App::new(setup(Entry::Session, (80, 24), domain::Language::Fi));
    let (output, _) = ran(&mut app, keys(&format!("{}q", "j".repeat(500)))).await;
    assert!(output.frames.len() <= 3, "{} frames", output.frames.len());
}

#[tokio::test]
async fn a_superseded_fetch_is_aborted_and_its_answer_never_comes() {
    let mut jobs = Jobs::new();
    let late = |answer: Option<Event>| async move { answer };
    jobs.add(Some(crate::Subject::Queues), late(Some(Event::Notice { head: 1 })));
    jobs.add(Some(crate::Subject::Queues), late(Some(Event::Notice { head: 2 })));
    assert_eq!(jobs.next().await, Some(Event::Notice { head: 2 }));
    assert_eq!(jobs.next().await, None);
}

#[tokio::test]
async fn writes_are_never_aborted() {
    let mut jobs = Jobs::new();
    let late = |answer: Option<Event>| async move { answer };
    jobs.add(None, late(Some(Event::Notice { head: 1 })));
    jobs.add(None, late(Some(Event::Notice { head: 2 })));
    let heads = [jobs.next().await, jobs.next().await];
    assert!(heads.contains(&Some(Event::Notice { head: 1 })) && heads.contains(&Some(Event::Notice { head: 2 })), "{heads:?}");
}

#[tokio::test]
async fn input_that_ends_ends_the_program() {
    let mut app = App::new(setup(Entry::Session, (80, 24), domain::Language::Fi));
    let mut output = Output::default();
    let no_answer = |_: Effect| std::future::ready(None);
    run(&mut app, stream::empty(), &mut output, stream::empty(), clock, no_answer).await.unwrap();
}

#[tokio::test]
async fn the_summary_goes_to_the_terminals_clipboard() {
    let mut app = App::new(setup(Entry::Session, (80, 24), domain::Language::Fi));
    let (output, _) = ran(&mut app, keys("yq")).await;
    let bytes: Vec<u8> = output.frames.concat();
    assert!(String::from_utf8_lossy(&bytes).contains("\x1b]52;c;"));
}
