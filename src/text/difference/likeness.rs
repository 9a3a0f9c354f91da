//! How alike two blocks are, so that a block that changed is compared with what it was and not told as new.
//!
//! It deliberately looks at words only: numbers of headings, widths of columns and kinds of charts are derived or looks.

use super::align::{BLOCKS, Numbers, Pair, align};
use super::token::{tokens, whole_words};
use crate::text::manuscript::{Block, Inline, Node};

/// What of a part is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The same for parts with the same words in the same order.
    pub key: u32,
    kind: Kind,
    /// What names it, such as the number of a measure or the caption of a table.
    id: Option<u32>,
    /// Its words as numbers, sorted.
    words: Vec<u32>,
}

impl Profile {
    /// How many words it has.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The number of the words that name it, for kinds whose name stays when they move to another chapter.
    pub fn name(&self) -> Option<u32> {
        self.id.filter(|_| matches!(self.kind, Kind::Measure | Kind::Criterion))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Heading,
    List,
    Callout,
    Table,
    Chart,
    Measure,
    Criterion,
    Row,
    /// Of which a chapter has one as a rule.
    Single(u8),
}

/// Something that is compared as a whole: a block, an item of a list, a row.
pub trait Part {
    /// Writes down its words.
    fn spell(&self, spelling: &mut Spelling<'_>);
}

/// Where a part writes its words.
pub struct Spelling<'a> {
    numbers: &'a mut Numbers,
    key: String,
    kind: Option<Kind>,
    id: Option<String>,
    words: Vec<u32>,
}

impl Spelling<'_> {
    /// The end of a cell, a field or a block.
    pub fn edge(&mut self) {
        self.key.push('\u{1e}');
    }

    /// Words with their meaning.
    pub fn inlines(&mut self, inlines: &[Inline]) {
        let inlines = whole_words(inlines);
        for token in tokens(&inlines) {
            let key = token.key();
            if token.is_word() {
                self.words.push(self.numbers.of(&key));
            }
            self.key.push_str(&key);
            self.key.push('\u{1f}');
        }
        self.edge();
    }

    /// Plain words.
    pub fn text(&mut self, text: &str) {
        self.inlines(&[Inline::Text(text.to_owned())]);
    }

    /// Says that the part is a row or a field: its name is what it is known by.
    pub fn row(&mut self) {
        self.kind(Kind::Row);
    }

    fn kind(&mut self, kind: Kind) {
        self.kind.get_or_insert(kind);
    }

