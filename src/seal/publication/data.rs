//! The public data: every table, chart, key figure, measure and verdict of the documents, for programs.
//!
//! It deliberately reads finished documents and nothing else: what is not printed cannot be in here.

use serde::Serialize;

use super::spreadsheet::csv;
use super::{Facts, File, Published, json};
use crate::ground::dutch;
use crate::judgement::account::NormAccount;
use crate::text::manuscript::{Align, Block, Card, Chart, ChartKind, CriterionCard, Inline, KeyFigure, Table, plain};

/// The form of `gegevens.json`; it goes up when a program that reads it must change.
const FORM: &str = "beleid-gegevens-1";

/// A value of a table: a whole number as a number, anything else as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A whole number.
    Number(i64),
    /// A text, such as `minder dan 5` or `12,5`.
    Text(String),
}

#[derive(Serialize)]
struct Data<'a> {
    vorm: &'static str,
    programma: &'static str,
    gemeente: Gemeente<'a>,
    documenten: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Gemeente<'a> {
    naam: &'a str,
    code: &'a str,
    verzonnen: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    naam: String,
    document: &'a str,
    jaar: Option<i32>,
    titel: &'a str,
    stand: &'static str,
    vastgesteld_op: Option<String>,
    peildatum: String,
    datum: String,
    pdf_sha256: &'a str,
    hoofdstukken: Vec<Chapter<'a>>,
    tabellen: Vec<TableData<'a>>,
    grafieken: Vec<ChartData<'a>>,
    kerncijfers: Vec<Figure<'a>>,
    maatregelen: Vec<CardData<'a>>,
    criteria: Vec<CriterionData<'a>>,
    normen: Vec<Norm<'a>>,
}

#[derive(Serialize)]
struct Chapter<'a> {
    id: &'a str,
    nummer: Option<&'a str>,
    titel: &'a str,
    versie: &'a str,
}

#[derive(Serialize)]
struct TableData<'a> {
    hoofdstuk: &'a str,
    bestand: String,
    bijschrift: &'a str,
    kolommen: Vec<&'a str>,
    rijen: Vec<Vec<Cell>>,
    totaal: Option<Vec<Cell>>,
    noot: Option<&'a str>,
}

#[derive(Serialize)]
struct ChartData<'a> {
    hoofdstuk: &'a str,
    soort: &'static str,
    bijschrift: &'a str,
    eenheid: &'a str,
    labels: &'a [String],
    reeksen: Vec<SeriesData<'a>>,
}

#[derive(Serialize)]
struct SeriesData<'a> {
    naam: &'a str,
    waarden: &'a [Option<i64>],
    teksten: &'a [String],
}

#[derive(Serialize)]
struct Figure<'a> {
    hoofdstuk: &'a str,
    getal: &'a str,
    label: &'a str,
    uitleg: &'a str,
}

#[derive(Serialize)]
struct CardData<'a> {
    hoofdstuk: &'a str,
    nummer: &'a str,
    titel: String,
    velden: Vec<[String; 2]>,
}

#[derive(Serialize)]
struct CriterionData<'a> {
    hoofdstuk: &'a str,
    id: &'a str,
    vraag: &'a str,
    oordeel: &'a str,
    velden: Vec<[String; 2]>,
}

#[derive(Serialize)]
struct Norm<'a> {
    norm: &'a str,
    naam: &'a str,
    versie: &'a str,
    peildatum: &'a str,
    oordeel: &'a str,
    mede_oordeel_van_een_mens: bool,
    criteria: Vec<Criterion<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    id: &'a str,
    vraag: &'a str,
    oordeel: &'a str,
    telt_mee: bool,
    eisen: Vec<Requirement<'a>>,
    bewijs: Vec<[&'a str; 2]>,
    houdbaar_tot: Option<&'a str>,
}

#[derive(Serialize)]
struct Requirement<'a> {
    eis: &'a str,
    gehaald: bool,
}

