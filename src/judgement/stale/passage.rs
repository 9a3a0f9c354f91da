//! The sentence and the paragraph around a spot of a text, as they stand in the file.
//!
//! It deliberately reads no Markdown: signs at the start of a line and the end of a sentence say enough.

use std::ops::Range;

/// Most characters of a quotation.
const LONGEST: usize = 100;

/// The sentences of a text, each with the paragraph, list item, heading or row of a table that it is in.
pub struct Sentences<'a> {
    text: &'a str,
    /// Begin and end of a sentence, and the begin of its paragraph; without gaps, in order.
    ranges: Vec<(Range<usize>, usize)>,
}

impl<'a> Sentences<'a> {
    /// Those of a text within `bounds`.
    pub fn of(text: &'a str, bounds: Range<usize>) -> Self {
        let mut ranges = Vec::new();
        let (mut block, mut at, mut ended) = (bounds.start, bounds.start, false);
        for line in text[bounds.clone()].split_inclusive('\n') {
            let blank = line.trim().is_empty();
            if at > block && (ended || blank || begins_block(line)) {
                split(text, block..at, &mut ranges);
                block = at;
            }
            ended = blank || line.starts_with('#');
            at += line.len();
        }
        split(text, block..bounds.end, &mut ranges);
        Self { text, ranges }
    }

    /// The sentence around a spot.
    pub fn around(&self, spot: &Range<usize>) -> Range<usize> {
        let first = self.at(spot.start).map_or(spot.start, |(range, _)| range.start);
        let last = self.at(spot.end.saturating_sub(1)).map_or(spot.end, |(range, _)| range.end);
        trim(self.text, first.min(spot.start)..last.max(spot.end))
    }

    /// Where the paragraph around a spot begins.
    pub fn paragraph(&self, spot: usize) -> usize {
        self.at(spot).map_or(spot, |(_, block)| *block)
    }

    fn at(&self, offset: usize) -> Option<&(Range<usize>, usize)> {
        self.ranges.get(self.ranges.partition_point(|(range, _)| range.end <= offset))
    }
}

/// The sentences of a paragraph.
fn split(text: &str, block: Range<usize>, out: &mut Vec<(Range<usize>, usize)>) {
    let mut start = block.start;
    for (at, c) in text[block.clone()].char_indices() {
        let after = block.start + at + c.len_utf8();
        if matches!(c, '.' | '!' | '?') && ends_sentence(&text[after..block.end]) {
            out.push((start..after, block.start));
            start = after;
        }
    }
    if start < block.end {
        out.push((start..block.end, block.start));
    }
}

/// What stands at a range, on one line; of a long sentence the piece around the spot.
pub fn quote(text: &str, range: &Range<usize>, spot: &Range<usize>) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = line(&text[range.clone()]);
    if whole.chars().count() <= LONGEST {
        return whole;
    }
    // Words come in around the spot, in turn, as long as there is room.
    let before: Vec<&str> = text[range.start..spot.start].split_whitespace().rev().collect();
    let after: Vec<&str> = text[spot.end..range.end].split_whitespace().collect();
    let core: String = line(&text[spot.clone()]).chars().take(LONGEST).collect();
    let mut room = LONGEST.saturating_sub(core.chars().count() + 4);
    let (mut left, mut right) = (0, 0);
    loop {
        let mut grown = false;
        for (words, taken) in [(&before, &mut left), (&after, &mut right)] {
            if let Some(word) = words.get(*taken).filter(|w| w.chars().count() < room) {
                room -= word.chars().count() + 1;
                *taken += 1;
                grown = true;
            }
        }
        if !grown {
            break;
        }
    }
    let start = before.get(left.wrapping_sub(1)).filter(|_| left > 0).map_or(spot.start, |word| offset(text, word));
    let end = after.get(right.wrapping_sub(1)).filter(|_| right > 0).map_or(spot.end, |w| offset(text, w) + w.len());
    let (open, close) = (if left < before.len() { "… " } else { "" }, if right < after.len() { " …" } else { "" });
    let shown = if before.is_empty() && after.is_empty() { core } else { line(&text[start..end]) };
    format!("{open}{shown}{close}")
}

/// Where a piece of a text stands in it.
fn offset(text: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Whether a line is an item, heading, box or row of its own.
fn begins_block(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "* ", "+ ", "#", ">", "|"].iter().any(|sign| line.starts_with(sign))
        || (number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") ")))
}

/// Whether a full stop before this ends a sentence: a space, and then no small letter or digit.
fn ends_sentence(rest: &str) -> bool {
    let mut next = rest.chars();
    next.next().is_none_or(char::is_whitespace)
        && next.find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_lowercase() && !c.is_ascii_digit())
}

/// Without white space, the sign of an item and the quotes of a value around it.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let sign = |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '#' | '>' | '|' | '"' | '\'');
    let start = range.start + (piece.len() - piece.trim_start_matches(sign).len());
    let piece = &text[start..range.end];
    let end = start + piece.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '|')).len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, words: &str) -> String {
        let at = text.find(words).expect("the words are there");
        text[Sentences::of(text, 0..text.len()).around(&(at..at + words.len()))].to_owned()
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop_and_not_at_an_abbreviation() {
        let text = "Eerst dit. Dan zegt art. 273f van\nde wet iets! En nog meer.";
        assert_eq!(around(text, "wet"), "Dan zegt art. 273f van\nde wet iets!");
        assert_eq!(around(text, "Eerst"), "Eerst dit.");
        assert_eq!(around(text, "meer"), "En nog meer.");
    }

    #[test]
    fn an_item_a_row_and_a_heading_stand_alone() {
        let text = "# Kop over x\nGewone tekst.\n\n- item een\n- item twee\n  gaat door\n\n| cel a | cel b |\n";
        assert_eq!(around(text, "x"), "Kop over x");
        assert_eq!(around(text, "Gewone"), "Gewone tekst.");
        assert_eq!(around(text, "twee"), "item twee\n  gaat door");
        assert_eq!(around(text, "cel b"), "cel a | cel b");
    }

    #[test]
    fn a_value_is_quoted_without_its_quotes() {
        let text = "a = \"Over de Wtta.\"\nb = 1";
        let place = 4..text.find('\n').unwrap();
        let spot = 13..17;
        assert_eq!(&text[spot.clone()], "Wtta");
        assert_eq!(&text[Sentences::of(text, place).around(&spot)], "Over de Wtta.");
    }

    #[test]
    fn a_long_sentence_is_quoted_around_the_spot() {
        let text = format!("{} Wtta {}", "woord ".repeat(60).trim(), "daarna ".repeat(60).trim());
        let at = text.find("Wtta").unwrap();
        let quoted = quote(&text, &(0..text.len()), &(at..at + 4));
        assert!(quoted.contains(" Wtta ") && quoted.starts_with("… ") && quoted.ends_with(" …"), "{quoted}");
        assert!(quoted.chars().count() <= LONGEST + 4, "{quoted}");
    }
}
