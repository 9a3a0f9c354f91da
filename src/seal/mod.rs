//! Seal: what stands beside a document, or inside it, so that a machine can check it, and what goes with it to council
//! and archive.
//!
//! It deliberately does not make documents.

pub mod publication;
pub mod receipt;

mod objects;

pub mod attachments;
