//! Which chapters a document has: the newest version valid at the peildatum whose condition holds.
//!
//! It deliberately does not read the text of a chapter.

use std::collections::BTreeMap;

use super::expression::Evaluator;
use super::kinds;
use super::typing::{self, Wanted};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::source::At;
use crate::ground::toml::shorten;
use crate::nouns::library::{Chapter, Library, Soort};
use crate::nouns::order::Order;
use crate::nouns::scalar::Id;

/// A chapter of the document, with its parts.
#[derive(Debug, Clone)]
pub struct Selected<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// `8`, `A`, or none before the first chapter.
    pub number: Option<String>,
    /// Chapters that are sections of this one.
    pub parts: Vec<Selected<'a>>,
}

/// The chapters of a document in order, numbered.
pub fn select<'a>(
    library: &'a Library,
    order: &Order,
    evaluator: &Evaluator,
    report: &mut Report,
) -> Vec<Selected<'a>> {
    let mut chosen: Vec<&Chapter> = Vec::new();
    for versions in library.chapters.values() {
        let Some(chapter) = newest_valid(versions.values(), order, report) else { continue };
        let holds = match &chapter.meta.voorwaarde {
            None => true,
            Some(condition) => evaluator.holds(&condition.value).unwrap_or_else(|fault| {
                // What is wrong with a condition by itself was told when the templates were read.
                if typing::check(&condition.value, &kinds::root(&library.facts), Wanted::Truth).is_empty() {
                    report.push(rules::CONDITION.at(
                        Some(condition.place.clone()),
                        format!("{}: `{}`", fault.sentence(), shorten(&condition.value)),
                        "Schrijf een voorwaarde als profiel.haven or profiel.grensregio.",
                    ));
                }
                false
            }),
        };
        if holds {
            chosen.push(chapter);
        }
    }
    chosen.sort_by_key(|c| (c.meta.plaats.value, &c.name));
    let mut selected: Vec<Selected<'a>> = Vec::new();
    let (mut chapters, mut annexes) = (0u32, 0u32);
    for chapter in chosen.iter().copied().filter(|c| c.meta.onderdeel_van.is_none()) {
        let number = match kind(chapter) {
            Soort::Vooraf => None,
            Soort::Hoofdstuk => {
                chapters += 1;
                Some(chapters.to_string())
            }
            Soort::Bijlage => {
                annexes += 1;
                Some(letters(annexes))
            }
        };
        selected.push(Selected { chapter, number, parts: Vec::new() });
    }
    for chapter in chosen {
        let Some(parent) = &chapter.meta.onderdeel_van else { continue };
        match selected.iter_mut().find(|s| s.chapter.name == parent.0) {
            Some(whole) => whole.parts.push(Selected { chapter, number: None, parts: Vec::new() }),
            None => tell_parent(chapter, parent, library, report),
        }
    }
    selected
}

/// A part goes where its whole goes. A whole that can never be there is told, because the part would silently be lost.
fn tell_parent(chapter: &Chapter, parent: &At<Id>, library: &Library, report: &mut Report) {
    let versions = library.chapters.get(&parent.0).map(BTreeMap::values);
    let wholes: Vec<&Chapter> =
        versions.into_iter().flatten().filter(|c| c.meta.document.0 == chapter.meta.document.0).collect();
    let (title, action) = if wholes.is_empty() {
        let names: Vec<&str> = library
            .chapters
            .values()
            .flat_map(|v| v.values())
            .filter(|c| c.meta.document.0 == chapter.meta.document.0)
            .map(|c| c.name.as_str())
            .collect();
        let near = dutch::nearest(&parent.0, names);
        let action = near.map_or_else(
            || "Noem een hoofdstuk van hetzelfde document, of haal onderdeel_van weg.".into(),
            |name| format!("Bedoelt u `{name}`?"),
        );
        (format!("het document heeft geen hoofdstuk `{}`", parent.0), action)
    } else if wholes.iter().all(|c| c.meta.onderdeel_van.is_some()) {
        let title = format!("hoofdstuk `{}` is zelf een onderdeel", parent.0);
        (title, "Noem een hoofdstuk dat geen onderdeel is, of haal onderdeel_van weg.".into())
    } else {
        return;
    };
    report.push(rules::UNKNOWN_CHAPTER.at(Some(parent.place.clone()), title, action));
}

/// `A` to `Z`, then `AA`.
fn letters(number: u32) -> String {
    let last = char::from_u32(u32::from('A') + (number - 1) % 26).unwrap_or('A');
    let before = (number - 1) / 26;
    if before == 0 { last.to_string() } else { format!("{}{last}", letters(before)) }
}

/// Where a chapter stands.
pub fn kind(chapter: &Chapter) -> Soort {
    chapter.meta.soort.as_ref().map_or(Soort::Hoofdstuk, |s| s.value)
}

fn newest_valid<'a>(
    versions: impl Iterator<Item = &'a Chapter>,
    order: &Order,
    report: &mut Report,
) -> Option<&'a Chapter> {
    let versions: Vec<&Chapter> = versions.filter(|c| c.meta.document.0 == order.document).collect();
    let valid = versions.iter().rev().find(|c| {
        c.meta.geldig_van.value <= order.peildatum
            && c.meta.geldig_tot.as_ref().is_none_or(|tot| order.peildatum <= tot.value)
    });
    if let Some(chapter) = valid {
        return Some(chapter);
    }
    let newest = versions.last()?;
    report.push(rules::NO_VALID_VERSION.at(
        Some(newest.meta.geldig_van.place.clone()),
        format!("hoofdstuk `{}` heeft geen versie die geldt op {}", newest.name, dutch::date(order.peildatum)),
        format!(
            "Versie {} is gebruikt. Vraag de beheerder van het hoofdstuk om een versie die dan geldt.",
            newest.version
        ),
    ));
    Some(newest)
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn annexes_go_on_after_z() {
        assert_eq!([1, 26, 27, 52, 53, 703].map(letters), ["A", "Z", "AA", "AZ", "BA", "AAA"]);
    }
}
