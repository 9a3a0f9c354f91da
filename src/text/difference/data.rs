//! Tables, charts, cards and figures as data: rows that belong together by what names them, and field by field what
//! they said and say.
//!
//! It deliberately does not know where a block stands in the document.

use std::collections::BTreeMap;

use super::align::rising;
use super::rows::{Match, match_rows};
use super::value::{Shift, shift, value};
use super::words::{Piece, compare, is_same, whole};
use crate::text::manuscript::{Block, Chart, Inline, Table, plain};

/// What kind of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataKind {
    /// A table.
    Table,
    /// A chart; its table follows it.
    Chart,
    /// Labels with values.
    Facts,
    /// A measure.
    Measure,
    /// A criterion of a norm.
    Criterion,
    /// The groups of a norm.
    Pillars,
    /// Numbers in large type.
    KeyFigures,
    /// Words of a person.
    Quote,
    /// Lines to sign on.
    Signature,
}

/// Data that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// What kind.
    pub kind: DataKind,
    /// The caption, for tables and charts.
    pub caption: Vec<Piece>,
    /// The rows or cards, in the order of the new text; what went stands behind what stood before it. A table whose
    /// headings or note changed has them as a row of their own.
    pub records: Vec<RecordChange>,
    /// Whether rows that both texts have stand in another order.
    pub reordered: bool,
}

/// A row or a card in both texts or in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// What a reader calls it: `M3`.
    pub name: String,
    /// Its place in the old data, from 0; the headings of a table are its first row.
    pub old: Option<usize>,
    /// Its place in the new data, counted likewise.
    pub new: Option<usize>,
    /// Its fields, in the order of the new text, then those that went.
    pub fields: Vec<FieldChange>,
}

impl RecordChange {
    /// Whether both texts have it, with the same words.
    pub fn is_same(&self) -> bool {
        self.old.is_some() && self.new.is_some() && self.fields.iter().all(|field| is_same(&field.pieces))
    }
}

/// A field in both texts or in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its label, as it is now.
    pub label: String,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// What the change means, when the whole field is one value.
    pub shift: Option<Shift>,
}

/// Rows or cards with their fields, as both sides of a comparison need them.
struct Records {
    kind: DataKind,
    caption: String,
    rows: Vec<Record>,
}

/// A label with its value.
pub type Labelled = (String, Vec<Inline>);

/// A row or card.
#[derive(Debug, Clone)]
pub struct Record {
    /// What a reader calls it.
    pub name: String,
    /// Labels with values.
    pub fields: Vec<Labelled>,
    /// Rows of different parts of a table never match: its headings, its rows, its total, its note.
    pub part: u8,
}

/// Compares two blocks of data of one kind; none when either holds no data.
pub fn compare_data(old: &Block, new: &Block) -> Option<Data> {
    let (mut before, mut after) = (records(old)?, records(new)?);
    if before.kind != after.kind {
        return None;
    }
    if let (Block::Table(old), Block::Table(new)) = (old, new) {
        before.rows.insert(0, headings(old));
        after.rows.insert(0, headings(new));
        rename_columns(old, new, &mut before.rows);
    }
    let matches = match_rows(&before.rows, &after.rows);
    let both: Vec<(usize, usize)> = matches.iter().filter_map(|m| m.old.zip(m.new)).collect();
    let mut sorted = both.clone();
    sorted.sort_unstable();
    let text = |text: &str| vec![Inline::Text(text.to_owned())];
    Some(Data {
        kind: before.kind,
        caption: compare(&text(&before.caption), &text(&after.caption)),
        reordered: rising(&sorted).len() < sorted.len(),
        records: matches.iter().map(|m| record(m, &before.rows, &after.rows, before.kind)).collect(),
    })
}

/// The rows or cards of a block; none when it holds no data.
pub fn records_of(block: &Block) -> Option<Vec<Record>> {
    records(block).map(|records| records.rows)
}

fn record(found: &Match, before: &[Record], after: &[Record], kind: DataKind) -> RecordChange {
    let old = found.old.and_then(|at| before.get(at));
    let new = found.new.and_then(|at| after.get(at));
    let none = Vec::new();
    let fields = fields(old.map_or(&none, |r| &r.fields), new.map_or(&none, |r| &r.fields), kind);
    RecordChange {
        name: new.or(old).map(|r| r.name.clone()).unwrap_or_default(),
        old: found.old,
        new: found.new,
        fields,
    }
}

/// Fields belong together by label; of equal labels the first to the first.
pub fn fields(old: &[Labelled], new: &[Labelled], kind: DataKind) -> Vec<FieldChange> {
    let mut before: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    old.iter().enumerate().rev().for_each(|(at, (label, _))| before.entry(label).or_default().push(at));
    let mut out = Vec::new();
    let mut taken = vec![false; old.len()];
    for (label, value) in new {
        let at = before.get_mut(label.as_str()).and_then(Vec::pop);
        if let Some(taken) = at.and_then(|at| taken.get_mut(at)) {
            *taken = true;
        }
        out.push(match at.and_then(|at| old.get(at)) {
            Some((_, was)) => field(label, was, value, kind),
            None => FieldChange { label: label.clone(), pieces: whole(value, Piece::Added), shift: None },
        });
    }
    let gone = old.iter().zip(taken).filter(|(_, taken)| !taken).map(|((label, was), _)| FieldChange {
        label: label.clone(),
        pieces: whole(was, Piece::Removed),
        shift: None,
    });
    out.extend(gone);
    out
}

