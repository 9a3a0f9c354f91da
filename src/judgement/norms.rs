//! Whether norms are whole and readable, and whether a dossier refers to them as they are.
//!
//! It deliberately judges no gemeente; `assess` does.

use std::collections::BTreeMap;

use super::check::Known;
use super::kinds::{self, Kind};
use super::typing::{self, Wanted};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::ground::toml::shorten;
use crate::nouns::dossier::Dossier;
use crate::nouns::jaar::Jaar;
use crate::nouns::library::Library;
use crate::nouns::norm::{Criterium, Norm};
use crate::nouns::record::suggestion;

/// Every fault of the norms, and of the conditions of chapters and documents, that shows without a dossier.
pub fn check_library(library: &Library) -> Report {
    let mut report = Report::default();
    let names = kinds::root(&library.facts);
    for norm in library.norms.values().flat_map(BTreeMap::values) {
        check_norm(norm, &names, &mut report);
    }
    for chapter in library.chapters.values().flat_map(BTreeMap::values) {
        if let Some(condition) = &chapter.meta.voorwaarde {
            check_expression(condition, &names, Wanted::Truth, &rules::CONDITION, &mut report);
        }
    }
    for document in library.documents.values() {
        for condition in document.voorwaarde.iter().chain(document.titels.iter().map(|t| &t.als)) {
            check_expression(condition, &names, Wanted::Truth, &rules::CONDITION, &mut report);
        }
    }
    report
}

fn check_norm(norm: &Norm, names: &Kind, report: &mut Report) {
    let tell = |report: &mut Report, place: &Place, title: String, action: &str| {
        report.push(rules::NORM_CONTENT.at(Some(place.clone()), title, action));
    };
    let groups: Vec<&str> = norm.groepen.iter().map(|g| g.id.0.as_str()).collect();
    let mut ids: BTreeMap<&str, &Place> = BTreeMap::new();
    for criterium in &norm.criteria {
        let id = &criterium.id;
        let first = *ids.entry(id.0.as_str()).or_insert(&id.place);
        if *first != id.place {
            report.push(rules::DUPLICATE_ID.at(
                Some(id.place.clone()),
                format!("criterium `{}` staat er twee keer (de eerste op {first})", id.0.to_uppercase()),
                "Geef een van de twee een ander id.",
            ));
        }
        if !groups.contains(&criterium.groep.0.as_str()) {
            tell(
                report,
                &criterium.groep.place,
                format!("er is geen groep `{}` in deze norm", shorten(&criterium.groep.0)),
                &suggestion(&criterium.groep.0, &groups),
            );
        }
        check_criterium(criterium, names, report);
    }
    let all: Vec<&str> = ids.keys().copied().collect();
    for also in norm.criteria.iter().flat_map(|c| &c.dekt) {
        if !ids.contains_key(also.0.as_str()) {
            report.push(rules::BROKEN_REFERENCE.at(
                Some(also.place.clone()),
                format!("er is geen criterium `{}` in deze norm", also.0.to_uppercase()),
                suggestion(&also.0, &all),
            ));
        }
    }
}

fn check_criterium(criterium: &Criterium, names: &Kind, report: &mut Report) {
    let id = criterium.id.0.to_uppercase();
    let computed = criterium.voldoet.is_some() || !criterium.eisen.is_empty();
    let title = match (computed, criterium.oordeel.is_some()) {
        (false, false) => Some(format!("{id} heeft niets om te toetsen")),
        (true, true) => Some(format!("{id} heeft eisen, en vraagt toch het oordeel van een mens")),
        _ if criterium.voldoet.is_some() && !criterium.eisen.is_empty() => {
            Some(format!("{id} heeft `voldoet` en ook eisen"))
        }
        _ if criterium.nvt.is_some() != criterium.nvt_reden.is_some() => {
            Some(format!("{id} heeft van `nvt` en `nvt_reden` maar een van de twee"))
        }
        _ => None,
    };
    if let Some(title) = title {
        report.push(rules::NORM_CONTENT.at(
            Some(criterium.id.place.clone()),
            title,
            "Een criterium heeft eisen, of `voldoet`, of oordeel = \"mens\". Bij `nvt` hoort een reden.",
        ));
    }
    let truths = [&criterium.voldoet, &criterium.deels, &criterium.bekend, &criterium.nvt];
    let truths = truths.into_iter().flatten().chain(criterium.eisen.iter().map(|e| &e.als));
    for at in truths {
        check_expression(at, names, Wanted::Truth, &rules::NORM_EXPRESSION, report);
    }
    for at in [&criterium.bewijs_uit, &criterium.verloopt_uit].into_iter().flatten() {
        check_expression(at, names, Wanted::Date, &rules::NORM_EXPRESSION, report);
    }
}

