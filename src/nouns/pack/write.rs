//! Making a pack: the manifest of these files, the signature under it, and the archive of all.
//!
//! It deliberately takes the date from the data: the same files are the same pack.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{MANIFEST, Pak, SIGNATURE};
use crate::ground::archive::{self, Entry, path_fault};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::hash::Hash;
use crate::ground::signature::{Purpose, SecretKey};
use crate::ground::source::SourceSet;
use crate::ground::toml::{quoted, shorten};

/// A pack of these templates, and what `about` says of it. A `pak.toml` or signature among the files is left out, for
/// the pack gets its own.
///
/// # Errors
/// Everything that keeps it from being a pack: no file at all, a path that cannot be in one, too much.
pub fn write(about: &Pak, files: &SourceSet, key: Option<&SecretKey>) -> Result<Vec<u8>, Report> {
    let mut report = Report::default();
    let mut lower: BTreeMap<String, &str> = BTreeMap::new();
    let packed = || files.iter().filter(|s| ![MANIFEST, SIGNATURE].contains(&s.path()));
    for source in packed() {
        let (at, path) = (Some(source.place(0..0)), source.path());
        if let Some(fault) = path_fault(path) {
            let title = format!("`{}` {}", shorten(path), fault.sentence());
            let action = "Geef het bestand een naam met letters zonder accent, cijfers, punten en streepjes.";
            report.push(rules::PACK_PATH.at(at.clone(), title, action));
        }
        if let Some(other) = lower.insert(path.to_ascii_lowercase(), path) {
            let title = format!("`{}` en `{}` zijn op veel computers hetzelfde bestand", shorten(other), shorten(path));
            report.push(rules::PACK_TWICE.at(at, title, "Geef een van de twee een andere naam."));
        }
    }
    if lower.is_empty() {
        report.push(rules::PACK_MANIFEST.at(
            Some(about.place.clone()),
            "er zijn geen bestanden om in te pakken",
            "Zet hoofdstukken, normen of andere sjablonen in de map.",
        ));
    }
    if !report.sorted().is_empty() {
        return Err(report);
    }
    let manifest = manifest(about, files);
    let signature = key.map(|key| {
        let signature = key.sign(Purpose::Pack, manifest.as_bytes());
        format!("sleutel = \"{}\"\nhandtekening = \"{signature}\"\n", key.public())
    });
    let mut entries = vec![Entry { path: MANIFEST, bytes: manifest.as_bytes() }];
    entries.extend(signature.as_ref().map(|text| Entry { path: SIGNATURE, bytes: text.as_bytes() }));
    entries.extend(packed().map(|s| Entry { path: s.path(), bytes: s.bytes() }));
    archive::write(&entries).ok_or_else(|| {
        report.push(rules::FILE_TOO_LARGE.at(
            Some(about.place.clone()),
            "er zijn te veel bestanden voor een pakket, of ze zijn samen te groot",
            "Haal uit de map wat er niet in hoort.",
        ));
        report
    })
}

/// The manifest: what `about` says, then every file in order of its path.
pub fn manifest(about: &Pak, files: &SourceSet) -> String {
    let mut out = format!(
        "naam = {}\nversie = \"{}\"\norganisatie = {}\ndatum = {}\n",
        quoted(&about.naam.0),
        about.versie.value,
        quoted(&about.organisatie.value),
        about.datum.value
    );
    if let Some(text) = &about.toelichting {
        let _ = writeln!(out, "toelichting = {}", quoted(&text.value));
    }
    for source in files.iter().filter(|s| ![MANIFEST, SIGNATURE].contains(&s.path())) {
        let (bytes, hash) = (source.bytes().len(), Hash::of(source.bytes()));
        let path = quoted(source.path());
        let _ = write!(out, "\n[[bestanden]]\npad = {path}\nbytes = {bytes}\nsha256 = \"{hash}\"\n");
    }
    out
}
