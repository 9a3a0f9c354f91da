//! The figures of a report, free to print: every number that a table, chart, sentence or alternative text shows comes
//! from here, out of one disclosure over all of them together.
//!
//! What earlier reports published is known to every reader. It stands in `gepubliceerd.csv`; without that file it is
//! derived by disclosing the reports of earlier years in order.

mod link;
mod tally;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};

use link::{Key, Published, SPAN, link, publish};
use tally::tallies;
pub use tally::{Cut, MOST_GROUPS, NOT_STATED, rows};

use super::disclosure::{Disclosed, Disclosure, Method, Objective, Optimality, Policy, Reason, THRESHOLD, Zeros};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::source::Place;
use crate::nouns::dossier::Dossier;
use crate::nouns::order::Audience;
use crate::nouns::plan::Vorm;
use crate::nouns::telling::{Bescherming, Eenheid, Nullen, Onderdeel};

/// Years that a report shows side by side.
const MOST_YEARS: usize = 5;

/// Of a year of which fewer than this part of the figures can be shown, three years together are shown too.
const ENOUGH_SHOWN: (usize, usize) = (1, 2);

/// All figures of a report.
#[derive(Debug, Clone)]
pub struct Figures {
    /// By unit; only what is known of.
    pub units: BTreeMap<Eenheid, UnitFigures>,
    /// The rules that were applied.
    pub policy: Policy,
    /// Figures that are not shown because they are small or belong to a small total.
    pub primary: usize,
    /// Figures that are not shown to protect another.
    pub secondary: usize,
    /// Figures that are not shown because an earlier report did not.
    pub kept: usize,
    /// Whether it is proved that no fewer could be withheld.
    pub proven: bool,
}

/// The figures of a unit.
#[derive(Debug, Clone, Default)]
pub struct UnitFigures {
    /// The last years, oldest first.
    pub years: Vec<YearFigures>,
    /// Three years together, when the year alone shows too little.
    pub span: Option<SpanFigures>,
    /// The region in the year of the report: form or total, the region's count and ours.
    pub region: Vec<(Option<Vorm>, Disclosed, Disclosed)>,
}

/// The figures of a unit in a year.
#[derive(Debug, Clone)]
pub struct YearFigures {
    /// The year.
    pub year: i32,
    /// Every figure.
    pub cells: BTreeMap<Cut, Disclosed>,
}

/// Three years together.
#[derive(Debug, Clone)]
pub struct SpanFigures {
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
    /// All of it.
    pub total: Disclosed,
    /// By form.
    pub forms: Vec<(Vorm, Disclosed)>,
}

impl YearFigures {
    /// The total.
    pub fn total(&self) -> Disclosed {
        self.cells.get(&Cut::Total).copied().unwrap_or(Disclosed::Withheld)
    }

    /// The cells of a breakdown, in order.
    pub fn of(&self, part: Onderdeel) -> Vec<(&Cut, Disclosed)> {
        self.cells.iter().filter(|(cut, _)| cut.breakdown() == Some(part)).map(|(cut, d)| (cut, *d)).collect()
    }

    /// Whether hardly anything of the year can be shown.
    pub fn says_little(&self) -> bool {
        let parts = self.of(Onderdeel::Vorm);
        let told: Vec<Disclosed> =
            parts.iter().map(|(_, d)| *d).chain([self.total()]).filter(|d| d.value() != Some(0)).collect();
        let shown = told.iter().filter(|d| d.value().is_some()).count();
        !told.is_empty() && shown * ENOUGH_SHOWN.1 < told.len() * ENOUGH_SHOWN.0
    }
}

impl Figures {
    /// The year of a unit.
    pub fn year(&self, unit: Eenheid, year: i32) -> Option<&YearFigures> {
        self.units.get(&unit)?.years.iter().find(|y| y.year == year)
    }

    /// No figures.
    pub fn none() -> Self {
        let policy = Policy::with_threshold(THRESHOLD);
        Self { units: BTreeMap::new(), policy, primary: 0, secondary: 0, kept: 0, proven: true }
    }
}

/// The rules that a gemeente chose.
pub fn policy(dossier: &Dossier) -> Policy {
    let own = &dossier.gemeente.privacy;
    let threshold = own.drempel.as_ref().map_or(THRESHOLD, |d| u64::from(d.value).max(3));
    Policy {
        threshold,
        zeros: match own.nullen.as_ref().map(|n| n.value) {
            Some(Nullen::Verbergen) => Zeros::Hidden,
            _ => Zeros::Shown,
        },
        method: match own.methode.as_ref().map(|m| m.value) {
            Some(Bescherming::Afronden) => Method::Round5,
            _ => Method::Suppress,
        },
        objective: Objective::FewestCells,
    }
}

