//! A finished document as `document.json`: the manuscript and what was asked, in a form that a later version of this
//! program reads back exactly.
//!
//! It deliberately holds what a manuscript holds and nothing more, so that the file of a public edition is as public as
//! its pages. A place becomes the name of a file and a line: the text of that file is not in it. The logo is whole, so
//! that a comparison of two PDFs looks like the documents that it compares. A value that a page shows has its cells with it,
//! but for a count of people.

mod read;
mod write;

pub use read::read;
pub use write::write;

use super::manuscript::Manuscript;
use crate::nouns::order::Order;

/// The name under which it is attached.
pub const NAME: &str = "document.json";

/// The form that this program writes, and the only one so far. A reader of a later form keeps reading earlier ones.
pub const FORM: u64 = 1;

/// A document that was read back.
#[derive(Debug, Clone)]
pub struct Written {
    /// What was asked.
    pub order: Order,
    /// The document.
    pub manuscript: Manuscript,
}

/// Why a file is no document that this program can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A newer program wrote it, in this form.
    Newer(u64),
    /// It is no document, or not as this program writes one; at this part.
    Broken(String),
}
