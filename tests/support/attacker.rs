//! A reader who tries to work out what is withheld. It shares no code with disclosure control.

/// What stands in a cell for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The number.
    Number(u64),
    /// Nothing, but it is known to be no less than this.
    AtLeast(u64),
}

/// The lowest and the highest number of each cell over every table that fits, by trying them all. Numbers are tried up
/// to `room` above what the shown ones and the least add up to at most, so that an open end shows as a wide range.
pub fn every_table(seen: &[Seen], equations: &[(usize, Vec<usize>)], room: u64) -> Vec<(u64, u64)> {
    let largest = seen.iter().map(|s| if let Seen::Number(n) = s { *n } else { 0 }).max().unwrap_or_default();
    let mut search = Search {
        equations,
        most: largest + room,
        least: seen.iter().map(|s| if let Seen::AtLeast(n) = s { *n } else { 0 }).collect(),
        now: seen.iter().map(|s| if let Seen::Number(n) = s { Some(*n) } else { None }).collect(),
        ranges: vec![(u64::MAX, 0); seen.len()],
    };
    search.go();
    search.ranges
}

struct Search<'a> {
    equations: &'a [(usize, Vec<usize>)],
    most: u64,
    least: Vec<u64>,
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
                let least: u64 = sum + open.iter().map(|p| self.least[*p]).sum::<u64>();
                match (self.now[*total], open.as_slice()) {
                    (Some(n), []) if n != sum => return (filled, false),
                    (Some(n), _) if n < least => return (filled, false),
                    (Some(n), [only]) => {
                        self.now[*only] = Some(n - sum);
                        filled.push(*only);
                        changed = true;
                    }
                    (None, []) => {
                        if sum < self.least[*total] {
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
                    for n in self.least[open]..=self.most {
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
