//! `vergelijk`: two versions of a document beside each other as PDF, and on the screen what changed.
//!
//! It deliberately compares what documents say and not how their files differ. That nothing changed is an answer too: it
//! is said, no file is made, and the code is that of work that was done.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Compare, Templates};
use super::crew::{self, Terms};
use super::make::staging;
use super::own_templates::{OwnTemplates, plain};
use super::request::Request;
use super::screen::Screen;
use super::task::{Part, Said};
use super::told::Told;
use super::workshop::Workshop;
use super::{COULD_NOT, DONE, NOT_ALLOWED, disk, render};
use crate::compiler::Selection;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::nouns::order::Audience;
use crate::text::difference::compare;
use crate::text::difference::pair::{self, COMPARISON, Mismatch};
use crate::text::difference::summary::summary;
use crate::text::difference::was_wordt::{Names, was_wordt};
use crate::text::written::Written;

mod amendments;
mod git;
mod output;
mod side;
pub use side::{bytes, document};
mod words;

use side::{Found, Named, Refusal};

/// What is compared when nobody says what.
const USUAL: &str = "beleidsplan";

/// What did not get done when it went past its limits, and what to do about it.
const STOPPED: (&str, &str) = (
    "deze twee zijn niet te vergelijken",
    "Kijk welk bestand heel groot is en kort het in, of geef meer ruimte met --tijd en --geheugen.",
);

/// Compares, in a worker: a PDF can be from anyone.
pub fn run(arguments: &Compare, screen: Screen) -> ExitCode {
    let place = output::folder(arguments);
    // The worker opens the templates, so that it tells what is wrong with them together with the rest.
    let terms = Terms { workers: 1, limits: arguments.limits, templates: Templates::default() };
    let said = crew::one(&Part { place: Some(place.clone()), ..Part::about("") }, &terms).unwrap_or_else(|stopped| {
        let told = stopped.tell_part(&rules::NOT_FINISHED, STOPPED, arguments.limits);
        let about = arguments.new.as_ref().unwrap_or(&arguments.old);
        Said::told(vec![Told { file: about.display().to_string(), ..told }], COULD_NOT)
    });
    let put = said.ready.as_deref().map_or(Ok(()), |ready| output::put(Path::new(ready), &place));
    let (said, code) = match put {
        Ok(()) => (&said, said.code),
        Err(told) => (&Said::told(told, COULD_NOT), COULD_NOT),
    };
    said.told.iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
    screen.out(&said.out);
    ExitCode::from(code)
}

/// What there is to say; a comparison that was made stands ready beside its place.
pub fn say(arguments: &Compare) -> Said {
    let ready = staging(&output::folder(arguments), std::process::id());
    compared(arguments, &ready).unwrap_or_else(|(told, code)| {
        disk::remove_folder(&ready);
        Said::told(told, code)
    })
}

fn compared(arguments: &Compare, ready: &Path) -> Result<Said, Refusal> {
    let could_not = |told: Vec<Told>| (told, COULD_NOT);
    let request = Request {
        year: arguments.year,
        confidential: arguments.confidential,
        ..Request::dated(arguments.when.stand, arguments.when.peildatum)
    };
    let Some(path) = &arguments.new else {
        let own = OwnTemplates::open(&arguments.templates).map_err(could_not)?;
        return amendments::run(arguments, &Workshop::open(own), request.selection(), ready);
    };
    let (own, old, new) = all(
        OwnTemplates::open(&arguments.templates),
        side::find(&arguments.old, arguments.lock_old.as_deref()),
        side::find(path, arguments.lock_new.as_deref()),
    )
    .map_err(could_not)?;
    let document = wanted(arguments, &old, &new).map_err(could_not)?;
    let shown = own.shown.clone();
    let workshop = Workshop::open(own);
    let selection = request.selection();
    let before = Selection { year: arguments.year_old.or(arguments.year), ..selection.clone() };
    let paths = (old.shown.clone(), new.shown.clone());
    let old = old.read(&workshop, &document, &before, &shown);
    let new = new.read(&workshop, &document, &selection, &shown);
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err((mut told, code)), Err((more, other))) => {
            told.extend(more);
            // Two times the same folder fails in the same way.
            told.dedup();
            return Err((told, code.max(other)));
        }
        (Err(refusal), _) | (_, Err(refusal)) => return Err(refusal),
    };
    check(&old.0, &new.0, (&paths.0, &paths.1)).map_err(could_not)?;
    let names = pair::names(&old.0, &new.0, (&old.1, &new.1));
    publish(arguments, &workshop, (&old.0, &new.0, &names), ready)
}

