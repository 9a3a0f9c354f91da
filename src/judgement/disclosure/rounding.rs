//! Rounding to fives, and withholding where rounding gives a count away.
//!
//! Every count is rounded to the nearest multiple of five, totals by themselves. What is promised of a rounded number
//! `r` is that every count from `r − 2` to `r + 2` (from 0 up) stays possible, whatever else is published: the tables
//! tell no more of it than the number itself. It deliberately does not make rounded parts add up.

use super::audit::audit;
use super::puzzle::{Puzzle, Role};
use super::{Disclosed, Disclosure, Optimality, Reason};

/// Rounds what is ours, and withholds where the promise cannot be kept.
pub(super) fn round(puzzle: &Puzzle) -> Disclosure {
    let mut open = puzzle.part(&(0..puzzle.len()).collect::<Vec<_>>());
    // With everything rounded nothing says that a withheld count is not zero.
    open.lowest.iter_mut().for_each(|low| *low = 0);
    open.contradicted = puzzle.contradicted.clone();
    let mut shown: Vec<Disclosed> = (0..puzzle.len()).map(|cell| first(puzzle, cell)).collect();
    let mut audited = loop {
        let audited = audit(&open, &shown, &puzzle.width);
        let before = shown.clone();
        for weak in audited.too_narrow.iter().map(|cell| cell.0) {
            if before[weak] != Disclosed::Withheld {
                shown[weak] = Disclosed::Withheld;
                continue;
            }
            // Beside a weak withheld count, whatever shares an equation with it is withheld too.
            for equation in open.equations.iter().filter(|terms| terms.iter().any(|(c, _)| *c == weak)) {
                for (cell, _) in equation {
                    if matches!(shown[*cell], Disclosed::Rounded(_)) {
                        shown[*cell] = Disclosed::Withheld;
                    }
                }
            }
        }
        if shown == before {
            break audited;
        }
    };
    // What is still weak has nothing left around it that could be withheld.
    let given_away = std::mem::take(&mut audited.too_narrow);
    audited.given_away.extend(given_away);
    audited.given_away.sort();
    audited.given_away.dedup();
    let reasons: Vec<Option<Reason>> = (0..shown.len())
        .map(|cell| match shown[cell] {
            Disclosed::Withheld if puzzle.role[cell] == Role::Outside => None,
            Disclosed::Withheld if puzzle.kept[cell] => Some(Reason::Kept),
            Disclosed::Withheld => Some(Reason::Secondary),
            Disclosed::Rounded(_) | Disclosed::Shown(_) => None,
        })
        .collect();
    let chosen = reasons.iter().filter(|r| **r == Some(Reason::Secondary)).count();
    let optimality = match u64::try_from(chosen) {
        Ok(0) => Optimality::Proven,
        other => Optimality::Bound { chosen: other.unwrap_or(u64::MAX), at_least: 0 },
    };
    Disclosure { shown, reasons, audit: audited, optimality }
}

fn first(puzzle: &Puzzle, cell: usize) -> Disclosed {
    let n = u64::try_from(puzzle.value[cell]).unwrap_or_default();
    match puzzle.role[cell] {
        Role::Outside => Disclosed::Withheld,
        _ if puzzle.kept[cell] => Disclosed::Withheld,
        Role::Known if puzzle.published[cell] => Disclosed::Shown(n),
        _ => Disclosed::Rounded((n + 2) / 5 * 5),
    }
}
