//! `beleid` compiles a gemeente's data and versioned chapters into accessible, archivable policy documents.
//!
//! ```
//! use beleid::{Compiler, Order, Selection, SourceSet, LIMITS};
//!
//! let mut sources = SourceSet::new(LIMITS);
//! sources.insert("gemeente.toml", b"naam = \"Voorbeeldstad\"\ncode = \"GM9999\"\nfictief = true".to_vec()).unwrap();
//! sources.insert("beleidsplan.toml", b"datum = 2026-01-31".to_vec()).unwrap();
//!
//! let compiler = Compiler::built_in();
//! let (dossier, intake) = compiler.read(&sources);
//! let dossier = dossier.expect("both files are well-formed");
//! for order in compiler.orders(&dossier, &Selection::default()) {
//!     let (edition, report) = compiler.compile(&dossier, &intake, &order);
//!     assert!(edition.is_some(), "{report:?}");
//! }
//! ```
//!
//! Everything between [`SourceSet`] and [`Edition`] is a function of its arguments: no file system, clock, network,
//! environment, printing or global state of ours. A fault is a [`Diagnostic`](ground::diagnostic::Diagnostic) in a
//! [`Report`], never a panic.
//!
//! Floors, from the ground up; a file uses its own floor and lower ones:
//! [`ground`], [`nouns`], [`judgement`], [`text`], [`paper`], [`seal`], and this door. The command (feature `cli`)
//! stands outside.

#![forbid(unsafe_code)]
#![warn(clippy::float_arithmetic, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

pub mod ground;
pub mod judgement;
pub mod nouns;
pub mod paper;
pub mod seal;
pub mod text;

mod compiler;
pub mod renewal;

#[cfg(feature = "cli")]
pub mod cli;

pub use compiler::{
    Adoption, Assessed, Compiler, Edition, Examined, Proof, Remade, Sample, Selection, Subject, Verdict, Verified,
    built_in_samples, built_in_templates, examine_draft,
};
pub use ground::diagnostic::{Report, Severity, Stand};
pub use ground::source::{LIMITS, Limits, Refusal, SourceSet};
pub use nouns::dossier::Dossier;
pub use nouns::order::{Audience, Order};
