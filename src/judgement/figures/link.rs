//! Linking: one set of tables over everything that a report shows, with what was published before and by others.
//!
//! It deliberately decides nothing; disclosure control does.

use std::collections::{BTreeMap, BTreeSet};

use super::tally::{Cut, Tallies};
use crate::ground::source::Place;
use crate::judgement::disclosure::{CellId, Disclosed, Disclosure, LinkedTables, Method, Policy, State};
use crate::nouns::count::PersonCount;
use crate::nouns::dossier::Dossier;
use crate::nouns::telling::{Eenheid, Onderdeel};

/// Years in a total over several years.
pub const SPAN: i32 = 3;

/// What a total is worth in parts, for each table that it is the total of: a reader misses it first.
const TOTAL: u64 = 10;

/// A figure of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Of a year.
    Year(Eenheid, i32, Cut),
    /// Of three years up to and with this one: the total or a form.
    Span(Eenheid, i32, Cut),
    /// Of the region in a year: the total or a form.
    Region(Eenheid, i32, Cut),
}

/// What earlier reports showed; none for what they did not show.
pub type Published = BTreeMap<Key, Option<PersonCount>>;

/// The tables of a report.
pub struct Linked {
    tables: LinkedTables,
    /// The cell of each figure.
    pub cells: BTreeMap<Key, CellId>,
    /// Where the region stands in the data, by the order of its equation.
    pub regions: BTreeMap<usize, Place>,
    /// Equations, by their order, that may not add up: of years that changed since they were published.
    pub excused: BTreeSet<usize>,
}

impl Linked {
    /// What may be shown to everyone.
    pub fn disclose(&self) -> Disclosure {
        self.tables.disclose()
    }

    /// Everything, for the confidential edition.
    pub fn everything(&self) -> Disclosure {
        self.tables.everything_for_the_confidential_edition_only()
    }
}

struct Linker<'a> {
    tallies: &'a Tallies,
    before: &'a Published,
    lost: &'a BTreeSet<Key>,
    /// Years of which the data no longer say what was published.
    changed: BTreeSet<(Eenheid, i32)>,
    /// The count that each figure was linked with.
    counts: BTreeMap<Key, PersonCount>,
    linked: Linked,
    equations: usize,
}

/// Links the tables of the report over a year. `spans` are the units of which it shows three years together; `lost` are
/// figures that the region gave away: they are protected as if it had not, so that this report does not repeat it.
pub fn link(
    dossier: &Dossier,
    tallies: &Tallies,
    policy: Policy,
    before: &Published,
    year: i32,
    spans: &[Eenheid],
    lost: &BTreeSet<Key>,
) -> Linked {
    let linked = Linked {
        tables: LinkedTables::new(policy),
        cells: BTreeMap::new(),
        regions: BTreeMap::new(),
        excused: BTreeSet::new(),
    };
    let differs = |(key, published): (&Key, &Option<PersonCount>)| match (key, published) {
        (Key::Year(unit, year, cut), Some(published)) => {
            let now = tallies.of.get(&(*unit, *year)).and_then(|t| t.cells.get(cut));
            now.is_some_and(|now| now != published).then_some((*unit, *year))
        }
        _ => None,
    };
    let changed = before.iter().filter_map(differs).collect();
    let mut linker = Linker { tallies, before, lost, changed, counts: BTreeMap::new(), linked, equations: 0 };
    let keys: Vec<(Eenheid, i32)> = tallies.of.keys().copied().filter(|(_, y)| *y <= year).collect();
    for (unit, of) in &keys {
        linker.year(*unit, *of);
    }
    for (unit, last) in &keys {
        let told_before = before.keys().any(|k| matches!(k, Key::Span(u, y, _) if u == unit && y == last));
        if told_before || (*last == year && spans.contains(unit)) {
            linker.span(*unit, *last);
        }
    }
    for (of, jaar) in dossier.jaren.range(..=year) {
        for unit in Eenheid::ALL {
            linker.region(*unit, *of, jaar);
        }
    }
    linker.linked
}

