//! Two texts word by word: what stayed, what went and what came, in the order of reading.
//!
//! It deliberately tells a reader's changes rather than the fewest: a stray word that both texts happen to share does
//! not cut a new sentence in two.

use std::collections::BTreeSet;
use std::ops::Range;

use super::align::{Numbers, WORDS, align};
use super::token::{Token, inlines, tokens, whole_words};
use crate::text::manuscript::{Inline, plain};

/// A stretch of a text. All stretches that are not `Added` make the old text, all that are not `Removed` the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both texts. They differ at most in looks and in the number of a chapter that a reference leads to.
    Same {
        /// As it stood.
        old: Vec<Inline>,
        /// As it stands.
        new: Vec<Inline>,
    },
    /// Only in the old text.
    Removed(Vec<Inline>),
    /// Only in the new text.
    Added(Vec<Inline>),
}

impl Piece {
    /// What stands in the old text, if anything.
    pub fn was(&self) -> Option<&[Inline]> {
        match self {
            Self::Same { old, .. } | Self::Removed(old) => Some(old),
            Self::Added(_) => None,
        }
    }

    /// What stands in the new text, if anything.
    pub fn becomes(&self) -> Option<&[Inline]> {
        match self {
            Self::Same { new, .. } | Self::Added(new) => Some(new),
            Self::Removed(_) => None,
        }
    }
}

/// Compares two texts. Of words that went and words that came in one place, those that went are first.
pub fn compare(old: &[Inline], new: &[Inline]) -> Vec<Piece> {
    let (old, new) = (whole_words(old), whole_words(new));
    let (before, after) = (tokens(&old), tokens(&new));
    let mut numbers = Numbers::default();
    let mut number = |tokens: &[Token<'_>]| tokens.iter().map(|t| numbers.of(&t.key())).collect::<Vec<u32>>();
    let (a, b) = (number(&before), number(&after));
    let weight = |x: usize, y: usize| match (before.get(x), a.get(x) == b.get(y)) {
        (Some(token), true) => token.weight(),
        _ => 0,
    };
    let mut runs = Vec::new();
    let (mut from_x, mut from_y) = (0, 0);
    for (x, y) in align(&a, &b, WORDS, weight) {
        runs.push(Run { old: from_x..x, new: from_y..y, same: false });
        runs.push(Run { old: x..x + 1, new: y..y + 1, same: true });
        (from_x, from_y) = (x + 1, y + 1);
    }
    runs.push(Run { old: from_x..before.len(), new: from_y..after.len(), same: false });
    let runs = readable(&before, &after, gathered(runs));
    let part = |tokens: &[Token<'_>], range: &Range<usize>| inlines(tokens.get(range.clone()).unwrap_or_default());
    let mut pieces = Vec::new();
    for run in &runs {
        let (was, is) = (part(&before, &run.old), part(&after, &run.new));
        if run.same {
            pieces.push(Piece::Same { old: was, new: is });
            continue;
        }
        pieces.extend((!was.is_empty()).then_some(Piece::Removed(was)));
        pieces.extend((!is.is_empty()).then_some(Piece::Added(is)));
    }
    pieces
}

/// A whole text that is only in the old or only in the new one.
pub fn whole(text: &[Inline], kind: fn(Vec<Inline>) -> Piece) -> Vec<Piece> {
    let text = inlines(&tokens(&whole_words(text)));
    if text.is_empty() { Vec::new() } else { vec![kind(text)] }
}

/// Whether two texts have the same words.
pub fn is_same(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| matches!(piece, Piece::Same { .. }))
}

#[derive(Debug, Clone)]
struct Run {
    old: Range<usize>,
    new: Range<usize>,
    same: bool,
}

/// Runs of one kind beside each other become one; empty ones go.
fn gathered(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs.into_iter().filter(|run| !(run.old.is_empty() && run.new.is_empty())) {
        match out.last_mut().filter(|last| last.same == run.same) {
            Some(last) => (last.old.end, last.new.end) = (run.old.end, run.new.end),
            None => out.push(run),
        }
    }
    out
}

/// Most words that two changes may have between them and still be read as one change.
const STRAY: usize = 3;

/// Lets go of what two texts share by chance: a few words between two changes that are both twice as long, and everything
/// when less than a quarter is shared.
fn readable(before: &[Token<'_>], after: &[Token<'_>], runs: Vec<Run>) -> Vec<Run> {
    let letters = |tokens: &[Token<'_>], range: &Range<usize>| -> usize {
        tokens.get(range.clone()).unwrap_or_default().iter().filter(|t| t.is_word()).map(|t| t.text.len()).sum()
    };
    let size = |run: &Run| letters(before, &run.old).max(letters(after, &run.new));
    let shared: usize = runs.iter().filter(|run| run.same).map(size).sum();
    let longest = letters(before, &(0..before.len())).max(letters(after, &(0..after.len())));
    if shared * 4 < longest && runs.len() > 1 {
        return vec![Run { old: 0..before.len(), new: 0..after.len(), same: false }];
    }
    let mut out: Vec<Run> = Vec::new();
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        let words = before.get(run.old.clone()).unwrap_or_default().iter().filter(|t| t.is_word()).count();
        let stray = run.same
            && words <= STRAY
            && out.last().is_some_and(|last| !last.same && size(last) >= 2 * size(&run))
            && rest.peek().is_some_and(|next| size(next) >= 2 * size(&run));
        match out.last_mut() {
            Some(last) if stray || (!last.same && !run.same) => {
                (last.old.end, last.new.end) = (run.old.end, run.new.end);
            }
            _ => out.push(run),
        }
    }
    out
}

