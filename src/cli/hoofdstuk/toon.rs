//! `hoofdstuk toon`: one version in full, and what differs from the version before it.
//!
//! It deliberately shows the text as it was written: what a gemeente makes of it is for `bouw`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::arguments::Show;
use super::super::own_templates::OwnTemplates;
use super::super::render;
use super::super::screen::Screen;
use super::super::told::Told;
use super::super::workshop::Workshop;
use super::super::{COULD_NOT, DONE};
use super::{no_chapter, no_version};
use crate::ground::dutch;
use crate::judgement::bump::{Bump, compare_chapters, compare_norms, facets};
use crate::nouns::library::Chapter;
use crate::nouns::norm::Norm;
use crate::nouns::part::{Onderdeelsoort, PartKey};
use crate::nouns::version::{self, Version};

/// Shows.
pub fn run(arguments: &Show, screen: Screen) -> Result<u8, Vec<Told>> {
    let workshop = Workshop::open(OwnTemplates::open_with_drafts(&arguments.templates)?);
    let (name, wanted) = match arguments.name.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (arguments.name.as_str(), None),
    };
    let library = workshop.compiler.library();
    let refuse = |text: String| {
        screen.err(&text);
        Ok(COULD_NOT)
    };
    let page = if let Some(versions) = library.chapters.get(name) {
        let Some(at) = chosen(versions, wanted) else { return refuse(no_version(name, wanted, versions)) };
        versions
            .get(&at)
            .map(|chapter| chapter_page(&workshop, chapter, before(versions, &at), versions, arguments.text))
    } else if let Some(versions) = library.norms.get(name) {
        let Some(at) = chosen(versions, wanted) else { return refuse(no_version(name, wanted, versions)) };
        versions.get(&at).map(|norm| norm_page(&workshop, norm, &at, before(versions, &at), versions))
    } else {
        return refuse(no_chapter(name, library.chapters.keys().chain(library.norms.keys()).map(String::as_str)));
    };
    screen.out(&printable_lines(&page.unwrap_or_default()));
    Ok(DONE)
}

/// Every line without what could steer a terminal.
fn printable_lines(text: &str) -> String {
    text.lines().map(|line| render::printable(line) + "\n").collect()
}

fn chosen<T>(versions: &BTreeMap<Version, T>, wanted: Option<&str>) -> Option<Version> {
    match wanted {
        None => versions.keys().next_back().cloned(),
        Some(text) => version::parse_folder(text).filter(|v| versions.contains_key(v)),
    }
}

fn before<'a, T>(versions: &'a BTreeMap<Version, T>, at: &Version) -> Option<(&'a Version, &'a T)> {
    versions.range(..at.clone()).next_back()
}

/// A line with its head in the first column; the parts each on a line of their own.
fn line(out: &mut String, head: &str, parts: &[String]) {
    for (at, part) in parts.iter().enumerate() {
        let _ = writeln!(out, "{:<16}{part}", if at == 0 { head } else { "" });
    }
}

/// What every kind of text has.
fn common<T>(workshop: &Workshop, key: &PartKey, title: &str, note: &str, versions: &BTreeMap<Version, T>) -> String {
    let mut out = format!("{title}\n{key}\n\n");
    let Some(part) = workshop.compiler.inventory().get(key) else { return out };
    let day = |day: Option<chrono::NaiveDate>| day.map(dutch::date);
    let valid = match (day(part.valid.0), day(part.valid.1)) {
        (Some(from), Some(to)) => format!("{from} tot en met {to}"),
        (Some(from), None) => format!("vanaf {from}"),
        _ => "altijd".into(),
    };
    line(&mut out, "geldig", &[valid]);
    line(&mut out, "herkomst", &[format!("{note} ({})", workshop.layers.words(part))]);
    line(&mut out, "controlecode", &[part.hash.to_string()]);
    let others: Vec<String> =
        versions.keys().filter(|v| Some(*v) != key.version.as_ref()).map(ToString::to_string).collect();
    if !others.is_empty() {
        line(&mut out, "andere versies", &[others.join(", ")]);
    }
    out
}

