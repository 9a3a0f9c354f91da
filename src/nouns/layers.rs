//! Layers: sets of templates over each other and over those in the program, each file knowing where it came from.
//!
//! It deliberately changes no file: of two with the same path the one in the higher layer is there, and the other is
//! not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::draft;
use super::pack::{MANIFEST, Package, SIGNATURE};
use super::part::{Onderdeelsoort, Part, PartKey, hash, part_of};
use super::published;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::hash::Hash;
use crate::ground::source::{LIMITS, Source, SourceSet};

/// The fonts; those of one layer come in place of all below it, because faces that do not belong together make a
/// document that nobody designed.
const FONTS: &str = "vormgeving/lettertypen/";

/// Where a file came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The program.
    Program,
    /// A folder, as the person named it.
    Folder(String),
    /// A pack.
    Pack(PackOrigin),
}

/// A pack as an origin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackOrigin {
    /// The file, as the person named it.
    pub file: String,
    /// Name and version, such as `regio-voorbeeld 1.1.0`.
    pub title: String,
    /// Who made it, in its own words.
    pub organisation: String,
    /// Hash of its manifest.
    pub hash: Hash,
    /// Who signed it, by the name of the key that the gemeente trusts; none for an unsigned or unknown one.
    pub signed_by: Option<String>,
}

impl Origin {
    /// Where it came from, the same on every machine: a folder has no name that means something elsewhere.
    pub fn words(&self) -> String {
        match self {
            Self::Program => "programma".into(),
            Self::Folder(_) => "eigen map".into(),
            Self::Pack(pack) => pack.title.clone(),
        }
    }

    /// Where the person can find the file.
    pub fn shown(&self, path: &str) -> String {
        match self {
            Self::Program => format!("sjablonen:{path}"),
            Self::Folder(label) => match label.trim_end_matches('/') {
                "." | "" => path.to_owned(),
                label => format!("{label}/{path}"),
            },
            Self::Pack(pack) => format!("{}/{path}", pack.file),
        }
    }
}

/// A set of templates that comes over another.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Where it came from.
    pub origin: Origin,
    /// Its files.
    pub files: SourceSet,
}

impl Layer {
    /// A folder without its drafts. What a folder says of the pack it is to become is no template.
    pub fn folder(label: impl Into<String>, files: &SourceSet) -> Self {
        Self::folder_with_drafts(label, &draft::without(files))
    }

    /// A folder with its drafts, as their maker asks.
    pub fn folder_with_drafts(label: impl Into<String>, files: &SourceSet) -> Self {
        let mut templates = SourceSet::new(LIMITS);
        for source in files.iter().filter(|s| ![MANIFEST, SIGNATURE].contains(&s.path())) {
            // A part of a set fits where the set did.
            let _ = templates.insert(source.path(), source.bytes().to_vec());
        }
        Self { origin: Origin::Folder(label.into()), files: templates }
    }

    /// A pack. `file` is how the person knows it, `signed_by` the name of the trusted key under it.
    pub fn pack(file: impl Into<String>, package: &Package, signed_by: Option<String>) -> Self {
        let origin = PackOrigin {
            file: file.into(),
            title: package.title(),
            organisation: package.manifest.organisatie.value.clone(),
            hash: package.hash,
            signed_by,
        };
        Self { origin: Origin::Pack(origin), files: draft::without(&package.files) }
    }

    fn pack_name(&self) -> Option<&str> {
        match &self.origin {
            Origin::Pack(pack) => pack.title.split(' ').next(),
            _ => None,
        }
    }
}

/// Layers in one set. `overrides` and `origins` have the same paths.
#[derive(Debug, Clone)]
pub struct Layers {
    overrides: SourceSet,
    origins: BTreeMap<String, Arc<Origin>>,
}

impl Default for Layers {
    fn default() -> Self {
        Self { overrides: SourceSet::new(LIMITS), origins: BTreeMap::new() }
    }
}

