//! Components with figures of what the gemeente did: controls, trainings, and the national series beside them.
//!
//! They deliberately take every count that could point at a person from `judgement::figures`, never from the data.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::scene::{Scene, nothing, number_column, paragraph, table, text_column, words};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::nouns::telling::Eenheid;
use crate::text::manuscript::{Block, Chart, ChartKind, Inline, KeyFigure, Series};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

/// A few numbers of the year: different units, side by side and never added up.
pub fn key_figures(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year else { return Ok(nothing("Over dit jaar zijn nog geen gegevens.")) };
    let mut figures = Vec::new();
    for (unit, explanation) in [
        (Eenheid::Signalen, "vastgelegd door de gemeente; een signaal is geen slachtoffer"),
        (Eenheid::Meldingen, "doorgegeven aan politie, inspectie of een andere instantie"),
        (Eenheid::Slachtoffers, "volgens een deskundige instantie; niet door een rechter vastgesteld"),
        (Eenheid::Casussen, "besproken met partners"),
    ] {
        if let Some(counted) = scene.figures.year(unit, year.year) {
            figures.push(KeyFigure {
                number: counted.total().text(),
                label: unit.label().into(),
                explanation: explanation.into(),
            });
        }
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

/// Controls against what the plan set out to do.
pub fn control_targets(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year else { return Ok(nothing("Over controles zijn nog geen gegevens.")) };
    let targets = &scene.dossier.plan.controledoelen;
    // A target of another year is shown in the report over that year.
    targets.iter().flat_map(|t| [&t.jaar.place, &t.objecten.place]).for_each(|place| scene.shown.mark(place));
    targets.iter().filter_map(|t| t.soort.as_ref()).for_each(|s| scene.shown.mark(&s.place));
    let targets: Vec<_> = targets.iter().filter(|t| i64::from(t.jaar.value) == i64::from(year.year)).collect();
    if targets.is_empty() {
        return Ok(paragraph(format!("Voor {} is geen aantal controles afgesproken.", year.year)));
    }
    let rows = targets
        .into_iter()
        .map(|target| {
            scene.shown.mark(&target.jaar.place);
            let of = |c: &&crate::nouns::jaar::Controle| {
                target.soort.as_ref().is_none_or(|s| s.value.eq_ignore_ascii_case(c.soort.value.trim()))
            };
            let done: u64 = year.controls.iter().filter(of).map(|c| u64::from(c.objecten.value)).sum();
            let wanted = u64::from(target.objecten.value);
            let number = |n: u64| words(dutch::integer(i64::try_from(n).unwrap_or(i64::MAX)));
            vec![
                target
                    .soort
                    .as_ref()
                    .map_or_else(|| words("Alle soorten samen"), |s| words(dutch::capitalise(&scene.text(s)))),
                scene.show(&target.objecten),
                number(done),
                words(if done >= wanted { "gehaald" } else { "niet gehaald" }),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Soort controle", 7),
        number_column("Afgesproken"),
        number_column("Gecontroleerd"),
        text_column("Doel", 4),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table(
        &format!("Controles tegenover het doel in {}", year.year),
        columns,
        rows,
    ))]))
}

/// Of each team how many took part in a training in the year, against its size and the target.
pub fn training_reach(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year.filter(|_| !scene.dossier.organisatie.teams.is_empty()) else {
        return Ok(nothing("Welke teams signalen kunnen zien, is nog niet vastgelegd."));
    };
    let target = scene.dossier.plan.trainingsdoel.as_ref();
    let rows = scene
        .dossier
        .organisatie
        .teams
        .iter()
        .map(|team| {
            let of = year.trainings.iter().filter(|t| t.team.value == team.id.value);
            let took: u64 = of.map(|t| u64::from(t.deelnemers.value)).sum();
            let size = team.omvang.as_ref().map(|o| u64::from(o.value)).filter(|n| *n > 0);
            // Who took part twice counts twice, so a share above one is told as all.
            let share = size.map(|size| took.min(size) * 100 / size);
            let met = share.zip(target).map(|(share, t)| share >= u64::from(t.value));
            vec![
                scene.show(&team.naam),
                scene.known(&team.omvang),
                words(dutch::integer(i64::try_from(took).unwrap_or(i64::MAX))),
                words(share.map_or_else(|| "–".into(), |s| format!("{s}%"))),
                words(match met {
                    Some(true) => "gehaald",
                    Some(false) => "niet gehaald",
                    None => "–",
                }),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Team", 7),
        number_column("Medewerkers"),
        number_column("Deelnames"),
        number_column("Bereik"),
        text_column("Doel", 4),
    ];
    let mut data = table(&format!("Getrainde medewerkers per team in {}", year.year), columns, rows);
    data.note = Some(match target {
        Some(t) => format!("Doel: ten minste {}% van elk team. Wie twee trainingen volgde, telt twee keer; meer dan alle medewerkers staat er als 100%.", scene.text(t)),
        None => "Er is geen doel afgesproken. Wie twee trainingen volgde, telt twee keer; meer dan alle medewerkers staat er als 100%.".into(),
    });
    Ok(Slot::Blocks(vec![Block::Table(data)]))
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
