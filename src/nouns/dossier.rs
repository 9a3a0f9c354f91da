//! `Dossier`: one gemeente, every file read into types, every value with its place.
//!
//! It deliberately does not relate files to each other; `judgement::check` does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::adopted::{self, Adopted};
use super::amended;
use super::amendement::{self, Amendementen, Amendementenlijst};
use super::gemeente::Gemeente;
use super::jaar::Jaar;
use super::library::Library;
use super::lock::{self, Lock};
use super::organisatie::Organisatie;
use super::plan::{Maatregel, Plan, Vaststelling};
use super::reader::{MOST_ROWS, Reader, tell_encoding};
use super::record::{Record, read_node, read_rows, suggestion, unique_ids};
use super::scalar::tell_file_glyphs;
use super::section::sections;
use super::telling::{Eenheid, EerderJaar, Telling, personal_column, personal_value};
use super::verloop::{self, Stap};
use super::view::{Audience, View};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::glyphs::GlyphSet;
use crate::ground::source::{Place, Source, SourceSet};
use crate::ground::toml::shorten;
use crate::ground::tree::Value;
use crate::ground::{csv, dutch, toml};

/// Text of the gemeente itself at a chapter.
#[derive(Debug, Clone)]
pub struct LocalText {
    /// The Markdown file.
    pub source: Arc<Source>,
    /// The named part of the chapter that it belongs to; none for the chapter as a whole.
    pub part: Option<String>,
    /// Whether it stands in place of the shared text.
    pub replaces: bool,
}

/// One gemeente.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// `gemeente.toml`.
    pub gemeente: Gemeente,
    /// `beleidsplan.toml`.
    pub plan: Plan,
    /// `organisatie.toml`.
    pub organisatie: Organisatie,
    /// `maatregelen.csv`.
    pub maatregelen: Vec<Maatregel>,
    /// `jaren/`, by year.
    pub jaren: BTreeMap<i32, Jaar>,
    /// `eerdere-jaren.csv`.
    pub eerder: Vec<EerderJaar>,
    /// `vaststelling.toml`.
    pub vaststelling: Option<Vaststelling>,
    /// `verloop.csv`, in the order of the file; none when a row of it cannot be read.
    pub verloop: Vec<Stap>,
    /// `amendementen.toml`, and what it makes of the data.
    pub amendementen: Amendementen,
    /// `teksten/`, by chapter; that of the chapter as a whole first.
    pub teksten: BTreeMap<String, Vec<LocalText>>,
    /// The logo, when there is one that can be read.
    pub logo: Option<Arc<Source>>,
    /// `beleid.lock`, when there is one that can be trusted.
    pub lock: Option<Lock>,
    /// `vastgesteld/`: what was adopted, in order of day.
    pub adopted: Vec<Adopted>,
}

impl Dossier {
    /// The gemeente's own texts at a chapter.
    pub fn local(&self, chapter: &str) -> &[LocalText] {
        self.teksten.get(chapter).map_or(&[], Vec::as_slice)
    }

    /// Every value that a document could show, by its name and place. Signals are left out: they are counted, not
    /// shown one by one, and of the years only the newest is.
    pub fn shown_values(&self) -> Vec<(String, Place)> {
        let mut values = Vec::new();
        for (name, view) in [
            ("gemeente", Record::view(&self.gemeente, Audience::Openbaar)),
            ("plan", Record::view(&self.plan, Audience::Openbaar)),
            ("organisatie", Record::view(&self.organisatie, Audience::Openbaar)),
        ] {
            flatten(name, &view, &mut values);
        }
        for row in &self.maatregelen {
            flatten("maatregel", &Record::view(row, Audience::Openbaar), &mut values);
        }
        if let Some(decision) = &self.vaststelling {
            let mut own = Vec::new();
            flatten("vaststelling", &Record::view(decision, Audience::Openbaar), &mut own);
            values.extend(own.into_iter().filter(|(name, _)| !FOR_PUBLICATION.contains(&name.as_str())));
        }
        if let Some(year) = self.jaren.values().next_back() {
            flatten("jaar", &Record::view(&year.text, Audience::Openbaar), &mut values);
            year.controls.iter().for_each(|r| flatten("controle", &Record::view(r, Audience::Openbaar), &mut values));
            year.trainings.iter().for_each(|r| flatten("training", &Record::view(r, Audience::Openbaar), &mut values));
            year.progress.iter().for_each(|r| flatten("voortgang", &Record::view(r, Audience::Openbaar), &mut values));
            year.money.iter().for_each(|r| flatten("middel", &Record::view(r, Audience::Openbaar), &mut values));
        }
        values
    }
}

