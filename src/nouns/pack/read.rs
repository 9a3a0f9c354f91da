//! Reading a pack: the archive, its manifest, each file against the manifest, and the signature against both.
//!
//! It deliberately gives no file of a pack that has a fault.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Handtekening, MANIFEST, Package, Pak, SIGNATURE, Sleutels};
use crate::ground::archive::{self, Entry, Fault, FaultKind, PathFault};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report, Rule, Stand};
use crate::ground::dutch;
use crate::ground::glyphs::GlyphSet;
use crate::ground::hash::Hash;
use crate::ground::signature::Purpose;
use crate::ground::source::{LIMITS, Place, Source, SourceSet};
use crate::ground::toml::{self, shorten};
use crate::nouns::reader::{Reader, tell_encoding};
use crate::nouns::record::{Record, read_node};

/// Most faults of one kind that are told of one pack.
const MOST_ALIKE: usize = 20;

/// Reads a pack. `name` is how the person knows the file; messages point at `name/path`. `None` when it has a fault,
/// and then every fault that could be found was told.
pub fn read(name: &str, bytes: &[u8], glyphs: &GlyphSet) -> (Option<Package>, Report) {
    let mut report = Report::default();
    let package = match archive::read(bytes) {
        Ok(entries) => open(name, &entries, glyphs, &mut report),
        Err(faults) => {
            tell_faults(name, &faults, &mut report);
            None
        }
    };
    (package, report)
}

/// A place that stands for a file of the pack, or for the pack as a whole.
fn place(name: &str, path: &str) -> Place {
    let path = if path.is_empty() { name.to_owned() } else { format!("{name}/{path}") };
    Arc::new(Source::new(path, Vec::new())).place(0..0)
}

fn tell_faults(name: &str, faults: &[Fault], report: &mut Report) {
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for fault in faults {
        let told = fault_told(name, fault);
        let count = alike.entry(told.rule.code).or_default();
        *count += 1;
        if *count <= MOST_ALIKE {
            report.push(told);
        }
    }
}

fn fault_told(name: &str, fault: &Fault) -> Diagnostic {
    const ASK: &str = "Gebruik dit pakket niet, en vraag de afzender wat er aan de hand is.";
    const AGAIN: &str = "Maak het pakket met `beleid hoofdstuk pak`, en stuur dat bestand ongewijzigd door.";
    let path = shorten(&fault.path);
    let (rule, title, action): (&'static Rule, _, _) = match fault.kind {
        FaultKind::NoArchive => (&rules::PACK_FORM, "dit is geen zip-bestand, of het is niet compleet".into(), AGAIN),
        FaultKind::OtherForm => {
            (&rules::PACK_FORM, "dit zip-bestand is met een ander programma gemaakt of veranderd".into(), AGAIN)
        }
        FaultKind::After => (&rules::PACK_HIDDEN, "na het einde van het pakket staan nog gegevens".into(), ASK),
        FaultKind::Between if path.is_empty() => {
            (&rules::PACK_HIDDEN, "in het pakket staan gegevens die bij geen bestand horen".into(), ASK)
        }
        FaultKind::Between => (&rules::PACK_HIDDEN, format!("vóór `{path}` staan gegevens van geen bestand"), ASK),
        FaultKind::Overlap => (&rules::PACK_HIDDEN, format!("`{path}` ligt over een ander bestand heen"), ASK),
        // Whoever packs a folder by hand gets these, and means no harm.
        FaultKind::Path(PathFault::Folder) => {
            (&rules::PACK_FORM, format!("`{path}` is een map; in een pakket zitten alleen bestanden"), AGAIN)
        }
        FaultKind::Path(why) => (&rules::PACK_PATH, format!("`{path}` {}", why.sentence()), ASK),
        FaultKind::Link => {
            (&rules::PACK_LINK, format!("`{path}` is een koppeling of een ander bijzonder bestand"), ASK)
        }
        FaultKind::Twice => (&rules::PACK_TWICE, format!("`{path}` zit er twee keer in"), ASK),
        FaultKind::Compressed { outside, inside } => {
            let number = |bytes| dutch::integer(i64::from(bytes));
            let title =
                format!("`{path}` is gecomprimeerd: {} bytes zouden er {} worden", number(outside), number(inside));
            (&rules::PACK_CLOSED, title, AGAIN)
        }
        FaultKind::Encrypted => (&rules::PACK_CLOSED, format!("`{path}` is met een wachtwoord versleuteld"), AGAIN),
        FaultKind::Large => {
            let what = if path.is_empty() { "het pakket".to_owned() } else { format!("`{path}`") };
            let title = format!(
                "{what} is te groot (hoogstens {} bestanden van {} MB, en {} MB samen)",
                dutch::integer(i64::try_from(LIMITS.files).unwrap_or(i64::MAX)),
                LIMITS.file_bytes >> 20,
                LIMITS.total_bytes >> 20
            );
            (&rules::FILE_TOO_LARGE, title, "Haal uit het pakket wat er niet in hoort.")
        }
        FaultKind::Damaged => (&rules::PACK_DAMAGED, format!("`{path}` is beschadigd"), "Vraag het pakket opnieuw op."),
    };
    rule.at(Some(place(name, &path)), title, action)
}

