//! The command `beleid`.
//!
//! It deliberately does nothing itself: `beleid::cli` reads the arguments and does the work.

use std::process::ExitCode;

fn main() -> ExitCode {
    beleid::cli::run()
}
