//! Parts: each version of a chapter or norm, each kind of document and the look, with the hash of its content.
//!
//! The hash is taken over a canonical listing: a line that says which part it is, then a line for each of its files
//! (see [`crate::ground::hash::listed`]). It says nothing of where the files lie, so a part keeps its hash when it
//! moves from a folder into a pack. It deliberately does not know which parts a gemeente uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::library::{Chapter, Library};
use super::scalar::choice;
use super::version::{self, Version};
use crate::ground::hash::{Hash, listed};
use crate::ground::source::{Place, Source};

choice! {
    /// What a part of the templates is.
    pub enum Onderdeelsoort {
        /// A version of a chapter.
        Hoofdstuk = "hoofdstuk",
        /// A kind of document.
        Document = "document",
        /// A version of a norm.
        Norm = "norm",
        /// The theme and the fonts.
        Vormgeving = "vormgeving",
    }
}

/// Name of the look; there is one.
pub const LOOK: &str = "thema";

/// Which part: what it is, its name, and its version if it has one. A kind of document and the look have none: their
/// hash alone says which they are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartKey {
    /// What it is.
    pub kind: Onderdeelsoort,
    /// Name of the chapter, or id.
    pub name: String,
    /// Version.
    pub version: Option<Version>,
}

/// Such as ``hoofdstuk `signaleren` 1.0.0``.
impl std::fmt::Display for PartKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} `{}`", self.kind.word(), self.name)?;
        self.version.as_ref().map_or(Ok(()), |version| write!(f, " {version}"))
    }
}

/// A part that is there.
#[derive(Debug, Clone)]
pub struct Part {
    /// Hash of its content.
    pub hash: Hash,
    /// First and last day on which it holds; neither for what always does.
    pub valid: (Option<NaiveDate>, Option<NaiveDate>),
    /// Its files.
    pub files: Vec<Arc<Source>>,
}

impl Part {
    /// Where the part as a whole stands.
    pub fn place(&self) -> Option<Place> {
        self.files.first().map(|source| source.place(0..0))
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.valid.0.is_none_or(|from| from <= day) && self.valid.1.is_none_or(|to| day <= to)
    }
}

/// Every part of the templates, each hashed once.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// By kind, name and version.
    pub parts: BTreeMap<PartKey, Part>,
}

impl Inventory {
    /// The parts of a library and of a look: the files below `vormgeving/`.
    pub fn of<'a>(library: &Library, look: impl IntoIterator<Item = &'a Arc<Source>>) -> Self {
        let mut parts = BTreeMap::new();
        for chapter in library.chapters.values().flat_map(BTreeMap::values) {
            let key = PartKey {
                kind: Onderdeelsoort::Hoofdstuk,
                name: chapter.name.clone(),
                version: Some(chapter.version.clone()),
            };
            let meta = &chapter.meta;
            let files = vec![chapter.text.clone(), meta.place.source.clone()];
            let valid = (Some(meta.geldig_van.value), meta.geldig_tot.as_ref().map(|d| d.value));
            insert(&mut parts, key, files, valid, CHAPTER_FILES);
        }
        for (id, document) in &library.documents {
            let key = PartKey { kind: Onderdeelsoort::Document, name: id.clone(), version: None };
            insert(&mut parts, key, vec![document.place.source.clone()], (None, None), &["document.toml"]);
        }
        for (id, versions) in &library.norms {
            for (version, norm) in versions {
                let key = PartKey { kind: Onderdeelsoort::Norm, name: id.clone(), version: Some(version.clone()) };
                let valid = (Some(norm.geldig_van.value), norm.geldig_tot.as_ref().map(|d| d.value));
                insert(&mut parts, key, vec![norm.place.source.clone()], valid, &["norm.toml"]);
            }
        }
        let mut look: Vec<Arc<Source>> = look.into_iter().cloned().collect();
        look.sort_by(|a, b| a.path().cmp(b.path()));
        if !look.is_empty() {
            let names: Vec<String> = look.iter().map(|source| source.path().to_owned()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let key = PartKey { kind: Onderdeelsoort::Vormgeving, name: LOOK.into(), version: None };
            insert(&mut parts, key, look, (None, None), &names);
        }
        Self { parts }
    }

    /// A part.
    pub fn get(&self, key: &PartKey) -> Option<&Part> {
        self.parts.get(key)
    }

    /// The parts of one kind and name, oldest version first.
    pub fn named<'a>(
        &'a self,
        kind: Onderdeelsoort,
        name: &'a str,
    ) -> impl DoubleEndedIterator<Item = (&'a PartKey, &'a Part)> {
        let first = PartKey { kind, name: name.to_owned(), version: None };
        self.parts
            .range(first..)
            .take_while(move |(key, _)| key.kind == kind && key.name == name)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The names of one kind, in order.
    pub fn names(&self, kind: Onderdeelsoort) -> Vec<&str> {
        let mut names: Vec<&str> = self.parts.keys().filter(|k| k.kind == kind).map(|k| k.name.as_str()).collect();
        names.dedup();
        names
    }
}

