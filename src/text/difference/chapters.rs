//! Chapters by name and their blocks: which stayed, changed, moved, came and went.
//!
//! It deliberately does not count or describe changes; that is for those who read a [`Difference`].

use std::collections::BTreeMap;

use super::align::{Numbers, rising};
use super::data::{Data, DataKind, FieldChange, compare_data, fields};
use super::likeness::{Part, Profile, Spelling, matched, profile, profiles};
use super::words::{Piece, compare as compare_words, is_same, whole};
use crate::text::manuscript::{Block, ChapterNode, Inline, Manuscript, Node};

/// Everything that differs between two documents, and everything that does not.
#[derive(Debug, Clone)]
pub struct Difference<'a> {
    /// The old document.
    pub old: &'a Manuscript,
    /// The new document.
    pub new: &'a Manuscript,
    /// Title, stand and facts of the cover, by label.
    pub cover: Vec<FieldChange>,
    /// Chapters in the order of the new document; one that went stands behind the one that stood before it.
    pub chapters: Vec<ChapterChange<'a>>,
}

impl Difference<'_> {
    /// Whether nothing differs that a reader would notice: words, values, order and versions. Numbers of chapters and
    /// headings follow from order and do not count.
    pub fn is_empty(&self) -> bool {
        self.cover.iter().all(|field| is_same(&field.pieces)) && self.chapters.iter().all(ChapterChange::is_same)
    }
}

/// What happened to a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands where it stood.
    Kept,
    /// It stands elsewhere among the chapters that both documents have.
    Moved,
    /// It is new.
    Added,
    /// It is no longer there.
    Removed,
}

/// A chapter in both documents or in one.
#[derive(Debug, Clone)]
pub struct ChapterChange<'a> {
    /// As it was, with its version.
    pub old: Option<&'a ChapterNode>,
    /// As it is, with its version.
    pub new: Option<&'a ChapterNode>,
    /// What happened to it.
    pub fate: Fate,
    /// Its title.
    pub title: Vec<Piece>,
    /// Its blocks in the order of the new text; what went stands behind what stood before it.
    pub blocks: Vec<Change<'a>>,
}

impl<'a> ChapterChange<'a> {
    /// The chapter as it is now, or as it last was.
    pub fn chapter(&self) -> Option<&'a ChapterNode> {
        self.new.or(self.old)
    }

    /// The versions of its text, when they differ.
    pub fn versions(&self) -> Option<(&'a str, &'a str)> {
        let (old, new) = (self.old?, self.new?);
        (old.version != new.version).then_some((old.version.as_str(), new.version.as_str()))
    }

    /// Whether it stands where it stood, in the same version, with the same words.
    pub fn is_same(&self) -> bool {
        self.fate == Fate::Kept
            && self.versions().is_none()
            && is_same(&self.title)
            && self.blocks.iter().all(Change::is_same)
    }
}

/// A block and its place in its list.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The name of the chapter that it stands in.
    pub chapter: &'a str,
    /// Its place among the blocks of the chapter, item or box, from 0.
    pub index: usize,
    /// The block.
    pub block: &'a Block,
}

/// A block in both texts or in one.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// As it was.
    pub old: Option<At<'a>>,
    /// As it is.
    pub new: Option<At<'a>>,
    /// Where it stands in the other text, when that is elsewhere: with the same words or, for a measure or criterion,
    /// with the same number. A paragraph that moved is told twice: where it was, without `new`, and where it is, without
    /// `old`; a measure once, where it is.
    pub moved: Option<At<'a>>,
    /// What is different in it.
    pub detail: Detail<'a>,
}

impl Change<'_> {
    /// Whether it stands where it stood, with the same words.
    pub fn is_same(&self) -> bool {
        self.moved.is_none() && matches!(self.detail, Detail::Same)
    }
}

/// What is different in a block.
#[derive(Debug, Clone)]
pub enum Detail<'a> {
    /// No words.
    Same,
    /// All of it: it is in one text only.
    Whole,
    /// A heading or paragraph, word by word.
    Text(Vec<Piece>),
    /// A list or a box, part by part.
    Nested {
        /// The title of a box.
        title: Vec<Piece>,
        /// The items of a list in the order of the new text; the one part of a box.
        parts: Vec<Nested<'a>>,
    },
    /// Values.
    Data(Data),
}

/// An item of a list, or the content of a box.
#[derive(Debug, Clone)]
pub struct Nested<'a> {
    /// Its place in the old list, from 0.
    pub old: Option<usize>,
    /// Its place in the new list, from 0.
    pub new: Option<usize>,
    /// Its blocks.
    pub blocks: Vec<Change<'a>>,
}

impl Nested<'_> {
    /// The place of an item of the list in this place: `lijst, punt 2`.
    pub fn place(&self, list: &str) -> String {
        format!("{list}, punt {}", self.new.or(self.old).map_or(0, |at| at + 1))
    }
}

