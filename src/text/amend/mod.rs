//! The words that carried amendments change, in a manuscript that was composed: old words are looked for as a reader sees
//! them, and new words come in their place as plain text that knows where it comes from.
//!
//! Everything is found first, in the document as it was proposed, and changed then; so the order of amendments means
//! nothing. It deliberately changes no word that no amendment names.

use std::ops::Range;

use super::manuscript::{Block, ChapterNode, Inline, Manuscript, Node};
use super::trace;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::folded::{self, Folded, fold, spaced};
use crate::ground::toml::shorten;
use crate::nouns::amendement::{Amendement, WordChange};
use crate::nouns::derived::Derived;

mod replace;
mod runs;
mod tell;

use runs::Run;

/// A run of text in the document: a paragraph, cell or heading.
struct Passage {
    /// The chapter and the block in it, from 0.
    at: (usize, usize),
    /// The number of the run in the block, from 0.
    run: usize,
    /// The chapter or part of it that the text is in.
    part: String,
    /// Whether it is a heading, which must say something.
    heading: bool,
    text: Folded,
}

/// Words that were found once.
struct Hit<'a> {
    amendment: &'a Amendement,
    change: WordChange<'a>,
    /// The passage, and the bytes of it.
    passage: usize,
    range: Range<usize>,
}

/// Applies the word changes of these amendments to a document: those of an earlier version first, for what the council
/// changes now, it changes in that. `listed` are the blocks that tell of each amendment: those are no text of the
/// proposal, and are told where the words stood.
pub fn amend(manuscript: &mut Manuscript, amendments: &[&Amendement], listed: &[[Block; 2]], report: &mut Report) {
    for earlier in [true, false] {
        let own: Vec<&Amendement> = amendments.iter().filter(|one| one.is_earlier() == earlier).copied().collect();
        pass(manuscript, &own, (amendments, listed), report);
    }
}

fn pass(
    manuscript: &mut Manuscript,
    own: &[&Amendement],
    (amendments, listed): (&[&Amendement], &[[Block; 2]]),
    report: &mut Report,
) {
    let changes: Vec<(&Amendement, WordChange<'_>)> =
        own.iter().flat_map(|one| one.wijziging.iter().filter_map(|w| Some((*one, w.words()?)))).collect();
    if changes.is_empty() {
        return;
    }
    let passages = passages(manuscript, listed);
    let mut suggestions = tell::MOST_SUGGESTIONS;
    let mut hits: Vec<Hit<'_>> = Vec::new();
    for (amendment, change) in changes {
        let mut told = Report::default();
        let found = find(manuscript, &passages, &change, &mut suggestions, &mut told);
        tell::of(amendment, told, report);
        let Some((passage, range)) = found else { continue };
        let hit = Hit { amendment, change, passage, range };
        if let Some(other) = hits.iter().find(|other| overlaps(other, &hit)) {
            tell::overlap(other.amendment, amendment, &change, report);
        } else if fits(&hit, &passages, manuscript, own, report) {
            hits.push(hit);
        }
    }
    locate(manuscript, amendments, listed, (&hits, &passages));
    // From the end, so that what was found stands where it was found.
    hits.sort_by_key(|hit| std::cmp::Reverse((passages[hit.passage].at, passages[hit.passage].run, hit.range.start)));
    for hit in &hits {
        let passage = &passages[hit.passage];
        if let Some(node) = manuscript.chapters.get_mut(passage.at.0).and_then(|c| c.nodes.get_mut(passage.at.1)) {
            change(node, passage.run, hit);
        }
    }
    let touched: Vec<(usize, usize)> = hits.iter().map(|hit| passages[hit.passage].at).collect();
    for (number, chapter) in manuscript.chapters.iter_mut().enumerate() {
        let mut at = 0;
        chapter.nodes.retain_mut(|node| {
            let kept = !touched.contains(&(number, at)) || runs::tidy(&mut node.block);
            at += 1;
            kept
        });
    }
}

/// Says in the list of amendments in which chapter the words stood.
fn locate(
    manuscript: &mut Manuscript,
    amendments: &[&Amendement],
    listed: &[[Block; 2]],
    (hits, passages): (&[Hit<'_>], &[Passage]),
) {
    for (one, [_, block]) in amendments.iter().zip(listed) {
        let mut table = block.clone();
        let Block::Table(told) = &mut table else { continue };
        for (change, row) in one.wijziging.iter().zip(&mut told.rows) {
            let hit = hits.iter().find(|hit| change.oud.as_ref().is_some_and(|old| old.place == *hit.change.place));
            let chapter = hit.and_then(|hit| chapter_of(manuscript, &passages[hit.passage]));
            if let (Some(chapter), Some(cell)) = (chapter, row.first_mut()) {
                let number = chapter.number.as_ref().map(|n| format!("{n} ")).unwrap_or_default();
                *cell = vec![Inline::Text(format!("{number}{}", chapter.title))];
            }
        }
        let nodes = manuscript.chapters.iter_mut().flat_map(|chapter| &mut chapter.nodes);
        nodes.filter(|node| node.block == *block).for_each(|node| node.block = table.clone());
    }
}

/// Every run of the document that an amendment can change.
fn passages(manuscript: &mut Manuscript, listed: &[[Block; 2]]) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (c, chapter) in manuscript.chapters.iter_mut().enumerate() {
        let mut part = chapter.id.clone();
        for (n, node) in chapter.nodes.iter_mut().enumerate() {
            if let Block::Heading { level: 2, id, .. } = &node.block {
                part.clone_from(id);
            }
            if listed.iter().flatten().any(|block| *block == node.block) {
                continue;
            }
            let heading = matches!(node.block, Block::Heading { .. });
            let mut run = 0;
            runs::each(&mut node.block, &mut |found| {
                passages.push(Passage { at: (c, n), run, part: part.clone(), heading, text: found.folded() });
                run += 1;
            });
        }
    }
    passages
}

/// Where the old words stand; tells when that is nowhere or more than once.
fn find(
    manuscript: &Manuscript,
    passages: &[Passage],
    change: &WordChange<'_>,
    suggestions: &mut usize,
    report: &mut Report,
) -> Option<(usize, Range<usize>)> {
    let chapter = change.chapter.map(|named| named.value.0.as_str());
    let looked: Vec<usize> = (0..passages.len()).filter(|p| within(manuscript, &passages[*p], chapter)).collect();
    if let Some(named) = change.chapter.filter(|_| looked.is_empty()) {
        tell::chapter(manuscript, named, report);
        return None;
    }
    let old = fold(change.old);
    let mut found = Vec::new();
    for at in &looked {
        found.extend(passages[*at].text.find(&old.text).map(|range| (*at, range)));
    }
    match found.len() {
        1 => found.pop(),
        0 => {
            let texts = looked.iter().map(|at| (&passages[*at], chapter_of(manuscript, &passages[*at])));
            tell::nowhere(change, &old.text, texts, suggestions, report);
            None
        }
        _ => {
            let all: Vec<(&Passage, &ChapterNode)> = found
                .iter()
                .filter_map(|(at, _)| Some((&passages[*at], chapter_of(manuscript, &passages[*at])?)))
                .collect();
            tell::often(change, &all, report);
            None
        }
    }
}

fn chapter_of<'a>(manuscript: &'a Manuscript, passage: &Passage) -> Option<&'a ChapterNode> {
    manuscript.chapters.get(passage.at.0)
}

