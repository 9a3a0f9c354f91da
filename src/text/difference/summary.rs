//! What changed, in sentences: of the whole, and of each chapter.
//!
//! It deliberately shows no text side by side; that is for the was-wordt document.

use std::collections::{BTreeMap, BTreeSet};

use super::chapters::{Change, ChapterChange, Detail, Difference, Fate};
use super::counts::{count, count_chapter};
use super::data::DataKind;
use super::place::{numbered, places, row};
use super::value::Shift;
use super::words::{Piece, is_same};
use crate::ground::dutch;
use crate::text::manuscript::{Block, ChapterNode, Inline, plain};

/// What changed, for someone who has a screen and no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// In a sentence.
    pub whole: String,
    /// What is counted in the whole: `Maatregelen` with `2 gewijzigd, 1 nieuw`.
    pub counts: Vec<(String, String)>,
    /// Per chapter that changed; the first page is one of them.
    pub chapters: Vec<ChapterSummary>,
}

/// What changed in a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterSummary {
    /// `8 Middelen`, with what happened to it.
    pub name: String,
    /// `1.0.0 → 1.1.0`, when they differ.
    pub versions: Option<String>,
    /// What happened, in sentences.
    pub sentence: String,
    /// Values and what has a name, one by one: `maatregel M3, Wanneer: 1-6-2026 → 1-9-2026 (3 maanden later)`.
    pub points: Vec<String>,
}

/// Tells what changed.
pub fn summary(difference: &Difference<'_>) -> Summary {
    let changed: Vec<&ChapterChange<'_>> = difference.chapters.iter().filter(|c| !c.is_same()).collect();
    let whole = if difference.is_empty() {
        "Er is geen verschil in tekst, gegevens of volgorde.".to_owned()
    } else {
        totals(changed.len(), difference.chapters.len() - changed.len())
    };
    let cover: Vec<String> = difference
        .cover
        .iter()
        .filter(|field| !is_same(&field.pieces))
        .map(|field| point(&field.label, &side(&field.pieces, Piece::was), &side(&field.pieces, Piece::becomes)))
        .collect();
    let first = ChapterSummary {
        name: "Voorkant".into(),
        versions: None,
        sentence: dutch::count(cover.len(), "regel anders", "regels anders") + ".",
        points: cover,
    };
    let chapters = changed.into_iter().map(|change| ChapterSummary {
        name: name(change),
        versions: change.versions().map(|(old, new)| format!("{old} → {new}")),
        sentence: sentence(change),
        points: points(change),
    });
    let chapters = Some(first).filter(|first| !first.points.is_empty()).into_iter().chain(chapters).collect();
    Summary { whole, counts: count(difference).by_kind(), chapters }
}

fn point(what: &str, old: &str, new: &str) -> String {
    match (old.trim(), new.trim()) {
        ("", new) => format!("{what}: {new} (nieuw)"),
        (old, "") => format!("{what}: {old} (vervalt)"),
        (old, new) => format!("{what}: {old} → {new}"),
    }
}

/// Most characters of a cell that is told as a value: `gepland`, `team Zorg en veiligheid`.
const SHORT: usize = 32;

/// Cells of a word or two that are others now, such as who does something and how far it is. Those with a number or date
/// are told with the values.
fn words(change: &Change<'_>, place: &str) -> Vec<String> {
    let Detail::Data(data) = &change.detail else { return Vec::new() };
    let many = match data.kind {
        DataKind::Table => true,
        DataKind::Measure => false,
        _ => return Vec::new(),
    };
    let told = |text: &str| {
        let fits = !text.is_empty() && text.chars().count() <= SHORT;
        fits && text.chars().any(char::is_alphabetic) && !text.contains(|c: char| c.is_ascii_digit())
    };
    let both = data.records.iter().filter(|record| record.old.is_some() && record.new.is_some());
    let changed = both.flat_map(|record| record.fields.iter().map(move |field| (record, field)));
    changed
        .filter(|(_, field)| field.shift.is_none() && !is_same(&field.pieces))
        .filter_map(|(record, field)| {
            let (old, new) = (side(&field.pieces, Piece::was), side(&field.pieces, Piece::becomes));
            let place = if many { format!("{place}, {}", row(&record.name)) } else { place.to_owned() };
            (told(old.trim()) && told(new.trim())).then(|| point(&format!("{place}, {}", field.label), &old, &new))
        })
        .collect()
}

fn side(pieces: &[Piece], side: fn(&Piece) -> Option<&[Inline]>) -> String {
    pieces.iter().filter_map(side).map(plain).collect()
}

