//! The signals of a year, counted per form, source and follow-up, after disclosure control.
//!
//! It deliberately does not add signals to anything else: a signal is no victim and no report.

use std::collections::BTreeMap;

use super::disclosure::{Disclosed, disclose};
use crate::nouns::count::PersonCount;
use crate::nouns::jaar::{Jaar, Signaal};
use crate::nouns::plan::Vorm;

/// The label of signals whose source or follow-up was not written down.
pub const NOT_STATED: &str = "niet vermeld";

/// A year of signals, free to print.
#[derive(Debug, Clone)]
pub struct DisclosedSignals {
    /// The year.
    pub year: i32,
    /// All signals.
    pub total: Disclosed,
    /// Per form of exploitation; every form that occurs in any year.
    pub by_form: Vec<(Vorm, Disclosed)>,
    /// Per source, in alphabetical order.
    pub by_source: Vec<(String, Disclosed)>,
    /// Per follow-up, in alphabetical order.
    pub by_follow_up: Vec<(String, Disclosed)>,
}

/// Counts and discloses the years of which signals are known.
pub fn disclosed<'a>(years: impl IntoIterator<Item = &'a Jaar>) -> Vec<DisclosedSignals> {
    let years: Vec<&Jaar> = years.into_iter().filter(|y| y.signals_known).collect();
    let forms: Vec<Vorm> = Vorm::ALL
        .iter()
        .copied()
        .filter(|v| years.iter().flat_map(|y| &y.signals).any(|s| s.vorm.value == *v))
        .collect();
    years.iter().map(|year| of_year(year, &forms)).collect()
}

fn of_year(year: &Jaar, forms: &[Vorm]) -> DisclosedSignals {
    let by_form: Vec<PersonCount> =
        forms.iter().map(|form| count(year.signals.iter().filter(|s| s.vorm.value == *form))).collect();
    let sources = group(&year.signals, |s| s.bron.as_ref().map(|b| b.value.as_str()));
    let follow_ups = group(&year.signals, |s| s.opvolging.as_ref().map(|o| o.value.as_str()));
    let counts = |groups: &[(String, PersonCount)]| groups.iter().map(|(_, n)| *n).collect::<Vec<_>>();
    let disclosed = disclose(&[by_form, counts(&sources), counts(&follow_ups)]);
    let named = |groups: Vec<(String, PersonCount)>, index: usize| {
        groups.into_iter().map(|(name, _)| name).zip(disclosed.breakdowns[index].iter().copied()).collect()
    };
    DisclosedSignals {
        year: year.year,
        total: disclosed.total,
        by_form: forms.iter().copied().zip(disclosed.breakdowns[0].iter().copied()).collect(),
        by_source: named(sources, 1),
        by_follow_up: named(follow_ups, 2),
    }
}

fn count<'a>(signals: impl Iterator<Item = &'a Signaal>) -> PersonCount {
    PersonCount::sum(signals.map(|s| s.aantal.as_ref().map_or(PersonCount::new(1), |n| n.value)))
}

fn group<'a>(signals: &'a [Signaal], key: impl Fn(&'a Signaal) -> Option<&'a str>) -> Vec<(String, PersonCount)> {
    let mut groups: BTreeMap<String, (String, Vec<&Signaal>)> = BTreeMap::new();
    for signal in signals {
        // Capitals do not tell two groups apart, but the first way of writing is kept: `Veilig Thuis`.
        let name = key(signal).unwrap_or(NOT_STATED);
        groups.entry(name.to_lowercase()).or_insert_with(|| (name.to_owned(), Vec::new())).1.push(signal);
    }
    groups.into_values().map(|(name, signals)| (name, count(signals.into_iter()))).collect()
}
