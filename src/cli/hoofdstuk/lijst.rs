//! `hoofdstuk lijst`: every version there is, or what each gemeente holds and what is newer.
//!
//! It deliberately changes no lock.

use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::super::arguments::List;
use super::super::find::{GemeenteFolder, find};
use super::super::own_templates::OwnTemplates;
use super::super::render;
use super::super::screen::Screen;
use super::super::told::{Told, tell as told_of};
use super::super::workshop::Workshop;
use super::super::{DONE, NOT_ALLOWED, machine};
use crate::compiler::Selection;
use crate::ground::diagnostic::{Report, Severity};
use crate::ground::dutch;
use crate::judgement::locked::{grip, newer};
use crate::nouns::draft;
use crate::nouns::lock::{FILE, Grip, Lock};
use crate::nouns::part::{Onderdeelsoort, Part, PartKey};
use crate::nouns::published;

/// Ends the folder of a draft.
const DRAFT_FOLDER: &str = "-concept/";

/// Lists.
pub fn run(arguments: &List, screen: Screen) -> Result<u8, Vec<Told>> {
    let own = OwnTemplates::open_with_drafts(&arguments.templates)?;
    let shown = own.shown.clone();
    if arguments.folders.is_empty() {
        let workshop = Workshop::open(own);
        let told = told_of(workshop.report(), &[], &crate::SourceSet::new(crate::LIMITS), workshop.templates());
        let told: Vec<Told> = told.into_iter().map(|t| t.below("", &shown)).collect();
        // A draft that nobody finished is no fault of a list; it stands in it as it is.
        let told: Vec<Told> = told.into_iter().filter(|t| !t.file.contains(DRAFT_FOLDER)).collect();
        super::tell(&heavy(&told), screen);
        screen.out(&all(&workshop, arguments.json));
        return Ok(if told.iter().any(|t| t.severity == Severity::Error) { NOT_ALLOWED } else { DONE });
    }
    let (gemeenten, passed) = find(&arguments.folders)?;
    let workshop = Workshop::open(own);
    super::tell(&passed, screen);
    let day = arguments.day.unwrap_or_else(machine::today);
    let (mut found, mut worst) = (Vec::new(), DONE);
    for gemeente in &gemeenten {
        let (lock, told) = lock_of(&workshop, gemeente);
        let told: Vec<Told> = told.into_iter().map(|t| t.below(&gemeente.shown, &shown)).collect();
        if told.iter().any(|t| t.severity == Severity::Error) {
            worst = NOT_ALLOWED;
        }
        super::tell(&heavy(&told), screen);
        found.push((gemeente.name.clone(), lock));
    }
    screen.out(&held(&workshop, &found, day, arguments.json));
    Ok(worst)
}

fn heavy(told: &[Told]) -> Vec<Told> {
    told.iter().filter(|t| t.severity > Severity::Hint).cloned().collect()
}

/// The lock of a gemeente, and what is wrong with it; the rest of the gemeente is for `controleer`.
fn lock_of(workshop: &Workshop, gemeente: &GemeenteFolder) -> (Option<Lock>, Vec<Told>) {
    let bench = workshop.read(gemeente.path(), Path::new("out"), &Selection::default());
    let mut report = Report::default();
    for diagnostic in bench.intake.sorted() {
        let of_lock = diagnostic.place.as_ref().is_some_and(|p| p.source.path() == FILE);
        if of_lock || diagnostic.rule.code.starts_with('L') {
            report.push(diagnostic.clone());
        }
    }
    (bench.dossier.and_then(|d| d.lock), told_of(&report, &bench.orders, &bench.sources, workshop.templates()))
}

fn version(key: &PartKey) -> String {
    key.version.as_ref().map_or_else(|| "-".into(), ToString::to_string)
}

/// `vanaf 1-1-2026`, `1-1-2026 tot en met 31-12-2026`, `altijd`.
fn valid(part: &Part) -> String {
    match part.valid {
        (Some(from), Some(to)) => format!("{} tot en met {}", dutch::date_short(from), dutch::date_short(to)),
        (Some(from), None) => format!("vanaf {}", dutch::date_short(from)),
        (None, Some(to)) => format!("tot en met {}", dutch::date_short(to)),
        (None, None) => "altijd".into(),
    }
}

