//! A manuscript with every kind of block, also those that no sample gemeente happens to need.
//!
//! It deliberately means nothing.

use beleid::text::manuscript::{
    Align, Block, CalloutKind, Card, ChapterNode, Chart, ChartKind, Column, Cover, CriterionCard, Form, Inline,
    KeyFigure, Manuscript, Meta, Node, Pillar, Series, Style, Table,
};
use chrono::NaiveDate;

/// The text itself.
pub fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(words(text))
}

fn list(ordered: bool, items: Vec<Vec<Block>>) -> Block {
    Block::List { ordered, items }
}

/// A sentence with everything that can stand in one.
fn sentence() -> Vec<Inline> {
    let text = |t: &str| Inline::Text(t.into());
    let gap = || Inline::Unknown("nog niet bekend".into());
    let address = || Inline::Link { url: "https://example.org/nieuw".into(), text: vec![text(" met adres")] };
    vec![
        text("Een zin met "),
        Inline::Strong(vec![text("een sterk "), Inline::Emphasis(vec![text("en schuin")]), text(" woord")]),
        text(", met "),
        Inline::Foreign { lang: "en".into(), text: "human trafficking".into() },
        text(", met "),
        Inline::Emphasis(vec![
            Inline::Foreign { lang: "fr".into(), text: "traite des êtres humains".into() },
            text(" schuin"),
        ]),
        text(", een "),
        Inline::Unknown("nog niet bekend".into()),
        text(" gegeven, een "),
        Inline::Link {
            url: "https://example.org/a?b=c&d=(e)".into(),
            text: vec![text("koppeling "), Inline::Strong(vec![text("sterk")])],
        },
        text(", woorden die "),
        Inline::Removed(vec![text("weg zijn"), Inline::Strong(vec![text(" en sterk waren")]), gap()]),
        text(" en "),
        Inline::Added(vec![text("nieuw "), Inline::Emphasis(vec![text("en schuin")]), address()]),
        text(" zijn en een "),
        Inline::Reference { target: "eerste".into(), text: "verwijzing naar hoofdstuk 1".into() },
        text("."),
    ]
}

fn table(total: bool, note: Option<&str>, wide: bool) -> Block {
    let row = |label: &str, number: &str| vec![words(label), words(number), sentence()];
    Block::Table(Table {
        caption: "Een tabel".into(),
        columns: vec![
            Column::text("Wat", 3),
            Column { title: String::new(), align: Align::End, share: 0 },
            Column::text("Hoe", 5),
        ],
        rows: vec![row("een", "1"), vec![words("leeg"), Vec::new(), words("")], row("drie", "1.234")],
        total: total.then(|| row("Totaal", "1.235")),
        note: note.map(Into::into),
        wide,
    })
}

fn chart(kind: ChartKind, series: usize) -> Block {
    // A part of a bar has a size; nothing of it can be left out.
    let second = if kind == ChartKind::Parts { Some(0) } else { None };
    let series = (0..series)
        .map(|i| Series {
            name: format!("Reeks {i}"),
            values: vec![Some(3), second, Some(12)],
            texts: vec!["3".into(), "n.g.".into(), "12".into()],
        })
        .collect();
    let labels = ["Arbeid", "Seksueel", "Een heel lange naam van een vorm"].map(String::from).to_vec();
    Block::Chart(Chart { kind, caption: "Een \"grafiek\"".into(), unit: "aantal".into(), labels, series })
}

fn lists() -> Vec<Block> {
    let inner = || list(false, vec![vec![paragraph("binnen een")], vec![paragraph("binnen twee")]]);
    vec![
        list(false, vec![vec![Block::Paragraph(sentence())], vec![paragraph("twee")]]),
        list(true, vec![vec![paragraph("een")], vec![paragraph("twee"), inner()], vec![paragraph("drie")]]),
        list(false, vec![vec![paragraph("een"), inner()], vec![paragraph("twee")]]),
        list(false, vec![vec![paragraph("een"), paragraph("nog een alinea")], vec![paragraph("twee")]]),
        list(false, vec![vec![paragraph("een"), paragraph("nog een alinea"), inner()], vec![paragraph("twee")]]),
        list(false, vec![vec![paragraph("een"), inner(), paragraph("en verder")], vec![paragraph("twee")]]),
        list(
            false,
            vec![vec![paragraph("een"), inner(), list(true, vec![vec![paragraph("i")]])], vec![paragraph("twee")]],
        ),
        list(false, vec![vec![inner()], vec![paragraph("twee")]]),
    ]
}