impl Linker<'_> {
    fn cell(&mut self, key: Key, count: PersonCount) -> CellId {
        let (count, state) = match self.before.get(&key) {
            // What was published stays as it was published; a count that changed since is told, not shown.
            Some(Some(published)) => (*published, State::Published),
            Some(None) => (count, State::Kept),
            None => (count, State::Free),
        };
        // Of a year that changed since, nothing is shown that was not shown: beside what was, it would tell the change.
        let state = match (&key, state) {
            (Key::Year(unit, year, _), State::Free) if self.changed.contains(&(*unit, *year)) => State::Kept,
            (_, state) => state,
        };
        let cell = self.linked.tables.cell(count, state);
        self.counts.insert(key.clone(), count);
        self.linked.cells.insert(key, cell);
        cell
    }

    fn year(&mut self, unit: Eenheid, year: i32) {
        let Some(tally) = self.tallies.of.get(&(unit, year)) else { return };
        let cells: Vec<(Cut, CellId)> = tally
            .cells
            .iter()
            .map(|(cut, n)| (cut.clone(), self.cell(Key::Year(unit, year, cut.clone()), *n)))
            .collect();
        let of = |part: Option<Onderdeel>| -> Vec<CellId> {
            cells.iter().filter(|(cut, _)| cut.breakdown() == part).map(|(_, cell)| *cell).collect()
        };
        let Some(total) = of(None).first().copied() else { return };
        let mut tables = 0;
        for part in [Onderdeel::Vorm, Onderdeel::Bron, Onderdeel::Opvolging, Onderdeel::Kwartaal] {
            let parts = of(Some(part));
            if !parts.is_empty() {
                self.linked.tables.breakdown(total, parts);
                if self.changed.contains(&(unit, year)) {
                    self.linked.excused.insert(self.equations);
                }
                self.equations += 1;
                tables += 1;
            }
        }
        self.linked.tables.worth(total, TOTAL * tables);
    }

    /// The total and the forms of three years; nothing when one of them is not known.
    fn span(&mut self, unit: Eenheid, last: i32) {
        let years: Vec<i32> = (0..SPAN).filter_map(|back| last.checked_sub(back)).collect();
        let known: Option<Vec<&super::tally::Tally>> = years.iter().map(|y| self.tallies.of.get(&(unit, *y))).collect();
        let Some(tallies) = known else { return };
        // What was published and what is counted now do not add up to one total of three years.
        if years.iter().any(|y| self.changed.contains(&(unit, *y))) {
            return;
        }
        let shared = |cut: &&Cut| tallies.iter().all(|t| t.cells.contains_key(cut));
        let cuts: Vec<Cut> = tallies
            .first()
            .into_iter()
            .flat_map(|t| t.cells.keys())
            .filter(|cut| matches!(cut, Cut::Total | Cut::Form(_)))
            .filter(shared)
            .cloned()
            .collect();
        let (mut total, mut forms) = (None, Vec::new());
        for cut in cuts {
            let parts: Vec<CellId> = years
                .iter()
                .filter_map(|y| self.linked.cells.get(&Key::Year(unit, *y, cut.clone())).copied())
                .collect();
            let of_year = |y: &i32| self.counts.get(&Key::Year(unit, *y, cut.clone())).copied();
            let count = PersonCount::sum(years.iter().filter_map(of_year));
            let cell = self.cell(Key::Span(unit, last, cut.clone()), count);
            self.linked.tables.equation(cell, parts);
            self.equations += 1;
            self.linked.tables.worth(cell, if cut == Cut::Total { 2 * TOTAL } else { TOTAL });
            if cut == Cut::Total { total = Some(cell) } else { forms.push(cell) }
        }
        // Where a year knows only its total, the forms do not add up to it.
        if let Some(total) = total.filter(|_| !forms.is_empty()) {
            self.linked.tables.breakdown(total, forms);
            self.equations += 1;
        }
    }

    /// The region is this gemeente and the others together. When no other gemeente is named, the reader knows none.
    fn region(&mut self, unit: Eenheid, year: i32, jaar: &crate::nouns::jaar::Jaar) {
        let rows = || jaar.region.iter().filter(move |r| r.eenheid.value == unit);
        let is_region = |name: &str| name.trim().eq_ignore_ascii_case("regio");
        for total in rows().filter(|r| is_region(&r.gebied)) {
            let Some(count) = total.aantal.as_ref().map(|n| n.value) else { continue };
            let cut = total.vorm.value.form().map_or(Cut::Total, Cut::Form);
            let Some(ours) = self.linked.cells.get(&Key::Year(unit, year, cut.clone())).copied() else { continue };
            if self.lost.contains(&Key::Year(unit, year, cut.clone())) {
                continue;
            }
            let others = rows().filter(|r| r.vorm.value == total.vorm.value && !is_region(&r.gebied));
            let mut parts = vec![ours];
            for other in others {
                parts.push(match &other.aantal {
                    Some(n) => self.linked.tables.cell(n.value, State::Published),
                    None => self.linked.tables.unknown(),
                });
            }
            if parts.len() == 1 {
                parts.push(self.linked.tables.unknown());
            }
            let whole = self.linked.tables.cell(count, State::Published);
            self.linked.cells.insert(Key::Region(unit, year, cut), whole);
            self.linked.regions.insert(self.equations, total.gebied.place.clone());
            self.linked.tables.equation(whole, parts);
            self.equations += 1;
        }
    }
}

/// What a report over a year makes public, on top of what was public already.
pub fn publish(linked: &Linked, disclosure: &Disclosure, policy: Policy) -> Published {
    // Rounded counts are rounded anew each year, always the same way.
    if policy.method == Method::Round5 {
        return Published::new();
    }
    let ours = linked.cells.iter().filter(|(key, _)| !matches!(key, Key::Region(..)));
    ours.map(|(key, cell)| {
        let shown = match disclosure.of(*cell) {
            Disclosed::Shown(n) => Some(PersonCount::new(n)),
            Disclosed::Withheld | Disclosed::Rounded(_) => None,
        };
        (key.clone(), shown)
    })
    .collect()
}
