//! What changed against a year ago: derived by assessing again at last year's peildatum, with the norm that was valid
//! then. Nobody types it.

use chrono::{Datelike, NaiveDate};

use super::assess::{Assessment, Oordeel, Verdict, assess_all, requirements};
use super::context;
use crate::ground::diagnostic::Report;
use crate::nouns::dossier::Dossier;
use crate::nouns::library::Library;
use crate::nouns::norm::Criterium;
use crate::nouns::order::Order;

/// The assessments of a year ago, if there are data of that year.
#[derive(Debug, Clone)]
pub struct Before<'a> {
    /// The peildatum then.
    pub peildatum: NaiveDate,
    /// The norms as applied then.
    pub assessments: Vec<Assessment<'a>>,
}

/// How a criterion changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The verdict is the same, and so is the question.
    Same,
    /// The verdict went from this one.
    From(Oordeel),
    /// The norm did not have this criterion.
    NewInNorm,
    /// The norm asks something else than it did; the verdict then was this one.
    AskedDifferently(Oordeel),
}

impl<'a> Before<'a> {
    /// Assesses the year before that of the order.
    pub fn of(library: &'a Library, dossier: &'a Dossier, order: &Order) -> Option<Self> {
        let year = context::year_of(dossier, order)?.year.checked_sub(1)?;
        let data = dossier.jaren.get(&year)?;
        let own = data.text.peildatum.as_ref().map(|p| p.value);
        let asked = order.peildatum.with_year(order.peildatum.year().checked_sub(1)?);
        let last_day = NaiveDate::from_ymd_opt(year, 12, 31);
        let peildatum = if order.year.is_some() { own.or(last_day) } else { asked.or(last_day) }?;
        let before = Order { year: Some(year), peildatum, ..order.clone() };
        // Its faults were told in its own year.
        let assessments = assess_all(library, dossier, &before, &mut Report::default());
        Some(Self { peildatum, assessments })
    }

    /// The same norm then.
    pub fn assessment(&self, norm: &str) -> Option<&Assessment<'a>> {
        self.assessments.iter().find(|a| a.norm.id.0 == norm)
    }

    /// How a criterion of a norm changed; none when the norm was not applied then.
    pub fn change(&self, norm: &str, now: &Verdict<'_>) -> Option<Change> {
        let then = self.assessment(norm)?;
        Some(match then.of(&now.criterium.id.0) {
            None => Change::NewInNorm,
            Some(old) if !same_question(old.criterium, now.criterium) => Change::AskedDifferently(old.oordeel),
            Some(old) if old.oordeel == now.oordeel => Change::Same,
            Some(old) => Change::From(old.oordeel),
        })
    }

    /// The criteria that the norm had then and no longer has.
    pub fn dropped(&self, now: &Assessment<'_>) -> Vec<&Verdict<'a>> {
        let then = self.assessment(&now.norm.id.0);
        then.into_iter().flat_map(|t| &t.verdicts).filter(|v| now.of(&v.criterium.id.0).is_none()).collect()
    }
}

/// Whether two versions of a criterion ask the same: other words for the same checks are no change.
fn same_question(a: &Criterium, b: &Criterium) -> bool {
    let checks = |c: &Criterium| requirements(c).into_iter().map(|(_, at)| at.value.clone()).collect::<Vec<_>>();
    let text = |at: &Option<crate::ground::source::At<String>>| at.as_ref().map(|t| t.value.clone());
    let age = |c: &Criterium| c.maximale_leeftijd_maanden.as_ref().map(|m| m.value);
    let kinds = |c: &Criterium| c.bewijssoorten.iter().map(|k| k.value.clone()).collect::<Vec<_>>();
    checks(a) == checks(b)
        && age(a) == age(b)
        && kinds(a) == kinds(b)
        && text(&a.nvt) == text(&b.nvt)
        && a.oordeel.is_some() == b.oordeel.is_some()
        && a.verplicht.as_ref().map(|v| v.value) == b.verplicht.as_ref().map(|v| v.value)
}
