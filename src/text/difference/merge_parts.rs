//! What can be merged: blocks, items, rows, fields, and the blocks of a source.
//!
//! It deliberately leaves charts, figures, quotations, verdicts and signatures whole: they come from data, and a half of
//! each is nothing.

use super::data::records_of;
use super::likeness::{Part, Spelling};
use super::merge::{Mergeable, State, choose, merge_text};
use super::merge_words::merge_words;
use crate::text::manuscript::{Block, Card, Inline, Table, plain};

impl Mergeable for Block {
    fn kind(&self) -> &'static str {
        match self {
            Self::Heading { .. } => "kop",
            Self::Paragraph(_) => "alinea",
            Self::List { .. } => "lijst",
            Self::Callout { .. } => "kader",
            Self::Table(_) => "tabel",
            Self::Chart(_) => "grafiek",
            Self::Measure(_) => "maatregel",
            Self::Criterion(_) => "onderdeel",
            Self::Facts(_) | Self::Pillars(_) | Self::KeyFigures(_) => "gegevens",
            Self::Quote { .. } => "citaat",
            Self::Signature { .. } => "ondertekening",
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Heading { text, .. } | Self::Paragraph(text) => plain(text),
            Self::List { items, .. } => items.iter().map(Mergeable::words).collect::<Vec<_>>().join("; "),
            Self::Callout { title, blocks, .. } => {
                title.iter().cloned().chain(blocks.iter().map(Mergeable::words)).collect::<Vec<_>>().join(". ")
            }
            Self::Table(table) => table.caption.clone(),
            Self::Chart(chart) => chart.caption.clone(),
            Self::Measure(card) => format!("{} {}", card.number, plain(&card.title)),
            Self::Criterion(card) => format!("{} {}", card.id, card.question),
            data => {
                let rows = records_of(data).unwrap_or_default();
                let values = rows.iter().flat_map(|row| row.fields.iter().map(|(_, value)| plain(value)));
                values.collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn combine(base: &Self, theirs: &Self, mine: &Self, state: &mut State) -> Option<Self> {
        match (base, theirs, mine) {
            (Self::Paragraph(a), Self::Paragraph(b), Self::Paragraph(c)) => merge_words(a, b, c).map(Self::Paragraph),
            (
                Self::Heading { text: a, level: was, .. },
                Self::Heading { text: b, level: there, .. },
                Self::Heading { text: c, level: here, number, id },
            ) => Some(Self::Heading {
                level: *choose(was, there, here)?,
                number: number.clone(),
                text: merge_text(a, b, c)?,
                id: id.clone(),
            }),
            (
                Self::List { ordered: was, items: a },
                Self::List { ordered: there, items: b },
                Self::List { ordered: here, items: c },
            ) => {
                let ordered = *choose(was, there, here)?;
                Some(Self::List { ordered, items: state.within("lijst", a, b, c) })
            }
            (
                Self::Callout { kind: was, title: t0, blocks: a },
                Self::Callout { kind: there, title: t1, blocks: b },
                Self::Callout { kind: here, title: t2, blocks: c },
            ) => {
                let (kind, title) = (*choose(was, there, here)?, choose(t0, t1, t2)?.clone());
                Some(Self::Callout { kind, title, blocks: state.within("kader", a, b, c) })
            }
            (Self::Table(a), Self::Table(b), Self::Table(c)) => combine_tables(a, b, c, state).map(Self::Table),
            (Self::Facts(a), Self::Facts(b), Self::Facts(c)) => {
                Some(Self::Facts(combine_fields("gegevens", a, b, c, state)))
            }
            (Self::Measure(a), Self::Measure(b), Self::Measure(c)) => combine_cards(a, b, c, state).map(Self::Measure),
            _ => None,
        }
    }
}

fn combine_tables(base: &Table, theirs: &Table, mine: &Table, state: &mut State) -> Option<Table> {
    // Rows fit only where the columns are the same.
    if base.columns.len() != theirs.columns.len() || base.columns.len() != mine.columns.len() {
        return None;
    }
    let columns = choose(&base.columns, &theirs.columns, &mine.columns)?.clone();
    let caption = choose(&base.caption, &theirs.caption, &mine.caption)?.clone();
    let total = choose(&base.total, &theirs.total, &mine.total)?.clone();
    let note = choose(&base.note, &theirs.note, &mine.note)?.clone();
    let wide = *choose(&base.wide, &theirs.wide, &mine.wide)?;
    let rows = |table: &Table| table.rows.iter().map(|cells| Row(cells.clone())).collect::<Vec<_>>();
    let merged = state.within("tabel", &rows(base), &rows(theirs), &rows(mine));
    Some(Table { caption, columns, rows: merged.into_iter().map(|row| row.0).collect(), total, note, wide })
}

fn combine_cards(base: &Card, theirs: &Card, mine: &Card, state: &mut State) -> Option<Card> {
    let number = choose(&base.number, &theirs.number, &mine.number)?.clone();
    let title = merge_text(&base.title, &theirs.title, &mine.title)?;
    let place = format!("maatregel {number}");
    let fields = combine_fields(&place, &base.fields, &theirs.fields, &mine.fields, state);
    let facts = combine_fields(&place, &base.facts, &theirs.facts, &mine.facts, state);
    Some(Card { number, title, fields, facts })
}

type Pairs = [(String, Vec<Inline>)];

fn combine_fields(
    place: &str,
    base: &Pairs,
    theirs: &Pairs,
    mine: &Pairs,
    state: &mut State,
) -> Vec<(String, Vec<Inline>)> {
    let fields = |pairs: &Pairs| pairs.iter().cloned().map(Field).collect::<Vec<_>>();
    state.within(place, &fields(base), &fields(theirs), &fields(mine)).into_iter().map(|field| field.0).collect()
}

/// An item of a list.
impl Mergeable for Vec<Block> {
    fn kind(&self) -> &'static str {
        "punt"
    }

    fn words(&self) -> String {
        self.iter().map(Mergeable::words).collect::<Vec<_>>().join(" ")
    }

    fn combine(base: &Self, theirs: &Self, mine: &Self, state: &mut State) -> Option<Self> {
        Some(state.within("punt", base, theirs, mine))
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row(Vec<Vec<Inline>>);

impl Part for Row {
    fn spell(&self, spelling: &mut Spelling<'_>) {
        self.0.first().into_iter().for_each(|cell| spelling.name(&plain(cell)));
        self.0.iter().for_each(|cell| spelling.inlines(cell));
        spelling.row();
    }
}

impl Mergeable for Row {
    fn kind(&self) -> &'static str {
        "rij"
    }

    fn words(&self) -> String {
        self.0.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | ")
    }

    fn combine(base: &Self, theirs: &Self, mine: &Self, _: &mut State) -> Option<Self> {
        if base.0.len() != theirs.0.len() || base.0.len() != mine.0.len() {
            return None;
        }
        let cells = base.0.iter().zip(&theirs.0).zip(&mine.0).map(|((a, b), c)| merge_text(a, b, c));
        cells.collect::<Option<Vec<_>>>().map(Self)
    }
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field((String, Vec<Inline>));

impl Part for Field {
    fn spell(&self, spelling: &mut Spelling<'_>) {
        spelling.name(&self.0.0);
        spelling.text(&self.0.0);
        spelling.inlines(&self.0.1);
        spelling.row();
    }
}

impl Mergeable for Field {
    fn kind(&self) -> &'static str {
        "veld"
    }

    fn words(&self) -> String {
        format!("{}: {}", self.0.0, plain(&self.0.1))
    }

    fn combine(base: &Self, theirs: &Self, mine: &Self, _: &mut State) -> Option<Self> {
        let label = choose(&base.0.0, &theirs.0.0, &mine.0.0)?.clone();
        Some(Self((label, merge_text(&base.0.1, &theirs.0.1, &mine.0.1)?)))
    }
}

/// A block of a Markdown source, with the white space behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceBlock {
    /// Its lines, without white space behind the last.
    pub text: String,
    /// Line ends and empty lines behind it.
    pub gap: String,
}

/// Cuts a source where a line is empty. The blocks with their gaps are the whole source.
pub fn source_blocks(source: &str) -> Vec<SourceBlock> {
    let mut out: Vec<SourceBlock> = Vec::new();
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        let gap = line.get(text.len()..).unwrap_or_default();
        match out.last_mut() {
            Some(last) if text.is_empty() => last.gap.push_str(line),
            Some(last) if last.gap.matches('\n').count() < 2 => {
                last.text.push_str(&std::mem::take(&mut last.gap));
                last.text.push_str(text);
                last.gap.push_str(gap);
            }
            _ => out.push(SourceBlock { text: text.to_owned(), gap: gap.to_owned() }),
        }
    }
    out
}

