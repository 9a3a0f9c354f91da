//! One side of a comparison: what the person named, found and read into a document.
//!
//! It deliberately does not know the other side.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::super::told::{Told, join};
use super::super::workshop::Workshop;
use super::super::{COULD_NOT, NOT_ALLOWED, disk};
use super::git;
use crate::compiler::Selection;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule, Severity, Stand};
use crate::ground::dutch;
use crate::ground::source::{LIMITS, SourceSet};
use crate::nouns::adopted::FOLDER;
use crate::nouns::library::Reikwijdte;
use crate::nouns::lock;
use crate::seal::attachments::{self, MOST_BYTES};
use crate::text::written::{self, Fault, Written};

/// The file that makes a folder a gemeente.
const SIGN: &str = "gemeente.toml";

/// What a person named.
pub struct Named {
    /// As it was typed.
    pub shown: String,
    /// A word for a reader who sees two documents with the same name.
    pub origin: String,
    /// What was found there.
    pub found: Found,
    /// The lock that came in place of the own one, as it was typed.
    lock: Option<String>,
}

/// What was found.
pub enum Found {
    /// A document that was made before.
    Document(Box<Written>),
    /// The files of a gemeente, and what reading them told.
    Files(SourceSet, Report),
    /// The same, of which the adopted version is meant.
    Adopted(SourceSet, Report),
}

/// What to tell, and the code to end with.
pub type Refusal = (Vec<Told>, u8);

fn refuse(rule: &'static Rule, shown: &str, title: impl Into<String>, action: impl Into<String>) -> Vec<Told> {
    vec![Told::at_path(rule, shown, title, action)]
}

/// Finds and reads what was named; with another lock, if one was given.
///
/// # Errors
/// What to tell when there is nothing to compare.
pub fn find(path: &Path, lock: Option<&Path>) -> Result<Named, Vec<Told>> {
    let Some(typed) = path.to_str() else {
        let shown = path.to_string_lossy().into_owned();
        let title = format!("de naam van `{shown}` bevat tekens die niet te lezen zijn");
        return Err(refuse(&rules::WRITE_FAILED, &shown, title, "Geef het bestand of de map een andere naam."));
    };
    let shown = if typed.len() > 1 { typed.trim_end_matches('/') } else { typed };
    let name = |path: &str| disk::own_name(Path::new(path)).unwrap_or_else(|| path.to_owned());
    let mut named = if disk::is_file(path) {
        Named { shown: shown.into(), origin: name(shown), found: pdf(path, shown)?, lock: None }
    } else if disk::is_folder(path) {
        let (files, report) = disk::load(path, Path::new(""));
        Named { shown: shown.into(), origin: name(shown), found: Found::Files(files, report), lock: None }
    } else if let Some((folder, adopted)) = adopted(shown) {
        let (files, report) = disk::load(Path::new(folder), Path::new(""));
        let origin =
            adopted.map_or("zoals vastgesteld".to_owned(), |day| format!("zoals vastgesteld op {}", dutch::date(day)));
        let files = adopted.map_or_else(|| files.clone(), |day| up_to(&files, day));
        if files.below(FOLDER).next().is_none() {
            let title = format!("in `{folder}` is nog niets vastgesteld en bewaard");
            return Err(refuse(
                &rules::NOTHING_TO_COMPARE,
                shown,
                title,
                "Leg het besluit vast met `beleid stel-vast`.",
            ));
        }
        let found = Found::Adopted(files, report);
        Named { shown: shown.into(), origin, found, lock: None }
    } else if let Some((folder, revision)) = git::split(shown) {
        let past = git::read(folder, revision)?;
        let origin = format!("revisie {}", past.short);
        Named { shown: shown.into(), origin, found: Found::Files(past.sources, past.report), lock: None }
    } else {
        let title = format!("`{shown}` is er niet");
        let action = "Geef de map van een gemeente, map@vastgesteld voor wat is vastgesteld, map@revisie voor een eerdere versie in git, of een PDF.";
        return Err(refuse(&rules::NOTHING_TO_COMPARE, shown, title, action));
    };
    if matches!(&named.found, Found::Files(files, _) | Found::Adopted(files, _) if files.get(SIGN).is_none()) {
        let title = format!("`{shown}` is geen map van een gemeente: {SIGN} ontbreekt");
        let action = "Geef de map van één gemeente, zoals policies/mijn-gemeente.";
        return Err(refuse(&rules::NOTHING_TO_COMPARE, shown, title, action));
    }
    if let Some(lock) = lock {
        other_lock(&mut named, lock)?;
    }
    Ok(named)
}