/// A block with the chapter it stands in, those within boxes and lists too.
fn blocks(document: &Published) -> Vec<(&str, &Block)> {
    fn walk<'a>(chapter: &'a str, block: &'a Block, out: &mut Vec<(&'a str, &'a Block)>) {
        out.push((chapter, block));
        match block {
            Block::Callout { blocks, .. } => blocks.iter().for_each(|b| walk(chapter, b, out)),
            Block::List { items, .. } => items.iter().flatten().for_each(|b| walk(chapter, b, out)),
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Facts(_)
            | Block::Table(_)
            | Block::Chart(_)
            | Block::Measure(_)
            | Block::Criterion(_)
            | Block::Pillars(_)
            | Block::KeyFigures(_)
            | Block::Quote { .. }
            | Block::Signature { .. } => {}
        }
    }
    let mut out = Vec::new();
    for chapter in &document.manuscript.chapters {
        chapter.nodes.iter().for_each(|n| walk(&chapter.id, &n.block, &mut out));
    }
    out
}

/// What `collect` takes of every block, with the chapter.
fn each<'a, T>(document: &'a Published, collect: impl Fn(&'a Block) -> Option<T>) -> Vec<(&'a str, T)> {
    blocks(document).into_iter().filter_map(|(chapter, block)| Some((chapter, collect(block)?))).collect()
}

fn tables(document: &Published) -> Vec<(&str, &Table)> {
    each(document, |b| if let Block::Table(table) = b { Some(table) } else { None })
}

fn measures(document: &Published) -> Vec<(&str, &Card)> {
    each(document, |b| if let Block::Measure(card) = b { Some(card) } else { None })
}

/// `gegevens.json` and a CSV file of every table, all measures and every norm.
pub fn files(facts: &Facts, documents: &[Published]) -> Vec<File> {
    let about = "Alle openbare cijfers, maatregelen en oordelen, voor een programma";
    let mut files = vec![File::text("gegevens/gegevens.json", public_data(facts, documents), about)];
    for document in documents {
        let (name, title) = (document.name(facts), &document.manuscript.meta.title);
        for (i, (_, table)) in tables(document).into_iter().enumerate() {
            let (head, rows, total) = cells(table);
            let head = head.into_iter().map(|c| Cell::Text(c.to_owned())).collect();
            let all: Vec<Vec<Cell>> = std::iter::once(head).chain(rows).chain(total).collect();
            files.push(File::text(table_path(&name, i), csv(&all), format!("{title}: {}", table.caption)));
        }
        let cards = measures(document);
        if !cards.is_empty() {
            let text = csv(&measure_rows(&cards));
            files.push(File::text(format!("gegevens/{name}/maatregelen.csv"), text, format!("{title}: maatregelen")));
        }
        for norm in norms(document) {
            let path = format!("gegevens/{name}/norm-{}.csv", plain_name(&norm.norm));
            files.push(File::text(path, csv(&norm_rows(norm)), format!("{title}: toets aan {}", norm.naam)));
        }
    }
    files
}

/// The norms that a document shows. A paper can name a verdict; what it rests on stands in the plan and the report.
fn norms(document: &Published) -> &[NormAccount] {
    if document.kind.paper { &[] } else { &document.norms }
}

fn table_path(name: &str, index: usize) -> String {
    format!("gegevens/{name}/tabel-{:02}.csv", index + 1)
}

/// A name that any system takes.
fn plain_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// A row for each measure, with a column for every label that any of them has.
fn measure_rows(cards: &[(&str, &Card)]) -> Vec<Vec<Cell>> {
    let fields = |card: &Card| -> Vec<(String, String)> {
        card.fields.iter().chain(&card.facts).map(|(l, v)| (l.clone(), plain(v))).collect()
    };
    let mut labels: Vec<String> = Vec::new();
    for (label, _) in cards.iter().flat_map(|(_, card)| fields(card)) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let head = ["Nummer", "Maatregel"].map(String::from).into_iter().chain(labels.iter().cloned());
    let mut rows = vec![head.map(Cell::Text).collect::<Vec<_>>()];
    for (_, card) in cards {
        let own = fields(card);
        let value = |label: &String| own.iter().find(|(l, _)| l == label).map(|(_, v)| v.clone()).unwrap_or_default();
        let values = [card.number.clone(), plain(&card.title)].into_iter().chain(labels.iter().map(value));
        rows.push(values.map(Cell::Text).collect());
    }
    rows
}