impl Part for SourceBlock {
    fn spell(&self, spelling: &mut Spelling<'_>) {
        spelling.text(&self.text);
    }
}

impl Mergeable for SourceBlock {
    fn kind(&self) -> &'static str {
        match self.text.trim_start().chars().next() {
            Some('#') => "kop",
            Some('-' | '*') => "lijst",
            Some('|') => "tabel",
            Some('>') => "kader",
            Some('{') => "onderdeel",
            _ => "alinea",
        }
    }

    fn words(&self) -> String {
        self.text.trim_start_matches(['#', '>', ' ']).to_owned()
    }

    fn combine(base: &Self, theirs: &Self, mine: &Self, _: &mut State) -> Option<Self> {
        let text = |block: &Self| vec![Inline::Text(block.text.clone())];
        let merged = merge_text(&text(base), &text(theirs), &text(mine))?;
        let gap = choose(&base.gap, &theirs.gap, &mine.gap).unwrap_or(&mine.gap).clone();
        Some(Self { text: plain(&merged), gap })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_and_gaps_are_the_whole_source(source in "[ab \n#\r-]{0,60}") {
            let blocks = source_blocks(&source);
            let again: String = blocks.iter().flat_map(|b| [b.text.as_str(), b.gap.as_str()]).collect();
            prop_assert_eq!(again, source);
        }
    }
}
