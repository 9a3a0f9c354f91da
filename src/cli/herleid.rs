//! `herleid`: from a sentence or figure that someone read to where it was written: chapter, version, file and line, and
//! the cells of the data.
//!
//! It deliberately searches the document as it would be made now, and says so when it finds nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;

use super::arguments::Trace;
use super::crew::{self, Terms};
use super::find::find;
use super::own_templates::OwnTemplates;
use super::request::Request;
use super::screen::Screen;
use super::task::{Part, Said};
use super::told::{Told, join};
use super::vergelijk::{bytes, document};
use super::workshop::{Bench, Workshop};
use super::{COULD_NOT, DONE, NOT_ALLOWED, disk, render};
use crate::ground::catalogue as rules;
use crate::ground::dutch;
use crate::ground::source::Place;
use crate::ground::toml::shorten;
use crate::nouns::derived::Derived;
use crate::paper::pages::Pages;
use crate::text::trace::{self, Found};

/// What did not get done when it went past its limits, and what to do about it.
const STOPPED: (&str, &str) = (
    "dit is niet te doorzoeken",
    "Kijk welk bestand heel groot is en kort het in, of geef meer ruimte met --tijd en --geheugen.",
);

/// Most places that are printed; more is no answer.
const MOST: usize = 40;

/// A passage with where it comes from.
#[derive(Debug, Serialize)]
struct Origin {
    document: String,
    jaar: Option<i32>,
    bladzijde: Option<Pages>,
    hoofdstuk: String,
    titel: String,
    versie: String,
    passage: String,
    bestand: Option<String>,
    regel: Option<usize>,
    herkomst: String,
    waarden: Vec<Cell>,
}

/// A value with the cells it was made of.
#[derive(Debug, Serialize)]
struct Cell {
    waarde: String,
    uit: BTreeMap<String, Vec<usize>>,
    regel: Option<String>,
}

/// Traces.
pub fn run(arguments: &Trace, screen: Screen) -> ExitCode {
    if arguments.text.is_none() && arguments.page.is_none() {
        screen.err("fout: geef met --tekst wat u zoekt, of met --pagina de bladzijde\n");
        return ExitCode::from(COULD_NOT);
    }
    let said = OwnTemplates::open(&arguments.templates).map(|_| {
        let terms = Terms { workers: 1, limits: arguments.limits, templates: arguments.templates.clone() };
        crew::one(&Part::about(&arguments.path), &terms).unwrap_or_else(|stopped| {
            let told = stopped.tell_part(&rules::NOT_FINISHED, STOPPED, arguments.limits);
            Said::told(vec![Told { file: arguments.path.display().to_string(), ..told }], COULD_NOT)
        })
    });
    let said = said.unwrap_or_else(|faults| Said::told(faults, COULD_NOT));
    said.told.iter().for_each(|told| screen.err(&(render::full(told, screen.colour_err) + "\n")));
    screen.err(&said.err);
    screen.out(&said.out);
    ExitCode::from(said.code)
}

/// What there is to say.
pub fn say(arguments: &Trace, workshop: &Workshop) -> Said {
    let (origins, looked) = match trace(arguments, workshop) {
        Ok(traced) => traced,
        Err(faults) => return Said::told(faults, COULD_NOT),
    };
    let mut said = Said { code: if origins.is_empty() { NOT_ALLOWED } else { DONE }, ..Said::default() };
    if arguments.json {
        said.out = serde_json::to_string_pretty(&origins).unwrap_or_default() + "\n";
    } else if origins.is_empty() {
        let what = arguments.text.as_deref().map_or_else(
            || "op die bladzijde staat niets".to_owned(),
            |text| format!("`{}` staat in geen document", shorten(&render::printable(text))),
        );
        said.err = format!(
            "{what} (gezocht in {})\nNeem een korter stuk van één zin, zoals het er staat. Een vertrouwelijke uitgave doorzoekt u met --vertrouwelijk.\n",
            if looked.is_empty() { "niets: er is geen document te maken".to_owned() } else { dutch::list(&looked) }
        );
    } else {
        said.out = origins.iter().take(MOST).map(page).collect();
        if origins.len() > MOST {
            said.out += &format!("En nog {} plekken. Geef meer woorden, of een bladzijde.\n", origins.len() - MOST);
        }
    }
    said
}

