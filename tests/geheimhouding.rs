//! Disclosure control against a reader who tries: random linked tables, and an attacker that shares no code with it.
//!
//! Small tables are attacked by going through every table that fits what is published, larger ones by another solver.
//! The seed is fixed, and a failure prints its input.

mod support;

use beleid::judgement::disclosure::{
    Audit, CellId, Disclosed, Disclosure, LinkedTables, Method, Optimality, Policy, Reason, State, Zeros,
};
use beleid::nouns::count::PersonCount;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use support::attacker;

const THRESHOLD: u64 = 5;

/// Tables with what the test knows of them: the counts.
#[derive(Debug, Clone, Default)]
pub struct World {
    counts: Vec<u64>,
    states: Vec<State>,
    equations: Vec<(usize, Vec<usize>)>,
}

impl World {
    fn add(&mut self, count: u64, state: State) -> usize {
        self.counts.push(count);
        self.states.push(state);
        self.counts.len() - 1
    }

    /// A total that is the sum of its parts.
    fn total(&mut self, parts: &[usize], state: State) -> usize {
        let total = self.add(parts.iter().map(|p| self.counts[*p]).sum(), state);
        self.equations.push((total, parts.to_vec()));
        total
    }

    /// A table with as many dimensions as sizes, with all its margins; returns the grand total.
    fn cube(&mut self, sizes: &[usize], counts: &[u64], state: State) -> usize {
        let extended: Vec<usize> = sizes.iter().map(|s| s + 1).collect();
        let coordinates = |mut at: usize| -> Vec<usize> {
            let digits = extended.iter().rev().map(|e| {
                let digit = at % e;
                at /= e;
                digit
            });
            let mut digits: Vec<usize> = digits.collect();
            digits.reverse();
            digits
        };
        let all: usize = extended.iter().product();
        let mut place = vec![None; all];
        let mut inner = counts.iter().cycle();
        let is_margin = |c: &[usize]| c.iter().zip(sizes).filter(|(x, s)| x == s).count();
        // Inside first, then each margin out of what it sums up.
        for margins in 0..=sizes.len() {
            for at in (0..all).filter(|at| is_margin(&coordinates(*at)) == margins) {
                let here = coordinates(at);
                let index = |c: &[usize]| c.iter().zip(&extended).fold(0, |sum, (x, e)| sum * e + x);
                let sums: Vec<Vec<usize>> = (0..sizes.len())
                    .filter(|d| here[*d] == sizes[*d])
                    .map(|d| {
                        let along = (0..sizes[d]).map(|x| {
                            let mut c = here.clone();
                            c[d] = x;
                            place[index(&c)].expect("what a margin sums up comes before it")
                        });
                        along.collect()
                    })
                    .collect();
                place[at] = Some(match sums.split_first() {
                    None => self.add(*inner.next().expect("a cycle has no end"), state),
                    Some((first, others)) => {
                        let total = self.total(first, state);
                        others.iter().for_each(|parts| self.equations.push((total, parts.clone())));
                        total
                    }
                });
            }
        }
        place[all - 1].expect("the grand total is the last")
    }

    fn disclose(&self, policy: Policy) -> (Disclosure, Vec<CellId>) {
        let mut tables = LinkedTables::new(policy);
        let cells: Vec<CellId> =
            self.counts.iter().zip(&self.states).map(|(n, s)| tables.cell(PersonCount::new(*n), *s)).collect();
        for (total, parts) in &self.equations {
            tables.equation(cells[*total], parts.iter().map(|p| cells[*p]));
        }
        (tables.disclose(), cells)
    }

    /// What the attacker sees: the number, or the least it can be.
    fn seen(&self, hidden: impl Fn(usize) -> bool, zeros: Zeros) -> Vec<attacker::Seen> {
        let see = |cell: usize| match (self.states[cell], hidden(cell)) {
            (State::Outside, _) => attacker::Seen::AtLeast(0),
            (_, false) => attacker::Seen::Number(self.counts[cell]),
            (_, true) => attacker::Seen::AtLeast(u64::from(zeros == Zeros::Shown && self.counts[cell] > 0)),
        };
        (0..self.counts.len()).map(see).collect()
    }

    fn small(&self, cell: usize, zeros: Zeros) -> bool {
        self.counts[cell] < THRESHOLD && (self.counts[cell] > 0 || zeros == Zeros::Hidden)
    }
}

