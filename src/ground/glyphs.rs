//! The characters that the document's fonts can show, so that a rare one is told at intake with its cell.
//!
//! It deliberately does not know fonts: the set is handed in.

use std::collections::BTreeSet;

use unicode_normalization::char::{compose, is_combining_mark};

/// Characters that every face of the document font covers.
#[derive(Debug, Clone, Default)]
pub struct GlyphSet {
    covered: BTreeSet<u32>,
    every: bool,
}

impl GlyphSet {
    /// A set of code points.
    pub fn new(covered: impl IntoIterator<Item = u32>) -> Self {
        Self { covered: covered.into_iter().collect(), every: false }
    }

    /// Every character, for a file that no document shows.
    pub fn every() -> Self {
        Self { covered: BTreeSet::new(), every: true }
    }

    /// The characters of `text` that cannot be shown, each once, with the offset of its first occurrence.
    ///
    /// Line ends and tabs are layout and always allowed; other control characters never are. A mark above or below a
    /// letter is shown where both are one character together. Elsewhere Typst 0.15 puts the mark in a run of text of
    /// its own, which repeats the letter, and a screen reader says the letter twice.
    pub fn missing(&self, text: &str) -> Vec<(usize, char)> {
        let mut seen = BTreeSet::new();
        let mut letter = None;
        let mut lacks = |c: char| {
            if !is_combining_mark(c) {
                letter = Some(c);
                return !matches!(c, '\n' | '\r' | '\t' | ' '..='~') && !self.shows(c);
            }
            letter = letter.and_then(|letter| compose(letter, c)).filter(|one| self.shows(*one));
            letter.is_none()
        };
        text.char_indices().filter(|(_, c)| lacks(*c) && seen.insert(*c)).collect()
    }

    fn shows(&self, c: char) -> bool {
        !c.is_control() && (self.every || self.covered.contains(&u32::from(c)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_shown_where_it_makes_one_character_with_its_letter() {
        let set = GlyphSet::new("aáǻåd\u{301}\u{304}\u{30a}".chars().map(u32::from));
        assert_eq!(set.missing("a\u{301} a\u{30a}\u{301} á"), []);
        assert_eq!(set.missing("d\u{304} d\u{304}"), [(1, '\u{304}')]);
        assert_eq!(set.missing("\u{301}"), [(0, '\u{301}')]);
        assert_eq!(set.missing("e\u{301}"), [(1, '\u{301}')]);
    }
}
