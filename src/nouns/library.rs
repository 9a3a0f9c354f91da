//! `Library`: every chapter at every version, the kinds of document, norms, legal facts, terms and reference data.
//!
//! It deliberately does not choose: which version a document uses depends on the order.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

pub use super::document::{Document, Reikwijdte};
use super::norm::{Merk, Norm};
use super::published;
use super::reader::{Reader, tell_encoding};
pub use super::rechtsfeit::{Freshness, Rechtsfeit, Rechtsfeiten};
use super::record::{Record, read_node, record, suggestion};
use super::reference::{self, ReferenceData};
use super::scalar::{Id, LONGEST_ID, choice, is_id, tell_file_glyphs};
use super::taal::Taal;
use super::version::{self, Version};
use super::vultekst::{self, Vultekst};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::glyphs::GlyphSet;
use crate::ground::source::{At, Place, Source, SourceSet};
use crate::ground::toml::{self, shorten};

choice! {
    /// Where in the document a chapter stands.
    pub enum Soort {
        /// Before the first numbered chapter.
        Vooraf = "vooraf",
        /// Numbered.
        Hoofdstuk = "hoofdstuk",
        /// A lettered annex.
        Bijlage = "bijlage",
    }
}

record! {
    /// Gegevens over een versie van een hoofdstuk.
    pub struct Hoofdstuk {
        /// Titel.
        titel: At<String>, Required;
        /// Id van het document waarin het hoort.
        document: At<Id>, Required;
        /// Volgorde.
        plaats: At<u32>, Required;
        /// vooraf, hoofdstuk of bijlage.
        soort: Option<At<Soort>>, Optional;
        /// Naam van het hoofdstuk waarvan dit een onderdeel is.
        onderdeel_van: Option<At<Id>>, Optional;
        /// Uitdrukking: komt het hoofdstuk in dit plan?
        voorwaarde: Option<At<String>>, Optional;
        /// Waarom het hoofdstuk er staat, in één zin.
        reden: Option<At<String>>, Optional;
        /// Organisatie die de tekst schreef.
        herkomst: At<String>, Required;
        /// Eerste dag waarop deze versie geldt.
        geldig_van: At<NaiveDate>, Required;
        /// Laatste dag.
        geldig_tot: Option<At<NaiveDate>>, Optional;
        /// Dag waarop de tekst opnieuw moet worden nagekeken.
        controleren_op: Option<At<NaiveDate>>, Optional;
        /// Bronnen.
        bronnen: Vec<ChapterSource>, Optional;
        /// Wijzigingen.
        wijzigingen: Vec<Wijziging>, Optional;
    }
}

record! {
    /// Een bron van een hoofdstuk.
    pub struct ChapterSource {
        /// Titel.
        titel: At<String>, Required;
        /// Uitgever.
        uitgever: Option<At<String>>, Optional;
        /// Datum.
        datum: Option<At<NaiveDate>>, Optional;
        /// Adres.
        url: Option<At<String>>, Optional;
        /// Hoe zeker de bron is.
        merk: Option<At<Merk>>, Optional;
    }
}

record! {
    /// Een wijziging van een hoofdstuk.
    pub struct Wijziging {
        /// Versie.
        versie: At<String>, Required;
        /// Datum.
        datum: At<NaiveDate>, Required;
        /// Wat er veranderde.
        tekst: At<String>, Required;
    }
}

record! {
    /// Een feit dat in een profiel kan staan.
    pub struct FactKind {
        /// Id.
        id: At<Id>, Required;
        /// Naam.
        label: At<String>, Required;
        /// De vraag aan de gemeente.
        vraag: At<String>, Required;
        /// Uitleg.
        toelichting: Option<At<String>>, Optional;
    }
}

record! {
    /// De feiten die een profiel kent.
    pub struct FactKinds {
        /// De feiten.
        feiten: Vec<FactKind>, Optional;
    }
}

record! {
    /// Een begrip.
    pub struct Begrip {
        /// Het begrip.
        term: At<String>, Required;
        /// Wat het betekent.
        betekenis: At<String>, Required;
        /// Waarvan het een afkorting is.
        afkorting_van: Option<At<String>>, Optional;
        /// Verwant begrip.
        zie: Option<At<String>>, Optional;
    }
}

record! {
    /// Begrippen.
    pub struct Begrippen {
        /// De begrippen.
        begrippen: Vec<Begrip>, Optional;
    }
}

