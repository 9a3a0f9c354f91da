//! How a comparison says in words what went and what came.
//!
//! It deliberately decides nothing about lines, weight or colour: those are looks, and may be missed.

use super::manuscript::Inline;

/// What stands before words that a newer text no longer has, and before its new ones. It is printed, so that no reader
/// needs to see a line through or below them.
pub const MARKS: (&str, &str) = ("[vervallen: ", "[nieuw: ");
/// What stands behind either.
pub const MARK_END: &str = "]";

/// Words without weight and slant, for within [`Inline::Added`]: there a change of either says nothing, and Typst would
/// make an element of every line of such words.
pub fn without_emphasis(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Strong(text) | Inline::Emphasis(text) | Inline::Removed(text) | Inline::Added(text) => {
                out.extend(without_emphasis(text));
            }
            Inline::Link { url, text } => out.push(Inline::Link { url: url.clone(), text: without_emphasis(text) }),
            Inline::Text(_) | Inline::Unknown(_) | Inline::Foreign { .. } | Inline::Reference { .. } => {
                out.push(inline.clone());
            }
        }
    }
    out
}

/// The same without links and gaps, for within [`Inline::Removed`]: a PDF/UA-1 file can say of a word that a line goes
/// through it or that one stands below it, not both.
pub fn without_lines(inlines: &[Inline]) -> Vec<Inline> {
    let one = |inline: Inline| match inline {
        Inline::Unknown(text) | Inline::Reference { text, .. } => vec![Inline::Text(text)],
        Inline::Link { url, text } if text.is_empty() => vec![Inline::Text(url)],
        Inline::Link { text, .. } => without_lines(&text),
        other => vec![other],
    };
    without_emphasis(inlines).into_iter().flat_map(one).collect()
}
