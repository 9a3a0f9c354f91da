//! Whether counts can be so: quarters, totals, the population, years, the rules for small counts, and own words.
//!
//! It deliberately compares counts only for equality and with the population; their size is for disclosure control.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::MOST_GROUPS;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::nouns::count::PersonCount;
use crate::nouns::dossier::Dossier;
use crate::nouns::jaar::Jaar;
use crate::nouns::order::Order;
use crate::nouns::telling::{Eenheid, Onderdeel, form_of};

/// Every check of counts that does not depend on an order.
pub(super) fn check(dossier: &Dossier, report: &mut Report) {
    check_privacy(dossier, report);
    let population = dossier.gemeente.inwoners.as_ref().map(|i| i.value);
    let mut counts: Vec<&At<PersonCount>> = dossier.eerder.iter().map(|e| &e.aantal).collect();
    for jaar in dossier.jaren.values() {
        counts.extend(jaar.counts.values().flatten().filter_map(|t| t.aantal.as_ref()));
        for unit in Eenheid::ALL {
            check_total(jaar, *unit, report);
            check_groups(jaar, *unit, report);
        }
        check_rows(jaar, report);
    }
    if let Some(population) = population {
        for count in counts.into_iter().filter(|c| c.value.exceeds_population(population)) {
            tell(
                report,
                &rules::TOO_MANY,
                &count.place,
                format!("dit is meer dan de gemeente inwoners heeft ({})", dutch::integer(i64::from(population))),
                "Verbeter het aantal, of het inwonertal in gemeente.toml.",
            );
        }
    }
    check_earlier(dossier, report);
    check_words(dossier, report);
}

/// Whether the year of a report had begun at the peildatum.
pub(super) fn check_order(dossier: &Dossier, order: &Order, report: &mut Report) {
    let Some(year) = order.year.and_then(|y| dossier.jaren.get(&y)) else { return };
    if chrono::NaiveDate::from_ymd_opt(year.year, 1, 1).is_some_and(|first| first > order.peildatum) {
        let place = year.text.peildatum.as_ref().map_or(&year.text.place, |p| &p.place);
        tell(
            report,
            &rules::YEAR_AFTER,
            place,
            format!("het verslag gaat over {}, maar de peildatum is {}", year.year, dutch::date(order.peildatum)),
            "Verbeter de peildatum in jaar.toml, of de naam van de map.",
        );
    }
}

fn tell(report: &mut Report, rule: &'static Rule, place: &Place, title: String, action: &str) {
    report.push(rule.at(Some(place.clone()), title, action));
}

fn check_privacy(dossier: &Dossier, report: &mut Report) {
    let Some(threshold) = &dossier.gemeente.privacy.drempel else { return };
    if threshold.value < 3 {
        tell(
            report,
            &rules::BAD_PRIVACY,
            &threshold.place,
            format!("een drempel van {} beschermt niemand", threshold.value),
            "Kies 3 of meer, of laat de drempel weg; dan is hij 5.",
        );
    } else if threshold.value != 5 && dossier.gemeente.privacy.reden.is_none() {
        tell(
            report,
            &rules::BAD_PRIVACY,
            &threshold.place,
            format!("de drempel is {} in plaats van 5, zonder reden", threshold.value),
            "Voeg reden = \"…\" toe; de reden komt in het verslag.",
        );
    }
}

/// A row that declares the total, against the sum of the others.
fn check_total(jaar: &Jaar, unit: Eenheid, report: &mut Report) {
    let Some(rows) = jaar.counts.get(&unit) else { return };
    let (parts, totals): (Vec<_>, Vec<_>) = rows.iter().partition(|t| t.vorm.value.form().is_some());
    let count = |t: &&crate::nouns::telling::Telling| t.aantal.as_ref().map_or(PersonCount::new(1), |n| n.value);
    let sum = PersonCount::sum(parts.iter().map(count));
    for total in totals.iter().filter(|t| !parts.is_empty() && count(t) != sum) {
        tell(
            report,
            &rules::TOTAL_MISMATCH,
            &total.place,
            format!("het totaal van de {} is niet de som van de andere rijen", unit.label()),
            "Verbeter het totaal of de rijen, of haal de rij met het totaal weg.",
        );
    }
    if let Some(second) = totals.get(1) {
        tell(
            report,
            &rules::TOTAL_MISMATCH,
            &second.place,
            "het totaal staat er twee keer".into(),
            "Houd één rij met het totaal over.",
        );
    }
}

