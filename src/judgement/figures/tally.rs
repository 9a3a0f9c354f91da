//! Counting: what a gemeente has of a unit in a year, in total and along each breakdown, still undisclosed.
//!
//! It deliberately never adds one unit to another.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::source::{At, Place};
use crate::nouns::count::PersonCount;
use crate::nouns::dossier::Dossier;
use crate::nouns::plan::Vorm;
use crate::nouns::telling::{Eenheid, Onderdeel, Telvorm, form_of};

/// The label of what was counted without a source or follow-up.
pub const NOT_STATED: &str = "niet vermeld";

/// More sources or follow-ups than this are no breakdown that anyone reads, and most of them would be small.
pub const MOST_GROUPS: usize = 40;

/// Years that are looked back on; what is older is in no table and in no total.
const MOST_YEARS: i32 = 10;

/// A cell of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cut {
    /// All of it.
    Total,
    /// A form of exploitation.
    Form(Vorm),
    /// A source, in lower case.
    Source(String),
    /// A follow-up, in lower case.
    FollowUp(String),
    /// A quarter.
    Quarter(u32),
}

impl Cut {
    /// The cell that a row of `gepubliceerd.csv` names; none when there is no such cell.
    pub fn named(part: Onderdeel, value: Option<&str>) -> Option<Self> {
        match (part, value) {
            (Onderdeel::Totaal, _) => Some(Self::Total),
            (Onderdeel::Vorm, Some(word)) => form_of(word).map(Self::Form),
            (Onderdeel::Bron, Some(word)) => Some(Self::Source(word.trim().to_lowercase())),
            (Onderdeel::Opvolging, Some(word)) => Some(Self::FollowUp(word.trim().to_lowercase())),
            (Onderdeel::Kwartaal, Some(word)) => word.trim().parse().ok().map(Self::Quarter),
            _ => None,
        }
    }

    /// Which breakdown the cell belongs to; none for the total.
    pub fn breakdown(&self) -> Option<Onderdeel> {
        match self {
            Self::Total => None,
            Self::Form(_) => Some(Onderdeel::Vorm),
            Self::Source(_) => Some(Onderdeel::Bron),
            Self::FollowUp(_) => Some(Onderdeel::Opvolging),
            Self::Quarter(_) => Some(Onderdeel::Kwartaal),
        }
    }
}

/// A row of counts, from whatever file.
struct Row<'a> {
    form: Telvorm,
    source: Option<&'a str>,
    follow_up: Option<&'a str>,
    quarter: Option<u32>,
    count: PersonCount,
}

/// The counts of a unit in a year.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Every cell.
    pub cells: BTreeMap<Cut, PersonCount>,
}

/// Every tally, by unit and year, with a zero for each form, source and follow-up that another year has.
pub struct Tallies {
    /// By unit and year.
    pub of: BTreeMap<(Eenheid, i32), Tally>,
    /// Sources and follow-ups as they were first written.
    pub labels: BTreeMap<Cut, String>,
}

/// Counts everything up to and with a year.
pub fn tallies(dossier: &Dossier, last: i32) -> Tallies {
    let mut rows: BTreeMap<(Eenheid, i32), Vec<Row<'_>>> = BTreeMap::new();
    let first = last.saturating_sub(MOST_YEARS - 1);
    for (year, jaar) in dossier.jaren.range(first..=last) {
        for (unit, counted) in &jaar.counts {
            let of = rows.entry((*unit, *year)).or_default();
            of.extend(counted.iter().map(|t| Row {
                form: t.vorm.value,
                source: t.bron.as_ref().map(|b| b.value.as_str()),
                follow_up: t.opvolging.as_ref().map(|o| o.value.as_str()),
                quarter: t.kwartaal.as_ref().map(|k| k.value),
                count: t.aantal.as_ref().map_or(PersonCount::new(1), |n| n.value),
            }));
        }
    }
    for t in &dossier.eerder {
        let Some(year) = i32::try_from(t.jaar.value).ok().filter(|y| (first..=last).contains(y)) else { continue };
        rows.entry((t.eenheid.value, year)).or_default().push(Row {
            form: t.vorm.value,
            source: t.bron.as_ref().map(|b| b.value.as_str()),
            follow_up: t.opvolging.as_ref().map(|o| o.value.as_str()),
            quarter: None,
            count: t.aantal.value,
        });
    }
    let mut labels = BTreeMap::new();
    let mut of: BTreeMap<(Eenheid, i32), Tally> =
        rows.into_iter().map(|(key, rows)| (key, tally(&rows, &mut labels))).collect();
    for unit in Eenheid::ALL {
        let all: BTreeSet<Cut> =
            of.iter().filter(|((u, _), _)| u == unit).flat_map(|(_, t)| t.cells.keys().cloned()).collect();
        for (_, tally) in of.iter_mut().filter(|((u, _), _)| u == unit) {
            let has: BTreeSet<Option<Onderdeel>> = tally.cells.keys().map(Cut::breakdown).collect();
            for cut in &all {
                // A year that has no breakdown by source at all did not count zero of each.
                let empty = tally.cells.len() == 1 && tally.cells.get(&Cut::Total) == Some(&PersonCount::new(0));
                if has.contains(&cut.breakdown()) || (empty && cut.breakdown() == Some(Onderdeel::Vorm)) {
                    tally.cells.entry(cut.clone()).or_insert(PersonCount::new(0));
                }
            }
        }
    }
    Tallies { of, labels }
}

