//! The characters that the document's fonts can show, so that a rare one is told at intake with its cell.
//!
//! It deliberately does not know fonts: the set is handed in.

use std::collections::BTreeSet;

/// Characters that every face of the document font covers.
#[derive(Debug, Clone, Default)]
pub struct GlyphSet {
    covered: BTreeSet<u32>,
}

impl GlyphSet {
    /// A set of code points.
    pub fn new(covered: impl IntoIterator<Item = u32>) -> Self {
        Self { covered: covered.into_iter().collect() }
    }

    /// The characters of `text` that cannot be shown, each once, with the offset of its first occurrence.
    ///
    /// Line ends and tabs are layout and always allowed; other control characters never are.
    pub fn missing(&self, text: &str) -> Vec<(usize, char)> {
        let mut seen = BTreeSet::new();
        text.char_indices()
            .filter(|(_, c)| !matches!(c, '\n' | '\r' | '\t' | ' '..='~') && !self.shows(*c) && seen.insert(*c))
            .collect()
    }

    fn shows(&self, c: char) -> bool {
        !c.is_control() && self.covered.contains(&u32::from(c))
    }
}
