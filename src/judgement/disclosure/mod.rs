//! Disclosure control: the only door through which a [`PersonCount`](crate::nouns::count::PersonCount) can be shown.
//!
//! A count below the threshold is not shown, and as many others as it takes that nobody can work it out: from totals,
//! from tables that share cells, or from what was published before. It deliberately does not know what the counts are
//! of, nor tables on a page, charts or words. The model, the promise and its limits stand in `docs/privacy.md`.
//!
//! ```
//! use beleid::judgement::disclosure::{Disclosed, LinkedTables, Policy, State};
//! use beleid::nouns::count::PersonCount;
//!
//! let mut tables = LinkedTables::new(Policy::with_threshold(5));
//! let [total, small, middle, large] = [35, 3, 12, 20].map(|n| tables.cell(PersonCount::new(n), State::Free));
//! tables.breakdown(total, [small, middle, large]);
//!
//! let disclosure = tables.disclose();
//! assert_eq!(disclosure.of(total), Disclosed::Shown(35));
//! assert_eq!(disclosure.of(small), Disclosed::Withheld);
//! assert_eq!(disclosure.of(middle), Disclosed::Withheld);
//! assert!(disclosure.audit().too_narrow.is_empty());
//! ```

mod disclosed;
mod policy;
mod tables;

mod attack;
mod audit;
mod choice;
mod guard;
mod heuristic;
mod master;
mod puzzle;
mod rounding;

pub use audit::{Audit, Interval};
pub use disclosed::{Disclosed, Disclosure, Optimality, Reason};
pub use policy::{Method, Objective, Policy, State, THRESHOLD, Zeros};
pub use tables::{CellId, LinkedTables};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nouns::count::PersonCount;
    use proptest::prelude::*;

    /// Several breakdowns of the same total, disclosed together: a total that one of them would betray is shown in none.
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct DisclosedTotal {
        /// The total.
        total: Disclosed,
        /// Each breakdown, in the order given.
        breakdowns: Vec<Vec<Disclosed>>,
    }

    /// Discloses a total, the sum of the first breakdown, and all its breakdowns, by the usual policy.
    fn disclose(breakdowns: &[Vec<PersonCount>]) -> DisclosedTotal {
        let mut tables = LinkedTables::new(Policy::with_threshold(THRESHOLD));
        let total = PersonCount::sum(breakdowns.first().into_iter().flatten().copied());
        let total = tables.cell(total, State::Free);
        // The total is read first: it is withheld only where no choice of parts protects.
        tables.worth(total, 1_000);
        let mut cells: Vec<Vec<CellId>> = Vec::new();
        for breakdown in breakdowns {
            let parts: Vec<CellId> = breakdown.iter().map(|count| tables.cell(*count, State::Free)).collect();
            tables.breakdown(total, parts.iter().copied());
            cells.push(parts);
        }
        let disclosure = tables.disclose();
        let of = |parts: &Vec<CellId>| parts.iter().map(|part| disclosure.of(*part)).collect();
        DisclosedTotal { total: disclosure.of(total), breakdowns: cells.iter().map(of).collect() }
    }

    fn counts(raw: &[u64]) -> Vec<PersonCount> {
        raw.iter().map(|n| PersonCount::new(*n)).collect()
    }

    /// Every way to fill the withheld cells that agrees with what is shown, as the range of each cell.
    fn ranges(shown: &[Disclosed], total: u64, biggest: u64) -> Vec<(u64, u64)> {
        let withheld = shown.iter().filter(|d| d.value().is_none()).count();
        let rest = total - shown.iter().filter_map(|d| d.value()).sum::<u64>();
        let mut ranges = vec![(u64::MAX, 0); withheld];
        fn fill(left: u64, at: usize, cells: &mut Vec<u64>, ranges: &mut [(u64, u64)], biggest: u64) {
            if at == ranges.len() {
                if left == 0 {
                    for (range, n) in ranges.iter_mut().zip(cells.iter()) {
                        *range = (range.0.min(*n), range.1.max(*n));
                    }
                }
                return;
            }
            for n in 1..=left.min(biggest) {
                cells.push(n);
                fill(left - n, at + 1, cells, ranges, biggest);
                cells.pop();
            }
        }
        fill(rest, 0, &mut Vec::new(), &mut ranges, biggest);
        ranges
    }

    #[test]
    fn one_small_count_takes_another_with_it() {
        let d = disclose(&[counts(&[3, 12, 20])]);
        assert_eq!(d.total, Disclosed::Shown(35));
        assert_eq!(d.breakdowns[0], [Disclosed::Withheld, Disclosed::Withheld, Disclosed::Shown(20)]);
    }

    #[test]
    fn a_total_that_cannot_be_protected_is_shown_nowhere() {
        let d = disclose(&[counts(&[8, 0]), counts(&[4, 4])]);
        assert_eq!(d.total, Disclosed::Shown(8));
        let d = disclose(&[counts(&[6, 0]), counts(&[3, 3])]);
        assert_eq!(d.total, Disclosed::Withheld);
        assert_eq!(d.breakdowns[0], [Disclosed::Withheld, Disclosed::Shown(0)]);
    }

    #[test]
    fn a_small_total_says_nothing_at_all() {
        assert!(disclose(&[counts(&[0, 2, 0])]).breakdowns[0].iter().all(|d| *d == Disclosed::Withheld));
        assert_eq!(disclose(&[counts(&[0, 0])]).total, Disclosed::Shown(0));
    }

    proptest! {
        #[test]
        fn no_small_count_is_shown_or_can_be_worked_out(raw in prop::collection::vec(0u64..14, 1..6)) {
            let d = disclose(&[counts(&raw)]);
            for (n, shown) in raw.iter().zip(&d.breakdowns[0]) {
                prop_assert!(!(1..THRESHOLD).contains(n) || shown.value().is_none());
                prop_assert!(shown.value().is_none_or(|v| v == *n));
            }
            if let Disclosed::Shown(total) = d.total {
                for (low, high) in ranges(&d.breakdowns[0], total, total) {
                    prop_assert!(high - low >= THRESHOLD, "a withheld count lies between {low} and {high}");
                }
            }
        }
    }
}
