//! Which candidates to withhold so that every hidden cell is protected, at the least cost.
//!
//! It deliberately does not look at the clock: a limit is a number of steps, so that the same data gives the same
//! pattern everywhere.

use super::audit::audit;
use super::guard::Guard;
use super::heuristic::{cost, exchange, shares};
use super::master;
use super::puzzle::{Puzzle, Role};
use super::{Disclosed, Disclosure, Objective, Optimality, Policy, Reason};

/// A pattern, with what is known of it.
pub(super) struct Choice {
    pub(super) hidden: Vec<bool>,
    /// The width each withheld cell can have at all, if that is less than was asked.
    pub(super) demand: Vec<i64>,
    /// What the candidates among the hidden cost together.
    pub(super) cost: u64,
    pub(super) optimality: Optimality,
}

impl Choice {
    /// What follows for each cell, audited.
    pub(super) fn into_disclosure(self, puzzle: &Puzzle) -> Disclosure {
        let shown: Vec<Disclosed> = (0..puzzle.len())
            .map(|cell| match self.hidden[cell] || puzzle.role[cell] == Role::Outside {
                true => Disclosed::Withheld,
                false => Disclosed::Shown(u64::try_from(puzzle.value[cell]).unwrap_or_default()),
            })
            .collect();
        let reasons = (0..puzzle.len())
            .map(|cell| match self.hidden[cell] {
                false => None,
                true if puzzle.kept[cell] => Some(Reason::Kept),
                true if puzzle.role[cell] == Role::Hidden => Some(Reason::Primary),
                true => Some(Reason::Secondary),
            })
            .collect();
        let audit = audit(puzzle, &shown, &self.demand);
        Disclosure { shown, reasons, audit, optimality: self.optimality }
    }
}

/// Chooses for each group of linked cells by itself.
pub(super) fn choose(puzzle: &Puzzle, policy: Policy) -> Choice {
    let mut choice = Choice {
        hidden: puzzle.role.iter().map(|r| *r == Role::Hidden).collect(),
        demand: puzzle.width.clone(),
        cost: 0,
        optimality: Optimality::Proven,
    };
    for cells in puzzle.components() {
        if !cells.iter().any(|c| puzzle.role[*c] == Role::Hidden) {
            continue;
        }
        let part = puzzle.part(&cells);
        let weights = weights(&part, policy.objective);
        let (hidden, demand, optimality) = match Guard::new(&part).and_then(|guard| solve(guard, &weights)) {
            Ok(solved) => solved,
            // Nothing is known of this part, so nothing of it is shown.
            Err(_) => {
                let all = all(&part);
                let cost = cost(&all, &weights, &part);
                (all, part.width.clone(), Optimality::Bound { chosen: count(cost), at_least: 0 })
            }
        };
        for (at, cell) in cells.iter().enumerate() {
            choice.hidden[*cell] = hidden[at];
            choice.demand[*cell] = demand[at];
        }
        let cost = count(cost(&hidden, &weights, &part));
        choice.optimality = choice.optimality.and(choice.cost, optimality, cost);
        choice.cost += cost;
    }
    choice
}

fn weights(puzzle: &Puzzle, objective: Objective) -> Vec<i64> {
    let weigh = |(n, worth): (&i64, &i64)| match objective {
        Objective::FewestCells => *worth,
        Objective::LeastTotal => (*n).max(1) * worth,
    };
    puzzle.value.iter().zip(&puzzle.worth).map(weigh).collect()
}

type Solved = (Vec<bool>, Vec<i64>, Optimality);

fn solve(mut guard: Guard<'_>, weights: &[i64]) -> Result<Solved, super::attack::GaveUp> {
    let puzzle = guard.puzzle;
    let mut hidden: Vec<bool> = puzzle.role.iter().map(|r| *r == Role::Hidden).collect();
    let cuts = guard.lacks(&shares(&hidden))?;
    let mut optimality = Optimality::Proven;
    if !cuts.is_empty() {
        // Everything protects as well as anything can; it only gets better from here.
        hidden = all(puzzle);
        let at_least = master::improve(&mut guard, &mut hidden, cuts, weights)?;
        exchange(&mut guard, &mut hidden, weights)?;
        let chosen = cost(&hidden, weights, puzzle);
        if at_least < chosen {
            optimality = Optimality::Bound { chosen: count(chosen), at_least: count(at_least) };
        }
    }
    Ok((hidden, guard.demand, optimality))
}

fn all(puzzle: &Puzzle) -> Vec<bool> {
    puzzle.role.iter().map(|r| matches!(r, Role::Hidden | Role::Candidate)).collect()
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}
