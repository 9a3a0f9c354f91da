//! The public source set: the files of a gemeente as everyone may have them.
//!
//! What is confidential is left out, and so are counts of people; what disclosure control lets through of those is not
//! a matter of this floor. The set reads back as a dossier that says the same to the public, and gives itself again.

use super::amendement::{self, Amendement, Amendementenlijst};
use super::canonical::{csv, toml};
use super::dossier::Dossier;
use super::jaar::{Bewijs, Controle, MenselijkOordeel, Realisatie, Training, Voortgang};
use super::lock;
use super::record::Record;
use super::verloop;
use super::view::{Audience, View};

/// Stands for the title of evidence that is not public; no document shows it.
pub const CLOSED: &str = "niet openbaar";

/// A file: its path in the folder, and its content.
pub type File = (String, Vec<u8>);

/// The public files of a gemeente, in order of path.
pub fn public_files(dossier: &Dossier) -> Vec<File> {
    let mut files = Vec::new();
    let mut text = |path: String, text: String| files.push((path, text.into_bytes()));
    text("gemeente.toml".into(), record(&dossier.gemeente));
    text("beleidsplan.toml".into(), record(&dossier.plan));
    text("organisatie.toml".into(), record(&dossier.organisatie));
    text("maatregelen.csv".into(), rows(&dossier.maatregelen));
    if let Some(decision) = &dossier.vaststelling {
        text("vaststelling.toml".into(), record(decision));
    }
    if !dossier.verloop.is_empty() {
        text(verloop::FILE.into(), rows(&dossier.verloop));
    }
    let carried: Vec<Amendement> = dossier.amendementen.all.iter().filter(|a| a.carried()).cloned().collect();
    if let Some(first) = carried.first() {
        let place = first.place.clone();
        text(amendement::FILE.into(), record(&Amendementenlijst { amendement: carried, place }));
    }
    if let Some(lock) = &dossier.lock {
        text(lock::FILE.into(), lock.write());
    }
    for (year, jaar) in &dossier.jaren {
        let path = |file: &str| format!("jaren/{year}/{file}");
        text(path("jaar.toml"), record(&jaar.text));
        text(path("trainingen.csv"), rows::<Training>(&jaar.trainings));
        text(path("controles.csv"), rows::<Controle>(&jaar.controls));
        text(path("voortgang.csv"), rows::<Voortgang>(&jaar.progress));
        text(path("middelen.csv"), rows::<Realisatie>(&jaar.money));
        text(path("oordelen.csv"), rows::<MenselijkOordeel>(&jaar.judgements));
        text(path("bewijs.csv"), evidence(&jaar.evidence));
    }
    for local in dossier.teksten.values().flatten() {
        text(local.source.path().to_owned(), local.source.text().to_owned());
    }
    if let Some(logo) = &dossier.logo {
        files.push((logo.path().to_owned(), logo.bytes().to_vec()));
    }
    files.sort();
    files
}

fn record<T: Record>(record: &T) -> String {
    toml(&record.view(Audience::Openbaar))
}

fn rows<T: Record>(rows: &[T]) -> String {
    csv(T::KEYS, &rows.iter().map(|row| row.view(Audience::Openbaar)).collect::<Vec<_>>())
}

/// Evidence that is not public is there with its kind and date, as the document tells it.
fn evidence(all: &[Bewijs]) -> String {
    let one = |row: &Bewijs| {
        let mut view = row.view(Audience::Openbaar);
        if !row.openbaar.as_ref().is_some_and(|open| open.value) {
            view.set("titel", View::Text(CLOSED.into(), row.titel.place.clone()));
            view.set("kenmerk", View::Unknown);
        }
        view
    };
    csv(Bewijs::KEYS, &all.iter().map(one).collect::<Vec<_>>())
}