/// Looks, and what is not so, are no content. What the papers for a decision hold is, but those are only made when they
/// are asked for.
const NOT_CONTENT: &[&str] = &["huisstijl", "peildatum", "waarde", "id", "besluitvorming", "aanvaard"];

/// What the publication of a decision asks and no document shows.
const FOR_PUBLICATION: &[&str] = &[
    "vaststelling.zaaknummer",
    "vaststelling.rubriek",
    "vaststelling.onderwerp",
    "vaststelling.betreft",
    "vaststelling.ondertekening",
    "vaststelling.uitwerkingtreding",
    "vaststelling.terugwerkend_tot",
];

fn flatten(name: &str, view: &View, out: &mut Vec<(String, Place)>) {
    match view {
        View::Table(entries) => {
            // A fact of the profile that is not so chooses no chapter.
            if matches!(view.get("waarde"), Some(View::Bool(false, _))) {
                return;
            }
            for (key, value) in entries.iter().filter(|(key, _)| !NOT_CONTENT.contains(&key.as_str())) {
                flatten(&format!("{name}.{key}"), value, out);
            }
        }
        View::List(items) => items.iter().for_each(|item| flatten(name, item, out)),
        other => {
            let mut places = Vec::new();
            other.places(&mut places);
            out.extend(places.into_iter().map(|place| (name.to_owned(), place)));
        }
    }
}

const FILES: &[&str] = &[
    "gemeente.toml",
    "beleidsplan.toml",
    "organisatie.toml",
    "maatregelen.csv",
    "eerdere-jaren.csv",
    "vaststelling.toml",
    verloop::FILE,
    amendement::FILE,
    lock::FILE,
    "LEESMIJ.md",
];
const YEAR_FILES: &[&str] = &[
    "jaar.toml",
    "signalen.csv",
    "meldingen.csv",
    "slachtoffers.csv",
    "casussen.csv",
    "gepubliceerd.csv",
    "regio.csv",
    "trainingen.csv",
    "controles.csv",
    "voortgang.csv",
    "middelen.csv",
    "bewijs.csv",
    "oordelen.csv",
];

/// Reads a folder of a gemeente. `None` when a file without which nothing can be made is missing or unreadable.
pub fn read(set: &SourceSet, library: &Library, glyphs: &GlyphSet) -> (Option<Dossier>, Report) {
    let mut report = Report::default();
    let mut rd = Reader::new(&mut report, glyphs);
    let gemeente: Option<Gemeente> = required(set, "gemeente.toml", &mut rd);
    let plan: Option<Plan> = required(set, "beleidsplan.toml", &mut rd);
    let organisatie = optional::<Organisatie>(set, "organisatie.toml", &mut rd);
    let maatregelen: Option<Vec<Maatregel>> = rows(set, "maatregelen.csv", &mut rd);
    unique_ids("maatregel", maatregelen.iter().flatten().map(|m| &m.id), &mut rd);
    let eerder = counts(set, "eerdere-jaren.csv", &mut rd).unwrap_or_default();
    let vaststelling = set.get("vaststelling.toml").cloned().and_then(|s| table(&s, &mut rd));
    let verloop = verloop::read(set, &mut rd);
    let adopted = adopted::read(set, &mut rd);
    let listed: Option<Amendementenlijst> = set.get(amendement::FILE).cloned().and_then(|s| table(&s, &mut rd));
    let mut listed = listed.map(|list| list.amendement).unwrap_or_default();
    amendement::mark_earlier(&mut listed, &adopted, vaststelling.as_ref());
    amendement::check(&listed, library, (plan.as_ref(), vaststelling.as_ref()), &mut rd);
    let amendementen = amended::amend(set, listed, &mut rd);
    let jaren = read_years(set, &mut rd);
    let teksten = read_texts(set, library, &mut rd);
    let logo = gemeente.as_ref().and_then(|g| read_logo(set, g, &mut rd));
    let lock = set.get(lock::FILE).and_then(|source| lock::read(source, &mut rd));
    let named = gemeente.as_ref().and_then(|g| g.huisstijl.logo.as_ref()).map(|at| at.value.as_str());
    tell_files(set, named, &mut rd);
    let dossier = match (gemeente, plan, organisatie, maatregelen, jaren) {
        (Some(gemeente), Some(plan), Some(organisatie), Some(maatregelen), Some(jaren)) => Some(Dossier {
            gemeente,
            plan,
            organisatie,
            maatregelen,
            jaren,
            eerder,
            vaststelling,
            verloop,
            teksten,
            logo,
            lock,
            adopted,
            amendementen,
        }),
        _ => None,
    };
    (dossier, report)
}