type Traced = (Vec<Origin>, Vec<String>);

/// A PDF that this program made: what it says of itself.
fn trace_pdf(arguments: &Trace, workshop: &Workshop) -> Result<Traced, Vec<Told>> {
    let shown = arguments.path.display().to_string();
    let bytes = bytes(&arguments.path, &shown)?;
    let written = document(&bytes, &shown)?;
    let found = match &arguments.text {
        Some(text) => trace::find(&written.manuscript, text),
        None => trace::all(&written.manuscript),
    };
    let pages = if found.is_empty() { None } else { workshop.compiler.pages(&written.manuscript) };
    let mut origins = Vec::new();
    for found in &found {
        let at = pages.as_ref().and_then(|pages| pages.get(found.at.0)?.get(found.at.1).copied());
        let here = |page: usize| at.is_some_and(|(first, last)| (first..=last).contains(&page));
        if !arguments.page.is_none_or(here) {
            continue;
        }
        let path = |place: &Place| place.source.path().split('#').next().unwrap_or_default().to_owned();
        let file = found.node.origin.as_ref().map(path);
        let own = file.as_deref().is_some_and(|file| file.starts_with("teksten/"));
        origins.push(Origin {
            document: written.order.document.clone(),
            jaar: written.order.year,
            bladzijde: at,
            hoofdstuk: found.chapter.id.clone(),
            titel: found.chapter.title.clone(),
            versie: found.chapter.version.clone(),
            passage: found.passage.clone(),
            regel: found.node.origin.as_ref().map(|place| place.line_column().0),
            herkomst: match file {
                Some(_) if own => "eigen tekst van de gemeente".into(),
                Some(_) => "gedeelde tekst".into(),
                None => "gemaakt door het programma".into(),
            },
            bestand: file,
            waarden: found.values.iter().map(|value| cell(value, path)).collect(),
        });
    }
    Ok((origins, vec![shown]))
}

/// Everything that was found, and the documents that were searched.
fn trace(arguments: &Trace, workshop: &Workshop) -> Result<Traced, Vec<Told>> {
    if disk::size(&arguments.path).is_some() {
        return trace_pdf(arguments, workshop);
    }
    let (gemeenten, _) = find(std::slice::from_ref(&arguments.path))?;
    let request = Request {
        documents: arguments.documents.clone(),
        year: arguments.year,
        confidential: arguments.confidential,
        ..Request::dated(arguments.when.stand, arguments.when.peildatum)
    };
    let (mut origins, mut looked) = (Vec::new(), Vec::new());
    for gemeente in &gemeenten {
        let bench = workshop.read(gemeente.path(), Path::new(""), &request.selection());
        let Some(dossier) = &bench.dossier else { continue };
        for order in &bench.orders {
            let Some(composed) = workshop.compiler.compose(dossier, &bench.intake, order).0 else { continue };
            looked.push(order.year.map_or_else(|| order.document.clone(), |y| format!("{} {y}", order.document)));
            let found = match &arguments.text {
                Some(text) => trace::find(&composed.manuscript, text),
                None => trace::all(&composed.manuscript),
            };
            if found.is_empty() {
                continue;
            }
            // Laying out takes a second: only when there is something to say a page of.
            let pages = workshop.compiler.pages(&composed.manuscript);
            let of = |found: &Found<'_>| pages.as_ref()?.get(found.at.0)?.get(found.at.1).copied();
            for found in &found {
                let at = of(found);
                let here = |page: usize| at.is_some_and(|(first, last)| (first..=last).contains(&page));
                if arguments.page.is_none_or(here) {
                    let name = &gemeente.shown;
                    origins.push(origin(found, at, workshop, &bench, (name, &order.document, order.year)));
                }
            }
        }
    }
    Ok((origins, looked))
}

