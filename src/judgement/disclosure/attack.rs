//! The reader who tries: how far each hidden cell can still move, given everything that is published.
//!
//! A bounded simplex in whole numbers: every row is kept as integers over its own denominator, so that an answer is
//! exact and the same everywhere. It starts at the true table, which is always a possible one. It deliberately does
//! not know why a cell is hidden, nor what to do about a cell that cannot move far enough.

use std::cmp::Ordering;
use std::collections::VecDeque;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

/// How far a cell can be moved in one direction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// As far as one likes.
    Endless,
    /// At most this far: a fraction, the second number above zero.
    Far(i64, i64),
}

/// The numbers became too large, or the steps too many: nothing is known, and the caller must assume the worst.
pub(super) struct GaveUp;

/// A deviation that no reader can rule out never goes beyond this, so that sums stay within an `i64`.
pub(super) const ENDLESS: i64 = 1 << 40;

/// The search for whole numbers looks no further than this, and at no more nodes: limits, never a clock.
const FAR: i64 = 100_000;
const WIDER: i64 = 16;
const NODES: u64 = 200;

/// How many tables are remembered.
const MEMORY: usize = 1_000;

/// `scale · d[basic] + Σ coefficient · d[other] = 0`, the coefficient of `basic` itself being `scale`, above zero.
struct Row {
    basic: usize,
    coefficients: Vec<i64>,
}

impl Row {
    fn scale(&self) -> i64 {
        self.coefficients[self.basic]
    }
}

/// The deviations `d` from the true table that the published cells leave possible: the equations hold, a closed cell
/// has none, an open one lies between its bounds.
pub(super) struct Attack {
    rows: Vec<Row>,
    row_of: Vec<Option<usize>>,
    low: Vec<i64>,
    high: Vec<i64>,
    /// Of a cell that is not basic; always a whole number. A basic one follows from its row.
    at: Vec<i64>,
    /// The furthest whole-numbered deviations met so far, by cell: down and up, neither below zero.
    seen: Vec<(i64, i64)>,
    /// Tables of whole numbers met before, as deviations that are not zero: many are possible again with other bounds.
    tables: VecDeque<Vec<(usize, i64)>>,
    /// How much work was done, in coefficients looked at.
    pub(super) work: u64,
}

impl Attack {
    /// Over `cells` cells with the equations as lists of cells and coefficients.
    pub(super) fn new(cells: usize, equations: &[Vec<(usize, i64)>]) -> Result<Self, GaveUp> {
        let mut attack = Self {
            rows: Vec::new(),
            row_of: vec![None; cells],
            low: vec![0; cells],
            high: vec![0; cells],
            at: vec![0; cells],
            seen: vec![(0, 0); cells],
            tables: VecDeque::new(),
            work: 0,
        };
        for equation in equations {
            let mut coefficients = vec![0; cells];
            for (cell, coefficient) in equation {
                coefficients[*cell] += coefficient;
            }
            let mut row = Row { basic: 0, coefficients };
            for earlier in &attack.rows {
                eliminate(&mut row, earlier)?;
            }
            // A row in which nothing is left follows from the others.
            if let Some(basic) = row.coefficients.iter().position(|c| *c != 0) {
                attack.rows.push(row);
                attack.make_basic(attack.rows.len() - 1, basic, None)?;
            }
        }
        Ok(attack)
    }

    /// Starts again at the true table with new bounds: the lowest and the highest deviation by cell, around zero, in
    /// units of which each cell has so many.
    pub(super) fn open(
        &mut self,
        bounds: impl Fn(usize) -> (i64, i64),
        units: impl Fn(usize) -> i64,
    ) -> Result<(), GaveUp> {
        for cell in 0..self.at.len() {
            (self.low[cell], self.high[cell]) = bounds(cell);
            self.at[cell] = 0;
            self.seen[cell] = (0, 0);
        }
        // A basic cell that cannot move makes room for one that can; after this its row holds closed cells only.
        for at in 0..self.rows.len() {
            let row = &self.rows[at];
            if self.closed(row.basic)
                && let Some(cell) = (0..self.at.len()).find(|c| row.coefficients[*c] != 0 && !self.closed(*c))
            {
                let leaving = row.basic;
                self.make_basic(at, cell, Some(leaving))?;
            }
        }
        let tables = std::mem::take(&mut self.tables);
        for table in &tables {
            let times = table.iter().map(|(cell, _)| units(*cell)).min().unwrap_or_default();
            let within = |(cell, d): &(usize, i64)| {
                let d = if d.abs() == ENDLESS { *d } else { d * times };
                d >= self.low[*cell] && d <= self.high[*cell]
            };
            if times > 0 && table.iter().all(within) {
                table.iter().for_each(|(cell, d)| {
                    self.remember(*cell, if d.abs() == ENDLESS { *d } else { d * times });
                });
            }
        }
        self.tables = tables;
        Ok(())
    }

