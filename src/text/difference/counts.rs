//! What changed, counted and told in words: `3 zinnen gewijzigd, 1 maatregel nieuw, 2 datums later`.
//!
//! It deliberately says what changed, not whether that is better or worse.

use super::chapters::{Change, ChapterChange, Detail, Difference, Nested};
use super::data::{Data, DataKind, FieldChange, RecordChange, VERDICT, records_of};
use super::place::{places, row};
use super::token::tokens;
use super::value::{Shift, Value, distance, shift, value};
use super::words::{Piece, is_same, sentences};
use crate::ground::dutch;
use crate::text::manuscript::{Block, Inline, plain};

/// How many of one kind changed, came and went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// In both texts, with other words.
    pub changed: usize,
    /// Only in the new text.
    pub added: usize,
    /// Only in the old text.
    pub removed: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.changed += other.changed;
        self.added += other.added;
        self.removed += other.removed;
    }
}

/// What can be counted, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A measure.
    Measure,
    /// A criterion of a norm.
    Criterion,
    /// A sentence.
    Sentence,
    /// A heading.
    Heading,
    /// A row of a table.
    Row,
    /// A number in large type.
    Figure,
    /// Another value with a label.
    Fact,
}

impl Unit {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Measure, Self::Criterion, Self::Sentence, Self::Heading, Self::Row, Self::Figure, Self::Fact];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Measure => ("maatregel", "maatregelen"),
            Self::Criterion => ("onderdeel van de toets", "onderdelen van de toets"),
            Self::Sentence => ("zin", "zinnen"),
            Self::Heading => ("kop", "koppen"),
            Self::Row => ("rij in een tabel", "rijen in een tabel"),
            Self::Figure => ("kerncijfer", "kerncijfers"),
            Self::Fact => ("gegeven", "gegevens"),
        }
    }
}

/// Counts of one chapter or of a whole document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    tallies: [Tally; Unit::ALL.len()],
    /// Values that changed, with where they stand. A value in a table and in a sentence counts twice, as a reader meets it.
    pub facts: Vec<Fact>,
    /// Blocks that stand elsewhere.
    pub moved: usize,
}

/// A value that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Where it stands and what it is: `maatregel M3, Wanneer`.
    pub place: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// What that means.
    pub shift: Shift,
}

impl Fact {
    /// How far a date or amount went: `3 maanden later`.
    pub fn distance(&self) -> Option<String> {
        distance(value(&self.old)?, value(&self.new)?)
    }
}

impl Counts {
    /// What is counted of one kind.
    pub fn of(&self, unit: Unit) -> Tally {
        self.tallies.get(unit as usize).copied().unwrap_or_default()
    }

    /// How many values shifted in this way.
    pub fn shifted(&self, shift: Shift) -> usize {
        self.facts.iter().filter(|fact| fact.shift == shift).count()
    }

    /// Adds the counts of another part.
    pub fn add(&mut self, other: &Self) {
        self.tallies.iter_mut().zip(&other.tallies).for_each(|(own, other)| own.add(*other));
        self.facts.extend(other.facts.iter().cloned());
        self.moved += other.moved;
    }

    /// What is counted, each in a few words; empty when nothing is.
    pub fn parts(&self) -> Vec<String> {
        let mut out = Vec::new();
        for unit in Unit::ALL {
            let tally = self.of(unit);
            let (one, many) = unit.words();
            let all = [(tally.changed, "gewijzigd"), (tally.added, "nieuw"), (tally.removed, "vervallen")];
            let told =
                all.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", dutch::count(*n, one, many)));
            out.extend(told);
        }
        for (shift, (one, many), word) in SHIFTS {
            let n = self.shifted(shift);
            out.extend((n > 0).then(|| format!("{} {word}", dutch::count(n, one, many))));
        }
        out.extend(
            (self.moved > 0).then(|| format!("{} verplaatst", dutch::count(self.moved, "blok tekst", "blokken tekst"))),
        );
        out
    }

