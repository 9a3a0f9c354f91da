//! The smallest set of next steps that reaches a norm.
//!
//! It is found by trying every choice, so that it is the smallest and not only a small one. It deliberately adds no
//! step of its own; the norm says which steps there are and what each reaches.

use std::collections::BTreeMap;

use super::assess::Assessment;
use crate::nouns::norm::Criterium;

/// A step of the smallest set.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// The criterion that describes the step.
    pub from: &'a Criterium,
    /// The criteria that it reaches, as ids in the order of the norm.
    pub reaches: Vec<&'a str>,
}

/// More open criteria than this are covered step by step instead of by trying every choice.
const MOST_EXACT: usize = 24;

/// The steps to decide on: as few as reach every criterion that counts and is open; of as few, those that ask the
/// fewest hours; of those, the first in the order of the norm. The flag says whether that is proved.
pub fn smallest<'a>(assessment: &Assessment<'a>) -> (Vec<Step<'a>>, bool) {
    let open: Vec<&'a Criterium> = assessment.open().map(|v| v.criterium).collect();
    let steps = steps_of(&open);
    let chosen = if open.len() <= MOST_EXACT {
        let all = steps.iter().fold(0, |mask, s| mask | s.mask);
        let mut search = Search { steps: &steps, best: None };
        search.go(all, &mut Vec::new(), 0);
        search.best.map(|(_, _, chosen)| chosen).unwrap_or_default()
    } else {
        (0..steps.len()).collect()
    };
    let named = |mask: u64| {
        let inside = open.iter().enumerate().filter(|(i, _)| mask & bit(*i) != 0);
        inside.map(|(_, c)| c.id.0.as_str()).collect()
    };
    let steps = chosen.into_iter().filter_map(|i| steps.get(i)).map(|s| Step { from: s.from, reaches: named(s.mask) });
    (steps.collect(), open.len() <= MOST_EXACT)
}

struct Possible<'a> {
    from: &'a Criterium,
    mask: u64,
    hours: u64,
}

fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|i| 1u64.checked_shl(i)).unwrap_or(0)
}

/// Each step once: under its own id, or under that of its criterion.
fn steps_of<'a>(open: &[&'a Criterium]) -> Vec<Possible<'a>> {
    let mut order: Vec<&str> = Vec::new();
    let mut steps: BTreeMap<&str, Possible<'a>> = BTreeMap::new();
    for (index, &criterium) in open.iter().enumerate() {
        let id = criterium.stap_id.as_ref().map_or(criterium.id.0.as_str(), |s| s.0.as_str());
        let also = open.iter().enumerate().filter(|(_, c)| criterium.dekt.iter().any(|d| d.0 == c.id.0));
        let mask = also.fold(bit(index), |mask, (i, _)| mask | bit(i));
        // What takes unknown time is not preferred over what takes a known time.
        let hours = criterium.uren.as_ref().map_or(10_000, |u| u64::from(u.value));
        if !steps.contains_key(id) {
            order.push(id);
        }
        let step = steps.entry(id).or_insert(Possible { from: criterium, mask: 0, hours });
        step.mask |= mask;
        step.hours = step.hours.min(hours);
    }
    order.into_iter().filter_map(|id| steps.remove(id)).collect()
}

struct Search<'a, 'b> {
    steps: &'b [Possible<'a>],
    /// Number, hours, and the steps by index.
    best: Option<(usize, u64, Vec<usize>)>,
}

impl Search<'_, '_> {
    fn go(&mut self, left: u64, chosen: &mut Vec<usize>, hours: u64) {
        if left == 0 {
            let mut sorted = chosen.clone();
            sorted.sort_unstable();
            let found = (sorted.len(), hours, sorted);
            if self.best.as_ref().is_none_or(|best| found < *best) {
                self.best = Some(found);
            }
            return;
        }
        if self.best.as_ref().is_some_and(|(count, _, _)| chosen.len() >= *count) {
            return;
        }
        // Some step must reach the first open criterion.
        let first = left & left.wrapping_neg();
        for (index, step) in self.steps.iter().enumerate().filter(|(_, s)| s.mask & first != 0) {
            chosen.push(index);
            self.go(left & !step.mask, chosen, hours.saturating_add(step.hours));
            chosen.pop();
        }
    }
}
