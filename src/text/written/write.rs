//! A manuscript into `document.json`.
//!
//! It deliberately takes every record apart by name, so that a field that comes to the manuscript cannot be forgotten
//! here.

use serde_json::{Value, json};

use super::FORM;
use crate::ground::hash::hexadecimal;
use crate::ground::source::{Encoding, Place};
use crate::nouns::derived::Derived;
use crate::nouns::order::{Audience, Order};
use crate::text::manuscript::{
    Align, Block, Card, ChapterNode, Chart, ChartKind, Column, Cover, CriterionCard, Inline, KeyFigure, Manuscript,
    Meta, Node, Pillar, Series, Style, Table,
};
use crate::text::trace;

/// Writes a document; the same bytes for the same document.
pub fn write(manuscript: &Manuscript, order: &Order) -> Vec<u8> {
    let Manuscript { meta, cover, style, chapters } = manuscript;
    // What the margin said is about this file and no part of the document.
    let Order { document, year, stand, peildatum, audience, notes: _ } = order;
    let whole = json!({
        "vorm": FORM,
        "document": document,
        "jaar": year,
        "stand": stand.word(),
        "peildatum": peildatum.to_string(),
        "uitgave": edition(*audience),
        "over": about(meta),
        "omslag": first_page(cover),
        "huisstijl": looks(style),
        "hoofdstukken": all(chapters, chapter),
    });
    whole.to_string().into_bytes()
}

/// The word for who may read it.
pub fn edition(audience: Audience) -> &'static str {
    match audience {
        Audience::Openbaar => "openbaar",
        Audience::Vertrouwelijk => "vertrouwelijk",
    }
}

fn all<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(one).collect())
}

fn about(meta: &Meta) -> Value {
    let Meta { title, author, description, keywords, date, running_head, mark, identifier } = meta;
    json!({
        "titel": title,
        "auteur": author,
        "onderwerp": description,
        "trefwoorden": keywords,
        "datum": date.to_string(),
        "kopregel": running_head,
        "status": mark,
        "kenmerk": identifier,
    })
}

fn first_page(cover: &Cover) -> Value {
    let Cover { title, subtitle, gemeente, facts, notice } = cover;
    json!({ "titel": title, "ondertitel": subtitle, "gemeente": gemeente, "regels": facts, "melding": notice })
}

fn looks(style: &Style) -> Value {
    let Style { primary, accent, logo, form } = style;
    let logo = logo.as_ref().map(|(source, alt)| {
        // A drawing is a text; of another file each byte is two digits, which compress to about the bytes again.
        let (kind, content) = match source.encoding() {
            Encoding::Utf8 if source.text().as_bytes() == source.bytes() => ("tekst", source.text().to_owned()),
            _ => ("bytes", hexadecimal(source.bytes())),
        };
        json!({ "bestand": source.path(), "beschrijving": alt, "soort": kind, "inhoud": content })
    });
    json!({ "hoofdkleur": primary, "accentkleur": accent, "logo": logo, "vorm": form.word() })
}

fn chapter(chapter: &ChapterNode) -> Value {
    let ChapterNode { id, number, title, version, nodes } = chapter;
    json!({ "naam": id, "nummer": number, "titel": title, "versie": version, "inhoud": all(nodes, node) })
}

