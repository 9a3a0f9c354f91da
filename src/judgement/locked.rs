//! A lock against the templates that are there: every part that a gemeente holds is still what it was, and what is
//! newer.
//!
//! It deliberately hashes nothing: the inventory did, once, so that a whole country is checked in a moment.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::assess::Assessment;
use super::bump::{changed_sentences, compare_norms};
use super::change::Before;
use super::select::Selected;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::nouns::library::{Chapter, Document, Library};
use crate::nouns::lock::{FILE, Grip, Lock};
use crate::nouns::part::{Inventory, LOOK, Onderdeelsoort, PartKey};
use crate::nouns::version::{self, Level, Version};

/// Most reasons that are told of a norm; `hoofdstuk toon` tells all.
const MOST_REASONS: usize = 3;

/// Tells each part that is not there or is not what it was.
pub fn check(lock: &Lock, inventory: &Inventory) -> Report {
    let mut report = Report::default();
    for (key, held) in &lock.held {
        match inventory.get(key) {
            None => report.push(rules::LOCK_UNKNOWN.at(
                held.place.clone(),
                format!("{key} staat in `{FILE}`, maar niet in de sjablonen"),
                missing(key, held.origin.as_deref(), inventory),
            )),
            Some(part) if part.hash != held.hash => {
                let rule = if key.version.is_some() { &rules::LOCK_CHANGED } else { &rules::LOCK_LOOK };
                report.push(rule.at(
                    held.place.clone(),
                    format!("{key} is veranderd nadat deze gemeente de inhoud heeft vastgelegd"),
                    changed(key),
                ));
            }
            Some(_) => {}
        }
    }
    report
}

/// What to do when a part is not there.
fn missing(key: &PartKey, origin: Option<&str>, inventory: &Inventory) -> String {
    if let Some(origin) = origin {
        return format!("Deze versie kwam uit {origin}. Geef dat op met --sjablonen.");
    }
    let there: Vec<String> =
        inventory.named(key.kind, &key.name).filter_map(|(k, _)| Some(k.version.as_ref()?.to_string())).collect();
    if !there.is_empty() {
        return format!("Er is wel {}. Geef de sjablonen op waar deze versie in staat.", dutch::ticked_or(&there));
    }
    match dutch::nearest(&key.name, inventory.names(key.kind)) {
        Some(near) => format!("Er is wel `{near}`. Geef de sjablonen op waar deze versie in staat."),
        None => "Geef de sjablonen op waar deze versie in staat.".into(),
    }
}

fn changed(key: &PartKey) -> String {
    match key.version {
        Some(_) => "Vraag de beheerder om de oude inhoud terug te zetten, en de verbetering een nieuw nummer te geven.",
        None => "Kijk wat er anders is, en neem het over met `beleid hoofdstuk actualiseer`.",
    }
    .into()
}

/// A part that is held while there is a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newer<'a> {
    /// What is held, the newest of it.
    pub held: &'a PartKey,
    /// The newest there is that holds on the day.
    pub newest: &'a PartKey,
}

/// What is newer than what is held, of what holds on a day.
pub fn newer<'a>(lock: &'a Lock, inventory: &'a Inventory, day: NaiveDate) -> Vec<Newer<'a>> {
    let mut found: Vec<Newer<'a>> = Vec::new();
    // In order of version: what comes later of one name is what counts.
    for held in lock.held.keys() {
        found.retain(|n| (n.held.kind, &n.held.name) != (held.kind, &held.name));
        let published = |key: &PartKey| !key.version.as_ref().is_some_and(version::is_draft);
        let mut there = inventory.named(held.kind, &held.name).rev();
        let newest = there.find(|(key, part)| published(key) && part.holds(day)).map(|(key, _)| key);
        found.extend(newest.filter(|newest| newest.version > held.version).map(|newest| Newer { held, newest }));
    }
    found
}

/// Tells what is newer, and what its maker says that is new in it.
pub fn tell_newer(lock: &Lock, inventory: &Inventory, library: &Library, day: NaiveDate) -> Report {
    let mut report = Report::default();
    for Newer { held, newest } in newer(lock, inventory, day) {
        let version = |key: &PartKey| key.version.as_ref().map(ToString::to_string).unwrap_or_default();
        let news = news(held, newest, library);
        let news = if news.is_empty() { String::new() } else { format!("Wat er anders is: {} ", news.join(" ")) };
        let level = held.version.as_ref().zip(newest.version.as_ref()).and_then(|(h, n)| Level::between(h, n));
        let level = level.map(|level| format!(" ({})", level.sentence())).unwrap_or_default();
        report.push(rules::LOCK_NEWER.at(
            lock.held.get(held).and_then(|h| h.place.clone()),
            format!("van {} `{}` is er een nieuwere versie: {}{level}", held.kind.word(), held.name, version(newest)),
            format!("{news}Deze gemeente houdt {}. Overnemen: beleid hoofdstuk actualiseer.", version(held)),
        ));
    }
    report
}