/// Sentences that changed, came and went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sentences {
    /// With words of before and other words; or in the place of another.
    pub changed: usize,
    /// With new words only.
    pub added: usize,
    /// Of which no word is left.
    pub removed: usize,
}

/// Counts the sentences of a compared text that changed.
pub fn sentences(pieces: &[Piece]) -> Sentences {
    let (mut old, mut new) = (Side::default(), Side::default());
    for (at, piece) in pieces.iter().enumerate() {
        let same = matches!(piece, Piece::Same { .. }).then_some(at);
        piece.was().into_iter().for_each(|part| old.push(part, same));
        piece.becomes().into_iter().for_each(|part| new.push(part, same));
    }
    let (before, after) = (old.sentences(), new.sentences());
    // A sentence that lost words only is found by the first of what it kept.
    let lost: BTreeSet<usize> = before
        .iter()
        .filter(|sentence| sentence.other)
        .filter_map(|sentence| new.find(sentence.kept?))
        .map(|at| after.partition_point(|sentence| sentence.range.end <= at))
        .collect();
    let touched = |(at, s): &(usize, &Sentence)| s.kept.is_some() && (s.other || lost.contains(at));
    let changed = after.iter().enumerate().filter(touched).count();
    let gone = |sentences: &[Sentence]| sentences.iter().filter(|s| s.kept.is_none() && s.other).count();
    let (added, removed) = (gone(&after), gone(&before));
    let replaced = added.min(removed);
    let all = Sentences { changed: changed + replaced, added: added - replaced, removed: removed - replaced };
    // A comma that went is in no sentence's words.
    let none = all == Sentences::default() && !is_same(pieces);
    if none { Sentences { changed: 1, ..all } } else { all }
}

/// One side of a compared text: its letters, and which stretch of them is in which piece.
#[derive(Default)]
struct Side {
    text: String,
    stretches: Vec<(Range<usize>, Option<usize>)>,
}

struct Sentence {
    range: Range<usize>,
    /// The first word that both texts have: its piece, and where it begins in that piece.
    kept: Option<(usize, usize)>,
    /// Whether it has words that only this text has.
    other: bool,
}

impl Side {
    fn push(&mut self, part: &[Inline], same: Option<usize>) {
        let start = self.text.len();
        self.text.push_str(&plain(part));
        self.stretches.push((start..self.text.len(), same));
    }

    /// Where a place in a piece stands in this text.
    fn find(&self, (piece, offset): (usize, usize)) -> Option<usize> {
        let stretch = &self.stretches.iter().find(|(_, same)| *same == Some(piece))?.0;
        Some((stretch.start + offset).min(stretch.end.saturating_sub(1)))
    }

