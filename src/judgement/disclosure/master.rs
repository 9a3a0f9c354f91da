//! The least costly pattern, exactly: conditions that every protecting pattern meets are found as they are broken, and
//! a branch and bound over a linear relaxation looks for the cheapest pattern that breaks none (cell suppression as in
//! Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear constraints",
//! Management Science 47, 2001).
//!
//! It deliberately takes nothing but bounds and suggestions from the solver: a pattern counts once it has been tried.

use std::collections::{BTreeSet, BinaryHeap};

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::attack::GaveUp;
use super::guard::{Cut, Guard, WHOLE};
use super::heuristic::{cost, repair};
use super::puzzle::Role;

/// Limits in numbers, never a clock, so that the same data gives the same pattern everywhere.
const RELAXATIONS: usize = 300;
const WORK: u64 = 400_000_000;
const ROUNDS: usize = 60;
const STALLED: usize = 3;
/// Of so many nodes, one suggests a pattern even when its cells are withheld by parts.
const SUGGESTED: usize = 4;
/// Above so many conditions, those that are not in the relaxation are forgotten.
const MEMORY: usize = 8_000;
/// How often a condition may be of no use before it leaves the relaxation, to come back when it is broken.
const PATIENCE: u8 = 3;
/// How many conditions come into the relaxation at once.
const AT_ONCE: usize = 40;

/// Looks for patterns cheaper than `best`, and for a bound. Returns what no pattern costs less than.
pub(super) fn improve(
    guard: &mut Guard<'_>,
    best: &mut Vec<bool>,
    cuts: Vec<Cut>,
    weights: &[i64],
) -> Result<i64, GaveUp> {
    let mut search = Search { guard, weights, pool: Vec::new(), known: BTreeSet::new(), relaxations: 0 };
    search.add(cuts);
    let mut open = BinaryHeap::new();
    open.push(Node { bound: 0, depth: 0, id: 0, fixed: Vec::new() });
    let mut made = 0;
    while let Some(node) = open.pop() {
        let at_least = node.bound;
        if at_least >= search.cost(best) {
            break;
        }
        match search.explore(&node, best)? {
            Explored::Closed => {}
            Explored::Branch(bound, cell) => {
                for value in [true, false] {
                    made += 1;
                    let mut fixed = node.fixed.clone();
                    fixed.push((cell, value));
                    open.push(Node { bound, depth: node.depth + 1, id: made, fixed });
                }
            }
            Explored::Stopped(bound) => {
                let least = open.peek().map_or(bound, |next| next.bound.min(bound));
                return Ok(least.min(search.cost(best)));
            }
        }
    }
    Ok(search.cost(best))
}

/// A part of all patterns: those with some cells shown or withheld.
#[derive(PartialEq, Eq)]
struct Node {
    bound: i64,
    depth: usize,
    id: usize,
    fixed: Vec<(usize, bool)>,
}

impl Ord for Node {
    /// The least bound comes first, then the deepest, then the oldest.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.bound.cmp(&self.bound).then(self.depth.cmp(&other.depth)).then(other.id.cmp(&self.id))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What came of a node.
enum Explored {
    /// Nothing cheaper is in it.
    Closed,
    /// It costs at least so much, and is best cut in two at this cell.
    Branch(i64, usize),
    /// A limit was reached; it costs at least so much.
    Stopped(i64),
}

/// A condition, and how long it has been of no use; none when it is not in the relaxation.
struct Pooled {
    cut: Cut,
    idle: Option<u8>,
}

struct Search<'s, 'p> {
    guard: &'s mut Guard<'p>,
    weights: &'s [i64],
    pool: Vec<Pooled>,
    known: BTreeSet<Cut>,
    relaxations: usize,
}

impl Search<'_, '_> {
    fn cost(&self, pattern: &[bool]) -> i64 {
        cost(pattern, self.weights, self.guard.puzzle)
    }

    fn add(&mut self, cuts: Vec<Cut>) {
        if self.pool.len() > MEMORY {
            self.pool.retain(|p| p.idle.is_some());
            self.known = self.pool.iter().map(|p| p.cut.clone()).collect();
        }
        for cut in cuts {
            if self.known.insert(cut.clone()) {
                self.pool.push(Pooled { cut, idle: None });
            }
        }
    }

    fn spent(&self) -> bool {
        self.relaxations > RELAXATIONS || self.guard.work() > WORK
    }

