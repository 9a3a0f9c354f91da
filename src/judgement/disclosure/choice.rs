//! Which candidates to withhold so that every hidden cell is protected, at the least cost.
//!
//! It deliberately does not look at the clock: a limit is a number of steps, so that the same data gives the same
//! pattern everywhere.

use super::audit::audit;
use super::guard::{Cut, Guard, WHOLE};
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
                let all: Vec<bool> = part.role.iter().map(|r| matches!(r, Role::Hidden | Role::Candidate)).collect();
                let cost = cost(&all, &weights, &part);
                (all, part.width.clone(), Optimality::Bound { chosen: cost, at_least: 0 })
            }
        };
        for (at, cell) in cells.iter().enumerate() {
            choice.hidden[*cell] = hidden[at];
            choice.demand[*cell] = demand[at];
        }
        let cost = cost(&hidden, &weights, &part);
        choice.optimality = choice.optimality.and(choice.cost, optimality, cost);
        choice.cost += cost;
    }
    choice
}

fn weights(puzzle: &Puzzle, objective: Objective) -> Vec<i64> {
    puzzle.value.iter().map(|n| if objective == Objective::LeastTotal { (*n).max(1) } else { 1 }).collect()
}

type Solved = (Vec<bool>, Vec<i64>, Optimality);

fn solve(mut guard: Guard<'_>, weights: &[i64]) -> Result<Solved, super::attack::GaveUp> {
    let puzzle = guard.puzzle;
    let mut hidden: Vec<bool> = puzzle.role.iter().map(|r| *r == Role::Hidden).collect();
    loop {
        let cuts = guard.lacks(&shares(&hidden), false)?;
        if cuts.is_empty() {
            break;
        }
        cuts.iter().for_each(|cut| fulfil(cut, &mut hidden, weights, puzzle));
    }
    drop_needless(&mut guard, &mut hidden, weights)?;
    let chosen = cost(&hidden, weights, puzzle);
    let optimality = if chosen == 0 { Optimality::Proven } else { Optimality::Bound { chosen, at_least: 0 } };
    Ok((hidden, guard.demand, optimality))
}

pub(super) fn shares(hidden: &[bool]) -> Vec<i64> {
    hidden.iter().map(|h| if *h { WHOLE } else { 0 }).collect()
}

/// Withholds the candidates that give most for their cost, until the cut is fulfilled.
fn fulfil(cut: &Cut, hidden: &mut [bool], weights: &[i64], puzzle: &Puzzle) {
    if !hidden[cut.of] {
        return;
    }
    let mut have: i64 = cut.terms.iter().filter(|(c, _)| hidden[*c]).map(|(_, k)| k).sum();
    while have < cut.need {
        let open = cut.terms.iter().filter(|(c, _)| !hidden[*c]);
        let Some((cell, gain)) = open.max_by(|(a, gain_a), (b, gain_b)| {
            let worth = |gain: i64, other: usize| i128::from(gain) * i128::from(weights[other]);
            worth(*gain_a, *b)
                .cmp(&worth(*gain_b, *a))
                .then_with(|| (puzzle.value[*b], *b).cmp(&(puzzle.value[*a], *a)))
        }) else {
            return;
        };
        hidden[*cell] = true;
        have += gain;
    }
}

/// Shows again what turns out not to be needed, the dearest first.
fn drop_needless(guard: &mut Guard<'_>, hidden: &mut [bool], weights: &[i64]) -> Result<(), super::attack::GaveUp> {
    let puzzle = guard.puzzle;
    let mut extra: Vec<usize> =
        (0..hidden.len()).filter(|c| hidden[*c] && puzzle.role[*c] == Role::Candidate).collect();
    extra.sort_by_key(|c| std::cmp::Reverse((weights[*c], puzzle.value[*c], *c)));
    for cell in extra {
        hidden[cell] = false;
        hidden[cell] = !guard.lacks(&shares(hidden), true)?.is_empty();
    }
    Ok(())
}

fn cost(hidden: &[bool], weights: &[i64], puzzle: &Puzzle) -> u64 {
    let extra = (0..hidden.len()).filter(|c| hidden[*c] && puzzle.role[*c] == Role::Candidate);
    extra.map(|c| u64::try_from(weights[c]).unwrap_or_default()).sum()
}