impl Layers {
    /// Puts layers over each other, the highest first, and over `program`. Tells when a published version has another
    /// content in a lower layer, if one of the two is a pack: in a folder of one's own that is how one tries something.
    pub fn stack(layers: &[Layer], program: &SourceSet) -> (Self, Report) {
        let (mut out, mut report) = (Self::default(), Report::default());
        let mut fonts_taken = false;
        for layer in layers {
            let origin = Arc::new(layer.origin.clone());
            let mut has_fonts = false;
            // Each layer has a list of its own, that says nothing of the others.
            report.extend(published::check(&layer.files, |path| origin.shown(path)));
            for source in layer.files.iter() {
                let font = source.path().starts_with(FONTS);
                has_fonts |= font;
                let listed = source.path() == published::FILE;
                if listed || (font && fonts_taken) || out.origins.contains_key(source.path()) {
                    continue;
                }
                if out.overrides.insert(source.path(), source.bytes().to_vec()).is_err() {
                    report.push(rules::FILE_TOO_LARGE.at(
                        Some(source.place(0..0)),
                        format!("de sjablonen zijn samen te groot; vanaf `{}` wordt niets gelezen", source.path()),
                        "Geef minder pakketten of mappen op.",
                    ));
                    return (out, report);
                }
                out.origins.insert(source.path().to_owned(), origin.clone());
            }
            fonts_taken |= has_fonts;
        }
        tell_twice(layers, &mut report);
        tell_changed(layers, program, &mut report);
        (out, report)
    }

    /// What comes over the templates in the program.
    pub fn overrides(&self) -> &SourceSet {
        &self.overrides
    }

    /// Where a file came from.
    pub fn origin(&self, path: &str) -> &Origin {
        self.origins.get(path).map_or(&Origin::Program, Arc::as_ref)
    }

    /// Where the files of a part came from, the highest layer first; more than one when a folder replaces a part of it.
    pub fn origins_of(&self, part: &Part) -> BTreeSet<&Origin> {
        part.files.iter().map(|source| self.origin(source.path())).collect()
    }

    /// Where a part came from, in words that are the same on every machine.
    pub fn words(&self, part: &Part) -> String {
        let words: BTreeSet<String> = self.origins_of(part).into_iter().map(Origin::words).collect();
        words.into_iter().collect::<Vec<_>>().join(" en ")
    }
}

fn tell_twice(layers: &[Layer], report: &mut Report) {
    let mut seen: BTreeMap<&str, &Layer> = BTreeMap::new();
    for layer in layers {
        let Some(name) = layer.pack_name() else { continue };
        if let Some(first) = seen.get(name) {
            let (Origin::Pack(first), Origin::Pack(second)) = (&first.origin, &layer.origin) else { continue };
            report.push(rules::LAYER_TWICE.at(
                Some(Arc::new(Source::new(second.file.as_str(), Vec::new())).place(0..0)),
                format!("pakket `{name}` is al opgegeven ({} en {})", first.title, second.title),
                "Geef alleen het pakket op dat u wilt gebruiken.",
            ));
        } else {
            seen.insert(name, layer);
        }
    }
}

/// Files by the part they belong to.
type Versions<'a> = BTreeMap<PartKey, Vec<&'a Arc<Source>>>;

/// The files of each chapter and norm in a set. The look and kinds of document have no version that could be the same.
fn versions(set: &SourceSet) -> Versions<'_> {
    let mut found = Versions::new();
    for source in set.iter() {
        if let Some(key) = part_of(source.path()).filter(|key| key.kind != Onderdeelsoort::Vormgeving) {
            found.entry(key).or_default().push(source);
        }
    }
    found
}

/// The hash of what a set has of a part, whether or not that is the whole part.
fn content(key: &PartKey, files: &[&Arc<Source>]) -> Hash {
    hash(key, files.iter().map(|s| (s.path(), s.as_ref())))
}