fn open(name: &str, entries: &[Entry<'_>], glyphs: &GlyphSet, report: &mut Report) -> Option<Package> {
    let find = |path: &str| entries.iter().find(|e| e.path == path);
    let Some(manifest_entry) = find(MANIFEST) else {
        report.push(rules::PACK_MANIFEST.at(
            Some(place(name, "")),
            format!("in dit pakket zit geen `{MANIFEST}`"),
            "Maak het pakket met `beleid hoofdstuk pak`.",
        ));
        return None;
    };
    let manifest: Pak = record(name, manifest_entry, glyphs, report)?;
    let mut whole = check_files(name, &manifest, entries, report);
    let signature = match find(SIGNATURE) {
        None => None,
        Some(entry) => {
            let read: Option<Handtekening> = record(name, entry, glyphs, report);
            let fits = read
                .as_ref()
                .is_some_and(|s| s.sleutel.signed(Purpose::Pack, manifest_entry.bytes, &s.handtekening.value));
            if read.is_some() && !fits {
                report.push(rules::PACK_SIGNATURE.at(
                    Some(place(name, SIGNATURE)),
                    "de handtekening hoort niet bij dit pakket",
                    "Gebruik dit pakket niet, en vraag de afzender wat er aan de hand is.",
                ));
            }
            whole &= fits;
            read
        }
    };
    let mut files = SourceSet::new(LIMITS);
    for entry in entries.iter().filter(|e| ![MANIFEST, SIGNATURE].contains(&e.path)) {
        // The archive was read within the same limits.
        whole &= files.insert(entry.path, entry.bytes.to_vec()).is_ok();
    }
    whole.then_some(Package { manifest, hash: Hash::of(manifest_entry.bytes), files, signature })
}

/// What the `pak.toml` in a folder of templates says of the pack that it is to become.
pub fn about(source: &Arc<Source>, glyphs: &GlyphSet) -> (Option<Pak>, Report) {
    whole_record(source, glyphs)
}

/// The keys in `sleutels.toml`.
pub fn keys(source: &Arc<Source>, glyphs: &GlyphSet) -> (Option<Sleutels>, Report) {
    whole_record(source, glyphs)
}

fn record<T: Record>(name: &str, entry: &Entry<'_>, glyphs: &GlyphSet, report: &mut Report) -> Option<T> {
    let source = Arc::new(Source::new(format!("{name}/{}", entry.path), entry.bytes.to_vec()));
    let (read, told) = whole_record(&source, glyphs);
    report.extend(told);
    read
}

/// A record without any fault: an entry that is left out would be a promise less.
fn whole_record<T: Record>(source: &Arc<Source>, glyphs: &GlyphSet) -> (Option<T>, Report) {
    let mut report = Report::default();
    let mut rd = Reader::new(&mut report, glyphs);
    let node = if tell_encoding(source, &mut rd) { toml::parse(source, rd.report) } else { None };
    let read = node.and_then(|node| read_node(&node, &mut rd));
    let faulty = report.blocks(Stand::Concept);
    (read.filter(|_| !faulty), report)
}

/// Whether the pack holds the files that its manifest names, with that content, and no others.
fn check_files(name: &str, manifest: &Pak, entries: &[Entry<'_>], report: &mut Report) -> bool {
    const ASK: &str = "Vraag de afzender om een goed pakket.";
    let mut content: BTreeMap<&str, &Entry<'_>> =
        entries.iter().filter(|e| ![MANIFEST, SIGNATURE].contains(&e.path)).map(|e| (e.path, e)).collect();
    if manifest.bestanden.is_empty() {
        report.push(rules::PACK_MANIFEST.at(
            Some(manifest.place.clone()),
            format!("`{MANIFEST}` noemt geen bestanden"),
            "Maak het pakket met `beleid hoofdstuk pak`.",
        ));
        return false;
    }
    let mut told = Vec::new();
    let mut named: BTreeMap<&str, ()> = BTreeMap::new();
    for file in &manifest.bestanden {
        let path = file.pad.value.as_str();
        let at = Some(file.pad.place.clone());
        if named.insert(path, ()).is_some() {
            told.push(rules::PACK_TWICE.at(at, format!("`{}` staat er twee keer in", shorten(path)), ASK));
            continue;
        }
        match content.remove(path) {
            None => told.push(rules::PACK_MISSING.at(at, format!("`{}` ontbreekt in het pakket", shorten(path)), ASK)),
            Some(entry)
                if Hash::of(entry.bytes) != file.sha256.value
                    || usize::try_from(file.bytes.value).ok() != Some(entry.bytes.len()) =>
            {
                told.push(rules::PACK_ALTERED.at(
                    Some(place(name, path)),
                    format!("`{}` is anders dan `{MANIFEST}` zegt", shorten(path)),
                    ASK,
                ));
            }
            Some(_) => {}
        }
    }
    for path in content.keys() {
        told.push(rules::PACK_EXTRA.at(
            Some(place(name, path)),
            format!("`{}` staat niet in `{MANIFEST}`", shorten(path)),
            ASK,
        ));
    }
    let whole = told.is_empty();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in told {
        let count = alike.entry(diagnostic.rule.code).or_default();
        *count += 1;
        if *count <= MOST_ALIKE {
            report.push(diagnostic);
        }
    }
    whole
}
