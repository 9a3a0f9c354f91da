//! How long a piece of a chapter may be before the template engine reads it.
//!
//! It deliberately does not read the piece: that is what it guards.

use std::ops::Range;

/// Longest `{{ … }}` or `{% … %}`, in bytes: the template engine follows what is in it with the stack of the thread.
const LONGEST_TAG: usize = 1_500;

/// Longest line of a chapter, in bytes: the template engine counts columns up to 65,535 and panics beyond.
pub const LONGEST_LINE: usize = 60_000;

/// The first `{{ … }}` or `{% … %}` that is longer than any should be; one that is not closed goes on to the end.
pub fn too_long(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(start) = text[at..].find(['{']).map(|found| at + found) {
        let close = match text[start + 1..].chars().next() {
            Some('{') => "}}",
            Some('%') => "%}",
            Some('#') => "#}",
            _ => "",
        };
        let end = text[start..].find(close).map_or(text.len(), |found| start + found + close.len().max(1));
        if end - start > LONGEST_TAG && !close.is_empty() && close != "#}" {
            return Some(start..end);
        }
        at = end;
    }
    None
}

/// Whether the template engine can read this text.
pub fn readable(text: &str) -> bool {
    too_long(text).is_none() && text.lines().all(|line| line.len() <= LONGEST_LINE)
}
