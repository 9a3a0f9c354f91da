//! Whether a gemeente has decided on what a bundle is to hold, and said what its publication asks.
//!
//! It deliberately tells everything that is missing at once, and judges no document: compiling does.

use super::Unbundled;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Stand};
use crate::nouns::dossier::Dossier;
use crate::nouns::order::Order;

/// Why there is no bundle, for who asked one.
pub fn tell_unbundled(why: Unbundled) -> Report {
    let mut report = Report::default();
    let (title, action) = match why {
        Unbundled::TooLarge => {
            ("de documenten zijn samen te groot voor een bundel", "Maak een bundel per document, met --document.")
        }
        Unbundled::Confidential => {
            ("een vertrouwelijke uitgave gaat nooit in een bundel", "Maak een bundel van de openbare uitgave.")
        }
    };
    report.push(rules::BUNDLE_LARGE.at(None, title, action));
    report
}

/// Everything that keeps these documents from being published as adopted.
pub fn tell_not_ready(dossier: &Dossier, orders: &[Order]) -> Report {
    let mut report = Report::default();
    for order in orders.iter().filter(|o| o.stand != Stand::Vastgesteld) {
        let place = order.year.and_then(|y| dossier.jaren.get(&y)).map(|y| y.text.place.clone());
        let (what, action) = match order.year {
            Some(year) => (
                format!("`{}` over {year}", order.document),
                "Vul vastgesteld_op in, kies met --document een ander document, of maak een bundel met --concept.",
            ),
            None => (
                format!("`{}`", order.document),
                "Vul vaststelling.toml in, kies met --document een ander document, of maak een bundel met --concept.",
            ),
        };
        let title = format!("van {what} is geen besluit bekend; de stand is {}", order.stand.word());
        report.push(rules::BUNDLE_UNDECIDED.at(place, title, action));
    }
    let plan = orders.iter().any(|o| o.year.is_none() && o.stand == Stand::Vastgesteld);
    if let Some(decision) = dossier.vaststelling.as_ref().filter(|_| plan) {
        let own = &dossier.plan;
        for (missing, key, step) in [
            (
                decision.citeertitel.is_none() && own.citeertitel.is_none(),
                "citeertitel",
                "Vul de korte titel in waaronder het besluit bekend wordt gemaakt.",
            ),
            (decision.inwerkingtreding.is_none(), "inwerkingtreding", "Vul de dag in waarop het besluit ingaat."),
            (decision.grondslag.is_empty(), "grondslag", "Vul de artikelen of afspraken in waarop het besluit steunt."),
            (
                decision.rubriek.is_none(),
                "rubriek",
                "Kies \"beleidsregel\" of \"ander besluit van algemene strekking\"; vraag het zo nodig aan de griffie of de jurist.",
            ),
            (
                decision.zaaknummer.is_none() && own.zaaknummer.is_none(),
                "zaaknummer",
                "Neem het zaaknummer over uit het zaaksysteem.",
            ),
        ] {
            if missing {
                let title = format!("voor de bekendmaking ontbreekt `{key}`");
                report.push(rules::BUNDLE_FIELD.at(Some(decision.place.clone()), title, step));
            }
        }
    }
    report
}