/// `map@vastgesteld`, or `map@2026-02-12`: what was adopted last, or on that day.
fn adopted(shown: &str) -> Option<(&str, Option<NaiveDate>)> {
    let (folder, which) = shown.rsplit_once('@').filter(|(folder, _)| disk::is_folder(Path::new(folder)))?;
    if which == "vastgesteld" {
        return Some((folder, None));
    }
    let day = dutch::parse_date(which).ok()?;
    disk::is_folder(&Path::new(folder).join(FOLDER).join(day.to_string())).then_some((folder, Some(day)))
}

/// The files without what was adopted after a day.
fn up_to(files: &SourceSet, day: NaiveDate) -> SourceSet {
    let later = |path: &str| {
        let folder = path.strip_prefix(FOLDER).and_then(|rest| rest.split('/').next());
        folder.is_some_and(|folder| *folder > *day.to_string())
    };
    let mut kept = SourceSet::new(LIMITS);
    for source in files.iter().filter(|source| !later(source.path())) {
        // It fitted where it came from.
        let _ = kept.insert(source.path(), source.bytes().to_vec());
    }
    kept
}

/// Puts a lock in the place of the own one.
fn other_lock(named: &mut Named, path: &Path) -> Result<(), Vec<Told>> {
    let shown = path.display().to_string();
    let Found::Files(files, _) = &mut named.found else {
        let title = format!("`{}` is een PDF, en daar hoort geen ander slot bij", named.shown);
        return Err(refuse(&rules::LOCK_UNUSABLE, &shown, title, "Geef een map, of laat het slot weg."));
    };
    let bytes = disk::bytes(path, LIMITS.file_bytes).map_err(|error| {
        let title = format!("het slot kan niet worden gelezen ({})", disk::cause(error.kind()));
        refuse(&rules::LOCK_UNUSABLE, &shown, title, "Controleer de naam van het slot.")
    })?;
    if files.insert(lock::FILE, bytes).is_err() {
        return Err(refuse(&rules::LOCK_UNUSABLE, &shown, "het slot is te groot", "Controleer de naam van het slot."));
    }
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    named.origin = format!("{} met slot {name}", named.origin);
    named.lock = Some(shown);
    Ok(())
}

/// The bytes of a PDF that a person named.
///
/// # Errors
/// What to tell when they cannot be read, or are more than any of ours.
pub fn bytes(path: &Path, shown: &str) -> Result<Vec<u8>, Vec<Told>> {
    disk::bytes(path, MOST_BYTES).map_err(|error| match error.kind() {
        std::io::ErrorKind::FileTooLarge => vec![at(shown, attachments::Fault::TooLarge)],
        kind => {
            let title = format!("het bestand kan niet worden gelezen ({})", disk::cause(kind));
            refuse(&rules::WRITE_FAILED, shown, title, "Controleer of u het bestand mag lezen.")
        }
    })
}

fn pdf(path: &Path, shown: &str) -> Result<Found, Vec<Told>> {
    document(&bytes(path, shown)?, shown).map(|written| Found::Document(Box::new(written)))
}

