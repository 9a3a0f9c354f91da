//! Which chapters a document has: the newest version valid at the peildatum whose condition holds.
//!
//! It deliberately does not read the text of a chapter.

use super::expression::Evaluator;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::nouns::library::{Chapter, Library, Soort};
use crate::nouns::order::Order;

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
pub fn select<'a>(library: &'a Library, order: &Order, evaluator: &Evaluator, report: &mut Report) -> Vec<Selected<'a>> {
    let mut chosen: Vec<&Chapter> = Vec::new();
    for versions in library.chapters.values() {
        let Some(chapter) = newest_valid(versions.values(), order, report) else { continue };
        let holds = match &chapter.meta.voorwaarde {
            None => true,
            Some(condition) => evaluator.holds(&condition.value).unwrap_or_else(|fault| {
                report.push(rules::CONDITION.at(
                    Some(condition.place.clone()),
                    format!("{}: `{}`", fault.sentence(), condition.value),
                    "Schrijf een voorwaarde als profiel.haven or profiel.grensregio.",
                ));
                false
            }),
        };
        if holds {
            chosen.push(chapter);
        }
    }
    chosen.sort_by_key(|c| (c.meta.plaats.value, &c.name));
    let mut selected: Vec<Selected<'a>> = Vec::new();
    let (mut chapters, mut annexes) = (0u32, 0u8);
    for chapter in chosen.iter().copied().filter(|c| c.meta.onderdeel_van.is_none()) {
        let number = match kind(chapter) {
            Soort::Vooraf => None,
            Soort::Hoofdstuk => {
                chapters += 1;
                Some(chapters.to_string())
            }
            Soort::Bijlage => {
                annexes += 1;
                Some(char::from(b'A' + (annexes - 1).min(25)).to_string())
            }
        };
        selected.push(Selected { chapter, number, parts: Vec::new() });
    }
    for chapter in chosen {
        let Some(parent) = &chapter.meta.onderdeel_van else { continue };
        if let Some(whole) = selected.iter_mut().find(|s| s.chapter.name == parent.0) {
            whole.parts.push(Selected { chapter, number: None, parts: Vec::new() });
        } else if !library.chapters.contains_key(&parent.0) {
            report.push(rules::UNKNOWN_CHAPTER.at(
                Some(parent.place.clone()),
                format!("er is geen hoofdstuk `{}`", parent.0),
                "Noem een hoofdstuk dat bestaat, of haal onderdeel_van weg.",
            ));
        }
    }
    selected
}

/// Where a chapter stands.
pub fn kind(chapter: &Chapter) -> Soort {
    chapter.meta.soort.as_ref().map_or(Soort::Hoofdstuk, |s| s.value)
}

fn newest_valid<'a>(versions: impl Iterator<Item = &'a Chapter>, order: &Order, report: &mut Report) -> Option<&'a Chapter> {
    let versions: Vec<&Chapter> = versions.filter(|c| c.meta.document.0 == order.document).collect();
    let valid = versions.iter().rev().find(|c| {
        c.meta.geldig_van.value <= order.peildatum && c.meta.geldig_tot.as_ref().is_none_or(|tot| order.peildatum <= tot.value)
    });
    if let Some(chapter) = valid {
        return Some(chapter);
    }
    let newest = versions.last()?;
    report.push(rules::NO_VALID_VERSION.at(
        Some(newest.meta.geldig_van.place.clone()),
        format!("hoofdstuk `{}` heeft geen versie die geldt op {}", newest.name, dutch::date(order.peildatum)),
        format!("Versie {} is gebruikt. Vraag de beheerder van het hoofdstuk om een versie die dan geldt.", newest.version),
    ));
    Some(newest)
}
