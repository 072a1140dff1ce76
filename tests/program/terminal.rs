//! A real terminal: the program in a pty, its output read by a terminal emulator. Waits for what should be seen, never for
//! time to pass.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before a test gives up and shows the screen.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program in a terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Every byte that the program wrote.
    pub bytes: Vec<u8>,
}

impl Terminal {
    /// Starts `omaolo` with these arguments in a terminal of this size. Settings and keymaps of whoever runs the test stay out.
    pub fn open(arguments: &[&str], columns: u16, rows: u16, home: &std::path::Path) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pty");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_omaolo"));
        command.args(arguments);
        command.env("HOME", home);
        command.env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "fi_FI.UTF-8");
        command.env("OMAOLO_LANG", "fi");
        command.env_remove("COLORTERM");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keyboard = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, master: pair.master, keyboard, output, screen: vt100::Parser::new(rows, columns, 0), bytes: Vec::new() }
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keyboard.flush().expect("the terminal takes keys");
    }

    /// Changes the size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).expect("a new size");
        self.screen.screen_mut().set_size(rows, columns);
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// True while a frame has begun and has not ended: what stands there is half of two screens.
    fn is_within_a_frame(&self) -> bool {
        let last = |mark: &[u8]| self.bytes.windows(mark.len()).rposition(|part| part == mark);
        last(b"\x1b[?2026h") > last(b"\x1b[?2026l")
    }

    /// Reads until the screen fulfils `wish`; gives the screen's text.
    pub fn until(&mut self, what: &str, wish: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let text = self.text();
            if !self.is_within_a_frame() && wish(&text) {
                return text;
            }
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.bytes.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout) => panic!("waited for {what} in vain; the screen:\n{text}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended before {what}; the screen:\n{text}"),
            }
        }
    }

    /// Reads until a text stands on the screen.
    pub fn wait_for(&mut self, text: &str) -> String {
        self.until(&format!("{text:?}"), |screen| screen.contains(text))
    }

    /// Waits until the program has ended by itself; true when it ended well.
    pub fn ended(&mut self) -> bool {
        // Reading to the end keeps a full pty from holding the program up.
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.bytes.extend(bytes);
        }
        self.child.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