    /// Names the part. The first one counts.
    pub fn name(&mut self, name: &str) {
        self.id.get_or_insert_with(|| name.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    fn pairs(&mut self, pairs: &[(String, Vec<Inline>)]) {
        for (label, value) in pairs {
            self.text(label);
            self.inlines(value);
        }
    }
}

/// The profiles of these parts.
pub fn profiles<'a, T: Part + 'a>(parts: impl IntoIterator<Item = &'a T>, numbers: &mut Numbers) -> Vec<Profile> {
    parts.into_iter().map(|part| profile(part, numbers)).collect()
}

/// The profile of one part.
pub fn profile(part: &impl Part, numbers: &mut Numbers) -> Profile {
    let mut spelling = Spelling { numbers, key: String::new(), kind: None, id: None, words: Vec::new() };
    part.spell(&mut spelling);
    let Spelling { numbers, key, kind, id, mut words } = spelling;
    words.sort_unstable();
    // Numbers of names and of whole parts lie beside those of words, so they begin with what no word has.
    let id = id.map(|id| numbers.of(&format!("\u{1d}{id}")));
    let kind = kind.unwrap_or(Kind::Text);
    Profile { key: numbers.of(&format!("\u{1c}{kind:?}\u{1e}{key}")), kind, id, words }
}

/// Which parts belong together, in order: the same ones, and those that are alike.
pub fn matched(old: &[Profile], new: &[Profile]) -> Vec<Pair> {
    let keys = |profiles: &[Profile]| profiles.iter().map(|p| p.key).collect::<Vec<u32>>();
    align(&keys(old), &keys(new), BLOCKS, |a, b| old.get(a).zip(new.get(b)).map_or(0, |(a, b)| likeness(a, b)))
}

/// What the same part weighs.
const SAME: u32 = 3_000;

/// How alike two parts are, 0 when they have nothing to do with each other.
pub fn likeness(old: &Profile, new: &Profile) -> u32 {
    if old.kind != new.kind {
        return 0;
    }
    if old.key == new.key {
        return SAME;
    }
    let shared = shared(&old.words, &new.words);
    let named = old.id.is_some() && old.id == new.id;
    match (old.kind, named) {
        (Kind::Criterion | Kind::Table | Kind::Chart | Kind::Row, true) => shared + 1_000,
        (Kind::Measure, true) if shared >= 100 => shared + 500,
        (Kind::Criterion, false) => 0,
        (Kind::Measure | Kind::Table | Kind::Row, _) if shared < 500 => 0,
        (Kind::Single(_), _) => shared + 100,
        _ if shared < 350 => 0,
        _ => shared,
    }
}

/// The share of words that two parts have in common, in thousandths.
pub fn shared(old: &[u32], new: &[u32]) -> u32 {
    let (mut a, mut b) = (old.iter().peekable(), new.iter().peekable());
    let mut common = 0usize;
    while let (Some(x), Some(y)) = (a.peek().copied(), b.peek().copied()) {
        common += usize::from(x == y);
        if x <= y {
            a.next();
        }
        if y <= x {
            b.next();
        }
    }
    u32::try_from(2_000 * common / (old.len() + new.len()).max(1)).unwrap_or_default()
}

impl Part for Node {
    fn spell(&self, spelling: &mut Spelling<'_>) {
        self.block.spell(spelling);
    }
}

impl Part for Vec<Block> {
    fn spell(&self, spelling: &mut Spelling<'_>) {
        spelling.kind(Kind::Text);
        self.iter().for_each(|block| block.spell(spelling));
    }
}

impl Part for Block {
    fn spell(&self, s: &mut Spelling<'_>) {
        match self {
            Self::Heading { text, .. } => {
                s.kind(Kind::Heading);
                s.inlines(text);
            }
            Self::Paragraph(text) => {
                s.kind(Kind::Text);
                s.inlines(text);
            }
            Self::List { items, .. } => {
                s.kind(Kind::List);
                for item in items {
                    item.iter().for_each(|block| block.spell(s));
                    s.edge();
                }
            }
            Self::Callout { kind, title, blocks } => {
                s.kind(Kind::Callout);
                s.key.push_str(kind.word());
                s.text(title.as_deref().unwrap_or_default());
                blocks.iter().for_each(|block| block.spell(s));
            }
            Self::Facts(pairs) => {
                s.kind(Kind::Single(0));
                s.pairs(pairs);
            }
            Self::Table(table) => {
                s.kind(Kind::Table);
                s.name(&table.caption);
                s.text(&table.caption);
                table.columns.iter().for_each(|column| s.text(&column.title));
                for row in &table.rows {
                    row.iter().for_each(|cell| s.inlines(cell));
                    s.edge();
                }
                if let Some(row) = &table.total {
                    s.key.push('\u{1b}');
                    row.iter().for_each(|cell| s.inlines(cell));
                }
                s.text(table.note.as_deref().unwrap_or_default());
            }
            Self::Chart(chart) => {
                s.kind(Kind::Chart);
                s.name(&chart.caption);
                s.text(&chart.caption);
                s.text(&chart.unit);
                chart.labels.iter().for_each(|label| s.text(label));
                for series in &chart.series {
                    s.text(&series.name);
                    series.texts.iter().for_each(|text| s.text(text));
                }
            }
            Self::Measure(card) => {
                s.kind(Kind::Measure);
                s.name(&card.number);
                s.text(&card.number);
                s.inlines(&card.title);
                s.pairs(&card.fields);
                s.edge();
                s.pairs(&card.facts);
            }
            Self::Criterion(card) => {
                s.kind(Kind::Criterion);
                s.name(&card.id);
                [card.id.as_str(), &card.question, card.verdict].iter().for_each(|text| s.text(text));
                s.pairs(&card.fields);
            }
            Self::Pillars(pillars) => {
                s.kind(Kind::Single(1));
                pillars
                    .iter()
                    .for_each(|p| [&p.title, p.verdict, p.text.as_str()].iter().for_each(|text| s.text(text)));
            }
            Self::KeyFigures(figures) => {
                s.kind(Kind::Single(2));
                figures.iter().for_each(|f| [&f.number, &f.label, &f.explanation].iter().for_each(|text| s.text(text)));
            }
            Self::Quote { text, function } => {
                s.kind(Kind::Single(3));
                s.inlines(text);
                s.text(function);
            }
            Self::Signature { opening, date, functions } => {
                s.kind(Kind::Single(4));
                s.text(opening);
                s.text(date.as_deref().unwrap_or_default());
                functions.iter().for_each(|function| s.text(function));
            }
        }
    }
}
