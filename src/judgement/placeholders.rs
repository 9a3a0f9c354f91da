//! Texts of a gemeente that only keep a place: `[naam]`, `TODO`, `nader te bepalen`.
//!
//! The words are data. It deliberately does not look in the shared chapters, and not in rows that are counted and never
//! shown.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::source::{At, Place};
use crate::ground::toml::shorten;
use crate::nouns::dossier::Dossier;
use crate::nouns::library::Library;
use crate::nouns::part::{Onderdeelsoort, PartKey};
use crate::nouns::record::Record;
use crate::nouns::view::{Audience, View};
use crate::nouns::vultekst::Vultekst;

/// Of one text this many are enough to see what is wrong with it.
const MOST_TOLD: usize = 10;

/// A piece between brackets that is longer is a sentence and no instruction.
const LONGEST_BRACKETS: usize = 60;

/// Tells every placeholder in the data files.
pub fn check(dossier: &Dossier, library: &Library, report: &mut Report) {
    let Some(words) = &library.vultekst else { return };
    let mut texts = Vec::new();
    let mut look = |view: View| collect(&view, &mut texts);
    look(all(&dossier.gemeente));
    look(all(&dossier.plan));
    look(all(&dossier.organisatie));
    dossier.vaststelling.iter().map(all).for_each(&mut look);
    dossier.maatregelen.iter().map(all).for_each(&mut look);
    dossier.verloop.iter().map(all).for_each(&mut look);
    for year in dossier.jaren.values() {
        look(all(&year.text));
        year.trainings.iter().map(all).for_each(&mut look);
        year.controls.iter().map(all).for_each(&mut look);
        year.progress.iter().map(all).for_each(&mut look);
        year.money.iter().map(all).for_each(&mut look);
        year.evidence.iter().map(all).for_each(&mut look);
        year.judgements.iter().map(all).for_each(&mut look);
    }
    for (text, place) in texts {
        let mut from = place.start;
        for found in find(&text, words) {
            let words = &text[found];
            // As written it can have marks around it and escapes before it; the words themselves have none.
            let at = place.source.text().get(from..place.end).and_then(|rest| rest.find(words)).map(|at| from + at);
            let at = at.map_or(place.start..place.end, |start| start..start + words.len());
            from = at.end.min(place.end);
            tell(words, place.source.place(at), report);
        }
    }
}

/// Tells every placeholder in the own texts of these chapters.
pub fn check_texts(dossier: &Dossier, library: &Library, used: &[PartKey], report: &mut Report) {
    let Some(words) = &library.vultekst else { return };
    let used = used.iter().filter(|key| key.kind == Onderdeelsoort::Hoofdstuk);
    let names: BTreeSet<&str> = used.map(|key| key.name.as_str()).collect();
    for source in names.into_iter().flat_map(|name| dossier.local(name)).map(|local| &local.source) {
        let text = source.text();
        for found in in_lines(text, words) {
            tell(&text[found.clone()], source.place(found), report);
        }
    }
}

fn tell(words: &str, place: Place, report: &mut Report) {
    report.push(rules::PLACEHOLDER.at(
        Some(place),
        format!("hier staat nog vultekst: `{}`", shorten(words)),
        "Vul in wat er hoort te staan, of haal het weg.",
    ));
}

fn all<T: Record>(record: &T) -> View {
    record.view(Audience::Vertrouwelijk)
}

fn collect(view: &View, out: &mut Vec<(String, Place)>) {
    match view {
        View::Text(text, place) => out.push((text.clone(), place.clone())),
        View::List(items) => items.iter().for_each(|item| collect(item, out)),
        View::Table(entries) => entries.iter().for_each(|(_, entry)| collect(entry, out)),
        _ => {}
    }
}

/// Where in a Markdown text something keeps a place: a line is looked at as a whole text too.
fn in_lines(text: &str, words: &Vultekst) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(|c: char| c.is_whitespace() || "#>*-".contains(c));
        let from = start + line.len() - bare.len();
        found.extend(find(bare.trim_end(), words).into_iter().map(|r| from + r.start..from + r.end));
        start += line.len();
    }
    found.truncate(MOST_TOLD);
    found
}

/// Where in a text something keeps a place, in order and without overlap.
fn find(text: &str, words: &Vultekst) -> Vec<Range<usize>> {
    let whole = text.trim();
    // The dots of an example in a file are told as an empty text; in a text of one's own they are this.
    let dots = whole.contains('…') || whole.len() > 2;
    if dots && whole.chars().all(|c| matches!(c, '.' | '…')) || words.alone().any(|word| is(whole, word)) {
        return std::iter::once(0..text.len()).collect();
    }
    // The bytes stay where they are.
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in words.overal.iter().map(value) {
        found.extend(occurrences((text, &lower), word));
    }
    for word in words.aan_het_einde.iter().map(value) {
        found.extend(occurrences((text, &lower), word).filter(|r| ends_there(&text[r.end..])));
    }
    found.extend(brackets(text, words));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let keep = range.start >= end;
        end = end.max(range.end);
        keep
    });
    found.truncate(MOST_TOLD);
    found
}

