//! Components with counts of signals, reports, presumed victims and cases, and how they were protected.
//!
//! They deliberately take every count from `judgement::figures`, never from the data: table, chart, alternative text
//! and sentence say the same disclosed number.

use super::scene::{Scene, nothing, number_column, paragraph, table, text_column, words};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::judgement::disclosure::{Disclosed, Method, THRESHOLD, Zeros};
use crate::judgement::figures::{Cut, SpanFigures, UnitFigures, YearFigures};
use crate::nouns::order::Audience;
use crate::nouns::record::suggestion;
use crate::nouns::telling::{Eenheid, Onderdeel};
use crate::text::manuscript::{Block, Chart, ChartKind, Inline, Series, WITHHELD};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

const WITHHELD_NOTE: &str = "Niet getoond: het aantal is zo klein dat het naar een persoon kan wijzen, of een klein aantal zou eruit te berekenen zijn.";

/// The unit that a call names; signals when it names none.
fn unit(args: &[String]) -> Result<Eenheid, Diagnostic> {
    let Some(name) = args.first() else { return Ok(Eenheid::Signalen) };
    Eenheid::ALL.iter().copied().find(|u| u.word() == name).ok_or_else(|| {
        let known: Vec<&str> = Eenheid::ALL.iter().map(|u| u.word()).collect();
        rules::TEMPLATE_UNDEFINED.at(None, format!("er is geen eenheid `{name}`"), suggestion(name, &known))
    })
}

/// The figures of the unit that a call names.
fn asked<'a>(scene: &'a Scene<'_>, args: &[String]) -> Result<(Eenheid, Option<&'a UnitFigures>), Diagnostic> {
    let unit = unit(args)?;
    Ok((unit, scene.figures.units.get(&unit).filter(|u| !u.years.is_empty())))
}

fn no_data(unit: Eenheid) -> Slot {
    nothing(&format!("Over {} zijn nog geen gegevens.", unit.label()))
}

/// That the year of the document has no count of the unit, however many earlier years have one.
fn uncounted(scene: &Scene<'_>, unit: Eenheid) -> Option<Block> {
    let year = scene.year.filter(|y| scene.figures.year(unit, y.year).is_none())?;
    Some(Block::Paragraph(vec![Inline::Unknown(format!("Over {} zijn nog geen {} bekend.", year.year, unit.label()))]))
}

fn series_value(d: Disclosed) -> Option<i64> {
    d.value().and_then(|n| i64::try_from(n).ok())
}

fn short(d: Disclosed) -> String {
    if d.value().is_some() { d.text() } else { WITHHELD.into() }
}

fn cell(year: &YearFigures, cut: &Cut) -> Option<Disclosed> {
    year.cells.get(cut).copied()
}

/// A count in a table; a dash where the year has no such breakdown.
fn told(d: Option<Disclosed>) -> Vec<Inline> {
    words(d.map_or_else(|| "–".into(), Disclosed::text))
}

/// The note below a table, when something in it is not shown.
fn note<'a>(shown: impl IntoIterator<Item = &'a Option<Disclosed>>, chart: bool) -> Option<String> {
    let withheld = shown.into_iter().any(|d| d.is_some_and(|d| d.value().is_none()));
    let chart = if chart { format!(" In de grafiek staat dan {WITHHELD}") } else { String::new() };
    withheld.then(|| format!("{WITHHELD_NOTE}{chart}"))
}

/// The name of a cell.
fn label(scene: &Scene<'_>, cut: &Cut) -> String {
    match cut {
        Cut::Total => "Totaal".into(),
        Cut::Form(form) => form.label().into(),
        Cut::Source(name) | Cut::FollowUp(name) => dutch::capitalise(scene.labels.get(cut).unwrap_or(name)),
        Cut::Quarter(quarter) => format!("Kwartaal {quarter}"),
    }
}

/// By form over the years: a chart and its table.
pub fn by_form(scene: &Scene<'_>, args: &[String]) -> Answer {
    over_years(scene, args, Onderdeel::Vorm, "per vorm van uitbuiting", "Vorm")
}

/// By source over the years.
pub fn by_source(scene: &Scene<'_>, args: &[String]) -> Answer {
    over_years(scene, args, Onderdeel::Bron, "naar herkomst", "Van wie het kwam")
}

