//! Seal: what stands beside a document, or inside it, so that a machine can check it, and what goes with it to council
//! and archive.
//!
//! It deliberately does not make documents.

pub mod chain;
pub mod changed;
pub mod differences;
pub mod publication;
pub mod receipt;
pub mod signed;
pub mod source_set;

mod pdf;

pub mod attachments;
