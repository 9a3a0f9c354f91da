//! `leg-uit`: what a code means, with an example and the remedy.
//!
//! It deliberately adds nothing to the catalogue.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::arguments::Explain;
use super::screen::Screen;
use super::{COULD_NOT, DONE, render};
use crate::ground::catalogue::{self, ALL};
use crate::ground::diagnostic::Rule;
use crate::ground::dutch;

/// Explains.
pub fn run(arguments: &Explain, screen: Screen) -> ExitCode {
    let Some(code) = &arguments.code else {
        let rows: Vec<Vec<String>> = ALL.iter().map(|rule| vec![rule.code.to_owned(), rule.name.to_owned()]).collect();
        screen.out(&render::table(&rows));
        return ExitCode::from(DONE);
    };
    if let Some(rule) = catalogue::by_code(code) {
        screen.out(&page(rule));
        return ExitCode::from(DONE);
    }
    let near = dutch::nearest(code, ALL.iter().map(|rule| rule.code));
    let near = near.map_or_else(
        || "Alle codes: beleid leg-uit".into(),
        |near| format!("Bedoelt u `{near}`? Alle codes: beleid leg-uit"),
    );
    screen.err(&format!("fout: er is geen melding met code `{}`\n{near}\n", render::printable(code)));
    ExitCode::from(COULD_NOT)
}

fn page(rule: &Rule) -> String {
    let mut page = format!("{}  {}\n\n", rule.code, rule.name);
    for (head, text) in [
        ("", rule.explanation),
        ("Wanneer: ", rule.blocks.sentence()),
        ("Voorbeeld: ", rule.example),
        ("Wat te doen: ", rule.remedy),
    ] {
        let _ = writeln!(page, "{}", wrapped(&format!("{head}{text}")));
    }
    page
}

/// In lines of at most eighty characters.
pub(super) fn wrapped(text: &str) -> String {
    let (mut out, mut width) = (String::new(), 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > 80 {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out
}
