//! `hoofdstuk`: what template maintainers do with versions. What exists and what is newer, one version in full, and a
//! pack of a folder.
//!
//! It deliberately compares and hashes nothing itself: it prints what the library found.

use std::process::ExitCode;

use super::COULD_NOT;
use super::arguments::ChapterAction;
use super::render;
use super::screen::Screen;
use super::told::Told;

mod actualiseer;
mod eigen;
mod lijst;
mod pak;
mod toon;

/// Does what was asked.
pub fn run(action: &ChapterAction, screen: Screen) -> ExitCode {
    let done = match action {
        ChapterAction::Actualiseer(arguments) => actualiseer::run(arguments, screen),
        ChapterAction::Eigen(arguments) => eigen::run(arguments, screen),
        ChapterAction::Lijst(arguments) => lijst::run(arguments, screen),
        ChapterAction::Toon(arguments) => toon::run(arguments, screen),
        ChapterAction::Pak(arguments) => pak::run(arguments, screen),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(faults) => {
            tell(&faults, screen);
            ExitCode::from(COULD_NOT)
        }
    }
}

/// Messages to the person, an empty line after each.
fn tell(told: &[Told], screen: Screen) {
    told.iter().for_each(|t| screen.err(&(render::full(t, screen.colour_err) + "\n")));
}