/// Whether a passage is in a chapter, or in the part of one, of this name.
fn within(manuscript: &Manuscript, passage: &Passage, chapter: Option<&str>) -> bool {
    let Some(name) = chapter else { return true };
    passage.part == name || chapter_of(manuscript, passage).is_some_and(|chapter| chapter.id == name)
}

fn overlaps(one: &Hit<'_>, other: &Hit<'_>) -> bool {
    one.passage == other.passage && one.range.start < other.range.end && other.range.start < one.range.end
}

/// Whether the words may be changed: no count of people goes, no value that an amendment gave, and no heading as a whole.
fn fits(
    hit: &Hit<'_>,
    passages: &[Passage],
    manuscript: &Manuscript,
    amendments: &[&Amendement],
    report: &mut Report,
) -> bool {
    let passage = &passages[hit.passage];
    let Some(node) = chapter_of(manuscript, passage).and_then(|c| c.nodes.get(passage.at.1)) else { return false };
    let words = passage.text.original.get(hit.range.clone()).unwrap_or_default();
    if passage.heading && hit.change.new.is_empty() && words.trim() == passage.text.original.trim() {
        report.push(rules::AMEND_FORM.at(
            Some(hit.change.from.clone()),
            "dit is een kop, en een kop kan niet vervallen",
            "Schrijf bij nieuw de kop zoals die wordt.",
        ));
        return false;
    }
    for value in node.values.iter().filter(|value| trace::shows(words, &value.shown)) {
        if value.counted && !trace::shows(hit.change.new, &value.shown) {
            report.push(rules::AMEND_COUNT.at(
                Some(hit.change.place.clone()),
                format!("in deze woorden staat een telling: `{}`", shorten(&value.shown)),
                "Neem alleen woorden over waar het aantal niet bij hoort.",
            ));
            return false;
        }
        if let Some(other) = giver(value, amendments) {
            tell::overlap(other, hit.amendment, &hit.change, report);
            return false;
        }
    }
    true
}

/// The amendment that gave a value.
fn giver<'a>(value: &Derived, amendments: &[&'a Amendement]) -> Option<&'a Amendement> {
    let inside = |one: &&&Amendement| {
        let news = one.wijziging.iter().filter_map(|w| w.value()).map(|change| &change.new.place);
        news.into_iter().any(|new| {
            value.from.iter().any(|p| p.source.path() == new.source.path() && p.start >= new.start && p.end <= new.end)
        })
    };
    amendments.iter().find(inside).copied()
}

/// Puts the new words in a block, and keeps the values that it still shows.
fn change(node: &mut Node, run: usize, hit: &Hit<'_>) {
    let before = trace::read(&node.block).join("\n");
    let mut at = 0;
    runs::each(&mut node.block, &mut |found| {
        if at == run {
            match found {
                Run::Sentence(inlines) => replace::inlines(inlines, hit.range.clone(), hit.change.new),
                Run::Words(text) => *text = folded::replaced(text, hit.range.clone(), hit.change.new),
            }
        }
        at += 1;
    });
    let after = trace::read(&node.block).join("\n");
    node.values.retain(|value| trace::shows(&after, &value.shown) || !trace::shows(&before, &value.shown));
    if !hit.change.new.is_empty() {
        node.values.push(Derived {
            shown: spaced(hit.change.new),
            from: vec![hit.change.from.clone()],
            rule: Some(format!("{} van {}", hit.amendment.name(), dutch::date(hit.amendment.datum.value))),
            counted: false,
        });
    }
}
