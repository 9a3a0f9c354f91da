//! Words looked for as a reader sees them: white space and the form of quotation marks make no difference.
//!
//! It deliberately knows no document; what it gives are places in the text as it was.

use std::ops::Range;

/// A text without the differences that a reader does not see: white space, and the form of quotation marks.
pub struct Folded {
    /// As it was.
    pub original: String,
    /// Folded.
    pub text: String,
    /// For each byte of the folded text at which a character begins, where that one begins in the original; one more
    /// for the end.
    starts: Vec<usize>,
    /// For each byte of the folded text at which a character begins, where that one ends in the original.
    ends: Vec<usize>,
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded { original: text.to_owned(), text: String::new(), starts: Vec::new(), ends: Vec::new() };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let c = match c {
            c if c.is_whitespace() => ' ',
            '‘' | '’' | '‚' => '\'',
            '“' | '”' | '„' => '"',
            c => c,
        };
        if c == ' ' && (folded.text.is_empty() || folded.text.ends_with(' ')) {
            if let Some(last) = folded.ends.last_mut() {
                *last = end;
            }
            continue;
        }
        folded.text.push(c);
        folded.starts.resize(folded.text.len(), at);
        folded.ends.resize(folded.text.len(), end);
    }
    folded
}

impl Folded {
    /// Every place in the original where these folded words stand as words: 4 is not in 43.
    pub fn find<'a>(&'a self, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let words = words.trim();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (opens, closes) = (letter(words.chars().next()), letter(words.chars().next_back()));
        let matches = self.text.match_indices(words).filter(move |_| !words.is_empty());
        matches.filter_map(move |(at, found)| {
            let (before, after) = (self.text.get(..at)?, self.text.get(at + found.len()..)?);
            if (opens && letter(before.chars().next_back())) || (closes && letter(after.chars().next())) {
                return None;
            }
            Some(*self.starts.get(at)?..*self.ends.get(at + found.len() - 1)?)
        })
    }
}

/// A text on one line, with single spaces.
pub fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with new words in place of these bytes of it.
pub fn replaced(text: &str, range: Range<usize>, new: &str) -> String {
    let range = neat(text, range, new);
    let (first, last) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    format!("{first}{}{last}", spaced(new))
}

/// Words that go take one of the spaces around them along, and leave none before a full stop.
pub fn neat(text: &str, range: Range<usize>, new: &str) -> Range<usize> {
    let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    let next = after.chars().next();
    let closes = next.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'));
    match before.chars().next_back() {
        _ if !new.trim().is_empty() => range,
        Some(c) if c.is_whitespace() && closes => range.start - c.len_utf8()..range.end,
        None => range.start..range.end + next.filter(|c| c.is_whitespace()).map_or(0, char::len_utf8),
        Some(_) => range,
    }
}
