//! `uitgaven.toml`: the versions that the maker of these templates published, each with the hash of its content, so
//! that a published version that changes is noticed where it happens and not only by the gemeenten that hold it.
//!
//! It deliberately holds chapters alone, for those are what `hoofdstuk uitgeven` publishes, and no date, so that the
//! same versions give the same file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::part::{Onderdeelsoort, PartKey, hash, part_of};
use super::reader::{Reader, tell_encoding};
use super::record::{read_node, record};
use super::version::Version;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Stand};
use crate::ground::glyphs::GlyphSet;
use crate::ground::hash::Hash;
use crate::ground::source::{At, Place, Source, SourceSet};
use crate::ground::toml;

/// Name of the file in a folder of templates.
pub const FILE: &str = "uitgaven.toml";

const HEAD: &str = "# Deze versies zijn uitgegeven en veranderen niet meer. Een verbetering krijgt een nieuw nummer.\n\
                    # Het programma houdt dit bestand bij (beleid hoofdstuk uitgeven); verander het niet met de hand.\n";

record! {
    /// De versies die zijn uitgegeven.
    pub struct Uitgaven {
        /// Hoofdstukken.
        hoofdstuk: Vec<Uitgave>, Optional;
    }
}

record! {
    /// Een versie die is uitgegeven.
    pub struct Uitgave {
        /// Naam van het hoofdstuk.
        naam: At<String>, Required;
        /// Versie.
        versie: At<Version>, Required;
        /// Controlecode over de inhoud.
        sha256: At<Hash>, Required;
    }
}

/// What was published.
#[derive(Debug, Clone, Default)]
pub struct Published {
    /// The hash of each version.
    pub versions: BTreeMap<PartKey, Hash>,
    /// Where the file says so; nothing for what was not read from a file.
    places: BTreeMap<PartKey, Place>,
}

/// The key of a version of a chapter.
pub fn key(name: &str, version: &Version) -> PartKey {
    PartKey { kind: Onderdeelsoort::Hoofdstuk, name: name.to_owned(), version: Some(version.clone()) }
}

impl Published {
    /// As the file: the same versions give the same bytes.
    pub fn write(&self) -> String {
        let mut out = HEAD.to_owned();
        for (key, hash) in &self.versions {
            let Some(version) = &key.version else { continue };
            let name = toml::quoted(&key.name);
            let _ = write!(out, "\n[[hoofdstuk]]\nnaam = {name}\nversie = \"{version}\"\nsha256 = \"{hash}\"\n");
        }
        out
    }
}

/// Reads the file. `None` when it has a fault, which has then been told: an entry that is left out would be a promise
/// less.
pub fn read(source: &Arc<Source>) -> (Option<Published>, Report) {
    let (mut report, glyphs) = (Report::default(), GlyphSet::every());
    let mut rd = Reader::new(&mut report, &glyphs);
    let node = if tell_encoding(source, &mut rd) { toml::parse(source, rd.report) } else { None };
    let read: Option<Uitgaven> = node.and_then(|node| read_node(&node, &mut rd));
    let mut out = Published::default();
    for entry in read.iter().flat_map(|u| &u.hoofdstuk) {
        let (key, place) = (key(&entry.naam.value, &entry.versie.value), entry.naam.place.clone());
        if out.versions.insert(key.clone(), entry.sha256.value).is_some() {
            report.push(rules::DUPLICATE_ID.at(
                Some(place.clone()),
                format!("{key} staat er twee keer"),
                "Haal een van de twee weg: die waarvan de controlecode niet klopt (beleid hoofdstuk toon).",
            ));
        }
        out.places.insert(key, place);
    }
    let faulty = report.blocks(Stand::Concept);
    (read.filter(|_| !faulty).map(|_| out), report)
}

/// The files of a chapter, in the order in which its hash takes them.
const FILES: [&str; 2] = ["hoofdstuk.md", "hoofdstuk.toml"];

/// The chapters of which a set holds both files, with their hash and where they begin. A set that replaces only a part
/// of a version of another set tries something, and has no version of its own.
pub fn contents(set: &SourceSet) -> BTreeMap<PartKey, (Hash, Arc<Source>)> {
    let mut found = BTreeMap::new();
    for text in set.below("hoofdstukken/") {
        let Some(key) = part_of(text.path()).filter(|_| text.path().ends_with(FILES[0])) else { continue };
        let folder = text.path().trim_end_matches(FILES[0]);
        if let Some(facts) = set.get(&format!("{folder}{}", FILES[1])) {
            let hash = hash(&key, FILES.into_iter().zip([text.as_ref(), facts.as_ref()]));
            found.insert(key, (hash, text.clone()));
        }
    }
    found
}