/// The files of a chapter, as its hash lists them.
const CHAPTER_FILES: &[&str] = &["hoofdstuk.md", "hoofdstuk.toml"];

/// The hash of a chapter, as the inventory has it.
pub fn chapter_hash(chapter: &Chapter) -> Hash {
    let (name, version) = (chapter.name.clone(), Some(chapter.version.clone()));
    let key = PartKey { kind: Onderdeelsoort::Hoofdstuk, name, version };
    let files = [chapter.text.as_ref(), chapter.meta.place.source.as_ref()];
    hash(&key, CHAPTER_FILES.iter().copied().zip(files))
}

/// Adds a part whose files are listed under these names.
fn insert(
    parts: &mut BTreeMap<PartKey, Part>,
    key: PartKey,
    files: Vec<Arc<Source>>,
    valid: (Option<NaiveDate>, Option<NaiveDate>),
    names: &[&str],
) {
    let hash = hash(&key, names.iter().copied().zip(files.iter().map(Arc::as_ref)));
    parts.insert(key, Part { hash, valid, files });
}

/// The hash of a part with these files, in order of their names.
pub fn hash<'a>(key: &PartKey, files: impl IntoIterator<Item = (&'a str, &'a Source)>) -> Hash {
    let version = key.version.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let mut listing = format!("beleid-onderdeel 1\n{} {} {version}\n", key.kind.word(), key.name);
    for (name, source) in files {
        listing.push_str(&listed(name, source));
    }
    Hash::of(listing.as_bytes())
}

