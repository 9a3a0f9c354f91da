//! Paper: the manuscript as Typst source, and that as PDF. The only floor that knows Typst.
//!
//! It deliberately reads no data and decides no content.

pub mod fonts;
pub mod pages;
pub mod structure;
pub mod typeset;

pub mod attach;
pub mod world;

pub mod export;