/// Sources and follow-ups are groups; one word for each row is a description.
fn check_groups(jaar: &Jaar, unit: Eenheid, report: &mut Report) {
    let Some(rows) = jaar.counts.get(&unit) else { return };
    for (name, pick) in [
        ("bronnen", (|t| t.bron.as_ref()) as fn(&crate::nouns::telling::Telling) -> Option<&At<String>>),
        ("soorten opvolging", |t| t.opvolging.as_ref()),
    ] {
        let groups: BTreeSet<String> = rows.iter().filter_map(pick).map(|at| at.value.to_lowercase()).collect();
        if let Some(first) = rows.iter().find_map(pick).filter(|_| groups.len() > MOST_GROUPS) {
            tell(
                report,
                &rules::TOO_MANY_GROUPS,
                &first.place,
                format!("{} verschillende {name} bij de {}", groups.len(), unit.label()),
                "Gebruik een paar vaste woorden, zoals politie, zorg, inwoner. Deze verdeling staat nu niet in het verslag.",
            );
        }
    }
}

fn check_rows(jaar: &Jaar, report: &mut Report) {
    let quarters = jaar.counts.values().flatten().filter_map(|t| t.kwartaal.as_ref());
    for quarter in quarters.filter(|k| !(1..=4).contains(&k.value)) {
        tell(
            report,
            &rules::BAD_NUMBER,
            &quarter.place,
            format!("`{}` is geen kwartaal", quarter.value),
            "Schrijf 1, 2, 3 of 4.",
        );
    }
    for row in &jaar.published {
        let value = row.waarde.as_ref();
        let fits = match row.onderdeel.value {
            Onderdeel::Totaal => value.is_none(),
            Onderdeel::Vorm => value.is_some_and(|v| form_of(&v.value).is_some()),
            Onderdeel::Kwartaal => value.is_some_and(|v| matches!(v.value.trim(), "1" | "2" | "3" | "4")),
            Onderdeel::Bron | Onderdeel::Opvolging => value.is_some(),
        };
        if !fits {
            tell(
                report,
                &rules::BAD_CHOICE,
                value.map_or(&row.onderdeel.place, |v| &v.place),
                format!("bij onderdeel `{}` hoort een andere waarde", row.onderdeel.value.word()),
                "Laat waarde leeg bij totaal; noem anders de vorm, de bron, de opvolging of het kwartaal.",
            );
        }
        if i64::from(row.jaar.value) > i64::from(jaar.year) {
            tell(
                report,
                &rules::BAD_NUMBER,
                &row.jaar.place,
                format!("het verslag over {} kon nog niets over {} tonen", jaar.year, row.jaar.value),
                "Verbeter het jaar.",
            );
        }
    }
}

/// Counts of earlier years: of a year that has no file of its own, and one that can be.
fn check_earlier(dossier: &Dossier, report: &mut Report) {
    let mut told = BTreeMap::new();
    for row in &dossier.eerder {
        let year = i32::try_from(row.jaar.value).unwrap_or(i32::MAX);
        if !(1990..=2100).contains(&year) {
            tell(
                report,
                &rules::BAD_NUMBER,
                &row.jaar.place,
                format!("`{}` is geen jaar", row.jaar.value),
                "Schrijf een jaar als 2022.",
            );
            continue;
        }
        let twice = dossier.jaren.get(&year).is_some_and(|j| j.counts.contains_key(&row.eenheid.value));
        if twice && told.insert((row.eenheid.value, year), ()).is_none() {
            tell(
                report,
                &rules::YEAR_TWICE,
                &row.jaar.place,
                format!(
                    "over {year} staan er ook {} in jaren/{year}/{}.csv",
                    row.eenheid.value.label(),
                    row.eenheid.value.word()
                ),
                "Haal de rijen over dit jaar hier weg, of het bestand in de map van het jaar.",
            );
        }
    }
}

