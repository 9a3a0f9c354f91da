//! `Request`: what the person asked of every gemeente, in words that cross to a worker and go into a hash.
//!
//! It deliberately does not know folders.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::compiler::Selection;
use crate::ground::diagnostic::Stand;
use crate::ground::dutch;

/// What to make of a gemeente.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Only these documents; empty for all.
    pub documents: Vec<String>,
    /// The year of a yearly document.
    pub year: Option<i32>,
    /// The stand, as its word.
    pub stand: Option<String>,
    /// The peildatum, as `2026-01-31`.
    pub peildatum: Option<String>,
    /// Whether to make the confidential edition.
    pub confidential: bool,
    /// Whether the margin says where each block comes from.
    pub notes: bool,
    /// Whether to make the papers for a decision too.
    pub papers: bool,
    /// Whether to write the Typst project too.
    pub source: bool,
    /// To make a bundle in place of documents.
    pub bundle: Option<Bundling>,
}

/// What may be in a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bundling {
    /// Only what was adopted, with everything that publication asks.
    AdoptedOnly,
    /// Every document in its own stand, which the bundle says.
    AsItStands,
}

/// Every stand, in order.
pub const STANDS: [Stand; 3] = [Stand::Concept, Stand::Ontwerp, Stand::Vastgesteld];

impl Request {
    /// As the library asks it.
    pub fn selection(&self) -> Selection {
        Selection {
            documents: self.documents.clone(),
            year: self.year,
            stand: STANDS.into_iter().find(|s| self.stand.as_deref() == Some(s.word())),
            peildatum: self.peildatum.as_deref().and_then(|d| dutch::parse_date(d).ok()),
            confidential: self.confidential,
            notes: self.notes,
            papers: self.papers,
        }
    }

    /// With a peildatum and stand as the arguments give them.
    pub fn dated(stand: Option<Stand>, peildatum: Option<NaiveDate>) -> Self {
        Self {
            stand: stand.map(|s| s.word().to_owned()),
            peildatum: peildatum.map(|d| d.to_string()),
            ..Self::default()
        }
    }
}