    /// Remembers a table, for now and for other bounds.
    fn keep(&mut self, table: Vec<(usize, i64)>) {
        let mut better = false;
        for (cell, d) in &table {
            better |= self.remember(*cell, *d);
        }
        if better {
            if self.tables.len() >= MEMORY {
                self.tables.pop_front();
            }
            self.tables.push_back(table);
        }
    }

    fn closed(&self, cell: usize) -> bool {
        self.low[cell] == self.high[cell]
    }

    /// The furthest whole-numbered deviations of a cell met so far: down and up.
    pub(super) fn seen(&self, cell: usize) -> (i64, i64) {
        self.seen[cell]
    }

    /// Moves `cell` up or down until it can go no further, or is at `enough`; where only whole numbers count, until it
    /// was at `enough` in a table of whole numbers.
    pub(super) fn reach(&mut self, cell: usize, up: bool, enough: i64, whole: bool) -> Result<Reach, GaveUp> {
        let sign = if up { 1 } else { -1 };
        let patience = 4 * (self.rows.len() + 4);
        for step in 0..16 * patience {
            if whole && self.far(cell, up) >= enough {
                return Ok(Reach::Far(self.far(cell, up), 1));
            }
            if !whole
                && let Reach::Far(n, d) = self.value(cell)
                && i128::from(n) * i128::from(sign) >= i128::from(enough) * i128::from(d)
            {
                break;
            }
            let Some((entering, direction)) = self.entering(cell, sign, step > patience) else { break };
            if !self.step(entering, direction, whole)? {
                self.note_endless(entering, direction);
                return Ok(Reach::Endless);
            }
            if step + 1 == 16 * patience {
                return Err(GaveUp);
            }
        }
        if !whole {
            self.note_fractions();
        }
        match self.value(cell) {
            Reach::Far(n, d) => Ok(Reach::Far(n * sign, d)),
            Reach::Endless => Ok(Reach::Endless),
        }
    }

    fn far(&self, cell: usize, up: bool) -> i64 {
        let (below, above) = self.seen[cell];
        if up { above } else { below }
    }

    /// As [`Attack::reach`], in whole numbers only: a table found by the solver counts when it fits exactly. Where the
    /// solver finds none, or not the furthest, the cell is taken to be as narrow as what was seen.
    pub(super) fn reach_whole(&mut self, cell: usize, up: bool, enough: i64) {
        let goal = if up { OptimizationDirection::Maximize } else { OptimizationDirection::Minimize };
        let mut problem = Problem::new(goal);
        let limit = |n: i64, far: i64| i32::try_from(n.clamp(-far, far)).unwrap_or_default();
        let far = enough.clamp(1, FAR / WIDER) * WIDER;
        let variables: Vec<_> = (0..self.at.len())
            .map(|c| {
                let weight = if c == cell { 1.0 } else { 0.0 };
                let far = if c == cell { enough.min(far) } else { far };
                let bounds = (limit(self.low[c], far), limit(self.high[c], far));
                (!self.closed(c)).then(|| problem.add_integer_var(weight, bounds))
            })
            .collect();
        for row in self.rows.iter().filter(|row| !self.closed(row.basic)) {
            let terms = row.coefficients.iter().zip(&variables);
            let terms: Vec<_> = terms.filter_map(|(k, v)| v.filter(|_| *k != 0).map(|v| (v, *k as f64))).collect();
            problem.add_constraint(&terms, ComparisonOp::Eq, 0.0);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES);
        let Ok(Ok(solution)) = problem.solve_with(options).map(microlp::SolveOutcome::into_solution) else { return };
        let table: Vec<i64> = variables.iter().map(|v| v.map_or(0, |v| solution.var_value(v).round() as i64)).collect();
        let fits = |row: &Row| row.coefficients.iter().zip(&table).map(|(k, d)| k * d).sum::<i64>() == 0;
        let within = |(c, d): (usize, &i64)| *d >= self.low[c] && *d <= self.high[c];
        if self.rows.iter().all(fits) && table.iter().enumerate().all(within) {
            self.keep(table.into_iter().enumerate().filter(|(_, d)| *d != 0).collect());
        }
    }

    /// Whether the cell was never so far.
    fn remember(&mut self, cell: usize, deviation: i64) -> bool {
        let (down, up) = &mut self.seen[cell];
        let better = -deviation > *down || deviation > *up;
        *down = (*down).max(-deviation);
        *up = (*up).max(deviation);
        better
    }

