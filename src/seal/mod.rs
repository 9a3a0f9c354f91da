//! Seal: what stands beside a document, or inside it, so that a machine can check it, and what goes with it to council
//! and archive.
//!
//! It deliberately does not make documents.

pub mod differences;
pub mod publication;
pub mod receipt;
pub mod source_set;

mod pdf;

pub mod attachments;