fn table<T: Record>(source: &Arc<Source>, rd: &mut Reader<'_>) -> Option<T> {
    let node = if tell_encoding(source, rd) { toml::parse(source, rd.report)? } else { return None };
    read_node(&node, rd)
}

fn required<T: Record>(set: &SourceSet, path: &str, rd: &mut Reader<'_>) -> Option<T> {
    let Some(source) = set.get(path) else {
        rd.report.push(rules::FILE_MISSING.at(
            None,
            format!("`{path}` ontbreekt"),
            format!("Maak `{path}`, of laat `beleid nieuw` een map met alle bestanden maken."),
        ));
        return None;
    };
    table(&source.clone(), rd)
}

/// A file that may be left out reads as if it were empty, so that its gaps are told at its name.
fn optional<T: Record>(set: &SourceSet, path: &str, rd: &mut Reader<'_>) -> Option<T> {
    let source = set.get(path).cloned().unwrap_or_else(|| Arc::new(Source::new(path, Vec::new())));
    table(&source, rd)
}

/// The rows of a file, none when it is not there. `None` when it cannot be read.
fn rows<T: Record>(set: &SourceSet, path: &str, rd: &mut Reader<'_>) -> Option<Vec<T>> {
    rows_up_to(MOST_ROWS, set, path, rd)
}

fn rows_up_to<T: Record>(most: usize, set: &SourceSet, path: &str, rd: &mut Reader<'_>) -> Option<Vec<T>> {
    let Some(source) = set.get(path) else { return Some(Vec::new()) };
    let sheet = if tell_encoding(source, rd) { csv::parse(source, rd.report)? } else { return None };
    read_rows(&sheet, &source.place(0..0), most, rd)
}

/// Signals are counted and not shown one by one.
const MOST_SIGNALS: usize = 200_000;

/// The rows of a file with counts. A file with something of a person in it is refused whole: the program does not read
/// what it must not hold, and the message does not repeat it.
fn counts<T: Record>(set: &SourceSet, path: &str, rd: &mut Reader<'_>) -> Option<Vec<T>> {
    let Some(source) = set.get(path) else { return Some(Vec::new()) };
    let sheet = if tell_encoding(source, rd) { csv::parse(source, rd.report)? } else { return None };
    if tell_personal(&sheet, rd) {
        return None;
    }
    read_rows(&sheet, &source.place(0..0), MOST_SIGNALS, rd)
}

/// Tells every column and the first cells that look as if they hold something of a person.
fn tell_personal(sheet: &csv::Sheet, rd: &mut Reader<'_>) -> bool {
    const MOST_TOLD: usize = 20;
    let mut told = 0;
    for (_, place) in sheet.columns.iter().filter(|(name, _)| personal_column(name)) {
        told += 1;
        rd.report.push(rules::PERSONAL_COLUMN.at(
            Some(place.clone()),
            "deze kolom lijkt gegevens van een persoon te bevatten",
            "Haal de kolom weg uit dit bestand. Voor een telling zijn vorm, bron, opvolging en aantal genoeg.",
        ));
    }
    for (number, row) in sheet.rows.iter().enumerate() {
        let Value::Table(table) = &row.value else { continue };
        for (key, _, node) in &table.entries {
            let Value::Text(text) = &node.value else { continue };
            let Some(what) = personal_value(text) else { continue };
            told += 1;
            if told <= MOST_TOLD {
                // At the head of the column: a message shows the line it points at, and this one must not.
                let head = sheet.columns.iter().find(|(name, _)| name == key).map(|(_, place)| place.clone());
                rd.report.push(rules::PERSONAL_VALUE.at(
                    head,
                    format!("in rij {} staat in deze kolom iets dat op {what} lijkt", number + 1),
                    "Haal het weg. In een telling hoort niets dat naar een persoon wijst.",
                ));
            }
        }
    }
    told > 0
}