fn check_expression(at: &At<String>, names: &Kind, wanted: Wanted, rule: &'static Rule, report: &mut Report) {
    for finding in typing::check(&at.value, names, wanted) {
        let written = at.value.get(finding.range.clone()).unwrap_or(&at.value);
        let title = format!("{}: `{}`", finding.title, shorten(written));
        report.push(rule.at(Some(inside(at, &finding.range)), title, finding.action));
    }
}

/// The place of a part of a text; of the whole text when it is written with escapes.
fn inside(at: &At<String>, range: &std::ops::Range<usize>) -> Place {
    match at.place.text().find(&at.value) {
        Some(start) => {
            let start = at.place.start + start;
            at.place.source.place(start + range.start..start + range.end)
        }
        None => at.place.clone(),
    }
}

/// Whether the gemeente names norms that there are, and its measures criteria that there are.
pub(super) fn check_gemeente(dossier: &Dossier, library: &Library, report: &mut Report) {
    let known: Vec<&str> = library.norms.keys().map(String::as_str).collect();
    for named in &dossier.gemeente.normen {
        if !known.contains(&named.0.as_str()) {
            report.push(rules::UNKNOWN_NORM.at(
                Some(named.place.clone()),
                format!("er is geen norm `{}`", shorten(&named.0)),
                suggestion(&named.0, &known),
            ));
        }
    }
    let mut criteria = criteria(library);
    dossier.maatregelen.iter().flat_map(|m| &m.criterium).for_each(|id| criteria.check(id, report));
}

/// Whether evidence and judgements of a year are of criteria that there are, of a kind that they take.
pub(super) fn check_year(library: &Library, year: &Jaar, report: &mut Report) {
    let mut known = criteria(library);
    year.evidence.iter().for_each(|row| known.check(&row.criterium, report));
    year.judgements.iter().for_each(|row| known.check(&row.criterium, report));
    for row in &year.evidence {
        // As the newest version of each norm asks it: an older one may have taken any kind.
        let versions: Vec<&Criterium> = library
            .norms
            .values()
            .filter_map(|v| v.values().rev().find_map(|n| n.criteria.iter().find(|c| c.id.0 == row.criterium.0)))
            .collect();
        let kinds: Vec<&str> = versions.iter().flat_map(|c| &c.bewijssoorten).map(|k| k.value.as_str()).collect();
        let takes = |c: &&Criterium| {
            c.bewijssoorten.is_empty() || c.bewijssoorten.iter().any(|k| k.value.eq_ignore_ascii_case(row.soort.trim()))
        };
        if !versions.is_empty() && !versions.iter().any(takes) {
            report.push(rules::EVIDENCE_KIND.at(
                Some(row.soort.place.clone()),
                format!(
                    "bij {} telt bewijs van de soort `{}` niet",
                    row.criterium.0.to_uppercase(),
                    shorten(&row.soort)
                ),
                suggestion(&row.soort, &kinds),
            ));
        }
    }
    for row in &year.judgements {
        let mut versions = with_id(library, &row.criterium.0).peekable();
        if versions.peek().is_some() && !versions.any(|c| c.oordeel.is_some()) {
            report.push(rules::HUMAN_JUDGEMENT.at(
                Some(row.criterium.place.clone()),
                format!("over {} oordeelt geen mens: het wordt berekend", row.criterium.0.to_uppercase()),
                "Haal de rij weg. `beleid toets --waarom` laat zien welke gegevens tellen.",
            ));
        }
    }
}

/// Evidence of the year that has not come about at the peildatum.
pub(super) fn tell_later(year: &Jaar, peildatum: chrono::NaiveDate, report: &mut Report) {
    for row in year.evidence.iter().filter(|row| row.datum.value > peildatum) {
        report.push(rules::EVIDENCE_LATER.at(
            Some(row.datum.place.clone()),
            format!("dit bewijs is van na de peildatum {}", dutch::date(peildatum)),
            "Controleer de datum. Het bewijs telt pas bij een latere peildatum.",
        ));
    }
}

fn criteria(library: &Library) -> Known<'_> {
    let all = library.norms.values().flat_map(BTreeMap::values).flat_map(|n| &n.criteria).map(|c| &c.id);
    Known::new("criterium", "", all)
}

fn with_id<'a>(library: &'a Library, id: &'a str) -> impl Iterator<Item = &'a Criterium> {
    let all = library.norms.values().flat_map(BTreeMap::values).flat_map(|n| &n.criteria);
    all.filter(move |c| c.id.0 == *id)
}
