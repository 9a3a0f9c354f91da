//! Folders on disk as source sets, and everything that is made of one.
//!
//! It deliberately follows the order of names, so that a test runs the same everywhere.

use std::fs;
use std::path::{Path, PathBuf};

use beleid::ground::diagnostic::Report;
use beleid::paper::export::export;
use beleid::paper::fonts::Fonts;
use beleid::paper::typeset::Project;
use beleid::paper::world::Shared;
use beleid::{Compiler, Dossier, Edition, LIMITS, Order, Selection, SourceSet};
use typst::foundations::Bytes;

/// The folder of the crate.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folders in a folder, by name.
pub fn folders(parent: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(parent).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

/// The last part of a path.
pub fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Every file of a folder.
pub fn sources(folder: &Path) -> SourceSet {
    let mut set = SourceSet::new(LIMITS);
    add(&mut set, folder, folder);
    set
}

fn add(set: &mut SourceSet, root: &Path, folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add(set, root, &path);
        } else {
            let name = path.strip_prefix(root).expect("a path below the root").to_string_lossy().replace('\\', "/");
            set.insert(&name, fs::read(&path).expect("a file")).expect("a sample is within the limits");
        }
    }
}

/// A set from texts in memory.
pub fn memory(files: &[(&str, &str)]) -> SourceSet {
    let mut set = SourceSet::new(LIMITS);
    for (path, text) in files {
        set.insert(path, text.as_bytes().to_vec()).expect("a few small files are within the limits");
    }
    set
}

/// A document, with everything that was said about it.
pub struct Made {
    /// What was asked.
    pub order: Order,
    /// The document, unless something blocked it.
    pub edition: Option<Edition>,
    /// What was said while it was made.
    pub report: Report,
}

/// A dossier with its documents.
pub struct Whole {
    /// The data; none when it cannot be read.
    pub dossier: Option<Dossier>,
    /// What was said at intake.
    pub intake: Report,
    /// Every document that follows from the data, the papers for a decision with them.
    pub made: Vec<Made>,
}

/// Reads a set and makes every document of it, the papers for a decision too.
pub fn make(compiler: &Compiler, set: &SourceSet) -> Whole {
    let (dossier, intake) = compiler.read(set);
    let mut made = Vec::new();
    if let Some(dossier) = &dossier {
        for order in compiler.orders(dossier, &Selection { papers: true, ..Selection::default() }) {
            let (edition, report) = compiler.compile(dossier, &intake, &order);
            made.push(Made { order, edition, report });
        }
    }
    Whole { dossier, intake, made }
}

/// A report as lines: code, place and title.
pub fn told(report: &Report) -> Vec<String> {
    report
        .sorted()
        .iter()
        .map(|d| {
            let place = d.place.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
            format!("{} {place} {}", d.rule.code, d.title)
        })
        .collect()
}

/// The PDF of a project that no dossier led to.
pub fn typeset(project: &Project) -> Vec<u8> {
    let fonts =
        Fonts::new(Compiler::built_in_fonts().filter(|(name, _)| name.ends_with(".otf")).map(|(_, b)| Bytes::new(b)));
    let mut report = Report::default();
    let pdf = export(project, &Shared::new(&fonts), "test", &mut report);
    pdf.unwrap_or_else(|| panic!("not made: {:#?}", report.sorted())).bytes
}

/// The bytes of a file of a sample, of its history without the fingerprint of what it adopted.
pub fn without_fingerprint(source: &beleid::ground::source::Source) -> Vec<u8> {
    if source.path() != "verloop.csv" {
        return source.bytes().to_vec();
    }
    let line = |line: &str| {
        let Some((before, _)) = line.split_once("controlecode ") else { return line.to_owned() + "\n" };
        before.replace('"', "").trim_end_matches("; ").to_owned() + "\n"
    };
    source.text().lines().map(line).collect::<String>().into_bytes()
}
