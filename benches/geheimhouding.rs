//! How long disclosure control takes as tables grow: `cargo bench --bench geheimhouding`.
//!
//! Random tables with a fixed seed; for each kind the median and the longest of several, what is withheld, and how many
//! patterns were proven to be the least. Figures and their meaning stand in `docs/performance.md`.

use std::time::{Duration, Instant};

use beleid::judgement::disclosure::{CellId, Disclosed, LinkedTables, Optimality, Policy, Reason, State};
use beleid::nouns::count::PersonCount;

const RUNS: u64 = 9;

fn main() {
    println!(
        "{:<44} {:>5} {:>6} {:>6} {:>6} {:>10} {:>10}",
        "", "cells", "small", "more", "proven", "median", "longest"
    );
    row("a report: 10 tables of 60 cells over 5 years", |random| report(random, 5, false));
    row("  the same, 4 of the years published before", |random| report(random, 5, true));
    row("  the same, over 10 years", |random| report(random, 10, false));
    for sizes in [&[4usize, 4][..], &[8, 8], &[12, 12], &[16, 16], &[2, 2, 2], &[3, 3, 3], &[4, 4, 4], &[8, 8, 4]] {
        let name: Vec<String> = sizes.iter().map(usize::to_string).collect();
        row(&format!("one table of {} with margins", name.join(" × ")), |random| {
            let mut tables = LinkedTables::new(Policy::with_threshold(5));
            cube(&mut tables, sizes, random);
            tables
        });
    }
}

/// A small generator of our own: the tables are the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    /// Often small, sometimes large, as counts by form or source are.
    fn count(&mut self) -> u64 {
        let most = [2, 6, 12, 30][usize::try_from(self.below(4)).unwrap_or_default()];
        self.below(most)
    }
}

/// Three units of which totals, parts and sums over the years are shown: ten breakdowns of eleven parts.
fn report(random: &mut Random, years: usize, published: bool) -> LinkedTables {
    let mut counts: Vec<u64> = Vec::new();
    let mut equations: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut year_of: Vec<Option<usize>> = Vec::new();
    let mut add = |count: u64, year: Option<usize>| {
        counts.push(count);
        year_of.push(year);
        counts.len() - 1
    };
    for breakdowns in [4, 3, 3] {
        let mut parts: Vec<Vec<Vec<usize>>> = vec![Vec::new(); breakdowns];
        let mut totals = Vec::new();
        let mut sums: Vec<Vec<u64>> = vec![vec![0; 11]; breakdowns];
        for year in 0..years {
            let first: Vec<u64> = (0..11).map(|_| random.count()).collect();
            let total: u64 = first.iter().sum();
            let here = add(total, Some(year));
            totals.push(here);
            for (breakdown, all) in parts.iter_mut().enumerate() {
                let mut split = first.clone();
                if breakdown > 0 {
                    split.fill(0);
                    for _ in 0..total {
                        let (a, b) = (random.below(11), random.below(11));
                        split[usize::try_from(a.min(b)).unwrap_or_default()] += 1;
                    }
                }
                split.iter().zip(&mut sums[breakdown]).for_each(|(n, sum)| *sum += n);
                let cells: Vec<usize> = split.iter().map(|n| add(*n, Some(year))).collect();
                equations.push((here, cells.clone()));
                all.push(cells);
            }
        }
        let over_all = add(sums[0].iter().sum(), None);
        equations.push((over_all, totals));
        for (all, sums) in parts.iter().zip(&sums) {
            let over: Vec<usize> = sums.iter().map(|sum| add(*sum, None)).collect();
            for (part, sum) in over.iter().enumerate() {
                equations.push((*sum, all.iter().map(|year| year[part]).collect()));
            }
            equations.push((over_all, over));
        }
    }
    let build = |states: &dyn Fn(usize) -> State| {
        let mut tables = LinkedTables::new(Policy::with_threshold(5));
        let cells: Vec<CellId> =
            counts.iter().enumerate().map(|(at, n)| tables.cell(PersonCount::new(*n), states(at))).collect();
        for (total, parts) in &equations {
            tables.equation(cells[*total], parts.iter().map(|p| cells[*p]));
        }
        (tables, cells)
    };
    let (tables, cells) = build(&|_| State::Free);
    if !published {
        return tables;
    }
    // What the years before the last would have shown by themselves.
    let before = tables.disclose();
    let old = |at: usize| year_of[at].is_some_and(|year| year + 1 < years);
    build(&|at| match before.of(cells[at]) {
        _ if !old(at) => State::Free,
        Disclosed::Withheld => State::Kept,
        _ => State::Published,
    })
    .0
}

/// A table with as many dimensions as sizes, with all its margins.
fn cube(tables: &mut LinkedTables, sizes: &[usize], random: &mut Random) {
    let extended: Vec<usize> = sizes.iter().map(|s| s + 1).collect();
    let all: usize = extended.iter().product();
    let digits = |mut at: usize| {
        let mut digits: Vec<usize> = extended
            .iter()
            .rev()
            .map(|e| {
                let digit = at % e;
                at /= e;
                digit
            })
            .collect();
        digits.reverse();
        digits
    };
    let index = |digits: &[usize]| digits.iter().zip(&extended).fold(0, |sum, (x, e)| sum * e + x);
    let mut counts = vec![0u64; all];
    for at in 0..all {
        let here = digits(at);
        if here.iter().zip(sizes).any(|(x, s)| x == s) {
            continue;
        }
        let n = random.count();
        for margins in 0u32..1 << sizes.len() {
            let margin = |(d, x): (usize, &usize)| if margins >> d & 1 == 1 { sizes[d] } else { *x };
            counts[index(&here.iter().enumerate().map(margin).collect::<Vec<_>>())] += n;
        }
    }
    let cells: Vec<CellId> = counts.iter().map(|n| tables.cell(PersonCount::new(*n), State::Free)).collect();
    for at in 0..all {
        for (d, size) in sizes.iter().enumerate().filter(|(d, size)| digits(at)[*d] == **size) {
            let mut part = digits(at);
            let parts: Vec<CellId> = (0..*size)
                .map(|x| {
                    part[d] = x;
                    cells[index(&part)]
                })
                .collect();
            tables.equation(cells[at], parts);
        }
    }
}

fn row(name: &str, mut make: impl FnMut(&mut Random) -> LinkedTables) {
    let (mut times, mut small, mut more, mut proven, mut cells) = (Vec::new(), 0, 0, 0, 0);
    for seed in 1..=RUNS {
        let tables = make(&mut Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let start = now();
        let disclosure = tables.disclose();
        times.push(now() - start);
        assert!(disclosure.audit().too_narrow.is_empty(), "every pattern protects");
        cells = tables.len();
        small += disclosure.withheld(Reason::Primary) + disclosure.withheld(Reason::Kept);
        more += disclosure.withheld(Reason::Secondary);
        proven += usize::from(disclosure.optimality() == Optimality::Proven);
    }
    times.sort();
    let runs = usize::try_from(RUNS).unwrap_or(1);
    let (small, more) = (small / runs, more / runs);
    let (median, longest) = (ms(times[runs / 2]), ms(times[runs - 1]));
    println!("{name:<44} {cells:>5} {small:>6} {more:>6} {proven:>4}/{runs} {median:>10} {longest:>10}");
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}
