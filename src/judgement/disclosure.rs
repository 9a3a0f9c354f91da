//! Disclosure control: the only door through which a [`PersonCount`] can be shown.
//!
//! A count below the threshold is not shown, and as many others as it takes that it cannot be worked out from a total.
//! It deliberately does not know tables, charts or words.

use crate::nouns::count::PersonCount;

/// Counts from 1 up to this are not shown (the usual choice for frequency tables; see the project's domain notes §5.3).
pub const THRESHOLD: u64 = 5;

/// A count after disclosure control: free to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosed {
    /// May be shown.
    Shown(u64),
    /// Is not shown.
    Withheld,
}

impl Disclosed {
    /// The number in Dutch, or a word that says it is not shown.
    pub fn text(self) -> String {
        match self {
            Self::Shown(n) => crate::ground::dutch::integer(i64::try_from(n).unwrap_or(i64::MAX)),
            Self::Withheld => "niet getoond".into(),
        }
    }

    /// The number, when it may be shown.
    pub fn value(self) -> Option<u64> {
        match self {
            Self::Shown(n) => Some(n),
            Self::Withheld => None,
        }
    }
}

/// Several breakdowns of the same total, disclosed together: a total that one of them would betray is shown in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosedTotal {
    /// The total.
    pub total: Disclosed,
    /// Each breakdown, in the order given.
    pub breakdowns: Vec<Vec<Disclosed>>,
}

/// Discloses a total and its breakdowns.
///
/// In each breakdown every count from 1 to below the threshold is withheld. While the total is shown, at least one
/// withheld count must be the threshold or more, and the withheld ones together must leave each a range of at least
/// the threshold; the smallest shown counts are added until that is so. Where it cannot be so, the total is withheld
/// everywhere.
pub fn disclose(breakdowns: &[Vec<PersonCount>]) -> DisclosedTotal {
    let raw: Vec<Vec<u64>> =
        breakdowns.iter().map(|b| b.iter().map(|c| c.for_disclosure_control_only()).collect()).collect();
    let sum: u64 = raw.first().map_or(0, |b| b.iter().sum());
    if small(sum) {
        return DisclosedTotal { total: Disclosed::Withheld, breakdowns: raw.iter().map(|b| hide_all(b)).collect() };
    }
    let protected: Option<Vec<Vec<bool>>> = raw.iter().map(|b| protect(b)).collect();
    match protected {
        Some(hidden) => DisclosedTotal {
            total: Disclosed::Shown(sum),
            breakdowns: raw.iter().zip(hidden).map(|(b, h)| apply(b, &h)).collect(),
        },
        None => DisclosedTotal {
            total: Disclosed::Withheld,
            // Without the total a complete breakdown would give it back, so every breakdown withholds something.
            breakdowns: raw.iter().map(|b| without_total(b)).collect(),
        },
    }
}

fn small(n: u64) -> bool {
    n > 0 && n < THRESHOLD
}

fn hide_all(counts: &[u64]) -> Vec<Disclosed> {
    // Zeros too: three zeros and one hidden form would say that all signals were of that form.
    counts.iter().map(|_| Disclosed::Withheld).collect()
}

fn apply(counts: &[u64], hidden: &[bool]) -> Vec<Disclosed> {
    counts.iter().zip(hidden).map(|(n, h)| if *h { Disclosed::Withheld } else { Disclosed::Shown(*n) }).collect()
}

/// Which counts to withhold while the total is shown; none when no choice protects.
fn protect(counts: &[u64]) -> Option<Vec<bool>> {
    let mut hidden: Vec<bool> = counts.iter().map(|n| small(*n)).collect();
    if !hidden.contains(&true) {
        return Some(hidden);
    }
    loop {
        if wide_enough(counts, &hidden) {
            return Some(hidden);
        }
        let next = (0..counts.len()).filter(|i| !hidden[*i] && counts[*i] > 0).min_by_key(|i| (counts[*i], *i))?;
        hidden[next] = true;
    }
}

/// With the sum of the withheld counts known, each can lie anywhere from 0 to that sum; a reader who also knows that
/// zeros are shown knows it is at least 1. The range left to each must be at least the threshold wide.
fn wide_enough(counts: &[u64], hidden: &[bool]) -> bool {
    let withheld: Vec<u64> = counts.iter().zip(hidden).filter(|(_, h)| **h).map(|(n, _)| *n).collect();
    let others = u64::try_from(withheld.len()).unwrap_or(u64::MAX).saturating_sub(1);
    let sum: u64 = withheld.iter().sum();
    // Each is at least 1, so at most sum − others: a range from 1 to that.
    withheld.len() > 1 && sum.saturating_sub(others) > THRESHOLD
}

fn without_total(counts: &[u64]) -> Vec<Disclosed> {
    let mut hidden: Vec<bool> = counts.iter().map(|n| small(*n)).collect();
    if !hidden.contains(&true)
        && let Some(smallest) = (0..counts.len()).filter(|i| counts[*i] > 0).min_by_key(|i| (counts[*i], *i))
    {
        hidden[smallest] = true;
    }
    apply(counts, &hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
                prop_assert!(!small(*n) || shown.value().is_none());
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
