//! The norm applied at the peildatum: a verdict per criterion, on which evidence, and what to do next.
//!
//! It never calls something met without dated evidence, and knows no criterion by name.

use chrono::NaiveDate;

use super::expression::{Evaluator, Fault, months_between};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::nouns::dossier::Dossier;
use crate::nouns::jaar::Bewijs;
use crate::nouns::library::Library;
use crate::nouns::norm::{Criterium, Groep, Norm};
use crate::nouns::order::Order;

/// What the assessment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oordeel {
    /// Met, with dated evidence.
    Voldoet,
    /// Met in part, or met without evidence.
    Deels,
    /// Not met.
    VoldoetNiet,
    /// Nothing is known.
    Onbekend,
}

impl Oordeel {
    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Voldoet => "voldoet",
            Self::Deels => "deels",
            Self::VoldoetNiet => "voldoet niet",
            Self::Onbekend => "onbekend",
        }
    }
}

/// A piece of evidence.
#[derive(Debug, Clone)]
pub struct Evidence<'a> {
    /// The row of `bewijs.csv`; none when the date stands in the other data.
    pub row: Option<&'a Bewijs>,
    /// Its date.
    pub date: NaiveDate,
}

/// The verdict on one criterion.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The criterion.
    pub criterium: &'a Criterium,
    /// The verdict.
    pub oordeel: Oordeel,
    /// Evidence within its maximum age, newest first.
    pub evidence: Vec<Evidence<'a>>,
    /// Whether the data say it is met while the evidence is missing or too old.
    pub unproven: bool,
}

impl Verdict<'_> {
    /// Whether the criterion counts for the total.
    pub fn counts(&self) -> bool {
        self.criterium.verplicht.as_ref().is_some_and(|v| v.value)
    }
}

/// A whole norm applied.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// The norm.
    pub norm: &'a Norm,
    /// A verdict per criterion, in the order of the norm.
    pub verdicts: Vec<Verdict<'a>>,
    /// The total over the criteria that count.
    pub oordeel: Oordeel,
}

impl<'a> Assessment<'a> {
    /// The verdicts of a group.
    pub fn of_group(&self, group: &Groep) -> Vec<&Verdict<'a>> {
        self.verdicts.iter().filter(|v| v.criterium.groep.0 == group.id.0).collect()
    }

    /// The next steps for the criteria that count and are not met, in the order of the norm.
    pub fn steps(&self) -> Vec<&'a str> {
        self.verdicts
            .iter()
            .filter(|v| v.counts() && v.oordeel != Oordeel::Voldoet)
            .map(|v| v.criterium.stap.value.as_str())
            .collect()
    }
}

/// The total of some verdicts: met when all are, not met when one is not, unknown when one is.
pub fn total<'a, 'b: 'a>(verdicts: impl IntoIterator<Item = &'a Verdict<'b>>) -> Oordeel {
    let verdicts: Vec<Oordeel> = verdicts.into_iter().map(|v| v.oordeel).collect();
    if verdicts.is_empty() {
        return Oordeel::Onbekend;
    }
    [Oordeel::VoldoetNiet, Oordeel::Onbekend, Oordeel::Deels]
        .into_iter()
        .find(|o| verdicts.contains(o))
        .unwrap_or(Oordeel::Voldoet)
}

