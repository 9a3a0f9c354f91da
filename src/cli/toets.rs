//! `toets`: the norms applied, on the terminal or for programs, and why a verdict is what it is.
//!
//! It deliberately judges nothing: it prints what the library found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value as Json;

use super::arguments::Assess;
use super::crew::{self, Terms};
use super::find::find;
use super::leg_uit::wrapped;
use super::own_templates::OwnTemplates;
use super::request::Request;
use super::screen::Screen;
use super::task::{Part, Said};
use super::told::{Told, tell};
use super::workshop::Workshop;
use super::{COULD_NOT, DONE, NOT_ALLOWED, machine, render};
use crate::compiler::Assessed;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Severity;
use crate::ground::dutch;
use crate::judgement::account::{CriterionAccount, NormAccount};
use crate::nouns::order::Order;

/// What did not get done when it went past its limits, and what to do about it.
const STOPPED: (&str, &str) = (
    "deze gemeente is niet te toetsen",
    "Kijk welk bestand heel groot is en kort het in, of geef meer ruimte met --tijd en --geheugen.",
);

/// What was found of a gemeente.
struct Found {
    name: String,
    order: Option<Order>,
    assessed: Assessed,
    told: Vec<Told>,
}

/// Assesses.
pub fn run(arguments: &Assess, screen: Screen) -> ExitCode {
    let ready = find(&arguments.folders).and_then(|found| Ok((found, OwnTemplates::open(&arguments.templates)?)));
    let ((gemeenten, passed), own) = match ready {
        Ok(ready) => ready,
        Err(faults) => {
            faults.iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
            return ExitCode::from(COULD_NOT);
        }
    };
    passed.iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
    let shown = own.shown.clone();
    if (arguments.norm.is_some() || arguments.why.is_some())
        && let Err(refusal) = names(arguments, &Workshop::open(own))
    {
        screen.err(&format!("{refusal}\n"));
        return ExitCode::from(COULD_NOT);
    }
    let parts: Vec<Part> = gemeenten.iter().map(|gemeente| Part::about(&gemeente.shown)).collect();
    let terms =
        Terms { workers: machine::processors(), limits: arguments.limits, templates: arguments.templates.clone() };
    let mut found = BTreeMap::new();
    crew::work(&parts, &terms, |at, answer| {
        found.insert(
            at,
            answer.unwrap_or_else(|stopped| {
                Said::told(vec![stopped.tell_part(&rules::NOT_FINISHED, STOPPED, arguments.limits)], COULD_NOT)
            }),
        );
    });
    let mut worst = DONE;
    for (gemeente, said) in gemeenten.iter().zip(found.values()) {
        for told in said.told.iter().cloned().map(|t| t.below(&gemeente.shown, &shown)) {
            screen.err(&render::full(&told, screen.colour_err));
        }
        worst = worst.max(said.code);
    }
    screen.out(&if arguments.json {
        // Of a gemeente that could not be assessed there is nothing to hand over.
        json(found.values().map(|said| &said.data).filter(|data| !data.is_null()))
    } else {
        found.values().map(|said| said.out.as_str()).collect()
    });
    ExitCode::from(worst)
}

/// What there is to say about a gemeente.
pub fn say(arguments: &Assess, workshop: &Workshop, folder: &Path) -> Said {
    let found = assess(workshop, folder, arguments);
    // Tips on the plan are for `controleer`; what stops the assessment is for here.
    let told: Vec<Told> = found.told.iter().filter(|t| t.severity == Severity::Error).cloned().collect();
    let code = if !told.is_empty() || found.order.is_none() { NOT_ALLOWED } else { DONE };
    Said { out: text(&found, arguments), told, data: data(&found), code, ..Said::default() }
}

fn assess(workshop: &Workshop, folder: &Path, arguments: &Assess) -> Found {
    let request = Request { year: arguments.year, ..Request::dated(None, arguments.peildatum) };
    let selection = request.selection();
    let bench = workshop.read(folder, Path::new("out"), &selection);
    // The report over a year carries the assessment; without a year the plan does.
    let order = bench.orders.iter().max_by_key(|o| o.year).cloned();
    let (mut assessed, mut told) = (Assessed::default(), Vec::new());
    if let (Some(dossier), Some(order)) = (&bench.dossier, &order) {
        assessed = workshop.compiler.assess(dossier, order);
        told = tell(&assessed.report, std::slice::from_ref(order), &bench.sources, workshop.templates());
    }
    told.extend(tell(&bench.intake, &bench.orders, &bench.sources, workshop.templates()));
    if let Some(id) = &arguments.norm {
        assessed.norms.retain(|n| n.norm.eq_ignore_ascii_case(id));
    }
    let mut seen = BTreeSet::new();
    told.retain(|t| seen.insert(t.clone()));
    Found { name: folder.to_string_lossy().into_owned(), order, assessed, told }
}

