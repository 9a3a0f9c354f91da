//! The command: arguments, disk, clock, processes and terminal, around a library that knows none of them.
//!
//! It deliberately decides nothing about documents. Only `disk` touches a file system, only `machine` asks the
//! environment and the clock, and only `screen` prints.

use std::process::ExitCode;

use clap::FromArgMatches;

mod arguments;
mod bouw;
mod bouwbon;
mod bundel;
mod change;
mod controleer;
mod crew;
mod disk;
mod find;
mod herleid;
mod hoofdstuk;
mod leg_uit;
mod machine;
mod make;
mod nieuw;
mod own_templates;
mod questions;
mod refusal;
mod render;
mod request;
mod sarif;
mod scaffold;
mod schema;
mod screen;
mod sleutel;
mod stel_vast;
mod taal;
mod task;
mod toets;
mod told;
mod vergelijk;
mod verifieer;
mod verloop;
mod vooruit;
mod wijzig;
mod work;
mod workshop;

use arguments::{Action, Arguments};
use screen::Screen;

/// Everything was done.
const DONE: u8 = 0;

/// At least one document may not be made in this stand, or something has an error.
const NOT_ALLOWED: u8 = 1;

/// The work could not be done: wrong arguments, nothing found, no place to write.
const COULD_NOT: u8 = 2;

/// Reads the arguments, does the work, and says how it went.
pub fn run() -> ExitCode {
    let screen = Screen::open();
    std::panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
        screen.err(&format!(
            "fout: er is iets misgegaan in het programma zelf{place}. Meld dit aan de makers van beleid.\n"
        ));
        // The distributed binary does not unwind; a worker that ends here costs one gemeente.
        if cfg!(panic = "abort") {
            std::process::exit(i32::from(COULD_NOT));
        }
    }));
    let parsed =
        arguments::command().try_get_matches_from(machine::arguments()).and_then(|m| Arguments::from_arg_matches(&m));
    match parsed.map(|a| a.command) {
        Err(error) => refusal::tell(&error, screen),
        Ok(Action::Bouw(arguments)) => bouw::run(&arguments, screen),
        Ok(Action::Bundel(arguments)) => bundel::run(&arguments, screen),
        Ok(Action::Controleer(arguments)) => controleer::run(&arguments, screen),
        Ok(Action::Herleid(arguments)) => herleid::run(&arguments, screen),
        Ok(Action::Hoofdstuk(arguments)) => hoofdstuk::run(&arguments.action, screen),
        Ok(Action::LegUit(arguments)) => leg_uit::run(&arguments, screen),
        Ok(Action::Nieuw(arguments)) => nieuw::run(&arguments, screen),
        Ok(Action::Toets(arguments)) => toets::run(&arguments, screen),
        Ok(Action::Schema(arguments)) => schema::run(&arguments, screen),
        Ok(Action::Vergelijk(arguments)) => vergelijk::run(&arguments, screen),
        Ok(Action::Sleutel(arguments)) => sleutel::run(&arguments.action, screen),
        Ok(Action::Verifieer(arguments)) => verifieer::run(&arguments, screen),
        Ok(Action::StelVast(arguments)) => stel_vast::run(&arguments, screen),
        Ok(Action::Wijzig(arguments)) => wijzig::run(&arguments, screen),
        Ok(Action::Verloop(arguments)) => verloop::run(&arguments, screen),
        Ok(Action::Werk(arguments)) => work::run(&arguments),
    }
}