/// Applies the newest version of a norm that is valid at the peildatum.
pub fn assess<'a>(
    norm: &str,
    library: &'a Library,
    dossier: &'a Dossier,
    order: &Order,
    evaluator: &Evaluator,
    report: &mut Report,
) -> Option<Assessment<'a>> {
    let versions = library.norms.get(norm)?;
    let valid = |n: &&Norm| {
        n.geldig_van.value <= order.peildatum && n.geldig_tot.as_ref().is_none_or(|t| order.peildatum <= t.value)
    };
    let norm = versions.values().rev().find(valid).or_else(|| {
        let newest = versions.values().next_back()?;
        report.push(rules::NO_VALID_VERSION.at(
            Some(newest.geldig_van.place.clone()),
            format!("norm `{norm}` heeft geen versie die geldt op {}", dutch::date(order.peildatum)),
            format!(
                "Versie {} is gebruikt. Vraag de beheerder van de norm om een versie die dan geldt.",
                newest.versie.value
            ),
        ));
        Some(newest)
    })?;
    let rows: Vec<&Bewijs> =
        dossier.jaren.values().flat_map(|j| &j.evidence).filter(|b| b.datum.value <= order.peildatum).collect();
    let verdicts: Vec<Verdict<'a>> =
        norm.criteria.iter().map(|c| verdict(c, &rows, order, evaluator, report)).collect();
    let oordeel = total(verdicts.iter().filter(|v| v.counts()));
    Some(Assessment { norm, verdicts, oordeel })
}

fn verdict<'a>(
    criterium: &'a Criterium,
    rows: &[&'a Bewijs],
    order: &Order,
    evaluator: &Evaluator,
    report: &mut Report,
) -> Verdict<'a> {
    let mut ask = |expression: Option<&crate::ground::source::At<String>>, otherwise: bool| match expression {
        None => otherwise,
        Some(at) => evaluator.holds(&at.value).unwrap_or_else(|fault| {
            tell(at, fault, evaluator, report);
            false
        }),
    };
    let known = ask(criterium.bekend.as_ref(), true);
    let met = ask(Some(&criterium.voldoet), false);
    let partly = ask(criterium.deels.as_ref(), false);
    let recent = |date: NaiveDate| {
        let months = months_between(date, order.peildatum);
        months >= 0 && criterium.maximale_leeftijd_maanden.as_ref().is_none_or(|max| months <= i64::from(max.value))
    };
    let mut evidence: Vec<Evidence<'a>> = rows
        .iter()
        .filter(|row| row.criterium.0 == criterium.id.0 && recent(row.datum.value))
        .map(|row| Evidence { row: Some(row), date: row.datum.value })
        .collect();
    if let Some(at) = &criterium.bewijs_uit {
        match evaluator.date(&at.value) {
            Ok(Some(date)) if recent(date) => evidence.push(Evidence { row: None, date }),
            Ok(_) => {}
            Err(fault) => tell(at, fault, evaluator, report),
        }
    }
    evidence.sort_by_key(|e| std::cmp::Reverse(e.date));
    let unproven = known && met && evidence.is_empty();
    if unproven {
        report.push(rules::MET_WITHOUT_EVIDENCE.at(
            None,
            format!(
                "{} lijkt gehaald, maar er is geen bewijs met een datum dat nog geldig is",
                criterium.id.0.to_uppercase()
            ),
            format!(
                "Voeg een rij toe aan bewijs.csv in de map van het jaar. Gevraagd: {}",
                criterium.bewijs.value.trim()
            ),
        ));
    }
    let oordeel = match (known, met, partly) {
        (false, _, _) => Oordeel::Onbekend,
        (true, true, _) if !unproven => Oordeel::Voldoet,
        (true, true, _) | (true, false, true) => Oordeel::Deels,
        (true, false, false) => Oordeel::VoldoetNiet,
    };
    Verdict { criterium, oordeel, evidence, unproven }
}

fn tell(at: &crate::ground::source::At<String>, fault: Fault, evaluator: &Evaluator, report: &mut Report) {
    let near = evaluator.nearest_name(&at.value).filter(|_| fault == Fault::Undefined);
    report.push(rules::NORM_EXPRESSION.at(
        Some(at.place.clone()),
        format!("{}: `{}`", fault.sentence(), crate::ground::toml::shorten(&at.value)),
        near.map_or_else(
            || "Verbeter de uitdrukking in het bestand van de norm.".into(),
            |name| format!("Bedoelt u `{name}`?"),
        ),
    ));
}
