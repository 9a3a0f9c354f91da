//! The rows of a was-wordt table: where something stands, what stood there and what stands there.
//!
//! It deliberately leaves out what did not change, but shows a sentence, cell or field that did as a whole.

use super::chapters::{At, Change, ChapterChange, Detail, Difference, Fate, Nested};
use super::data::{Data, DataKind, FieldChange, Record, RecordChange, records_of};
use super::place::{named, numbered, places, row};
use super::words::{Piece, is_same};
use crate::text::manuscript::{Block, ChapterNode, Inline, plain};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: String,
    /// What stood there; empty when nothing did.
    pub old: Vec<Inline>,
    /// What stands there; empty when nothing does.
    pub new: Vec<Inline>,
}

fn text(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

/// The rows of a chapter, in the order of reading.
pub fn rows(change: &ChapterChange<'_>, difference: &Difference<'_>) -> Vec<Row> {
    let places = |c: Option<&ChapterNode>| c.map(|c| places(c.nodes.iter().map(|n| &n.block))).unwrap_or_default();
    let (old, new) = (places(change.old), places(change.new));
    let mut out = Vec::new();
    if let (Fate::Kept | Fate::Moved, false) = (change.fate, is_same(&change.title)) {
        out.push(both("titel".into(), &change.title));
    }
    for (at, block) in change.blocks.iter().enumerate().filter(|(_, block)| !block.is_same()) {
        let place = block.new.and_then(|at| new.get(at.index)).or(block.old.and_then(|at| old.get(at.index)));
        let place = place.cloned().unwrap_or_default();
        // The table that follows a chart says the same.
        let chart = matches!(&block.detail, Detail::Data(data) if data.kind == DataKind::Chart);
        let next = change.blocks.get(at + 1).map(|next| &next.detail);
        if !(chart && matches!(next, Some(Detail::Data(data)) if data.kind == DataKind::Table)) {
            block_rows(block, &place, difference, &mut out);
        }
    }
    out
}

fn block_rows(change: &Change<'_>, place: &str, difference: &Difference<'_>, out: &mut Vec<Row>) {
    if let Some(other) = change.moved {
        out.push(moved_row(change, other, place, difference));
    }
    match &change.detail {
        Detail::Same => {}
        Detail::Whole if change.moved.is_some() => {}
        Detail::Whole => {
            change.old.iter().for_each(|at| whole(at.block, place, Piece::Removed, out));
            change.new.iter().for_each(|at| whole(at.block, place, Piece::Added, out));
        }
        Detail::Text(pieces) => out.push(both(place.to_owned(), pieces)),
        Detail::Nested { title, parts } => {
            if !is_same(title) {
                out.push(both(format!("{place}, titel"), title));
            }
            let list = change.new.or(change.old).is_some_and(|at| matches!(at.block, Block::List { .. }));
            for part in parts {
                nested_rows(part, place, list, difference, out);
            }
        }
        Detail::Data(data) => data_rows(data, place, out),
    }
}

fn nested_rows(part: &Nested<'_>, place: &str, list: bool, difference: &Difference<'_>, out: &mut Vec<Row>) {
    let place = if list { part.place(place) } else { place.to_owned() };
    part.blocks
        .iter()
        .filter(|change| !change.is_same())
        .for_each(|change| block_rows(change, &place, difference, out));
}

/// What only stands elsewhere: where it went, or where it came from.
fn moved_row(change: &Change<'_>, other: At<'_>, place: &str, difference: &Difference<'_>) -> Row {
    let words = |at: At<'_>| unmarked(&block_words(at.block));
    let place = place.to_owned();
    match (change.old, change.new) {
        (Some(old), None) => {
            let there = elsewhere(other, old.chapter, &difference.new.chapters);
            Row { place, old: words(old), new: text(format!("Verplaatst. Dit staat nu in {there}.")) }
        }
        (_, new) => {
            let here = new.map_or("", |new| new.chapter);
            let there = elsewhere(other, here, &difference.old.chapters);
            Row {
                place,
                old: text(format!("Verplaatst. Dit stond in {there}.")),
                new: new.map(words).unwrap_or_default(),
            }
        }
    }
}

/// `alinea 3`, or `hoofdstuk ‘8 Middelen’, alinea 3` when that is another chapter than this one.
fn elsewhere(at: At<'_>, here: &str, chapters: &[ChapterNode]) -> String {
    let chapter = chapters.iter().find(|chapter| chapter.id == at.chapter);
    let all = chapter.map(|c| places(c.nodes.iter().map(|n| &n.block))).unwrap_or_default();
    let place = all.get(at.index).cloned().unwrap_or_default();
    match chapter.filter(|_| at.chapter != here) {
        Some(chapter) => format!("{}, {place}", named("hoofdstuk ", &numbered(chapter))),
        None => place,
    }
}

/// All words of a block, in one stretch.
fn block_words(block: &Block) -> Vec<Inline> {
    let parts: Vec<Vec<Inline>> = match records_of(block) {
        Some(records) => records.iter().map(record_words).collect(),
        None => {
            let mut rows = Vec::new();
            whole(block, "", |words| Piece::Same { old: words.clone(), new: words }, &mut rows);
            rows.into_iter().map(|row| row.new).collect()
        }
    };
    let mut out = Vec::new();
    for part in parts {
        out.extend((!out.is_empty()).then(|| Inline::Text(" ".into())));
        out.extend(part);
    }
    out
}

/// The rows of a block that is in one text only.
fn whole(block: &Block, place: &str, kind: fn(Vec<Inline>) -> Piece, out: &mut Vec<Row>) {
    let one = |place: String, words: Vec<Inline>| both(place, &[kind(words)]);
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => out.push(one(place.to_owned(), text.clone())),
        Block::List { items, .. } => {
            for (at, item) in items.iter().enumerate() {
                item.iter().for_each(|block| whole(block, &format!("{place}, punt {}", at + 1), kind, out));
            }
        }
        Block::Callout { title, blocks, .. } => {
            title.iter().for_each(|title| out.push(one(format!("{place}, titel"), text(title.as_str()))));
            blocks.iter().for_each(|block| whole(block, place, kind, out));
        }
        data => {
            let records = records_of(data).unwrap_or_default();
            let many = records.len() > 1 || matches!(data, Block::Table(_));
            for record in &records {
                let place = if many { format!("{place}, {}", row(&record.name)) } else { place.to_owned() };
                match data {
                    Block::Table(_) | Block::Chart(_) => out.push(one(place, record_words(record))),
                    _ => {
                        let filled = record.fields.iter().filter(|(_, value)| !plain(value).trim().is_empty());
                        out.extend(filled.map(|(label, value)| one(labelled(&place, label), value.clone())));
                    }
                }
            }
        }
    }
}

