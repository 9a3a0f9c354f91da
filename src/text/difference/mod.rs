//! What changed between two manuscripts: chapters by name, blocks by likeness, sentences word by word, tables as data.
//!
//! It deliberately compares the tree that both documents were made from, never a PDF; it knows no files, no versions
//! control and no looks. `compare` is a pure function, its time about linear in the size of both documents, and every
//! word of either stands in its result once. [`was_wordt`] makes a document of it, [`merge`] puts two changes of one text
//! together.

mod align;
mod token;
mod value;

mod likeness;
mod rows;

pub mod data;
pub mod words;

pub mod chapters;

pub mod place;

pub mod counts;

pub mod side_by_side;

pub mod summary;

pub mod was_wordt;

pub mod pair;

mod merge_parts;
mod merge_words;

pub mod merge;

pub use chapters::{At, Change, ChapterChange, Detail, Difference, Fate, Nested, compare};
pub use value::Shift;
