//! The screen: what goes to the output, what to the person, and one line of progress when someone watches.
//!
//! It deliberately does not know what it prints, and a reader that stops reading is no fault.

use std::io::{IsTerminal, Write, stderr, stdout};

use super::machine;

/// How to print, decided once.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Whether the output may have colour.
    pub colour_out: bool,
    /// Whether messages to the person may have colour.
    pub colour_err: bool,
    /// Whether someone watches the messages, so that a line may be rewritten.
    pub watched: bool,
}

impl Screen {
    /// Looks where the output goes.
    pub fn open() -> Self {
        let (plain, watched) = (machine::without_colour(), stderr().is_terminal());
        Self {
            colour_out: !plain && stdout().is_terminal(),
            colour_err: !plain && watched,
            watched: watched && !machine::dumb_terminal(),
        }
    }

    /// Prints to the output.
    pub fn out(&self, text: &str) {
        let _ = stdout().lock().write_all(text.as_bytes());
    }

    /// Prints a message to the person.
    pub fn err(&self, text: &str) {
        let _ = stderr().lock().write_all(text.as_bytes());
    }

    /// Puts this text in the line of progress; an empty text wipes it.
    pub fn progress(&self, text: &str) {
        if self.watched {
            let short: String = text.chars().take(78).collect();
            let mut stream = stderr().lock();
            let _ = write!(stream, "\r\x1b[K{short}");
            let _ = stream.flush();
        }
    }
}