/// The figures of the report over a year, for a reader.
pub fn figures(dossier: &Dossier, year: i32, audience: Audience, report: &mut Report) -> Figures {
    let policy = policy(dossier);
    let counted = tallies(dossier, year);
    if counted.of.is_empty() {
        return Figures { policy, ..Figures::none() };
    }
    let mut before = Published::new();
    let mut years: Vec<i32> = counted.of.keys().map(|(_, y)| *y).collect();
    years.sort_unstable();
    years.dedup();
    for earlier in years.into_iter().filter(|y| *y < year) {
        match published(dossier, earlier) {
            Some(listed) => {
                tell_changed(dossier, &counted, &listed, report);
                // What was published once stays known, whatever a later report did not show.
                for (key, shown) in listed {
                    let known = before.entry(key).or_insert(shown);
                    *known = known.or(shown);
                }
            }
            None => {
                let then = disclosed(dossier, &tallies(dossier, earlier), policy, &before, earlier);
                for (key, shown) in publish(&then.linked, &then.disclosure, policy) {
                    let known = before.entry(key).or_insert(shown);
                    *known = known.or(shown);
                }
            }
        }
    }
    let outcome = disclosed(dossier, &counted, policy, &before, year);
    tell(&outcome, report);
    let Outcome { linked, disclosure, .. } = outcome;
    let open = match audience {
        Audience::Openbaar => disclosure,
        Audience::Vertrouwelijk => linked.everything(),
    };
    collect(&linked, &open, &counted, policy, year)
}

/// What a report discloses.
struct Outcome {
    linked: link::Linked,
    disclosure: Disclosure,
    /// Where the region gave small counts away.
    given_away: Option<Place>,
}

/// Discloses the report over a year; with three years together of the units of which the year alone says too little.
fn disclosed(dossier: &Dossier, counted: &tally::Tallies, policy: Policy, before: &Published, year: i32) -> Outcome {
    let mut lost = BTreeSet::new();
    let mut given_away = None;
    let mut linked = link(dossier, counted, policy, before, year, &[], &lost);
    let mut disclosure = linked.disclose();
    if !disclosure.audit().given_away.is_empty() {
        let gone = &disclosure.audit().given_away;
        lost.extend(linked.cells.iter().filter(|(_, cell)| gone.contains(cell)).map(|(key, _)| key.clone()));
        given_away = linked.regions.values().next().cloned();
        linked = link(dossier, counted, policy, before, year, &[], &lost);
        disclosure = linked.disclose();
    }
    let first = collect(&linked, &disclosure, counted, policy, year);
    let little = |unit: &Eenheid| first.year(*unit, year).is_some_and(YearFigures::says_little);
    let spans: Vec<Eenheid> = Eenheid::ALL.iter().copied().filter(little).collect();
    if !spans.is_empty() {
        linked = link(dossier, counted, policy, before, year, &spans, &lost);
        disclosure = linked.disclose();
    }
    Outcome { linked, disclosure, given_away }
}

/// What `gepubliceerd.csv` says that the report over a year showed.
fn published(dossier: &Dossier, year: i32) -> Option<Published> {
    let rows = &dossier.jaren.get(&year)?.published;
    if rows.is_empty() {
        return None;
    }
    let listed = rows.iter().filter_map(|row| {
        let cut = Cut::named(row.onderdeel.value, row.waarde.as_ref().map(|w| w.value.as_str()))?;
        let of = i32::try_from(row.jaar.value).ok()?;
        Some((Key::Year(row.eenheid.value, of, cut), row.aantal.as_ref().map(|n| n.value)))
    });
    Some(listed.collect())
}

/// Tells figures of which the data now say something else than was published.
fn tell_changed(dossier: &Dossier, counted: &tally::Tallies, listed: &Published, report: &mut Report) {
    for (key, published) in listed {
        let (Key::Year(unit, year, cut), Some(published)) = (key, published) else { continue };
        let now = counted.of.get(&(*unit, *year)).and_then(|t| t.cells.get(cut));
        if now.is_some_and(|now| now != published) {
            let place = dossier.jaren.values().flat_map(|j| &j.published).find(|row| {
                row.eenheid.value == *unit
                    && i64::from(row.jaar.value) == i64::from(*year)
                    && Cut::named(row.onderdeel.value, row.waarde.as_ref().map(|w| w.value.as_str())).as_ref()
                        == Some(cut)
            });
            report.push(rules::CHANGED_SINCE.at(
                place.map(|row| row.place.clone()),
                format!("een aantal {} over {year} is anders dan in het verslag stond", unit.label()),
                "Het verslag blijft het gepubliceerde aantal tonen. Leg in duiding uit dat er iets is bijgekomen, zonder aantal.",
            ));
        }
    }
}