/// By follow-up over the years.
pub fn by_follow_up(scene: &Scene<'_>, args: &[String]) -> Answer {
    over_years(scene, args, Onderdeel::Opvolging, "naar opvolging", "Wat ermee is gedaan")
}

fn over_years(scene: &Scene<'_>, args: &[String], part: Onderdeel, what: &str, heading: &str) -> Answer {
    let (unit, Some(figures)) = asked(scene, args)? else { return Ok(no_data(unit(args)?)) };
    let mut blocks: Vec<Block> = uncounted(scene, unit).into_iter().collect();
    // A form that is zero in every year says nothing.
    let mut cuts: Vec<&Cut> = figures.years.iter().flat_map(|y| y.of(part)).map(|(cut, _)| cut).collect();
    cuts.sort();
    cuts.dedup();
    cuts.retain(|cut| figures.years.iter().any(|y| cell(y, cut).is_some_and(|d| d.value() != Some(0))));
    let Some(last) = figures.years.last() else { return Ok(no_data(unit)) };
    if cuts.is_empty() {
        let none = last.total().value() == Some(0);
        let sentence = if none {
            format!("In {} zijn geen {} vastgelegd.", last.year, unit.label())
        } else {
            format!("Van {} is dit niet vastgelegd.", unit.label())
        };
        blocks.push(Block::Paragraph(words(sentence)));
        return Ok(Slot::Blocks(blocks));
    }
    let name = dutch::capitalise(unit.label());
    let years = &figures.years;
    let chart = Chart {
        kind: ChartKind::Bars,
        caption: format!("{name} {what}"),
        unit: format!("aantal {}", unit.label()),
        labels: cuts.iter().map(|c| label(scene, c)).collect(),
        series: years
            .iter()
            .map(|y| Series {
                name: y.year.to_string(),
                values: cuts.iter().map(|c| cell(y, c).and_then(series_value)).collect(),
                texts: cuts.iter().map(|c| cell(y, c).map_or_else(|| "–".into(), short)).collect(),
            })
            .collect(),
    };
    let mut columns = vec![text_column(heading, 7)];
    columns.extend(years.iter().map(|y| number_column(&y.year.to_string())));
    let rows = cuts
        .iter()
        .map(|cut| std::iter::once(words(label(scene, cut))).chain(years.iter().map(|y| told(cell(y, cut)))).collect())
        .collect();
    let mut data = table(&format!("{name} {what}, per jaar"), columns, rows);
    data.total = Some(std::iter::once(words("Totaal")).chain(years.iter().map(|y| words(y.total().text()))).collect());
    let shown: Vec<Option<Disclosed>> =
        years.iter().flat_map(|y| cuts.iter().map(|c| cell(y, c)).chain([Some(y.total())])).collect();
    // A chart of which nothing is shown would be an empty frame; more than eight groups cannot be told apart in one.
    let empty = chart.series.iter().all(|s| s.values.iter().all(|v| v.is_none_or(|n| n == 0)));
    let drawn = !empty && part == Onderdeel::Vorm;
    data.note = note(&shown, drawn);
    if drawn {
        blocks.push(Block::Chart(chart));
    }
    blocks.push(Block::Table(data));
    Ok(Slot::Blocks(blocks))
}

/// The totals over the years, in a line with its table.
pub fn trend(scene: &Scene<'_>, args: &[String]) -> Answer {
    let (unit, Some(figures)) = asked(scene, args)? else { return Ok(no_data(unit(args)?)) };
    let years = &figures.years;
    if years.len() < 2 {
        return Ok(paragraph(format!("Over {} is er pas één jaar. Een verloop is er nog niet.", unit.label())));
    }
    let name = dutch::capitalise(unit.label());
    let totals: Vec<Disclosed> = years.iter().map(YearFigures::total).collect();
    let chart = Chart {
        kind: ChartKind::Bars,
        caption: format!("{name} per jaar"),
        unit: format!("aantal {}", unit.label()),
        labels: years.iter().map(|y| y.year.to_string()).collect(),
        series: vec![Series {
            name: name.clone(),
            values: totals.iter().map(|d| series_value(*d)).collect(),
            texts: totals.iter().map(|d| short(*d)).collect(),
        }],
    };
    let quarters: Vec<Cut> = (1..=4).map(Cut::Quarter).filter(|q| years.iter().any(|y| cell(y, q).is_some())).collect();
    let mut columns = vec![text_column("Jaar", 4)];
    columns.extend(quarters.iter().map(|q| number_column(&label(scene, q))));
    columns.push(number_column("Totaal"));
    let rows = years
        .iter()
        .map(|y| {
            let parts = quarters.iter().map(|q| told(cell(y, q)));
            std::iter::once(words(y.year.to_string())).chain(parts).chain([words(y.total().text())]).collect()
        })
        .collect();
    let by = if quarters.is_empty() { "per jaar" } else { "per jaar en kwartaal" };
    let mut data = table(&format!("{name} {by}"), columns, rows);
    let shown: Vec<Option<Disclosed>> =
        years.iter().flat_map(|y| quarters.iter().map(|q| cell(y, q)).chain([Some(y.total())])).collect();
    let drawn = totals.iter().any(|d| d.value().is_some_and(|n| n > 0));
    data.note = note(&shown, drawn);
    let mut blocks: Vec<Block> = uncounted(scene, unit).into_iter().collect();
    if drawn {
        blocks.push(Block::Chart(chart));
    }
    blocks.push(Block::Table(data));
    Ok(Slot::Blocks(blocks))
}