/// Tells each chapter of a document that is not held, while the document itself is: it came with a fact that changed,
/// or with another pack. `used` is what the document is made of.
pub fn tell_open(lock: &Lock, used: &[PartKey]) -> Report {
    let mut report = Report::default();
    let document = used.iter().find(|key| key.kind == Onderdeelsoort::Document);
    let Some(held) = document.and_then(|key| lock.held.get(key)) else { return report };
    for key in used.iter().filter(|key| key.kind == Onderdeelsoort::Hoofdstuk && !lock.held.contains_key(key)) {
        report.push(rules::LOCK_OPEN.at(
            held.place.clone(),
            format!("{key} komt erbij, en is niet vastgelegd"),
            "Bouw eerst een concept met --stand concept en lees wat erbij komt; dat legt het vast.",
        ));
    }
    report
}

/// What is new: what the maker of a chapter says of each version after the one held, oldest first, and the sentences
/// themselves when they are few; of a norm what was found.
pub fn news(held: &PartKey, newest: &PartKey, library: &Library) -> Vec<String> {
    let (Some(old), Some(new)) = (&held.version, &newest.version) else { return Vec::new() };
    match held.kind {
        Onderdeelsoort::Hoofdstuk => library.chapters.get(&held.name).map(|v| chapter_news(v, old, new)),
        Onderdeelsoort::Norm => library.norms.get(&held.name).and_then(|versions| {
            let bump = compare_norms(versions.get(old)?, versions.get(new)?);
            Some(bump.reasons.iter().take(MOST_REASONS).map(|r| format!("De nieuwe versie {}.", r.text)).collect())
        }),
        Onderdeelsoort::Document | Onderdeelsoort::Vormgeving => None,
    }
    .unwrap_or_default()
}

