//! Which elements of two sequences belong together, in order: chapters, blocks, rows and words alike.
//!
//! It deliberately does not know what it compares: equal keys are equal elements, and a score says how alike others
//! are. Its time is bounded by what it is given, never by a clock, so that the same texts always give the same answer.

use std::collections::BTreeMap;
use std::ops::Range;

/// Positions in the old and in the new sequence of two elements that belong together.
pub type Pair = (usize, usize);

/// How hard to look.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// A stretch of at most this many pairs is weighed whole; a longer one is first cut where both sides have an element
    /// that occurs once.
    pub whole: usize,
    /// Most pairs that are weighed in one stretch; of a longer one that can not be cut, only those near its diagonal.
    pub most: usize,
}

/// For words: weighing is cheap, and cutting a sentence at one chance word tears it apart.
pub const WORDS: Effort = Effort { whole: 1 << 16, most: 1 << 18 };
/// For blocks and rows: identical ones are what to hold on to.
pub const BLOCKS: Effort = Effort { whole: 0, most: 1 << 14 };

/// How often a stretch is cut before it is weighed; every cut reads it once.
const CUTS: u8 = 12;

/// Numbers for texts: equal texts have equal numbers.
#[derive(Debug, Default)]
pub struct Numbers(BTreeMap<String, u32>);

impl Numbers {
    /// The number of a text.
    pub fn of(&mut self, text: &str) -> u32 {
        if let Some(known) = self.0.get(text) {
            return *known;
        }
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(text.to_owned(), next);
        next
    }
}

/// Pairs that rise on both sides. `score` weighs two elements; those with 0 never pair. Of all ways to pair, it takes
/// one with the highest sum of scores within a stretch.
pub fn align(old: &[u32], new: &[u32], effort: Effort, mut score: impl FnMut(usize, usize) -> u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open = vec![(0..old.len(), 0..new.len(), 0u8)];
    while let Some((a, b, cuts)) = open.pop() {
        let (a, b) = trimmed(old, new, a, b, &mut pairs);
        if a.is_empty() || b.is_empty() {
            continue;
        }
        let anchors = if cuts == CUTS || a.len().saturating_mul(b.len()) <= effort.whole {
            Vec::new()
        } else {
            anchors(old, new, &a, &b)
        };
        if anchors.is_empty() {
            weigh(&a, &b, effort.most, &mut score, &mut pairs);
            continue;
        }
        let (mut from_a, mut from_b) = (a.start, b.start);
        for (x, y) in anchors {
            open.push((from_a..x, from_b..y, cuts + 1));
            pairs.push((x, y));
            (from_a, from_b) = (x + 1, y + 1);
        }
        open.push((from_a..a.end, from_b..b.end, cuts + 1));
    }
    pairs.sort_unstable();
    pairs
}

/// Pairs what is equal at both ends, and leaves the rest.
fn trimmed(
    old: &[u32],
    new: &[u32],
    mut a: Range<usize>,
    mut b: Range<usize>,
    pairs: &mut Vec<Pair>,
) -> (Range<usize>, Range<usize>) {
    while !a.is_empty() && !b.is_empty() && old.get(a.start) == new.get(b.start) {
        pairs.push((a.start, b.start));
        (a.start, b.start) = (a.start + 1, b.start + 1);
    }
    while !a.is_empty() && !b.is_empty() && old.get(a.end - 1) == new.get(b.end - 1) {
        (a.end, b.end) = (a.end - 1, b.end - 1);
        pairs.push((a.end, b.end));
    }
    (a, b)
}