fn difference(out: &mut String, old: &Version, new: &Version, bump: &Bump) {
    let _ = writeln!(out, "\nVerschil met {old}: {}.", bump.least().sentence());
    for reason in &bump.reasons {
        let _ = writeln!(out, "- deze versie {}", reason.text);
    }
    for doubt in &bump.doubts {
        let _ = writeln!(out, "- {doubt}");
    }
    let least = bump.least().next(&version::published(old));
    if version::published(new) < least {
        let _ = writeln!(out, "Het nummer {new} is daarvoor te laag; het eerste dat past, is {least}.");
    }
}

fn chapter_page(
    workshop: &Workshop,
    chapter: &Chapter,
    before: Option<(&Version, &Chapter)>,
    versions: &BTreeMap<Version, Chapter>,
    with_text: bool,
) -> String {
    let meta = &chapter.meta;
    let key =
        PartKey { kind: Onderdeelsoort::Hoofdstuk, name: chapter.name.clone(), version: Some(chapter.version.clone()) };
    let mut out = common(workshop, &key, &meta.titel.value, &meta.herkomst.value, versions);
    line(&mut out, "document", &[format!("{}, plaats {}", meta.document.0, meta.plaats.value)]);
    line(&mut out, "voorwaarde", &[meta.voorwaarde.as_ref().map_or_else(|| "geen".into(), |v| v.value.clone())]);
    if let Some(day) = &meta.controleren_op {
        line(&mut out, "nakijken op", &[dutch::date(day.value)]);
    }
    if let Some(facets) = facets(chapter.text.text()) {
        let calls = |wanted: &str| -> Vec<String> {
            let inside =
                |call: &String| Some(call.strip_prefix(wanted)?.strip_prefix("(\"")?.split('"').next()?.to_owned());
            facets.calls.keys().filter_map(inside).collect()
        };
        let known = crate::text::components::names();
        let parts = facets.calls.keys().filter(|call| known.iter().any(|k| call.split('(').next() == Some(k)));
        let words = ["begrip(", "hoofdstuk(", "rechtsfeit("];
        let parts: Vec<String> = parts.filter(|call| !words.iter().any(|w| call.starts_with(w))).cloned().collect();
        line(&mut out, "vraagt om", &facets.names.into_iter().collect::<Vec<_>>());
        line(&mut out, "rechtsfeiten", &calls("rechtsfeit"));
        line(&mut out, "begrippen", &calls("begrip"));
        line(&mut out, "onderdelen", &parts);
    }
    let sources: Vec<String> = meta
        .bronnen
        .iter()
        .map(|b| {
            format!("{}{}", b.titel.value, b.uitgever.as_ref().map(|u| format!(" ({})", u.value)).unwrap_or_default())
        })
        .collect();
    line(&mut out, "bronnen", &sources);
    let news: Vec<String> = meta
        .wijzigingen
        .iter()
        .map(|w| format!("{} op {}: {}", w.versie.value, dutch::date(w.datum.value), w.tekst.value.trim()))
        .collect();
    line(&mut out, "wijzigingen", &news);
    if let Some((old, earlier)) = before {
        difference(&mut out, old, &chapter.version, &compare_chapters(earlier, chapter));
    }
    if with_text {
        let _ = write!(out, "\n{}\n", chapter.text.text().trim_end());
    }
    out
}

fn norm_page(
    workshop: &Workshop,
    norm: &Norm,
    at: &Version,
    before: Option<(&Version, &Norm)>,
    versions: &BTreeMap<Version, Norm>,
) -> String {
    let key = PartKey { kind: Onderdeelsoort::Norm, name: norm.id.0.clone(), version: Some(at.clone()) };
    let mut out = common(workshop, &key, &norm.naam.value, &norm.bron.value, versions);
    let criteria: Vec<String> =
        norm.criteria.iter().map(|c| format!("{}  {}", c.id.0.to_uppercase(), c.vraag.value)).collect();
    line(&mut out, "criteria", &criteria);
    if let Some((old, earlier)) = before {
        difference(&mut out, old, at, &compare_norms(earlier, norm));
    }
    out
}
