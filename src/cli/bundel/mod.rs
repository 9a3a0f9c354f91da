//! `bundel`: everything that goes with the documents to council, gemeenteblad, Woo-index and archive, as one file.
//!
//! It deliberately makes nothing itself: a worker does, within its limits, and what it made is put in its place whole.

mod pack;

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::arguments::Bundle;
use super::crew::{self, Terms};
use super::find::{GemeenteFolder, find};
use super::make::{Answer, Task, tell_unwritten};
use super::own_templates::OwnTemplates;
use super::request::{Bundling, Request};
use super::screen::Screen;
use super::told::Told;
use super::{COULD_NOT, DONE, NOT_ALLOWED, disk, machine, render};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Severity, Stand};
use crate::ground::dutch;

pub use pack::pack;

/// How it went with one gemeente.
struct Outcome {
    /// What to print of it.
    lines: Vec<String>,
    told: Vec<Told>,
    code: u8,
}

/// Bundles.
pub fn run(arguments: &Bundle, screen: Screen) -> ExitCode {
    let ready = find(&arguments.folders).and_then(|(found, passed)| {
        let own = OwnTemplates::open(&arguments.templates)?;
        own.refuse_unknown(&arguments.documents)?;
        disk::make_folder(&arguments.output).map_err(|e| {
            let file = arguments.output.display().to_string();
            vec![Told { file, ..tell_unwritten(&arguments.output, &e) }]
        })?;
        Ok((found, passed, own))
    });
    let (gemeenten, passed, own) = match ready {
        Ok(ready) => ready,
        Err(faults) => {
            faults.iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
            return ExitCode::from(COULD_NOT);
        }
    };
    let outcomes = bundle(&gemeenten, arguments);
    let mut seen = BTreeSet::new();
    let told = gemeenten
        .iter()
        .zip(&outcomes)
        .flat_map(|(g, o)| o.told.iter().map(|t| t.clone().below(&g.shown, &own.shown)).collect::<Vec<_>>());
    for told in passed
        .into_iter()
        .chain(told)
        .filter(|t| t.severity > Severity::Hint || t.code == rules::PAPER_BODY_UNKNOWN.code)
    {
        if seen.insert(told.clone()) {
            screen.err(&(render::full(&told, screen.colour_err) + "\n"));
        }
    }
    outcomes.iter().flat_map(|o| &o.lines).for_each(|line| screen.out(&format!("{line}\n")));
    ExitCode::from(outcomes.iter().map(|o| o.code).max().unwrap_or(DONE))
}

/// The outcome of each gemeente, in the same order.
fn bundle(gemeenten: &[GemeenteFolder], arguments: &Bundle) -> Vec<Outcome> {
    // Who names a stand before adoption knows that it is no adopted bundle.
    let early = arguments.concept || arguments.when.stand.is_some_and(|s| s < Stand::Vastgesteld);
    let request = Request {
        documents: arguments.documents.clone(),
        year: arguments.year,
        // Who names documents gets those and nothing else.
        papers: !arguments.without_papers && arguments.documents.is_empty(),
        bundle: Some(if early { Bundling::AsItStands } else { Bundling::AdoptedOnly }),
        ..Request::dated(arguments.when.stand, arguments.when.peildatum)
    };
    let tasks: Vec<Task> = gemeenten
        .iter()
        .map(|gemeente| Task {
            folder: gemeente.path().to_owned(),
            output: arguments.output.clone(),
            place: arguments.output.join(&gemeente.name),
            request: request.clone(),
        })
        .collect();
    let terms =
        Terms { workers: machine::processors(), limits: arguments.limits, templates: arguments.templates.clone() };
    let mut outcomes: Vec<Option<Outcome>> = gemeenten.iter().map(|_| None).collect();
    crew::work(&tasks, &terms, |at, answer| {
        let (Some(gemeente), Some(task), Some(slot)) = (gemeenten.get(at), tasks.get(at), outcomes.get_mut(at)) else {
            return;
        };
        *slot = Some(match answer {
            Ok(answer) => settle(answer, task, gemeente),
            Err(stopped) => Outcome {
                lines: vec![not_made(gemeente)],
                told: vec![stopped.tell(&gemeente.name, arguments.limits)],
                code: COULD_NOT,
            },
        });
    });
    outcomes.into_iter().flatten().collect()
}

fn not_made(gemeente: &GemeenteFolder) -> String {
    format!("{}: geen bundel gemaakt", render::printable(&gemeente.name))
}

/// Puts what is ready in its place.
fn settle(answer: Answer, task: &Task, gemeente: &GemeenteFolder) -> Outcome {
    let mut told = answer.told;
    let Some(output) = answer.outputs.first() else {
        let code = if answer.unwritten { COULD_NOT } else { NOT_ALLOWED };
        return Outcome { lines: vec![not_made(gemeente)], told, code };
    };
    if let Err(error) = disk::publish(&answer.ready, &task.place) {
        disk::remove_folder(&answer.ready);
        told.push(tell_unwritten(&task.place, &error));
        return Outcome { lines: vec![not_made(gemeente)], told, code: COULD_NOT };
    }
    let path = task.place.join(&output.path).display().to_string();
    let count = dutch::count(answer.made.len(), "document", "documenten");
    let mut lines =
        vec![format!("{}: bundel met {count} in {}", render::printable(&gemeente.name), render::printable(&path))];
    for made in &answer.made {
        let year = made.year.map(|y| format!(" {y}")).unwrap_or_default();
        lines.push(format!("  {}{year}, {}", made.document, made.stand));
    }
    lines.push(format!("  controlecode {}", output.sha256));
    Outcome { lines, told, code: DONE }
}