fn cards() -> Vec<Block> {
    let pair = |label: &str, value: Vec<Inline>| (label.to_owned(), value);
    let facts = vec![pair("Wie", words("iemand")), pair("Wanneer", vec![Inline::Unknown("nog niet bekend".into())])];
    vec![
        Block::Facts(facts.clone()),
        Block::Measure(Card {
            number: "M1".into(),
            title: words("Een maatregel"),
            fields: vec![pair("Wat", sentence()), pair("Een label dat langer is dan zijn kolom", words("waarde"))],
            facts: facts.clone(),
        }),
        Block::Measure(Card { number: "M2".into(), title: sentence(), fields: Vec::new(), facts: Vec::new() }),
        Block::Criterion(CriterionCard {
            id: "SIG-1".into(),
            question: "Is dit een vraag?".into(),
            verdict: "voldoet niet",
            fields: vec![pair("Bewijs", sentence())],
        }),
        Block::Pillars(
            ["voldoet", "deels", "onbekend"]
                .map(|verdict| Pillar { title: "Een criterium".into(), verdict, text: "Een zin.".into() })
                .to_vec(),
        ),
        Block::KeyFigures(
            ["12", "niet getoond"]
                .map(|number| KeyFigure { number: number.into(), label: "signalen".into(), explanation: String::new() })
                .to_vec(),
        ),
        Block::Quote { text: sentence(), function: "toezichthouder".into() },
    ]
}

fn callouts() -> Vec<Block> {
    use CalloutKind::{Attention, Concept, Decision, Explanation, Reason};
    let kinds = [Attention, Explanation, Decision, Reason, Concept];
    kinds
        .into_iter()
        .map(|kind| Block::Callout {
            kind,
            title: (kind != Reason).then(|| "een titel".to_owned()),
            blocks: vec![Block::Paragraph(sentence()), lists().remove(1), table(false, None, false)],
        })
        .collect()
}

fn charts() -> Vec<Block> {
    vec![
        chart(ChartKind::Bars, 1),
        chart(ChartKind::Bars, 3),
        chart(ChartKind::LyingBars, 1),
        chart(ChartKind::Line, 1),
        chart(ChartKind::Parts, 1),
        table(false, None, false),
        table(true, Some("Een noot."), false),
        table(true, Some("Een noot."), true),
    ]
}

fn signatures() -> Vec<Block> {
    let functions = ["de secretaris", "de burgemeester", "de griffier"].map(String::from);
    let signature = |date: Option<&str>, count: usize| Block::Signature {
        opening: "Aldus vastgesteld.".into(),
        date: date.map(Into::into),
        functions: functions[..count].to_vec(),
    };
    vec![signature(None, 2), signature(Some("13 februari 2025"), 1), signature(None, 3)]
}

/// A chapter with these blocks.
pub fn chapter(id: &str, number: Option<&str>, blocks: Vec<Block>) -> ChapterNode {
    ChapterNode {
        id: id.into(),
        number: number.map(Into::into),
        title: format!("Hoofdstuk {id}"),
        version: "1.0.0".into(),
        nodes: blocks.into_iter().map(Node::of).collect(),
    }
}

/// A manuscript with these chapters.
pub fn manuscript(chapters: Vec<ChapterNode>) -> Manuscript {
    Manuscript {
        meta: Meta {
            title: "CONCEPT – Alles".into(),
            author: "Gemeente Nergens".into(),
            description: "Een beschrijving".into(),
            keywords: vec!["een".into()],
            date: NaiveDate::from_ymd_opt(2019, 2, 28).expect("a day"),
            running_head: "Alles".into(),
            mark: Some("CONCEPT"),
            identifier: "alles".into(),
        },
        cover: Cover {
            title: "Alles".into(),
            subtitle: "Een ondertitel".into(),
            gemeente: "Gemeente Nergens".into(),
            facts: vec![("Datum".into(), "28 februari 2019".into())],
            notice: Some("Nergens bestaat niet.".into()),
        },
        style: Style { primary: "#154273".into(), accent: "#a3420a".into(), logo: None, form: Form::Book },
        chapters,
    }
}

/// Every kind of block.
pub fn everything() -> Manuscript {
    let heading = |level: u8, number: Option<&str>, id: &str| Block::Heading {
        level,
        number: number.map(Into::into),
        text: sentence(),
        id: id.into(),
    };
    let headings =
        vec![heading(2, Some("1.1"), "k1"), heading(3, None, "k2"), heading(4, None, "k3"), heading(2, None, "k4")];
    manuscript(vec![
        chapter("eerste", None, vec![Block::Paragraph(sentence())]),
        chapter("koppen", Some("1"), headings),
        chapter("lijsten", Some("2"), lists()),
        chapter("kaarten", Some("10"), cards()),
        chapter("kaders", Some("A"), callouts()),
        chapter("grafieken", Some("B"), charts()),
        chapter("ondertekening", None, signatures()),
    ])
}