/// Compares two documents.
pub fn compare<'a>(old: &'a Manuscript, new: &'a Manuscript) -> Difference<'a> {
    let mut numbers = Numbers::default();
    let mut chapters = chapters(old, new, &mut numbers);
    let mut all: Vec<&mut Change<'a>> = chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks).collect();
    find_moved(&mut all, &mut numbers);
    // A measure that moved stands where it is now.
    for chapter in &mut chapters {
        chapter.blocks.retain(|change| change.old.is_some() || change.new.is_some());
    }
    Difference { old, new, cover: fields(&cover(old), &cover(new), DataKind::Facts), chapters }
}

/// What the first page says, by label.
fn cover(manuscript: &Manuscript) -> Vec<(String, Vec<Inline>)> {
    let (meta, cover) = (&manuscript.meta, &manuscript.cover);
    let pair = |label: &str, value: &str| (label.to_owned(), vec![Inline::Text(value.to_owned())]);
    let mut out = vec![pair("Titel", &cover.title), pair("Ondertitel", &cover.subtitle)];
    out.push(pair("Gemeente", &cover.gemeente));
    out.extend(meta.mark.map(|mark| pair("Status", mark)));
    out.extend(cover.facts.iter().map(|(label, value)| pair(label, value)));
    out.extend(cover.notice.iter().map(|notice| pair("Vooraf", notice)));
    out
}

fn chapters<'a>(old: &'a Manuscript, new: &'a Manuscript, numbers: &mut Numbers) -> Vec<ChapterChange<'a>> {
    let mut before: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    old.chapters.iter().enumerate().rev().for_each(|(at, c)| before.entry(&c.id).or_default().push(at));
    let pairs: Vec<(Option<usize>, usize)> =
        new.chapters.iter().enumerate().map(|(at, c)| (before.get_mut(c.id.as_str()).and_then(Vec::pop), at)).collect();
    let mut both: Vec<(usize, usize)> = pairs.iter().filter_map(|(old, new)| Some(((*old)?, *new))).collect();
    both.sort_unstable();
    let kept = rising(&both);
    // Chapters that went, by the kept chapter that stood before them.
    let mut gone: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for at in 0..old.chapters.len() {
        match both.binary_search_by_key(&at, |(old, _)| *old).ok().and_then(|i| both.get(i)) {
            Some((_, new)) => last = Some(*new),
            None => gone.entry(last).or_default().push(at),
        }
    }
    let mut out = Vec::new();
    let mut removed = |after: Option<usize>, out: &mut Vec<ChapterChange<'a>>, numbers: &mut Numbers| {
        for chapter in gone.remove(&after).unwrap_or_default().into_iter().filter_map(|at| old.chapters.get(at)) {
            out.push(chapter_change(Some(chapter), None, Fate::Removed, numbers));
        }
    };
    removed(None, &mut out, numbers);
    for ((was, at), chapter) in pairs.into_iter().zip(&new.chapters) {
        let fate = match was {
            None => Fate::Added,
            Some(was) if kept.binary_search(&(was, at)).is_ok() => Fate::Kept,
            Some(_) => Fate::Moved,
        };
        let was = was.and_then(|at| old.chapters.get(at));
        out.push(chapter_change(was, Some(chapter), fate, numbers));
        removed(Some(at), &mut out, numbers);
    }
    out
}

fn chapter_change<'a>(
    old: Option<&'a ChapterNode>,
    new: Option<&'a ChapterNode>,
    fate: Fate,
    numbers: &mut Numbers,
) -> ChapterChange<'a> {
    let title = |chapter: &ChapterNode| vec![Inline::Text(chapter.title.clone())];
    let title = match (old, new) {
        (Some(old), Some(new)) => compare_words(&title(old), &title(new)),
        (Some(old), None) => whole(&title(old), Piece::Removed),
        (None, new) => new.map(|new| whole(&title(new), Piece::Added)).unwrap_or_default(),
    };
    let nodes = |chapter: Option<&'a ChapterNode>| chapter.map_or(&[][..], |c| c.nodes.as_slice());
    let blocks = |nodes: &'a [Node]| nodes.iter().map(|node| &node.block).collect::<Vec<_>>();
    let id = new.or(old).map_or("", |c| c.id.as_str());
    let blocks = changes(&blocks(nodes(old)), &blocks(nodes(new)), id, numbers);
    ChapterChange { old, new, fate, title, blocks }
}

