//! Abbreviations in capitals, and whether the text explains one where it is first used.
//!
//! It deliberately follows no list of its own, and takes only the words right beside an abbreviation as explanation.

use super::lexicon::lower_words;
use super::words::Word;

/// Most letters of an abbreviation that has small letters too: `KMar`; a longer word is a name.
const LONGEST_MIXED: usize = 6;

/// Whether a word is written as an abbreviation: two capitals or more, and no figure.
pub fn is_abbreviation(word: &Word<'_>) -> bool {
    if word.is_figure() {
        return false;
    }
    // The first part of `RIEC-overleg`.
    let first = word.text.split(['-', '\'', '’']).next().unwrap_or_default();
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    capitals >= 2 && (capitals == letters || letters <= LONGEST_MIXED) && !is_roman(first)
}

/// The abbreviation itself: `RIEC` in `RIEC-overleg` and `RIEC's`.
pub fn stem<'a>(word: &Word<'a>) -> &'a str {
    let text = word.text;
    let end = text.find(['-', '\'', '’']).unwrap_or(text.len());
    let first = text.get(..end).unwrap_or(text);
    // `GGD'en` and `GGDs`: the ending of a plural is none of it.
    first.strip_suffix('s').filter(|rest| rest.chars().all(char::is_uppercase)).unwrap_or(first)
}

fn is_roman(text: &str) -> bool {
    text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// So many words before and after an abbreviation may explain it.
const BESIDE: usize = 25;

/// Whether a sentence explains the abbreviation that is its word `at`: `het Openbaar Ministerie (OM)`, `OM (Openbaar
/// Ministerie)`, or the known words in full.
pub fn is_explained(sentence: &str, words: &[Word<'_>], at: usize, full: Option<&str>) -> bool {
    let Some(word) = words.get(at) else { return false };
    let from = words.get(at.saturating_sub(BESIDE)).map_or(0, |w| w.start);
    let to = words.get(at + BESIDE).map_or(sentence.len(), |w| w.start);
    let before = sentence.get(from..word.start).unwrap_or_default();
    let after = sentence.get(word.end()..to).unwrap_or_default();
    if let Some(full) = full.map(lower_words).filter(|full| !full.is_empty()) {
        let says = |text: &str| lower_words(text).windows(full.len()).any(|w| w == full);
        if says(before) || says(after) {
            return true;
        }
    }
    let bracketed = before.ends_with('(') && after.starts_with([')', ',', ';']);
    let enough = |text: &str| lower_words(text).len() >= 2;
    if bracketed {
        return enough(before);
    }
    after.trim_start().strip_prefix('(').and_then(|rest| rest.split(')').next()).is_some_and(enough)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).iter().filter(|w| is_abbreviation(w)).map(stem).collect()
    }

    #[test]
    fn what_is_an_abbreviation() {
        assert_eq!(found("De KMar, het RIEC-overleg en GGD's bellen B&W over de Wmo."), ["KMar", "RIEC", "GGD", "B&W"]);
        assert_eq!(found("CoMensha, Tim, deel II en SIG-1 niet; DPIAs wel."), ["DPIA"]);
    }

    #[test]
    fn where_it_is_explained() {
        let explained = |text: &str, full| {
            let words = words(text);
            words.iter().position(is_abbreviation).is_some_and(|at| is_explained(text, &words, at, full))
        };
        assert!(explained("Het Openbaar Ministerie (OM) beslist.", None));
        assert!(explained("Het OM (Openbaar Ministerie) beslist.", None));
        assert!(explained(
            "De AVG is de Algemene verordening gegevensbescherming.",
            Some("algemene verordening gegevensbescherming")
        ));
        assert!(!explained("Het OM beslist (soms).", None));
        assert!(!explained("(OM)", None));
        assert!(!explained("Volgens de politie beslist het OM.", Some("Openbaar Ministerie")));
    }
}
