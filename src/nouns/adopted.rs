//! `vastgesteld/<datum>/`: what was adopted on a day, kept as the sources that each document was made of. From then on
//! the document is made of these, whatever changes in the folder.
//!
//! It deliberately does not open them: what a source set and a manifest are is a matter of the seal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::reader::Reader;
use crate::ground::catalogue as rules;
use crate::ground::dutch;
use crate::ground::source::{Source, SourceSet};
use crate::ground::toml::shorten;

/// The folder with all that was adopted, in the folder of a gemeente.
pub const FOLDER: &str = "vastgesteld/";

/// Behind the name of a document: its sources.
const SOURCES: &str = ".bronnen.zip";

/// Behind the name of a document: its manifest.
const MANIFEST: &str = ".manifest.json";

/// Behind the name of a document: the signature under its manifest.
const SIGNATURE: &str = ".handtekening.json";

/// Behind the name of a document: the hash of each file of the folder as it was and of what is kept of the document, in
/// the format of `sha256sum`.
const FOLDER_SUMS: &str = ".map.sha256";

/// What is kept of a document.
const ENDINGS: &[&str] = &[SOURCES, MANIFEST, SIGNATURE, FOLDER_SUMS];

/// The decision as it was written down.
pub const DECISION: &str = "vaststelling.toml";

/// Stands in `verloop.csv` before the fingerprint of a plan that was adopted and kept.
pub const FINGERPRINT: &str = "controlecode ";

/// A document that was adopted.
#[derive(Debug, Clone)]
pub struct Adopted {
    /// The day of the decision, from the name of the folder.
    pub date: NaiveDate,
    /// Its name without ending, such as `beleidsplan` or `basisniveau-verslag-2025`.
    pub stem: String,
    /// The archive with its sources.
    pub sources: Arc<Source>,
    /// The manifest.
    pub manifest: Arc<Source>,
    /// The signature under the manifest.
    pub signature: Option<Arc<Source>>,
    /// The hashes of the files of the folder as they were, and of what is kept.
    pub folder_sums: Arc<Source>,
}

/// The paths of the files of an adopted document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedPaths {
    /// The archive with its sources.
    pub sources: String,
    /// The manifest.
    pub manifest: String,
    /// The signature.
    pub signature: String,
    /// The hashes of the files of the folder.
    pub folder_sums: String,
    /// The decision.
    pub decision: String,
}

impl AdoptedPaths {
    /// For a document that is adopted on a day.
    pub fn of(date: NaiveDate, stem: &str) -> Self {
        let folder = format!("{FOLDER}{date}");
        Self {
            sources: format!("{folder}/{stem}{SOURCES}"),
            manifest: format!("{folder}/{stem}{MANIFEST}"),
            signature: format!("{folder}/{stem}{SIGNATURE}"),
            folder_sums: format!("{folder}/{stem}{FOLDER_SUMS}"),
            decision: format!("{folder}/{DECISION}"),
        }
    }
}

/// The name of a document among what is kept and of its PDF: its id, with the year of a yearly one.
pub fn stem(document: &str, year: Option<i32>) -> String {
    year.map_or_else(|| document.to_owned(), |year| format!("{document}-{year}"))
}

/// Whether a path lies in the folder with all that was adopted.
pub fn is_adopted(path: &str) -> bool {
    path.starts_with(FOLDER)
}

/// Reads what was adopted, in order of day and name. Half a document and a folder that is no day are told.
pub fn read(set: &SourceSet, rd: &mut Reader<'_>) -> Vec<Adopted> {
    let mut found: BTreeMap<(NaiveDate, &str), [Option<&Arc<Source>>; 4]> = BTreeMap::new();
    let mut strange = BTreeSet::new();
    for source in set.below(FOLDER) {
        let Some((folder, file)) = source.path()[FOLDER.len()..].split_once('/') else { continue };
        let Some(date) = day(folder) else {
            // Of each such folder once.
            if !strange.insert(folder) {
                continue;
            }
            rd.report.push(rules::KEPT_FOLDER.at(
                Some(source.place(0..0)),
                format!("`{}` is geen dag", shorten(folder)),
                "Noem de map naar de dag van het besluit, bijvoorbeeld 2026-02-12.",
            ));
            continue;
        };
        for (kind, ending) in ENDINGS.iter().enumerate() {
            if let Some(stem) = file.strip_suffix(*ending).filter(|stem| !stem.is_empty()) {
                found.entry((date, stem)).or_default()[kind] = Some(source);
            }
        }
    }
    let mut all = Vec::new();
    for ((date, stem), parts) in found {
        match parts {
            [Some(sources), Some(manifest), signature, Some(folder_sums)] => all.push(Adopted {
                date,
                stem: stem.to_owned(),
                sources: sources.clone(),
                manifest: manifest.clone(),
                signature: signature.cloned(),
                folder_sums: folder_sums.clone(),
            }),
            parts => {
                let there = parts.into_iter().flatten().next();
                rd.report.push(rules::KEPT_BROKEN.at(
                    there.map(|source| source.place(0..0)),
                    format!("van `{}` zoals vastgesteld op {} ontbreekt een deel", shorten(stem), dutch::date(date)),
                    format!(
                        "Zet `{stem}{SOURCES}`, `{stem}{MANIFEST}` en `{stem}{FOLDER_SUMS}` samen terug uit een kopie, of haal alles van dit document weg uit die map."
                    ),
                ));
            }
        }
    }
    all
}

/// Whether a file below the folder is one of ours, by its name.
pub fn is_known(file: &str) -> bool {
    file == DECISION || ENDINGS.iter().any(|ending| file.ends_with(ending))
}

fn day(folder: &str) -> Option<NaiveDate> {
    let date: NaiveDate = folder.parse().ok()?;
    (date.to_string() == folder).then_some(date)
}