    /// What ties a basic cell: its row, by cell, over the coefficient of the cell itself.
    pub(super) fn ties(&self, cell: usize) -> Option<(&[i64], i64)> {
        let row = &self.rows[self.row_of[cell]?];
        Some((&row.coefficients, row.scale()))
    }

    /// Where a cell stands now, as a fraction.
    fn value(&self, cell: usize) -> Reach {
        match self.row_of[cell] {
            None => Reach::Far(self.at[cell], 1),
            Some(at) => {
                let row = &self.rows[at];
                Reach::Far(self.numerator(row, &self.moved()), row.scale())
            }
        }
    }

    /// The cells that are not basic and not where they are in the true table.
    fn moved(&self) -> Vec<usize> {
        (0..self.at.len()).filter(|cell| self.at[*cell] != 0).collect()
    }

    /// Where the basic cell of a row stands, times the scale of the row.
    fn numerator(&self, row: &Row, moved: &[usize]) -> i64 {
        moved.iter().fold(0i64, |sum, cell| sum.saturating_sub(row.coefficients[*cell].saturating_mul(self.at[*cell])))
    }

    /// A cell that is not basic, and the direction in which moving it moves `cell` by `sign`.
    fn entering(&self, cell: usize, sign: i64, first: bool) -> Option<(usize, i64)> {
        let Some(at) = self.row_of[cell] else {
            return self.can_move(cell, sign).then_some((cell, sign));
        };
        let row = &self.rows[at];
        let mut best: Option<(usize, i64, i64)> = None;
        for (other, coefficient) in row.coefficients.iter().enumerate() {
            if *coefficient == 0 || other == cell {
                continue;
            }
            let direction = -sign * coefficient.signum();
            let gain = coefficient.abs();
            if best.is_none_or(|(_, _, g)| gain > g) && self.can_move(other, direction) {
                best = Some((other, direction, gain));
                // The first that helps, from some step on: then no round of steps repeats itself (Bland's rule).
                if first {
                    break;
                }
            }
        }
        best.map(|(other, direction, _)| (other, direction))
    }

    fn can_move(&self, cell: usize, direction: i64) -> bool {
        if direction > 0 { self.at[cell] < self.high[cell] } else { self.at[cell] > self.low[cell] }
    }

    /// Moves a cell that is not basic as far as the bounds allow; false when nothing stops it.
    fn step(&mut self, entering: usize, direction: i64, whole: bool) -> Result<bool, GaveUp> {
        let own = if direction > 0 { self.high[entering] } else { self.low[entering] };
        let own_room = if own.abs() >= ENDLESS { None } else { Some((own - self.at[entering]).abs()) };
        let mut tightest: Option<(i64, i64, usize, i64)> = None;
        let moved = self.moved();
        for (at, row) in self.rows.iter().enumerate() {
            let coefficient = row.coefficients[entering];
            if coefficient == 0 || self.closed(row.basic) {
                continue;
            }
            // d[basic] changes by −coefficient · direction / scale for every unit.
            let rises = -coefficient * direction > 0;
            let bound = if rises { self.high[row.basic] } else { self.low[row.basic] };
            if bound.abs() >= ENDLESS {
                continue;
            }
            let wall = bound.checked_mul(row.scale()).ok_or(GaveUp)?;
            let room = wall.checked_sub(self.numerator(row, &moved)).ok_or(GaveUp)?.abs();
            let candidate = (room, coefficient.abs(), at, bound);
            let tighter = tightest.is_none_or(|(r, c, other, _)| {
                match (i128::from(room) * i128::from(c)).cmp(&(i128::from(r) * i128::from(coefficient.abs()))) {
                    Ordering::Less => true,
                    Ordering::Equal => row.basic < self.rows[other].basic,
                    Ordering::Greater => false,
                }
            });
            if tighter {
                tightest = Some(candidate);
            }
        }
        let room = match (own_room, tightest) {
            (None, None) => return Ok(false),
            (Some(room), Some((r, c, _, _))) if i128::from(room) * i128::from(c) <= i128::from(r) => (room, 1),
            (Some(room), None) => (room, 1),
            (_, Some((r, c, _, _))) => (r, c),
        };
        if whole {
            self.note(entering, direction, room);
        }
        match tightest {
            Some((r, c, at, bound)) if room == (r, c) && own_room.is_none_or(|own| own * c > r) => {
                let leaving = self.rows[at].basic;
                self.make_basic(at, entering, Some(leaving))?;
                self.at[leaving] = bound;
            }
            _ => self.at[entering] = own,
        }
        Ok(true)
    }