/// Tells what the audit found: what others gave away, what cannot be so, and what must never be.
fn tell(Outcome { linked, disclosure, given_away }: &Outcome, report: &mut Report) {
    let audit = disclosure.audit();
    let place_of = |at: &usize| -> Option<Place> { linked.regions.get(at).cloned() };
    for place in audit.contradicted.iter().filter_map(place_of) {
        report.push(rules::REGION_SMALLER.at(
            Some(place),
            "het aantal van de regio past niet bij dat van de gemeenten samen",
            "Controleer de cijfers van de regio: dezelfde eenheid, hetzelfde jaar, alle gemeenten?",
        ));
    }
    if let Some(place) = given_away {
        report.push(rules::GIVEN_AWAY.at(
            Some(place.clone()),
            "uit wat de regio en andere gemeenten publiceerden, is een klein aantal van deze gemeente te berekenen",
            "Vraag de regio om dit niet meer zo te publiceren. Het verslag toont het aantal niet.",
        ));
    }
    let unexplained = |at: &&usize| !linked.regions.contains_key(at) && !linked.excused.contains(at);
    if !audit.too_narrow.is_empty() || audit.contradicted.iter().any(|at| unexplained(&at)) {
        report.push(rules::NOT_PROTECTED.at(
            None,
            "een aantal dat niet wordt getoond, is uit de andere cijfers te berekenen",
            "Dit is een fout in het programma; het document is niet gemaakt. Meld dit met een kopie van de map.",
        ));
    }
}

fn collect(
    linked: &link::Linked,
    disclosure: &Disclosure,
    counted: &tally::Tallies,
    policy: Policy,
    year: i32,
) -> Figures {
    let mut figures = Figures {
        units: BTreeMap::new(),
        policy,
        primary: 0,
        secondary: 0,
        kept: 0,
        proven: disclosure.optimality() == Optimality::Proven,
    };
    for unit in Eenheid::ALL {
        let known: Vec<i32> = counted.of.keys().filter(|(u, y)| u == unit && *y <= year).map(|(_, y)| *y).collect();
        if known.is_empty() {
            continue;
        }
        let mut of = UnitFigures::default();
        for shown in known.iter().skip(known.len().saturating_sub(MOST_YEARS)) {
            let cells = linked.cells.iter().filter_map(|(key, cell)| match key {
                Key::Year(u, y, cut) if u == unit && y == shown => Some((cut.clone(), disclosure.of(*cell))),
                _ => None,
            });
            of.years.push(YearFigures { year: *shown, cells: cells.collect() });
        }
        let spanned = |cut: &Cut| linked.cells.get(&Key::Span(*unit, year, cut.clone())).map(|c| disclosure.of(*c));
        of.span = spanned(&Cut::Total).map(|total| SpanFigures {
            from: year.saturating_sub(SPAN - 1),
            to: year,
            total,
            forms: Vorm::ALL.iter().filter_map(|v| Some((*v, spanned(&Cut::Form(*v))?))).collect(),
        });
        of.region = linked
            .cells
            .iter()
            .filter_map(|(key, cell)| match key {
                Key::Region(u, y, cut) if u == unit && *y == year => {
                    let form = if let Cut::Form(form) = cut { Some(*form) } else { None };
                    let ours = linked.cells.get(&Key::Year(*unit, year, cut.clone()))?;
                    Some((form, disclosure.of(*cell), disclosure.of(*ours)))
                }
                _ => None,
            })
            .collect();
        figures.units.insert(*unit, of);
    }
    for (key, cell) in &linked.cells {
        let shown = match key {
            Key::Year(unit, of, _) => figures.year(*unit, *of).is_some(),
            Key::Span(_, last, _) => *last == year,
            Key::Region(..) => false,
        };
        match disclosure.reason(*cell).filter(|_| shown) {
            Some(Reason::Primary) => figures.primary += 1,
            Some(Reason::Secondary) => figures.secondary += 1,
            Some(Reason::Kept) => figures.kept += 1,
            None => {}
        }
    }
    figures
}

/// The name of a cell in a table, with sources as they were written.
pub fn labels(dossier: &Dossier, year: i32) -> BTreeMap<Cut, String> {
    tallies(dossier, year).labels
}
