//! Text: chapters and data into a manuscript, the finished document as a tree.
//!
//! It deliberately knows no page, font or colour, and never sees an undisclosed count.

pub mod manuscript;
pub mod marks;

pub mod listing;
pub mod passages;
pub mod trace;
pub mod written;

mod literal;
pub mod markdown;
mod pieces;
pub mod prose;

mod amend;
pub mod components;
pub mod compose;
mod front;
mod leaning;
mod overlay;
pub mod provenance;
mod terms;

pub mod difference;
