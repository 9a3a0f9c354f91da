//! What a gemeente wrote at a chapter, laid over it: behind it, in its place, or at one of its named parts.
//!
//! It deliberately works on blocks and never on the chapter's source, so that no text of a gemeente becomes a template
//! and a condition around a part still decides whether it is there.

use std::ops::Range;

use super::manuscript::{Block, Node};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::nouns::dossier::LocalText;
use crate::nouns::library::Chapter;
use crate::nouns::record::suggestion;
use crate::nouns::section::{Section, sections};

/// Lays texts at named parts over the blocks of a chapter. `read` reads a text, given the level of the
/// heading above it in the chapter, if there is one.
pub fn lay<'a>(
    mut nodes: Vec<Node>,
    chapter: &Chapter,
    locals: impl Iterator<Item = &'a LocalText>,
    report: &mut Report,
    mut read: impl FnMut(&LocalText, Option<u8>, &mut Report) -> Vec<Node>,
) -> Vec<Node> {
    let parts = sections(chapter.text.text());
    for local in locals {
        let Some(name) = &local.part else { continue };
        let Some(part) = parts.iter().find(|part| part.name == *name) else {
            tell_gone(local, name, chapter, &parts, report);
            continue;
        };
        let Some(place) = within(&nodes, chapter, &part.body) else {
            report.push(rules::PART_NOT_SHOWN.at(
                Some(local.source.place(0..0)),
                format!("deel `{name}` van hoofdstuk `{}` staat niet in dit document", chapter.name),
                "Uw tekst komt erbij zodra het deel er staat. Kijk anders of het deel een voorwaarde heeft.",
            ));
            continue;
        };
        let above = heading_before(&nodes, place.start);
        let own = read(local, above, report);
        let target = if local.replaces { place } else { place.end..place.end };
        nodes.splice(target, own);
    }
    nodes
}

/// The blocks that a range of the chapter gave; what a text of the gemeente brought there counts with them.
fn within(nodes: &[Node], chapter: &Chapter, range: &Range<usize>) -> Option<Range<usize>> {
    let here = |node: &Node| {
        node.origin.as_ref().is_some_and(|place| {
            place.source.path() == chapter.text.path() && place.start >= range.start && place.start < range.end
        })
    };
    let first = nodes.iter().position(here)?;
    let last = nodes.iter().rposition(here)?;
    Some(first..last + 1)
}

/// The level of the last heading before a block: what it stands under.
fn heading_before(nodes: &[Node], at: usize) -> Option<u8> {
    nodes.get(..at)?.iter().rev().find_map(|node| match &node.block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    })
}

fn tell_gone(local: &LocalText, name: &str, chapter: &Chapter, parts: &[Section], report: &mut Report) {
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    let action = if names.is_empty() {
        format!("Zet de tekst bij het hele hoofdstuk: teksten/{}.md.", chapter.name)
    } else {
        suggestion(name, &names)
    };
    report.push(rules::PART_UNKNOWN.at(
        Some(local.source.place(0..0)),
        format!("hoofdstuk `{}` {} heeft geen deel `{name}`; uw tekst staat nu nergens", chapter.name, chapter.version),
        action,
    ));
}
