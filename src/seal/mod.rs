//! Seal: what stands beside a document so that a machine can check it.
//!
//! It deliberately does not make documents.

pub mod receipt;