/// Which part a file of the templates belongs to, by its path alone. `None` for what is part of no chapter, norm or
/// look, and for a kind of document, whose id stands inside.
pub fn part_of(path: &str) -> Option<PartKey> {
    let parts: Vec<&str> = path.split('/').collect();
    let key = |kind, name: &str, version| PartKey { kind, name: name.to_owned(), version };
    match parts[..] {
        ["hoofdstukken", name, version, _] => {
            Some(key(Onderdeelsoort::Hoofdstuk, name, Some(version::parse(version)?)))
        }
        ["normen", name, file] => {
            Some(key(Onderdeelsoort::Norm, name, Some(version::parse(file.strip_suffix(".toml")?)?)))
        }
        ["vormgeving", ..] => Some(key(Onderdeelsoort::Vormgeving, LOOK, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::source::{LIMITS, SourceSet};
    use crate::nouns::library;

    const META: &str = "titel = \"A\"\ndocument = \"plan\"\nplaats = 1\nherkomst = \"ons\"\ngeldig_van = 2026-01-01\ngeldig_tot = 2026-12-31\n";

    fn inventory(files: &[(&str, &str)]) -> Inventory {
        let mut set = SourceSet::new(LIMITS);
        for (path, text) in files {
            set.insert(path, text.as_bytes().to_vec()).unwrap();
        }
        let (library, _) = library::read(&set, &GlyphSet::new(0..0x3000));
        Inventory::of(&library, set.below("vormgeving/"))
    }

    fn chapter(version: &str, text: &str) -> Inventory {
        let folder = format!("hoofdstukken/a/{version}");
        inventory(&[(&format!("{folder}/hoofdstuk.md"), text), (&format!("{folder}/hoofdstuk.toml"), META)])
    }

    fn only(inventory: &Inventory) -> (&PartKey, &Part) {
        assert_eq!(inventory.parts.len(), 1);
        inventory.parts.first_key_value().unwrap()
    }

    #[test]
    fn a_part_is_known_by_its_content_its_name_and_its_version() {
        let base = chapter("1.0.0", "Tekst.\n");
        let (key, part) = only(&base);
        assert_eq!(key.to_string(), "hoofdstuk `a` 1.0.0");
        assert_eq!(only(&chapter("1.0.0", "Tekst.\r\n")).1.hash, part.hash);
        assert_ne!(only(&chapter("1.0.0", "Tekst!\n")).1.hash, part.hash);
        assert_ne!(only(&chapter("1.0.1", "Tekst.\n")).1.hash, part.hash);
        let day = |text: &str| text.parse().unwrap();
        assert!(part.holds(day("2026-12-31")) && !part.holds(day("2027-01-01")) && !part.holds(day("2025-12-31")));
    }

    /// Written down, so that a change of the listing is a choice: it makes every lock there is out of date.
    #[test]
    fn the_hash_of_a_known_part() {
        assert_eq!(only(&chapter("1.0.0", "Tekst.\n")).1.hash.short(), "ad87e7451e92");
    }

    #[test]
    fn all_kinds_are_there_and_the_look_is_one() {
        let inventory = inventory(&[
            ("documenten/plan.toml", "id = \"plan\"\ntitel = \"Plan\"\nsoort = \"plan\"\nonderwerp = \"x\"\n"),
            (
                "normen/n/1.0.0.toml",
                "id = \"n\"\nnaam = \"N\"\nversie = \"1.0.0\"\ngeldig_van = 2026-01-01\nbron = \"x\"\n",
            ),
            (
                "normen/n/1.1.0.toml",
                "id = \"n\"\nnaam = \"N\"\nversie = \"1.1.0\"\ngeldig_van = 2026-01-01\nbron = \"x\"\n",
            ),
            ("vormgeving/thema.typ", "#let x = 1"),
            ("vormgeving/lettertypen/a.otf", "\0"),
        ]);
        let shown: Vec<String> = inventory.parts.keys().map(ToString::to_string).collect();
        assert_eq!(shown, ["document `plan`", "norm `n` 1.0.0", "norm `n` 1.1.0", "vormgeving `thema`"]);
        let newest = inventory.named(Onderdeelsoort::Norm, "n").next_back().unwrap();
        assert_eq!(newest.0.version, Some(Version::new(1, 1, 0)));
        assert_eq!(inventory.names(Onderdeelsoort::Norm), ["n"]);
        assert_eq!(inventory.named(Onderdeelsoort::Norm, "m").count(), 0);
    }

    #[test]
    fn a_path_tells_its_part() {
        let told = |path: &str| part_of(path).map(|key| key.to_string());
        assert_eq!(told("hoofdstukken/a/1.0.0/hoofdstuk.md").as_deref(), Some("hoofdstuk `a` 1.0.0"));
        assert_eq!(told("normen/n/1.0.0.toml").as_deref(), Some("norm `n` 1.0.0"));
        assert_eq!(told("vormgeving/lettertypen/a.otf").as_deref(), Some("vormgeving `thema`"));
        assert_eq!(told("rechtsfeiten.toml"), None);
        assert_eq!(told("hoofdstukken/a/een/hoofdstuk.md"), None);
    }
}
