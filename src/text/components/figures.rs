//! Components with figures: signals after disclosure control, controls, trainings and the national series.
//!
//! They deliberately take every count of signals from `judgement::signals`, never from the data.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::scene::{Scene, nothing, number_column, paragraph, table, text_column, words};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::judgement::disclosure::{Disclosed, THRESHOLD};
use crate::judgement::signals::DisclosedSignals;
use crate::text::manuscript::{Block, Chart, ChartKind, Inline, KeyFigure, Series, WITHHELD};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

/// The years in tables and charts, at most the last five.
fn recent<'a>(scene: &'a Scene<'_>) -> &'a [DisclosedSignals] {
    &scene.signals[scene.signals.len().saturating_sub(5)..]
}

const WITHHELD_NOTE: &str = "Niet getoond: het aantal is zo klein dat het naar een persoon kan wijzen, of een klein aantal zou eruit te berekenen zijn.";

fn series_value(d: Disclosed) -> Option<i64> {
    d.value().and_then(|n| i64::try_from(n).ok())
}

/// Signals per form over the years: a chart and its table.
pub fn by_form(scene: &Scene<'_>, _: &[String]) -> Answer {
    let years = recent(scene);
    let Some(last) = years.last() else { return Ok(nothing("Over signalen zijn nog geen gegevens.")) };
    let forms: Vec<&'static str> = last.by_form.iter().map(|(v, _)| v.label()).collect();
    let mut blocks = uncounted(scene);
    if forms.is_empty() {
        blocks.push(Block::Paragraph(words(format!("In {} zijn geen signalen vastgelegd.", last.year))));
        return Ok(Slot::Blocks(blocks));
    }
    let chart = Chart {
        kind: ChartKind::Bars,
        caption: "Signalen per vorm van uitbuiting".into(),
        unit: "aantal signalen".into(),
        labels: forms.iter().map(|f| (*f).to_owned()).collect(),
        series: years
            .iter()
            .map(|y| Series {
                name: y.year.to_string(),
                values: y.by_form.iter().map(|(_, d)| series_value(*d)).collect(),
                texts: y.by_form.iter().map(|(_, d)| short(*d)).collect(),
            })
            .collect(),
    };
    let mut columns = vec![text_column("Vorm", 7)];
    columns.extend(years.iter().map(|y| number_column(&y.year.to_string())));
    let rows = forms
        .iter()
        .enumerate()
        .map(|(i, form)| {
            std::iter::once(words(*form)).chain(years.iter().map(|y| words(y.by_form[i].1.text()))).collect()
        })
        .collect();
    let mut data = table("Signalen per vorm van uitbuiting, per jaar", columns, rows);
    data.total = Some(std::iter::once(words("Totaal")).chain(years.iter().map(|y| words(y.total.text()))).collect());
    data.note = note(years.iter().flat_map(|y| y.by_form.iter().map(|(_, d)| *d).chain([y.total])));
    // A chart of which nothing is shown would be an empty frame.
    let empty = chart.series.iter().all(|s| s.values.iter().all(|v| v.is_none_or(|n| n == 0)));
    if !empty {
        blocks.push(Block::Chart(chart));
    }
    if let Some(note) = data.note.as_mut().filter(|_| empty) {
        *note = WITHHELD_NOTE.to_owned();
    }
    blocks.push(Block::Table(data));
    Ok(Slot::Blocks(blocks))
}

/// That the year of the document has no count of signals, however many earlier years have one.
fn uncounted(scene: &Scene<'_>) -> Vec<Block> {
    let year = scene.year.filter(|y| !y.signals_known);
    let sentence =
        |year: i32| Block::Paragraph(vec![Inline::Unknown(format!("Over {year} zijn nog geen signalen bekend."))]);
    year.map(|y| sentence(y.year)).into_iter().collect()
}

fn short(d: Disclosed) -> String {
    d.value().map_or_else(|| WITHHELD.into(), |n| dutch::integer(i64::try_from(n).unwrap_or(i64::MAX)))
}