/// One version of a chapter.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// Name of the folder.
    pub name: String,
    /// Version.
    pub version: Version,
    /// `hoofdstuk.toml`.
    pub meta: Hoofdstuk,
    /// `hoofdstuk.md`.
    pub text: Arc<Source>,
}

/// Everything template maintainers own.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Chapters by name and version.
    pub chapters: BTreeMap<String, BTreeMap<Version, Chapter>>,
    /// Kinds of document by id.
    pub documents: BTreeMap<String, Document>,
    /// Norms by id and version.
    pub norms: BTreeMap<String, BTreeMap<Version, Norm>>,
    /// Facts a profile can hold.
    pub facts: Vec<FactKind>,
    /// Dated legal facts.
    pub legal: Vec<Rechtsfeit>,
    /// When a legal fact must be looked at again, and how a sentence shows that it knows.
    pub freshness: Freshness,
    /// Glossary.
    pub terms: Vec<Begrip>,
    /// Plain language: limits and lists.
    pub taal: Option<Taal>,
    /// Words that keep a place for a real text.
    pub vultekst: Option<Vultekst>,
    /// Lists and figures.
    pub reference: ReferenceData,
}

/// Reads a template set.
pub fn read(set: &SourceSet, glyphs: &GlyphSet) -> (Library, Report) {
    let mut report = Report::default();
    let mut rd = Reader::new(&mut report, glyphs);
    let mut library = Library { reference: reference::read(set, &mut rd), ..Library::default() };
    read_chapters(set, &mut library, &mut rd);
    for source in set.below("documenten/") {
        if let Some(document) = record::<Document>(source, &mut rd) {
            if let Some(first) = library.documents.get(&document.id.0) {
                twice(&document.id.place, format!("document `{}`", document.id.0), &first.id.place, &mut rd);
            }
            library.documents.entry(document.id.0.clone()).or_insert(document);
        }
    }
    for source in set.below("normen/") {
        let Some(norm) = record::<Norm>(source, &mut rd) else { continue };
        match version::parse(&norm.versie.value) {
            Some(version) => {
                let versions = library.norms.entry(norm.id.0.clone()).or_default();
                if let Some(first) = versions.get(&version) {
                    twice(
                        &norm.versie.place,
                        format!("versie {version} van norm `{}`", norm.id.0),
                        &first.versie.place,
                        &mut rd,
                    );
                }
                versions.entry(version).or_insert(norm);
            }
            None => version_fault(&norm.versie, &mut rd),
        }
    }
    let one = |path: &str| set.get(path).cloned();
    if let Some(source) = one("profiel.toml") {
        library.facts = record::<FactKinds>(&source, &mut rd).map(|r| r.feiten).unwrap_or_default();
    }
    if let Some(source) = one("rechtsfeiten.toml") {
        (library.legal, library.freshness) =
            record::<Rechtsfeiten>(&source, &mut rd).map(Rechtsfeiten::split).unwrap_or_default();
    }
    if let Some(source) = one("begrippen.toml") {
        library.terms = record::<Begrippen>(&source, &mut rd).map(|r| r.begrippen).unwrap_or_default();
    }
    library.taal = one("taal.toml").and_then(|source| record::<Taal>(&source, &mut rd));
    library.vultekst = one(vultekst::FILE).and_then(|source| record::<Vultekst>(&source, &mut rd));
    super::record::unique_ids("profielfeit", library.facts.iter().map(|f| &f.id), &mut rd);
    super::record::unique_ids("rechtsfeit", library.legal.iter().map(|f| &f.id), &mut rd);
    tell_chapters_without_document(&library, &mut rd);
    tell_files(set, &mut rd);
    (library, report)
}

fn record<T: Record>(source: &Arc<Source>, rd: &mut Reader<'_>) -> Option<T> {
    let node = if tell_encoding(source, rd) { toml::parse(source, rd.report)? } else { return None };
    read_node(&node, rd)
}

fn twice(place: &Place, what: String, first: &Place, rd: &mut Reader<'_>) {
    rd.report.push(rules::DUPLICATE_ID.at(
        Some(place.clone()),
        format!("{what} staat er twee keer (de eerste op {first})"),
        "Geef een van de twee een andere naam of versie, of haal er een weg.",
    ));
}

/// A chapter of a document that does not exist would silently be in none.
fn tell_chapters_without_document(library: &Library, rd: &mut Reader<'_>) {
    let known: Vec<&str> = library.documents.keys().map(String::as_str).collect();
    for document in library.chapters.values().flat_map(|v| v.values()).map(|c| &c.meta.document) {
        if !known.contains(&document.0.as_str()) {
            rd.report.push(rules::BROKEN_REFERENCE.at(
                Some(document.place.clone()),
                format!("er is geen document `{}`", document.0),
                suggestion(&document.0, &known),
            ));
        }
    }
}