fn origin(
    found: &Found<'_>,
    pages: Option<Pages>,
    workshop: &Workshop,
    bench: &Bench,
    (folder, document, year): (&str, &str, Option<i32>),
) -> Origin {
    let place = found.node.origin.as_ref();
    let file = place.map(|place| shown(place, workshop, bench, folder));
    let own = place.is_some_and(|place| is_own(place, bench));
    let part = place.map(|place| place.source.path().split('#').next().unwrap_or_default());
    Origin {
        document: document.to_owned(),
        jaar: year,
        bladzijde: pages,
        hoofdstuk: found.chapter.id.clone(),
        titel: found.chapter.title.clone(),
        versie: found.chapter.version.clone(),
        passage: found.passage.clone(),
        bestand: file,
        regel: place.map(|place| place.line_column().0),
        herkomst: match part {
            Some(_) if own => "eigen tekst van de gemeente".into(),
            Some(path) => workshop.layers.origin(path).words(),
            None => "gemaakt door het programma".into(),
        },
        waarden: found.values.iter().map(|value| cell(value, |place| shown(place, workshop, bench, folder))).collect(),
    }
}

fn cell(value: &Derived, shown: impl Fn(&Place) -> String) -> Cell {
    let mut from: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for place in &value.from {
        let lines = from.entry(shown(place)).or_default();
        let line = place.line_column().0;
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    Cell { waarde: value.shown.clone(), uit: from, regel: value.rule.clone() }
}

fn is_own(place: &Place, bench: &Bench) -> bool {
    bench.sources.get(place.source.path()).is_some_and(|source| Arc::ptr_eq(source, &place.source))
}

/// A file as the person can open it.
fn shown(place: &Place, workshop: &Workshop, bench: &Bench, folder: &str) -> String {
    let path = place.source.path();
    let real = path.split('#').next().unwrap_or(path);
    if is_own(place, bench) || !workshop.templates().contains(real) {
        join(folder, real)
    } else {
        workshop.layers.origin(real).shown(real)
    }
}

fn page(origin: &Origin) -> String {
    let mut out = String::new();
    let year = origin.jaar.map(|y| format!(" {y}")).unwrap_or_default();
    let pages = match origin.bladzijde {
        Some((first, last)) if first == last => format!(", bladzijde {first}"),
        Some((first, last)) => format!(", bladzijde {first} tot en met {last}"),
        None => String::new(),
    };
    let _ = writeln!(out, "{}{year}{pages}, hoofdstuk {} {}", origin.document, origin.hoofdstuk, origin.versie);
    let _ = writeln!(out, "  \u{2018}{}\u{2019}", dutch_shortened(&origin.passage));
    if let (Some(file), Some(line)) = (&origin.bestand, origin.regel) {
        let _ = writeln!(out, "  staat in  {file}:{line}  ({})", origin.herkomst);
    } else {
        let _ = writeln!(out, "  {}", origin.herkomst);
    }
    let mut seen = Vec::new();
    for cell in &origin.waarden {
        let files = cell.uit.iter().map(|(file, lines)| format!("{file}:{}", numbers(lines))).collect::<Vec<_>>();
        let line = match (&files[..], &cell.regel) {
            ([], None) => continue,
            ([], Some(rule)) => rule.clone(),
            (files, None) => files.join(", "),
            (files, Some(rule)) => format!("{} ({rule})", files.join(", ")),
        };
        let line = format!("  \u{2018}{}\u{2019}  uit  {line}\n", dutch_shortened(&cell.waarde));
        if !seen.contains(&line) {
            out.push_str(&line);
            seen.push(line);
        }
    }
    out.lines().map(|line| render::printable(line) + "\n").chain(["\n".to_owned()]).collect()
}

fn dutch_shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(LONGEST).collect::<String>().trim_end())
}

/// Lines as runs: `2-14,17`.
fn numbers(lines: &[usize]) -> String {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let run =
        |(first, last): &(usize, usize)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    runs.iter().map(run).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_a_row_are_a_run() {
        assert_eq!(numbers(&[4, 2, 3, 9]), "2-4,9");
        assert_eq!(numbers(&[]), "");
    }
}
