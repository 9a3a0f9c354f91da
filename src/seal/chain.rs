//! What came before a sealed document: each document that it follows, by the hash of its manifest, so that plan, report
//! and next plan form a chain in which none can be exchanged.
//!
//! It deliberately does not know where those documents are: who has them looks up their hashes.

use serde_json::{Value, json};

use super::signed::Signed;
use super::source_set::{Manifest, grouped};
use crate::ground::hash::Hash;

/// What a document is to the one that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The same document as it was adopted before.
    Earlier,
    /// The plan that a report reports on.
    ReportedPlan,
    /// The report of the years before.
    EarlierReport,
}

impl Relation {
    const ALL: [Self; 3] = [Self::Earlier, Self::ReportedPlan, Self::EarlierReport];

    /// The words in a manifest.
    pub fn word(self) -> &'static str {
        match self {
            Self::Earlier => "vorige versie",
            Self::ReportedPlan => "plan waarover dit verslag gaat",
            Self::EarlierReport => "vorig verslag",
        }
    }

    /// How a sentence on it begins; the title comes after.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Earlier => "Volgt op de vorige versie",
            Self::ReportedPlan => "Gaat over het plan",
            Self::EarlierReport => "Volgt op het vorige verslag",
        }
    }
}

/// A document that another follows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Predecessor {
    /// What it is to the other.
    pub relation: Relation,
    /// Its title.
    pub title: String,
    /// The SHA-256 of its `manifest.json`.
    pub fingerprint: Hash,
}

impl Predecessor {
    /// A document with this manifest.
    pub fn of(relation: Relation, manifest: &Manifest) -> Self {
        Self { relation, title: manifest.title.clone(), fingerprint: manifest.hash() }
    }

    /// The fingerprint as its colofon shows it.
    pub fn code(&self) -> String {
        grouped(&self.fingerprint.to_string())
    }

    /// As an entry of a manifest.
    pub fn write(&self) -> Value {
        let Self { relation, title, fingerprint } = self;
        json!({"relatie": relation.word(), "titel": title, "manifest": fingerprint.to_string()})
    }

    /// Reads an entry of a manifest; `None` when it is none.
    pub fn read(entry: &Value) -> Option<Self> {
        let text = |name: &str| entry.get(name)?.as_str();
        let relation = text("relatie")?;
        Some(Self {
            relation: Relation::ALL.into_iter().find(|r| r.word() == relation)?,
            title: text("titel")?.to_owned(),
            fingerprint: Hash::parse(text("manifest")?)?,
        })
    }
}

/// What a seal takes from outside the data of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// What came before.
    pub predecessors: Vec<Predecessor>,
    /// The signature under the manifest that this gives; it goes in as it is given.
    pub signature: Option<Signed>,
}

impl Sealing {
    /// Nothing came before, and nobody signs.
    pub const ALONE: Self = Self { predecessors: Vec::new(), signature: None };
}