    fn make_basic(&mut self, at: usize, cell: usize, leaving: Option<usize>) -> Result<(), GaveUp> {
        if let Some(leaving) = leaving {
            self.row_of[leaving] = None;
        }
        let mut row = std::mem::replace(&mut self.rows[at], Row { basic: 0, coefficients: Vec::new() });
        row.basic = cell;
        if row.coefficients[cell] < 0 {
            row.coefficients.iter_mut().for_each(|c| *c = -*c);
        }
        reduce(&mut row);
        for (other_at, other) in self.rows.iter_mut().enumerate() {
            if other_at != at && other.coefficients[cell] != 0 {
                self.work += u64::try_from(row.coefficients.len()).unwrap_or_default();
                eliminate(other, &row)?;
            }
        }
        self.rows[at] = row;
        self.row_of[cell] = Some(at);
        self.at[cell] = 0;
        Ok(())
    }

    /// Remembers the furthest table of whole numbers on the way from the present one, if that is one itself.
    fn note(&mut self, entering: usize, direction: i64, room: (i64, i64)) {
        let mut at = Vec::with_capacity(self.rows.len());
        // The least number of units after which every cell has moved by a whole number.
        let mut units = 1i64;
        let moved = self.moved();
        for row in self.rows.iter().filter(|row| !self.closed(row.basic)) {
            let (numerator, scale) = (self.numerator(row, &moved), row.scale());
            let moves = row.coefficients[entering];
            if numerator % scale != 0 {
                return;
            }
            if moves % scale != 0 {
                let needed = scale / gcd(scale, moves);
                units = units / gcd(units, needed) * needed;
                if units > ENDLESS {
                    return;
                }
            }
            at.push((row.basic, numerator / scale, -moves * direction, scale));
        }
        let times = room.0 / room.1 / units * units;
        let mut table: Vec<(usize, i64)> =
            at.into_iter().map(|(cell, now, moves, scale)| (cell, now + moves * times / scale)).collect();
        let others = (0..self.at.len()).filter(|c| self.row_of[*c].is_none());
        table.extend(others.map(|c| (c, self.at[c] + if c == entering { direction * times } else { 0 })));
        table.retain(|(_, d)| *d != 0);
        self.keep(table);
    }

    /// Remembers the present table with fractions cut off, where fractions are good enough.
    fn note_fractions(&mut self) {
        let moved = self.moved();
        for at in 0..self.rows.len() {
            let row = &self.rows[at];
            if !self.closed(row.basic) {
                self.remember(row.basic, self.numerator(row, &moved) / row.scale());
            }
        }
        for cell in 0..self.at.len() {
            if self.row_of[cell].is_none() {
                self.remember(cell, self.at[cell]);
            }
        }
    }

    /// Nothing stops `entering`: from the true table every multiple of this move is a possible table.
    fn note_endless(&mut self, entering: usize, direction: i64) {
        let moves = |cell: usize| match self.row_of[cell] {
            None if cell == entering => direction,
            None => 0,
            Some(at) if self.closed(self.rows[at].basic) => 0,
            Some(at) => -self.rows[at].coefficients[entering] * direction,
        };
        let table = (0..self.at.len()).map(|cell| (cell, moves(cell).signum() * ENDLESS)).filter(|(_, d)| *d != 0);
        let table = table.collect();
        self.keep(table);
    }
}

/// Takes the basic cell of `by` out of `row`.
fn eliminate(row: &mut Row, by: &Row) -> Result<(), GaveUp> {
    let (ours, theirs) = (row.coefficients[by.basic], by.scale());
    if ours == 0 {
        return Ok(());
    }
    let shared = gcd(ours, theirs);
    let (times, less) = (theirs / shared, ours / shared);
    for (c, b) in row.coefficients.iter_mut().zip(&by.coefficients) {
        if times != 1 {
            *c = c.checked_mul(times).ok_or(GaveUp)?;
        }
        if *b != 0 {
            *c = b.checked_mul(less).and_then(|b| c.checked_sub(b)).filter(|c| c.abs() < ENDLESS).ok_or(GaveUp)?;
        }
    }
    if times != 1 {
        reduce(row);
    }
    Ok(())
}

fn reduce(row: &mut Row) {
    let mut shared = 0;
    for c in &row.coefficients {
        if *c != 0 {
            shared = gcd(shared, *c);
            if shared == 1 {
                return;
            }
        }
    }
    if shared > 1 {
        row.coefficients.iter_mut().for_each(|c| *c /= shared);
    }
}

/// The greatest common divisor, never below zero.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
