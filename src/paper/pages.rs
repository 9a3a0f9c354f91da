//! On which pages each block of a manuscript stands.
//!
//! It deliberately makes no PDF: the same layout with an invisible mark before each block.

use std::sync::Arc;

use typst::foundations::{Label, Selector};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::typeset::{MARK, typeset_marked};
use super::world::{MemoryWorld, Shared};
use crate::ground::source::Source;
use crate::text::manuscript::Manuscript;

/// First and last page of a block, from 1.
pub type Pages = (usize, usize);

/// The pages of each block, by chapter and block; `None` when the document cannot be laid out.
pub fn pages(manuscript: &Manuscript, theme: &Arc<Source>, shared: &Shared) -> Option<Vec<Vec<Pages>>> {
    let project = typeset_marked(manuscript, theme);
    let world = MemoryWorld::new(shared, &project)?;
    let document = typst::compile::<PagedDocument>(&world).output.ok()?;
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern(MARK))?;
    let marks = introspector.query(&Selector::Label(label));
    // One mark for each block and one after the last, in order of the document.
    let starts: Vec<usize> =
        marks.iter().filter_map(|mark| introspector.page(mark.location()?)).map(std::num::NonZeroUsize::get).collect();
    typst::comemo::evict(0);
    let last = document.pages().len();
    let mut at = 0;
    let chapters = manuscript.chapters.iter().map(|chapter| {
        let of = chapter.nodes.iter().map(|_| {
            let start = starts.get(at).copied().unwrap_or(last);
            at += 1;
            (start, starts.get(at).copied().unwrap_or(last).max(start))
        });
        let of = of.collect();
        at += 1;
        of
    });
    Some(chapters.collect())
}