fn field(label: &str, old: &[Inline], new: &[Inline], kind: DataKind) -> FieldChange {
    let pieces = compare(old, new);
    let verdict = label == VERDICT && matches!(kind, DataKind::Criterion | DataKind::Pillars) && !is_same(&pieces);
    let values = value(&plain(old)).zip(value(&plain(new)));
    let shift = if verdict { Some(Shift::Verdict) } else { values.and_then(|(old, new)| shift(old, new)) };
    FieldChange { label: label.to_owned(), pieces, shift }
}

/// The label of the field with the verdict on a criterion or a group.
pub const VERDICT: &str = "Oordeel";

/// What the headings and the note of a table are called among its rows.
pub const HEADINGS: &str = "kolomkoppen";
/// See [`HEADINGS`].
pub const NOTE: &str = "noot";

fn records(block: &Block) -> Option<Records> {
    let text = |text: &str| vec![Inline::Text(text.to_owned())];
    let pair = |label: &str, value: &str| (label.to_owned(), text(value));
    let one = |kind, name: &str, fields| Records {
        kind,
        caption: String::new(),
        rows: vec![Record { name: name.to_owned(), fields, part: 1 }],
    };
    let many = |kind, rows: Vec<(String, Vec<Labelled>)>| Records {
        kind,
        caption: String::new(),
        rows: rows.into_iter().map(|(name, fields)| Record { name, fields, part: 1 }).collect(),
    };
    Some(match block {
        Block::Table(table) => {
            Records { kind: DataKind::Table, caption: table.caption.clone(), rows: table_rows(table) }
        }
        Block::Chart(chart) => chart_records(chart),
        Block::Facts(pairs) => one(DataKind::Facts, "", pairs.clone()),
        Block::Measure(card) => {
            let head = vec![pair("Nummer", &card.number), ("Titel".to_owned(), card.title.clone())];
            let fields = head.into_iter().chain(card.fields.iter().chain(&card.facts).cloned()).collect();
            one(DataKind::Measure, &card.number, fields)
        }
        Block::Criterion(card) => {
            let head = [pair("Kenmerk", &card.id), pair("Vraag", &card.question), pair(VERDICT, card.verdict)];
            let fields = head.into_iter().chain(card.fields.iter().cloned()).collect();
            one(DataKind::Criterion, &card.id, fields)
        }
        Block::Pillars(pillars) => many(
            DataKind::Pillars,
            pillars
                .iter()
                .map(|p| {
                    let fields = vec![pair("Titel", &p.title), pair(VERDICT, p.verdict), pair("Uitleg", &p.text)];
                    (p.title.clone(), fields)
                })
                .collect(),
        ),
        Block::KeyFigures(figures) => many(
            DataKind::KeyFigures,
            figures
                .iter()
                .map(|f| {
                    let fields = vec![pair("Wat", &f.label), pair("Cijfer", &f.number), pair("Uitleg", &f.explanation)];
                    (f.label.clone(), fields)
                })
                .collect(),
        ),
        Block::Quote { text, function } => {
            one(DataKind::Quote, "", vec![("Citaat".to_owned(), text.clone()), pair("Functie", function)])
        }
        Block::Signature { opening, date, functions } => {
            let mut fields = vec![pair("Zin", opening)];
            fields.extend(date.iter().map(|date| pair("Datum", date)));
            fields.extend(functions.iter().map(|function| pair("Functie", function)));
            one(DataKind::Signature, "", fields)
        }
        Block::Heading { .. } | Block::Paragraph(_) | Block::List { .. } | Block::Callout { .. } => return None,
    })
}

/// The rows, the total and the note of a table.
fn table_rows(table: &Table) -> Vec<Record> {
    let row = |cells: &Vec<Vec<Inline>>, part| Record {
        name: cells.first().map(|cell| plain(cell)).unwrap_or_default(),
        fields: table.columns.iter().map(|c| c.title.clone()).zip(cells.iter().cloned()).collect(),
        part,
    };
    let note = table.note.iter().map(|note| Record {
        name: NOTE.to_owned(),
        fields: vec![("Noot".to_owned(), vec![Inline::Text(note.clone())])],
        part: 3,
    });
    table.rows.iter().map(|r| row(r, 1)).chain(table.total.iter().map(|r| row(r, 2))).chain(note).collect()
}

/// The headings of a table as a row.
fn headings(table: &Table) -> Record {
    let fields = table.columns.iter().map(|c| (c.title.clone(), vec![Inline::Text(c.title.clone())])).collect();
    Record { name: HEADINGS.to_owned(), fields, part: 0 }
}

/// Gives a column of the old rows its new title, when one title for one column is all that changed there.
fn rename_columns(old: &Table, new: &Table, rows: &mut [Record]) {
    let titles = |table: &Table| table.columns.iter().map(|c| c.title.clone()).collect::<Vec<_>>();
    let (old, new) = (titles(old), titles(new));
    if old.len() != new.len() {
        return;
    }
    for (at, (was, is)) in old.iter().zip(&new).enumerate() {
        if was == is || old.contains(is) || new.contains(was) {
            continue;
        }
        for row in rows.iter_mut() {
            if let Some((label, _)) = row.fields.get_mut(at).filter(|(label, _)| label == was) {
                label.clone_from(is);
            }
        }
    }
}

fn chart_records(chart: &Chart) -> Records {
    let text = |text: &str| vec![Inline::Text(text.to_owned())];
    let rows = chart.labels.iter().enumerate().map(|(at, label)| {
        let values = chart.series.iter().filter_map(|s| Some((s.name.clone(), text(s.texts.get(at)?))));
        let fields = [("Wat".to_owned(), text(label))].into_iter().chain(values).collect();
        Record { name: label.clone(), fields, part: 1 }
    });
    Records { kind: DataKind::Chart, caption: chart.caption.clone(), rows: rows.collect() }
}
