//! Which hidden cells are not protected by a pattern, and what every pattern must have that does protect them.
//!
//! It deliberately does not choose: it says what is lacking.

use super::attack::{Attack, ENDLESS, GaveUp, Reach, gcd};
use super::puzzle::{Puzzle, Role};

/// Every pattern that withholds `of` and protects it satisfies `Σ weight · withheld ≥ need`.
pub(super) struct Cut {
    pub(super) of: usize,
    pub(super) need: i64,
    /// Candidates with what withholding each contributes, none above `need`.
    pub(super) terms: Vec<(usize, i64)>,
}

/// Fractions of a cell are counted in these when a solver proposes to withhold half of one.
pub(super) const WHOLE: i64 = 64;

pub(super) struct Guard<'a> {
    pub(super) puzzle: &'a Puzzle,
    attack: Attack,
    /// The width each cell must have when withheld: what was asked, or as much as can be had at all.
    pub(super) demand: Vec<i64>,
}

impl<'a> Guard<'a> {
    /// Finds what can be had at all: the ranges when everything that may be withheld is.
    pub(super) fn new(puzzle: &'a Puzzle) -> Result<Self, GaveUp> {
        let attack = Attack::new(puzzle.len(), &puzzle.equations)?;
        let mut guard = Self { puzzle, attack, demand: vec![0; puzzle.len()] };
        guard.attack.open(|cell| puzzle.room(cell))?;
        for cell in (0..puzzle.len()).filter(|c| puzzle.role[*c] != Role::Outside) {
            guard.demand[cell] = guard.width(cell, puzzle.width[cell])?;
        }
        Ok(guard)
    }

    /// The width of the range of a cell, not counted beyond `enough`.
    fn width(&mut self, cell: usize, enough: i64) -> Result<i64, GaveUp> {
        for up in [true, false] {
            if self.seen(cell) < enough {
                self.attack.reach(cell, up, enough)?;
            }
        }
        Ok(self.width_in_whole_numbers(cell, enough).min(enough))
    }

    /// Where fractions get far enough, whole numbers may not.
    fn width_in_whole_numbers(&mut self, cell: usize, enough: i64) -> i64 {
        for up in [true, false] {
            if self.seen(cell) < enough {
                self.attack.reach_whole(cell, up);
            }
        }
        self.seen(cell)
    }

    fn seen(&self, cell: usize) -> i64 {
        let (down, up) = self.attack.seen(cell);
        down.saturating_add(up)
    }

    fn open(&mut self, hidden: &[i64]) -> Result<(), GaveUp> {
        let puzzle = self.puzzle;
        self.attack.open(|cell| match (puzzle.role[cell], hidden[cell]) {
            (Role::Outside, _) | (_, WHOLE) => {
                let (low, high) = puzzle.room(cell);
                (low * WHOLE, high)
            }
            (_, 0) => (0, 0),
            (_, share) => (puzzle.room(cell).0 * share, puzzle.width[cell] * share),
        })
    }

    /// What a pattern lacks, given in shares of [`WHOLE`]; only the first lack when `one` is asked.
    pub(super) fn lacks(&mut self, hidden: &[i64], one: bool) -> Result<Vec<Cut>, GaveUp> {
        self.open(hidden)?;
        let mut cuts = Vec::new();
        for cell in 0..hidden.len() {
            let enough = self.demand[cell] * hidden[cell];
            if enough == 0 || self.puzzle.role[cell] == Role::Outside {
                continue;
            }
            if self.seen(cell) >= enough {
                continue;
            }
            let above = self.attack.reach(cell, true, enough)?;
            if self.seen(cell) >= enough {
                continue;
            }
            let ties = self.attack.ties(cell).map(|(row, scale)| (row.to_vec(), scale));
            let below = self.attack.reach(cell, false, enough)?;
            if self.seen(cell) >= enough {
                continue;
            }
            if !reaches(above, below, enough) {
                if let Some((row, scale)) = ties {
                    let own = below == Reach::Far(-self.puzzle.room(cell).0 * hidden[cell], 1);
                    cuts.extend(self.cut(cell, &row, scale, own));
                }
            } else if hidden.iter().all(|share| *share == 0 || *share == WHOLE)
                && self.width_in_whole_numbers(cell, enough) < enough
            {
                cuts.push(self.more(cell, hidden));
            }
            if one && !cuts.is_empty() {
                break;
            }
        }
        Ok(cuts)
    }

    /// Something more than this must be withheld: less never gives a cell a wider range.
    fn more(&self, of: usize, hidden: &[i64]) -> Cut {
        let rest = (0..hidden.len()).filter(|c| hidden[*c] == 0 && self.puzzle.role[*c] == Role::Candidate);
        Cut { of, need: 1, terms: rest.map(|c| (c, 1)).collect() }
    }

    /// From what ties the cell when it is as high as it goes, and when it is as low: only other cells that move can
    /// move it, each by no more than its coefficient times its own room.
    fn cut(&self, of: usize, above: &[i64], above_scale: i64, own: bool) -> Option<Cut> {
        let puzzle = self.puzzle;
        let below = if own { None } else { self.attack.ties(of) };
        let below_scale = below.map_or(1, |(_, scale)| scale);
        let common = (above_scale / gcd(above_scale, below_scale)).checked_mul(below_scale)?;
        let mut need = self.demand[of].checked_mul(common)?;
        if own || below.is_none() {
            need = need.checked_add(puzzle.room(of).0.checked_mul(common)?)?;
        }
        let mut terms: Vec<(usize, i64)> = Vec::new();
        for cell in (0..puzzle.len()).filter(|c| *c != of) {
            let down = -puzzle.room(cell).0;
            let helps = |coefficient: i64, scale: i64| match coefficient.signum() {
                0 => 0,
                // It would have to rise, and nothing says how far it cannot.
                -1 => ENDLESS,
                _ => coefficient.saturating_mul(down).saturating_mul(common / scale),
            };
            let up = helps(above[cell], above_scale);
            let down = below.map_or(0, |(row, scale)| helps(-row[cell], scale));
            match (puzzle.role[cell], up.saturating_add(down)) {
                (_, 0) | (Role::Known, _) => {}
                (Role::Candidate, weight) => terms.push((cell, weight)),
                (Role::Hidden | Role::Outside, weight) => need -= weight.min(need.max(0)),
            }
        }
        if need <= 0 {
            return None;
        }
        let mut shared = need;
        for (_, weight) in &mut terms {
            *weight = (*weight).min(need);
            shared = gcd(shared, *weight);
        }
        terms.iter_mut().for_each(|(_, weight)| *weight /= shared);
        Some(Cut { of, need: need / shared, terms })
    }
}

/// Whether two deviations together are at least `enough`, fractions counted.
fn reaches(above: Reach, below: Reach, enough: i64) -> bool {
    match (above, below) {
        (Reach::Far(a, b), Reach::Far(c, d)) => {
            let (a, b, c, d) = (i128::from(a), i128::from(b), i128::from(c), i128::from(d));
            a * d + c * b >= i128::from(enough) * b * d
        }
        _ => true,
    }
}
