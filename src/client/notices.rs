//! Live notices: server-sent events that only say "there is more after N".

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use api::paths;
use futures_util::{Stream, StreamExt, TryStreamExt};
use reqwest::Method;
use reqwest::header::{ACCEPT, HeaderValue};

use crate::{Client, ClientError};

type Chunks = Pin<Box<dyn Stream<Item = Result<Vec<u8>, ClientError>> + Send>>;

/// The newest sequence numbers, as the server tells them. Ends when the server closes the stream; the caller then asks again
/// with the last number it has seen, so nothing is ever missed.
pub struct Notices {
    chunks: Chunks,
    lines: Lines,
    ready: VecDeque<i64>,
    ended: bool,
}

impl Client {
    /// Listens. With `after`, the first notice comes at once when the log is already further.
    ///
    /// # Errors
    /// [`ClientError`] when the server cannot be reached or refuses.
    pub async fn notices(&self, after: Option<i64>) -> Result<Notices, ClientError> {
        let request = self.request(Method::GET, paths::NOTICES).header(ACCEPT, HeaderValue::from_static("text/event-stream"));
        let request = if let Some(after) = after { request.query(&[("after", after)]) } else { request };
        let response = self.stream(request).await?;
        let chunks = response.bytes_stream().map_ok(|chunk| chunk.to_vec()).map_err(ClientError::from_transport);
        Ok(Notices { chunks: chunks.boxed(), lines: Lines::default(), ready: VecDeque::new(), ended: false })
    }
}

impl Stream for Notices {
    type Item = Result<i64, ClientError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(head) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(head)));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            match std::task::ready!(self.chunks.poll_next_unpin(cx)) {
                Some(Ok(chunk)) => {
                    let heads = self.lines.take(&chunk);
                    self.ready.extend(heads);
                }
                Some(Err(error)) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.ended = true,
            }
        }
    }
}

/// As much of the event-stream format as our server uses: `event:` and `data:` fields, comments, an empty line after each
/// event. Chunks may break anywhere.
#[derive(Default)]
struct Lines {
    rest: Vec<u8>,
    is_more: bool,
    head: Option<i64>,
}

/// A line longer than this is none of our server's; it is thrown away rather than collected.
const LONGEST_LINE: usize = 4096;

impl Lines {
    fn take(&mut self, chunk: &[u8]) -> Vec<i64> {
        let mut heads = Vec::new();
        for byte in chunk {
            match byte {
                b'\n' => {
                    let line = std::mem::take(&mut self.rest);
                    heads.extend(self.line(&String::from_utf8_lossy(&line)));
                }
                b'\r' => {}
                _ if self.rest.len() < LONGEST_LINE => self.rest.push(*byte),
                _ => {}
            }
        }
        heads
    }

    fn line(&mut self, line: &str) -> Option<i64> {
        if line.is_empty() {
            let head = self.head.take().filter(|_| self.is_more);
            self.is_more = false;
            return head;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.is_more = value == "more",
            "data" => self.head = value.parse().ok(),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &[u8] =
        b": here\n\nevent: more\nid: 7\ndata: 7\n\n: still here\n\nevent: other\ndata: 8\n\nevent:more\r\ndata:9\r\n\r\n";

    #[test]
    fn notices_are_read_wherever_the_chunks_break() {
        for size in 1..STREAM.len() {
            let mut lines = Lines::default();
            let heads: Vec<i64> = STREAM.chunks(size).flat_map(|chunk| lines.take(chunk)).collect();
            assert_eq!(heads, [7, 9], "chunks of {size} bytes");
        }
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let mut lines = Lines::default();
        lines.take(&vec![b'x'; 100_000]);
        assert_eq!(lines.rest.len(), LONGEST_LINE);
        assert_eq!(lines.take(b"\nevent: more\ndata: 3\n\n"), [3]);
    }
}