/// Words for small numbers; one is left out, since it is also an article.
const SMALL: &[&str] = &["1", "2", "3", "4", "twee", "drie", "vier"];

/// Beginnings of the words for what is counted.
const COUNTED: &[&str] = &["signaal", "signalen", "melding", "slachtoffer", "casus", "zaak", "zaken"];

/// Small counts in texts of the gemeente itself, which disclosure control does not see.
fn check_words(dossier: &Dossier, report: &mut Report) {
    let mut told = |text: &str, place: &dyn Fn(usize, usize) -> Place| {
        for (start, end) in small_counts(text) {
            let written = text.get(start..end).unwrap_or_default();
            tell(
                report,
                &rules::SMALL_IN_TEXT,
                &place(start, end),
                format!("hier staat een klein aantal: `{written}`"),
                "Laat het getal weg of schrijf 'enkele'. Wie de gemeente kent, kan er een persoon in herkennen.",
            );
        }
    };
    let plan = &dossier.plan;
    let own = [
        &plan.aanleiding,
        &plan.ambitie,
        &plan.voorwoord.tekst,
        &plan.lokaal_beeld.samenvatting,
        &plan.lokaal_beeld.risico,
        &plan.lokaal_beeld.onbekend,
    ];
    for at in own.into_iter().flatten() {
        let inside = at.place.text().find(&at.value).map(|found| at.place.start + found);
        told(&at.value, &|start, end| match inside {
            Some(from) => at.place.source.place(from + start..from + end),
            None => at.place.clone(),
        });
    }
    for jaar in dossier.jaren.values() {
        let t = &jaar.text;
        let texts = [&t.samenvatting, &t.duiding, &t.bewustwording, &t.zorg, &t.regionaal, &t.vooruitblik];
        for at in texts.into_iter().flatten().chain(&t.knelpunten).chain(&t.gevraagd) {
            let inside = at.place.text().find(&at.value).map(|found| at.place.start + found);
            told(&at.value, &|start, end| match inside {
                Some(from) => at.place.source.place(from + start..from + end),
                None => at.place.clone(),
            });
        }
    }
    for local in dossier.teksten.values().flatten() {
        told(local.source.text(), &|start, end| local.source.place(start..end));
    }
}

/// Where a text says a small number of signals, reports, victims or cases, in bytes: the number, and the noun at most
/// three words on.
fn small_counts(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        // The end of a sentence ends the search.
        let mark = part.get(word.len()..).unwrap_or_default();
        if !word.is_empty() {
            words.push((start, word));
        }
        if mark.contains(['.', '!', '?', ':', ';', '\n']) {
            words.push((start + word.len(), ""));
        }
    }
    let mut found = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        if !SMALL.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        let after = words.iter().skip(at + 1).take(3).take_while(|(_, w)| !w.is_empty());
        let noun = after.into_iter().find(|(_, w)| COUNTED.iter().any(|c| w.to_lowercase().starts_with(c)));
        if let Some((noun_start, noun)) = noun {
            found.push((*start, noun_start + noun.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_in_words_are_found() {
        let found = |text: &str| small_counts(text).into_iter().map(|(a, b)| text[a..b].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("Er waren drie slachtoffers."), ["drie slachtoffers"]);
        assert_eq!(found("We zagen 2 nieuwe signalen en 14 meldingen."), ["2 nieuwe signalen"]);
        assert_eq!(found("Vier minderjarige mogelijke slachtoffers"), ["Vier minderjarige mogelijke slachtoffers"]);
        assert_eq!(found("Het overleg kwam 3 keer bijeen. Signalen namen toe."), Vec::<String>::new());
        assert_eq!(found("een signaal, 27 signalen, vier hotels"), Vec::<String>::new());
    }
}