/// Everything that must hold of any disclosure, with the ranges that the attacker finds.
fn check(world: &World, policy: Policy, ranges: impl Fn(&[attacker::Seen]) -> Vec<(u64, u64)>) -> Disclosure {
    let (disclosure, cells) = world.disclose(policy);
    let (again, _) = world.disclose(policy);
    assert_eq!(disclosure, again, "the same data gives the same pattern");
    let Audit { too_narrow, given_away, intervals, .. } = disclosure.audit();
    assert!(too_narrow.is_empty(), "the audit finds {too_narrow:?} too narrow");
    let hidden = |cell: usize| disclosure.of(cells[cell]) == Disclosed::Withheld;
    for (at, cell) in cells.iter().enumerate() {
        match world.states[at] {
            State::Published => assert_eq!(disclosure.of(*cell), Disclosed::Shown(world.counts[at])),
            State::Kept | State::Outside => assert!(hidden(at)),
            State::Free => {
                assert!(hidden(at) || !world.small(at, policy.zeros), "a small count is shown");
                assert!(disclosure.of(*cell).value().is_none_or(|n| n == world.counts[at]));
            }
        }
    }
    let ranges = ranges(&world.seen(hidden, policy.zeros));
    for (at, cell) in cells.iter().enumerate().filter(|(at, _)| hidden(*at) && world.states[*at] != State::Outside) {
        let (low, high) = ranges[at];
        assert!(low <= world.counts[at] && world.counts[at] <= high, "the attacker lost the true table");
        let told = given_away.contains(cell) || !world.small(at, policy.zeros) && world.states[at] == State::Free;
        let audited = intervals.iter().find(|i| i.cell == *cell).expect("every withheld cell is audited");
        let width = high - low;
        assert!(width >= THRESHOLD || told, "cell {at} lies between {low} and {high}");
        assert!(audited.low <= low || audited.low == low, "the audit says {audited:?}, the attacker from {low}");
        if width < THRESHOLD {
            assert_eq!((audited.low, audited.high), (low, Some(high)), "the audit and the attacker differ");
        }
    }
    disclosure
}

fn suppress(zeros: Zeros) -> Policy {
    Policy { zeros, ..Policy::with_threshold(THRESHOLD) }
}