/// The rows that a cell counts, by place. How many there are says nothing of the count when a row has a number of its
/// own, and may say it when it has not: they are for the one who has the data.
pub fn rows(dossier: &Dossier, unit: Eenheid, year: i32, cut: &Cut) -> Vec<Place> {
    let label = |text: Option<&str>| text.unwrap_or(NOT_STATED).to_lowercase();
    let counts = |form: Telvorm, source: Option<&str>, follow_up: Option<&str>, quarter: Option<u32>| match cut {
        Cut::Total => true,
        Cut::Form(wanted) => form.form() == Some(*wanted),
        Cut::Source(wanted) => label(source) == *wanted,
        Cut::FollowUp(wanted) => label(follow_up) == *wanted,
        Cut::Quarter(wanted) => quarter == Some(*wanted),
    };
    let here = dossier.jaren.get(&year).and_then(|jaar| jaar.counts.get(&unit)).into_iter().flatten();
    let here = here
        .filter(|t| {
            let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.clone());
            let quarter = t.kwartaal.as_ref().map(|k| k.value);
            counts(t.vorm.value, text(&t.bron).as_deref(), text(&t.opvolging).as_deref(), quarter)
        })
        .map(|t| t.vorm.place.clone());
    let before =
        dossier.eerder.iter().filter(|t| t.eenheid.value == unit && i64::from(t.jaar.value) == i64::from(year));
    let before = before
        .filter(|t| {
            let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.clone());
            counts(t.vorm.value, text(&t.bron).as_deref(), text(&t.opvolging).as_deref(), None)
        })
        .map(|t| t.vorm.place.clone());
    here.chain(before).collect()
}

fn tally(rows: &[Row<'_>], labels: &mut BTreeMap<Cut, String>) -> Tally {
    let counted: Vec<&Row<'_>> = rows.iter().filter(|r| r.form.form().is_some()).collect();
    // Who knows nothing but the total gives a row with the total alone.
    let total_alone = counted.is_empty() && !rows.is_empty();
    let of_total = if total_alone { rows.iter().collect() } else { counted.clone() };
    let mut cells = BTreeMap::from([(Cut::Total, PersonCount::sum(of_total.iter().map(|r| r.count)))]);
    let mut add = |cut: Cut, label: Option<&str>, count: PersonCount| {
        if let Some(label) = label {
            labels.entry(cut.clone()).or_insert_with(|| label.to_owned());
        }
        let cell = cells.entry(cut).or_insert(PersonCount::new(0));
        *cell = PersonCount::sum([*cell, count]);
    };
    let few = |pick: fn(&Row<'_>) -> Option<String>| {
        let groups: BTreeSet<String> = counted.iter().filter_map(|r| pick(r)).collect();
        (1..=MOST_GROUPS).contains(&groups.len())
    };
    let sources = few(|r| r.source.map(str::to_lowercase));
    let follow_ups = few(|r| r.follow_up.map(str::to_lowercase));
    let quarters = !counted.is_empty() && counted.iter().all(|r| r.quarter.is_some());
    for row in &counted {
        if let Some(form) = row.form.form() {
            add(Cut::Form(form), None, row.count);
        }
        if sources {
            let source = row.source.unwrap_or(NOT_STATED);
            add(Cut::Source(source.to_lowercase()), Some(source), row.count);
        }
        if follow_ups {
            let follow_up = row.follow_up.unwrap_or(NOT_STATED);
            add(Cut::FollowUp(follow_up.to_lowercase()), Some(follow_up), row.count);
        }
        if let Some(quarter) = row.quarter.filter(|_| quarters) {
            add(Cut::Quarter(quarter), None, row.count);
        }
    }
    if quarters {
        (1..=4).for_each(|q| add(Cut::Quarter(q), None, PersonCount::new(0)));
    }
    Tally { cells }
}