/// Three years together, when the year alone can hardly be shown; nothing else.
pub fn three_years(scene: &Scene<'_>, args: &[String]) -> Answer {
    let (unit, Some(figures)) = asked(scene, args)? else { return Ok(Slot::Blocks(Vec::new())) };
    let Some(span) = &figures.span else { return Ok(Slot::Blocks(Vec::new())) };
    let SpanFigures { from, to, total, forms } = span;
    let name = dutch::capitalise(unit.label());
    let lead =
        format!("Van {to} alleen is bijna niets te tonen. Daarom staan hier de jaren {from} tot en met {to} samen.");
    let rows = forms
        .iter()
        .filter(|(_, d)| d.value() != Some(0))
        .map(|(form, d)| vec![words(form.label()), words(d.text())])
        .collect();
    let columns = vec![text_column("Vorm", 8), number_column(&dutch::capitalise(unit.label()))];
    let mut data = table(&format!("{name} in {from} tot en met {to} samen"), columns, rows);
    data.total = Some(vec![words("Totaal"), words(total.text())]);
    let shown: Vec<Option<Disclosed>> = forms.iter().map(|(_, d)| Some(*d)).chain([Some(*total)]).collect();
    data.note = note(&shown, false);
    Ok(Slot::Blocks(vec![Block::Paragraph(words(lead)), Block::Table(data)]))
}

/// What the region published beside what the gemeente shows; nothing when the region published nothing.
pub fn region(scene: &Scene<'_>, args: &[String]) -> Answer {
    let (unit, Some(figures)) = asked(scene, args)? else { return Ok(Slot::Blocks(Vec::new())) };
    if figures.region.is_empty() {
        return Ok(Slot::Blocks(Vec::new()));
    }
    let mut total = None;
    let mut rows = Vec::new();
    for (form, region, ours) in &figures.region {
        match form {
            Some(form) => rows.push(vec![words(form.label()), words(region.text()), words(ours.text())]),
            None => total = Some(vec![words("Totaal"), words(region.text()), words(ours.text())]),
        }
    }
    if rows.is_empty() {
        rows.extend(total.take());
    }
    let year = scene.year.map(|y| y.year.to_string()).unwrap_or_default();
    let name = dutch::capitalise(unit.label());
    let columns = vec![text_column("Vorm", 7), number_column("Hele regio"), number_column("Deze gemeente")];
    let mut data = table(&format!("{name} in de regio in {year}"), columns, rows);
    data.total = total;
    let shown: Vec<Option<Disclosed>> = figures.region.iter().map(|(_, _, ours)| Some(*ours)).collect();
    data.note = note(&shown, false);
    Ok(Slot::Blocks(vec![Block::Table(data)]))
}

/// What each unit is and is not; those that the gemeente counts.
pub fn units(scene: &Scene<'_>, _: &[String]) -> Answer {
    let rows: Vec<Vec<Vec<Inline>>> = Eenheid::ALL
        .iter()
        .map(|u| {
            let counted = scene.year.is_some_and(|y| scene.figures.year(*u, y.year).is_some());
            vec![
                words(dutch::capitalise(u.label())),
                words(format!("{}.", dutch::capitalise(u.definition()))),
                words(if counted { "ja" } else { "nog niet" }),
            ]
        })
        .collect();
    let columns = vec![text_column("Eenheid", 4), text_column("Wat het is", 11), text_column("Geteld", 2)];
    Ok(Slot::Blocks(vec![Block::Table(table("Wat er wordt geteld", columns, rows))]))
}