/// The document inside a PDF.
///
/// # Errors
/// What to tell when there is none that can be read.
pub fn document(pdf: &[u8], shown: &str) -> Result<Written, Vec<Told>> {
    let inside = attachments::attachments(pdf).map_err(|fault| vec![at(shown, fault)])?;
    let Some(bytes) = inside.get(written::NAME) else {
        let title =
            "in deze PDF zit de inhoud niet als gegevens; een eerdere versie van het programma heeft hem gemaakt";
        let action = "Maak het document opnieuw met `beleid bouw`, of geef de map van de gemeente.";
        return Err(refuse(&rules::PDF_WITHOUT_DOCUMENT, shown, title, action));
    };
    written::read(bytes).map_err(|fault| match fault {
        Fault::Newer(_) => {
            let title = "een nieuwere versie van dit programma heeft deze PDF gemaakt";
            refuse(&rules::PDF_NEWER, shown, title, "Neem de nieuwste versie van het programma.")
        }
        Fault::Broken(part) => {
            let part = super::super::render::printable(&part).chars().take(40).collect::<String>();
            let title = format!("deze PDF is beschadigd: in {} klopt `{part}` niet", written::NAME);
            let action =
                "Haal het bestand opnieuw op bij wie het heeft gemaakt, of maak het opnieuw met `beleid bouw`.";
            refuse(&rules::PDF_BROKEN, shown, title, action)
        }
    })
}

fn at(shown: &str, fault: attachments::Fault) -> Told {
    let told = fault.diagnostic();
    Told::at_path(told.rule, shown, told.title, told.action)
}

impl Named {
    /// The document: as it was made, or made of the files now.
    ///
    /// # Errors
    /// What to tell when it cannot be made of these files.
    pub fn read(
        self,
        workshop: &Workshop,
        document: &str,
        selection: &Selection,
        templates: &BTreeMap<String, String>,
    ) -> Result<(Written, String), Refusal> {
        let (files, loaded, stand) = match self.found {
            Found::Document(written) => return Ok((*written, self.origin)),
            Found::Files(files, loaded) => (files, loaded, selection.stand),
            Found::Adopted(files, loaded) => (files, loaded, Some(Stand::Vastgesteld)),
        };
        let asked = Selection { documents: vec![document.to_owned()], stand, ..selection.clone() };
        let bench = workshop.put(files, loaded, &asked);
        let mut making = Vec::new();
        let mut made = None;
        if let (Some(dossier), Some(order)) = (&bench.dossier, bench.orders.first()) {
            let (composed, report) = workshop.compiler.compose(dossier, &bench.intake, order);
            if !workshop.compiler.stops(dossier, &bench.intake, order) && !report.blocks(order.stand) {
                made = composed.map(|c| Written { order: order.clone(), manuscript: c.manuscript });
            }
            making.push((order.clone(), report));
        }
        if let Some(written) = made {
            return Ok((written, self.origin));
        }
        if bench.dossier.is_some() && bench.orders.is_empty() {
            return Err((vec![absent(workshop, document, selection, &self.shown)], COULD_NOT));
        }
        // Tips are for `controleer`; what stops the document is for here.
        let told = workshop.tell(&bench, &making, &Report::default()).into_iter();
        let own = join(&self.shown, lock::FILE);
        let placed = |told: Told| {
            let told = told.below(&self.shown, templates);
            match &self.lock {
                Some(lock) if told.file == own => Told { file: lock.clone(), ..told },
                _ => told,
            }
        };
        Err((told.filter(|t| t.severity == Severity::Error).map(placed).collect(), NOT_ALLOWED))
    }
}

/// There is no such document, or nothing to make it of.
fn absent(workshop: &Workshop, document: &str, selection: &Selection, shown: &str) -> Told {
    let known = &workshop.compiler.library().documents;
    let (title, action) = match known.values().find(|d| d.id.0 == document) {
        Some(found) if found.soort.value == Reikwijdte::Jaarverslag => {
            let year = selection.year.map_or_else(|| "een jaar".to_owned(), |year| year.to_string());
            let title = format!("in `{shown}` zijn geen gegevens over {year} voor `{document}`");
            (title, "Kies een jaar waarvan er een map in jaren/ is.".to_owned())
        }
        _ => {
            let names: Vec<&str> = known.values().map(|d| d.id.0.as_str()).collect();
            let near = dutch::nearest(document, names.iter().copied());
            let near = near.map(|near| format!("Bedoelt u `{near}`? ")).unwrap_or_default();
            (format!("er is geen document `{document}`"), format!("{near}Kies uit {}.", dutch::ticked_or(&names)))
        }
    };
    Told::at_path(&rules::DOCUMENT_NOT_THERE, shown, title, action)
}
