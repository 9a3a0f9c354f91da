//! A reader who tries to work out what is withheld. It shares no code with disclosure control.

/// What stands in a cell for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The number.
    Number(u64),
    /// Nothing, but it is known to be no less than this.
    AtLeast(u64),
    /// Nothing, but it is known to be one of these, both ends counted.
    Between(u64, u64),
}

impl Seen {
    fn bounds(self, most: u64) -> (u64, u64) {
        match self {
            Self::Number(n) => (n, n),
            Self::AtLeast(least) => (least, most),
            Self::Between(least, most) => (least, most),
        }
    }
}

/// The lowest and the highest number of each cell over every table that fits, by trying them all. Numbers are tried up
/// to `room` above what the shown ones and the least add up to at most, so that an open end shows as a wide range.
pub fn every_table(seen: &[Seen], equations: &[(usize, Vec<usize>)], room: u64) -> Vec<(u64, u64)> {
    let largest = seen.iter().map(|s| s.bounds(0).1).max().unwrap_or_default();
    let bounds: Vec<(u64, u64)> = seen.iter().map(|s| s.bounds(largest + room)).collect();
    let now = seen.iter().map(|s| if let Seen::Number(n) = s { Some(*n) } else { None }).collect();
    let ends = seen.iter().map(|s| s.bounds(u64::MAX).1).collect();
    let mut search = Search { equations, bounds, ends, now, ranges: vec![(u64::MAX, 0); seen.len()] };
    search.go();
    search.ranges
}

struct Search<'a> {
    equations: &'a [(usize, Vec<usize>)],
    bounds: Vec<(u64, u64)>,
    /// What a cell cannot be above, where that is known; a sum may go beyond what is tried.
    ends: Vec<u64>,
    now: Vec<Option<u64>>,
    ranges: Vec<(u64, u64)>,
}

impl Search<'_> {
    /// Fills in what follows; the cells that were filled in, or none when something does not fit.
    fn follow(&mut self) -> (Vec<usize>, bool) {
        let mut filled = Vec::new();
        loop {
            let mut changed = false;
            for (total, parts) in self.equations {
                let open: Vec<usize> = parts.iter().copied().filter(|p| self.now[*p].is_none()).collect();
                let sum: u64 = parts.iter().filter_map(|p| self.now[*p]).sum();
                let least: u64 = sum + open.iter().map(|p| self.bounds[*p].0).sum::<u64>();
                let within = |cell: usize, n: u64| n >= self.bounds[cell].0 && n <= self.ends[cell];
                match (self.now[*total], open.as_slice()) {
                    (Some(n), []) if n != sum => return (filled, false),
                    (Some(n), _) if n < least => return (filled, false),
                    (Some(n), [only]) => {
                        if !within(*only, n - sum) {
                            return (filled, false);
                        }
                        self.now[*only] = Some(n - sum);
                        filled.push(*only);
                        changed = true;
                    }
                    (None, []) => {
                        if !within(*total, sum) {
                            return (filled, false);
                        }
                        self.now[*total] = Some(sum);
                        filled.push(*total);
                        changed = true;
                    }
                    _ => {}
                }
            }
            if !changed {
                return (filled, true);
            }
        }
    }

    fn go(&mut self) {
        let (filled, fits) = self.follow();
        if fits {
            match self.now.iter().position(Option::is_none) {
                None => {
                    for (range, n) in self.ranges.iter_mut().zip(&self.now) {
                        let n = n.unwrap_or_default();
                        *range = (range.0.min(n), range.1.max(n));
                    }
                }
                Some(open) => {
                    let (least, most) = self.bounds[open];
                    for n in least..=most {
                        self.now[open] = Some(n);
                        self.go();
                    }
                    self.now[open] = None;
                }
            }
        }
        filled.into_iter().for_each(|cell| self.now[cell] = None);
    }
}

/// Above this a number counts as one without an end.
pub const ENDLESS: f64 = 10_000.0;

/// The lowest and the highest number of each cell in tables with fractions, by an interior-point solver: no narrower
/// than in tables of whole numbers, and the same where every equation is a row or a column of a table.
pub fn with_fractions(seen: &[Seen], equations: &[(usize, Vec<usize>)], cells: &[usize]) -> Vec<(f64, f64)> {
    use clarabel::algebra::CscMatrix;
    use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, ZeroConeT};

    let open: Vec<usize> = (0..seen.len()).filter(|c| !matches!(seen[*c], Seen::Number(_))).collect();
    let mut rows: Vec<(Vec<f64>, f64)> = Vec::new();
    for (total, parts) in equations {
        let (mut row, mut sum) = (vec![0.0; open.len()], 0.0);
        for (cell, sign) in parts.iter().map(|p| (p, 1.0)).chain([(total, -1.0)]) {
            match (seen[*cell], open.iter().position(|o| o == cell)) {
                (Seen::Number(n), _) => sum -= sign * n as f64,
                (_, Some(at)) => row[at] += sign,
                _ => {}
            }
        }
        if row.iter().any(|k| *k != 0.0) {
            rows.push((row, sum));
        }
    }
    let equal = rows.len();
    for (at, cell) in open.iter().enumerate() {
        let (least, _) = seen[*cell].bounds(0);
        for (sign, end) in [(-1.0, -(least as f64)), (1.0, ENDLESS)] {
            let mut row = vec![0.0; open.len()];
            row[at] = sign;
            rows.push((row, end));
        }
    }
    let matrix: Vec<Vec<f64>> = rows.iter().map(|(row, _)| row.clone()).collect();
    let (mut starts, mut places, mut values) = (vec![0], Vec::new(), Vec::new());
    for column in 0..open.len() {
        for (at, row) in matrix.iter().enumerate().filter(|(_, row)| row[column] != 0.0) {
            places.push(at);
            values.push(row[column]);
        }
        starts.push(places.len());
    }
    let matrix = CscMatrix::new(rows.len(), open.len(), starts, places, values);
    let ends: Vec<f64> = rows.iter().map(|(_, end)| *end).collect();
    let cones = [ZeroConeT(equal), NonnegativeConeT(rows.len() - equal)];
    let furthest = |cell: usize, sign: f64| {
        let goal: Vec<f64> = open.iter().map(|o| if *o == cell { sign } else { 0.0 }).collect();
        let settings = DefaultSettings { verbose: false, ..DefaultSettings::default() };
        let nothing = CscMatrix::zeros((open.len(), open.len()));
        let mut solver =
            DefaultSolver::new(&nothing, &goal, &matrix, &ends, &cones, settings).expect("the sizes agree");
        solver.solve();
        sign * solver.solution.obj_val
    };
    cells.iter().map(|cell| (furthest(*cell, 1.0), furthest(*cell, -1.0))).collect()
}