impl Vultekst {
    fn alone(&self) -> impl Iterator<Item = &str> {
        self.alleen.iter().map(value)
    }
}

fn value(at: &At<String>) -> &str {
    &at.value
}

/// A word of the list with a capital is meant exactly so.
fn exact(word: &str) -> bool {
    word.contains(char::is_uppercase)
}

fn is(text: &str, word: &str) -> bool {
    if exact(word) { text == word } else { text.to_lowercase() == word }
}

/// Where a word of the list stands as a whole word in a text, which is given in small letters too.
fn occurrences<'a>((text, lower): (&'a str, &'a str), word: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let found = if exact(word) { text } else { lower }.match_indices(word);
    let ranges = found.map(|(at, word)| at..at + word.len());
    ranges.filter(move |range| begins(&text[..range.start]) && closes(&text[range.end..]))
}

/// Whether no word or address goes on from what stands before.
fn begins(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || "./@_".contains(c))
}

/// Whether no word goes on in what comes after.
fn closes(after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        Some('-' | '_' | '@') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    }
}

/// Whether nothing comes after but a mark or the end of the line.
fn ends_there(after: &str) -> bool {
    let rest = after.trim_start_matches([' ', '\t', '\u{a0}']);
    !rest.starts_with(char::is_alphanumeric)
}

/// Pieces between brackets that begin as an instruction. A link of Markdown, an address and a call of a template are
/// none.
fn brackets<'a>(text: &'a str, words: &'a Vultekst) -> impl Iterator<Item = Range<usize>> + 'a {
    text.char_indices().filter_map(move |(at, open)| {
        let close = match open {
            '[' => ']',
            '<' => '>',
            '{' => '}',
            _ => return None,
        };
        let inside = &text[at + 1..];
        let length = inside.find([close, '\n', '[', '<', '{'])?;
        let (content, after) = (inside.get(..length)?, inside.get(length..)?.strip_prefix(close)?);
        let other = after.starts_with(['(', '[', '}']) || content.contains(['@', '/']);
        if length > LONGEST_BRACKETS || other {
            return None;
        }
        let content = content.trim();
        let asks = words.tussen_haken.iter().map(value).any(|word| {
            content.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word))
                && closes(&content[word.len()..])
        });
        asks.then_some(at..at + length + 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::source::{LIMITS, SourceSet};
    use crate::nouns::library;

    /// The list of the program has a case; here it is about how a list is applied.
    const LIST: &str = "overal = [\"TODO\", \"tbd\", \"n.t.b.\", \"xxx\", \"xxxx\", \"lorem ipsum\"]\n\
        aan_het_einde = [\"nader te bepalen\", \"nog in te vullen\"]\n\
        alleen = [\"PM\", \"?\", \"volgt nog\"]\ntussen_haken = [\"naam\", \"datum\", \"bedrag\"]\n";

    fn words() -> Vultekst {
        let mut set = SourceSet::new(LIMITS);
        set.insert("vultekst.toml", LIST.into()).unwrap();
        library::read(&set, &GlyphSet::default()).0.vultekst.unwrap()
    }

    #[test]
    fn what_keeps_a_place_is_found_and_ordinary_words_are_not() {
        let words = words();
        let found =
            |text: &str| -> Vec<String> { find(text, &words).into_iter().map(|r| text[r].to_owned()).collect() };
        for text in [
            "TODO",
            "tbd",
            "TBD.",
            "n.t.b.",
            "(N.T.B.)",
            "PM",
            "?",
            "…",
            "....",
            "[naam]",
            "<datum>",
            "{bedrag in euro}",
            "[Naam van de gemeente]",
            "[TODO]",
            "Lorem ipsum",
            "xxx",
            "06-xxxx",
            "nader te bepalen",
            "nog in te vullen",
            "Volgt nog",
        ] {
            assert_eq!(found(text).len(), 1, "{text}");
        }
        assert_eq!(found("Bel [naam], TODO, of nader te bepalen."), ["[naam]", "TODO", "nader te bepalen"]);
        for text in [
            "Op een nader te bepalen dag komt de raad bijeen.",
            "De nog in te vullen vacature.",
            "De naam en de datum staan in het register.",
            "Hij is om 9 uur pm gezien (PM-dienst).",
            "todo-lijst, Todo",
            "www.xxx.nl",
            "[naam](https://voorbeeld.nl)",
            "<info@naam.nl>",
            "Hij zei dat [de] boete volgt.",
            "{{ naam }}",
            "Wie?",
            "En zo verder...",
            "[naamloos]",
            "contextxxx",
            "ntbk",
            "De tekst volgt de wet.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_line_of_an_own_text_is_a_text() {
        let words = words();
        let text = "# Kop\n\n- PM\n- goed\n\n…\n\nDe [datum] staat in de brief é TODO\n";
        let found: Vec<&str> = in_lines(text, &words).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["PM", "…", "[datum]", "TODO"]);
    }
}