/// A row or card in one stretch: `Nummer: M3. Titel: …`.
fn record_words(record: &Record) -> Vec<Inline> {
    let mut out = Vec::new();
    for (label, value) in record.fields.iter().filter(|(_, value)| !plain(value).trim().is_empty()) {
        let before = if out.is_empty() { "" } else { "; " };
        out.push(Inline::Text(if label.is_empty() { before.to_owned() } else { format!("{before}{label}: ") }));
        out.extend(value.iter().cloned());
    }
    out
}

fn data_rows(data: &Data, place: &str, out: &mut Vec<Row>) {
    if !is_same(&data.caption) {
        out.push(both(format!("{place}, bijschrift"), &data.caption));
    }
    if data.reordered {
        out.push(Row {
            place: place.to_owned(),
            old: text("De rijen stonden in een andere volgorde."),
            new: text("De volgorde is anders."),
        });
    }
    let many = data.records.len() > 1 || data.kind == DataKind::Table;
    for record in data.records.iter().filter(|record| !record.is_same()) {
        let place = if many { format!("{place}, {}", row(&record.name)) } else { place.to_owned() };
        // A row of a table is one row here too when it came or went; a card has too many words for that.
        let whole = record.old.is_none() || record.new.is_none();
        if whole && matches!(data.kind, DataKind::Table | DataKind::Chart) {
            out.push(one_sided(place, record));
            continue;
        }
        let changed = record.fields.iter().filter(|f| !is_same(&f.pieces));
        out.extend(changed.map(|f| field(&labelled(&place, &f.label), f)));
    }
}

