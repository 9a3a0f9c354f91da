//! The audit: what a reader can work out of every withheld cell, from everything that is published together.
//!
//! It starts anew from the pattern and deliberately trusts nothing that the choice of it found.

use super::attack::{Attack, ENDLESS, GaveUp, Reach};
use super::puzzle::{Puzzle, Role};
use super::{CellId, Disclosed};

/// The range that a reader can bring a cell back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The cell.
    pub cell: CellId,
    /// It is at least this.
    pub low: u64,
    /// It is at most this; none when there is no end.
    pub high: Option<u64>,
}

impl Interval {
    /// How far the ends lie apart; none when there is no end.
    pub fn width(&self) -> Option<u64> {
        self.high.map(|high| high.saturating_sub(self.low))
    }
}

/// What a reader can work out; it holds nothing that cannot be computed from what is published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// Every cell that is withheld or rounded, in the order in which the cells were added.
    pub intervals: Vec<Interval>,
    /// Cells with a narrower range than they should and could have. Always empty, or the build must fail.
    pub too_narrow: Vec<CellId>,
    /// Small or kept cells that nothing can protect any more, because what others published gives them away.
    pub given_away: Vec<CellId>,
    /// Equations, by the order in which they were added, that the counts contradict and that were left out.
    pub contradicted: Vec<usize>,
}

/// The ranges of all cells that are not shown, with `demand` what their width must be.
pub(super) fn audit(puzzle: &Puzzle, shown: &[Disclosed], demand: &[i64]) -> Audit {
    let mut audit = Audit { contradicted: puzzle.contradicted.clone(), ..Audit::default() };
    let mut open = puzzle.part(&(0..puzzle.len()).collect::<Vec<_>>());
    for (cell, disclosed) in shown.iter().enumerate() {
        let outside = puzzle.role[cell] == Role::Outside;
        let is_open = outside || !matches!(disclosed, Disclosed::Shown(_));
        open.role[cell] = if is_open { Role::Outside } else { Role::Known };
    }
    for cells in open.components() {
        let ours: Vec<usize> = (0..cells.len()).filter(|at| puzzle.role[cells[*at]] != Role::Outside).collect();
        let ranges = ranges(&open.part(&cells), &cells, shown, &ours);
        for (at, cell) in ours.iter().map(|place| cells[*place]).enumerate() {
            let Ok(ranges) = &ranges else {
                audit.too_narrow.push(CellId(cell));
                continue;
            };
            let (down, up) = ranges[at];
            let end = |n: i64| u64::try_from(n).unwrap_or_default();
            audit.intervals.push(Interval {
                cell: CellId(cell),
                low: end(puzzle.value[cell] - down),
                high: (up < ENDLESS).then(|| end(puzzle.value[cell] + up)),
            });
            let width = down.saturating_add(up);
            let wanted = match bounds(shown[cell]) {
                Some((low, high)) => high - low,
                None => demand[cell],
            };
            if width < wanted {
                audit.too_narrow.push(CellId(cell));
            } else if width < puzzle.width[cell]
                && shown[cell] == Disclosed::Withheld
                && (puzzle.small[cell] || puzzle.kept[cell])
            {
                audit.given_away.push(CellId(cell));
            }
        }
    }
    audit.intervals.sort_by_key(|i| i.cell);
    audit.too_narrow.sort();
    audit.given_away.sort();
    audit
}

/// What a rounded number says by itself.
pub(super) fn bounds(disclosed: Disclosed) -> Option<(i64, i64)> {
    match disclosed {
        Disclosed::Rounded(n) => {
            let n = i64::try_from(n).unwrap_or(ENDLESS);
            Some(((n - 2).max(0), n + 2))
        }
        Disclosed::Shown(_) | Disclosed::Withheld => None,
    }
}

/// How far down and up each of `ours` can lie from its count, in whole numbers.
pub(super) fn ranges(
    part: &Puzzle,
    cells: &[usize],
    shown: &[Disclosed],
    ours: &[usize],
) -> Result<Vec<(i64, i64)>, GaveUp> {
    let mut attack = Attack::new(part.len(), &part.equations)?;
    let room = |at: usize| match bounds(shown[cells[at]]) {
        Some((low, high)) => (low - part.value[at], high - part.value[at]),
        None => part.room(at),
    };
    attack.open(room, |_| 1)?;
    for at in ours {
        for up in [true, false] {
            if let Reach::Far(n, d) = attack.reach(*at, up, ENDLESS, true)? {
                let (down_seen, up_seen) = attack.seen(*at);
                // Between whole numbers the solver looks on.
                if n / d > if up { up_seen } else { down_seen } {
                    attack.reach_whole(*at, up, n / d);
                }
            }
        }
    }
    Ok(ours.iter().map(|at| attack.seen(*at)).collect())
}
