//! What clap says, in Dutch: help, version, and every way in which arguments can be wrong.
//!
//! It deliberately recognises a fault by its kind and never by its English text.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::screen::Screen;
use super::{COULD_NOT, DONE};
use crate::ground::dutch;

/// Prints what clap has to say.
pub fn tell(error: &Error, screen: Screen) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            screen.out(&error.render().to_string());
            ExitCode::from(DONE)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            screen.err(&error.render().to_string());
            ExitCode::from(COULD_NOT)
        }
        _ => {
            screen.err(&format!("{}\n", sentence(error)));
            ExitCode::from(COULD_NOT)
        }
    }
}

fn sentence(error: &Error) -> String {
    let about = |kind| words(error, kind);
    let what = about(ContextKind::InvalidArg).join(" ");
    let value = about(ContextKind::InvalidValue).join(" ");
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near: Vec<String> = near.into_iter().flat_map(about).collect();
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let title = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("onbekende opdracht `{}`", about(ContextKind::InvalidSubcommand).join(" "))
        }
        ErrorKind::UnknownArgument => format!("onbekende keuze `{what}`"),
        ErrorKind::MissingRequiredArgument => format!("er ontbreekt iets: {what}"),
        ErrorKind::MissingSubcommand => "er is geen opdracht gegeven".into(),
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::NoEquals if value.is_empty() => {
            format!("achter `{what}` ontbreekt de waarde")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("`{value}` kan niet bij `{what}`"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!("te veel waarden bij `{what}`"),
        ErrorKind::ArgumentConflict => format!("`{what}` kan hier niet, of staat er twee keer"),
        ErrorKind::InvalidUtf8 => "een van de woorden bevat tekens die niet te lezen zijn".into(),
        _ => "deze opdracht is niet te lezen".into(),
    };
    let reason = reason.map(|r| format!(": {r}")).unwrap_or_default();
    let near = if near.is_empty() { String::new() } else { format!("\nBedoelt u {}?", dutch::ticked_or(&near)) };
    format!("fout: {title}{reason}{near}\nUitleg: beleid --help, of beleid bouw --help voor een opdracht.")
}

fn words(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}
