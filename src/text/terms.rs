//! The terms of the glossary that a document uses, as whole words.
//!
//! It deliberately reads the chapters as they were written, also what stands in a branch that was not taken.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::judgement::select::Selected;
use crate::judgement::stale::occurrences;
use crate::nouns::dossier::Dossier;
use crate::nouns::library::Library;

/// The terms that occur in the chapters of this document, in the gemeente's own texts at them and in the legal facts
/// that they show.
pub fn terms(library: &Library, dossier: &Dossier, selected: &[Selected<'_>], day: NaiveDate) -> BTreeSet<String> {
    let mut texts: Vec<&str> = Vec::new();
    for s in selected.iter().flat_map(|s| std::iter::once(s).chain(&s.parts)) {
        texts.push(s.chapter.text.text());
        texts.extend(dossier.local(&s.chapter.name).iter().map(|local| local.source.text()));
    }
    if texts.iter().any(|text| text.contains("landelijke_cijfers(")) {
        let figures = &library.reference.national;
        texts.extend(figures.iter().flat_map(|f| [f.reeks.value.as_str(), f.bron.value.as_str()]));
    }
    let whole = texts.join("\n\n");
    let shown = library.legal.iter().filter(|fact| whole.contains(&format!("rechtsfeit(\"{}\")", fact.id.0)));
    texts.extend(shown.map(|fact| fact.wording(day)));
    let text = texts.join("\n\n");
    let small = text.to_lowercase();
    // An abbreviation is one in its own capitals only: `NR` is no `nr.` of a paper.
    let occurs = |term: &str| match term.chars().filter(|c| c.is_uppercase()).count() {
        0 | 1 => !occurrences(&small, &term.to_lowercase()).is_empty(),
        _ => !occurrences(&text, term).is_empty(),
    };
    library.terms.iter().map(|t| &t.term.value).filter(|t| occurs(t)).cloned().collect()
}
