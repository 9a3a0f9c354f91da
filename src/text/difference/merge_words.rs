//! Three sentences into one, word by word.
//!
//! It deliberately merges only what does not touch: between what one side changed and what the other changed at least
//! one word has to stand that neither did.

use std::ops::Range;

use super::align::{Numbers, WORDS, align};
use super::token::{Token, inlines, tokens, whole_words};
use crate::text::manuscript::Inline;

/// Merges three texts of which no two are the same; none when the changes touch.
pub fn merge_words(base: &[Inline], theirs: &[Inline], mine: &[Inline]) -> Option<Vec<Inline>> {
    let (base, theirs, mine) = (whole_words(base), whole_words(theirs), whole_words(mine));
    let (base, theirs, mine) = (tokens(&base), tokens(&theirs), tokens(&mine));
    let mut numbers = Numbers::default();
    let mut number = |tokens: &[Token<'_>]| tokens.iter().map(|t| numbers.of(&t.key())).collect::<Vec<u32>>();
    let (a, b, c) = (number(&base), number(&theirs), number(&mine));
    let there = partners(&base, &a, &b);
    let here = partners(&base, &a, &c);
    let mut out: Vec<Token<'_>> = Vec::new();
    let (mut from, mut from_b, mut from_c) = (0, 0, 0);
    for at in 0..=base.len() {
        let (b_at, c_at) = if at == base.len() {
            (theirs.len(), mine.len())
        } else {
            let Some(pair) = there.get(at).copied().flatten().zip(here.get(at).copied().flatten()) else { continue };
            pair
        };
        out.extend(between((&a, &base, from..at), (&b, &theirs, from_b..b_at), (&c, &mine, from_c..c_at))?);
        // The word that all three have; its looks and the white space before it are of the side that changed them.
        if let (Some(was), Some(there), Some(here)) = (base.get(at), theirs.get(b_at), mine.get(c_at)) {
            out.push(if here.is_alike(was) { there.clone() } else { here.clone() });
        }
        (from, from_b, from_c) = (at + 1, b_at + 1, c_at + 1);
    }
    Some(inlines(&out))
}

/// For every word of the base, the word that it is on a side.
fn partners(base: &[Token<'_>], a: &[u32], b: &[u32]) -> Vec<Option<usize>> {
    let mut out = vec![None; base.len()];
    let weight = |x: usize, y: usize| match base.get(x) {
        Some(token) if a.get(x) == b.get(y) => token.weight(),
        _ => 0,
    };
    for (x, y) in align(a, b, WORDS, weight) {
        out.iter_mut().skip(x).take(1).for_each(|partner| *partner = Some(y));
    }
    out
}

type Side<'a, 'b> = (&'a [u32], &'a [Token<'b>], Range<usize>);

/// What stands between two words that all three have.
fn between<'b>(base: Side<'_, 'b>, theirs: Side<'_, 'b>, mine: Side<'_, 'b>) -> Option<Vec<Token<'b>>> {
    let keys = |side: &Side<'_, 'b>| side.0.get(side.2.clone()).unwrap_or_default().to_vec();
    let words = |side: &Side<'_, 'b>| side.1.get(side.2.clone()).unwrap_or_default().to_vec();
    let (was, there, here) = (keys(&base), keys(&theirs), keys(&mine));
    if there == was || there == here {
        Some(words(&mine))
    } else if here == was {
        Some(words(&theirs))
    } else {
        None
    }
}