    /// What is counted, by kind: `Maatregelen` with `2 gewijzigd, 1 nieuw`.
    pub fn by_kind(&self) -> Vec<(String, String)> {
        let mut out: Vec<(String, Vec<String>)> = Vec::new();
        let mut add = |kind: &str, n: usize, word: &str| {
            let part = format!("{n} {word}");
            match out.last_mut().filter(|(last, _)| last == kind) {
                _ if n == 0 => {}
                Some((_, parts)) => parts.push(part),
                None => out.push((kind.to_owned(), vec![part])),
            }
        };
        for unit in Unit::ALL {
            let (tally, (_, many)) = (self.of(unit), unit.words());
            add(many, tally.changed, "gewijzigd");
            add(many, tally.added, "nieuw");
            add(many, tally.removed, "vervallen");
        }
        SHIFTS.iter().for_each(|(shift, (_, many), word)| add(many, self.shifted(*shift), word));
        add("blokken tekst", self.moved, "verplaatst");
        out.into_iter().map(|(kind, parts)| (dutch::capitalise(&kind), parts.join(", "))).collect()
    }

    /// What is counted as one line: `3 zinnen gewijzigd, 1 maatregel nieuw`; none when nothing is.
    pub fn line(&self) -> Option<String> {
        let parts = self.parts();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn tally(&mut self, unit: Unit, tally: Tally) {
        self.tallies.iter_mut().skip(unit as usize).take(1).for_each(|own| own.add(tally));
    }

    fn one(&mut self, unit: Unit, old: bool, new: bool) {
        let tally = Tally {
            changed: usize::from(old && new),
            added: usize::from(!old && new),
            removed: usize::from(old && !new),
        };
        self.tally(unit, tally);
    }
}

/// How values can shift, with a noun and a word for it.
const SHIFTS: [(Shift, (&str, &str), &str); 6] = [
    (Shift::Later, ("datum", "datums"), "later"),
    (Shift::Earlier, ("datum", "datums"), "eerder"),
    (Shift::MoreMoney, ("bedrag", "bedragen"), "hoger"),
    (Shift::LessMoney, ("bedrag", "bedragen"), "lager"),
    (Shift::Number, ("getal", "getallen"), "anders"),
    (Shift::Verdict, ("oordeel", "oordelen"), "anders"),
];

/// Counts a whole document.
pub fn count(difference: &Difference<'_>) -> Counts {
    let mut all = Counts::default();
    difference.chapters.iter().for_each(|chapter| all.add(&count_chapter(chapter)));
    all
}

/// Counts a chapter.
pub fn count_chapter(chapter: &ChapterChange<'_>) -> Counts {
    let nodes = |c: Option<&crate::text::manuscript::ChapterNode>| {
        c.map(|c| places(c.nodes.iter().map(|node| &node.block))).unwrap_or_default()
    };
    let (old, new) = (nodes(chapter.old), nodes(chapter.new));
    let mut counts = Counts::default();
    for change in &chapter.blocks {
        let place = change.new.and_then(|at| new.get(at.index)).or(change.old.and_then(|at| old.get(at.index)));
        counts.change(change, place.map(String::as_str).unwrap_or_default());
    }
    counts
}

impl Counts {
    fn change(&mut self, change: &Change<'_>, place: &str) {
        if change.moved.is_some() {
            // What moved is told twice, once without a new place.
            self.moved += usize::from(change.new.is_some());
        }
        match (&change.detail, change.old.or(change.new)) {
            (Detail::Whole, Some(at)) if change.moved.is_none() => {
                self.whole(at.block, change.old.is_some(), change.new.is_some());
            }
            (Detail::Text(pieces), Some(at)) if matches!(at.block, Block::Heading { .. }) => {
                self.one(Unit::Heading, true, true);
                self.facts(pieces, place);
            }
            (Detail::Text(pieces), _) => {
                self.sentences(pieces);
                self.facts(pieces, place);
            }
            (Detail::Nested { title, parts }, _) => {
                self.sentences(title);
                let list = change.new.or(change.old).is_some_and(|at| matches!(at.block, Block::List { .. }));
                parts.iter().for_each(|part| self.nested(part, place, list));
            }
            (Detail::Data(data), _) => self.data(data, place),
            _ => {}
        }
    }

    fn nested(&mut self, part: &Nested<'_>, place: &str, list: bool) {
        let place = if list { part.place(place) } else { place.to_owned() };
        part.blocks.iter().for_each(|change| self.change(change, &place));
    }

