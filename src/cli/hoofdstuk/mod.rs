//! `hoofdstuk`: what template maintainers do with versions. What exists and what is newer, one version in full, a draft,
//! publishing it, and a pack of a folder.
//!
//! It deliberately compares and hashes nothing itself: it prints what the library found.

use std::collections::BTreeMap;
use std::process::ExitCode;

use super::COULD_NOT;
use super::arguments::ChapterAction;
use super::render;
use super::screen::Screen;
use super::told::Told;
use crate::ground::dutch;
use crate::nouns::version::Version;

mod actualiseer;
mod eigen;
mod lijst;
mod nieuw;
mod pak;
mod toon;
mod uitgeven;

/// Does what was asked.
pub fn run(action: &ChapterAction, screen: Screen) -> ExitCode {
    let done = match action {
        ChapterAction::Actualiseer(arguments) => actualiseer::run(arguments, screen),
        ChapterAction::Eigen(arguments) => eigen::run(arguments, screen),
        ChapterAction::Lijst(arguments) => lijst::run(arguments, screen),
        ChapterAction::Toon(arguments) => toon::run(arguments, screen),
        ChapterAction::Pak(arguments) => pak::run(arguments, screen),
        ChapterAction::Nieuw(arguments) => nieuw::run(arguments, screen),
        ChapterAction::Uitgeven(arguments) => uitgeven::run(arguments, screen),
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

/// There is no text of this name, and which is meant.
fn no_chapter<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = dutch::nearest(name, known);
    let near = near.map_or_else(|| "Alle namen: beleid hoofdstuk lijst".into(), |near| format!("Bedoelt u `{near}`?"));
    format!("fout: er is geen hoofdstuk of norm `{}`\n{near}\n", render::printable(name))
}

/// There is no such version, and which there are.
fn no_version<T>(name: &str, wanted: Option<&str>, versions: &BTreeMap<Version, T>) -> String {
    let there: Vec<String> = versions.keys().map(ToString::to_string).collect();
    format!(
        "fout: van `{}` is er geen versie `{}`\nEr is {}.\n",
        render::printable(name),
        render::printable(wanted.unwrap_or_default()),
        dutch::ticked_or(&there).replace(" of ", " en ")
    )
}