/// Every year; `None` when the text of one cannot be read.
fn read_years(set: &SourceSet, rd: &mut Reader<'_>) -> Option<BTreeMap<i32, Jaar>> {
    let mut folders: BTreeMap<&str, &Arc<Source>> = BTreeMap::new();
    for source in set.below("jaren/") {
        if let Some((folder, _)) = source.path()["jaren/".len()..].split_once('/') {
            folders.entry(folder).or_insert(source);
        }
    }
    let mut years = Vec::new();
    for (folder, first) in folders {
        let Some(year) = folder.parse::<i32>().ok().filter(|y| (1990..=2100).contains(y) && folder.len() == 4) else {
            rd.report.push(rules::YEAR_FOLDER.at(
                Some(first.place(0..0)),
                format!("`{}` is geen jaar", shorten(folder)),
                "Noem de map naar het jaar, bijvoorbeeld 2025.",
            ));
            continue;
        };
        let path = |file: &str| format!("jaren/{year}/{file}");
        let text = optional(set, &path("jaar.toml"), rd);
        let mut tellingen: BTreeMap<Eenheid, Vec<Telling>> = BTreeMap::new();
        for unit in Eenheid::ALL {
            let file = path(&format!("{}.csv", unit.word()));
            if set.get(&file).is_some() {
                tellingen.insert(*unit, counts(set, &file, rd).unwrap_or_default());
            }
        }
        let published = counts(set, &path("gepubliceerd.csv"), rd).unwrap_or_default();
        let region = counts(set, &path("regio.csv"), rd).unwrap_or_default();
        let trainings = rows(set, &path("trainingen.csv"), rd).unwrap_or_default();
        let controls = rows(set, &path("controles.csv"), rd).unwrap_or_default();
        let progress = rows(set, &path("voortgang.csv"), rd).unwrap_or_default();
        let money = rows(set, &path("middelen.csv"), rd).unwrap_or_default();
        let evidence = rows(set, &path("bewijs.csv"), rd).unwrap_or_default();
        let judgements = rows(set, &path("oordelen.csv"), rd).unwrap_or_default();
        years.push(text.map(|text| {
            (
                year,
                Jaar {
                    year,
                    text,
                    counts: tellingen,
                    published,
                    region,
                    trainings,
                    controls,
                    progress,
                    money,
                    evidence,
                    judgements,
                },
            )
        }));
    }
    years.into_iter().collect()
}

