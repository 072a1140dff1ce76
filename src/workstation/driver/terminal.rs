//! The real terminal: raw mode, a screen of its own, bracketed paste. Left as it was found, also after a panic.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;

const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b]2;Omaolo\x07";
const LEAVE: &[u8] = b"\x1b[m\x1b[?2026l\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Holds the terminal while the workstation runs. Each frame is one write.
#[derive(Debug)]
pub struct Terminal {
    out: File,
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When standard output is no terminal.
    pub fn open() -> io::Result<Self> {
        crossterm::terminal::enable_raw_mode()?;
        // Without the line buffer of standard output, which would cut a frame in two.
        let mut out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        out.write_all(ENTER)?;
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
        Ok(Self { out })
    }
}

impl Write for Terminal {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back. Nothing can be done about a failure: the program is leaving.
fn restore() {
    let mut out = io::stdout();
    let _ = out.write_all(LEAVE);
    let _ = out.flush();
    let _ = crossterm::terminal::disable_raw_mode();
}

/// The bytes that put a text on the terminal's clipboard (OSC 52), which also reaches a clipboard behind ssh.
pub(super) fn clipboard(text: &str) -> Vec<u8> {
    let mut out = b"\x1b]52;c;".to_vec();
    base64(text.as_bytes(), &mut out);
    out.extend_from_slice(b"\x07");
    out
}

fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().chain([0, 0].iter()).take(3).fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        for place in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * place) & 63) as usize];
            out.push(if place > chunk.len() { b'=' } else { letter });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clipboard_gets_the_text_in_base64() {
        assert_eq!(clipboard("päivää"), b"\x1b]52;c;cMOkaXbDpMOk\x07");
        assert_eq!(clipboard("ab"), b"\x1b]52;c;YWI=\x07");
        assert_eq!(clipboard("a"), b"\x1b]52;c;YQ==\x07");
    }
}
