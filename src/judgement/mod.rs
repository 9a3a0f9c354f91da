//! Judgement: which chapters, is the norm met, do the data agree, what may be shown.
//!
//! It deliberately does not write a sentence of a document, and knows no page.

pub mod value;

pub mod context;
pub mod decision;
pub mod expression;
pub mod kinds;
pub mod tags;
pub mod typing;

pub mod account;
pub mod adoption;
pub mod assess;
pub mod bump;
pub mod change;
pub mod check;
mod counted;
pub mod declared;
pub mod disclosure;
pub mod figures;
pub mod language;
pub mod locked;
pub mod norms;
pub mod papers;
pub mod placeholders;
pub mod select;
pub mod stale;
pub mod steps;
pub mod trace;
pub mod verloop;