fn note(counts: impl IntoIterator<Item = Disclosed>) -> Option<String> {
    counts
        .into_iter()
        .any(|d| d.value().is_none())
        .then(|| format!("{WITHHELD_NOTE} In de grafiek staat dan {WITHHELD}"))
}

/// Signals per source in the year.
pub fn by_source(scene: &Scene<'_>, _: &[String]) -> Answer {
    Ok(breakdown(scene, "Signalen naar herkomst", "Van wie het signaal kwam", |y| &y.by_source))
}

/// Signals per follow-up in the year.
pub fn by_follow_up(scene: &Scene<'_>, _: &[String]) -> Answer {
    Ok(breakdown(scene, "Signalen naar opvolging", "Wat ermee is gedaan", |y| &y.by_follow_up))
}

fn breakdown<'a>(
    scene: &'a Scene<'_>,
    caption: &str,
    heading: &str,
    pick: impl Fn(&'a DisclosedSignals) -> &'a Vec<(String, Disclosed)>,
) -> Slot {
    let blocks = uncounted(scene);
    if !blocks.is_empty() {
        return Slot::Blocks(blocks);
    }
    let Some(year) = recent(scene).last() else { return nothing("Over signalen zijn nog geen gegevens.") };
    let groups = pick(year);
    if groups.is_empty() {
        return paragraph(format!("In {} zijn geen signalen vastgelegd.", year.year));
    }
    let rows = groups.iter().map(|(name, d)| vec![words(dutch::capitalise(name)), words(d.text())]).collect();
    let mut data =
        table(&format!("{caption} in {}", year.year), vec![text_column(heading, 8), number_column("Signalen")], rows);
    data.total = Some(vec![words("Totaal"), words(year.total.text())]);
    data.note = groups.iter().any(|(_, d)| d.value().is_none()).then(|| WITHHELD_NOTE.to_owned());
    Slot::Blocks(vec![Block::Table(data)])
}

/// A few numbers of the year: different units, side by side and never added up.
pub fn key_figures(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year else { return Ok(nothing("Over dit jaar zijn nog geen gegevens.")) };
    let mut figures = Vec::new();
    if let Some(signals) = scene.signals.iter().find(|s| s.year == year.year) {
        figures.push(KeyFigure {
            number: signals.total.text(),
            label: "signalen".into(),
            explanation: "vastgelegd door de gemeente; een signaal is geen slachtoffer".into(),
        });
    }
    let sum = |counts: Vec<u32>| dutch::integer(counts.into_iter().map(i64::from).sum());
    if !year.controls.is_empty() {
        figures.push(KeyFigure {
            number: sum(year.controls.iter().map(|c| c.objecten.value).collect()),
            label: "gecontroleerde objecten".into(),
            explanation: "bedrijven, woningen, parken en andere plekken".into(),
        });
    }
    if !year.trainings.is_empty() {
        figures.push(KeyFigure {
            number: sum(year.trainings.iter().map(|t| t.deelnemers.value).collect()),
            label: "deelnames aan trainingen".into(),
            explanation: "wie twee trainingen volgde, telt twee keer".into(),
        });
    }
    if let Some(meetings) = &year.text.casusoverleggen {
        figures.push(KeyFigure {
            number: scene.text(meetings),
            label: "casusoverleggen".into(),
            explanation: "keer dat het overleg bijeenkwam".into(),
        });
    }
    if figures.is_empty() {
        return Ok(nothing("Over dit jaar zijn nog geen cijfers."));
    }
    Ok(Slot::Blocks(vec![Block::KeyFigures(figures)]))
}

/// The controls of one kind in a year.
#[derive(Default)]
struct ControlKind {
    objects: u64,
    warnings: u64,
    decisions: u64,
    quarters: BTreeSet<u32>,
    partners: BTreeSet<String>,
}

