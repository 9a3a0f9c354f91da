//! Seal: what stands beside a document, or inside it, so that a machine can check it.
//!
//! It deliberately does not make documents.

pub mod receipt;

mod objects;

pub mod attachments;