/// The blocks of two lists.
fn changes<'a>(old: &[&'a Block], new: &[&'a Block], chapter: &'a str, numbers: &mut Numbers) -> Vec<Change<'a>> {
    let (a, b) = (profiles(old.iter().copied(), numbers), profiles(new.iter().copied(), numbers));
    let at = |blocks: &[&'a Block], index: usize| Some(At { chapter, index, block: blocks.get(index)? });
    let whole = |old, new| Change { old, new, moved: None, detail: Detail::Whole };
    let mut out = Vec::new();
    for (was, is) in slots(old.len(), new.len(), &matched(&a, &b)) {
        let (before, after) = (was.and_then(|index| at(old, index)), is.and_then(|index| at(new, index)));
        out.push(match (before, after) {
            (Some(before), Some(after)) => {
                let same = was.and_then(|i| a.get(i)).map(|p| p.key) == is.and_then(|i| b.get(i)).map(|p| p.key);
                let detail = if same { Detail::Same } else { detail(before, after, numbers) };
                Change { old: Some(before), new: Some(after), moved: None, detail }
            }
            (before, after) => whole(before, after),
        });
    }
    out
}

/// Every place of two lists in the order of reading: pairs, and before each pair first what went, then what came.
pub fn slots(old: usize, new: usize, pairs: &[(usize, usize)]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut out = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (x, y) in pairs.iter().copied().chain([(old, new)]) {
        out.extend((a..x).map(|at| (Some(at), None)));
        out.extend((b..y).map(|at| (None, Some(at))));
        if x < old {
            out.push((Some(x), Some(y)));
        }
        (a, b) = (x + 1, y + 1);
    }
    out
}

/// What is different in a block that changed.
fn detail<'a>(old: At<'a>, new: At<'a>, numbers: &mut Numbers) -> Detail<'a> {
    match (old.block, new.block) {
        (Block::Heading { text: was, .. }, Block::Heading { text: is, .. })
        | (Block::Paragraph(was), Block::Paragraph(is)) => Detail::Text(compare_words(was, is)),
        (Block::List { items: was, .. }, Block::List { items: is, .. }) => {
            let (a, b) = (profiles(was, numbers), profiles(is, numbers));
            let item = |items: &'a [Vec<Block>], at: Option<usize>| {
                at.and_then(|at| items.get(at)).map(|blocks| blocks.iter().collect()).unwrap_or_default()
            };
            let parts = slots(was.len(), is.len(), &matched(&a, &b))
                .into_iter()
                .map(|(x, y)| {
                    let (before, after): (Vec<&Block>, Vec<&Block>) = (item(was, x), item(is, y));
                    Nested { old: x, new: y, blocks: changes(&before, &after, new.chapter, numbers) }
                })
                .collect();
            Detail::Nested { title: Vec::new(), parts }
        }
        (Block::Callout { title: was, blocks: a, .. }, Block::Callout { title: is, blocks: b, .. }) => {
            let title = |text: &Option<String>| text.iter().map(|t| Inline::Text(t.clone())).collect::<Vec<_>>();
            let (before, after): (Vec<&Block>, Vec<&Block>) = (a.iter().collect(), b.iter().collect());
            let blocks = changes(&before, &after, new.chapter, numbers);
            let parts = vec![Nested { old: Some(0), new: Some(0), blocks }];
            Detail::Nested { title: compare_words(&title(was), &title(is)), parts }
        }
        (was, is) => compare_data(was, is).map_or(Detail::Whole, Detail::Data),
    }
}

/// The least number of words that a block needs to be told as moved: a short one may stand in two places by chance.
const TELLING: usize = 5;

/// Finds blocks that only changed places, and measures and criteria that moved with their number.
fn find_moved<'a>(changes: &mut [&mut Change<'a>], numbers: &mut Numbers) {
    let mut gone: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut named: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut came: Vec<(usize, Profile)> = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        match (change.old, change.new) {
            (Some(old), None) => {
                let seen = profile(old.block, numbers);
                if seen.words() >= TELLING {
                    gone.entry(seen.key).or_default().push(at);
                }
                seen.name().into_iter().for_each(|name| named.entry(name).or_default().push(at));
            }
            (None, Some(new)) => came.push((at, profile(new.block, numbers))),
            _ => {}
        }
    }
    gone.values_mut().chain(named.values_mut()).for_each(|places| places.reverse());
    for (at, profile) in came {
        let name = profile.name();
        let same = gone.get_mut(&profile.key).and_then(Vec::pop);
        if name.is_none() {
            let Some(was) = same else { continue };
            let (old, new) = (changes.get(was).and_then(|c| c.old), changes.get(at).and_then(|c| c.new));
            changes.get_mut(was).into_iter().for_each(|change| change.moved = new);
            changes.get_mut(at).into_iter().for_each(|change| change.moved = old);
            continue;
        }
        let Some(was) = same.or_else(|| name.and_then(|name| named.get_mut(&name)?.pop())) else { continue };
        let Some(old) = changes.get_mut(was).and_then(|change| change.old.take()) else { continue };
        let Some(change) = changes.get_mut(at) else { continue };
        let Some(new) = change.new else { continue };
        let detail = if same.is_some() { Detail::Same } else { detail(old, new, numbers) };
        **change = Change { old: Some(old), new: Some(new), moved: Some(old), detail };
    }
}

impl Part for &Block {
    fn spell(&self, spelling: &mut Spelling<'_>) {
        (**self).spell(spelling);
    }
}