fn run<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&strategy, |value| {
        test(value);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

fn zeros() -> impl Strategy<Value = Zeros> {
    prop_oneof![4 => Just(Zeros::Shown), 1 => Just(Zeros::Hidden)]
}

fn small_world() -> impl Strategy<Value = World> {
    let sizes = prop_oneof![
        (2usize..5).prop_map(|n| vec![n]),
        (2usize..4, 2usize..4).prop_map(|(r, c)| vec![r, c]),
        Just(vec![2, 2, 2]),
    ];
    (sizes, prop::collection::vec(0u64..12, 9)).prop_map(|(sizes, counts)| {
        let mut world = World::default();
        world.cube(&sizes, &counts, State::Free);
        world
    })
}

/// Several breakdowns of one total.
fn breakdowns() -> impl Strategy<Value = World> {
    (prop::collection::vec(0u64..12, 2..5), prop::collection::vec(0u64..4, 3)).prop_map(|(first, cuts)| {
        let mut world = World::default();
        let parts: Vec<usize> = first.iter().map(|n| world.add(*n, State::Free)).collect();
        let total = world.total(&parts, State::Free);
        let mut left = world.counts[total];
        let mut second = Vec::new();
        for cut in cuts {
            let n = left * cut / 4;
            left -= n;
            second.push(world.add(n, State::Free));
        }
        second.push(world.add(left, State::Free));
        world.equations.push((total, second));
        world
    })
}

#[test]
fn no_reader_narrows_a_count_of_a_small_table() {
    run(200, (small_world(), zeros()), |(world, zeros)| {
        check(&world, suppress(zeros), |seen| attacker::every_table(seen, &world.equations, 2 * THRESHOLD));
    });
    run(100, (breakdowns(), zeros()), |(world, zeros)| {
        check(&world, suppress(zeros), |seen| attacker::every_table(seen, &world.equations, 2 * THRESHOLD));
    });
}

/// Two years with a total of both for each part, the first as it was published before.
fn years() -> impl Strategy<Value = World> {
    (prop::collection::vec((0u64..12, 0u64..12), 2..4)).prop_map(|parts| {
        let mut before = World::default();
        let first: Vec<usize> = parts.iter().map(|(n, _)| before.add(*n, State::Free)).collect();
        before.total(&first, State::Free);
        let (published, cells) = before.disclose(suppress(Zeros::Shown));

        let mut world = World::default();
        let state = |cell: usize| match published.of(cells[cell]) {
            Disclosed::Withheld => State::Kept,
            _ => State::Published,
        };
        let then: Vec<usize> = first.iter().map(|p| world.add(before.counts[*p], state(*p))).collect();
        let then_total = world.total(&then, state(first.len()));
        let now: Vec<usize> = parts.iter().map(|(_, n)| world.add(*n, State::Free)).collect();
        let now_total = world.total(&now, State::Free);
        let both: Vec<usize> = then.iter().zip(&now).map(|(a, b)| world.total(&[*a, *b], State::Free)).collect();
        let all = world.total(&both, State::Free);
        world.equations.push((all, vec![then_total, now_total]));
        world
    })
}

/// A breakdown of ours within the region's, of which the total and some neighbours are published.
fn region() -> impl Strategy<Value = World> {
    (prop::collection::vec((0u64..9, 0u64..9, 0u64..9, any::<bool>()), 2..4)).prop_map(|parts| {
        let mut world = World::default();
        let mut ours = Vec::new();
        for (n, first, second, published) in parts {
            let our = world.add(n, State::Free);
            let first = world.add(first, if published { State::Published } else { State::Outside });
            let second = world.add(second, State::Outside);
            world.total(&[our, first, second], State::Published);
            ours.push(our);
        }
        world.total(&ours, State::Free);
        world
    })
}

#[test]
fn nor_over_the_years_or_from_the_region() {
    run(100, years(), |world| {
        check(&world, suppress(Zeros::Shown), |seen| attacker::every_table(seen, &world.equations, 2 * THRESHOLD));
    });
    run(100, (region(), zeros()), |(world, zeros)| {
        check(&world, suppress(zeros), |seen| attacker::every_table(seen, &world.equations, 2 * THRESHOLD));
    });
}

#[test]
fn no_pattern_that_protects_withholds_fewer() {
    run(80, small_world().prop_filter("few enough to try all", |w| w.counts.len() < 17), |world| {
        let policy = suppress(Zeros::Shown);
        let disclosure = check(&world, policy, |seen| attacker::every_table(seen, &world.equations, 2 * THRESHOLD));
        assert_eq!(disclosure.optimality(), Optimality::Proven);
        let candidates: Vec<usize> = (0..world.counts.len()).filter(|c| world.counts[*c] >= THRESHOLD).collect();
        let fewer = disclosure.withheld(Reason::Secondary);
        for choice in (0u32..1 << candidates.len()).filter(|c| (c.count_ones() as usize) < fewer) {
            let chosen =
                |cell: usize| candidates.iter().position(|c| *c == cell).is_some_and(|at| choice >> at & 1 == 1);
            let hidden = |cell: usize| world.small(cell, Zeros::Shown) || chosen(cell);
            let seen = world.seen(hidden, Zeros::Shown);
            let ranges = attacker::every_table(&seen, &world.equations, 2 * THRESHOLD);
            let safe = (0..world.counts.len()).filter(|c| hidden(*c)).all(|c| ranges[c].1 - ranges[c].0 >= THRESHOLD);
            assert!(!safe, "{choice:b} of {candidates:?} protects, with fewer than {fewer}");
        }
    });
}

#[test]
fn rounding_tells_no_more_than_the_rounded_number() {
    let policy = Policy { method: Method::Round5, ..Policy::with_threshold(THRESHOLD) };
    let world = prop_oneof![small_world(), breakdowns(), region()];
    run(80, world.prop_filter("few enough to try all", |w| w.counts.len() < 11), |world| {
        let (disclosure, cells) = world.disclose(policy);
        assert!(disclosure.audit().too_narrow.is_empty());
        let seen: Vec<attacker::Seen> = (0..cells.len())
            .map(|at| match disclosure.of(cells[at]) {
                Disclosed::Shown(n) => attacker::Seen::Number(n),
                Disclosed::Rounded(n) => {
                    assert!(n % 5 == 0 && n.abs_diff(world.counts[at]) <= 2);
                    attacker::Seen::Between(n.saturating_sub(2), n + 2)
                }
                Disclosed::Withheld => attacker::Seen::AtLeast(0),
            })
            .collect();
        let ranges = attacker::every_table(&seen, &world.equations, 2 * THRESHOLD);
        for (at, cell) in cells.iter().enumerate().filter(|(at, _)| world.states[*at] == State::Free) {
            match disclosure.of(*cell) {
                Disclosed::Rounded(n) => assert_eq!(ranges[at], (n.saturating_sub(2), n + 2), "cell {at}"),
                Disclosed::Withheld => {
                    let given = disclosure.audit().given_away.contains(cell) || world.counts[at] >= THRESHOLD;
                    assert!(given || ranges[at].1 - ranges[at].0 >= THRESHOLD, "cell {at} lies in {:?}", ranges[at]);
                }
                Disclosed::Shown(_) => panic!("nothing of ours is shown as it is"),
            }
        }
    });
}

#[test]
fn last_years_pattern_is_kept() {
    run(100, years(), |world| {
        let (disclosure, cells) = world.disclose(suppress(Zeros::Shown));
        let (again, _) = world.disclose(suppress(Zeros::Shown));
        assert_eq!(disclosure, again);
        // A report of the same data a year later, in which all of this was published, shows and withholds the same.
        let mut later = world.clone();
        for (at, cell) in cells.iter().enumerate() {
            let withheld = disclosure.of(*cell) == Disclosed::Withheld;
            later.states[at] = if withheld { State::Kept } else { State::Published };
        }
        let (same, cells) = later.disclose(suppress(Zeros::Shown));
        for cell in &cells {
            assert_eq!(same.of(*cell), disclosure.of(*cell));
        }
        assert_eq!(same.optimality(), Optimality::Proven);
    });
}

#[test]
fn a_share_is_of_two_shown_counts() {
    let shown = Disclosed::Shown;
    assert_eq!(Disclosed::share(shown(12), shown(35)), Some(34));
    assert_eq!(Disclosed::share(shown(1), shown(8)), None);
    assert_eq!(Disclosed::share(Disclosed::Withheld, shown(35)), None);
    assert_eq!(Disclosed::share(shown(12), Disclosed::Withheld), None);
    assert_eq!(Disclosed::share(Disclosed::Rounded(10), Disclosed::Rounded(35)), None);
}

/// Tables too large to try all: rows and columns, and one with a third dimension.
fn large_world() -> impl Strategy<Value = World> {
    let sizes = prop_oneof![3 => Just(vec![6, 7]), 2 => Just(vec![9, 5]), 1 => Just(vec![4, 3, 2])];
    (sizes, prop::collection::vec(prop_oneof![3 => 0u64..7, 1 => 0u64..40], 45)).prop_map(|(sizes, counts)| {
        let mut world = World::default();
        world.cube(&sizes, &counts, State::Free);
        world
    })
}

#[test]
fn another_solver_narrows_no_count_of_a_larger_table() {
    run(25, (large_world(), zeros()), |(world, zeros)| {
        let (disclosure, cells) = world.disclose(suppress(zeros));
        assert!(disclosure.audit().too_narrow.is_empty() && disclosure.audit().given_away.is_empty());
        let hidden = |cell: usize| disclosure.of(cells[cell]) == Disclosed::Withheld;
        let attacked: Vec<usize> = (0..cells.len()).filter(|c| hidden(*c)).collect();
        let ranges = attacker::with_fractions(&world.seen(hidden, zeros), &world.equations, &attacked);
        let two_dimensions = world.counts.len() != 60;
        for (cell, (low, high)) in attacked.iter().zip(ranges) {
            assert!(high - low >= THRESHOLD as f64 - 0.01, "cell {cell} lies between {low} and {high}");
            let audited = disclosure.audit().intervals.iter().find(|i| i.cell == cells[*cell]).expect("audited");
            let audited_high = audited.high.map_or(attacker::ENDLESS, |n| n as f64);
            assert!(audited.low as f64 >= low - 0.01 && audited_high <= high + 0.01, "{audited:?}: {low} to {high}");
            if two_dimensions && high < attacker::ENDLESS / 2.0 {
                assert!((audited.low as f64 - low).abs() < 0.01 && (audited_high - high).abs() < 0.01, "{audited:?}");
            }
        }
    });
}
