//! Which rows of two tables belong together, whatever order they stand in.
//!
//! It deliberately does not compare cells one by one; that is done once it is known which rows to compare.

use std::collections::BTreeMap;

use super::align::{BLOCKS, Numbers, align};
use super::data::Record;
use super::likeness::shared;
use super::token::tokens;
use crate::text::manuscript::{Inline, plain};

/// A row of the old table, of the new one, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Place in the old table.
    pub old: Option<usize>,
    /// Place in the new table.
    pub new: Option<usize>,
}

/// The least share of words, in thousandths, with which rows of different names are the same row.
const ALIKE: u32 = 500;
/// The least length of what stands behind a name, in bytes, for it to tell one row from another.
const TELLING: usize = 20;

/// Matches rows: first those that are the same, then those that only got another name, then those with the same name,
/// then those that are alike. In the order of the new table; a row that went stands behind the one that stood before it.
pub fn match_rows(old: &[Record], new: &[Record]) -> Vec<Match> {
    let mut open = Open { old: vec![None; old.len()], new: vec![None; new.len()] };
    let cell = |row: &Record, at: usize| row.fields.get(at).map(|(_, value)| spaced(&plain(value))).unwrap_or_default();
    let text = |row: &Record, from: usize| {
        let cells = row.fields.iter().skip(from).map(|(label, value)| format!("{label}\u{1f}{}\u{1e}", plain(value)));
        format!("{}\u{1d}{}", row.part, cells.collect::<String>())
    };
    open.pair(old, new, |row| Some(text(row, 0)), false);
    let rest = |row: &Record| {
        let long = row.fields.iter().skip(1).map(|(_, value)| plain(value).len()).sum::<usize>() >= TELLING;
        long.then(|| text(row, 1))
    };
    open.pair(old, new, rest, true);
    let key = key_column(old, new, &cell);
    let name = |row: &Record| {
        Some(format!("{}\u{1d}{}", row.part, if row.part == 1 { cell(row, key) } else { String::new() }))
    };
    open.pair(old, new, name, false);
    open.alike(old, new);
    open.in_order()
}

/// The first column that names every row, in both tables; else the first.
fn key_column(old: &[Record], new: &[Record], cell: &impl Fn(&Record, usize) -> String) -> usize {
    let columns = new.iter().filter(|row| row.part == 1).map(|row| row.fields.len()).max().unwrap_or_default();
    let names = |rows: &[Record], at: usize| {
        let mut names: Vec<String> = rows.iter().filter(|row| row.part == 1).map(|row| cell(row, at)).collect();
        names.sort_unstable();
        let filled = names.first().is_none_or(|name| !name.is_empty() && name != "–");
        filled && names.windows(2).all(|pair| pair.first() != pair.last())
    };
    (0..columns).find(|at| names(old, *at) && names(new, *at)).unwrap_or_default()
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For every row of either table the row of the other, as far as known.
struct Open {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Open {
    fn set(&mut self, old: usize, new: usize) {
        if let (Some(a), Some(b)) = (self.old.get_mut(old), self.new.get_mut(new)) {
            (*a, *b) = (Some(new), Some(old));
        }
    }

    /// Pairs open rows with the same key: the first with the first, or only where there is one of each.
    fn pair(&mut self, old: &[Record], new: &[Record], key: impl Fn(&Record) -> Option<String>, once: bool) {
        let gather = |rows: &[Record], known: &[Option<usize>]| {
            let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, row) in rows.iter().enumerate().filter(|(at, _)| known.get(*at) == Some(&None)) {
                if let Some(key) = key(row) {
                    by_key.entry(key).or_default().push(at);
                }
            }
            by_key
        };
        let before = gather(old, &self.old);
        for (key, there) in gather(new, &self.new) {
            let here = before.get(&key).map(Vec::as_slice).unwrap_or_default();
            if !once || (here.len() == 1 && there.len() == 1) {
                here.iter().zip(there).for_each(|(a, b)| self.set(*a, b));
            }
        }
    }

    /// Pairs what is left and alike, in order.
    fn alike(&mut self, old: &[Record], new: &[Record]) {
        let mut numbers = Numbers::default();
        let mut words = |value: &[Inline]| {
            let words = tokens(value).into_iter().filter(|t| t.is_word()).map(|t| t.key()).collect::<Vec<_>>();
            words.into_iter().map(|word| numbers.of(&word)).collect::<Vec<u32>>()
        };
        let mut left = |rows: &[Record], known: &[Option<usize>]| {
            let open = rows.iter().enumerate().filter(|(at, _)| known.get(*at) == Some(&None));
            open.map(|(at, row)| Left::new(at, row.part, row.fields.iter().map(|(_, value)| words(value)).collect()))
                .collect::<Vec<_>>()
        };
        let (a, b) = (left(old, &self.old), left(new, &self.new));
        // No two open rows are the same.
        let keys = |rows: &[Left], from: usize| {
            (from..from + rows.len()).map(|n| u32::try_from(n).unwrap_or(u32::MAX)).collect::<Vec<_>>()
        };
        let pairs = align(&keys(&a, 0), &keys(&b, a.len()), BLOCKS, |x, y| match (a.get(x), b.get(y)) {
            (Some(old), Some(new)) => old.likeness(new),
            _ => 0,
        });
        for (x, y) in pairs {
            if let (Some(old), Some(new)) = (a.get(x), b.get(y)) {
                self.set(old.at, new.at);
            }
        }
    }

    fn in_order(&self) -> Vec<Match> {
        // Rows that went, by the row that stood before them.
        let mut gone: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut before = None;
        for (at, other) in self.old.iter().enumerate() {
            match other {
                Some(new) => before = Some(*new),
                None => gone.entry(before).or_default().push(at),
            }
        }
        let removed = |after: Option<usize>| {
            gone.get(&after).into_iter().flatten().map(|at| Match { old: Some(*at), new: None }).collect::<Vec<_>>()
        };
        let mut out = removed(None);
        for (at, other) in self.new.iter().enumerate() {
            out.push(Match { old: *other, new: Some(at) });
            out.extend(removed(Some(at)));
        }
        out
    }
}

/// A row without a partner: its words, of each cell and of all, sorted.
struct Left {
    at: usize,
    part: u8,
    cells: Vec<Vec<u32>>,
    all: Vec<u32>,
}

impl Left {
    fn new(at: usize, part: u8, mut cells: Vec<Vec<u32>>) -> Self {
        cells.iter_mut().for_each(|cell| cell.sort_unstable());
        let mut all: Vec<u32> = cells.iter().flatten().copied().collect();
        all.sort_unstable();
        Self { at, part, cells, all }
    }

    /// How alike two rows are; nothing when they share less than half, in all or in the cell that says most: the same
    /// date and status do not make two measures one.
    fn likeness(&self, other: &Self) -> u32 {
        if self.part != other.part {
            return 0;
        }
        let pairs = self.cells.iter().zip(&other.cells);
        let most = pairs.max_by_key(|(a, b)| a.len() + b.len()).map_or(0, |(a, b)| shared(a, b));
        let all = shared(&self.all, &other.all);
        if most.min(all) >= ALIKE { all } else { 0 }
    }
}
