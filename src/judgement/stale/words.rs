//! Words in a text: literally, at the bounds of words, in capitals as they are written.
//!
//! A space stands for any white space, so also for the end of a line, and every dash is a dash: what a word processor
//! makes of a text is no other name. It deliberately knows no other form of a word.

use std::ops::Range;

/// Every place where a phrase stands as whole words, in order.
pub fn occurrences(text: &str, phrase: &str) -> Vec<Range<usize>> {
    let phrase: Vec<char> = phrase.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(plain).collect();
    // The first piece that can be written in one way only is looked for at the speed of the machine.
    let fixed = |c: &&char| **c != ' ' && **c != '-' && **c != '\'';
    let piece: String = phrase.iter().take_while(fixed).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices(piece.as_str()) {
        let free = found.last().is_none_or(|last| last.end <= at);
        if free
            && !phrase.is_empty()
            && text[..at].chars().next_back().is_none_or(|c| !part_of_word(c))
            && let Some(length) = matches_here(&text[at..], &phrase)
            && text[at + length..].chars().next().is_none_or(|c| !part_of_word(c))
        {
            found.push(at..at + length);
        }
    }
    found
}

/// Whether one of these phrases stands in a text, in capitals or not.
pub fn any_of(text: &str, phrases: &[String]) -> bool {
    let text = text.to_lowercase();
    phrases.iter().any(|phrase| !occurrences(&text, &phrase.to_lowercase()).is_empty())
}

fn part_of_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// A character as it is compared.
fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        _ => c,
    }
}

/// How many bytes of the text the phrase takes, when the text begins with it.
fn matches_here(text: &str, phrase: &[char]) -> Option<usize> {
    let mut at = 0;
    for wanted in phrase {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        if *wanted == ' ' {
            let space = rest.len() - rest.trim_start().len();
            // An empty line ends a paragraph, and with it the phrase.
            if space == 0 || rest[..space].matches('\n').count() > 1 {
                return None;
            }
            at += space;
        } else if plain(c) == *wanted {
            at += c.len_utf8();
        } else {
            return None;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::occurrences;

    fn found<'a>(text: &'a str, phrase: &str) -> Vec<&'a str> {
        occurrences(text, phrase).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn whole_words_in_their_own_capitals() {
        assert_eq!(found("de WGS en de WGSX, wgs, (WGS).", "WGS"), ["WGS", "WGS"]);
        assert_eq!(found("Wtta-toelating", "Wtta"), ["Wtta"]);
        assert!(found("Regeerakkoord 20201", "Regeerakkoord 2020").is_empty());
        assert!(found("", "WGS").is_empty() && found("WGS", "").is_empty() && found("WGS", "  ").is_empty());
    }

    #[test]
    fn any_dash_and_any_space_but_no_other_paragraph() {
        assert_eq!(found("Agenda\n2023–2026", "Agenda 2023-2026"), ["Agenda\n2023–2026"]);
        assert_eq!(found("Agenda\u{a0} 2023-2026", "Agenda 2023-2026"), ["Agenda\u{a0} 2023-2026"]);
        assert!(found("Agenda\n\n2023-2026", "Agenda 2023-2026").is_empty());
        assert_eq!(found("aa aa aa", "aa aa"), ["aa aa"]);
    }
}
