//! The only thing that waits. Feeds the app with keys, answers and notices, draws when something changed, and sleeps until
//! the next thing happens: no timer runs but the one for the next text that changes by itself.

mod jobs;
mod keys;
mod terminal;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::io::{self, Write};
use std::pin::pin;
use std::task::Poll;

use crossterm::event::{Event as Input, KeyEventKind};
use futures_util::{Stream, StreamExt};
use jiff::Timestamp;

use crate::{App, Effect, Event, Surface};
use jobs::Jobs;
pub use terminal::Terminal;

/// Runs the workstation in the real terminal until the user leaves.
///
/// `notices` brings [`Event::Notice`], [`Event::ConnectionLost`] and [`Event::ConnectionBack`] once [`Effect::Listen`] was
/// performed; it may end early. `perform` carries one effect out; dropping its future aborts it, which happens to superseded
/// fetches only.
///
/// # Errors
/// When the terminal cannot be set up, read or written.
pub async fn run_in_terminal<N, P, F>(app: &mut App, notices: N, perform: P) -> io::Result<()>
where
    N: Stream<Item = Event>,
    P: Fn(Effect) -> F,
    F: Future<Output = Option<Event>>,
{
    let mut terminal = Terminal::open()?;
    let (columns, rows) = crossterm::terminal::size()?;
    app.fit(columns, rows);
    run(app, keys::Keys::new()?, &mut terminal, notices, Timestamp::now, perform).await
}

/// Runs the workstation over any input and output.
///
/// # Errors
/// When input cannot be read or output not written.
pub async fn run<I, W, N, C, P, F>(app: &mut App, input: I, mut output: W, notices: N, clock: C, perform: P) -> io::Result<()>
where
    I: Stream<Item = io::Result<Input>>,
    W: Write,
    N: Stream<Item = Event>,
    C: Fn() -> Timestamp,
    P: Fn(Effect) -> F,
    F: Future<Output = Option<Event>>,
{
    let mut input = pin!(input);
    let mut notices = pin!(notices.fuse());
    let mut jobs = Jobs::new();
    let (columns, rows) = app.size();
    let mut surface = Surface::new(columns, rows);

    app.handle(Event::Tick(clock()));
    let first = app.start();
    if carry_out(first, &mut jobs, &perform, &mut output)? {
        return Ok(());
    }
    loop {
        // Everything that waits is handled before one frame is drawn.
        loop {
            let event = if let Some(Some(event)) = now(jobs.next()).await {
                event
            } else if let Some(Some(event)) = now(notices.next()).await {
                event
            } else if let Some(next) = now(input.next()).await {
                let Some(next) = next else { return Ok(()) };
                let Some(event) = translate(next?) else { continue };
                event
            } else {
                break;
            };
            if handle(app, event, &clock, &mut jobs, &perform, &mut output)? {
                return Ok(());
            }
        }
        draw(app, &mut surface, &mut output)?;
        let wait = app.next_wake().map(|at| at.duration_since(clock()));
        let event = tokio::select! {
            biased;
            Some(event) = jobs.next(), if !jobs.is_empty() => Some(event),
            Some(event) = notices.next(), if !notices.is_done() => Some(event),
            next = input.next() => {
                let Some(next) = next else { return Ok(()) };
                translate(next?)
            }
            () = tokio::time::sleep(wait.map_or(std::time::Duration::ZERO, |wait| wait.unsigned_abs())), if wait.is_some_and(|wait| wait.is_positive()) => None,
            () = std::future::ready(()), if wait.is_some_and(|wait| !wait.is_positive()) => None,
        };
        let event = event.unwrap_or_else(|| Event::Tick(clock()));
        if handle(app, event, &clock, &mut jobs, &perform, &mut output)? {
            return Ok(());
        }
    }
}

/// What is there already. Asks with this task's own waker: the terminal's stream remembers the first waker that found nothing,
/// and one that wakes nobody would lose the next key.
async fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

/// One event through the app. True when the user leaves.
fn handle<C, P, F, W>(app: &mut App, event: Event, clock: &C, jobs: &mut Jobs<F>, perform: &P, output: &mut W) -> io::Result<bool>
where
    C: Fn() -> Timestamp,
    P: Fn(Effect) -> F,
    F: Future<Output = Option<Event>>,
    W: Write,
{
    let mut effects = app.handle(Event::Tick(clock()));
    if !matches!(event, Event::Tick(_)) {
        effects.extend(app.handle(event));
    }
    carry_out(effects, jobs, perform, output)
}

fn carry_out<P, F, W>(effects: Vec<Effect>, jobs: &mut Jobs<F>, perform: &P, output: &mut W) -> io::Result<bool>
where
    P: Fn(Effect) -> F,
    F: Future<Output = Option<Event>>,
    W: Write,
{
    for effect in effects {
        match effect {
            Effect::Quit => return Ok(true),
            Effect::CopyText(words) => output.write_all(&terminal::clipboard(words.as_str()))?,
            Effect::Ring => output.write_all(b"\x07")?,
            Effect::Cancel(subject) => jobs.cancel(subject),
            effect => {
                let subject = effect.subject();
                jobs.add(subject, perform(effect));
            }
        }
    }
    Ok(false)
}

fn draw(app: &mut App, surface: &mut Surface, output: &mut impl Write) -> io::Result<()> {
    if !app.take_changed() {
        return Ok(());
    }
    let (columns, rows) = app.size();
    surface.resize(columns, rows);
    if app.take_repaint() {
        surface.repaint();
    }
    let bytes = surface.frame(|surface| app.draw(surface));
    if !bytes.is_empty() {
        output.write_all(bytes)?;
        output.flush()?;
    }
    Ok(())
}

/// What the terminal says, as an event; `None` for what means nothing here.
fn translate(input: Input) -> Option<Event> {
    match input {
        Input::Key(key) if key.kind != KeyEventKind::Release => Some(Event::Key(key)),
        Input::Paste(text) => Some(Event::Paste(text)),
        Input::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
        _ => None,
    }
}