fn tell_changed(layers: &[Layer], program: &SourceSet, report: &mut Report) {
    let all: Vec<(&Origin, Versions<'_>)> = layers
        .iter()
        .map(|layer| (&layer.origin, versions(&layer.files)))
        .chain([(&Origin::Program, versions(program))])
        .collect();
    for (at, (higher, own)) in all.iter().enumerate() {
        for (key, files) in own {
            let below = all.iter().skip(at + 1).find_map(|(lower, parts)| Some((*lower, parts.get(key)?)));
            let Some((lower, others)) = below else { continue };
            let packs = [*higher, lower].iter().any(|o| matches!(o, Origin::Pack(_)));
            if !packs || content(key, files) == content(key, others) {
                continue;
            }
            let place = files.first().map(|source| {
                let shown = higher.shown(source.path());
                Arc::new(Source::new(shown, Vec::new())).place(0..0)
            });
            report.push(rules::LAYER_CHANGED.at(
                place,
                format!("{key} uit {} is anders dan {key} uit {}", higher.words(), lower.words()),
                format!("Die uit {} wordt gebruikt. Vraag de maker om een nieuw nummer.", higher.words()),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::Diagnostic;

    fn set(files: &[(&str, &str)]) -> SourceSet {
        let mut set = SourceSet::new(LIMITS);
        for (path, text) in files {
            set.insert(path, text.as_bytes().to_vec()).unwrap();
        }
        set
    }

    fn pack(title: &str, files: &[(&str, &str)]) -> Layer {
        let origin = PackOrigin {
            file: format!("{}.zip", title.replace(' ', "-")),
            title: title.into(),
            organisation: "Regio".into(),
            hash: Hash::of(title.as_bytes()),
            signed_by: None,
        };
        Layer { origin: Origin::Pack(origin), files: set(files) }
    }

    const A: &str = "hoofdstukken/a/1.0.0/hoofdstuk.md";
    const A_FACTS: &str = "hoofdstukken/a/1.0.0/hoofdstuk.toml";

    fn told(report: &Report) -> Vec<String> {
        let one = |d: &&Diagnostic| {
            format!(
                "{} {} {}",
                d.rule.code,
                d.place.as_ref().map_or(String::new(), |p| p.source.path().into()),
                d.title
            )
        };
        report.sorted().iter().map(one).collect()
    }

    #[test]
    fn the_highest_layer_is_there_and_says_so() {
        let folder = Layer::folder("./eigen/", &set(&[(A, "eigen"), (MANIFEST, "naam = 1")]));
        let region = pack("regio 1.0.0", &[(A, "regio"), (A_FACTS, "x"), ("begrippen.toml", "y")]);
        let (layers, _) = Layers::stack(&[folder, region], &set(&[(A, "programma"), ("profiel.toml", "z")]));
        let text = |path: &str| layers.overrides().get(path).map(|s| s.text().to_owned());
        assert_eq!((text(A).as_deref(), text("begrippen.toml").as_deref()), (Some("eigen"), Some("y")));
        assert_eq!((text("profiel.toml"), text(MANIFEST)), (None, None));
        assert_eq!(layers.origin(A).shown(A), format!("./eigen/{A}"));
        assert_eq!(layers.origin(A_FACTS).shown(A_FACTS), format!("regio-1.0.0.zip/{A_FACTS}"));
        assert_eq!(layers.origin("profiel.toml").shown("profiel.toml"), "sjablonen:profiel.toml");
        let files = [A, A_FACTS].map(|path| layers.overrides().get(path).unwrap().clone());
        let part = Part { hash: Hash::of(b""), valid: (None, None), files: files.to_vec() };
        assert_eq!(layers.words(&part), "eigen map en regio 1.0.0");
    }

    #[test]
    fn fonts_come_from_one_layer() {
        let font = |name: &str| format!("{FONTS}{name}");
        let (a, b) = (font("a.otf"), font("b.otf"));
        let (layers, _) =
            Layers::stack(&[pack("een 1.0.0", &[(&a, "1")]), pack("twee 1.0.0", &[(&a, "2"), (&b, "2")])], &set(&[]));
        let paths: Vec<&str> = layers.overrides().iter().map(|s| s.path()).collect();
        assert_eq!(paths, [&a]);
    }

    #[test]
    fn a_published_version_with_another_content_is_told_once() {
        let program = set(&[(A, "tekst\n"), ("normen/n/1.0.0.toml", "x")]);
        let same = pack("een 1.0.0", &[(A, "tekst\r\n")]);
        let other = pack("twee 1.0.0", &[(A, "anders\n"), ("normen/n/1.1.0.toml", "y")]);
        assert!(told(&Layers::stack(std::slice::from_ref(&same), &program).1).is_empty());
        assert_eq!(
            told(&Layers::stack(&[other.clone(), same], &program).1),
            [format!(
                "L151 twee-1.0.0.zip/{A} hoofdstuk `a` 1.0.0 uit twee 1.0.0 is anders dan hoofdstuk `a` 1.0.0 uit een 1.0.0"
            )]
        );
        // One's own folder over the program is how one tries something; over a pack it is told.
        let own = Layer::folder("eigen", &set(&[(A, "proef")]));
        assert!(told(&Layers::stack(std::slice::from_ref(&own), &program).1).is_empty());
        assert_eq!(told(&Layers::stack(&[own, other], &program).1).len(), 2);
    }

    #[test]
    fn a_pack_twice_is_told() {
        let layers = [pack("regio 1.1.0", &[]), pack("regio 1.0.0", &[])];
        assert_eq!(
            told(&Layers::stack(&layers, &set(&[])).1),
            ["L152 regio-1.0.0.zip pakket `regio` is al opgegeven (regio 1.1.0 en regio 1.0.0)"]
        );
    }
}
