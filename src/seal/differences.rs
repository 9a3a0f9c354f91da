//! Where two files that should be the same are not, in words of who reads the document: a page, a property, an
//! attachment.
//!
//! It deliberately compares bytes of objects and explains none of them further.

use std::collections::{BTreeMap, BTreeSet};

use super::pdf::{Dictionary, File, Object, Table, table};
use crate::ground::dutch;

/// Most pages in a tree that are walked.
const MOST_PAGES: usize = 10_000;

/// How deep the tree of pages may be.
const DEEPEST: usize = 16;

/// The kinds of place that differ, most visible first; empty when the files are the same.
pub fn differences(given: &[u8], remade: &[u8]) -> Vec<String> {
    if given == remade {
        return Vec::new();
    }
    let (Table::Read(given_file), Table::Read(remade_file)) = (table(given), table(remade)) else {
        return vec!["de opbouw van het bestand".into()];
    };
    let names = named(&remade_file);
    let (ours, theirs) = (remade_file.objects(), given_file.objects());
    let (mut pages, mut others) = (BTreeSet::new(), BTreeSet::new());
    for number in ours.keys().chain(theirs.keys()) {
        if ours.get(number) == theirs.get(number) {
            continue;
        }
        match names.get(number) {
            Some(Part::Page(page)) => drop(pages.insert(*page)),
            Some(Part::Properties) => drop(others.insert("de eigenschappen van het bestand, zoals titel en datum")),
            Some(Part::Attachment) => drop(others.insert("een bijlage")),
            None => drop(others.insert("een lettertype, een beeld of de structuur voor voorleessoftware")),
        }
    }
    let mut out = Vec::new();
    if !pages.is_empty() {
        let pages: Vec<String> = pages.iter().map(ToString::to_string).collect();
        let word = if pages.len() == 1 { "bladzijde" } else { "bladzijden" };
        out.push(format!("wat er staat op {word} {}", dutch::list(&pages)));
    }
    out.extend(others.into_iter().map(str::to_owned));
    if out.is_empty() {
        out.push("de inhoudsopgave achter in het bestand".into());
    }
    out
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Page(usize),
    Properties,
    Attachment,
}

/// What an object is to a reader, for those that can be named.
fn named(file: &File<'_>) -> BTreeMap<u64, Part> {
    let mut out = BTreeMap::new();
    if let Some(Object::Reference(number)) = file.trailer.get(&b"Info"[..]) {
        out.insert(*number, Part::Properties);
    }
    let root = file.inside(&file.trailer, "Root").unwrap_or_default();
    if let Some(Object::Reference(number)) = root.get(&b"Metadata"[..]) {
        out.insert(*number, Part::Properties);
    }
    for (number, bytes) in file.objects() {
        let head = bytes.get(..bytes.len().min(400)).unwrap_or_default();
        if [&b"/EmbeddedFile"[..], b"/Filespec"].iter().any(|mark| head.windows(mark.len()).any(|w| w == *mark)) {
            out.insert(number, Part::Attachment);
        }
    }
    if let Some(pages) = file.inside(&root, "Pages") {
        let mut count = 0;
        walk(file, &pages, 0, &mut count, &mut out);
    }
    out
}

fn walk(file: &File<'_>, node: &Dictionary, depth: usize, count: &mut usize, out: &mut BTreeMap<u64, Part>) {
    let Some(kids) = file.get(node, "Kids").and_then(Object::list).filter(|_| depth < DEEPEST) else { return };
    for kid in kids.into_iter().take(MOST_PAGES) {
        let number = if let Object::Reference(number) = &kid { Some(*number) } else { None };
        let Some(page) = file.follow(&kid).and_then(Object::dictionary) else { continue };
        if page.contains_key(&b"Kids"[..]) {
            walk(file, &page, depth + 1, count, out);
            continue;
        }
        *count += 1;
        out.extend(number.map(|number| (number, Part::Page(*count))));
        let contents = page.get(&b"Contents"[..]).cloned();
        let contents = match contents {
            Some(Object::List(list)) => list,
            one => one.into_iter().collect(),
        };
        out.extend(contents.iter().filter_map(|object| match object {
            Object::Reference(number) => Some((*number, Part::Page(*count))),
            _ => None,
        }));
    }
}