/// Whether the norm and the criterion that were asked exist; else what to say.
fn names(arguments: &Assess, workshop: &Workshop) -> Result<(), String> {
    let library = workshop.compiler.library();
    let refuse = |what: &str, name: &str, known: &[&str]| {
        let near = dutch::nearest(name, known.iter().copied())
            .map_or_else(|| format!("Kies uit {}.", dutch::ticked_or(known)), |near| format!("Bedoelt u `{near}`?"));
        Err(format!("fout: er is geen {what} `{}`\n{near}", render::printable(name)))
    };
    if let Some(id) = &arguments.norm {
        let known: Vec<&str> = library.norms.keys().map(String::as_str).collect();
        if !known.iter().any(|k| k.eq_ignore_ascii_case(id)) {
            return refuse("norm", id, &known);
        }
    }
    if let Some(id) = &arguments.why {
        let ids: BTreeSet<String> = library
            .norms
            .values()
            .flat_map(|v| v.values())
            .flat_map(|n| &n.criteria)
            .map(|c| c.id.0.to_uppercase())
            .collect();
        if !ids.contains(&id.to_uppercase()) {
            return refuse("criterium", id, &ids.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    Ok(())
}

fn json<'a>(gemeenten: impl Iterator<Item = &'a Json>) -> String {
    let gemeenten: Vec<&Json> = gemeenten.collect();
    let whole =
        serde_json::json!({ "programma": concat!("beleid ", env!("CARGO_PKG_VERSION")), "gemeenten": gemeenten });
    serde_json::to_string_pretty(&whole).map(|t| t + "\n").unwrap_or_default()
}

/// A gemeente for programs.
fn data(found: &Found) -> Json {
    serde_json::json!({
        "map": found.name,
        "jaar": found.order.as_ref().and_then(|o| o.year),
        "peildatum": found.order.as_ref().map(|o| o.peildatum.to_string()),
        "normen": found.assessed.norms,
    })
}

/// A gemeente for a person.
fn text(gemeente: &Found, arguments: &Assess) -> String {
    let mut out = String::new();
    let Some(order) = &gemeente.order else {
        return format!("{}: er zijn nog geen gegevens om te toetsen\n\n", render::printable(&gemeente.name));
    };
    let year = order.year.map(|y| format!(" over {y}")).unwrap_or_default();
    let on = dutch::date(order.peildatum);
    let _ = writeln!(out, "{}: toets{year}, stand op {on}\n", render::printable(&gemeente.name));
    for norm in &gemeente.assessed.norms {
        match &arguments.why {
            Some(id) => {
                let asked = norm.criteria.iter().filter(|c| c.id.eq_ignore_ascii_case(id));
                asked.for_each(|c| out.push_str(&why(c)));
            }
            None => out.push_str(&overview(norm)),
        }
    }
    if let Some(id) = arguments.why.as_ref().filter(|id| !has(&gemeente.assessed.norms, id)) {
        let _ = writeln!(out, "{} hoort bij een norm of versie die hier niet geldt.\n", id.to_uppercase());
    }
    out
}

fn has(norms: &[NormAccount], id: &str) -> bool {
    norms.iter().flat_map(|n| &n.criteria).any(|c| c.id.eq_ignore_ascii_case(id))
}

/// A norm: its verdict, its criteria, and what to decide.
fn overview(norm: &NormAccount) -> String {
    let human = if norm.menselijk { ", mede op het oordeel van een mens" } else { "" };
    let mut out = format!("{}, versie {}\nOordeel: {}{human}\n", norm.naam, norm.versie, norm.oordeel);
    if let Some(then) = &norm.vorig_jaar {
        let version = if then.versie == norm.versie { String::new() } else { format!(", toen versie {}", then.versie) };
        let _ = writeln!(out, "Vorig jaar: {}{version}", then.oordeel);
    }
    let _ = writeln!(out);
    let mut rows = vec![["", "oordeel", "telt mee", "vraag"].map(String::from).to_vec()];
    for c in &norm.criteria {
        let counts = if c.telt_mee { "ja" } else { "-" };
        rows.push(vec![c.id.clone(), c.oordeel.to_owned(), counts.to_owned(), cut(&c.vraag, 88)]);
    }
    let _ = writeln!(out, "{}", render::table(&rows));
    if !norm.stappen.is_empty() {
        let _ = writeln!(out, "Te besluiten (met minder stappen kan het niet):");
        for step in &norm.stappen {
            let owner = step.eigenaar.as_ref().map(|e| format!("; {e}")).unwrap_or_default();
            let hours = step.uren.map(|u| format!("; {u} uur")).unwrap_or_default();
            let line = format!("- {} ({}{owner}{hours})", step.stap.trim_end_matches('.'), step.criteria.join(", "));
            let _ = writeln!(out, "{}", wrapped(&line));
        }
        let _ = writeln!(out);
    }
    out
}

/// A criterion: the question, and the trace.
fn why(criterion: &CriterionAccount) -> String {
    let mut out = format!("{}  {}\n\n", criterion.id, criterion.vraag);
    for [label, text] in &criterion.uitleg {
        // One line each: the terminal breaks them where it ends, and a program can read them.
        let _ = writeln!(out, "{label}: {text}");
    }
    out.push('\n');
    out
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