/// Controls per kind.
pub fn controls(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year.filter(|y| !y.controls.is_empty()) else {
        return Ok(nothing("Over controles zijn nog geen gegevens."));
    };
    let mut kinds: BTreeMap<&str, ControlKind> = BTreeMap::new();
    for c in &year.controls {
        for place in [&c.kwartaal.place, &c.soort.place, &c.objecten.place] {
            scene.shown.mark(place);
        }
        for at in [&c.bestuurlijke_maatregelen, &c.waarschuwingen].into_iter().flatten() {
            scene.shown.mark(&at.place);
        }
        let kind = kinds.entry(c.soort.value.as_str()).or_default();
        kind.objects += u64::from(c.objecten.value);
        kind.warnings += c.waarschuwingen.as_ref().map_or(0, |n| u64::from(n.value));
        kind.decisions += c.bestuurlijke_maatregelen.as_ref().map_or(0, |n| u64::from(n.value));
        kind.quarters.insert(c.kwartaal.value);
        if let Some(with) = &c.met_wie {
            kind.partners.extend(scene.text(with).split(',').map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()));
        }
    }
    let number = |n: u64| words(dutch::integer(i64::try_from(n).unwrap_or(i64::MAX)));
    let rows = kinds
        .iter()
        .map(|(name, kind)| {
            let quarters: Vec<String> = kind.quarters.iter().map(u32::to_string).collect();
            let partners: Vec<&String> = kind.partners.iter().collect();
            vec![
                words(dutch::capitalise(name)),
                words(dutch::list(&quarters)),
                words(if partners.is_empty() { "–".into() } else { dutch::list(&partners) }),
                number(kind.objects),
                number(kind.warnings),
                number(kind.decisions),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Soort controle", 6),
        text_column("Kwartaal", 3),
        text_column("Met wie", 6),
        number_column("Objecten"),
        number_column("Waarschuwingen"),
        number_column("Bestuurlijke maatregelen"),
    ];
    let mut data = table(&format!("Controles in {}", year.year), columns, rows);
    let sum = |pick: fn(&ControlKind) -> u64| number(kinds.values().map(pick).sum());
    data.total = Some(vec![
        words("Totaal"),
        words("–"),
        words("–"),
        sum(|k| k.objects),
        sum(|k| k.warnings),
        sum(|k| k.decisions),
    ]);
    data.wide = true;
    Ok(Slot::Blocks(vec![Block::Table(data)]))
}

/// Trainings per team, against the size of the team.
pub fn trainings(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year.filter(|y| !y.trainings.is_empty()) else {
        return Ok(nothing("Over trainingen zijn nog geen gegevens."));
    };
    let rows = year
        .trainings
        .iter()
        .map(|t| {
            scene.shown.mark(&t.team.place);
            let team = scene.dossier.organisatie.teams.iter().find(|x| x.id.value == t.team.value);
            let size = team
                .and_then(|x| x.omvang.as_ref())
                .map_or_else(String::new, |o| format!(" van {}", dutch::integer(i64::from(o.value))));
            vec![
                words(team.map_or_else(|| t.team.0.clone(), |x| x.naam.value.clone())),
                scene.show(&t.datum),
                scene.show(&t.onderwerp),
                scene.or_dash(&t.aanbieder),
                words(format!("{}{size}", scene.text(&t.deelnemers))),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Team", 6),
        text_column("Datum", 0),
        text_column("Onderwerp", 7),
        text_column("Aanbieder", 5),
        number_column("Deelnemers"),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table(&format!("Trainingen in {}", year.year), columns, rows))]))
}