/// How small counts are kept from view: the rules, and how often they were used, never where.
pub fn method(scene: &Scene<'_>, _: &[String]) -> Answer {
    let figures = scene.figures;
    if scene.order.audience == Audience::Vertrouwelijk {
        return Ok(paragraph(
            "Dit is de vertrouwelijke uitgave: hier staan alle aantallen, ook de kleine. Deel deze uitgave niet. In de openbare uitgave zijn kleine aantallen beschermd.",
        ));
    }
    let threshold = figures.policy.threshold;
    let mut sentences = Vec::new();
    let number = |n: u64| dutch::integer(i64::try_from(n).unwrap_or(i64::MAX));
    match figures.policy.method {
        Method::Suppress => {
            sentences.push(format!(
                "Een aantal van 1 tot en met {} tonen we niet. Uit zo’n klein aantal kan iemand een persoon herkennen. Is een klein aantal te berekenen uit andere cijfers, dan tonen we ook een ander aantal niet, of het totaal zelf. Daarbij tellen alle cijfers van dit verslag mee, de eerdere verslagen en wat de regio publiceerde. Wie niet weet waarom een aantal ontbreekt, kan dan hoogstens berekenen dat het ergens tussen twee getallen ligt die {} of meer uit elkaar liggen.",
                number(threshold - 1),
                number(threshold)
            ));
            sentences.push(match figures.policy.zeros {
                Zeros::Shown => "Nul tonen we wel, behalve als het totaal zelf zo klein is dat we het niet tonen.".into(),
                Zeros::Hidden => "Ook nul tonen we niet.".into(),
            });
        }
        Method::Round5 => sentences.push(
            "Elk aantal is afgerond op een veelvoud van vijf. Totalen zijn apart afgerond; zij hoeven niet de som van de delen te zijn. Waar afronden een klein aantal niet genoeg beschermt, tonen we het niet.".into(),
        ),
    }
    if threshold != THRESHOLD {
        let reason = scene.dossier.gemeente.privacy.reden.as_ref().map(|r| scene.text(r)).unwrap_or_default();
        sentences.push(format!("De gemeente koos voor {} in plaats van {THRESHOLD}. {reason}", number(threshold)));
    }
    let privacy = &scene.dossier.gemeente.privacy;
    for place in [
        privacy.drempel.as_ref().map(|d| &d.place),
        privacy.nullen.as_ref().map(|d| &d.place),
        privacy.methode.as_ref().map(|d| &d.place),
    ]
    .into_iter()
    .flatten()
    {
        scene.shown.mark(place);
    }
    let mut blocks: Vec<Block> = sentences.into_iter().map(|s| Block::Paragraph(words(s))).collect();
    let whole = figures.primary + figures.secondary + figures.kept;
    if whole == 0 {
        blocks.push(Block::Paragraph(words("In de gegevens van dit verslag was dat niet nodig.")));
        return Ok(Slot::Blocks(blocks));
    }
    let cells = |n: usize| words(dutch::integer(i64::try_from(n).unwrap_or(i64::MAX)));
    let mut rows = vec![
        vec![words("Het aantal is klein, of hoort bij een klein totaal"), cells(figures.primary)],
        vec![words("Het aantal zou een ander aantal verraden"), cells(figures.secondary)],
    ];
    if figures.kept > 0 {
        rows.push(vec![words("Het stond ook in een eerder verslag niet"), cells(figures.kept)]);
    }
    let columns = vec![text_column("Reden", 9), number_column("Aantallen")];
    let mut data = table("Hoeveel aantallen dit verslag niet toont", columns, rows);
    data.total = Some(vec![words("Totaal"), cells(whole)]);
    blocks.push(Block::Table(data));
    blocks.push(Block::Paragraph(words(if figures.proven {
        "Totalen tonen we zolang dat kan. Het programma heeft nagerekend dat het dan niet met minder verborgen aantallen kan, en dat geen verborgen aantal te herleiden is."
    } else {
        "Het programma heeft nagerekend dat geen verborgen aantal te herleiden is. Of het met iets minder verborgen aantallen had gekund, is niet bewezen."
    })));
    Ok(Slot::Blocks(blocks))
}
