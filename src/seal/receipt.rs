//! The receipt of an edition: from what it was made, at which versions, with which verdicts, and its hash.
//!
//! It deliberately holds nothing that the document itself does not show.

use serde::Serialize;

pub use crate::ground::hash::sha256;
use crate::judgement::account::NormAccount;
use crate::nouns::order::Order;
use crate::nouns::part::{Inventory, PartKey};
use crate::text::manuscript::Manuscript;

/// What was made, from what.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// Version of this program.
    pub programma: String,
    /// Id of the document.
    pub document: String,
    /// The year it reports on.
    pub jaar: Option<i32>,
    /// Stand.
    pub stand: &'static str,
    /// Peildatum, as `2026-01-31`.
    pub peildatum: String,
    /// Title in the file.
    pub titel: String,
    /// Chapters with their version.
    pub hoofdstukken: Vec<ChapterReceipt>,
    /// Every part of the templates that it was made of, with the hash of its content.
    pub onderdelen: Vec<PartReceipt>,
    /// Norms with version and verdict.
    pub normen: Vec<NormReceipt>,
    /// Pages.
    pub paginas: usize,
    /// SHA-256 of the PDF, in hexadecimal.
    pub sha256: String,
}

/// A chapter of the document.
#[derive(Debug, Clone, Serialize)]
pub struct ChapterReceipt {
    /// Name.
    pub naam: String,
    /// Version.
    pub versie: String,
}

/// A part of the templates.
#[derive(Debug, Clone, Serialize)]
pub struct PartReceipt {
    /// What it is.
    pub soort: &'static str,
    /// Name or id.
    pub naam: String,
    /// Version, of what has one.
    pub versie: Option<String>,
    /// SHA-256 of its content, as a lock holds it.
    pub sha256: String,
}

impl PartReceipt {
    /// Of these parts, those that are there.
    pub fn of(used: &[PartKey], inventory: &Inventory) -> Vec<Self> {
        let one = |key: &PartKey| {
            let sha256 = inventory.get(key)?.hash.to_string();
            let versie = key.version.as_ref().map(ToString::to_string);
            Some(Self { soort: key.kind.word(), naam: key.name.clone(), versie, sha256 })
        };
        used.iter().filter_map(one).collect()
    }
}

/// A norm that was applied.
#[derive(Debug, Clone, Serialize)]
pub struct NormReceipt {
    /// Id.
    pub norm: String,
    /// Version.
    pub versie: String,
    /// Verdict.
    pub oordeel: String,
}

/// Writes the receipt of a PDF.
pub fn receipt(
    manuscript: &Manuscript,
    order: &Order,
    norms: &[NormAccount],
    onderdelen: Vec<PartReceipt>,
    (pdf, pages): (&[u8], usize),
) -> Receipt {
    Receipt {
        programma: concat!("beleid ", env!("CARGO_PKG_VERSION")).into(),
        document: order.document.clone(),
        jaar: order.year,
        stand: order.stand.word(),
        peildatum: order.peildatum.to_string(),
        titel: manuscript.meta.title.clone(),
        hoofdstukken: manuscript
            .chapters
            .iter()
            .map(|c| ChapterReceipt { naam: c.id.clone(), versie: c.version.clone() })
            .collect(),
        onderdelen,
        normen: norms
            .iter()
            .map(|n| NormReceipt { norm: n.norm.clone(), versie: n.versie.clone(), oordeel: n.oordeel.into() })
            .collect(),
        paginas: pages,
        sha256: sha256(pdf),
    }
}
