//! The text of a block in runs: a paragraph, a cell, a heading.
//!
//! It deliberately leaves out what no council words: drawings, key figures, verdicts of a norm, lines to sign on.

use crate::ground::folded::{Folded, fold};
use crate::text::manuscript::{Block, Inline, plain};

/// A piece of text that is read at once.
pub enum Run<'a> {
    /// Words with their meaning.
    Sentence(&'a mut Vec<Inline>),
    /// Words alone: the caption of a table, the title of a box.
    Words(&'a mut String),
}

impl Run<'_> {
    /// The text, to look through.
    pub fn folded(&self) -> Folded {
        match self {
            Self::Sentence(inlines) => fold(&plain(inlines)),
            Self::Words(text) => fold(text),
        }
    }
}

/// Every run of a block, in reading order.
pub fn each(block: &mut Block, act: &mut impl FnMut(Run<'_>)) {
    visit(block, &mut |run| act(run));
}

fn visit(block: &mut Block, act: &mut dyn FnMut(Run<'_>)) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Quote { text, .. } => act(Run::Sentence(text)),
        Block::List { items, .. } => items.iter_mut().flatten().for_each(|inner| visit(inner, act)),
        Block::Callout { title, blocks, .. } => {
            if let Some(title) = title {
                act(Run::Words(title));
            }
            blocks.iter_mut().for_each(|inner| visit(inner, act));
        }
        Block::Facts(pairs) => pairs.iter_mut().for_each(|(_, value)| act(Run::Sentence(value))),
        Block::Table(table) => {
            act(Run::Words(&mut table.caption));
            table.rows.iter_mut().chain(&mut table.total).flatten().for_each(|cell| act(Run::Sentence(cell)));
            if let Some(note) = &mut table.note {
                act(Run::Words(note));
            }
        }
        Block::Measure(card) => {
            act(Run::Sentence(&mut card.title));
            card.fields.iter_mut().chain(&mut card.facts).for_each(|(_, value)| act(Run::Sentence(value)));
        }
        Block::Chart(_) | Block::Criterion(_) | Block::Pillars(_) | Block::KeyFigures(_) | Block::Signature { .. } => {}
    }
}

/// Takes away paragraphs and items of which all words are gone. False when nothing of the block is left.
pub fn tidy(block: &mut Block) -> bool {
    match block {
        Block::Paragraph(text) => !plain(text).trim().is_empty(),
        Block::List { items, .. } => {
            items.iter_mut().for_each(|item| item.retain_mut(tidy));
            items.retain(|item| !item.is_empty());
            !items.is_empty()
        }
        Block::Callout { blocks, .. } => {
            blocks.retain_mut(tidy);
            !blocks.is_empty()
        }
        _ => true,
    }
}
