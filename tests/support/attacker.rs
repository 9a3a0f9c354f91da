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