    fn sentences(&self) -> Vec<Sentence> {
        let mut out = Vec::new();
        let mut first = 0;
        for range in split(&self.text) {
            // Stretches and sentences both follow the text.
            first += self.stretches.iter().skip(first).take_while(|(s, _)| s.end <= range.start).count();
            let mut sentence = Sentence { range: range.clone(), kept: None, other: false };
            for (stretch, same) in self.stretches.iter().skip(first).take_while(|(s, _)| s.start < range.end) {
                let start = stretch.start.max(range.start);
                let part = self.text.get(start..stretch.end.min(range.end)).unwrap_or_default();
                let Some(word) = part.find(char::is_alphanumeric) else { continue };
                match same {
                    None => sentence.other = true,
                    Some(piece) => {
                        sentence.kept.get_or_insert((*piece, start + word - stretch.start));
                    }
                }
            }
            out.push(sentence);
        }
        out
    }
}

/// Words with a full stop that does not end a sentence; besides these, single letters and words with a stop inside.
const SHORT: &[&str] =
    &["art", "bijv", "blz", "ca", "dr", "enz", "excl", "incl", "jl", "mr", "nr", "nrs", "resp", "zgn"];

/// Where the sentences of a text begin and end; white space behind one belongs to it.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '!', '?', '…']) {
        let tail = text.get(at..).unwrap_or_default();
        let marks = tail.find(|c: char| !matches!(c, '.' | '!' | '?' | '…' | ')' | ']' | '"' | '”' | '’' | '\''));
        let Some(rest) = marks.and_then(|offset| tail.get(offset..)) else { continue };
        let next = rest.trim_start();
        if next.len() == rest.len() || next.starts_with(char::is_lowercase) || next.is_empty() {
            continue;
        }
        let head = text.get(..at).unwrap_or_default();
        let word = head.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or_default();
        let one = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        let short = tail.starts_with('.')
            && (one || (word.contains('.') && !word.contains(char::is_numeric)) || SHORT.contains(&word));
        if !short {
            let end = text.len() - next.len();
            if end > start {
                out.push(start..end);
            }
            start = end;
        }
    }
    if text.get(start..).is_some_and(|rest| !rest.trim().is_empty()) {
        out.push(start..text.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.into())]
    }

    fn shown(old: &str, new: &str) -> String {
        let one = |piece: &Piece| match piece {
            Piece::Same { new, .. } => plain(new),
            Piece::Removed(words) => format!("-{{{}}}", plain(words)),
            Piece::Added(words) => format!("+{{{}}}", plain(words)),
        };
        compare(&text(old), &text(new)).iter().map(one).collect()
    }

    fn counted(old: &str, new: &str) -> (usize, usize, usize) {
        let counted = sentences(&compare(&text(old), &text(new)));
        (counted.changed, counted.added, counted.removed)
    }

    #[test]
    fn a_reader_sees_what_changed() {
        assert_eq!(
            shown(
                "De gemeente start op 1 juni 2026 met de training.",
                "De gemeente start op 1 september 2026 met de training."
            ),
            "De gemeente start op-{ 1 juni 2026}+{ 1 september 2026} met de training."
        );
        assert_eq!(
            shown("Wij controleren samen met de politie.", "De buurt kijkt graag naar vogels met een kijker."),
            "-{Wij controleren samen met de politie.}+{De buurt kijkt graag naar vogels met een kijker.}"
        );
        assert_eq!(shown("Wij doen dat.", "Wij doen dat, samen."), "Wij doen dat+{, samen}.");
    }

    #[test]
    fn sentences_are_counted_by_what_happened_to_them() {
        assert_eq!(counted("Een zin. Nog een zin.", "Een zin. Nog een zin."), (0, 0, 0));
        assert_eq!(counted("Een lange zin hier. Nog een zin.", "Een lange zin daar. Nog een zin."), (1, 0, 0));
        assert_eq!(counted("De eerste zin. De tweede zin.", "De eerste zin."), (0, 0, 1));
        assert_eq!(counted("De eerste zin.", "De eerste zin. Hier staat iets nieuws."), (0, 1, 0));
        assert_eq!(
            counted("De gemeente werkt goed samen. Nog een zin.", "De gemeente werkt samen. Nog een zin."),
            (1, 0, 0)
        );
        assert_eq!(counted("Zie o.a. Amsterdam en art. 3.", "Zie o.a. Rotterdam en art. 3."), (1, 0, 0));
        assert_eq!(counted("Nu, dan.", "Nu dan."), (1, 0, 0));
        assert_eq!(counted("", "Nieuw. Heel nieuw."), (0, 2, 0));
    }
}