/// All three, or all that is wrong with them.
fn all<A, B, C>(
    a: Result<A, Vec<Told>>,
    b: Result<B, Vec<Told>>,
    c: Result<C, Vec<Told>>,
) -> Result<(A, B, C), Vec<Told>> {
    match (a, b, c) {
        (Ok(a), Ok(b), Ok(c)) => Ok((a, b, c)),
        (a, b, c) => Err([a.err(), b.err(), c.err()].into_iter().flatten().flatten().collect()),
    }
}

/// The document that was asked, or that a PDF is.
fn wanted(arguments: &Compare, old: &Named, new: &Named) -> Result<String, Vec<Told>> {
    let of = |named: &Named| match &named.found {
        Found::Document(written) => Some(written.order.document.clone()),
        Found::Files(..) | Found::Adopted(..) => None,
    };
    let comparison = |named: &&Named| of(named).is_some_and(|document| document.starts_with(COMPARISON));
    if let Some(one) = [old, new].into_iter().find(comparison) {
        return Err(vec![tell_comparison(&one.shown)]);
    }
    let Some(asked) = &arguments.document else {
        return Ok(of(old).or_else(|| of(new)).unwrap_or_else(|| USUAL.into()));
    };
    let other = |named: &Named| {
        let document = of(named).filter(|document| document != asked)?;
        let title = format!("u vraagt om `{asked}`, maar dit is `{document}`");
        Some(Told::at_path(&rules::OTHER_DOCUMENT, named.shown.clone(), title, "Laat --document weg."))
    };
    let faults: Vec<Told> = [old, new].into_iter().filter_map(other).collect();
    if faults.is_empty() { Ok(asked.clone()) } else { Err(faults) }
}

/// Whether these can be compared; a refusal says what was expected.
fn check(old: &Written, new: &Written, paths: (&str, &str)) -> Result<(), Vec<Told>> {
    let Err(mismatch) = pair::matches(&old.order, &new.order) else { return Ok(()) };
    let told = match mismatch {
        Mismatch::Document => {
            let title = format!(
                "`{}` is `{}` en `{}` is `{}`; dat zijn verschillende documenten",
                paths.0, old.order.document, paths.1, new.order.document
            );
            let action = format!("Geef naast `{}` ook een `{}`.", paths.0, old.order.document);
            Told::at_path(&rules::OTHER_DOCUMENT, paths.1, title, action)
        }
        Mismatch::Comparison => {
            let first = old.order.document.starts_with(COMPARISON);
            tell_comparison(if first { paths.0 } else { paths.1 })
        }
        Mismatch::Audience => {
            let secret = if old.order.audience == Audience::Vertrouwelijk { paths.0 } else { paths.1 };
            let public = if secret == paths.0 { paths.1 } else { paths.0 };
            let title = format!("`{secret}` is vertrouwelijk en `{public}` is openbaar");
            let action = "Vergelijk twee openbare uitgaven. Of vergelijk twee vertrouwelijke: bij een map met `--vertrouwelijk`.";
            Told::at_path(&rules::OTHER_AUDIENCE, secret, title, action)
        }
    };
    Err(vec![told])
}

fn tell_comparison(path: &str) -> Told {
    let title = "dit is zelf een vergelijking; vergelijken kan alleen met een document";
    Told::at_path(&rules::OTHER_DOCUMENT, path, title, "Geef het document waarvan deze vergelijking is gemaakt.")
}

/// Makes the comparison of an old and a new document, which a reader calls by these names.
fn publish(
    arguments: &Compare,
    workshop: &Workshop,
    (old, new, names): (&Written, &Written, &Names),
    ready: &Path,
) -> Result<Said, Refusal> {
    let order = pair::order(&new.order);
    let path = output::target(arguments, &order);
    let difference = compare(&old.manuscript, &new.manuscript);
    let head = words::head(new, names);
    let told = summary(&difference);
    if difference.is_empty() {
        let mut out = format!("{head}\n{}\nEr is geen PDF gemaakt.\n", told.whole);
        if output::is_comparison(&path) {
            out += &format!("Let op: {} is van een eerdere vergelijking.\n", path.display());
        }
        return Ok(Said { out, code: DONE, ..Said::default() });
    }
    output::check(&path, arguments.overwrite).map_err(|told| (told, COULD_NOT))?;
    let made = was_wordt(&difference, names);
    let mut report = Report::default();
    let attachments = workshop.compiler.attachments(&made, &order);
    let Some(pdf) = workshop.compiler.print(&made, &attachments, &mut report) else {
        return Err((plain(&report), NOT_ALLOWED));
    };
    output::write(&path, ready, &pdf.bytes).map_err(|told| (told, COULD_NOT))?;
    let pages = dutch::count(pdf.pages, "bladzijde", "bladzijden");
    let out = format!("{head}\n{}\nGemaakt: {} ({pages})\n", words::page(&told), path.display());
    Ok(Said { out, code: DONE, ready: Some(ready.into()), ..Said::default() })
}