/// `maatregel M3, Wanneer`.
fn labelled(place: &str, label: &str) -> String {
    if label.is_empty() { place.to_owned() } else { format!("{place}, {label}") }
}

fn one_sided(place: String, record: &RecordChange) -> Row {
    let words = |side: fn(&Piece) -> Option<&[Inline]>| {
        let fields = record
            .fields
            .iter()
            .map(|f| (f.label.clone(), f.pieces.iter().filter_map(side).flatten().cloned().collect()));
        record_words(&Record { name: String::new(), fields: fields.collect(), part: 1 })
    };
    match record.new {
        Some(_) => both(place, &[Piece::Added(words(Piece::becomes))]),
        None => both(place, &[Piece::Removed(words(Piece::was))]),
    }
}

/// The row of one field.
pub fn field(place: &str, field: &FieldChange) -> Row {
    both(place.to_owned(), &field.pieces)
}

/// Both sides of a text, with what changed marked. Where only the address of a link changed, the addresses stand behind it.
fn both(place: String, pieces: &[Piece]) -> Row {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        let same = |other: Option<&Piece>, words: &[Inline]| match other {
            Some(Piece::Removed(other) | Piece::Added(other)) => plain(other) == plain(words),
            _ => false,
        };
        match piece {
            Piece::Same { old: was, new: is } => {
                old.extend(unmarked(was));
                new.extend(unmarked(is));
            }
            Piece::Removed(words) if same(pieces.get(at + 1), words) => {
                marked(&addressed(words), Inline::Removed, &mut old);
            }
            Piece::Added(words) if same(at.checked_sub(1).and_then(|at| pieces.get(at)), words) => {
                marked(&addressed(words), Inline::Added, &mut new);
            }
            Piece::Removed(words) => marked(words, Inline::Removed, &mut old),
            Piece::Added(words) => marked(words, Inline::Added, &mut new),
        }
    }
    Row { place, old, new }
}

/// Links with their address behind them.
fn addressed(inlines: &[Inline]) -> Vec<Inline> {
    let one = |inline: &Inline| match inline {
        Inline::Link { url, text: words } if !words.is_empty() => [words.clone(), text(format!(" ({url})"))].concat(),
        Inline::Strong(inner) => vec![Inline::Strong(addressed(inner))],
        Inline::Emphasis(inner) => vec![Inline::Emphasis(addressed(inner))],
        other => vec![other.clone()],
    };
    inlines.iter().flat_map(one).collect()
}

/// Words in a mark; white space before them stays outside it.
fn marked(words: &[Inline], mark: fn(Vec<Inline>) -> Inline, out: &mut Vec<Inline>) {
    let mut words = unmarked(words);
    if let Some(Inline::Text(first)) = words.first_mut() {
        let rest = first.trim_start();
        let lead = first.get(..first.len() - rest.len()).unwrap_or_default().to_owned();
        *first = rest.to_owned();
        if !lead.is_empty() {
            out.push(Inline::Text(lead));
        }
    }
    words.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    if !words.is_empty() {
        out.push(mark(words));
    }
}

/// The same words without what leads elsewhere in a document that is not this one.
fn unmarked(inlines: &[Inline]) -> Vec<Inline> {
    let one = |inline: &Inline| match inline {
        Inline::Reference { text, .. } => Inline::Text(text.clone()),
        Inline::Strong(inner) => Inline::Strong(unmarked(inner)),
        Inline::Emphasis(inner) => Inline::Emphasis(unmarked(inner)),
        other => other.clone(),
    };
    inlines.iter().map(one).collect()
}
