//! Finding a sentence or figure that someone read: in which block it stands, and where that block and its values come
//! from.
//!
//! It deliberately compares letters and figures only, so that text copied from a page finds its source however the page
//! broke it.

use super::manuscript::{Block, ChapterNode, Inline, Manuscript, Node, plain};
use crate::nouns::derived::Derived;

/// What is no longer than this many letters and digits, is found as a word of its own only.
const SHORT: usize = 4;

/// A piece of what was asked with fewer letters and digits is no sentence to look for by itself.
const SENTENCE: usize = 12;

/// A passage that was found.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// The chapter.
    pub chapter: &'a ChapterNode,
    /// The block.
    pub node: &'a Node,
    /// The number of the chapter in the document and of the block in the chapter, from 0.
    pub at: (usize, usize),
    /// The passage, whole.
    pub passage: String,
    /// The values in what was asked for.
    pub values: Vec<&'a Derived>,
}

/// Where a text stands. A text that stands nowhere as a whole is looked for sentence by sentence.
pub fn find<'a>(manuscript: &'a Manuscript, text: &str) -> Vec<Found<'a>> {
    let whole = one(manuscript, text);
    if !whole.is_empty() {
        return whole;
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentences: Vec<&str> = text.split_inclusive(['.', '?', '!']).filter(|s| letters(s).len() > SENTENCE).collect();
    sentences.iter().flat_map(|s| one(manuscript, s)).collect()
}

/// Every block, as if all of it had been asked for.
pub fn all(manuscript: &Manuscript) -> Vec<Found<'_>> {
    nodes(manuscript)
        .map(|(at, chapter, node)| Found {
            chapter,
            node,
            at,
            passage: read(&node.block).join(" / "),
            values: node.values.iter().collect(),
        })
        .collect()
}

fn nodes(manuscript: &Manuscript) -> impl Iterator<Item = ((usize, usize), &ChapterNode, &Node)> {
    manuscript
        .chapters
        .iter()
        .enumerate()
        .flat_map(|(c, chapter)| chapter.nodes.iter().enumerate().map(move |(n, node)| ((c, n), chapter, node)))
}

fn one<'a>(manuscript: &'a Manuscript, text: &str) -> Vec<Found<'a>> {
    let asked = letters(text);
    if asked.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, chapter, node) in nodes(manuscript) {
        let title = format!("{} {}", chapter.number.as_deref().unwrap_or_default(), chapter.title);
        if at.1 == 0 && letters(&title).contains(&asked) {
            found.push(Found { chapter, node, at, passage: title, values: Vec::new() });
        }
        for passage in read(&node.block).into_iter().filter(|passage| holds(passage, text, &asked)) {
            let values = node.values.iter().filter(|value| stands_in(value, text, &passage)).collect();
            found.push(Found { chapter, node, at, passage, values });
        }
    }
    found
}

/// A figure is a word of its own: 4 is not in 43.
fn holds(passage: &str, text: &str, asked: &str) -> bool {
    if text.trim().chars().all(|c| c.is_ascii_digit() || c == '.') {
        return passage
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .any(|word| word.trim_matches('.') == text.trim());
    }
    if asked.chars().count() <= SHORT { shows(passage, text) } else { letters(passage).contains(asked) }
}

fn stands_in(value: &Derived, text: &str, passage: &str) -> bool {
    // A long value may hold all that was asked for.
    let within = letters(&value.shown).chars().count() > SHORT && letters(&value.shown).contains(&letters(text));
    // A value of several paragraphs holds the passage, and not the other way round.
    let there = shows(passage, &value.shown) || letters(&value.shown).contains(&letters(passage));
    there && (within || shows(text, &value.shown))
}

/// Whether a text shows a value: a short one as a word of its own, a longer one letter by letter.
pub fn shows(text: &str, value: &str) -> bool {
    let shown = letters(value);
    if shown.is_empty() {
        return false;
    }
    if shown.chars().count() <= SHORT {
        return text.split(|c: char| !c.is_alphanumeric() && c != '.').any(|word| letters(word) == shown);
    }
    letters(text).contains(&shown)
}

/// Letters and digits only, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a reader can point at in a block: a heading, paragraph, row, field.
pub fn read(block: &Block) -> Vec<String> {
    let mut out = Vec::new();
    push(block, &mut out);
    out
}

fn push(block: &Block, out: &mut Vec<String>) {
    let pair = |(label, value): &(String, Vec<Inline>)| format!("{label}: {}", plain(value));
    match block {
        Block::Heading { number, text, .. } => {
            out.push(format!("{} {}", number.as_deref().unwrap_or_default(), plain(text)).trim().to_owned());
        }
        Block::Paragraph(text) => out.push(plain(text)),
        Block::List { items, .. } => items.iter().flatten().for_each(|b| push(b, out)),
        Block::Callout { title, blocks, .. } => {
            out.extend(title.clone());
            blocks.iter().for_each(|b| push(b, out));
        }
        Block::Facts(pairs) => out.extend(pairs.iter().map(pair)),
        Block::Table(table) => {
            out.push(table.caption.clone());
            let rows = table.rows.iter().chain(&table.total);
            out.extend(rows.map(|row| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | ")));
            out.extend(table.note.clone());
        }
        Block::Chart(chart) => out.push(chart.alternative()),
        Block::Measure(card) => {
            out.push(format!("{} {}", card.number, plain(&card.title)));
            out.extend(card.fields.iter().chain(&card.facts).map(pair));
        }
        Block::Criterion(card) => {
            out.push(format!("{} {} {}", card.id, card.question, card.verdict));
            out.extend(card.fields.iter().map(pair));
        }
        Block::Pillars(pillars) => {
            out.extend(pillars.iter().map(|p| format!("{} {} {}", p.title, p.verdict, p.text)));
        }
        Block::KeyFigures(figures) => {
            out.extend(figures.iter().map(|f| format!("{} {} {}", f.number, f.label, f.explanation)));
        }
        Block::Quote { text, function } => out.push(format!("{} {function}", plain(text))),
        Block::Signature { opening, date, functions } => {
            let date = date.as_deref().unwrap_or_default();
            out.push(format!("{opening} {date} {}", functions.join(" ")));
        }
    }
}
