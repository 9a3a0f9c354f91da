//! Good patterns fast: withhold what gives most for its cost until everything is protected, then show again what turns
//! out not to be needed.
//!
//! It deliberately promises no more than that the pattern protects.

use super::attack::GaveUp;
use super::guard::{Cut, Guard, WHOLE};
use super::puzzle::{Puzzle, Role};

/// Adds to the pattern until it protects, and takes out what is not needed. `suggestion` holds shares of [`WHOLE`]:
/// what is suggested more comes first. The conditions met on the way are added to `cuts`.
pub(super) fn repair(
    guard: &mut Guard<'_>,
    pattern: &mut [bool],
    cuts: &mut Vec<Cut>,
    weights: &[i64],
    suggestion: &[i64],
) -> Result<(), GaveUp> {
    let price: Vec<i64> = (0..pattern.len()).map(|c| weights[c] * (WHOLE + 4 - suggestion[c])).collect();
    loop {
        let lacking = guard.lacks(&shares(pattern))?;
        if lacking.is_empty() {
            break;
        }
        fulfil(&lacking, pattern, &price, guard.puzzle);
        cuts.extend(lacking);
    }
    let puzzle = guard.puzzle;
    let cells: Vec<usize> = (0..pattern.len()).filter(|c| pattern[*c] || puzzle.role[*c] == Role::Outside).collect();
    let part = puzzle.part(&cells);
    let mut within = guard.within(&part, &cells)?;
    let mut still: Vec<i64> = cells.iter().map(|c| if pattern[*c] { WHOLE } else { 0 }).collect();
    let mut extra: Vec<usize> = (0..cells.len()).filter(|at| part.role[*at] == Role::Candidate).collect();
    extra.sort_by_key(|at| std::cmp::Reverse((price[cells[*at]], part.value[*at], *at)));
    for at in extra {
        still[at] = 0;
        if !within.surely_protects(&still)? {
            still[at] = WHOLE;
        }
        pattern[cells[at]] = still[at] == WHOLE;
    }
    let work = within.work();
    guard.charge(work);
    Ok(())
}

/// Puts a smaller count in the place of a larger one wherever that costs no more and protects as well: of patterns
/// that withhold as few cells, a reader has most of the one that leaves the large counts and the totals to be seen.
pub(super) fn exchange(guard: &mut Guard<'_>, pattern: &mut [bool], weights: &[i64]) -> Result<(), GaveUp> {
    const TRIES: usize = 4;
    let puzzle = guard.puzzle;
    let mut chosen: Vec<usize> =
        (0..pattern.len()).filter(|c| pattern[*c] && puzzle.role[*c] == Role::Candidate).collect();
    chosen.sort_by_key(|c| std::cmp::Reverse((puzzle.value[*c], *c)));
    for cell in chosen {
        pattern[cell] = false;
        let lacking = guard.lacks(&shares(pattern))?;
        let alone = |other: usize| {
            let enough = |cut: &Cut| {
                let have: i64 = cut.terms.iter().filter(|(c, _)| pattern[*c]).map(|(_, weight)| weight).sum();
                cut.terms.iter().any(|(c, weight)| *c == other && have + weight >= cut.need)
            };
            lacking.iter().all(enough)
        };
        let better = |c: &usize| !pattern[*c] && puzzle.value[*c] < puzzle.value[cell] && weights[*c] <= weights[cell];
        let mut others: Vec<usize> =
            (0..pattern.len()).filter(|c| puzzle.role[*c] == Role::Candidate && better(c) && alone(*c)).collect();
        others.sort_by_key(|c| (puzzle.value[*c], *c));
        let mut found = lacking.is_empty();
        for other in others.into_iter().take(if found { 0 } else { TRIES }) {
            pattern[other] = true;
            found = guard.surely_protects(&shares(pattern))?;
            if found {
                break;
            }
            pattern[other] = false;
        }
        pattern[cell] = !found;
    }
    Ok(())
}

/// A pattern in shares of [`WHOLE`].
pub(super) fn shares(pattern: &[bool]) -> Vec<i64> {
    pattern.iter().map(|hidden| if *hidden { WHOLE } else { 0 }).collect()
}

/// What the candidates that are withheld cost together.
pub(super) fn cost(pattern: &[bool], weights: &[i64], puzzle: &Puzzle) -> i64 {
    (0..pattern.len()).filter(|c| pattern[*c] && puzzle.role[*c] == Role::Candidate).map(|c| weights[c]).sum()
}

/// Withholds the candidate that does most for all conditions together at its price, until all are met.
fn fulfil(cuts: &[Cut], pattern: &mut [bool], price: &[i64], puzzle: &Puzzle) {
    // What each condition needs is counted in parts of its own need, so that all weigh the same.
    const PARTS: i64 = 1 << 20;
    let mut needs: Vec<i64> = cuts.iter().map(|cut| cut.need).collect();
    loop {
        let mut gain = vec![0i64; pattern.len()];
        for (cut, need) in cuts.iter().zip(&needs).filter(|(_, need)| **need > 0) {
            for (cell, weight) in cut.terms.iter().filter(|(cell, _)| !pattern[*cell]) {
                gain[*cell] += PARTS / cut.need * (*weight).min(*need);
            }
        }
        let worth = |a: usize, b: usize| i128::from(gain[a]) * i128::from(price[b]);
        let better = |a: &usize, b: &usize| {
            worth(*a, *b).cmp(&worth(*b, *a)).then_with(|| (puzzle.value[*b], *b).cmp(&(puzzle.value[*a], *a)))
        };
        let Some(cell) = (0..pattern.len()).filter(|c| gain[*c] > 0).max_by(better) else { return };
        pattern[cell] = true;
        for (cut, need) in cuts.iter().zip(&mut needs) {
            *need -= cut.terms.iter().filter(|(c, _)| *c == cell).map(|(_, weight)| weight).sum::<i64>();
        }
    }
}
