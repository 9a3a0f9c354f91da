//! What disclosure control lets through: free to print.
//!
//! It deliberately holds nothing of a count that is withheld.

use super::puzzle::Puzzle;
use super::{Audit, CellId};

/// A count after disclosure control: free to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosed {
    /// May be shown.
    Shown(u64),
    /// Is not shown.
    Withheld,
    /// Is shown as the nearest multiple of five.
    Rounded(u64),
}

/// Percentages are given of no fewer than this (the project's domain notes §5.3).
const LEAST_WHOLE: u64 = 10;

impl Disclosed {
    /// The number in Dutch, or words that say it is not shown.
    pub fn text(self) -> String {
        match self {
            Self::Shown(n) | Self::Rounded(n) => crate::ground::dutch::integer(i64::try_from(n).unwrap_or(i64::MAX)),
            Self::Withheld => "niet getoond".into(),
        }
    }

    /// The number as shown, when it is.
    pub fn value(self) -> Option<u64> {
        match self {
            Self::Shown(n) | Self::Rounded(n) => Some(n),
            Self::Withheld => None,
        }
    }

    /// Which whole percentage `part` is of `whole`, halves up. Only of two counts that are shown themselves, so that
    /// a percentage tells nothing that the counts do not, and of no fewer than ten.
    pub fn share(part: Disclosed, whole: Disclosed) -> Option<u64> {
        match (part, whole) {
            (Self::Shown(part), Self::Shown(whole)) if whole >= LEAST_WHOLE => {
                let half_up = (u128::from(part) * 200 + u128::from(whole)) / (u128::from(whole) * 2);
                u64::try_from(half_up).ok()
            }
            _ => None,
        }
    }
}

/// Why a count is withheld. For maintainers and for counting: which cell it was for is told to no reader, since
/// `Primary` says that the count is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is below the threshold, or part of a table that is withheld whole.
    Primary,
    /// It would give another away.
    Secondary,
    /// It was withheld before.
    Kept,
}

/// How good the pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Optimality {
    /// No pattern that protects costs less.
    Proven,
    /// The search stopped at its limit. What was chosen beside what had to be withheld costs so much (cells, or their
    /// total, by the objective), and no pattern costs less than the other number.
    Bound {
        /// The cost of what was chosen.
        chosen: u64,
        /// No pattern costs less.
        at_least: u64,
    },
}

/// What may be shown of [`LinkedTables`](super::LinkedTables), with the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    pub(super) shown: Vec<Disclosed>,
    pub(super) reasons: Vec<Option<Reason>>,
    pub(super) audit: Audit,
    pub(super) optimality: Optimality,
}

impl Disclosure {
    /// What may be shown of a cell. A cell of other tables is withheld.
    pub fn of(&self, cell: CellId) -> Disclosed {
        self.shown.get(cell.0).copied().unwrap_or(Disclosed::Withheld)
    }

    /// Why a cell is withheld; none when it is shown or is not ours.
    pub fn reason(&self, cell: CellId) -> Option<Reason> {
        self.reasons.get(cell.0).copied().flatten()
    }

    /// How many cells are withheld for a reason.
    pub fn withheld(&self, reason: Reason) -> usize {
        self.reasons.iter().filter(|r| **r == Some(reason)).count()
    }

    /// What a reader can work out.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// Whether less could have been withheld.
    pub fn optimality(&self) -> Optimality {
        self.optimality
    }

    /// Everything shown that somebody knows.
    pub(super) fn everything(puzzle: &Puzzle, known: &[bool]) -> Self {
        let shown = (0..puzzle.len()).map(|cell| match known[cell] {
            true => Disclosed::Shown(u64::try_from(puzzle.value[cell]).unwrap_or_default()),
            false => Disclosed::Withheld,
        });
        Self {
            shown: shown.collect(),
            reasons: vec![None; puzzle.len()],
            audit: Audit { contradicted: puzzle.contradicted.clone(), ..Audit::default() },
            optimality: Optimality::Proven,
        }
    }
}

impl Optimality {
    /// Of two groups of tables together.
    pub(super) fn and(self, cost: u64, other: Self, other_cost: u64) -> Self {
        match (self, other) {
            (Self::Proven, Self::Proven) => Self::Proven,
            _ => Self::Bound {
                chosen: cost.saturating_add(other_cost),
                at_least: self.least(cost).saturating_add(other.least(other_cost)),
            },
        }
    }

    fn least(self, cost: u64) -> u64 {
        match self {
            Self::Proven => cost,
            Self::Bound { at_least, .. } => at_least,
        }
    }
}
