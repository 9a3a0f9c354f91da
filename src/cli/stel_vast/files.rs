//! What adopting puts in the folder, as one change.
//!
//! It deliberately decides nothing: who decides that a document is adopted has made it already.

use chrono::NaiveDate;

use super::super::change::Change;
use crate::compiler::Edition;
use crate::ground::source::SourceSet;
use crate::nouns::adopted::{AdoptedPaths, is_adopted};
use crate::nouns::dossier::Dossier;
use crate::nouns::lock;
use crate::nouns::plan::Betreft;
use crate::nouns::verloop::{self, Details, Fase, Stap};
use crate::seal::changed::write_sums;
use crate::seal::signed;
use crate::seal::source_set::{MANIFEST, SOURCES};

/// Keeps each document that was adopted on a day: its sources, manifest and signature, and the hashes of the files of
/// the folder as they will be.
pub fn keep(change: &mut Change, editions: &[&Edition], day: NaiveDate, folder: &SourceSet) {
    let own = folder.iter().filter(|source| !is_adopted(source.path()) && !UNCOUNTED.contains(&source.path()));
    let sums = write_sums(own.map(|source| (source.path(), source.bytes())));
    for edition in editions {
        let stem = edition.file_name.trim_end_matches(".pdf");
        let paths = AdoptedPaths::of(day, stem);
        let inside = |name: &str| edition.attachments.iter().find(|a| a.name == name).map(|a| a.bytes.clone());
        let files = [(paths.sources, SOURCES), (paths.manifest, MANIFEST), (paths.signature, signed::NAME)];
        for (path, name) in files {
            change.written.extend(inside(name).map(|bytes| (path, bytes)));
        }
        change.written.push((paths.folder_sums, sums.clone().into_bytes()));
    }
}

/// Files that belong to no document: the program writes them itself, or nobody reads them.
const UNCOUNTED: &[&str] = &[lock::FILE, verloop::FILE, "LEESMIJ.md"];

/// The history with the steps of this decision; what is refused when the plan is not at that point.
pub fn history(dossier: &Dossier) -> Result<Vec<Stap>, Fase> {
    let mut steps = dossier.verloop.clone();
    let Some(decision) = &dossier.vaststelling else { return Ok(steps) };
    let version = verloop::current_version(&steps).unwrap_or(1);
    let last = verloop::last_step(&steps, version).map(Stap::fase);
    let body = decision.orgaan.value.phrase();
    let details = Details { wie: Some(body), kenmerk: Some(&decision.kenmerk.value), ..Details::default() };
    let mut add = |version: u32, fase: Fase, day: NaiveDate| steps.push(Stap::new(version, fase, day, details));
    match last {
        // Whoever wrote the step by hand need not write it twice.
        Some(Fase::Vastgesteld | Fase::Geldend) => {}
        last if Fase::Vastgesteld.may_follow(last) => add(version, Fase::Vastgesteld, decision.datum.value),
        Some(other) => return Err(other),
        None => {}
    }
    if let Some(start) = decision.inwerkingtreding.as_ref().filter(|_| last != Some(Fase::Geldend)) {
        add(version, Fase::Geldend, start.value);
        let earlier =
            version.checked_sub(1).and_then(|earlier| Some((earlier, verloop::last_step(&dossier.verloop, earlier)?)));
        if let Some((earlier, step)) = earlier {
            let changes = decision.betreft.as_ref().is_some_and(|b| b.value == Betreft::Wijziging);
            let end = if changes { Fase::Gewijzigd } else { Fase::Vervangen };
            let end = if end.may_follow(Some(step.fase())) { end } else { Fase::Vervangen };
            if end.may_follow(Some(step.fase())) {
                add(earlier, end, start.value);
            }
        }
    }
    Ok(steps)
}
