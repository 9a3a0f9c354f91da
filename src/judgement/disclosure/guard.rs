//! Which hidden cells are not protected by a pattern, and what every pattern must have that does protect them.
//!
//! It deliberately does not choose: it says what is lacking.

use super::attack::{Attack, ENDLESS, GaveUp, Reach, gcd};
use super::puzzle::{Puzzle, Role};

/// Every pattern that withholds `of` and protects it satisfies `Σ weight · withheld ≥ need`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub(super) of: usize,
    pub(super) need: i64,
    /// Candidates with what withholding each contributes, none above `need`.
    pub(super) terms: Vec<(usize, i64)>,
}

impl Cut {
    /// Where no single one of the lighter candidates is enough: at least so many of them, or one that is. Tighter
    /// than the cut itself when cells may be withheld by parts only in the mind of a solver.
    fn sharpened(&self) -> Option<Self> {
        let mut light: Vec<i64> = self.terms.iter().map(|(_, k)| *k).filter(|k| *k < self.need).collect();
        light.sort_unstable_by_key(|k| std::cmp::Reverse(*k));
        let mut sum = 0;
        let least = light.iter().position(|k| {
            sum += k;
            sum >= self.need
        });
        let (many, heavy_only) = match least {
            _ if light.is_empty() => return None,
            // All together are not enough: only the others count.
            None => (1, true),
            Some(at) => (i64::try_from(at).ok()? + 1, false),
        };
        let terms = self.terms.iter().filter(|(_, k)| !heavy_only || *k >= self.need);
        let terms: Vec<_> = terms.map(|(c, k)| (*c, if *k < self.need { 1 } else { many })).collect();
        Some(Self { of: self.of, need: many, terms })
    }
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
        guard.attack.open(|cell| puzzle.room(cell), |_| 1)?;
        for cell in (0..puzzle.len()).filter(|c| puzzle.role[*c] != Role::Outside) {
            guard.demand[cell] = guard.width(cell, puzzle.width[cell])?;
        }
        Ok(guard)
    }

    /// The same demands over the cells of a pattern alone: quicker to ask, for patterns that withhold no others.
    pub(super) fn within<'b>(&self, part: &'b Puzzle, cells: &[usize]) -> Result<Guard<'b>, GaveUp> {
        let attack = Attack::new(part.len(), &part.equations)?;
        Ok(Guard { puzzle: part, attack, demand: cells.iter().map(|c| self.demand[*c]).collect() })
    }

    /// The width of the range of a cell, not counted beyond `enough`.
    fn width(&mut self, cell: usize, enough: i64) -> Result<i64, GaveUp> {
        for up in [true, false] {
            if self.seen(cell) < enough {
                self.attack.reach(cell, up, enough, true)?;
            }
        }
        Ok(self.width_in_whole_numbers(cell, enough).min(enough))
    }

    /// Where fractions get far enough, whole numbers may not.
    fn width_in_whole_numbers(&mut self, cell: usize, enough: i64) -> i64 {
        for up in [true, false] {
            if self.seen(cell) < enough {
                self.attack.reach_whole(cell, up, enough);
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
        // A whole pattern is counted in cells, another in parts of them.
        let (unit, whole) = if is_whole(hidden) { (WHOLE, 1) } else { (1, WHOLE) };
        let units = |cell: usize| if puzzle.role[cell] == Role::Outside { whole } else { hidden[cell] / unit };
        let bounds = |cell: usize| match units(cell) {
            0 => (0, 0),
            share if share == whole => (puzzle.room(cell).0 * whole, puzzle.room(cell).1),
            share => (puzzle.room(cell).0 * share, puzzle.width[cell] * share),
        };
        self.attack.open(bounds, units)
    }

    /// Whether a whole pattern surely protects, without asking where only a long search could tell.
    pub(super) fn surely_protects(&mut self, hidden: &[i64]) -> Result<bool, GaveUp> {
        self.open(hidden)?;
        for cell in (0..hidden.len()).filter(|c| hidden[*c] > 0 && self.puzzle.role[*c] != Role::Outside) {
            let enough = self.demand[cell];
            for up in [true, false] {
                if self.seen(cell) < enough {
                    self.attack.reach(cell, up, enough, true)?;
                }
            }
            if self.seen(cell) < enough {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The work done so far, in coefficients looked at.
    pub(super) fn work(&self) -> u64 {
        self.attack.work
    }

    /// Counts work that was done with another guard for this one.
    pub(super) fn charge(&mut self, work: u64) {
        self.attack.work += work;
    }

    /// What a pattern lacks, given in shares of [`WHOLE`].
    pub(super) fn lacks(&mut self, hidden: &[i64]) -> Result<Vec<Cut>, GaveUp> {
        self.open(hidden)?;
        // Half a cell is no cell: of such a pattern only fractions can be asked.
        let whole = is_whole(hidden);
        let unit = if whole { WHOLE } else { 1 };
        let mut cuts = Vec::new();
        for cell in 0..hidden.len() {
            let enough = self.demand[cell] * hidden[cell] / unit;
            if enough == 0 || self.puzzle.role[cell] == Role::Outside {
                continue;
            }
            if self.seen(cell) >= enough {
                continue;
            }
            let above = self.attack.reach(cell, true, enough, whole)?;
            if self.seen(cell) >= enough {
                continue;
            }
            let ties = self.attack.ties(cell).map(|(row, scale)| (row.to_vec(), scale));
            let below = self.attack.reach(cell, false, enough, whole)?;
            if self.seen(cell) >= enough {
                continue;
            }
            if !reaches(above, below, enough) {
                if let Some((row, scale)) = ties {
                    let own = below == Reach::Far(-self.puzzle.room(cell).0 * hidden[cell] / unit, 1);
                    let cut = self.cut(cell, &row, scale, own);
                    cuts.extend(cut.as_ref().and_then(Cut::sharpened));
                    cuts.extend(cut);
                }
            } else if whole && self.width_in_whole_numbers(cell, enough) < enough {
                cuts.push(self.more(cell, hidden));
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

fn is_whole(hidden: &[i64]) -> bool {
    hidden.iter().all(|share| *share == 0 || *share == WHOLE)
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
