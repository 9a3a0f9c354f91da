//! What was adopted stays what it was: adopting, what is kept of it, the next version, and every stop in between.
//!
//! The gemeente is the data of Kleinemeer, with a plan and a report of one chapter each; one test makes the real thing.
//! `UPDATE=1 cargo test --test vastgesteld` writes `tests/vastgesteld/meldingen.md`; review the difference.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;

#[path = "vastgesteld/besluit.rs"]
mod besluit;
#[path = "vastgesteld/bewaard.rs"]
mod bewaard;
#[path = "vastgesteld/halverwege.rs"]
mod halverwege;
#[path = "vastgesteld/later.rs"]
mod later;
#[path = "vastgesteld/meldingen.rs"]
mod meldingen;
#[path = "vastgesteld/vervolg.rs"]
mod vervolg;
#[path = "vastgesteld/wereld.rs"]
mod wereld;
