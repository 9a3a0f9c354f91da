//! `controleer`: everything that `bouw` would say, without building.
//!
//! It deliberately leaves out what only layout can find.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{Check, Format};
use super::crew::{self, Terms};
use super::find::find;
use super::own_templates::OwnTemplates;
use super::request::Request;
use super::screen::Screen;
use super::taal::{self, Measured};
use super::task::{Part, Said};
use super::told::Told;
use super::workshop::Workshop;
use super::{COULD_NOT, DONE, NOT_ALLOWED, machine, render, sarif, vooruit};
use crate::compiler::Selection;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Severity;
use crate::ground::dutch;
use crate::nouns::taal::Taal;

/// Where `bouw` puts its output when nobody says otherwise; it is no part of a gemeente.
pub(super) const USUAL_OUTPUT: &str = "out";

/// What did not get done when it went past its limits, and what to do about it.
const STOPPED: (&str, &str) = (
    "deze gemeente is niet te controleren",
    "Kijk welk bestand heel groot is en kort het in, of geef meer ruimte met --tijd en --geheugen.",
);

/// Checks, each gemeente in a worker: a template without end holds up no other.
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
    let parts: Vec<Part> = gemeenten.iter().map(|gemeente| Part::about(&gemeente.shown)).collect();
    let terms =
        Terms { workers: machine::processors(), limits: arguments.limits, templates: arguments.templates.clone() };
    let (mut found, mut code) = (BTreeMap::new(), DONE);
    crew::work(&parts, &terms, |at, answer| {
        found.insert(
            at,
            answer.unwrap_or_else(|stopped| {
                Said::told(vec![stopped.tell_part(&rules::NOT_FINISHED, STOPPED, arguments.limits)], COULD_NOT)
            }),
        );
        screen.progress(&format!("{} van {}", found.len(), dutch::count(gemeenten.len(), "gemeente", "gemeenten")));
    });
    let mut measured: Vec<Measured> = Vec::new();
    for (gemeente, said) in gemeenten.iter().zip(found.into_values()) {
        measured.extend(serde_json::from_value::<Vec<Measured>>(said.data).unwrap_or_default());
        told.extend(said.told.into_iter().map(|t| t.below(&gemeente.shown, &shown)));
        code = code.max(said.code);
    }
    screen.progress("");
    // What is wrong with the templates comes back from every gemeente.
    let mut seen = BTreeSet::new();
    let ahead = arguments.ahead.map(|day| (day, vooruit::together(&told)));
    match &ahead {
        Some((_, together)) => told = together.iter().map(|(told, _)| told.clone()).collect(),
        None => told.retain(|t| seen.insert(t.clone())),
    }
    let workshop = arguments.language.then(|| Workshop::open(own));
    let language = workshop.as_ref().and_then(|workshop| workshop.compiler.library().taal.as_ref());
    if let Some((day, together)) = ahead.filter(|_| arguments.format == Format::Text) {
        screen.out(&vooruit::print(&together, day, screen));
    } else {
        screen.out(&print(&told, language.map(|taal| (&measured[..], taal)), arguments.format, screen));
    }
    ExitCode::from(code.max(if told.iter().any(|t| t.severity == Severity::Error) { NOT_ALLOWED } else { DONE }))
}

/// What there is to say about a gemeente.
pub fn say(arguments: &Check, workshop: &Workshop, folder: &Path) -> Said {
    let request =
        Request { papers: arguments.papers, ..Request::dated(arguments.when.stand, arguments.when.peildatum) };
    let selection = request.selection();
    let (told, measured) = match arguments.ahead {
        Some(day) => (vooruit::look(workshop, folder, &selection, day), Vec::new()),
        None => check(workshop, folder, &selection, arguments.language),
    };
    Said { told, data: serde_json::to_value(measured).unwrap_or_default(), code: DONE, ..Said::default() }
}

/// What there is to tell of a gemeente, and the language of its documents when that was asked.
fn check(workshop: &Workshop, gemeente: &Path, selection: &Selection, language: bool) -> (Vec<Told>, Vec<Measured>) {
    let bench = workshop.read(gemeente, Path::new(USUAL_OUTPUT), selection);
    let (mut making, mut shown, mut whole, mut measured) = (Vec::new(), Vec::new(), true, Vec::new());
    for order in &bench.orders {
        let Some(dossier) = &bench.dossier else { break };
        let (composed, mut told) = workshop.compiler.compose(dossier, &bench.intake, order);
        if let Some(composed) = composed.as_ref().filter(|_| language) {
            let (chapters, advice) = workshop.compiler.language(&composed.manuscript);
            told.extend(advice);
            let (folder, document) = (gemeente.to_string_lossy().into_owned(), order.document.clone());
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
