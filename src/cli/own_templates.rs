//! The folders and packs of templates that a person puts over those in the program.
//!
//! It deliberately reads no template: it opens, checks who made what, and puts one over the other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Templates;
use super::told::{Told, tell};
use super::{disk, machine};
use crate::compiler::built_in_templates;
use crate::ground::archive::MOST_BYTES;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Stand};
use crate::ground::dutch;
use crate::ground::glyphs::GlyphSet;
use crate::ground::source::{LIMITS, Source, SourceSet};
use crate::nouns::draft;
use crate::nouns::layers::{Layer, Layers};
use crate::nouns::pack::{self, KEYS, Sleutels, Trust};

/// What was given with `--sjablonen`, opened.
#[derive(Default)]
pub struct OwnTemplates {
    /// Over each other, the first given on top.
    pub layers: Layers,
    /// What there is to tell of them.
    pub report: Report,
    /// How the person can open each file, by its path in the templates.
    pub shown: BTreeMap<String, String>,
}

impl OwnTemplates {
    /// Opens what was given, if anything was.
    ///
    /// # Errors
    /// What to tell when something is not there, or is a pack that may not be used.
    pub fn open(given: &Templates) -> Result<Self, Vec<Told>> {
        let mut own = Self::default();
        let (mut layers, mut faults) = (Vec::new(), Vec::new());
        let keys = own.keys(given, &mut faults);
        for path in &given.layers {
            match own.layer(path, keys.as_ref(), given.drafts) {
                Ok(layer) => layers.push(layer),
                Err(told) => faults.extend(told),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let (stacked, mut told) = Layers::stack(&layers, &built_in_templates());
        own.note(&told);
        // A document that leans on a draft says so, and is another document than one that does not.
        told.extend(draft::tell(stacked.overrides()));
        own.report.extend(told);
        for source in stacked.overrides().iter() {
            own.shown.insert(source.path().to_owned(), stacked.origin(source.path()).shown(source.path()));
        }
        own.layers = stacked;
        Ok(own)
    }

    /// With the drafts in it, for whoever looks at what there is.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with_drafts(given: &Templates) -> Result<Self, Vec<Told>> {
        Self::open(&Templates { drafts: true, ..given.clone() })
    }

    /// The folder in which a maintainer works, with its drafts, over what was given. It need not be there yet.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_over(folder: &Path, given: &Templates) -> Result<Self, Vec<Told>> {
        let mut all = given.clone();
        if !disk::is_free(folder).unwrap_or(false) && !given.layers.iter().any(|layer| layer == folder) {
            all.layers.insert(0, folder.to_owned());
        }
        Self::open_with_drafts(&all)
    }

    /// Refuses names of documents that no template has.
    ///
    /// # Errors
    /// What to tell of the first of them.
    pub fn refuse_unknown(&self, asked: &[String]) -> Result<(), Vec<Told>> {
        let mut documents: BTreeSet<String> =
            built_in_templates().below("documenten/").map(|s| s.path().to_owned()).collect();
        documents.extend(self.shown.keys().cloned());
        let documents: Vec<&str> =
            documents.iter().filter_map(|p| p.strip_prefix("documenten/")?.strip_suffix(".toml")).collect();
        let Some(name) = asked.iter().find(|name| !documents.contains(&name.as_str())) else { return Ok(()) };
        let near = dutch::nearest(name, documents.iter().copied());
        let action = near.map_or_else(
            || format!("Kies uit {}.", dutch::ticked_or(&documents)),
            |near| format!("Bedoelt u `{near}`?"),
        );
        let title = format!("er is geen document `{name}`");
        Err(vec![Told::at_path(&rules::NOTHING_FOUND, "--document", title, action)])
    }

    fn layer(&mut self, path: &Path, keys: Option<&Sleutels>, drafts: bool) -> Result<Layer, Vec<Told>> {
        let shown = path.display().to_string();
        if disk::size(path).is_none() {
            return self.folder(path, &shown, drafts);
        }
        let bytes = disk::bytes(path, MOST_BYTES * 2).map_err(|error| vec![unread(&shown, "het pakket", &error)])?;
        let (package, told) = pack::read(&shown, &bytes, &GlyphSet::every());
        let Some(package) = package else { return Err(plain(&told)) };
        let trust = pack::trust(package.key(), keys, machine::today());
        let mut told = Report::default();
        pack::tell_trust(&shown, &trust, keys, &mut told);
        self.note(&told);
        self.report.extend(told);
        let signed_by = if let Trust::Trusted(name) = trust { Some(name) } else { None };
        Ok(Layer::pack(shown, &package, signed_by))
    }

    fn folder(&mut self, path: &Path, shown: &str, drafts: bool) -> Result<Layer, Vec<Told>> {
        if let Err(error) = disk::subfolders(path) {
            let title =
                format!("de map `{shown}` met sjablonen kan niet worden gelezen ({})", disk::cause(error.kind()));
            let action = "Controleer de naam van de map of het pakket.";
            return Err(vec![Told::at_path(&rules::WRITE_FAILED, shown, title, action)]);
        }
        let (files, told) = disk::load(path, Path::new(""));
        let layer = if drafts { Layer::folder_with_drafts(shown, &files) } else { Layer::folder(shown, &files) };
        // What could not be read has a path in the folder too.
        for place in told.sorted().iter().filter_map(|d| d.place.as_ref()) {
            let inside = place.source.path();
            self.shown.insert(inside.to_owned(), layer.origin.shown(inside));
        }
        self.report.extend(told);
        Ok(layer)
    }

    /// The keys that the person named, or those in the current folder if there are any.
    fn keys(&mut self, given: &Templates, faults: &mut Vec<Told>) -> Option<Sleutels> {
        let usual = PathBuf::from(KEYS);
        let path = given.keys.as_ref().or(Some(&usual).filter(|p| disk::size(p).is_some()))?;
        read_keys(path).map_err(|told| faults.extend(told)).ok()
    }

    /// Messages at a pack point at a file that the person gave, and not at one in the folder of a gemeente.
    fn note(&mut self, told: &Report) {
        for place in told.sorted().iter().filter_map(|d| d.place.as_ref()) {
            let path = place.source.path();
            self.shown.insert(path.to_owned(), path.to_owned());
        }
    }
}

/// The keys in a file that the person named.
///
/// # Errors
/// What to tell when it is not there or not a list of keys.
pub fn read_keys(path: &Path) -> Result<Sleutels, Vec<Told>> {
    let shown = path.display().to_string();
    let bytes = disk::bytes(path, LIMITS.file_bytes);
    let bytes = bytes.map_err(|error| vec![unread(&shown, "het bestand met sleutels", &error)])?;
    let (keys, told) = pack::keys(&Arc::new(Source::new(shown, bytes)), &GlyphSet::every());
    keys.ok_or_else(|| plain(&told))
}

/// Messages at paths that the person gave.
pub fn plain(report: &Report) -> Vec<Told> {
    let mut told = tell(report, &[], &SourceSet::new(LIMITS), &std::collections::BTreeSet::new());
    told.retain(|t| report.blocks(Stand::Concept) || t.severity > crate::ground::diagnostic::Severity::Hint);
    told
}

fn unread(shown: &str, what: &str, error: &std::io::Error) -> Told {
    let title = format!("{what} kan niet worden gelezen ({})", disk::cause(error.kind()));
    Told::at_path(&rules::WRITE_FAILED, shown, title, "Controleer de naam, en of u het bestand mag lezen.")
}
