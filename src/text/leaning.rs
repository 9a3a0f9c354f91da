//! The passages of a document that lean on a legal fact, found while its chapters are rendered: what stands in a branch
//! that was not taken is in no document.
//!
//! It deliberately does not know on which day a fact holds.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::prose::Rendered;
use crate::ground::source::{Place, Source};
use crate::judgement::stale::{self, Leaning, Owner, Way, named, named_in_place, occurrences};
use crate::nouns::dossier::LocalText;
use crate::nouns::library::{Chapter, Library};
use crate::nouns::section::sections;

/// Collects the passages of one document.
#[derive(Debug, Default)]
pub struct Leanings(RefCell<Vec<Leaning>>);

impl Leanings {
    /// The passages of a rendered chapter.
    pub fn of_chapter(&self, rendered: &Rendered, source: &Arc<Source>, name: &str, library: &Library) {
        // A reason is rendered from a text of its own; `of_facts` points at where it was written.
        if source.path().contains('#') {
            return;
        }
        let owner = Owner::Chapter(name.to_owned());
        let whole = source.place(0..source.text().len());
        let mut shown = Vec::new();
        let mut terms = Vec::new();
        for (call, range) in rendered.calls() {
            let spot = source.place(rendered.origin(&range));
            let Some(first) = call.args.first() else { continue };
            match call.name {
                "rechtsfeit" => shown.push(Leaning {
                    fact: first.clone(),
                    place: spot.clone(),
                    spot,
                    way: Way::Shows,
                    owner: owner.clone(),
                }),
                "begrip" => terms.push((first.as_str(), spot)),
                _ => {}
            }
        }
        let find = |words: &str| -> Vec<Range<usize>> {
            occurrences(&rendered.text, words).iter().map(|range| rendered.origin(range)).collect()
        };
        let names = named(&library.legal, &whole, &owner, &shown, find);
        shown.extend(names);
        let terms = stale::terms(&library.legal, &terms, &whole, &owner, &shown);
        self.0.borrow_mut().extend(shown.into_iter().chain(terms));
    }

    /// The passages of a text of the gemeente at a chapter. Those of the part that it stands in place of are in the
    /// document no more.
    pub fn of_local(&self, local: &LocalText, chapter: &Chapter, library: &Library) {
        let mut leans = self.0.borrow_mut();
        let gone = sections(chapter.text.text()).into_iter().find(|part| local.part.as_ref() == Some(&part.name));
        if let Some(part) = gone.filter(|_| local.replaces) {
            let path = chapter.text.path();
            leans.retain(|l| l.place.source.path() != path || !part.body.contains(&l.spot.start));
        }
        let whole = local.source.place(0..local.source.text().len());
        leans.extend(named_in_place(&library.legal, &whole, &Owner::Local));
    }

    /// The reason and title of a chapter.
    pub fn of_facts(&self, chapter: &Chapter, library: &Library) {
        let owner = Owner::Chapter(chapter.name.clone());
        let reason = chapter.meta.reden.as_ref().filter(|_| chapter.meta.voorwaarde.is_some());
        for place in std::iter::once(&chapter.meta.titel).chain(reason).map(|text| &text.place) {
            self.0.borrow_mut().extend(named_in_place(&library.legal, place, &owner));
        }
    }

    /// All passages, with those of the data and terms that the document shows.
    pub fn with_data<'a>(
        &self,
        shown: &[Place],
        terms: impl IntoIterator<Item = &'a String>,
        library: &Library,
    ) -> Vec<Leaning> {
        let mut leans = self.0.take();
        for place in shown {
            leans.extend(named_in_place(&library.legal, place, &Owner::Data));
        }
        for term in terms {
            let meaning = library.terms.iter().find(|t| t.term.value == *term).map(|t| &t.betekenis.place);
            leans.extend(meaning.into_iter().flat_map(|at| named_in_place(&library.legal, at, &Owner::Glossary)));
        }
        stale::once(leans)
    }
}