/// Every part of the templates.
fn all(workshop: &Workshop, as_json: bool) -> String {
    let parts = &workshop.compiler.inventory().parts;
    if as_json {
        let row = |(key, part): (&PartKey, &Part)| {
            json!({
                "soort": key.kind.word(), "naam": key.name, "versie": key.version.as_ref().map(ToString::to_string),
                "geldig_van": part.valid.0.map(|d| d.to_string()), "geldig_tot": part.valid.1.map(|d| d.to_string()),
                "herkomst": workshop.layers.words(part), "sha256": part.hash.to_string(),
            })
        };
        return pretty(&Json::Array(parts.iter().map(row).collect()));
    }
    let mut rows = vec![["soort", "naam", "versie", "geldig", "herkomst", "controlecode"].map(String::from).to_vec()];
    for (key, part) in parts {
        rows.push(vec![
            key.kind.word().into(),
            key.name.clone(),
            version(key),
            valid(part),
            workshop.layers.words(part),
            part.hash.short(),
        ]);
    }
    for (name, version) in draft::of(workshop.layers.overrides()) {
        if !parts.contains_key(&published::key(&name, &version)) {
            let kind = Onderdeelsoort::Hoofdstuk.word().to_owned();
            rows.push(vec![kind, name, version.to_string(), "-".into(), "nog niet ingevuld".into(), "-".into()]);
        }
    }
    let count = |kind| workshop.compiler.inventory().names(kind).len();
    let chapters = dutch::count(count(Onderdeelsoort::Hoofdstuk), "hoofdstuk", "hoofdstukken");
    let norms = dutch::count(count(Onderdeelsoort::Norm), "norm", "normen");
    let documents = dutch::count(count(Onderdeelsoort::Document), "document", "documenten");
    format!("{}\n{chapters}, {norms} en {documents}\n", render::table(&rows))
}

/// What gemeenten hold, and what is newer.
fn held(workshop: &Workshop, found: &[(String, Option<Lock>)], day: NaiveDate, as_json: bool) -> String {
    let inventory = workshop.compiler.inventory();
    let mut rows = vec![["gemeente", "soort", "naam", "vastgelegd", "nieuwste", "inhoud"].map(String::from).to_vec()];
    let (mut json_rows, mut without) = (Vec::new(), Vec::new());
    for (name, lock) in found {
        let Some(lock) = lock else {
            without.push(name.clone());
            continue;
        };
        let newer = newer(lock, inventory, day);
        for key in lock.held.keys() {
            let newest = newer.iter().find(|n| n.held == key).map(|n| version(n.newest));
            let content = match grip(lock, inventory, key) {
                Some(Grip::Same) => "gelijk",
                Some(Grip::Changed) => "veranderd",
                Some(Grip::Open) | None => "niet in de sjablonen",
            };
            json_rows.push(json!({
                "gemeente": name, "soort": key.kind.word(), "naam": key.name,
                "vastgelegd": key.version.as_ref().map(ToString::to_string), "nieuwste": newest, "inhoud": content,
            }));
            let newest = newest.unwrap_or_else(|| "-".into());
            rows.push(vec![
                name.clone(),
                key.kind.word().into(),
                key.name.clone(),
                version(key),
                newest,
                content.into(),
            ]);
        }
    }
    if as_json {
        return pretty(&Json::Array(json_rows));
    }
    let mut out = if rows.len() > 1 { render::table(&rows) } else { String::new() };
    if !without.is_empty() {
        let ticked: Vec<String> = without.iter().map(|n| format!("`{}`", render::printable(n))).collect();
        let _ = writeln!(
            out,
            "Zonder {FILE}: {}. Een document gebruikt daar de nieuwste versie die geldt.",
            dutch::list(&ticked)
        );
    }
    out
}

fn pretty(json: &Json) -> String {
    serde_json::to_string_pretty(json).map(|text| text + "\n").unwrap_or_default()
}
