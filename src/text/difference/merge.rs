//! Three texts into one: what the shared text changed and what the own text changed, put together block by block.
//!
//! It deliberately writes no marks into a text. Where both changed the same words, the own text stays and a [`Conflict`]
//! says so in a sentence. Nothing is merged that only one side changed: `merge(b, b, x)`, `merge(b, x, b)` and
//! `merge(b, x, x)` are `x`.

use super::align::Numbers;
use super::chapters::slots;
use super::likeness::{Part, matched, profiles};
use super::merge_parts::source_blocks;
use super::merge_words::merge_words;
use super::place::{named, shortened};
use crate::ground::dutch;
use crate::text::manuscript::Inline;

/// A merged text, and where the two sides did not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged<T> {
    /// The text.
    pub parts: Vec<T>,
    /// What a person has to look at, in the order of the text.
    pub conflicts: Vec<Conflict>,
}

/// How the two sides did not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictKind {
    /// Both changed the same words; the own ones stay.
    BothChanged,
    /// The shared text no longer has what the own text changed; it stays.
    RemovedThere,
    /// The own text no longer has what the shared text changed; it stays away.
    RemovedHere,
    /// Both added something in one place; both stand there, the shared one first.
    BothAdded,
}

/// A place where the two sides did not agree. The texts are plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where: `alinea ‘De gemeente werkt …’`.
    pub place: String,
    /// How they do not agree.
    pub kind: ConflictKind,
    /// What both began with; empty when they began with nothing.
    pub base: String,
    /// The shared text.
    pub theirs: String,
    /// The own text.
    pub mine: String,
}

/// Longest quotation in a sentence, in characters.
const QUOTED: usize = 160;

impl Conflict {
    /// What happened and what stands there now, for a writer.
    pub fn sentence(&self) -> String {
        let place = &self.place;
        let there = || format!(" De gedeelde tekst is nu: ‘{}’.", shortened(&self.theirs, QUOTED));
        match self.kind {
            ConflictKind::BothChanged => format!(
                "In {place} veranderde de gedeelde tekst, en u had dezelfde woorden al gewijzigd. Uw eigen tekst blijft staan.{}",
                there()
            ),
            ConflictKind::RemovedThere => format!(
                "{} staat niet meer in de gedeelde tekst, maar u had die tekst gewijzigd. Uw eigen tekst blijft staan.",
                dutch::capitalise(place)
            ),
            ConflictKind::RemovedHere => format!(
                "{} had u weggelaten, en de gedeelde tekst is daar gewijzigd. De tekst blijft weg.{}",
                dutch::capitalise(place),
                there()
            ),
            ConflictKind::BothAdded => format!(
                "Bij {place} kwam er gedeelde tekst bij, en ook eigen tekst. Ze staan nu onder elkaar, de gedeelde tekst eerst."
            ),
        }
    }
}

/// A part that can be merged.
pub trait Mergeable: Part + Clone + PartialEq {
    /// What a writer calls it: `alinea`.
    fn kind(&self) -> &'static str;
    /// Its words.
    fn words(&self) -> String;
    /// One part of three that all differ, or none when both sides changed the same words.
    fn combine(base: &Self, theirs: &Self, mine: &Self, state: &mut State) -> Option<Self>;
}

/// What merging remembers on its way.
#[derive(Debug, Default)]
pub struct State {
    numbers: Numbers,
    conflicts: Vec<Conflict>,
}

impl State {
    fn tell<T: Mergeable>(&mut self, kind: ConflictKind, [base, theirs, mine]: [&[T]; 3]) {
        let words = |parts: &[T]| parts.iter().map(T::words).collect::<Vec<_>>().join(" ");
        let first = [mine, base, theirs].into_iter().find_map(<[T]>::first);
        let place = first.map(|part| named(&format!("{} ", part.kind()), &part.words())).unwrap_or_default();
        self.conflicts.push(Conflict { place, kind, base: words(base), theirs: words(theirs), mine: words(mine) });
    }

    /// Merges what stands inside a part.
    pub fn within<T: Mergeable>(&mut self, place: &str, base: &[T], theirs: &[T], mine: &[T]) -> Vec<T> {
        let before = self.conflicts.len();
        let parts = self.merge(base, theirs, mine);
        self.conflicts
            .iter_mut()
            .skip(before)
            .for_each(|conflict| conflict.place = format!("{place}, {}", conflict.place));
        parts
    }

    fn merge<T: Mergeable>(&mut self, base: &[T], theirs: &[T], mine: &[T]) -> Vec<T> {
        let (there, here) = (self.side(base, theirs), self.side(base, mine));
        let mut out = Vec::new();
        let none = (Vec::new(), None);
        for at in 0..=base.len() {
            let (added_there, kept_there) = there.get(at).unwrap_or(&none);
            let (added_here, kept_here) = here.get(at).unwrap_or(&none);
            let replaced = (at..base.len())
                .take_while(|at| {
                    [&there, &here].iter().all(|side| side.get(*at).is_some_and(|(_, kept)| kept.is_none()))
                })
                .count();
            self.added(
                &pick(theirs, added_there),
                &pick(mine, added_here),
                base.get(at..at + replaced).unwrap_or_default(),
                &mut out,
            );
            let Some(was) = base.get(at) else { break };
            let (there, here) = (kept_there.and_then(|j| theirs.get(j)), kept_here.and_then(|j| mine.get(j)));
            out.extend(self.kept(was, there, here));
        }
        out
    }

