//! The legal facts themselves: a period that can be, a replacement that is there and that leads somewhere.
//!
//! It deliberately does not look at a chapter.

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::nouns::library::Rechtsfeit;

/// Tells what is wrong with the dates and replacements of the facts.
pub fn check_facts(legal: &[Rechtsfeit]) -> Report {
    let mut report = Report::default();
    for fact in legal {
        if let (Some(from), Some(to)) = (&fact.van, &fact.tot)
            && to.value < from.value
        {
            report.push(rules::END_BEFORE_START.at(
                Some(to.place.clone()),
                format!("het einde ({}) ligt voor het begin ({})", dutch::date(to.value), dutch::date(from.value)),
                "Verbeter een van de twee datums.",
            ));
        }
        let Some(next) = &fact.vervangen_door else { continue };
        let (title, action) = if find(legal, &next.value.0).is_none() {
            let near = dutch::nearest(&next.0, legal.iter().map(|f| f.id.0.as_str()));
            let action = near.map_or_else(
                || "Voeg het feit toe, of haal vervangen_door weg.".to_owned(),
                |near| format!("Bedoelt u `{near}`?"),
            );
            (format!("er is geen rechtsfeit `{}`", next.0), action)
        } else if replacement(legal, fact).is_none() {
            let action = "Laat vervangen_door wijzen naar het feit dat nu geldt.".to_owned();
            (format!("`{}` wordt via een omweg vervangen door zichzelf", fact.id.0), action)
        } else {
            continue;
        };
        report.push(rules::BROKEN_REFERENCE.at(Some(next.place.clone()), title, action));
    }
    report
}

pub(super) fn find<'a>(legal: &'a [Rechtsfeit], id: &str) -> Option<&'a Rechtsfeit> {
    legal.iter().find(|fact| fact.id.0 == id)
}

/// What stands in the place of a fact in the end; none when nothing does, or when the facts go round.
pub(super) fn replacement<'a>(legal: &'a [Rechtsfeit], fact: &Rechtsfeit) -> Option<&'a Rechtsfeit> {
    let mut at = find(legal, &fact.vervangen_door.as_ref()?.0)?;
    for _ in 0..legal.len() {
        if at.id.0 == fact.id.0 {
            return None;
        }
        match at.vervangen_door.as_ref().and_then(|next| find(legal, &next.0)) {
            Some(next) => at = next,
            None => return Some(at),
        }
    }
    None
}