/// The national figures, each series apart: two series are never joined in one line.
pub fn national(scene: &Scene<'_>, _: &[String]) -> Answer {
    let limit = scene.order.peildatum.year();
    let mut by_series: BTreeMap<&str, Vec<(u32, u32)>> = BTreeMap::new();
    for figure in &scene.library.reference.national {
        if i32::try_from(figure.jaar.value).is_ok_and(|y| y < limit) {
            by_series.entry(figure.reeks.value.as_str()).or_default().push((figure.jaar.value, figure.aantal.value));
        }
    }
    let longest = by_series.iter().max_by_key(|(name, points)| (points.len(), std::cmp::Reverse(**name)));
    let Some((series, points)) = longest else { return Ok(nothing("Er zijn geen landelijke cijfers.")) };
    let chart = Chart {
        kind: ChartKind::LyingBars,
        caption: format!("Gemelde slachtoffers in Nederland, reeks {series}"),
        unit: "aantal per jaar".into(),
        labels: points.iter().map(|(y, _)| y.to_string()).collect(),
        series: vec![Series {
            name: (*series).to_owned(),
            values: points.iter().map(|(_, n)| Some(i64::from(*n))).collect(),
            texts: points.iter().map(|(_, n)| dutch::integer(i64::from(*n))).collect(),
        }],
    };
    let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
    for figure in &scene.library.reference.national {
        if i32::try_from(figure.jaar.value).is_ok_and(|y| y < limit) {
            rows.push(vec![
                words(figure.jaar.value.to_string()),
                words(dutch::integer(i64::from(figure.aantal.value))),
                words(figure.reeks.value.clone()),
                words(figure.bron.value.clone()),
            ]);
        }
    }
    let columns =
        vec![text_column("Jaar", 0), number_column("Aantal"), text_column("Reeks", 3), text_column("Bron", 10)];
    let mut data = table("Gemelde slachtoffers in Nederland, alle reeksen", columns, rows);
    data.note = Some(
        "De reeksen tellen op een andere manier en zijn niet met elkaar te vergelijken. De grafiek toont daarom één reeks; jaren zonder cijfer in die reeks ontbreken."
            .into(),
    );
    Ok(Slot::Blocks(vec![Block::Chart(chart), Block::Table(data)]))
}

/// How small counts are kept from view: the rule, and how often it was used, never where.
pub fn method(scene: &Scene<'_>, _: &[String]) -> Answer {
    let withheld = recent(scene)
        .iter()
        .flat_map(|y| {
            let forms = y.by_form.iter().map(|(_, d)| *d);
            forms
                .chain(y.by_source.iter().map(|(_, d)| *d))
                .chain(y.by_follow_up.iter().map(|(_, d)| *d))
                .chain([y.total])
        })
        .filter(|d| d.value().is_none())
        .count();
    let rule = format!(
        "Een aantal signalen van 1 tot en met {} tonen we niet. Uit zo’n klein aantal kan iemand een persoon herkennen. Is een klein aantal te berekenen uit een totaal, dan tonen we ook een ander aantal niet, of het totaal zelf. Nul tonen we wel, behalve als er in het hele jaar maar enkele signalen waren.",
        THRESHOLD - 1
    );
    let count = match withheld {
        0 => "In de gegevens van dit verslag was dat niet nodig.".to_owned(),
        1 => "In de gegevens van dit verslag is 1 aantal niet getoond.".to_owned(),
        n => format!("In de gegevens van dit verslag zijn {n} aantallen niet getoond."),
    };
    Ok(Slot::Blocks(vec![Block::Paragraph(words(rule)), Block::Paragraph(words(count))]))
}

fn items(scene: &Scene<'_>, texts: &[crate::ground::source::At<String>], otherwise: &str) -> Slot {
    if texts.is_empty() {
        return paragraph(otherwise);
    }
    let items = texts.iter().map(|t| vec![Block::Paragraph(scene.show(t))]).collect();
    Slot::Blocks(vec![Block::List { ordered: true, items }])
}

/// What did not go well.
pub fn obstacles(scene: &Scene<'_>, _: &[String]) -> Answer {
    Ok(scene.year.map_or_else(
        || nothing("Over knelpunten is nog niets genoteerd."),
        |y| items(scene, &y.text.knelpunten, "Er zijn geen knelpunten genoteerd."),
    ))
}

/// What is asked of the body that reads the report.
pub fn requests(scene: &Scene<'_>, _: &[String]) -> Answer {
    Ok(scene.year.map_or_else(
        || nothing("Wat er van het bestuur wordt gevraagd, is nog niet genoteerd."),
        |y| items(scene, &y.text.gevraagd, "Het verslag vraagt het bestuur geen besluit."),
    ))
}
