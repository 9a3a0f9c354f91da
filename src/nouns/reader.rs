//! `Reader`: what reading a file needs besides its tree, and the fault that every kind of value can tell.
//!
//! It deliberately does not know values or records.

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::glyphs::GlyphSet;
use crate::ground::tree::Node;

/// What reading needs besides the tree: where faults go and which characters can be shown.
pub struct Reader<'a> {
    /// Collects every fault.
    pub report: &'a mut Report,
    /// What the fonts cover.
    pub glyphs: &'a GlyphSet,
}

/// Tells that another kind of value was expected.
pub fn wrong_kind(node: &Node, expected: &str, example: &str, rd: &mut Reader<'_>) {
    rd.report.push(rules::WRONG_KIND.at(
        Some(node.place.clone()),
        format!("hier hoort {expected}, maar er staat {}", node.value.kind()),
        format!("Schrijf: {example}."),
    ));
}
