//! `controleer`: everything that `bouw` would say, without building.
//!
//! It deliberately leaves out what only layout can find.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{Check, Format};
use super::find::{GemeenteFolder, find};
use super::own_templates::OwnTemplates;
use super::request::Request;
use super::screen::Screen;
use super::taal::{self, Measured};
use super::told::Told;
use super::workshop::Workshop;
use super::{COULD_NOT, DONE, NOT_ALLOWED, render, sarif, vooruit};
use crate::compiler::Selection;
use crate::ground::diagnostic::Severity;
use crate::nouns::taal::Taal;

/// Where `bouw` puts its output when nobody says otherwise; it is no part of a gemeente.
pub(super) const USUAL_OUTPUT: &str = "out";

/// Checks.
pub fn run(arguments: &Check, screen: Screen) -> ExitCode {
    let ready = find(&arguments.folders).and_then(|found| Ok((found, OwnTemplates::open(&arguments.templates)?)));
    let ((gemeenten, mut told), own) = match ready {
        Ok(ready) => ready,
        Err(faults) => {
            faults.iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
            return ExitCode::from(COULD_NOT);
        }
    };
    let shown = own.shown.clone();
    let workshop = Workshop::open(own);
    let request =
        Request { papers: arguments.papers, ..Request::dated(arguments.when.stand, arguments.when.peildatum) };
    let selection = request.selection();
    let mut measured = Vec::new();
    for (number, gemeente) in gemeenten.iter().enumerate() {
        screen.progress(&format!("{} van {} {}", number + 1, gemeenten.len(), gemeente.name));
        let looked = catch_unwind(AssertUnwindSafe(|| match arguments.ahead {
            Some(day) => (vooruit::look(&workshop, gemeente, &selection, day), Vec::new()),
            None => check(&workshop, gemeente, &selection, arguments.language),
        }));
        let (found, languages) = looked.unwrap_or_else(|panic| (vec![Workshop::tell_crash(&*panic)], Vec::new()));
        measured.extend(languages);
        told.extend(found.into_iter().map(|t| t.below(&gemeente.shown, &shown)));
    }
    screen.progress("");
    // What is wrong with the templates comes back from every gemeente.
    let mut seen = BTreeSet::new();
    let ahead = arguments.ahead.map(|day| (day, vooruit::together(&told)));
    match &ahead {
        Some((_, together)) => told = together.iter().map(|(told, _)| told.clone()).collect(),
        None => told.retain(|t| seen.insert(t.clone())),
    }
    let language = workshop.compiler.library().taal.as_ref().filter(|_| arguments.language);
    if let Some((day, together)) = ahead.filter(|_| arguments.format == Format::Text) {
        screen.out(&vooruit::print(&together, day, screen));
    } else {
        screen.out(&print(&told, language.map(|taal| (&measured[..], taal)), arguments.format, screen));
    }
    ExitCode::from(if told.iter().any(|t| t.severity == Severity::Error) { NOT_ALLOWED } else { DONE })
}

/// What there is to tell of a gemeente, and the language of its documents when that was asked.
fn check(
    workshop: &Workshop,
    gemeente: &GemeenteFolder,
    selection: &Selection,
    language: bool,
) -> (Vec<Told>, Vec<Measured>) {
    let bench = workshop.read(gemeente.path(), Path::new(USUAL_OUTPUT), selection);
    let (mut making, mut shown, mut whole, mut measured) = (Vec::new(), Vec::new(), true, Vec::new());
    for order in &bench.orders {
        let Some(dossier) = &bench.dossier else { break };
        let (composed, mut told) = workshop.compiler.compose(dossier, &bench.intake, order);
        if let Some(composed) = composed.as_ref().filter(|_| language) {
            let (chapters, advice) = workshop.compiler.language(&composed.manuscript);
            told.extend(advice);
            let (folder, document) = (gemeente.shown.clone(), order.document.clone());
            measured.push(Measured { folder, document, year: order.year, chapters });
        }
        making.push((order.clone(), told));
        match composed {
            Some(composed) => shown.extend(composed.shown),
            None => whole = false,
        }
    }
    let end = workshop.close(&bench, selection, whole.then_some(&shown[..]));
    (workshop.tell(&bench, &making, &end), measured)
}

fn print(told: &[Told], language: Option<(&[Measured], &Taal)>, format: Format, screen: Screen) -> String {
    let count = render::count(told);
    match format {
        Format::Text => {
            // What stops a document comes first; within a weight the order is that of the files.
            let told: String = by_weight(told).map(|t| render::full(t, screen.colour_out) + "\n").collect();
            let end = if told.is_empty() { "Geen meldingen.".to_owned() } else { count.to_string() };
            let tables = language.map(|(measured, taal)| taal::tables(measured, taal)).unwrap_or_default();
            format!("{told}{end}\n{tables}")
        }
        Format::Short => told.iter().map(render::short).collect(),
        Format::Json => {
            let number = json!({ "fout": count.errors, "let op": count.warnings, "tip": count.hints });
            let mut whole = json!({ "programma": concat!("beleid ", env!("CARGO_PKG_VERSION")), "aantal": number, "meldingen": told });
            if let (Some((measured, _)), Some(keys)) = (language, whole.as_object_mut()) {
                keys.insert("taal".to_owned(), taal::json(measured));
            }
            pretty(&whole)
        }
        Format::Sarif => pretty(&sarif::log(told)),
    }
}

fn by_weight(told: &[Told]) -> impl Iterator<Item = &Told> {
    [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .flat_map(|weight| told.iter().filter(move |t| t.severity == weight))
}

fn pretty(json: &serde_json::Value) -> String {
    serde_json::to_string_pretty(json).map(|text| text + "\n").unwrap_or_default()
}
