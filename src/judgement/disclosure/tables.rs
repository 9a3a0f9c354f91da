//! Tables that share cells: counts, what the reader already has of them, and how they add up.
//!
//! It deliberately does not know which cells are hidden in the end, nor what the counts are of.

use super::choice::choose;
use super::puzzle::{Puzzle, Role};
use super::rounding;
use super::{Disclosure, Method, Policy, State, Zeros};
use crate::nouns::count::PersonCount;

/// A cell of a [`LinkedTables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellId(pub(super) usize);

pub(super) struct Cell {
    /// None when nobody who makes the report knows it.
    count: Option<PersonCount>,
    state: State,
    width: Option<u64>,
    worth: u64,
}

pub(super) struct Equation {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
    /// Shown as a table of its own, so that a small total withholds every part.
    breakdown: bool,
}

/// Tables with what links them. A cell that stands in several tables is one cell here: add it once.
///
/// It holds undisclosed counts, so it has no `Serialize` and no telling `Debug`:
///
/// ```compile_fail,E0277
/// use beleid::judgement::disclosure::{LinkedTables, Policy};
/// let tables = LinkedTables::new(Policy::with_threshold(5));
/// let json = serde_json::to_string(&tables);
/// ```
///
/// ```compile_fail,E0277
/// use beleid::judgement::disclosure::{LinkedTables, Policy};
/// let text = format!("{}", LinkedTables::new(Policy::with_threshold(5)));
/// ```
///
/// ```
/// use beleid::judgement::disclosure::{LinkedTables, Policy, State};
/// use beleid::nouns::count::PersonCount;
/// let mut tables = LinkedTables::new(Policy::with_threshold(5));
/// tables.cell(PersonCount::new(3), State::Free);
/// assert_eq!(format!("{tables:?}"), "LinkedTables(1 cell, …)");
/// ```
pub struct LinkedTables {
    policy: Policy,
    cells: Vec<Cell>,
    equations: Vec<Equation>,
}

impl std::fmt::Debug for LinkedTables {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cells = self.cells.len();
        write!(f, "LinkedTables({cells} cell{}, …)", if cells == 1 { "" } else { "s" })
    }
}

impl LinkedTables {
    /// No tables yet.
    pub fn new(policy: Policy) -> Self {
        Self { policy, cells: Vec::new(), equations: Vec::new() }
    }

    /// Adds a cell. Every cell that a reader gets to see belongs here, whatever table, sentence or chart it stands in.
    pub fn cell(&mut self, count: PersonCount, state: State) -> CellId {
        self.add(Some(count), state)
    }

    /// Adds a count that is not ours and that we do not know either, such as that of another gemeente.
    pub fn unknown(&mut self) -> CellId {
        self.add(None, State::Outside)
    }

    fn add(&mut self, count: Option<PersonCount>, state: State) -> CellId {
        self.cells.push(Cell { count, state, width: None, worth: 1 });
        CellId(self.cells.len() - 1)
    }

    /// The total is the sum of its parts.
    pub fn equation(&mut self, total: CellId, parts: impl IntoIterator<Item = CellId>) {
        self.link(total, parts, false);
    }

    /// The total is the sum of its parts, and they are shown as a table of their own: when the total is small, every
    /// part is withheld, zeros too. Three zeros and one hidden form would tell that all signals were of that form.
    pub fn breakdown(&mut self, total: CellId, parts: impl IntoIterator<Item = CellId>) {
        self.link(total, parts, true);
    }

    fn link(&mut self, total: CellId, parts: impl IntoIterator<Item = CellId>, breakdown: bool) {
        let parts = parts.into_iter().map(|p| p.0).collect();
        self.equations.push(Equation { total: total.0, parts, breakdown });
    }

    /// Asks another width than the threshold for the range of this cell, should it be withheld.
    pub fn require_width(&mut self, cell: CellId, width: u64) {
        if let Some(cell) = self.cells.get_mut(cell.0) {
            cell.width = Some(width);
        }
    }

    /// Says that withholding this cell is as bad as withholding so many others: a total that readers look for first.
    /// Without it, a total of three breakdowns is cheaper to withhold than one part of each.
    pub fn worth(&mut self, cell: CellId, cells: u64) {
        if let Some(cell) = self.cells.get_mut(cell.0) {
            cell.worth = cells.clamp(1, 1_000);
        }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Decides what to show. Never fails: at worst everything that is free is withheld.
    pub fn disclose(&self) -> Disclosure {
        let puzzle = self.puzzle();
        match self.policy.method {
            Method::Suppress => choose(&puzzle, self.policy).into_disclosure(&puzzle),
            Method::Round5 => rounding::round(&puzzle),
        }
    }

    /// Shows everything: for an edition that is confidential itself, and for nothing else.
    pub fn everything_for_the_confidential_edition_only(&self) -> Disclosure {
        let known: Vec<bool> = self.cells.iter().map(|c| c.count.is_some()).collect();
        Disclosure::everything(&self.puzzle(), &known)
    }

    /// The counts opened: here, and nowhere else in the house.
    fn puzzle(&self) -> Puzzle {
        let raw: Vec<Option<i64>> =
            self.cells.iter().map(|c| c.count.map(|n| clamp(n.for_disclosure_control_only()))).collect();
        let threshold = clamp(self.policy.threshold);
        let mut puzzle = Puzzle::new(&raw, &self.equations);
        let small = |n: i64| n < threshold && (n > 0 || self.policy.zeros == Zeros::Hidden);
        for (at, cell) in self.cells.iter().enumerate() {
            let n = puzzle.value[at];
            puzzle.width[at] = cell.width.map_or(threshold, clamp);
            puzzle.small[at] = small(n) && matches!(cell.state, State::Free | State::Kept);
            puzzle.role[at] = match cell.state {
                State::Published => Role::Known,
                State::Outside => Role::Outside,
                State::Kept => Role::Hidden,
                State::Free if small(n) => Role::Hidden,
                State::Free if n == 0 => Role::Known,
                State::Free => Role::Candidate,
            };
            puzzle.worth[at] = clamp(cell.worth);
            puzzle.kept[at] = cell.state == State::Kept;
            puzzle.published[at] = cell.state == State::Published;
            // A reader knows that a zero would have been shown, except where it is not.
            let at_least_one = self.policy.zeros == Zeros::Shown && n > 0 && cell.state != State::Outside;
            puzzle.lowest[at] = i64::from(at_least_one);
        }
        self.withhold_whole(&mut puzzle, small);
        puzzle
    }

    /// Breakdowns of which the total is small, or is itself part of such a one, with all that hangs below them.
    fn withhold_whole(&self, puzzle: &mut Puzzle, small: impl Fn(i64) -> bool) {
        let mut whole = vec![false; self.cells.len()];
        loop {
            let mut changed = false;
            for equation in self.equations.iter().filter(|e| e.breakdown) {
                if !small(puzzle.value[equation.total]) && !whole[equation.total] {
                    continue;
                }
                for part in &equation.parts {
                    if !whole[*part] && matches!(self.cells[*part].state, State::Free | State::Kept) {
                        whole[*part] = true;
                        changed = true;
                        puzzle.role[*part] = Role::Hidden;
                        puzzle.lowest[*part] = 0;
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }
}

/// Counts of people stay far below this.
fn clamp(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX).min(super::attack::ENDLESS / 1024)
}