fn chapter_news(versions: &BTreeMap<Version, Chapter>, old: &Version, new: &Version) -> Vec<String> {
    let between = versions.iter().filter(|(v, _)| *v > old && *v <= new);
    let texts = between.flat_map(|(version, chapter)| {
        let own = version.to_string();
        let texts = chapter.meta.wijzigingen.iter().filter(move |w| w.versie.value == own);
        texts.map(|w| w.tekst.value.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    let mut news: Vec<String> = texts.collect();
    if let (Some(before), Some(after)) = (versions.get(old), versions.get(new)) {
        news.push(changed_sentences(before.text.text(), after.text.text()).words());
    }
    news.retain(|text| !text.is_empty());
    news
}

/// Whether a part that is there is held, and as what.
pub fn grip(lock: &Lock, inventory: &Inventory, key: &PartKey) -> Option<Grip> {
    inventory.get(key).map(|part| lock.holds(key, part.hash))
}

/// The document, its chapters with their parts, the norms of now and of a year ago, and the look.
pub fn used(
    document: &Document,
    selected: &[Selected<'_>],
    assessments: &[Assessment<'_>],
    before: Option<&Before<'_>>,
) -> Vec<PartKey> {
    let key = |kind, name: &str, version| PartKey { kind, name: name.to_owned(), version };
    let chapters = selected.iter().flat_map(|s| std::iter::once(s).chain(&s.parts)).map(|s| s.chapter);
    let norms = assessments.iter().chain(before.into_iter().flat_map(|b| &b.assessments)).map(|a| a.norm);
    let mut used =
        vec![key(Onderdeelsoort::Document, &document.id.0, None), key(Onderdeelsoort::Vormgeving, LOOK, None)];
    used.extend(chapters.map(|c| key(Onderdeelsoort::Hoofdstuk, &c.name, Some(c.version.clone()))));
    used.extend(norms.map(|n| key(Onderdeelsoort::Norm, &n.id.0, version::parse(&n.versie.value))));
    used.sort();
    used.dedup();
    used
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::source::{LIMITS, Source, SourceSet};
    use crate::nouns::library;
    use crate::nouns::lock;
    use crate::nouns::reader::Reader;

    fn set(chapters: &[(&str, &str, &str, &str)]) -> SourceSet {
        let mut set = SourceSet::new(LIMITS);
        for (name, version, from, text) in chapters {
            let meta = format!(
                "titel = \"A\"\ndocument = \"plan\"\nplaats = 1\nherkomst = \"ons\"\ngeldig_van = {from}\n[[wijzigingen]]\nversie = \"{version}\"\ndatum = {from}\ntekst = \"Nieuw in {version}.\"\n"
            );
            set.insert(&format!("hoofdstukken/{name}/{version}/hoofdstuk.md"), text.as_bytes().to_vec()).unwrap();
            set.insert(&format!("hoofdstukken/{name}/{version}/hoofdstuk.toml"), meta.into_bytes()).unwrap();
        }
        set
    }

    fn library(chapters: &[(&str, &str, &str, &str)]) -> (Library, Inventory) {
        let library = library::read(&set(chapters), &GlyphSet::new(0x20..0x3000)).0;
        let inventory = Inventory::of(&library, []);
        (library, inventory)
    }

    fn key(name: &str, version: &str) -> PartKey {
        PartKey { kind: Onderdeelsoort::Hoofdstuk, name: name.into(), version: version::parse(version) }
    }

    fn told(report: &Report) -> Vec<String> {
        report.sorted().iter().map(|d| format!("{} {}\n{}", d.rule.code, d.title, d.action)).collect()
    }

    #[test]
    fn what_changed_or_went_behind_the_lock_is_named() {
        let (_, before) = library(&[
            ("a", "1.0.0", "2026-01-01", "x"),
            ("b", "1.0.0", "2026-01-01", "x"),
            ("c", "1.0.0", "2026-01-01", "x"),
        ]);
        let lock = Lock::hold(before.parts.keys(), &before, |key| (key.name == "c").then(|| "regio 1.0.0".into()));
        assert!(told(&check(&lock, &before)).is_empty());
        let (_, after) = library(&[("a", "1.0.0", "2026-01-01", "x\n"), ("b", "1.1.0", "2026-01-01", "x")]);
        let told = told(&check(&lock, &after));
        assert_eq!(
            told[0],
            "L113 hoofdstuk `b` 1.0.0 staat in `beleid.lock`, maar niet in de sjablonen\nEr is wel `1.1.0`. Geef de sjablonen op waar deze versie in staat."
        );
        assert_eq!(
            told[1],
            "L113 hoofdstuk `c` 1.0.0 staat in `beleid.lock`, maar niet in de sjablonen\nDeze versie kwam uit regio 1.0.0. Geef dat op met --sjablonen."
        );
        assert!(told[2].starts_with("L114 hoofdstuk `a` 1.0.0 is veranderd nadat"), "{told:?}");
        assert_eq!(grip(&lock, &after, &key("a", "1.0.0")), Some(Grip::Changed));
        assert_eq!(grip(&lock, &after, &key("b", "1.1.0")), Some(Grip::Open));
    }

    #[test]
    fn a_newer_version_is_told_with_what_is_new_in_it_once_it_holds() {
        let (library, inventory) = library(&[
            ("a", "1.0.0", "2026-01-01", "x"),
            ("a", "1.0.1", "2026-02-01", "y"),
            ("a", "1.1.0", "2026-03-01", "z"),
            ("a", "2.0.0", "2027-01-01", "z"),
        ]);
        let lock = Lock::hold([&key("a", "1.0.0")], &inventory, |_| None);
        let day = |text: &str| text.parse().unwrap();
        assert!(newer(&lock, &inventory, day("2026-01-15")).is_empty());
        assert_eq!(newer(&lock, &inventory, day("2026-03-15"))[0].newest, &key("a", "1.1.0"));
        assert_eq!(
            told(&tell_newer(&lock, &inventory, &library, day("2026-03-15"))),
            [
                "L115 van hoofdstuk `a` is er een nieuwere versie: 1.1.0 (er is iets bijgekomen)\nWat er anders is: Nieuw in 1.0.1. Nieuw in 1.1.0. Er stond: ‘x’ Er staat nu: ‘z’ Deze gemeente houdt 1.0.0. Overnemen: beleid hoofdstuk actualiseer."
            ]
        );
        // Held in two versions, for two years: the newest of them counts.
        let both = Lock::hold([&key("a", "1.0.0"), &key("a", "1.1.0")], &inventory, |_| None);
        assert!(newer(&both, &inventory, day("2026-03-15")).is_empty());
    }

    #[test]
    fn a_library_is_narrowed_to_what_is_held() {
        let (library, inventory) = library(&[
            ("a", "1.0.0", "2026-01-01", "x"),
            ("a", "1.1.0", "2026-01-01", "y"),
            ("b", "1.0.0", "2026-01-01", "x"),
            ("b", "2.0.0", "2026-01-01", "y"),
        ]);
        let lock = Lock::hold([&key("a", "1.0.0")], &inventory, |_| None);
        let narrow = lock.narrow(&library);
        let versions = |name: &str| narrow.chapters[name].keys().map(Version::to_string).collect::<Vec<_>>();
        assert_eq!(
            (versions("a"), versions("b")),
            (vec!["1.0.0".to_owned()], vec!["1.0.0".to_owned(), "2.0.0".to_owned()])
        );
    }

    #[test]
    fn a_lock_that_is_read_points_at_its_line() {
        let (_, inventory) = library(&[("a", "1.0.0", "2026-01-01", "x")]);
        let text = Lock::hold(inventory.parts.keys(), &inventory, |_| None).write();
        let (mut report, glyphs) = (Report::default(), GlyphSet::new(0x20..0x3000));
        let source = Arc::new(Source::new(FILE, text.into_bytes()));
        let lock = lock::read(&source, &mut Reader::new(&mut report, &glyphs)).unwrap();
        let faults = check(&lock, &Inventory { parts: BTreeMap::new() });
        assert_eq!(faults.sorted()[0].place.as_ref().unwrap().line_column(), (7, 8));
    }
}