/// Checks a set of templates against its own list: every version that was published is still what it was. `shown` is
/// how the person knows a file. A set without list says nothing.
pub fn check(set: &SourceSet, shown: impl Fn(&str) -> String) -> Report {
    let Some(list) = set.get(FILE) else { return Report::default() };
    let at_path = |source: &Source| Arc::new(Source::new(shown(source.path()), source.bytes().to_vec()));
    let (published, mut report) = read(&at_path(list));
    let Some(published) = published else { return report };
    let contents = contents(set);
    for (key, (hash, text)) in &contents {
        match published.versions.get(key) {
            Some(then) if then == hash => {}
            Some(_) => report.push(rules::PUBLISHED_CHANGED.at(
                Some(at_path(text).place(0..0)),
                format!("{key} is veranderd nadat deze versie is uitgegeven"),
                "Zet de oude inhoud terug, en geef de verbetering een nieuw nummer met `beleid hoofdstuk nieuw`.",
            )),
            None => report.push(rules::PUBLISHED_UNLISTED.at(
                Some(at_path(text).place(0..0)),
                format!("{key} staat niet in `{FILE}`"),
                "Maak van een nieuwe versie eerst een concept, en geef dat uit met `beleid hoofdstuk uitgeven`.",
            )),
        }
    }
    for key in published.versions.keys().filter(|key| !contents.contains_key(key)) {
        report.push(rules::PUBLISHED_GONE.at(
            published.places.get(key).cloned(),
            format!("{key} is uitgegeven, maar staat niet meer in deze map"),
            "Zet de map van deze versie terug: gemeenten kunnen haar hebben vastgelegd.",
        ));
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::source::LIMITS;
    use crate::nouns::version;

    const META: &str = "titel = \"A\"\n";

    fn set(versions: &[(&str, &str)], list: Option<&str>) -> SourceSet {
        let mut set = SourceSet::new(LIMITS);
        for (version, text) in versions {
            set.insert(&format!("hoofdstukken/a/{version}/hoofdstuk.md"), text.as_bytes().to_vec()).unwrap();
            set.insert(&format!("hoofdstukken/a/{version}/hoofdstuk.toml"), META.into()).unwrap();
        }
        if let Some(list) = list {
            set.insert(FILE, list.as_bytes().to_vec()).unwrap();
        }
        set
    }

    fn list(versions: &[(&str, &str)]) -> String {
        let versions = contents(&set(versions, None)).into_iter().map(|(key, (hash, _))| (key, hash)).collect();
        Published { versions, ..Published::default() }.write()
    }

    fn told(set: &SourceSet) -> Vec<String> {
        let report = check(set, |path| format!("map/{path}"));
        let place = |d: &crate::ground::diagnostic::Diagnostic| d.place.as_ref().map(ToString::to_string);
        report.sorted().iter().map(|d| format!("{} {}", d.rule.code, place(d).unwrap_or_default())).collect()
    }

    #[test]
    fn what_is_written_reads_back() {
        let text = list(&[("1.0.0", "x"), ("1.10.0", "y"), ("1.9.0", "z")]);
        let (read, report) = read(&Arc::new(Source::new(FILE, text.clone().into_bytes())));
        assert!(report.sorted().is_empty(), "{report:?}");
        assert_eq!(read.unwrap().write(), text);
        assert!(text.find("\"1.9.0\"") < text.find("\"1.10.0\""));
    }

    #[test]
    fn a_version_that_changed_or_went_is_told_at_its_place() {
        let before = [("1.0.0", "x"), ("1.1.0", "y")];
        let list = list(&before);
        assert!(told(&set(&before, Some(&list))).is_empty());
        assert!(told(&set(&[("1.0.0", "x\r\n")], None)).is_empty(), "without a list there is nothing to check");
        assert_eq!(
            told(&set(&[("1.0.0", "anders"), ("1.1.0", "y"), ("1.2.0", "z")], Some(&list))),
            ["L181 map/hoofdstukken/a/1.0.0/hoofdstuk.md:1:1", "L183 map/hoofdstukken/a/1.2.0/hoofdstuk.md:1:1"]
        );
        assert_eq!(told(&set(&before[..1], Some(&list))), ["L182 map/uitgaven.toml:10:8"]);
    }

    #[test]
    fn a_list_with_a_fault_is_no_list() {
        let whole = list(&[("1.0.0", "x")]);
        for (text, code) in [
            (whole.replace("\"1.0.0\"", "\"1.0.0-concept\""), "L101"),
            (whole.replace("sha256 = \"", "sha256 = \"x"), "L102"),
            (format!("{whole}{}", &whole[whole.find("\n[[").unwrap()..]), "D208"),
            ("<<<<<<< HEAD\n".into(), "B107"),
        ] {
            let told = told(&set(&[("1.0.0", "x")], Some(&text)));
            assert!(told[0].starts_with(code), "{told:?}");
        }
        assert!(version::parse("1.0.0-concept").is_none());
    }
}
