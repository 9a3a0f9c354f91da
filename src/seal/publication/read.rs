//! Reading a bundle back: the archive within its limits, and every file against its checksum.
//!
//! It deliberately says nothing of who made it: a bundle holds together or does not, and only a seal or a signature says
//! whose it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checksums::{self, CHECKSUMS};
use crate::ground::archive::{self, Entry, Fault};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::hash::Hash;
use crate::ground::source::Source;
use crate::ground::toml::shorten;

/// A bundle without any fault.
#[derive(Debug, Clone)]
pub struct ReadBundle<'a> {
    /// Its files, in order of path, the list of checksums among them.
    pub files: Vec<Entry<'a>>,
}

impl<'a> ReadBundle<'a> {
    /// The PDFs, with their paths.
    pub fn pdfs(&self) -> impl Iterator<Item = Entry<'a>> + '_ {
        self.files.iter().copied().filter(|f| f.path.ends_with(".pdf"))
    }
}

/// Something wrong with a bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BundleFault {
    /// The file it is about; empty when it is the bundle as a whole.
    pub path: String,
    /// What is wrong.
    pub kind: BundleFaultKind,
}

/// What can be wrong with a bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BundleFaultKind {
    /// The archive itself.
    Archive(Fault),
    /// There is no list of checksums.
    NoChecksums,
    /// A line of the list cannot be read, or names a file again.
    ChecksumLine(usize),
    /// The list names a file that is not there.
    Missing,
    /// A file is not in the list.
    Extra,
    /// A file is another than the list says.
    Altered,
}

/// Reads a bundle.
///
/// # Errors
/// Every [`BundleFault`], sorted. Of an archive that cannot be trusted no file is looked at.
pub fn read_bundle(bytes: &[u8]) -> Result<ReadBundle<'_>, Vec<BundleFault>> {
    let entries = archive::read(bytes).map_err(|faults| {
        let one = |fault: Fault| BundleFault { path: fault.path.clone(), kind: BundleFaultKind::Archive(fault) };
        faults.into_iter().map(one).collect::<Vec<_>>()
    })?;
    let faults = check(&entries);
    if faults.is_empty() { Ok(ReadBundle { files: entries }) } else { Err(faults) }
}

fn check(entries: &[Entry<'_>]) -> Vec<BundleFault> {
    let fault = |path: &str, kind| BundleFault { path: path.to_owned(), kind };
    let mut content: BTreeMap<&str, &[u8]> = entries.iter().map(|e| (e.path, e.bytes)).collect();
    let Some(list) = content.remove(CHECKSUMS) else { return vec![fault("", BundleFaultKind::NoChecksums)] };
    let (listed, wrong) = checksums::read(list);
    let mut faults: Vec<BundleFault> =
        wrong.into_iter().map(|line| fault(CHECKSUMS, BundleFaultKind::ChecksumLine(line))).collect();
    for (path, hash) in &listed {
        match content.remove(path.as_str()) {
            None => faults.push(fault(path, BundleFaultKind::Missing)),
            Some(bytes) if Hash::of(bytes) != *hash => faults.push(fault(path, BundleFaultKind::Altered)),
            Some(_) => {}
        }
    }
    faults.extend(content.keys().map(|path| fault(path, BundleFaultKind::Extra)));
    faults.sort();
    faults
}

/// Most faults of one kind that are told of one bundle.
const MOST_ALIKE: usize = 20;

/// The faults as messages at `name/path`; `name` is how the person knows the bundle.
pub fn tell_faults(name: &str, faults: &[BundleFault]) -> Report {
    let mut report = Report::default();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for fault in faults {
        let path = shorten(&fault.path);
        let (rule, title, action): (&'static Rule, _, _) = match &fault.kind {
            BundleFaultKind::Archive(_) if path.is_empty() => (
                &rules::BUNDLE_FORM,
                "dit is geen bundel zoals dit programma haar maakt, of zij is beschadigd".to_owned(),
                "Gebruik het bestand zoals `beleid bundel` het maakte.",
            ),
            BundleFaultKind::Archive(_) => (
                &rules::BUNDLE_FORM,
                format!("`{path}` is beschadigd, of op een andere manier ingepakt"),
                "Gebruik het bestand zoals `beleid bundel` het maakte.",
            ),
            BundleFaultKind::NoChecksums => (
                &rules::BUNDLE_LIST,
                format!("in deze bundel zit geen `{CHECKSUMS}`"),
                "Vraag de maker om een nieuwe bundel.",
            ),
            BundleFaultKind::ChecksumLine(line) => (
                &rules::BUNDLE_LIST,
                format!("regel {line} van `{CHECKSUMS}` is niet te lezen of staat er twee keer"),
                "Vraag de maker om een nieuwe bundel.",
            ),
            BundleFaultKind::Missing => (
                &rules::BUNDLE_MISSING,
                format!("`{path}` ontbreekt in de bundel"),
                "Vraag de maker om een nieuwe bundel.",
            ),
            BundleFaultKind::Extra => (
                &rules::BUNDLE_EXTRA,
                format!("`{path}` staat niet in `{CHECKSUMS}`"),
                "Gebruik dit bestand niet, en vraag de maker om een nieuwe bundel.",
            ),
            BundleFaultKind::Altered => (
                &rules::BUNDLE_ALTERED,
                format!("`{path}` is anders dan `{CHECKSUMS}` zegt"),
                "Gebruik deze bundel niet, en vraag de maker om een nieuwe.",
            ),
        };
        let count = alike.entry(rule.code).or_default();
        *count += 1;
        if *count <= MOST_ALIKE {
            let place = if path.is_empty() { name.to_owned() } else { format!("{name}/{path}") };
            report.push(rule.at(Some(Arc::new(Source::new(place, Vec::new())).place(0..0)), title, action));
        }
    }
    report
}
