//! What adopting puts in the folder, as one change.
//!
//! It deliberately decides nothing: who decides that a document is adopted has made it already.

use chrono::NaiveDate;

use super::super::change::Change;
use crate::compiler::Edition;
use crate::ground::source::At;
use crate::nouns::adopted::{AdoptedPaths, FINGERPRINT};
use crate::nouns::dossier::Dossier;
use crate::nouns::lock;
use crate::nouns::plan::Betreft;
use crate::nouns::public_files::public_files;
use crate::nouns::verloop::{self, Details, Fase, Stap};
use crate::seal::changed::write_sums;
use crate::seal::signed;
use crate::seal::source_set::{MANIFEST, SOURCES};

/// Keeps each document that was adopted on a day: its sources, manifest and signature, and the hashes of these and of
/// the files of the folder as everyone may have them. A hash of what is confidential would be as good as that: who
/// guesses a small count can try every one.
pub fn keep(change: &mut Change, editions: &[&Edition], day: NaiveDate, dossier: &Dossier) {
    let public = public_files(dossier);
    let own = public.iter().filter(|(path, _)| !UNCOUNTED.contains(&path.as_str()));
    let sums = write_sums(own.map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    for edition in editions {
        let stem = edition.file_name.trim_end_matches(".pdf");
        let paths = AdoptedPaths::of(day, stem);
        let inside = |name: &str| edition.attachments.iter().find(|a| a.name == name).map(|a| a.bytes.clone());
        let files = [(paths.sources, SOURCES), (paths.manifest, MANIFEST), (paths.signature, signed::NAME)];
        let kept: Vec<(String, Vec<u8>)> =
            files.into_iter().filter_map(|(path, name)| Some((path, inside(name)?))).collect();
        let own = write_sums(kept.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
        change.written.push((paths.folder_sums, (sums.clone() + &own).into_bytes()));
        change.written.extend(kept);
    }
}

/// Files that belong to no document: the program writes them itself, or nobody reads them.
const UNCOUNTED: &[&str] = &[lock::FILE, verloop::FILE];

/// The state after which a plan cannot be adopted at once, when it is in that state.
pub fn too_early(steps: &[Stap]) -> Option<Fase> {
    let last = verloop::current(steps).map(Stap::fase);
    // Whoever wrote the step by hand need not write it twice.
    let there = matches!(last, Some(Fase::Vastgesteld | Fase::Geldend));
    last.filter(|_| !there && !Fase::Vastgesteld.may_follow(last))
}

/// The history as it is to be, when the decision adds steps to it.
pub fn new_history(dossier: &Dossier) -> Option<Vec<Stap>> {
    let mut steps = dossier.verloop.clone();
    let decision = dossier.vaststelling.as_ref().filter(|_| too_early(&steps).is_none())?;
    let version = verloop::current_version(&steps).unwrap_or(1);
    let last = verloop::last_step(&steps, version).map(Stap::fase);
    let body = decision.orgaan.value.phrase();
    let details = Details { wie: Some(body), kenmerk: Some(&decision.kenmerk.value), ..Details::default() };
    let mut add = |version: u32, fase: Fase, day: NaiveDate| steps.push(Stap::new(version, fase, day, details));
    if Fase::Vastgesteld.may_follow(last) {
        add(version, Fase::Vastgesteld, decision.datum.value);
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
    (steps.len() != dossier.verloop.len()).then_some(steps)
}

/// The history, with the fingerprint of the plan at the step that adopted it: who loses what is kept will be told.
pub fn with_fingerprint(dossier: &Dossier, code: &str) -> Option<Vec<Stap>> {
    let mut steps = dossier.verloop.clone();
    let version = verloop::current_version(&steps)?;
    let step = steps.iter_mut().find(|step| step.version() == version && step.fase() == Fase::Vastgesteld)?;
    let before = step.toelichting.as_ref().map_or("", |text| text.value.split(FINGERPRINT).next().unwrap_or_default());
    let before = before.trim().trim_end_matches(';');
    let before = if before.is_empty() { String::new() } else { format!("{before}; ") };
    step.toelichting = Some(At { value: format!("{before}{FINGERPRINT}{code}"), place: step.place.clone() });
    Some(steps)
}