/// Elements that occur once on both sides, as many as keep their order.
fn anchors(old: &[u32], new: &[u32], a: &Range<usize>, b: &Range<usize>) -> Vec<Pair> {
    let once = |keys: &[u32], range: &Range<usize>| {
        let mut places: BTreeMap<u32, Option<usize>> = BTreeMap::new();
        for (at, key) in keys.iter().enumerate().take(range.end).skip(range.start) {
            places.entry(*key).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let there = once(new, b);
    let mut common: Vec<Pair> =
        once(old, a).into_iter().filter_map(|(key, at)| Some((at?, there.get(&key).copied().flatten()?))).collect();
    common.sort_unstable();
    rising(&common)
}

/// The longest run of pairs, sorted by their old place, whose new places rise too.
pub fn rising(pairs: &[Pair]) -> Vec<Pair> {
    // The last pair of the best run of each length, and for each pair the one before it in its run.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs.get(*end).is_some_and(|(_, other)| other < new));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.extend(pairs.get(at));
        next = before.get(at).copied().flatten();
    }
    run.reverse();
    run
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Up,
    Left,
    Both,
}

/// Pairs with the highest sum of scores, from a table of sums. Where the table would be too large, it is a band along
/// the diagonal: what lies left of the band is not reached, and what lies right of it counts as its right edge.
fn weigh(
    a: &Range<usize>,
    b: &Range<usize>,
    most: usize,
    score: &mut impl FnMut(usize, usize) -> u32,
    pairs: &mut Vec<Pair>,
) {
    let (rows, columns) = (a.len(), b.len() + 1);
    let width =
        if rows.saturating_mul(columns) <= most { columns } else { (most / rows).clamp(8.min(columns), columns) };
    let left = |row: usize| (row * b.len() / rows).saturating_sub(width / 2).min(columns - width);
    let mut above = vec![0u32; width];
    let mut steps = Vec::with_capacity(rows * width);
    for row in 1..=rows {
        let (here, before) = (left(row), left(row - 1));
        let sum = |column: usize| above.get(column.checked_sub(before)?.min(width - 1)).copied();
        let mut sums: Vec<u32> = Vec::with_capacity(width);
        for column in here..here + width {
            let mut best = (sum(column).unwrap_or(0), Step::Up);
            if let Some(beside) = sums.last().filter(|beside| **beside > best.0) {
                best = (*beside, Step::Left);
            }
            if let Some((before, column)) = column.checked_sub(1).and_then(|column| Some((sum(column)?, column))) {
                let gain = score(a.start + row - 1, b.start + column);
                if gain > 0 && before.saturating_add(gain) >= best.0 {
                    best = (before.saturating_add(gain), Step::Both);
                }
            }
            sums.push(best.0);
            steps.push(best.1);
        }
        above = sums;
    }
    let (mut row, mut column) = (rows, b.len());
    while row > 0 && column > 0 {
        let here = left(row);
        column = column.min(here + width - 1);
        let step = column.checked_sub(here).and_then(|at| steps.get((row - 1) * width + at));
        match step {
            Some(Step::Both) => {
                (row, column) = (row - 1, column - 1);
                pairs.push((a.start + row, b.start + column));
            }
            Some(Step::Left) => column -= 1,
            Some(Step::Up) | None => row -= 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn equal(old: &[u32], new: &[u32], effort: Effort) -> Vec<Pair> {
        align(old, new, effort, |a, b| u32::from(old[a] == new[b]))
    }

    /// The most pairs that any alignment has, the slow way.
    fn longest(old: &[u32], new: &[u32]) -> usize {
        let mut above = vec![0; new.len() + 1];
        for a in old {
            let mut row = vec![0];
            for (j, b) in new.iter().enumerate() {
                row.push(if a == b { above[j] + 1 } else { above[j + 1].max(row[j]) });
            }
            above = row;
        }
        *above.last().unwrap()
    }

    proptest! {
        #[test]
        fn pairs_rise_and_are_equal(
            old in proptest::collection::vec(0u32..12, 0..60),
            new in proptest::collection::vec(0u32..12, 0..60),
            whole in 0usize..400,
            most in 1usize..4_000,
        ) {
            let pairs = equal(&old, &new, Effort { whole, most });
            prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            prop_assert!(pairs.iter().all(|(a, b)| old[*a] == new[*b]));
            if whole >= 60 * 60 && most >= 61 * 61 {
                prop_assert_eq!(pairs.len(), longest(&old, &new));
            }
            prop_assert_eq!(equal(&old, &old, Effort { whole, most }).len(), old.len());
        }

        #[test]
        fn what_fits_in_one_table_is_best(
            old in proptest::collection::vec(0u32..8, 0..40),
            new in proptest::collection::vec(0u32..8, 0..40),
        ) {
            prop_assert_eq!(equal(&old, &new, WORDS).len(), longest(&old, &new));
        }
    }

    #[test]
    fn a_long_stretch_stays_within_its_band() {
        let old: Vec<u32> = (0..5_000).map(|i| i % 7).collect();
        let new: Vec<u32> = (0..5_000).map(|i| (i * i) % 11).collect();
        let mut weighed = 0;
        align(&old, &new, WORDS, |_, _| {
            weighed += 1;
            0
        });
        assert!(weighed <= WORDS.most, "{weighed}");
    }
}