fn norm_rows(norm: &NormAccount) -> Vec<Vec<Cell>> {
    let text = |t: &str| Cell::Text(t.to_owned());
    let head = ["Criterium", "Vraag", "Oordeel", "Telt mee", "Peildatum", "Norm", "Versie"].map(text).to_vec();
    let rows = norm.criteria.iter().map(|c| {
        let counts = if c.telt_mee { "ja" } else { "nee" };
        [&c.id, &c.vraag, c.oordeel, counts, &norm.peildatum, &norm.norm, &norm.versie].map(text).to_vec()
    });
    std::iter::once(head).chain(rows).collect()
}

/// The heading, the rows and the total of a table.
fn cells(table: &Table) -> (Vec<&str>, Vec<Vec<Cell>>, Option<Vec<Cell>>) {
    let row = |cells: &Vec<Vec<Inline>>| -> Vec<Cell> {
        let aligns = table.columns.iter().map(|c| c.align);
        cells.iter().zip(aligns).map(|(cell, align)| value(&plain(cell), align)).collect()
    };
    let head = table.columns.iter().map(|c| c.title.as_str()).collect();
    (head, table.rows.iter().map(row).collect(), table.total.as_ref().map(row))
}

/// A whole number in a column of numbers, as it is printed; a word about a number stays a word.
fn value(text: &str, align: Align) -> Cell {
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | '−' | '-')).collect();
    let number = digits.parse::<i64>().ok().map(|n| if text.starts_with(['−', '-']) { -n } else { n });
    match number {
        Some(n) if align == Align::End && (dutch::integer(n) == text || n.to_string() == text) => Cell::Number(n),
        _ => Cell::Text(text.to_owned()),
    }
}

/// All of it as JSON.
pub fn public_data(facts: &Facts, documents: &[Published]) -> String {
    json(&Data {
        vorm: FORM,
        programma: concat!("beleid ", env!("CARGO_PKG_VERSION")),
        gemeente: Gemeente { naam: &facts.gemeente, code: &facts.code, verzonnen: facts.fictional },
        documenten: documents.iter().map(|d| document(facts, d)).collect(),
    })
}

fn document<'a>(facts: &Facts, document: &'a Published) -> Document<'a> {
    let meta = &document.manuscript.meta;
    let name = document.name(facts);
    Document {
        document: &document.order.document,
        jaar: document.order.year,
        titel: &meta.title,
        stand: document.order.stand.word(),
        vastgesteld_op: document.adopted.map(|d| d.to_string()),
        peildatum: document.order.peildatum.to_string(),
        datum: meta.date.to_string(),
        pdf_sha256: &document.receipt.sha256,
        hoofdstukken: document
            .manuscript
            .chapters
            .iter()
            .map(|c| Chapter { id: &c.id, nummer: c.number.as_deref(), titel: &c.title, versie: &c.version })
            .collect(),
        tabellen: tables(document)
            .into_iter()
            .enumerate()
            .map(|(i, (c, t))| table(c, t, table_path(&name, i)))
            .collect(),
        grafieken: each(document, |b| if let Block::Chart(chart) = b { Some(chart) } else { None })
            .into_iter()
            .map(|(c, made)| chart(c, made))
            .collect(),
        kerncijfers: each(document, |b| if let Block::KeyFigures(figures) = b { Some(figures) } else { None })
            .into_iter()
            .flat_map(|(c, figures)| figures.iter().map(move |f| figure(c, f)))
            .collect(),
        maatregelen: measures(document)
            .into_iter()
            .map(|(hoofdstuk, card)| CardData {
                hoofdstuk,
                nummer: &card.number,
                titel: plain(&card.title),
                velden: pairs(card.fields.iter().chain(&card.facts)),
            })
            .collect(),
        criteria: each(document, |b| if let Block::Criterion(card) = b { Some(card) } else { None })
            .into_iter()
            .map(|(c, card)| criterion(c, card))
            .collect(),
        normen: norms(document).iter().map(norm).collect(),
        naam: name,
    }
}

