//! Words in a text: what stands between spaces and marks, with what belongs inside a word.
//!
//! It deliberately knows no sentence and no meaning. A hyphenated word, an abbreviation, a number, a date and an
//! address are one word each, as R. Flesch counts them (How to Write Plain English, 1979, chapter 2).

/// A word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as written.
    pub text: &'a str,
    /// Its first byte in the text.
    pub start: usize,
}

impl Word<'_> {
    /// The byte after the last.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// In small letters.
    pub fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    /// Whether it has a digit or another sign that is said otherwise than it is spelled.
    pub fn is_figure(&self) -> bool {
        self.text.contains(|c: char| c.is_numeric() || matches!(c, '@' | '/' | '_'))
    }

    /// How many letters it has.
    pub fn letters(&self) -> usize {
        self.text.chars().filter(|c| c.is_alphabetic()).count()
    }
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let part = is_part(c) || (start.is_some() && joins(before, c, next));
        match (start, part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.extend(text.get(from..at).map(|text| Word { text, start: from }));
                start = None;
            }
            _ => {}
        }
        before = Some(c);
    }
    out.extend(start.and_then(|from| text.get(from..).map(|text| Word { text, start: from })));
    out
}

/// Letters and digits; a mark above a letter belongs to it.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Whether a sign between two characters leaves the word whole: `zo'n`, `B&W`, `2.500`, `soa-poli`, `14:30`.
fn joins(before: Option<char>, sign: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let digits = before.is_numeric() && after.is_numeric();
    match sign {
        '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '@' | '_' | '&' | '.' => {
            is_part(before) && is_part(after)
        }
        ',' | ':' | '/' => digits,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn what_belongs_inside_a_word() {
        assert_eq!(
            texts("Zo'n B&W-besluit (art. 5), o.a. 2.500 euro!"),
            ["Zo'n", "B&W-besluit", "art", "5", "o.a", "2.500", "euro"]
        );
        assert_eq!(texts("vrouwen-, mannen- en jeugdopvang"), ["vrouwen", "mannen", "en", "jeugdopvang"]);
        assert_eq!(texts("en/of 12/24 – 1,5% … € 3"), ["en", "of", "12/24", "1,5", "3"]);
        assert_eq!(texts("mail info@voorbeeld.nl om 14:30"), ["mail", "info@voorbeeld.nl", "om", "14:30"]);
        assert_eq!(texts("'s avonds ‘écht’ e\u{301}cht"), ["s", "avonds", "écht", "e\u{301}cht"]);
        assert_eq!(texts(" . – ,"), [""; 0]);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let found = words("één, twee");
        assert_eq!((found[1].start, found[1].end()), (7, 11));
        assert!(words("2.500")[0].is_figure() && !words("zo'n")[0].is_figure());
        assert_eq!(words("soa-poli")[0].letters(), 7);
    }
}