/// Files of which nothing is read, most often by a slip in their name.
fn tell_files(set: &SourceSet, rd: &mut Reader<'_>) {
    for source in set.iter() {
        let parts: Vec<&str> = source.path().split('/').collect();
        let known = match parts[..] {
            [file] => {
                let lists = ["profiel.toml", "rechtsfeiten.toml", "begrippen.toml", "taal.toml", vultekst::FILE];
                lists.contains(&file) || file == published::FILE || file.ends_with(".md")
            }
            ["hoofdstukken", _, _, file] => ["hoofdstuk.md", "hoofdstuk.toml"].contains(&file),
            ["gegevens", file] => {
                ["gemeenten.csv", "gemeenten.toml", "landelijk.csv", "landelijk.toml"].contains(&file)
            }
            ["documenten" | "normen", .., file] => file.ends_with(".toml"),
            ["vormgeving", ..] => true,
            _ => false,
        };
        if !known {
            rd.report.push(rules::FILE_UNKNOWN.at(
                Some(source.place(0..0)),
                format!("dit bestand wordt niet gebruikt: `{}`", shorten(source.path())),
                "Kijk in docs/sjablonen.md hoe de mappen en bestanden heten, of zet het buiten de map.",
            ));
        }
    }
}

fn version_fault(at: &At<String>, rd: &mut Reader<'_>) {
    rd.report.push(rules::CHAPTER_FILES.at(
        Some(at.place.clone()),
        format!("`{}` is geen versie", shorten(&at.value)),
        "Schrijf een versie als 1.0.0.",
    ));
}

/// The text and the facts of a version, as far as they are there.
type ChapterFiles<'a> = (Option<&'a Arc<Source>>, Option<&'a Arc<Source>>);

/// A name means the same on every computer, and no two chapters have names that differ in capitals alone.
fn tell_name(name: &str, files: ChapterFiles<'_>, rd: &mut Reader<'_>) {
    if let Some(source) = files.0.or(files.1).filter(|_| !is_id(name)) {
        rd.report.push(rules::BAD_ID.at(
            Some(source.place(0..0)),
            format!("dit kan geen naam van een hoofdstuk zijn: `{}`", shorten(name)),
            format!("Gebruik hoogstens {LONGEST_ID} kleine letters, cijfers en streepjes."),
        ));
    }
}

fn read_chapters(set: &SourceSet, library: &mut Library, rd: &mut Reader<'_>) {
    let mut folders: BTreeMap<(&str, &str), ChapterFiles<'_>> = BTreeMap::new();
    for source in set.below("hoofdstukken/") {
        let parts: Vec<&str> = source.path().split('/').collect();
        let [_, name, version, file] = parts[..] else { continue };
        let entry = folders.entry((name, version)).or_default();
        match file {
            "hoofdstuk.md" => entry.0 = Some(source),
            "hoofdstuk.toml" => entry.1 = Some(source),
            _ => {}
        }
    }
    for ((name, version), files) in folders {
        tell_name(name, files, rd);
        let (text, meta, version) = match (files, version::parse_folder(version)) {
            ((Some(text), Some(meta)), Some(version)) => (text, meta, version),
            ((Some(one), _) | (_, Some(one)), parsed) => {
                let missing = if files.0.is_none() { "hoofdstuk.md" } else { "hoofdstuk.toml" };
                let title = match parsed {
                    Some(_) => format!("hoofdstuk `{}` {version} mist {missing}", shorten(name)),
                    None => format!("`{}` is geen versie van hoofdstuk `{}`", shorten(version), shorten(name)),
                };
                rd.report.push(rules::CHAPTER_FILES.at(
                    Some(one.place(0..0)),
                    title,
                    "Een versie is een map als 1.0.0 met hoofdstuk.md en hoofdstuk.toml.",
                ));
                continue;
            }
            _ => continue,
        };
        if !tell_encoding(text, rd) {
            continue;
        }
        tell_file_glyphs(text, rd);
        if let Some(meta) = record::<Hoofdstuk>(meta, rd) {
            let chapter = Chapter { name: name.to_owned(), version: version.clone(), meta, text: text.clone() };
            library.chapters.entry(name.to_owned()).or_default().insert(version, chapter);
        }
    }
}
