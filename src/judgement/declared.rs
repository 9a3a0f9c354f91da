//! What a chapter asks for, in every branch: data, components, legal facts, terms, chapters and norms that are there.
//!
//! Making a document finds what is wrong in the branches that its data take; this finds the rest, before a version is
//! published for gemeenten that nobody here knows. It deliberately does not work anything out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bump::facets;
use super::kinds::{self, Kind};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::toml::shorten;
use crate::nouns::library::{Chapter, Library};

/// Names that chapters have and expressions of norms do not: verdicts, protected figures and words.
const ONLY_CHAPTERS: [&str; 5] = ["toets", "toetsen", "cijfers", "landelijk_peildatum", "de_raad"];

/// Functions of the template engine that a chapter may call.
const OF_THE_ENGINE: [&str; 3] = ["range", "dict", "namespace"];

/// Tells each name in the text that stands for nothing. `functions` are those that a chapter may call.
pub fn check(chapter: &Chapter, library: &Library, functions: &[&str]) -> Report {
    let mut report = Report::default();
    let text = chapter.text.text();
    // A text that cannot be read is told when it is made.
    let Some(facets) = facets(text) else { return report };
    let root = kinds::root(&library.facts);
    for name in &facets.names {
        if let Some((part, known)) = unknown(name, &root) {
            let place = chapter.text.place(find(text, part));
            let near = dutch::nearest(part, known.keys().map(String::as_str));
            report.push(rules::TEMPLATE_UNDEFINED.at(
                Some(place),
                format!("dit gegeven bestaat niet: `{}`", shorten(name)),
                near.map_or_else(
                    || "Verbeter de naam; `beleid schema` laat zien welke gegevens er zijn.".into(),
                    |near| format!("Bedoelt u `{near}`?"),
                ),
            ));
        }
    }
    for call in facets.calls.keys() {
        let (function, inside) = call.split_once('(').unwrap_or((call, ""));
        if !functions.contains(&function) && !OF_THE_ENGINE.contains(&function) {
            let near = dutch::nearest(function, functions.iter().copied());
            report.push(rules::TEMPLATE_UNDEFINED.at(
                Some(chapter.text.place(find(text, function))),
                format!("er is geen onderdeel `{}`", shorten(function)),
                near.map_or_else(|| "Kijk in docs/sjablonen.md welke er zijn.".into(), |n| format!("Bedoelt u `{n}`?")),
            ));
        }
        let Some(argument) = inside.strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
        let known: Vec<&str> = match function {
            "rechtsfeit" => library.legal.iter().map(|f| f.id.0.as_str()).collect(),
            "begrip" => library.terms.iter().map(|t| t.term.value.as_str()).collect(),
            "hoofdstuk" => library.chapters.keys().map(String::as_str).collect(),
            _ => continue,
        };
        if !known.contains(&argument) {
            let near = dutch::nearest(argument, known);
            let written = ['"', '\''].map(|mark| format!("{function}({mark}{argument}{mark}"));
            let at = written.iter().find_map(|w| text.find(w.as_str()).map(|at| at..at + w.len())).unwrap_or(0..0);
            report.push(rules::TEMPLATE_UNDEFINED.at(
                Some(chapter.text.place(at)),
                format!("er is geen {function} `{}`", shorten(argument)),
                near.map_or_else(
                    || "Verbeter de naam, of voeg toe wat ontbreekt.".into(),
                    |n| format!("Bedoelt u `{n}`?"),
                ),
            ));
        }
    }
    report
}

/// The part of a name that is not there, and what is there instead; none when all is right, or when that cannot be told.
fn unknown<'a>(name: &'a str, root: &'a Kind) -> Option<(&'a str, &'a BTreeMap<String, Kind>)> {
    let mut kind = root;
    for (at, part) in name.split('.').enumerate() {
        while let Kind::List(element) = kind {
            kind = element;
        }
        let Kind::Record(fields) = kind else { return None };
        match fields.get(part) {
            Some(field) => kind = field,
            // What only the confidential edition has, is not among the kinds.
            None if part == "vertrouwelijk" || (at == 0 && ONLY_CHAPTERS.contains(&part)) => return None,
            None => return Some((part, fields)),
        }
    }
    None
}

