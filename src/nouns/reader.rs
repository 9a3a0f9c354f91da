//! `Reader`: what reading a file needs besides its tree, and the fault that every kind of value can tell.
//!
//! It deliberately does not know values or records.

use std::sync::Arc;

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::glyphs::GlyphSet;
use crate::ground::source::{Encoding, Source};
use crate::ground::tree::Node;

/// What reading needs besides the tree: where faults go and which characters can be shown.
pub struct Reader<'a> {
    /// Collects every fault.
    pub report: &'a mut Report,
    /// What the fonts cover.
    pub glyphs: &'a GlyphSet,
    /// The keys of the blocks around what is being read, so that a gap can be named in full.
    pub within: Vec<&'static str>,
}

impl<'a> Reader<'a> {
    /// A reader at the root of a file.
    pub fn new(report: &'a mut Report, glyphs: &'a GlyphSet) -> Self {
        Self { report, glyphs, within: Vec::new() }
    }

    /// A key with the blocks around it: `evaluatie.datum`.
    pub fn full_key(&self, key: &str) -> String {
        self.within.iter().copied().chain([key]).collect::<Vec<_>>().join(".")
    }
}

/// Tells that a file is no text, or was read as an older encoding. False when it has no text to read.
pub fn tell_encoding(source: &Arc<Source>, rd: &mut Reader<'_>) -> bool {
    let (path, place) = (source.path(), Some(source.place(0..0)));
    let older = match source.encoding() {
        Encoding::Utf8 => return true,
        Encoding::Binary => {
            rd.report.push(rules::FILE_BINARY.at(
                place,
                format!("`{path}` is geen leesbare tekst"),
                "Sla het bestand op als tekst, of een werkblad als CSV (UTF-8).",
            ));
            return false;
        }
        Encoding::Utf16 => "UTF-16",
        Encoding::Windows1252 => "Windows-1252",
    };
    rd.report.push(rules::FILE_ENCODING.at(
        place,
        format!("`{path}` is niet opgeslagen in UTF-8; het is gelezen als {older}"),
        "Kijk of letters met accenten goed zijn, en sla het bestand op als UTF-8.",
    ));
    true
}

/// Most rows or blocks that a document shows one by one. No gemeente has more measures; a wrong file may.
pub const MOST_ROWS: usize = 5_000;

/// Tells that there are more rows or blocks than `most`, at the first that is too many. False when there are not.
pub fn tell_too_many(rows: &[Node], most: usize, rd: &mut Reader<'_>) -> bool {
    let Some(first) = rows.get(most) else { return false };
    let number = |n: usize| dutch::integer(i64::try_from(n).unwrap_or(i64::MAX));
    rd.report.push(rules::FILE_TOO_LARGE.at(
        Some(first.place.clone()),
        format!("hier staan {} rijen, en er kunnen er {} zijn", number(rows.len()), number(most)),
        "Haal weg wat er niet in hoort. Is dit wel het goede bestand?",
    ));
    true
}

/// Tells that another kind of value was expected.
pub fn wrong_kind(node: &Node, expected: &str, example: &str, rd: &mut Reader<'_>) {
    rd.report.push(rules::WRONG_KIND.at(
        Some(node.place.clone()),
        format!("hier hoort {expected}, maar er staat {}", node.value.kind()),
        format!("Schrijf: {example}."),
    ));
}