fn node(node: &Node) -> Value {
    let Node { block: content, origin, values } = node;
    let origin = origin.as_ref().map(place);
    let read = trace::read(content).join("\n");
    let mut seen = Vec::new();
    for value in values.iter().filter(|value| trace::shows(&read, &value.shown)) {
        let value = derived(value);
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    json!([origin, block(content), seen])
}

fn place(place: &Place) -> Value {
    json!([place.source.path(), place.line_column().0])
}

fn derived(value: &Derived) -> Value {
    let Derived { shown, from, rule, counted } = value;
    // Which rows a count of people was made of would tell what the count does not.
    let from: Vec<Value> = if *counted { Vec::new() } else { from.iter().map(place).collect() };
    json!([shown, from, rule, counted])
}

fn block(content: &Block) -> Value {
    match content {
        Block::Heading { level, number, text, id } => {
            json!({ "kop": { "niveau": level, "nummer": number, "tekst": words(text), "naam": id } })
        }
        Block::Paragraph(text) => json!({ "alinea": words(text) }),
        Block::List { ordered, items } => {
            json!({ "lijst": { "genummerd": ordered, "punten": all(items, |item| all(item, block)) } })
        }
        Block::Callout { kind, title, blocks } => {
            json!({ "kader": { "soort": kind.word(), "titel": title, "inhoud": all(blocks, block) } })
        }
        Block::Facts(facts) => json!({ "feiten": fields(facts) }),
        Block::Table(made) => json!({ "tabel": table(made) }),
        Block::Chart(made) => json!({ "grafiek": chart(made) }),
        Block::Measure(Card { number, title, fields: long, facts }) => json!({
            "maatregel": { "nummer": number, "titel": words(title), "velden": fields(long), "feiten": fields(facts) }
        }),
        Block::Criterion(CriterionCard { id, question, verdict, fields: told }) => json!({
            "criterium": { "naam": id, "vraag": question, "oordeel": verdict, "velden": fields(told) }
        }),
        Block::Pillars(pillars) => json!({ "pijlers": all(pillars, pillar) }),
        Block::KeyFigures(figures) => json!({ "kerncijfers": all(figures, key_figure) }),
        Block::Quote { text, function } => json!({ "citaat": { "tekst": words(text), "functie": function } }),
        Block::Signature { opening, date, functions } => {
            json!({ "ondertekening": { "aanhef": opening, "datum": date, "functies": functions } })
        }
    }
}

fn pillar(pillar: &Pillar) -> Value {
    let Pillar { title, verdict, text } = pillar;
    json!({ "titel": title, "oordeel": verdict, "tekst": text })
}

fn key_figure(figure: &KeyFigure) -> Value {
    let KeyFigure { number, label, explanation } = figure;
    json!({ "getal": number, "naam": label, "uitleg": explanation })
}

fn fields(fields: &[(String, Vec<Inline>)]) -> Value {
    all(fields, |(label, text)| json!([label, words(text)]))
}

fn table(table: &Table) -> Value {
    let Table { caption, columns, rows, total, note, wide } = table;
    let cells = |row: &Vec<Vec<Inline>>| all(row, |cell| words(cell));
    let column = |column: &Column| {
        let Column { title, align, share } = column;
        let side = if *align == Align::End { "rechts" } else { "links" };
        json!({ "titel": title, "kant": side, "breedte": share })
    };
    json!({
        "bijschrift": caption,
        "kolommen": all(columns, column),
        "rijen": all(rows, cells),
        "totaal": total.as_ref().map(cells),
        "noot": note,
        "breed": wide,
    })
}

fn chart(chart: &Chart) -> Value {
    let Chart { kind, caption, unit, labels, series } = chart;
    let one = |series: &Series| {
        let Series { name, values, texts } = series;
        json!({ "naam": name, "waarden": values, "teksten": texts })
    };
    json!({
        "soort": kind_word(*kind),
        "bijschrift": caption,
        "eenheid": unit,
        "namen": labels,
        "reeksen": all(series, one),
    })
}

/// The word for a kind of chart.
pub fn kind_word(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Bars => "staven",
        ChartKind::LyingBars => "liggende staven",
        ChartKind::Line => "lijn",
        ChartKind::Parts => "delen",
    }
}

fn words(text: &[Inline]) -> Value {
    all(text, |inline| match inline {
        Inline::Text(text) => json!(text),
        Inline::Unknown(text) => json!({ "onbekend": text }),
        Inline::Strong(inner) => json!({ "sterk": words(inner) }),
        Inline::Emphasis(inner) => json!({ "nadruk": words(inner) }),
        Inline::Foreign { lang, text } => json!({ "vreemd": [lang, text] }),
        Inline::Link { url, text } => json!({ "koppeling": [url, words(text)] }),
        Inline::Reference { target, text } => json!({ "verwijzing": [target, text] }),
        Inline::Removed(inner) => json!({ "vervallen": words(inner) }),
        Inline::Added(inner) => json!({ "nieuw": words(inner) }),
    })
}
