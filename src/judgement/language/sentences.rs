//! Sentences in a text, as Dutch writes them: a full stop after an abbreviation, initial or number ends none.
//!
//! It deliberately knows no grammar, and takes the abbreviations from a list.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words::words;

/// After these a letter is a name: `bijlage C.` ends a sentence, `J. Jansen` does not.
const LETTERED: &[&str] =
    &["bijlage", "bijlagen", "categorie", "deel", "groep", "klasse", "letter", "optie", "plan", "punt", "variant"];

/// The abbreviations that end in a full stop, in small letters.
#[derive(Debug, Clone, Default)]
pub struct Stops {
    /// After these the sentence goes on: `art.`, `bijv.`.
    pub inside: BTreeSet<String>,
    /// After these it goes on, unless a capital follows: `enz.`, `e.d.`.
    pub closing: BTreeSet<String>,
}

/// The places of the sentences of a text, in order, without the spaces around them. What has no word is no sentence.
pub fn sentences(text: &str, stops: &Stops) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut marks = text.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        let end = match c {
            '.' | '!' | '?' | '…' => {
                let mut end = at + c.len_utf8();
                // Signs that close what the sentence opened belong to it, and so do more marks: `?!`, `...`.
                while let Some((next, sign)) = marks.next_if(|(_, sign)| is_closing(*sign)) {
                    end = next + sign.len_utf8();
                }
                if ends(text, start, at, c, end, stops) { Some(end) } else { None }
            }
            // An empty line parts what has no mark.
            '\n' if text
                .get(at + 1..)
                .is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')) =>
            {
                Some(at)
            }
            _ => None,
        };
        if let Some(end) = end {
            push(text, start..end, &mut out);
            start = end;
        }
    }
    push(text, start..text.len(), &mut out);
    out
}

fn is_closing(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ')' | ']' | '"' | '\'' | '’' | '”' | '»')
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let Some(piece) = text.get(range.clone()) else { return };
    let from = range.start + (piece.len() - piece.trim_start().len());
    let trimmed = piece.trim();
    if !words(trimmed).is_empty() {
        out.push(from..from + trimmed.len());
    }
}

/// Whether the mark at `at` ends the sentence that began at `start`; `end` is after the mark and what closes.
fn ends(text: &str, start: usize, at: usize, mark: char, end: usize, stops: &Stops) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    if !rest.starts_with(char::is_whitespace) {
        // Inside a word or number, or the end of the text.
        return rest.is_empty();
    }
    let opening = |c: char| matches!(c, '(' | '[' | '"' | '\'' | '‘' | '’' | '“' | '„' | '«' | '–' | '-' | '•');
    let after = rest.trim_start().trim_start_matches(opening).chars().next();
    let goes_on = after.is_some_and(char::is_lowercase);
    if mark != '.' {
        return !goes_on;
    }
    let before = text.get(start..at).unwrap_or_default();
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let token = token.trim_start_matches(opening);
    let short = format!("{}.", token.to_lowercase());
    if stops.inside.contains(&short) || goes_on {
        return false;
    }
    if stops.closing.contains(&short) {
        return after.is_none_or(char::is_uppercase);
    }
    let named = before.split_whitespace().rev().nth(1).is_some_and(|w| LETTERED.contains(&w.to_lowercase().as_str()));
    (named || !is_initials(token)) && !is_enumerator(token, before)
}

/// `J` in `J. de Vries`, `W.H` in `W.H. Douma`.
fn is_initials(token: &str) -> bool {
    !token.is_empty()
        && token.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        })
}

/// `1` or `b` at the begin of an item: the full stop belongs to the number.
fn is_enumerator(token: &str, before: &str) -> bool {
    let number = !token.is_empty() && token.len() <= 2 && token.chars().all(|c| c.is_ascii_digit());
    let letter = token.chars().count() == 1 && token.chars().all(char::is_alphabetic);
    (number || letter) && before.trim() == token
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let set = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let stops = Stops {
            inside: set(&["art.", "bijv.", "o.a.", "nr.", "mr.", "dhr.", "m.b.t."]),
            closing: set(&["enz.", "e.d."]),
        };
        sentences(text, &stops).into_iter().filter_map(|r| text.get(r)).collect()
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        assert_eq!(
            split("Zie art. 5 van de wet. Dat geldt bijv. Utrecht niet."),
            ["Zie art. 5 van de wet.", "Dat geldt bijv. Utrecht niet."]
        );
        assert_eq!(split("Het college (B&W) beslist, o.a. Bibob m.b.t. horeca. Klaar.").len(), 2);
        assert_eq!(
            split("Denk aan bed, bad, enz. De gemeente betaalt."),
            ["Denk aan bed, bad, enz.", "De gemeente betaalt."]
        );
        assert_eq!(split("Bed, bad enz. en brood."), ["Bed, bad enz. en brood."]);
        assert_eq!(split("Bed, bad enz. 12 keer.").len(), 1);
    }

    #[test]
    fn initials_numbers_and_dates() {
        assert_eq!(
            split("W.H. Douma schreef het in 1960. In 2.500 scholen telde J. de Vries mee."),
            ["W.H. Douma schreef het in 1960.", "In 2.500 scholen telde J. de Vries mee."]
        );
        assert_eq!(
            split("Het zijn er 31. Op 31.12.2026 stopt het plan. 12 mensen helpen."),
            ["Het zijn er 31.", "Op 31.12.2026 stopt het plan.", "12 mensen helpen."]
        );
        assert_eq!(split("1. De gemeente belt. 2 mensen komen."), ["1. De gemeente belt.", "2 mensen komen."]);
        assert_eq!(
            split("Dat staat in bijlage C. Die lijst is lang. Volgens J. Jansen klopt zij."),
            ["Dat staat in bijlage C.", "Die lijst is lang.", "Volgens J. Jansen klopt zij."]
        );
        assert_eq!(split("Versie 1.0.0 staat op www.voorbeeld.nl."), ["Versie 1.0.0 staat op www.voorbeeld.nl."]);
    }

    #[test]
    fn what_closes_and_opens() {
        assert_eq!(
            split("Wie meldt, en hoe snel? De opvang (meteen!) belt. \"Kom.\" Dat was het."),
            ["Wie meldt, en hoe snel?", "De opvang (meteen!) belt.", "\"Kom.\"", "Dat was het."]
        );
        assert_eq!(
            split("‘Waarom?’ vroeg zij. (Niemand wist het.) Toen … gebeurde er niets..."),
            ["‘Waarom?’ vroeg zij.", "(Niemand wist het.)", "Toen … gebeurde er niets..."]
        );
    }

    #[test]
    fn lines_without_a_mark() {
        assert_eq!(split("Kop zonder punt\n\nTekst\nop twee regels. "), ["Kop zonder punt", "Tekst\nop twee regels."]);
        assert_eq!(split(" – … ! "), [""; 0]);
        assert_eq!(split(""), [""; 0]);
    }
}