/// Where a name first stands as a whole word.
fn find(text: &str, word: &str) -> Range<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut places = text.match_indices(word).map(|(at, _)| at..at + word.len());
    let whole = |range: &Range<usize>| {
        !text[..range.start].chars().next_back().is_some_and(part)
            && !text[range.end..].chars().next().is_some_and(part)
    };
    // In a tag rather than in the prose before it.
    let tagged =
        |range: &Range<usize>| text[..range.start].rfind(['{', '}']).is_some_and(|at| text[at..].starts_with('{'));
    places.clone().find(|r| whole(r) && tagged(r)).or_else(|| places.find(whole)).unwrap_or(0..0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::source::{LIMITS, SourceSet};
    use crate::nouns::library;

    fn told(text: &str) -> Vec<String> {
        let mut set = SourceSet::new(LIMITS);
        for (path, text) in [
            ("hoofdstukken/a/1.0.0/hoofdstuk.md", text),
            (
                "hoofdstukken/a/1.0.0/hoofdstuk.toml",
                "titel = \"A\"\ndocument = \"p\"\nplaats = 1\nherkomst = \"x\"\ngeldig_van = 2026-01-01\n",
            ),
            (
                "rechtsfeiten.toml",
                "[[feiten]]\nid = \"wgs\"\nonderwerp = \"x\"\ntekst = \"y\"\nbron = \"z\"\ngeverifieerd_op = 2026-01-01\nmerk = \"V\"\n",
            ),
            ("begrippen.toml", "[[begrippen]]\nterm = \"EMM\"\nbetekenis = \"x\"\n"),
            ("profiel.toml", "[[feiten]]\nid = \"haven\"\nlabel = \"x\"\nvraag = \"y\"\n"),
        ] {
            set.insert(path, text.as_bytes().to_vec()).unwrap();
        }
        let (library, _) = library::read(&set, &GlyphSet::every());
        let chapter = library.chapters["a"].values().next().unwrap();
        let report = check(chapter, &library, &["rechtsfeit", "begrip", "hoofdstuk", "meldroute", "maatregelen_voor"]);
        report.sorted().iter().map(|d| format!("{} {} {}", d.place.as_ref().unwrap(), d.title, d.action)).collect()
    }

    #[test]
    fn what_is_there_tells_nothing() {
        let text = "De naam. {{ gemeente.naam }}{% if profiel.haven %}{{ profiel.haven.bron }}{% endif %}{{ rechtsfeit(\"wgs\") }}{{ begrip('EMM') }}{{ hoofdstuk(\"a\") }}{{ meldroute() }}{% for m in maatregelen_voor(\"arbeid\") %}{{ m.titel }}{{ loop.index }}{% endfor %}{% for m in maatregelen if m.doel and m.doel.id == \"x\" %}{{ m.doel.titel }}{{ m.met_wie[0].naam }}{% endfor %}{{ toets[\"kader\"].woorden }}{{ cijfers.signalen.totaal }}{{ de_raad }}{{ gemeente.naam|upper }}";
        assert_eq!(told(text), [""; 0]);
    }

    #[test]
    fn what_is_not_there_is_told_in_every_branch() {
        let text = "De naem. {% if false %}{{ gemeente.naem }} {{ profiel.havven.bron }}{% for m in maatregelen %}{{ m.titel_kort }}{% endfor %}{% endif %}\n{{ rechtsfeit(\"wgz\") }} {{ begrip('EM') }} {{ hoofdstuk(\"b\") }} {{ meldroutte() }} {{ ding }}";
        assert_eq!(
            told(text),
            [
                "hoofdstukken/a/1.0.0/hoofdstuk.md:1:36 dit gegeven bestaat niet: `gemeente.naem` Bedoelt u `naam`?",
                "hoofdstukken/a/1.0.0/hoofdstuk.md:1:55 dit gegeven bestaat niet: `profiel.havven.bron` Bedoelt u `haven`?",
                "hoofdstukken/a/1.0.0/hoofdstuk.md:1:100 dit gegeven bestaat niet: `maatregelen.titel_kort` Verbeter de naam; `beleid schema` laat zien welke gegevens er zijn.",
                "hoofdstukken/a/1.0.0/hoofdstuk.md:2:4 er is geen rechtsfeit `wgz` Bedoelt u `wgs`?",
                "hoofdstukken/a/1.0.0/hoofdstuk.md:2:28 er is geen begrip `EM` Bedoelt u `EMM`?",
                "hoofdstukken/a/1.0.0/hoofdstuk.md:2:47 er is geen hoofdstuk `b` Bedoelt u `a`?",
                "hoofdstukken/a/1.0.0/hoofdstuk.md:2:68 er is geen onderdeel `meldroutte` Bedoelt u `meldroute`?",
                "hoofdstukken/a/1.0.0/hoofdstuk.md:2:87 dit gegeven bestaat niet: `ding` Verbeter de naam; `beleid schema` laat zien welke gegevens er zijn.",
            ]
        );
    }
}
