//! Ground: named texts, places in them, diagnostics, Dutch words and numbers, trees with a place at every node,
//! archives, hashes and signatures.
//!
//! It deliberately does not know what a gemeente, a chapter or a document is.

pub mod source;

pub mod catalogue;
pub mod diagnostic;

pub mod dutch;
pub mod folded;
pub mod glyphs;

pub mod archive;
pub mod hash;
pub mod signature;

pub mod csv;
pub mod toml;
pub mod tree;
