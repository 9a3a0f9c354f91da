//! The tables with the counts opened: what disclosure control computes with. It never leaves this module.

use super::attack::ENDLESS;
use super::tables::Equation;

/// What may be done with a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The reader has it, or gets it in any case.
    Known,
    /// It is withheld in any case.
    Hidden,
    /// It may be withheld to protect others.
    Candidate,
    /// The reader does not have it and it needs no protection.
    Outside,
}

pub(super) struct Puzzle {
    pub(super) value: Vec<i64>,
    pub(super) role: Vec<Role>,
    /// What a reader knows a withheld cell to be at least.
    pub(super) lowest: Vec<i64>,
    /// The width its range must have when withheld.
    pub(super) width: Vec<i64>,
    /// How many other cells it is worth to show it.
    pub(super) worth: Vec<i64>,
    pub(super) small: Vec<bool>,
    pub(super) kept: Vec<bool>,
    pub(super) published: Vec<bool>,
    /// Total −1, parts 1.
    pub(super) equations: Vec<Vec<(usize, i64)>>,
    /// Equations that the counts contradict, by their place: no reader can use them, and neither do we.
    pub(super) contradicted: Vec<usize>,
}

impl Puzzle {
    /// Cells without a count get one that fits the equations.
    pub(super) fn new(raw: &[Option<i64>], equations: &[Equation]) -> Self {
        let value = complete(raw, equations);
        let mut holding = Vec::new();
        let mut contradicted = Vec::new();
        for (at, equation) in equations.iter().enumerate() {
            let sum: i64 = equation.parts.iter().map(|p| value[*p]).sum();
            if sum != value[equation.total] {
                contradicted.push(at);
                continue;
            }
            let mut terms: Vec<(usize, i64)> = equation.parts.iter().map(|p| (*p, 1)).collect();
            terms.push((equation.total, -1));
            holding.push(terms);
        }
        let n = raw.len();
        Self {
            value,
            role: vec![Role::Known; n],
            lowest: vec![0; n],
            width: vec![0; n],
            worth: vec![1; n],
            small: vec![false; n],
            kept: vec![false; n],
            published: vec![false; n],
            equations: holding,
            contradicted,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.value.len()
    }

    /// The least and the most that a withheld cell can deviate from its count.
    pub(super) fn room(&self, cell: usize) -> (i64, i64) {
        (self.lowest[cell] - self.value[cell], ENDLESS)
    }

    /// Cells that can influence one another, each list in ascending order. A known cell links nothing.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut leader: Vec<usize> = (0..self.len()).collect();
        fn find(leader: &mut [usize], mut at: usize) -> usize {
            while leader[at] != at {
                leader[at] = leader[leader[at]];
                at = leader[at];
            }
            at
        }
        for equation in &self.equations {
            let open: Vec<usize> =
                equation.iter().map(|(cell, _)| *cell).filter(|c| self.role[*c] != Role::Known).collect();
            for pair in open.windows(2) {
                let (one, other) = (find(&mut leader, pair[0]), find(&mut leader, pair[1]));
                // The smallest leads, so that the order does not depend on that of the equations.
                leader[one.max(other)] = one.min(other);
            }
        }
        let mut groups: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
        for cell in (0..self.len()).filter(|c| self.role[*c] != Role::Known) {
            groups.entry(find(&mut leader, cell)).or_default().push(cell);
        }
        groups.into_values().collect()
    }

    /// The part of the puzzle about these cells alone, which are the only ones in it that can be open.
    pub(super) fn part(&self, cells: &[usize]) -> Self {
        let place = |cell: usize| cells.binary_search(&cell).ok();
        let pick = |all: &[i64]| cells.iter().map(|c| all[*c]).collect::<Vec<_>>();
        let equations = self
            .equations
            .iter()
            .map(|terms| terms.iter().filter_map(|(c, k)| place(*c).map(|p| (p, *k))).collect::<Vec<_>>());
        Self {
            value: pick(&self.value),
            role: cells.iter().map(|c| self.role[*c]).collect(),
            lowest: pick(&self.lowest),
            width: pick(&self.width),
            worth: pick(&self.worth),
            small: cells.iter().map(|c| self.small[*c]).collect(),
            kept: cells.iter().map(|c| self.kept[*c]).collect(),
            published: cells.iter().map(|c| self.published[*c]).collect(),
            equations: equations.filter(|terms| !terms.is_empty()).collect(),
            contradicted: Vec::new(),
        }
    }
}

/// Gives cells that nobody knows a count that agrees with the equations, where one equation after the other can.
fn complete(raw: &[Option<i64>], equations: &[Equation]) -> Vec<i64> {
    let mut value = raw.to_vec();
    loop {
        let mut pending: Option<&Equation> = None;
        let mut changed = false;
        for equation in equations {
            let unknown: Vec<usize> = equation.parts.iter().copied().filter(|p| value[*p].is_none()).collect();
            let known: i64 = equation.parts.iter().filter_map(|p| value[*p]).sum();
            match (value[equation.total], unknown.as_slice()) {
                (None, []) => {
                    value[equation.total] = Some(known);
                    changed = true;
                }
                (Some(total), [only]) => {
                    value[*only] = Some((total - known).max(0));
                    changed = true;
                }
                (_, []) => {}
                _ => pending = pending.or(Some(equation)),
            }
        }
        if changed {
            continue;
        }
        let Some(first) = pending.and_then(|e| e.parts.iter().find(|p| value[**p].is_none())) else { break };
        // Nothing decides this one: any share of what is left will do.
        value[*first] = Some(0);
    }
    value.into_iter().map(Option::unwrap_or_default).collect()
}
