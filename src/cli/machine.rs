//! What the command asks of the machine: its arguments, environment, processors, own program, clock and chance.
//!
//! It deliberately is the only file that asks, and it knows no disk.

use std::ffi::OsString;
use std::io;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use chrono::{Days, NaiveDate};

/// The arguments, the name of the program first.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// Whether the person asked for text without colour (<https://no-color.org>), or has a terminal without.
pub fn without_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || dumb_terminal()
}

/// Whether the terminal cannot rewrite a line.
pub fn dumb_terminal() -> bool {
    std::env::var_os("TERM").is_some_and(|v| v == "dumb")
}

/// This program itself, for workers.
pub fn program() -> io::Result<PathBuf> {
    std::env::current_exe()
}

/// How many things can be done at once.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// The date of today, in UTC; only a new folder needs it, and there it can be changed.
#[expect(clippy::disallowed_methods, reason = "the one place where a date comes from the clock")]
pub fn today() -> NaiveDate {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() / 86_400);
    NaiveDate::default().checked_add_days(Days::new(days)).unwrap_or_default()
}

/// Thirty-two bytes that nobody can guess, from the system.
pub fn chance() -> Result<[u8; 32], String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map(|()| bytes).map_err(|why| why.to_string())
}

/// Now, to measure how long something takes.
#[expect(clippy::disallowed_methods, reason = "the one place where deadlines are read")]
pub fn now() -> Instant {
    Instant::now()
}

/// In a build for tests: at which step of a change the process ends, as a power cut would.
#[cfg(debug_assertions)]
pub fn falls_at() -> Option<u32> {
    std::env::var_os("BELEID_TEST_VALT_BIJ")?.to_str()?.parse().ok()
}

/// Where tests may write.
#[cfg(test)]
pub fn temporary() -> PathBuf {
    std::env::temp_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_counted_from_1970() {
        assert_eq!(NaiveDate::default().to_string(), "1970-01-01");
        assert!(today().to_string().as_str() > "2025-01-01");
    }
}
