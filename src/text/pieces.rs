//! Sentences and the components that stand in them: a paragraph is cut where a component begins.
//!
//! It deliberately does not know Markdown.

use super::manuscript::{Block, Inline, plain};

/// Part of a paragraph before it is known whether components stand in it.
pub enum Piece {
    /// Words.
    Inline(Inline),
    /// What a component gave.
    Blocks(Vec<Block>),
}

/// Adds words, unless there are none.
pub fn push_text(text: &str, pieces: &mut Vec<Piece>) {
    if !text.is_empty() {
        pieces.push(Piece::Inline(Inline::Text(text.to_owned())));
    }
}

/// Inline content only; a component within a sentence, cell or heading gives its text.
pub fn flat(pieces: Vec<Piece>) -> Vec<Inline> {
    pieces
        .into_iter()
        .flat_map(|piece| match piece {
            Piece::Inline(inline) => vec![inline],
            Piece::Blocks(blocks) => blocks
                .into_iter()
                .flat_map(|b| if let Block::Paragraph(inlines) = b { inlines } else { Vec::new() })
                .collect(),
        })
        .collect()
}

/// The paragraphs and components that pieces make.
pub fn paragraph_or_components(pieces: Vec<Piece>) -> Vec<Block> {
    let (mut blocks, mut sentence) = (Vec::new(), Vec::new());
    let flush = |sentence: &mut Vec<Inline>, blocks: &mut Vec<Block>| {
        let inlines = std::mem::take(sentence);
        if !plain(&inlines).trim().is_empty() {
            blocks.push(Block::Paragraph(inlines));
        }
    };
    for piece in pieces {
        match piece {
            Piece::Inline(inline) => sentence.push(inline),
            Piece::Blocks(made) => {
                flush(&mut sentence, &mut blocks);
                blocks.extend(made);
            }
        }
    }
    flush(&mut sentence, &mut blocks);
    blocks
}