/// Reads `teksten/<hoofdstuk>.md` and `teksten/<hoofdstuk>/<deel>.md`; with `.vervangt` before `.md` it stands in the
/// place of the shared text.
fn read_texts(set: &SourceSet, library: &Library, rd: &mut Reader<'_>) -> BTreeMap<String, Vec<LocalText>> {
    let mut texts: BTreeMap<String, Vec<LocalText>> = BTreeMap::new();
    for source in set.below("teksten/") {
        let Some(stem) = source.path()["teksten/".len()..].strip_suffix(".md") else { continue };
        let (stem, replaces) = stem.strip_suffix(".vervangt").map_or((stem, false), |name| (name, true));
        let (name, part) = stem.split_once('/').map_or((stem, None), |(name, part)| (name, Some(part)));
        let Some(versions) = library.chapters.get(name) else {
            let names: Vec<&str> = library.chapters.keys().map(String::as_str).collect();
            rd.report.push(rules::UNKNOWN_CHAPTER.at(
                Some(source.place(0..0)),
                format!("er is geen hoofdstuk `{}`", shorten(name)),
                suggestion(name, &names),
            ));
            continue;
        };
        // A part that only another version has is told when it is known which version is used.
        let parts: BTreeSet<String> =
            versions.values().flat_map(|c| sections(c.text.text())).map(|section| section.name).collect();
        if let Some(part) = part.filter(|part| !parts.contains(*part)) {
            let names: Vec<&str> = parts.iter().map(String::as_str).collect();
            rd.report.push(rules::UNKNOWN_CHAPTER.at(
                Some(source.place(0..0)),
                format!("hoofdstuk `{name}` heeft geen deel `{}`", shorten(part)),
                suggestion(part, &names),
            ));
            continue;
        }
        if !tell_encoding(source, rd) {
            continue;
        }
        tell_file_glyphs(source, rd);
        let here = texts.entry(name.to_owned()).or_default();
        if here.iter().any(|other| other.part.as_deref() == part) {
            let what = part.map_or_else(String::new, |part| format!("deel `{part}` van "));
            rd.report.push(rules::DUPLICATE_ID.at(
                Some(source.place(0..0)),
                format!("bij {what}hoofdstuk `{name}` staan een aanvulling en een vervanging"),
                "Voeg de twee teksten samen in een van de bestanden en haal het andere weg.",
            ));
            continue;
        }
        here.push(LocalText { source: source.clone(), part: part.map(str::to_owned), replaces });
    }
    for (name, here) in &mut texts {
        here.sort_by(|a, b| a.part.cmp(&b.part));
        if here.first().is_some_and(|first| first.part.is_none() && first.replaces) {
            for other in here.drain(1..) {
                rd.report.push(rules::PART_IN_REPLACED.at(
                    Some(other.source.place(0..0)),
                    format!("hoofdstuk `{name}` is in zijn geheel vervangen; dit deel is er niet meer"),
                    format!("Haal dit bestand weg, of teksten/{name}.vervangt.md."),
                ));
            }
        }
    }
    texts
}

fn read_logo(set: &SourceSet, gemeente: &Gemeente, rd: &mut Reader<'_>) -> Option<Arc<Source>> {
    let logo = gemeente.huisstijl.logo.as_ref()?;
    let found = set.get(&logo.value).filter(|s| {
        let svg = logo.value.ends_with(".svg") && s.text().contains("<svg") && !s.text().contains("href");
        svg || (logo.value.ends_with(".png") && s.bytes().starts_with(b"\x89PNG"))
    });
    let (title, action) = match (found, &gemeente.huisstijl.logo_alt) {
        (Some(source), Some(_)) => return Some(source.clone()),
        (None, _) => (
            format!("het logo `{}` is niet te lezen als SVG of PNG in deze map", shorten(&logo.value)),
            "Zet een SVG- of PNG-bestand in de map van de gemeente; een SVG-bestand zonder verwijzingen (href).",
        ),
        (_, None) => (
            "het logo heeft geen alternatieve tekst".to_owned(),
            "Voeg onder logo een regel toe: logo_alt = \"Logo van de gemeente …\".",
        ),
    };
    rd.report.push(rules::BAD_LOGO.at(Some(logo.place.clone()), title, action));
    None
}

fn tell_files(set: &SourceSet, logo: Option<&str>, rd: &mut Reader<'_>) {
    for source in set.iter() {
        let path = source.path();
        let parts: Vec<&str> = path.split('/').collect();
        let (known, candidates): (bool, &[&str]) = match parts[..] {
            [file] => (FILES.contains(&file) || logo == Some(path), FILES),
            ["jaren", _, file] => (YEAR_FILES.contains(&file), YEAR_FILES),
            ["vastgesteld", _, file] => (adopted::is_known(file), &[]),
            ["teksten", file] | ["teksten", _, file] => (file.ends_with(".md"), &[]),
            _ => (false, &[]),
        };
        if !known {
            let file = parts.last().copied().unwrap_or(path);
            let near = dutch::nearest(file, candidates.iter().copied())
                .map(|c| format!("Bedoelt u `{c}`? "))
                .unwrap_or_default();
            rd.report.push(rules::FILE_UNKNOWN.at(
                Some(source.place(0..0)),
                format!("dit bestand wordt niet gebruikt: `{}`", shorten(path)),
                format!("{near}Geef het een naam die het programma kent, of zet het buiten de map."),
            ));
        }
    }
}
