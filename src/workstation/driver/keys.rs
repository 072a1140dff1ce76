//! Keys of the real terminal. Waits on the terminal itself, in the thread of the loop: a key costs no change of thread.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crossterm::event::Event as Input;
use futures_util::Stream;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The input of the terminal, as a stream.
#[derive(Debug)]
pub(super) struct Keys {
    terminal: AsyncFd<OwnedFd>,
    resized: Signal,
    /// Nothing is left of what was read: only the terminal can bring more.
    drained: bool,
}

impl Keys {
    /// Must be made inside the runtime, after the terminal was taken over.
    #[expect(deprecated, reason = "an owned descriptor is what this constructor is sound for; its successor needs unsafe code")]
    pub(super) fn new() -> io::Result<Self> {
        let terminal = io::stdin().as_fd().try_clone_to_owned()?;
        Ok(Self {
            terminal: AsyncFd::with_interest(terminal, Interest::READABLE)?,
            resized: signal(SignalKind::window_change())?,
            drained: false,
        })
    }

    /// The next input that is there already.
    fn ready(&mut self) -> io::Result<Option<Input>> {
        if crossterm::event::poll(Duration::ZERO)? {
            return crossterm::event::read().map(Some);
        }
        self.drained = true;
        Ok(None)
    }
}

impl Stream for Keys {
    type Item = io::Result<Input>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if !self.drained
                && let Some(input) = self.ready().transpose()
            {
                return Poll::Ready(Some(input));
            }
            if self.resized.poll_recv(context).is_ready() {
                // The reader of the terminal has heard of it, too: read at once, or it would stand in the way of the next key.
                self.drained = false;
                let size = crossterm::terminal::size().map(|(columns, rows)| Input::Resize(columns, rows));
                return Poll::Ready(Some(size));
            }
            match self.terminal.poll_read_ready(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                // Whatever arrives from here on makes it ready again, so clearing before reading loses nothing.
                Poll::Ready(Ok(mut ready)) => ready.clear_ready(),
            }
            self.drained = false;
        }
    }
}