    /// For every place of the base, and for its end: what a side added before it, and which of its parts it became.
    fn side<T: Mergeable>(&mut self, base: &[T], side: &[T]) -> Vec<(Vec<usize>, Option<usize>)> {
        let (a, b) = (profiles(base, &mut self.numbers), profiles(side, &mut self.numbers));
        let mut out: Vec<(Vec<usize>, Option<usize>)> = vec![(Vec::new(), None); base.len() + 1];
        let mut next = 0;
        for (was, is) in slots(base.len(), side.len(), &matched(&a, &b)) {
            match (was, is) {
                (Some(was), Some(is)) => {
                    out.iter_mut().skip(was).take(1).for_each(|slot| slot.1 = Some(is));
                    next = was + 1;
                }
                (None, Some(is)) => out.iter_mut().skip(next).take(1).for_each(|slot| slot.0.push(is)),
                _ => {}
            }
        }
        out
    }

    /// A part of the base and what either side made of it.
    fn kept<T: Mergeable>(&mut self, was: &T, there: Option<&T>, here: Option<&T>) -> Option<T> {
        let base = std::slice::from_ref(was);
        match (there, here) {
            (Some(there), Some(here)) => {
                if let Some(chosen) = choose(was, there, here) {
                    return Some(chosen.clone());
                }
                if let Some(combined) = T::combine(was, there, here, self) {
                    return Some(combined);
                }
                self.tell(ConflictKind::BothChanged, [base, std::slice::from_ref(there), std::slice::from_ref(here)]);
                Some(here.clone())
            }
            (Some(there), None) => {
                if there != was {
                    self.tell(ConflictKind::RemovedHere, [base, std::slice::from_ref(there), &[]]);
                }
                None
            }
            (None, Some(here)) if here != was => {
                self.tell(ConflictKind::RemovedThere, [base, &[], std::slice::from_ref(here)]);
                Some(here.clone())
            }
            (None, _) => None,
        }
    }

    /// What both sides added in one place; `replaced` are the parts that neither kept.
    fn added<T: Mergeable>(&mut self, there: &[T], here: &[T], replaced: &[T], out: &mut Vec<T>) {
        if there == here || there.is_empty() || here.is_empty() {
            out.extend_from_slice(if here.is_empty() { there } else { here });
            return;
        }
        if !replaced.is_empty() {
            self.tell(ConflictKind::BothChanged, [replaced, there, here]);
            out.extend_from_slice(here);
            return;
        }
        let own: Vec<T> = here.iter().filter(|part| !there.contains(part)).cloned().collect();
        let theirs: Vec<T> = there.iter().filter(|part| !here.contains(part)).cloned().collect();
        if !own.is_empty() && !theirs.is_empty() {
            self.tell(ConflictKind::BothAdded, [&[], &theirs, &own]);
        }
        out.extend_from_slice(there);
        out.extend(own);
    }
}

fn pick<T: Clone>(parts: &[T], places: &[usize]) -> Vec<T> {
    places.iter().filter_map(|at| parts.get(*at).cloned()).collect()
}

/// What one side changed, or both alike; none when both changed it differently.
pub fn choose<'a, T: PartialEq + ?Sized>(base: &'a T, theirs: &'a T, mine: &'a T) -> Option<&'a T> {
    if theirs == base || theirs == mine {
        Some(mine)
    } else if mine == base {
        Some(theirs)
    } else {
        None
    }
}

/// Merges what the shared text (`theirs`) and the own text (`mine`) made of one text (`base`).
pub fn merge<T: Mergeable>(base: &[T], theirs: &[T], mine: &[T]) -> Merged<T> {
    let mut state = State::default();
    let parts = state.merge(base, theirs, mine);
    Merged { parts, conflicts: state.conflicts }
}

/// Merges the source of a chapter or of an own text: Markdown, with what is in braces for the template engine kept
/// whole. A paragraph, list or table is one block. The result has to be read again before it is used: a side may have
/// removed an `{% if … %}` of which the other needs the end.
pub fn merge_source(base: &str, theirs: &str, mine: &str) -> (String, Vec<Conflict>) {
    let merged = merge(&source_blocks(base), &source_blocks(theirs), &source_blocks(mine));
    (merged.parts.iter().flat_map(|block| [block.text.as_str(), block.gap.as_str()]).collect(), merged.conflicts)
}

/// Merges the words of three texts; none when both sides changed the same ones, or ones beside each other.
pub fn merge_text(base: &[Inline], theirs: &[Inline], mine: &[Inline]) -> Option<Vec<Inline>> {
    match choose(base, theirs, mine) {
        Some(chosen) => Some(chosen.to_vec()),
        None => merge_words(base, theirs, mine),
    }
}