fn pairs<'a>(fields: impl Iterator<Item = &'a (String, Vec<Inline>)>) -> Vec<[String; 2]> {
    fields.map(|(label, value)| [label.clone(), plain(value)]).collect()
}

fn table<'a>(hoofdstuk: &'a str, table: &'a Table, bestand: String) -> TableData<'a> {
    let (kolommen, rijen, totaal) = cells(table);
    TableData { hoofdstuk, bestand, bijschrift: &table.caption, kolommen, rijen, totaal, noot: table.note.as_deref() }
}

fn chart<'a>(hoofdstuk: &'a str, chart: &'a Chart) -> ChartData<'a> {
    ChartData {
        hoofdstuk,
        soort: match chart.kind {
            ChartKind::Bars => "staven",
            ChartKind::LyingBars => "liggende staven",
            ChartKind::Line => "lijn",
            ChartKind::Parts => "delen",
        },
        bijschrift: &chart.caption,
        eenheid: &chart.unit,
        labels: &chart.labels,
        reeksen: chart
            .series
            .iter()
            .map(|s| SeriesData { naam: &s.name, waarden: &s.values, teksten: &s.texts })
            .collect(),
    }
}

fn figure<'a>(hoofdstuk: &'a str, figure: &'a KeyFigure) -> Figure<'a> {
    Figure { hoofdstuk, getal: &figure.number, label: &figure.label, uitleg: &figure.explanation }
}

fn criterion<'a>(hoofdstuk: &'a str, card: &'a CriterionCard) -> CriterionData<'a> {
    let velden = pairs(card.fields.iter());
    CriterionData { hoofdstuk, id: &card.id, vraag: &card.question, oordeel: card.verdict, velden }
}

/// A norm without the places in the data of the gemeente, which a reader does not have.
fn norm(norm: &NormAccount) -> Norm<'_> {
    Norm {
        norm: &norm.norm,
        naam: &norm.naam,
        versie: &norm.versie,
        peildatum: &norm.peildatum,
        oordeel: norm.oordeel,
        mede_oordeel_van_een_mens: norm.menselijk,
        criteria: norm
            .criteria
            .iter()
            .map(|c| Criterion {
                id: &c.id,
                vraag: &c.vraag,
                oordeel: c.oordeel,
                telt_mee: c.telt_mee,
                eisen: c.eisen.iter().map(|e| Requirement { eis: &e.tekst, gehaald: e.gehaald }).collect(),
                bewijs: c.bewijs.iter().map(|b| [b.naam.as_str(), b.datum.as_str()]).collect(),
                houdbaar_tot: c.houdbaar_tot.as_deref(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_number_only_where_numbers_stand() {
        for (text, number) in
            [("0", 0), ("12", 12), ("1234", 1234), ("1.234", 1234), ("−1.234", -1234), ("12.345.678", 12_345_678)]
        {
            assert_eq!(value(text, Align::End), Cell::Number(number), "{text}");
            assert_eq!(value(text, Align::Start), Cell::Text(text.into()), "{text}");
        }
        for text in ["", "–", "-", "minder dan 5", "12,5", "1.2", "007", "€ 25.000", "45%", "1.2.3", "12.34", "n.g."]
        {
            assert_eq!(value(text, Align::End), Cell::Text(text.into()), "{text}");
        }
    }
}