/// What came, went and moved and has a name; then every value that changed.
fn points(change: &ChapterChange<'_>) -> Vec<String> {
    let places = |c: Option<&ChapterNode>| c.map(|c| places(c.nodes.iter().map(|n| &n.block))).unwrap_or_default();
    let (old, new) = (places(change.old), places(change.new));
    let whole = |change: &Change<'_>| {
        let at = change.new.or(change.old)?;
        let place = if change.new.is_some() { new.get(at.index) } else { old.get(at.index) };
        let title = match at.block {
            Block::Measure(card) => format!(" ‘{}’", plain(&card.title)),
            Block::Criterion(_) | Block::Table(_) => String::new(),
            _ => return None,
        };
        let happened = match (&change.detail, change.moved.is_some(), change.old.is_some()) {
            (_, true, _) => "verplaatst",
            (Detail::Whole, _, true) => "vervallen",
            (Detail::Whole, _, false) => "nieuw",
            _ => return None,
        };
        Some(format!("{happened}: {}{title}", place?))
    };
    // Of a chapter that came or went as a whole, its parts say nothing more.
    let both = matches!(change.fate, Fate::Kept | Fate::Moved);
    let named = change.blocks.iter().filter(|_| both).filter_map(whole);
    let facts = shifts(change).into_iter().map(|fact| format!("{}: {} → {}", fact.place, fact.old, fact.new));
    let words = change.blocks.iter().filter(|_| both).flat_map(|block| {
        let place = block.new.and_then(|at| new.get(at.index)).map(String::as_str).unwrap_or_default();
        words(block, place)
    });
    named.chain(facts).chain(words).collect()
}

/// How often the same value may become the same other one before that is told once.
const OFTEN: usize = 4;

/// A value that changed, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where it stands; of many places the first and how many.
    pub place: String,
    /// What it was.
    pub old: String,
    /// What it is, with how far that is: `1-9-2026 (3 maanden later)`.
    pub new: String,
}

/// The values of a chapter that changed. A date that shifts in every row, because the day of the whole document did, is
/// told once.
pub fn shifts(change: &ChapterChange<'_>) -> Vec<Told> {
    let facts = count_chapter(change).facts;
    let mut often: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let days = facts.iter().filter(|fact| matches!(fact.shift, Shift::Later | Shift::Earlier));
    days.for_each(|fact| *often.entry((&fact.old, &fact.new)).or_default() += 1);
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for fact in &facts {
        let pair = (fact.old.as_str(), fact.new.as_str());
        let times = often.get(&pair).copied().unwrap_or_default();
        if times >= OFTEN && !seen.insert(pair) {
            continue;
        }
        let place =
            if times >= OFTEN { format!("{times} plaatsen, het eerst {}", fact.place) } else { fact.place.clone() };
        let how = fact.distance().map(|how| format!(" ({how})")).unwrap_or_default();
        out.push(Told { place, old: fact.old.clone(), new: format!("{}{how}", fact.new) });
    }
    out
}

/// What changes in the whole document, in a sentence.
pub fn totals(changed: usize, same: usize) -> String {
    let one = |n| if n == 1 { "verandert" } else { "veranderen" };
    let chapters = |n| dutch::count(n, "hoofdstuk", "hoofdstukken");
    match (changed, same) {
        (0, _) => "Alleen de voorkant verandert.".to_owned(),
        (changed, 0) => format!("Er {} {}.", one(changed), chapters(changed)),
        (changed, same) => {
            let stay = if same == 1 { "blijft" } else { "blijven" };
            format!("Er {} {}; {} {stay} gelijk.", one(changed), chapters(changed), chapters(same))
        }
    }
}

/// `8 Middelen`; of a chapter that came or went, that too.
pub fn name(change: &ChapterChange<'_>) -> String {
    change.chapter().map(|chapter| numbered(chapter) + fate(change)).unwrap_or_default()
}

/// Said behind a title, so that a chapter that went is not mistaken for the one that got its number.
pub fn fate(change: &ChapterChange<'_>) -> &'static str {
    match change.fate {
        Fate::Added => " (nieuw)",
        Fate::Removed => " (vervallen)",
        Fate::Kept | Fate::Moved => "",
    }
}

/// What happened to a chapter, in a sentence or two.
pub fn sentence(change: &ChapterChange<'_>) -> String {
    let called = |chapter: Option<&ChapterNode>| chapter.map(numbered).unwrap_or_default();
    let mut out: Vec<String> = Vec::new();
    match change.fate {
        Fate::Added => out.push("Dit hoofdstuk is nieuw.".into()),
        Fate::Removed => out.push("Dit hoofdstuk vervalt.".into()),
        Fate::Moved => out.push(format!("Dit hoofdstuk staat op een andere plaats. Het was ‘{}’.", called(change.old))),
        Fate::Kept if !is_same(&change.title) => {
            out.push(format!("Dit hoofdstuk heeft een andere titel. Het was ‘{}’.", called(change.old)));
        }
        Fate::Kept => {}
    }
    match count_chapter(change).line() {
        Some(line) => out.push(format!("{}.", dutch::capitalise(&line))),
        None if out.is_empty() && change.versions().is_some() => {
            out.push("De tekst is gelijk; alleen de versie is anders.".into());
        }
        None => {}
    }
    if out.is_empty() { "De volgorde of een bijschrift is anders.".into() } else { out.join(" ") }
}