    /// A block that is in one text only, or, when its kind can not be compared, in both.
    fn whole(&mut self, block: &Block, old: bool, new: bool) {
        match block {
            Block::Heading { .. } => self.one(Unit::Heading, old, new),
            Block::Paragraph(text) => self.only(text, old),
            Block::List { items, .. } => items.iter().flatten().for_each(|block| self.whole(block, old, new)),
            Block::Callout { title, blocks, .. } => {
                title.iter().for_each(|title| self.only(&[Inline::Text(title.clone())], old));
                blocks.iter().for_each(|block| self.whole(block, old, new));
            }
            Block::Measure(_) => self.one(Unit::Measure, old, new),
            Block::Criterion(_) => self.one(Unit::Criterion, old, new),
            // The table with its data follows.
            Block::Chart(_) => {}
            Block::Table(table) => {
                (0..table.rows.len() + table.total.iter().len()).for_each(|_| self.one(Unit::Row, old, new));
            }
            Block::KeyFigures(figures) => figures.iter().for_each(|_| self.one(Unit::Figure, old, new)),
            Block::Facts(_) | Block::Pillars(_) | Block::Quote { .. } | Block::Signature { .. } => {
                let fields = records_of(block).unwrap_or_default().into_iter().map(|r| r.fields.len()).sum::<usize>();
                (0..fields).for_each(|_| self.one(Unit::Fact, old, new));
            }
        }
    }

    fn only(&mut self, text: &[Inline], old: bool) {
        let kind = if old { Piece::Removed } else { Piece::Added };
        self.sentences(&[kind(text.to_vec())]);
    }

    fn sentences(&mut self, pieces: &[Piece]) {
        let counted = sentences(pieces);
        let tally = Tally { changed: counted.changed, added: counted.added, removed: counted.removed };
        self.tally(Unit::Sentence, tally);
    }

    fn data(&mut self, data: &Data, place: &str) {
        if data.kind == DataKind::Chart {
            return;
        }
        if !is_same(&data.caption) {
            self.one(Unit::Heading, true, true);
        }
        let many = matches!(data.kind, DataKind::Table | DataKind::Pillars | DataKind::KeyFigures);
        for record in data.records.iter().filter(|record| !record.is_same()) {
            let (old, new) = (record.old.is_some(), record.new.is_some());
            match data.kind {
                DataKind::Table => self.one(Unit::Row, old, new),
                DataKind::KeyFigures => self.one(Unit::Figure, old, new),
                DataKind::Measure => self.one(Unit::Measure, old, new),
                DataKind::Criterion => self.one(Unit::Criterion, old, new),
                _ => record.fields.iter().filter(|f| !is_same(&f.pieces)).for_each(|f| {
                    let side =
                        |side: fn(&Piece) -> Option<&[Inline]>| f.pieces.iter().any(|piece| side(piece).is_some());
                    self.one(Unit::Fact, side(Piece::was), side(Piece::becomes));
                }),
            }
            if old && new {
                record.fields.iter().for_each(|field| self.field(record, field, place, many));
            }
        }
    }

    fn field(&mut self, record: &RecordChange, field: &FieldChange, place: &str, many: bool) {
        let name =
            if many && !record.name.is_empty() { format!("{place}, {}", row(&record.name)) } else { place.to_owned() };
        let name = if field.label.is_empty() { name } else { format!("{name}, {}", field.label) };
        let Some(shift) = field.shift else { return self.facts(&field.pieces, &name) };
        let side =
            |side: fn(&Piece) -> Option<&[Inline]>| field.pieces.iter().filter_map(side).map(plain).collect::<String>();
        let name = if shift == Shift::Verdict {
            name.trim_end_matches(VERDICT).trim_end_matches(", ").to_owned()
        } else {
            name
        };
        self.facts.push(Fact { place: name, old: side(Piece::was), new: side(Piece::becomes), shift });
    }

    /// Values within a text: where some words went and others came in their place, with as many values in both.
    fn facts(&mut self, pieces: &[Piece], place: &str) {
        for pair in pieces.windows(2) {
            let [Piece::Removed(old), Piece::Added(new)] = pair else { continue };
            let (old, new) = (values(old), values(new));
            if old.len() != new.len() || old.len() > MOST {
                continue;
            }
            for ((was, a), (is, b)) in old.into_iter().zip(new) {
                if let Some(shift) = shift(a, b) {
                    self.facts.push(Fact { place: place.to_owned(), old: was, new: is, shift });
                }
            }
        }
    }
}

/// Most values in one change that are told as shifted: of a whole new paragraph nobody can say what became what.
const MOST: usize = 2;

fn values(text: &[Inline]) -> Vec<(String, Value)> {
    tokens(text).iter().filter_map(|token| Some((token.text.to_owned(), value(token.text)?))).collect()
}