    /// Bounds a node and looks for patterns in it.
    fn explore(&mut self, node: &Node, best: &mut Vec<bool>) -> Result<Explored, GaveUp> {
        let mut bound = node.bound;
        let mut last = 0;
        let mut stalled = 0;
        for round in 1.. {
            self.relaxations += 1;
            let Some((scaled, shares)) = self.relaxed(&node.fixed) else { return Ok(Explored::Closed) };
            bound = bound.max((scaled + WHOLE - 1).div_euclid(WHOLE));
            if bound >= self.cost(best) {
                return Ok(Explored::Closed);
            }
            self.age(&shares);
            let mut added = self.recall(&shares);
            if added == 0 {
                let lacking = self.guard.lacks(&shares)?;
                self.add(lacking);
                added = self.recall(&shares);
            }
            stalled = if scaled > last { 0 } else { stalled + 1 };
            last = last.max(scaled);
            let branch = branch(&shares, &node.fixed);
            let settled = added == 0 || stalled == STALLED;
            if settled && (branch.is_none() || node.id.is_multiple_of(SUGGESTED)) || self.spent() {
                self.suggest(&shares, best)?;
            }
            if bound >= self.cost(best) {
                return Ok(Explored::Closed);
            }
            if self.spent() {
                break;
            }
            match branch {
                Some(cell) if added == 0 || round >= ROUNDS || (stalled >= STALLED && node.depth > 0) => {
                    return Ok(Explored::Branch(bound, cell));
                }
                // Nothing is broken and no cell is half withheld, so that the suggestion was this very pattern; it
                // was found to protect only if it is the best now.
                None if added == 0 => break,
                _ => {}
            }
        }
        Ok(Explored::Stopped(bound))
    }

    /// Makes a pattern of a suggestion in shares.
    fn suggest(&mut self, suggestion: &[i64], best: &mut Vec<bool>) -> Result<(), GaveUp> {
        let mut pattern: Vec<bool> = suggestion.iter().map(|share| *share * 2 > WHOLE).collect();
        let mut cuts = Vec::new();
        repair(self.guard, &mut pattern, &mut cuts, self.weights, suggestion)?;
        self.add(cuts);
        if self.cost(&pattern) < self.cost(best) {
            *best = pattern;
        }
        Ok(())
    }

    /// Conditions that do not bind for some time leave the relaxation.
    fn age(&mut self, shares: &[i64]) {
        for pooled in &mut self.pool {
            if let Some(idle) = pooled.idle {
                pooled.idle = match slack(&pooled.cut, shares) {
                    slack if slack <= pooled.cut.need => Some(0),
                    _ if idle >= PATIENCE => None,
                    _ => Some(idle + 1),
                };
            }
        }
    }

    /// Of the conditions that are not in the relaxation, those that are broken most come in.
    fn recall(&mut self, shares: &[i64]) -> usize {
        let depth = |cut: &Cut| slack(cut, shares) * WHOLE / cut.need;
        let idle = |p: &Pooled| p.idle.is_none() && broken(&p.cut, shares);
        let mut back: Vec<(i64, usize)> = Vec::new();
        for (at, pooled) in self.pool.iter().enumerate().filter(|(_, p)| idle(p)) {
            back.push((depth(&pooled.cut), at));
        }
        back.sort_unstable();
        back.truncate(AT_ONCE);
        back.iter().for_each(|(_, at)| self.pool[*at].idle = Some(0));
        back.len()
    }

    /// The least cost in parts of [`WHOLE`] and the shares that have it; none when the node has no pattern at all.
    fn relaxed(&self, fixed: &[(usize, bool)]) -> Option<(i64, Vec<i64>)> {
        let puzzle = self.guard.puzzle;
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut variables: Vec<Option<Variable>> = vec![None; puzzle.len()];
        for cell in (0..puzzle.len()).filter(|c| puzzle.role[*c] == Role::Candidate) {
            let bounds = match fixed.iter().find(|(c, _)| *c == cell) {
                Some((_, true)) => (WHOLE as f64, WHOLE as f64),
                Some((_, false)) => (0.0, 0.0),
                None => (0.0, WHOLE as f64),
            };
            variables[cell] = Some(problem.add_var(self.weights[cell] as f64, bounds));
        }
        for cut in self.pool.iter().filter(|p| p.idle.is_some()).map(|p| &p.cut) {
            let terms = cut.terms.iter().filter_map(|(c, k)| variables[*c].map(|v| (v, *k as f64)));
            let mut row: Vec<(Variable, f64)> = terms.collect();
            let mut need = cut.need * WHOLE;
            if let Some(of) = variables[cut.of] {
                row.push((of, -cut.need as f64));
                need = 0;
            }
            problem.add_constraint(&row, ComparisonOp::Ge, need as f64);
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        let share = |cell: usize| match variables[cell] {
            Some(variable) => (solution.var_value(variable).round() as i64).clamp(0, WHOLE),
            None if puzzle.role[cell] == Role::Hidden => WHOLE,
            None => 0,
        };
        // Rounded down: the solver's numbers may be a little off, and a bound may not be too high.
        Some((solution.objective().floor() as i64, (0..puzzle.len()).map(share).collect()))
    }
}

fn slack(cut: &Cut, shares: &[i64]) -> i64 {
    cut.terms.iter().map(|(cell, weight)| weight * shares[*cell]).sum::<i64>() - cut.need * shares[cut.of]
}

fn broken(cut: &Cut, shares: &[i64]) -> bool {
    slack(cut, shares) < 0
}

/// The cell that is nearest to half withheld.
fn branch(shares: &[i64], fixed: &[(usize, bool)]) -> Option<usize> {
    let open = (0..shares.len()).filter(|c| shares[*c] > 0 && shares[*c] < WHOLE);
    open.filter(|c| fixed.iter().all(|(f, _)| f != c)).min_by_key(|c| ((shares[*c] * 2 - WHOLE).abs(), *c))
}
