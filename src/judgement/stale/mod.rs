//! The staleness guard: which passages of a document lean on a legal fact, and whether they are still true on a day.
//!
//! It deliberately reads no clock: the day is the peildatum of the order, or one that somebody chose. It finds words
//! and not meaning, so it warns and never stops a document.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

mod facts;
mod passage;
mod tell;
mod words;

pub use facts::check_facts;
pub use tell::tell;
pub use words::occurrences;

use passage::Sentences;

use crate::ground::source::Place;
use crate::nouns::library::{Chapter, Rechtsfeit};

/// Who can repair a passage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The maintainer of this chapter.
    Chapter(String),
    /// The gemeente, in a text of its own.
    Local,
    /// The gemeente, in its data.
    Data,
    /// The maintainer of the glossary.
    Glossary,
}

/// How a passage leans on a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It shows the sentence of the fact, chosen by the day.
    Shows,
    /// It names the fact in its own words.
    Names,
}

/// A passage that leans on a legal fact; in order of place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaning {
    /// The sentence in the file, or the call that shows the fact.
    pub place: Place,
    /// Where in it the name or the call stands.
    pub spot: Place,
    /// Id of the fact.
    pub fact: String,
    /// How it leans.
    pub way: Way,
    /// Who can repair it.
    pub owner: Owner,
}

impl Leaning {
    /// The passage on one line.
    pub fn quote(&self) -> String {
        let (place, spot) = (&self.place, &self.spot);
        passage::quote(place.source.text(), &(place.start..place.end), &(spot.start..spot.end))
    }
}

/// The day that a document is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// As it is made, at its peildatum; `until` is the last day that it must be true: the end of the plan, the peildatum
    /// for what describes a year, and none for a plan without an end.
    Made {
        /// Peildatum.
        peildatum: NaiveDate,
        /// Last day that it must be true.
        until: Option<NaiveDate>,
    },
    /// A later day.
    Ahead {
        /// Peildatum.
        peildatum: NaiveDate,
        /// The day that is looked ahead to.
        day: NaiveDate,
    },
}

impl Moment {
    /// The day itself.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Made { peildatum, .. } => peildatum,
            Self::Ahead { day, .. } => day,
        }
    }
}

/// What is looked at: passages, and the chapters that a document is made of.
#[derive(Debug, Clone, Copy)]
pub struct Looked<'a> {
    /// The passages that lean on a fact.
    pub leans: &'a [Leaning],
    /// The chapters of the document.
    pub chapters: &'a [&'a Chapter],
}

/// The passages within `at` that name a fact. `find` gives where words stand, as a range of the file. A paragraph that
/// shows the sentence of a fact says when it holds, so in it the name alone is no second leaning: `shown` are those.
pub fn named(
    legal: &[Rechtsfeit],
    at: &Place,
    owner: &Owner,
    shown: &[Leaning],
    find: impl Fn(&str) -> Vec<Range<usize>>,
) -> Vec<Leaning> {
    let mut spots: Vec<(Range<usize>, &str)> = Vec::new();
    for fact in legal {
        for words in &fact.woorden {
            spots.extend(find(&words.value).into_iter().map(|range| (range, fact.id.0.as_str())));
        }
    }
    if spots.is_empty() {
        return Vec::new();
    }
    spots.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    let sentences = Sentences::of(at.source.text(), at.start..at.end);
    let told: BTreeSet<(usize, &str)> =
        shown.iter().map(|s| (sentences.paragraph(s.spot.start), s.fact.as_str())).collect();
    let mut found: BTreeMap<(usize, &str), Leaning> = BTreeMap::new();
    let mut longest = 0..0;
    for (range, fact) in spots {
        // Of a name within a longer name, only the longer one was meant.
        if range.end <= longest.end && range != longest {
            continue;
        }
        longest = range.clone();
        let place = sentences.around(&range);
        if !told.contains(&(sentences.paragraph(range.start), fact)) {
            found.entry((place.start, fact)).or_insert_with(|| lean(fact, range, place, at, owner));
        }
    }
    found.into_values().collect()
}

/// The passages within a place of a file that is shown as it stands there.
pub fn named_in_place(legal: &[Rechtsfeit], at: &Place, owner: &Owner) -> Vec<Leaning> {
    let find = |words: &str| {
        let ranges = occurrences(at.text(), words).into_iter();
        ranges.map(|range| at.start + range.start..at.start + range.end).collect()
    };
    named(legal, at, owner, &[], find)
}

fn lean(fact: &str, spot: Range<usize>, place: Range<usize>, at: &Place, owner: &Owner) -> Leaning {
    let (place, spot) = (at.source.place(place), at.source.place(spot));
    Leaning { fact: fact.to_owned(), place, spot, way: Way::Names, owner: owner.clone() }
}

/// The passages around spots where a term stands that names a fact, unless another passage of the same paragraph leans
/// on that fact already.
pub fn terms(
    legal: &[Rechtsfeit],
    spots: &[(&str, Place)],
    at: &Place,
    owner: &Owner,
    others: &[Leaning],
) -> Vec<Leaning> {
    let sentences = Sentences::of(at.source.text(), at.start..at.end);
    let mut told: BTreeSet<(usize, &str)> =
        others.iter().map(|o| (sentences.paragraph(o.spot.start), o.fact.as_str())).collect();
    let mut found = Vec::new();
    for (term, spot) in spots {
        for fact in facts_in(legal, term).map(|fact| fact.id.0.as_str()) {
            if told.insert((sentences.paragraph(spot.start), fact)) {
                let range = spot.start..spot.end;
                let place = sentences.around(&range);
                found.push(lean(fact, range, place, at, owner));
            }
        }
    }
    found
}

/// The facts that words name.
fn facts_in<'a>(legal: &'a [Rechtsfeit], text: &'a str) -> impl Iterator<Item = &'a Rechtsfeit> {
    legal.iter().filter(move |fact| fact.woorden.iter().any(|w| !occurrences(text, &w.value).is_empty()))
}

/// The passages each once, in order of place.
pub fn once(leans: Vec<Leaning>) -> Vec<Leaning> {
    leans.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}
